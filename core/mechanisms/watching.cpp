// SPDX-License-Identifier: MIT
#include "mechanisms/watching.h"

#include "mechanisms/basic.h"
#include "mechanisms/calltext.h"
#include "mechanisms/cform.h"

#include <sys/ioctl.h>
#include <sys/syscall.h>

namespace seeipc {

namespace {

constexpr Symbol requests[] = {{"FIONREAD", FIONREAD}};
constexpr OutWord ioctlWords[] = {{"queued", 0}};

CallOutcome performIoctl(const CallInput &input)
{
    int queued = 0;
    auto outcome = outcomeOf(::ioctl(static_cast<int>(input.values[0]),
                                     static_cast<unsigned long>(input.values[1]), &queued));
    if (outcome.error == 0)
        outcome.out[0] = queued;
    return outcome;
}

std::string textOfIoctl(const CallFacts &facts)
{
    return "ioctl(" + decimal(facts.arguments[0]) + ", " + nameOf(requests, facts.arguments[1])
           + ", &queued)";
}

std::string resultOfIoctl(const CallFacts &facts, std::int64_t result)
{
    return result == 0 ? "0 (queued " + decimal(facts.out[0]) + ")" : decimal(result);
}

constexpr long ioctlNumbers[] = {SYS_ioctl};
constexpr CallParameter ioctlParameters[] = {
    {"fd", ParameterType::Descriptor},
    {"request", ParameterType::Symbol, Presence::Required, requests}};

constexpr CDeclaration queuedInC[] = {{"queued", "static int queued;\n"}};
constexpr CForm ioctlInC{.call = "ioctl({fd}, {request}, &queued)",
                         .traced = "ioctl",
                         .declarations = queuedInC,
                         .tells = "TELL_QUEUED"};

constexpr Call watchingCalls[] = {
    {.name = "ioctl",
     .manual = "ioctl(2)",
     .effect = Effect::None,
     .parameters = ioctlParameters,
     .systemCalls = ioctlNumbers,
     .perform = performIoctl,
     .text = textOfIoctl,
     .outWords = ioctlWords,
     .resultText = resultOfIoctl,
     .c = &ioctlInC},
};

} // namespace

const Mechanism watchingMechanism{
    .id = "watching",
    .title = "Asking about a channel",
    .manual = "ioctl(2)",
    .kind = ChannelKind::None,
    .calls = watchingCalls,
};

} // namespace seeipc
