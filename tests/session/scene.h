// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"
#include "mechanisms/registry.h"
#include "scenario/scenario.h"
#include "session/narrator.h"
#include "session/waitsfor.h"

#include <cerrno>
#include <fcntl.h>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

namespace seeipc {

/// An instant, built by the events that lead to it. Times are milliseconds; each event comes one
/// millisecond after the one before unless `at` has moved the clock.
class Scene
{
public:
    explicit Scene(std::initializer_list<const char *> workers,
                   std::initializer_list<const char *> channels = {"p"})
        : snapshot(workers.size(), channels.size())
    {
        for (const char *name : workers)
            scenario.workers.push_back({name});
        for (const char *name : channels)
            scenario.channels.push_back({name, ChannelKind::ByteStream, noCall});
    }

    Scenario scenario;
    Snapshot snapshot;

    Scene &at(std::int64_t milliseconds)
    {
        m_now = milliseconds * 1'000'000;
        return *this;
    }
    Scene &starts(WorkerId worker)
    {
        auto event = happens(EventKind::ProcessStarted, worker);
        event.result = 100 + worker;
        return add(event);
    }
    Scene &makesPipe(WorkerId worker, std::int64_t capacity = 65536, ChannelId channel = 0,
                     int fd = 3)
    {
        auto event = returns(worker, "pipe", {0, 0}, 0);
        event.channel = channel;
        event.out = {fd, fd + 1, capacity, 4711};
        event.queuedBytes = 0;
        return add(event);
    }
    Scene &forks(WorkerId parent, WorkerId child)
    {
        auto event = returns(parent, "fork", {0, 0}, 100 + child);
        event.other = child;
        return add(event).starts(child);
    }
    Scene &closes(WorkerId worker, int fd) { return add(returns(worker, "close", {fd, 0}, 0)); }
    /// A parent of `capacity` bytes of pipe whose child writes while it reads: fd 3 and fd 4.
    Scene &parts(WorkerId reader, WorkerId writer, std::int64_t capacity = 65536)
    {
        starts(reader).makesPipe(reader, capacity).forks(reader, writer);
        return closes(reader, 4).closes(writer, 3);
    }
    /// A write that returned; `lasted` milliseconds.
    Scene &writes(WorkerId worker, std::int32_t size, std::int64_t result, int error = 0,
                  std::int64_t lasted = 0)
    {
        auto event = returns(worker, "write", {4, size}, result, error, lasted);
        m_written[worker % 8] += error == 0 ? result : 0;
        event.out = {m_read[worker % 8], m_written[worker % 8], absent, absent};
        return add(counted(event, error == 0 ? result : 0));
    }
    Scene &writes(WorkerId worker, std::int32_t size) { return writes(worker, size, size); }
    Scene &reads(WorkerId worker, std::int32_t size, std::int64_t result, int error = 0,
                 std::int64_t lasted = 0, std::string_view payload = {})
    {
        auto event = returns(worker, "read", {3, size}, result, error, lasted);
        m_read[worker % 8] += error == 0 ? result : 0;
        event.out = {m_read[worker % 8], m_written[worker % 8], absent, absent};
        event.payloadLength = static_cast<std::uint8_t>(payload.size());
        payload.copy(event.payload.data(), payload.size());
        return add(counted(event, error == 0 ? -result : 0));
    }
    Scene &resizes(WorkerId worker, std::int32_t asked, std::int64_t result, int error = 0,
                   int fd = 4)
    {
        auto event = returns(worker, "fcntl", {fd, F_SETPIPE_SZ}, result, error);
        event.out[0] = asked;
        return add(counted(event, 0));
    }
    /// The same by the user's hand, through a worker that is awake.
    Scene &isResized(WorkerId worker, std::int32_t asked, std::int64_t result, int error = 0,
                     int fd = 4)
    {
        auto event = returns(worker, "fcntl", {fd, F_SETPIPE_SZ}, result, error);
        event.out[0] = asked;
        event.step = noStep;
        return add(counted(event, 0));
    }
    /// Refused with EPERM, where these are the machine's limits.
    Scene &isRefusedCapacity(WorkerId worker, std::int32_t asked, const PipeLimits &limits)
    {
        auto event = returns(worker, "fcntl", {4, F_SETPIPE_SZ}, -1, EPERM);
        event.out = {asked, limits.mostBytes, limits.softPages, limits.hardPages};
        return add(counted(event, 0));
    }
    /// Inside a call, found asleep by the observer.
    Scene &sleeps(WorkerId worker, const char *call, std::array<std::int32_t, 2> arguments = {})
    {
        return enters(worker, call, arguments).sampled(worker, Sleep::Asleep);
    }
    Scene &enters(WorkerId worker, const char *call, std::array<std::int32_t, 2> arguments = {})
    {
        auto event = happens(EventKind::CallEntered, worker);
        about(event, call, arguments);
        event.entered = event.time;
        return add(event);
    }
    Scene &sampled(WorkerId worker, Sleep sleep, std::int64_t raw = 0)
    {
        auto event = happens(EventKind::ProcessSampled, worker);
        event.source = Source::Sampled;
        event.out[0] = static_cast<std::int64_t>(sleep);
        event.result = raw;
        return add(event);
    }
    Scene &stands(WorkerId worker, Gate gate, const char *next,
                  std::array<std::int32_t, 2> arguments = {}, std::int64_t third = absent)
    {
        auto event = happens(EventKind::AtGate, worker);
        about(event, next, arguments);
        event.out = {static_cast<std::int64_t>(gate), 0, 0, third};
        event.step = 77; // no step that has returned
        return add(event);
    }
    Scene &ends(WorkerId worker, int raw)
    {
        auto event = happens(EventKind::ProcessEnded, worker);
        event.result = raw;
        return add(event);
    }
    /// The kernel would not tell the fill (no worker) or what a process does.
    Scene &refuses(ChannelId channel, WorkerId worker, int error)
    {
        auto event = happens(EventKind::ObservationFailed, worker);
        event.channel = channel;
        event.error = error;
        return add(event);
    }
    Scene &looks(std::int64_t queued)
    {
        auto event = happens(EventKind::ChannelSampled, noWorker);
        event.channel = 0;
        event.queuedBytes = queued;
        event.source = Source::Sampled;
        return add(event);
    }
    /// The observer records that the last numbers differed from the model's sum.
    Scene &disagrees(ChannelId channel)
    {
        auto event = happens(EventKind::FillDisagreed, noWorker);
        event.channel = channel;
        event.queuedBytes = snapshot.channels[channel].queued.value.value_or(absent);
        event.result = static_cast<std::int64_t>(snapshot.channels[channel].slots.fill());
        return add(event);
    }
    Scene &holds(bool isHeld)
    {
        auto event = happens(EventKind::HoldChanged, noWorker);
        event.result = isHeld ? 1 : 0;
        return add(event);
    }
    Scene &does(WorkerId worker, const char *call, std::array<std::int32_t, 2> arguments,
                std::int64_t result, WorkerId other = noWorker, std::int64_t out = absent,
                int error = 0)
    {
        auto event = returns(worker, call, arguments, result, error);
        event.other = other;
        event.out[0] = out;
        return add(event);
    }
    Scene &add(const Event &event)
    {
        apply(snapshot, event);
        m_now = event.time;
        return *this;
    }

    Event happens(EventKind kind, WorkerId worker)
    {
        Event event;
        event.kind = kind;
        event.worker = worker;
        event.time = event.entered = m_now + 1'000'000;
        return event;
    }
    Event returns(WorkerId worker, const char *call, std::array<std::int32_t, 2> arguments,
                  std::int64_t result, int error = 0, std::int64_t lasted = 0)
    {
        auto event = happens(EventKind::CallReturned, worker);
        event.result = result;
        event.error = error;
        event.entered = event.time - lasted * 1'000'000;
        about(event, call, arguments);
        return event;
    }

    Caption told(Language language) const
    {
        return narrate(scenario, snapshot, waitsFor(snapshot), language);
    }
    std::string english() const { return sentence(told(Language::English), Language::English); }
    std::string chinese() const { return sentence(told(Language::Chinese), Language::Chinese); }

private:
    void about(Event &event, const char *call, std::array<std::int32_t, 2> arguments)
    {
        event.call = findCall(call).value();
        event.arguments = arguments;
        event.effect = effectOf(event.call, arguments);
        event.step = static_cast<StepId>(snapshot.events % 60);
        if (event.kind == EventKind::CallReturned) // made again, it is of a loop
            event.iteration = m_rounds[{event.worker, event.call, arguments[0], arguments[1]}]++;
        if (event.worker >= snapshot.processes.size())
            return;
        for (const auto &descriptor : snapshot.processes[event.worker].descriptors) {
            const bool hasFd = event.effect != Effect::Wait && event.effect != Effect::Fork;
            if (hasFd && descriptor.fd == arguments[0])
                event.channel = descriptor.channel;
        }
    }
    /// FIONREAD rides along: the model's fill with this call, as the kernel would have it.
    Event counted(Event event, std::int64_t moved) const
    {
        if (event.channel < snapshot.channels.size()) {
            const auto &channel = snapshot.channels[event.channel];
            std::int64_t alreadyIn = 0;
            for (const auto &write : channel.pending)
                alreadyIn += write.worker == event.worker ? write.in : 0;
            event.queuedBytes = static_cast<std::int64_t>(channel.slots.fill()) + moved
                                - (moved > 0 ? std::min(alreadyIn, moved) : 0);
        }
        return event;
    }

    std::int64_t m_now = 0;
    std::map<std::tuple<WorkerId, CallId, std::int32_t, std::int32_t>, std::uint32_t> m_rounds;
    std::array<std::int64_t, 8> m_read{};
    std::array<std::int64_t, 8> m_written{};
};

} // namespace seeipc
