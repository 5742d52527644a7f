// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/scenario.h"

#include <cstdint>
#include <vector>

namespace seeipc {

/// How many calls a step of the person makes of each step of the scenario, by StepId: 1, the rounds
/// of a loop that counts as one step, or `absent` where such a loop ends by itself.
std::vector<std::int64_t> callsInOneStep(const Scenario &scenario,
                                         const std::vector<ParameterValue> &parameters);

/// By StepId: can the step of the person after this one be the same, as in a loop of one call?
std::vector<bool> stepsThatFollowThemselves(const Scenario &scenario,
                                            const std::vector<ParameterValue> &parameters);

} // namespace seeipc
