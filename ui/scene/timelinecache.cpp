// SPDX-License-Identifier: MIT
// What the timeline remembers of a trace from one layout to the next.
#include "ui/scene/timelinelayout.h"

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

/// When the last of those whom nobody can wake fell asleep: so the stage counts a ring.
std::int64_t lastHopelessSleep(const Snapshot &snapshot)
{
    std::int64_t since = 0;
    for (const auto &wait : waitsFor(snapshot).waits) {
        if (wait.hopeless)
            since = std::max(since, wait.since);
    }
    return since;
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

/// It stays so while the sleep lasts: the first event after which it is so is found by halves. That event
/// is a look that found the last of them asleep, or whoever could have woken it closed its end, or ended.
std::int64_t SnapshotCache::hopelessSince(const Trace &trace, WorkerId worker,
                                          std::int64_t asleepSince, std::int64_t position)
{
    m_hopeless.resize(std::max(m_hopeless.size(), trace.live().processes.size()));
    auto &known = m_hopeless[worker];
    if (known.asleepSince == asleepSince)
        return known.since;
    auto before = trace.positionAt(asleepSince);
    auto after = position;
    while (after - before > 1) {
        const auto middle = before + (after - before) / 2;
        (isHopeless(trace.snapshotAt(middle), worker, asleepSince) ? after : before) = middle;
    }
    known = {asleepSince, lastHopelessSleep(trace.snapshotAt(after))};
    const bool isLook = after <= trace.first()
                        || trace.at(after - 1).kind == EventKind::ProcessSampled;
    if (!isLook)
        known.since = std::max(known.since, trace.at(after - 1).time);
    return known.since;
}

} // namespace seeipc
