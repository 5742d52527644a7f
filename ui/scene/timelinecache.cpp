// SPDX-License-Identifier: MIT
// What the timeline remembers of a trace from one layout to the next.
#include "ui/scene/timelinelayout.h"
#include "ui/scene/timelinestuck.h"

#include <algorithm>

namespace seeipc {

namespace {

constexpr std::int64_t farthestApply = 8'192; ///< events that a snapshot is taken on by

/// Can nobody wake it after so many events, in a sleep that began then?
bool isHopeless(const Snapshot &snapshot, WorkerId worker, std::int64_t asleepSince)
{
    const auto waits = waitsFor(snapshot);
    const auto *wait = waits.of(worker);
    return wait != nullptr && wait->hopeless && wait->since == asleepSince;
}

} // namespace

const Snapshot &SnapshotCache::at(const Trace &trace, std::int64_t position)
{
    const bool isNear = m_snapshot && m_position <= position && m_position >= trace.first()
                        && position - m_position <= farthestApply;
    if (!isNear)
        m_snapshot = trace.snapshotAt(position);
    else
        for (; m_position < position; ++m_position)
            apply(*m_snapshot, trace.at(m_position));
    m_position = position;
    return *m_snapshot;
}

/// It stays so since the last of them fell asleep, or later: the first event after which it is so is found
/// by halves. That event is a look that found the last of them asleep, or whoever could have woken it closed
/// its end, or ended.
std::int64_t SnapshotCache::hopelessSince(const Trace &trace, WorkerId worker,
                                          const StuckSleep &stuck)
{
    m_hopeless.resize(std::max(m_hopeless.size(), trace.live().processes.size()));
    auto &known = m_hopeless[worker];
    if (known.asleepSince == stuck.asleepSince && known.closedSince == stuck.closedSince)
        return known.since;
    auto before = trace.positionAt(stuck.closedSince - 1);
    auto after = stuck.position;
    while (after - before > 1) {
        const auto middle = before + (after - before) / 2;
        (isHopeless(trace.snapshotAt(middle), worker, stuck.asleepSince) ? after : before) = middle;
    }
    known = {stuck.asleepSince, stuck.closedSince, stuck.closedSince};
    const bool isLook = after <= trace.first()
                        || trace.at(after - 1).kind == EventKind::ProcessSampled;
    if (!isLook)
        known.since = std::max(known.since, trace.at(after - 1).time);
    return known.since;
}

} // namespace seeipc
