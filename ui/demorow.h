// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace seeipc {

/// Paints a demo of the list: its title and the other language's, what is seen in it, and below what
/// is learned from it. A chapter's name is a line of its own.
class DemoRow : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// What an item has beside its text.
    enum Role {
        Index = Qt::UserRole, ///< in demoList(); absent: a heading
        Other,                ///< its title in the other language
        Lesson,
        Signs, ///< "blocks, EPIPE"
        Pair,  ///< "wrong", "its cure"; empty: it is no part of a pair
    };

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace seeipc
