// SPDX-License-Identifier: MIT
#pragma once

#include "posix/uniquefd.h"

#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace seeipc {

/// How a program under test is started.
struct Launch
{
    std::vector<std::string> words; ///< program and arguments
    std::string runtimeDirectory;
    bool hasNamespaces = true; ///< false: the kernel refuses it every further user namespace
};

/// A program of ours in a place of its own, with every process that it starts. Marked by its
/// environment, so that what it leaves behind is found and nobody else's is. Any thread.
class Victims
{
public:
    explicit Victims(const Launch &launch);
    ~Victims(); ///< kills and reaps whatever is left
    Victims(const Victims &) = delete;
    Victims &operator=(const Victims &) = delete;

    pid_t program() const { return m_program; }
    /// The steward; nothing while there is none.
    std::optional<pid_t> steward() const;
    /// The workers of a demo, by age.
    std::vector<pid_t> workers() const;
    /// The last that came; nothing while there is none.
    std::optional<pid_t> worker() const;
    /// Has any worker made the first call of its demo, which is pipe(2)?
    bool hasBegun() const;
    /// Is it a worker of a demo, and not one of those that look after them?
    bool isWorker(pid_t pid) const;
    /// Every process of it that lives.
    std::vector<pid_t> living() const;

    /// Waits until the program has ended; its raw wait status, nothing at the deadline.
    std::optional<int> waitForProgram(int milliseconds);
    void terminate();

private:
    std::string m_mark;
    pid_t m_program = 0;
    bool m_isReaped = false;
};

/// SIGKILLs a process that is alive at that moment. False: it was not any more.
bool killLiving(pid_t pid);

/// Is it there, and no zombie?
bool isLiving(pid_t pid);

} // namespace seeipc
