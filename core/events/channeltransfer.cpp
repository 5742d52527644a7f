// SPDX-License-Identifier: MIT
#include "events/channeltransfer.h"

#include "events/channelmoves.h"
#include "events/channelwitness.h"

#include <algorithm>
#include <cerrno>

namespace seeipc {

namespace {

/// Did it begin before another one's call on the channel returned? Then which came first is not known.
bool isUnordered(const ChannelSnapshot &channel, const Event &event)
{
    return channel.lastWorker != event.worker && event.entered < channel.lastReturn;
}

bool isOverlapped(const Snapshot &snapshot, ChannelId id, const Event &event)
{
    const auto &channel = snapshot.channels[id];
    return event.late || event.setBack || !channel.pending.empty() || isUnordered(channel, event)
           || ChannelWitness::hasOpenCall(snapshot, id, event.worker);
}

/// What came in may have been read already, by a call that was told first.
void payDebt(ChannelSnapshot &channel, std::int64_t bytes)
{
    const auto paid = std::min(bytes, channel.debt);
    channel.debt -= paid;
    channel.slots.drop(static_cast<std::size_t>(paid));
}

void move(ChannelSnapshot &from, ChannelSnapshot &to, const Event &event)
{
    const bool isSplice = event.effect == Effect::Splice;
    const auto bytes = static_cast<std::size_t>(event.result);
    const auto moved = isSplice ? from.slots.forceSplice(to.slots, bytes)
                                : from.slots.forceTee(to.slots, bytes);
    const bool isKnown = moved == bytes && from.slotsExact && !isUnordered(from, event);
    if (moved < bytes) // of a write that is told later
        to.slots.forceWrite(bytes - moved, ChannelWitness::likelyWriter(from));
    to.slotsExact = to.slotsExact && isKnown && !isUnordered(to, event)
                    && to.slots.usedSlots() <= to.slots.slotCount();
    to.bytesIn += event.result;
    payDebt(to, event.result);
    if (!isSplice)
        return;
    from.slotsExact = from.slotsExact && isKnown;
    from.debt += static_cast<std::int64_t>(bytes - moved);
    from.bytesOut += event.result;
    ChannelMoves::roomMade(from, event.queuedBytes, event.time);
}

/// Of one of the two channels: the kernel's number right after the call.
void witness(ChannelSnapshot &channel, const Event &event, std::int64_t queued, bool isOverlapped)
{
    if (event.time >= channel.lastReturn) {
        channel.lastReturn = event.time;
        channel.lastWorker = event.worker;
    }
    if (queued == absent || event.time < channel.queued.time)
        return;
    channel.queued = {queued, Source::Reported, event.time, 0};
    ChannelWitness::compare(channel, queued, isOverlapped);
}

void noteEnds(ChannelSnapshot &from, ChannelSnapshot &to, const Event &event)
{
    const bool isEndOfFile = event.error == 0 && event.result == 0 && event.out[2] > 0;
    if (isEndOfFile && from.writersGone == absent)
        from.writersGone = event.time;
    if (event.error == EPIPE && to.readersGone == absent)
        to.readersGone = event.time;
}

} // namespace

void ChannelTransfer::returned(Snapshot &snapshot, const Event &event)
{
    if (event.channel >= snapshot.channels.size() || event.to >= snapshot.channels.size()
        || event.channel == event.to)
        return;
    auto &from = snapshot.channels[event.channel];
    auto &to = snapshot.channels[event.to];
    const bool isFromOverlapped = isOverlapped(snapshot, event.channel, event);
    const bool isToOverlapped = isOverlapped(snapshot, event.to, event);
    if (event.error == 0 && event.result > 0)
        move(from, to, event);
    noteEnds(from, to, event);
    witness(from, event, event.queuedBytes, isFromOverlapped);
    witness(to, event, event.out[0], isToOverlapped);
}

} // namespace seeipc
