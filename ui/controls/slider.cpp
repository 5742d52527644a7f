// SPDX-License-Identifier: MIT
#include "ui/controls/slider.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QStyle>

namespace seeipc {

Slider::Slider(QWidget *parent) : QSlider(Qt::Horizontal, parent)
{
    setFocusPolicy(Qt::TabFocus); // a drag leaves the keys to the window
}

bool Slider::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Left || key == Qt::Key_Right) {
            event->accept();
            return true;
        }
    }
    return QSlider::event(event);
}

void Slider::mousePressEvent(QMouseEvent *event)
{
    const int handle = style()->pixelMetric(QStyle::PM_SliderLength, nullptr, this);
    const int place = static_cast<int>(event->position().x()) - handle / 2;
    if (event->button() == Qt::LeftButton)
        setValue(QStyle::sliderValueFromPosition(minimum(), maximum(), place, width() - handle));
    QSlider::mousePressEvent(event); // now the handle is under it, and follows
}

} // namespace seeipc
