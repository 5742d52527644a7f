// SPDX-License-Identifier: MIT
// seeipc play: one demo in the terminal.
#include "command.h"
#include "player.h"
#include "say.h"
#include "scenariochoice.h"
#include "terminal.h"

#include <array>

namespace seeipc {

namespace {

constexpr std::array options{
    Option{"--set", Option::Takes::Value}, Option{"--pace", Option::Takes::Value},
    Option{"--step", Option::Takes::Nothing}, Option{"--json", Option::Takes::Nothing}};

constexpr std::int64_t paceOnTerminal = 1'000'000'000; ///< nanoseconds a call
constexpr std::int64_t pacePiped = 50'000'000;

int run(const Invocation &invocation)
{
    const auto &arguments = invocation.arguments;
    const auto language = invocation.language;
    if (arguments.words.empty())
        return complain(tell(Message::PlayNeedsOne, language));
    if (arguments.words.size() > 1)
        return complain(tell(Message::WordTooMany, language, {"play", arguments.words[1]}));
    if (arguments.has("--step") && arguments.has("--pace"))
        return complain(tell(Message::PaceOrStep, language));
    if (const auto self = seeProcesses(); !self)
        return complain(self.error(), language);
    auto scenario = chooseScenario(arguments.words[0], language);
    if (const auto *sentence = std::get_if<std::string>(&scenario))
        return complain(*sentence);
    PlayOptions play;
    play.session.scenario = std::move(std::get<Scenario>(scenario));
    auto parameters = chooseParameters(play.session.scenario, arguments.values("--set"), language);
    if (const auto *sentence = std::get_if<std::string>(&parameters))
        return complain(*sentence);
    play.session.parameters = std::move(std::get<std::vector<ParameterValue>>(parameters));
    play.isStepping = arguments.has("--step");
    play.isJson = arguments.has("--json");
    play.session.held = play.isStepping;
    play.session.pace.nanoseconds = isTerminal() && !play.isJson ? paceOnTerminal : pacePiped;
    if (const auto pace = arguments.value("--pace")) {
        const auto nanoseconds = parseSeconds(*pace);
        if (!nanoseconds)
            return complain(tell(Message::PaceMalformed, language, {*pace}));
        play.session.pace.nanoseconds = *nanoseconds;
    }
    if (play.isStepping)
        play.session.pace = {};
    return Play(std::move(play), language).run();
}

} // namespace

const Command playCommand{.name = "play",
                          .options = options,
                          .summary = Message::SummaryPlay,
                          .help = Message::HelpPlay,
                          .run = run};

} // namespace seeipc
