// SPDX-License-Identifier: MIT
#include "ui/model/playhead.h"

#include "events/change.h"
#include "ui/model/ratemeter.h"
#include "ui/model/sessionmodel.h"

#include <algorithm>

namespace seeipc {

namespace {

constexpr std::int64_t mostSearched = 8192; ///< events behind the instant

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

Playhead::Playhead(SessionModel &model) : QObject(&model), m_model(model)
{
    connect(&model, &SessionModel::recorded, this, [this] {
        if (!m_isLive && findLosses()) // the instant was the newest: what came then is told now
            tell();
    });
}

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

void Playhead::toNextTear()
{
    const auto &trace = m_model.trace();
    const auto from = m_isLive ? trace.first() : std::max(position(), trace.first());
    const auto found = nextTear(trace, from);
    if (!found)
        Q_EMIT noTear();
    else if (!m_isLive && *found == m_position && !isBetweenEvents())
        Q_EMIT noOtherTear();
    else
        moveTo(*found);
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
    m_searched = position;
    m_isFollowed.assign(m_snapshot.processes.size(), false);
    findLosses();
    RateMeter meter;
    const auto before = std::max<std::int64_t>(0, m_time - RateMeter::span);
    const auto past = trace.snapshotAt(trace.positionAt(before));
    meter.reset(past, std::max(before, past.time));
    meter.look(m_snapshot, m_time);
    m_rates = meter.rates();
    tell();
}

/// Whose next record is of calls that were not kept: some of them came before the instant. Are there such
/// as were not found before?
bool Playhead::findLosses()
{
    const auto &trace = m_model.trace();
    const auto end = std::min(trace.count(), m_position + mostSearched);
    bool isFound = false;
    for (m_searched = std::max(m_searched, trace.first()); m_searched < end; ++m_searched) {
        const auto &event = trace.at(m_searched);
        const bool isLoss = event.kind == EventKind::EventsLost;
        if ((!isLoss && event.kind != EventKind::CallReturned
             && event.kind != EventKind::ProcessEnded)
            || event.worker >= m_isFollowed.size() || m_isFollowed[event.worker])
            continue;
        m_isFollowed[event.worker] = true;
        const auto &last = m_snapshot.processes[event.worker].last;
        if (isLoss && last && last->time < m_time) {
            doubt(event);
            isFound = true;
        }
    }
    if (isFound)
        m_waits = waitsFor(m_snapshot);
    return isFound;
}

/// What the pipes of whoever made those calls hold is about, and between two events the caption is of
/// them: the last one that was kept is not what happened last.
void Playhead::doubt(const Event &loss)
{
    for (const auto &descriptor : m_snapshot.processes[loss.worker].descriptors) {
        if (descriptor.channel >= m_snapshot.channels.size())
            continue;
        auto &channel = m_snapshot.channels[descriptor.channel];
        channel.slotsExact = false;
        if (!channel.disagrees && !channel.queued.isRefused())
            channel.queued = {static_cast<std::int64_t>(channel.slots.fill()), Source::Inferred,
                              std::max(channel.queued.time, channel.lastReturn), 0};
    }
    if (!isBetweenEvents())
        return;
    m_snapshot.last = loss;
    m_snapshot.last->time = m_snapshot.time;
}

void Playhead::tell()
{
    Q_EMIT moved();
    Q_EMIT m_model.changed();
}

} // namespace seeipc
