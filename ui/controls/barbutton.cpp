// SPDX-License-Identifier: MIT
#include "ui/controls/barbutton.h"

#include <QMouseEvent>
#include <QStyleOptionButton>
#include <QStylePainter>

namespace seeipc {

BarButton::BarButton(QWidget *parent) : KeyButton(parent) {}

void BarButton::setGlyph(Glyph glyph)
{
    if (m_glyph == glyph)
        return;
    m_glyph = glyph;
    update();
}

void BarButton::setWords(const QString &whole, const QStringList &shorter)
{
    if (text() == whole && m_shorter == shorter)
        return;
    m_shorter = shorter;
    setText(whole);
}

void BarButton::setForm(Form form)
{
    if (m_form == form)
        return;
    m_form = form;
    updateGeometry();
    update();
}

void BarButton::setLetters(int whole, int shortened)
{
    m_lettersWhole = whole;
    m_lettersShort = shortened;
    updateGeometry();
}

QString BarButton::shownWords() const
{
    if (m_glyph == Glyph::Menu)
        return {};
    if (letters() == 0)
        return m_form == Form::Whole ? text() : m_shorter.value(0);
    QString words = text();
    for (const auto &shorter : m_shorter) {
        if (fontMetrics().horizontalAdvance(words) <= wordsWidth())
            break;
        words = shorter;
    }
    return words;
}

int BarButton::glyphSide() const
{
    return m_glyph == Glyph::None ? 0 : fontMetrics().ascent();
}

int BarButton::wordsWidth() const
{
    return letters() > 0 ? letters() * fontMetrics().averageCharWidth()
                         : fontMetrics().horizontalAdvance(shownWords());
}

bool BarButton::isElided() const
{
    return fontMetrics().horizontalAdvance(shownWords()) > wordsWidth();
}

QSize BarButton::sizeHint() const
{
    const int pad = fontMetrics().averageCharWidth() * 3 / 2;
    const int gap = shownWords().isEmpty() ? 0 : pad * 2 / 3 + wordsWidth();
    return {2 * pad + glyphSide() + gap, fontMetrics().height() * 2};
}

void BarButton::mouseReleaseEvent(QMouseEvent *event)
{
    m_modifiers = event->modifiers();
    QPushButton::mouseReleaseEvent(event);
    m_modifiers = {};
}

void BarButton::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    painter.drawControl(QStyle::CE_PushButtonBevel, option);
    const auto group = isEnabled() ? QPalette::Active : QPalette::Disabled;
    const auto colour = palette().color(group, isChecked() ? QPalette::HighlightedText
                                                           : QPalette::ButtonText);
    const int pad = fontMetrics().averageCharWidth() * 3 / 2;
    const int shown = std::min(fontMetrics().horizontalAdvance(shownWords()), wordsWidth());
    const int gap = shown > 0 && glyphSide() > 0 ? pad * 2 / 3 : 0;
    const int left = (width() - glyphSide() - gap - shown) / 2;
    drawGlyph(painter, m_glyph, QRectF(left, 0, glyphSide(), height()), colour);
    painter.setPen(colour);
    painter.drawText(QRect(left + glyphSide() + gap, 0, shown + 1, height()),
                     Qt::AlignVCenter | Qt::TextSingleLine,
                     isElided() ? fontMetrics().elidedText(shownWords(), Qt::ElideRight, shown)
                                : shownWords());
    paintFocus(painter);
}

} // namespace seeipc
