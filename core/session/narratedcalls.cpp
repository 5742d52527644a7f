// SPDX-License-Identifier: MIT
// The narrator on the call that returned last, by what it did.
#include "session/narratorrules.h"

#include "mechanisms/programs.h"
#include "mechanisms/registry.h"
#include "session/eventtext.h"

#include <algorithm>
#include <fcntl.h>
#include <poll.h>

namespace seeipc {

namespace {

using Clauses = std::vector<std::string>;

std::vector<WorkerId> workersOf(const std::vector<Holder> &holders)
{
    std::vector<WorkerId> workers;
    for (const auto &holder : holders) {
        if (std::find(workers.begin(), workers.end(), holder.worker) == workers.end())
            workers.push_back(holder.worker);
    }
    return workers;
}

Caption tellPipe(const Phrases &phrases, const Event &event)
{
    const auto name = phrases.name(event.worker);
    const auto pipe = phrases.areSeveralPipes() ? phrases.pipe(event.channel)
                                                : phrases.say(Message::APipe);
    Clauses clauses;
    const auto *channel = channelOf(phrases, event);
    const auto page = channel ? static_cast<std::int64_t>(channel->slots.pageSize()) : 0;
    if (event.out[2] > 0 && channel)
        clauses.push_back(
            phrases.say(Message::HoldsAtMost, {grouped(event.out[2]), grouped(page)}));
    if (channel && event.out[2] == 2 * page) // PIPE_MIN_DEF_BUFFERS of the kernel
        clauses.push_back(phrases.say(Message::BudgetGivesTwoSlots));
    if ((event.arguments[0] & O_DIRECT) != 0)
        clauses.push_back(phrases.atBegin(phrases.say(Message::WritesArePackets)));
    clauses.push_back(phrases.say(Message::OnlyMakerHasEnds, {name}));
    return phrases.caption(
        {phrases.say(Message::MadePipe, {name, phrases.fd(static_cast<int>(event.out[0])),
                                         phrases.fd(static_cast<int>(event.out[1])), pipe}),
         phrases.say(Message::MadePipeShort, {name, pipe})},
        clauses);
}

/// Who holds the ends of each pipe, now that its descriptors were copied.
Clauses holders(const Phrases &phrases)
{
    Clauses clauses;
    const auto &channels = phrases.snapshot.channels;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        const auto &channel = channels[i];
        if (!channel.exists || channel.readers.empty() || channel.writers.empty())
            continue;
        const auto readers = workersOf(channel.readers);
        const auto writers = workersOf(channel.writers);
        const auto pipe = phrases.which(Message::OfPipe, static_cast<ChannelId>(i));
        clauses.push_back(readers == writers
                              ? phrases.say(Message::BothEndsHeldBy, {phrases.names(readers), pipe})
                              : phrases.say(Message::EndsHeldBy, {phrases.names(readers),
                                                                  phrases.names(writers), pipe}));
    }
    return clauses;
}

Caption tellFork(const Phrases &phrases, const Event &event)
{
    const auto child = phrases.name(event.other);
    auto clauses = holders(phrases);
    clauses.insert(clauses.begin(), phrases.say(Message::CopiedDescriptors, {child}));
    return phrases.caption({phrases.say(Message::Forked, {phrases.name(event.worker), child})},
                           clauses);
}

/// What it means for the end of a channel that `closer` has closed a descriptor of it.
Clauses whatCloseMeans(const Phrases &phrases, WorkerId closer, ChannelId id, End end)
{
    const auto &channel = phrases.snapshot.channels[id];
    const auto &holders = end == End::Read ? channel.readers : channel.writers;
    const auto left = workersOf(holders);
    if (channel.gone)
        return {whatIsFreed(phrases, channel)};
    if (channel.isFifo && !channel.isHeld() && channel.emptied == phrases.snapshot.last->time)
        return {whatIsEmptied(phrases, channel)};
    if (left.empty())
        return {phrases.say(end == End::Read ? Message::LastReadEndClosed
                                             : Message::LastWriteEndClosed),
                lastEndMeans(phrases, id, end)};
    if (left.size() == 1 && left[0] == closer)
        return {phrases.say(end == End::Read ? Message::KeepsReadEnd : Message::KeepsWriteEnd,
                            {phrases.fds(holders)})};
    if (left.size() == 1)
        return {phrases.say(end == End::Read ? Message::OnlyOneReads : Message::OnlyOneWrites,
                            {phrases.name(left[0])})};
    return {phrases.say(end == End::Read ? Message::StillRead : Message::StillWrite,
                        {phrases.names(left)})};
}

/// Of a descriptor that led to no end.
std::string whereItLed(const Phrases &phrases, const Event &event)
{
    const auto &closed = phrases.snapshot.processes[event.worker].closedOther;
    if (!closed || closed->fd != event.arguments[0])
        return phrases.say(Message::NotOfThisDemo);
    const bool isOf = closed->of < phrases.snapshot.processes.size();
    switch (closed->kind) {
    case OtherDescriptor::Kind::Path: return phrases.say(Message::ClosedPathOnly);
    case OtherDescriptor::Kind::Process:
        return isOf ? phrases.say(phrases.snapshot.processes[closed->of].isEnded()
                                      ? Message::ClosedPidfdOfEnded
                                      : Message::ClosedPidfd,
                                  {phrases.name(closed->of)})
                    : phrases.say(Message::NotOfThisDemo);
    case OtherDescriptor::Kind::Proc:
        return phrases.say(Message::ClosedProcFile,
                           {phrases.name(isOf ? closed->of : event.worker)});
    case OtherDescriptor::Kind::File: break;
    }
    return phrases.say(Message::ClosedFile);
}

Caption tellClose(const Phrases &phrases, const Event &event)
{
    const auto name = phrases.name(event.worker);
    const auto fd = phrases.fd(event.arguments[0]);
    const auto &closed = phrases.snapshot.processes[event.worker].closed;
    if (!closed || closed->fd != event.arguments[0]
        || closed->channel >= phrases.snapshot.channels.size())
        return phrases.caption({phrases.say(Message::ClosedOther, {name, fd})},
                               {whereItLed(phrases, event)});
    const auto &files = phrases.snapshot.files;
    const bool isBoth = closed->file < files.size()
                        && (files[closed->file].flags & O_ACCMODE) == O_RDWR;
    const auto closedEnd = isBoth                     ? Message::ClosedBothEnds
                           : closed->end == End::Read ? Message::ClosedReadEnd
                                                      : Message::ClosedWriteEnd;
    return phrases.caption(
        {phrases.say(closedEnd, {name, fd, phrases.which(Message::OfPipe, closed->channel)}),
         phrases.say(closedEnd, {name, fd, ""})},
        whatCloseMeans(phrases, event.worker, closed->channel, closed->end));
}

/// Of a pipe by its name in /proc. That is no copy: the open file is a new one.
Caption tellOpened(const Phrases &phrases, const Event &event, const std::string &why)
{
    const auto name = phrases.name(event.worker);
    const auto made = phrases.fd(static_cast<int>(event.result));
    const auto opened = phrases.fd(static_cast<int>(event.out[0]));
    const bool isOwn = event.other >= phrases.snapshot.processes.size();
    const auto whose = isOwn ? "self" : std::to_string(phrases.snapshot.processes[event.other].pid);
    const auto path = "/proc/" + whose + "/fd/" + std::to_string(event.out[0]);
    const auto what = isOwn ? phrases.say(Message::OpenedOwn, {name, made, opened})
                            : phrases.say(Message::OpenedOf,
                                          {name, made, opened, phrases.name(event.other)});
    if ((event.out[1] & O_PATH) != 0)
        return phrases.caption({what}, {why});
    return phrases.caption({what},
                           {phrases.say(Message::IsNewOpenFile, {path}), phrases.atBegin(why)});
}

/// How many descriptors of a process lead to the end that this one leads to, and what that means.
std::string oneMoreDescriptor(const Phrases &phrases, const ProcessSnapshot &process, int fd)
{
    const auto &all = process.descriptors;
    const auto made = std::find_if(all.begin(), all.end(),
                                   [&](const Descriptor &d) { return d.fd == fd; });
    if (made == all.end())
        return phrases.say(Message::NotOfThisDemo);
    const auto count = std::count_if(all.begin(), all.end(), [&](const Descriptor &d) {
        return d.channel == made->channel && d.end == made->end;
    });
    const bool isRead = made->end == End::Read;
    const auto pipe = phrases.which(Message::OfPipe, made->channel);
    if (count > 2)
        return phrases.say(isRead ? Message::ManyReadEnds : Message::ManyWriteEnds,
                           {pipe, std::to_string(count)});
    return phrases.say(isRead ? Message::OneMoreReadEnd : Message::OneMoreWriteEnd, {pipe});
}

Caption tellDuplicate(const Phrases &phrases, const Event &event)
{
    const bool isPathOnly = event.out[1] != absent && (event.out[1] & O_PATH) != 0;
    const auto why = isPathOnly
                         ? phrases.say(Message::PathOnly)
                         : oneMoreDescriptor(phrases, phrases.snapshot.processes[event.worker],
                                             static_cast<int>(event.result));
    if (callAt(event.call).name == "open")
        return tellOpened(phrases, event, why);
    const auto name = phrases.name(event.worker);
    const auto copy = phrases.fd(static_cast<int>(event.result));
    const auto copied = phrases.fd(static_cast<int>(event.out[0]));
    const auto what = event.other < phrases.snapshot.processes.size()
                          ? phrases.say(Message::DuplicatedOf,
                                        {name, copy, copied, phrases.name(event.other)})
                          : phrases.say(Message::Duplicated, {name, copy, copied});
    return phrases.caption({what}, {why});
}

/// What poll(2) found: the same facts that would make a call sleep or fail.
Caption tellPoll(const Phrases &phrases, const Event &event)
{
    const auto revents = event.out[1];
    const auto *other = phrases.snapshot.processes[event.worker].otherOf(event.arguments[0]);
    if (other && other->kind == OtherDescriptor::Kind::Process
        && other->of < phrases.snapshot.processes.size())
        return phrases.caption({returnedText(event), phrases.call(event)},
                               {phrases.say((revents & POLLIN) != 0 ? Message::PidfdReadable
                                                                    : Message::PidfdNotReadable,
                                            {phrases.name(other->of)})});
    const bool maySleep = (flagsOf(phrases, event).value_or(0) & O_NONBLOCK) == 0;
    Message why = (event.arguments[1] & POLLOUT) != 0 ? Message::PollFindsNoSlot
                                                      : Message::PollFindsNoBytes;
    if ((revents & POLLERR) != 0)
        why = Message::PollFindsNoReader;
    else if ((revents & POLLIN) != 0)
        why = Message::PollFindsBytes;
    else if ((revents & POLLHUP) != 0)
        why = Message::PollFindsHangup;
    else if ((revents & POLLOUT) != 0)
        why = maySleep ? Message::PollFindsSlot : Message::PollFindsSlotAtOnce;
    else if ((event.arguments[1] & (POLLIN | POLLOUT)) == 0)
        why = Message::PollFindsOtherEnd;
    return phrases.caption({returnedText(event), phrases.call(event)}, {phrases.say(why)});
}

std::string statusOfShell(const Phrases &phrases, int signal)
{
    constexpr int firstOfSignals = 128; // what sh(1) adds for $?
    return phrases.say(Message::StatusOfShell,
                       {std::to_string(firstOfSignals + signal), std::to_string(signal)});
}

Caption tellWaitReturned(const Phrases &phrases, const Event &event)
{
    Clauses clauses;
    if (event.other < phrases.snapshot.processes.size()) {
        clauses.push_back(phrases.ending(event.other));
        const auto &child = phrases.snapshot.processes[event.other];
        if (child.isForeign && child.ending && child.ending->killed())
            clauses.push_back(phrases.atBegin(statusOfShell(phrases, child.ending->signal())));
        const auto &channels = phrases.snapshot.channels;
        for (std::size_t i = 0; child.bytesWritten > 0 && i < channels.size(); ++i) {
            const auto fill = fillOf(channels[i]);
            if (channels[i].exists && !channels[i].gone && fill && fill->value > 0)
                clauses.push_back(phrases.say(
                    Message::StillInPipe, {phrases.atBegin(phrases.pipe(static_cast<ChannelId>(i))),
                                           phrases.bytes(*fill)}));
        }
        const auto gone = lastEndGone(phrases, event.time);
        clauses.insert(clauses.end(), gone.begin(), gone.end());
    }
    return phrases.caption(
        {phrases.say(Message::CallOfReturned,
                     {phrases.name(event.worker), std::string(callAt(event.call).name)})},
        clauses);
}

/// A child that was stopped, or goes on.
Caption tellChange(const Phrases &phrases, const Event &event)
{
    const auto status = WaitStatus::fromRaw(static_cast<int>(event.out[0]));
    if (event.other >= phrases.snapshot.processes.size() || event.hasTakenEnd())
        return tellWaitReturned(phrases, event);
    const auto child = phrases.name(event.other);
    constexpr int systemCallStop = 0x80; // of PTRACE_O_TRACESYSGOOD
    if (status.stopped() && (status.stopSignal() & systemCallStop) != 0)
        return phrases.caption(
            {phrases.say(Message::CallOfReturned,
                         {phrases.name(event.worker), std::string(callAt(event.call).name)})},
            {phrases.say(Message::StandsAtCall, {child})});
    return phrases.caption(
        {phrases.say(Message::CallOfReturned,
                     {phrases.name(event.worker), std::string(callAt(event.call).name)})},
        {status.stopped()
             ? phrases.say(Message::WasStopped, {child, phrases.signal(status.stopSignal())})
             : phrases.say(Message::WasContinued, {child}),
         phrases.say(Message::EndIsToldLater)});
}

Caption tellCapacity(const Phrases &phrases, const Event &event)
{
    const auto *channel = channelOf(phrases, event);
    if (channel && event.effect == Effect::Resize)
        return capacityNow(phrases, *channel);
    return phrases.caption(
        {phrases.say(Message::CapacityIs,
                     {grouped(event.result), phrases.which(Message::OfPipe, event.channel)})},
        {phrases.say(Message::AnsweredByKernel)});
}

Caption tellTransfer(const Phrases &phrases, const Event &event)
{
    const auto name = phrases.name(event.worker);
    const auto bytes = phrases.bytes(event.result);
    const auto from = phrases.pipe(event.channel);
    const auto to = phrases.pipe(event.to);
    if (event.result == 0)
        return phrases.caption({phrases.say(Message::NothingToPassOn, {phrases.call(event)})},
                               {phrases.say(Message::NobodyWillWrite, {from})});
    if (event.effect == Effect::Tee)
        return phrases.caption({phrases.say(Message::CopiedOn, {name, bytes, from, to})},
                               {phrases.say(Message::BothHaveThem, {name})});
    return phrases.caption({phrases.say(Message::MovedOn, {name, bytes, from, to})},
                           {phrases.say(Message::PagesWerePassedOn, {name})});
}

Caption tellSuccess(const Phrases &phrases, const Event &event)
{
    const auto name = phrases.name(event.worker);
    switch (event.effect) {
    case Effect::MakeChannel: return tellPipe(phrases, event);
    case Effect::Read: return tellRead(phrases, event);
    case Effect::Write: return tellWrite(phrases, event);
    case Effect::Tee:
    case Effect::Splice: return tellTransfer(phrases, event);
    case Effect::SetFlags:
    case Effect::ReportFlags: return tellFlags(phrases, event);
    case Effect::Resize:
    case Effect::ReportCapacity: return tellCapacity(phrases, event);
    case Effect::Duplicate: return tellDuplicate(phrases, event);
    case Effect::Exec: break; // its success is never told: tellExec()
    case Effect::Poll: return tellPoll(phrases, event);
    case Effect::Close: return tellClose(phrases, event);
    case Effect::Fork: return tellFork(phrases, event);
    case Effect::Wait:
    case Effect::WaitChange: return tellChange(phrases, event);
    case Effect::SetDisposition: return tellDisposition(phrases, event);
    case Effect::Signal: return tellSignal(phrases, event);
    case Effect::Exit: return tellExit(phrases, event);
    case Effect::MakeName: return tellMadeFifo(phrases, event);
    case Effect::Open: return tellOpenedFifo(phrases, event);
    case Effect::Unlink: return tellUnlinked(phrases, event);
    case Effect::LinkName: return tellLinked(phrases, event);
    case Effect::OpenProcess:
    case Effect::OpenProcFile:
    case Effect::AwaitSignal:
    case Effect::None: break; // by the call's name
    }
    if (auto query = tellQuery(phrases, event))
        return *query;
    return phrases.caption(
        {phrases.say(Message::Returned, {name, std::string(callAt(event.call).name)})},
        {returnedText(event)});
}

} // namespace

std::optional<Caption> tellNotKept(const Phrases &phrases)
{
    const auto &last = phrases.snapshot.last;
    if (!last || last->kind != EventKind::EventsLost)
        return std::nullopt;
    Clauses clauses{phrases.say(Message::NotKeptCounted)};
    const auto &channels = phrases.snapshot.channels;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        const auto fill = fillOf(channels[i]);
        const bool isOpen = channels[i].exists && !channels[i].gone;
        if (isOpen && !channels[i].slotsExact && fill)
            clauses.push_back(phrases.say(
                Message::PipeHoldsBytes,
                {phrases.atBegin(phrases.pipe(static_cast<ChannelId>(i))), phrases.bytes(*fill)}));
    }
    return phrases.caption(
        {phrases.say(Message::NotKept, {phrases.name(last->worker), grouped(last->result)}),
         phrases.say(Message::NotKeptShort, {grouped(last->result)})},
        clauses);
}

Caption tellProgram(const Phrases &phrases, WorkerId worker)
{
    const auto program = phrases.snapshot.processes[worker].program;
    return phrases.caption(
        {phrases.say(Message::BecameProgram, {phrases.name(worker), commandOf(program)})},
        {phrases.say(phrases.snapshot.processes[worker].descriptors.empty()
                         ? Message::HasNoPipeOpen
                         : Message::DescriptorsStayOpen)});
}

std::optional<Caption> tellExec(const Phrases &phrases)
{
    const auto &snapshot = phrases.snapshot;
    for (std::size_t i = 0; i < snapshot.processes.size(); ++i) {
        const auto &process = snapshot.processes[i];
        const bool isOld = snapshot.last && snapshot.last->time > process.entered;
        if (process.isAlive() && process.inCall && !isOld && process.call < callCount()
            && effectOf(process.call, process.arguments) == Effect::Exec)
            return tellProgram(phrases, static_cast<WorkerId>(i));
    }
    return std::nullopt;
}

Caption tellCall(const Phrases &phrases, const Event &event)
{
    return event.error != 0 ? tellFailure(phrases, event) : tellSuccess(phrases, event);
}

std::optional<Caption> tellLastCall(const Phrases &phrases)
{
    const auto &last = phrases.snapshot.last;
    if (!last || last->kind != EventKind::CallReturned || last->call >= callCount()
        || last->worker >= phrases.snapshot.processes.size())
        return std::nullopt;
    return tellCall(phrases, *last);
}

} // namespace seeipc
