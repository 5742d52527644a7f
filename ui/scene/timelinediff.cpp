// SPDX-License-Identifier: MIT
#include "ui/scene/timelinelayout.h"

#include <algorithm>

namespace seeipc {

namespace {

/// From the first place on where two lists differ.
template<typename Item, typename PlaceOf>
double firstDifference(const std::vector<Item> &before, const std::vector<Item> &now, double none,
                       PlaceOf placeOf)
{
    const auto [old, made] = std::mismatch(before.begin(), before.end(), now.begin(), now.end());
    double place = none;
    if (old != before.end())
        place = std::min(place, placeOf(*old, static_cast<std::size_t>(old - before.begin())));
    if (made != now.end())
        place = std::min(place, placeOf(*made, static_cast<std::size_t>(made - now.begin())));
    return place;
}

/// One that only became longer or shorter differs from its end on.
double spansChangedFrom(const LaneShape &before, const LaneShape &now, double none)
{
    const auto [old, made] = std::mismatch(before.spans.begin(), before.spans.end(),
                                           now.spans.begin(), now.spans.end());
    const bool hasOld = old != before.spans.end();
    const bool hasMade = made != now.spans.end();
    if (hasOld && hasMade && old->doing == made->doing && old->rect.left() == made->rect.left()
        && old->label.text.isEmpty() && made->label.text.isEmpty())
        return std::min(old->rect.right(), made->rect.right()) - 4;
    return std::min(hasOld ? old->rect.left() : none, hasMade ? made->rect.left() : none);
}

double changedFrom(const LaneShape &before, const LaneShape &now)
{
    const auto right = now.rect.right() + 1;
    const auto spans = spansChangedFrom(before, now, right);
    const auto columns = firstDifference(before.columns, now.columns, right,
                                         [&](const LaneColumn &, std::size_t i) {
                                             return now.rect.left() + static_cast<double>(i);
                                         });
    const auto ends = firstDifference(
        before.ends, now.ends, right,
        [](const EndMark &end, std::size_t) { return end.rect.left(); });
    return std::min({spans, columns, ends});
}

/// The same of what is unknown of a fill.
double unknownChangedFrom(const FillShape &before, const FillShape &now, double none)
{
    const auto [old, made] = std::mismatch(before.unknown.begin(), before.unknown.end(),
                                           now.unknown.begin(), now.unknown.end());
    const bool hasOld = old != before.unknown.end();
    const bool hasMade = made != now.unknown.end();
    if (hasOld && hasMade && old->rect.left() == made->rect.left() && old->label == made->label)
        return std::min(old->rect.right(), made->rect.right());
    return std::min(hasOld ? old->rect.left() : none, hasMade ? made->rect.left() : none);
}

double changedFrom(const FillShape &before, const FillShape &now)
{
    if (before.capacities != now.capacities || before.capacity != now.capacity)
        return now.rect.left();
    const auto right = now.rect.right() + 1;
    const auto columns = firstDifference(before.columns, now.columns, right,
                                         [&](const std::array<float, 2> &, std::size_t i) {
                                             return now.rect.left() + static_cast<double>(i);
                                         });
    return std::min(columns, unknownChangedFrom(before, now, right));
}

template<typename Shape>
void addRows(QRegion &region, const std::vector<Shape> &before, const std::vector<Shape> &now)
{
    for (std::size_t i = 0; i < now.size(); ++i) {
        auto rect = now[i].rect;
        const auto from = changedFrom(before[i], now[i]);
        if (from > rect.right())
            continue;
        rect.setLeft(from - 3);
        region += rect.toAlignedRect().adjusted(-2, -2, 4, 3);
    }
}

} // namespace

QRegion changedRegion(const TimelineLayout &before, const TimelineLayout &now,
                      const TimelineFrame &frame)
{
    const QRect all(0, 0, static_cast<int>(frame.size.width()),
                    static_cast<int>(frame.size.height()));
    if (before.lanes.size() != now.lanes.size() || before.fills.size() != now.fills.size()
        || before.arcs != now.arcs || before.bands != now.bands || before.selected != now.selected
        || before.isLive != now.isLive || before.axis != now.axis)
        return all;
    QRegion region;
    if (before.head != now.head)
        region += frame.head.toAlignedRect();
    if (before.ticks != now.ticks)
        region += QRect(0, static_cast<int>(frame.bottom), all.width(),
                        all.height() - static_cast<int>(frame.bottom));
    addRows(region, before.lanes, now.lanes);
    addRows(region, before.fills, now.fills);
    if (before.playheadX == now.playheadX)
        return region;
    for (const auto x : {before.playheadX, now.playheadX}) {
        const auto top = frame.head.top();
        region += QRectF(x - 10, top, 20, frame.bottom - top + 2).toAlignedRect();
    }
    return region;
}

} // namespace seeipc
