// SPDX-License-Identifier: MIT
#include "ui/scene/timelineparts.h"

#include <algorithm>

namespace seeipc {

namespace {

constexpr std::size_t farthestWaker = 24; ///< causes before a return that are looked at
constexpr std::size_t mostCauses = 200;   ///< more of them stand too close for arcs
constexpr std::size_t toldLater = 3;      ///< causes after it

/// Could the cause have woken who slept in that call?
bool mayWake(const Event &cause, const Event &woken)
{
    if (cause.worker == woken.worker || cause.entered > woken.time || cause.error != 0)
        return false;
    if (woken.effect == Effect::Wait)
        return cause.kind == EventKind::ProcessEnded && cause.worker == woken.other;
    if (cause.kind != EventKind::CallReturned)
        return false;
    if (cause.effect == Effect::Close)
        return cause.channel == woken.channel || cause.channel == noChannel;
    const auto wanted = woken.effect == Effect::Read ? Effect::Write : Effect::Read;
    return cause.effect == wanted && cause.channel == woken.channel;
}

} // namespace

/// Whoever woke somebody may be told after who was woken: both returned at the same time.
void addWakeArcs(const std::vector<WakeCause> &causes, TimelineLayout &layout)
{
    if (causes.size() > mostCauses)
        return;
    for (std::size_t i = 0; i < causes.size(); ++i) {
        if (!causes[i].wasAsleep)
            continue;
        const auto first = i > farthestWaker ? i - farthestWaker : 0;
        for (auto j = std::min(i + toldLater, causes.size()); j-- > first;) {
            if (j == i || !mayWake(causes[j].event, causes[i].event))
                continue;
            layout.arcs.push_back({causes[j].at, causes[i].at});
            break;
        }
    }
}

} // namespace seeipc
