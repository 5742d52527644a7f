// SPDX-License-Identifier: MIT
#pragma once

#include "ui/scene/timelineparts.h"

#include <optional>

namespace seeipc {

/// What lies over the lanes: holds of the user's, and calls that were not kept. Places are of the axis.
class BandWriter
{
public:
    /// `before`: the snapshot where the window begins.
    BandWriter(const TimelineFacts &facts, const Snapshot &before, const TimelineFrame &frame,
               TimelineLayout &layout);

    void hold(const Event &event, double place);
    void lose(WorkerId worker, double from, double to);
    /// A hold that goes on is seen up to `end`.
    void finish(double end);

private:
    const TextMeasure &m_measure;
    const TimelineFrame &m_frame;
    TimelineLayout &m_layout;
    std::optional<double> m_heldFrom;
};

} // namespace seeipc
