// SPDX-License-Identifier: MIT
#include "events/change.h"

#include <algorithm>
#include <optional>

namespace seeipc {

namespace {

constexpr std::int64_t window = 4096; ///< events that are looked through at once, going back

bool changesState(const ProcessSnapshot &process, const Event &event)
{
    switch (static_cast<Sleep>(event.out[0])) {
    case Sleep::Asleep: return process.inCall && process.state != ProcessState::Asleep;
    case Sleep::Stopped: return process.state != ProcessState::Stopped;
    case Sleep::Zombie: return !process.isEnded();
    case Sleep::Running:
        return process.state == ProcessState::Asleep || process.state == ProcessState::Stopped
               || process.state == ProcessState::Unseen;
    case Sleep::Unseen: return process.isAlive();
    }
    return false;
}

bool changesChannel(const Snapshot &before, const Event &event)
{
    if (event.channel >= before.channels.size())
        return false;
    const auto &channel = before.channels[event.channel];
    return channel.lookError != event.error
           || (event.kind == EventKind::ChannelSampled
               && channel.queued.value != event.queuedBytes);
}

/// The same call of the same step as the change before, made at once.
bool goesOn(const Snapshot &before, const Event &event, const Event &last)
{
    return event.kind == EventKind::CallReturned && last.kind == EventKind::CallReturned
           && event.worker == last.worker && event.step == last.step && event.error == last.error
           && event.worker < before.processes.size()
           && before.processes[event.worker].state == ProcessState::Running;
}

/// Walks along a trace and finds where changes are complete.
class Walk
{
public:
    Walk(const Trace &trace, std::int64_t position)
        : m_trace(trace), m_position(position), m_fold(trace.snapshotAt(position))
    {}

    std::int64_t position() const { return m_position; }
    bool isAtEnd() const { return m_position == m_trace.count(); }
    /// A change that what comes next may still go on with.
    std::optional<std::int64_t> open() const { return m_open; }

    /// Goes one event on. The position after a change that was complete before it, if there was one.
    std::optional<std::int64_t> step()
    {
        const auto &event = m_trace.at(m_position);
        std::optional<std::int64_t> complete;
        if (isChange(m_fold, event)) {
            if (m_open && !goesOn(m_fold, event, m_last))
                complete = m_open;
            m_open = m_position + 1;
            m_last = event;
        }
        apply(m_fold, event);
        ++m_position;
        return complete;
    }

private:
    const Trace &m_trace;
    std::int64_t m_position;
    Snapshot m_fold;
    std::optional<std::int64_t> m_open;
    Event m_last;
};

/// As nextChange(); nothing: there is none.
std::optional<std::int64_t> changeAfter(const Trace &trace, std::int64_t position)
{
    Walk walk(trace, position);
    while (!walk.isAtEnd()) {
        if (const auto complete = walk.step())
            return complete;
    }
    return walk.open();
}

std::int64_t tears(const Snapshot &snapshot)
{
    std::int64_t count = 0;
    for (const auto &channel : snapshot.channels)
        count += channel.torn;
    return count;
}

/// Behind `from`, up to `to`.
std::optional<std::int64_t> firstTear(const Trace &trace, std::int64_t from, std::int64_t to)
{
    auto fold = trace.snapshotAt(from);
    const auto before = tears(fold);
    if (tears(trace.snapshotAt(to)) == before)
        return std::nullopt;
    while (from < to && tears(fold) == before)
        apply(fold, trace.at(from++));
    return from;
}

} // namespace

bool isChange(const Snapshot &before, const Event &event)
{
    switch (event.kind) {
    case EventKind::ProcessSampled:
        return event.worker < before.processes.size()
               && changesState(before.processes[event.worker], event);
    case EventKind::ChannelSampled: return changesChannel(before, event);
    case EventKind::ObservationFailed:
        return event.worker < before.processes.size()
                   ? before.processes[event.worker].stateError != event.error
                   : changesChannel(before, event);
    default: return isAlwaysChange(event);
    }
}

bool isAfterChange(const Trace &trace, std::int64_t position)
{
    return position > trace.first() && position <= trace.count()
           && isChange(trace.snapshotAt(position - 1), trace.at(position - 1));
}

bool hasChangeSince(const Trace &trace, std::int64_t position)
{
    auto here = std::max(position, trace.first());
    for (auto fold = trace.snapshotAt(here); here < trace.count(); apply(fold, trace.at(here++))) {
        if (isChange(fold, trace.at(here)))
            return true;
    }
    return false;
}

std::int64_t nextChange(const Trace &trace, std::int64_t position)
{
    return changeAfter(trace, position).value_or(trace.count());
}

std::int64_t previousChange(const Trace &trace, std::int64_t position)
{
    for (auto end = position; end > trace.first(); end -= std::min(window, end - trace.first())) {
        Walk walk(trace, std::max(trace.first(), end - window));
        std::optional<std::int64_t> found;
        while (!walk.isAtEnd() && (walk.position() < end || walk.open())) {
            const auto complete = walk.step();
            if (complete && *complete >= position)
                break;
            found = complete ? complete : found;
            if (complete && walk.position() > end)
                break;
        }
        if (walk.isAtEnd() && walk.open() && *walk.open() < position)
            return *walk.open();
        if (found)
            return *found;
    }
    return trace.first();
}

std::optional<std::int64_t> nextTear(const Trace &trace, std::int64_t position)
{
    const auto found = firstTear(trace, position, trace.count());
    return found ? found : firstTear(trace, trace.first(), position);
}

std::optional<std::int64_t> timeOfNextChange(const Trace &trace, std::int64_t time)
{
    for (auto here = changeAfter(trace, trace.positionAt(time)); here;
         here = changeAfter(trace, *here)) {
        if (const auto found = trace.snapshotAt(*here).time; found > time)
            return found;
    }
    return std::nullopt;
}

std::optional<std::int64_t> timeOfPreviousChange(const Trace &trace, std::int64_t time)
{
    auto here = trace.positionAt(time) + 1;
    while ((here = previousChange(trace, here)) > trace.first()) {
        if (const auto found = trace.snapshotAt(here).time; found < time)
            return found;
    }
    return std::nullopt;
}

} // namespace seeipc
