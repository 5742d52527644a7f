// SPDX-License-Identifier: MIT
#include "ui/scene/codepainter.h"

#include <algorithm>

namespace seeipc {

namespace {

constexpr double corner = 10; ///< units

} // namespace

CodePainter::CodePainter(const TextMeasure &measure, const Theme &theme)
    : m_texts(measure), m_theme(theme), m_unit(measure.scale().unit)
{}

void CodePainter::paint(QPainter &painter, const CodeLayout &layout)
{
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto &card : layout.cards)
        paintCard(painter, card,
                  std::any_of(card.rows.begin(), card.rows.end(),
                              [](const CodeRow &row) { return row.hasCursor; }));
    for (const auto &join : layout.joins)
        paintJoin(painter, join);
}

/// As the arrows on the stage that close into the same ring.
void CodePainter::paintJoin(QPainter &painter, const CodeJoin &join) const
{
    painter.setPen(dashed(m_theme.hopelessLine, std::max(2.0, 3 * m_unit)));
    painter.drawLine(join.line);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.hopelessLine);
    painter.drawPolygon(join.head);
}

void CodePainter::paintCard(QPainter &painter, const CodeCard &card, bool hasCursor)
{
    const double edge = hasCursor ? 2 : 1;
    const auto radius = corner * m_unit;
    painter.setPen(Qt::NoPen); // two surfaces: Qt draws a thin pen pixel by pixel
    painter.setBrush(hasCursor ? m_theme.ink : m_theme.line);
    painter.drawRoundedRect(card.rect, radius, radius);
    painter.setBrush(m_theme.panel);
    painter.drawRoundedRect(card.rect.adjusted(edge, edge, -edge, -edge), radius - edge,
                            radius - edge);
    painter.setBrush(m_theme.identityOf(card.worker));
    painter.drawRoundedRect(card.spine, 3 * m_unit, 3 * m_unit);
    paintLabel(painter, card.name, m_theme.mutedInk);
    for (const auto &row : card.rows)
        paintRow(painter, row);
    paintLabel(painter, card.state, card.state.tone == Tone::Ink ? m_theme.ink : m_theme.mutedInk);
    paintPosition(painter, card);
}

void CodePainter::paintRow(QPainter &painter, const CodeRow &row)
{
    const bool isInverse = row.isCurrent && m_theme.currentLine == m_theme.panel; // high contrast
    if (row.isCurrent) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isInverse ? m_theme.ink : m_theme.currentLine);
        painter.drawRoundedRect(row.rect, 4 * m_unit, 4 * m_unit);
        painter.fillRect(row.bar, m_theme.ink);
    }
    const auto &ink = isInverse ? m_theme.panel : m_theme.ink;
    const auto &muted = isInverse ? m_theme.panel : m_theme.mutedInk;
    paintLabel(painter, row.sign, ink);
    paintLabel(painter, row.text, ink);
    paintLabel(painter, row.outcome, row.outcome.tone == Tone::Ink ? ink : muted);
    if (!row.sign.text.isEmpty() || row.hasCursor) { // underlined
        const auto bottom = row.text.rect.bottom();
        painter.setPen(QPen(ink, row.hasCursor ? 2 : 1));
        if (row.hasCursor) {
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(row.rect.adjusted(1, 1, -1, -1), 4 * m_unit, 4 * m_unit);
        } else {
            painter.drawLine(QPointF(row.text.rect.left(), bottom), row.text.rect.bottomRight());
        }
    }
}

/// At the right edge, where lines have no room: which part of them is seen.
void CodePainter::paintPosition(QPainter &painter, const CodeCard &card) const
{
    const auto hidden = card.above + card.below;
    if (hidden == 0 || card.rows.size() < 2)
        return;
    const auto top = card.rows.front().rect.top();
    const auto height = card.rows.back().rect.bottom() - top;
    const auto all = static_cast<double>(hidden + card.rows.size());
    const QRectF thumb(card.rect.right() - 7 * m_unit,
                       top + height * static_cast<double>(card.above) / all, 4 * m_unit,
                       height * static_cast<double>(card.rows.size()) / all);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.outline);
    painter.drawRoundedRect(thumb, 2 * m_unit, 2 * m_unit);
}

void CodePainter::paintLabel(QPainter &painter, const Label &label, const QColor &colour)
{
    if (label.text.isEmpty())
        return;
    const QPointF baseline(label.rect.left(),
                           label.rect.top() + m_texts.measure().ascent(label.role));
    m_texts.draw(painter, baseline, label.role, label.text, colour);
}

} // namespace seeipc
