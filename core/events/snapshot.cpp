// SPDX-License-Identifier: MIT
#include "events/snapshot.h"

#include "events/channelfold.h"
#include "events/processfold.h"

#include <algorithm>
#include <fcntl.h>

namespace seeipc {

bool Opening::isFor(End end) const
{
    if ((flags & O_PATH) != 0) // it leads to the file, and opens no end of it
        return false;
    const auto mode = flags & O_ACCMODE;
    return mode == O_RDWR || mode == (end == End::Read ? O_RDONLY : O_WRONLY);
}

bool Opening::mayWait() const
{
    return (flags & (O_NONBLOCK | O_PATH)) == 0 && (flags & O_ACCMODE) != O_RDWR;
}

bool ProcessSnapshot::isAlive() const
{
    return state != ProcessState::NotStarted && !isEnded();
}

bool ProcessSnapshot::isEnded() const
{
    return state == ProcessState::Zombie || state == ProcessState::Exited
           || state == ProcessState::Killed;
}

bool ProcessSnapshot::isStoppedInside() const
{
    return state == ProcessState::Stopped && inCall;
}

const OtherDescriptor *ProcessSnapshot::otherOf(int fd) const
{
    const auto found = std::find_if(others.begin(), others.end(),
                                    [fd](const OtherDescriptor &one) { return one.fd == fd; });
    return found != others.end() ? &*found : nullptr;
}

bool ChannelSnapshot::isFillOfNow() const
{
    return queued.value && queued.time >= lastReturn;
}

bool ChannelSnapshot::isFillBeforeWrite() const
{
    return std::any_of(pending.begin(), pending.end(), [this](const PendingWrite &write) {
        return write.in > 0 && write.entered > queued.time;
    });
}

bool ChannelSnapshot::isModelAhead() const
{
    return queued.value && slotsExact && !disagrees && isFillBeforeWrite();
}

bool ChannelSnapshot::isModelNewer() const
{
    return isModelAhead() || (queued.value && slotsExact && !disagrees && !isFillOfNow());
}

bool ChannelSnapshot::isTearGuessed() const
{
    return torn == 0 || std::any_of(pending.begin(), pending.end(), [](const PendingWrite &write) {
               return !write.isTorn && write.maybeTornBy != noWorker;
           });
}

Snapshot::Snapshot(std::size_t workers, std::size_t channelCount)
    : processes(workers), channels(channelCount)
{}

FileId Snapshot::fileIdOf(WorkerId worker, int fd) const
{
    if (worker >= processes.size())
        return noFile;
    const auto &descriptors = processes[worker].descriptors;
    const auto found = std::find_if(descriptors.begin(), descriptors.end(),
                                    [&](const Descriptor &one) { return one.fd == fd; });
    return found != descriptors.end() && found->file < files.size() ? found->file : noFile;
}

const OpenFile *Snapshot::fileOf(WorkerId worker, int fd) const
{
    const auto file = fileIdOf(worker, fd);
    return file != noFile ? &files[file] : nullptr;
}

WriteMode Snapshot::modeOf(FileId file) const
{
    const bool isDirect = file < files.size() && (files[file].flags & O_DIRECT) != 0;
    return isDirect ? WriteMode::Packets : WriteMode::Stream;
}

ChannelId Snapshot::channelNamed(NameId name) const
{
    for (std::size_t i = 0; i < channels.size(); ++i) {
        const auto &names = channels[i].names;
        if (std::find(names.begin(), names.end(), name) != names.end())
            return static_cast<ChannelId>(i);
    }
    return noChannel;
}

bool Snapshot::isHeldUntold(ChannelId channel) const
{
    const auto &awaited = channels[channel].awaited;
    return std::any_of(awaited.begin(), awaited.end(), [](WorkerId one) { return one != noWorker; })
           || std::any_of(processes.begin(), processes.end(), [&](const ProcessSnapshot &process) {
                  const auto &opening = process.opening;
                  return opening && opening->isMet && opening->channel == channel;
              });
}

std::vector<WorkerId> Snapshot::openersOf(ChannelId channel, End end) const
{
    std::vector<WorkerId> openers;
    for (std::size_t i = 0; i < processes.size(); ++i) {
        const auto &opening = processes[i].opening;
        if (opening && opening->channel == channel && opening->isFor(end))
            openers.push_back(static_cast<WorkerId>(i));
    }
    return openers;
}

StepSnapshot Snapshot::ofStep(StepId step) const
{
    return step < steps.size() ? steps[step] : StepSnapshot();
}

void apply(Snapshot &snapshot, const Event &event)
{
    ++snapshot.events;
    snapshot.time = std::max(snapshot.time, event.time);
    if (event.worker < snapshot.processes.size())
        ProcessFold::apply(snapshot, event);
    else if (event.kind == EventKind::ChannelSampled || event.kind == EventKind::ObservationFailed)
        ChannelFold::looked(snapshot, event);
    else if (event.kind == EventKind::FillDisagreed && event.channel < snapshot.channels.size())
        snapshot.channels[event.channel].disagreedTime = event.time;
    else if (event.kind == EventKind::HoldChanged)
        snapshot.held = event.result != 0;
    else if (event.kind == EventKind::ParameterChanged) {
        snapshot.parameters.resize(
            std::max<std::size_t>(snapshot.parameters.size(), event.step + std::size_t{1}));
        snapshot.parameters[event.step] = event.result;
    }
    if (event.kind == EventKind::CallReturned || event.kind == EventKind::ProcessEnded)
        snapshot.last = event;
}

} // namespace seeipc
