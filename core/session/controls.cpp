// SPDX-License-Identifier: MIT
#include "session/controls.h"

#include "posix/futex.h"

#include <algorithm>

namespace seeipc {

namespace {

constexpr std::uint32_t askedAtFullSpeed = 64;

} // namespace

/// Tells one worker that something is different: it looks again at its gate, or comes to one.
void Controls::changed(WorkerId worker)
{
    auto &control = m_area.control(worker);
    const auto pace = paceOf(worker);
    control.paceNanoseconds.store(static_cast<std::uint64_t>(pace), std::memory_order_release);
    const bool mustLook = pace > 0 || isHeld()
                          || control.byHand.load(std::memory_order_acquire) != 0;
    control.attention.store(mustLook ? 1 : 0, std::memory_order_release);
    control.wake.fetch_add(1, std::memory_order_acq_rel);
    futexWakeAll(control.wake);
}

void Controls::allChanged()
{
    const bool isSlow = !m_pace.isFullSpeed() || isHeld() || m_asksAlways;
    m_area.session().queuedEvery.store(isSlow ? 1 : askedAtFullSpeed, std::memory_order_release);
    for (std::size_t i = 0; i < m_area.session().workerCount; ++i)
        changed(static_cast<WorkerId>(i));
}

/// The session's pace by the worker's share in per cent, which may be a live parameter.
std::int64_t Controls::paceOf(WorkerId worker) const
{
    const auto &share = m_program.header().workers[worker].pace;
    std::int64_t percent = 100;
    if (share.kind == OperandKind::Constant)
        percent = share.constant;
    else if (share.kind == OperandKind::Parameter)
        percent = m_area.session().parameters[share.index].load(std::memory_order_relaxed);
    return m_pace.nanoseconds * 100 / std::max<std::int64_t>(1, percent);
}

void Controls::setHeld(bool isHeld)
{
    m_area.session().held.store(isHeld ? 1 : 0, std::memory_order_release);
    allChanged();
}

bool Controls::isHeld() const
{
    return m_area.session().held.load(std::memory_order_acquire) != 0;
}

void Controls::grantStep(WorkerId worker)
{
    m_area.control(worker).stepsGranted.fetch_add(1, std::memory_order_acq_rel);
    changed(worker);
}

void Controls::setPace(Pace pace)
{
    m_pace = pace;
    allChanged();
}

void Controls::setParameter(std::size_t position, std::int64_t value)
{
    m_area.session().parameters[position].store(value, std::memory_order_release);
    allChanged();
}

void Controls::setStopping()
{
    m_area.session().stop.store(1, std::memory_order_release);
    allChanged();
}

void Controls::openCondition(std::size_t condition)
{
    m_area.session().conditions[condition].store(1, std::memory_order_release);
    allChanged();
}

void Controls::endSample(std::size_t sample)
{
    m_area.session().samples[sample].store(1, std::memory_order_release);
    allChanged();
}

void Controls::makeByHand(WorkerId worker, std::uint32_t number, int fd)
{
    auto &control = m_area.control(worker);
    control.byHandFd.store(fd, std::memory_order_release);
    control.byHand.store(number + 1, std::memory_order_release);
    changed(worker);
}

void Controls::makeCallByHand(WorkerId worker, CallId call,
                              const std::array<std::int64_t, 3> &values)
{
    auto &control = m_area.control(worker);
    control.handCall.store(call, std::memory_order_release);
    for (std::size_t i = 0; i < values.size(); ++i)
        control.handValues[i].store(values[i], std::memory_order_release);
    makeByHand(worker, freeCallByHand, -1);
}

bool Controls::hasByHand(WorkerId worker) const
{
    return m_area.control(worker).byHand.load(std::memory_order_acquire) != 0;
}

bool Controls::takeBack(WorkerId worker)
{
    const bool isTaken = m_area.control(worker).byHand.exchange(0, std::memory_order_acq_rel) != 0;
    changed(worker);
    return isTaken;
}

void Controls::askAlways()
{
    m_asksAlways = true;
    allChanged();
}

bool Controls::keepAtGate(WorkerId worker)
{
    m_area.control(worker).borrowed.store(1, std::memory_order_seq_cst);
    if (m_area.line(worker).gate.load(std::memory_order_seq_cst)
        != static_cast<std::uint32_t>(Gate::Open))
        return true;
    letGo(worker);
    return false;
}

void Controls::letGo(WorkerId worker)
{
    auto &control = m_area.control(worker);
    control.borrowed.store(0, std::memory_order_seq_cst);
    if (m_area.line(worker).gate.load(std::memory_order_seq_cst)
        == static_cast<std::uint32_t>(Gate::Open))
        futexWakeAll(control.borrowed); // it may have left meanwhile and wait for us
}

} // namespace seeipc
