// SPDX-License-Identifier: MIT
#include "events/shownslots.h"

#include <algorithm>

namespace seeipc {

namespace {

/// Whose bytes those are that the model does not know of: never a reader's.
WorkerId likelyWriter(const ChannelSnapshot &channel)
{
    if (!channel.slots.slots().empty())
        return channel.slots.slots().back().writer;
    const bool isLast = std::any_of(
        channel.writers.begin(), channel.writers.end(),
        [&](const Holder &holder) { return holder.worker == channel.lastWorker; });
    if (isLast || channel.writers.empty())
        return channel.lastWorker;
    return channel.writers.front().worker;
}

/// The oldest `bytes` of the model, as far as it goes: what came behind them is newer.
PipeSlots oldest(const PipeSlots &model, std::size_t bytes)
{
    PipeSlots kept(model.capacity(), model.pageSize());
    auto all = model;
    all.forceSplice(kept, bytes);
    return kept;
}

} // namespace

ShownSlots shownSlots(const ChannelSnapshot &channel)
{
    ShownSlots shown{channel.slots, channel.slotsExact};
    const auto fits = [&] { return shown.slots.usedSlots() <= shown.slots.slotCount(); };
    const bool isTold = channel.queued.value && !channel.queued.isRefused() && !channel.disagrees
                        && !channel.isModelNewer();
    const auto told = std::max<std::int64_t>(0, channel.queued.value.value_or(0));
    const auto queued = isTold ? static_cast<std::size_t>(told) : channel.slots.fill();
    if (isTold && queued == 0 && channel.queued.source != Source::Inferred && channel.isFillOfNow()
        && !channel.isFillBeforeWrite()) { // no byte lies in no slot, whatever the model guessed
        shown.slots.clear();
        shown.isExact = true;
        return shown;
    }
    const auto fill = channel.slots.fill();
    if (queued == fill && fits())
        return shown;
    shown.isExact = false;
    const bool isOfNow = channel.isFillOfNow() && !channel.isFillBeforeWrite();
    if (queued < fill && isOfNow)
        shown.slots.drop(fill - queued); // somebody took the oldest, who is told later or never
    else if (queued < fill)
        shown.slots = oldest(channel.slots, queued);
    else
        shown.slots.forceWrite(queued - fill, likelyWriter(channel));
    shown.slots.squeeze();
    return shown;
}

} // namespace seeipc
