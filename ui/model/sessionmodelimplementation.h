// SPDX-License-Identifier: MIT
#pragma once

#include "ui/model/playhead.h"
#include "ui/model/sessionmodel.h"
#include "ui/model/undertaker.h"

#include <QSocketNotifier>
#include <QTimer>

namespace seeipc {

/// What a SessionModel does behind its face: starts and ends sessions, folds what comes from them.
class SessionModel::Implementation
{
public:
    Implementation(SessionModel &model, Pacer &framePacer)
        : self(model), pacer(framePacer), playhead(new Playhead(model))
    {}

    Result<void> start();
    void adopt(std::unique_ptr<Session> started);
    void choose(const Scenario &chosen, const std::vector<ParameterValue> &values);
    void clear();
    void tellRecorded();
    void tellRestart();
    void end();
    void breakOff(const Error &error);
    void frame();
    void collect();
    bool fold(bool isOver);
    void note(const Event &event);
    bool refreshRates();
    bool refreshRunner();
    bool refreshUse();
    bool refreshInKernel();
    bool refreshByHand();

    SessionModel &self;
    Pacer &pacer;
    Playhead *playhead;    ///< a child of the model
    Undertaker undertaker; // goes last: waits for what was given to it
    std::unique_ptr<Session> session;
    std::unique_ptr<QSocketNotifier> notifier;
    QTimer settling;

    std::optional<Scenario> scenario;
    std::vector<ParameterValue> parameters;
    std::vector<ParameterAnswer> answers;
    std::vector<std::int64_t> inKernel; ///< by parameter: what it sets is, as of the last look
    std::vector<HandCall> waitingByHand;
    std::vector<bool> isUsedUp; ///< by parameter: no step that is still to come uses the number
    SessionSetup setup;
    NamespaceMode mode = NamespaceMode::Private;
    Pace pace{1'000'000'000};
    bool isHeld = false;
    WorkerId selected = noWorker;
    Focus focus;

    SessionFacts facts;
    std::vector<std::byte> program;           ///< that the workers run
    std::vector<std::int64_t> callsInOneStep; ///< by StepId
    std::vector<bool> runningOn;              ///< by StepId
    std::int64_t runTime = 0;                 ///< when the last run to a change was asked for
    WorkerId longRunner = noWorker;
    Trace trace{Snapshot()};
    WaitsFor waits;
    RateMeter meter;
    std::vector<Event> arrived; ///< taken, not yet folded from `folded` on
    std::size_t folded = 0;
    bool isWoken = false;
    bool hasEnded = false;
    bool hasNewAnswers = false;
    std::optional<Error> failure;
};

} // namespace seeipc
