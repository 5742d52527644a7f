// SPDX-License-Identifier: MIT
#include "events/untoldbytes.h"

namespace seeipc {

std::int64_t untoldBytesWritten(const Snapshot &snapshot, WorkerId worker)
{
    auto bytes = snapshot.processes[worker].bytesOfCutWrite;
    for (const auto &channel : snapshot.channels) {
        for (const auto &write : channel.pending)
            bytes += write.worker == worker ? write.in : 0;
    }
    return bytes;
}

} // namespace seeipc
