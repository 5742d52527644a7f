// SPDX-License-Identifier: MIT
// How SIGPIPE is drawn, on its way or where it struck, and the shield that it falls off.
#include "ui/scene/stagepainter.h"

#include <QPainterPath>

#include <algorithm>

namespace seeipc {

void StagePainter::paintSignal(QPainter &painter, const QRectF &rect, const QString &text)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.ground, std::max(2.0, 3 * m_unit)));
    painter.setBrush(m_theme.hopeless);
    painter.drawEllipse(rect);
    paintNumber(painter, rect.center(), text, m_theme.hopelessText);
}

void StagePainter::paintShield(QPainter &painter, const QRectF &rect, const QString &text)
{
    const auto at = [&](double x, double y) {
        return QPointF(rect.left() + x * rect.width(), rect.top() + y * rect.height());
    };
    QPainterPath shield(at(0, 0.06));
    shield.quadTo(at(0.3, 0.06), at(0.5, -0.04));
    shield.quadTo(at(0.7, 0.06), at(1, 0.06));
    shield.cubicTo(at(1, 0.62), at(0.86, 0.86), at(0.5, 1.08));
    shield.cubicTo(at(0.14, 0.86), at(0, 0.62), at(0, 0.06));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(m_theme.panel);
    painter.setPen(QPen(m_theme.ink, std::max(2.0, 3 * m_unit)));
    painter.drawPath(shield);
    paintNumber(painter, rect.center(), text, m_theme.ink);
}

void StagePainter::paintNumber(QPainter &painter, const QPointF &centre, const QString &text,
                               const QColor &colour)
{
    const auto &measure = m_texts.measure();
    const double width = measure.width(TextRole::State, text);
    const double height = measure.lineHeight(TextRole::State);
    m_texts.draw(
        painter,
        {centre.x() - width / 2, centre.y() - height / 2 + measure.ascent(TextRole::State)},
        TextRole::State, text, colour);
}

} // namespace seeipc
