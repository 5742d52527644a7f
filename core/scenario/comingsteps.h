// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"
#include "mechanisms/program.h"
#include "scenario/scenario.h"

#include <cstddef>

namespace seeipc {

/// Does anything that is still to come of the program use the live value of the parameter: a step that
/// was not made and is not open, one in a loop that may go round again, the pace of one who lives, a
/// step by hand while anybody lives?
bool isStillUsed(const ProgramView &program, const Scenario &scenario, const Snapshot &snapshot,
                 std::size_t parameter);

/// Can that step of the demo still come next for its worker? One that comes next already can only where
/// it is in a loop.
bool mayComeNext(const ProgramView &program, const Scenario &scenario, const Snapshot &snapshot,
                 StepId step);

} // namespace seeipc
