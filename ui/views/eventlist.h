// SPDX-License-Identifier: MIT
#pragma once

#include <QTableView>

namespace seeipc {

class EventCopy;
class EventTable;

/// The rows of an EventTable on the screen. Selecting only selects; a double click or Enter chooses
/// a row. Ctrl+C copies the selected ones.
class EventList : public QTableView
{
    Q_OBJECT

public:
    explicit EventList(EventTable &rows, QWidget *parent = nullptr);

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

protected:
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void fitRows();
    int callWidth() const;

    EventCopy *m_copy;
    bool m_isDense = false;
    int m_callWidth = 0; ///< pixels, as given last: another one is the user's
};

} // namespace seeipc
