// SPDX-License-Identifier: MIT
#include "ui/model/demopair.h"

#include "scenario/loader.h"
#include "ui/model/demolist.h"

namespace seeipc {

namespace {

std::optional<Scenario> demoOf(const std::string &id)
{
    const auto file = findScenario(id);
    if (!file)
        return std::nullopt;
    auto read = loadScenario(*file);
    auto *scenario = std::get_if<Scenario>(&read);
    return scenario ? std::optional(std::move(*scenario)) : std::nullopt;
}

} // namespace

std::optional<std::pair<Scenario, Scenario>> wrongAndCured(const Scenario &scenario)
{
    if (!scenario.cure.empty()) {
        auto cured = demoOf(scenario.cure);
        return cured ? std::optional(std::pair(scenario, std::move(*cured))) : std::nullopt;
    }
    for (const auto &entry : demoList()) {
        auto wrong = entry.cure == scenario.id ? demoOf(entry.id) : std::nullopt;
        if (wrong)
            return std::pair(std::move(*wrong), scenario);
    }
    return std::nullopt;
}

} // namespace seeipc
