// SPDX-License-Identifier: MIT
#pragma once

#include <QItemSelection>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <cstdint>
#include <vector>

namespace seeipc {

class EventTable;

/// Puts rows of an EventTable on the clipboard as text, slice by slice: the first at once, the
/// others between the events of the window. No more than `mostRows`, the last of them.
class EventCopy : public QObject
{
    Q_OBJECT

public:
    static constexpr int mostRows = 50'000;

    explicit EventCopy(EventTable &rows, QObject *parent = nullptr);

    /// Gives up a copy that is under way. Of nothing it does nothing.
    void start(const QItemSelection &selection);

Q_SIGNALS:
    /// All of it is on the clipboard. Rows whose details went meanwhile are not.
    void finished(int copiedRows, int selectedRows);

private:
    void takeSlice();

    EventTable &m_rows;
    std::vector<std::int64_t> m_positions; ///< of events in the record
    std::size_t m_next = 0;
    int m_selected = 0;
    QStringList m_lines;
    QTimer m_timer;
};

} // namespace seeipc
