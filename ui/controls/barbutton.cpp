// SPDX-License-Identifier: MIT
#include "ui/controls/barbutton.h"

#include <QMouseEvent>
#include <QStyleOptionButton>
#include <QStylePainter>

#include <algorithm>

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
    setLines({QStringList{whole} + shorter});
}

void BarButton::setLines(const QList<QStringList> &lines)
{
    if (m_lines == lines)
        return;
    m_lines = lines;
    QStringList whole;
    for (const auto &line : lines)
        whole << line.value(0);
    setText(whole.join(QLatin1Char('\n')));
    update(); // the shorter words may be others
}

void BarButton::setLeastLines(int lines)
{
    m_leastLines = lines;
    updateGeometry();
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

QStringList BarButton::shownLines() const
{
    QStringList shown;
    if (m_glyph == Glyph::Menu)
        return shown;
    for (const auto &line : m_lines) {
        if (letters() == 0) {
            shown << line.value(m_form == Form::Whole ? 0 : 1);
            continue;
        }
        const auto fits = std::find_if(line.begin(), line.end(), [this](const QString &words) {
            return widthOf({words}) <= wordsWidth();
        });
        shown << (fits != line.end() ? *fits : line.value(line.size() - 1));
    }
    return shown;
}

int BarButton::widthOf(const QStringList &lines) const
{
    int width = 0;
    for (const auto &line : lines)
        width = std::max(width, fontMetrics().horizontalAdvance(line));
    return width;
}

int BarButton::glyphSide() const
{
    return m_glyph == Glyph::None ? 0 : fontMetrics().ascent();
}

int BarButton::wordsWidth() const
{
    return letters() > 0 ? letters() * fontMetrics().averageCharWidth() : widthOf(shownLines());
}

bool BarButton::isElided() const
{
    return widthOf(shownLines()) > wordsWidth();
}

QSize BarButton::sizeHint() const
{
    const int pad = fontMetrics().averageCharWidth() * 3 / 2;
    const int gap = shownWords().isEmpty() ? 0 : pad * 2 / 3 + wordsWidth();
    const int line = fontMetrics().height();
    const int lines = std::max(m_leastLines, static_cast<int>(m_lines.size()));
    return {2 * pad + glyphSide() + gap, std::max(2 * line, lines * line + line / 3)};
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
    const auto lines = shownLines();
    const int shown = std::min(widthOf(lines), wordsWidth());
    const int gap = shown > 0 && glyphSide() > 0 ? pad * 2 / 3 : 0;
    const int left = (width() - glyphSide() - gap - shown) / 2;
    drawGlyph(painter, m_glyph, QRectF(left, 0, glyphSide(), height()), colour);
    painter.setPen(colour);
    const int line = fontMetrics().height();
    int top = (height() - line * static_cast<int>(lines.size())) / 2;
    for (const auto &words : lines) {
        painter.drawText(QRect(left + glyphSide() + gap, top, shown + 1, line),
                         Qt::AlignVCenter | Qt::TextSingleLine,
                         widthOf({words}) > shown
                             ? fontMetrics().elidedText(words, Qt::ElideRight, shown)
                             : words);
        top += line;
    }
    paintFocus(painter, option);
}

} // namespace seeipc
