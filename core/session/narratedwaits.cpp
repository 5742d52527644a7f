// SPDX-License-Identifier: MIT
// The narrator on waits that are no pipe's everyday: a ring, the hopeless, the unseen, parents.
#include "session/narratorrules.h"

#include "mechanisms/registry.h"

#include <algorithm>

namespace seeipc {

namespace {

bool isInFlight(const ChannelSnapshot &channel, WorkerId writer)
{
    return std::any_of(
        channel.pending.begin(), channel.pending.end(), [&](const PendingWrite &write) {
            return write.worker == writer && write.asked > 0 && write.in >= write.asked;
        });
}

/// A signal has just been sent to it: whether it sleeps on is seen in a moment.
bool isSignalled(const Snapshot &snapshot, const Wait &wait)
{
    return std::any_of(snapshot.processes.begin(), snapshot.processes.end(),
                       [&](const ProcessSnapshot &process) {
                           const auto &last = process.last;
                           return last && last->effect == Effect::Signal && last->error == 0
                                  && last->other == wait.worker && last->time >= wait.since
                                  && snapshot.time - last->time < notable;
                       });
}

/// Whoever ended just now may have sent a signal first: whether a sleeper sleeps on is seen in a moment.
bool hasJustEnded(const Snapshot &snapshot)
{
    return std::any_of(snapshot.processes.begin(), snapshot.processes.end(),
                       [&](const ProcessSnapshot &process) {
                           return process.isEnded() && snapshot.time - process.ended < notable;
                       });
}

const Wait *settledWait(const Phrases &phrases, WorkerId worker)
{
    const auto *wait = phrases.waits.of(worker);
    const bool isSettledNow = wait && isSettled(phrases, *wait)
                              && !isSignalled(phrases.snapshot, *wait);
    return isSettledNow ? wait : nullptr;
}

bool hasForked(const Snapshot &snapshot, WorkerId worker)
{
    if (snapshot.processes[worker].parent != noWorker)
        return true;
    return std::any_of(snapshot.processes.begin(), snapshot.processes.end(),
                       [&](const ProcessSnapshot &process) { return process.parent == worker; });
}

bool isForReading(const Phrases &phrases, WorkerId worker)
{
    const auto &opening = phrases.snapshot.processes[worker].opening;
    return opening && opening->isFor(End::Read);
}

Message ringMessage(WaitReason reason)
{
    switch (reason) {
    case WaitReason::Bytes: return Message::RingWaitsForWrite;
    case WaitReason::FreeSlot: return Message::RingWaitsForRead;
    case WaitReason::Partner: return Message::RingWaitsForOpen;
    default: return Message::RingWaitsForEnd;
    }
}

} // namespace

bool isSettled(const Phrases &phrases, const Wait &wait)
{
    if (wait.reason == WaitReason::Child || wait.reason == WaitReason::Partner)
        return !wait.isOver();
    const bool isAtPipe = wait.reason == WaitReason::Bytes || wait.reason == WaitReason::FreeSlot;
    if (!isAtPipe || wait.channel >= phrases.snapshot.channels.size() || wait.isOver())
        return false;
    const auto &channel = phrases.snapshot.channels[wait.channel];
    if (wait.reason == WaitReason::FreeSlot) {
        const auto seen = phrases.snapshot.processes[wait.worker].seen;
        const bool isOld = channel.lastWorker != wait.worker && channel.lastReturn > seen;
        return !isInFlight(channel, wait.worker)
               && !(channel.slotsExact ? channel.slots.isWritable() : isOld);
    }
    const auto fill = fillOf(channel);
    return !fill || fill->value == 0 || fill->about; // a sleep is the kernel's word, a guess is not
}

std::string callOf(const Phrases &phrases, WorkerId worker)
{
    const auto &process = phrases.snapshot.processes[worker];
    return process.call < callCount() ? phrases.call(process) : "";
}

bool isTooFast(const Snapshot &snapshot, const ProcessSnapshot &process)
{
    constexpr std::int64_t manyInARow = 8;
    const bool isGoingOn = process.state == ProcessState::Running
                           || (process.state == ProcessState::AtGate && process.gate == Gate::Pace);
    return isGoingOn && process.again >= manyInARow && process.last
           && snapshot.time - process.last->time < notable;
}

bool isTooFast(const Phrases &phrases)
{
    const auto &snapshot = phrases.snapshot;
    return std::any_of(
        snapshot.processes.begin(), snapshot.processes.end(),
        [&](const ProcessSnapshot &process) { return isTooFast(snapshot, process); });
}

std::optional<Caption> tellRing(const Phrases &phrases)
{
    const auto &waits = phrases.waits;
    std::vector<std::string> members;
    for (const auto member : waits.knot.empty() ? waits.ring : waits.knot) {
        const auto *wait = settledWait(phrases, member);
        if (!wait)
            return std::nullopt;
        const auto name = phrases.name(member);
        const auto call = callOf(phrases, member);
        members.push_back(
            wait->wakers.size() > 1
                ? phrases.say(Message::AnyCouldWake, {phrases.names(wait->wakers), name, call})
                : phrases.say(ringMessage(wait->reason),
                              {name, call, phrases.name(wait->wakers.front())}));
    }
    if (members.empty())
        return std::nullopt;
    return phrases.caption({phrases.say(Message::Deadlock)}, {phrases.listed(members, "，")});
}

std::optional<Caption> tellHopeless(const Phrases &phrases)
{
    for (const auto &wait : phrases.waits.waits) {
        if (!wait.hopeless || !wait.wakers.empty() || !settledWait(phrases, wait.worker))
            continue;
        const auto name = phrases.name(wait.worker);
        if (wait.reason == WaitReason::Partner && hasJustEnded(phrases.snapshot))
            continue;
        if (wait.reason == WaitReason::Partner)
            return phrases.caption(
                {phrases.say(Message::NoPartnerCanCome, {name, callOf(phrases, wait.worker)})},
                {phrases.say(isForReading(phrases, wait.worker) ? Message::NobodyLeftToWrite
                                                                : Message::NobodyLeftToRead),
                 wait.outside ? phrases.say(Message::StrangerCould) : std::string()});
        const auto own = phrases.fds(wait.ownHolders);
        const auto pipe = phrases.which(Message::OfPipe, wait.channel);
        if (wait.reason == WaitReason::FreeSlot)
            return phrases.caption({phrases.say(Message::RoomCannotCome, {name})},
                                   {phrases.say(Message::LastReadEndIsOwn, {own, pipe})});
        const auto why = hasForked(phrases.snapshot, wait.worker) ? Message::LastWriteEndForgotten
                                                                  : Message::LastWriteEndIsOwn;
        return phrases.caption({phrases.say(Message::EofCannotCome, {name})},
                               {phrases.say(why, {own, pipe})});
    }
    return std::nullopt;
}

std::optional<Caption> tellUnseenSleep(const Phrases &phrases)
{
    const auto &snapshot = phrases.snapshot;
    for (std::size_t i = 0; i < snapshot.processes.size(); ++i) {
        const auto &process = snapshot.processes[i];
        const auto inside = snapshot.time - process.entered;
        if (!process.isAlive() || !process.inCall || process.stateError == 0
            || process.call >= callCount() || inside < notable)
            continue;
        const auto worker = static_cast<WorkerId>(i);
        return phrases.caption(
            {phrases.say(Message::InCallFor,
                         {phrases.name(worker), callOf(phrases, worker), phrases.seconds(inside)})},
            {phrases.say(Message::SleepRefused, {errnoName(process.stateError)})});
    }
    return std::nullopt;
}

/// A parent sleeps for as long as its child works: it is told only while nothing newer happens.
std::optional<Caption> tellWaitForChild(const Phrases &phrases)
{
    for (const auto &wait : phrases.waits.waits) {
        const auto &last = phrases.snapshot.last;
        const bool isNewest = !last || last->worker == wait.worker || last->time <= wait.since;
        if (wait.reason != WaitReason::Child || !isSettled(phrases, wait) || !isNewest)
            continue;
        const auto name = phrases.name(wait.worker);
        const auto why = wait.wakers.size() == 1 ? Message::ChildIsAlive
                                                 : Message::ChildrenAreAlive;
        return phrases.caption(
            {phrases.say(Message::SleepsIn, {name, callOf(phrases, wait.worker)})},
            {phrases.say(why, {phrases.names(wait.wakers), name})});
    }
    return std::nullopt;
}

} // namespace seeipc
