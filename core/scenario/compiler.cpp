// SPDX-License-Identifier: MIT
#include "mechanisms/registry.h"
#include "scenario/loader.h"
#include "scenario/source.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace seeipc {

namespace {

/// Puts a program together: worker after worker, the by-hand steps behind them, then all data.
class Compiler
{
public:
    Compiler(const Scenario &scenario, const std::vector<ParameterValue> &parameters,
             ProgramUse use)
        : m_scenario(scenario), m_parameters(parameters), m_use(use)
    {}

    std::vector<std::byte> compile();

private:
    void append(const SourceStep &source, std::uint32_t firstStep);
    void appendData(const SourceStep &source, ProgramStep &step);
    std::uint16_t sampleBehind(StepId step) const;
    std::vector<std::byte> written() const;

    const Scenario &m_scenario;
    const std::vector<ParameterValue> &m_parameters;
    ProgramUse m_use;
    ProgramHeader m_header;
    std::vector<ProgramStep> m_steps;
    std::string m_data;
};

std::vector<std::byte> Compiler::compile()
{
    const auto &source = *m_scenario.source;
    m_header.workerCount = static_cast<std::uint32_t>(source.workers.size());
    m_header.variableCount = source.variableCount;
    m_header.callCount = static_cast<std::uint32_t>(callCount());
    m_header.nameCount = static_cast<std::uint32_t>(m_scenario.names.size());
    for (const auto &name : m_scenario.names)
        m_data += name + '\0';
    for (std::size_t i = 0; i < source.workers.size(); ++i) {
        const auto &worker = source.workers[i];
        const auto first = static_cast<std::uint32_t>(m_steps.size());
        m_header.workers[i] = {.firstStep = first,
                               .stepCount = static_cast<std::uint32_t>(worker.steps.size()),
                               .startedBySession = worker.startedBySession,
                               .user = worker.user,
                               .pace = worker.pace,
                               .stdinOffset = static_cast<std::uint32_t>(m_data.size()),
                               .stdinLength = static_cast<std::uint32_t>(worker.stdinText.size())};
        m_data += worker.stdinText;
        for (const auto &step : worker.steps)
            append(step, first);
    }
    m_header.byHandFirst = static_cast<std::uint32_t>(m_steps.size());
    for (const auto &step : source.byHand)
        append(step, m_header.byHandFirst);
    m_header.stepCount = static_cast<std::uint32_t>(m_steps.size());
    m_header.dataBytes = static_cast<std::uint32_t>(m_data.size());
    return written();
}

void Compiler::append(const SourceStep &source, std::uint32_t firstStep)
{
    auto step = source.step;
    if (source.only && m_parameters[source.only->parameter].number != source.only->number) {
        m_steps.emplace_back().operation = Operation::Skip; // all others keep their positions
        return;
    }
    if (step.operation != Operation::Call)
        step.target += firstStep;
    if (m_use == ProgramUse::Checked) {
        step.sample = sampleBehind(step.step);
        if (source.checkedRounds)
            step.operands[0] = {OperandKind::Constant, 0, *source.checkedRounds};
    }
    appendData(source, step);
    m_steps.push_back(step);
}

/// The bytes of a step's data. Those of a Sequence are only there to say how long it is.
void Compiler::appendData(const SourceStep &source, ProgramStep &step)
{
    if (step.data == DataKind::None)
        return;
    const auto &bytes = source.textParameter ? m_parameters[*source.textParameter].text
                                             : source.bytes;
    step.dataOffset = static_cast<std::uint32_t>(m_data.size());
    step.dataLength = static_cast<std::uint32_t>(bytes.size());
    m_data += bytes;
}

/// An instant that expectations look at and that is behind a step: its worker waits there.
std::uint16_t Compiler::sampleBehind(StepId step) const
{
    for (std::size_t i = 0; i < m_scenario.samples.size(); ++i) {
        const auto &instant = m_scenario.samples[i];
        if (step != noStep && instant.kind == Condition::Kind::Done && instant.step == step)
            return static_cast<std::uint16_t>(i);
    }
    return noGate;
}

std::vector<std::byte> Compiler::written() const
{
    const auto stepBytes = m_steps.size() * sizeof(ProgramStep);
    std::vector<std::byte> memory(sizeof m_header + stepBytes + m_data.size());
    std::memcpy(memory.data(), &m_header, sizeof m_header);
    if (!m_steps.empty())
        std::memcpy(memory.data() + sizeof m_header, m_steps.data(), stepBytes);
    std::memcpy(memory.data() + sizeof m_header + stepBytes, m_data.data(), m_data.size());
    return memory;
}

} // namespace

std::vector<std::byte> compileProgram(const Scenario &scenario,
                                      const std::vector<ParameterValue> &parameters, ProgramUse use)
{
    assert(scenario.source);
    assert(parameters.size() == scenario.parameters.size());
    return Compiler(scenario, parameters, use).compile();
}

} // namespace seeipc
