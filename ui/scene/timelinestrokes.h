// SPDX-License-Identifier: MIT
// Strokes that the files of the timeline's painter have in common.
#pragma once

#include <QColor>
#include <QImage>
#include <QPainter>
#include <QPen>

#include <cmath>

namespace seeipc {

/// `share` of the one, the rest of the other.
inline QColor mixed(const QColor &one, const QColor &other, double share)
{
    const auto part = [share](int a, int b) {
        return static_cast<int>(std::lround(a * share + b * (1 - share)));
    };
    return {part(one.red(), other.red()), part(one.green(), other.green()),
            part(one.blue(), other.blue())};
}

/// Stripes: "/" over time that is the user's, "\" over what nobody knows.
inline void hatch(QPainter &painter, const QRectF &rect, const QColor &colour,
                  Qt::BrushStyle stripes)
{
    painter.save();
    painter.setPen(Qt::NoPen);
    painter.setBrush(QBrush(colour, stripes));
    painter.drawRect(rect);
    painter.restore();
}

inline constexpr int dotPeriod = 16; ///< pixels, in a row and from row to row but one
inline constexpr int dotSize = 2;

/// Does a pixel belong to the dots over what nobody knows, in staggered rows?
inline bool isDot(int x, int y)
{
    const auto isIn = [](int part) { return part % dotPeriod < dotSize; };
    return (isIn(x) && isIn(y)) || (isIn(x + dotPeriod / 2) && isIn(y + dotPeriod / 2));
}

/// A tile of these dots, on nothing.
inline QImage dotted(const QColor &colour)
{
    QImage tile(dotPeriod, dotPeriod, QImage::Format_ARGB32_Premultiplied);
    tile.fill(Qt::transparent);
    for (int y = 0; y < dotPeriod; ++y) {
        for (int x = 0; x < dotPeriod; ++x) {
            if (isDot(x, y))
                tile.setPixelColor(x, y, colour);
        }
    }
    return tile;
}

inline QPen dashedPen(const QColor &colour, double width)
{
    QPen pen(colour, width);
    pen.setDashPattern({4, 3});
    pen.setCapStyle(Qt::FlatCap);
    return pen;
}

} // namespace seeipc
