// SPDX-License-Identifier: MIT
// The observer's run to the next change or to a step of the demo: one call granted at a time, and a
// look at everybody before the next.
#include "session/observer.h"

#include "session/run.h"

#include <unistd.h>
#include <utility>

namespace seeipc {

namespace {

constexpr std::int64_t restPatience =
    50'000'000;                            ///< nanoseconds: who has not come to rest is let be
constexpr std::int64_t quickTick = 50'000; ///< thousands of calls a second
constexpr std::int64_t slowTick = 1'000'000;
constexpr std::int64_t longCall = 20'000'000; ///< a step that lasts, or will not return: no hurry

} // namespace

void Observer::startRun(WorkerId worker, StepId target, std::uint64_t number)
{
    endRun();
    Run run;
    run.worker = worker;
    run.target = target;
    run.number = number;
    run.grantTime = now();
    m_run = std::move(run);
    if (!m_controls.isHeld() || worker >= m_watched.size())
        endRun();
}

void Observer::endRun()
{
    if (!m_run)
        return;
    {
        const std::lock_guard lock(m_exchange.mutex);
        m_exchange.runsDone = m_run->number;
    }
    m_run.reset();
    const std::uint64_t one = 1;
    (void)!::write(m_wakeFd, &one, sizeof one);
}

/// `isQuiet`: the snapshot has all that was seen, and nothing new came in this tick.
void Observer::driveRun(bool isQuiet)
{
    if (!m_run || !hasMoved())
        return;
    auto &run = *m_run;
    if (run.restTime == 0)
        run.restTime = now();
    const bool isPatient = now() - run.restTime < restPatience;
    if (!isQuiet && isPatient)
        return;
    const auto &process = m_snapshot.processes[run.worker];
    const bool isOver = run.isGranted
                        && (run.target == noStep
                                ? isRunOver(run.worker, run.before, m_snapshot)
                                : isRunToStepOver(run.worker, run.target, m_snapshot));
    if (!isOver && !isEverybodyAtRest() && isPatient)
        return;
    if (isOver || process.state != ProcessState::AtGate || process.gate != Gate::Held
        || m_controls.hasByHand(run.worker)) {
        endRun();
        return;
    }
    run.before = m_snapshot;
    run.gateKey = m_watched[run.worker].gateKey;
    run.isGranted = true;
    run.grantTime = now();
    run.restTime = 0;
    m_controls.grantStep(run.worker);
}

/// Is the call that was granted made, or will it not return by itself?
bool Observer::hasMoved() const
{
    const auto state = m_snapshot.processes[m_run->worker].state;
    const auto key = m_watched[m_run->worker].gateKey;
    const bool isAtNewGate = key != 0 && key != m_run->gateKey;
    return !m_run->isGranted
           || (state == ProcessState::AtGate ? isAtNewGate : state != ProcessState::Running);
}

/// Is nobody on the way to something else? Who sleeps was looked at before a tick is quiet.
bool Observer::isEverybodyAtRest() const
{
    const auto &last = m_snapshot.processes[m_run->worker].last;
    const bool hasSignalled = last && last->effect == Effect::Signal && last->error == 0;
    if (m_run->isGranted && hasSignalled) // its receiver may be on its way to its end
        return false;
    for (std::size_t i = 0; i < m_watched.size(); ++i) {
        const auto &process = m_snapshot.processes[i];
        const auto condition = m_parts.area.line(static_cast<WorkerId>(i))
                                   .gatePosition.load(std::memory_order_relaxed);
        const bool isLetGo = process.state == ProcessState::AtGate
                             && process.gate == Gate::Condition
                             && condition < m_conditionsOpen.size() && m_conditionsOpen[condition];
        const bool isAwaited = process.state == ProcessState::Running
                               || (process.state == ProcessState::AtGate
                                   && process.gate == Gate::Pace); // it is not held yet
        const bool isArriving = !m_run->isGranted && isAwaited;
        if (isLetGo || isArriving)
            return false;
    }
    return true;
}

/// While a call is made that was granted, nobody knows when it returns.
std::int64_t Observer::runTick() const
{
    return now() - m_run->grantTime < longCall ? quickTick : slowTick;
}

} // namespace seeipc
