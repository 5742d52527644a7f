// SPDX-License-Identifier: MIT
#pragma once

#include "mechanisms/program.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace seeipc {

/// A step of a scenario that lacks only what is known when it is compiled: the text of its
/// parameter, its place in the program, and what `check` makes different.
struct SourceStep
{
    ProgramStep step;
    std::string data;                         ///< bytes to send; of a Sequence: its period, once
    std::optional<std::size_t> dataParameter; ///< a text parameter's value instead
    std::int64_t checkedRounds = 0;           ///< of "untilStopped": how many in `check`
    std::size_t partner = 0;                  ///< of a Repeat: its RepeatEnd, and back; in its worker
};

struct SourceWorker
{
    std::vector<SourceStep> steps;
    Operand pace;
    bool isForked = false;
};

struct ScenarioSource
{
    std::vector<SourceWorker> workers; ///< by WorkerId
    std::vector<SourceStep> byHand;    ///< by number
    std::uint32_t variableCount = 0;
};

} // namespace seeipc
