// SPDX-License-Identifier: MIT
// The narrator on signals: what is to be done with one, who sent one, whose handler ran.
#include "session/narratorrules.h"

#include "mechanisms/registry.h"

#include <algorithm>
#include <csignal>

namespace seeipc {

namespace {

const PendingWrite *pendingWrite(const Phrases &phrases, WorkerId worker)
{
    const auto &process = phrases.snapshot.processes[worker];
    if (process.channel >= phrases.snapshot.channels.size())
        return nullptr;
    const auto &pending = phrases.snapshot.channels[process.channel].pending;
    const auto write = std::find_if(pending.begin(), pending.end(),
                                    [&](const PendingWrite &w) { return w.worker == worker; });
    return write != pending.end() ? &*write : nullptr;
}

/// What going on means for who was stopped in a call: a sleep that a signal has ended gives what was
/// moved until then, and one that has moved nothing begins anew.
std::string whereItGoesOn(const Phrases &phrases, const Event &event)
{
    if (event.other >= phrases.snapshot.processes.size())
        return phrases.say(Message::GoesOnWhereStopped);
    const auto &process = phrases.snapshot.processes[event.other];
    const bool wasStopped = process.state == ProcessState::Stopped
                            || process.stoppedUntil >= event.time;
    const bool isInCall = process.inCall && process.call < callCount()
                          && process.channel < phrases.snapshot.channels.size();
    if (!wasStopped || !isInCall)
        return phrases.say(Message::GoesOnWhereStopped);
    const auto &channel = phrases.snapshot.channels[process.channel];
    const auto effect = effectOf(process.call, process.arguments);
    const auto *write = pendingWrite(phrases, event.other);
    if (effect == Effect::Write && write && write->in > 0 && channel.slotsExact)
        return phrases.say(Message::StoppedWriteIsShort,
                           {grouped(write->in), phrases.bytes(write->asked)});
    const auto fill = fillOf(channel);
    if (effect == Effect::Read && fill && fill->value == 0 && !fill->about)
        return phrases.say(Message::StoppedReadSleepsOn, {callOf(phrases, event.other)});
    return phrases.say(Message::GoesOnWhereStopped);
}

Message whatHandlerMeans(const Event &event)
{
    if (event.arguments[0] == SIGPIPE)
        return Message::HandlerRunsInWrite;
    return event.out[0] == 1 ? Message::HandlerRunsRestarting : Message::HandlerRuns;
}

/// Of the handler that the process has set for this signal: does SA_RESTART let calls go on? Nothing
/// where that is not known.
std::optional<bool> isRestarting(const Phrases &phrases, WorkerId worker, int signal)
{
    std::optional<bool> found;
    for (std::size_t i = 0; i < phrases.scenario.steps.size(); ++i) {
        const auto &info = phrases.scenario.steps[i];
        const auto step = phrases.snapshot.ofStep(static_cast<StepId>(i));
        if (info.worker != worker || step.returns == 0 || step.error != 0
            || effectOf(info.call, step.arguments) != Effect::SetDisposition
            || step.arguments[0] != signal)
            continue;
        const bool isSet = step.out[0] == 1;
        if (found && *found != isSet)
            return std::nullopt; // which of them was last is not known
        found = isSet;
    }
    return found;
}

/// How often the demo has sent it to this process.
std::int64_t timesSent(const Phrases &phrases, const Event &signal)
{
    std::int64_t times = 0;
    for (std::size_t i = 0; i < phrases.scenario.steps.size(); ++i) {
        const auto step = phrases.snapshot.ofStep(static_cast<StepId>(i));
        const auto call = phrases.scenario.steps[i].call;
        if (step.returns > 0 && effectOf(call, step.arguments) == Effect::Signal
            && step.arguments == signal.arguments)
            times += step.returns;
    }
    return times;
}

/// Is it in the call that the signal came into, and does that go on behind the handler?
bool goesOnBehindHandler(const Phrases &phrases, const Event &signal)
{
    const auto worker = signal.other;
    const auto &process = phrases.snapshot.processes[worker];
    if (!process.inCall || process.entered > signal.time || process.call >= callCount()
        || isRestarting(phrases, worker, signal.arguments[1]) != true)
        return false;
    const auto effect = effectOf(process.call, process.arguments);
    const auto *write = pendingWrite(phrases, worker);
    return effect == Effect::Read || isWaitForChild(effect)
           || (effect == Effect::Write && (!write || write->in == 0));
}

} // namespace

Caption tellSignal(const Phrases &phrases, const Event &event)
{
    const auto from = phrases.name(event.worker);
    const auto to = phrases.name(event.other);
    const int signal = event.arguments[1];
    std::vector<std::string> clauses{phrases.say(Message::ReachesSleepersToo)};
    if (signal == SIGSTOP)
        clauses = {phrases.say(Message::RunsNoFurther), phrases.say(Message::StopsAlways)};
    else if (signal == SIGKILL)
        clauses = {phrases.say(Message::StopsAlways)};
    else if (signal == SIGCONT)
        clauses = {whereItGoesOn(phrases, event)};
    return phrases.caption({phrases.say(Message::SentSignal, {from, phrases.signal(signal), to}),
                            phrases.say(Message::SentSignal, {from, signalName(signal), to})},
                           clauses);
}

Caption tellDisposition(const Phrases &phrases, const Event &event)
{
    const std::array said{phrases.name(event.worker), phrases.signal(event.arguments[0])};
    switch (static_cast<Disposition>(event.arguments[1])) {
    case Disposition::Ignore:
        return phrases.caption(
            {phrases.say(Message::Ignores, {said[0], said[1]})},
            {phrases.say(event.arguments[0] == SIGPIPE ? Message::PipeWillFail
                                                       : Message::SignalIsDropped)});
    case Disposition::Count:
        return phrases.caption({phrases.say(Message::Catches, {said[0], said[1]})},
                               {phrases.say(whatHandlerMeans(event))});
    case Disposition::Default: break;
    }
    return phrases.caption({phrases.say(Message::ResetsToDefault, {said[0], said[1]})},
                           {phrases.say(Message::DefaultRuns)});
}

std::optional<Caption> tellAwaitsSignal(const Phrases &phrases)
{
    const auto &snapshot = phrases.snapshot;
    for (std::size_t i = 0; i < snapshot.processes.size(); ++i) {
        const auto &process = snapshot.processes[i];
        const auto worker = static_cast<WorkerId>(i);
        const bool isNewest = !snapshot.last || snapshot.last->worker == worker
                              || snapshot.last->time <= process.since;
        const bool isIn = process.state == ProcessState::Asleep && process.call < callCount()
                          && callAt(process.call).effect == Effect::AwaitSignal;
        if (!isIn || !isNewest)
            continue;
        const bool isOne = !callAt(process.call).parameters.empty();
        return phrases.caption(
            {phrases.say(Message::SleepsIn, {phrases.name(worker), callOf(phrases, worker)})},
            {isOne ? phrases.say(Message::WaitsForSignal, {phrases.signal(process.arguments[0])})
                   : phrases.say(Message::WaitsForAnySignal)});
    }
    return std::nullopt;
}

std::optional<Caption> tellTakenSignal(const Phrases &phrases, const Event &event)
{
    const auto &processes = phrases.snapshot.processes;
    if (event.result != SIGCHLD || (event.out[1] != CLD_EXITED && event.out[1] != CLD_KILLED))
        return std::nullopt;
    const auto child = std::find_if(processes.begin(), processes.end(), [&](const auto &process) {
        return process.pid == event.out[0] && process.parent == event.worker;
    });
    if (child == processes.end())
        return std::nullopt;
    const bool isExit = event.out[1] == CLD_EXITED;
    const auto name = phrases.name(static_cast<WorkerId>(child - processes.begin()));
    return phrases.caption(
        {phrases.say(Message::SignalCame,
                     {phrases.name(event.worker), phrases.signal(static_cast<int>(event.result))})},
        {phrases.say(Message::ChildEndedSays, {name, isExit ? "CLD_EXITED" : "CLD_KILLED",
                                               "si_status " + std::to_string(event.out[2])})});
}

std::optional<Caption> tellMask(const Phrases &phrases, const Event &event)
{
    const std::array said{phrases.name(event.worker), phrases.signal(event.arguments[1])};
    const bool isBlocking = event.arguments[0] == SIG_BLOCK;
    return phrases.caption(
        {phrases.say(isBlocking ? Message::HoldsBack : Message::LetsThrough, {said[0], said[1]})},
        {phrases.say(isBlocking ? Message::SignalIsHeldBack : Message::SignalComesThrough)});
}

/// Long enough to be read, and no longer than the signal is the newest that happened. A call that does
/// not go on tells of the handler by its return.
std::optional<Caption> tellHandler(const Phrases &phrases)
{
    constexpr std::int64_t toldFor = 2'000'000'000;
    const auto &snapshot = phrases.snapshot;
    const auto &last = snapshot.last;
    if (!last || last->kind != EventKind::CallReturned || last->effect != Effect::Signal
        || last->error != 0 || last->other >= snapshot.processes.size()
        || snapshot.time - last->time >= toldFor)
        return std::nullopt;
    const auto &process = snapshot.processes[last->other];
    const int signal = last->arguments[1];
    if (signal <= 0 || signal != process.handledLast || !goesOnBehindHandler(phrases, *last)
        || process.handled[static_cast<std::size_t>(signal)] < timesSent(phrases, *last))
        return std::nullopt;
    return phrases.caption(
        {phrases.say(Message::HandlerRan, {phrases.name(last->other), signalName(signal)})},
        {phrases.say(Message::CallIsRestarted, {callOf(phrases, last->other)})});
}

} // namespace seeipc
