// SPDX-License-Identifier: MIT
#include "events/namefold.h"

#include "events/channelfold.h"

#include <algorithm>
#include <sys/stat.h>

namespace seeipc {

namespace {

ChannelSnapshot *fifoOf(Snapshot &snapshot, const Event &event)
{
    return event.channel < snapshot.channels.size() ? &snapshot.channels[event.channel] : nullptr;
}

/// Whoever waits for this side of the FIFO to be opened waits no longer.
void meet(Snapshot &snapshot, WorkerId worker, const Opening &opened, std::int64_t time)
{
    for (std::size_t i = 0; i < snapshot.processes.size(); ++i) {
        auto &other = snapshot.processes[i];
        const bool isMet = i != worker && other.opening && other.opening->mayWait()
                           && other.opening->channel == opened.channel
                           && opened.isFor(other.opening->isFor(End::Read) ? End::Write
                                                                           : End::Read);
        if (!isMet || other.opening->isMet)
            continue;
        other.opening->isMet = true;
        other.partner = worker;
        other.metTime = time;
    }
}

/// Who may wait and came in has met somebody: if nobody is known to be at the other side, the return of
/// who came there is still to be told. And this may be that return.
void noteAwaited(Snapshot &snapshot, const Event &event, const Opening &opened)
{
    auto &channel = snapshot.channels[opened.channel];
    for (const auto end : {End::Read, End::Write}) {
        auto &awaiting = channel.awaited[static_cast<std::size_t>(end)];
        if (!opened.isFor(end) || awaiting == noWorker)
            continue;
        snapshot.processes[awaiting].partner = event.worker;
        snapshot.processes[awaiting].metTime = event.time;
        awaiting = noWorker;
        return; // it came to who had waited
    }
    const auto other = opened.isFor(End::Read) ? End::Write : End::Read;
    const bool isThere = !(other == End::Read ? channel.readers : channel.writers).empty()
                         || !snapshot.openersOf(opened.channel, other).empty()
                         || snapshot.processes[event.worker].metTime >= event.entered;
    if (opened.mayWait() && !isThere)
        channel.awaited[static_cast<std::size_t>(other)] = event.worker;
}

} // namespace

/// Whoever has one of that name open from before holds on to what nobody can come to any more.
void NameFold::made(Snapshot &snapshot, const Event &event)
{
    auto *channel = fifoOf(snapshot, event);
    if (!channel)
        return;
    for (auto &process : snapshot.processes)
        std::erase_if(process.descriptors,
                      [&](const Descriptor &d) { return d.channel == event.channel; });
    *channel = ChannelSnapshot{};
    channel->exists = true;
    channel->isFifo = true;
    channel->device = event.out[1];
    channel->inode = event.out[3];
    channel->permissions = event.out[0] == absent ? absent : event.out[0] & 07777;
    channel->names = {nameInArgument(event.arguments[0])};
    channel->queued = {0, Source::Inferred, event.time, 0};
}

void NameFold::linked(Snapshot &snapshot, const Event &event)
{
    if (auto *channel = fifoOf(snapshot, event))
        channel->names.push_back(nameInArgument(event.arguments[1]));
}

void NameFold::unlinked(Snapshot &snapshot, const Event &event)
{
    if (auto *channel = fifoOf(snapshot, event))
        std::erase(channel->names, nameInArgument(event.arguments[0]));
}

void NameFold::entered(Snapshot &snapshot, const Event &event)
{
    if (!fifoOf(snapshot, event))
        return;
    auto &process = snapshot.processes[event.worker];
    process.opening = Opening{event.channel, nameInArgument(event.arguments[0]),
                              event.arguments[1]};
    if (process.opening->mayWait()) // who may not may be turned away
        meet(snapshot, event.worker, *process.opening, event.time);
}

bool NameFold::opened(Snapshot &snapshot, const Event &event)
{
    auto *channel = fifoOf(snapshot, event);
    if (!channel || !channel->isFifo || event.out[0] == absent
        || !S_ISFIFO(static_cast<mode_t>(event.out[0])))
        return false;
    const Opening opened{event.channel, noNameId, event.arguments[1]};
    channel->readOpens += opened.isFor(End::Read) ? 1 : 0;
    channel->writeOpens += opened.isFor(End::Write) ? 1 : 0;
    noteAwaited(snapshot, event, opened);
    meet(snapshot, event.worker, opened, event.time);
    if (event.out[2] > 0 && event.time >= channel->capacity.time) {
        channel->capacity = {event.out[2], Source::Reported, event.time, 0};
        channel->slots.forceCapacity(static_cast<std::size_t>(event.out[2]));
    }
    if (event.queuedBytes != absent && event.time >= channel->queued.time)
        channel->queued = {event.queuedBytes, Source::Reported, event.time, 0};
    return true;
}

void NameFold::emptied(ChannelSnapshot &channel, std::int64_t time)
{
    channel.lostBytes = channel.slotsExact ? static_cast<std::int64_t>(channel.slots.fill())
                                           : channel.queued.value.value_or(0);
    channel.lostExact = channel.slotsExact && !channel.untold;
    channel.emptied = time;
    channel.bytesDropped += channel.lostBytes;
    channel.slotsExact = !channel.untold;
    channel.differed = false;
    channel.debt = 0;
    channel.capacity = {};
    ChannelFold::freeBuffer(channel, time);
}

} // namespace seeipc
