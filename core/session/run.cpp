// SPDX-License-Identifier: MIT
#include "session/run.h"

#include "scenario/steptext.h"

#include <tuple>

namespace seeipc {

namespace {

bool isAtHeldGate(const ProcessSnapshot &process)
{
    return process.state == ProcessState::AtGate && process.gate == Gate::Held;
}

/// Bytes that a read or write was asked for and did not move.
std::int64_t missing(const Event &call)
{
    const bool isMove = call.effect == Effect::Read || call.effect == Effect::Write;
    if (isTransfer(call.effect))
        return call.out[2] - call.result;
    return isMove ? call.arguments[1] - call.result : 0;
}

/// Did the call come out otherwise than the step before it led one to expect?
bool isOutcomeNew(const std::optional<Event> &before, const Event &call)
{
    const bool isEndOfFile = (call.effect == Effect::Read || isTransfer(call.effect))
                             && call.result == 0;
    if (call.error != 0 || isEndOfFile)
        return true;
    const bool isAsBefore = before && before->step == call.step && before->error == 0
                            && before->result == call.result;
    return missing(call) > 0 && !isAsBefore;
}

/// What is to be seen of a process that another one's call may change.
auto standingOf(const ProcessSnapshot &process)
{
    const bool isAtGate = process.state == ProcessState::AtGate;
    const auto state = isAtGate ? ProcessState::Running : process.state; // both are awake
    const bool waitsForDemo = isAtGate && process.gate == Gate::Condition;
    return std::tuple(state, waitsForDemo, process.stirs, process.calls);
}

} // namespace

bool isRunOver(WorkerId worker, const Snapshot &before, const Snapshot &after)
{
    const auto &process = after.processes[worker];
    if (!isAtHeldGate(process))
        return true;
    const auto &last = process.last;
    if (!last || last->step != process.step || isOutcomeNew(before.processes[worker].last, *last))
        return true;
    for (std::size_t i = 0; i < after.processes.size(); ++i) {
        if (i != worker && standingOf(before.processes[i]) != standingOf(after.processes[i]))
            return true;
    }
    return false;
}

bool isRunToStepOver(WorkerId worker, StepId target, const Snapshot &after)
{
    const auto &process = after.processes[worker];
    return !isAtHeldGate(process) || stepOfLine(process) == target;
}

} // namespace seeipc
