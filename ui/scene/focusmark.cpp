// SPDX-License-Identifier: MIT
#include "ui/scene/layoutparts.h"

#include <algorithm>

namespace seeipc {

namespace {

FocusMark around(const QRectF &rect, double away, double radius)
{
    return {rect.adjusted(-away, -away, away, away), radius + away};
}

} // namespace

std::optional<FocusMark> focusMark(const StageFacts &facts, const std::vector<TubeShape> &tubes)
{
    const auto &focus = facts.focus;
    if (focus.kind == Focus::Kind::Process || focus.channel >= tubes.size())
        return std::nullopt;
    const auto &tube = tubes[focus.channel];
    const bool isChannel = focus.kind == Focus::Kind::Channel;
    const bool isSlot = focus.kind == Focus::Kind::Slot;
    if ((!isChannel && !tube.isLive()) || (isSlot && focus.slot >= tube.cells.size()))
        return std::nullopt;
    const double unit = facts.measure.scale().unit;
    const double away = 5 * std::max(unit, 0.8);
    FocusMark mark;
    if (isChannel) {
        mark = around(tube.wall, away, tubeRadius(tube.wall, unit));
    } else if (!isSlot) {
        const auto &socket = focus.end == End::Read ? tube.readEnd : tube.writeEnd;
        const QPointF reach(socket.radius, socket.radius);
        mark = around(QRectF(socket.centre - reach, socket.centre + reach), away, socket.radius);
    } else {
        const auto &cell = tube.cells[focus.slot].cell;
        mark = around(cell, std::min(away, 2 + cell.width() / 8), 4 * unit);
    }
    mark.focused = facts.hasFocus;
    return mark;
}

} // namespace seeipc
