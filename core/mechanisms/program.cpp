// SPDX-License-Identifier: MIT
#include "mechanisms/program.h"

#include "mechanisms/registry.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace seeipc {

namespace {

constexpr std::uint16_t mostGates = 256;

bool isValidOperand(const Operand &operand, const ProgramHeader &header)
{
    switch (operand.kind) {
    case OperandKind::None:
    case OperandKind::Constant:
    case OperandKind::Iteration:
    case OperandKind::DataSize: return true;
    case OperandKind::Parameter: return operand.index < mostParameters;
    case OperandKind::Variable: return operand.index < header.variableCount;
    case OperandKind::VariableOf:
        return operand.index < header.variableCount && operand.constant >= 0
               && operand.constant < header.workerCount;
    case OperandKind::Pid: return operand.index < header.workerCount;
    case OperandKind::Name: return operand.index < header.nameCount;
    }
    return false;
}

/// A name stands where a name may stand, and nothing else where one must.
bool areNamesInPlace(const ProgramStep &step)
{
    const auto parameters = callAt(step.call).parameters;
    for (std::size_t i = 0; i < step.operands.size(); ++i) {
        const bool isName = step.operands[i].kind == OperandKind::Name;
        const auto type = i < parameters.size() ? parameters[i].type : ParameterType::Number;
        if (isName && type != ParameterType::Name && type != ParameterType::Path)
            return false;
        if (!isName && type == ParameterType::Name)
            return false;
    }
    return true;
}

/// Are they all there, each plain?
bool areNamesValid(const ProgramView &program)
{
    const auto &header = program.header();
    std::string_view rest(program.data(), header.dataBytes);
    for (std::size_t i = 0; i < header.nameCount; ++i) {
        const auto end = rest.find('\0');
        if (end == std::string_view::npos || !isPlainName(rest.substr(0, end)))
            return false;
        rest.remove_prefix(end + 1);
    }
    return true;
}

/// Is it 0 or 1? Any other byte must not be read as a bool.
bool isValidFlag(const bool &flag)
{
    unsigned char byte = 0;
    std::memcpy(&byte, &flag, sizeof byte);
    return byte <= 1;
}

bool isDataValid(const ProgramStep &step, const ProgramHeader &header)
{
    switch (step.data) {
    case DataKind::None: return true;
    case DataKind::Bytes:
        return step.dataOffset <= header.dataBytes
               && step.dataLength <= header.dataBytes - step.dataOffset;
    case DataKind::Sequence: return step.dataLength > 0 && step.dataLength <= mostBytesPerCall;
    }
    return false;
}

/// Are the variables that it fills within their number?
bool isMakingValid(const ProgramStep &step, const ProgramHeader &header)
{
    const auto count = callAt(step.call).makesChannel ? 2U : 1U;
    return step.makes == noVariable || step.makes + count <= header.variableCount;
}

bool isValidStep(const ProgramStep &step, std::size_t position, const ProgramView &program)
{
    const auto &header = program.header();
    const bool isGateValid = (step.condition == noGate || step.condition < mostGates)
                             && (step.sample == noGate || step.sample < mostGates);
    const bool areOperandsValid = std::all_of(
        step.operands.begin(), step.operands.end(),
        [&](const Operand &operand) { return isValidOperand(operand, header); });
    const bool areFlagsValid = isValidFlag(step.paceOnce) && isValidFlag(step.collects)
                               && isValidFlag(step.renews);
    if (!isGateValid || !areFlagsValid || !isDataValid(step, header) || !areOperandsValid)
        return false;
    switch (step.operation) {
    case Operation::Skip: return true;
    case Operation::Call:
        return step.call < callCount() && isMakingValid(step, header) && areNamesInPlace(step)
               && (callAt(step.call).effect != Effect::Fork || step.child < header.workerCount);
    case Operation::Repeat:
        return step.loop <= LoopKind::UntilError && step.target > position
               && step.target < header.stepCount
               && program.step(step.target).operation == Operation::RepeatEnd
               && program.step(step.target).target == position;
    case Operation::RepeatEnd:
        return step.target < position && program.step(step.target).operation == Operation::Repeat
               && program.step(step.target).target == position;
    }
    return false;
}

/// Do the loops of these steps lie one within the other, and end where they began?
bool isNested(const ProgramView &program, std::size_t first, std::size_t count)
{
    std::vector<std::size_t> open;
    for (auto i = first; i < first + count; ++i) {
        const auto &step = program.step(i);
        if (step.operation == Operation::Repeat)
            open.push_back(i);
        if (step.operation != Operation::RepeatEnd)
            continue;
        if (open.empty() || open.back() != step.target)
            return false;
        open.pop_back();
    }
    return open.empty();
}

/// Two processes that are one worker would write into one ring: each is started once at most.
bool isStartedOnce(const ProgramView &program)
{
    std::array<int, mostWorkers> starts{};
    const auto &header = program.header();
    for (std::size_t i = 0; i < header.workerCount; ++i) {
        const auto &worker = header.workers[i];
        starts[i] += worker.startedBySession ? 1 : 0;
        int depth = 0;
        for (std::size_t k = worker.firstStep; k < worker.firstStep + worker.stepCount; ++k) {
            const auto &step = program.step(k);
            depth += step.operation == Operation::Repeat ? 1 : 0;
            depth -= step.operation == Operation::RepeatEnd ? 1 : 0;
            if (step.operation == Operation::Call && callAt(step.call).effect == Effect::Fork)
                starts[step.child] += depth > 0 ? 2 : 1;
        }
    }
    return std::all_of(starts.begin(), starts.end(), [](int count) { return count <= 1; });
}

bool isByHandValid(const ProgramView &program)
{
    const auto &header = program.header();
    for (std::size_t i = header.byHandFirst; i < header.stepCount; ++i) {
        const auto &step = program.step(i);
        if (step.operation != Operation::Call || callAt(step.call).effect == Effect::Fork
            || callAt(step.call).makesChannel)
            return false;
    }
    return true;
}

} // namespace

bool isPlainName(std::string_view name)
{
    constexpr std::size_t longest = 511; // twice NAME_MAX: one that is too long is a lesson, too
    const auto slash = name.find('/');
    const auto directory = name.substr(0, slash);
    const auto rest = slash == std::string_view::npos ? std::string_view("file")
                                                      : name.substr(slash + 1);
    const auto isOne = [](std::string_view part) {
        return !part.empty() && part != "." && part != ".."
               && part.find_first_of(std::string_view("/\0", 2)) == std::string_view::npos;
    };
    return name.size() <= longest && isOne(directory) && isOne(rest);
}

const char *ProgramView::name(std::size_t number) const
{
    const auto *name = data();
    for (std::size_t i = 0; i < number; ++i)
        name += std::strlen(name) + 1;
    return name;
}

ChannelId channelOfByHand(const ProgramView &program, std::uint32_t number)
{
    const auto &header = program.header();
    const auto &fd = program.step(header.byHandFirst + number).operands[0];
    for (std::size_t i = 0; fd.kind == OperandKind::Variable && i < header.stepCount; ++i) {
        const auto &step = program.step(i);
        if (step.makesChannel != noChannel
            && (fd.index == step.makes || fd.index == step.makes + 1U))
            return step.makesChannel;
    }
    return noChannel;
}

bool isValidProgram(std::span<const std::byte> memory)
{
    if (memory.size() < sizeof(ProgramHeader))
        return false;
    const ProgramView program(memory);
    const auto &header = program.header();
    if (header.magic != ProgramHeader::magicNumber
        || header.version != ProgramHeader::currentVersion || header.workerCount > mostWorkers
        || header.variableCount > mostVariables || header.callCount != callCount()
        || header.byHandFirst > header.stepCount || header.nameCount > mostNames)
        return false;
    const auto needed = sizeof(ProgramHeader)
                        + std::uint64_t{header.stepCount} * sizeof(ProgramStep) + header.dataBytes;
    if (needed > memory.size() || !areNamesValid(program))
        return false;
    for (std::size_t i = 0; i < header.workerCount; ++i) {
        const auto &worker = header.workers[i];
        if (worker.firstStep > header.stepCount
            || worker.stepCount > header.stepCount - worker.firstStep
            || !isValidFlag(worker.startedBySession) || worker.user > WorkerUser::Plain
            || !isValidOperand(worker.pace, header) || worker.stdinOffset > header.dataBytes
            || worker.stdinLength > header.dataBytes - worker.stdinOffset)
            return false;
    }
    for (std::size_t i = 0; i < header.stepCount; ++i) {
        if (!isValidStep(program.step(i), i, program))
            return false;
    }
    for (std::size_t i = 0; i < header.workerCount; ++i) {
        if (!isNested(program, header.workers[i].firstStep, header.workers[i].stepCount))
            return false;
    }
    return isStartedOnce(program) && isByHandValid(program);
}

} // namespace seeipc
