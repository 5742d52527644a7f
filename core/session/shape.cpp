// SPDX-License-Identifier: MIT
#include "session/shape.h"

#include <algorithm>
#include <bit>
#include <vector>

namespace seeipc {

namespace {

constexpr std::size_t watchedRing = 65536;
constexpr std::size_t watchedRingOfMany = 8192; ///< with more than 4 workers
constexpr std::size_t watchedCollect = 65536;
constexpr std::size_t smallestRing = 1024;
constexpr std::size_t largestRing = 1 << 17;
constexpr std::size_t largestCollect = 16 << 20;

std::uint64_t numberOf(const Operand &operand, const std::vector<ParameterValue> &parameters)
{
    std::int64_t number = operand.constant;
    if (operand.kind == OperandKind::Parameter && operand.index < parameters.size())
        number = parameters[operand.index].number;
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, number));
}

/// Calls that one worker makes at most, and bytes that it collects.
AreaShape needOf(const ProgramView &program, const ProgramWorker &worker,
                 const std::vector<ParameterValue> &parameters)
{
    AreaShape need;
    std::vector<std::size_t> rounds{1};
    for (std::size_t i = 0; i < worker.stepCount; ++i) {
        const auto &step = program.step(worker.firstStep + i);
        if (step.operation == Operation::Repeat) {
            rounds.push_back(std::min<std::size_t>(
                largestRing,
                rounds.back() * std::max<std::size_t>(1, numberOf(step.operands[0], parameters))));
        } else if (step.operation == Operation::RepeatEnd) {
            rounds.pop_back();
        } else if (step.operation == Operation::Call) {
            need.ringSlots += rounds.back();
            if (step.collects)
                need.collectBytes += rounds.back() * numberOf(step.operands[1], parameters);
        }
    }
    return need;
}

} // namespace

AreaShape shapeFor(const ProgramView &program, const SessionOptions &options)
{
    AreaShape most;
    for (std::size_t i = 0; i < program.header().workerCount; ++i) {
        const auto need = needOf(program, program.header().workers[i], options.parameters);
        most.ringSlots = std::max(most.ringSlots, need.ringSlots);
        most.collectBytes = std::max(most.collectBytes, need.collectBytes);
    }
    if (options.purpose == Purpose::Watch) {
        const auto ring = program.header().workerCount > 4 ? watchedRingOfMany : watchedRing;
        return {ring, std::min(most.collectBytes, watchedCollect)};
    }
    return {std::bit_ceil(std::clamp(most.ringSlots + 64, smallestRing, largestRing)),
            std::min(most.collectBytes, largestCollect), true};
}

} // namespace seeipc
