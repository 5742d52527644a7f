// SPDX-License-Identifier: MIT
#include "ui/model/sessionmodel.h"

#include "scenario/source.h"
#include "ui/model/playhead.h"
#include "ui/model/sessionmodelimplementation.h"
#include "ui/pacer.h"

#include <algorithm>

namespace seeipc {

namespace {

constexpr std::int64_t liveAgeStep =
    500'000'000; ///< nanoseconds; as of the observer's looks at sleepers
constexpr std::int64_t looksArrive =
    80'000'000; ///< nanoseconds: one picture shows them and the new ages

/// As in a picture that stands still: there nothing is too fast to be told.
void stopHaste(Snapshot &snapshot)
{
    for (auto &process : snapshot.processes)
        process.quick = process.again = 0;
}

/// Does this parameter say how fast a process is beside the others?
bool isPace(const Scenario &scenario, std::size_t position)
{
    const auto &workers = scenario.source->workers;
    return std::any_of(workers.begin(), workers.end(), [position](const SourceWorker &worker) {
        return worker.pace.kind == OperandKind::Parameter && worker.pace.index == position;
    });
}

} // namespace

SessionModel::SessionModel(Pacer &pacer, QObject *parent)
    : QObject(parent), m_implementation(std::make_unique<Implementation>(*this, pacer))
{
    auto &my = *m_implementation;
    my.settling.setSingleShot(true);
    connect(&my.settling, &QTimer::timeout, &pacer, &Pacer::request);
    connect(&pacer, &Pacer::frame, this, [this] { m_implementation->frame(); });
}

SessionModel::~SessionModel()
{
    m_implementation->end();
}

void SessionModel::prepare(const Scenario &scenario, const std::vector<ParameterValue> &parameters)
{
    auto &my = *m_implementation;
    my.choose(scenario, parameters);
    my.end();
    my.clear();
    my.tellRestart();
}

Result<void> SessionModel::open(const Scenario &scenario,
                                const std::vector<ParameterValue> &parameters)
{
    m_implementation->choose(scenario, parameters);
    return m_implementation->start();
}

Result<void> SessionModel::startOver()
{
    return m_implementation->start();
}

void SessionModel::setSetup(const SessionSetup &setup)
{
    m_implementation->setup = setup;
}

Pacer &SessionModel::pacer() const
{
    return m_implementation->pacer;
}

bool SessionModel::isOpen() const
{
    return m_implementation->scenario.has_value();
}

const Scenario &SessionModel::scenario() const
{
    return *m_implementation->scenario;
}

const SessionFacts &SessionModel::facts() const
{
    return m_implementation->facts;
}

const std::vector<ParameterValue> &SessionModel::parameters() const
{
    return m_implementation->parameters;
}

ParameterAnswer SessionModel::answerTo(std::size_t position) const
{
    const auto &my = *m_implementation;
    if (my.pace.isFullSpeed() && isPace(*my.scenario, position))
        return {.state = ParameterAnswer::State::AtFullSpeed};
    if (my.isUsedUp[position] && my.answers[position].state != ParameterAnswer::State::Refused)
        return {.state = ParameterAnswer::State::AtNextStart};
    const auto inKernel = my.inKernel[position];
    const bool isWaiting = my.answers[position].state == ParameterAnswer::State::Waiting;
    if (!isWaiting && inKernel != absent && inKernel != my.parameters[position].number)
        return {.state = ParameterAnswer::State::Otherwise, .got = inKernel};
    return my.answers[position];
}

const Trace &SessionModel::trace() const
{
    return m_implementation->trace;
}

const Snapshot &SessionModel::live() const
{
    return m_implementation->trace.live();
}

std::int64_t SessionModel::liveTime() const
{
    const auto &my = *m_implementation;
    const bool isBehind = my.folded < my.arrived.size();
    return my.session && !my.hasEnded && !isBehind ? my.session->now() : my.trace.live().time;
}

Playhead &SessionModel::playhead() const
{
    return *m_implementation->playhead;
}

const Snapshot &SessionModel::snapshot() const
{
    return playhead().isLive() ? live() : playhead().snapshot();
}

const WaitsFor &SessionModel::waits() const
{
    return playhead().isLive() ? m_implementation->waits : playhead().waits();
}

const Rates &SessionModel::rates() const
{
    return playhead().isLive() ? m_implementation->meter.rates() : playhead().rates();
}

Caption SessionModel::caption(Language language) const
{
    if (playhead().isLive())
        return narrate(scenario(), snapshot(), waits(), language);
    auto still = snapshot();
    stopHaste(still);
    return narrate(scenario(), still, waits(), language);
}

Caption SessionModel::captionOfInstant(Language language) const
{
    auto still = snapshot();
    const auto isAsleep = [](const ProcessSnapshot &process) {
        return process.state == ProcessState::Asleep;
    };
    if (std::any_of(still.processes.begin(), still.processes.end(), isAsleep)) {
        stopHaste(still);
        if (still.last && still.last->error == 0)
            still.last.reset(); // nor has it to be read first what was before
    }
    return narrate(scenario(), still, waits(), language);
}

std::int64_t SessionModel::now() const
{
    return playhead().isLive() ? liveTime() : playhead().time();
}

std::int64_t SessionModel::ageStep() const
{
    return playhead().isLive() && isRunning() && !hasEnded() ? liveAgeStep : 1;
}

std::int64_t SessionModel::ageTime() const
{
    return now() / ageStep() * ageStep();
}

std::int64_t SessionModel::liveAgeTime() const
{
    const auto time = liveTime();
    return isRunning() && !hasEnded() ? time - time % liveAgeStep : time;
}

int SessionModel::millisecondsToNextAge() const
{
    const auto toStep = liveAgeStep - liveTime() % liveAgeStep;
    return static_cast<int>((toStep + looksArrive) / 1'000'000) + 1;
}

bool SessionModel::isRunning() const
{
    return m_implementation->session != nullptr;
}

bool SessionModel::hasEnded() const
{
    return m_implementation->hasEnded;
}

const std::optional<Error> &SessionModel::failure() const
{
    return m_implementation->failure;
}

bool SessionModel::isHeld() const
{
    return m_implementation->isHeld;
}

void SessionModel::setHeld(bool isHeld)
{
    auto &my = *m_implementation;
    if (my.isHeld == isHeld && !isRunningOn())
        return;
    my.isHeld = isHeld;
    if (my.session && isHeld)
        my.session->hold();
    else if (my.session)
        my.session->release();
    Q_EMIT controlsChanged();
}

Pace SessionModel::pace() const
{
    return m_implementation->pace;
}

void SessionModel::setPace(Pace pace)
{
    auto &my = *m_implementation;
    if (my.pace == pace)
        return;
    my.pace = pace;
    if (my.session)
        my.session->setPace(pace);
    Q_EMIT controlsChanged();
}

void SessionModel::setParameter(std::size_t position, std::int64_t value)
{
    auto &my = *m_implementation;
    const bool isLive = my.scenario->parameters[position].type == Parameter::Type::Number;
    const bool isMadeByCall = my.scenario->parameters[position].byHandStep.has_value();
    my.parameters[position].number = value;
    if (my.session && !my.hasEnded && isLive) {
        if (isMadeByCall)
            my.answers[position] = {.state = ParameterAnswer::State::Waiting, .asked = value};
        my.session->setParameter(position, value);
    }
    Q_EMIT controlsChanged();
}

void SessionModel::callByHand(const HandCall &call)
{
    auto &my = *m_implementation;
    if (my.session && !my.hasEnded)
        my.session->callByHand(call);
}

const std::vector<HandCall> &SessionModel::waitingByHand() const
{
    return m_implementation->waitingByHand;
}

void SessionModel::takeBackByHand(const HandCall &call)
{
    auto &my = *m_implementation;
    if (my.session && !my.hasEnded)
        my.session->takeBackByHand(call);
}

void SessionModel::signalByHand(WorkerId worker, int signal)
{
    auto &my = *m_implementation;
    if (my.session && !my.hasEnded)
        (void)my.session->signal(worker, signal);
}

void SessionModel::setText(std::size_t position, const std::string &text)
{
    m_implementation->parameters[position].text = text;
    Q_EMIT controlsChanged();
}

NamespaceMode SessionModel::namespaceMode() const
{
    return m_implementation->mode;
}

void SessionModel::setNamespaceMode(NamespaceMode mode)
{
    m_implementation->mode = mode;
    Q_EMIT controlsChanged();
}

WorkerId SessionModel::selected() const
{
    return m_implementation->selected;
}

void SessionModel::select(WorkerId worker)
{
    auto &my = *m_implementation;
    if (!isOpen() || worker >= my.scenario->workers.size() || worker == my.selected)
        return;
    my.selected = worker;
    Q_EMIT controlsChanged();
}

bool SessionModel::canStep() const
{
    return canStep(m_implementation->selected);
}

bool SessionModel::canStep(WorkerId worker) const
{
    const auto &my = *m_implementation;
    if (!my.session || !my.isHeld || isRunningOn() || worker >= live().processes.size())
        return false;
    const auto &process = live().processes[worker];
    return process.state == ProcessState::AtGate && process.gate == Gate::Held;
}

std::int64_t SessionModel::callsInOneStep(StepId step) const
{
    const auto &calls = m_implementation->callsInOneStep;
    return step < calls.size() ? calls[step] : 1;
}

bool SessionModel::mayRunOn(StepId step) const
{
    const auto &steps = m_implementation->runningOn;
    return step < steps.size() && steps[step];
}

void SessionModel::runToChange()
{
    auto &my = *m_implementation;
    if (!my.session || isRunningOn())
        return;
    my.runTime = my.session->now();
    my.session->runToChange(my.selected);
    my.pacer.request();
}

void SessionModel::runToStep(WorkerId worker, StepId step)
{
    auto &my = *m_implementation;
    if (!my.session || isRunningOn())
        return;
    select(worker);
    playhead().goLive();
    setHeld(true);
    my.runTime = my.session->now();
    my.session->runToStep(worker, step);
    my.pacer.request();
}

bool SessionModel::isRunningOn() const
{
    const auto &my = *m_implementation;
    return my.session && my.session->runner() != noWorker;
}

WorkerId SessionModel::longRunner() const
{
    return m_implementation->longRunner;
}

void SessionModel::step()
{
    auto &my = *m_implementation;
    if (my.session)
        my.session->step(my.selected);
}

} // namespace seeipc
