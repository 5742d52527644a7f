// SPDX-License-Identifier: MIT
#pragma once

#include "ui/scene/timelinelayout.h"

#include <optional>
#include <vector>

namespace seeipc {

/// A sleep that nobody can end, as it was once so many events had come.
struct StuckSleep
{
    std::int64_t position = 0;
    std::int64_t asleepSince = 0;
    std::int64_t closedSince = 0; ///< when the last of those whom nobody can wake fell asleep
    SleptIn sleptIn{};
    std::vector<WorkerId>
        sleepers; ///< it ends with the sleep of any of these; itself is among them
};

/// When the last of those whom nobody can wake fell asleep: so the stage counts a ring. Absent: none.
std::int64_t closedSince(const WaitsFor &waits);

/// Who is stuck, while a walk over the events goes on. Looked for where an event may turn it: before
/// that event who is, after it who is no more.
class StuckSleeps
{
public:
    /// May somebody be woken with the event whom nobody could wake `before`?
    static bool mayFree(const Event &event, const Snapshot &before);

    void judge(const WaitsFor &waits, const Snapshot &snapshot, std::int64_t position);
    bool isAny() const;
    /// Whom somebody can wake now: no longer stuck.
    std::vector<WorkerId> freed(const WaitsFor &waits) const;
    const StuckSleep *of(WorkerId worker) const;
    std::optional<StuckSleep> take(WorkerId worker);

private:
    std::vector<std::optional<StuckSleep>> m_stuck; ///< by worker
};

} // namespace seeipc
