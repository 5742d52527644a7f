// SPDX-License-Identifier: MIT
// seeipc export-c: a demo as one C program.
#include "command.h"
#include "say.h"
#include "scenario/cprogram.h"
#include "scenariochoice.h"

#include <array>
#include <cstdio>

namespace seeipc {

namespace {

constexpr std::array options{Option{"--set", Option::Takes::Value}};

int run(const Invocation &invocation)
{
    const auto &[language, arguments] = invocation;
    if (arguments.words.empty())
        return complain(tell(Message::ExportNeedsOne, language));
    if (arguments.words.size() > 1)
        return complain(tell(Message::WordTooMany, language, {"export-c", arguments.words[1]}));
    const auto chosen = chooseScenario(arguments.words[0], language);
    if (const auto *sentence = std::get_if<std::string>(&chosen))
        return complain(*sentence);
    const auto &scenario = std::get<Scenario>(chosen);
    const auto parameters = chooseParameters(scenario, arguments.values("--set"), language);
    if (const auto *sentence = std::get_if<std::string>(&parameters))
        return complain(*sentence);
    const auto program = cProgram(scenario, std::get<std::vector<ParameterValue>>(parameters),
                                  language);
    std::fputs(program.c_str(), stdout);
    return flushOutput() ? Status::success : Status::failed;
}

} // namespace

const Command exportCCommand{.name = "export-c",
                             .options = options,
                             .summary = Message::SummaryExport,
                             .help = Message::HelpExport,
                             .run = run};

} // namespace seeipc
