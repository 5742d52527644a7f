// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace seeipc {

/// How a process ended, as wait(2) tells it.
class WaitStatus
{
public:
    WaitStatus() = default;
    /// From the int that wait(2) fills, which is also field 52 of /proc/PID/stat.
    static WaitStatus fromRaw(int raw);
    /// From waitid(2)'s si_code (CLD_*) and si_status.
    static WaitStatus fromSiginfo(int code, int status);

    int raw() const { return m_raw; }
    bool exited() const;
    int exitCode() const; ///< only if exited()
    bool killed() const;
    int signal() const;     ///< only if killed()
    bool leftCore() const;  ///< killed, and the kernel wrote a core
    bool stopped() const;   ///< by a signal; told only where it was asked for
    int stopSignal() const; ///< only if stopped()
    bool continued() const; ///< by SIGCONT; told only where it was asked for

    bool operator==(const WaitStatus &) const = default;

private:
    int m_raw = 0;
};

/// "SIGPIPE" for 13; "signal 40" where it has no name.
std::string signalName(int signal);

/// 13 for "SIGPIPE"; 0 where there is no such signal.
int signalByName(const std::string &name);

} // namespace seeipc
