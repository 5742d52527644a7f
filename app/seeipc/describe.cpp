// SPDX-License-Identifier: MIT
#include "describe.h"

#include "mechanisms/registry.h"
#include "posix/result.h"
#include "session/eventtext.h"
#include "session/messages.h"
#include "session/narrator.h"

#include <array>
#include <cstdio>

namespace seeipc {

namespace {

constexpr std::int64_t fresh = 1'500'000'000; ///< nanoseconds; older numbers tell their age

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
    return grouped(*quantity.value);
}

std::string nameOf(const Scenario &scenario, WorkerId worker)
{
    return worker < scenario.workers.size() ? scenario.workers[worker].name : "?";
}

} // namespace

bool isTelling(const Event &event)
{
    switch (event.kind) {
    case EventKind::CallReturned:
    case EventKind::ProcessStarted:
    case EventKind::ProcessEnded:
    case EventKind::ObservationFailed:
    case EventKind::EventsLost:
    case EventKind::ParameterChanged: return true;
    default: return false;
    }
}

std::string eventText(const Scenario &scenario, const Event &event, Language language)
{
    switch (event.kind) {
    case EventKind::CallReturned: {
        auto text = returnedText(event);
        if (event.effect == Effect::Wait && event.error == 0)
            text += ": " + nameOf(scenario, event.other) + " "
                    + endingText(WaitStatus::fromRaw(static_cast<int>(event.out[0])), language);
        return text;
    }
    case EventKind::ProcessStarted:
        return tell(Message::ProcessStarted, language, {std::to_string(event.result)});
    case EventKind::ProcessEnded:
        return endingText(WaitStatus::fromRaw(static_cast<int>(event.result)), language);
    case EventKind::ObservationFailed:
        return tell(Message::ObservationRefused, language, {errnoName(event.error)});
    case EventKind::EventsLost: return tell(Message::CallsLost, language, {grouped(event.result)});
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

std::string currentCallText(const ProcessSnapshot &process)
{
    return process.call < callCount() ? callText(process.call, {.arguments = process.arguments})
                                      : std::string("?");
}

std::string stateText(const ProcessSnapshot &process, Language language)
{
    const auto call = currentCallText(process);
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
    case ProcessState::Zombie: return tell(Message::StateZombie, language);
    case ProcessState::Exited:
    case ProcessState::Killed:
        return process.ending ? endingText(*process.ending, language)
                              : tell(Message::StateEnded, language);
    }
    return {};
}

std::string callsText(std::int64_t calls, Language language)
{
    return calls == 1 ? tell(Message::OneCall, language)
                      : tell(Message::Calls, language, {grouped(calls)});
}

std::string sumsText(const ProcessSnapshot &process, Language language)
{
    auto text = callsText(process.calls, language);
    if (process.bytesWritten > 0)
        text += tell(Message::SumWritten, language, {grouped(process.bytesWritten)});
    if (process.bytesRead > 0)
        text += tell(Message::SumRead, language, {grouped(process.bytesRead)});
    return text;
}

std::size_t usedSlots(const ChannelSnapshot &channel)
{
    if (channel.slotsExact || !channel.queued.value)
        return channel.slots.usedSlots();
    const auto page = channel.slots.pageSize();
    return (static_cast<std::size_t>(*channel.queued.value) + page - 1) / page;
}

std::string fillText(const ChannelSnapshot &channel, std::int64_t now, Language language)
{
    auto text = tell(channel.slotsExact ? Message::Fill : Message::FillAtLeast, language,
                     {numberText(channel.queued), numberText(channel.capacity),
                      std::to_string(usedSlots(channel)),
                      std::to_string(channel.slots.slotCount())});
    if (channel.queued.isRefused())
        text += tell(Message::FillRefused, language, {errnoName(channel.queued.error)});
    else if (channel.disagrees)
        text += tell(Message::FillDisagrees, language,
                     {grouped(static_cast<std::int64_t>(channel.slots.fill()))});
    else if (channel.queued.value && now - channel.queued.time > fresh)
        text += tell(Message::FillAge, language, {seconds(now - channel.queued.time)});
    return text;
}

} // namespace seeipc
