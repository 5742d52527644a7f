// SPDX-License-Identifier: MIT
#pragma once

#include "events/event.h"

#include <algorithm>
#include <cstdint>
#include <random>

namespace seeipc {

/// Events as two processes on one pipe might give them, in any order: of every kind, some of them
/// late, some lost. The same seed gives the same ones.
class RandomEvents
{
public:
    static constexpr std::size_t workers = 2;
    static constexpr std::size_t channels = 1;

    explicit RandomEvents(unsigned seed) : m_random(seed) {}

    Event next()
    {
        Event event;
        m_time += below(1000);
        event.time = below(50) == 0 ? std::max<std::int64_t>(0, m_time - below(5000)) : m_time;
        event.entered = std::max<std::int64_t>(0, event.time - below(2000));
        event.worker = static_cast<WorkerId>(below(workers));
        event.step = static_cast<StepId>(below(8));
        event.channel = 0;
        switch (below(16)) {
        case 0: return sampled(event);
        case 1: return atGate(event);
        case 2: event.kind = EventKind::CallEntered; return moving(event);
        case 3: return ofNobody(event);
        case 4: return rare(event);
        default: return moving(event);
        }
    }

private:
    std::int64_t below(std::int64_t limit)
    {
        return static_cast<std::int64_t>(m_random() % static_cast<std::uint64_t>(limit));
    }

    Event moving(Event event)
    {
        event.effect = event.worker == 0 ? Effect::Write : Effect::Read;
        event.result = below(9000);
        event.arguments = {event.worker == 0 ? 4 : 3, 9000};
        event.queuedBytes = below(4) == 0 ? below(65536) : absent;
        if (event.kind == EventKind::CallReturned && below(20) == 0) {
            event.result = -1;
            event.error = 11;
        }
        return event;
    }

    Event sampled(Event event)
    {
        event.kind = EventKind::ProcessSampled;
        event.source = Source::Sampled;
        event.out[0] = below(3); // running, asleep, stopped
        return event;
    }

    Event atGate(Event event)
    {
        event.kind = EventKind::AtGate;
        event.out[0] = below(5);
        return event;
    }

    Event ofNobody(Event event)
    {
        event.worker = noWorker;
        event.source = Source::Sampled;
        event.kind = below(2) == 0 ? EventKind::ChannelSampled : EventKind::HoldChanged;
        event.result = below(2);
        event.queuedBytes = below(65536);
        event.out[0] = absent;
        return event;
    }

    Event rare(Event event)
    {
        switch (below(4)) {
        case 0:
            event.kind = EventKind::EventsLost;
            event.result = 1 + below(9);
            event.out = {below(1000), below(1000), below(1000), 0};
            break;
        case 1:
            event.effect = Effect::MakeChannel;
            event.out = {3, 4, 65536, 4711};
            event.queuedBytes = 0;
            break;
        case 2:
            event.kind = EventKind::ProcessStarted;
            event.result = 100 + event.worker;
            break;
        default:
            event.effect = Effect::Close;
            event.arguments = {static_cast<std::int32_t>(3 + below(2)), 0};
            break;
        }
        return event;
    }

    std::mt19937 m_random;
    std::int64_t m_time = 0;
};

} // namespace seeipc
