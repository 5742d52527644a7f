// SPDX-License-Identifier: MIT
#pragma once

#include "posix/result.h"
#include "posix/uniquefd.h"
#include "posix/waitstatus.h"

#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace seeipc {

/// What to start: standard descriptors are /dev/null, `fds[i]` becomes descriptor 3 + i, and
/// nothing else is inherited. Signal mask empty, every disposition the default one.
struct SpawnRequest
{
    std::string program;                ///< a path, not searched
    std::vector<std::string> arguments; ///< argv, without argv[0]
    std::vector<int> fds;               ///< borrowed for the call
    /// Ctrl+C and Ctrl+Z at the terminal reach only the group in its foreground: us, not an own one.
    /// A session of its own would keep them away too, but the scheduler's autogroup (sched(7))
    /// would then let its processes wait for seconds on a busy machine.
    enum class Group { Shared, Own } group = Group::Shared;
};

/// A child that we started and alone wait for. Killed and reaped when it goes.
class Process
{
public:
    Process() = default;
    Process(Process &&other) noexcept;
    Process &operator=(Process &&other) noexcept;
    Process(const Process &) = delete;
    Process &operator=(const Process &) = delete;
    ~Process();

    /// Errors: posix_spawn(3)'s (EAGAIN: a process limit; ENOENT: no such program), EMFILE.
    static Result<Process> spawn(const SpawnRequest &request);

    pid_t pid() const { return m_pid; }
    /// Readable once the process has ended. Source: pidfd_open(2).
    int pidfd() const { return m_pidfd.get(); }
    bool isValid() const { return m_pid > 0; }

    /// Waits until it has ended and reaps it. Errors: ECHILD if the kernel has reaped it, as it does
    /// where we were started with SIGCHLD ignored; its status is lost then.
    Result<WaitStatus> wait();
    /// Its status if it has ended (then it is reaped), nothing while it lives.
    Result<std::optional<WaitStatus>> poll();
    /// Errors: ESRCH once it has ended and was reaped; never reaches another process.
    Result<void> kill(int signal);
    /// Gives up the ownership: somebody else waits for it, as a reaper of all children does.
    pid_t release();

private:
    void forget();

    pid_t m_pid = 0;
    UniqueFd m_pidfd;
};

} // namespace seeipc
