// SPDX-License-Identifier: MIT
#pragma once

#include "events/change.h"
#include "events/trace.h"

#include <cstdint>
#include <vector>

namespace seeipc {

/// Has the event a column of its own on the axis by event: is it a change whatever was before? What
/// the user holds is a stretch of time inside of columns: nothing happens in it.
inline bool isColumn(const Event &event)
{
    return event.kind != EventKind::HoldChanged && isAlwaysChange(event);
}

/// A channel's capacity from an event on.
struct CapacityStep
{
    std::int64_t position = 0; ///< of that event
    std::int64_t time = 0;
    std::int64_t bytes = 0;
};

/// Numbers from 0 the changes of a trace that are the columns of the axis by event, and keeps what the
/// capacities were. It outlives the details of events; of those whose details were dropped, places are
/// right to a few columns.
class TimelineChanges
{
public:
    /// Takes what was appended since the last time.
    void follow(const Trace &trace);
    void clear();

    std::int64_t count() const { return m_count; }
    /// Oldest first; of a channel whose capacity changes all the time not all of them.
    const std::vector<CapacityStep> &capacities(ChannelId channel) const;
    /// How many changes are among the first `position` events.
    std::int64_t before(const Trace &trace, std::int64_t position) const;
    /// The position of that change; of one to come: that of the next event. Never below
    /// trace.first().
    std::int64_t positionOf(const Trace &trace, std::int64_t change) const;
    /// The same without a look at the events, right to a few columns: for what is drawn from sums.
    double placeBefore(std::int64_t position) const;
    std::int64_t positionBefore(double place) const;

private:
    void noteCapacity(const Event &event);

    std::int64_t m_count = 0;
    std::int64_t m_seen = 0;                ///< events
    std::int64_t m_stride = 64;             ///< events between two marks
    std::vector<std::int64_t> m_marks = {}; ///< changes before each multiple of the stride
    std::vector<std::vector<CapacityStep>> m_capacities = {}; ///< by channel
};

} // namespace seeipc
