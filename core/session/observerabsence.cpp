// SPDX-License-Identifier: MIT
// What the observer missed: stopped by a signal, or left without a CPU, it does not look.
#include "session/observer.h"

#include <algorithm>
#include <utility>

namespace seeipc {

namespace {

constexpr std::int64_t longDelay =
    250'000'000;                             ///< nanoseconds: a tick that comes so late was missed
constexpr std::int64_t justBefore = 100'000; ///< nanoseconds: older than what this tick finds

} // namespace

/// At the beginning of a tick: does it come so late, or did the last one take so long, that things may
/// have passed unseen?
void Observer::noteAbsence()
{
    const auto time = now();
    if (m_restTime == 0)
        return;
    if (m_restTime - m_tickTime > longDelay) {
        m_absence = pauseOfLastTick();
    } else if (time - m_dueTime > longDelay) {
        m_absence = Absence{m_restTime, time - justBefore, {}};
    } else {
        return;
    }
    m_absentUntil = m_absence->end;
    for (std::size_t i = 0; i < m_watched.size(); ++i)
        m_absence->isKnown.push_back(m_watched[i].isGone || hasStayed(static_cast<WorkerId>(i)));
}

/// Where it stopped in the middle of its looks: some were made before, some after. All are told anew.
Observer::Absence Observer::pauseOfLastTick()
{
    std::vector<std::int64_t> looks{m_tickTime, m_restTime};
    for (const auto &event : m_held) {
        const bool isOfRing = event.kind == EventKind::CallReturned
                              || event.kind == EventKind::EventsLost;
        if (!isOfRing && event.time > m_tickTime)
            looks.push_back(event.time);
    }
    std::sort(looks.begin(), looks.end());
    Absence longest;
    for (std::size_t i = 1; i < looks.size(); ++i) {
        if (looks[i] - looks[i - 1] > longest.end - longest.begin)
            longest = {looks[i - 1] + 1, looks[i] - 1, {}};
    }
    for (auto &watched : m_watched) {
        if (!watched.isGone) {
            watched.gateKey = 0;
            watched.sleep = Sleep::Running;
        }
    }
    return longest;
}

/// Does it stand at the same gate, or has it slept on without a switch?
bool Observer::hasStayed(WorkerId worker)
{
    auto &watched = m_watched[worker];
    const auto &line = m_parts.area.line(worker);
    if (watched.gateKey != 0)
        return watched.gateKey == gateKeyOf(line);
    const auto turn = line.enteredCount.load(std::memory_order_acquire);
    const auto call = static_cast<CallId>(line.callAndStep.load(std::memory_order_relaxed) >> 16);
    if (!watched.process || watched.sleep != Sleep::Asleep || watched.openTurn != turn)
        return false;
    watched.mustLook = true;
    const auto found = watched.process->look(call, turn);
    return found && found->sleep == Sleep::Asleep;
}

/// Of whoever has not stayed where it was only the calls are known that returned meanwhile.
void Observer::tellAbsence()
{
    const auto absence = std::exchange(m_absence, std::nullopt);
    for (std::size_t i = 0; absence && i < m_watched.size(); ++i) {
        if (absence->isKnown[i] || !m_watched[i].isExpected)
            continue;
        auto event = looked(EventKind::ProcessSampled, static_cast<WorkerId>(i));
        event.time = absence->begin;
        event.out[0] = static_cast<std::int64_t>(Sleep::Unseen);
        event.out[2] = absence->end;
        m_batch.push_back(event);
        event.time = absence->end;
        event.out = {static_cast<std::int64_t>(Sleep::Running), 0, 0, 0};
        m_batch.push_back(event);
    }
}

} // namespace seeipc
