// SPDX-License-Identifier: MIT
#include "ui/model/playhead.h"

#include "events/change.h"
#include "ui/model/ratemeter.h"
#include "ui/model/sessionmodel.h"

#include <algorithm>

namespace seeipc {

namespace {

/// Where calls came after the kernel's last number, the fill of the instant is what they made of it: one
/// figure for the tube, the caption and the inspector.
void settleFills(Snapshot &snapshot)
{
    for (auto &channel : snapshot.channels) {
        if (channel.exists && !channel.gone && !channel.isFillOfNow() && !channel.disagrees
            && !channel.queued.isRefused())
            channel.queued = {static_cast<std::int64_t>(channel.slots.fill()), Source::Inferred,
                              channel.lastReturn, 0};
    }
}

} // namespace

Playhead::Playhead(SessionModel &model) : QObject(&model), m_model(model) {}

std::int64_t Playhead::position() const
{
    return m_isLive ? m_model.trace().count() : m_position;
}

std::int64_t Playhead::time() const
{
    return m_isLive ? m_model.liveTime() : m_time;
}

void Playhead::freeze()
{
    if (m_isLive)
        show(position(), time());
}

void Playhead::goLive()
{
    if (m_isLive)
        return;
    reset();
    tell();
}

void Playhead::reset()
{
    m_isLive = true;
    m_snapshot = {};
    m_waits = {};
    m_rates = {};
}

void Playhead::moveTo(std::int64_t position)
{
    const auto &trace = m_model.trace();
    const auto there = std::clamp(position, trace.first(), trace.count());
    if (m_isLive || there != m_position || isBetweenEvents())
        show(there, trace.snapshotAt(there).time);
}

void Playhead::moveToTime(std::int64_t nanoseconds)
{
    const auto time = std::clamp<std::int64_t>(nanoseconds, 0, m_model.liveTime());
    if (m_isLive || time != m_time)
        show(m_model.trace().positionAt(time), time);
}

void Playhead::toPreviousChange()
{
    const auto &trace = m_model.trace();
    const auto here = std::max(position(), trace.first());
    moveTo(previousChange(trace, isBetweenEvents() ? here + 1 : here));
}

void Playhead::toNextChange()
{
    const auto &trace = m_model.trace();
    moveTo(nextChange(trace, std::max(position(), trace.first())));
}

void Playhead::show(std::int64_t position, std::int64_t time)
{
    const auto &trace = m_model.trace();
    m_isLive = false;
    m_position = position;
    m_snapshot = trace.snapshotAt(position);
    settleFills(m_snapshot);
    m_time = std::max(time, m_snapshot.time);
    m_waits = waitsFor(m_snapshot);
    RateMeter meter;
    const auto before = std::max<std::int64_t>(0, m_time - RateMeter::span);
    const auto past = trace.snapshotAt(trace.positionAt(before));
    meter.reset(past, std::max(before, past.time));
    meter.look(m_snapshot, m_time);
    m_rates = meter.rates();
    tell();
}

void Playhead::tell()
{
    Q_EMIT moved();
    Q_EMIT m_model.changed();
}

} // namespace seeipc
