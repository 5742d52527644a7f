// SPDX-License-Identifier: MIT
#include "ui/model/sessionmodelimplementation.h"

#include "posix/clock.h"
#include "scenario/comingsteps.h"
#include "scenario/loader.h"
#include "scenario/onestep.h"
#include "scenario/source.h"
#include "ui/pacer.h"

#include <algorithm>
#include <malloc.h>
#include <utility>

namespace seeipc {

namespace {

constexpr std::int64_t foldingTime = 8'000'000; ///< nanoseconds of a frame; the rest comes next
constexpr std::size_t foldedAtOnce = 256;       ///< events between two looks at the clock
constexpr int settlingMilliseconds = 100;       ///< until rates are looked at again
constexpr std::int64_t longRun = 100'000'000;   ///< nanoseconds; a shorter one is only seen

/// Gives back what a long record took: the heap keeps it else, in pieces that grow from session to
/// session.
void releaseFreeMemory()
{
#ifdef __GLIBC__
    ::malloc_trim(0);
#endif
}

} // namespace

Result<void> SessionModel::Implementation::start()
{
    end();
    SessionOptions options{.scenario = *scenario,
                           .parameters = parameters,
                           .pace = pace,
                           .purpose = Purpose::Watch,
                           .namespaceMode = mode,
                           .held = isHeld,
                           .recorded = setup.recorded,
                           .cpu = setup.cpu,
                           .workerProgram = setup.workerProgram};
    auto started = Session::start(options);
    if (!started && undertaker.isBusy()) { // the last one may still hold what this one needs
        undertaker.wait();
        started = Session::start(std::move(options));
    }
    if (!started) {
        clear();
        breakOff(started.error());
        return started.error();
    }
    adopt(std::move(*started));
    return {};
}

void SessionModel::Implementation::choose(const Scenario &chosen,
                                          const std::vector<ParameterValue> &values)
{
    scenario = chosen;
    parameters = values.empty() ? defaultParameters(chosen) : values;
    selected = 0;
    focus = {};
}

/// As it is before the first event.
void SessionModel::Implementation::clear()
{
    facts = {};
    program = compileProgram(*scenario, parameters, ProgramUse::Watched);
    if (!scenario->source->workers[selected].startedBySession)
        selected = 0; // a child yet to be forked has no step
    callsInOneStep = seeipc::callsInOneStep(*scenario, parameters);
    runningOn = stepsThatFollowThemselves(*scenario, parameters);
    Snapshot beginning(scenario->workers.size(), scenario->channels.size());
    beginning.held = isHeld;
    for (const auto &parameter : parameters)
        beginning.parameters.push_back(parameter.number);
    meter.reset(beginning, 0);
    waits = waitsFor(beginning);
    trace = Trace(std::move(beginning));
    releaseFreeMemory();
    playhead->reset();
}

/// While frozen, nothing else that is shown changes.
void SessionModel::Implementation::tellRecorded()
{
    Q_EMIT self.recorded();
    if (playhead->isLive())
        Q_EMIT self.changed();
}

void SessionModel::Implementation::tellRestart()
{
    Q_EMIT self.restarted();
    Q_EMIT self.changed();
    Q_EMIT self.controlsChanged();
}

void SessionModel::Implementation::adopt(std::unique_ptr<Session> started)
{
    clear();
    session = std::move(started);
    facts = session->facts();
    notifier = std::make_unique<QSocketNotifier>(session->wakeFd(), QSocketNotifier::Read);
    QObject::connect(notifier.get(), &QSocketNotifier::activated, &self, [this] {
        notifier->setEnabled(false); // until the frame has read it
        isWoken = true;
        pacer.request();
    });
    tellRestart();
}

void SessionModel::Implementation::end()
{
    settling.stop();
    notifier.reset();
    undertaker.take(std::move(session));
    session.reset();
    arrived.clear();
    folded = 0;
    isWoken = false;
    hasEnded = false;
    longRunner = noWorker;
    failure.reset();
    waitingByHand.clear();
    answers.assign(parameters.size(), {});
    inKernel.assign(parameters.size(), absent);
    isUsedUp.assign(parameters.size(), false);
}

/// No session any more; what was seen of it stays to be looked at.
void SessionModel::Implementation::breakOff(const Error &error)
{
    end();
    hasEnded = true;
    failure = error;
    waits = waitsFor(trace.live());
    tellRecorded();
    Q_EMIT self.controlsChanged();
    Q_EMIT self.failed(error);
}

void SessionModel::Implementation::frame()
{
    if (!session || hasEnded)
        return;
    const auto broken = session->failure();
    const bool isOver = session->hasEnded();
    if (isWoken || isOver) // its last events may have come without the wake-up being seen yet
        collect();
    const bool hasChanged = fold(isOver);
    if (folded == arrived.size() && broken) {
        breakOff(*broken);
        return;
    }
    const bool haveRatesChanged = refreshRates();
    if (hasChanged || haveRatesChanged)
        tellRecorded();
    const bool hasRunnerChanged = refreshRunner();
    const bool hasUseChanged = hasChanged && refreshUse();
    const bool isOtherwise = hasChanged && refreshInKernel();
    const bool hasHandChanged = refreshByHand();
    if (std::exchange(hasNewAnswers, false) || hasEnded || hasRunnerChanged || hasUseChanged
        || isOtherwise || hasHandChanged)
        Q_EMIT self.controlsChanged();
}

void SessionModel::Implementation::collect()
{
    isWoken = false;
    auto events = session->drain();
    notifier->setEnabled(true);
    if (folded == arrived.size()) {
        arrived = std::move(events);
        folded = 0;
    } else {
        arrived.insert(arrived.end(), events.begin(), events.end());
    }
}

/// Folds what there is time for. Has anything changed?
bool SessionModel::Implementation::fold(bool isOver)
{
    const auto first = folded;
    const auto end = monotonicNanoseconds() + foldingTime;
    while (folded < arrived.size()) {
        const auto stop = std::min(arrived.size(), folded + foldedAtOnce);
        for (; folded < stop; ++folded) {
            trace.append(arrived[folded]);
            note(arrived[folded]);
        }
        if (monotonicNanoseconds() > end)
            break;
    }
    if (folded < arrived.size())
        pacer.request();
    hasEnded = isOver && folded == arrived.size();
    if (folded == first)
        return hasEnded;
    waits = waitsFor(trace.live());
    if (first == 0 && folded == arrived.size())
        Q_EMIT self.happened(arrived);
    else
        Q_EMIT self.happened({arrived.begin() + static_cast<std::ptrdiff_t>(first),
                              arrived.begin() + static_cast<std::ptrdiff_t>(folded)});
    return true;
}

/// A change of capacity tells the parameter that asked for it what became of it.
void SessionModel::Implementation::note(const Event &event)
{
    if (event.kind != EventKind::CallReturned || event.effect != Effect::Resize)
        return;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (!scenario->parameters[i].byHandStep || parameters[i].number != event.out[0])
            continue;
        auto &answer = answers[i];
        answer.asked = event.out[0];
        answer.error = event.error;
        answer.state = event.error == 0 ? ParameterAnswer::State::Granted
                                        : ParameterAnswer::State::Refused;
        answer.limit = event.error == EPERM
                           ? metLimit({event.out[1], event.out[2], event.out[3]}, event.out[0])
                           : std::nullopt;
        answer.got = event.result;
        if (event.error != 0)
            answer.got = event.channel < trace.live().channels.size()
                             ? trace.live().channels[event.channel].capacity.value.value_or(absent)
                             : absent;
        if (answer.got != absent)
            parameters[i].number = answer.got;
        hasNewAnswers = true;
    }
}

/// Is it to be told of another process, or of none any more, that it runs on?
bool SessionModel::Implementation::refreshRunner()
{
    const auto runner = session->runner();
    const bool isLong = session->now() - runTime >= longRun;
    if (runner != noWorker && !isLong)
        settling.start(settlingMilliseconds); // it may make no event meanwhile
    const auto before = std::exchange(longRunner, isLong ? runner : noWorker);
    return longRunner != before;
}

/// Is there another number that a change of would come too late, or none any more?
bool SessionModel::Implementation::refreshUse()
{
    const ProgramView view(program);
    const auto before = isUsedUp;
    for (std::size_t i = 0; i < isUsedUp.size(); ++i)
        isUsedUp[i] = scenario->parameters[i].type == Parameter::Type::Number
                      && (hasEnded || !isStillUsed(view, *scenario, trace.live(), i));
    return isUsedUp != before;
}

/// Is a number of the kernel's that a parameter sets another one, by whatever call of whomever?
bool SessionModel::Implementation::refreshInKernel()
{
    const auto before = inKernel;
    const auto &channels = trace.live().channels;
    for (std::size_t i = 0; i < inKernel.size(); ++i) {
        const auto number = scenario->parameters[i].byHandStep;
        const auto channel = number ? channelOfByHand(ProgramView(program), *number) : noChannel;
        const bool isThere = channel < channels.size() && channels[channel].exists
                             && !channels[channel].gone;
        inKernel[i] = isThere ? channels[channel].capacity.value.value_or(absent) : absent;
    }
    return inKernel != before;
}

/// Does another call by hand wait for its worker, or none any more?
bool SessionModel::Implementation::refreshByHand()
{
    auto waiting = session->waitingByHand();
    if (waiting == waitingByHand)
        return false;
    waitingByHand = std::move(waiting);
    return true;
}

/// While something moves the rates are looked at again: it may have stopped.
bool SessionModel::Implementation::refreshRates()
{
    const bool wasZero = meter.rates().isZero();
    meter.look(trace.live(), self.liveTime());
    const bool isZero = meter.rates().isZero();
    if (!isZero && !hasEnded)
        settling.start(settlingMilliseconds);
    return !(wasZero && isZero);
}

} // namespace seeipc
