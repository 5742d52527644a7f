// SPDX-License-Identifier: MIT
#include "events/causes.h"

#include <algorithm>
#include <cerrno>
#include <vector>

namespace seeipc {

namespace {

/// Does anybody else keep this end open, so that neither end of file nor EPIPE can be?
bool isHeldByAnother(const std::vector<Holder> &holders, WorkerId worker)
{
    return std::any_of(holders.begin(), holders.end(),
                       [&](const Holder &holder) { return holder.worker != worker; });
}

bool lacksRoom(const ChannelSnapshot &channel, const Event &write)
{
    const auto inside = channel.bytesIn - channel.bytesOut - channel.bytesDropped;
    if (channel.capacity.value && inside + write.result > *channel.capacity.value)
        return true; // more than it can hold
    if (!channel.slotsExact)
        return false;
    const auto pending = std::find_if(
        channel.pending.begin(), channel.pending.end(),
        [&](const PendingWrite &open) { return open.worker == write.worker; });
    return pending != channel.pending.end()
               ? pending->in < write.result
               : !channel.slots.hasRoom(static_cast<std::size_t>(write.result));
}

/// Cut short in its sleep: by a signal, or as the last reader left.
bool isCutShort(const Event &write)
{
    return write.effect == Effect::Write && write.error == 0 && write.result > 0
           && write.result < write.arguments[1];
}

} // namespace

bool Causes::isMissing(const Snapshot &before, const Event &effect)
{
    const bool isMove = effect.effect == Effect::Read || effect.effect == Effect::Write;
    if (effect.kind != EventKind::CallReturned || !isMove
        || effect.channel >= before.channels.size())
        return false;
    const auto &channel = before.channels[effect.channel];
    if (channel.debt > 0 || !channel.early.empty() || effect.arguments[1] <= 0)
        return false; // the model follows what is told late
    if (effect.effect == Effect::Write)
        return ((effect.error == EPIPE || isCutShort(effect))
                && isHeldByAnother(channel.readers, effect.worker))
               || (effect.result > 0 && lacksRoom(channel, effect));
    if (effect.result == 0)
        return isHeldByAnother(channel.writers, effect.worker);
    return effect.result > static_cast<std::int64_t>(channel.slots.fill());
}

bool Causes::mayBe(const Event &cause, const Event &effect)
{
    if (cause.kind != EventKind::CallReturned || cause.error != 0 || cause.setBack
        || cause.worker == effect.worker || cause.entered >= effect.time)
        return false;
    const bool isClose = cause.effect == Effect::Close && cause.channel == effect.channel;
    if (effect.result == 0 || effect.error == EPIPE)
        return isClose;
    if (isCutShort(effect) && isClose)
        return true;
    return effect.effect == Effect::Read ? cause.hasPutInto(effect.channel)
                                         : cause.hasTakenFrom(effect.channel);
}

Event Causes::opened(const Event &call, std::int64_t time)
{
    Event event;
    event.kind = EventKind::CallEntered;
    event.effect = call.effect;
    event.worker = call.worker;
    event.channel = call.channel;
    event.to = call.to;
    event.call = call.call;
    event.step = call.step;
    event.iteration = call.iteration;
    event.arguments = call.arguments;
    event.out[3] = absent;
    event.entered = call.entered;
    event.time = time;
    return event;
}

} // namespace seeipc
