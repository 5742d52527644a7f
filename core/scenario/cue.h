// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/scenario.h"

#include <optional>

namespace seeipc {

/// What a demo lets a worker wait for before a step.
struct Cue
{
    Condition::Kind kind = Condition::Kind::Ended;
    WorkerId worker = noWorker; ///< who has to do it
    CallId call = noCall;       ///< that it is to sleep in, or to have returned from
    int number = 0;             ///< of the step, where the worker has several of that call; 0: one
    int signal = 0;             ///< whose handler is to run
    bool operator==(const Cue &) const = default;
};

/// Absent: it waits for nothing there.
std::optional<Cue> cueBefore(const Scenario &scenario, StepId step);

} // namespace seeipc
