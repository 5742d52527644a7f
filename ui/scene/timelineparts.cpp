// SPDX-License-Identifier: MIT
#include "ui/scene/timelineparts.h"

#include "events/knownfill.h"
#include "ui/scene/timelinewords.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace seeipc {

namespace {

constexpr double leastHeight = 3; ///< pixels: a byte is seen above the ground, and none is not

UnknownFill unknownFill(const QRectF &rect, const TextMeasure &measure)
{
    constexpr double before = 4;
    UnknownFill made{rect, {}};
    made.label = labelWithin(rect, timelinewords::unknownFill(), TextRole::Small, Tone::Ink,
                             measure);
    made.label.rect.moveLeft(rect.left() + before); // it stays while the stretch grows
    return made;
}

/// Columns beside each other that are unknown are one stretch.
std::vector<UnknownFill> unknownFills(const FillColumns &columns, const QRectF &area,
                                      const TextMeasure &measure)
{
    std::vector<UnknownFill> made;
    for (std::size_t from = 0; from < columns.size(); ++from) {
        auto to = from;
        while (to < columns.size() && columns.isUnknown(to))
            ++to;
        if (to == from)
            continue;
        made.push_back(unknownFill({area.left() + static_cast<double>(from), area.top(),
                                    static_cast<double>(to - from), area.height()},
                                   measure));
        from = to;
    }
    return made;
}

/// A capacity that is seen, from one x to another.
struct CapacitySeen
{
    double left = 0;
    double right = 0;
    std::int64_t bytes = 0;
};

double placeOf(const CapacityStep &step, const TimelinePlaces &places)
{
    const auto &trace = places.trace;
    if (places.axis == TimeAxis::ByClock)
        return static_cast<double>(step.time);
    if (step.position < trace.first())
        return places.changes.placeBefore(step.position);
    if (!isColumn(trace.at(step.position)))
        return places.ofTime(step.time);
    return static_cast<double>(places.changes.before(trace, step.position) + 1) - places.changePart;
}

/// As far as the channel is there: the kernel frees it with its last descriptor.
std::vector<CapacitySeen> capacitiesSeen(ChannelId channel, const TimelineFacts &facts,
                                         const TimeScale &scale)
{
    const auto &channels = facts.places.trace.live().channels;
    const bool isGone = channel < channels.size() && channels[channel].gone;
    const auto end = isGone ? std::min(
                         scale.right, scale.xOf(facts.places.ofTime(channels[channel].queued.time)))
                            : scale.right;
    const auto &steps = facts.places.changes.capacities(channel);
    const auto isBefore = [&](const CapacityStep &step) {
        return placeOf(step, facts.places) <= scale.window.begin;
    };
    auto step = std::partition_point(steps.begin(), steps.end(), isBefore);
    if (step != steps.begin())
        --step;
    std::vector<CapacitySeen> seen;
    for (; step != steps.end(); ++step) {
        const auto x = std::max(scale.left, scale.xOf(placeOf(*step, facts.places)));
        if (x >= end)
            break;
        if (!seen.empty())
            seen.back().right = x;
        seen.push_back({x, end, step->bytes});
    }
    return seen;
}

/// Where a text that begins at `left` is clear of the playhead: else behind it, or before it where
/// there is no room for it behind.
double besidePlayhead(double left, double width, double playhead, const QRectF &room)
{
    constexpr double gap = 4; // pixels from the middle of its line
    if (playhead + gap <= left || playhead - gap >= left + width)
        return left;
    const bool hasRoom = playhead + gap + width <= room.right();
    return hasRoom ? playhead + gap : playhead - gap - width;
}

/// Of the instant that is shown, above its line.
void labelCapacity(FillShape &shape, const std::vector<CapacitySeen> &steps,
                   const TimelineFacts &facts, const TimeScale &scale)
{
    const auto &places = facts.places;
    const auto x = scale.xOf(facts.isLive ? places.end() : places.of(facts.shown));
    const auto after = std::find_if(steps.begin() + 1, steps.end(),
                                    [&](const CapacitySeen &step) { return step.left > x; });
    const auto &step = *std::prev(after);
    const auto &line = shape.capacities.at(
        static_cast<std::size_t>(std::distance(steps.begin(), std::prev(after))));
    auto &label = shape.capacity;
    label.text = line.isAbove ? timelinewords::capacityAbove(step.bytes)
                              : timelinewords::capacity(step.bytes);
    label.role = TextRole::Small;
    label.tone = Tone::Muted;
    const auto width = facts.measure.width(label.role, label.text);
    const auto height = facts.measure.lineHeight(label.role);
    const auto left = std::max(shape.rect.left(), std::min(step.left, step.right - width - 6)) + 3;
    label.rect = {besidePlayhead(left, width, x, shape.rect), line.y - height, width, height};
}

} // namespace

Event asWriteInto(const Event &transfer)
{
    auto write = transfer;
    write.effect = Effect::Write;
    write.channel = transfer.to;
    write.to = noChannel;
    write.queuedBytes = transfer.kind == EventKind::CallReturned ? transfer.out[0] : absent;
    return write;
}

void FillReading::follow(const Event &event)
{
    if (event.effect == Effect::MakeChannel && event.error == 0) {
        *this = {true, std::max<std::int64_t>(0, event.queuedBytes), event.time};
        return;
    }
    if (event.time < time) // told late: what was read since holds
        return;
    const bool hasMoved = event.kind == EventKind::CallReturned && event.error == 0
                          && event.result > 0
                          && (event.effect == Effect::Write || takesBytes(event.effect));
    if (event.queuedBytes == absent && !hasMoved)
        return;
    bytes = event.queuedBytes;
    time = event.time;
}

void FillReading::lose(std::int64_t lostTime)
{
    if (lostTime < time)
        return;
    bytes = absent;
    time = lostTime;
}

FillReading readingOf(const ChannelSnapshot &channel)
{
    return {channel.exists && !channel.gone, knownFill(channel), channel.queued.time};
}

bool usesChannel(const Cast &cast, WorkerId worker, std::size_t channel)
{
    if (worker >= cast.parts.size())
        return false;
    const auto &reads = cast.parts[worker].reads;
    const auto &writes = cast.parts[worker].writes;
    const auto id = static_cast<ChannelId>(channel);
    return std::find(reads.begin(), reads.end(), id) != reads.end()
           || std::find(writes.begin(), writes.end(), id) != writes.end();
}

FillColumns::FillColumns(const TimeScale &scale)
    : m_left(scale.left),
      m_columns(static_cast<std::size_t>(std::max(1.0, scale.right - scale.left)))
{}

void FillColumns::add(double fromX, double toX, const FillReading &reading)
{
    if (reading.bytes != absent)
        add(fromX, toX, FillRange{reading.bytes, reading.bytes});
    else if (reading.isThere)
        doubt(fromX, toX);
}

void FillColumns::add(double fromX, double toX, const FillRange &range)
{
    if (range.greatest == absent) {
        if (range.least != absent)
            doubt(fromX, toX);
        return;
    }
    if (toX < m_left || fromX > toX)
        return;
    const auto last = static_cast<double>(m_columns.size() - 1);
    const auto from = std::floor(std::clamp(fromX - m_left, 0.0, last + 1));
    const auto to = std::clamp(std::ceil(toX - m_left) - 1, from, last);
    for (auto i = static_cast<std::size_t>(from);
         i <= static_cast<std::size_t>(to) && i < m_columns.size(); ++i) {
        auto &column = m_columns[i];
        column.least = column.least == absent ? range.least : std::min(column.least, range.least);
        column.greatest = std::max(column.greatest, range.greatest);
    }
    m_greatest = std::max(m_greatest, range.greatest);
}

void FillColumns::doubt(double fromX, double toX)
{
    const auto count = static_cast<double>(m_columns.size());
    const auto from = std::clamp(fromX - m_left, 0.0, count);
    const auto to = std::clamp(toX - m_left, from, count);
    for (auto i = std::floor(from); i < count && i < to; ++i)
        m_columns[static_cast<std::size_t>(i)].isDoubted = true;
}

std::int64_t FillColumns::greatestWithin(double fromX, double toX) const
{
    const auto count = static_cast<double>(m_columns.size());
    const auto from = static_cast<std::size_t>(std::ceil(std::clamp(fromX - m_left, 0.0, count)));
    const auto to = static_cast<std::size_t>(std::clamp(toX - m_left, 0.0, count));
    std::int64_t greatest = absent;
    for (auto i = from; i < to; ++i)
        greatest = std::max(greatest, m_columns[i].greatest);
    return greatest;
}

bool FillColumns::isUnknown(std::size_t column) const
{
    return m_columns[column].isDoubted && m_columns[column].greatest <= 0;
}

std::vector<std::array<float, 2>> FillColumns::heights(const QRectF &rect, std::int64_t full) const
{
    std::vector<std::array<float, 2>> made;
    made.reserve(m_columns.size());
    const auto height = [&](std::int64_t bytes) {
        const auto share = static_cast<double>(bytes) / static_cast<double>(full);
        const auto least = bytes > 0 ? leastHeight : 0;
        return static_cast<float>(std::max(least, std::round(rect.height() * share)));
    };
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const auto &[least, greatest, isDoubted] = m_columns[i];
        const bool hasNumber = greatest != absent && !isUnknown(i);
        made.push_back(hasNumber ? std::array{isDoubted ? 0 : height(least), height(greatest)}
                                 : std::array{-1.F, -1.F});
    }
    return made;
}

void finishFill(FillShape &shape, const FillColumns &columns, const TimelineFacts &facts,
                const TimeScale &scale)
{
    const auto steps = capacitiesSeen(shape.channel, facts, scale);
    auto full = std::max(columns.greatest(), std::int64_t{1});
    for (const auto &step : steps) { // what an empty pipe could have held is no measure of it
        if (&step == &steps.back() || columns.greatestWithin(step.left, step.right) > 0)
            full = std::max(full, step.bytes);
    }
    const auto labelHeight = facts.measure.lineHeight(TextRole::Small);
    auto area = shape.rect;
    const bool isLow = area.height() < 1.8 * labelHeight; // all of it is for what is inside
    area.setTop(area.top() + (isLow ? 2 : labelHeight));
    shape.columns = columns.heights(area, full);
    shape.unknown = unknownFills(columns, area, facts.measure);
    for (const auto &step : steps) {
        const auto share = static_cast<double>(std::min(step.bytes, full))
                           / static_cast<double>(full);
        const auto y = std::round(area.bottom() - area.height() * share);
        shape.capacities.push_back({step.left, step.right, y, step.bytes > full});
    }
    if (!isLow && !steps.empty())
        labelCapacity(shape, steps, facts, scale);
}

Label labelWithin(const QRectF &rect, const QStringList &texts, TextRole role, Tone tone,
                  const TextMeasure &measure)
{
    Label label;
    label.role = role;
    label.tone = tone;
    label.text = measure.firstFitting(role, texts, rect.width() - labelSides);
    const auto width = label.text.isEmpty() ? 0 : measure.width(role, label.text);
    const auto height = measure.lineHeight(role);
    label.rect = {rect.center().x() - width / 2, rect.center().y() - height / 2, width, height};
    return label;
}

} // namespace seeipc
