// SPDX-License-Identifier: MIT
// Where a worker stands between two calls: pace, hold, conditions, samples, calls by hand.
#include "posix/futex.h"
#include "worker/machine.h"

namespace seeipc {

void Machine::passGate(const ProgramStep &step, Toll toll)
{
    if (step.renews)
        m_area.session().conditions[step.condition].store(0, std::memory_order_release);
    for (;;) {
        const auto seen = m_control->wake.load(std::memory_order_acquire);
        if (const auto byHand = m_control->byHand.exchange(0, std::memory_order_acq_rel)) {
            leaveGate();
            makeCallByHand(byHand - 1);
            announce(step, resolve(step));
            continue;
        }
        std::int64_t timeout = -1;
        const auto gate = gateBefore(step, toll, timeout);
        if (gate == Gate::Open)
            break;
        standAt(gate, gate == Gate::Condition ? step.condition : 0, seen, timeout);
        if (gate == Gate::Condition) // its turn comes one pace after the condition: time to look
            m_lastStart = monotonicNanoseconds();
    }
    leaveGate();
    if (m_area.session().held.load(std::memory_order_relaxed) == 0)
        m_stepsMade = m_control->stepsGranted.load(std::memory_order_relaxed);
    else if (toll == Toll::Step)
        ++m_stepsMade;
    m_lastStart = monotonicNanoseconds();
}

/// What keeps the worker before its next step, and for how long at most.
Gate Machine::gateBefore(const ProgramStep &step, Toll toll, std::int64_t &timeout) const
{
    const auto &session = m_area.session();
    if (step.condition != noGate
        && session.conditions[step.condition].load(std::memory_order_acquire) == 0)
        return Gate::Condition;
    if (toll == Toll::None)
        return Gate::Open;
    if (session.held.load(std::memory_order_acquire) != 0) {
        const auto granted = m_control->stepsGranted.load(std::memory_order_acquire);
        return static_cast<std::int32_t>(granted - m_stepsMade) > 0 ? Gate::Open : Gate::Held;
    }
    const auto pace = m_control->paceNanoseconds.load(std::memory_order_acquire);
    timeout = m_lastStart + static_cast<std::int64_t>(pace) - monotonicNanoseconds();
    return pace > 0 && m_lastStart > 0 && timeout > 0 ? Gate::Pace : Gate::Open;
}

void Machine::waitForSample(std::uint16_t sample)
{
    auto &taken = m_area.session().samples[sample];
    for (;;) {
        const auto seen = m_control->wake.load(std::memory_order_acquire);
        if (taken.load(std::memory_order_acquire) != 0)
            break;
        standAt(Gate::Sample, sample, seen, -1);
    }
    leaveGate();
}

void Machine::standAt(Gate gate, std::uint32_t position, std::uint32_t seen, std::int64_t timeout)
{
    m_line->gatePosition.store(position, std::memory_order_relaxed);
    if (m_line->gate.load(std::memory_order_relaxed) != static_cast<std::uint32_t>(gate)) {
        m_line->gateStamp.store(stampNow(m_stampKind), std::memory_order_relaxed);
        m_line->gateCount.fetch_add(1, std::memory_order_relaxed);
    }
    m_line->gate.store(static_cast<std::uint32_t>(gate), std::memory_order_seq_cst);
    futexWait(m_control->wake, seen, timeout);
}

/// Between this store and the observer's of `borrowed` one of the two sees the other's.
void Machine::leaveGate()
{
    constexpr std::int64_t lookAgain = 1'000'000;
    m_line->gate.store(static_cast<std::uint32_t>(Gate::Open), std::memory_order_seq_cst);
    while (m_control->borrowed.load(std::memory_order_seq_cst) != 0)
        futexWait(m_control->borrowed, 1, lookAgain);
}

} // namespace seeipc
