// SPDX-License-Identifier: MIT
#include "session/awaited.h"

namespace seeipc {

bool isAwaited(const Snapshot &snapshot, WorkerId worker)
{
    const auto &process = snapshot.processes[worker];
    return process.state == ProcessState::Zombie && process.parent < snapshot.processes.size()
           && snapshot.processes[process.parent].isAlive();
}

} // namespace seeipc
