// SPDX-License-Identifier: MIT
#include "events/channeltears.h"

#include <algorithm>
#include <utility>

namespace seeipc {

namespace {

std::int64_t bytesOf(const PipeSlots &slots, WorkerId worker)
{
    std::int64_t bytes = 0;
    for (const auto &slot : slots.slots()) {
        for (const auto &share : slot.shares.all())
            bytes += share.writer == worker ? share.length : 0;
    }
    return bytes;
}

/// Whose bytes stand inside of a write, as the slots have them now. What was read of it before stays as it
/// was taken for.
void reviewTear(ChannelSnapshot &channel, PendingWrite &write)
{
    auto &slots = channel.slots;
    const auto before = std::exchange(write.maybeTornBy, noWorker);
    auto at = write.in - bytesOf(slots, write.worker); // below 0: in the write before
    bool isInside = at > 0;
    WorkerId between = noWorker;
    for (std::size_t i = 0; i < slots.usedSlots(); ++i) {
        const auto slot = slots.slots()[i];
        for (const auto &share : slot.shares.all()) {
            if (share.writer != write.worker) {
                between = isInside ? share.writer : noWorker;
                continue;
            }
            const auto begin = std::exchange(at, at + share.length);
            if (at <= 0)
                continue;
            const bool isBehindRead = std::exchange(isInside, true) && i == 0;
            if (between != noWorker)
                slots.tear(i);
            else if (slot.goesOn && isBehindRead)
                between = before;
            else if (slot.goesOn)
                slots.mend(i);
            if (write.maybeTornBy == noWorker) {
                write.maybeTornBy = between;
                write.maybeTornAt = begin;
            }
            between = noWorker;
        }
    }
}

} // namespace

void ChannelTears::note(ChannelSnapshot &channel, WorkerId worker, WorkerId by, bool &isTorn,
                        std::int64_t time)
{
    if (std::exchange(isTorn, true))
        return;
    ++channel.torn;
    channel.tornWriter = worker;
    channel.tornBy = by;
    channel.tornTime = std::max(time, channel.lastReturn); // told behind its cause it is no older
}

void ChannelTears::review(ChannelSnapshot &channel)
{
    channel.lastPut = channel.slots.slots().back().shares.all().back().writer;
    for (auto &write : channel.pending) {
        if (!write.isTorn)
            reviewTear(channel, write);
    }
}

void ChannelTears::count(ChannelSnapshot &channel, std::int64_t time)
{
    const auto &slots = channel.slots.slots();
    const bool isGuess = channel.pending.size() > 1
                         && std::any_of(slots.begin(), slots.end(),
                                        [](const PipeSlots::Slot &slot) { return slot.guessed; });
    for (auto &write : channel.pending) {
        const bool isUnread = write.in - bytesOf(channel.slots, write.worker) <= write.maybeTornAt;
        if (!isGuess || !isUnread)
            countOf(channel, write, time);
    }
}

void ChannelTears::countOf(ChannelSnapshot &channel, PendingWrite &write, std::int64_t time)
{
    if (const auto by = std::exchange(write.maybeTornBy, noWorker); by != noWorker)
        note(channel, write.worker, by, write.isTorn, time);
}

} // namespace seeipc
