// SPDX-License-Identifier: MIT
// The observer's looks at processes in /proc: who sleeps and in which call, who has ended, told or not.
#include "session/observer.h"

#include "mechanisms/registry.h"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace seeipc {

namespace {

constexpr std::int64_t lookInterval = 500'000'000;   ///< nanoseconds; at what does not change
constexpr std::int64_t statusPatience = 500'000'000; ///< for whoever has waited for it to tell

} // namespace

/// Has another look at what does not change come due since the last? All come due at the same time, so
/// that whoever shows them is woken once.
bool Observer::isNextLook(std::int64_t last, std::int64_t time)
{
    return time / lookInterval > last / lookInterval;
}

void Observer::lookAtProcesses()
{
    for (std::size_t i = 0; i < m_watched.size(); ++i) {
        const auto worker = static_cast<WorkerId>(i);
        auto &watched = m_watched[i];
        if (!watched.isExpected)
            continue; // its fork, which comes first, has not been told: the caller may be without a CPU
        if (watched.isGone && watched.sleep == Sleep::Zombie)
            noteReaped(worker);
        if (isUntold(worker))
            tellUntoldEnd(worker);
        if (!watched.process || watched.isGone)
            continue;
        if (watched.process->hasEnded()) {
            noteEnd(worker);
            continue;
        }
        const bool isUnsettled = isInside(worker)
                                 && (watched.sleep != Sleep::Asleep || watched.isDisturbed
                                     || watched.seenTurn != watched.openTurn);
        if (isUnsettled || watched.mustLook || isNextLook(watched.lookTime, now()))
            lookAt(worker);
    }
}

void Observer::lookAt(WorkerId worker)
{
    auto &watched = m_watched[worker];
    const auto &line = m_parts.area.line(worker);
    const auto turn = line.enteredCount.load(std::memory_order_acquire);
    const bool isOpen = turn > watched.tap.position() && watched.openTurn == turn;
    const auto call = static_cast<CallId>(line.callAndStep.load(std::memory_order_relaxed) >> 16);
    const auto inside = isOpen && call < callCount() ? call : noCall;
    auto found = watched.process->look(inside, turn);
    const bool hasMoved = found && found->sleep == Sleep::Running;
    if (hasMoved && inside != noCall)
        found = watched.process->look(inside,
                                      turn); // the second of two: it may sleep since just now
    watched.mustLook = false;
    auto event = looked(EventKind::ProcessSampled, worker);
    event.call = isOpen ? call : noCall;
    event.effect = inside != noCall ? callAt(inside).effect : Effect::None;
    if (!found) {
        event.kind = EventKind::ObservationFailed;
        event.error = found.error().code;
        if (watched.refusal != event.error && event.error != ESRCH)
            m_batch.push_back(event);
        watched.refusal = event.error;
        watched.lookTime = now();
        return;
    }
    watched.refusal = 0;
    const bool isStillInside = line.enteredCount.load(std::memory_order_acquire) == turn
                               && line.head.load(std::memory_order_acquire) < turn;
    const auto sleep = found->sleep == Sleep::Asleep && !isStillInside ? Sleep::Running
                                                                       : found->sleep;
    if (sleep == Sleep::Asleep)
        watched.asleepTime = event.time;
    const bool hasStirred = hasMoved && sleep == Sleep::Asleep && watched.sleep == Sleep::Asleep;
    const bool isNews = sleep != watched.sleep || watched.isDisturbed || hasStirred;
    watched.isDisturbed = false;
    const bool isDue = isNextLook(watched.lookTime, now());
    if (sleep == Sleep::Stopped || (sleep == Sleep::Running && inside != noCall))
        watched.awakeTime = now();
    if (!isNews && !isDue)
        return;
    if (sleep == Sleep::Asleep && watched.sleep != Sleep::Asleep) {
        const auto stamp = line.enteredStamp.load(std::memory_order_relaxed);
        const auto entered = stamp == 0 ? event.time
                                        : m_clock.nanoseconds(stamp) - m_parts.startTime;
        event.out[2] = event.time;
        event.time = toldTime(std::max(watched.awakeTime, entered));
    }
    watched.sleep = sleep;
    watched.lookTime = now();
    if (!isNews && sleep == Sleep::Running)
        return;
    event.out[0] = static_cast<std::int64_t>(sleep);
    event.out[1] = hasStirred ? 1 : 0;
    if (found->inside)
        tellForeignCall(event, *found->inside);
    event.result = found->rawStatus;
    m_batch.push_back(event);
    if (sleep == Sleep::Asleep && m_snapshot.processes[worker].channel != noChannel)
        m_channelDue[m_snapshot.processes[worker].channel] = true;
}

/// The call in which a program that is no worker sleeps, as far as the table has it.
void Observer::tellForeignCall(Event &event, const ProcSyscall &inside)
{
    event.out[3] = 1;
    for (std::size_t i = 0; i < callCount(); ++i) {
        const auto call = static_cast<CallId>(i);
        if (!isSystemCallOf(call, inside.number))
            continue;
        event.call = call;
        event.effect = callAt(call).effect;
        event.arguments = {static_cast<std::int32_t>(inside.arguments[0]),
                           static_cast<std::int32_t>(inside.arguments[2])};
        break;
    }
    complete(event);
}

/// A process has ended; who waits for it will tell its status, until then it is a zombie.
void Observer::noteEnd(WorkerId worker)
{
    auto &watched = m_watched[worker];
    watched.isGone = true;
    watched.goneTime = now();
    drainRings(); // its last records were written before it ended
    if (isProgram(worker))
        noteGate(worker);
    auto event = looked(EventKind::ProcessSampled, worker);
    const auto found = watched.process->look(noCall, 0);
    if (!found || found->sleep != Sleep::Zombie)
        return; // it has been waited for
    event.out[0] = static_cast<std::int64_t>(Sleep::Zombie);
    event.result = found->rawStatus;
    m_batch.push_back(event);
    watched.sleep = Sleep::Zombie;
}

/// A zombie that somebody has waited for: it is told by now, or never will be.
void Observer::noteReaped(WorkerId worker)
{
    auto &watched = m_watched[worker];
    if (watched.process->look(noCall, 0))
        return;
    watched.sleep = Sleep::Running;
    watched.goneTime = now();
}

/// It has been waited for, by somebody who has not told and never will: killed meanwhile, or the kernel
/// itself, where SIGCHLD is ignored.
bool Observer::isUntold(WorkerId worker) const
{
    const auto &watched = m_watched[worker];
    const auto state = m_snapshot.processes[worker].state;
    const bool isKnown = state == ProcessState::Exited || state == ProcessState::Killed;
    const bool isRecording = m_parts.area.session().recording.load(std::memory_order_relaxed) != 0;
    const auto patience = isRecording ? statusPatience : statusPatience / 10; // no wait() is told
    return watched.isExpected && watched.isGone && !isKnown && watched.sleep != Sleep::Zombie
           && now() - watched.goneTime > patience;
}

/// With the status that it had as a zombie, if it was seen as one.
void Observer::tellUntoldEnd(WorkerId worker)
{
    if (std::exchange(m_watched[worker].isEndTold, true))
        return;
    auto event = looked(EventKind::ProcessEnded, worker);
    const auto &ending = m_snapshot.processes[worker].ending;
    event.result = ending ? ending->raw() : absent;
    m_batch.push_back(event);
}

} // namespace seeipc
