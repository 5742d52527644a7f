// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <sys/types.h>

namespace seeipc {

/// What a spawner is told on its command line.
struct SpawnerOptions
{
    std::string program; ///< path of seeipc-worker
    bool isPrivate = false;
    uid_t uid = 0;
    gid_t gid = 0;
    int cpu = -1; ///< every worker runs there; -1: anywhere
};

/// The one process inside the workers' namespace that starts them and waits for whom nobody else
/// waits for. Descriptors: SpawnerFds. Returns its exit status.
int runSpawner(const SpawnerOptions &options);

} // namespace seeipc
