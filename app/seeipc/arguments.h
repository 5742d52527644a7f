// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/text.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace seeipc {

/// An option that a command knows.
struct Option
{
    enum class Takes { Nothing, Value };

    std::string_view name; ///< "--chapter"
    Takes takes = Takes::Nothing;
};

/// What stands on a command line behind the command.
struct Arguments
{
    std::vector<std::string> words;
    std::vector<std::pair<std::string_view, std::string>>
        options; ///< as they come; value may be empty

    bool has(std::string_view name) const;
    std::optional<std::string> value(std::string_view name) const; ///< the last one wins
    std::vector<std::string> values(std::string_view name) const;
};

/// Parts words from options: "--name value", "--name=value", "--" ends the options. A problem is
/// one sentence, in the language.
std::variant<Arguments, std::string>
parseArguments(std::span<const std::string> line, std::span<const Option> known, Language language);

/// Seconds as a person writes them, "0.05", into nanoseconds; nothing for anything else, below 0 or
/// above an hour.
std::optional<long long> parseSeconds(std::string_view text);

} // namespace seeipc
