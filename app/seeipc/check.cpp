// SPDX-License-Identifier: MIT
// seeipc check: runs demos for real and holds every expectation against what was seen.
#include "checkrun.h"
#include "command.h"
#include "say.h"
#include "scenario/words.h"
#include "scenariochoice.h"
#include "signals.h"
#include "snapshotjson.h"

#include <array>
#include <cstdio>

namespace seeipc {

namespace {

constexpr std::array options{Option{"--chapter", Option::Takes::Value},
                             Option{"--all", Option::Takes::Nothing},
                             Option{"--json", Option::Takes::Nothing}};

constexpr std::size_t mostProves = 400; ///< bytes; of a stranger's file

struct Sums
{
    std::size_t passed = 0;
    std::size_t failed = 0;
    std::size_t skipped = 0;
};

std::string outcomeName(Verdict::Outcome outcome)
{
    switch (outcome) {
    case Verdict::Outcome::Proved: return "proved";
    case Verdict::Outcome::Refuted: return "refuted";
    case Verdict::Outcome::Unknown: return "unknown";
    }
    return {};
}

std::string outcomeName(const Checked &checked)
{
    if (checked.skipped)
        return "skipped";
    return checked.hasPassed() ? "passed" : "failed";
}

/// The expectation as it stands in the file, without the fact that it proves: that is told beside it.
std::string testText(const Expectation &expectation)
{
    auto json = Json::parse(expectation.text, nullptr, false);
    if (!json.is_object())
        return expectation.text;
    json.erase("proves");
    return toLine(json);
}

Json runJson(const Scenario &scenario, const CheckedRun &run)
{
    auto expectations = Json::array();
    for (const auto &verdict : run.verdicts) {
        const auto &expectation = scenario.expectations[verdict.expectation];
        const bool isProved = verdict.outcome == Verdict::Outcome::Proved;
        expectations.push_back({{"place", expectation.place},
                                {"text", testText(expectation)},
                                {"proves", textJson(expectation.proves)},
                                {"outcome", outcomeName(verdict.outcome)},
                                {"seen", isProved ? Json(nullptr) : textJson(verdict.seen)}});
    }
    const auto &standstill = run.standstill;
    return {{"variant", run.variant.empty() ? Json(nullptr) : Json(run.variant)},
            {"seconds", run.seconds},
            {"problem", run.problem ? textJson(*run.problem) : Json(nullptr)},
            {"waits", standstill ? waitsJson(scenario, *standstill) : Json::array()},
            {"ring", standstill ? workerNames(scenario, standstill->ring) : Json::array()},
            {"knot", standstill ? workerNames(scenario, standstill->knot) : Json::array()},
            {"expectations", expectations}};
}

Json checkedJson(const Checked &checked)
{
    auto runs = Json::array();
    for (const auto &run : checked.runs)
        runs.push_back(runJson(*checked.scenario, run));
    return {{"id", checked.scenario->id},
            {"outcome", outcomeName(checked)},
            {"skipped", checked.skipped ? textJson(*checked.skipped) : Json(nullptr)},
            {"runs", runs}};
}

/// The line of a demo, and under one that failed what failed.
void printChecked(const Checked &checked, Language language)
{
    const auto &scenario = *checked.scenario;
    if (checked.skipped) {
        std::printf("%s\n", tell(Message::CheckSkipped, language,
                                 {scenario.id, checked.skipped->in(language)})
                                .c_str());
        return;
    }
    std::size_t proved = 0;
    std::size_t all = 0;
    double seconds = 0;
    for (const auto &run : checked.runs) {
        all += run.verdicts.size();
        proved += run.provedCount();
        seconds += run.seconds;
    }
    std::array<char, 32> time{};
    std::snprintf(time.data(), time.size(), "%.2f", seconds);
    std::printf("%s\n",
                tell(checked.hasPassed() ? Message::CheckPassed : Message::CheckFailed, language,
                     {scenario.id, std::to_string(proved), std::to_string(all), time.data()})
                    .c_str());
    for (const auto &run : checked.runs) {
        const auto variant = run.variant.empty() ? std::string() : " (" + run.variant + ")";
        if (run.problem)
            std::printf("  %s%s\n", run.problem->in(language).c_str(), variant.c_str());
        for (const auto &verdict : run.verdicts) {
            if (verdict.outcome == Verdict::Outcome::Proved)
                continue;
            const auto &expectation = scenario.expectations[verdict.expectation];
            const auto outcome = verdict.outcome == Verdict::Outcome::Refuted
                                     ? Message::CheckRefuted
                                     : Message::CheckUnknown;
            std::printf("  %s%s: %s\n", expectation.place.c_str(), variant.c_str(),
                        testText(expectation).c_str());
            std::printf("    %s\n", tell(Message::CheckProves, language,
                                         {shown(expectation.proves.in(language), mostProves)})
                                        .c_str());
            std::printf("    %s\n", tell(outcome, language, {verdict.seen.in(language)}).c_str());
        }
    }
}

std::variant<std::vector<Scenario>, std::string> chooseAll(const Invocation &invocation)
{
    const auto &arguments = invocation.arguments;
    const auto language = invocation.language;
    const int ways = (arguments.has("--all") ? 1 : 0) + (arguments.has("--chapter") ? 1 : 0)
                     + (arguments.words.empty() ? 0 : 1);
    if (ways != 1)
        return tell(Message::CheckWhat, language);
    if (arguments.words.empty())
        return chooseBuiltIn(arguments.value("--chapter").value_or(""), language);
    std::vector<Scenario> scenarios;
    for (const auto &word : arguments.words) {
        auto scenario = chooseScenario(word, language);
        if (auto *sentence = std::get_if<std::string>(&scenario))
            return std::move(*sentence);
        scenarios.push_back(std::move(std::get<Scenario>(scenario)));
    }
    return scenarios;
}

void count(Sums &sums, const Checked &checked)
{
    if (checked.skipped)
        ++sums.skipped;
    else if (checked.hasPassed())
        ++sums.passed;
    else
        ++sums.failed;
}

/// Before anything runs every file has been read: a bad one means that nothing starts.
int run(const Invocation &invocation)
{
    const auto language = invocation.language;
    const bool isJson = invocation.arguments.has("--json");
    if (const auto self = seeProcesses(); !self)
        return complain(self.error(), language);
    const auto chosen = chooseAll(invocation);
    if (const auto *sentence = std::get_if<std::string>(&chosen))
        return complain(*sentence);
    Signals signals;
    if (signals.error() != 0)
        return complain(Error{"signalfd(2)", "", signals.error()}, language);
    Sums sums;
    auto list = Json::array();
    bool isToldOfNamespace = false;
    for (const auto &scenario : std::get<std::vector<Scenario>>(chosen)) {
        auto outcome = checkScenario(scenario, signals);
        if (const auto *signal = std::get_if<EndedBySignal>(&outcome))
            return Status::signalBase + signal->number;
        if (const auto *error = std::get_if<Error>(&outcome))
            return complain(*error, language);
        const auto &checked = std::get<Checked>(outcome);
        if (checked.namespaceRefusal && !isToldOfNamespace)
            note(tell(Message::NamespaceRefused, language,
                      {errnoName(checked.namespaceRefusal->code)}),
                 language);
        isToldOfNamespace = isToldOfNamespace || checked.namespaceRefusal.has_value();
        count(sums, checked);
        if (isJson)
            list.push_back(checkedJson(checked));
        else
            printChecked(checked, language);
        if (!flushOutput())
            return Status::couldNot;
    }
    if (isJson)
        std::printf("%s\n", toLine({{"scenarios", list},
                                    {"passed", sums.passed},
                                    {"failed", sums.failed},
                                    {"skipped", sums.skipped}})
                                .c_str());
    else
        std::printf("%s\n", tell(Message::CheckSums, language,
                                 {std::to_string(sums.passed), std::to_string(sums.failed),
                                  std::to_string(sums.skipped)})
                                .c_str());
    if (!flushOutput())
        return Status::couldNot;
    return sums.failed > 0 ? Status::failed : Status::success;
}

} // namespace

const Command checkCommand{.name = "check",
                           .options = options,
                           .summary = Message::SummaryCheck,
                           .help = Message::HelpCheck,
                           .run = run};

} // namespace seeipc
