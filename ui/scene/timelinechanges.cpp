// SPDX-License-Identifier: MIT
#include "ui/scene/timelinechanges.h"

#include <algorithm>

namespace seeipc {

namespace {

constexpr std::size_t mostMarks = 131'072; ///< beyond it every second one goes
constexpr std::size_t mostSteps = 1'024;   ///< the same of a channel's capacities

/// What the event tells of a capacity; 0: nothing.
std::int64_t toldCapacity(const Event &event)
{
    if (event.error != 0)
        return 0;
    if (event.kind == EventKind::ChannelSampled)
        return event.out[0];
    if (event.kind != EventKind::CallReturned)
        return 0;
    if (event.effect == Effect::MakeChannel)
        return event.out[2];
    const bool isAnswer = event.effect == Effect::Resize || event.effect == Effect::ReportCapacity;
    return isAnswer ? event.result : 0;
}

} // namespace

void TimelineChanges::clear()
{
    *this = {};
}

void TimelineChanges::follow(const Trace &trace)
{
    for (; m_seen < trace.count(); ++m_seen) {
        if (m_seen % m_stride == 0)
            m_marks.push_back(m_count);
        const bool isKnown = m_seen >= trace.first();
        if (isKnown)
            noteCapacity(trace.at(m_seen));
        m_count += isKnown && isColumn(trace.at(m_seen)) ? 1 : 0;
        if (m_marks.size() <= mostMarks)
            continue;
        for (std::size_t i = 1; 2 * i < m_marks.size(); ++i)
            m_marks[i] = m_marks[2 * i];
        m_marks.resize((m_marks.size() + 1) / 2);
        m_stride *= 2;
    }
}

void TimelineChanges::noteCapacity(const Event &event)
{
    const auto bytes = toldCapacity(event);
    if (bytes <= 0 || event.channel == noChannel)
        return;
    if (event.channel >= m_capacities.size())
        m_capacities.resize(event.channel + std::size_t{1});
    auto &steps = m_capacities[event.channel];
    if (!steps.empty() && (steps.back().bytes == bytes || event.time < steps.back().time))
        return;
    steps.push_back({m_seen, event.time, bytes});
    if (steps.size() <= mostSteps)
        return;
    for (std::size_t i = 1; 2 * i < steps.size(); ++i)
        steps[i] = steps[2 * i];
    steps.resize((steps.size() + 1) / 2);
}

const std::vector<CapacityStep> &TimelineChanges::capacities(ChannelId channel) const
{
    static const std::vector<CapacityStep> none;
    return channel < m_capacities.size() ? m_capacities[channel] : none;
}

std::int64_t TimelineChanges::before(const Trace &trace, std::int64_t position) const
{
    if (position >= m_seen)
        return m_count;
    const auto mark = static_cast<std::size_t>(position / m_stride);
    auto change = m_marks[mark];
    const auto from = position - position % m_stride;
    if (from < trace.first())
        return static_cast<std::int64_t>(placeBefore(position));
    for (auto i = from; i < position; ++i)
        change += isColumn(trace.at(i)) ? 1 : 0;
    return change;
}

double TimelineChanges::placeBefore(std::int64_t position) const
{
    if (position >= m_seen)
        return static_cast<double>(m_count);
    const auto mark = static_cast<std::size_t>(position / m_stride);
    const auto here = m_marks[mark];
    const auto from = static_cast<std::int64_t>(mark) * m_stride;
    const auto next = mark + 1 < m_marks.size() ? m_marks[mark + 1] : m_count;
    const auto events = std::min(m_stride, m_seen - from);
    return static_cast<double>(here)
           + static_cast<double>(next - here) * static_cast<double>(position - from)
                 / static_cast<double>(events);
}

std::int64_t TimelineChanges::positionBefore(double place) const
{
    const auto change = static_cast<std::int64_t>(std::max(0.0, place));
    const auto after = std::upper_bound(m_marks.begin(), m_marks.end(), change);
    return std::max<std::ptrdiff_t>(0, after - m_marks.begin() - 1) * m_stride;
}

std::int64_t TimelineChanges::positionOf(const Trace &trace, std::int64_t change) const
{
    if (change >= m_count)
        return m_seen;
    const auto after = std::upper_bound(m_marks.begin(), m_marks.end(), change);
    const auto mark = std::max<std::ptrdiff_t>(0, after - m_marks.begin() - 1);
    auto position = std::max(trace.first(), mark * m_stride);
    auto number = position == mark * m_stride ? m_marks[static_cast<std::size_t>(mark)]
                                              : before(trace, position);
    for (; position < m_seen; ++position) {
        if (isColumn(trace.at(position)) && number++ >= change)
            break;
    }
    return position;
}

} // namespace seeipc
