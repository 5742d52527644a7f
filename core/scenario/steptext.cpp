// SPDX-License-Identifier: MIT
#include "scenario/steptext.h"

#include "mechanisms/registry.h"
#include "posix/waitstatus.h"
#include "scenario/source.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace seeipc {

namespace {

constexpr std::size_t longestLiteral = 24; ///< bytes of data that are shown as they are

/// Puts one worker's steps into words.
class Reader
{
public:
    Reader(const Scenario &scenario, const std::vector<ParameterValue> &parameters)
        : m_scenario(scenario), m_parameters(parameters)
    {}

    std::string callText(const SourceStep &source) const;
    /// `first`: what its body begins with; null: nothing of this choice.
    std::string loopText(const SourceStep &source, const SourceStep *first) const;

private:
    std::string value(const Operand &operand, const CallParameter *parameter) const;
    std::string variable(std::uint32_t index) const;
    std::string dataText(const SourceStep &source) const;
    std::string number(const Operand &operand) const { return value(operand, nullptr); }

    const Scenario &m_scenario;
    const std::vector<ParameterValue> &m_parameters;
};

std::string Reader::value(const Operand &operand, const CallParameter *parameter) const
{
    const bool isWorker = parameter && parameter->type == ParameterType::Worker;
    switch (operand.kind) {
    case OperandKind::Constant:
        if (parameter && parameter->type == ParameterType::Signal)
            return signalName(static_cast<int>(operand.constant));
        if (isWorker && static_cast<std::size_t>(operand.constant) < m_scenario.workers.size())
            return m_scenario.workers[static_cast<std::size_t>(operand.constant)].name;
        return parameter ? constantText(parameter->symbols, operand.constant)
                         : std::to_string(operand.constant);
    case OperandKind::Parameter: return std::to_string(m_parameters[operand.index].number);
    case OperandKind::Variable: return variable(operand.index);
    case OperandKind::Pid: return m_scenario.workers[operand.index].name;
    case OperandKind::Iteration: return "i";
    case OperandKind::DataSize:
    case OperandKind::None: break;
    }
    return {};
}

/// "p[1]": of the channel that some step makes into this variable and the one before or behind it.
std::string Reader::variable(std::uint32_t index) const
{
    for (const auto &worker : m_scenario.source->workers) {
        for (const auto &source : worker.steps) {
            const auto &step = source.step;
            if (step.operation == Operation::Call && step.makesChannel != noChannel
                && (index == step.makes || index == step.makes + 1U))
                return m_scenario.channels[step.makesChannel].name + "["
                       + std::to_string(index - step.makes) + "]";
        }
    }
    return "fd";
}

/// What is written: itself where it is short, else "buf".
std::string Reader::dataText(const SourceStep &source) const
{
    const auto &bytes = source.textParameter ? m_parameters[*source.textParameter].text
                                             : source.bytes;
    const bool isWhole = std::any_of(
        source.step.operands.begin(), source.step.operands.end(),
        [](const Operand &operand) { return operand.kind == OperandKind::DataSize; });
    const bool isShort = isWhole && source.step.data == DataKind::Bytes
                         && bytes.size() <= longestLiteral
                         && bytes.find_first_of("\"\\\n\t") == std::string::npos;
    return isShort   ? "\"" + bytes + "\", " + std::to_string(bytes.size())
           : isWhole ? "buf, " + std::to_string(bytes.size())
                     : "buf";
}

std::string Reader::callText(const SourceStep &source) const
{
    const auto &call = callAt(source.step.call);
    if (call.effect == Effect::Wait)
        return call.text({}); // "for" is an argument of the demo's, none of wait(2)'s
    std::vector<std::string> words;
    if (call.makesChannel && source.step.makesChannel != noChannel)
        words.push_back(m_scenario.channels[source.step.makesChannel].name);
    std::string size;
    const bool hasData = source.step.data != DataKind::None;
    for (std::size_t i = 0; i < call.parameters.size(); ++i) {
        const auto &parameter = call.parameters[i];
        auto word = value(source.step.operands[i], &parameter);
        if (parameter.type == ParameterType::Data)
            word = dataText(source) + (size.empty() ? size : ", " + size);
        else if (parameter.type == ParameterType::Size && hasData)
            size = std::exchange(word, {});
        else if (parameter.type == ParameterType::Size && !isTransfer(call.effect))
            word.insert(0, "buf, ");
        if (!word.empty())
            words.push_back(std::move(word));
        if (call.effect == Effect::Splice && parameter.type == ParameterType::Descriptor)
            words.emplace_back("NULL");
    }
    if (isTransfer(call.effect))
        words.emplace_back("0");
    std::string text = call.effect == Effect::Fork
                           ? m_scenario.workers[source.step.child].name + " = "
                           : std::string();
    text += std::string(call.name) + "(";
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : ", ") + words[i];
    return text + ")";
}

/// Is it the read whose result tells such a loop to end? It stands in the loop's head.
bool isInHead(const SourceStep &loop, const SourceStep *first)
{
    return loop.step.loop == LoopKind::UntilEof && first && first->step.operation == Operation::Call
           && callAt(first->step.call).effect == Effect::Read;
}

std::string Reader::loopText(const SourceStep &source, const SourceStep *first) const
{
    const auto rounds = number(source.step.operands[0]);
    switch (source.step.loop) {
    case LoopKind::Count: return "for (i = 0; i < " + rounds + "; i++)";
    case LoopKind::UntilEof:
        return isInHead(source, first) ? "while (" + callText(*first) + " > 0)" : "while (!eof)";
    case LoopKind::UntilError: return "while (errno == 0)";
    case LoopKind::UntilStopped: break;
    }
    return "for (;;)";
}

} // namespace

std::vector<StepLine> stepLines(const Scenario &scenario, WorkerId worker,
                                const std::vector<ParameterValue> &parameters)
{
    assert(scenario.source && worker < scenario.source->workers.size());
    const Reader reader(scenario, parameters);
    std::vector<const SourceStep *> steps; // of this choice
    for (const auto &source : scenario.source->workers[worker].steps) {
        if (!source.only || parameters[source.only->parameter].number == source.only->number)
            steps.push_back(&source);
    }
    std::vector<StepLine> lines;
    lines.reserve(steps.size());
    int depth = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto &source = *steps[i];
        const auto *next = i + 1 < steps.size() ? steps[i + 1] : nullptr;
        switch (source.step.operation) {
        case Operation::Call:
            lines.push_back({source.step.step, depth, reader.callText(source)});
            break;
        case Operation::Repeat:
            lines.push_back({noStep, depth++, reader.loopText(source, next)});
            if (isInHead(source, next)) {
                lines.back().step = next->step.step;
                ++i;
            }
            break;
        case Operation::RepeatEnd: --depth; break;
        case Operation::Skip: break;
        }
    }
    return lines;
}

std::vector<bool> onlyInFirst(const std::vector<StepLine> &first,
                              const std::vector<StepLine> &second)
{
    const auto isSame = [&](std::size_t i, std::size_t j) {
        return first[i].depth == second[j].depth && first[i].text == second[j].text;
    };
    // common[i][j]: how many lines the rest of both from there on has in common
    std::vector<std::vector<int>> common(first.size() + 1, std::vector<int>(second.size() + 1, 0));
    for (auto i = first.size(); i-- > 0;) {
        for (auto j = second.size(); j-- > 0;)
            common[i][j] = isSame(i, j) ? common[i + 1][j + 1] + 1
                                        : std::max(common[i + 1][j], common[i][j + 1]);
    }
    std::vector<bool> isOnly(first.size(), true);
    for (std::size_t i = 0, j = 0; i < first.size() && j < second.size();) {
        if (isSame(i, j)) {
            isOnly[i++] = false;
            ++j;
        } else if (common[i + 1][j] >= common[i][j + 1]) {
            ++i;
        } else {
            ++j;
        }
    }
    return isOnly;
}

} // namespace seeipc
