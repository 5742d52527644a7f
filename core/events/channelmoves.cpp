// SPDX-License-Identifier: MIT
#include "events/channelmoves.h"

#include "events/channeltears.h"

#include <algorithm>
#include <utility>

namespace seeipc {

namespace {

constexpr std::size_t mostEarly = 16; ///< writes that wait for a read to be told

/// Of bytes that were read beyond the model's: those of early writes. Returns the others.
std::int64_t takeFromEarly(ChannelSnapshot &channel, std::int64_t beyond)
{
    for (auto &write : channel.early) {
        const auto taken = std::min(write.bytes, beyond);
        write.bytes -= taken;
        beyond -= taken;
    }
    std::erase_if(channel.early, [](const EarlyWrite &write) { return write.bytes == 0; });
    return beyond;
}

/// Are these bytes a piece of the write as it goes in: a whole page, or what it has beyond whole pages?
/// Those of a slot that the model was squeezed into are none, nor are those of its writer's write before.
bool isPieceOf(const PendingWrite &write, const PipeSlots::Slot &slot, std::size_t pageSize)
{
    const auto page = static_cast<std::int64_t>(pageSize);
    const auto odd = write.asked % page;
    const bool isOdd = slot.length == odd && write.in % page == odd;
    return slot.shares.all().size() == 1 && write.in >= slot.length
           && (slot.length == pageSize || isOdd);
}

/// A read made room: the writes that found it before it was told go in, as far as they go.
void settleEarly(ChannelSnapshot &channel, std::int64_t time)
{
    while (!channel.early.empty()) {
        auto &write = channel.early.front();
        const auto size = static_cast<std::size_t>(write.bytes);
        const auto first = channel.slots.usedSlots();
        const auto put = write.isRest
                             ? static_cast<std::int64_t>(
                                 channel.slots.resume(size, write.worker, write.mode))
                             : std::max<std::int64_t>(
                                 0, channel.slots.write(size, write.worker, write.mode).result);
        if (put > 0) {
            const auto by = ChannelMoves::notePut(channel, write.worker, write.goesOn);
            if (by != noWorker) {
                channel.slots.tear(first);
                ChannelTears::note(channel, write.worker, by, write.isTorn, time);
            }
            write.goesOn = true;
        }
        write.bytes -= put;
        write.isRest = true;
        if (write.bytes > 0)
            return;
        channel.early.erase(channel.early.begin());
    }
}

} // namespace

PendingWrite *ChannelMoves::pendingOf(ChannelSnapshot &channel, WorkerId worker)
{
    const auto found = std::find_if(
        channel.pending.begin(), channel.pending.end(),
        [&](const PendingWrite &write) { return write.worker == worker; });
    return found != channel.pending.end() ? &*found : nullptr;
}

void ChannelMoves::readReturned(ChannelSnapshot &channel, const Event &event)
{
    const auto before = static_cast<std::int64_t>(channel.slots.fill());
    const bool isPacket = channel.slots.isReadable() && channel.slots.slots().front().packet;
    channel.slots.forceRead(static_cast<std::size_t>(event.result));
    const auto left = before - static_cast<std::int64_t>(channel.slots.fill()) - event.result;
    channel.packetRest = isPacket ? std::max<std::int64_t>(0, left) : absent;
    channel.bytesDropped += std::max<std::int64_t>(0, left);
    const auto beyond = std::max<std::int64_t>(0, event.result - before);
    channel.debt += takeFromEarly(channel, beyond); // of a write that has not returned yet
    channel.bytesOut += event.result;
    roomMade(channel, event.queuedBytes, event.time);
}

void ChannelMoves::roomMade(ChannelSnapshot &channel, std::int64_t queued, std::int64_t time)
{
    settleEarly(channel, time);
    if (!isRefilled(channel, queued))
        resumeWrites(channel, queued, time);
}

bool ChannelMoves::isRefilled(const ChannelSnapshot &channel, std::int64_t queued)
{
    std::int64_t outside = 0;
    for (const auto &write : channel.pending)
        outside += write.asked - write.in;
    return channel.slotsExact && channel.debt == 0 && channel.early.empty() && outside > 0
           && queued == static_cast<std::int64_t>(channel.slots.fill()) + outside;
}

WorkerId ChannelMoves::notePut(ChannelSnapshot &channel, WorkerId worker, bool goesOn)
{
    const auto before = std::exchange(channel.lastPut, worker);
    return goesOn && before != worker ? before : noWorker;
}

/// A slot that came free goes to who sleeps, at once or a little later: as FIONREAD says. The kernel
/// wakes who has waited longest; who has more to write then waits behind all others.
void ChannelMoves::resumeWrites(ChannelSnapshot &channel, std::int64_t queued, std::int64_t time)
{
    if (queued != absent && queued <= static_cast<std::int64_t>(channel.slots.fill()))
        return;
    const auto isOutside = [](const PendingWrite &write) { return write.asked > write.in; };
    auto &pending = channel.pending;
    const bool isGuess = std::count_if(pending.begin(), pending.end(), isOutside) > 1;
    const auto first = channel.slots.usedSlots();
    for (auto turns = pending.size(); turns > 0 && channel.slots.isWritable(); --turns) {
        auto &write = pending.front();
        if (isOutside(write)) {
            const auto before = write.in;
            const auto begin = channel.slots.usedSlots();
            write.in += static_cast<std::int64_t>(channel.slots.resume(
                static_cast<std::size_t>(write.asked - write.in), write.worker, write.mode));
            const auto by = notePut(channel, write.worker, before > 0);
            if (by != noWorker)
                channel.slots.tear(begin);
            if (!write.isTorn && write.maybeTornBy == noWorker) {
                write.maybeTornBy = by;
                write.maybeTornAt = before;
            }
            write.waitsSince = time;
        }
        std::rotate(pending.begin(), pending.begin() + 1, pending.end());
    }
    if (isGuess)
        channel.slots.guessFrom(first);
}

void ChannelMoves::settleHead(ChannelSnapshot &channel, WorkerId writer)
{
    const auto &slots = channel.slots.slots();
    const WorkerId taken = slots.front().writer;
    for (std::size_t i = 1; taken != writer && i < slots.size(); ++i) {
        if (!slots[i].guessed || slots[i].writer != writer)
            continue;
        channel.slots.attribute(i, taken);
        break;
    }
    channel.slots.settle(0, writer);
}

bool ChannelMoves::regiveNewest(ChannelSnapshot &channel, std::int64_t queued, WorkerId only)
{
    if (!channel.slots.isReadable())
        return false;
    const auto newest = channel.slots.slots().back();
    auto *owner = pendingOf(channel, newest.writer);
    if (!newest.guessed || newest.offset > 0 || !owner
        || !isPieceOf(*owner, newest, channel.slots.pageSize()))
        return false;
    const auto bytes = queued - static_cast<std::int64_t>(channel.slots.fill()) + newest.length;
    const auto page = static_cast<std::int64_t>(channel.slots.pageSize());
    const auto found = std::find_if(
        channel.pending.begin(), channel.pending.end(), [&](const PendingWrite &write) {
            return &write != owner && (only == noWorker || write.worker == only)
                   && bytes == std::min(page, write.asked - write.in);
        });
    if (bytes <= 0 || found == channel.pending.end())
        return false;
    channel.slots.takeBackNewest();
    owner->in -= newest.length;
    const auto slot = channel.slots.usedSlots();
    channel.slots.resume(static_cast<std::size_t>(bytes), found->worker, found->mode);
    found->in += bytes;
    channel.slots.guessFrom(slot);
    ChannelTears::review(channel);
    return true;
}

std::int64_t ChannelMoves::reclaim(ChannelSnapshot &channel, WorkerId worker, std::int64_t bytes)
{
    const auto &slots = channel.slots.slots();
    for (auto i = slots.size(); i-- > 0 && bytes > 0;) {
        const auto length = std::int64_t{slots[i].length};
        auto *other = pendingOf(channel, slots[i].writer);
        if (!slots[i].guessed || !other || other->worker == worker || length > bytes
            || !isPieceOf(*other, slots[i], channel.slots.pageSize()))
            continue;
        other->in -= length;
        bytes -= length;
        channel.slots.settle(i, worker);
    }
    return bytes;
}

void ChannelMoves::writeReturned(ChannelSnapshot &channel, const Event &event, WriteMode mode)
{
    auto left = event.result;
    auto *pending = pendingOf(channel, event.worker);
    if (pending && event.result > pending->in && event.queuedBytes != absent)
        regiveNewest(channel, event.queuedBytes, event.worker);
    const bool hasPending = pending != nullptr;
    const bool goesOn = pending && pending->in > 0;
    bool isTorn = false;
    if (pending) {
        left -= pending->in;
        const auto fill = static_cast<std::int64_t>(channel.slots.fill());
        const bool isBeside = event.queuedBytes != absent && event.queuedBytes >= fill + left;
        if (left > 0 && !isBeside) { // else they are in beside all that the model has
            left = reclaim(channel, event.worker, left);
            pending->in = event.result - left;
            if (channel.slots.isReadable())
                ChannelTears::review(channel);
        }
        ChannelTears::countOf(channel, *pending, event.time);
        isTorn = pending->isTorn;
        if (left < 0) // it got less in than the model thought: a signal, or the last reader left
            channel.slotsExact = false;
        std::erase_if(channel.pending,
                      [&](const PendingWrite &write) { return write.worker == event.worker; });
    }
    const auto paid = std::clamp<std::int64_t>(left, 0, channel.debt);
    channel.debt -= paid;
    left -= paid;
    channel.bytesIn += event.result;
    if (left <= 0)
        return;
    channel.early.push_back({event.worker, left, hasPending, goesOn, isTorn, mode});
    if (channel.early.size() == 1)
        settleEarly(channel, event.time);
    if (channel.early.size() > mostEarly) { // reads were lost, or are told very late
        channel.early.clear();
        channel.slotsExact = false;
    }
}

} // namespace seeipc
