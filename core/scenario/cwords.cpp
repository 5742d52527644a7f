// SPDX-License-Identifier: MIT
#include "scenario/cwords.h"

#include "mechanisms/calltext.h"
#include "mechanisms/cform.h"
#include "mechanisms/procfiles.h"
#include "mechanisms/registry.h"
#include "posix/waitstatus.h"
#include "scenario/cnames.h"

#include <algorithm>
#include <fcntl.h>

namespace seeipc {

namespace {

constexpr std::size_t longestLiteral = 56; ///< bytes of data that are shown as they are

std::string loopVariable(int depth)
{
    return {static_cast<char>('i' + depth)};
}

/// Opened for reading alone, which is no bit of the flags: 0.
bool isForReading(std::span<const Symbol> symbols, std::int64_t value)
{
    return (value & (O_ACCMODE | O_PATH)) == 0
           && std::any_of(symbols.begin(), symbols.end(),
                          [](const Symbol &symbol) { return symbol.name == "O_RDONLY"; });
}

/// A constant by its name; several at once as "O_DIRECT | O_NONBLOCK".
std::string constantsText(std::span<const Symbol> symbols, std::int64_t value)
{
    const bool isOne = std::any_of(symbols.begin(), symbols.end(),
                                   [&](const Symbol &symbol) { return symbol.value == value; });
    std::int64_t rest = value;
    const bool isReading = isForReading(symbols, value);
    std::string text = isReading ? "O_RDONLY" : "";
    for (const auto &symbol : symbols) {
        if (symbol.value == 0 || (rest & symbol.value) != symbol.value)
            continue;
        text += (text.empty() ? "" : " | ") + constantText(symbols, symbol.value);
        rest &= ~symbol.value;
    }
    return (isOne && !isReading) || rest != 0 || value == 0 ? constantText(symbols, value) : text;
}

/// Of a descriptor it wants the name in /proc.
bool isPath(const CallParameter &parameter)
{
    return parameter.type == ParameterType::DescriptorPath || parameter.type == ParameterType::Path;
}

std::string counted(const std::string &rounds, int depth)
{
    const auto name = loopVariable(depth);
    return "for (int " + name + " = 0; " + name + " < " + rounds + "; " + name + "++)";
}

} // namespace

std::string CWords::call(const SourceStep &step) const
{
    const auto &form = *callAt(step.step.call).c;
    const auto text = pattern(form.call, step);
    const auto taker = result(step);
    return taker.empty() ? text : taker + " = " + text;
}

std::string CWords::result(const SourceStep &step) const
{
    return pattern(callAt(step.step.call).c->result, step);
}

std::string_view CWords::endsLoopIf(const SourceStep &step) const
{
    const auto &call = callAt(step.step.call);
    const bool isOther = !call.c->isChecked || call.effect == Effect::Fork
                         || call.effect == Effect::Exec || isWaitForChild(call.effect)
                         || !result(step).empty();
    return isOther ? "" : takesBytes(call.effect) ? "n <= 0" : "n == -1";
}

/// Fills the words in, and leaves out what stands between < > around an empty one.
std::string CWords::pattern(std::string_view text, const SourceStep &step) const
{
    std::string filled;
    std::size_t optional = std::string::npos; // where its text begins
    bool isLeftOut = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '<') {
            optional = filled.size();
            isLeftOut = false;
        } else if (text[i] == '>') {
            filled.resize(isLeftOut ? optional : filled.size());
            optional = std::string::npos;
        } else if (text[i] == '{') {
            const auto end = text.find('}', i);
            const auto found = word(text.substr(i + 1, end - i - 1), step);
            isLeftOut = isLeftOut || found.empty();
            filled += found;
            i = end;
        } else {
            filled += text[i];
        }
    }
    return filled;
}

std::string CWords::word(std::string_view name, const SourceStep &step) const
{
    if (name == "makes")
        return made(step);
    const auto colon = name.find(':');
    const auto form = colon == std::string_view::npos ? std::string_view() : name.substr(colon + 1);
    name = name.substr(0, colon);
    const auto parameters = callAt(step.step.call).parameters;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const auto &parameter = parameters[i];
        const auto &operand = step.step.operands[i];
        if (parameter.name != name)
            continue;
        if (form == "mode") // of what open(2) makes
            return (number(operand) & O_CREAT) != 0 ? "0666" : std::string();
        if (form == "flag")
            return number(operand) != 0 ? std::string(name) : std::string();
        if (form == "word" || form == "tail") {
            for (const auto &symbol : parameter.symbols) {
                if (operand.kind == OperandKind::Constant && symbol.value == operand.constant)
                    return form == "tail" ? pattern(symbol.tail, step) : std::string(symbol.name);
            }
        }
        if (parameter.type == ParameterType::Data)
            return isLiteral(step) ? cString(bytes(step)) : "buf";
        if (parameter.type == ParameterType::Worker)
            return cName(m_scenario.workers[step.step.child].name);
        if (parameter.type == ParameterType::Size)
            return std::to_string(size(step));
        const bool isZero = parameter.name == "timeout" || parameter.name == "options";
        if (isZero && operand.kind == OperandKind::None)
            return "0";
        const auto &steps = m_scenario.steps;
        const auto number = step.step.step;
        return value(operand, parameter, number < steps.size() ? steps[number].worker : noWorker);
    }
    return {};
}

/// What the step makes: the array of a pipe, a descriptor; empty where it has no name.
std::string CWords::made(const SourceStep &step) const
{
    if (step.step.makesChannel != noChannel)
        return cName(m_scenario.channels[step.step.makesChannel].name);
    if (step.step.makes != noVariable)
        return variable(step.step.makes);
    const auto &call = callAt(step.step.call);
    const bool hasArray = !call.parameters.empty() && call.parameters[0].name == "array"
                          && step.step.operands[0].kind == OperandKind::Constant;
    return call.makesChannel && !hasArray ? "unnamed" : "";
}

/// Who has forked it knows its pid; all others find it in shared memory.
std::string CWords::pid(WorkerId of, WorkerId inWorker) const
{
    const auto name = cName(m_scenario.workers[of].name);
    return hasForked(m_scenario, inWorker, of) ? name : "shared->pid[" + cProcess(name) + "]";
}

std::string CWords::value(const Operand &operand, const CallParameter &parameter,
                          WorkerId worker) const
{
    switch (operand.kind) {
    case OperandKind::Constant:
        if (const auto file = procFileInArgument(operand.constant); file && isPath(parameter))
            return "proc_file(" + pid(static_cast<WorkerId>(operand.index), worker) + ", "
                   + cString(std::string(procFiles[*file])) + ")";
        if (parameter.type == ParameterType::Signal)
            return signalName(static_cast<int>(operand.constant));
        if (parameter.type == ParameterType::Mode)
            return octal(operand.constant);
        return constantsText(parameter.symbols, operand.constant);
    case OperandKind::Parameter: return std::to_string(m_parameters[operand.index].number);
    case OperandKind::Variable:
        return isPath(parameter) ? "in_proc(" + variable(operand.index) + ")"
                                 : variable(operand.index);
    case OperandKind::VariableOf: return foreign(operand, parameter, worker);
    case OperandKind::Pid: return pid(static_cast<WorkerId>(operand.index), worker);
    case OperandKind::Iteration: return "i";
    case OperandKind::Name: return cString(m_scenario.names[operand.index]);
    case OperandKind::DataSize:
    case OperandKind::None: break;
    }
    return {};
}

std::int64_t CWords::number(const Operand &operand) const
{
    return operand.kind == OperandKind::Parameter ? m_parameters[operand.index].number
                                                  : operand.constant;
}

/// "p[1]": of the channel that some step makes into this variable and the one before or behind it.
std::string CWords::variable(std::uint32_t index) const
{
    for (const auto &worker : m_scenario.source->workers) {
        for (const auto &source : worker.steps) {
            const auto &step = source.step;
            if (step.operation == Operation::Call && step.makesChannel != noChannel
                && (index == step.makes || index == step.makes + 1U))
                return cName(m_scenario.channels[step.makesChannel].name) + "["
                       + std::to_string(index - step.makes) + "]";
        }
    }
    const auto named = index - m_scenario.channels.size() * 2;
    return named < m_scenario.descriptors.size() ? cName(m_scenario.descriptors[named]) : "fd";
}

std::string CWords::variableOf(WorkerId owner, std::uint32_t index) const
{
    return cName(m_scenario.workers[owner].name) + "_" + variable(index);
}

/// Another process's descriptor, or the name that it has in /proc.
std::string CWords::foreign(const Operand &operand, const CallParameter &parameter,
                            WorkerId worker) const
{
    const auto owner = static_cast<WorkerId>(operand.constant);
    const auto number = "shared->" + variableOf(owner, operand.index);
    return isPath(parameter) ? "in_proc_of(" + pid(owner, worker) + ", " + number + ")" : number;
}

const std::string &CWords::bytes(const SourceStep &step) const
{
    return step.textParameter ? m_parameters[*step.textParameter].text : step.bytes;
}

bool CWords::isLiteral(const SourceStep &step) const
{
    const auto &text = bytes(step);
    const bool isText = std::none_of(text.begin(), text.end(), [](char letter) {
        return letter == '\0' || (static_cast<unsigned char>(letter) < ' ' && letter != '\n');
    });
    return step.step.data == DataKind::Bytes && isText && text.size() <= longestLiteral
           && size(step) == static_cast<std::int64_t>(text.size());
}

std::int64_t CWords::size(const SourceStep &step) const
{
    const auto parameters = callAt(step.step.call).parameters;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const auto &operand = step.step.operands[i];
        if (parameters[i].type == ParameterType::Size && operand.kind != OperandKind::None
            && operand.kind != OperandKind::DataSize)
            return number(operand);
    }
    return step.step.data == DataKind::None ? 0 : static_cast<std::int64_t>(bytes(step).size());
}

std::int64_t CWords::rounds(const SourceStep &loop) const
{
    return loop.step.loop == LoopKind::Count ? number(loop.step.operands[0]) : absent;
}

std::string CWords::loop(const SourceStep &loop, const SourceStep *only, int depth) const
{
    if (isInHead(loop, only))
        return "while (" + call(*only)
               + (loop.step.loop == LoopKind::UntilEof
                      ? " > 0)"
                      : " != " + std::string(callAt(only->step.call).c->failure) + ")");
    switch (loop.step.loop) {
    case LoopKind::Count: return counted(std::to_string(rounds(loop)), depth);
    case LoopKind::UntilEof:
    case LoopKind::UntilError: return "for (bool is_over = false; !is_over;)";
    case LoopKind::UntilStopped: break;
    }
    return "for (;;)";
}

std::string CWords::endingLoop(const SourceStep &loop, const SourceStep *only, int depth) const
{
    return loop.step.loop == LoopKind::UntilStopped && loop.checkedRounds
               ? counted(std::to_string(*loop.checkedRounds), depth)
               : this->loop(loop, only, depth);
}

bool asksIsOver(const SourceStep &loop)
{
    return loop.step.loop == LoopKind::UntilEof || loop.step.loop == LoopKind::UntilError;
}

std::string resultInLoop(const SourceStep &step, const std::string &text)
{
    const std::string failure(callAt(step.step.call).c->failure);
    return text + (failure == "-1" ? "" : " == " + failure + " ? -1 : 0");
}

bool isInHead(const SourceStep &loop, const SourceStep *only)
{
    if (!only)
        return false;
    const bool isRead = takesBytes(callAt(only->step.call).effect);
    return loop.step.loop == LoopKind::UntilError
           || (loop.step.loop == LoopKind::UntilEof && isRead);
}

std::vector<const SourceStep *> chosenSteps(const Scenario &scenario, WorkerId worker,
                                            const std::vector<ParameterValue> &parameters)
{
    std::vector<const SourceStep *> steps;
    for (const auto &source : scenario.source->workers[worker].steps) {
        const bool isChosen = !source.only
                              || parameters[source.only->parameter].number == source.only->number;
        if (isChosen && source.step.operation != Operation::Skip)
            steps.push_back(&source);
    }
    return steps;
}

const SourceStep *onlyStepIn(const std::vector<const SourceStep *> &steps, std::size_t loop)
{
    const bool isSingle = loop + 2 < steps.size()
                          && steps[loop + 1]->step.operation == Operation::Call
                          && steps[loop + 2]->step.operation == Operation::RepeatEnd;
    return isSingle && steps[loop + 1]->step.condition == noGate ? steps[loop + 1] : nullptr;
}

bool hasForked(const Scenario &scenario, WorkerId worker, WorkerId child)
{
    if (worker >= scenario.source->workers.size())
        return false;
    const auto &steps = scenario.source->workers[worker].steps;
    return std::any_of(steps.begin(), steps.end(), [child](const SourceStep &source) {
        return source.step.operation == Operation::Call && source.step.child == child;
    });
}

} // namespace seeipc
