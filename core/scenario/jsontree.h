// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace seeipc {

/// A JSON value; members keep the order of the file.
struct JsonNode
{
    enum class Kind : std::uint8_t { Null, Boolean, Integer, Real, Text, Array, Object };

    Kind kind = Kind::Null;
    bool boolean = false;
    std::int64_t integer = 0; ///< Integer only
    double real = 0;          ///< Integer too
    std::string text;
    std::vector<JsonNode> items;
    std::vector<std::pair<std::string, JsonNode>> members;

    bool is(Kind wanted) const { return kind == wanted; }
    bool isNumber() const { return kind == Kind::Integer || kind == Kind::Real; }
    /// The member of this name; null if there is none.
    const JsonNode *find(std::string_view name) const;
};

/// Why a text is no JSON, and where: both from 1.
struct JsonProblem
{
    std::size_t line = 1;
    std::size_t column = 1;
    std::string what; ///< of the parser, English
};

/// Reads a whole text. Refused beside broken JSON: a name that comes twice in one object, and
/// nesting beyond 32.
std::variant<JsonNode, JsonProblem> parseJson(std::string_view text);

/// On one line, as it stands in the file.
std::string toLine(const JsonNode &node);

} // namespace seeipc
