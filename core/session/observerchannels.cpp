// SPDX-License-Identifier: MIT
// The observer's looks at channels.
#include "session/observer.h"

#include "mechanisms/registry.h"
#include "posix/procfs.h"

#include <algorithm>

namespace seeipc {

namespace {

constexpr std::int64_t mayBeOld =
    250'000'000; ///< nanoseconds; a younger fill need not be asked for
constexpr std::int64_t untoldInterval = 20'000'000; ///< at what calls moved that told no fill

} // namespace

/// Asks for the fill where something has changed that no worker could tell, and now and then.
void Observer::lookAtChannels()
{
    for (std::size_t i = 0; i < m_channelLooks.size(); ++i) {
        const auto &channel = m_snapshot.channels[i];
        const auto asked = std::max(m_channelLooks[i], channel.queued.time);
        const bool isOld = isNextLook(asked, now()) && now() - asked > mayBeOld;
        const bool isUntold = (channel.untold || !channel.isFillOfNow())
                              && now() - m_channelLooks[i] > untoldInterval;
        if (!channel.exists || !(m_channelDue[i] || isOld || isUntold))
            continue;
        m_channelLooks[i] = now();
        if (sampleChannel(static_cast<ChannelId>(i), 0)) // else at the next tick
            m_channelDue[i] = false;
    }
}

/// A call on its channel may have let a sleeper go on a little: a writer with a page in and more
/// to come tells nothing. It is looked at again, and so is the channel. A run looks at everybody who
/// rests after any call: an end is closed in many ways, and signals and children wake too.
void Observer::noteDisturbed(const Event &moved)
{
    if (moved.kind != EventKind::CallReturned)
        return;
    const std::array channels{moved.channel, moved.to};
    for (const auto channel : channels) {
        if (channel >= m_snapshot.channels.size())
            continue;
        const auto &slots = m_snapshot.channels[channel].slots;
        if (slots.usedSlots() > slots.slotCount()) // somebody outside has raised the capacity
            m_channelDue[channel] = true;
    }
    for (std::size_t i = 0; i < m_watched.size(); ++i) {
        auto &watched = m_watched[i];
        const auto &process = m_snapshot.processes[i];
        const bool isThere = std::any_of(channels.begin(), channels.end(), [&](ChannelId channel) {
            return channel != noChannel && (process.channel == channel || process.to == channel);
        });
        if (watched.sleep == Sleep::Asleep && isThere)
            watched.isDisturbed = true;
        if (m_run && m_run->worker == moved.worker && watched.sleep != Sleep::Running)
            watched.mustLook = true;
    }
}

/// Borrowed from one that cannot close it meanwhile: the other end's holders would not learn that it was
/// the last. False: nobody stands still, through whom to look.
bool Observer::sampleChannel(ChannelId channel, std::uint8_t forSample)
{
    const auto &state = m_snapshot.channels[channel];
    if (!state.isHeld() || mayBeOpened(channel))
        return false;
    auto event = looked(EventKind::ChannelSampled, noWorker);
    event.channel = channel;
    event.sample = forSample;
    Error refusal{"pidfd_getfd(2)", "", 0};
    std::vector<Holder> holders = state.writers;
    holders.insert(holders.end(), state.readers.begin(), state.readers.end());
    for (const auto &holder : holders) {
        if (const auto seen = askThrough(channel, holder, refusal)) {
            event.queuedBytes = seen->queuedBytes;
            event.out = {seen->capacity, absent, absent, absent};
            if (forSample > 0)
                countEnds(event);
            event.time = now();
            m_batch.push_back(event);
            return true;
        }
    }
    if (refusal.code == 0)
        return false; // the workers tell it themselves
    event.kind = EventKind::ObservationFailed;
    event.error = refusal.code;
    m_batch.push_back(event);
    return true;
}

/// Is anybody in an open(2) of a FIFO, or on the way there? Who opens it is to meet those alone who have it
/// by their own doing: nothing is borrowed then.
bool Observer::mayBeOpened(ChannelId channel) const
{
    if (!m_snapshot.channels[channel].isFifo)
        return false;
    const auto &steps = m_parts.scenario->steps;
    for (std::size_t i = 0; i < m_watched.size(); ++i) {
        const auto worker = static_cast<WorkerId>(i);
        if (!m_watched[i].process || m_watched[i].isGone)
            continue;
        const auto &line = m_parts.area.line(worker);
        const bool isBetween = !isInside(worker) && gateKeyOf(line) == 0;
        const auto call = static_cast<CallId>(line.callAndStep.load() >> 16);
        const std::array<std::int32_t, 2> arguments{line.argument0.load(), line.argument1.load()};
        const bool isOpening = isInside(worker) && call < callCount()
                               && effectOf(call, arguments) == Effect::Open;
        const bool opensSome = std::any_of(steps.begin(), steps.end(), [&](const StepInfo &step) {
            return step.worker == worker && callAt(step.call).name == "open";
        });
        if (isOpening || (isBetween && opensSome))
            return true;
    }
    return false;
}

/// The descriptors of all processes that lead to the channel, as /proc lists them. One process that
/// will not be seen, and there is no number.
void Observer::countEnds(Event &look) const
{
    const auto &channel = m_snapshot.channels[look.channel];
    const auto inode = channel.inode;
    std::int64_t readEnds = 0;
    std::int64_t writeEnds = 0;
    for (const auto &watched : m_watched) {
        if (inode == absent || !watched.process || watched.isGone)
            continue;
        const auto ends = channel.isFifo ? listFifoEnds(watched.pid) : listPipeEnds(watched.pid);
        if (!ends)
            return;
        for (const auto &end : *ends) {
            if (static_cast<std::int64_t>(end.inode) != inode
                || (channel.isFifo && static_cast<std::int64_t>(end.device) != channel.device))
                continue;
            readEnds += end.readable ? 1 : 0;
            writeEnds += end.writable ? 1 : 0;
        }
    }
    if (inode == absent)
        return;
    look.out[1] = readEnds;
    look.out[2] = writeEnds;
}

std::optional<ChannelSample> Observer::askThrough(ChannelId channel, const Holder &holder,
                                                  Error &refusal)
{
    auto &watched = m_watched[holder.worker];
    if (!watched.process || watched.isGone)
        return std::nullopt;
    const auto &mechanism = mechanismOf(m_parts.scenario->channels[channel].madeBy);
    if (!mechanism.sample)
        return std::nullopt;
    const bool isKept = m_controls.keepAtGate(holder.worker);
    if (!isKept && !mayBeBorrowedFrom(holder.worker))
        return std::nullopt;
    const auto seen = mechanism.sample(watched.process->pidfd(), holder.fd);
    if (isKept)
        m_controls.letGo(holder.worker);
    if (seen)
        return *seen;
    if (seen.error().code != ESRCH && seen.error().code != EBADF) // gone or closed: no refusal
        refusal = seen.error();
    return std::nullopt;
}

bool Observer::mayBeBorrowedFrom(WorkerId worker) const
{
    return m_snapshot.processes[worker].state == ProcessState::Asleep && isInside(worker);
}

} // namespace seeipc
