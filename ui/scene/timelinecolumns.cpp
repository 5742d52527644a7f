// SPDX-License-Identifier: MIT
// A timeline so far away that many events fall into a pixel: shares of time by pixel column, from the
// events themselves or from the sums of the index.
#include "ui/scene/timelineparts.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace seeipc {

namespace {

using Sums = std::array<double, 5>; ///< nanoseconds: running, asleep, at a gate, held, lost

constexpr std::size_t runningKind = 0;
constexpr std::size_t lostKind = 4;

/// Gathers the time of one process by pixel column.
class LaneColumns
{
public:
    explicit LaneColumns(const TimeScale &scale)
        : m_left(scale.left),
          m_sums(static_cast<std::size_t>(std::max(1.0, scale.right - scale.left)))
    {}

    /// Time that was spent between two x, evenly over them.
    void spend(double fromX, double toX, const Sums &times)
    {
        const auto count = static_cast<double>(m_sums.size());
        const auto width = std::max(toX - fromX, 1e-9);
        const auto from = std::clamp(fromX - m_left, 0.0, count);
        const auto to = std::clamp(toX - m_left, 0.0, count);
        for (auto i = std::floor(from); i < count && i <= to; ++i) {
            const auto here = std::min(to, i + 1) - std::max(from, i);
            const auto share = toX - fromX < 1e-9 ? 1.0 : here / width;
            auto &sums = m_sums[static_cast<std::size_t>(i)];
            for (std::size_t kind = 0; kind < sums.size(); ++kind)
                sums[kind] += times[kind] * share;
        }
    }

    std::vector<LaneColumn> shares() const
    {
        std::vector<LaneColumn> made;
        made.reserve(m_sums.size());
        for (const auto &sums : m_sums) {
            const auto whole = std::accumulate(sums.begin(), sums.end(), 0.0);
            const auto share = [&](std::size_t kind) {
                return whole > 0 ? static_cast<float>(sums[kind] / whole) : 0.F;
            };
            made.push_back({share(0), share(1), share(2), share(3), share(lostKind)});
        }
        return made;
    }

private:
    double m_left;
    std::vector<Sums> m_sums;
};

std::optional<std::size_t> kindOf(Doing doing)
{
    switch (doing) {
    case Doing::Running:
    case Doing::Call: return runningKind;
    case Doing::Asleep:
    case Doing::Hopeless: return 1;
    case Doing::Turn:
    case Doing::Cue:
    case Doing::Look: return 2;
    case Doing::Held: return 3;
    default: return std::nullopt;
    }
}

/// What a process does as its own events tell it: a fold of nothing else.
struct LaneState
{
    Doing doing = Doing::Nothing;
    bool inCall = false;
    std::int64_t time = 0;
    double x = 0;
    std::int64_t toldTime = 0; ///< of its last event: what is lost comes after it
    double toldX = 0;
};

Doing sampledDoing(const Event &event, const LaneState &before)
{
    switch (static_cast<Sleep>(event.out[0])) {
    case Sleep::Asleep: return before.inCall ? Doing::Asleep : before.doing;
    case Sleep::Stopped: return Doing::Stopped;
    case Sleep::Zombie: return Doing::Ended;
    case Sleep::Running: break;
    }
    const bool wasOff = before.doing == Doing::Asleep || before.doing == Doing::Stopped;
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
        return state.doing == Doing::Ended ? state.doing : Doing::Running;
    case EventKind::AtGate: state.inCall = false; return doingAt(static_cast<Gate>(event.out[0]));
    case EventKind::ProcessSampled: return sampledDoing(event, state);
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
                                before.time, m_scale.left, before.time, m_scale.left});
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
            change += isAlwaysChange(event) ? 1 : 0;
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
            m_fills[i].widen(since, x, level.bytes, level.bytes);
            finishFill(layout.fills[i], m_fills[i], last.channels[i], m_facts.measure);
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
        if (event.effect == Effect::Wait && event.error == 0 && event.other < m_lanes.size()) {
            flush(event.other, event.time, x);
            m_states[event.other].doing = Doing::Ended;
        }
        if (event.kind != EventKind::EventsLost && event.channel < m_fills.size())
            fill(event.channel, event, x);
        for (std::size_t i = 0; event.kind == EventKind::EventsLost && i < m_fills.size(); ++i) {
            if (usesChannel(m_facts.cast, event.worker, i))
                fill(i, event, x);
        }
    }

    void fill(std::size_t channel, const Event &event, double x)
    {
        auto &[since, level] = m_levels[channel];
        const auto before = level.bytes;
        if (event.kind == EventKind::EventsLost)
            level.lose(event.time);
        else
            level.follow(event);
        if (level.bytes == before)
            return;
        if (before == absent)
            m_fills[channel].doubt(since, x);
        m_fills[channel].widen(since, x, before, before);
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

void add(Sums &sums, const WorkerTimes &times)
{
    sums[0] += static_cast<double>(times.running);
    sums[1] += static_cast<double>(times.asleep);
    sums[2] += static_cast<double>(times.atGate);
    sums[3] += static_cast<double>(times.held);
}

/// Who lost records spent of its running time in lost calls what their part is of all that came.
void shareLoss(std::vector<Sums> &sums, const Snapshot &live, double lost, double told)
{
    if (lost <= 0)
        return;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        if (live.processes[i].lost == 0)
            continue;
        const auto unknown = sums[i][runningKind] * lost / (lost + told);
        sums[i][runningKind] -= unknown;
        sums[i][lostKind] += unknown;
    }
}

/// The instant of now goes on after the last event.
void addTail(const TimelineFacts &facts, double fromX, double toX, std::vector<LaneColumns> &lanes,
             std::vector<FillColumns> &fills)
{
    const auto &live = facts.places.trace.live();
    const auto passed = static_cast<double>(
        std::max<std::int64_t>(1, facts.places.now - live.time));
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        const auto kind = kindOf(doingOf(live.processes[i]));
        Sums times{};
        if (kind)
            times[*kind] = passed;
        lanes[i].spend(fromX, toX, times);
    }
    for (std::size_t i = 0; i < fills.size(); ++i) {
        const auto fill = readingOf(live.channels[i]).bytes;
        fills[i].widen(fromX, toX, fill, fill);
    }
}

} // namespace

void layOutColumns(const TimelineFacts &facts, const TimelineFrame &frame, const Snapshot &before,
                   const SeenEvents &seen, TimelineLayout &layout)
{
    const bool isNewest = seen.to == facts.places.trace.count();
    ColumnWriter writer(facts, before, layout);
    writer.write(seen);
    const auto end = isNewest ? newestEnd(facts, frame, layout.scale) : layout.scale.window.end;
    const auto time = isNewest ? facts.places.now : facts.places.trace.at(seen.to).time;
    writer.finish(layout.scale.xOf(end), time, facts.places.trace.live(), layout);
}

void layOutIndex(const TimelineFacts &facts, const TimelineFrame &frame, TimelineLayout &layout)
{
    const auto &[trace, changes, axis, now] = facts.places;
    const auto &index = trace.index();
    const auto &scale = layout.scale;
    const bool isByClock = axis == TimeAxis::ByClock;
    std::vector<LaneColumns> lanes(layout.lanes.size(), LaneColumns(scale));
    std::vector<FillColumns> fills(layout.fills.size(), FillColumns(scale));
    const auto first = index.size() == 0 ? 0
                       : isByClock ? index.blockAt(static_cast<std::int64_t>(scale.window.begin))
                                   : index.blockOf(changes.positionBefore(scale.window.begin));
    const auto endOf = [&](const IndexBlock &block) {
        return scale.xOf(isByClock ? static_cast<double>(block.end)
                                   : changes.placeBefore(block.first + block.events));
    };
    std::vector<Sums> sums(lanes.size());
    std::vector<FillRange> ranges;
    std::int64_t lost = 0;
    std::int64_t told = 0;
    auto fromX = scale.left;
    auto lastX = scale.left;
    if (first < index.size())
        fromX = scale.xOf(isByClock ? static_cast<double>(index.block(first).start)
                                    : changes.placeBefore(index.block(first).first));
    for (auto i = first; i < index.size() && lastX <= scale.right; ++i) {
        const auto block = index.block(i);
        lastX = endOf(block);
        for (std::size_t w = 0; w < lanes.size(); ++w)
            add(sums[w], block.workers[w]);
        if (told == 0) // the first of a pixel
            ranges.assign(block.fills.begin(), block.fills.end());
        for (std::size_t c = 0; c < fills.size(); ++c)
            widen(ranges[c], block.fills[c]);
        lost += block.lost;
        told += block.events;
        if (lastX - fromX < 1 && i + 1 < index.size())
            continue; // several blocks are a pixel
        const bool isWhole = lost == 0;
        shareLoss(sums, trace.live(), static_cast<double>(std::exchange(lost, 0)),
                  static_cast<double>(std::exchange(told, 0)));
        for (std::size_t w = 0; w < lanes.size(); ++w)
            lanes[w].spend(fromX, lastX, std::exchange(sums[w], Sums{}));
        for (std::size_t c = 0; c < fills.size(); ++c) {
            const auto &range = ranges[c];
            // between what was read something else may have been inside
            fills[c].widen(fromX, lastX, isWhole ? range.least : 0, range.greatest);
        }
        fromX = lastX;
    }
    if (lastX < scale.right)
        addTail(facts, lastX, scale.xOf(newestEnd(facts, frame, scale)), lanes, fills);
    for (std::size_t w = 0; w < lanes.size(); ++w)
        layout.lanes[w].columns = lanes[w].shares();
    for (std::size_t c = 0; c < fills.size(); ++c)
        finishFill(layout.fills[c], fills[c], trace.live().channels[c], facts.measure);
}

} // namespace seeipc
