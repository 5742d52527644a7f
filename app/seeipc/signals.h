// SPDX-License-Identifier: MIT
#pragma once

#include "posix/uniquefd.h"

#include <csignal>
#include <optional>

namespace seeipc {

/// Signals as a descriptor to poll instead of handlers: SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT
/// and SIGWINCH are blocked from here on (children of ours start with an empty mask all the same).
/// To be made before the first thread. SIGPIPE is ignored: a reader that leaves is seen by write(2).
class Signals
{
public:
    Signals();

    int fd() const { return m_fd.get(); } ///< readable when a signal waits; -1: EMFILE and the like
    int error() const { return m_error; } ///< errno of what could not be made, else 0
    /// The next signal that came, nothing if there is none.
    std::optional<int> next();
    /// Has one come that ends the program?
    static bool isEnding(int signal);
    /// Stops this process as SIGTSTP would have; returns when it goes on.
    static void stopSelf();

private:
    UniqueFd m_fd;
    int m_error = 0;
};

} // namespace seeipc
