// SPDX-License-Identifier: MIT
#include "session/ringtap.h"

#include "mechanisms/registry.h"
#include "posix/procfs.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

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

/// Whose descriptor this step makes a copy of, or about whom it reads; noWorker: itself.
WorkerId ownerOf(const ProgramView &program, StepId step)
{
    for (std::size_t i = 0; i < program.header().stepCount; ++i) {
        if (program.step(i).step != step)
            continue;
        for (const auto &operand : program.step(i).operands) {
            if (operand.kind == OperandKind::VariableOf)
                return static_cast<WorkerId>(operand.constant);
            if (operand.kind == OperandKind::Pid)
                return static_cast<WorkerId>(operand.index);
        }
    }
    return noWorker;
}

/// Nanoseconds since the session began at which the call took effect, as an event tells it.
std::int64_t timeOf(const RingRecord &record, const StampClock &clock, std::int64_t startTime)
{
    const bool isEarly = actsBeforeItReturns(effectOf(record.call, record.arguments));
    return clock.nanoseconds(isEarly ? record.enteredStamp : record.returnedStamp) - startTime;
}

/// Of a refused capacity: the limits that it may have met, as they are now.
void tellLimits(Event &event)
{
    const std::array<const char *, 3> files{"/proc/sys/fs/pipe-max-size",
                                            "/proc/sys/fs/pipe-user-pages-soft",
                                            "/proc/sys/fs/pipe-user-pages-hard"};
    for (std::size_t i = 0; i < files.size(); ++i) {
        const auto number = kernelNumber(files[i]);
        event.out[i + 1] = number ? *number : absent;
    }
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
    event.time = timeOf(record, clock, startTime);
    event.result = record.result;
    event.error = record.error;
    event.queuedBytes = record.queuedBytes;
    event.arguments = record.arguments;
    event.out = record.out;
    event.effect = effectOf(record.call, record.arguments);
    event.payloadLength = static_cast<std::uint8_t>(
        std::min<std::size_t>(record.payloadLength, record.payload.size()));
    std::memcpy(event.payload.data(), record.payload.data(), event.payloadLength);
    return event;
}

} // namespace

RingTap::RingTap(SharedArea area, WorkerId worker, Purpose purpose)
    : m_area(area),
      m_worker(worker),
      m_purpose(purpose),
      m_reader(area.ring(worker), area.session().ringSlots, &area.line(worker).head),
      m_landmarks(area.landmarks(worker), landmarkSlots, &area.line(worker).landmarkHead)
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
            m_reader.skipToLast(keptOfFlood);
        m_appetite = std::min(burst, m_appetite - std::min(m_appetite, waiting) + refill);
    }
    const Round round{clock, startTime, program, events};
    RingRecord record{};
    std::uint64_t overwritten = 0; // m_told tells how many
    while (m_reader.position() < end && m_reader.next(record, overwritten)) {
        if (record.call >= callCount())
            continue; // not written by a worker of ours: lost
        tellUpTo(record, m_reader.position() - 1, round);
        tell(record, round);
        m_told = m_reader.position();
    }
}

/// What is missing before the record at this position: the landmarks of it, and the rest as lost.
void RingTap::tellUpTo(const RingRecord &record, std::uint64_t position, const Round &round)
{
    if (m_told == position)
        return;
    while (const auto landmark = landmarkBefore(position)) {
        if (landmark->position < m_told || landmark->record.call >= callCount())
            continue;
        m_read = static_cast<std::int64_t>(landmark->bytesRead);
        m_written = static_cast<std::int64_t>(landmark->bytesWritten);
        tellLoss(landmark->record, landmark->position, round);
        tell(landmark->record, round);
        m_told = landmark->position + 1;
    }
    tellLoss(record, position, round);
}

void RingTap::tell(const RingRecord &record, const Round &round)
{
    auto event = eventOf(record, m_worker, round.clock, round.startTime);
    if (event.effect == Effect::Fork)
        event.other = childOf(round.program, event.step);
    if (event.effect == Effect::Duplicate || event.effect == Effect::OpenProcFile
        || event.effect == Effect::OpenProcess || event.effect == Effect::None)
        event.other = ownerOf(round.program, event.step);
    if (event.effect == Effect::Resize && event.error == EPERM)
        tellLimits(event);
    if (event.effect == Effect::Read || event.effect == Effect::Write) {
        m_read = event.out[0];
        m_written = event.out[1];
    }
    round.events.push_back(event);
}

/// The next landmark that was written before this position of the ring.
std::optional<Landmark> RingTap::landmarkBefore(std::uint64_t position)
{
    Landmark landmark{};
    std::uint64_t overwritten = 0;
    if (!m_ahead && m_landmarks.next(landmark, overwritten))
        m_ahead = landmark;
    return m_ahead && m_ahead->position < position ? std::exchange(m_ahead, std::nullopt)
                                                   : std::nullopt;
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
void RingTap::tellLoss(const RingRecord &before, std::uint64_t position, const Round &round)
{
    if (m_told == position)
        return;
    Event event;
    event.kind = EventKind::EventsLost;
    event.worker = m_worker;
    event.time = timeOf(before, round.clock, round.startTime);
    event.call = before.call;
    event.arguments = before.arguments;
    event.result = static_cast<std::int64_t>(position - m_told);
    const auto effect = effectOf(before.call, before.arguments);
    const auto moved = std::max<std::int64_t>(0, before.result);
    std::int64_t read = m_read;
    std::int64_t written = m_written;
    if (effect == Effect::Read || effect == Effect::Write) {
        read = before.out[0] - (effect == Effect::Read ? moved : 0);
        written = before.out[1] - (effect == Effect::Write ? moved : 0);
    }
    event.out = {static_cast<std::int64_t>(position), read, written, 0};
    round.events.push_back(event);
}

} // namespace seeipc
