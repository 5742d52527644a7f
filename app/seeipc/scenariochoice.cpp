// SPDX-License-Identifier: MIT
#include "scenariochoice.h"

#include "arguments.h"
#include "posix/procfs.h"
#include "say.h"
#include "scenario/loader.h"
#include "scenario/words.h"
#include "session/messages.h"

#include <algorithm>
#include <filesystem>
#include <unistd.h>

namespace seeipc {

namespace {

bool isFileName(const std::string &word)
{
    return word.find('/') != std::string::npos || word.ends_with(".json")
           || ::access(word.c_str(), F_OK) == 0;
}

ScenarioOrSentence load(const std::string &path, Language language)
{
    auto loaded = loadScenario(path);
    if (const auto *problem = std::get_if<ScenarioProblem>(&loaded))
        return problem->place + ": " + problem->what.in(language);
    return std::move(std::get<Scenario>(loaded));
}

} // namespace

Result<void> seeProcesses()
{
    const auto self = readProcFile(::getpid(), "stat");
    return self ? Result<void>() : Result<void>(self.error());
}

ScenarioOrSentence chooseScenario(const std::string &word, Language language)
{
    if (const auto path = findScenario(word))
        return load(*path, language);
    if (isFileName(word))
        return load(word, language);
    if (scenarioDirectory().empty())
        return tell(Message::NoScenarios, language);
    std::vector<std::string> ids;
    for (const auto &path : builtInScenarios())
        ids.push_back(std::filesystem::path(path).stem());
    return tell(Message::ScenarioUnknown, language, {word})
           + didYouMean(nearest(word, ids), language) + tell(Message::ListHelps, language);
}

std::variant<std::vector<Scenario>, std::string> chooseBuiltIn(const std::string &chapter,
                                                               Language language)
{
    if (scenarioDirectory().empty())
        return tell(Message::NoScenarios, language);
    std::vector<Scenario> chosen;
    std::vector<std::string> chapters;
    for (const auto &path : builtInScenarios()) {
        auto loaded = load(path, language);
        if (auto *sentence = std::get_if<std::string>(&loaded))
            return std::move(*sentence);
        auto &scenario = std::get<Scenario>(loaded);
        if (std::find(chapters.begin(), chapters.end(), scenario.chapter) == chapters.end())
            chapters.push_back(scenario.chapter);
        if (chapter.empty() || scenario.chapter == chapter)
            chosen.push_back(std::move(scenario));
    }
    if (chosen.empty())
        return tell(Message::ChapterUnknown, language, {chapter, listed(chapters)});
    return chosen;
}

std::variant<std::vector<ParameterValue>, std::string>
chooseParameters(const Scenario &scenario, std::span<const std::string> settings, Language language)
{
    auto parameters = defaultParameters(scenario);
    std::vector<std::string> names;
    for (const auto &parameter : scenario.parameters)
        names.push_back(parameter.name);
    for (const auto &setting : settings) {
        const auto equals = setting.find('=');
        if (equals == std::string::npos)
            return tell(Message::SettingMalformed, language, {setting});
        const auto name = setting.substr(0, equals);
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            return names.empty() ? tell(Message::NoParameters, language, {name, scenario.id})
                                 : tell(Message::ParameterUnknown, language,
                                        {name, scenario.id, listed(names)})
                                       + didYouMean(nearest(name, names), language);
        }
        if (const auto problem = setParameter(scenario, name, setting.substr(equals + 1),
                                              parameters))
            return "--set " + setting + ": " + problem->in(language);
    }
    return parameters;
}

} // namespace seeipc
