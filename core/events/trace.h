// SPDX-License-Identifier: MIT
#pragma once

#include "events/event.h"
#include "events/snapshot.h"
#include "events/timelineindex.h"

#include <cstdint>
#include <deque>
#include <vector>

namespace seeipc {

struct TraceLimits
{
    std::int64_t events = 2'000'000;     ///< whose details are kept, at most: 128 bytes each
    std::int64_t eventsAKeyframe = 4096; ///< details are dropped that many at once
};

/// The append-only record of a session. Positions count its events from 0 and never change. Details
/// are kept of the newest events alone; the index outlives them.
class Trace
{
public:
    /// `beginning` is the fold before the first event.
    explicit Trace(Snapshot beginning, const TraceLimits &limits = {});

    /// O(1). One whose time is before that of an earlier one is marked late, if it is not set back.
    void append(const Event &event);

    std::int64_t count() const { return m_count; } ///< appended since the beginning
    std::int64_t late() const { return m_late; }   ///< of those, how many came late
    /// Position of the oldest event whose details are kept.
    std::int64_t first() const { return m_first; }
    /// first() <= position < count(). Holds until the next append().
    const Event &at(std::int64_t position) const;
    /// The fold of all.
    const Snapshot &live() const { return m_live; }
    /// The fold of the first `position` events; first() <= position <= count(). It is the nearest
    /// keyframe before and at most `eventsAKeyframe` applies.
    Snapshot snapshotAt(std::int64_t position) const;
    /// The greatest position whose fold is not later than `time` (nanoseconds since the session
    /// began): so many events had come by then. Never less than first().
    std::int64_t positionAt(std::int64_t time) const;
    const TimelineIndex &index() const { return m_index; }

private:
    /// Consecutive events and the keyframe before them.
    struct Chunk
    {
        Snapshot before;
        std::vector<Event> events;
    };

    const Chunk &chunkOf(std::int64_t position) const;
    void addChunk();

    TraceLimits m_limits;
    Snapshot m_live;
    TimelineIndex m_index;
    std::deque<Chunk> m_chunks; ///< oldest first; all but the last are full
    std::int64_t m_count = 0;
    std::int64_t m_first = 0;
    std::int64_t m_late = 0;
};

} // namespace seeipc
