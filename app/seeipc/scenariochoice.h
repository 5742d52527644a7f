// SPDX-License-Identifier: MIT
#pragma once

#include "posix/result.h"
#include "scenario/scenario.h"

#include <span>
#include <string>
#include <variant>
#include <vector>

namespace seeipc {

/// Can processes be seen at all? Without /proc not even our own program's folder can.
Result<void> seeProcesses();

/// A scenario, or one sentence that says why there is none.
using ScenarioOrSentence = std::variant<Scenario, std::string>;

/// What a word on the command line means: the id of a demo that comes with SeeIPC, or a file.
ScenarioOrSentence chooseScenario(const std::string &word, Language language);

/// Every demo that comes with SeeIPC, or those of one chapter. One that cannot be read is a
/// sentence, and so is a chapter that is not there.
std::variant<std::vector<Scenario>, std::string> chooseBuiltIn(const std::string &chapter,
                                                               Language language);

/// The defaults, changed by every "K=V".
std::variant<std::vector<ParameterValue>, std::string>
chooseParameters(const Scenario &scenario, std::span<const std::string> settings,
                 Language language);

} // namespace seeipc
