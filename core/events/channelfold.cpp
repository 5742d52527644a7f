// SPDX-License-Identifier: MIT
#include "events/channelfold.h"

#include "events/channelmoves.h"
#include "events/channeltears.h"
#include "events/channelwitness.h"
#include "events/namefold.h"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace seeipc {

namespace {

ChannelSnapshot *channelOf(Snapshot &snapshot, ChannelId channel)
{
    return channel < snapshot.channels.size() ? &snapshot.channels[channel] : nullptr;
}

void noteCapacity(ChannelSnapshot &channel, const Event &event)
{
    const bool isRefused = event.error != 0;
    if (event.effect == Effect::Resize) {
        channel.resizeAsked = event.out[0];
        channel.resizeError = event.error;
        channel.resizeStep = event.step;
        channel.resizeTime = event.time;
        channel.resizeQueued = event.queuedBytes;
        channel.resizeSlots = static_cast<std::int64_t>(channel.slots.usedSlots());
        channel.resizeLimits = event.error == EPERM
                                   ? PipeLimits{event.out[1], event.out[2], event.out[3]}
                                   : PipeLimits{};
    }
    if (isRefused)
        return;
    channel.capacity = {event.result, Source::Reported, event.time, 0};
    channel.slots.forceCapacity(static_cast<std::size_t>(event.result));
}

/// A close, or a question, leaves bytes and slots as they are.
bool mayChangeFill(Effect effect)
{
    return effect == Effect::Read || effect == Effect::Write || effect == Effect::Resize;
}

void noteGone(std::int64_t &since, std::int64_t time)
{
    if (since == absent)
        since = time;
}

/// A FIFO is there before anybody has opened it, and who opens it anew ends that nobody had.
void noteHolders(std::int64_t &since, const std::vector<Holder> &holders, bool hadSome, bool isFifo,
                 std::int64_t time)
{
    if (holders.empty() && (hadSome || !isFifo))
        noteGone(since, time);
    else if (!holders.empty() && isFifo)
        since = absent;
}

/// Has a FIFO no name any more, and is nobody on the way into it by the one that it had?
bool isUnreachable(const Snapshot &snapshot, ChannelId id)
{
    return snapshot.channels[id].names.empty() && snapshot.openersOf(id, End::Read).empty()
           && snapshot.openersOf(id, End::Write).empty();
}

/// Several may have put the oldest bytes in: the reader got them, and they tell whose they are.
void settleHead(const Snapshot &snapshot, ChannelSnapshot &channel, const Event &event)
{
    if (!channel.slots.isReadable() || !channel.slots.slots().front().guessed
        || event.payloadLength == 0 || event.payloadBegin() > 0)
        return;
    std::vector<WorkerId> alike;
    std::vector<WorkerId> unknown;
    for (std::size_t i = 0; i < snapshot.processes.size(); ++i) {
        const auto worker = static_cast<WorkerId>(i);
        const bool isWriter = std::any_of(
            channel.writers.begin(), channel.writers.end(),
            [&](const Holder &holder) { return holder.worker == worker; });
        if (const auto mark = snapshot.processes[i].mark; mark && *mark == event.payload[0])
            alike.push_back(worker);
        else if (!mark && isWriter && worker != event.worker)
            unknown.push_back(worker);
    }
    const auto &found = alike.empty() ? unknown : alike;
    if (found.size() == 1)
        ChannelMoves::settleHead(channel, found.front());
}

/// An end of file, or EPIPE: who held the other end may be seen to have gone only later.
void noteEndOf(ChannelSnapshot &channel, const Event &event)
{
    if (event.effect == Effect::Read && event.error == 0 && event.result == 0
        && event.arguments[1] > 0)
        noteGone(channel.writersGone, event.time);
    if (event.effect == Effect::Write && event.error == EPIPE)
        noteGone(channel.readersGone, event.time);
}

/// The channel that a process reads from or writes to, if it has just one such.
ChannelId onlyChannel(const ProcessSnapshot &process, End end)
{
    ChannelId only = noChannel;
    for (const auto &descriptor : process.descriptors) {
        if (descriptor.end != end || descriptor.channel == only)
            continue;
        if (only != noChannel)
            return noChannel;
        only = descriptor.channel;
    }
    return only;
}

/// A write that was taken for cut, as its writer's end was told first, had returned: it is under way again.
void recallCutWrite(Snapshot &snapshot, ChannelSnapshot &channel, const Event &event)
{
    auto &process = snapshot.processes[event.worker];
    const bool isCutOne = process.bytesOfCutWrite > 0 && process.channel == event.channel
                          && event.time > process.entered;
    if (!isCutOne)
        return;
    channel.pending.push_back(
        {event.worker, event.arguments[1], process.bytesOfCutWrite, process.entered});
    channel.bytesOfCutWrites -= process.bytesOfCutWrite;
    process.bytesOfCutWrite = 0;
}

/// It was seen asleep in a call on the channel, and what it waited for has come since.
bool mayHaveWoken(ChannelSnapshot &channel, const ProcessSnapshot &process, WorkerId worker,
                  ChannelId id)
{
    if (process.state != ProcessState::Asleep || !process.inCall || process.opening
        || process.channel != id || process.seen > channel.lastReturn)
        return false;
    return ChannelMoves::pendingOf(channel, worker) ? channel.slots.isWritable()
                                                    : channel.slots.isReadable();
}

} // namespace

void ChannelFold::freeBuffer(ChannelSnapshot &channel, std::int64_t time)
{
    channel.slots.clear();
    channel.queued = {0, Source::Inferred, time, 0};
    channel.pending.clear();
    channel.early.clear();
    channel.disagrees = false;
}

void ChannelFold::made(Snapshot &snapshot, const Event &event)
{
    auto *channel = channelOf(snapshot, event.channel);
    if (!channel)
        return;
    *channel = ChannelSnapshot{};
    channel->exists = true;
    channel->inode = event.out[3];
    if (event.out[2] > 0) {
        channel->capacity = {event.out[2], Source::Reported, event.time, 0};
        channel->slots.forceCapacity(static_cast<std::size_t>(event.out[2]));
    }
    const bool isAsked = event.queuedBytes != absent;
    channel->queued = {isAsked ? event.queuedBytes : 0,
                       isAsked ? Source::Reported : Source::Inferred, event.time, 0};
}

void ChannelFold::notMade(Snapshot &snapshot, const Event &event)
{
    if (auto *channel = channelOf(snapshot, event.channel); channel && !channel->exists)
        channel->makeError = event.error;
}

void ChannelFold::writeEntered(Snapshot &snapshot, const Event &event)
{
    auto *channel = channelOf(snapshot, event.channel);
    if (!channel || ChannelMoves::pendingOf(*channel, event.worker))
        return;
    PendingWrite write{event.worker,
                       event.arguments[1],
                       0,
                       event.entered,
                       snapshot.modeOf(event.worker, event.arguments[0]),
                       snapshot.fileIdOf(event.worker, event.arguments[0])};
    const bool isOverlapped = channel->lastWorker != event.worker
                              && event.entered < channel->lastReturn;
    if (isOverlapped && !ChannelWitness::isOrderAllOne(*channel, Effect::Write, write.asked))
        channel->slotsExact = false;
    if (write.asked > 0 && !channel->readers.empty()) { // else it meets SIGPIPE
        const auto begin = channel->slots.usedSlots();
        const bool isAwaited = std::any_of(
            channel->pending.begin(), channel->pending.end(),
            [](const PendingWrite &other) { return other.asked > other.in; });
        const auto outcome = channel->slots.write(static_cast<std::size_t>(write.asked),
                                                  event.worker, write.mode);
        write.in = std::max<std::int64_t>(0, outcome.result);
        if (write.in > 0)
            ChannelMoves::notePut(*channel, event.worker, false);
        if (isAwaited) // who sleeps for room has been woken, and may have been there first
            channel->slots.guessFrom(begin);
    }
    write.waitsSince = event.entered;
    const auto behind = std::find_if(
        channel->pending.begin(), channel->pending.end(),
        [&](const PendingWrite &other) { return other.waitsSince > write.waitsSince; });
    channel->pending.insert(behind, write);
}

void ChannelFold::callReturned(Snapshot &snapshot, const Event &event)
{
    auto *channel = channelOf(snapshot, event.channel);
    if (!channel)
        return;
    if (event.effect == Effect::Write)
        recallCutWrite(snapshot, *channel, event);
    // Its cause was told first; whoever was set back with it may have moved bytes elsewhere.
    const bool isBehindCause = event.setBack && event.time < channel->lastReturn;
    const bool isUntold = !isBehindCause && channel->lastWorker != event.worker
                          && event.entered < channel->lastReturn
                          && !ChannelMoves::pendingOf(*channel, event.worker);
    const bool isOverlapped = isUntold || event.late || isBehindCause || !channel->pending.empty()
                              || ChannelWitness::hasOpenCall(snapshot, event.channel, event.worker);
    const bool hasMoved = event.error == 0;
    const bool isUnordered = isUntold
                             && !ChannelWitness::isOrderAllOne(*channel, event.effect,
                                                               hasMoved ? event.result : -1);
    // The last write found the room that this read had made: it took effect before that one.
    const bool wasAwaited = event.effect == Effect::Read && !channel->early.empty();
    if (event.effect == Effect::Read && hasMoved) {
        settleHead(snapshot, *channel, event);
        const auto debt = channel->debt;
        ChannelMoves::readReturned(*channel, event);
        const bool isEmpty = channel->slots.fill() == 0 && channel->pending.empty();
        if (channel->debt > debt || (isUnordered && !wasAwaited && !isEmpty))
            channel->slotsExact = false;
    } else if (event.effect == Effect::Write) {
        if (isUnordered)
            channel->slotsExact = false;
        if (hasMoved)
            ChannelMoves::writeReturned(*channel, event,
                                        snapshot.modeOf(event.worker, event.arguments[0]));
        else
            std::erase_if(channel->pending,
                          [&](const PendingWrite &write) { return write.worker == event.worker; });
    } else if (event.effect == Effect::Resize || event.effect == Effect::ReportCapacity) {
        noteCapacity(*channel, event);
    }
    ChannelTears::count(*channel, event.time);
    noteEndOf(*channel, event);
    if (mayChangeFill(event.effect) && event.time >= channel->lastReturn && !wasAwaited) {
        channel->lastReturn = event.time;
        channel->lastWorker = event.worker;
    }
    const auto fill = static_cast<std::int64_t>(channel->slots.fill());
    if (event.time < channel->queued.time) { // a newer number is known
        if (event.setBack && channel->queued.source == Source::Inferred && channel->pending.empty())
            channel->queued = {fill, Source::Reported, channel->queued.time, 0}; // the read told it
        return;
    }
    const bool isEndOfFile = event.effect == Effect::Read && hasMoved && event.result == 0
                             && event.arguments[1] > 0;
    const auto queued = isEndOfFile && event.queuedBytes == absent ? 0 : event.queuedBytes;
    if (queued == absent)
        return;
    if (event.effect == Effect::Read && hasMoved && ChannelMoves::isRefilled(*channel, queued)) {
        channel->queued = {fill, Source::Inferred, event.time, 0};
        return;
    }
    channel->queued = {queued, Source::Reported, event.time, 0};
    ChannelWitness::compare(*channel, queued, isOverlapped);
}

void ChannelFold::looked(Snapshot &snapshot, const Event &event)
{
    auto *channel = channelOf(snapshot, event.channel);
    if (!channel || channel->gone)
        return;
    if (event.kind == EventKind::ObservationFailed) {
        channel->queued.error = event.error;
        channel->lookError = event.error;
        return;
    }
    channel->lookError = 0;
    channel->queued = {event.queuedBytes, Source::Sampled, event.time, 0};
    if (event.out[0] > 0) {
        channel->capacity = {event.out[0], Source::Sampled, event.time, 0};
        channel->slots.forceCapacity(static_cast<std::size_t>(event.out[0]));
    }
    // Whoever ran while we looked may have moved something that is told only later.
    const bool isStill = std::none_of(
        snapshot.processes.begin(), snapshot.processes.end(), [&](const ProcessSnapshot &process) {
            const auto worker = static_cast<WorkerId>(&process - snapshot.processes.data());
            return process.state == ProcessState::Running
                   || mayHaveWoken(*channel, process, worker, event.channel);
        });
    ChannelMoves::resumeWrites(*channel, event.queuedBytes, event.time);
    ChannelWitness::compare(*channel, event.queuedBytes, !isStill);
    ChannelTears::count(*channel, event.time);
}

void ChannelFold::lost(Snapshot &snapshot, const Event &event, std::int64_t read,
                       std::int64_t written)
{
    const auto &process = snapshot.processes[event.worker];
    if (auto *channel = channelOf(snapshot, onlyChannel(process, End::Read))) {
        channel->bytesOut += read;
        channel->slotsExact = channel->slotsExact && read == 0 && channel->early.empty();
        channel->early.clear();
    }
    if (auto *channel = channelOf(snapshot, onlyChannel(process, End::Write))) {
        channel->bytesIn += written;
        channel->debt = 0;
        channel->slotsExact = channel->slotsExact && written == 0;
        std::erase_if(channel->pending,
                      [&](const PendingWrite &write) { return write.worker == event.worker; });
    }
    if (process.transfers == 0)
        return;
    for (const auto &descriptor : process.descriptors) { // some of those may be among the lost
        if (auto *channel = channelOf(snapshot, descriptor.channel))
            channel->slotsExact = false;
    }
}

void ChannelFold::flagsChanged(Snapshot &snapshot, FileId file)
{
    for (auto &channel : snapshot.channels) {
        for (auto &write : channel.pending)
            write.mode = write.file == file ? snapshot.modeOf(file) : write.mode;
    }
}

void ChannelFold::recountHolders(Snapshot &snapshot, std::int64_t time)
{
    for (std::size_t id = 0; id < snapshot.channels.size(); ++id) {
        auto &channel = snapshot.channels[id];
        if (!channel.exists)
            continue;
        const auto readersBefore = std::exchange(channel.readers, {});
        const auto writersBefore = std::exchange(channel.writers, {});
        for (std::size_t worker = 0; worker < snapshot.processes.size(); ++worker) {
            for (const auto &descriptor : snapshot.processes[worker].descriptors) {
                if (descriptor.channel != id)
                    continue;
                auto &holders = descriptor.end == End::Read ? channel.readers : channel.writers;
                holders.push_back({static_cast<WorkerId>(worker), descriptor.fd});
            }
        }
        noteHolders(channel.readersGone, channel.readers, !readersBefore.empty(), channel.isFifo,
                    time);
        noteHolders(channel.writersGone, channel.writers, !writersBefore.empty(), channel.isFifo,
                    time);
        if (channel.isHeld() || channel.gone
            || (channel.isFifo && snapshot.isHeldUntold(static_cast<ChannelId>(id))))
            continue;
        if (channel.isFifo && (!readersBefore.empty() || !writersBefore.empty()))
            NameFold::emptied(channel, time);
        channel.gone = !channel.isFifo || isUnreachable(snapshot, static_cast<ChannelId>(id));
        if (channel.gone)
            freeBuffer(channel, time);
    }
}

void ChannelFold::forget(Snapshot &snapshot, WorkerId worker)
{
    for (auto &channel : snapshot.channels) {
        auto *write = ChannelMoves::pendingOf(channel, worker);
        if (!write)
            continue;
        ChannelTears::countOf(channel, *write, snapshot.time);
        snapshot.processes[worker].bytesOfCutWrite = write->in;
        channel.bytesOfCutWrites += write->in;
        std::erase_if(channel.pending,
                      [&](const PendingWrite &pending) { return pending.worker == worker; });
    }
}

} // namespace seeipc
