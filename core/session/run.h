// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"

namespace seeipc {

/// A run to the next change: while all are held, one process makes its calls, one granted at a
/// time, until something is different in kind. `before` is the instant at which the last call was
/// granted, `after` the one at which everybody has been looked at once more. It goes on while that
/// call was the same step made once more in the same way, and is over as soon as
/// - the process does not stand at its gate, held, any more: it sleeps in its call, was stopped, has
///   ended, or waits for the demo;
/// - its next call belongs to another step of the demo than the one that it made;
/// - the call failed, read(2) gave 0, or fewer bytes moved than were asked for, unless it was as
///   many in the call of this step before;
/// - another process was started, was stopped or has ended, has fallen asleep, was woken (though it
///   may sleep again by now, with a part of its bytes moved), has made a call, or waits for the demo
///   no more.
/// A channel that becomes full or empty, or stops being so, is no change by itself, only if somebody
/// falls asleep or is woken by it.
bool isRunOver(WorkerId worker, const Snapshot &before, const Snapshot &after);

/// A run to a step of the demo, or to endStep, is over as soon as that comes next, or the process does not stand at
/// its gate, held, any more.
bool isRunToStepOver(WorkerId worker, StepId target, const Snapshot &after);

} // namespace seeipc
