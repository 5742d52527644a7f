// SPDX-License-Identifier: MIT
#include "ui/controls/tabbutton.h"

#include <QStyleOptionButton>
#include <QStylePainter>

namespace seeipc {

TabButton::TabButton(QWidget *parent) : KeyButton(parent)
{
    setCheckable(true);
}

QSize TabButton::sizeHint() const
{
    const int letter = fontMetrics().averageCharWidth();
    const int pad = isFlat() ? letter * 3 / 4 : letter * 5 / 4;
    return {fontMetrics().horizontalAdvance(text()) + 2 * pad, fontMetrics().height() * 7 / 4};
}

void TabButton::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    option.state &= ~QStyle::State_On;
    if (!isFlat())
        painter.drawControl(QStyle::CE_PushButtonBevel, option);
    const auto ink = palette().color(QPalette::ButtonText);
    const bool isPlain = isFlat() && !isChecked() && !underMouse();
    painter.setPen(isPlain ? palette().color(QPalette::PlaceholderText) : ink);
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextSingleLine, text());
    if (isChecked()) {
        const int wide = fontMetrics().horizontalAdvance(text());
        const int thick = std::max(2, fontMetrics().height() / 8);
        const int away = isFlat() ? 1 : 4;
        painter.fillRect((width() - wide) / 2, height() - thick - away, wide, thick, ink);
    }
    paintFocus(painter, option);
}

} // namespace seeipc
