// SPDX-License-Identifier: MIT
#include "describe.h"

#include "events/shownslots.h"
#include "events/untoldbytes.h"
#include "mechanisms/registry.h"
#include "posix/result.h"
#include "session/awaited.h"
#include "session/eventtext.h"
#include "session/messages.h"
#include "session/narrator.h"
#include "session/phrases.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace seeipc {

namespace {

std::string seconds(std::int64_t nanoseconds)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f", static_cast<double>(nanoseconds) / 1e9);
    return text.data();
}

std::string numberText(const Quantity &quantity)
{
    if (quantity.isRefused() || !quantity.value)
        return "?";
    return (quantity.source == Source::Inferred ? "≈ " : "") + grouped(*quantity.value);
}

/// "reported 0.4 s ago"; why there is nothing where there is none.
std::string sourceText(const Quantity &quantity, std::int64_t now, Language language)
{
    if (quantity.isRefused())
        return tell(Message::SourceRefused, language, {errnoName(quantity.error)});
    if (!quantity.value)
        return tell(Message::SourceNone, language);
    const auto age = seconds(std::max<std::int64_t>(0, now - quantity.time));
    switch (quantity.source) {
    case Source::Reported: return tell(Message::SourceReported, language, {age});
    case Source::Sampled: return tell(Message::SourceSampled, language, {age});
    case Source::Inferred: break;
    }
    return tell(Message::SourceInferred, language, {age});
}

/// "950 ", "81.9 k", "4.76 G": three digits and the prefix of what follows.
std::string prefixed(std::int64_t value)
{
    constexpr std::array<const char *, 6> prefixes{"", "k", "M", "G", "T", "P"};
    auto scaled = static_cast<double>(value);
    std::size_t prefix = 0;
    while (scaled >= 999.5 && prefix + 1 < prefixes.size()) {
        scaled /= 1000;
        ++prefix;
    }
    const int decimals = prefix == 0 || scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2;
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.*f %s", decimals, scaled, prefixes[prefix]);
    return text.data();
}

std::string stateWithCall(const Snapshot &snapshot, WorkerId worker, const std::string &call,
                          Language language)
{
    const auto &process = snapshot.processes[worker];
    switch (process.state) {
    case ProcessState::NotStarted: return tell(Message::StateNotStarted, language);
    case ProcessState::Running:
        return process.inCall ? tell(Message::StateInCall, language, {call})
                              : tell(Message::StateRunning, language);
    case ProcessState::AtGate:
        switch (process.gate) {
        case Gate::Held: return tell(Message::StateHeld, language, {call});
        case Gate::Condition: return tell(Message::StateCondition, language, {call});
        case Gate::Sample: return tell(Message::StateSample, language);
        default: return tell(Message::StatePace, language, {call});
        }
    case ProcessState::Asleep: return tell(Message::StateAsleep, language, {call});
    case ProcessState::Stopped: return tell(Message::StateStopped, language);
    case ProcessState::Unseen: return tell(Message::StateUnseen, language);
    case ProcessState::Zombie:
        return tell(isAwaited(snapshot, worker) ? Message::StateZombie : Message::StateUnawaited,
                    language);
    case ProcessState::Exited:
    case ProcessState::Killed:
        return process.ending ? endingText(*process.ending, language)
                              : tell(Message::StateEnded, language);
    }
    return {};
}

std::string nameOf(const Scenario &scenario, WorkerId worker)
{
    return worker < scenario.workers.size() ? scenario.workers[worker].name : "?";
}

} // namespace

std::string plain(std::string text)
{
    constexpr std::string_view group = "\u202f";
    for (auto at = text.find(group); at != std::string::npos; at = text.find(group, at))
        text.erase(at, group.size());
    return text;
}

bool isTelling(const Event &event)
{
    switch (event.kind) {
    case EventKind::CallReturned:
    case EventKind::ProcessStarted:
    case EventKind::ProcessEnded:
    case EventKind::ObservationFailed:
    case EventKind::EventsLost:
    case EventKind::FillDisagreed:
    case EventKind::SignalByHand:
    case EventKind::ParameterChanged: return true;
    default: return false;
    }
}

std::string eventText(const Scenario &scenario, const Event &event, Language language)
{
    switch (event.kind) {
    case EventKind::CallReturned: {
        auto text = returnedText(event);
        if (event.hasTakenEnd())
            text += ": " + nameOf(scenario, event.other) + " "
                    + endingText(WaitStatus::fromRaw(static_cast<int>(event.out[0])), language);
        return text;
    }
    case EventKind::ProcessStarted:
        return tell(Message::ProcessStarted, language, {std::to_string(event.result)});
    case EventKind::ProcessEnded:
        if (event.result == absent)
            return tell(Message::StateEnded, language);
        return endingText(WaitStatus::fromRaw(static_cast<int>(event.result)), language);
    case EventKind::ObservationFailed:
        return tell(Message::ObservationRefused, language, {errnoName(event.error)});
    case EventKind::EventsLost: return tell(Message::CallsLost, language, {grouped(event.result)});
    case EventKind::FillDisagreed:
        return tell(Message::FillDisagrees, language,
                    {scenario.channels[event.channel].name, grouped(event.queuedBytes),
                     grouped(event.result)});
    case EventKind::SignalByHand:
        return tell(Message::SentByHand, language, {signalName(event.arguments[1])});
    case EventKind::ParameterChanged:
        return scenario.parameters[event.step].name + " = " + std::to_string(event.result);
    default: return {};
    }
}

std::string endingText(const WaitStatus &ending, Language language)
{
    return ending.killed()
               ? tell(Message::StateKilled, language, {signalName(ending.signal())})
               : tell(Message::StateExited, language, {std::to_string(ending.exitCode())});
}

std::string stateText(const Snapshot &snapshot, WorkerId worker, Language language)
{
    return stateWithCall(snapshot, worker, currentCallText(snapshot.processes[worker]), language);
}

std::vector<std::string> stateTexts(const Snapshot &snapshot, WorkerId worker, std::int64_t now,
                                    Language language)
{
    const auto &process = snapshot.processes[worker];
    const auto whole = stateText(snapshot, worker, language);
    const auto brief = stateWithCall(
        snapshot, worker,
        process.call < callCount() ? briefCallText(process.call, process.arguments, process.names)
                                   : std::string("?"),
        language);
    if (process.state != ProcessState::Asleep)
        return {whole, brief};
    const auto age = seconds(now - process.since);
    return {tell(Message::StateFor, language, {whole, age}),
            tell(Message::StateFor, language, {brief, age}), whole, brief};
}

std::string callsText(std::int64_t calls, Language language)
{
    return tell(Message::Calls, language, {grouped(calls)});
}

std::vector<std::string> sumsTexts(const Snapshot &snapshot, WorkerId worker, Language language)
{
    const auto &process = snapshot.processes[worker];
    if (process.isForeign)
        return {tell(Message::CallsUntilExec, language, {callsText(process.calls, language)})};
    const auto untold = untoldBytesWritten(snapshot, worker);
    const std::string mark = untold > 0 ? "≈ " : "";
    const auto sums = [&](const std::string &calls, Message wrote, Message read, auto &&number) {
        auto text = calls;
        if (process.bytesWritten + untold > 0)
            text += tell(wrote, language, {mark + number(process.bytesWritten + untold)});
        if (process.bytesRead > 0)
            text += tell(read, language, {number(process.bytesRead)});
        return text;
    };
    const auto calls = callsText(process.calls, language);
    const auto about = process.calls < 1000
                           ? calls
                           : tell(Message::Calls, language, {prefixed(process.calls)});
    const auto bytes = [](std::int64_t value) { return prefixed(value) + "B"; };
    const auto exact = [](std::int64_t value) { return grouped(value) + " B"; };
    return {sums(calls, Message::SumWritten, Message::SumRead, grouped),
            sums(calls, Message::SumWrittenBrief, Message::SumReadBrief, exact),
            sums(calls, Message::SumWrittenBrief, Message::SumReadBrief, bytes),
            sums(about, Message::SumWrittenBrief, Message::SumReadBrief, bytes)};
}

std::vector<std::string> fillTexts(const ChannelSnapshot &channel, std::int64_t now,
                                   Language language)
{
    auto queued = numberText(channel.queued);
    if (channel.disagrees && channel.queued.value)
        queued += " ≠ " + grouped(static_cast<std::int64_t>(channel.slots.fill()));
    const auto bytes = tell(Message::Fill, language, {queued, numberText(channel.capacity)});
    const auto shown = shownSlots(channel);
    const auto slots = [&](Message form) {
        return (shown.isExact ? "" : "≈ ")
               + tell(form, language,
                      {std::to_string(shown.slots.usedSlots()),
                       std::to_string(shown.slots.slotCount())});
    };
    const auto source = sourceText(channel.queued, now, language);
    return {tell(Message::FillParts, language, {bytes, slots(Message::SlotsOf), source}),
            tell(Message::FillParts, language, {bytes, slots(Message::SlotsOfBrief), source}),
            tell(Message::FillPartsBrief, language, {bytes, source}), bytes};
}

std::string sourcesText(const ChannelSnapshot &channel, std::int64_t now, Language language,
                        bool isWithFill)
{
    const auto text = tell(Message::SourcesOfChannel, language,
                           {sourceText(channel.capacity, now, language)});
    return isWithFill ? tell(Message::SourceOfFill, language,
                             {sourceText(channel.queued, now, language), text})
                      : text;
}

} // namespace seeipc
