// SPDX-License-Identifier: MIT
#pragma once

#include "events/event.h"
#include "events/trace.h"

#include <QAbstractTableModel>
#include <QString>

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace seeipc {

/// What a table of events shows. Both are asked anew each time.
struct EventSource
{
    std::function<const Trace *()> trace;        ///< null: there is none
    std::function<QString(WorkerId)> workerName; ///< empty for noWorker
    /// A parameter by its position: its title, and a value with its unit.
    std::function<std::pair<QString, QString>(StepId, std::int64_t)> parameter;
    std::function<QString(ChannelId)> channelName;
};

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
/// record in slices: advance() is called once a frame and never takes longer than its budget. It
/// lists about `mostRows` of them, since a QTableView takes the longer for each insertion the more rows
/// it has: the newest, or those around an instant. Where earlier ones are not listed, the first
/// row says so, where later ones are not, the last. Calls that were counted and not kept are told whatever is filtered by result or
/// words, as they may have been among it; once, where nothing of their process stands between.
class EventTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Process, Call, Outcome, Errno, Note, ColumnCount };

    static constexpr int usualRows = 200'000;

    explicit EventTable(EventSource source, QObject *parent = nullptr, int mostRows = usualRows);

    void setFilter(const EventFilter &filter);
    bool isFiltered() const { return m_filter != EventFilter(); }
    /// Takes the next slice. Is more still to come?
    bool advance(std::int64_t budgetNanoseconds);
    void restart();
    /// Keeps listed what is around so many events; absent: the newest. Did it begin anew?
    bool lookAround(std::optional<std::int64_t> position);

    /// Of a row in the record; nothing for those that tell what is not listed.
    std::optional<std::int64_t> positionOf(int row) const;
    /// The last row that is not after so many events; -1: there is none.
    int rowAt(std::int64_t position) const;
    /// Are all events listed that came before so many?
    bool hasReached(std::int64_t position) const { return m_scanned >= position; }
    /// Are the words of the filter in the note of this row and in nothing else that is searched?
    bool matchesByNoteAlone(int row) const;
    /// The event there as text, columns parted by tabs; empty: its details are gone.
    QString textAt(std::int64_t position) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    /// What was last known of a process.
    struct Known
    {
        std::int64_t sleep = 0; ///< a Sleep
        bool inCall = false;
        std::int64_t loss = absent; ///< position of the row that tells of lost calls, if it was the
                                    ///< last of the process
        std::int64_t ending = absent; ///< raw wait status
    };

    void startAt(std::int64_t position);
    void takeKnown(std::int64_t position);
    bool isNews(const Event &event, std::int64_t position);
    bool isShown(const Event &event, std::int64_t position) const;
    bool hasWords(std::int64_t position, Column column) const;
    bool isMerged(const Event &event, std::int64_t position);
    QString cell(std::int64_t position, Column column) const;
    QString cellOf(const Event &event, Column column, bool isContinued) const;
    QString noteOf(const Event &event, bool isContinued) const;
    QString unlistedText() const;
    QString laterText() const;
    void tellCutShort();
    void dropOld();
    void listFrom(std::int64_t position);
    int noteRows() const { return m_begin > 0 ? 1 : 0; }

    EventSource m_source;
    std::size_t m_mostRows;
    EventFilter m_filter;
    std::deque<std::int64_t> m_rows;      ///< positions, ascending
    std::int64_t m_scanned = 0;           ///< events looked at so far
    std::int64_t m_begin = 0;             ///< earlier events are not listed
    std::optional<std::int64_t> m_around; ///< absent: the newest are listed
    bool m_isPart = false;                ///< it began to list near m_around
    bool m_isCutShort = false;            ///< the last row tells that later ones are not listed
    std::vector<Known> m_known;           ///< by worker
    std::map<std::int64_t, std::int64_t> m_losses; ///< lost later, told by the row at the position
    std::set<std::int64_t> m_continued; ///< positions of looks at who was stopped up to then
};

} // namespace seeipc
