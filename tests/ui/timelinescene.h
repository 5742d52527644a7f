// SPDX-License-Identifier: MIT
#pragma once

#include "events/trace.h"
#include "mechanisms/registry.h"
#include "session/waitsfor.h"
#include "ui/scene/timelinelayout.h"

namespace seeipc {

/// A writer (0) and a reader (1) of a pipe, and if wanted one who was forked with both ends too (2), as a
/// trace that a test writes; a millisecond an event unless `at` has moved the clock.
class TimelineScene
{
public:
    explicit TimelineScene(const TraceLimits &limits = {}, std::size_t processes = 2)
        : trace(Snapshot(processes, 1), limits)
    {
        cast.parts = {{"writer", {}, {0}, {"write"}, Column::Left},
                      {"reader", {0}, {}, {"read"}, Column::Right}};
        if (processes > 2)
            cast.parts.push_back({"third", {}, {}, {}, Column::Right});
        cast.channels = {{"p", "pipe", true}};
        for (std::size_t worker = 0; worker < processes; ++worker)
            add(made(EventKind::ProcessStarted, static_cast<WorkerId>(worker)));
        auto pipe = called(0, Effect::MakeChannel, "pipe");
        pipe.out = {3, 4, 65536, 1};
        add(pipe);
        auto fork = called(0, Effect::Fork, "fork");
        for (fork.other = 1; fork.other < processes; ++fork.other)
            add(fork);
    }

    Event made(EventKind kind, WorkerId worker)
    {
        Event event;
        event.kind = kind;
        event.worker = worker;
        event.time = event.entered = m_now + 1'000'000;
        return event;
    }
    Event called(WorkerId worker, Effect effect, const char *name)
    {
        auto event = made(EventKind::CallReturned, worker);
        event.effect = effect;
        event.call = findCall(name).value();
        event.channel = 0;
        return event;
    }
    TimelineScene &at(std::int64_t milliseconds)
    {
        m_now = milliseconds * 1'000'000 - 1'000'000;
        return *this;
    }
    TimelineScene &add(const Event &event)
    {
        trace.append(event);
        m_now = event.time;
        changes.follow(trace);
        return *this;
    }
    TimelineScene &moves(WorkerId worker, std::int64_t queued, std::int64_t lasted = 0)
    {
        auto event = worker == 0 ? called(0, Effect::Write, "write")
                                 : called(1, Effect::Read, "read");
        event.arguments = {worker == 0 ? 4 : 3, 4096};
        event.result = 4096;
        event.queuedBytes = queued;
        event.entered -= lasted * 1'000'000;
        m_moved[worker] += 4096;
        event.out = worker == 0 ? std::array<std::int64_t, 4>{0, m_moved[0], absent, absent}
                                : std::array<std::int64_t, 4>{m_moved[1], 0, absent, absent};
        return add(event);
    }
    /// A call that slept until the other end was gone: read(2) = 0, write(2) = -1 EPIPE.
    TimelineScene &finds(WorkerId worker, int error)
    {
        auto event = worker == 0 ? called(0, Effect::Write, "write")
                                 : called(1, Effect::Read, "read");
        event.arguments = {worker == 0 ? 4 : 3, 4096};
        event.error = error;
        event.result = error == 0 ? 0 : -1;
        event.out = {m_moved[1 - worker], m_moved[worker], absent, absent};
        return add(event);
    }
    TimelineScene &closes(WorkerId worker, int fd)
    {
        auto event = called(worker, Effect::Close, "close");
        event.arguments = {fd, 0};
        return add(event);
    }
    TimelineScene &exits(WorkerId worker)
    {
        auto event = called(worker, Effect::Exit, "_exit");
        event.channel = noChannel;
        return add(event);
    }
    TimelineScene &looks(WorkerId worker, Sleep sleep)
    {
        auto look = made(EventKind::ProcessSampled, worker);
        look.source = Source::Sampled;
        look.out[0] = static_cast<std::int64_t>(sleep);
        return add(look);
    }
    TimelineScene &sleeps(WorkerId worker)
    {
        auto event = worker == 0 ? called(0, Effect::Write, "write")
                                 : called(1, Effect::Read, "read");
        event.kind = EventKind::CallEntered;
        event.arguments = {worker == 0 ? 4 : 3, 4096};
        return add(event).looks(worker, Sleep::Asleep);
    }
    TimelineScene &stands(WorkerId worker, Gate gate)
    {
        auto event = made(EventKind::AtGate, worker);
        event.out[0] = static_cast<std::int64_t>(gate);
        return add(event);
    }
    TimelineScene &holds(bool isHeld)
    {
        auto event = made(EventKind::HoldChanged, noWorker);
        event.result = isHeld ? 1 : 0;
        return add(event);
    }
    TimelineScene &ends(WorkerId worker, int raw)
    {
        auto event = made(EventKind::ProcessEnded, worker);
        event.result = raw;
        return add(event);
    }

    std::int64_t now() const { return m_now; }
    TimelinePlaces places(TimeAxis axis) const { return {trace, changes, axis, m_now}; }
    TimelineLayout layout(const TextMeasure &measure, TimeAxis axis, const TimeWindow &window,
                          std::optional<ShownInstant> frozenAt = {}) const
    {
        SnapshotCache begin;
        const auto frame = timelineFrame(cast, measure, size, axis);
        const auto here = timelinePlaces(trace, changes, axis, m_now, frame, window);
        const auto waits = waitsFor(trace.live());
        return layOutTimeline({cast,
                               here,
                               waits,
                               measure,
                               window,
                               m_now,
                               frozenAt.value_or(ShownInstant{trace.count(), m_now}),
                               !frozenAt,
                               {},
                               {}},
                              frame, begin);
    }

    Cast cast;
    Trace trace;
    TimelineChanges changes;
    QSizeF size{968, 190};

private:
    std::int64_t m_now = 0;
    std::array<std::int64_t, 2> m_moved{};
};

} // namespace seeipc
