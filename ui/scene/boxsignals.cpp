// SPDX-License-Identifier: MIT
// What a write that nobody can read brings to its writer's box: SIGPIPE, or the shield against it.
#include "ui/scene/layoutparts.h"

#include <algorithm>
#include <cmath>
#include <csignal>

namespace seeipc {

namespace {

/// At its edge, where the thread of its write is or was. `outwards`: pixels from there.
QPointF mouthOf(const BoxShape &box, Column column, double outwards)
{
    const auto &rect = box.rect;
    switch (column) {
    case Column::Left: return {rect.right() + outwards, rect.center().y()};
    case Column::Right: return {rect.left() - outwards, rect.center().y()};
    case Column::Middle: break;
    }
    return {rect.center().x(), rect.top() - outwards};
}

/// The same beneath the words of the head, which it would touch in a low box.
QPointF beneathHead(const BoxShape &box, Column column, double radius)
{
    auto at = mouthOf(box, column, 0);
    if (column != Column::Middle)
        at.setY(std::max(at.y(), std::min(box.head.bottom() + radius, box.rect.bottom())));
    return at;
}

} // namespace

void addSignals(BoxShape &box, const ProcessSnapshot &process, Column column,
                const TextMeasure &measure)
{
    const double radius = std::round(measure.lineHeight(TextRole::State) * 0.85);
    const auto text = QString::number(SIGPIPE);
    if (process.ending && process.ending->killed() && process.ending->signal() == SIGPIPE)
        box.struck = SignalShape{beneathHead(box, column, radius), radius, text};
    if (process.isAlive() && process.dispositions[SIGPIPE] == Disposition::Ignore)
        box.shield = SignalShape{mouthOf(box, column, radius / 2), radius, text};
}

} // namespace seeipc
