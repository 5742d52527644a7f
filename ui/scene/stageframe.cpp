// SPDX-License-Identifier: MIT
#include "ui/scene/stageframe.h"

#include "ui/scene/words.h"

#include <algorithm>
#include <cmath>

namespace seeipc {

namespace {

constexpr double usualTube = 146; ///< height, in units
constexpr double lowestTube = 84;
constexpr double flattestTube = 60; ///< where there is no room for the ways around it either
constexpr double closestBoxes = 10; ///< below each other
constexpr double lanesBetween = 2;  ///< channels, at least
constexpr double lowTube = 100;     ///< so low that boxes in the middle keep their rows
constexpr double belowThreads =
    24;                           ///< units beneath boxes in the middle, where threads go past them
constexpr double airBeneath = 16; ///< units beneath boxes in the middle, where there is no more
constexpr double roomyTube = 240; ///< width, in units
constexpr double narrowestTube = 112; ///< where packets would have no room beside it
constexpr double tallestGrowth = 1.1; ///< of a tube, in usual ones
constexpr double rowGrowth = 0.3;

/// The heights that a stage is put together from, top to bottom.
struct Heights
{
    double pad = 0;
    double topArrows = 0;
    double threads = 0;
    double tube = 0;
    double texts = 0; ///< beneath the tube
    double bottomArrows = 0;
    double shared = 0; ///< of these two between channels, where there is little height
    double middle = 0; ///< boxes beneath the channels, with the gap above
    double boxGap = 0;
    double middleGap = 0; ///< above the boxes beneath the channels
    bool compactColumns = false;
    bool compactMiddle = false;

    double between() const { return topArrows + threads + bottomArrows - shared; } ///< channels
};

double columnHeight(const StageFrame &frame, const Heights &heights, Column column)
{
    const auto count = static_cast<double>(frame.inColumn(column));
    if (count == 0)
        return 0;
    const bool isCompact = heights.compactColumns && count > 1;
    return count * (isCompact ? frame.box.compactHeight() : frame.box.fullHeight())
           + (count - 1) * heights.boxGap;
}

/// The room beside the boxes: all channels with their ways, without what is above and below them.
double coreHeight(const StageFrame &frame, const Heights &heights)
{
    const auto rows = static_cast<double>(std::max<std::size_t>(1, frame.channels.size()));
    const double tubes = frame.channels.empty() ? 0
                                                : rows * (heights.tube + heights.texts)
                                                      + (rows - 1) * heights.between();
    return std::max({tubes, columnHeight(frame, heights, Column::Left),
                     columnHeight(frame, heights, Column::Right)});
}

double wholeHeight(const StageFrame &frame, const Heights &heights)
{
    return 2 * heights.pad + heights.topArrows + heights.threads + coreHeight(frame, heights)
           + heights.bottomArrows + heights.middle;
}

void setMiddle(const StageFrame &frame, Heights &heights, bool isCompact)
{
    heights.compactMiddle = isCompact;
    const auto count = frame.inColumn(Column::Middle);
    heights.middle = count == 0 ? 0
                                : (isCompact ? frame.box.middleHeight() : frame.box.fullHeight())
                                      + heights.middleGap
                                      + (count > 1 ? std::round(belowThreads * frame.unit) : 0);
}

void setLanes(const StageFrame &frame, Heights &heights)
{
    const auto lanes = [&](Column column) {
        return static_cast<double>(std::min<std::size_t>(2, frame.inColumn(column)));
    };
    heights.topArrows = lanes(Column::Right) * frame.laneStep;
    heights.bottomArrows = std::min(2.0, lanes(Column::Left) + lanes(Column::Middle))
                           * frame.laneStep;
}

Heights usualHeights(const StageFrame &frame, const TextMeasure &measure)
{
    const double unit = frame.unit;
    Heights heights;
    heights.pad = std::round(8 * unit);
    heights.boxGap = std::round(measure.lineHeight(TextRole::Wait) + 8 * unit);
    heights.middleGap = heights.boxGap;
    setLanes(frame, heights);
    if (frame.channels.empty()) {
        heights.threads = 0;
    } else {
        heights.threads = std::round(16 * unit);
        heights.tube = std::round(usualTube * unit);
        heights.texts = std::round(measure.lineHeight(TextRole::Number)
                                   + measure.lineHeight(TextRole::Small) + 16 * unit);
    }
    setMiddle(frame, heights, false);
    return heights;
}

void lowerTubes(const StageFrame &frame, Heights &heights, double height, double leastUnits)
{
    const double missing = wholeHeight(frame, heights) - height;
    if (missing > 0 && !frame.channels.empty())
        heights.tube = std::max(std::round(leastUnits * frame.unit),
                                heights.tube
                                    - missing / static_cast<double>(frame.channels.size()));
}

/// Less height than everything would like: tubes get a little lower where that is enough, then the
/// boxes that stand below something else lose their rows, then the tubes get lower still, then the ways
/// of arrows lie as close as their texts are high, with fewer between channels, and at last the boxes
/// stand close below each other.
void shrink(StageFrame &frame, Heights &heights, const TextMeasure &measure, double height)
{
    const double usual = heights.tube;
    lowerTubes(frame, heights, height, lowTube);
    if (wholeHeight(frame, heights) > height) {
        heights.tube = usual;
        setMiddle(frame, heights, true);
    }
    if (wholeHeight(frame, heights) > height)
        heights.compactColumns = true;
    lowerTubes(frame, heights, height, lowestTube);
    if (wholeHeight(frame, heights) <= height)
        return;
    frame.laneStep = std::round(measure.lineHeight(TextRole::Wait) + 7 * frame.unit);
    setLanes(frame, heights);
    if (frame.inColumn(Column::Left) == 0) // whose ways would run there
        heights.middleGap = heights.boxGap - std::round(frame.laneStep / 2);
    setMiddle(frame, heights, heights.compactMiddle);
    if (wholeHeight(frame, heights) > height) // they are seldom all used at once
        heights.shared = std::max(0.0, heights.topArrows + heights.bottomArrows
                                           - lanesBetween * frame.laneStep);
    const bool isOneBeneath = frame.inColumn(Column::Middle) == 1
                              && frame.inColumn(Column::Left) == 1;
    if (wholeHeight(frame, heights) > height && isOneBeneath) // whose arrow leaves above its box
        heights.bottomArrows = std::min(heights.bottomArrows, frame.laneStep);
    lowerTubes(frame, heights, height, flattestTube);
    const double missing = wholeHeight(frame, heights) - height;
    const auto most = std::max(frame.inColumn(Column::Left), frame.inColumn(Column::Right));
    if (missing > 0 && most > 1)
        heights.boxGap = std::max(std::round(closestBoxes * frame.unit),
                                  heights.boxGap
                                      - std::ceil(missing / static_cast<double>(most - 1)));
}

/// More height: half of it makes tubes taller and rows looser, the rest is calm around them.
void grow(StageFrame &frame, Heights &heights, double height)
{
    const double extra = height - wholeHeight(frame, heights);
    if (extra <= 0)
        return;
    const auto rows = static_cast<double>(std::max<std::size_t>(1, frame.channels.size()));
    if (!frame.channels.empty())
        heights.tube += std::round(
            std::min(extra * 0.45 / rows, tallestGrowth * usualTube * frame.unit));
    const double rowCount = 4 + static_cast<double>(frame.box.descriptorRows);
    const double most = frame.box.rowStep * rowGrowth;
    const auto tallest = static_cast<double>(
        std::max({frame.inColumn(Column::Left), frame.inColumn(Column::Right), std::size_t{1}}));
    const double before = frame.box.rowStep;
    frame.box.rowStep = std::floor(before + std::min(most, extra * 0.25 / tallest / rowCount));
    setMiddle(frame, heights, heights.compactMiddle);
    if (wholeHeight(frame, heights) > height)
        frame.box.rowStep = before;
    setMiddle(frame, heights, heights.compactMiddle);
}

/// The channels' places below each other from `top` on.
void placeChannels(StageFrame &frame, const Heights &heights, double left, double right, double top,
                   double core)
{
    if (frame.channels.empty())
        return;
    const auto rows = static_cast<double>(frame.channels.size());
    const double between = heights.between();
    const double rowCore = (core - (rows - 1) * between) / rows;
    for (auto &channel : frame.channels) {
        const double block = heights.tube + heights.texts;
        const double y = std::round(top + std::max(0.0, (rowCore - block) / 2));
        channel.wall = QRectF(QPointF(left, y), QPointF(right, y + heights.tube));
        channel.textTop = channel.wall.bottom() + std::round(4 * frame.unit);
        channel.threadLane = top - std::round(9 * frame.unit);
        channel.topLane = top - heights.threads - std::round(2 * frame.unit);
        channel.bottomLane = top + rowCore + frame.laneStep - std::round(3 * frame.unit);
        top += rowCore + between;
    }
}

/// Where a box would like its centre: beside the channels that it is on.
double wishedCentre(const StageFrame &frame, const Part &part, double middle)
{
    double sum = 0;
    double count = 0;
    for (const auto *channels : {&part.reads, &part.writes}) {
        for (const auto channel : *channels) {
            const auto &place = frame.channels[channel];
            sum += (place.wall.top() + place.textTop) / 2;
            ++count;
        }
    }
    return count > 0 && frame.channels.size() > 1 ? sum / count : middle;
}

void placeColumn(StageFrame &frame, const Cast &cast, const Heights &heights, Column column,
                 double top, double core)
{
    struct Wish
    {
        std::size_t worker;
        double centre;
    };
    std::vector<Wish> wishes;
    for (std::size_t i = 0; i < frame.boxes.size(); ++i) {
        if (frame.boxes[i].column == column)
            wishes.push_back({i, wishedCentre(frame, cast.parts[i], top + core / 2)});
    }
    std::stable_sort(wishes.begin(), wishes.end(),
                     [](const Wish &a, const Wish &b) { return a.centre < b.centre; });
    const bool isCompact = heights.compactColumns && wishes.size() > 1;
    const double height = isCompact ? frame.box.compactHeight() : frame.box.fullHeight();
    const double step = height + heights.boxGap;
    const auto count = static_cast<double>(wishes.size());
    const double x = column == Column::Left ? 0 : frame.size.width() - frame.box.width;
    const bool isSpread = frame.channels.size() > 1 || count < 2;
    const double spare = core - count * height - (count - 1) * heights.boxGap;
    double next = top + (isSpread ? 0 : std::max(0.0, spare / 2));
    for (std::size_t k = 0; k < wishes.size(); ++k) {
        const double last = top + core - height - static_cast<double>(wishes.size() - 1 - k) * step;
        const double wished = isSpread ? wishes[k].centre - height / 2 : next;
        const double y = std::round(std::min(std::max(next, wished), std::max(top, last)));
        frame.boxes[wishes[k].worker].rect = QRectF(x, y, frame.box.width, height);
        frame.boxes[wishes[k].worker].compact = isCompact;
        next = y + step;
    }
}

/// Between each two there is room for what one waits for, as far as all stay between the ways that
/// threads take down from the channel's ends.
void placeMiddle(StageFrame &frame, const Heights &heights, double top, double widestText)
{
    const auto count = static_cast<double>(frame.inColumn(Column::Middle));
    if (count == 0)
        return;
    const double height = heights.compactMiddle ? frame.box.middleHeight() : frame.box.fullHeight();
    const double room = frame.channels.empty() ? 0 : frame.channels.front().wall.width();
    const double spare = count > 1 ? (room - count * frame.box.width) / (count - 1) : 0;
    const double between = std::clamp(spare, 40 * frame.unit,
                                      std::max(40 * frame.unit, widestText + 96 * frame.unit));
    const double step = frame.box.width + std::round(between);
    frame.belowLane = top + height + std::round((belowThreads - 8) * frame.unit);
    double x = std::round((frame.size.width() - (count - 1) * step - frame.box.width) / 2);
    for (auto &place : frame.boxes) {
        if (place.column != Column::Middle)
            continue;
        place.rect = QRectF(x, top, frame.box.width, height);
        place.compact = heights.compactMiddle;
        x += step;
    }
}

/// The widest text on a likely waits-for arrow from one process to another.
double widestWait(const Cast &cast, const TextMeasure &measure)
{
    std::vector<std::string> names;
    for (const auto &part : cast.parts)
        names.push_back(part.name);
    double widest = 0;
    for (std::size_t i = 0; i < names.size(); ++i) {
        for (const auto reason :
             {WaitReason::Child, WaitReason::Bytes, WaitReason::FreeSlot, WaitReason::Partner}) {
            Wait wait;
            wait.reason = reason;
            wait.wakers = {static_cast<WorkerId>(i)};
            wait.hopeless = true;
            widest = std::max(widest, measure.width(TextRole::Wait, words::waitsFor(wait, names)));
        }
    }
    return widest;
}

/// Wide enough for "0 of 4 096 in" above a packet; for "34 464 outside" with air around it where the
/// tubes can spare that and no other thread runs there. Longer words wrap. Where no box stands beside
/// the channel, for the threads alone. `room`: beside the boxes.
double gapFor(const StageFrame &frame, const TextMeasure &measure, double room)
{
    const double least = 48 * measure.scale().unit;
    if (frame.inColumn(Column::Left) == 0 && frame.inColumn(Column::Right) == 0)
        return std::round(least);
    const double beside = (room - roomyTube * measure.scale().unit) / 2;
    const double most = (room - narrowestTube * measure.scale().unit) / 2;
    const double unit = measure.scale().unit;
    const auto label = measure.width(TextRole::Small,
                                     words::pending({noWorker, 4096, 0}, true).front());
    const bool isAlone = frame.inColumn(Column::Left) < 2 && frame.inColumn(Column::Right) < 2;
    const auto outside = measure.width(TextRole::Small,
                                       words::pending({noWorker, 100'000, 65'536}, true).back());
    const double narrow = label + 14 * unit; // what a packet needs
    double wished = std::max(122 * unit, narrow);
    for (const double text : {label, outside}) {
        const double roomy = text + 36 * unit;
        if (isAlone && roomy <= beside / 2)
            wished = std::max(wished, roomy);
    }
    const double ample = std::max(beside, std::min(narrow, most));
    return std::round(std::clamp(wished, least, std::max(least, ample)));
}

StageFrame emptyFrame(const Cast &cast, const TextMeasure &measure, const QSizeF &size)
{
    StageFrame frame;
    frame.size = size;
    frame.unit = measure.scale().unit;
    frame.laneStep = std::round(measure.lineHeight(TextRole::Wait) + 10 * frame.unit);
    frame.channels.resize(cast.channels.size());
    for (const auto &part : cast.parts)
        frame.boxes.push_back({part.column, {}, false});
    frame.box = BoxMeasures::of(cast, measure, size.width());
    return frame;
}

} // namespace

std::size_t StageFrame::inColumn(Column column) const
{
    return static_cast<std::size_t>(std::count_if(
        boxes.begin(), boxes.end(), [&](const BoxPlace &place) { return place.column == column; }));
}

StageFrame frameOf(const Cast &cast, const TextMeasure &measure, const QSizeF &size)
{
    const double margin = measure.scale().margin;
    auto frame = emptyFrame(cast, measure, size - QSizeF(2 * margin, 0));
    frame.margin = margin;
    auto heights = usualHeights(frame, measure);
    shrink(frame, heights, measure, size.height());
    grow(frame, heights, size.height());
    const double spare = std::max(0.0, size.height() - wholeHeight(frame, heights));
    const double core = coreHeight(frame, heights);
    const double top = std::round(heights.pad + spare * 0.34 + heights.topArrows + heights.threads);
    const double boxes = (frame.inColumn(Column::Left) > 0 ? frame.box.width : 0)
                         + (frame.inColumn(Column::Right) > 0 ? frame.box.width : 0);
    frame.gap = gapFor(frame, measure, frame.size.width() - boxes);
    const double left = (frame.inColumn(Column::Left) > 0 ? frame.box.width : 0) + frame.gap;
    const double right = frame.size.width()
                         - (frame.inColumn(Column::Right) > 0 ? frame.box.width : 0) - frame.gap;
    placeChannels(frame, heights, left, right, top, core);
    placeColumn(frame, cast, heights, Column::Left, top, core);
    placeColumn(frame, cast, heights, Column::Right, top, core);
    const double beneath = size.height() - top - core - heights.bottomArrows - heights.middle;
    const double raised = std::clamp(std::round(airBeneath * frame.unit - beneath), 0.0,
                                     std::round(airBeneath / 2 * frame.unit));
    placeMiddle(frame, heights, top + core + heights.bottomArrows + heights.middleGap - raised,
                widestWait(cast, measure));
    for (auto &place : frame.boxes)
        place.rect.translate(margin, 0);
    for (auto &channel : frame.channels)
        channel.wall.translate(margin, 0);
    frame.size = size;
    return frame;
}

QSizeF leastFrame(const Cast &cast, const TextMeasure &measure)
{
    return leastFrame(cast, measure, 1024 * measure.scale().unit / 0.72);
}

QSizeF leastFrame(const Cast &cast, const TextMeasure &measure, double width)
{
    const double margin = measure.scale().margin;
    const double unit = measure.scale().unit;
    auto frame = emptyFrame(cast, measure, QSizeF(width - 2 * margin, 0));
    auto heights = usualHeights(frame, measure);
    shrink(frame, heights, measure, 0);
    const double columns = (frame.inColumn(Column::Left) > 0 ? frame.box.width : 0)
                           + (frame.inColumn(Column::Right) > 0 ? frame.box.width : 0);
    return {2 * margin + columns + 2 * gapFor(frame, measure, 0) + roomyTube * unit,
            wholeHeight(frame, heights)};
}

} // namespace seeipc
