// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/scenario.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace seeipc {

/// Why a file is no scenario: where, what is wrong and what would be right.
struct ScenarioProblem
{
    std::string place; ///< "FILE:3:14" (broken JSON) or "FILE: workers.parent[2].call"
    Text what;
    std::size_t line = 0; ///< of the file, from 1; 0: nobody knows
};

/// Bytes; no demo is longer.
inline constexpr std::size_t longestScenario = 1 << 20;

using ScenarioOrProblem = std::variant<Scenario, ScenarioProblem>;

/// Reads and checks the whole of a file. Nothing runs.
ScenarioOrProblem loadScenario(const std::string &path);
ScenarioOrProblem parseScenario(std::string_view json, const std::string &file);

/// Where the scenarios that come with SeeIPC are: beside /proc/self/exe, then ../share/seeipc.
/// Empty if there are none.
std::string scenarioDirectory();

/// The files of the scenarios that come with SeeIPC: pipe-flow first, then by chapter and id.
std::vector<std::string> builtInScenarios();

/// The file of a built-in scenario by its id; nothing if there is no such id.
std::optional<std::string> findScenario(std::string_view id);

/// "writer asleep in write", "child done wait", "child ended"; or why it is none.
std::variant<Condition, Text> conditionOf(const Scenario &scenario, std::string_view text);

/// The parameters' defaults, by position.
std::vector<ParameterValue> defaultParameters(const Scenario &scenario);

/// What the user has set in one demo, in another: of each parameter of that name that may have it. The others
/// have their defaults.
std::vector<ParameterValue>
keptParameters(const Scenario &from, const std::vector<ParameterValue> &values, const Scenario &to);

/// What stands behind a value of it: " bytes", "%" or nothing.
Text unitOf(const Parameter &parameter, std::int64_t value);

/// Sets one parameter from "K=V"'s parts; what is wrong with it, or nothing.
std::optional<Text> setParameter(const Scenario &scenario, std::string_view name,
                                 std::string_view value, std::vector<ParameterValue> &parameters);

/// What a program is compiled for.
enum class ProgramUse { Watched, Checked };

/// The flat program that the workers run: ProgramHeader, steps, data. Checked: "untilStopped" loops
/// end after their "checked" rounds, and `at` samples become gates.
std::vector<std::byte> compileProgram(const Scenario &scenario,
                                      const std::vector<ParameterValue> &parameters,
                                      ProgramUse use);

} // namespace seeipc
