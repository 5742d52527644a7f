// SPDX-License-Identifier: MIT
#include "ui/scene/timelinebands.h"

#include "ui/scene/timelinewords.h"

#include <algorithm>
#include <utility>

namespace seeipc {

BandWriter::BandWriter(const TimelineFacts &facts, const Snapshot &before,
                       const TimelineFrame &frame, TimelineLayout &layout)
    : m_measure(facts.measure), m_frame(frame), m_layout(layout)
{
    if (before.held)
        m_heldFrom = layout.scale.window.begin;
}

void BandWriter::hold(const Event &event, double place)
{
    if (event.result != 0)
        m_heldFrom = place;
    else
        finish(place);
}

void BandWriter::lose(WorkerId worker, double from, double to)
{
    if (worker >= m_layout.lanes.size())
        return;
    const auto &scale = m_layout.scale;
    const auto &lane = m_layout.lanes[worker].rect;
    const auto left = std::clamp(scale.xOf(from), scale.left, scale.right);
    const auto right = std::clamp(scale.xOf(to), scale.left, scale.right);
    TimelineBand band{TimelineBand::Kind::Lost,
                      {left, lane.top(), std::max(3.0, right - left), lane.height()},
                      {}};
    band.label = labelWithin(band.rect, timelinewords::lost(), TextRole::Small, Tone::Ink,
                             m_measure);
    m_layout.bands.push_back(std::move(band));
}

void BandWriter::finish(double end)
{
    if (!m_heldFrom)
        return;
    const auto &scale = m_layout.scale;
    const auto left = std::clamp(scale.xOf(*m_heldFrom), scale.left, scale.right);
    const auto right = std::clamp(scale.xOf(end), scale.left, scale.right);
    const auto top = m_frame.head.bottom();
    if (right > left)
        m_layout.bands.push_back(
            {TimelineBand::Kind::Held, {left, top, right - left, m_frame.bottom - top}, {}});
    m_heldFrom.reset();
}

} // namespace seeipc
