// SPDX-License-Identifier: MIT
#include "mechanisms/program.h"

#include "mechanisms/registry.h"

#include <algorithm>

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
    case OperandKind::Pid: return operand.index < header.workerCount;
    }
    return false;
}

bool isValidStep(const ProgramStep &step, std::size_t position, const ProgramView &program)
{
    const auto &header = program.header();
    const bool isGateValid = (step.condition == noGate || step.condition < mostGates)
                             && (step.sample == noGate || step.sample < mostGates);
    const bool isDataValid = step.dataOffset <= header.dataBytes
                             && step.dataLength <= header.dataBytes - step.dataOffset
                             && (step.data == DataKind::None || step.dataLength > 0
                                 || step.data == DataKind::Bytes);
    const bool areOperandsValid = std::all_of(
        step.operands.begin(), step.operands.end(),
        [&](const Operand &operand) { return isValidOperand(operand, header); });
    if (!isGateValid || !isDataValid || !areOperandsValid)
        return false;
    switch (step.operation) {
    case Operation::Call:
        return step.call < callCount()
               && (!callAt(step.call).makesChannel || step.makes + 2U <= header.variableCount)
               && (callAt(step.call).effect != Effect::Fork || step.child < header.workerCount);
    case Operation::Repeat:
        return step.target > position && step.target < header.stepCount
               && program.step(step.target).operation == Operation::RepeatEnd
               && program.step(step.target).target == position;
    case Operation::RepeatEnd:
        return step.target < position
               && program.step(step.target).operation == Operation::Repeat
               && program.step(step.target).target == position;
    }
    return false;
}

} // namespace

bool isValidProgram(std::span<const std::byte> memory)
{
    if (memory.size() < sizeof(ProgramHeader))
        return false;
    const ProgramView program(memory);
    const auto &header = program.header();
    if (header.magic != ProgramHeader::magicNumber
        || header.version != ProgramHeader::currentVersion || header.workerCount > mostWorkers
        || header.variableCount > mostVariables || header.callCount != callCount()
        || header.byHandFirst > header.stepCount)
        return false;
    const auto needed = sizeof(ProgramHeader)
                        + std::uint64_t{header.stepCount} * sizeof(ProgramStep) + header.dataBytes;
    if (needed > memory.size())
        return false;
    for (std::size_t i = 0; i < header.workerCount; ++i) {
        const auto &worker = header.workers[i];
        if (worker.firstStep > header.stepCount
            || worker.stepCount > header.stepCount - worker.firstStep
            || !isValidOperand(worker.pace, header))
            return false;
    }
    for (std::size_t i = 0; i < header.stepCount; ++i) {
        if (!isValidStep(program.step(i), i, program))
            return false;
    }
    return true;
}

} // namespace seeipc
