// SPDX-License-Identifier: MIT
#include "events/processfold.h"

#include "events/channelfold.h"
#include "events/channeltransfer.h"
#include "events/channelwitness.h"
#include "events/namefold.h"

#include <algorithm>
#include <fcntl.h>
#include <iterator>

namespace seeipc {

namespace {

constexpr std::int64_t quickGap = 100'000'000; ///< nanoseconds: ten calls a second

void enter(ProcessSnapshot &process, ProcessState state, const Event &event)
{
    if (process.state != state)
        process.since = event.time;
    process.state = state;
    process.stateSource = event.source;
    process.seen = event.time;
    process.stateError = 0;
}

/// On its way, as far as anybody looks.
void run(ProcessSnapshot &process, const Event &event)
{
    const bool isSeen = event.time >= process.unseenUntil;
    enter(process, isSeen ? ProcessState::Running : ProcessState::Unseen, event);
}

/// What the event says of the call that it is about.
void copyCall(ProcessSnapshot &process, const Event &event)
{
    process.call = event.call;
    process.step = event.step;
    process.iteration = event.iteration;
    process.channel = event.channel;
    process.to = event.to;
    process.other = event.other;
    process.arguments = event.arguments;
    process.names = event.kind == EventKind::CallReturned ? "" : std::string(event.payloadText());
    process.opening.reset();
    process.third = event.kind == EventKind::CallReturned ? absent : event.out[3];
    process.unmade = false;
}

void insertDescriptor(ProcessSnapshot &process, const Descriptor &added)
{
    const auto place = std::find_if(process.descriptors.begin(), process.descriptors.end(),
                                    [&](const Descriptor &d) { return d.fd > added.fd; });
    process.descriptors.insert(place, added);
}

void removeDescriptor(ProcessSnapshot &process, int fd)
{
    std::erase_if(process.descriptors, [&](const Descriptor &d) { return d.fd == fd; });
    std::erase_if(process.others, [&](const OtherDescriptor &d) { return d.fd == fd; });
}

void addOther(ProcessSnapshot &process, const OtherDescriptor &added)
{
    removeDescriptor(process, added.fd);
    process.others.push_back(added);
}

void addDescriptor(ProcessSnapshot &process, const Descriptor &added)
{
    removeDescriptor(process, added.fd);
    insertDescriptor(process, added);
}

void closeDescriptor(ProcessSnapshot &process, int fd)
{
    process.closed.reset();
    process.closedOther.reset();
    if (const auto *other = process.otherOf(fd))
        process.closedOther = *other;
    for (const auto &descriptor : process.descriptors) {
        if (descriptor.fd == fd)
            process.closed = descriptor;
    }
    removeDescriptor(process, fd);
}

FileId openedFile(Snapshot &snapshot, std::int32_t flags)
{
    if (snapshot.files.size() >= noFile)
        return noFile;
    snapshot.files.push_back({flags & ~O_CLOEXEC}); // that belongs to the descriptor
    return static_cast<FileId>(snapshot.files.size() - 1);
}

/// They belong to the open file description: whoever has a copy of the descriptor has them too.
void noteFlags(Snapshot &snapshot, const Event &event)
{
    constexpr std::int32_t settable = O_APPEND | O_ASYNC | O_DIRECT | O_NOATIME | O_NONBLOCK;
    for (const auto &descriptor : snapshot.processes[event.worker].descriptors) {
        if (descriptor.fd != event.arguments[0] || descriptor.file >= snapshot.files.size())
            continue;
        auto &flags = snapshot.files[descriptor.file].flags;
        flags = event.effect == Effect::ReportFlags
                    ? static_cast<std::int32_t>(event.result)
                    : (flags & ~settable) | (static_cast<std::int32_t>(event.out[0]) & settable);
        ChannelFold::flagsChanged(snapshot, descriptor.file);
    }
}

void makeChannel(Snapshot &snapshot, const Event &event)
{
    if (event.channel >= snapshot.channels.size())
        return; // the demo has no name for it
    ChannelFold::made(snapshot, event);
    auto &process = snapshot.processes[event.worker];
    for (const auto end : {End::Read, End::Write}) {
        const bool isRead = end == End::Read;
        addDescriptor(process,
                      {static_cast<int>(event.out[isRead ? 0 : 1]), event.channel, end,
                       openedFile(snapshot, event.arguments[0] | (isRead ? O_RDONLY : O_WRONLY))});
    }
}

/// The child gets a copy of the parent's table and dispositions, as fork(2) gives it.
void fork(Snapshot &snapshot, const Event &event)
{
    if (event.other >= snapshot.processes.size())
        return;
    const auto &parent = snapshot.processes[event.worker];
    auto &child = snapshot.processes[event.other];
    if (!child.isEnded()) { // else told after its end: it holds nothing any more
        child.descriptors = parent.descriptors;
        child.others = parent.others;
    }
    child.dispositions = parent.dispositions;
    child.parent = event.worker;
    child.pid = event.result;
    if (child.state == ProcessState::NotStarted)
        run(child, event);
}

/// A descriptor that leads where one of its own or of another process does.
void duplicate(Snapshot &snapshot, const Event &event)
{
    auto &process = snapshot.processes[event.worker];
    const auto &owner = event.other < snapshot.processes.size() ? snapshot.processes[event.other]
                                                                : process;
    std::vector<Descriptor> copies;
    std::copy_if(owner.descriptors.begin(), owner.descriptors.end(), std::back_inserter(copies),
                 [&](const Descriptor &d) { return d.fd == event.out[0]; });
    const auto made = static_cast<int>(event.result);
    const bool isNew = event.out[1] != absent; // opened anew: nothing is shared but the channel
    const bool isItself = &owner == &process && made == event.out[0];
    std::optional<OtherDescriptor> other;
    if (const auto *copied = owner.otherOf(static_cast<int>(event.out[0])))
        other = *copied;
    if (!isItself)
        removeDescriptor(process, made);         // what was there is closed
    if (isNew && (event.out[1] & O_PATH) != 0) { // it leads to the pipe, and is no end of it
        if (!copies.empty())
            other = {made, OtherDescriptor::Kind::Path, copies.front().channel, noWorker};
        copies.clear();
    }
    if (other && !isItself) {
        other->fd = made;
        addOther(process, *other);
    }
    if (isNew && !copies.empty())
        copies.front().file = openedFile(snapshot, static_cast<std::int32_t>(event.out[1]));
    for (auto &copy : copies) {
        copy.fd = made;
        copy.file = isNew ? copies.front().file : copy.file;
        if (!isItself)
            insertDescriptor(process, copy);
    }
}

void openByName(Snapshot &snapshot, const Event &event)
{
    auto &process = snapshot.processes[event.worker];
    const auto fd = static_cast<int>(event.result);
    removeDescriptor(process, fd); // what was there is closed
    if (!NameFold::opened(snapshot, event)) {
        addOther(process, {fd, OtherDescriptor::Kind::File, noChannel, noWorker});
        return;
    }
    if ((event.arguments[1] & O_PATH) != 0) {
        addOther(process, {fd, OtherDescriptor::Kind::Path, event.channel, noWorker});
        return;
    }
    const Opening opened{event.channel, noNameId, event.arguments[1]};
    const auto file = openedFile(snapshot, opened.flags);
    for (const auto end : {End::Read, End::Write}) {
        if (opened.isFor(end))
            insertDescriptor(process, {fd, event.channel, end, file});
    }
}

/// The process is over: the kernel has closed whatever it held.
void end(Snapshot &snapshot, WorkerId worker, ProcessState state, std::int64_t rawStatus,
         const Event &event)
{
    auto &process = snapshot.processes[worker];
    if (!process.isEnded())
        process.ended = event.time;
    enter(process, state, event);
    process.inCall = false;
    process.unmade = process.unmade || process.gate != Gate::Open;
    process.gate = Gate::Open;
    process.ending = rawStatus == absent
                         ? std::nullopt
                         : std::optional(WaitStatus::fromRaw(static_cast<int>(rawStatus)));
    process.endingSource = event.source;
    process.descriptors.clear();
    process.others.clear();
    process.opening.reset();
    ChannelFold::forget(snapshot, worker);
    ChannelFold::recountHolders(snapshot, event.time);
}

ProcessState endOf(std::int64_t rawStatus)
{
    return rawStatus != absent && WaitStatus::fromRaw(static_cast<int>(rawStatus)).killed()
               ? ProcessState::Killed
               : ProcessState::Exited;
}

/// What a child came to, as its parent was told.
void waited(Snapshot &snapshot, const Event &event)
{
    if (event.other >= snapshot.processes.size())
        return;
    auto &child = snapshot.processes[event.other];
    const auto status = WaitStatus::fromRaw(static_cast<int>(event.out[0]));
    if (event.hasTakenEnd()) {
        end(snapshot, event.other, endOf(event.out[0]), event.out[0], event);
    } else if (child.isAlive() && status.stopped()) {
        enter(child, ProcessState::Stopped, event);
    } else if (child.state == ProcessState::Stopped && status.continued()) {
        child.stoppedUntil = event.time;
        enter(child, child.gate == Gate::Open ? ProcessState::Running : ProcessState::AtGate,
              event);
    }
}

void applyEffect(Snapshot &snapshot, const Event &event)
{
    auto &process = snapshot.processes[event.worker];
    switch (event.effect) {
    case Effect::MakeChannel: makeChannel(snapshot, event); break;
    case Effect::Duplicate: duplicate(snapshot, event); break;
    case Effect::MakeName: NameFold::made(snapshot, event); break;
    case Effect::LinkName: NameFold::linked(snapshot, event); return;
    case Effect::Unlink: NameFold::unlinked(snapshot, event); break;
    case Effect::Open: openByName(snapshot, event); break;
    case Effect::Close: closeDescriptor(process, event.arguments[0]); break;
    case Effect::Fork: fork(snapshot, event); break;
    case Effect::SetFlags:
    case Effect::ReportFlags: noteFlags(snapshot, event); return;
    case Effect::Wait:
    case Effect::WaitChange: waited(snapshot, event); return;
    case Effect::OpenProcess:
    case Effect::OpenProcFile:
        addOther(process, {static_cast<int>(event.result),
                           event.effect == Effect::OpenProcess ? OtherDescriptor::Kind::Process
                                                               : OtherDescriptor::Kind::Proc,
                           noChannel, event.other});
        break;
    case Effect::SetDisposition:
        if (event.arguments[0] > 0
            && static_cast<std::size_t>(event.arguments[0]) < process.dispositions.size())
            process.dispositions[static_cast<std::size_t>(event.arguments[0])] =
                static_cast<Disposition>(event.arguments[1]);
        return;
    default: return;
    }
    ChannelFold::recountHolders(snapshot, event.time);
}

void noteStep(Snapshot &snapshot, const Event &event)
{
    if (event.step == noStep) // made by hand
        return;
    if (event.step >= snapshot.steps.size())
        snapshot.steps.resize(event.step + std::size_t{1});
    auto &step = snapshot.steps[event.step];
    step = {step.returns + 1, event.iteration, event.error,
            event.result,     event.arguments, event.out};
}

/// The byte that a payload consists of; nothing: it has several.
std::optional<char> markOf(std::string_view payload)
{
    return payload.find_first_not_of(payload.front()) == std::string_view::npos
               ? std::optional(payload.front())
               : std::nullopt;
}

void applyReturn(Snapshot &snapshot, const Event &event)
{
    auto &process = snapshot.processes[event.worker];
    ++process.calls;
    if (event.effect != Effect::Exit) // it never returns
        noteStep(snapshot, event);
    if (event.effect == Effect::Exit) { // recorded before it is made: it never comes back
        if (!process.isEnded())         // a child's records may be told after its end
            run(process, event);
        copyCall(process, event);
        process.gate = Gate::Open;
        process.inCall = !process.isEnded();
        process.entered = event.entered;
        process.last = event;
        return;
    }
    if (event.effect == Effect::Read || event.effect == Effect::Write) {
        process.bytesRead = event.out[0];
        process.bytesWritten = event.out[1];
        ++(event.effect == Effect::Read ? process.reads : process.writes);
        if (event.effect == Effect::Write && event.payloadLength > 0)
            process.mark = markOf(event.payloadText());
    }
    if (isTransfer(event.effect)) {
        ++process.transfers;
        process.bytesMoved += std::max<std::int64_t>(0, event.result);
        ChannelTransfer::returned(snapshot, event);
    } else if (!isAboutName(event.effect)) {
        ChannelFold::callReturned(snapshot, event);
    }
    if (!process.isEnded()) {
        run(process, event);
        process.gate = Gate::Open;
    }
    process.inCall = false;
    const bool isQuick = process.last && event.time - process.last->time < quickGap;
    process.quick = isQuick ? process.quick + 1 : 0;
    process.again = isQuick && event.iteration > 0 ? process.again + 1 : 0;
    copyCall(process, event);
    process.last = event;
    if (event.effect == Effect::Exec) // it failed: the same program goes on
        process.isForeign = false;
    if (event.error == 0)
        applyEffect(snapshot, event);
    else if (event.effect == Effect::MakeChannel || event.effect == Effect::MakeName)
        ChannelFold::notMade(snapshot, event);
}

void applySample(Snapshot &snapshot, const Event &event)
{
    auto &process = snapshot.processes[event.worker];
    if (process.state == ProcessState::Exited || process.state == ProcessState::Killed)
        return; // a look from before
    const auto sleep = static_cast<Sleep>(event.out[0]);
    if (process.state == ProcessState::Stopped && sleep != Sleep::Stopped)
        process.stoppedUntil = event.time;
    switch (sleep) {
    case Sleep::Asleep:
        if (!process.inCall)
            return; // it has returned meanwhile
        enter(process, ProcessState::Asleep, event);
        if (event.out[3] == 1) {
            process.entered = event.call == process.call ? process.entered : event.time;
            process.call = event.call;
            process.channel = event.channel;
            process.arguments = event.arguments;
            process.third = absent;
        }
        process.since = std::max({process.entered, process.unseenUntil, process.stoppedUntil});
        process.seen = std::max(event.time, event.out[2]);
        process.stirs += event.out[1];
        if (process.channel < snapshot.channels.size())
            ChannelWitness::followSleep(snapshot.channels[process.channel], event.effect,
                                        event.worker, event.time);
        break;
    case Sleep::Stopped: enter(process, ProcessState::Stopped, event); break;
    case Sleep::Unseen:
        process.unseenUntil = event.out[2];
        if (process.isAlive()) {
            enter(process, ProcessState::Unseen, event);
            process.gate = Gate::Open; // who stands at the same gate still was seen all the time
        }
        break;
    case Sleep::Zombie:
        end(snapshot, event.worker, ProcessState::Zombie, event.result, event);
        break;
    case Sleep::Running:
        if (process.state == ProcessState::Asleep && process.inCall)
            ++process.stirs;
        if (process.state == ProcessState::Asleep || process.state == ProcessState::Stopped
            || process.state == ProcessState::Unseen)
            enter(process,
                  process.gate == Gate::Open ? ProcessState::Running : ProcessState::AtGate, event);
        break;
    }
}

void applyLoss(Snapshot &snapshot, const Event &event)
{
    auto &process = snapshot.processes[event.worker];
    ChannelFold::lost(snapshot, event, event.out[1] - process.bytesRead,
                      event.out[2] - process.bytesWritten);
    process.calls = event.out[0];
    process.bytesRead = event.out[1];
    process.bytesWritten = event.out[2];
    process.lost += event.result;
    process.quick += event.result;
    process.again += event.result;
    process.inCall = false;
    process.gate = Gate::Open;
    snapshot.lost += event.result;
    if (!process.isEnded())
        run(process, event);
}

/// It becomes a program that is no worker: what it does with its descriptors only looks can tell.
void tellNothingMore(Snapshot &snapshot, ProcessSnapshot &process)
{
    process.isForeign = true;
    for (const auto &descriptor : process.descriptors) {
        auto &channel = snapshot.channels[descriptor.channel];
        channel.untold = true;
        channel.slotsExact = false;
    }
}

} // namespace

void ProcessFold::apply(Snapshot &snapshot, const Event &event)
{
    auto &process = snapshot.processes[event.worker];
    switch (event.kind) {
    case EventKind::ProcessStarted:
        process.pid = event.result;
        if (process.state == ProcessState::NotStarted)
            run(process, event);
        break;
    case EventKind::CallEntered:
        if (process.isEnded())
            break; // its last call was seen open just after the end that another has told
        run(process, event);
        process.gate = Gate::Open;
        process.inCall = true;
        process.entered = event.entered;
        copyCall(process, event);
        if (event.effect == Effect::Write)
            ChannelFold::writeEntered(snapshot, event);
        if (event.effect == Effect::Open)
            NameFold::entered(snapshot, event);
        if (event.effect == Effect::Exec) {
            process.program = event.arguments[0];
            tellNothingMore(snapshot, process);
        }
        break;
    case EventKind::AtGate:
        if (process.isEnded())
            break;
        if (const auto gate = static_cast<Gate>(event.out[0]); process.gate != gate) {
            process.gate = gate;
            process.since = event.time;
        }
        if (process.gate == Gate::Condition)
            process.again = 0; // a loop that waits each round is no fast one
        if (process.gate == Gate::Pace) {
            if (event.time - process.turn
                >= quickGap) // many calls in one turn are one step of the demo
                process.quick = process.again = 0;
            process.turn = event.time;
        }
        enter(process, ProcessState::AtGate, event);
        process.inCall = false;
        copyCall(process, event);
        break;
    case EventKind::CallReturned: applyReturn(snapshot, event); break;
    case EventKind::ProcessSampled: applySample(snapshot, event); break;
    case EventKind::ProcessEnded:
        end(snapshot, event.worker, endOf(event.result), event.result, event);
        break;
    case EventKind::EventsLost: applyLoss(snapshot, event); break;
    case EventKind::SignalHandled:
        process.handledLast = event.arguments[0];
        process.handled[static_cast<std::size_t>(event.arguments[0])] = static_cast<std::uint32_t>(
            event.result);
        break;
    case EventKind::ObservationFailed: process.stateError = event.error; break;
    default: break;
    }
}

} // namespace seeipc
