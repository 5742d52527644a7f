// SPDX-License-Identifier: MIT
#pragma once

#include "ui/scene/codelayout.h"
#include "ui/scene/stagepainter.h"
#include "ui/theme.h"

namespace seeipc {

/// Draws code cards.
class CodePainter
{
public:
    /// Both outlive the painter.
    CodePainter(const TextMeasure &measure, const Theme &theme);

    void paint(QPainter &painter, const CodeLayout &layout);

private:
    void paintCard(QPainter &painter, const CodeCard &card, bool hasCursor);
    void paintRow(QPainter &painter, const CodeRow &row);
    void paintPosition(QPainter &painter, const CodeCard &card) const;
    void paintJoin(QPainter &painter, const CodeJoin &join) const;
    void paintLabel(QPainter &painter, const Label &label, const QColor &colour);

    TextPainter m_texts;
    const Theme &m_theme;
    double m_unit;
};

} // namespace seeipc
