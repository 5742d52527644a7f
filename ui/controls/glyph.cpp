// SPDX-License-Identifier: MIT
#include "ui/controls/glyph.h"

#include <QPainterPath>
#include <QPolygonF>

#include <algorithm>

namespace seeipc {

namespace {

/// All are drawn in a square from 0 to 16.
constexpr double side = 16;

void drawMenu(QPainter &painter)
{
    for (const double y : {3.0, 8.0, 13.0})
        painter.drawRect(QRectF(1, y - 1, 14, 2));
}

void drawStartOver(QPainter &painter)
{
    const QPen pen(painter.brush().color(), 2, Qt::SolidLine, Qt::FlatCap);
    const QRectF circle(2.5, 2.5, 11, 11);
    painter.strokePath(
        [&] {
            QPainterPath arc;
            arc.arcMoveTo(circle, 150);
            arc.arcTo(circle, 150, 300);
            return arc;
        }(),
        pen);
    painter.drawPolygon(QPolygonF({{0.2, 2.0}, {6.6, 3.4}, {2.0, 8.2}}));
}

void drawHold(QPainter &painter)
{
    painter.drawRect(QRectF(3, 2, 3.6, 12));
    painter.drawRect(QRectF(9.4, 2, 3.6, 12));
}

void drawRelease(QPainter &painter)
{
    painter.drawPolygon(QPolygonF({{3.5, 2}, {14, 8}, {3.5, 14}}));
}

void drawStep(QPainter &painter)
{
    painter.drawPolygon(QPolygonF({{1.5, 2}, {11, 8}, {1.5, 14}}));
    painter.drawRect(QRectF(12.6, 2, 1.8, 12));
}

/// A picture in its frame.
void drawFreeze(QPainter &painter)
{
    painter.drawRect(QRectF(1, 2, 14, 2));
    painter.drawRect(QRectF(1, 12, 14, 2));
    painter.drawRect(QRectF(1, 2, 2, 12));
    painter.drawRect(QRectF(13, 2, 2, 12));
    painter.drawPolygon(QPolygonF({{4.5, 10.5}, {7.2, 6.2}, {9, 8.6}, {10.2, 7.2}, {11.8, 10.5}}));
}

/// To the newest: an arrow onto the line of now.
void drawLive(QPainter &painter)
{
    painter.drawRect(QRectF(12.6, 1, 2, 14));
    painter.drawRect(QRectF(1, 7, 6, 2));
    painter.drawPolygon(QPolygonF({{6, 3.6}, {11.6, 8}, {6, 12.4}}));
}

/// An angle that points through time.
void drawEarlier(QPainter &painter)
{
    painter.drawPolygon(
        QPolygonF({{10, 2}, {11.6, 3.6}, {7.2, 8}, {11.6, 12.4}, {10, 14}, {4, 8}}));
}

void drawLater(QPainter &painter)
{
    painter.drawPolygon(QPolygonF({{6, 2}, {4.4, 3.6}, {8.8, 8}, {4.4, 12.4}, {6, 14}, {12, 8}}));
}

} // namespace

void drawGlyph(QPainter &painter, Glyph glyph, const QRectF &place, const QColor &colour)
{
    const double size = std::min(place.width(), place.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(place.center().x() - size / 2, place.center().y() - size / 2);
    painter.scale(size / side, size / side);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    switch (glyph) {
    case Glyph::None: break;
    case Glyph::Menu: drawMenu(painter); break;
    case Glyph::StartOver: drawStartOver(painter); break;
    case Glyph::Hold: drawHold(painter); break;
    case Glyph::Release: drawRelease(painter); break;
    case Glyph::Step: drawStep(painter); break;
    case Glyph::Freeze: drawFreeze(painter); break;
    case Glyph::Live: drawLive(painter); break;
    case Glyph::Earlier: drawEarlier(painter); break;
    case Glyph::Later: drawLater(painter); break;
    }
    painter.restore();
}

} // namespace seeipc
