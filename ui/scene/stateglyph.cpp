// SPDX-License-Identifier: MIT
#include "ui/scene/stateglyph.h"

#include <QPainterPath>

namespace seeipc {

namespace {

/// All glyphs are drawn into a square of side 1.
QPainterPath filledPath(StateGlyph glyph)
{
    QPainterPath path;
    switch (glyph) {
    case StateGlyph::Running:
        path.moveTo(0.22, 0.12);
        path.lineTo(0.86, 0.5);
        path.lineTo(0.22, 0.88);
        path.closeSubpath();
        break;
    case StateGlyph::Hourglass:
        path.moveTo(0.18, 0.06);
        path.lineTo(0.82, 0.06);
        path.lineTo(0.54, 0.5);
        path.lineTo(0.82, 0.94);
        path.lineTo(0.18, 0.94);
        path.lineTo(0.46, 0.5);
        path.closeSubpath();
        break;
    case StateGlyph::Bars:
        path.addRect(0.2, 0.12, 0.2, 0.76);
        path.addRect(0.6, 0.12, 0.2, 0.76);
        break;
    case StateGlyph::Flag:
        path.addRect(0.2, 0.06, 0.1, 0.88);
        path.moveTo(0.3, 0.1);
        path.lineTo(0.86, 0.3);
        path.lineTo(0.3, 0.52);
        path.closeSubpath();
        break;
    case StateGlyph::Square: path.addRect(0.18, 0.18, 0.64, 0.64); break;
    default: break;
    }
    return path;
}

void strokeRing(QPainter &painter, const QPointF &centre, double radius)
{
    painter.drawEllipse(centre, radius, radius);
}

} // namespace

void drawClock(QPainter &painter, const QRectF &square, const QColor &colour)
{
    const double side = square.width();
    painter.save();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, std::max(1.2, side * 0.1), Qt::SolidLine, Qt::RoundCap));
    const auto centre = square.center();
    strokeRing(painter, centre, side * 0.42);
    painter.drawPolyline(
        QPolygonF({centre - QPointF(0, side * 0.26), centre, centre + QPointF(side * 0.2, 0)}));
    painter.restore();
}

void drawStateGlyph(QPainter &painter, StateGlyph glyph, const QRectF &square, const QColor &colour)
{
    const double side = square.width();
    const auto centre = square.center();
    switch (glyph) {
    case StateGlyph::None: return;
    case StateGlyph::Clock: drawClock(painter, square, colour); return;
    case StateGlyph::Ring:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, std::max(1.5, side * 0.13)));
        strokeRing(painter, centre, side * 0.34);
        return;
    case StateGlyph::Cross:
        painter.setPen(QPen(colour, std::max(2.0, side * 0.17), Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(centre - QPointF(side, side) * 0.32, centre + QPointF(side, side) * 0.32);
        painter.drawLine(centre - QPointF(side, -side) * 0.32,
                         centre + QPointF(side, -side) * 0.32);
        return;
    default: break;
    }
    painter.save();
    painter.translate(square.topLeft());
    painter.scale(side, side);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPath(filledPath(glyph));
    painter.restore();
}

} // namespace seeipc
