// SPDX-License-Identifier: MIT
#pragma once

#include "events/event.h"
#include "scenario/scenario.h"
#include "session/grants.h"

#include <string>
#include <vector>

namespace seeipc {

/// What became of one expectation. Unknown (its instant was never seen, or records were lost) is
/// not proved, and so a failure.
struct Verdict
{
    enum class Outcome : std::uint8_t { Proved, Refuted, Unknown };

    std::size_t expectation = 0; ///< its position in the scenario
    Outcome outcome = Outcome::Unknown;
    Text seen; ///< what was seen instead; empty where it was proved
};

/// What a whole run showed.
struct Evidence
{
    std::vector<Event> events{};
    std::vector<std::string> collected{}; ///< by worker
    std::vector<ParameterValue> parameters{};
    std::string variant{};            ///< empty: the scenario has none
    Grants grants{};                  ///< what the machine gave to those workers
    std::vector<WorkerId> hopeless{}; ///< asleep at the end, when nobody could wake them
};

/// Holds every expectation of the scenario (of this variant) against what was seen.
std::vector<Verdict> judge(const Scenario &scenario, const Evidence &evidence);

} // namespace seeipc
