// SPDX-License-Identifier: MIT
#include "scenario/reading.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace seeipc {

namespace {

constexpr std::int64_t largestNumber = std::int64_t{1} << 40;
constexpr std::int64_t longestText = 65536;

bool isName(std::string_view word)
{
    return !word.empty() && word.size() <= 32
           && std::all_of(word.begin(), word.end(), [](unsigned char c) {
                  return std::isalnum(c) != 0 || c == '_' || c == '-';
              });
}

bool readNumberParameter(Reading &reading, const JsonNode &node, const std::string &place,
                         Parameter &parameter)
{
    const auto low = reading.number(node, place, "atLeast", 0, largestNumber, 0);
    const auto high = low ? reading.number(node, place, "atMost", *low, largestNumber)
                          : std::nullopt;
    const auto given = high ? reading.number(node, place, "default", *low, *high) : std::nullopt;
    if (!given)
        return false;
    parameter.atLeast = *low;
    parameter.atMost = *high;
    parameter.number = *given;
    return true;
}

bool readTextParameter(Reading &reading, const JsonNode &node, const std::string &place,
                       Parameter &parameter)
{
    const auto high = reading.number(node, place, "atMost", 1, longestText, 4096);
    const auto given = high ? reading.text(node, place, "default") : std::nullopt;
    if (!given)
        return false;
    parameter.type = Parameter::Type::Text;
    parameter.atMost = *high;
    parameter.text = *given;
    if (static_cast<std::int64_t>(given->size()) > *high)
        return reading.refuse(place + ".default",
                              {"is longer than \"atMost\" = " + std::to_string(*high) + " bytes",
                               "超过了 \"atMost\" = " + std::to_string(*high) + " 字节"});
    return true;
}

void readParameter(Reading &reading, const std::string &name, const JsonNode &node)
{
    const auto place = "parameters." + name;
    if (!isName(name)) {
        reading.refuse(place, {"is no name: letters, digits, _ and -, at most 32",
                               "不是合法的名字：只能用字母、数字、_ 和 -，最多 32 个"});
        return;
    }
    if (!reading.hasOnly(node, place,
                         {"type", "title", "default", "atLeast", "atMost", "unit", "byHand"}))
        return;
    Parameter parameter;
    parameter.name = name;
    parameter.title = {name, name};
    if (node.find("title")) {
        const auto title = reading.texts(node, place, "title");
        if (!title)
            return;
        parameter.title = *title;
    }
    const auto type = reading.text(node, place, "type");
    if (!type)
        return;
    if (const auto *unit = node.find("unit"); unit && unit->is(JsonNode::Kind::Text))
        parameter.unit = unit->text;
    if (*type != "number" && *type != "text") {
        reading.refuse(place + ".type", {"is neither \"number\" nor \"text\"",
                                         "应当是 \"number\" 或 \"text\""});
        return;
    }
    const bool isRead = *type == "number" ? readNumberParameter(reading, node, place, parameter)
                                          : readTextParameter(reading, node, place, parameter);
    if (isRead)
        reading.scenario.parameters.push_back(std::move(parameter));
}

} // namespace

void readParameters(Reading &reading, const JsonNode &root)
{
    const auto *node = root.find("parameters");
    if (!node)
        return;
    if (!node->is(JsonNode::Kind::Object)) {
        reading.refuse("parameters", {"is no object {...}", "应当是一个对象 {...}"});
        return;
    }
    if (node->members.size() > mostParameters) {
        reading.refuse("parameters", {"there are more than " + std::to_string(mostParameters),
                                      "超过了 " + std::to_string(mostParameters) + " 个"});
        return;
    }
    for (const auto &[name, value] : node->members) {
        readParameter(reading, name, value);
        if (reading.isRefused())
            return;
    }
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
    const auto found = std::find_if(scenario.parameters.begin(), scenario.parameters.end(),
                                    [&](const Parameter &p) { return p.name == name; });
    const std::string word(name);
    if (found == scenario.parameters.end()) {
        std::vector<std::string_view> names;
        for (const auto &parameter : scenario.parameters)
            names.push_back(parameter.name);
        if (names.empty())
            return Text{scenario.id + " has no parameters", scenario.id + " 没有参数"};
        return withNearest({word + " is no parameter of " + scenario.id,
                            scenario.id + " 没有参数 " + word},
                           name, names);
    }
    auto &place = parameters[static_cast<std::size_t>(found - scenario.parameters.begin())];
    if (found->type == Parameter::Type::Text) {
        if (static_cast<std::int64_t>(value.size()) > found->atMost)
            return Text{word + " is longer than " + std::to_string(found->atMost) + " bytes",
                        word + " 超过了 " + std::to_string(found->atMost) + " 字节"};
        place.text = value;
        return std::nullopt;
    }
    std::int64_t number = 0;
    const auto [end, code] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (code != std::errc() || end != value.data() + value.size() || number < found->atLeast
        || number > found->atMost)
        return Text{word + " must be a whole number from " + std::to_string(found->atLeast) + " to "
                        + std::to_string(found->atMost) + ", not \"" + std::string(value) + "\"",
                    word + " 应当是 " + std::to_string(found->atLeast) + " 到 "
                        + std::to_string(found->atMost) + " 的整数，而不是 \"" + std::string(value)
                        + "\""};
    place.number = number;
    return std::nullopt;
}

} // namespace seeipc
