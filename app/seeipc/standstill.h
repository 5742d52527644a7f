// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"
#include "posix/result.h"
#include "scenario/scenario.h"

#include <cstdint>
#include <optional>

namespace seeipc {

/// Has everybody who is left waited for a second for what nobody can give? Then no more will come.
bool isAtStandstill(const Snapshot &snapshot, std::int64_t now);

/// A fork that the machine had no room for, where the demo does not expect that: it cannot show
/// what it is about.
std::optional<Error> refusedFork(const Scenario &scenario, const Event &event);

} // namespace seeipc
