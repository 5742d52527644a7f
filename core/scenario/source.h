// SPDX-License-Identifier: MIT
#pragma once

#include "mechanisms/program.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace seeipc {

/// One word of a parameter that is a choice.
struct ParameterChoice
{
    std::size_t parameter = 0;
    std::int64_t number = 0;

    bool operator==(const ParameterChoice &) const = default;
};

/// A step as it stands in the file, and what its place in a program still needs.
struct SourceStep
{
    /// All but its place: `target` counts from the worker's first step, no data, no sample.
    ProgramStep step;
    std::string bytes;                         ///< its data
    std::optional<std::size_t> textParameter;  ///< its data is this parameter's text
    std::optional<std::int64_t> checkedRounds; ///< of an untilStopped loop, in `check`
    std::optional<ParameterChoice> only;       ///< made where this was chosen; absent: always
};

struct SourceWorker
{
    bool startedBySession = true;
    Operand pace{};
    WorkerUser user = WorkerUser::Same;
    std::string stdinText; ///< what its standard input gives; empty: as it is
    std::vector<SourceStep> steps;
};

/// The steps of a scenario, checked; what compileProgram() makes programs from.
struct ScenarioSource
{
    std::vector<SourceWorker> workers; ///< by WorkerId
    std::vector<SourceStep> byHand;    ///< by number
    std::uint32_t variableCount = 0;
};

} // namespace seeipc
