// SPDX-License-Identifier: MIT
#include "posix/waitstatus.h"

#include <csignal>
#include <cstring>
#include <sys/wait.h>

namespace seeipc {

WaitStatus WaitStatus::fromRaw(int raw)
{
    WaitStatus status;
    status.m_raw = raw;
    return status;
}

WaitStatus WaitStatus::fromSiginfo(int code, int status)
{
    return fromRaw(code == CLD_EXITED ? (status & 0xff) << 8
                                      : (status & 0x7f) | (code == CLD_DUMPED ? 0x80 : 0));
}

bool WaitStatus::exited() const
{
    return WIFEXITED(m_raw);
}

int WaitStatus::exitCode() const
{
    return WEXITSTATUS(m_raw);
}

bool WaitStatus::killed() const
{
    return WIFSIGNALED(m_raw);
}

int WaitStatus::signal() const
{
    return WTERMSIG(m_raw);
}

bool WaitStatus::leftCore() const
{
    return killed() && WCOREDUMP(m_raw);
}

bool WaitStatus::stopped() const
{
    return WIFSTOPPED(m_raw);
}

int WaitStatus::stopSignal() const
{
    return WSTOPSIG(m_raw);
}

bool WaitStatus::continued() const
{
    return WIFCONTINUED(m_raw);
}

std::string signalName(int signal)
{
    const char *abbreviation = sigabbrev_np(signal);
    return abbreviation ? std::string("SIG") + abbreviation : "signal " + std::to_string(signal);
}

int signalByName(const std::string &name)
{
    for (int signal = 1; signal < NSIG; ++signal) {
        if (const char *abbreviation = sigabbrev_np(signal);
            abbreviation && name == std::string("SIG") + abbreviation)
            return signal;
    }
    return 0;
}

} // namespace seeipc
