// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"

#include <cstdint>

namespace seeipc {

/// Has everybody who is left waited for a second for what nobody can give? Then no more will come.
bool isAtStandstill(const Snapshot &snapshot, std::int64_t now);

} // namespace seeipc
