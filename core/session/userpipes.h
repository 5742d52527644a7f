// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <sys/types.h>
#include <vector>

namespace seeipc {

/// A pipe that a user made and that is open somewhere.
struct UserPipe
{
    std::int64_t inode = 0;
    /// F_GETPIPE_SZ; only of a pipe of which we hold an end too: of others no descriptor is opened.
    std::optional<std::int64_t> capacity;
};

/// The pipes that a user made, for whom the kernel counts their pages, whoever has them open. What
/// nobody may read of them is missing, and so is a pipe in flight between processes: the kernel tells
/// no sum.
struct UserPipes
{
    uid_t user = 0;
    std::vector<UserPipe> pipes; ///< each once, by inode
    int processes = 0;           ///< of the user, whose descriptors were read
    int refused = 0;             ///< of the user, whose were not told
};

/// Looks through /proc once, at the processes of everybody who lets us; opens no descriptor of anybody.
/// Milliseconds, where there are many.
UserPipes lookAtUserPipes(uid_t user);

/// The real uid of a process: the pipes that it makes count for that user. Nothing: it has gone, or
/// is not told.
std::optional<uid_t> userOf(pid_t pid);

} // namespace seeipc
