// SPDX-License-Identifier: MIT
#include "ui/scene/timelineparts.h"

#include "events/knownfill.h"
#include "ui/scene/timelinewords.h"

#include <algorithm>
#include <cmath>

namespace seeipc {

namespace {

constexpr double leastHeight = 2; ///< pixels: a byte is seen, and none is not

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

} // namespace

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
                          && (event.effect == Effect::Read || event.effect == Effect::Write);
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

void finishFill(FillShape &shape, const FillColumns &columns, const ChannelSnapshot &channel,
                const TextMeasure &measure)
{
    const auto capacity = channel.capacity.value.value_or(0);
    const auto full = std::max({capacity, columns.greatest(), std::int64_t{1}});
    const auto labelHeight = measure.lineHeight(TextRole::Small);
    auto area = shape.rect;
    const bool isLow = area.height() < 1.8 * labelHeight; // all of it is for what is inside
    area.setTop(area.top() + (isLow ? 2 : labelHeight));
    shape.columns = columns.heights(area, full);
    shape.unknown = unknownFills(columns, area, measure);
    if (capacity <= 0)
        return;
    shape.capacityY = std::round(
        area.bottom() - area.height() * static_cast<double>(capacity) / static_cast<double>(full));
    if (isLow)
        return;
    shape.capacity.text = timelinewords::capacity(capacity);
    shape.capacity.role = TextRole::Small;
    shape.capacity.tone = Tone::Muted;
    shape.capacity.rect = {shape.rect.left() + 3, *shape.capacityY - labelHeight,
                           measure.width(TextRole::Small, shape.capacity.text), labelHeight};
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
