// SPDX-License-Identifier: MIT
#include "events/channelwitness.h"

#include "events/channelmoves.h"

#include <algorithm>

namespace seeipc {

namespace {

/// Takes the model to the kernel's number. Its bytes are right then, their slots a guess: whose those
/// are that it had stays as it was.
void follow(ChannelSnapshot &channel, std::int64_t queued)
{
    const auto fill = static_cast<std::int64_t>(channel.slots.fill());
    const auto writer = ChannelWitness::likelyWriter(channel);
    if (queued > fill)
        channel.slots.forceWrite(static_cast<std::size_t>(queued - fill), writer);
    else
        channel.slots.drop(static_cast<std::size_t>(fill - queued));
    channel.slots.squeeze();
}

bool isHeldByOneEach(const ChannelSnapshot &channel)
{
    const auto isOne = [](const std::vector<Holder> &holders) {
        return std::all_of(holders.begin(), holders.end(), [&](const Holder &holder) {
            return holder.worker == holders.front().worker;
        });
    };
    return isOne(channel.readers) && isOne(channel.writers);
}

/// A full pipe leaves nothing to guess: each page is whole, and of what is waited to be written at once
/// nothing is in.
bool isFullAndClear(const ChannelSnapshot &channel, std::int64_t queued)
{
    const auto page = static_cast<std::int64_t>(channel.slots.pageSize());
    return queued == static_cast<std::int64_t>(channel.slots.capacity()) && isHeldByOneEach(channel)
           && std::all_of(channel.pending.begin(), channel.pending.end(),
                          [&](const PendingWrite &write) { return write.asked <= page; });
}

} // namespace

void ChannelWitness::followSleep(ChannelSnapshot &channel, Effect effect, WorkerId sleeper,
                                 std::int64_t time)
{
    const bool isGuess = channel.exists && !channel.gone && !channel.slotsExact
                         && channel.debt == 0;
    const bool isNews = channel.lastReturn <= time && channel.queued.time <= time;
    if (!isGuess || !isNews || channel.queued.isRefused())
        return;
    auto &slots = channel.slots;
    if (effect == Effect::Read && channel.pending.empty()) {
        slots.clear();
    } else if (effect == Effect::Write && slots.isWritable()) {
        ChannelMoves::resumeWrites(channel, absent, time);
        if (slots.isWritable())
            slots.forceWrite((slots.slotCount() - slots.usedSlots()) * slots.pageSize(), sleeper);
    } else {
        return;
    }
    channel.early.clear();
    channel.queued = {static_cast<std::int64_t>(slots.fill()), Source::Inferred, time, 0};
}

WorkerId ChannelWitness::likelyWriter(const ChannelSnapshot &channel)
{
    if (!channel.slots.slots().empty())
        return channel.slots.slots().back().writer;
    return channel.writers.empty() ? noWorker : channel.writers.front().worker;
}

bool ChannelWitness::hasOpenCall(const Snapshot &snapshot, ChannelId channel, WorkerId except)
{
    for (std::size_t i = 0; i < snapshot.processes.size(); ++i) {
        const auto &process = snapshot.processes[i];
        if (i != except && process.inCall && !process.isEnded() && !process.opening
            && (process.channel == channel || process.to == channel))
            return true;
    }
    return false;
}

bool ChannelWitness::isOrderAllOne(const ChannelSnapshot &before, Effect effect, std::int64_t bytes)
{
    const auto &slots = before.slots;
    if (bytes < 0 || !isHeldByOneEach(before))
        return false;
    if (effect == Effect::Write)
        return slots.usedSlots() > 0 || bytes % static_cast<std::int64_t>(slots.pageSize()) == 0;
    auto left = bytes; // does the read end with a slot, so that the next one is whole?
    for (auto slot = slots.slots().begin(); left > 0 && slot != slots.slots().end(); ++slot)
        left -= slot->length;
    return left == 0 && (bytes > 0 || slots.usedSlots() == 0 || slots.slots().front().offset == 0);
}

void ChannelWitness::compare(ChannelSnapshot &channel, std::int64_t queued, bool isOverlapped)
{
    if (!channel.slotsExact)
        channel.early.clear(); // they are in the number that the guess follows
    if (channel.debt > 0 || !channel.early.empty())
        return; // a call is under way, or over, that is not told yet
    const bool isEmpty = queued == 0 && channel.pending.empty()
                         && (!isOverlapped || channel.slots.fill() == 0);
    if (isEmpty && !channel.slotsExact) { // nothing inside: nothing to guess
        channel.slots.clear();
        channel.slotsExact = true;
    }
    const bool isRight = queued == static_cast<std::int64_t>(channel.slots.fill());
    if (!channel.slotsExact && !isRight && !ChannelMoves::regiveNewest(channel, queued))
        follow(channel, queued);
    if (isOverlapped)
        return;
    if (!channel.slotsExact && isFullAndClear(channel, queued)) {
        const auto writer = ChannelWitness::likelyWriter(channel);
        channel.slots.clear();
        channel.slots.forceWrite(static_cast<std::size_t>(queued), writer);
        for (auto &write : channel.pending)
            write.in = 0;
        channel.slotsExact = true;
    }
    channel.slotsExact = channel.slotsExact && !channel.untold;
    if (channel.untold)
        return; // the model follows
    // One difference may be a call of another that is told next; the same again is none.
    const bool differs = queued != static_cast<std::int64_t>(channel.slots.fill())
                         && !ChannelMoves::regiveNewest(channel, queued);
    channel.disagrees = differs && channel.differed;
    channel.differed = differs;
}

} // namespace seeipc
