// SPDX-License-Identifier: MIT
#include "ui/controls/type.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>

namespace seeipc {

namespace {

TypeScale current;
bool isSet = false;

} // namespace

const TypeScale &typeScale()
{
    return current;
}

void setTypeScale(const TypeScale &scale)
{
    if (isSet && scale == current)
        return;
    current = scale;
    isSet = true;
    QApplication::setFont(scale.font(TextRole::Text));
    for (auto *widget : QApplication::allWidgets()) {
        if (auto *label = qobject_cast<ScaledLabel *>(widget))
            label->adapt();
    }
}

ScaledLabel::ScaledLabel(TextRole role, QWidget *parent) : QLabel(parent), m_role(role)
{
    setTextFormat(Qt::PlainText);
    adapt();
}

void ScaledLabel::setBold(bool isBold)
{
    m_isBold = isBold;
    adapt();
}

/// Chinese may not be bold where English is.
void ScaledLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        adapt();
}

void ScaledLabel::adapt()
{
    auto font = current.font(m_role);
    if (m_isBold)
        font.setWeight(current.font(TextRole::State).weight());
    setFont(font);
}

QSize ElidingLabel::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 4, QLabel::minimumSizeHint().height()};
}

bool ElidingLabel::isElided() const
{
    return fontMetrics().horizontalAdvance(text()) > contentsRect().width();
}

void ElidingLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(contentsRect(), static_cast<int>(alignment()) | Qt::TextSingleLine,
                     isElided()
                         ? fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width())
                         : text());
}

void ElidingLabel::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    setToolTip(isElided() ? text() : QString());
}

} // namespace seeipc
