// SPDX-License-Identifier: MIT
// seeipc: the command line. One file per subcommand; without one it becomes the window.
#include "command.h"
#include "language.h"
#include "posix/uniquefd.h"
#include "say.h"
#include "scenario/words.h"
#include "terminal.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

namespace {

using namespace seeipc;

constexpr std::array everywhere{Option{"--help", Option::Takes::Nothing},
                                Option{"--lang", Option::Takes::Value}};

std::string helpText(Language language)
{
    std::string rows;
    constexpr std::size_t nameColumns = 10;
    for (const auto *command : commands())
        rows += "  seeipc " + padded(command->name, nameColumns) + tell(command->summary, language)
                + "\n";
    return tell(Message::Help, language, {rows});
}

int print(const std::string &text)
{
    std::fputs(text.c_str(), stdout);
    return flushOutput() ? Status::success : Status::failed;
}

const Command *findCommand(std::string_view name)
{
    const auto all = commands();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const Command *command) { return command->name == name; });
    return found == all.end() ? nullptr : *found;
}

int complainAboutCommand(const std::string &word, Language language)
{
    std::vector<std::string> names;
    for (const auto *command : commands())
        names.emplace_back(command->name);
    const auto similar = nearest(word, names);
    if (similar)
        return complain(tell(Message::CommandMisspelt, language, {word, *similar}));
    return complain(tell(Message::CommandUnknown, language, {word}));
}

int runCommand(const Command &command, std::span<const std::string> line, Language language)
{
    std::vector<Option> known(command.options.begin(), command.options.end());
    known.insert(known.end(), everywhere.begin(), everywhere.end());
    auto parsed = parseArguments(line, known, language);
    if (const auto *problem = std::get_if<std::string>(&parsed))
        return complain(*problem
                        + tell(Message::HelpOfCommand, language, {std::string(command.name)}));
    auto &arguments = std::get<Arguments>(parsed);
    if (const auto name = arguments.value("--lang"); name && !languageByName(*name))
        return complain(tell(Message::LanguageUnknown, language, {*name}));
    if (arguments.has("--help"))
        return print(tell(command.help, language));
    return command.run({.language = language, .arguments = std::move(arguments)});
}

/// Options in front of the command, or no command at all.
int runWithout(std::span<const std::string> line, Language language, bool isLanguageGiven)
{
    std::vector<Option> known(everywhere.begin(), everywhere.end());
    known.push_back({"--version", Option::Takes::Nothing});
    auto parsed = parseArguments(line, known, language);
    if (const auto *problem = std::get_if<std::string>(&parsed))
        return complain(*problem + tell(Message::HelpOfAll, language));
    const auto &arguments = std::get<Arguments>(parsed);
    if (const auto name = arguments.value("--lang"); name && !languageByName(*name))
        return complain(tell(Message::LanguageUnknown, language, {*name}));
    if (arguments.has("--help"))
        return print(helpText(language));
    if (arguments.has("--version"))
        return print("seeipc " SEEIPC_VERSION "\n");
    return openWindow(language, isLanguageGiven);
}

/// The first word that is neither an option nor the value of --lang.
std::size_t commandPosition(std::span<const std::string> line)
{
    std::size_t at = 0;
    while (at < line.size() && !line[at].empty() && line[at][0] == '-')
        at += line[at] == "--lang" ? 2U : 1U;
    return std::min(at, line.size());
}

/// A reader that has left knows that it has; a full disk must be told.
int toldIfUnwritten(int status, Language language)
{
    (void)flushOutput();
    if (const int error = outputError(); error != 0 && error != EPIPE)
        complain(tell(Message::OutputUnwritable, language, {errnoName(error)}));
    return status;
}

int run(std::vector<std::string> line, Language language, bool isLanguageGiven)
{
    const auto at = commandPosition(line);
    const bool hasCommand = at < line.size();
    const std::span<const std::string> before(line.data(), at);
    if (!hasCommand)
        return runWithout(before, language, isLanguageGiven);
    const auto word = line[at];
    const auto *command = findCommand(word);
    if (!command)
        return complainAboutCommand(word, language);
    line.erase(line.begin() + static_cast<std::ptrdiff_t>(at)); // what stood before it counts too
    return runCommand(*command, line, language);
}

} // namespace

int main(int argc, char **argv)
{
    reserveStandardDescriptors();
    std::vector<std::string> line(argv + std::min(argc, 1), argv + argc);
    const auto given = givenLanguage(line);
    const auto language = given ? *given : localeLanguage([](const char *name) -> const char * {
        return std::getenv(name);
    });
    return toldIfUnwritten(run(std::move(line), language, given.has_value()), language);
}
