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
    const double unit = facts.measure.scale().unit;
    const double away = 5 * std::max(unit, 0.8);
    FocusMark mark;
    if (focus.kind == Focus::Kind::Channel) {
        mark = around(tube.wall, away, tubeRadius(tube.wall, unit));
    } else if (!tube.isLive()) {
        return std::nullopt;
    } else if (focus.kind == Focus::Kind::End) {
        const auto &socket = focus.end == End::Read ? tube.readEnd : tube.writeEnd;
        const QPointF reach(socket.radius, socket.radius);
        mark = around(QRectF(socket.centre - reach, socket.centre + reach), away, socket.radius);
    } else if (focus.slot < tube.cells.size()) {
        const auto &cell = tube.cells[focus.slot].cell;
        mark = around(cell, std::min(away, 2 + cell.width() / 8), 4 * unit);
    } else {
        return std::nullopt;
    }
    mark.focused = facts.hasFocus;
    return mark;
}

} // namespace seeipc
