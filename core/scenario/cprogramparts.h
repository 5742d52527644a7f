// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/text.h"

#include <string>
#include <string_view>
#include <vector>

namespace seeipc {

/// A comment of a program, as lines of at most some 100 columns: "/* ... */".
std::string cComment(const std::string &text);
/// Lines that are no wider than a page, broken at spaces and behind Chinese letters.
std::vector<std::string> wrapped(const std::string &text, std::size_t columns);

/// What every program has, with its comment.
std::string failedFunction(Language language);
/// Prints how a process ended.
std::string tellEndFunction(Language language);
std::string fillFunction(Language language);
std::string sequenceFunction(Language language);
std::string waitUntilFunction(Language language);
/// What main() knows of the processes by /proc.
/// `hasSleeps`: somebody waits until another sleeps.
std::string lookFunctions(Language language, bool hasSleeps);

} // namespace seeipc
