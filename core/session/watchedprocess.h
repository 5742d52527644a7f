// SPDX-License-Identifier: MIT
#pragma once

#include "events/event.h"
#include "posix/procfs.h"
#include "posix/result.h"
#include "posix/uniquefd.h"

#include <cstdint>
#include <optional>
#include <sys/types.h>
#include <utility>

namespace seeipc {

/// What two looks at a process told.
struct ProcessLook
{
    Sleep sleep = Sleep::Running;
    int rawStatus = 0; ///< of a zombie: field 52 of its stat
    /// Of a sleeper that runs a program which tells nothing: the call that it sleeps in.
    std::optional<ProcSyscall> inside{};
};

/// A worker as the kernel shows it: descriptors on its /proc files that are kept, so that they can
/// never come to mean another process, and a pidfd.
class WatchedProcess
{
public:
    WatchedProcess() = default;

    /// `group` is the process group that it must be in: by then its number may mean another.
    /// Errors: ESRCH or ENOENT when it has gone already, EMFILE.
    static Result<WatchedProcess> open(pid_t pid, pid_t group);

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
