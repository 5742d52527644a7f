// SPDX-License-Identifier: MIT
#pragma once

#include "ui/scene/stagelayout.h"

#include <QColor>
#include <QPainter>

namespace seeipc {

/// Draws a state's sign into the square. As a path: no font is asked for it.
void drawStateGlyph(QPainter &painter, StateGlyph glyph, const QRectF &square,
                    const QColor &colour);

/// The small clock beside a sampled number's age.
void drawClock(QPainter &painter, const QRectF &square, const QColor &colour);

} // namespace seeipc
