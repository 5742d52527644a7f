// SPDX-License-Identifier: MIT
#include "ui/views/handbutton.h"

#include <QStyleOptionButton>
#include <QStylePainter>

#include <algorithm>

namespace seeipc {

namespace {

constexpr int edge = 8; ///< pixels between a button's frame and its words

} // namespace

HandButton::HandButton(const QString &text, QWidget *parent) : KeyButton(parent)
{
    setWords(text);
    auto policy = QSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void HandButton::setWords(const QString &words)
{
    setText(words);
    if (words.size() > m_longest.size())
        m_longest = words;
}

int HandButton::heightForWidth(int width) const
{
    return std::max(heightOf(text(), width), heightOf(m_longest, width)) + 2 * edge;
}

QSize HandButton::sizeHint() const
{
    return {leastWidth, heightForWidth(leastWidth)};
}

QSize HandButton::minimumSizeHint() const
{
    return {leastWidth / 2, 0};
}

void HandButton::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    painter.drawControl(QStyle::CE_PushButtonBevel, option);
    painter.setPen(option.palette.buttonText().color());
    painter.drawText(rect().adjusted(edge, 0, -edge, 0), Qt::TextWordWrap | Qt::AlignCenter,
                     text());
    paintFocus(painter, option);
}

int HandButton::heightOf(const QString &words, int width) const
{
    const QRect room(0, 0, width - 2 * edge, 10'000);
    return fontMetrics().boundingRect(room, Qt::TextWordWrap | Qt::AlignCenter, words).height();
}

} // namespace seeipc
