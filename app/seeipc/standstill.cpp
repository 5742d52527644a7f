// SPDX-License-Identifier: MIT
#include "standstill.h"

#include "session/waitsfor.h"

#include <algorithm>

namespace seeipc {

void Attendance::look(std::int64_t time)
{
    constexpr std::int64_t pause = 750'000'000; // nanoseconds; looks come four a second at least
    if (time - now > pause)
        since = time;
    now = time;
}

bool isAtStandstill(const Snapshot &snapshot, const Attendance &seen, std::int64_t patience)
{
    const auto waits = waitsFor(snapshot);
    bool isAnyLeft = false;
    bool isCertain = true;
    auto last = seen.since;
    for (std::size_t i = 0; i < snapshot.processes.size(); ++i) {
        const auto &process = snapshot.processes[i];
        if (process.isEnded())
            last = std::max(last, process.since); // it may be what a cue waits for
        if (!process.isAlive())
            continue;
        isAnyLeft = true;
        const auto *wait = waits.of(static_cast<WorkerId>(i));
        // Whom a signal has stopped only a signal lets go on, and here nobody is left who would send it.
        const bool isStopped = process.state == ProcessState::Stopped;
        if (!wait || wait->reason == WaitReason::Pace
            || (wait->reason == WaitReason::User && !isStopped))
            return false;
        isCertain = isCertain && wait->hopeless;
        last = std::max(last, wait->since);
    }
    return isAnyLeft && seen.now - last >= (isCertain ? patience : std::max(patience, noCueComes));
}

std::optional<Error> refusedFork(const Scenario &scenario, const Event &event)
{
    const bool isRefused = event.kind == EventKind::CallReturned && event.effect == Effect::Fork
                           && event.error != 0;
    const auto &wanted = scenario.expectations;
    const bool isExpected = std::any_of(wanted.begin(), wanted.end(), [&](const Expectation &e) {
        return e.step == event.step && e.error == event.error;
    });
    if (!isRefused || isExpected || event.worker >= scenario.workers.size())
        return std::nullopt;
    return Error{"fork(2)", scenario.workers[event.worker].name, event.error};
}

} // namespace seeipc
