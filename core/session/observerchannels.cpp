// SPDX-License-Identifier: MIT
// The observer's looks at channels, the instants that a demo or an expectation waits for, and the
// calls that are made by hand.
#include "session/observer.h"

#include "mechanisms/registry.h"
#include "posix/procfs.h"

#include <algorithm>
#include <array>
#include <cerrno>

namespace seeipc {

namespace {

constexpr std::int64_t mayBeOld =
    250'000'000; ///< nanoseconds; a younger fill need not be asked for
constexpr std::int64_t untoldInterval = 20'000'000; ///< at what calls moved that told no fill
constexpr int asleepHolder = 1; ///< of readiness(): it comes between two calls once it wakes
constexpr std::int64_t sleepProof = 60'000'000;        ///< "for ever", as the catalogue means it
constexpr std::int64_t arrivalPatience = 500'000'000;  ///< for who is on the way into its sleep
constexpr std::int64_t samplePatience = 1'000'000'000; ///< until somebody stands still

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

void Observer::judgeConditions()
{
    if (m_parts.purpose == Purpose::Check) {
        for (std::size_t i = 0; i < m_samples.size(); ++i)
            judgeSample(i);
    }
    for (std::size_t i = 0; i < m_conditionsOpen.size(); ++i) {
        const auto &condition = m_parts.scenario->conditions[i];
        if (condition.kind == Condition::Kind::Settled)
            judgeSettled(i);
        if (m_conditionsOpen[i] || !isTrue(condition) || !areSamplesTaken(condition))
            continue;
        m_conditionsOpen[i] = true;
        m_controls.openCondition(i);
    }
}

bool Observer::isTrue(const Condition &condition) const
{
    const auto &process = m_snapshot.processes[condition.worker];
    switch (condition.kind) {
    case Condition::Kind::Asleep:
        return process.state == ProcessState::Asleep && process.call == condition.call;
    case Condition::Kind::Done: return m_stepsDone[condition.step];
    case Condition::Kind::Ended: return process.isEnded();
    case Condition::Kind::Stopped: return process.state == ProcessState::Stopped;
    case Condition::Kind::Handled:
        return process.handled[static_cast<std::size_t>(condition.signal)] > 0;
    case Condition::Kind::Settled: break; // judgeSettled() does that, each time anew
    }
    return false;
}

/// Two rounds of looks behind its coming there found all others at rest: what its last call woke has
/// run by then, and what that woke, too.
void Observer::judgeSettled(std::size_t number)
{
    const auto &condition = m_parts.scenario->conditions[number];
    const auto &line = m_parts.area.line(condition.worker);
    auto &settling = m_settlings[number];
    const auto key = gateKeyOf(line);
    const bool isThere = (key & 0xff) == static_cast<std::uint64_t>(Gate::Condition)
                         && line.gatePosition.load(std::memory_order_relaxed) == number;
    if (!isThere)
        return;
    if (settling.gateKey != key)
        settling = {key, now(), 0, false};
    if (settling.isOpen)
        return;
    for (auto &watched : m_watched)
        watched.mustLook = true;
    settling.looks = areOthersSettled(condition.worker, settling.since) ? settling.looks + 1 : 0;
    if (settling.looks < 2)
        return;
    settling.isOpen = true;
    m_controls.openCondition(number);
}

bool Observer::areOthersSettled(WorkerId worker, std::int64_t since) const
{
    for (std::size_t i = 0; i < m_watched.size(); ++i) {
        const auto &watched = m_watched[i];
        const auto &process = m_snapshot.processes[i];
        if (i == worker || !watched.isExpected || watched.isGone || process.isEnded())
            continue;
        const auto gate = gateKeyOf(m_parts.area.line(static_cast<WorkerId>(i))) & 0xff;
        const bool isWaiting = gate == static_cast<std::uint64_t>(Gate::Condition);
        const bool isAsleep = watched.sleep == Sleep::Asleep && watched.asleepTime > since
                              && isInside(static_cast<WorkerId>(i));
        if (!isWaiting && !isAsleep)
            return false;
    }
    return true;
}

/// Nobody goes on because of a condition before the expectations have looked at its instant.
bool Observer::areSamplesTaken(const Condition &condition) const
{
    if (m_parts.purpose != Purpose::Check)
        return true;
    for (std::size_t i = 0; i < m_samples.size(); ++i) {
        if (m_parts.scenario->samples[i] == condition
            && m_samples[i].stage != SampleState::Stage::Taken)
            return false;
    }
    return true;
}

void Observer::judgeSample(std::size_t sample)
{
    auto &state = m_samples[sample];
    const auto &condition = m_parts.scenario->samples[sample];
    if (state.stage == SampleState::Stage::Waiting && isTrue(condition)) {
        if (condition.kind == Condition::Kind::Done && isInside(condition.worker))
            return; // its gate comes right behind the call
        state = {SampleState::Stage::Arriving, now(), {}, false};
    }
    if (state.stage == SampleState::Stage::Arriving) {
        if (!areSleepersAsleep(sample) && now() - state.since < arrivalPatience)
            return;
        state = {SampleState::Stage::Looking, now(), {}, false};
        takeSample(sample);
    } else if (state.stage == SampleState::Stage::Looking) {
        const auto number = static_cast<std::uint8_t>(sample + 1);
        std::erase_if(state.unseen,
                      [&](ChannelId channel) { return sampleChannel(channel, number); });
        const auto &wants = m_parts.scenario->expectations;
        const bool needsProof = std::any_of(wants.begin(), wants.end(), [&](const auto &wanted) {
            return wanted.sample == sample && wanted.asleepIn;
        });
        const auto waited = now() - state.since;
        if (needsProof && !state.isProved && waited > sleepProof) {
            state.isProved = true;
            takeSample(sample);
        }
        const bool isComplete = state.unseen.empty() && (state.isProved || !needsProof);
        if (!isComplete && waited < samplePatience)
            return;
        state.stage = SampleState::Stage::Taken;
        m_controls.endSample(sample);
    }
}

/// Looks at everything that expectations want to know of this instant.
void Observer::takeSample(std::size_t sample)
{
    const auto number = static_cast<std::uint8_t>(sample + 1);
    auto &unseen = m_samples[sample].unseen;
    for (const auto &wanted : m_parts.scenario->expectations) {
        if (wanted.sample != sample)
            continue;
        const bool isLooked = wanted.channel == noChannel
                              || std::find(unseen.begin(), unseen.end(), wanted.channel)
                                     != unseen.end();
        if (!isLooked && !sampleChannel(wanted.channel, number))
            unseen.push_back(wanted.channel);
        if (wanted.asleepIn && m_watched[wanted.worker].process)
            sampleSleep(wanted, number);
    }
}

/// One that goes back to sleep behind a signal has no instant at which the kernel tells it.
bool Observer::areSleepersAsleep(std::size_t sample)
{
    const auto &wants = m_parts.scenario->expectations;
    return std::all_of(wants.begin(), wants.end(), [&](const Expectation &wanted) {
        if (wanted.sample != sample || !wanted.asleepIn || !m_watched[wanted.worker].process)
            return true;
        const auto found = lookTwice(wanted);
        return !found || found->sleep == Sleep::Asleep;
    });
}

/// Twice where the first look alone proves nothing.
Result<ProcessLook> Observer::lookTwice(const Expectation &wanted)
{
    const auto turn = m_parts.area.line(wanted.worker).enteredCount.load();
    auto &process = *m_watched[wanted.worker].process;
    auto found = process.look(*wanted.asleepIn, turn);
    if (found && found->sleep == Sleep::Running)
        found = process.look(*wanted.asleepIn, turn);
    return found;
}

void Observer::sampleSleep(const Expectation &wanted, std::uint8_t forSample)
{
    const auto found = lookTwice(wanted);
    auto event = looked(EventKind::ProcessSampled, wanted.worker);
    event.sample = forSample;
    event.call = *wanted.asleepIn;
    event.out[0] = static_cast<std::int64_t>(found ? found->sleep : Sleep::Running);
    if (!found) {
        event.kind = EventKind::ObservationFailed;
        event.error = found.error().code;
    }
    m_batch.push_back(event);
}

/// Borrowed from one that cannot close it meanwhile: the other end's holders would not learn that it was
/// the last. False: nobody stands still, through whom to look.
bool Observer::sampleChannel(ChannelId channel, std::uint8_t forSample)
{
    const auto &state = m_snapshot.channels[channel];
    if (state.readers.empty() && state.writers.empty())
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

/// The descriptors of all processes that lead to the channel, as /proc lists them. One process that
/// will not be seen, and there is no number.
void Observer::countEnds(Event &look) const
{
    const auto inode = m_snapshot.channels[look.channel].inode;
    std::int64_t readEnds = 0;
    std::int64_t writeEnds = 0;
    for (const auto &watched : m_watched) {
        if (inode == absent || !watched.process || watched.isGone)
            continue;
        const auto ends = listPipeEnds(watched.pid);
        if (!ends)
            return;
        for (const auto &end : *ends) {
            if (static_cast<std::int64_t>(end.inode) == inode)
                ++(end.writable ? writeEnds : readEnds);
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

/// A change that a worker must make: through one that is between its calls and holds the channel.
void Observer::makeByHand()
{
    std::erase_if(m_byHand, [this](ByHand &wanted) { return isByHandOver(wanted); });
    for (auto &wanted : m_byHand) {
        if (wanted.worker == noWorker)
            (void)askByHand(wanted);
    }
}

/// Asks who can make it now, or comes to it next where it is one worker's own. False: nobody can yet.
bool Observer::askByHand(ByHand &wanted)
{
    int fd = -1;
    if (wanted.call && wanted.call->worker != noWorker) {
        if (m_controls.hasByHand(wanted.call->worker))
            return false;
        wanted.worker = wanted.call->worker;
        m_controls.makeCallByHand(wanted.worker, wanted.call->call, wanted.call->values);
        return true;
    }
    wanted.worker = holderFor(wanted.channel, wanted.call ? wanted.call->file : noFile, fd);
    if (wanted.worker == noWorker)
        return false;
    if (wanted.call) {
        auto values = wanted.call->values;
        values[0] = fd;
        m_controls.makeCallByHand(wanted.worker, wanted.call->call, values);
    } else {
        m_controls.makeByHand(wanted.worker, wanted.number, fd);
    }
    return true;
}

/// Who was asked has made it, or cannot come to it any more: then it is somebody else's.
bool Observer::isByHandOver(ByHand &wanted)
{
    if (wanted.channel >= m_snapshot.channels.size())
        return true;
    const bool isOfEnded = wanted.call && wanted.call->worker < m_watched.size()
                           && m_watched[wanted.call->worker].isGone;
    if (wanted.worker == noWorker)
        return m_snapshot.channels[wanted.channel].gone || isOfEnded;
    if (!m_controls.hasByHand(wanted.worker)) {
        m_controls.settle(wanted.worker);
        return true;
    }
    const bool isItsOwn = wanted.call && wanted.call->worker != noWorker;
    if (isItsOwn)
        return m_watched[wanted.worker].isGone;
    const auto file = wanted.call ? wanted.call->file : noFile;
    int fd = -1;
    const auto other = holderFor(wanted.channel, file, fd);
    const bool isBetter = readiness(wanted.worker) == asleepHolder && other != noWorker
                          && readiness(other) > asleepHolder;
    if ((isBetter || m_watched[wanted.worker].isGone) && m_controls.takeBack(wanted.worker))
        wanted.worker = noWorker;
    return false;
}

/// How soon a process comes between two calls; 0: it has gone.
int Observer::readiness(WorkerId worker) const
{
    if (m_watched[worker].isGone)
        return 0;
    switch (m_snapshot.processes[worker].state) {
    case ProcessState::AtGate: return asleepHolder + 2;
    case ProcessState::Running: return asleepHolder + 1;
    default: return asleepHolder;
    }
}

/// A holder that is at a gate, else one that will come to its next soon, else one that makes it once it
/// wakes. noWorker: all have something to make already, or are gone.
WorkerId Observer::holderFor(ChannelId channel, FileId file, int &fd) const
{
    const auto &ends = m_snapshot.channels[channel];
    std::vector<Holder> holders = ends.writers;
    holders.insert(holders.end(), ends.readers.begin(), ends.readers.end());
    WorkerId best = noWorker;
    for (const auto &holder : holders) {
        const bool isOther = file != noFile
                             && m_snapshot.fileIdOf(holder.worker, holder.fd) != file;
        const int ready = readiness(holder.worker);
        if (isOther || m_controls.hasByHand(holder.worker) || ready == 0
            || (best != noWorker && ready <= readiness(best)))
            continue;
        best = holder.worker;
        fd = holder.fd;
    }
    return best;
}

} // namespace seeipc
