// SPDX-License-Identifier: MIT
#pragma once

#include "events/ring.h"
#include "mechanisms/mechanism.h"
#include "posix/clock.h"

namespace seeipc {

/// Calls of no channel: processes, descriptors, signals.
extern const Mechanism basicMechanism;

/// Where the "count" handler of this process tells that it ran; null, as at the start: nowhere.
void countSignalsIn(HandledSignals *handled, StampKind stampKind);

/// errno beside -1, as every system call gives it.
CallOutcome outcomeOf(std::int64_t result);

} // namespace seeipc
