// SPDX-License-Identifier: MIT
// The narrator on who sleeps at a pipe: in which call, why, and what would wake it.
#include "session/narratorrules.h"

#include "mechanisms/registry.h"

#include <algorithm>

namespace seeipc {

namespace {

/// The sleeper at a pipe to tell of: the one that fell asleep last.
const Wait *newestSleeper(const Phrases &phrases)
{
    const Wait *newest = nullptr;
    for (const auto &wait : phrases.waits.waits) {
        const bool isAtPipe = wait.reason == WaitReason::Bytes
                              || wait.reason == WaitReason::FreeSlot
                              || wait.reason == WaitReason::Partner;
        if (isAtPipe && isSettled(phrases, wait) && (!newest || wait.since > newest->since))
            newest = &wait;
    }
    return newest;
}

/// "But reader is held" (or stopped, by a signal) where that is why nobody wakes it.
std::string heldWaker(const Phrases &phrases, const Wait &wait)
{
    if (wait.wakers.size() != 1)
        return {};
    const auto *waker = phrases.waits.of(wait.wakers.front());
    if (!waker || waker->reason != WaitReason::User)
        return {};
    const auto state = phrases.snapshot.processes[waker->worker].state;
    return phrases.say(state == ProcessState::Stopped ? Message::WakerIsStopped
                                                      : Message::WakerIsHeld,
                       {phrases.name(waker->worker)});
}

/// "reader1 took 1 byte, reader2 sleeps on": another has read what the sleeper waits for too. Else nothing.
std::vector<std::string> takenByAnother(const Phrases &phrases, const Wait &wait)
{
    const auto &last = phrases.snapshot.last;
    const bool isTaken = last && last->kind == EventKind::CallReturned
                         && last->effect == Effect::Read && last->channel == wait.channel
                         && last->error == 0 && last->result > 0 && last->time > wait.since
                         && last->worker != wait.worker;
    if (!isTaken)
        return {};
    auto sleepers = asleepAt(phrases, wait.channel, Effect::Read);
    std::erase_if(sleepers, [&](WorkerId worker) {
        return phrases.snapshot.processes[worker].since > last->time;
    });
    const auto message = sleepers.size() == 1 ? Message::TookSleepsOn : Message::TookSleepOn;
    const auto from = phrases.which(Message::FromPipe, wait.channel);
    std::vector<std::string> whats;
    for (const auto &pipe : {from, std::string()})
        whats.push_back(
            phrases.say(message, {phrases.name(last->worker), phrases.bytes(last->result),
                                  phrases.names(sleepers), pipe}));
    return whats;
}

/// Somebody wrote 0 bytes to the pipe that the sleeper waits at.
bool isNothingWritten(const Phrases &phrases, const Wait &wait)
{
    const auto &last = phrases.snapshot.last;
    return last && last->kind == EventKind::CallReturned && last->effect == Effect::Write
           && last->channel == wait.channel && last->error == 0 && last->arguments[1] == 0
           && last->time > wait.since;
}

Caption tellReader(const Phrases &phrases, const Wait &wait)
{
    if (isNothingWritten(phrases, wait))
        return phrases.caption(
            {phrases.say(Message::WroteNothing, {phrases.name(phrases.snapshot.last->worker)})},
            {phrases.say(Message::NothingMoves),
             phrases.say(Message::SleepsOnIn,
                         {phrases.name(wait.worker), callOf(phrases, wait.worker)})});
    const auto &channel = phrases.snapshot.channels[wait.channel];
    std::vector<Holder> others;
    for (const auto &holder : channel.writers) {
        if (holder.worker != wait.worker)
            others.push_back(holder);
    }
    const bool isKnown = fillOf(channel).has_value();
    const auto pipe = phrases.which(Message::OfPipe, wait.channel);
    const auto empty = isKnown ? phrases.say(Message::PipeIsEmpty, {phrases.pipe(wait.channel)})
                               : phrases.say(Message::NoBytesToTake);
    const auto refused = isKnown ? std::string()
                                 : phrases.say(Message::FillRefusedBeside,
                                               {errnoName(channel.queued.error), pipe});
    std::string writers;
    if (wait.wakers.size() == 1)
        writers = phrases.say(Message::WriterHasEnd,
                              {phrases.name(wait.wakers[0]), phrases.fds(others)});
    else if (!wait.wakers.empty())
        writers = phrases.say(Message::WritersHaveEnd, {phrases.names(wait.wakers)});
    const auto held = heldWaker(phrases, wait);
    auto clauses = phrases.firstThatFits(
        {{empty, refused, writers, held}, {empty, writers, held}, {writers, held}});
    if (held.empty() && !wait.ownHolders.empty())
        clauses.push_back(phrases.say(Message::OwnEndKeepsEofAway, {phrases.fds(wait.ownHolders)}));
    if (const auto what = takenByAnother(phrases, wait); !what.empty())
        return phrases.caption(what, clauses);
    return phrases.caption(
        {phrases.say(Message::SleepsIn, {phrases.name(wait.worker), callOf(phrases, wait.worker)})},
        clauses);
}

std::string whyFullInShort(const Phrases &phrases, const Wait &wait, const ChannelSnapshot &channel)
{
    const auto pipe = phrases.which(Message::InPipe, wait.channel);
    if (!channel.capacity.value)
        return phrases.say(Message::NoSlotFree, {pipe});
    const auto count = static_cast<std::int64_t>(channel.slots.slotCount());
    return count == 1 ? phrases.say(Message::OnlySlotInUse, {pipe})
                      : phrases.say(Message::AllSlotsInUse, {grouped(count), pipe});
}

/// "all 16 slots are in use", and how much is in them where that is less than they could hold.
std::string whyFull(const Phrases &phrases, const Wait &wait, const ChannelSnapshot &channel)
{
    const auto fill = fillOf(channel);
    if (!channel.capacity.value || !fill || fill->value >= *channel.capacity.value || channel.untold
        || channel.slots.isWritable()) // that fill is from before the write
        return whyFullInShort(phrases, wait, channel);
    const auto capacity = *channel.capacity.value;
    const auto count = static_cast<std::int64_t>(channel.slots.slotCount());
    const auto pipe = phrases.which(Message::InPipe, wait.channel);
    const auto size = phrases.snapshot.processes[wait.worker].arguments[1];
    if (isFullOfLoneWrites(channel, size))
        return phrases.say(Message::FullAsTwoDoNotFit,
                           {phrases.number(*fill), grouped(capacity), grouped(size),
                            phrases.which(Message::PipeIs, wait.channel)});
    if (count == 1)
        return phrases.say(Message::OnlySlotInUseWith,
                           {phrases.number(*fill), grouped(capacity), pipe});
    return phrases.say(Message::SlotsInUseWith,
                       {grouped(count), phrases.number(*fill), grouped(capacity), pipe});
}

Amount bytesToGo(const Wait &wait)
{
    return {wait.bytesToGo, wait.isAboutToGo};
}

/// Somebody has read since it fell asleep, and its slot has not come free.
std::optional<Caption> tellPartlyRead(const Phrases &phrases, const Wait &wait)
{
    const auto &channel = phrases.snapshot.channels[wait.channel];
    const auto &last = phrases.snapshot.last;
    const bool isPartlyRead = last && last->kind == EventKind::CallReturned
                              && last->effect == Effect::Read && last->channel == wait.channel
                              && last->error == 0 && last->result > 0 && last->time > wait.since
                              && !channel.slots.slots().empty()
                              && channel.slots.slots().front().offset > 0
                              && wait.bytesToGo != absent;
    if (!isPartlyRead)
        return std::nullopt;
    const auto sleeper = phrases.name(wait.worker);
    const auto took = phrases.bytes(last->result);
    return phrases.caption(
        {phrases.say(Message::TookSleepsOn, {phrases.name(last->worker), took, sleeper,
                                             phrases.which(Message::FromPipe, wait.channel)}),
         phrases.say(Message::TookSleepsOn, {phrases.name(last->worker), took, sleeper, ""}),
         phrases.say(Message::SleepsOnIn, {sleeper, callOf(phrases, wait.worker)})},
        {phrases.say(Message::SlotNotEmptyYet, {phrases.bytes(bytesToGo(wait))}),
         heldWaker(phrases, wait)});
}

/// How much of its write is in: whole and in short.
std::pair<std::string, std::string> partOf(const Phrases &phrases, const Wait &wait,
                                           const ChannelSnapshot &channel)
{
    const auto &pending = channel.pending;
    const auto write = std::find_if(pending.begin(), pending.end(), [&](const PendingWrite &w) {
        return w.worker == wait.worker && w.in > 0;
    });
    if (write == pending.end())
        return {};
    const auto in = phrases.atBegin(phrases.number({write->in, !channel.slotsExact}));
    return {phrases.say(Message::PartIsIn, {in, phrases.bytes(write->asked)}),
            phrases.say(Message::PartIsInShort, {in, grouped(write->asked)})};
}

/// What would wake it is never left out: numbers are, where all is too long.
Caption tellWriter(const Phrases &phrases, const Wait &wait)
{
    if (auto partly = tellPartlyRead(phrases, wait))
        return *partly;
    const auto &channel = phrases.snapshot.channels[wait.channel];
    const auto full = whyFull(phrases, wait, channel);
    const auto size = phrases.snapshot.processes[wait.worker].arguments[1];
    const auto shortFull = isFullOfLoneWrites(channel, size) // then the numbers are the cause
                               ? full
                               : whyFullInShort(phrases, wait, channel);
    const auto [part, shortPart] = partOf(phrases, wait, channel);
    const auto wakes = phrases.say(Message::WakesAtSlot);
    const auto wakesToGo = wait.bytesToGo == absent || channel.untold
                               ? wakes
                               : phrases.say(Message::WakesAtSlotToGo,
                                             {phrases.bytes(bytesToGo(wait))});
    const auto held = heldWaker(phrases, wait);
    auto clauses = phrases.firstThatFits({{full, part, wakesToGo, held},
                                          {shortFull, part, wakesToGo, held},
                                          {shortFull, shortPart, wakesToGo, held},
                                          {shortFull, shortPart, wakes, held},
                                          {shortFull, wakes, held}});
    if (held.empty() && wait.wakers.size() == 1)
        clauses.push_back(phrases.say(Message::OnlyCanMakeRoom, {phrases.name(wait.wakers[0])}));
    return phrases.caption(
        {phrases.say(Message::SleepsIn, {phrases.name(wait.worker), callOf(phrases, wait.worker)})},
        clauses);
}

/// A sleeper that woke, got its bytes moved and fell asleep again at once: what it did is told
/// first, long enough to be read.
bool isWakeStillTold(const Snapshot &snapshot, const Wait &wait)
{
    constexpr std::int64_t toldFor = 700'000'000;
    constexpr std::int64_t atOnce = 50'000'000;
    const auto &last = snapshot.last;
    if (!last || last->kind != EventKind::CallReturned || last->worker != wait.worker
        || last->channel != wait.channel || last->error != 0)
        return false;
    const auto slept = last->time - last->entered;
    return slept >= atOnce && wait.since - last->time < atOnce
           && snapshot.time - last->time < std::min(toldFor, slept / 2);
}

/// A signal was the last thing that happened to it: that is told first, long enough to be read.
bool isSignalStillTold(const Snapshot &snapshot, const Wait &wait)
{
    constexpr std::int64_t toldFor = 700'000'000;
    const auto &last = snapshot.last;
    return last && last->kind == EventKind::CallReturned && last->effect == Effect::Signal
           && last->error == 0 && last->other == wait.worker && last->time >= wait.since
           && snapshot.time - last->time < toldFor;
}

} // namespace

bool isFullOfLoneWrites(const ChannelSnapshot &channel, std::int64_t size)
{
    const auto page = static_cast<std::int64_t>(channel.slots.pageSize());
    const auto &slots = channel.slots.slots();
    return channel.slotsExact && !channel.slots.isWritable() && size < page && 2 * size > page
           && std::all_of(slots.begin(), slots.end(), [&](const PipeSlots::Slot &slot) {
                  return slot.offset == 0 && slot.length == size;
              });
}

std::vector<WorkerId> asleepAt(const Phrases &phrases, ChannelId channel, Effect effect)
{
    std::vector<WorkerId> sleepers;
    for (const auto &wait : phrases.waits.waits) {
        const auto &process = phrases.snapshot.processes[wait.worker];
        if (process.state == ProcessState::Asleep && wait.channel == channel
            && process.call < callCount() && effectOf(process.call, process.arguments) == effect)
            sleepers.push_back(wait.worker);
    }
    return sleepers;
}

std::vector<WorkerId> wokenAt(const Phrases &phrases, ChannelId channel, Effect effect)
{
    auto woken = asleepAt(phrases, channel, effect);
    const auto &channels = phrases.snapshot.channels;
    const bool isKnown = channel < channels.size() && channels[channel].slotsExact;
    std::erase_if(woken, [&](WorkerId worker) {
        return !isKnown || isSettled(phrases, *phrases.waits.of(worker));
    });
    const auto &processes = phrases.snapshot.processes;
    for (std::size_t i = 0; !woken.empty() && i < processes.size(); ++i) {
        const auto &process = processes[i];
        if (process.state == ProcessState::Running && process.inCall && process.channel == channel
            && process.call < callCount() && effectOf(process.call, process.arguments) == effect)
            woken.push_back(static_cast<WorkerId>(i)); // it may have been woken first
    }
    std::sort(woken.begin(), woken.end());
    return woken;
}

std::optional<std::int64_t> sleepsSince(const Phrases &phrases)
{
    const auto *wait = newestSleeper(phrases);
    return wait ? std::optional(wait->since) : std::nullopt;
}

std::optional<Caption> tellSleeper(const Phrases &phrases)
{
    const auto *wait = newestSleeper(phrases);
    const bool isNoNews = wait && phrases.snapshot.time - wait->since < notable
                          && isTooFast(phrases);
    if (!wait || isNoNews || isWakeStillTold(phrases.snapshot, *wait)
        || isSignalStillTold(phrases.snapshot, *wait))
        return std::nullopt;
    if (wait->reason == WaitReason::Partner)
        return tellOpener(phrases, *wait);
    return wait->reason == WaitReason::Bytes ? tellReader(phrases, *wait)
                                             : tellWriter(phrases, *wait);
}

} // namespace seeipc
