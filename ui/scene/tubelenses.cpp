// SPDX-License-Identifier: MIT
// The two lenses of a tube with many slots: is the oldest slot free soon, does the next write go behind
// the newest bytes?
#include "ui/scene/layoutparts.h"

#include <algorithm>

namespace seeipc {

namespace {

LensShape lensOf(const TubeShape &tube, const PipeSlots &slots, const QRectF &place, bool isHead,
                 double unit)
{
    LensShape lens;
    lens.isHead = isHead;
    lens.slot.cell = place;
    const auto used = std::min(slots.usedSlots(), tube.cells.size());
    if (used == 0)
        return lens;
    const auto number = isHead ? 0 : used - 1;
    fillSlot(lens.slot, slots.slots()[number], slots.pageSize());
    addTears(lens.slot, slots.slots()[number], tube.flowsRight, unit);
    lens.from = tube.cells[number].cell;
    return lens;
}

} // namespace

void addLenses(TubeShape &tube, double unit, const PipeSlots &slots)
{
    const auto inside = insideOf(tube, unit);
    const double width = lensWidth(inside, tube.cells.size(), unit);
    if (width == 0 || !tube.isLive())
        return;
    const QRectF left(inside.topLeft(), QSizeF(width, inside.height()));
    const QRectF right = left.translated(inside.width() - width, 0);
    tube.lenses.push_back(lensOf(tube, slots, tube.flowsRight ? right : left, true, unit));
    tube.lenses.push_back(lensOf(tube, slots, tube.flowsRight ? left : right, false, unit));
}

} // namespace seeipc
