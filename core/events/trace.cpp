// SPDX-License-Identifier: MIT
#include "events/trace.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace seeipc {

Trace::Trace(Snapshot beginning, const TraceLimits &limits)
    : m_limits(limits),
      m_live(std::move(beginning)),
      m_index(m_live.processes.size(), m_live.channels.size())
{
    assert(limits.eventsAKeyframe > 0 && limits.events >= limits.eventsAKeyframe);
}

void Trace::append(const Event &event)
{
    if (m_chunks.empty()
        || static_cast<std::int64_t>(m_chunks.back().events.size()) == m_limits.eventsAKeyframe)
        addChunk();
    auto &kept = m_chunks.back().events.emplace_back(event);
    kept.late = kept.late || (!kept.setBack && kept.time < m_live.time);
    m_late += kept.late ? 1 : 0;
    m_index.pass(m_live, kept.time);
    apply(m_live, kept);
    m_index.note(kept, m_live);
    ++m_count;
}

/// What holds the oldest details becomes the room for the newest, once as much is kept as may be.
void Trace::addChunk()
{
    const auto kept = m_count - m_first;
    if (kept + m_limits.eventsAKeyframe > m_limits.events) {
        m_chunks.push_back(std::move(m_chunks.front()));
        m_chunks.pop_front();
        m_chunks.back().events.clear();
        m_first += m_limits.eventsAKeyframe;
    } else {
        m_chunks.emplace_back();
        m_chunks.back().events.reserve(static_cast<std::size_t>(m_limits.eventsAKeyframe));
    }
    m_chunks.back().before = m_live;
}

const Trace::Chunk &Trace::chunkOf(std::int64_t position) const
{
    return m_chunks[static_cast<std::size_t>((position - m_first) / m_limits.eventsAKeyframe)];
}

const Event &Trace::at(std::int64_t position) const
{
    assert(position >= m_first && position < m_count);
    return chunkOf(position)
        .events[static_cast<std::size_t>((position - m_first) % m_limits.eventsAKeyframe)];
}

Snapshot Trace::snapshotAt(std::int64_t position) const
{
    assert(position >= m_first && position <= m_count);
    if (position == m_count)
        return m_live;
    auto snapshot = chunkOf(position).before;
    const auto applied = (position - m_first) % m_limits.eventsAKeyframe;
    for (auto i = position - applied; i < position; ++i)
        apply(snapshot, at(i));
    return snapshot;
}

std::int64_t Trace::positionAt(std::int64_t time) const
{
    const auto later = std::partition_point(
        m_chunks.begin(), m_chunks.end(),
        [&](const Chunk &chunk) { return chunk.before.time <= time; });
    if (later == m_chunks.begin())
        return m_first;
    const auto &chunk = *std::prev(later);
    const auto begin = chunk.events.begin();
    const auto found = std::find_if(begin, chunk.events.end(),
                                    [&](const Event &event) { return event.time > time; });
    return m_first + (std::prev(later) - m_chunks.begin()) * m_limits.eventsAKeyframe
           + (found - begin);
}

} // namespace seeipc
