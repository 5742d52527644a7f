// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace seeipc {

/// What a steward is told on its command line.
struct StewardOptions
{
    std::string program;   ///< path of seeipc-worker
    bool isPrivate = true; ///< namespaces of the session's own, where the kernel lets us
    int cpu = -1;
};

/// The one process between a session and its workers: namespaces, directory, clean-up. When its
/// socket or any one link breaks, it lets the leash go, waits for every descendant and removes
/// what the ledger names. Descriptors: StewardFds. Returns its exit status.
int runSteward(const StewardOptions &options);

/// Tries both namespaces in a row, in a process that then ends: exit status 0, or the errno.
int probeNamespaces();

} // namespace seeipc
