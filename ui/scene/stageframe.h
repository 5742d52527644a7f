// SPDX-License-Identifier: MIT
#pragma once

#include "ui/scene/cast.h"
#include "ui/scene/textmeasure.h"

#include <QRectF>

#include <cstdint>
#include <vector>

namespace seeipc {

/// The measures of a process's box.
struct BoxMeasures
{
    double width = 0;
    double headHeight = 0;
    bool stackedHead = false; ///< the state stands beneath the name: side by side they are too wide
    double rowStep = 0;
    std::size_t descriptorRows = 0;
    double spine = 0;
    double padding = 0;      ///< beside the spine
    double innerPadding = 0; ///< on the other side

    double fullHeight() const;
    double compactHeight() const { return headHeight + rowStep + 8 * unit; }
    /// Of a compact box that has a row more, for its descriptors in short.
    double middleHeight() const { return compactHeight() + rowStep; }
    double firstRow(bool isCompact) const { return headHeight + (isCompact ? 4 : 9) * unit; }
    /// From a box's top to the middle of the line with its call.
    double callLine(bool isCompact) const { return firstRow(isCompact) + textHeight / 2; }
    double unit = 1;
    double textHeight = 0; ///< of a line

    /// The same for all boxes of a cast: wide enough for every likely state of each.
    static BoxMeasures of(const Cast &cast, const TextMeasure &measure, double stageWidth);
};

struct BoxPlace
{
    Column column = Column::Left;
    QRectF rect;
    bool compact = false; ///< no rows: several stand below each other in little room

    bool operator==(const BoxPlace &) const = default;
};

/// Where a channel runs, and the ways of threads and arrows around it.
struct ChannelPlace
{
    QRectF wall;
    double textTop = 0;    ///< of what stands beneath the tube
    double threadLane = 0; ///< y of the way over the tube
    double topLane = 0;    ///< y of the first arrow from the right; more go above it
    double bottomLane = 0; ///< y of the first arrow from the left; more go beneath it

    bool operator==(const ChannelPlace &) const = default;
};

/// What of a stage stays where it is whatever happens.
struct StageFrame
{
    QSizeF size;
    double unit = 1;
    double laneStep = 0;  ///< from arrow to arrow
    double gap = 0;       ///< between a box and a tube
    double margin = 0;    ///< left and right of everything: ways around the boxes run there
    double belowLane = 0; ///< y of the first thread that goes past boxes in the middle
    BoxMeasures box;
    std::vector<BoxPlace> boxes;        ///< by WorkerId
    std::vector<ChannelPlace> channels; ///< by ChannelId

    std::size_t inColumn(Column column) const;
};

StageFrame frameOf(const Cast &cast, const TextMeasure &measure, const QSizeF &size);

/// The least room that frameOf() needs so that nothing overlaps.
QSizeF leastFrame(const Cast &cast, const TextMeasure &measure);
/// The same on a stage of that width: narrow ones have higher boxes.
QSizeF leastFrame(const Cast &cast, const TextMeasure &measure, double width);

} // namespace seeipc
