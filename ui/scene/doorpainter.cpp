// SPDX-License-Identifier: MIT
// How a FIFO is drawn: a wall with two half-doors, and the plate with its name.
#include "ui/scene/stagepainter.h"

#include <algorithm>

namespace seeipc {

namespace {

constexpr double tilt = -6; ///< degrees, of a plate that has fallen

} // namespace

/// Nobody has it open: there is no tube between the two sides.
void StagePainter::paintDoors(QPainter &painter, const TubeShape &tube) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = std::min(14 * m_unit, tube.wall.height() / 6);
    painter.setPen(QPen(m_theme.channelLine, std::max(1.5, 2 * m_unit)));
    painter.setBrush(m_theme.panel);
    painter.drawRoundedRect(tube.wall, radius, radius);
    painter.setPen(dashed(m_theme.outline, std::max(1.5, 2 * m_unit)));
    painter.setBrush(m_theme.ground);
    painter.drawRoundedRect(tube.passage, radius, radius);
    for (const auto &door : tube.doors) {
        painter.setPen(QPen(door.isHopeless  ? m_theme.hopeless
                            : door.isAwaited ? m_theme.asleep
                                             : m_theme.outline,
                            std::max(2.0, 3 * m_unit), Qt::SolidLine, Qt::SquareCap,
                            Qt::MiterJoin));
        painter.setBrush(m_theme.control);
        painter.drawPolygon(door.leaf);
    }
}

void StagePainter::paintPlate(QPainter &painter, const PlateShape &plate)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (plate.hasFallen) {
        painter.translate(plate.rect.center());
        painter.rotate(tilt);
        painter.translate(-plate.rect.center());
    }
    painter.setPen(plate.hasFallen ? dashed(m_theme.outline, std::max(1.0, 1.5 * m_unit))
                                   : QPen(m_theme.channelLine, std::max(1.0, 1.5 * m_unit)));
    painter.setBrush(m_theme.control);
    painter.drawRoundedRect(plate.rect, 6 * m_unit, 6 * m_unit);
    for (const auto &label : plate.labels)
        paintLabel(painter, label, label.tone == Tone::Muted ? m_theme.mutedInk : m_theme.ink);
    painter.restore();
}

} // namespace seeipc
