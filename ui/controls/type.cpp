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

void ElidingLabel::allowTwoLines()
{
    m_mayWrap = true;
}

bool ElidingLabel::isElided() const
{
    return fontMetrics().horizontalAdvance(text()) > contentsRect().width() && !fontOfTwoLines();
}

/// The largest in which all of it has room; nothing: not even small type does, or it is in one line only.
std::optional<QFont> ElidingLabel::fontOfTwoLines() const
{
    auto smaller = font();
    const int least = current.font(TextRole::Small).pixelSize()
                      - 1; // two lines of it are as high as a button
    for (int pixels = smaller.pixelSize(); m_mayWrap && pixels >= least; --pixels) {
        smaller.setPixelSize(pixels);
        const auto taken = QFontMetrics(smaller).boundingRect(contentsRect(), Qt::TextWordWrap,
                                                              text());
        if (taken.width() <= contentsRect().width() && taken.height() <= contentsRect().height())
            return smaller;
    }
    return std::nullopt;
}

void ElidingLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    const bool isWide = fontMetrics().horizontalAdvance(text()) > contentsRect().width();
    if (const auto smaller = isWide ? fontOfTwoLines() : std::nullopt) {
        painter.setFont(*smaller);
        painter.drawText(contentsRect(), static_cast<int>(alignment()) | Qt::TextWordWrap, text());
        return;
    }
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
