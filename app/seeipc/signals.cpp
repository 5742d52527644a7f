// SPDX-License-Identifier: MIT
#include "signals.h"

#include <cerrno>
#include <sys/signalfd.h>
#include <unistd.h>

namespace seeipc {

Signals::Signals()
{
    sigset_t set{};
    ::sigemptyset(&set);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH})
        ::sigaddset(&set, signal);
    ::sigprocmask(SIG_BLOCK, &set, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
    m_fd.reset(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
    m_error = m_fd ? 0 : errno;
}

std::optional<int> Signals::next()
{
    signalfd_siginfo info{};
    if (::read(m_fd.get(), &info, sizeof info) != sizeof info)
        return std::nullopt;
    return static_cast<int>(info.ssi_signo);
}

bool Signals::isEnding(int signal)
{
    return signal == SIGINT || signal == SIGTERM || signal == SIGHUP;
}

void Signals::stopSelf()
{
    ::raise(SIGSTOP);
}

} // namespace seeipc
