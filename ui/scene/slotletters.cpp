// SPDX-License-Identifier: MIT
// Where the letters of a short message stand: in its slot, or beside it where that is too narrow.
#include "ui/scene/layoutparts.h"

#include <algorithm>

namespace seeipc {

namespace {

constexpr std::size_t mostCallouts = 2;
constexpr double inCell = 4;    ///< pixels that letters leave of a cell's width
constexpr double clearance = 4; ///< units around a callout

/// How long a callout may be: upstream of the slot, up to the end that is written to.
double roomBeside(const TubeShape &tube, const SlotShape &slot, double unit)
{
    const double reach = tube.writeEnd.radius + 2 * clearance * unit;
    return tube.flowsRight ? slot.cell.left() - tube.wall.left() - reach
                           : tube.wall.right() - slot.cell.right() - reach;
}

/// Inside of the tube, where no thread and no arrow goes, over slots as far as they are free; empty:
/// there is no such place.
QRectF calloutBeside(const TubeShape &tube, const SlotShape &slot, const QSizeF &size, double unit)
{
    const double gap = clearance * unit;
    const auto inside = tube.cells.front().cell | tube.cells.back().cell;
    const double left = tube.flowsRight ? slot.cell.left() - gap - size.width()
                                        : slot.cell.right() + gap;
    for (double top = inside.top() + gap; top + size.height() < inside.bottom(); top += gap) {
        const QRectF place(QPointF(left, top), size);
        const auto around = place.adjusted(-1, -gap, 1, gap);
        const bool isTaken = std::any_of(
            tube.cells.begin(), tube.cells.end(), [&](const SlotShape &other) {
                return place.intersects(other.bytes) || place.intersects(other.taken)
                       || around.intersects(other.callout);
            });
        if (!isTaken)
            return place;
    }
    return {};
}

/// With its letters, if there is room for any.
bool addCallout(TubeShape &tube, SlotShape &slot, const TextMeasure &measure, const QString &text)
{
    const double unit = measure.scale().unit;
    const auto letters = measure.elided(TextRole::Call, text,
                                        roomBeside(tube, slot, unit) - 2 * calloutPadding * unit);
    if (letters.size() <= 1 && letters != text) // a lone "…"
        return false;
    slot.callout = calloutBeside(
        tube, slot,
        {measure.width(TextRole::Call, letters) + 2 * calloutPadding * unit,
         measure.lineHeight(TextRole::Call)},
        unit);
    if (slot.callout.isEmpty())
        return false;
    slot.letters = letters;
    return true;
}

} // namespace

void addLetters(TubeShape &tube, const StageFacts &facts, const PipeSlots &slots)
{
    const auto *contents = facts.contents.of(tube.channel);
    const auto &measure = facts.measure;
    std::int64_t offset = 0;
    std::size_t callouts = 0;
    for (std::size_t i = 0; contents && i < std::min(slots.usedSlots(), tube.cells.size()); ++i) {
        const auto length = slots.slots()[i].length;
        const auto text = contents->letters(offset, length);
        offset += length;
        if (text.isEmpty())
            continue;
        auto &slot = tube.cells[i];
        const double room = slot.cell.width() - inCell;
        const bool isWide = room >= roomBeside(tube, slot, measure.scale().unit);
        if (isWide || measure.width(TextRole::Call, text) <= room)
            slot.letters = measure.elided(TextRole::Call, text, room);
        else if (callouts < mostCallouts && addCallout(tube, slot, measure, text))
            ++callouts;
    }
}

} // namespace seeipc
