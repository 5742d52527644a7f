// SPDX-License-Identifier: MIT
#pragma once

#include "events/event.h"
#include "posix/result.h"
#include "scenario/scenario.h"
#include "session/details.h"
#include "session/handcall.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace seeipc {

/// Where a session's workers live.
enum class NamespaceMode : std::uint8_t {
    Private, ///< a user and IPC namespace of their own; falls back to Host where refused
    Host,    ///< visible in other terminals
};

/// How fast workers go from call to call.
struct Pace
{
    std::int64_t nanoseconds = 0; ///< between the starts of two calls of a worker; 0: full speed

    bool isFullSpeed() const { return nanoseconds == 0; }
    bool operator==(const Pace &) const = default;
};

/// What the session is for: it decides how much is recorded.
enum class Purpose : std::uint8_t {
    Watch, ///< a person looks on: the newest records first, older ones may be counted as lost
    Check, ///< every record counts; `at` expectations hold their workers; sleeps are held 60 ms
};

struct SessionOptions
{
    Scenario scenario;
    std::vector<ParameterValue> parameters; ///< by position; empty: the defaults
    Pace pace;
    Purpose purpose = Purpose::Watch;
    NamespaceMode namespaceMode = NamespaceMode::Private;
    bool held = false;         ///< start with all processes held
    bool recorded = true;      ///< false: only sums, for a measurement without the ring
    int cpu = -1;              ///< pin every worker to this CPU; -1: none
    std::string workerProgram; ///< path of seeipc-worker; empty: found beside this program
};

/// What holds for the whole of a running session.
struct SessionFacts
{
    NamespaceMode namespaceMode = NamespaceMode::Private;
    bool needsHost =
        false; ///< nobody chose: the demo needs a user whom our own namespaces have not
    std::optional<Error> namespaceRefusal; ///< why it is Host although Private was asked for
    std::string directory;
    std::size_t pageSize = 4096;
    std::int64_t steward = 0;   ///< pid of the parent of workers that no other forked
    std::int64_t startTime = 0; ///< CLOCK_MONOTONIC nanoseconds; events count from here
};

/// One run of one scenario: real processes, and what is seen of them. Made, used and destroyed by
/// one thread (the owner's); inside it runs one observer thread. Destroying it ends every process
/// and removes everything that it made.
class Session
{
public:
    /// Errors: what could not be done, with its call: no worker program, no room for the shared
    /// memory, EMFILE, EAGAIN from a process limit. Then nothing is left behind.
    static Result<std::unique_ptr<Session>> start(SessionOptions options);
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    const Scenario &scenario() const;
    const SessionFacts &facts() const;
    const std::vector<ParameterValue> &parameters() const;

    /// An eventfd(2), readable when drain() has something new or the session has ended.
    int wakeFd() const;
    /// Everything seen since the last call, in the order of the Trace. Resets wakeFd().
    std::vector<Event> drain();
    /// Have all workers ended and been accounted for? Then drain() gives the last events.
    bool hasEnded() const;
    /// Why the session is over before its time (its steward was killed); nothing while all is well.
    std::optional<Error> failure() const;
    /// Nanoseconds since the session began.
    std::int64_t now() const;

    void hold(); ///< every worker stops at its next gate, between calls
    void release();
    bool isHeld() const;
    /// Lets one held worker make one step. It has no effect on one that sleeps in a call.
    void step(WorkerId worker);
    /// Lets one held worker make step after step up to the next change (see session/run.h). hold(),
    /// release(), step(), another run or a call by hand end it before.
    void runToChange(WorkerId worker);
    /// The same, but up to where that step of the demo comes next once more; it is over before where
    /// the worker falls asleep, ends, or waits for the demo.
    void runToStep(WorkerId worker, StepId step);
    /// Whom a run still lets go on; noWorker: nobody. Once it is nobody, drain()
    /// gives all that the run did; wakeFd() is raised.
    WorkerId runner() const;
    void setPace(Pace pace);
    Pace pace() const;
    /// Takes effect at each worker's next call. One with a by-hand step is made by a worker that is
    /// between calls and holds the descriptor; its outcome comes as an event of that worker.
    void setParameter(std::size_t position, std::int64_t value);
    /// Made by a worker between two calls of its own, as soon as there is one; its outcome comes as an
    /// event of that worker without a step.
    void callByHand(const HandCall &call);
    /// Those calls that no worker has begun yet, and how one of them is taken back.
    std::vector<HandCall> waitingByHand() const;
    void takeBackByHand(const HandCall &call);
    /// Signals one of the session's own processes, at once. Errors: ESRCH, EPERM.
    Result<void> signal(WorkerId worker, int signal);
    /// Ends the "untilStopped" loops; the demo then runs to its end by itself.
    void finish();

    /// Asks the kernel now for more than a Snapshot has of a worker, or for the limits that apply to
    /// it. Errors: ESRCH when it has gone, EACCES.
    Result<ProcessDetails> details(std::int64_t pid) const;
    Result<std::vector<LimitLook>> limits(std::int64_t pid) const;

    /// The bytes that a worker collected by "into", as far as there was room.
    std::string collected(WorkerId worker) const;

private:
    class Implementation;
    explicit Session(std::unique_ptr<Implementation> implementation);

    std::unique_ptr<Implementation> m_implementation;
};

} // namespace seeipc
