// SPDX-License-Identifier: MIT
#include "ui/pacer.h"

#include "posix/clock.h"

#include <algorithm>

namespace seeipc {

namespace {

constexpr std::int64_t period = 1'000'000'000 / 60; ///< nanoseconds
constexpr std::int64_t millisecond = 1'000'000;

} // namespace

Pacer::Pacer(QObject *parent) : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Pacer::fire);
}

/// The instants are the multiples of the period, so that frames asked for again and again come
/// evenly however long each of them takes.
void Pacer::request()
{
    if (m_deadline != 0)
        return;
    const auto now = monotonicNanoseconds();
    m_deadline = (now / period + 1) * period;
    m_timer.start(static_cast<int>((m_deadline - now + millisecond - 1) / millisecond));
}

void Pacer::fire()
{
    const auto deadline = m_deadline;
    m_late += std::max<std::int64_t>(0, (monotonicNanoseconds() - deadline) / period);
    m_deadline = 0;
    ++m_frames;
    Q_EMIT frame();
    m_worst = std::max(m_worst, monotonicNanoseconds() - deadline);
}

} // namespace seeipc
