// SPDX-License-Identifier: MIT
#include "scenario/draft.h"
#include "scenario/words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace seeipc {

namespace {

constexpr std::int64_t mostNumber = 1'000'000'000'000;
constexpr std::int64_t longestText = 65536;
constexpr std::size_t mostVariants = 16;

const Keys numberKeys{{"type", "title", "default", "atLeast", "atMost", "unit", "byHand"}};
const Keys textKeys{{"type", "title", "default", "atMost"}};
const Keys choiceKeys{{"type", "title", "of"}};

std::string number(std::int64_t value)
{
    return std::to_string(value);
}

Text tooLong(const std::string &name, std::size_t size, std::int64_t most)
{
    return sentenceOf("%1 has %2 bytes, at most %3 would be right", "%1 有 %2 字节，最多 %3 字节",
                      {name, std::to_string(size), number(most)});
}

bool readNumberParameter(Draft &draft, const JsonNode &node, Parameter &parameter)
{
    const auto *least = readMember(draft, node, "atLeast");
    const auto *most = least ? readMember(draft, node, "atMost") : nullptr;
    const auto *standard = most ? readMember(draft, node, "default") : nullptr;
    if (!standard)
        return false;
    const auto from = readInteger(draft, *least, -mostNumber, mostNumber);
    const auto to = from ? readInteger(draft, *most, *from, mostNumber) : std::nullopt;
    const auto value = to ? readInteger(draft, *standard, *from, *to) : std::nullopt;
    if (!value)
        return false;
    parameter.atLeast = *from;
    parameter.atMost = *to;
    parameter.number = *value;
    const auto *unit = node.find("unit");
    const auto word = unit ? readString(draft, *unit) : std::string();
    if (!word)
        return false;
    if (unit && *word != "bytes" && *word != "%")
        return draft.fail(*unit, sentenceOf("is \"%1\", must be \"bytes\" or \"%\"",
                                            "是 \"%1\"，应为 \"bytes\" 或 \"%\"", {shown(*word)}));
    parameter.unit = *word;
    return true;
}

bool readTextParameter(Draft &draft, const JsonNode &node, Parameter &parameter)
{
    const auto *most = readMember(draft, node, "atMost");
    const auto *standard = most ? readMember(draft, node, "default") : nullptr;
    const auto length = standard ? readInteger(draft, *most, 1, longestText) : std::nullopt;
    const auto words = length ? readString(draft, *standard) : std::nullopt;
    if (!words)
        return false;
    parameter.atMost = *length;
    parameter.text = *words;
    if (static_cast<std::int64_t>(words->size()) > *length)
        return draft.fail(*standard, tooLong(parameter.name, words->size(), *length));
    return true;
}

/// {"word": {"en": "...", "zh_CN": "..."}, ...}; a word stands for one choice in the whole demo.
bool readChoiceParameter(Draft &draft, const JsonNode &node, Parameter &parameter)
{
    const auto *of = readMember(draft, node, "of");
    if (!of || !readObject(draft, *of))
        return false;
    const auto count = of->children.size();
    if (count < 2 || count > mostVariants)
        return draft.fail(*of, sentenceOf("must have 2 to %2 choices, not %1",
                                          "有 %1 个选项，应为 2 到 %2 个",
                                          {std::to_string(count), std::to_string(mostVariants)}));
    for (const auto &choice : of->children) {
        if (!isName(choice->key))
            return draft.fail(*choice, noName(choice->key));
        if (findChoice(draft.scenario, choice->key))
            return draft.fail(*choice,
                              sentenceOf("\"%1\" is a word of another choice already: "
                                         "choose another word",
                                         "\"%1\" 已是另一个选择的选项：请换一个词", {choice->key}));
        const auto title = readText(draft, *choice);
        if (!title)
            return false;
        parameter.choices.push_back({choice->key, *title});
    }
    parameter.atMost = static_cast<std::int64_t>(count) - 1;
    return true;
}

std::vector<std::string> wordsOf(const Parameter &parameter)
{
    std::vector<std::string> words;
    for (const auto &choice : parameter.choices)
        words.push_back(choice.word);
    return words;
}

/// The position of a word of a choice, or why there is none.
std::variant<std::int64_t, Text> positionOf(const Parameter &parameter, std::string_view word)
{
    const auto words = wordsOf(parameter);
    const auto found = std::find(words.begin(), words.end(), word);
    if (found != words.end())
        return std::int64_t{found - words.begin()};
    return sentenceOf("%1 is no \"%2\"", "%1 没有选项 \"%2\"", {parameter.name, shown(word)})
           + hint(word, words);
}

bool checkParameterName(Draft &draft, const JsonNode &node)
{
    if (node.key == "i")
        return draft.fail(node, sentenceOf("\"$i\" is the round of a loop: choose another name",
                                           "\"$i\" 表示循环的轮次：请换一个名字"));
    return isName(node.key) || draft.fail(node, noName(node.key));
}

struct ParameterKind
{
    std::string_view word;
    Parameter::Type type;
    const Keys *keys;
    bool (*read)(Draft &draft, const JsonNode &node, Parameter &parameter);
};

constexpr std::array kinds{
    ParameterKind{"number", Parameter::Type::Number, &numberKeys, readNumberParameter},
    ParameterKind{"text", Parameter::Type::Text, &textKeys, readTextParameter},
    ParameterKind{"choice", Parameter::Type::Choice, &choiceKeys, readChoiceParameter},
};

bool readParameter(Draft &draft, const JsonNode &node)
{
    Parameter parameter;
    parameter.name = node.key;
    parameter.title = {node.key, node.key};
    if (!checkParameterName(draft, node) || !readObject(draft, node))
        return false;
    const auto *type = readMember(draft, node, "type");
    const auto word = type ? readString(draft, *type) : std::nullopt;
    if (!word)
        return false;
    const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                   [&](const ParameterKind &row) { return row.word == *word; });
    if (kind == kinds.end())
        return draft.fail(*type, sentenceOf("is \"%1\", must be \"number\", \"text\" or \"choice\"",
                                            "是 \"%1\"，应为 \"number\"、\"text\" 或 \"choice\"",
                                            {shown(*word)}));
    parameter.type = kind->type;
    if (!checkKeys(draft, node, *kind->keys))
        return false;
    if (const auto *title = node.find("title")) {
        const auto text = readText(draft, *title);
        if (!text)
            return false;
        parameter.title = *text;
    }
    const bool isGood = kind->read(draft, node, parameter);
    draft.scenario.parameters.push_back(parameter);
    return isGood;
}

std::optional<std::int64_t> readVariantValue(Draft &draft, const JsonNode &node,
                                             const Parameter &parameter)
{
    if (parameter.type == Parameter::Type::Number)
        return readInteger(draft, node, parameter.atLeast, parameter.atMost);
    const auto word = readString(draft, node);
    if (!word)
        return std::nullopt;
    const auto position = positionOf(parameter, *word);
    if (const auto *why = std::get_if<Text>(&position)) {
        draft.fail(node, *why);
        return std::nullopt;
    }
    return std::get<std::int64_t>(position);
}

bool readVariant(Draft &draft, const JsonNode &node)
{
    if (!isName(node.key))
        return draft.fail(node, noName(node.key));
    if (!readObject(draft, node))
        return false;
    std::map<std::string, std::int64_t> values;
    for (const auto &member : node.children) {
        const auto found = findParameter(draft.scenario, member->key);
        if (!found)
            return draft.fail(*member, sentenceOf("there is no parameter \"%1\"", "没有参数 \"%1\"",
                                                  {shown(member->key)})
                                           + hint(member->key, parameterNames(draft.scenario)));
        const auto &parameter = draft.scenario.parameters[*found];
        if (parameter.type == Parameter::Type::Text)
            return draft.fail(*member, sentenceOf("a text in a variant is not supported yet",
                                                  "变体里暂不支持文字参数"));
        const auto value = readVariantValue(draft, *member, parameter);
        if (!value)
            return false;
        values[member->key] = *value;
    }
    draft.scenario.variants.emplace_back(node.key, std::move(values));
    return true;
}

/// 65536, 64K, 1M: K and M are 1024 and 1024 * 1024.
std::optional<std::int64_t> numberIn(std::string_view text)
{
    std::int64_t factor = 1;
    if (text.ends_with('K') || text.ends_with('k'))
        factor = 1024;
    else if (text.ends_with('M') || text.ends_with('m'))
        factor = std::int64_t{1024} * 1024;
    if (factor > 1)
        text.remove_suffix(1);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool isWhole = error == std::errc() && end == text.data() + text.size();
    const auto most = std::numeric_limits<std::int64_t>::max() / factor;
    if (!isWhole || value > most || value < -most)
        return std::nullopt;
    return value * factor;
}

} // namespace

std::optional<ParameterChoice> findChoice(const Scenario &scenario, std::string_view word)
{
    for (std::size_t i = 0; i < scenario.parameters.size(); ++i) {
        const auto words = wordsOf(scenario.parameters[i]);
        const auto found = std::find(words.begin(), words.end(), word);
        if (found != words.end())
            return ParameterChoice{i, found - words.begin()};
    }
    return std::nullopt;
}

std::vector<std::string> choiceWords(const Scenario &scenario)
{
    std::vector<std::string> words;
    for (const auto &parameter : scenario.parameters) {
        const auto own = wordsOf(parameter);
        words.insert(words.end(), own.begin(), own.end());
    }
    return words;
}

bool readParameters(Draft &draft, const JsonNode &root)
{
    const auto *parameters = root.find("parameters");
    if (!parameters)
        return true;
    if (!readObject(draft, *parameters))
        return false;
    if (const auto count = parameters->children.size(); count > mostParameters)
        return draft.fail(*parameters,
                          sentenceOf("has %1 parameters, at most %2 would be right",
                                     "有 %1 个参数，最多 %2 个",
                                     {std::to_string(count), std::to_string(mostParameters)}));
    for (const auto &parameter : parameters->children) {
        if (!readParameter(draft, *parameter))
            return false;
    }
    return true;
}

bool readVariants(Draft &draft, const JsonNode &root)
{
    const auto *variants = root.find("variants");
    if (!variants)
        return true;
    if (!readObject(draft, *variants))
        return false;
    if (variants->children.empty() || variants->children.size() > mostVariants)
        return draft.fail(*variants, sentenceOf("must have 1 to %1 variants", "应有 1 到 %1 个变体",
                                                {std::to_string(mostVariants)}));
    for (const auto &variant : variants->children) {
        if (!readVariant(draft, *variant))
            return false;
    }
    return true;
}

std::vector<ParameterValue> defaultParameters(const Scenario &scenario)
{
    std::vector<ParameterValue> values;
    for (const auto &parameter : scenario.parameters)
        values.push_back({parameter.number, parameter.text});
    return values;
}

Text unitOf(const Parameter &parameter, std::int64_t value)
{
    if (parameter.unit != "bytes")
        return {parameter.unit, parameter.unit};
    return {value == 1 ? " byte" : " bytes", " 字节"};
}

std::optional<Text> setParameter(const Scenario &scenario, std::string_view name,
                                 std::string_view value, std::vector<ParameterValue> &parameters)
{
    const auto found = findParameter(scenario, name);
    if (!found || *found >= parameters.size())
        return sentenceOf("there is no parameter \"%1\"", "没有参数 \"%1\"", {shown(name)})
               + hint(name, parameterNames(scenario));
    const auto &parameter = scenario.parameters[*found];
    if (parameter.type == Parameter::Type::Text) {
        if (static_cast<std::int64_t>(value.size()) > parameter.atMost)
            return tooLong(parameter.name, value.size(), parameter.atMost);
        parameters[*found].text = value;
        return std::nullopt;
    }
    if (parameter.type == Parameter::Type::Choice) {
        const auto position = positionOf(parameter, value);
        if (const auto *why = std::get_if<Text>(&position))
            return *why;
        parameters[*found].number = std::get<std::int64_t>(position);
        return std::nullopt;
    }
    const auto asNumber = numberIn(value);
    if (asNumber && *asNumber >= parameter.atLeast && *asNumber <= parameter.atMost) {
        parameters[*found].number = *asNumber;
        return std::nullopt;
    }
    return sentenceOf(
               "%1 is \"%2\", must be a whole number from %3 to %4",
               "%1 是 \"%2\"，应为整数，从 %3 到 %4",
               {parameter.name, shown(value), number(parameter.atLeast), number(parameter.atMost)})
           + unitOf(parameter, parameter.atMost);
}

std::vector<ParameterValue>
keptParameters(const Scenario &from, const std::vector<ParameterValue> &values, const Scenario &to)
{
    auto kept = defaultParameters(to);
    for (std::size_t i = 0; i < from.parameters.size() && i < values.size(); ++i) {
        const auto &parameter = from.parameters[i];
        const auto number = values[i].number;
        if (number == parameter.number && values[i].text == parameter.text)
            continue;
        const auto text = parameter.type == Parameter::Type::Text ? values[i].text
                          : parameter.type == Parameter::Type::Choice
                              ? parameter.choices[static_cast<std::size_t>(number)].word
                              : std::to_string(number);
        (void)setParameter(to, parameter.name, text, kept);
    }
    return kept;
}

} // namespace seeipc
