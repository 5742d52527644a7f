// SPDX-License-Identifier: MIT
#include "ui/controls/type.h"

#include "ui/language.h"
#include "ui/scene/typescale.h"

#include <QApplication>
#include <QEvent>
#include <QFontInfo>
#include <QPainter>

#include <cmath>

namespace seeipc {

namespace {

constexpr int boldFrom = 20; ///< pixels, for Chinese: below, its strokes would run together

} // namespace

int textPixels(QSize window)
{
    return TypeScale::forWindow(window).pixels(TextRole::Text);
}

QFont scaledFont(double factor, QFont::Weight weight)
{
    QFont font = QApplication::font();
    const int ordinary = font.pixelSize() > 0 ? font.pixelSize() : QFontInfo(font).pixelSize();
    font.setPixelSize(static_cast<int>(std::lround(ordinary * factor)));
    const bool isThin = currentLanguage() == Language::Chinese && font.pixelSize() < boldFrom;
    font.setWeight(isThin ? QFont::Normal : weight);
    return font;
}

void setTextPixels(int pixels)
{
    QFont font = QApplication::font();
    if (font.pixelSize() == pixels)
        return;
    font.setFamilies(textFamilies());
    font.setPixelSize(pixels);
    QApplication::setFont(font);
}

ScaledLabel::ScaledLabel(double factor, QFont::Weight weight, QWidget *parent)
    : QLabel(parent), m_factor(factor), m_weight(weight)
{
    setTextFormat(Qt::PlainText);
    adapt();
}

void ScaledLabel::setWeight(QFont::Weight weight)
{
    m_weight = weight;
    adapt();
}

void ScaledLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::LanguageChange)
        adapt();
}

void ScaledLabel::adapt()
{
    setFont(scaledFont(m_factor, m_weight));
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
