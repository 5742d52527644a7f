// SPDX-License-Identifier: MIT
#include "session/observer.h"

#include "mechanisms/registry.h"
#include "posix/foreignfd.h"

#include <algorithm>
#include <cerrno>
#include <poll.h>
#include <string>
#include <sys/prctl.h>
#include <unistd.h>

namespace seeipc {

namespace {

constexpr std::int64_t millisecond = 1'000'000;
constexpr std::size_t flood = 100; ///< events of a tick: nobody sees them one by one

} // namespace

Observer::Observer(const ObserverParts &parts, Exchange &exchange, int wakeFd, int commandFd)
    : m_parts(parts),
      m_exchange(exchange),
      m_wakeFd(wakeFd),
      m_commandFd(commandFd),
      m_clock(static_cast<StampKind>(parts.area.session().stampKind)),
      m_controls(parts.area, parts.program, parts.pace),
      m_snapshot(parts.scenario->workers.size(), parts.scenario->channels.size())
{
    const auto &scenario = *parts.scenario;
    m_watched.resize(scenario.workers.size());
    for (std::size_t i = 0; i < m_watched.size(); ++i) {
        m_watched[i].tap = RingTap(parts.area, static_cast<WorkerId>(i), parts.purpose);
        m_watched[i].isExpected = parts.program.header().workers[i].startedBySession;
    }
    for (const auto &message : parts.messages)
        takeMessage(message);
    m_stepsDone.resize(scenario.steps.size());
    m_conditionsOpen.resize(scenario.conditions.size());
    m_settlings.resize(scenario.conditions.size());
    m_samples.resize(scenario.samples.size());
    m_channelLooks.resize(scenario.channels.size());
    m_disagreesTold.resize(scenario.channels.size());
    m_channelDue.resize(scenario.channels.size());
    if (parts.purpose == Purpose::Check)
        m_controls.askAlways();
}

Result<std::unique_ptr<Observer>> Observer::start(const ObserverParts &parts, Exchange &exchange,
                                                  int wakeFd, int commandFd)
{
    std::unique_ptr<Observer> observer(new Observer(parts, exchange, wakeFd, commandFd));
    const auto begin = [](void *self) -> void * {
        static_cast<Observer *>(self)->run();
        return nullptr;
    };
    if (const int code = ::pthread_create(&observer->m_thread, nullptr, begin, observer.get());
        code != 0)
        return Error{"pthread_create(3)", "the observer", code};
    observer->m_hasThread = true;
    return observer;
}

Observer::~Observer()
{
    m_isEnding.store(true);
    const std::uint64_t one = 1;
    (void)!::write(m_commandFd, &one, sizeof one);
    if (m_hasThread)
        ::pthread_join(m_thread, nullptr);
    for (auto &watched : m_watched) {
        if (watched.process)
            m_parts.steward->keepWorker(watched.process->takePidfd());
    }
}

void Observer::run()
{
    ::prctl(PR_SET_TIMERSLACK, 1000UL); // nanoseconds: a run's ticks are short
    while (!m_isEnding.load()) {
        const auto wait = tick();
        m_restTime = now();
        m_dueTime = m_restTime + wait;
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
    noteAbsence();
    m_tickTime = now();
    m_deedTime = deedUnderWay();
    m_clock.anchor();
    takeCommands();
    takeWire();
    meetWorkers();
    drainRings();
    noteGates();
    lookAtProcesses();
    tellAbsence();
    lookAtChannels();
    judgeConditions();
    makeByHand();
    const bool isFlood = m_batch.size() > flood;
    const bool isQuiet = m_batch.empty() && m_held.empty();
    handOver();
    driveRun(isQuiet);
    const auto quiet = now() - m_lastActivity;
    if (m_run)
        return runTick();
    if (isOver() && m_held.empty())
        return 1000 * millisecond;
    if (m_parts.purpose == Purpose::Check)
        return millisecond / 2;
    if (isFlood)
        return 8 * millisecond;
    if (quiet < 20 * millisecond || !m_held.empty())
        return 4 * millisecond;
    if (quiet < 500 * millisecond)
        return 16 * millisecond;
    return m_snapshot.held ? 100 * millisecond : 50 * millisecond;
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
    if (!commands.empty())
        m_lastActivity = now(); // something will come of it soon
}

void Observer::hold(bool isHeld)
{
    endRun();
    if (isHeld == m_controls.isHeld())
        return;
    m_controls.setHeld(isHeld);
    auto event = looked(EventKind::HoldChanged, noWorker);
    event.result = isHeld ? 1 : 0;
    m_batch.push_back(event);
}

void Observer::step(WorkerId worker)
{
    endRun();
    const bool isThere = worker < m_watched.size() && m_watched[worker].process
                         && !m_watched[worker].isGone;
    if (m_controls.isHeld() && isThere && !isInside(worker))
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
    const auto number = m_parts.scenario->parameters[position].byHandStep;
    if (!number)
        return;
    endRun(); // the call by hand may be its worker's
    // Who has not begun with an earlier change reads the value of now: one call does for both.
    const bool isComing = std::any_of(m_byHand.begin(), m_byHand.end(), [&](const ByHand &wanted) {
        return wanted.number == *number
               && (wanted.worker == noWorker || m_controls.hasByHand(wanted.worker));
    });
    if (!isComing)
        m_byHand.push_back(
            {*number, channelOfByHand(m_parts.program, *number), noWorker, std::nullopt});
}

void Observer::callByHand(const HandCall &call)
{
    endRun();
    m_byHand.push_back({freeCallByHand, call.channel, noWorker, call});
}

/// Whoever has begun it makes it.
void Observer::takeBackByHand(const HandCall &call)
{
    std::erase_if(m_byHand, [&](const ByHand &wanted) {
        return wanted.call == call
               && (wanted.worker == noWorker || m_controls.takeBack(wanted.worker));
    });
}

Result<void> Observer::signal(WorkerId worker, int signal)
{
    if (worker >= m_watched.size() || !m_watched[worker].process)
        return Error{"pidfd_send_signal(2)", "worker " + std::to_string(worker), ESRCH};
    auto event = looked(EventKind::SignalByHand, worker);
    event.arguments = {static_cast<std::int32_t>(m_watched[worker].pid), signal};
    auto sent = sendSignal(m_watched[worker].process->pidfd(), signal);
    event.error = sent ? 0 : sent.error().code;
    m_batch.push_back(event);
    return sent;
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
            m_parts.steward->releaseLeash(); // nobody else holds the leash: all workers go
            const std::lock_guard lock(m_exchange.mutex);
            if (!m_exchange.failure)
                m_exchange.failure = message.error();
            return;
        }
        if (!*message)
            return;
        takeMessage(**message);
    }
}

void Observer::takeMessage(const WireMessage &message)
{
    if (message.kind == WireKind::Started) {
        if (static_cast<std::size_t>(message.worker) < m_watched.size())
            tellStart(static_cast<WorkerId>(message.worker), message.pid,
                      message.time - m_parts.startTime);
    } else if (message.kind == WireKind::Ended) {
        m_ends.push_back(message);
    } else if (message.kind == WireKind::Failed) {
        const std::lock_guard lock(m_exchange.mutex);
        m_exchange.failure = errorOf(message);
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
        const bool isOut = m_isStewardGone && (watched.isGone || !watched.process);
        if (!isKnown && !isOut)
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

/// Of something that began then, and is found now: as early as it can be put without being late.
std::int64_t Observer::toldTime(std::int64_t time) const
{
    const auto found = now();
    return time > m_absentUntil ? std::clamp(time, std::min(m_lastTime, found), found) : found;
}

} // namespace seeipc
