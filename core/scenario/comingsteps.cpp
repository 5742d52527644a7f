// SPDX-License-Identifier: MIT
#include "scenario/comingsteps.h"

#include <algorithm>

namespace seeipc {

namespace {

bool uses(const Operand &operand, std::size_t parameter)
{
    return operand.kind == OperandKind::Parameter && operand.index == parameter;
}

bool uses(const ProgramStep &step, std::size_t parameter)
{
    return std::any_of(step.operands.begin(), step.operands.end(),
                       [&](const Operand &operand) { return uses(operand, parameter); });
}

/// Has the process left the step for the next one? At its gate it has not even begun it.
bool isBegun(const ProcessSnapshot &process)
{
    const auto &last = process.last;
    return process.inCall
           || (process.state != ProcessState::AtGate && last && last->step == process.step
               && last->iteration == process.iteration);
}

/// The first position that may still be come to.
std::size_t firstComing(const ProgramView &program, const ProgramWorker &worker,
                        std::size_t position, bool isBegun)
{
    std::size_t first = isBegun ? position + 1 : position;
    for (std::size_t i = worker.firstStep; i < position; ++i) {
        const auto &step = program.step(i);
        if (step.operation != Operation::Repeat || step.target < position)
            continue;
        const bool isEntered = isBegun || i + 1 != position; // how often is read on entering
        first = std::min(first, isEntered ? i + 1 : i);
    }
    return first;
}

bool isComing(const ProgramView &program, const ProgramWorker &worker, std::size_t position,
              bool isBegun, std::size_t parameter)
{
    const std::size_t end = worker.firstStep + worker.stepCount;
    for (auto i = firstComing(program, worker, position, isBegun); i < end; ++i) {
        if (uses(program.step(i), parameter))
            return true;
    }
    return false;
}

} // namespace

bool isStillUsed(const ProgramView &program, const Scenario &scenario, const Snapshot &snapshot,
                 std::size_t parameter)
{
    for (std::size_t i = 0; i < snapshot.processes.size(); ++i) {
        const auto &process = snapshot.processes[i];
        if (process.isEnded())
            continue;
        const auto &worker = program.header().workers[i];
        const bool hasStep = process.step < scenario.steps.size()
                             && scenario.steps[process.step].position - worker.firstStep
                                    < worker.stepCount; // else by hand
        const auto position = hasStep ? scenario.steps[process.step].position : worker.firstStep;
        if (uses(worker.pace, parameter) || scenario.parameters[parameter].byHandStep
            || isComing(program, worker, position, hasStep && isBegun(process), parameter))
            return true;
    }
    return false;
}

bool mayComeNext(const ProgramView &program, const Scenario &scenario, const Snapshot &snapshot,
                 StepId step)
{
    const auto worker = scenario.steps[step].worker;
    const auto &process = snapshot.processes[worker];
    if (process.isEnded())
        return false;
    if (process.step >= scenario.steps.size() || scenario.steps[process.step].worker != worker)
        return true; // at its beginning, or in a call by hand
    const bool comesNext = process.step == step && !isBegun(process);
    return scenario.steps[step].position >= firstComing(program, program.header().workers[worker],
                                                        scenario.steps[process.step].position,
                                                        isBegun(process) || comesNext);
}

} // namespace seeipc
