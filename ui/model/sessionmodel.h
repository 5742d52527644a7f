// SPDX-License-Identifier: MIT
#pragma once

#include "events/metlimit.h"
#include "events/snapshot.h"
#include "events/trace.h"
#include "posix/result.h"
#include "scenario/scenario.h"
#include "session/details.h"
#include "session/narrator.h"
#include "session/session.h"
#include "session/waitsfor.h"
#include "ui/model/ratemeter.h"
#include "ui/scene/focus.h"
#include "ui/scene/runto.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace seeipc {

class Pacer;
class Playhead;

/// What became of the last change of a parameter that a call of a worker makes, as a capacity is, or why a
/// change has no effect now.
struct ParameterAnswer
{
    enum class State : std::uint8_t {
        None,        ///< never changed, or no call is needed for it
        Waiting,     ///< no worker was between two calls yet
        Granted,     ///< `got` is what the kernel made of it
        Refused,     ///< `error` says why; `got` still holds, absent if that is not known
        AtNextStart, ///< no step that is still to come uses it
        Otherwise,   ///< the kernel has `got`, whoever asked for that
        AtFullSpeed, ///< it is a pace, and nobody has one now
    };

    State state = State::None;
    std::int64_t asked = absent;
    std::int64_t got = absent;
    int error = 0;
    std::optional<MetLimit> limit{}; ///< that an EPERM met; nothing: nobody could tell

    bool operator==(const ParameterAnswer &) const = default;
};

/// How sessions are started beside what they show: for measurements and tests.
struct SessionSetup
{
    bool recorded = true;      ///< false: only sums
    int cpu = -1;              ///< pins every worker; -1: none
    std::string workerProgram; ///< empty: the one beside this program
};

/// The Qt side of a session, and the only class of the ui that knows Session. Once a frame at most
/// it takes what came, appends it to the Trace and says so. What it shows is the playhead's instant.
class SessionModel : public QObject
{
    Q_OBJECT

public:
    /// `pacer` decides when a frame is due and outlives the model.
    explicit SessionModel(Pacer &pacer, QObject *parent = nullptr);
    ~SessionModel() override;

    /// Ends the session that runs and shows this one as it will be before its first event: a window
    /// can stand before startOver() has its processes running.
    void prepare(const Scenario &scenario, const std::vector<ParameterValue> &parameters);
    /// Ends the session that runs and starts this one. Errors: Session::start's; then no session
    /// runs, and failed() was emitted.
    Result<void> open(const Scenario &scenario, const std::vector<ParameterValue> &parameters);
    /// The one that was opened or prepared once more, with the parameters, pace and hold of now.
    Result<void> startOver();

    /// Takes effect at the next start.
    void setSetup(const SessionSetup &setup);

    /// Views ask it for frames.
    Pacer &pacer() const;

    bool isOpen() const; ///< a scenario was opened; what follows needs it
    const Scenario &scenario() const;
    const SessionFacts &facts() const;
    /// As they were set last; one that the kernel refused or rounded is what it really is.
    const std::vector<ParameterValue> &parameters() const;
    ParameterAnswer answerTo(std::size_t position) const;
    /// What has been seen of the session, up to now.
    const Trace &trace() const;
    /// The newest: what controls act on.
    const Snapshot &live() const;
    /// Nanoseconds since the session began, as far as the trace has come; stands once it has ended.
    std::int64_t liveTime() const;
    Playhead &playhead() const;

    // Of the playhead's instant.
    const Snapshot &snapshot() const;
    const WaitsFor &waits() const;
    const Rates &rates() const;
    Caption caption(Language language) const;
    /// For a picture: who sleeps is told, however short the sleep may be.
    Caption captionOfInstant(Language language) const;
    /// Nanoseconds since the session began; stands still once it has ended, and while frozen.
    std::int64_t now() const;
    /// Nanoseconds by which ages go on, all at once: a picture with nothing but ages in it changes
    /// twice a second. 1 where no time passes: frozen, or once the session has ended.
    std::int64_t ageStep() const;
    std::int64_t ageTime() const;      ///< now(), in such steps: the instant that ages are told of
    std::int64_t liveAgeTime() const;  ///< the same of the newest instant
    int millisecondsToNextAge() const; ///< until its next step, and the looks of that instant

    bool isRunning() const; ///< there is a session, if only one whose processes have all ended
    bool hasEnded() const;  ///< all processes have, and nothing is still to come
    /// Why no session runs although one should: it did not start, or broke off.
    const std::optional<Error> &failure() const;

    bool isHeld() const;
    /// Held once more ends a run to the next change.
    void setHeld(bool isHeld);
    Pace pace() const;
    void setPace(Pace pace);
    /// Beside the demo's own calls; its outcome comes as an event without a step.
    void callByHand(const HandCall &call);
    /// Those that no worker has begun yet; one of them can be taken back.
    const std::vector<HandCall> &waitingByHand() const;
    void takeBackByHand(const HandCall &call);
    /// At once; that it was sent, or why not, comes as an event.
    void signalByHand(WorkerId worker, int signal);
    /// Of a choice the next start takes it, of a number the running session too.
    void setParameter(std::size_t position, std::int64_t value);
    void setText(std::size_t position, const std::string &text); ///< takes effect at the next start
    NamespaceMode namespaceMode() const;
    void setNamespaceMode(NamespaceMode mode); ///< takes effect at the next start

    /// The process that the step button and the keyboard mean. Never noWorker while isOpen().
    WorkerId selected() const;
    void select(WorkerId worker);
    /// What the inspector shows: what was clicked last, else the selected process.
    const Focus &focus() const;
    void setFocus(const Focus &focus);
    /// Wants the inspector opened for what is in focus.
    void askForFocus();
    /// Asks the kernel now, whatever instant is shown. Errors: ESRCH when the process does not run,
    /// EACCES.
    Result<ProcessDetails> details(WorkerId worker) const;
    Result<std::vector<LimitLook>> limits(WorkerId worker) const;

    /// May the selected process step now, or this one? Only held ones that stand at a gate, and during
    /// no run.
    bool canStep() const;
    bool canStep(WorkerId worker) const;
    /// Calls that a step makes where a process stands before this one: 1, the rounds of a loop that
    /// counts as one step, or `absent` if such a loop ends by itself.
    std::int64_t callsInOneStep(StepId step) const;
    /// May a run to the next change make this step more than once?
    bool mayRunOn(StepId step) const;
    /// The selected process makes its next call, which returns or falls asleep. A loop that counts as
    /// one step is one.
    void step();
    /// The selected process goes on, step by step, until something is different in kind.
    void runToChange();
    /// This process, which is selected by that, goes on until that step of it comes next. All are held,
    /// and the picture goes on.
    void runToStep(WorkerId worker, StepId step);
    /// What that would come to, whatever instant is shown. `step` may be noStep.
    RunTo mayRunTo(WorkerId worker, StepId step) const;
    bool isRunningOn() const; ///< does such a run go on?
    /// Whose run has gone on for so long that it is to be told; noWorker: nobody's.
    WorkerId longRunner() const;

Q_SIGNALS:
    void restarted(); ///< another session: nothing of the last one holds; the playhead is live
    /// What was taken for this frame, oldest first; before changed(). At full speed it is a part.
    void happened(const std::vector<seeipc::Event> &events);
    void recorded(); ///< the trace has grown, frozen or not; before changed()
    void changed();  ///< what is shown is another snapshot; while frozen only by the playhead
    void controlsChanged(); ///< held, pace, parameters and their answers, selection, mode, long run
    void focusChanged();
    void focusAsked();                       ///< the inspector is to be opened
    void failed(const seeipc::Error &error); ///< a session could not be started, or broke off

private:
    class Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace seeipc
