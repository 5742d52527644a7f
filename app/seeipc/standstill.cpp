// SPDX-License-Identifier: MIT
#include "standstill.h"

#include "session/waitsfor.h"

namespace seeipc {

namespace {

constexpr std::int64_t proof = 1'000'000'000; ///< nanoseconds that count as "for ever" here

} // namespace

bool isAtStandstill(const Snapshot &snapshot, std::int64_t now)
{
    const auto waits = waitsFor(snapshot);
    bool isAnyLeft = false;
    for (std::size_t i = 0; i < snapshot.processes.size(); ++i) {
        if (!snapshot.processes[i].isAlive())
            continue;
        isAnyLeft = true;
        const auto *wait = waits.of(static_cast<WorkerId>(i));
        if (!wait || !wait->hopeless || now - wait->since < proof)
            return false;
    }
    return isAnyLeft;
}

} // namespace seeipc
