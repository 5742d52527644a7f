// SPDX-License-Identifier: MIT
#include "session/waitsfor.h"

#include "events/shownslots.h"
#include "mechanisms/registry.h"

#include <algorithm>
#include <array>

namespace seeipc {

namespace {

/// Parts the holders of an end into the sleeper's own and the processes that could do something.
void addWakers(Wait &wait, const std::vector<Holder> &holders)
{
    for (const auto &holder : holders) {
        if (holder.worker == wait.worker)
            wait.ownHolders.push_back(holder);
        else if (std::find(wait.wakers.begin(), wait.wakers.end(), holder.worker)
                 == wait.wakers.end())
            wait.wakers.push_back(holder.worker);
    }
}

/// Can the model be relied on, byte by byte?
bool isSure(const ChannelSnapshot &channel)
{
    return channel.slotsExact && !channel.differed && channel.debt == 0 && channel.early.empty();
}

void describeFullPipe(Wait &wait, const ChannelSnapshot &channel)
{
    addWakers(wait, channel.readers);
    const bool isNow = channel.isFillOfNow() && !channel.isFillBeforeWrite();
    const auto shown = isNow ? shownSlots(channel) : ShownSlots{channel.slots, channel.slotsExact};
    wait.granted = isSure(channel) && channel.slots.isWritable();
    if (channel.disagrees || shown.slots.isWritable() || shown.slots.slots().empty())
        return; // the model does not see it full: no number
    wait.bytesToGo = shown.slots.slots().front().length;
    wait.isAboutToGo = !shown.isExact;
}

/// Of those that the session starts not all are told at once.
constexpr std::int64_t openerPatience = 1'000'000'000; // nanoseconds

/// Anybody who lives may be the one that opens the other side. Once it has, or is in it too, both go on.
void describeOpening(Wait &wait, const Snapshot &snapshot, const Opening &opening)
{
    const auto other = opening.isFor(End::Read) ? End::Write : End::Read;
    const auto &channel = snapshot.channels[opening.channel];
    wait.reason = WaitReason::Partner;
    wait.channel = opening.channel;
    wait.outside = !channel.names.empty();
    wait.granted = opening.isMet
                   || !(other == End::Read ? channel.readers : channel.writers).empty()
                   || !snapshot.openersOf(opening.channel, other).empty();
    for (std::size_t i = 0; i < snapshot.processes.size(); ++i) {
        const bool isToStart = snapshot.processes[i].state == ProcessState::NotStarted
                               && snapshot.time < openerPatience;
        if (i != wait.worker && (snapshot.processes[i].isAlive() || isToStart))
            wait.wakers.push_back(static_cast<WorkerId>(i));
    }
}

std::optional<Wait> sleepOf(const Snapshot &snapshot, WorkerId worker)
{
    const auto &process = snapshot.processes[worker];
    if (process.call >= callCount())
        return std::nullopt;
    Wait wait;
    wait.worker = worker;
    wait.channel = process.channel;
    wait.since = process.since;
    const bool hasChannel = process.channel < snapshot.channels.size();
    const auto effect = effectOf(process.call, process.arguments);
    const bool hasNothing = isTransfer(effect) && hasChannel
                            && !snapshot.channels[process.channel].slots.isReadable();
    if (isTransfer(effect) && !hasNothing && process.to < snapshot.channels.size()) {
        wait.channel = process.to;
        wait.reason = WaitReason::FreeSlot;
        describeFullPipe(wait, snapshot.channels[process.to]);
    } else if ((effect == Effect::Read || hasNothing) && hasChannel) {
        const auto &channel = snapshot.channels[process.channel];
        wait.reason = WaitReason::Bytes;
        wait.granted = isSure(channel) && channel.slots.fill() > 0;
        addWakers(wait, channel.writers);
    } else if (effect == Effect::Write && hasChannel) {
        wait.reason = WaitReason::FreeSlot;
        describeFullPipe(wait, snapshot.channels[process.channel]);
    } else if (process.opening && process.opening->mayWait()) {
        describeOpening(wait, snapshot, *process.opening);
    } else if (isWaitForChild(effect)) {
        wait.reason = WaitReason::Child;
        const bool isForOne = callAt(process.call).effect == Effect::WaitChange; // waitpid(2)
        for (std::size_t i = 0; i < snapshot.processes.size(); ++i) {
            const auto &child = snapshot.processes[i];
            if (child.parent == worker && child.isAlive()
                && (!isForOne || child.pid == process.arguments[0]))
                wait.wakers.push_back(static_cast<WorkerId>(i));
        }
    } else if (effect == Effect::AwaitSignal) {
        wait.reason = WaitReason::Signal;
        wait.outside = true;
        for (std::size_t i = 0; i < snapshot.processes.size(); ++i) {
            if (i != worker && snapshot.processes[i].isAlive())
                wait.wakers.push_back(static_cast<WorkerId>(i));
        }
    } else {
        return std::nullopt;
    }
    return wait;
}

bool isInKernel(const Wait &wait)
{
    return wait.reason == WaitReason::Bytes || wait.reason == WaitReason::FreeSlot
           || wait.reason == WaitReason::Partner || wait.reason == WaitReason::Child;
}

/// A pipe is never empty and full at once: who waits there for bytes, and who waits for room, were seen
/// asleep one after the other, and one of them is on its way.
bool isContradicted(const std::vector<Wait> &waits, const Wait &wait)
{
    return wait.channel != noChannel
           && std::any_of(waits.begin(), waits.end(), [&](const Wait &other) {
                  return other.channel == wait.channel && isInKernel(other)
                         && wait.reason != WaitReason::Partner
                         && other.reason != WaitReason::Partner && other.reason != wait.reason;
              });
}

/// Who has a waker that is none of them is not. What is left cannot end.
void findHopeless(std::vector<Wait> &waits)
{
    for (auto &wait : waits)
        wait.hopeless = isInKernel(wait) && !wait.isOver() && !isContradicted(waits, wait);
    const auto isHopeless = [&](WorkerId worker) {
        return std::any_of(waits.begin(), waits.end(), [&](const Wait &wait) {
            return wait.worker == worker && wait.hopeless;
        });
    };
    for (bool hasChanged = true; hasChanged;) {
        hasChanged = false;
        for (auto &wait : waits) {
            if (!wait.hopeless || std::all_of(wait.wakers.begin(), wait.wakers.end(), isHopeless))
                continue;
            wait.hopeless = false;
            hasChanged = true;
        }
    }
}

/// Whom the process waits for, and whom those wait for, and so on: all hopeless if it is.
std::vector<WorkerId> allBehind(const WaitsFor &graph, WorkerId start)
{
    std::vector<WorkerId> reached;
    for (std::vector<WorkerId> open{start}; !open.empty();) {
        const auto *wait = graph.of(open.back());
        open.pop_back();
        for (std::size_t i = 0; wait && wait->hopeless && i < wait->wakers.size(); ++i) {
            const auto waker = wait->wakers[i];
            if (std::find(reached.begin(), reached.end(), waker) != reached.end())
                continue;
            reached.push_back(waker);
            open.push_back(waker);
        }
    }
    return reached;
}

/// All that wait for each other with one in the ring, if that is no simple ring.
std::vector<WorkerId> knotAround(const WaitsFor &graph, WorkerId member)
{
    std::vector<WorkerId> knot;
    bool isAnyOfSeveral = false;
    for (const auto other : allBehind(graph, member)) {
        const auto behind = allBehind(graph, other);
        if (std::find(behind.begin(), behind.end(), member) == behind.end())
            continue;
        knot.push_back(other);
        isAnyOfSeveral = isAnyOfSeveral || graph.of(other)->wakers.size() > 1;
    }
    std::sort(knot.begin(), knot.end());
    return isAnyOfSeveral ? knot : std::vector<WorkerId>{};
}

/// The shortest way from the process over who could wake it back to itself; empty: there is none.
std::vector<WorkerId> ringFrom(const WaitsFor &graph, WorkerId start)
{
    std::array<WorkerId, mostWorkers> before{}; // who waits for it on that way
    before.fill(noWorker);
    std::vector<WorkerId> reached{start};
    for (std::size_t next = 0; next < reached.size(); ++next) {
        const auto worker = reached[next];
        const auto *wait = graph.of(worker);
        for (std::size_t i = 0; wait && wait->hopeless && i < wait->wakers.size(); ++i) {
            const auto waker = wait->wakers[i];
            if (waker == start) {
                std::vector<WorkerId> ring;
                for (auto member = worker; member != noWorker; member = before[member])
                    ring.insert(ring.begin(), member);
                return ring;
            }
            if (std::find(reached.begin(), reached.end(), waker) != reached.end())
                continue;
            before[waker] = worker;
            reached.push_back(waker);
        }
    }
    return {};
}

} // namespace

bool Wait::isOver() const
{
    const bool hasLost = reason != WaitReason::Partner && wakers.empty() && ownHolders.empty();
    return isInKernel(*this) && (granted || hasLost);
}

const Wait *WaitsFor::of(WorkerId worker) const
{
    const auto found = std::find_if(waits.begin(), waits.end(),
                                    [&](const Wait &wait) { return wait.worker == worker; });
    return found != waits.end() ? &*found : nullptr;
}

std::optional<Wait> waitOf(const Snapshot &snapshot, WorkerId worker)
{
    const auto &process = snapshot.processes[worker];
    if (process.state == ProcessState::Asleep)
        return sleepOf(snapshot, worker);
    Wait wait;
    wait.worker = worker;
    wait.since = process.since;
    if (process.state == ProcessState::Stopped) {
        wait.reason = WaitReason::User;
        return wait;
    }
    if (process.state != ProcessState::AtGate)
        return std::nullopt;
    switch (process.gate) {
    case Gate::Open: return std::nullopt;
    case Gate::Pace: wait.reason = WaitReason::Pace; break;
    case Gate::Held: wait.reason = WaitReason::User; break;
    case Gate::Condition:
    case Gate::Sample: wait.reason = WaitReason::Demo; break;
    }
    return wait;
}

WaitsFor waitsFor(const Snapshot &snapshot)
{
    WaitsFor graph;
    for (std::size_t i = 0; i < snapshot.processes.size(); ++i) {
        if (auto wait = waitOf(snapshot, static_cast<WorkerId>(i)))
            graph.waits.push_back(std::move(*wait));
    }
    findHopeless(graph.waits);
    for (const auto &wait : graph.waits) {
        if (wait.hopeless && graph.ring.empty())
            graph.ring = ringFrom(graph, wait.worker);
    }
    if (!graph.ring.empty())
        graph.knot = knotAround(graph, graph.ring.front());
    return graph;
}

} // namespace seeipc
