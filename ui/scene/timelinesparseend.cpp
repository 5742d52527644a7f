// SPDX-License-Identifier: MIT
// A timeline by clock of a burst and the little that came after it: that is drawn singly, beside the columns
// of the burst.
#include "ui/scene/timelineparts.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace seeipc {

namespace {

constexpr double leastPart = 0.5; ///< of the window, for it to be drawn singly
constexpr double muchDenser = 10; ///< times as many events in a pixel

template<typename T>
void moveTo(std::vector<T> &to, std::vector<T> &from)
{
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

} // namespace

void layOutSparseEnd(const TimelineFacts &facts, const TimelineFrame &frame, SnapshotCache &cache,
                     const SeenEvents &seen, std::int64_t mostEvents, TimelineLayout &layout)
{
    const auto &scale = layout.scale;
    const auto &trace = facts.places.trace;
    if (facts.places.axis != TimeAxis::ByClock || seen.to - seen.from <= mostEvents)
        return;
    const auto time = static_cast<double>(trace.at(seen.to - mostEvents).time);
    const auto x = std::max(scale.left + 1, std::ceil(scale.xOf(time)));
    const auto room = scale.right - x;
    const auto densityBefore = static_cast<double>(seen.to - mostEvents - seen.from)
                               / (x - scale.left);
    if (room < leastPart * (scale.right - scale.left)
        || densityBefore < muchDenser * static_cast<double>(mostEvents) / room)
        return;
    auto end = facts;
    end.window.begin = scale.placeAt(x);
    TimelineLayout sparse;
    sparse.axis = layout.axis;
    sparse.scale = {end.window, x, scale.right};
    sparse.lanes = frame.lanes;
    sparse.fills = frame.fills;
    const auto from = trace.positionAt(static_cast<std::int64_t>(end.window.begin));
    layOutSpans(end, frame, cache, {from, seen.to}, sparse);
    for (std::size_t i = 0; i < layout.lanes.size(); ++i) {
        auto &lane = layout.lanes[i];
        lane.columns.resize(
            std::min(lane.columns.size(), static_cast<std::size_t>(x - scale.left)));
        lane.spans = std::move(sparse.lanes[i].spans);
        lane.ends = std::move(sparse.lanes[i].ends);
    }
    moveTo(layout.arcs, sparse.arcs);
    moveTo(layout.bands, sparse.bands);
}

} // namespace seeipc
