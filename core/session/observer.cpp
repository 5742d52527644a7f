// SPDX-License-Identifier: MIT
#include "session/observer.h"

#include "mechanisms/registry.h"
#include "posix/foreignfd.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <poll.h>
#include <unistd.h>

namespace seeipc {

namespace {

constexpr std::int64_t millisecond = 1'000'000;
constexpr std::int64_t settling = 50'000;              ///< stamps newer than this wait a tick
constexpr std::int64_t lookInterval = 250 * millisecond; ///< at what does not change
constexpr std::int64_t statusPatience = 500 * millisecond; ///< reaped by nobody who tells
constexpr std::int64_t sleepProof = 60 * millisecond;  ///< "for ever", as the catalogue means it

std::uint64_t gateKeyOf(const WorkerLine &line)
{
    const auto gate = line.gate.load(std::memory_order_acquire);
    if (gate == static_cast<std::uint32_t>(Gate::Open))
        return 0;
    return std::uint64_t{line.gateCount.load(std::memory_order_relaxed)} << 8 | gate;
}

} // namespace

Observer::Observer(const ObserverParts &parts, Exchange &exchange, int wakeFd, int commandFd)
    : m_parts(parts), m_exchange(exchange), m_wakeFd(wakeFd), m_commandFd(commandFd),
      m_clock(static_cast<StampKind>(parts.area.session().stampKind)),
      m_controls(parts.area, parts.program),
      m_snapshot(parts.scenario->workers.size(), parts.scenario->channels.size())
{
    const auto &scenario = *parts.scenario;
    m_watched.resize(scenario.workers.size());
    for (std::size_t i = 0; i < m_watched.size(); ++i) {
        m_watched[i].tap = RingTap(parts.area, static_cast<WorkerId>(i), parts.purpose);
        m_watched[i].isExpected = parts.program.header().workers[i].startedBySession;
    }
    m_stepsDone.resize(scenario.steps.size());
    m_conditionsOpen.resize(scenario.conditions.size());
    m_samples.resize(scenario.samples.size());
    m_channelLooks.resize(scenario.channels.size());
    m_channelDue.resize(scenario.channels.size());
    if (parts.purpose == Purpose::Check)
        m_controls.askAlways();
    m_thread = std::thread([this] { run(); });
}

Observer::~Observer()
{
    m_isEnding.store(true);
    const std::uint64_t one = 1;
    (void)!::write(m_commandFd, &one, sizeof one);
    m_thread.join();
}

void Observer::run()
{
    while (!m_isEnding.load()) {
        const auto wait = tick();
        const timespec timeout{wait / 1'000'000'000, wait % 1'000'000'000};
        std::vector<pollfd> fds{{m_commandFd, POLLIN, 0}};
        if (!m_isStewardGone)
            fds.push_back({m_parts.steward->socket(), POLLIN, 0});
        for (const auto &watched : m_watched) {
            if (watched.process && !watched.isGone)
                fds.push_back({watched.process->pidfd(), POLLIN, 0});
        }
        ::ppoll(fds.data(), fds.size(), &timeout, nullptr);
        if (fds[0].revents != 0) {
            std::uint64_t count = 0;
            (void)!::read(m_commandFd, &count, sizeof count);
        }
    }
}

/// One round of looking. Whatever order things come in here, events leave in order of their time.
std::int64_t Observer::tick()
{
    m_clock.anchor();
    takeCommands();
    takeWire();
    meetWorkers();
    drainRings();
    noteGates();
    lookAtProcesses();
    lookAtChannels();
    judgeConditions();
    makeByHand();
    const bool wasActive = !m_outgoing.empty() || !m_held.empty();
    handOver();
    if (wasActive)
        m_lastActivity = now();
    const auto quiet = now() - m_lastActivity;
    if (m_parts.purpose == Purpose::Check)
        return isOver() ? 10 * millisecond : millisecond / 2;
    if (isOver())
        return 200 * millisecond;
    if (quiet < 20 * millisecond)
        return 4 * millisecond;
    return m_snapshot.held && quiet > 500 * millisecond ? 100 * millisecond : 16 * millisecond;
}

void Observer::takeCommands()
{
    std::vector<std::function<void(Observer &)>> commands;
    {
        const std::lock_guard lock(m_exchange.mutex);
        commands.swap(m_exchange.commands);
    }
    for (const auto &command : commands)
        command(*this);
}

void Observer::hold(bool isHeld)
{
    m_controls.setHeld(isHeld);
    auto event = looked(EventKind::HoldChanged, noWorker);
    event.result = isHeld ? 1 : 0;
    m_batch.push_back(event);
}

void Observer::step(WorkerId worker)
{
    if (!isInside(worker))
        m_controls.grantStep(worker);
}

void Observer::setPace(Pace pace)
{
    m_controls.setPace(pace);
}

void Observer::setParameter(std::size_t position, std::int64_t value)
{
    m_controls.setParameter(position, value);
    auto event = looked(EventKind::ParameterChanged, noWorker);
    event.step = static_cast<StepId>(position);
    event.result = value;
    m_batch.push_back(event);
    if (const auto number = m_parts.scenario->parameters[position].byHandStep) {
        std::erase_if(m_byHand, [&](const ByHand &waiting) { return waiting.number == *number; });
        m_byHand.push_back({*number, channelOfByHand(*number)});
    }
}

Result<void> Observer::signal(WorkerId worker, int signal)
{
    if (!m_watched[worker].process)
        return Error{"pidfd_send_signal(2)", m_parts.scenario->workers[worker].name, ESRCH};
    return sendSignal(m_watched[worker].process->pidfd(), signal);
}

/// The channel whose descriptor the by-hand step is about.
ChannelId Observer::channelOfByHand(std::uint32_t number) const
{
    const auto &header = m_parts.program.header();
    const auto &fd = m_parts.program.step(header.byHandFirst + number).operands[0];
    for (std::size_t i = 0; fd.kind == OperandKind::Variable && i < header.stepCount; ++i) {
        const auto &step = m_parts.program.step(i);
        if (step.makesChannel != noChannel
            && (fd.index == step.makes || fd.index == step.makes + 1U))
            return step.makesChannel;
    }
    return noChannel;
}

void Observer::finish()
{
    m_controls.setStopping();
}

void Observer::takeWire()
{
    while (!m_isStewardGone) {
        auto message = m_parts.steward->receive();
        if (!message) {
            m_isStewardGone = true;
            m_parts.steward->releaseLeash(); // without it nobody else holds the leash: all workers go
            const std::lock_guard lock(m_exchange.mutex);
            m_exchange.failure = Error{"recv(2)", "the steward", EPIPE};
            return;
        }
        if (!*message)
            return;
        if ((*message)->kind == WireKind::Ended)
            tookEnd(**message);
    }
}

/// The spawner waited for a process that nobody else did.
void Observer::tookEnd(const WireMessage &message)
{
    for (std::size_t i = 0; i < m_watched.size(); ++i) {
        const auto worker = static_cast<WorkerId>(i);
        if (m_parts.area.line(worker).pid.load(std::memory_order_acquire) != message.pid)
            continue;
        m_watched[i].isExpected = true;
        drainRings(); // its last records come first
        auto event = looked(EventKind::ProcessEnded, worker);
        event.result = message.status;
        m_batch.push_back(event);
        m_watched[i].isGone = true;
        m_watched[i].goneTime = now();
    }
}

void Observer::meetWorkers()
{
    for (std::size_t i = 0; i < m_watched.size(); ++i) {
        auto &watched = m_watched[i];
        const pid_t pid = m_parts.area.line(static_cast<WorkerId>(i)).pid.load(
            std::memory_order_acquire);
        if (pid == 0 || watched.process || watched.isGone)
            continue;
        auto process = WatchedProcess::open(pid);
        auto event = looked(EventKind::ProcessStarted, static_cast<WorkerId>(i));
        event.result = pid;
        m_batch.push_back(event);
        if (process) {
            watched.process = std::move(*process);
            continue;
        }
        watched.isGone = process.error().code == ESRCH || process.error().code == ENOENT;
        event.kind = EventKind::ObservationFailed;
        event.error = process.error().code;
        if (!watched.isGone && watched.refusal != event.error)
            m_batch.push_back(event);
        watched.refusal = event.error;
    }
}

/// Records of a worker whose fork was not told yet stay where they are: without it nobody knows
/// its descriptors.
void Observer::drainRings()
{
    for (std::size_t i = 0; i < m_watched.size(); ++i) {
        if (!m_watched[i].isExpected)
            continue;
        const auto first = m_batch.size();
        m_watched[i].tap.drain(m_clock, m_parts.startTime, m_parts.program, m_batch);
        for (auto event = first; event < m_batch.size(); ++event) {
            if (m_batch[event].effect == Effect::Fork && m_batch[event].error == 0
                && m_batch[event].other < m_watched.size())
                m_watched[m_batch[event].other].isExpected = true;
        }
    }
}

/// Where workers stand: at a gate, or inside a call that has lasted for a tick.
void Observer::noteGates()
{
    for (std::size_t i = 0; i < m_watched.size(); ++i) {
        auto &watched = m_watched[i];
        const auto &line = m_parts.area.line(static_cast<WorkerId>(i));
        if (!watched.isExpected || watched.isGone || line.pid.load() == 0)
            continue;
        const auto turn = line.enteredCount.load(std::memory_order_acquire);
        const bool isOpen = turn == watched.tap.position() + 1;
        const auto key = isOpen ? 0 : gateKeyOf(line);
        const bool hasLasted = isOpen && watched.seenTurn == turn && watched.openTurn != turn;
        watched.seenTurn = turn;
        if (key != 0 && line.head.load(std::memory_order_acquire) != watched.tap.position())
            continue; // a call has returned meanwhile: its record comes first
        if (!hasLasted && (key == 0 || key == watched.gateKey)) {
            watched.gateKey = key;
            continue;
        }
        auto event = looked(hasLasted ? EventKind::CallEntered : EventKind::AtGate,
                            static_cast<WorkerId>(i));
        event.source = Source::Reported;
        const auto callAndStep = line.callAndStep.load(std::memory_order_relaxed);
        event.call = static_cast<CallId>(callAndStep >> 16);
        event.step = static_cast<StepId>(callAndStep & 0xffff);
        event.iteration = line.iteration.load(std::memory_order_relaxed);
        event.arguments = {line.argument0.load(std::memory_order_relaxed),
                           line.argument1.load(std::memory_order_relaxed)};
        if (event.call >= callCount())
            continue;
        if (hasLasted) {
            watched.openTurn = turn;
            watched.sleep = Sleep::Running;
            event.entered = m_clock.nanoseconds(line.enteredStamp.load(std::memory_order_relaxed))
                            - m_parts.startTime;
            event.effect = effectOf(event.call, event.arguments);
            if (line.enteredCount.load(std::memory_order_acquire) != turn)
                continue; // it has gone on: the words may be of the next call
        } else {
            if (gateKeyOf(line) != key)
                continue; // it has gone on: the next tick tells
            watched.gateKey = key;
            event.out[0] = static_cast<std::int64_t>(key & 0xff);
        }
        m_batch.push_back(event);
    }
}

void Observer::lookAtProcesses()
{
    for (std::size_t i = 0; i < m_watched.size(); ++i) {
        const auto worker = static_cast<WorkerId>(i);
        auto &watched = m_watched[i];
        if (!watched.process || watched.isGone)
            continue;
        if (watched.process->hasEnded()) {
            noteEnd(worker);
            continue;
        }
        const bool isUnsettled = isInside(worker)
                                 && (watched.sleep != Sleep::Asleep
                                     || watched.seenTurn != watched.openTurn);
        if (isUnsettled || now() - watched.lookTime > lookInterval)
            lookAt(worker);
    }
}

void Observer::lookAt(WorkerId worker)
{
    auto &watched = m_watched[worker];
    const auto &line = m_parts.area.line(worker);
    const auto turn = line.enteredCount.load(std::memory_order_acquire);
    const bool isOpen = turn > watched.tap.position() && watched.openTurn == turn;
    const auto call = static_cast<CallId>(line.callAndStep.load(std::memory_order_relaxed) >> 16);
    const auto found = watched.process->look(isOpen && call < callCount() ? call : noCall, turn);
    auto event = looked(EventKind::ProcessSampled, worker);
    event.call = isOpen ? call : noCall;
    if (!found) {
        event.kind = EventKind::ObservationFailed;
        event.error = found.error().code;
        if (watched.refusal != event.error && event.error != ESRCH)
            m_batch.push_back(event);
        watched.refusal = event.error;
        watched.lookTime = now();
        return;
    }
    const bool isStillInside = line.enteredCount.load(std::memory_order_acquire) == turn
                               && line.head.load(std::memory_order_acquire) < turn;
    const auto sleep = found->sleep == Sleep::Asleep && !isStillInside ? Sleep::Running
                                                                      : found->sleep;
    const bool isNews = sleep != watched.sleep;
    const bool isConfirmed = sleep != Sleep::Running && now() - watched.lookTime > lookInterval;
    if (!isNews && !isConfirmed && now() - watched.lookTime <= lookInterval)
        return;
    watched.sleep = sleep;
    watched.lookTime = now();
    if (!isNews && !isConfirmed)
        return;
    event.out[0] = static_cast<std::int64_t>(sleep);
    event.result = found->rawStatus;
    m_batch.push_back(event);
    if (sleep == Sleep::Asleep && m_snapshot.processes[worker].channel != noChannel)
        m_channelDue[m_snapshot.processes[worker].channel] = true;
}

/// A process has ended; who waits for it will tell its status, until then it is a zombie.
void Observer::noteEnd(WorkerId worker)
{
    auto &watched = m_watched[worker];
    watched.isExpected = true;
    drainRings();
    const auto found = watched.process->look(noCall, 0);
    if (found && found->sleep == Sleep::Zombie && watched.sleep != Sleep::Zombie) {
        auto event = looked(EventKind::ProcessSampled, worker);
        event.out[0] = static_cast<std::int64_t>(Sleep::Zombie);
        event.result = found->rawStatus;
        m_batch.push_back(event);
        watched.sleep = Sleep::Zombie;
    }
    watched.isGone = true;
    watched.goneTime = now();
}

/// Asks for the fill where something has changed that no worker could tell, and now and then.
void Observer::lookAtChannels()
{
    for (std::size_t i = 0; i < m_channelLooks.size(); ++i) {
        const auto &channel = m_snapshot.channels[i];
        const bool isOld = now() - std::max(m_channelLooks[i], channel.queued.time) > 2 * lookInterval;
        if (!channel.exists || !(m_channelDue[i] || isOld))
            continue;
        m_channelDue[i] = false;
        m_channelLooks[i] = now();
        sampleChannel(static_cast<ChannelId>(i), 0);
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
    }
    return false;
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
        state = {SampleState::Stage::Looking, now()};
        takeSample(sample);
    } else if (state.stage == SampleState::Stage::Looking) {
        const auto &wants = m_parts.scenario->expectations;
        const bool needsProof = std::any_of(wants.begin(), wants.end(), [&](const auto &wanted) {
            return wanted.sample == sample && wanted.asleepIn;
        });
        if (needsProof && now() - state.since < sleepProof)
            return;
        if (needsProof)
            takeSample(sample);
        state.stage = SampleState::Stage::Taken;
        m_controls.endSample(sample);
    }
}

/// Looks at everything that expectations want to know of this instant.
void Observer::takeSample(std::size_t sample)
{
    const auto number = static_cast<std::uint8_t>(sample + 1);
    for (const auto &wanted : m_parts.scenario->expectations) {
        if (wanted.sample != sample)
            continue;
        if (wanted.channel != noChannel)
            sampleChannel(wanted.channel, number);
        if (wanted.asleepIn && m_watched[wanted.worker].process) {
            const auto turn = m_parts.area.line(wanted.worker).enteredCount.load();
            auto &process = *m_watched[wanted.worker].process;
            const auto call = *wanted.asleepIn;
            auto found = process.look(call, turn);
            if (found && found->sleep == Sleep::Running) // the first of two looks
                found = process.look(call, turn);
            auto event = looked(EventKind::ProcessSampled, wanted.worker);
            event.sample = number;
            event.call = call;
            event.out[0] = static_cast<std::int64_t>(found ? found->sleep : Sleep::Running);
            if (!found) {
                event.kind = EventKind::ObservationFailed;
                event.error = found.error().code;
            }
            m_batch.push_back(event);
        }
    }
}

/// Borrowed only while both ends have a live holder, and from one that cannot close it meanwhile.
void Observer::sampleChannel(ChannelId channel, std::uint8_t forSample)
{
    const auto &state = m_snapshot.channels[channel];
    if (state.readers.empty() || state.writers.empty())
        return;
    auto event = looked(EventKind::ChannelSampled, noWorker);
    event.channel = channel;
    event.sample = forSample;
    Error refusal{"pidfd_getfd(2)", "", 0};
    std::vector<Holder> holders = state.writers;
    holders.insert(holders.end(), state.readers.begin(), state.readers.end());
    for (const auto &holder : holders) {
        if (const auto seen = askThrough(channel, holder, refusal)) {
            event.queuedBytes = seen->queuedBytes;
            event.out[0] = seen->capacity;
            event.time = now();
            m_batch.push_back(event);
            return;
        }
    }
    if (refusal.code == 0)
        return; // nobody stands still: the workers tell it themselves
    event.kind = EventKind::ObservationFailed;
    event.error = refusal.code;
    m_batch.push_back(event);
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
    std::erase_if(m_byHand, [&](const ByHand &wanted) {
        if (wanted.channel >= m_snapshot.channels.size())
            return true;
        const auto &channel = m_snapshot.channels[wanted.channel];
        std::vector<Holder> holders = channel.writers;
        holders.insert(holders.end(), channel.readers.begin(), channel.readers.end());
        for (const auto &holder : holders) {
            const auto &process = m_snapshot.processes[holder.worker];
            if (process.state == ProcessState::Asleep || process.state == ProcessState::Stopped
                || m_controls.hasByHand(holder.worker))
                continue;
            m_controls.makeByHand(holder.worker, wanted.number, holder.fd);
            return true;
        }
        return false;
    });
}

/// Sorts what came, keeps back what is too new to be sure of its order, and hands over the rest.
void Observer::handOver()
{
    m_batch.insert(m_batch.begin(), m_held.begin(), m_held.end());
    m_held.clear();
    std::stable_sort(m_batch.begin(), m_batch.end(),
                     [](const Event &a, const Event &b) { return a.time < b.time; });
    const auto cut = now() - settling;
    auto end = std::find_if(m_batch.begin(), m_batch.end(),
                            [&](const Event &event) { return event.time > cut; });
    m_held.assign(end, m_batch.end());
    for (auto event = m_batch.begin(); event != end; ++event)
        commit(*event);
    m_batch.clear();
    const bool hasEnded = isOver() && m_held.empty();
    if (m_outgoing.empty() && !hasEnded)
        return;
    bool isNews = !m_outgoing.empty();
    {
        const std::lock_guard lock(m_exchange.mutex);
        m_exchange.pending.insert(m_exchange.pending.end(), m_outgoing.begin(), m_outgoing.end());
        isNews = isNews || m_exchange.hasEnded != hasEnded;
        m_exchange.hasEnded = hasEnded;
    }
    m_outgoing.clear();
    const std::uint64_t one = 1;
    if (isNews)
        (void)!::write(m_wakeFd, &one, sizeof one);
}

void Observer::commit(Event event)
{
    complete(event);
    event.late = event.time < m_lastTime;
    m_lastTime = std::max(m_lastTime, event.time);
    apply(m_snapshot, event);
    if (event.kind == EventKind::CallReturned && event.step < m_stepsDone.size())
        m_stepsDone[event.step] = true;
    m_outgoing.push_back(event);
}

/// Finds the channel behind a descriptor and the process behind a pid, as they are at this event.
void Observer::complete(Event &event) const
{
    if (event.worker >= m_snapshot.processes.size())
        return;
    const bool isAboutFd = event.kind == EventKind::CallReturned
                           || event.kind == EventKind::CallEntered
                           || event.kind == EventKind::AtGate
                           || event.kind == EventKind::EventsLost;
    if (!isAboutFd || event.call >= callCount())
        return;
    const Call &call = callAt(event.call);
    const bool hasFd = !call.parameters.empty()
                       && call.parameters[0].type == ParameterType::Descriptor;
    if (call.makesChannel && event.step < m_parts.scenario->steps.size())
        event.channel = m_parts.scenario->steps[event.step].channel;
    for (const auto &descriptor : m_snapshot.processes[event.worker].descriptors) {
        if (hasFd && descriptor.fd == event.arguments[0])
            event.channel = descriptor.channel;
    }
    const bool isAboutPid = event.effect == Effect::Wait || event.effect == Effect::Signal;
    const auto pid = event.effect == Effect::Wait ? event.result : event.arguments[0];
    for (std::size_t i = 0; isAboutPid && i < m_watched.size(); ++i) {
        if (m_parts.area.line(static_cast<WorkerId>(i)).pid.load() == pid)
            event.other = static_cast<WorkerId>(i);
    }
}

bool Observer::isInside(WorkerId worker) const
{
    const auto &line = m_parts.area.line(worker);
    const auto entered = line.enteredCount.load(std::memory_order_acquire);
    return entered > line.head.load(std::memory_order_acquire);
}

/// All that were started have ended, and how is known (or cannot be known any more).
bool Observer::isOver() const
{
    bool hasAny = false;
    for (std::size_t i = 0; i < m_watched.size(); ++i) {
        const auto &watched = m_watched[i];
        const auto &process = m_snapshot.processes[i];
        if (!watched.isExpected)
            continue;
        hasAny = true;
        const bool isKnown = process.state == ProcessState::Exited
                             || process.state == ProcessState::Killed;
        const bool isLost = watched.isGone && watched.sleep != Sleep::Zombie
                            && now() - watched.goneTime > statusPatience;
        if (!isKnown && !isLost && !(m_isStewardGone && watched.isGone))
            return false;
    }
    return hasAny;
}

std::int64_t Observer::now() const
{
    return monotonicNanoseconds() - m_parts.startTime;
}

Event Observer::looked(EventKind kind, WorkerId worker) const
{
    Event event;
    event.kind = kind;
    event.source = Source::Sampled;
    event.worker = worker;
    event.time = now();
    return event;
}

} // namespace seeipc
