// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/scenario.h"

#include <optional>
#include <utility>

namespace seeipc {

/// A demo that shows a mistake and its cure, whichever of the two is given. Nothing where there is no
/// other among the demos.
std::optional<std::pair<Scenario, Scenario>> wrongAndCured(const Scenario &scenario);

} // namespace seeipc
