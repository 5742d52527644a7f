// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/loader.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace seeipc {

/// A value of a JSON text that knows its place in it.
struct JsonNode
{
    enum class Kind : std::uint8_t {
        Null,
        Boolean,
        Integer,
        Number, ///< one that is no std::int64_t; `text` has its digits
        String,
        Array,
        Object,
    };

    Kind kind = Kind::Null;
    bool boolean = false;
    std::int64_t integer = 0;
    std::string text;
    std::vector<std::unique_ptr<JsonNode>> children; ///< of an array or object, in their order
    std::string key;                                 ///< of a member of an object
    std::size_t index = 0;                           ///< among its parent's children
    const JsonNode *parent = nullptr;                ///< null: the whole text
    std::size_t row = 0;                             ///< the line where it begins, from 1

    const JsonNode *find(std::string_view member) const; ///< null: no such member
    std::string place() const;                           ///< "workers.parent[2].call"
    std::string line() const;                            ///< itself as JSON, on one line
    std::optional<double> number() const;                ///< whole or not; nothing: it is none

    bool isString() const { return kind == Kind::String; }
    bool isInteger() const { return kind == Kind::Integer; }
    bool isArray() const { return kind == Kind::Array; }
    bool isObject() const { return kind == Kind::Object; }
};

using TreeOrProblem = std::variant<std::unique_ptr<JsonNode>, ScenarioProblem>;

/// Reads a whole JSON text. No key comes twice in an object; depth, size and number of values are
/// bounded.
TreeOrProblem parseJson(std::string_view text, const std::string &file);

/// What a text that is no JSON should have had where it broke: from the parser's own message, and the
/// text up to there.
Text sentenceOfBrokenJson(std::string_view message, std::string_view before);

} // namespace seeipc
