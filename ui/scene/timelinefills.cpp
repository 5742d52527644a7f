// SPDX-License-Identifier: MIT
#include "ui/scene/timelinefills.h"

namespace seeipc {

FillWriter::FillWriter(const TimelineFacts &facts, const Snapshot &before, TimelineLayout &layout)
    : m_facts(facts), m_layout(layout), m_columns(layout.fills.size(), FillColumns(layout.scale))
{
    for (std::size_t i = 0; i < layout.fills.size(); ++i)
        m_levels.emplace_back(layout.scale.window.begin, readingOf(before.channels[i]));
}

void FillWriter::take(const Event &event, const Snapshot &after, double place)
{
    for (std::size_t i = 0; i < m_levels.size(); ++i)
        take(i, event, after.channels[i], place);
}

void FillWriter::take(std::size_t channel, const Event &event, const ChannelSnapshot &now,
                      double place)
{
    if (isTransfer(event.effect) && event.to == channel) {
        take(channel, asWriteInto(event), now, place);
        return;
    }
    auto &[since, level] = m_levels[channel];
    const auto before = level;
    const bool isThere = now.exists && !now.gone;
    const bool isLoss = event.kind == EventKind::EventsLost
                        && usesChannel(m_facts.cast, event.worker, channel);
    const bool isAskedLater = event.channel == channel
                              && (event.setBack || now.queued.source == Source::Inferred);
    if (isThere && isLoss)
        level.lose(event.time);
    else if (!isThere || isAskedLater) // then FIONREAD is not of the event's instant
        level = readingOf(now);
    else if (event.kind == EventKind::CallEntered && event.channel == channel && now.isModelAhead())
        level = {true, static_cast<std::int64_t>(now.slots.fill()), event.time}; // as on the stage
    else if (event.channel == channel)
        level.follow(event);
    if (level.saysTheSame(before))
        return;
    m_columns[channel].add(m_layout.scale.xOf(since), m_layout.scale.xOf(place), before);
    since = place;
}

void FillWriter::finish(double end)
{
    for (std::size_t i = 0; i < m_levels.size(); ++i) {
        const auto &[since, level] = m_levels[i];
        m_columns[i].add(m_layout.scale.xOf(since), m_layout.scale.xOf(end), level);
        finishFill(m_layout.fills[i], m_columns[i], m_facts, m_layout.scale);
    }
}

} // namespace seeipc
