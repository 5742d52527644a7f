// SPDX-License-Identifier: MIT
#include "signals.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace seeipc {

namespace {

constexpr std::array endingSignals{SIGINT, SIGTERM, SIGHUP};

int writeEnd = -1; ///< of the pipe that the handler writes to

bool isIgnored(int signal)
{
    struct sigaction action
    {};
    return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

void tell(int signal)
{
    const int kept = errno;
    const auto number = static_cast<unsigned char>(signal);
    (void)!::write(writeEnd, &number, 1);
    errno = kept;
}

} // namespace

void EndingSignals::startClean()
{
    sigset_t none;
    sigemptyset(&none);
    ::pthread_sigmask(SIG_SETMASK, &none, nullptr);
    for (int signal = 1; signal < NSIG; ++signal) {
        if (signal != SIGHUP || !isIgnored(SIGHUP))
            ::signal(signal, SIG_DFL); // refused for some, which then have it
    }
}

EndingSignals::EndingSignals(QObject *parent) : QObject(parent)
{
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return; // the kernel's own answer to a signal then ends the program, and the leash the rest
    writeEnd = ends[1];
    m_notifier = std::make_unique<QSocketNotifier>(ends[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this, end = ends[0]] {
        unsigned char number = 0;
        if (::read(end, &number, 1) == 1)
            Q_EMIT caught(number);
    });
    struct sigaction action
    {};
    action.sa_handler = tell;
    action.sa_flags = SA_RESTART;
    for (const int signal : endingSignals) {
        if (!isIgnored(signal))
            ::sigaction(signal, &action, nullptr);
    }
}

EndingSignals::~EndingSignals()
{
    for (const int signal : endingSignals) {
        if (!isIgnored(signal))
            ::signal(signal, SIG_DFL);
    }
    if (m_notifier)
        ::close(static_cast<int>(m_notifier->socket()));
    if (writeEnd >= 0)
        ::close(writeEnd);
    writeEnd = -1;
}

} // namespace seeipc
