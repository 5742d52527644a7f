// SPDX-License-Identifier: MIT
#include "mutating.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace seeipc::fuzzing {

namespace {

constexpr std::array<std::string_view, 32> hostile{"null",
                                                   "true",
                                                   "-1",
                                                   "0",
                                                   "1e999",
                                                   "9223372036854775807",
                                                   "-9223372036854775808",
                                                   "1099511627776",
                                                   "0.5",
                                                   "\"\"",
                                                   "\"..\"",
                                                   "\"/etc/passwd\"",
                                                   "\"\\u0000\"",
                                                   "\"\\ud800\"",
                                                   "\"$i\"",
                                                   "\"$size\"",
                                                   "\"@a\"",
                                                   "\"@\"",
                                                   "\"p[0]\"",
                                                   "\"p[9]\"",
                                                   "\"procfd:a.p[1]\"",
                                                   "\"{1 / 0}\"",
                                                   "\"{x % 0 == 0}\"",
                                                   "\"{/proc/sys/../self/mem * 2}\"",
                                                   "\">= \"",
                                                   "\"untilEof\"",
                                                   "[]",
                                                   "{}",
                                                   "[[]]",
                                                   "{\"fill\": \"A\", \"times\": 99999999}",
                                                   "{\"repeat\": 1000000000, \"do\": []}",
                                                   "{\"call\": \"fork\", \"child\": \"a\"}"};

std::size_t below(std::size_t end, std::mt19937 &random)
{
    return end == 0 ? 0 : random() % end;
}

std::size_t endOfString(std::string_view json, std::size_t at)
{
    for (++at; at < json.size() && json[at] != '"'; ++at) {
        if (json[at] == '\\')
            ++at;
    }
    return std::min(at + 1, json.size());
}

/// Where a value that begins at `at` ends: a text, a list or an object with its brackets, a number, a word.
std::size_t endOfValue(std::string_view json, std::size_t at)
{
    if (json[at] == '"')
        return endOfString(json, at);
    std::size_t depth = 0;
    while (at < json.size()) {
        const char byte = json[at];
        if (byte == '"') {
            at = endOfString(json, at);
            continue;
        }
        const bool closes = byte == ']' || byte == '}';
        if (depth == 0 && (closes || byte == ',' || byte == ':' || byte == ' ' || byte == '\n'))
            break;
        depth += byte == '[' || byte == '{' ? 1U : 0U;
        ++at;
        if (closes && --depth == 0)
            break;
    }
    return at;
}

/// Begin and end of some value or key.
std::pair<std::size_t, std::size_t> someValue(std::string_view json, std::mt19937 &random)
{
    auto begin = json.find_first_of("\"[{0123456789-tfn", below(json.size(), random));
    if (begin == std::string_view::npos)
        begin = 0;
    return {begin, json.empty() ? 0 : endOfValue(json, begin)};
}

} // namespace

void mutate(std::string &json, std::mt19937 &random)
{
    const auto [begin, end] = someValue(json, random);
    const auto [from, to] = someValue(json, random);
    const auto other = json.substr(from, to - from);
    switch (random() % 6) {
    case 0: json.replace(begin, end - begin, hostile[below(hostile.size(), random)]); break;
    case 1:
    case 2: json.replace(begin, end - begin, other); break;
    case 3: json.erase(begin, end - begin + (end < json.size() && json[end] == ',' ? 1 : 0)); break;
    case 4: json.insert(end, ", " + json.substr(begin, end - begin)); break;
    default:
        if (!json.empty())
            json[below(json.size(), random)] = static_cast<char>(random());
    }
}

} // namespace seeipc::fuzzing
