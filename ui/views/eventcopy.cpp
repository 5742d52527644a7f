// SPDX-License-Identifier: MIT
#include "ui/views/eventcopy.h"

#include "ui/views/eventtable.h"
#include "ui/views/slice.h"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>

namespace seeipc {

namespace {

constexpr std::int64_t sliceNanoseconds = 5'000'000;
constexpr std::size_t rowsBetweenClocks = 16;

} // namespace

EventCopy::EventCopy(EventTable &rows, QObject *parent) : QObject(parent), m_rows(rows)
{
    connect(&m_timer, &QTimer::timeout, this, &EventCopy::takeSlice);
    connect(&rows, &EventTable::modelReset, &m_timer, &QTimer::stop);
}

void EventCopy::start(const QItemSelection &selection)
{
    auto ranges = selection;
    std::sort(ranges.begin(), ranges.end(),
              [](const auto &a, const auto &b) { return a.top() > b.top(); });
    m_positions.clear();
    m_lines.clear();
    m_next = 0;
    m_selected = 0;
    for (const auto &range : ranges) { // the last first
        m_selected += range.height();
        for (int row = range.bottom(); row >= range.top(); --row) {
            if (m_positions.size() >= static_cast<std::size_t>(mostRows))
                break;
            if (const auto position = m_rows.positionOf(row))
                m_positions.push_back(*position);
        }
    }
    std::reverse(m_positions.begin(), m_positions.end());
    m_timer.stop();
    if (!m_positions.empty())
        takeSlice();
}

void EventCopy::takeSlice()
{
    const Slice slice(sliceNanoseconds);
    while (m_next < m_positions.size()) {
        if (const auto line = m_rows.textAt(m_positions[m_next++]); !line.isEmpty())
            m_lines << line;
        if (m_next % rowsBetweenClocks == 0 && slice.isOver())
            break;
    }
    if (m_next < m_positions.size()) {
        m_timer.start(0);
        return;
    }
    m_timer.stop();
    QGuiApplication::clipboard()->setText(m_lines.join(u'\n'));
    Q_EMIT finished(static_cast<int>(m_lines.size()), m_selected);
    m_lines.clear();
}

} // namespace seeipc
