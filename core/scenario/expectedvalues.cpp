// SPDX-License-Identifier: MIT
// The values that expectations compare with: numbers, errno and signals by name.
#include "mechanisms/registry.h"
#include "posix/result.h"
#include "posix/waitstatus.h"
#include "scenario/draft.h"
#include "scenario/words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>

namespace seeipc {

namespace {

using Comparison = NumberTest::Comparison;

constexpr int lastErrno = 133;

/// Takes the comparison off the beginning of "<= 5".
Comparison takeComparison(std::string_view &text)
{
    constexpr std::array signs{std::pair{std::string_view(">="), Comparison::GreaterOrEqual},
                               std::pair{std::string_view("<="), Comparison::LessOrEqual},
                               std::pair{std::string_view("!="), Comparison::NotEqual},
                               std::pair{std::string_view("=="), Comparison::Equal},
                               std::pair{std::string_view(">"), Comparison::Greater},
                               std::pair{std::string_view("<"), Comparison::Less}};
    auto found = Comparison::Equal;
    for (const auto &[sign, comparison] : signs) {
        if (!text.starts_with(sign))
            continue;
        found = comparison;
        text.remove_prefix(sign.size());
        break;
    }
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    return found;
}

bool failNumber(Draft &draft, const JsonNode &node)
{
    return draft.fail(node, sentenceOf("must be a number, or a comparison as \">= 0\" or \"<= "
                                       "$capacity\"",
                                       "应为数字，或 \">= 0\"、\"<= $capacity\" 这样的比较"));
}

/// Fails with the names that are near; where none is, with `example`.
void failWord(Draft &draft, const JsonNode &node, const Text &what,
              const std::vector<std::string> &names, const Text &example)
{
    draft.fail(node, what + (nearest(node.text, names) ? hint(node.text, names) : example));
}

} // namespace

std::optional<NumberTest> readNumberTest(Draft &draft, const JsonNode &node)
{
    if (node.isInteger())
        return NumberTest{Comparison::Equal, node.integer};
    std::string_view text = node.text;
    NumberTest test;
    test.comparison = takeComparison(text);
    if (node.isString() && text.starts_with('{') && text.ends_with('}')) {
        test.expression = readExpression(draft, node, text.substr(1, text.size() - 2));
        return test.expression ? std::optional(test) : std::nullopt;
    }
    if (node.isString() && text.starts_with('$')) {
        test.parameter = readParameterNamed(draft, node, text.substr(1), Parameter::Type::Number);
        return test.parameter ? std::optional(test) : std::nullopt;
    }
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), test.number);
    if (node.isString() && error == std::errc() && end == text.data() + text.size())
        return test;
    failNumber(draft, node);
    return std::nullopt;
}

std::optional<NumberTest> readWordTest(Draft &draft, const JsonNode &node, const OutWord &word)
{
    std::int64_t flags = 0;
    for (std::string_view rest = node.text; node.isString() && !word.symbols.empty();) {
        const auto name = rest.substr(0, rest.find('|'));
        const auto symbol = std::find_if(word.symbols.begin(), word.symbols.end(),
                                         [&](const Symbol &row) { return row.name == name; });
        if (symbol == word.symbols.end())
            break;
        flags |= symbol->value;
        if (name.size() == rest.size())
            return NumberTest{Comparison::Equal, flags};
        rest.remove_prefix(name.size() + 1);
    }
    return readNumberTest(draft, node);
}

/// "EPIPE"; "" is 0, no error.
std::optional<int> readErrnoNumber(Draft &draft, const JsonNode &node)
{
    const auto name = readString(draft, node);
    if (!name)
        return std::nullopt;
    std::vector<std::string> names;
    for (int code = 1; code <= lastErrno; ++code)
        names.push_back(errnoName(code));
    const auto found = std::find(names.begin(), names.end(), *name);
    if (name->empty() || found != names.end())
        return name->empty() ? 0 : static_cast<int>(found - names.begin()) + 1;
    failWord(draft, node,
             sentenceOf("there is no errno \"%1\"", "没有错误号 \"%1\"", {shown(*name)}), names,
             sentenceOf(": EAGAIN, EPIPE and so on; \"\" means none",
                        "：例如 EAGAIN、EPIPE；\"\" 表示没有"));
    return std::nullopt;
}

std::optional<int> readSignalNumber(Draft &draft, const JsonNode &node)
{
    const auto name = readString(draft, node);
    const int number = name ? signalByName(*name) : 0;
    if (number != 0 || !name)
        return number != 0 ? std::optional(number) : std::nullopt;
    std::vector<std::string> names;
    for (int i = 1; i <= SIGSYS; ++i)
        names.push_back(signalName(i));
    failWord(draft, node,
             sentenceOf("there is no signal \"%1\"", "没有信号 \"%1\"", {shown(*name)}), names,
             sentenceOf(": SIGUSR1, SIGTERM and so on", "：例如 SIGUSR1、SIGTERM"));
    return std::nullopt;
}

} // namespace seeipc
