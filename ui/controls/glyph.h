// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QPainter>
#include <QRectF>

#include <cstdint>

namespace seeipc {

/// The small pictures on buttons, drawn: no font needs to have them.
enum class Glyph : std::uint8_t {
    None,
    Menu,
    StartOver,
    Hold,
    Release,
    Step,
    Freeze,
    Live,
    Earlier,
    Later
};

/// Draws one into the largest square in the middle of `place`.
void drawGlyph(QPainter &painter, Glyph glyph, const QRectF &place, const QColor &colour);

} // namespace seeipc
