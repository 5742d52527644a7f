// SPDX-License-Identifier: MIT
#include "ui/controls/keybutton.h"

#include <QKeyEvent>
#include <QStyleOptionButton>
#include <QStyleOptionFocusRect>
#include <QStylePainter>

namespace seeipc {

KeyButton::KeyButton(QWidget *parent) : QPushButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

bool KeyButton::event(QEvent *event)
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

void KeyButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QPushButton::keyPressEvent(event);
}

void KeyButton::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    painter.drawControl(QStyle::CE_PushButtonBevel, option);
    painter.drawControl(QStyle::CE_PushButtonLabel, option);
    paintFocus(painter, option);
}

void KeyButton::paintFocus(QStylePainter &painter, const QStyleOption &option)
{
    if (!hasFocus())
        return;
    QStyleOptionFocusRect focus;
    focus.QStyleOption::operator=(option);
    painter.drawPrimitive(QStyle::PE_FrameFocusRect, focus);
}

} // namespace seeipc
