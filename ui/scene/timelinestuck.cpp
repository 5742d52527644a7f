// SPDX-License-Identifier: MIT
#include "ui/scene/timelinestuck.h"

#include <algorithm>
#include <utility>

namespace seeipc {

namespace {

bool isNewCapacity(const Event &event, const Snapshot &before)
{
    return event.channel < before.channels.size() && event.out[0] > 0
           && before.channels[event.channel].capacity.value != event.out[0];
}

} // namespace

std::int64_t closedSince(const WaitsFor &waits)
{
    auto since = absent;
    for (const auto &wait : waits.waits) {
        if (wait.hopeless)
            since = std::max(since, wait.since);
    }
    return since;
}

bool StuckSleeps::mayFree(const Event &event, const Snapshot &before)
{
    if (isWaitForChild(event.effect) || event.effect == Effect::Resize)
        return true;
    const bool wasAsleep = event.worker < before.processes.size()
                           && before.processes[event.worker].state == ProcessState::Asleep;
    const auto sleep = static_cast<Sleep>(event.out[0]);
    switch (event.kind) {
    case EventKind::ProcessEnded: return true;
    case EventKind::CallReturned: return wasAsleep;
    case EventKind::ProcessSampled:
        return sleep == Sleep::Zombie || (wasAsleep && sleep != Sleep::Asleep);
    case EventKind::ChannelSampled: return isNewCapacity(event, before);
    default: return false;
    }
}

void StuckSleeps::judge(const WaitsFor &waits, const Snapshot &snapshot, std::int64_t position)
{
    m_stuck.resize(snapshot.processes.size());
    std::vector<WorkerId> sleepers;
    for (const auto &wait : waits.waits) {
        if (wait.hopeless)
            sleepers.push_back(wait.worker);
    }
    for (const auto &wait : waits.waits) {
        if (wait.hopeless)
            m_stuck[wait.worker] = {position, wait.since, closedSince(waits),
                                    sleptInBy(snapshot, wait.worker),
                                    wait.wakers.empty() ? std::vector{wait.worker} : sleepers};
    }
}

bool StuckSleeps::isAny() const
{
    return std::any_of(m_stuck.begin(), m_stuck.end(),
                       [](const auto &stuck) { return stuck.has_value(); });
}

std::vector<WorkerId> StuckSleeps::freed(const WaitsFor &waits) const
{
    std::vector<WorkerId> freed;
    for (std::size_t i = 0; i < m_stuck.size(); ++i) {
        const auto *wait = waits.of(static_cast<WorkerId>(i));
        if (m_stuck[i] && !(wait && wait->hopeless))
            freed.push_back(static_cast<WorkerId>(i));
    }
    return freed;
}

const StuckSleep *StuckSleeps::of(WorkerId worker) const
{
    return worker < m_stuck.size() && m_stuck[worker] ? &*m_stuck[worker] : nullptr;
}

std::optional<StuckSleep> StuckSleeps::take(WorkerId worker)
{
    return worker < m_stuck.size() ? std::exchange(m_stuck[worker], std::nullopt) : std::nullopt;
}

} // namespace seeipc
