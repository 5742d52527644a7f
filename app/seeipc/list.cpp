// SPDX-License-Identifier: MIT
// seeipc list: the demos that come with SeeIPC.
#include "command.h"
#include "say.h"
#include "scenariochoice.h"
#include "snapshotjson.h"
#include "terminal.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace seeipc {

namespace {

constexpr std::array options{Option{"--chapter", Option::Takes::Value},
                             Option{"--json", Option::Takes::Nothing}};

Json parameterJson(const Parameter &parameter)
{
    const bool isNumber = parameter.type == Parameter::Type::Number;
    const bool isChoice = parameter.type == Parameter::Type::Choice;
    auto choices = Json::array();
    for (const auto &choice : parameter.choices)
        choices.push_back({{"word", choice.word}, {"title", textJson(choice.title)}});
    return {{"name", parameter.name},
            {"type", isChoice   ? "choice"
                     : isNumber ? "number"
                                : "text"},
            {"default", valueJson(parameter, {parameter.number, parameter.text})},
            {"atLeast", isNumber ? Json(parameter.atLeast) : Json(nullptr)},
            {"atMost", isChoice ? Json(nullptr) : Json(parameter.atMost)},
            {"of", isChoice ? choices : Json(nullptr)},
            {"unit", parameter.unit},
            {"title", textJson(parameter.title)}};
}

Json scenarioJson(const Scenario &scenario)
{
    auto workers = Json::array();
    for (const auto &worker : scenario.workers)
        workers.push_back(worker.name);
    auto parameters = Json::array();
    for (const auto &parameter : scenario.parameters)
        parameters.push_back(parameterJson(parameter));
    return {{"id", scenario.id},
            {"chapter", scenario.chapter},
            {"title", textJson(scenario.title)},
            {"lesson", textJson(scenario.lesson)},
            {"cure", scenario.cure.empty() ? Json(nullptr) : Json(scenario.cure)},
            {"file", scenario.file},
            {"workers", workers},
            {"parameters", parameters},
            {"expectations", scenario.expectations.size()}};
}

void printRows(const std::vector<Scenario> &scenarios, Language language)
{
    std::size_t idColumns = 0;
    for (const auto &scenario : scenarios)
        idColumns = std::max(idColumns, displayWidth(scenario.id));
    std::string chapter;
    for (const auto &scenario : scenarios) {
        if (scenario.chapter != chapter)
            std::printf("%s\n", scenario.chapter.c_str());
        chapter = scenario.chapter;
        std::printf("  %s  %s\n", padded(scenario.id, idColumns).c_str(),
                    scenario.title.in(language).c_str());
    }
}

int run(const Invocation &invocation)
{
    const auto &arguments = invocation.arguments;
    if (!arguments.words.empty())
        return complain(
            tell(Message::WordTooMany, invocation.language, {"list", arguments.words[0]}));
    const auto chosen = chooseBuiltIn(arguments.value("--chapter").value_or(""),
                                      invocation.language);
    if (const auto *sentence = std::get_if<std::string>(&chosen))
        return complain(*sentence);
    const auto &scenarios = std::get<std::vector<Scenario>>(chosen);
    if (arguments.has("--json")) {
        auto list = Json::array();
        for (const auto &scenario : scenarios)
            list.push_back(scenarioJson(scenario));
        std::printf("%s\n", toLine({{"scenarios", list}}).c_str());
    } else {
        printRows(scenarios, invocation.language);
    }
    return flushOutput() ? Status::success : Status::failed;
}

} // namespace

const Command listCommand{.name = "list",
                          .options = options,
                          .summary = Message::SummaryList,
                          .help = Message::HelpList,
                          .run = run};

} // namespace seeipc
