// SPDX-License-Identifier: MIT
#include "ui/views/handbutton.h"

#include <QStyleOptionButton>
#include <QStylePainter>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace seeipc {

namespace {

constexpr int edge = 8; ///< pixels between a button's frame and its words

/// Letters that end a Chinese word where they stand in a button's words.
constexpr QStringView wordEnds = u"的是就后";

/// Of the text's two letters there, may both be of one Chinese word?
bool isInChinese(const QString &words, qsizetype at)
{
    return at > 0 && at < words.size() && words[at - 1].script() == QChar::Script_Han
           && words[at].script() == QChar::Script_Han && !wordEnds.contains(words[at - 1]);
}

} // namespace

QString brokenAtPauses(const QString &words, const QFontMetrics &metrics, int room)
{
    QStringList lines;
    qsizetype begin = 0;
    qsizetype fitting = 0; // the last place for a break that is within the room
    const auto part = [&](qsizetype end) { return words.mid(begin, end - begin).trimmed(); };
    QTextBoundaryFinder finder(QTextBoundaryFinder::Line, words);
    for (auto at = finder.toNextBoundary(); at >= 0; at = finder.toNextBoundary()) {
        if (isInChinese(words, at))
            continue;
        if (fitting > begin && metrics.horizontalAdvance(part(at)) > room) {
            lines << part(fitting);
            begin = fitting;
        }
        fitting = at;
    }
    lines << part(words.size());
    return lines.join(QLatin1Char('\n'));
}

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
    keepRoomFor(words);
}

void HandButton::keepRoomFor(const QString &words)
{
    if (words.size() <= m_longest.size())
        return;
    m_longest = words;
    updateGeometry();
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
    const auto room = rect().adjusted(edge, 0, -edge, 0);
    painter.drawText(room, Qt::TextWordWrap | Qt::AlignCenter,
                     brokenAtPauses(text(), fontMetrics(), room.width()));
    paintFocus(painter, option);
}

int HandButton::heightOf(const QString &words, int width) const
{
    const QRect room(0, 0, width - 2 * edge, 10'000);
    return fontMetrics()
        .boundingRect(room, Qt::TextWordWrap | Qt::AlignCenter,
                      brokenAtPauses(words, fontMetrics(), room.width()))
        .height();
}

} // namespace seeipc
