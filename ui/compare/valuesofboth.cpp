// SPDX-License-Identifier: MIT
#include "ui/compare/valuesofboth.h"

#include <algorithm>
#include <optional>

namespace seeipc {

namespace {

std::optional<std::size_t> placeOf(const Scenario &scenario, const Parameter &wanted)
{
    for (std::size_t i = 0; i < scenario.parameters.size(); ++i) {
        const auto &parameter = scenario.parameters[i];
        if (parameter.name == wanted.name && parameter.type == wanted.type)
            return i;
    }
    return std::nullopt;
}

/// The same value as another demo's parameter writes it; nothing where that cannot take it.
std::optional<ParameterValue> sameValue(const Parameter &of, const ParameterValue &value,
                                        const Parameter &to)
{
    switch (of.type) {
    case Parameter::Type::Number:
        if (value.number < to.atLeast || value.number > to.atMost)
            return std::nullopt;
        break;
    case Parameter::Type::Text:
        if (static_cast<std::int64_t>(value.text.size()) > to.atMost)
            return std::nullopt;
        break;
    case Parameter::Type::Choice: {
        const auto &word = of.choices.at(static_cast<std::size_t>(value.number)).word;
        const auto found = std::find_if(
            to.choices.begin(), to.choices.end(),
            [&](const Parameter::Choice &choice) { return choice.word == word; });
        if (found == to.choices.end())
            return std::nullopt;
        return ParameterValue{found - to.choices.begin(), {}};
    }
    }
    return value;
}

} // namespace

void takeOver(const DemoSetup &from, DemoSetup &wrong, DemoSetup &cured)
{
    for (std::size_t i = 0; i < from.scenario.parameters.size() && i < from.values.size(); ++i) {
        const auto &parameter = from.scenario.parameters[i];
        const auto inWrong = placeOf(wrong.scenario, parameter);
        const auto inCured = placeOf(cured.scenario, parameter);
        if (!inWrong || !inCured)
            continue;
        const auto &value = from.values[i];
        const auto ofWrong = sameValue(parameter, value, wrong.scenario.parameters[*inWrong]);
        const auto ofCured = sameValue(parameter, value, cured.scenario.parameters[*inCured]);
        if (!ofWrong || !ofCured)
            continue;
        wrong.values[*inWrong] = *ofWrong;
        cured.values[*inCured] = *ofCured;
    }
}

} // namespace seeipc
