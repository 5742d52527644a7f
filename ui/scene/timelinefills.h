// SPDX-License-Identifier: MIT
#pragma once

#include "ui/scene/timelineparts.h"

#include <utility>
#include <vector>

namespace seeipc {

/// What is in each channel while single events are seen: from one change of it to the next.
class FillWriter
{
public:
    /// `before`: the snapshot where the window begins.
    FillWriter(const TimelineFacts &facts, const Snapshot &before, TimelineLayout &layout);

    /// `after`: the snapshot with the event, which stands at `place` on the axis.
    void take(const Event &event, const Snapshot &after, double place);
    /// Sets the fills of the layout; what is inside then goes on to `end`.
    void finish(double end);

private:
    void take(std::size_t channel, const Event &event, const ChannelSnapshot &now, double place);

    const TimelineFacts &m_facts;
    TimelineLayout &m_layout;
    std::vector<FillColumns> m_columns;
    std::vector<std::pair<double, FillReading>> m_levels; ///< since when each fill is what it is
};

} // namespace seeipc
