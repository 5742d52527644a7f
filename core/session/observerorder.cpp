// SPDX-License-Identifier: MIT
// The order in which the observer's events leave: by their time, but causes before their effects.
#include "session/observer.h"

#include "events/causes.h"
#include "mechanisms/registry.h"

#include <algorithm>
#include <limits>
#include <unistd.h>

namespace seeipc {

namespace {

constexpr std::int64_t settling = 50'000; ///< nanoseconds; stamps newer than this wait a tick
constexpr std::size_t mostBetween = 32;   ///< events between an effect and its cause
constexpr std::int64_t patience =
    100'000'000; ///< nanoseconds that an effect waits for its cause, whose caller may be without a CPU

} // namespace

/// Sorts what came, keeps back what is too new to be sure of its order, and hands over the rest.
void Observer::handOver()
{
    m_batch.insert(m_batch.begin(), m_held.begin(), m_held.end());
    m_held.clear();
    std::stable_sort(m_batch.begin(), m_batch.end(),
                     [](const Event &a, const Event &b) { return a.time < b.time; });
    // All that returned before has been read; whom a fork under way starts, and with which descriptors,
    // and what a kill under way sends, is told before what others do meanwhile.
    commitUpTo(std::min(m_tickTime - settling, m_deedTime));
    const bool hasEnded = isOver() && m_held.empty();
    auto waiting = waitingByHand();
    bool isNews = !m_outgoing.empty()
                  || waiting != m_exchange.waitingByHand; // which we alone write
    if (!isNews && !hasEnded)
        return;
    {
        const std::lock_guard lock(m_exchange.mutex);
        m_exchange.pending.insert(m_exchange.pending.end(), m_outgoing.begin(), m_outgoing.end());
        isNews = isNews || m_exchange.hasEnded != hasEnded;
        m_exchange.hasEnded = hasEnded;
        m_exchange.waitingByHand = std::move(waiting);
    }
    m_outgoing.clear();
    const std::uint64_t one = 1;
    if (isNews)
        (void)!::write(m_wakeFd, &one, sizeof one);
}

/// Since when somebody is inside a fork or a kill that was not told yet; the end of time: nobody is, or
/// for so long that it will not be waited for.
std::int64_t Observer::deedUnderWay() const
{
    auto since = std::numeric_limits<std::int64_t>::max();
    for (std::size_t i = 0; i < m_watched.size(); ++i) {
        if (!m_watched[i].isExpected || m_watched[i].isGone || !isInside(static_cast<WorkerId>(i)))
            continue;
        const auto &line = m_parts.area.line(static_cast<WorkerId>(i));
        const auto open = announced(EventKind::CallEntered, static_cast<WorkerId>(i));
        const auto stamp = line.enteredStamp.load(std::memory_order_relaxed);
        if (!open || stamp == 0 || !actsBeforeItReturns(effectOf(open->call, open->arguments)))
            continue;
        const auto entered = m_clock.nanoseconds(stamp) - m_parts.startTime;
        if (entered > m_tickTime - patience)
            since = std::min(since, entered);
    }
    return since;
}

/// Commits the sorted batch up to a time, causes before their effects, and holds the rest.
void Observer::commitUpTo(std::int64_t cut)
{
    std::size_t next = 0;
    while (next < m_batch.size() && m_batch[next].time <= cut) {
        complete(m_batch[next]);
        tellOpenWrites(m_batch[next]);
        const auto cause = causeOf(next);
        if (cause == next) {
            commit(m_batch[next++]);
            continue;
        }
        if (cause == m_batch.size() || m_batch[cause].time > cut)
            break; // both at a later tick: what came before the cause may not have been read
        const auto worker = m_batch[cause].worker; // its call may have been seen open meanwhile
        const auto first = m_batch.begin() + static_cast<std::ptrdiff_t>(next);
        const auto last = m_batch.begin() + static_cast<std::ptrdiff_t>(cause) + 1;
        const auto behind = std::stable_partition(
            first, last, [&](const Event &event) { return event.worker == worker; });
        std::for_each(behind, last, [](Event &event) { event.setBack = true; });
    }
    m_held.assign(m_batch.begin() + static_cast<std::ptrdiff_t>(next), m_batch.end());
    m_batch.clear();
}

/// A write that found no room for all of it was open when this read made some, if it began before the
/// read did or the read took what it had put. Where nobody has told so yet, it is told before the read.
void Observer::tellOpenWrites(const Event &read)
{
    if (read.kind != EventKind::CallReturned || !takesBytes(read.effect) || read.result <= 0
        || read.channel >= m_snapshot.channels.size())
        return;
    const auto begin = static_cast<std::size_t>(&read - m_batch.data());
    const auto end = std::min(m_batch.size(), begin + 1 + mostBetween);
    for (auto i = begin + 1; i < end; ++i) {
        const auto &next = m_batch[i];
        if (next.effect != Effect::Write || next.worker == read.worker)
            continue;
        if (next.entered >= read.entered
            && (next.entered >= read.time || !Causes::isMissing(m_snapshot, read)))
            return; // so are those behind it, as a rule: a flood is not searched event by event
        auto write = next;
        complete(write);
        const auto &process = m_snapshot.processes[write.worker];
        const auto &slots = m_snapshot.channels[read.channel].slots;
        if (write.channel != read.channel || process.inCall || process.isEnded()
            || write.arguments[1] <= 0
            || slots.hasRoom(static_cast<std::size_t>(write.arguments[1])))
            continue;
        commit(Causes::opened(write, std::max(m_lastTime, write.entered)));
    }
}

/// Where in the batch the call stands without which this one could not have returned so; its end: that
/// call is still under way; else the event's own place.
std::size_t Observer::causeOf(std::size_t effect) const
{
    const auto &event = m_batch[effect];
    if (!Causes::isMissing(m_snapshot, event))
        return effect;
    const auto end = std::min(m_batch.size(), effect + 1 + mostBetween);
    for (auto i = effect + 1; i < end; ++i) {
        auto cause = m_batch[i];
        complete(cause);
        if (Causes::mayBe(cause, event))
            return i;
    }
    const bool isYoung = event.time > m_tickTime - patience;
    return isYoung && isCauseUnderWay(event) ? m_batch.size() : effect;
}

/// Has somebody entered a call that may be the cause, of which nothing was read yet?
bool Observer::isCauseUnderWay(const Event &effect) const
{
    for (std::size_t i = 0; i < m_watched.size(); ++i) {
        const auto worker = static_cast<WorkerId>(i);
        const auto &line = m_parts.area.line(worker);
        if (!m_watched[i].isExpected || line.enteredCount.load() <= m_watched[i].tap.position())
            continue;
        auto open = announced(EventKind::CallReturned, worker);
        if (!open)
            continue;
        open->effect = effectOf(open->call, open->arguments);
        open->entered = m_clock.nanoseconds(line.enteredStamp.load()) - m_parts.startTime;
        open->result = 1;
        complete(*open);
        if (Causes::mayBe(*open, effect))
            return true;
    }
    return false;
}

/// Before an end: the call that the process entered and never came back from, if nobody has told of it.
void Observer::tellLastCall(const Event &end)
{
    const bool isWait = end.hasTakenEnd();
    const bool isZombie = end.kind == EventKind::ProcessSampled
                          && static_cast<Sleep>(end.out[0]) == Sleep::Zombie;
    if (!isWait && !isZombie && end.kind != EventKind::ProcessEnded)
        return;
    const auto worker = isWait ? end.other : end.worker;
    if (worker >= m_watched.size() || m_snapshot.processes[worker].isEnded()
        || m_snapshot.processes[worker].inCall || !isInside(worker))
        return;
    auto call = announced(EventKind::CallEntered, worker);
    if (!call)
        return;
    const auto stamp = m_parts.area.line(worker).enteredStamp.load(std::memory_order_relaxed);
    call->effect = effectOf(call->call, call->arguments);
    call->entered = stamp == 0 ? end.time : m_clock.nanoseconds(stamp) - m_parts.startTime;
    call->time = std::max(m_lastTime, call->entered);
    complete(*call);
    commit(*call);
}

/// Of an event that is complete.
void Observer::commit(Event event)
{
    tellLastCall(event);
    event.late = !event.setBack && event.time < m_lastTime;
    m_lastTime = std::max(m_lastTime, event.time);
    if (isNews(event))
        m_lastActivity = now();
    apply(m_snapshot, event);
    noteDisturbed(event);
    if (event.kind == EventKind::CallReturned && event.step < m_stepsDone.size())
        m_stepsDone[event.step] = true;
    m_outgoing.push_back(event);
    tellDisagreement(event.channel);
    tellDisagreement(event.to);
}

/// The kernel's number and the sum of the calls that were told differ, and did the last time, too.
void Observer::tellDisagreement(ChannelId channel)
{
    if (channel >= m_snapshot.channels.size())
        return;
    const auto &state = m_snapshot.channels[channel];
    const bool isNew = state.disagrees && !m_disagreesTold[channel];
    m_disagreesTold[channel] = state.disagrees;
    if (!isNew)
        return;
    auto event = looked(EventKind::FillDisagreed, noWorker);
    event.source = Source::Inferred;
    event.channel = channel;
    event.time = m_lastTime;
    event.queuedBytes = state.queued.value.value_or(absent);
    event.result = static_cast<std::int64_t>(state.slots.fill());
    commit(event);
}

/// Does it tell more than that all is as it was?
bool Observer::isNews(const Event &event) const
{
    if (event.kind == EventKind::ChannelSampled && event.channel < m_snapshot.channels.size()) {
        const auto &channel = m_snapshot.channels[event.channel];
        return channel.queued.value != event.queuedBytes || channel.capacity.value != event.out[0];
    }
    return event.kind != EventKind::ProcessSampled || event.out[1] != 0
           || static_cast<Sleep>(event.out[0]) != Sleep::Asleep
           || m_snapshot.processes[event.worker].state != ProcessState::Asleep;
}

/// The names that a call is given, where nobody has told them yet, and the FIFO that it meets: the one that
/// has the name now, but of an open what it says that it has opened.
void Observer::completeNames(Event &event) const
{
    const auto &scenario = *m_parts.scenario;
    const auto parameters = callAt(event.call).parameters;
    std::string names;
    for (std::size_t i = 0; i < parameters.size() && i < event.arguments.size(); ++i) {
        const auto name = nameInArgument(event.arguments[i]);
        const bool isName = parameters[i].type == ParameterType::Name
                            || parameters[i].type == ParameterType::Path;
        if (isName && name < scenario.names.size())
            names += (names.empty() ? "" : std::string(1, '\0')) + scenario.names[name];
    }
    if (names.empty())
        return;
    event.payloadLength = static_cast<std::uint8_t>(
        names.copy(event.payload.data(), Event::mostOfNames));
    const auto effect = effectOf(event.call, event.arguments);
    const auto &opening = m_snapshot.processes[event.worker].opening;
    const bool hasReturned = event.kind == EventKind::CallReturned;
    event.channel = m_snapshot.channelNamed(nameInArgument(event.arguments[0]));
    if (effect == Effect::MakeName && event.step < scenario.steps.size())
        event.channel = scenario.steps[event.step].channel;
    else if (effect == Effect::Open && hasReturned && event.error == 0)
        event.channel = fifoOf(event.out[1], event.out[3]);
    else if (effect == Effect::Open && hasReturned && opening)
        event.channel = opening->channel;
}

ChannelId Observer::fifoOf(std::int64_t device, std::int64_t inode) const
{
    for (std::size_t i = 0; i < m_snapshot.channels.size(); ++i) {
        const auto &channel = m_snapshot.channels[i];
        if (channel.isFifo && !channel.gone && channel.device == device && channel.inode == inode)
            return static_cast<ChannelId>(i);
    }
    return noChannel;
}

/// Finds the channel behind a descriptor and the process behind a pid, as they are at this event.
void Observer::complete(Event &event) const
{
    if (event.worker >= m_snapshot.processes.size())
        return;
    const bool isAboutFd = event.kind == EventKind::CallReturned
                           || event.kind == EventKind::CallEntered
                           || event.kind == EventKind::AtGate || event.kind == EventKind::EventsLost
                           || (event.kind == EventKind::ProcessSampled && event.out[3] == 1);
    if (!isAboutFd || event.call >= callCount())
        return;
    const Call &call = callAt(event.call);
    const bool hasFd = !call.parameters.empty()
                       && call.parameters[0].type == ParameterType::Descriptor;
    if (call.makesChannel && event.step < m_parts.scenario->steps.size())
        event.channel = m_parts.scenario->steps[event.step].channel;
    completeNames(event);
    for (const auto &descriptor : m_snapshot.processes[event.worker].descriptors) {
        if (hasFd && descriptor.fd == event.arguments[0])
            event.channel = descriptor.channel;
        if (isTransfer(call.effect) && descriptor.fd == event.arguments[1])
            event.to = descriptor.channel;
    }
    if (event.effect == Effect::Duplicate && event.kind == EventKind::CallReturned) {
        const auto owner = event.other == noWorker ? event.worker : event.other;
        for (const auto &descriptor : m_snapshot.processes[owner].descriptors) {
            if (descriptor.fd == event.out[0])
                event.channel = descriptor.channel;
        }
    }
    const bool isAboutPid = isWaitForChild(event.effect) || event.effect == Effect::Signal;
    const bool hasWaited = event.effect == Effect::Wait && event.kind == EventKind::CallReturned;
    const auto pid = hasWaited ? event.result : event.arguments[0];
    for (std::size_t i = 0; isAboutPid && pid > 0 && i < m_watched.size(); ++i) {
        const auto state = m_snapshot.processes[i].state;
        const bool isPast = state == ProcessState::Exited || state == ProcessState::Killed;
        if (m_watched[i].pid == pid && (event.other == noWorker || !isPast))
            event.other = static_cast<WorkerId>(i); // a number may come a second time
    }
}

} // namespace seeipc
