// SPDX-License-Identifier: MIT
#include "scenario/onestep.h"

#include "events/event.h"
#include "mechanisms/program.h"
#include "scenario/loader.h"

namespace seeipc {

namespace {

std::int64_t roundsOf(const ProgramStep &repeat, const std::vector<ParameterValue> &parameters)
{
    const auto &most = repeat.operands[0];
    if (repeat.loop != LoopKind::Count)
        return absent;
    if (most.kind == OperandKind::Constant)
        return most.constant;
    const bool isParameter = most.kind == OperandKind::Parameter && most.index < parameters.size();
    return isParameter ? parameters[most.index].number : absent;
}

} // namespace

std::vector<std::int64_t> callsInOneStep(const Scenario &scenario,
                                         const std::vector<ParameterValue> &parameters)
{
    std::vector<std::int64_t> calls(scenario.steps.size(), 1);
    const auto memory = compileProgram(scenario, parameters, ProgramUse::Watched);
    if (!isValidProgram(memory))
        return calls;
    const ProgramView program(memory);
    std::vector<std::int64_t> loops{1}; // of each that is open, its calls in one step
    for (std::size_t i = 0; i < program.header().stepCount; ++i) {
        const auto &step = program.step(i);
        if (step.operation == Operation::Repeat) {
            const auto outside = loops.back();
            const bool countsAsOne = step.paceOnce || outside != 1;
            const auto rounds = countsAsOne ? roundsOf(step, parameters) : 1;
            loops.push_back(rounds == absent || outside == absent ? absent : rounds * outside);
        } else if (step.operation == Operation::RepeatEnd && loops.size() > 1) {
            loops.pop_back();
        } else if (step.step < calls.size()) {
            calls[step.step] = loops.back();
        }
    }
    return calls;
}

std::vector<bool> stepsThatFollowThemselves(const Scenario &scenario,
                                            const std::vector<ParameterValue> &parameters)
{
    std::vector<bool> isFollowing(scenario.steps.size());
    const auto memory = compileProgram(scenario, parameters, ProgramUse::Watched);
    if (!isValidProgram(memory))
        return isFollowing;
    const ProgramView program(memory);
    for (std::size_t i = 0; i + 1 < program.header().stepCount; ++i) {
        const auto step = program.step(i).step;
        if (program.step(i).operation != Operation::Call || step >= isFollowing.size())
            continue;
        // Loops of this call alone, from the innermost: one that is no single step comes back to it.
        auto first = i;
        for (auto end = i + 1; end < program.header().stepCount && first > 0; ++end, --first) {
            const bool isAlone = program.step(end).operation == Operation::RepeatEnd
                                 && program.step(end).target == first - 1;
            if (!isAlone)
                break;
            isFollowing[step] = !program.step(first - 1).paceOnce;
        }
    }
    return isFollowing;
}

} // namespace seeipc
