// SPDX-License-Identifier: MIT
#include "programfacts.h"

#include "mechanisms/program.h"
#include "scenario/loader.h"

namespace seeipc {

ProgramFacts::ProgramFacts(const Scenario &scenario, const std::vector<ParameterValue> &parameters)
    : m_oneStep(scenario.steps.size())
{
    const auto memory = compileProgram(scenario, parameters, ProgramUse::Watched);
    if (!isValidProgram(memory))
        return;
    const ProgramView program(memory);
    std::vector<bool> loops;
    std::size_t oneStepLoops = 0;
    for (std::size_t i = 0; i < program.header().stepCount; ++i) {
        const auto &step = program.step(i);
        if (step.operation == Operation::Repeat) {
            m_isEndless = m_isEndless || step.loop == LoopKind::UntilStopped;
            loops.push_back(step.paceOnce);
            oneStepLoops += step.paceOnce ? 1U : 0U;
        } else if (step.operation == Operation::RepeatEnd && !loops.empty()) {
            oneStepLoops -= loops.back() ? 1U : 0U;
            loops.pop_back();
        } else if (step.step < m_oneStep.size()) {
            m_oneStep[step.step] = oneStepLoops > 0;
        }
    }
}

} // namespace seeipc
