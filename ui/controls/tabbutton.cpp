// SPDX-License-Identifier: MIT
#include "ui/controls/tabbutton.h"

#include <QKeyEvent>
#include <QStyleOptionButton>
#include <QStylePainter>

namespace seeipc {

TabButton::TabButton(QWidget *parent) : QPushButton(parent)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus); // a click leaves the keys to the window
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize TabButton::sizeHint() const
{
    const int letter = fontMetrics().averageCharWidth();
    const int pad = isFlat() ? letter * 3 / 4 : letter * 5 / 4;
    return {fontMetrics().horizontalAdvance(text()) + 2 * pad, fontMetrics().height() * 7 / 4};
}

/// Space and Return are the button's own while it has the focus, not the window's.
bool TabButton::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Space || key == Qt::Key_Return || key == Qt::Key_Enter) {
            event->accept();
            return true;
        }
    }
    return QPushButton::event(event);
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
    if (hasFocus()) {
        QStyleOptionFocusRect focus;
        focus.initFrom(this);
        painter.drawPrimitive(QStyle::PE_FrameFocusRect, focus);
    }
}

} // namespace seeipc
