// SPDX-License-Identifier: MIT
#pragma once

#include "mechanisms/mechanism.h"

namespace seeipc {

/// Calls of no channel: processes, descriptors, signals.
extern const Mechanism basicMechanism;

/// errno beside -1, as every system call gives it.
CallOutcome outcomeOf(std::int64_t result);

} // namespace seeipc
