// SPDX-License-Identifier: MIT
#include "scenario/loader.h"

#include "mechanisms/registry.h"
#include "scenario/source.h"

#include <cstring>

namespace seeipc {

namespace {

/// Lays the parts of a program out: its steps and the bytes they send.
class Compiler
{
public:
    Compiler(const Scenario &scenario, const std::vector<ParameterValue> &parameters, ProgramUse use)
        : m_scenario(scenario), m_parameters(parameters), m_use(use)
    {}

    std::vector<std::byte> compile()
    {
        const auto &source = *m_scenario.source;
        m_header.workerCount = static_cast<std::uint32_t>(source.workers.size());
        m_header.variableCount = source.variableCount;
        m_header.callCount = static_cast<std::uint32_t>(callCount());
        for (std::size_t i = 0; i < source.workers.size(); ++i)
            addWorker(i, source.workers[i]);
        m_header.byHandFirst = static_cast<std::uint32_t>(m_steps.size());
        for (const auto &step : source.byHand)
            addStep(step, 0);
        m_header.stepCount = static_cast<std::uint32_t>(m_steps.size());
        m_header.dataBytes = static_cast<std::uint32_t>(m_data.size());
        return laidOut();
    }

private:
    void addWorker(std::size_t number, const SourceWorker &source)
    {
        auto &worker = m_header.workers[number];
        worker.firstStep = static_cast<std::uint32_t>(m_steps.size());
        worker.stepCount = static_cast<std::uint32_t>(source.steps.size());
        worker.startedBySession = !source.isForked;
        worker.pace = source.pace;
        for (const auto &step : source.steps)
            addStep(step, worker.firstStep);
    }

    void addStep(const SourceStep &source, std::uint32_t firstStep)
    {
        auto step = source.step;
        if (step.operation != Operation::Call)
            step.target = firstStep + static_cast<std::uint32_t>(source.partner);
        if (step.operation == Operation::Repeat && step.loop == LoopKind::UntilStopped
            && m_use == ProgramUse::Checked)
            step.operands[0] = {OperandKind::Constant, 0, source.checkedRounds};
        const auto &data = source.dataParameter ? m_parameters[*source.dataParameter].text
                                                : source.data;
        step.dataOffset = static_cast<std::uint32_t>(m_data.size());
        step.dataLength = static_cast<std::uint32_t>(data.size());
        m_data += data;
        if (m_use == ProgramUse::Checked)
            addSample(step);
        m_steps.push_back(step);
    }

    /// Behind a step that an `at` expectation waits for, its worker waits for the look.
    void addSample(ProgramStep &step) const
    {
        for (std::size_t i = 0; i < m_scenario.samples.size(); ++i) {
            const auto &condition = m_scenario.samples[i];
            if (condition.kind == Condition::Kind::Done && condition.step == step.step
                && step.operation == Operation::Call)
                step.sample = static_cast<std::uint16_t>(i);
        }
    }

    std::vector<std::byte> laidOut() const
    {
        const auto stepBytes = m_steps.size() * sizeof(ProgramStep);
        std::vector<std::byte> program(sizeof m_header + stepBytes + m_data.size());
        std::memcpy(program.data(), &m_header, sizeof m_header);
        if (!m_steps.empty())
            std::memcpy(program.data() + sizeof m_header, m_steps.data(), stepBytes);
        if (!m_data.empty())
            std::memcpy(program.data() + sizeof m_header + stepBytes, m_data.data(), m_data.size());
        return program;
    }

    const Scenario &m_scenario;
    const std::vector<ParameterValue> &m_parameters;
    ProgramUse m_use;
    ProgramHeader m_header;
    std::vector<ProgramStep> m_steps;
    std::string m_data;
};

} // namespace

std::vector<std::byte> compileProgram(const Scenario &scenario,
                                      const std::vector<ParameterValue> &parameters, ProgramUse use)
{
    return Compiler(scenario, parameters, use).compile();
}

} // namespace seeipc
