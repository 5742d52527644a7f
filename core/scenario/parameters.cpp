// SPDX-License-Identifier: MIT
#include "scenario/draft.h"
#include "scenario/words.h"

#include <charconv>
#include <limits>

namespace seeipc {

namespace {

constexpr std::int64_t mostNumber = 1'000'000'000'000;
constexpr std::int64_t longestText = 65536;
constexpr std::size_t mostVariants = 16;

const Keys numberKeys{{"type", "title", "default", "atLeast", "atMost", "unit", "byHand"}};
const Keys textKeys{{"type", "title", "default", "atMost"}};

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

bool checkParameterName(Draft &draft, const JsonNode &node)
{
    if (node.key == "i")
        return draft.fail(node, sentenceOf("\"$i\" is the round of a loop: choose another name",
                                           "\"$i\" 表示循环的轮次：请换一个名字"));
    return isName(node.key) || draft.fail(node, noName(node.key));
}

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
    if (*word != "number" && *word != "text")
        return draft.fail(*type,
                          sentenceOf("is \"%1\", must be \"number\" or \"text\"",
                                     "是 \"%1\"，应为 \"number\" 或 \"text\"", {shown(*word)}));
    const bool isText = *word == "text";
    parameter.type = isText ? Parameter::Type::Text : Parameter::Type::Number;
    if (!checkKeys(draft, node, isText ? textKeys : numberKeys))
        return false;
    if (const auto *title = node.find("title")) {
        const auto text = readText(draft, *title);
        if (!text)
            return false;
        parameter.title = *text;
    }
    const bool isGood = isText ? readTextParameter(draft, node, parameter)
                               : readNumberParameter(draft, node, parameter);
    draft.scenario.parameters.push_back(parameter);
    return isGood;
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
        const auto value = readInteger(draft, *member, parameter.atLeast, parameter.atMost);
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
    const auto asNumber = numberIn(value);
    if (asNumber && *asNumber >= parameter.atLeast && *asNumber <= parameter.atMost) {
        parameters[*found].number = *asNumber;
        return std::nullopt;
    }
    const auto unit = parameter.unit.empty() ? "" : " " + parameter.unit;
    return sentenceOf(
        "%1 is \"%2\", must be a whole number from %3 to %4%5",
        "%1 是 \"%2\"，应为从 %3 到 %4%5 的整数",
        {parameter.name, shown(value), number(parameter.atLeast), number(parameter.atMost), unit});
}

} // namespace seeipc
