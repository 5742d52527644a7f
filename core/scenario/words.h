// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/text.h"

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace seeipc {

/// A sentence in both languages, with "%1" to "%9" replaced by the arguments.
Text sentenceOf(std::string_view english, std::string_view chinese,
                std::initializer_list<std::string> arguments = {});

/// A stranger's words as they may be shown: no control characters, at most `most` bytes.
std::string shown(std::string_view words, std::size_t most = 48);

/// "a, b, c", or the first dozen and "...".
std::string listed(const std::vector<std::string> &words);

/// Which of these somebody most likely meant; nothing if none is near.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string> &words);

/// ": did you mean "read"?" if one of these is near, else ": there are read, write", ": there is only
/// read" or ": there is none".
Text hint(std::string_view word, const std::vector<std::string> &words);

/// Two texts behind one another, in each language.
Text operator+(const Text &first, const Text &second);

/// 1 to 32 letters, digits, "_" and "-", a letter or "_" first: what names a worker, a channel, a
/// parameter, a step.
bool isName(std::string_view word);
/// Why a word that is no name is none.
Text noName(std::string_view word);

} // namespace seeipc
