// SPDX-License-Identifier: MIT
#include "mechanisms/registry.h"

#include "mechanisms/basic.h"
#include "mechanisms/descriptors.h"
#include "mechanisms/fifo.h"
#include "mechanisms/memory.h"
#include "mechanisms/pipe.h"
#include "mechanisms/positions.h"
#include "mechanisms/tracing.h"
#include "mechanisms/watching.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace seeipc {

namespace {

constexpr std::array registry{&basicMechanism,  &descriptorMechanism, &positionMechanism,
                              &pipeMechanism,   &fifoMechanism,       &watchingMechanism,
                              &memoryMechanism, &tracingMechanism};

struct Place
{
    const Mechanism *mechanism;
    const Call *call;
};

Place placeOf(CallId id)
{
    std::size_t left = id;
    for (const auto *mechanism : registry) {
        if (left < mechanism->calls.size())
            return {mechanism, &mechanism->calls[left]};
        left -= mechanism->calls.size();
    }
    assert(!"a call number beyond the table");
    return {registry.front(), registry.front()->calls.data()};
}

} // namespace

std::span<const Mechanism *const> mechanisms()
{
    return registry;
}

const Call &callAt(CallId id)
{
    return *placeOf(id).call;
}

std::size_t callCount()
{
    std::size_t count = 0;
    for (const auto *mechanism : registry)
        count += mechanism->calls.size();
    return count;
}

std::optional<CallId> findCall(std::string_view name)
{
    for (std::size_t i = 0; i < callCount(); ++i) {
        const auto id = static_cast<CallId>(i);
        if (callAt(id).name == name)
            return id;
    }
    return std::nullopt;
}

const Mechanism &mechanismOf(CallId id)
{
    return *placeOf(id).mechanism;
}

bool isSystemCallOf(CallId id, long number)
{
    const auto numbers = callAt(id).systemCalls;
    return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

Effect effectOf(CallId id, const std::array<std::int32_t, 2> &arguments)
{
    const Call &call = callAt(id);
    return call.refine ? call.refine(arguments) : call.effect;
}

std::string callText(CallId id, const CallFacts &facts)
{
    return callAt(id).text(facts);
}

std::string resultText(CallId id, const CallFacts &facts, std::int64_t result)
{
    const Call &call = callAt(id);
    return call.resultText ? call.resultText(facts, result) : std::to_string(result);
}

} // namespace seeipc
