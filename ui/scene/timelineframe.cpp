// SPDX-License-Identifier: MIT
#include "ui/scene/timelinelayout.h"

#include "mechanisms/registry.h"
#include "ui/scene/timelinewords.h"

#include <algorithm>
#include <cmath>

namespace seeipc {

namespace {

constexpr std::size_t mostLanes = 12;
constexpr std::size_t mostFills = 4;
constexpr std::size_t mostCompactLanes = 3;
constexpr std::size_t mostCompactRows = 4;
constexpr std::size_t mostDenseRows = 3; ///< of a compact one; with more the rows touch

/// Distances of the drawn sizes.
struct Measures
{
    double unit;
    double pad;
    double head;
    double foot; ///< the line of ticks
    double lane;
    double gap;
    double fill;
    double leastFill;
};

enum class Density : std::uint8_t { Usual, Dense, Tight };

Density densityOf(const Cast &cast)
{
    const bool isCrowded = cast.parts.size() > 2 || cast.channels.size() > 2;
    return isCrowded ? Density::Dense : Density::Usual;
}

Measures measuresOf(const TextMeasure &measure, Density density)
{
    const auto unit = measure.scale().unit;
    const auto text = measure.lineHeight(TextRole::Small);
    const bool isDense = density != Density::Usual;
    Measures made{};
    made.unit = unit;
    made.pad = std::round(14 * unit);
    made.head = text + std::round((isDense ? 4 : 10) * unit);
    made.foot = std::max(made.pad, text + 6);
    made.lane = std::round(isDense ? text + 2 : std::max(text + 4, 32 * unit));
    made.gap = std::round((isDense ? 4 : 10) * unit);
    made.leastFill = text + (isDense ? 4 : 6);
    made.fill = std::max(made.leastFill, std::round((isDense ? 60 : 110) * unit));
    if (density != Density::Tight)
        return made;
    made.head = text;
    made.foot = text + 4;
    made.lane = text - 1; // its letters are lower
    made.gap = std::round(2 * unit);
    made.leastFill = text - 1;
    return made;
}

/// How many have a place of their own.
struct Rows
{
    std::size_t lanes = 0;
    std::size_t fills = 0;
};

Rows rowsOf(const Cast &cast)
{
    return {std::min(cast.parts.size(), mostLanes), std::min(cast.channels.size(), mostFills)};
}

double heightWith(const Rows &rows, const Measures &m, double fill)
{
    return m.pad / 2 + m.head + static_cast<double>(rows.lanes) * (m.lane + m.gap)
           + static_cast<double>(rows.fills) * (fill + m.gap) - m.gap + m.foot;
}

double leastHeight(const Cast &cast, const Measures &m)
{
    return heightWith(rowsOf(cast), m, m.leastFill);
}

/// What finds room in a height: the first channel goes only where three processes have none beside it,
/// and one process stays.
Rows rowsWithin(double height, const Cast &cast, const Measures &m)
{
    auto rows = rowsOf(cast);
    while (rows.lanes + rows.fills > 1 && heightWith(rows, m, m.leastFill) > height)
        --(rows.fills > 1 || (rows.fills > 0 && rows.lanes <= mostCompactLanes) ? rows.fills
                                                                                : rows.lanes);
    return rows;
}

Label labelAt(const QString &text, TextRole role, Tone tone, double x, double middle,
              const TextMeasure &measure)
{
    const auto height = measure.lineHeight(role);
    Label label;
    label.text = text;
    label.role = role;
    label.tone = tone;
    label.rect = {x, middle - height / 2, measure.width(role, text), height};
    return label;
}

/// On the line of words, from x on.
Label headLabel(const QString &text, TextRole role, Tone tone, double x, const TimelineFrame &frame,
                const TextMeasure &measure)
{
    return labelAt(text, role, tone, x, frame.head.center().y() - 2, measure);
}

/// As wide as the words of a sleep likely become, by form: 88.8 s in "write(4)", whoever ends it.
std::vector<double> sleepWidths(const Cast &cast, const TextMeasure &measure)
{
    std::vector<double> widths;
    for (std::size_t i = 0; i < cast.parts.size(); ++i) {
        TimelineSpan usual;
        usual.doing = Doing::Asleep;
        usual.end = 8'800'000'000;
        usual.goesOn = true;
        usual.sleptIn = {findCall("write").value_or(noCall), {4, 0}, {static_cast<WorkerId>(i)}};
        const auto texts = timelinewords::span(usual, cast);
        widths.resize(static_cast<std::size_t>(texts.size()));
        for (std::size_t form = 0; form < widths.size(); ++form)
            widths[form] = std::max(
                widths[form], measure.width(TextRole::State, texts[static_cast<qsizetype>(form)]));
    }
    return widths;
}

/// Room for whom somebody waits for now, as far as names are not too long.
double tailOf(const std::vector<double> &sleepWidths, const Measures &m)
{
    constexpr std::size_t wait = 1; ///< the form that tells it, without the time
    const auto told = wait < sleepWidths.size() ? sleepWidths[wait] : 0;
    return std::round(std::clamp(told + 34 * m.unit, 140 * m.unit, 264 * m.unit));
}

} // namespace

TimelineHead timelineHead(const TimelineFrame &frame, const TextMeasure &measure, TimeAxis axis,
                          Newest newest, const QStringList &said, const QString &shown)
{
    const auto gap = std::round(18 * measure.scale().unit);
    TimelineHead head;
    head.axis = headLabel(timelinewords::axis(axis), TextRole::Small, Tone::Muted,
                          frame.head.left(), frame, measure);
    head.otherAxis = headLabel(timelinewords::otherAxis(axis), TextRole::Small, Tone::Muted,
                               head.axis.rect.right() + gap, frame, measure);
    head.leadsBack = newest != Newest::InView;
    head.live = headLabel(timelinewords::live(newest), TextRole::State,
                          head.leadsBack ? Tone::Muted : Tone::Ink, 0, frame, measure);
    head.live.rect.moveRight(frame.head.right());
    head.unseen = headLabel(frame.unseen, TextRole::Small, Tone::Ink,
                            head.otherAxis.rect.right() + gap, frame, measure);
    const auto left = head.unseen.rect.right() + (frame.unseen.isEmpty() ? 0 : gap) + gap;
    const auto right = head.live.rect.left() - gap;
    if (said.isEmpty() && measure.width(TextRole::Small, shown) <= right - left) {
        head.shown = headLabel(shown, TextRole::Small, Tone::Muted, 0, frame, measure);
        head.shown.rect.moveRight(right);
    }
    if (!said.isEmpty())
        head.said = headLabel(measure.firstFitting(TextRole::Small, said, right - left),
                              TextRole::Small, Tone::Ink, left, frame, measure);
    return head;
}

double timelineHeight(const Cast &cast, const TextMeasure &measure)
{
    const auto m = measuresOf(measure, densityOf(cast));
    return heightWith(rowsOf(cast), m, m.fill);
}

double leastTimelineHeight(const Cast &cast, const TextMeasure &measure)
{
    return leastHeight(cast, measuresOf(measure, densityOf(cast)));
}

double tightTimelineHeight(const Cast &cast, const TextMeasure &measure)
{
    return leastHeight(cast, measuresOf(measure, Density::Tight));
}

double oneLaneTimelineHeight(const TextMeasure &measure)
{
    return heightWith({1, 0}, measuresOf(measure, Density::Dense), 0);
}

double compactTimelineHeight(const Cast &cast, const TextMeasure &measure)
{
    auto rows = rowsOf(cast);
    rows.lanes = std::min(rows.lanes, mostCompactLanes);
    rows.fills = std::min(rows.fills, mostCompactRows - rows.lanes);
    const bool isTight = rows.lanes + rows.fills > mostDenseRows;
    const auto m = measuresOf(measure, isTight ? Density::Tight : Density::Dense);
    return heightWith(rows, m, m.leastFill);
}

TimelineFrame timelineFrame(const Cast &cast, const TextMeasure &measure, const QSizeF &size,
                            TimeAxis axis)
{
    auto m = measuresOf(measure, densityOf(cast));
    for (const auto density : {Density::Dense, Density::Tight}) {
        if (leastHeight(cast, m) > size.height())
            m = measuresOf(measure, density);
    }
    TimelineFrame frame;
    frame.size = size;
    frame.head = {m.pad, m.pad / 2, size.width() - 2 * m.pad, m.head};
    double names = 90 * m.unit;
    for (const auto &part : cast.parts)
        names = std::max(names, measure.width(TextRole::State, QString::fromStdString(part.name)));
    for (const auto &channel : cast.channels)
        names = std::max(names, measure.width(TextRole::Small, timelinewords::channel(
                                                                   channel, cast.channels.size())));
    const auto textLeft = m.pad + 8 + std::round(10 * m.unit);
    frame.left = std::ceil(textLeft + std::min(names, size.width() * 0.2) + 12 * m.unit);
    frame.right = std::floor(size.width() - m.pad - measure.width(TextRole::Small, "00"));
    frame.sleepWidths = sleepWidths(cast, measure);
    frame.tail = tailOf(frame.sleepWidths, m);
    const auto rows = rowsWithin(size.height(), cast, m);
    frame.unseen = timelinewords::unseen(cast.parts.size() - rows.lanes,
                                         cast.channels.size() - rows.fills);
    double y = frame.head.bottom();
    for (std::size_t i = 0; i < rows.lanes; ++i, y += m.lane + m.gap) {
        LaneShape lane;
        lane.worker = static_cast<WorkerId>(i);
        lane.rect = {frame.left, y, frame.right - frame.left, m.lane};
        lane.spine = {m.pad, y, 8 * std::max(0.75, m.unit), m.lane};
        const auto name = measure.elided(
            TextRole::State, QString::fromStdString(cast.parts[i].name), frame.left - textLeft - 4);
        lane.name = labelAt(name, TextRole::State, Tone::Ink, textLeft, lane.rect.center().y(),
                            measure);
        frame.lanes.push_back(std::move(lane));
    }
    frame.bottom = size.height() - (axis == TimeAxis::ByClock ? m.foot : m.pad);
    const auto room = frame.bottom + m.gap - y;
    const auto each = std::floor(room / static_cast<double>(std::max<std::size_t>(1, rows.fills))
                                 - m.gap);
    for (std::size_t i = 0; i < rows.fills; ++i, y += each + m.gap) {
        FillShape fill;
        fill.channel = static_cast<ChannelId>(i);
        fill.writer = cast.channels[i].bytesOf;
        fill.rect = {frame.left, y, frame.right - frame.left, std::max(8.0, each)};
        const auto name = measure.elided(
            TextRole::Small, timelinewords::channel(cast.channels[i], cast.channels.size()),
            frame.left - textLeft - 4);
        fill.name = labelAt(name, TextRole::Small, Tone::Muted, textLeft, fill.rect.center().y(),
                            measure);
        frame.fills.push_back(std::move(fill));
    }
    return frame;
}

} // namespace seeipc
