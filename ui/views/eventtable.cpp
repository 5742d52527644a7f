// SPDX-License-Identifier: MIT
#include "ui/views/eventtable.h"

#include "ui/views/slice.h"

#include <algorithm>
#include <utility>

namespace seeipc {

namespace {

constexpr int eventsBetweenClocks = 64;
constexpr std::size_t mostAtOnce = 50'000; ///< rows of a slice: a view lays them out in one go
constexpr std::size_t spareRows = 4096;    ///< that many beyond the most are let go of at once

} // namespace

EventTable::EventTable(EventSource source, QObject *parent, int mostRows)
    : QAbstractTableModel(parent),
      m_source(std::move(source)),
      m_mostRows(static_cast<std::size_t>(mostRows))
{}

void EventTable::restart()
{
    m_isPart = false;
    const auto *trace = m_source.trace();
    startAt(trace != nullptr ? trace->first() : 0);
}

void EventTable::startAt(std::int64_t position)
{
    beginResetModel();
    m_rows.clear();
    m_losses.clear();
    m_continued.clear();
    m_begin = position;
    m_scanned = position;
    m_isCutShort = false;
    takeKnown(position);
    endResetModel();
}

/// What is known of each process before the event at this position.
void EventTable::takeKnown(std::int64_t position)
{
    m_known.clear();
    const auto *trace = m_source.trace();
    if (trace == nullptr)
        return;
    const auto snapshot = trace->snapshotAt(position);
    for (const auto &process : snapshot.processes) {
        const auto sleep = process.state == ProcessState::Asleep    ? Sleep::Asleep
                           : process.state == ProcessState::Stopped ? Sleep::Stopped
                           : process.state == ProcessState::Unseen  ? Sleep::Unseen
                           : process.isEnded()                      ? Sleep::Zombie
                                                                    : Sleep::Running;
        const auto ending = process.ending ? process.ending->raw() : absent;
        m_known.push_back({static_cast<std::int64_t>(sleep), process.inCall, absent, ending});
    }
}

void EventTable::setFilter(const EventFilter &filter)
{
    if (m_filter == filter)
        return;
    m_filter = filter;
    restart();
}

bool EventTable::lookAround(std::optional<std::int64_t> position)
{
    m_around = position;
    const auto *trace = m_source.trace();
    if (trace == nullptr)
        return false;
    if (!position) {
        const bool isPart = m_isPart;
        if (isPart)
            restart();
        return isPart;
    }
    const bool isBefore = *position <= m_begin && m_begin > trace->first();
    const bool isBehind = !hasReached(*position) && m_rows.size() >= m_mostRows;
    if (!isBefore && !isBehind)
        return false;
    startAt(std::max(trace->first(), *position - static_cast<std::int64_t>(m_mostRows / 2)));
    m_isPart = true;
    return true;
}

/// Lists nothing before this position any more.
void EventTable::listFrom(std::int64_t position)
{
    const auto gone = std::lower_bound(m_rows.begin(), m_rows.end(), position) - m_rows.begin();
    if (gone > 0) {
        beginRemoveRows({}, noteRows(), noteRows() + static_cast<int>(gone) - 1);
        m_rows.erase(m_rows.begin(), m_rows.begin() + gone);
        endRemoveRows();
    }
    m_losses.erase(m_losses.begin(), m_losses.lower_bound(position));
    m_continued.erase(m_continued.begin(), m_continued.lower_bound(position));
    const bool isNew = m_begin == 0 && position > 0;
    if (isNew)
        beginInsertRows({}, 0, 0);
    m_begin = position;
    if (isNew)
        endInsertRows();
    if (m_begin > 0)
        Q_EMIT dataChanged(index(0, 0), index(0, ColumnCount - 1));
}

/// What the record has let go of, and what is more than the table lists.
void EventTable::dropOld()
{
    const auto first = m_source.trace()->first();
    auto begin = std::max(m_begin, first);
    if (!m_around && m_rows.size() > m_mostRows + spareRows)
        begin = std::max(begin, m_rows[m_rows.size() - m_mostRows]);
    if (begin > m_begin)
        listFrom(begin);
    if (m_scanned < first) {
        m_scanned = first;
        takeKnown(first);
    }
}

bool EventTable::advance(std::int64_t budgetNanoseconds)
{
    const auto *trace = m_source.trace();
    if (trace == nullptr)
        return false;
    const Slice slice(budgetNanoseconds);
    dropOld();
    const auto room = !m_around ? mostAtOnce : m_mostRows - std::min(m_rows.size(), m_mostRows);
    std::vector<std::int64_t> found;
    bool hasMerged = false;
    while (m_scanned < trace->count() && found.size() < std::min(room, mostAtOnce)) {
        const auto &event = trace->at(m_scanned);
        if (isNews(event, m_scanned) && isShown(event, m_scanned)) {
            const bool isMore = isMerged(event, m_scanned);
            hasMerged = hasMerged || isMore;
            if (!isMore)
                found.push_back(m_scanned);
        }
        ++m_scanned;
        if (m_scanned % eventsBetweenClocks == 0 && slice.isOver())
            break;
    }
    if (!found.empty()) {
        const int end = noteRows() + static_cast<int>(m_rows.size()); // before the last row's note
        beginInsertRows({}, end, end + static_cast<int>(found.size()) - 1);
        m_rows.insert(m_rows.end(), found.begin(), found.end());
        endInsertRows();
        dropOld();
    }
    for (std::size_t i = 0; hasMerged && i < m_known.size(); ++i) {
        if (const int row = rowAt(m_known[i].loss + 1); m_known[i].loss >= m_begin && row >= 0)
            Q_EMIT dataChanged(index(row, Note), index(row, Note));
    }
    tellCutShort();
    return m_scanned < trace->count() && room > 0;
}

/// Around an instant no more is listed than there may be: the last row says so.
void EventTable::tellCutShort()
{
    const bool isFull = m_around && m_rows.size() >= m_mostRows;
    if (m_isCutShort || !isFull || m_scanned >= m_source.trace()->count())
        return;
    beginInsertRows({}, rowCount(), rowCount());
    m_isCutShort = true;
    endInsertRows();
}

/// Not where somebody stands, nor a look that found what was known. Keeps what it tells.
bool EventTable::isNews(const Event &event, std::int64_t position)
{
    if (event.worker >= m_known.size())
        return event.kind != EventKind::ChannelSampled;
    auto &known = m_known[event.worker];
    const auto running = static_cast<std::int64_t>(Sleep::Running);
    switch (event.kind) {
    case EventKind::CallEntered:
    case EventKind::CallReturned:
    case EventKind::EventsLost:
    case EventKind::ProcessStarted:
        known.inCall = event.kind == EventKind::CallEntered;
        known.sleep = running;
        return true;
    case EventKind::ProcessEnded: { // a zombie whose status was told does not end once more
        known.inCall = false;
        const auto before = std::exchange(known.sleep, static_cast<std::int64_t>(Sleep::Zombie));
        const auto told = std::exchange(known.ending, event.result);
        return before != known.sleep || told != event.result;
    }
    case EventKind::ProcessSampled: {
        const bool isAsleep = event.out[0] == static_cast<std::int64_t>(Sleep::Asleep);
        if (isAsleep && !known.inCall)
            return false; // it has returned meanwhile
        const auto before = std::exchange(known.sleep, event.out[0]);
        if (event.out[0] == static_cast<std::int64_t>(Sleep::Zombie))
            known.ending = event.result;
        const bool goesOn = isAsleep || event.out[0] == running;
        if (before == static_cast<std::int64_t>(Sleep::Stopped) && goesOn)
            m_continued.insert(m_continued.end(), position);
        const bool isSeenAgain = before == static_cast<std::int64_t>(Sleep::Unseen)
                                 && event.out[0] == running;
        return !isSeenAgain && (before != event.out[0] || event.out[1] != 0);
    }
    case EventKind::AtGate:
        known.inCall = false;
        known.sleep = running;
        return false;
    case EventKind::ChannelSampled: return false;
    default: return true;
    }
}

bool EventTable::isShown(const Event &event, std::int64_t position) const
{
    const bool tellsItsEnd = event.hasTakenEnd() && event.other == m_filter.worker;
    if (m_filter.worker != noWorker && event.worker != m_filter.worker && !tellsItsEnd)
        return false;
    if (event.kind == EventKind::EventsLost)
        return true;
    if (m_filter.result == EventFilter::Result::Failed && event.error == 0)
        return false;
    if (m_filter.result == EventFilter::Result::Good
        && (event.error != 0 || event.kind != EventKind::CallReturned))
        return false;
    return m_filter.text.isEmpty() || hasWords(position, Call) || hasWords(position, Errno)
           || hasWords(position, Note);
}

bool EventTable::hasWords(std::int64_t position, Column column) const
{
    return cell(position, column).contains(m_filter.text, Qt::CaseInsensitive);
}

bool EventTable::matchesByNoteAlone(int row) const
{
    const auto position = positionOf(row);
    return !m_filter.text.isEmpty() && position && hasWords(*position, Note)
           && !hasWords(*position, Call) && !hasWords(*position, Errno);
}

/// Are these lost calls told by the row of those lost before them?
bool EventTable::isMerged(const Event &event, std::int64_t position)
{
    if (event.worker >= m_known.size())
        return false;
    auto &loss = m_known[event.worker].loss;
    const bool isLoss = event.kind == EventKind::EventsLost;
    if (!isLoss || loss < m_begin) {
        loss = isLoss ? position : absent;
        return false;
    }
    m_losses[loss] += event.result;
    return true;
}

std::optional<std::int64_t> EventTable::positionOf(int row) const
{
    const int at = row - noteRows();
    if (at < 0 || at >= static_cast<int>(m_rows.size()))
        return std::nullopt;
    return m_rows[static_cast<std::size_t>(at)];
}

int EventTable::rowAt(std::int64_t position) const
{
    const auto after = std::lower_bound(m_rows.begin(), m_rows.end(), position);
    return static_cast<int>(after - m_rows.begin()) - 1
           + (after == m_rows.begin() ? 0 : noteRows());
}

int EventTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0
                            : noteRows() + static_cast<int>(m_rows.size()) + (m_isCutShort ? 1 : 0);
}

int EventTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant EventTable::data(const QModelIndex &index, int role) const
{
    const auto column = static_cast<Column>(index.column());
    if (role == Qt::TextAlignmentRole && (column == Time || column == Outcome))
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    if (const auto position = positionOf(index.row()))
        return cell(*position, column);
    if (column != Call)
        return QString();
    return index.row() < noteRows() ? unlistedText() : laterText();
}

} // namespace seeipc
