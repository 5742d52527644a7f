// SPDX-License-Identifier: MIT
#include "events/timelineindex.h"

#include "events/knownfill.h"

#include <algorithm>
#include <cassert>

namespace seeipc {

namespace {

/// What is inside the channel, as far as anybody knows.
FillRange fillOf(const ChannelSnapshot &channel)
{
    if (!channel.exists || channel.gone)
        return {};
    const auto fill = knownFill(channel);
    return {std::max<std::int64_t>(0, fill), fill};
}

/// The channel is there, and no number is known.
bool isUnknown(const FillRange &range)
{
    return range.least != absent && range.greatest == absent;
}

void spend(WorkerTimes &times, const ProcessSnapshot &process, std::int64_t nanoseconds)
{
    switch (process.state) {
    case ProcessState::Running: times.running += nanoseconds; break;
    case ProcessState::Asleep: times.asleep += nanoseconds; break;
    case ProcessState::AtGate:
        (process.gate == Gate::Held ? times.held : times.atGate) += nanoseconds;
        break;
    case ProcessState::Unseen: times.unseen += nanoseconds; break;
    default: break;
    }
}

} // namespace

void widen(FillRange &range, const FillRange &by)
{
    const bool isDoubted = isUnknown(range) || isUnknown(by);
    const bool isKnown = (range.least == absent) == (by.least == absent);
    range.least = isKnown ? std::min(range.least, by.least) : 0;
    range.greatest = std::max(range.greatest, by.greatest);
    if (isDoubted && range.greatest == 0)
        range.greatest = absent;
}

TimelineIndex::TimelineIndex(std::size_t workers, std::size_t channels, const IndexLimits &limits)
    : m_workers(workers), m_channels(channels), m_limits(limits)
{
    assert(limits.eventsABlock > 0 && limits.finest >= 2 && limits.coarser >= 2);
}

void TimelineIndex::pass(const Snapshot &before, std::int64_t time)
{
    if (!m_isOpen)
        open(before, before.time);
    const auto &newest = m_levels.front().heads[m_newest];
    const auto passed = time - newest.end;
    if (passed <= 0)
        return;
    const bool isRest = passed >= m_limits.shortestRest;
    if (isRest && newest.events > 0)
        open(before, newest.end);
    auto &level = m_levels.front();
    level.heads[m_newest].end = time;
    for (std::size_t i = 0; i < m_workers; ++i)
        spend(level.workers[m_newest * m_workers + i], before.processes[i], passed);
    if (isRest)
        open(before, time);
}

void TimelineIndex::note(const Event &event, const Snapshot &after)
{
    auto &level = m_levels.front();
    auto &head = level.heads[m_newest];
    ++m_count;
    ++head.events;
    head.lost += event.kind == EventKind::EventsLost ? event.result : 0;
    for (std::size_t i = 0; i < m_channels; ++i)
        widen(level.fills[m_newest * m_channels + i], fillOf(after.channels[i]));
    m_isOpen = head.events < m_limits.eventsABlock;
}

/// A new block begins with the state that the last one left.
void TimelineIndex::open(const Snapshot &before, std::int64_t time)
{
    if (m_levels.empty())
        m_levels.push_back({.capacity = m_limits.finest});
    m_newest = add(0);
    auto &level = m_levels.front();
    level.heads[m_newest] = {m_count, 0, time, time, 0};
    for (std::size_t i = 0; i < m_channels; ++i)
        level.fills[m_newest * m_channels + i] = fillOf(before.channels[i]);
    m_isOpen = true;
}

/// An empty block behind the newest of that level; returns its slot.
std::size_t TimelineIndex::add(std::size_t level)
{
    if (m_levels[level].size == m_levels[level].capacity)
        mergeOldest(level);
    auto &here = m_levels[level];
    const auto slot = here.slot(here.size++);
    if (slot == here.heads.size()) {
        here.heads.emplace_back();
        here.workers.resize(here.workers.size() + m_workers);
        here.fills.resize(here.fills.size() + m_channels);
    }
    here.heads[slot] = {};
    std::fill_n(here.workers.begin() + static_cast<std::ptrdiff_t>(slot * m_workers), m_workers,
                WorkerTimes{});
    std::fill_n(here.fills.begin() + static_cast<std::ptrdiff_t>(slot * m_channels), m_channels,
                FillRange{});
    return slot;
}

/// The two oldest blocks of a level become the newest of the next; the oldest alone, where one of
/// them is a rest that stays apart.
void TimelineIndex::mergeOldest(std::size_t level)
{
    if (level + 1 == m_levels.size())
        m_levels.push_back({.capacity = m_limits.coarser});
    const auto slot = add(level + 1);
    auto &from = m_levels[level];
    auto &into = m_levels[level + 1];
    into.heads[slot] = from.heads[from.begin];
    into.heads[slot].events = 0;
    into.heads[slot].lost = 0;
    for (std::size_t i = 0; i < m_channels; ++i)
        into.fills[slot * m_channels + i] = from.fills[from.begin * m_channels + i];
    const int taken = isApart(from, from.begin) || isApart(from, from.slot(1)) ? 1 : 2;
    for (int i = 0; i < taken; ++i) {
        absorb(into, slot, from, from.begin);
        from.begin = from.slot(1);
        --from.size;
    }
}

/// A rest so long beside all that was that few of a level can be.
bool TimelineIndex::isApart(const Level &level, std::size_t slot) const
{
    const auto &head = level.heads[slot];
    const auto most = static_cast<std::int64_t>(m_limits.coarser / 4);
    const auto passed = m_levels.front().heads[m_newest].end;
    return head.events == 0 && (head.end - head.start) >= passed / std::max<std::int64_t>(1, most);
}

void TimelineIndex::absorb(Level &into, std::size_t slot, const Level &from,
                           std::size_t taken) const
{
    auto &head = into.heads[slot];
    head.events += from.heads[taken].events;
    head.end = from.heads[taken].end;
    head.lost += from.heads[taken].lost;
    for (std::size_t i = 0; i < m_workers; ++i) {
        auto &times = into.workers[slot * m_workers + i];
        const auto &added = from.workers[taken * m_workers + i];
        times.asleep += added.asleep;
        times.running += added.running;
        times.atGate += added.atGate;
        times.held += added.held;
        times.unseen += added.unseen;
    }
    for (std::size_t i = 0; i < m_channels; ++i)
        widen(into.fills[slot * m_channels + i], from.fills[taken * m_channels + i]);
}

std::size_t TimelineIndex::size() const
{
    std::size_t count = 0;
    for (const auto &level : m_levels)
        count += level.size;
    return count;
}

IndexBlock TimelineIndex::block(std::size_t number) const
{
    auto level = m_levels.rbegin();
    for (; number >= level->size; ++level)
        number -= level->size;
    const auto slot = level->slot(number);
    const auto &head = level->heads[slot];
    return {head.first,
            head.events,
            head.start,
            head.end,
            head.lost,
            {level->workers.data() + slot * m_workers, m_workers},
            {level->fills.data() + slot * m_channels, m_channels}};
}

std::size_t TimelineIndex::blockOf(std::int64_t position) const
{
    std::size_t low = 0;
    for (auto high = size(); high - low > 1;) {
        const auto middle = low + (high - low) / 2;
        (block(middle).first <= position ? low : high) = middle;
    }
    return low;
}

std::size_t TimelineIndex::blockAt(std::int64_t time) const
{
    std::size_t low = 0;
    for (auto high = size() - 1; low < high;) {
        const auto middle = low + (high - low) / 2;
        if (block(middle).end < time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

std::size_t TimelineIndex::bytes() const
{
    std::size_t sum = 0;
    for (const auto &level : m_levels)
        sum += level.heads.capacity() * sizeof(Head)
               + level.workers.capacity() * sizeof(WorkerTimes)
               + level.fills.capacity() * sizeof(FillRange);
    return sum;
}

} // namespace seeipc
