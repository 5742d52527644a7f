// SPDX-License-Identifier: MIT
#pragma once

#include "events/ring.h"
#include "events/snapshot.h"
#include "posix/clock.h"
#include "scenario/scenario.h"
#include "session/controls.h"
#include "session/ringtap.h"
#include "session/stewardlink.h"
#include "session/watchedprocess.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <pthread.h>
#include <vector>

namespace seeipc {

/// What an observer is made from; all of it outlives the observer.
struct ObserverParts
{
    const Scenario *scenario = nullptr;
    ProgramView program;
    SharedArea area;
    StewardLink *steward = nullptr;
    Purpose purpose = Purpose::Watch;
    Pace pace;
    std::int64_t startTime = 0;
    std::vector<WireMessage> messages; ///< that came before there was an observer
};

/// What is told between the owner's thread and the observer's: the one lock of a session.
struct Exchange
{
    std::mutex mutex;
    std::vector<Event> pending;                                  ///< to the owner
    std::vector<std::function<void(class Observer &)>> commands; ///< to the observer
    std::optional<Error> failure;
    bool hasEnded = false;
    std::uint64_t runsDone = 0;          ///< number of the last run to a change that is over
    std::vector<HandCall> waitingByHand; ///< asked for by hand, and not begun by anybody
};

/// The observer thread (eight files: the thread; its looks at processes and at channels; what it missed;
/// conditions, calls by hand, runs to the next change; the order in which its events leave): drains the
/// rings, looks at the kernel, judges conditions, and hands events over. It keeps no end of any channel.
class Observer
{
public:
    /// Both descriptors are eventfds: it raises `wakeFd` after each hand-over and is woken by
    /// `commandFd`. Errors: pthread_create(3) EAGAIN (a process limit counts threads too).
    static Result<std::unique_ptr<Observer>> start(const ObserverParts &parts, Exchange &exchange,
                                                   int wakeFd, int commandFd);
    ~Observer(); ///< ends the thread
    Observer(const Observer &) = delete;
    Observer &operator=(const Observer &) = delete;

    // Commands, on the observer's thread.
    void hold(bool isHeld);
    void step(WorkerId worker);
    /// To the next change, or to a step of the demo if that is not noStep. `number` names the run in
    /// Exchange::runsDone.
    void startRun(WorkerId worker, StepId target, std::uint64_t number);
    void setPace(Pace pace);
    void setParameter(std::size_t position, std::int64_t value);
    void callByHand(const HandCall &call);
    void takeBackByHand(const HandCall &call);
    Result<void> signal(WorkerId worker, int signal);
    void finish();

private:
    Observer(const ObserverParts &parts, Exchange &exchange, int wakeFd, int commandFd);

    /// What the observer keeps of one worker.
    struct Watched
    {
        RingTap tap;
        std::optional<WatchedProcess> process;
        pid_t pid = 0;           ///< by whoever told it first: spawner, parent, itself
        bool isExpected = false; ///< its start was told: its ring may be read
        bool isGone = false;     ///< ended, whether or not the status is known
        bool isEndTold = false;  ///< by us, as nobody else did
        std::int64_t goneTime = 0;
        std::uint64_t openTurn = 0; ///< entry that a CallEntered told of
        std::uint64_t seenTurn = 0; ///< entry that the last tick saw open
        std::uint64_t gateKey = 0;  ///< what the last AtGate told
        Sleep sleep = Sleep::Running;
        std::int64_t awakeTime = 0;  ///< of the last look that found it on its way, or stopped
        std::int64_t asleepTime = 0; ///< of the last look that found it asleep
        std::array<std::uint32_t, 65> handled{}; ///< by signal: runs of its handlers that were told
        bool isDisturbed = false;                ///< asleep, and its channel has been moved since
        bool mustLook = false;                   ///< at rest, and a run has made a call since
        std::int64_t lookTime = 0;
        int refusal = 0; ///< errno that the last ObservationFailed told
    };

    /// A stretch without looks, as the thread itself did not run.
    struct Absence
    {
        std::int64_t begin = 0; ///< nanoseconds since the session began
        std::int64_t end = 0;
        std::vector<bool> isKnown; ///< by WorkerId: what it did meanwhile, all the same
    };

    /// One `at` instant on its way.
    struct SampleState
    {
        enum class Stage { Waiting, Arriving, Looking, Taken };

        Stage stage = Stage::Waiting;
        std::int64_t since = 0;
        std::vector<ChannelId> unseen; ///< nobody stood still so far, through whom to look
        bool isProved = false;         ///< looked at a second time, where that was wanted
    };

    struct Run
    {
        WorkerId worker = noWorker;
        StepId target = noStep; ///< noStep: to the next change
        std::uint64_t number = 0;
        std::int64_t grantTime = 0;
        std::int64_t restTime = 0; ///< when its call was made; 0: it is not yet
        std::uint64_t gateKey = 0; ///< of the gate at which its call was granted
        bool isGranted = false;    ///< one call was, at least
        Snapshot before;           ///< as that was granted
    };

    /// A worker that waits until all others have come to rest, each time that it comes there.
    struct Settling
    {
        std::uint64_t gateKey = 0; ///< of the gate that it stands at
        std::int64_t since = 0;    ///< since when it was seen there
        int looks = 0;             ///< in a row that found all others at rest
        bool isOpen = false;       ///< it may go on
    };

    struct ByHand
    {
        std::uint32_t number = 0;
        ChannelId channel = noChannel;
        WorkerId worker = noWorker;   ///< who was asked to make it
        std::optional<HandCall> call; ///< a free one, of no step
    };

    void run();
    void noteAbsence();
    Absence pauseOfLastTick();
    bool hasStayed(WorkerId worker);
    void tellAbsence();
    std::int64_t tick(); ///< nanoseconds until the next is due
    void takeCommands();
    void takeWire();
    void takeMessage(const WireMessage &message);
    bool tookEnd(const WireMessage &message);
    void meetWorkers();
    void meet(WorkerId worker);
    void tellStart(WorkerId worker, pid_t pid, std::int64_t time);
    bool isOrphan(WorkerId worker) const;
    void drainRings();
    void noteForks(std::size_t firstEvent);
    void noteDisturbed(const Event &moved);
    void noteGates();
    void noteGate(WorkerId worker);
    bool isProgram(WorkerId worker) const;
    void noteHandled(WorkerId worker);
    static std::uint64_t gateKeyOf(const WorkerLine &line);
    bool isLongOpen(const WorkerLine &line) const;
    std::optional<Event> announced(EventKind kind, WorkerId worker) const;
    static bool isNextLook(std::int64_t last, std::int64_t time);
    void lookAtProcesses();
    void lookAt(WorkerId worker);
    void tellForeignCall(Event &event, const ProcSyscall &inside);
    void noteEnd(WorkerId worker);
    void noteReaped(WorkerId worker);
    bool isUntold(WorkerId worker) const;
    void tellUntoldEnd(WorkerId worker);
    void lookAtChannels();
    void judgeConditions();
    bool isTrue(const Condition &condition) const;
    void judgeSettled(std::size_t number);
    bool areOthersSettled(WorkerId worker, std::int64_t since) const;
    void judgeSample(std::size_t sample);
    bool areSamplesTaken(const Condition &condition) const;
    void takeSample(std::size_t sample);
    bool areSleepersAsleep(std::size_t sample);
    Result<ProcessLook> lookTwice(const Expectation &wanted);
    void sampleSleep(const Expectation &wanted, std::uint8_t forSample);
    bool sampleChannel(ChannelId channel, std::uint8_t forSample);
    void countEnds(Event &look) const;
    std::optional<ChannelSample> askThrough(ChannelId channel, const Holder &holder,
                                            Error &refusal);
    void makeByHand();
    std::vector<HandCall> waitingByHand() const;
    bool isByHandOver(ByHand &wanted);
    int readiness(WorkerId worker) const;
    WorkerId holderFor(ChannelId channel, FileId file, int &fd) const;
    bool askByHand(ByHand &wanted);
    void tellDisagreement(ChannelId channel);
    void driveRun(bool isQuiet);
    void endRun();
    bool hasMoved() const;
    bool isEverybodyAtRest() const;
    std::int64_t runTick() const;
    void handOver();
    std::int64_t deedUnderWay() const;
    void commitUpTo(std::int64_t cut);
    void tellOpenWrites(const Event &read);
    std::size_t causeOf(std::size_t effect) const;
    bool isCauseUnderWay(const Event &effect) const;
    void tellLastCall(const Event &end);
    void commit(Event event);
    bool isNews(const Event &event) const;
    void complete(Event &event) const;
    void completeNames(Event &event) const;
    ChannelId fifoOf(std::int64_t device, std::int64_t inode) const;
    bool mayBeOpened(ChannelId channel) const;
    bool isInside(WorkerId worker) const;
    bool mayBeBorrowedFrom(WorkerId worker) const;
    bool isOver() const;
    std::int64_t now() const;
    Event looked(EventKind kind, WorkerId worker) const;
    std::int64_t toldTime(std::int64_t time) const;

    ObserverParts m_parts;
    Exchange &m_exchange;
    int m_wakeFd;
    int m_commandFd;
    StampClock m_clock;
    Controls m_controls;
    Snapshot m_snapshot;
    std::vector<Watched> m_watched;
    std::vector<bool> m_stepsDone;
    std::vector<bool> m_conditionsOpen;
    std::vector<Settling> m_settlings; ///< by condition; of those that are Settled
    std::vector<SampleState> m_samples;
    std::vector<ByHand> m_byHand;
    std::optional<Run> m_run;
    std::vector<std::int64_t> m_channelLooks; ///< when each was last sampled
    std::vector<bool> m_channelDue;
    std::vector<bool> m_disagreesTold; ///< by ChannelId
    std::vector<WireMessage> m_ends;   ///< of processes that nobody has told of yet
    std::vector<Event> m_batch;        ///< of this tick, to be sorted
    std::vector<Event> m_held;         ///< newer than the cut: the next tick's
    std::vector<Event> m_outgoing;
    std::optional<Absence> m_absence;
    std::int64_t m_absentUntil = 0; ///< what went on before is told by tellAbsence()
    std::int64_t m_restTime = 0;    ///< when the last tick was over; 0: there was none
    std::int64_t m_dueTime = 0;     ///< when this tick was to begin
    std::int64_t m_deedTime = 0;    ///< of this tick: see deedUnderWay()
    std::int64_t m_tickTime = 0;    ///< when this tick began: what is older has been read by now
    std::int64_t m_lastTime = 0;
    std::int64_t m_lastActivity = 0; ///< when something new was told or asked for last
    bool m_isStewardGone = false;
    std::atomic<bool> m_isEnding{false};
    pthread_t m_thread{}; // std::thread would throw where there is no room for it
    bool m_hasThread = false;
};

} // namespace seeipc
