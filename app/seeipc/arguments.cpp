// SPDX-License-Identifier: MIT
#include "arguments.h"

#include "say.h"
#include "scenario/words.h"
#include "session/messages.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace seeipc {

namespace {

constexpr double mostSeconds = 3600;

std::string unknownOption(std::string_view name, std::span<const Option> known, Language language)
{
    std::vector<std::string> names;
    for (const auto &option : known)
        names.emplace_back(option.name);
    return tell(Message::OptionUnknown, language, {shown(name)})
           + didYouMean(nearest(name, names), language);
}

} // namespace

bool Arguments::has(std::string_view name) const
{
    return std::any_of(options.begin(), options.end(),
                       [&](const auto &option) { return option.first == name; });
}

std::optional<std::string> Arguments::value(std::string_view name) const
{
    const auto all = values(name);
    return all.empty() ? std::nullopt : std::optional(all.back());
}

std::vector<std::string> Arguments::values(std::string_view name) const
{
    std::vector<std::string> found;
    for (const auto &option : options) {
        if (option.first == name)
            found.push_back(option.second);
    }
    return found;
}

std::variant<Arguments, std::string>
parseArguments(std::span<const std::string> line, std::span<const Option> known, Language language)
{
    Arguments arguments;
    bool isOption = true;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const std::string_view word = line[i];
        if (!isOption || word.size() < 2 || word[0] != '-') {
            arguments.words.emplace_back(word);
            continue;
        }
        if (word == "--") {
            isOption = false;
            continue;
        }
        const auto equals = word.find('=');
        const auto name = word == "-h" ? "--help" : word.substr(0, equals);
        const auto option = std::find_if(known.begin(), known.end(),
                                         [&](const Option &o) { return o.name == name; });
        if (option == known.end())
            return unknownOption(name, known, language);
        if (option->takes == Option::Takes::Nothing) {
            if (equals != std::string_view::npos)
                return tell(Message::OptionTakesNoValue, language, {shown(name)});
            arguments.options.emplace_back(option->name, "");
        } else if (equals != std::string_view::npos) {
            arguments.options.emplace_back(option->name, word.substr(equals + 1));
        } else if (i + 1 < line.size()) {
            arguments.options.emplace_back(option->name, line[++i]);
        } else {
            return tell(Message::OptionNeedsValue, language, {shown(name)});
        }
    }
    return arguments;
}

std::optional<long long> parseSeconds(std::string_view text)
{
    double seconds = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    const bool isWhole = code == std::errc{} && end == text.data() + text.size();
    if (!isWhole || !std::isfinite(seconds) || seconds < 0 || seconds > mostSeconds)
        return std::nullopt;
    return std::llround(seconds * 1e9);
}

} // namespace seeipc
