// SPDX-License-Identifier: MIT
// A timeline so far away that many events fall into a pixel: shares of time by pixel column, from the
// events themselves.
#include "ui/scene/timelinelanecolumns.h"

#include <algorithm>
#include <utility>

namespace seeipc {

namespace {

/// What a process does as its own events tell it: a fold of nothing else.
struct LaneState
{
    Doing doing = Doing::Nothing;
    bool inCall = false;
    std::int64_t time = 0;
    double x = 0;
    std::int64_t unseenUntil = 0;
    std::int64_t toldTime = 0; ///< of its last event: what is lost comes after it
    double toldX = 0;
};

Doing sampledDoing(const Event &event, const LaneState &before)
{
    const bool isThere = before.doing != Doing::Nothing && before.doing != Doing::Ended;
    switch (static_cast<Sleep>(event.out[0])) {
    case Sleep::Asleep: return before.inCall ? Doing::Asleep : before.doing;
    case Sleep::Stopped: return Doing::Stopped;
    case Sleep::Unseen: return isThere ? Doing::Unseen : before.doing;
    case Sleep::Zombie: return Doing::Ended;
    case Sleep::Running: break;
    }
    const bool wasOff = before.doing == Doing::Asleep || before.doing == Doing::Stopped
                        || before.doing == Doing::Unseen;
    return wasOff ? Doing::Running : before.doing;
}

Doing after(const Event &event, LaneState &state)
{
    switch (event.kind) {
    case EventKind::ProcessStarted:
        return state.doing == Doing::Nothing ? Doing::Running : state.doing;
    case EventKind::CallEntered: state.inCall = true; return Doing::Running;
    case EventKind::CallReturned:
    case EventKind::EventsLost:
        state.inCall = false;
        return state.doing == Doing::Ended      ? state.doing
               : event.time < state.unseenUntil ? Doing::Unseen
                                                : Doing::Running;
    case EventKind::AtGate: state.inCall = false; return doingAt(static_cast<Gate>(event.out[0]));
    case EventKind::ProcessSampled:
        if (event.out[0] == static_cast<std::int64_t>(Sleep::Unseen))
            state.unseenUntil = event.out[2];
        return sampledDoing(event, state);
    case EventKind::ProcessEnded: return Doing::Ended;
    default: return state.doing;
    }
}

/// Walks over events that are too many to be seen singly.
class ColumnWriter
{
public:
    ColumnWriter(const TimelineFacts &facts, const Snapshot &before, const TimelineLayout &layout)
        : m_facts(facts),
          m_scale(layout.scale),
          m_lanes(layout.lanes.size(), LaneColumns(layout.scale)),
          m_fills(layout.fills.size(), FillColumns(layout.scale))
    {
        m_states.reserve(m_lanes.size());
        for (std::size_t i = 0; i < m_lanes.size(); ++i)
            m_states.push_back({doingOf(before.processes[i]), before.processes[i].inCall,
                                before.time, m_scale.left, before.processes[i].unseenUntil,
                                before.time, m_scale.left});
        m_levels.reserve(m_fills.size());
        for (std::size_t i = 0; i < m_fills.size(); ++i)
            m_levels.emplace_back(m_scale.left, readingOf(before.channels[i]));
    }

    void write(const SeenEvents &seen)
    {
        const auto &places = m_facts.places;
        const bool isByClock = places.axis == TimeAxis::ByClock;
        auto change = places.changes.before(places.trace, seen.from);
        for (auto position = seen.from; position < seen.to; ++position) {
            const auto &event = places.trace.at(position);
            change += isColumn(event) ? 1 : 0;
            take(event, m_scale.xOf(static_cast<double>(isByClock ? event.time : change)));
        }
    }

    void finish(double x, std::int64_t time, const Snapshot &last, TimelineLayout &layout)
    {
        for (std::size_t i = 0; i < m_lanes.size(); ++i) {
            flush(i, time, x);
            layout.lanes[i].columns = m_lanes[i].shares();
        }
        for (std::size_t i = 0; i < m_fills.size(); ++i) {
            const auto &[since, level] = m_levels[i];
            const auto &channel = last.channels[i];
            const auto end = channel.gone ? m_facts.places.ofTime(channel.queued.time) : 0;
            m_fills[i].add(since, channel.gone ? std::min(x, m_scale.xOf(end)) : x, level);
            finishFill(layout.fills[i], m_fills[i], m_facts, m_scale);
        }
    }

private:
    void take(const Event &event, double x)
    {
        if (event.worker < m_lanes.size()) {
            auto &state = m_states[event.worker];
            if (event.kind == EventKind::EventsLost)
                lose(event.worker, event.time, x);
            const auto doing = after(event, state);
            if (doing != state.doing) {
                flush(event.worker, event.time, x);
                state.doing = doing;
            }
            state.toldTime = event.time;
            state.toldX = x;
        }
        if (event.hasTakenEnd() && event.other < m_lanes.size()) {
            flush(event.other, event.time, x);
            m_states[event.other].doing = Doing::Ended;
        }
        if (event.kind != EventKind::EventsLost && event.channel < m_fills.size())
            fill(event.channel, event, x);
        if (isTransfer(event.effect) && event.to < m_fills.size())
            fill(event.to, asWriteInto(event), x);
        for (std::size_t i = 0; event.kind == EventKind::EventsLost && i < m_fills.size(); ++i) {
            if (usesChannel(m_facts.cast, event.worker, i))
                fill(i, event, x);
        }
    }

    void fill(std::size_t channel, const Event &event, double x)
    {
        auto &[since, level] = m_levels[channel];
        const auto before = level;
        if (event.kind == EventKind::EventsLost)
            level.lose(event.time);
        else
            level.follow(event);
        if (level.saysTheSame(before))
            return;
        m_fills[channel].add(since, x, before);
        since = x;
    }

    void flush(std::size_t worker, std::int64_t time, double x)
    {
        spend(worker, kindOf(m_states[worker].doing), time, x);
    }

    /// What it did since its last event is not known.
    void lose(std::size_t worker, std::int64_t time, double x)
    {
        const auto &state = m_states[worker];
        flush(worker, state.toldTime, state.toldX);
        spend(worker, lostKind, time, x);
    }

    void spend(std::size_t worker, std::optional<std::size_t> kind, std::int64_t time, double x)
    {
        auto &state = m_states[worker];
        if (kind) {
            Sums times{};
            times[*kind] = static_cast<double>(std::max<std::int64_t>(0, time - state.time));
            m_lanes[worker].spend(state.x, x, times);
        }
        state.time = time;
        state.x = x;
    }

    const TimelineFacts &m_facts;
    const TimeScale &m_scale;
    std::vector<LaneColumns> m_lanes;
    std::vector<FillColumns> m_fills;
    std::vector<LaneState> m_states;
    std::vector<std::pair<double, FillReading>> m_levels;
};

} // namespace

void layOutColumns(const TimelineFacts &facts, const Snapshot &before, const SeenEvents &seen,
                   TimelineLayout &layout)
{
    const bool isNewest = seen.to == facts.places.trace.count();
    ColumnWriter writer(facts, before, layout);
    writer.write(seen);
    const auto end = isNewest ? facts.places.end() : layout.scale.window.end;
    const auto time = isNewest ? facts.places.now : facts.places.trace.at(seen.to).time;
    writer.finish(layout.scale.xOf(end), time, facts.places.trace.live(), layout);
}

} // namespace seeipc
