// SPDX-License-Identifier: MIT
// What processes tell the observer themselves: who has come, what their rings tell, where they stand.
#include "session/observer.h"

#include "mechanisms/registry.h"

#include <cerrno>
#include <utility>

namespace seeipc {

/// Which gate a worker stands at, and which time; 0: at none.
std::uint64_t Observer::gateKeyOf(const WorkerLine &line)
{
    const auto gate = line.gate.load(std::memory_order_acquire);
    if (gate == static_cast<std::uint32_t>(Gate::Open))
        return 0;
    return std::uint64_t{line.gateCount.load(std::memory_order_relaxed)} << 8 | gate;
}

void Observer::meetWorkers()
{
    for (std::size_t i = 0; i < m_watched.size(); ++i) {
        const auto worker = static_cast<WorkerId>(i);
        auto &watched = m_watched[i];
        if (watched.pid == 0)
            watched.pid = m_parts.area.line(worker).pid.load(std::memory_order_acquire);
        if (watched.pid != 0 && !watched.process && !watched.isGone)
            meet(worker);
    }
}

void Observer::meet(WorkerId worker)
{
    auto &watched = m_watched[worker];
    auto process = WatchedProcess::open(watched.pid,
                                        groupsOfSession(m_parts.area, m_parts.steward->pid()));
    if (process) {
        watched.process = std::move(*process);
        watched.refusal = 0;
        return;
    }
    const int refusal = process.error().code;
    if (refusal == ESRCH || refusal == ENOENT) {
        watched.isGone = true;
        watched.goneTime = now();
    } else if (watched.refusal != refusal) {
        auto event = looked(EventKind::ObservationFailed, worker);
        event.error = refusal;
        m_batch.push_back(event);
    }
    watched.refusal = refusal;
}

void Observer::tellStart(WorkerId worker, pid_t pid, std::int64_t time)
{
    auto event = looked(EventKind::ProcessStarted, worker);
    event.source = Source::Reported;
    event.result = pid;
    event.time = time;
    m_batch.push_back(event);
    m_watched[worker].pid = pid;
    m_watched[worker].isExpected = true;
}

/// Records of a worker whose fork was not told yet stay where they are: without it nobody knows
/// its descriptors. Once more after each fork, as the child may come before its parent here.
void Observer::drainRings()
{
    std::vector<bool> isDrained(m_watched.size());
    for (bool isNew = true; isNew;) {
        isNew = false;
        for (std::size_t i = 0; i < m_watched.size(); ++i) {
            auto &watched = m_watched[i];
            if (!watched.isExpected && isOrphan(static_cast<WorkerId>(i)))
                tellStart(static_cast<WorkerId>(i), watched.pid, now());
            if (!watched.isExpected || isDrained[i])
                continue;
            isDrained[i] = isNew = true;
            noteHandled(static_cast<WorkerId>(i)); // before: it may be why a call returned
            const auto first = m_batch.size();
            watched.tap.drain(m_clock, m_parts.startTime, m_parts.program, m_batch);
            noteForks(first);
        }
    }
    std::erase_if(m_ends, [this](const WireMessage &message) { return tookEnd(message); });
}

void Observer::noteForks(std::size_t firstEvent)
{
    for (auto i = firstEvent; i < m_batch.size(); ++i) {
        const auto event = m_batch[i];
        if (event.kind == EventKind::CallReturned && event.effect == Effect::Fork
            && event.error == 0 && event.other < m_watched.size())
            tellStart(event.other, static_cast<pid_t>(event.result), event.time);
    }
}

/// It is there, and nobody is left who could tell of its fork.
bool Observer::isOrphan(WorkerId worker) const
{
    if (m_watched[worker].pid == 0)
        return false;
    if (m_parts.area.session().recording.load(std::memory_order_relaxed) == 0)
        return true; // forks are not told at all
    const auto &header = m_parts.program.header();
    for (std::size_t i = 0; i < m_watched.size(); ++i) {
        const auto &maker = header.workers[i];
        for (std::size_t k = 0; k < maker.stepCount; ++k) {
            const auto &step = m_parts.program.step(maker.firstStep + k);
            if (step.operation == Operation::Call && step.child == worker)
                return m_watched[i].isGone;
        }
    }
    return false;
}

/// The spawner waited for a process that nobody else did. False: nobody has told of it yet.
bool Observer::tookEnd(const WireMessage &message)
{
    for (std::size_t i = 0; i < m_watched.size(); ++i) {
        auto &watched = m_watched[i];
        const auto state = m_snapshot.processes[i].state;
        if (watched.pid != message.pid || state == ProcessState::Exited
            || state == ProcessState::Killed)
            continue;
        if (!watched.isExpected)
            return false;
        if (!watched.isGone) { // its last records were written before it ended
            watched.isGone = true;
            watched.goneTime = now();
            watched.tap.drain(m_clock, m_parts.startTime, m_parts.program, m_batch);
            if (isProgram(static_cast<WorkerId>(i)))
                noteGate(static_cast<WorkerId>(i));
        }
        auto event = looked(EventKind::ProcessEnded, static_cast<WorkerId>(i));
        event.result = message.status;
        m_batch.push_back(event);
        return true;
    }
    return false;
}

/// Where workers stand: at a gate, or inside a call that has lasted.
void Observer::noteGates()
{
    for (std::size_t i = 0; i < m_watched.size(); ++i) {
        const auto worker = static_cast<WorkerId>(i);
        const auto &watched = m_watched[i];
        const bool isThere = !watched.isGone && watched.process;
        if (watched.isExpected && (isThere || isProgram(worker)))
            noteGate(worker);
    }
}

/// In the execve(2) that no record tells: it has become a program that may have ended since.
bool Observer::isProgram(WorkerId worker) const
{
    const auto &line = m_parts.area.line(worker);
    const auto call = static_cast<CallId>(line.callAndStep.load(std::memory_order_relaxed) >> 16);
    return line.enteredCount.load(std::memory_order_acquire) == m_watched[worker].tap.position() + 1
           && call < callCount() && callAt(call).effect == Effect::Exec;
}

/// Long enough for a sleep to be worth telling at once.
bool Observer::isLongOpen(const WorkerLine &line) const
{
    constexpr std::int64_t shortCall = 500'000; // nanoseconds
    const auto stamp = line.enteredStamp.load(std::memory_order_relaxed);
    return stamp != 0 && m_clock.nanoseconds(stamp) - m_parts.startTime < now() - shortCall;
}

/// Handlers run inside of calls and between them; they have told how often.
void Observer::noteHandled(WorkerId worker)
{
    const auto &handled = m_parts.area.line(worker).handled;
    auto &told = m_watched[worker].handled;
    for (std::size_t signal = 1; signal < handled.counts.size(); ++signal) {
        const auto count = handled.counts[signal].load(std::memory_order_acquire);
        if (count <= told[signal])
            continue;
        told[signal] = count;
        auto event = looked(EventKind::SignalHandled, worker);
        event.source = Source::Reported;
        event.time = toldTime(m_clock.nanoseconds(handled.stamp.load(std::memory_order_relaxed))
                              - m_parts.startTime);
        event.arguments[0] = static_cast<std::int32_t>(signal);
        event.result = count;
        m_batch.push_back(event);
    }
}

void Observer::noteGate(WorkerId worker)
{
    auto &watched = m_watched[worker];
    const auto &line = m_parts.area.line(worker);
    const auto turn = line.enteredCount.load(std::memory_order_acquire);
    const bool isOpen = turn == watched.tap.position() + 1;
    const auto key = isOpen ? 0 : gateKeyOf(line);
    const bool hasLasted = isOpen && watched.openTurn != turn
                           && (watched.seenTurn == turn || isLongOpen(line) || isProgram(worker));
    watched.seenTurn = turn;
    if (key == 0)
        watched.gateKey = 0;
    if (!hasLasted && (key == 0 || key == watched.gateKey))
        return;
    auto event = announced(hasLasted ? EventKind::CallEntered : EventKind::AtGate, worker);
    // Whoever went on meanwhile may have announced its next call: the next tick tells.
    const auto entered = line.enteredCount.load(std::memory_order_relaxed);
    const auto returned = line.head.load(std::memory_order_relaxed);
    if (!event || entered != turn || returned != watched.tap.position())
        return;
    if (hasLasted) {
        watched.openTurn = turn;
        watched.sleep = Sleep::Running;
        const auto stamp = line.enteredStamp.load(std::memory_order_relaxed);
        event->entered = stamp == 0 ? event->time : m_clock.nanoseconds(stamp) - m_parts.startTime;
        event->time = toldTime(event->entered);
        event->effect = effectOf(event->call, event->arguments);
        if (event->effect == Effect::Fork)
            return; // it is told as of its entry, before its child runs, once it has returned
    } else {
        const auto stamp = line.gateStamp.load(std::memory_order_relaxed);
        if (gateKeyOf(line) != key)
            return;
        event->time = toldTime(m_clock.nanoseconds(stamp) - m_parts.startTime);
        watched.gateKey = key;
        event->out[0] = static_cast<std::int64_t>(key & 0xff);
    }
    m_batch.push_back(*event);
}

/// The call that a worker's line tells: the open one, or the next. What is read after it is at
/// least as new.
std::optional<Event> Observer::announced(EventKind kind, WorkerId worker) const
{
    const auto &line = m_parts.area.line(worker);
    auto event = looked(kind, worker);
    event.source = Source::Reported;
    const auto callAndStep = line.callAndStep.load(std::memory_order_relaxed);
    event.call = static_cast<CallId>(callAndStep >> 16);
    event.step = static_cast<StepId>(callAndStep & 0xffff);
    event.iteration = line.iteration.load(std::memory_order_relaxed);
    event.arguments = {line.argument0.load(std::memory_order_relaxed),
                       line.argument1.load(std::memory_order_relaxed)};
    event.out[3] = line.argument2.load(std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_acquire);
    if (event.call >= callCount())
        return std::nullopt;
    if (callAt(event.call).parameters.size() < 3)
        event.out[3] = absent;
    return event;
}

} // namespace seeipc
