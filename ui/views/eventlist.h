// SPDX-License-Identifier: MIT
#pragma once

#include "ui/views/eventtable.h"

#include <QItemSelection>
#include <QStringList>
#include <QTableView>

#include <array>

namespace seeipc {

class EventCopy;

/// The rows of an EventTable on the screen. Selecting only selects; a double click or Enter chooses
/// a row. Ctrl+C copies the selected ones, else all.
class EventList : public QTableView
{
    Q_OBJECT

public:
    explicit EventList(EventTable &rows, QWidget *parent = nullptr);

    /// What stands in the column of processes.
    void setProcessNames(const QStringList &names);
    /// What stands there while no row does.
    void setWordsWithoutRows(const QString &words);
    /// Columns and rows for the font of now.
    void fit();
    /// Rows nearer to each other, where there is little height.
    void setDense(bool isDense);
    /// Is the last row in view? So it stays where the list gets another size.
    bool isAtEnd() const;

Q_SIGNALS:
    void chosen(const QModelIndex &index);
    /// `copiedRows` of them are on the clipboard now.
    void copied(int copiedRows, int selectedRows);
    void resized(); ///< what is seen of the rows

protected:
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    using Widths = std::array<int, EventTable::ColumnCount>; ///< pixels

    void fitRows();
    int usualWidth(int column) const; ///< pixels
    QItemSelection all() const;
    Widths widths() const;
    void giveWidths();
    bool hasGivenWidths() const;

    EventCopy *m_copy;
    QStringList m_names;
    QString m_wordsWithoutRows;
    bool m_isDense = false;
    Widths m_given = {}; ///< last: others are the user's
};

} // namespace seeipc
