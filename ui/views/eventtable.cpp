// SPDX-License-Identifier: MIT
#include "ui/views/eventtable.h"

#include "events/trace.h"
#include "mechanisms/registry.h"
#include "session/eventtext.h"
#include "ui/scene/words.h"

#include <algorithm>
#include <chrono>
#include <vector>

namespace seeipc {

namespace {

constexpr int eventsBetweenClocks = 64;

std::int64_t steadyNow()
{
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

/// Not where somebody stands, nor a look that found what was known.
bool isEvent(const Event &event)
{
    switch (event.kind) {
    case EventKind::CallReturned:
    case EventKind::ProcessStarted:
    case EventKind::ProcessEnded:
    case EventKind::ObservationFailed:
    case EventKind::EventsLost:
    case EventKind::HoldChanged:
    case EventKind::ParameterChanged: return true;
    case EventKind::CallEntered:
    case EventKind::AtGate:
    case EventKind::ProcessSampled:
    case EventKind::ChannelSampled: break;
    }
    return false;
}

QString noteOf(const Event &event)
{
    QString note;
    switch (event.kind) {
    case EventKind::ProcessStarted:
        note = EventTable::tr("started, pid %1").arg(event.result);
        break;
    case EventKind::ProcessEnded: note = EventTable::tr("ended"); break;
    case EventKind::ObservationFailed: note = EventTable::tr("the kernel did not tell"); break;
    case EventKind::EventsLost:
        note = EventTable::tr("%1 calls counted, not kept").arg(event.result);
        break;
    case EventKind::HoldChanged:
        note = event.result != 0 ? EventTable::tr("processes held")
                                 : EventTable::tr("processes released");
        break;
    case EventKind::ParameterChanged: note = EventTable::tr("parameter changed"); break;
    default:
        if (event.payloadLength > 0)
            note = QString::fromStdString(quoted(event.payloadText(), 24));
    }
    return event.late ? EventTable::tr("told late") + QStringLiteral(" ") + note : note;
}

} // namespace

EventTable::EventTable(SessionModel &model, QObject *parent)
    : QAbstractTableModel(parent), m_model(model)
{}

void EventTable::restart()
{
    beginResetModel();
    m_rows.clear();
    m_dropped = m_model.isOpen() ? m_model.trace().first() : 0;
    m_scanned = m_dropped;
    endResetModel();
}

void EventTable::setFilter(const EventFilter &filter)
{
    if (m_filter == filter)
        return;
    m_filter = filter;
    restart();
}

/// What the record has let go of.
void EventTable::dropOld()
{
    const auto first = m_model.trace().first();
    if (first <= m_dropped)
        return;
    const auto gone = std::lower_bound(m_rows.begin(), m_rows.end(), first) - m_rows.begin();
    if (gone > 0) {
        beginRemoveRows({}, noteRows(), noteRows() + static_cast<int>(gone) - 1);
        m_rows.erase(m_rows.begin(), m_rows.begin() + gone);
        endRemoveRows();
    }
    const bool isNew = m_dropped == 0;
    if (isNew)
        beginInsertRows({}, 0, 0);
    m_dropped = first;
    if (isNew)
        endInsertRows();
    m_scanned = std::max(m_scanned, first);
}

bool EventTable::advance(std::int64_t budgetNanoseconds)
{
    if (!m_model.isOpen())
        return false;
    const auto deadline = steadyNow() + budgetNanoseconds;
    dropOld();
    const auto &trace = m_model.trace();
    std::vector<std::int64_t> found;
    while (m_scanned < trace.count()) {
        if (isShown(trace.at(m_scanned)))
            found.push_back(m_scanned);
        ++m_scanned;
        if (m_scanned % eventsBetweenClocks == 0 && steadyNow() > deadline)
            break;
    }
    if (!found.empty()) {
        const int end = rowCount();
        beginInsertRows({}, end, end + static_cast<int>(found.size()) - 1);
        m_rows.insert(m_rows.end(), found.begin(), found.end());
        endInsertRows();
    }
    return m_scanned < trace.count();
}

bool EventTable::isShown(const Event &event) const
{
    if (!isEvent(event))
        return false;
    if (m_filter.worker != noWorker && event.worker != m_filter.worker)
        return false;
    if (m_filter.result == EventFilter::Result::Failed && event.error == 0)
        return false;
    if (m_filter.result == EventFilter::Result::Good
        && (event.error != 0 || event.kind != EventKind::CallReturned))
        return false;
    if (m_filter.text.isEmpty())
        return true;
    for (const auto column : {Call, Errno, Note}) {
        if (cell(event, column).contains(m_filter.text, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

QString EventTable::cell(const Event &event, Column column) const
{
    const bool isCall = event.kind == EventKind::CallReturned;
    switch (column) {
    case Time: return QString::number(static_cast<double>(event.time) / 1e9, 'f', 6);
    case Process:
        return event.worker < m_model.scenario().workers.size()
                   ? QString::fromStdString(m_model.scenario().workers[event.worker].name)
                   : QString();
    case Call:
        return isCall ? QString::fromStdString(callText(event.call, {event.arguments, event.out}))
                      : QString();
    case Outcome:
        return isCall && event.effect != Effect::Exit ? QString::number(event.result) : QString();
    case Errno: return event.error != 0 ? words::errorName(event.error) : QString();
    case Note: return noteOf(event);
    case ColumnCount: break;
    }
    return {};
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

QString EventTable::textOf(const QList<int> &rows) const
{
    QStringList lines;
    for (const int row : rows) {
        QStringList cells;
        for (int column = 0; column < ColumnCount; ++column)
            cells << index(row, column).data().toString();
        lines << cells.join(u'\t');
    }
    return lines.join(u'\n');
}

int EventTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size()) + noteRows();
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
    const auto position = positionOf(index.row());
    if (!position)
        return column == Call ? tr("details dropped: %1 events").arg(words::number(m_dropped))
                              : QString();
    if (*position < m_model.trace().first() || *position >= m_model.trace().count())
        return {}; // let go of since the last frame
    return cell(m_model.trace().at(*position), column);
}

QVariant EventTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Time: return tr("time, s");
    case Process: return tr("process");
    case Call: return tr("call");
    case Outcome: return tr("result");
    case Errno: return tr("errno");
    case Note: return tr("note");
    case ColumnCount: break;
    }
    return {};
}

} // namespace seeipc
