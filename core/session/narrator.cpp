// SPDX-License-Identifier: MIT
#include "session/narrator.h"

#include "mechanisms/registry.h"
#include "scenario/cue.h"
#include "session/narratorrules.h"

#include <algorithm>
#include <array>
#include <csignal>

namespace seeipc {

namespace {

/// How many calls there were, and of those that were not seen or of those that were the fewer: two
/// numbers that are alike at their first digit tell nothing.
std::string seenOf(const Phrases &phrases, std::int64_t calls)
{
    const auto lost = phrases.snapshot.lost;
    const auto seen = calls - lost;
    if (lost == 0)
        return phrases.say(Message::EveryCallSeen, {phrases.coarse(calls)});
    return phrases.say(lost < seen ? Message::SeenOfCalls : Message::FewSeenOfCalls,
                       {phrases.coarse(calls), phrases.coarse(std::min(lost, seen))});
}

bool isStopSignal(int signal)
{
    return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
}

/// What ends a loop of reads is told, however fast they were.
bool isEndOfFile(const std::optional<Event> &last)
{
    return last && last->kind == EventKind::CallReturned && last->effect == Effect::Read
           && last->error == 0 && last->result == 0 && last->arguments[1] > 0;
}

/// Where those that are too fast change nothing: the last call of the others. Null: they do change something,
/// or nobody else has made a call.
const Event *lastBesideComputing(const Snapshot &snapshot)
{
    const Event *newest = nullptr;
    for (const auto &process : snapshot.processes) {
        const bool isFast = isTooFast(snapshot, process);
        if (isFast && process.last->effect != Effect::None)
            return nullptr;
        if (!isFast && process.last && (!newest || process.last->time > newest->time))
            newest = &*process.last;
    }
    return newest && newest->effect != Effect::Exit ? newest : nullptr;
}

std::optional<Caption> tellTooFast(const Phrases &phrases)
{
    if (!isTooFast(phrases) || isEndOfFile(phrases.snapshot.last))
        return std::nullopt;
    const auto &snapshot = phrases.snapshot;
    if (const auto *call = lastBesideComputing(snapshot))
        return tellCall(phrases, *call);
    std::int64_t calls = 0;
    for (const auto &process : snapshot.processes)
        calls += process.calls;
    const auto seen = seenOf(phrases, calls);
    const bool isOnePipe = snapshot.channels.size() == 1 && snapshot.channels[0].bytesOut > 0;
    return phrases.caption({phrases.say(Message::TooFast)},
                           {seen, isOnePipe
                                      ? phrases.say(Message::CameThrough,
                                                    {phrases.coarse(snapshot.channels[0].bytesOut)})
                                      : ""});
}

/// The kill(2) that stopped the process, where its sender has made no other call since; or null.
const Event *stoppingSignal(const Snapshot &snapshot, WorkerId worker)
{
    for (const auto &process : snapshot.processes) {
        const auto &last = process.last;
        const bool isSignal = last && last->effect == Effect::Signal && last->error == 0
                              && last->other == worker;
        if (isSignal && isStopSignal(last->arguments[1]))
            return &*last;
    }
    return nullptr;
}

bool isTraced(const Scenario &scenario)
{
    return std::any_of(scenario.steps.begin(), scenario.steps.end(),
                       [](const StepInfo &step) { return callAt(step.call).name == "ptrace"; });
}

/// Stopped by a signal after the last call.
std::optional<Caption> tellStopped(const Phrases &phrases)
{
    const auto &snapshot = phrases.snapshot;
    for (std::size_t i = 0; i < snapshot.processes.size(); ++i) {
        const auto worker = static_cast<WorkerId>(i);
        const auto &process = snapshot.processes[i];
        const auto &last = snapshot.last;
        const bool isOld = last
                           && (isWaitForChild(last->effect) // which tells the same
                                   ? last->time >= process.since
                                   : last->time > process.since);
        if (process.state != ProcessState::Stopped || isOld)
            continue;
        const auto name = phrases.name(worker);
        if (isTraced(phrases.scenario))
            return phrases.caption({phrases.say(Message::IsStopped, {name})},
                                   {phrases.say(Message::TracerDecides)});
        if (const auto *signal = stoppingSignal(snapshot, worker))
            return phrases.caption(
                {phrases.say(Message::IsStoppedBy, {name, signalName(signal->arguments[1])})},
                {phrases.say(Message::RunsNoFurther),
                 phrases.say(Message::SentIt, {phrases.name(signal->worker)})});
        return phrases.caption({phrases.say(Message::IsStopped, {name})},
                               {phrases.say(Message::WaitsForContinue)});
    }
    return std::nullopt;
}

std::string waitsUntil(const Phrases &phrases, const std::string &name, const Cue &cue)
{
    const auto other = phrases.name(cue.worker);
    const auto call = cue.call < callCount() ? std::string(callAt(cue.call).name) : std::string();
    switch (cue.kind) {
    case Condition::Kind::Asleep:
        return phrases.say(Message::WaitsUntilAsleep, {name, other, call});
    case Condition::Kind::Done:
        return cue.number == 0 ? phrases.say(Message::WaitsUntilReturned, {name, other, call})
                               : phrases.say(Message::WaitsUntilReturnedNo,
                                             {name, other, call, std::to_string(cue.number)});
    case Condition::Kind::Stopped: return phrases.say(Message::WaitsUntilStopped, {name, other});
    case Condition::Kind::Handled:
        return phrases.say(Message::WaitsUntilHandled, {name, other, signalName(cue.signal)});
    case Condition::Kind::Settled: return phrases.say(Message::WaitsUntilSettled, {name});
    case Condition::Kind::Ended: break;
    }
    return phrases.say(Message::WaitsUntilEnded, {name, other});
}

/// Before the first call has returned: who stands where.
std::optional<Caption> tellStanding(const Phrases &phrases)
{
    const auto &snapshot = phrases.snapshot;
    if (snapshot.held)
        return phrases.caption({phrases.say(Message::HeldBeforeFirst)},
                               {phrases.say(Message::StepMakesNext)});
    for (std::size_t i = 0; i < snapshot.processes.size(); ++i) {
        const auto &process = snapshot.processes[i];
        const auto name = phrases.name(static_cast<WorkerId>(i));
        const auto next = process.call < callCount() ? phrases.call(process) : "";
        if (process.state == ProcessState::AtGate && process.gate == Gate::Pace)
            return phrases.caption({phrases.say(Message::WaitsItsTurn, {name})},
                                   {next.empty() ? "" : phrases.say(Message::CallsNext, {next})});
        if (process.state == ProcessState::AtGate) {
            const auto cue = process.gate == Gate::Condition
                                 ? cueBefore(phrases.scenario, process.step)
                                 : std::nullopt;
            const auto then = cue ? Message::GoesOnThen : Message::CueComes;
            return phrases.caption(
                {cue ? waitsUntil(phrases, name, *cue) : phrases.say(Message::WaitsForCue, {name})},
                {next.empty() ? "" : phrases.say(then, {next})});
        }
        if (process.state == ProcessState::Asleep)
            return phrases.caption(
                {phrases.say(Message::SleepsIn, {name, callOf(phrases, static_cast<WorkerId>(i))})},
                {phrases.say(Message::FirstCallComes)});
        if (process.isAlive())
            return phrases.caption({phrases.say(Message::HasStarted, {name})},
                                   {phrases.say(Message::FirstCallComes)});
    }
    return phrases.caption({phrases.say(Message::NothingYet)},
                           {phrases.say(Message::NobodyStarted)});
}

using Rule = std::optional<Caption> (*)(const Phrases &phrases);

/// By rank: the first that has something to tell.
constexpr std::array<Rule, 20> rules{
    tellRing,        tellHopeless,     tellNotKept,      tellResizeByHand, tellDisagreement,
    tellRefusedCall, tellTornWrite,    tellHandler,      tellSleeper,      tellUnseenSleep,
    tellAllEnded,    tellTooFast,      tellEnd,          tellFillUnknown,  tellStopped,
    tellExec,        tellWaitForChild, tellAwaitsSignal, tellLastCall,     tellStanding,
};

} // namespace

std::string headline(const Caption &caption, Language language)
{
    return caption.what + (language == Language::Chinese ? "。" : ".");
}

std::string reason(const Caption &caption, const Scenario &scenario, Language language)
{
    auto text = caption.why;
    if (language == Language::Chinese)
        return text;
    const auto word = text.substr(0, text.find_first_of(" (,:;='"));
    const bool isCall = word.size() < text.size() && text[word.size()] == '(';
    const bool isName = std::any_of(scenario.workers.begin(), scenario.workers.end(),
                                    [&](const Worker &worker) { return worker.name == word; });
    if (!isCall && !isName && !text.empty() && text[0] >= 'a' && text[0] <= 'z')
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string sentence(const Caption &caption, Language language)
{
    if (caption.why.empty())
        return headline(caption, language);
    return caption.what + (language == Language::Chinese ? "：" : ": ") + caption.why;
}

Caption narrate(const Scenario &scenario, const Snapshot &snapshot, const WaitsFor &waits,
                Language language)
{
    const Phrases phrases{scenario, snapshot, waits, language};
    for (const auto rule : rules) {
        if (auto caption = rule(phrases))
            return *caption;
    }
    return phrases.caption({phrases.say(Message::NothingYet)}, {});
}

std::optional<Caption> narrateCall(const Scenario &scenario, const Snapshot &snapshot,
                                   const WaitsFor &waits, const Event &event, Language language)
{
    const Phrases phrases{scenario, snapshot, waits, language};
    if (event.kind == EventKind::CallEntered && event.effect == Effect::Exec)
        return tellProgram(phrases, event.worker);
    const bool isRound = event.iteration > 0 && event.error == 0 && !isEndOfFile(event);
    if (event.kind != EventKind::CallReturned || (isRound && isTooFast(phrases)))
        return std::nullopt;
    return tellLastCall(phrases);
}

std::string grouped(std::int64_t number)
{
    const bool isNegative = number < 0;
    auto digits = std::to_string(number).substr(isNegative ? 1 : 0);
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0)
            text += "\u202f";
        text += digits[i];
    }
    return isNegative ? "-" + text : text;
}

} // namespace seeipc
