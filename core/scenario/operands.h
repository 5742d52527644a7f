// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/reading.h"

#include <optional>
#include <string>
#include <vector>

namespace seeipc {

/// Notes every channel that steps make, before any step is read. Refused: a name that comes twice.
bool collectMade(Reading &reading, const JsonNode &steps, const std::string &place, WorkerId worker);
/// Notes who is started by whose fork. Refused: a worker that is forked twice, or does not exist.
bool collectForks(Reading &reading, const JsonNode &workers);

/// A number, "$parameter" or "$i"; refused outside the bounds (a parameter: its own bounds).
std::optional<Operand> readNumber(Reading &reading, const JsonNode &node, const std::string &place,
                                  std::int64_t atLeast, std::int64_t atMost);

/// Everything in a step beside "call", "as" and "when": the call's parameters, "makes", "into".
/// `worker` is noWorker for a step that is made by hand.
bool readOperands(Reading &reading, const JsonNode &node, const std::string &place, WorkerId worker,
                  SourceStep &step);

} // namespace seeipc
