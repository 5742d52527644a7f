// SPDX-License-Identifier: MIT
#include "ui/demorow.h"

#include "ui/controls/type.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace seeipc {

namespace {

int padOf(const QFontMetrics &metrics)
{
    return metrics.height() / 2;
}

/// What a text at the right takes of a room; 0: it would leave too little.
int takenAtRight(const QFontMetrics &metrics, const QString &text, int room)
{
    const int width = metrics.horizontalAdvance(text);
    return text.isEmpty() || width > room / 2 ? 0 : width + metrics.averageCharWidth() * 2;
}

/// Of a lesson in as many lines as it needs.
int lessonHeight(const QFontMetrics &metrics, const QString &lesson, int width)
{
    const QRect room(0, 0, std::max(1, width), 10'000);
    return metrics.boundingRect(room, Qt::TextWordWrap, lesson).height() + 2;
}

/// Draws a text at the right of `room` and takes it from the room; not where that leaves too little.
void drawAtRight(QPainter &painter, QRect &room, const QString &text, bool isFramed)
{
    const auto metrics = painter.fontMetrics();
    const int pad = isFramed ? metrics.averageCharWidth() : 0;
    const int width = metrics.horizontalAdvance(text) + 2 * pad;
    if (text.isEmpty() || width > room.width() / 2)
        return;
    const QRect place(room.right() - width + 1, room.top(), width, room.height());
    if (isFramed)
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.drawText(place, Qt::AlignCenter | Qt::TextSingleLine, text);
    room.setRight(place.left() - 1 - metrics.averageCharWidth() * 2);
}

/// Draws a text at the left, cut off where the room ends, and takes it from the room.
void drawAtLeft(QPainter &painter, QRect &room, const QString &text)
{
    const auto metrics = painter.fontMetrics();
    const auto shown = metrics.elidedText(text, Qt::ElideRight, std::max(0, room.width()));
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    room.setLeft(room.left() + metrics.horizontalAdvance(shown) + metrics.averageCharWidth() * 2);
}

} // namespace

void DemoRow::paint(QPainter *painter, const QStyleOptionViewItem &option,
                    const QModelIndex &index) const
{
    const auto title = index.data(Qt::DisplayRole).toString().section(u'\n', 0, 0);
    const auto bold = typeScale().font(TextRole::State);
    const auto plain = typeScale().font(TextRole::Text);
    const int pad = padOf(QFontMetrics(plain));
    const auto muted = option.palette.color(QPalette::PlaceholderText);
    painter->save();
    if (!index.data(Index).isValid()) {
        painter->setFont(plain);
        painter->setPen(muted);
        painter->drawText(option.rect.adjusted(pad, 0, -pad, -pad / 2),
                          Qt::AlignLeft | Qt::AlignBottom | Qt::TextSingleLine, title);
        painter->restore();
        return;
    }
    const bool isSelected = (option.state & QStyle::State_Selected) != 0;
    if (isSelected) {
        painter->fillRect(option.rect, option.palette.color(QPalette::AlternateBase));
        painter->fillRect(QRect(option.rect.topLeft(), QSize(4, option.rect.height())),
                          option.palette.color(QPalette::Text));
    }
    auto upper = option.rect.adjusted(2 * pad, pad / 2, -pad, 0);
    upper.setHeight(QFontMetrics(bold).height() + 2);
    auto lower = upper.translated(0, upper.height());
    lower.setHeight(QFontMetrics(plain).height() + 2);
    painter->setFont(plain);
    painter->setPen(option.palette.color(QPalette::Text));
    drawAtRight(*painter, upper, index.data(Pair).toString(), true);
    painter->setPen(muted);
    drawAtRight(*painter, lower, index.data(Signs).toString(), false);
    painter->setFont(bold);
    painter->setPen(option.palette.color(QPalette::Text));
    drawAtLeft(*painter, upper, title);
    painter->setFont(plain);
    painter->setPen(muted);
    drawAtLeft(*painter, upper, index.data(Other).toString());
    painter->setPen(option.palette.color(QPalette::Text));
    lower.setBottom(option.rect.bottom());
    painter->drawText(lower, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                      index.data(Lesson).toString());
    painter->restore();
}

QSize DemoRow::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics plain(typeScale().font(TextRole::Text));
    if (!index.data(Index).isValid())
        return {0, plain.height() * 2};
    const QFontMetrics bold(typeScale().font(TextRole::State));
    const auto *list = qobject_cast<const QAbstractItemView *>(option.widget);
    const int room = (list ? list->viewport()->width() : option.rect.width()) - 3 * padOf(plain);
    const int signs = takenAtRight(plain, index.data(Signs).toString(), room);
    return {0, bold.height() + 2 + lessonHeight(plain, index.data(Lesson).toString(), room - signs)
                   + padOf(plain)};
}

} // namespace seeipc
