// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace seeipc {

/// A name of the demo's as a name in C: "empty_writer".
std::string cName(std::string_view name);
/// The same as a constant: "EMPTY_WRITER".
std::string cConstant(std::string_view name);
/// The constant of a process, which is no other name: "EMPTY_WRITER"; of A "PROCESS_A".
std::string cProcess(std::string_view name);
/// In C's quotes and escapes.
std::string cString(std::string_view bytes);
/// The same of one byte: "'A'".
std::string cLetter(char byte);
/// Does it stand in the text as a whole word? The empty one always does.
bool hasCWord(std::string_view text, std::string_view word);

} // namespace seeipc
