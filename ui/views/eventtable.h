// SPDX-License-Identifier: MIT
#pragma once

#include "events/event.h"
#include "ui/model/sessionmodel.h"

#include <QAbstractTableModel>
#include <QString>

#include <cstdint>
#include <deque>

namespace seeipc {

/// Which events are shown.
struct EventFilter
{
    enum class Result : std::uint8_t { Any, Good, Failed };

    WorkerId worker = noWorker; ///< noWorker: every one
    Result result = Result::Any;
    QString text; ///< in the call, its errno or the note

    bool operator==(const EventFilter &) const = default;
};

/// What a person would call an event of the record, a row each, oldest first. It goes through the
/// record in slices: advance() is called once a frame and never takes longer than its budget. Where
/// details were dropped, the first row says so.
class EventTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Process, Call, Outcome, Errno, Note, ColumnCount };

    explicit EventTable(SessionModel &model, QObject *parent = nullptr);

    void setFilter(const EventFilter &filter);
    /// Takes the next slice. Is more still to come?
    bool advance(std::int64_t budgetNanoseconds);
    void restart();

    /// Of a row in the record; nothing for the one that tells of dropped details.
    std::optional<std::int64_t> positionOf(int row) const;
    /// The last row that is not after so many events; -1: there is none.
    int rowAt(std::int64_t position) const;
    /// Rows as text, columns parted by tabs.
    QString textOf(const QList<int> &rows) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    bool isShown(const Event &event) const;
    QString cell(const Event &event, Column column) const;
    void dropOld();
    int noteRows() const { return m_dropped > 0 ? 1 : 0; }

    SessionModel &m_model;
    EventFilter m_filter;
    std::deque<std::int64_t> m_rows; ///< positions, ascending
    std::int64_t m_scanned = 0;      ///< events looked at so far
    std::int64_t m_dropped = 0;      ///< events whose details are gone
};

} // namespace seeipc
