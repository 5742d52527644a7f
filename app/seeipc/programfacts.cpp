// SPDX-License-Identifier: MIT
#include "programfacts.h"

#include "mechanisms/program.h"
#include "scenario/loader.h"
#include "scenario/onestep.h"

namespace seeipc {

ProgramFacts::ProgramFacts(const Scenario &scenario, const std::vector<ParameterValue> &parameters)
    : m_calls(callsInOneStep(scenario, parameters))
{
    const auto memory = compileProgram(scenario, parameters, ProgramUse::Watched);
    if (!isValidProgram(memory))
        return;
    const ProgramView program(memory);
    for (std::size_t i = 0; i < program.header().stepCount; ++i) {
        const auto &step = program.step(i);
        m_isEndless = m_isEndless
                      || (step.operation == Operation::Repeat
                          && step.loop == LoopKind::UntilStopped);
    }
}

} // namespace seeipc
