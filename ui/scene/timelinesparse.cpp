// SPDX-License-Identifier: MIT
// A timeline by clock of a burst and the little that came before and after it: that is drawn singly, beside
// the columns of the burst.
#include "ui/scene/timelineparts.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace seeipc {

namespace {

constexpr double leastPart = 0.1; ///< of the window, for it to be drawn singly
constexpr double muchDenser = 10; ///< times as many events in a pixel

template<typename T>
void moveTo(std::vector<T> &to, std::vector<T> &from)
{
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// A stretch of the window, in pixels, with its events.
struct Stretch
{
    double left = 0;
    double right = 0;
    SeenEvents events;
};

double perPixel(const SeenEvents &events, double pixels)
{
    return static_cast<double>(events.to - events.from) / std::max(1.0, pixels);
}

/// Draws it singly in place of its columns, if it is much sparser than the rest.
void layOut(const Stretch &stretch, const TimelineFacts &facts, const TimelineFrame &frame,
            SnapshotCache &cache, const SeenEvents &seen, TimelineLayout &layout)
{
    const auto &scale = layout.scale;
    const auto room = stretch.right - stretch.left;
    const auto all = scale.right - scale.left;
    const SeenEvents rest{seen.from + stretch.events.to - stretch.events.from, seen.to};
    if (room < leastPart * all
        || perPixel(rest, all - room) < muchDenser * perPixel(stretch.events, room))
        return;
    auto part = facts;
    part.window = {scale.placeAt(stretch.left), scale.placeAt(stretch.right)};
    TimelineLayout sparse;
    sparse.axis = layout.axis;
    sparse.scale = {part.window, stretch.left, stretch.right};
    sparse.lanes = frame.lanes;
    sparse.fills = frame.fills;
    layOutSpans(part, frame, cache, stretch.events, sparse);
    for (std::size_t i = 0; i < layout.lanes.size(); ++i) {
        auto &lane = layout.lanes[i];
        const auto columnAt = [&](double x) {
            const auto column = static_cast<std::ptrdiff_t>(std::lround(x - scale.left));
            return lane.columns.begin()
                   + std::min(column, static_cast<std::ptrdiff_t>(lane.columns.size()));
        };
        std::fill(columnAt(stretch.left), columnAt(stretch.right), LaneColumn{});
        moveTo(lane.spans, sparse.lanes[i].spans);
        moveTo(lane.ends, sparse.lanes[i].ends);
    }
    moveTo(layout.arcs, sparse.arcs);
    moveTo(layout.bands, sparse.bands);
}

} // namespace

void layOutSparse(const TimelineFacts &facts, const TimelineFrame &frame, SnapshotCache &cache,
                  const SeenEvents &seen, std::int64_t mostEvents, TimelineLayout &layout)
{
    const auto &scale = layout.scale;
    const auto &trace = facts.places.trace;
    const auto most = mostEvents / 2;
    if (facts.places.axis != TimeAxis::ByClock || seen.to - seen.from <= mostEvents)
        return;
    const auto xOf = [&](std::int64_t position) {
        return scale.xOf(static_cast<double>(trace.at(position).time));
    };
    const auto positionAt = [&](double x) {
        return std::clamp(trace.positionAt(static_cast<std::int64_t>(scale.placeAt(x))), seen.from,
                          seen.to);
    };
    const auto before = scale.left + std::floor(xOf(seen.from + most) - scale.left) - 1;
    const auto after = scale.left + std::ceil(xOf(seen.to - most) - scale.left) + 1;
    layOut({scale.left, before, {seen.from, positionAt(before)}}, facts, frame, cache, seen,
           layout);
    layOut({after, scale.right, {positionAt(after), seen.to}}, facts, frame, cache, seen, layout);
}

} // namespace seeipc
