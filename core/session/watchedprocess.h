// SPDX-License-Identifier: MIT
#pragma once

#include "events/event.h"
#include "events/ring.h"
#include "posix/procfs.h"
#include "posix/result.h"
#include "posix/uniquefd.h"

#include <cstdint>
#include <optional>
#include <span>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace seeipc {

/// What two looks at a process told.
struct ProcessLook
{
    Sleep sleep = Sleep::Running;
    int rawStatus = 0; ///< of a zombie: field 52 of its stat
    /// Of a sleeper that runs a program which tells nothing: the call that it sleeps in.
    std::optional<ProcSyscall> inside{};
};

/// The process groups that a session's processes may be in: the steward's, and those that workers lead
/// since a setsid(2).
std::vector<pid_t> groupsOfSession(const SharedArea &area, pid_t steward);

/// A worker as the kernel shows it: descriptors on its /proc files that are kept, so that they can
/// never come to mean another process, and a pidfd.
class WatchedProcess
{
public:
    WatchedProcess() = default;

    /// `groups` are the process groups that it may be in: by then its number may mean another.
    /// Errors: ESRCH or ENOENT when it has gone already, EMFILE.
    static Result<WatchedProcess> open(pid_t pid, std::span<const pid_t> groups);

    pid_t pid() const { return m_pid; }
    int pidfd() const { return m_pidfd.get(); }
    UniqueFd takePidfd() { return std::move(m_pidfd); }
    bool hasEnded() const; ///< zombie or gone

    /// Looks once. Asleep only if this and the look before found state S in the same system call
    /// (one of `call`'s) and it did not run in between; `turn` names the entry into the call.
    /// Errors: EACCES, EPERM when the kernel will not tell; ESRCH when it is gone.
    Result<ProcessLook> look(CallId call, std::uint64_t turn);

private:
    struct Seen
    {
        std::uint64_t turn = 0;
        std::uint64_t switches = 0;
        long number = -1;
    };

    pid_t m_pid = 0;
    UniqueFd m_pidfd;
    UniqueFd m_status;
    UniqueFd m_syscall;
    UniqueFd m_stat;
    std::optional<Seen> m_seen;
};

} // namespace seeipc
