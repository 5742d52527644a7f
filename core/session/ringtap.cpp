// SPDX-License-Identifier: MIT
#include "session/ringtap.h"

#include "mechanisms/registry.h"

#include <algorithm>
#include <cstring>

namespace seeipc {

namespace {

/// Whom the fork at this step starts.
WorkerId childOf(const ProgramView &program, StepId step)
{
    for (std::size_t i = 0; i < program.header().stepCount; ++i) {
        if (program.step(i).step == step && program.step(i).child != noWorker)
            return program.step(i).child;
    }
    return noWorker;
}

Event eventOf(const RingRecord &record, WorkerId worker, const StampClock &clock,
              std::int64_t startTime)
{
    Event event;
    event.kind = EventKind::CallReturned;
    event.source = Source::Reported;
    event.worker = worker;
    event.call = record.call;
    event.step = record.step;
    event.iteration = record.iteration;
    event.entered = clock.nanoseconds(record.enteredStamp) - startTime;
    event.time = clock.nanoseconds(record.returnedStamp) - startTime;
    event.result = record.result;
    event.error = record.error;
    event.queuedBytes = record.queuedBytes;
    event.arguments = record.arguments;
    event.out = record.out;
    event.effect = effectOf(record.call, record.arguments);
    event.payloadLength = static_cast<std::uint8_t>(
        std::min<std::size_t>(record.payloadLength, record.payload.size()));
    std::memcpy(event.payload.data(), record.payload.data(), event.payloadLength);
    if (event.effect == Effect::Fork) // its child may run before it returns
        event.time = event.entered;
    return event;
}

} // namespace

RingTap::RingTap(SharedArea area, WorkerId worker, Purpose purpose)
    : m_area(area),
      m_worker(worker),
      m_purpose(purpose),
      m_reader(area.ring(worker), area.session().ringSlots, &area.line(worker).head)
{}

void RingTap::drain(const StampClock &clock, std::int64_t startTime, const ProgramView &program,
                    std::vector<Event> &events)
{
    if (m_area.session().recording.load(std::memory_order_relaxed) == 0) {
        drainSums(monotonicNanoseconds() - startTime, events);
        return;
    }
    const auto end = m_reader.head(); // a worker may be quicker than we are: no further than here
    if (m_purpose == Purpose::Watch) {
        const auto waiting = end - m_reader.position();
        if (waiting > m_appetite)
            m_lost += m_reader.skipToLast(keptOfFlood);
        m_appetite = std::min(burst, m_appetite - std::min(m_appetite, waiting) + refill);
    }
    RingRecord record{};
    while (m_reader.position() < end && m_reader.next(record, m_lost)) {
        if (record.call >= callCount()) {
            ++m_lost; // not written by a worker of ours
            continue;
        }
        auto event = eventOf(record, m_worker, clock, startTime);
        if (m_lost > 0) {
            auto loss = lossBefore(record);
            loss.time = event.time;
            events.push_back(loss);
            m_lost = 0;
        }
        if (event.effect == Effect::Fork)
            event.other = childOf(program, event.step);
        if (event.effect == Effect::Read || event.effect == Effect::Write) {
            m_read = event.out[0];
            m_written = event.out[1];
        }
        events.push_back(event);
    }
}

/// Nothing was recorded: calls and bytes in all, as far as they have come.
void RingTap::drainSums(std::int64_t now, std::vector<Event> &events)
{
    const auto passed = m_reader.skipToLast(0);
    if (passed == 0)
        return;
    const auto &line = m_area.line(m_worker);
    Event event;
    event.kind = EventKind::EventsLost;
    event.worker = m_worker;
    event.time = now;
    event.result = static_cast<std::int64_t>(passed);
    event.out = {static_cast<std::int64_t>(m_reader.position()),
                 static_cast<std::int64_t>(line.bytesRead.load(std::memory_order_relaxed)),
                 static_cast<std::int64_t>(line.bytesWritten.load(std::memory_order_relaxed)), 0};
    events.push_back(event);
}

/// The sums as they stood before this record: what was lost is in them.
Event RingTap::lossBefore(const RingRecord &record) const
{
    Event event;
    event.kind = EventKind::EventsLost;
    event.worker = m_worker;
    event.call = record.call;
    event.arguments = record.arguments;
    event.result = static_cast<std::int64_t>(m_lost);
    const auto effect = effectOf(record.call, record.arguments);
    const auto moved = std::max<std::int64_t>(0, record.result);
    std::int64_t read = m_read;
    std::int64_t written = m_written;
    if (effect == Effect::Read || effect == Effect::Write) {
        read = record.out[0] - (effect == Effect::Read ? moved : 0);
        written = record.out[1] - (effect == Effect::Write ? moved : 0);
    }
    event.out = {static_cast<std::int64_t>(m_reader.position()) - 1, read, written, 0};
    return event;
}

} // namespace seeipc
