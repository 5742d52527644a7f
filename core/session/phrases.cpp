// SPDX-License-Identifier: MIT
#include "session/phrases.h"

#include "mechanisms/calltext.h"
#include "mechanisms/registry.h"

#include <algorithm>
#include <cassert>

namespace seeipc {

namespace {

std::size_t longestName(Language language)
{
    return language == Language::Chinese ? 10 : 14;
}

std::size_t mostOfWhat(Language language)
{
    return language == Language::Chinese ? 34 : 60;
}

std::size_t mostOfWhy(Language language)
{
    return language == Language::Chinese ? 72 : 140;
}

bool isCharacterStart(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xc0U) != 0x80U;
}

/// The text, or its first characters and "…".
std::string cut(const std::string &text, std::size_t most)
{
    if (characterCount(text) <= most)
        return text;
    std::size_t count = 0;
    std::size_t end = 0;
    while (end < text.size() && (count < most - 1 || !isCharacterStart(text[end]))) {
        ++end;
        if (end == text.size() || isCharacterStart(text[end]))
            ++count;
    }
    return text.substr(0, end) + "…";
}

std::string joined(const std::string &first, const std::string &second, Language language)
{
    if (language == Language::English)
        return first + ". " + second;
    return first + (second.starts_with("，") ? "" : "；") + second;
}

/// As it stands behind a colon. What begins with a name, of a process or of a signal, is left as it is.
std::string behindColon(std::string clause, const Scenario &scenario)
{
    const auto isUpper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto isLower = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto word = clause.substr(0, clause.find(' '));
    const bool isName = std::any_of(scenario.workers.begin(), scenario.workers.end(),
                                    [&](const Worker &worker) { return worker.name == word; });
    const bool isWord = word == "A" || (word.size() > 1 && isUpper(word[0]) && isLower(word[1]));
    if (!isName && isWord)
        clause[0] = static_cast<char>(clause[0] - 'A' + 'a');
    return clause;
}

/// The first byte of a Chinese character or punctuation mark (U+2E80 to U+FFEF).
bool beginsChinese(const std::string &text, std::size_t at)
{
    const auto lead = at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
    return lead >= 0xe3 && lead <= 0xef;
}

/// U+FF0C and the like, U+3002: what no space stands before.
bool beginsChineseStop(const std::string &text, std::size_t at)
{
    const std::string_view rest(text.data() + at, text.size() - at);
    return rest.starts_with("，") || rest.starts_with("。") || rest.starts_with("；")
           || rest.starts_with("：") || rest.starts_with("（") || rest.starts_with("）");
}

/// A space stands between Chinese and Latin, never between Chinese and Chinese or before a stop.
std::string tidied(const std::string &text)
{
    std::string tidy;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool isBetween = text[i] == ' '
                               && ((i >= 3 && beginsChinese(text, i - 3)
                                    && beginsChinese(text, i + 1))
                                   || beginsChineseStop(text, i + 1));
        if (!isBetween)
            tidy += text[i];
    }
    return tidy;
}

std::string replaced(std::string text, const std::string &from, const std::string &to)
{
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

/// With names in whole that Chinese cuts and English does not, where there is room for all of them; not
/// where two look the same.
Caption withWholeNames(const Caption &caption, const Scenario &scenario, Language language)
{
    std::vector<std::string> names;
    for (const auto &worker : scenario.workers)
        names.push_back(worker.name);
    for (const auto &channel : scenario.channels)
        names.push_back(channel.name);
    auto whole = caption;
    for (const auto &name : names) {
        const auto brief = cut(name, longestName(language));
        const auto alike = std::count_if(names.begin(), names.end(), [&](const std::string &other) {
            return cut(other, longestName(language)) == brief;
        });
        if (brief == name || alike > 1 || characterCount(name) > longestName(Language::English))
            continue;
        whole = {replaced(whole.what, brief, name), replaced(whole.why, brief, name)};
    }
    const bool isFitting = isShortEnough(whole.what, language)
                           && characterCount(whole.why) < mostOfWhy(language); // and the stop
    return isFitting ? whole : caption;
}

} // namespace

std::size_t characterCount(const std::string &text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), isCharacterStart));
}

bool isShortEnough(const std::string &what, Language language)
{
    const auto latin = mostOfWhat(Language::English);
    const auto chinese = mostOfWhat(Language::Chinese);
    std::size_t wide = 0;
    for (std::size_t i = 0; i < what.size(); ++i)
        wide += beginsChinese(what, i) ? 1U : 0U;
    const auto narrow = characterCount(what) - wide;
    return language == Language::English ? narrow + wide <= latin
                                         : wide * latin + narrow * chinese <= latin * chinese;
}

std::optional<Amount> fillOf(const ChannelSnapshot &channel)
{
    const bool isModelRight = channel.slotsExact && !channel.disagrees;
    const bool isMoving = std::any_of(channel.pending.begin(), channel.pending.end(),
                                      [](const PendingWrite &write) { return write.in > 0; });
    const bool isAsked = channel.isFillOfNow() && channel.queued.source != Source::Inferred;
    if (isAsked && !(isMoving && isModelRight)) // a write under way is not told yet
        return Amount{*channel.queued.value, false};
    if (channel.queued.isRefused())
        return std::nullopt;
    return Amount{static_cast<std::int64_t>(channel.slots.fill()), !isModelRight};
}

bool Phrases::areFifos() const
{
    const auto &channels = scenario.channels;
    return !channels.empty()
           && std::all_of(channels.begin(), channels.end(), [](const Channel &channel) {
                  return channel.madeBy < callCount()
                         && callAt(channel.madeBy).effect == Effect::MakeName;
              });
}

std::string Phrases::name(WorkerId worker) const
{
    if (worker >= scenario.workers.size())
        return say(Message::SomeProcess);
    return cut(scenario.workers[worker].name, longestName(language));
}

std::string Phrases::names(const std::vector<WorkerId> &workers) const
{
    std::vector<WorkerId> once;
    for (const auto worker : workers) {
        if (std::find(once.begin(), once.end(), worker) == once.end())
            once.push_back(worker);
    }
    std::vector<std::string> called;
    called.reserve(once.size());
    for (const auto worker : once)
        called.push_back(name(worker));
    if (called.size() > 3)
        return say(Message::NamesAndMore,
                   {called[0], called[1], std::to_string(called.size() - 2)});
    return several(called);
}

std::string Phrases::several(const std::vector<std::string> &called) const
{
    assert(!called.empty());
    if (called.size() == 1)
        return called[0];
    if (called.size() == 2)
        return say(Message::TwoNames, {called[0], called[1]});
    auto first = called[0];
    for (std::size_t i = 1; i + 2 < called.size(); ++i)
        first += (language == Language::Chinese ? "、" : ", ") + called[i];
    return say(Message::ThreeNames, {first, called[called.size() - 2], called.back()});
}

/// With its name, as what it is.
std::string Phrases::sayOf(ChannelId channel, Message message) const
{
    const auto &row = scenario.channels[channel];
    const auto name = cut(row.name, longestName(language));
    const bool isFifo = row.madeBy < callCount() && callAt(row.madeBy).effect == Effect::MakeName;
    return isFifo ? tellOfFifo(message, language, {name}) : tell(message, language, {name});
}

std::string Phrases::pipe(ChannelId channel) const
{
    if (!areSeveralPipes() || channel >= scenario.channels.size())
        return say(Message::ThePipe);
    return sayOf(channel, Message::NamedPipe);
}

std::string Phrases::which(Message part, ChannelId channel) const
{
    if (!areSeveralPipes() || channel >= scenario.channels.size())
        return {};
    return sayOf(channel, part);
}

std::string Phrases::atBegin(std::string text) const
{
    if (text[0] >= 'a' && text[0] <= 'z')
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string Phrases::number(Amount amount) const
{
    const auto digits = grouped(amount.value);
    return amount.about ? say(Message::About, {digits}) : digits;
}

std::string Phrases::bytes(Amount amount) const
{
    const auto text = say(Message::Bytes, {grouped(amount.value)});
    return amount.about ? say(Message::About, {text}) : text;
}

std::string Phrases::slots(std::int64_t count) const
{
    return say(Message::Slots, {grouped(count)});
}

std::string Phrases::coarse(std::int64_t value) const
{
    std::int64_t unit = 1;
    while (value / unit >= 10)
        unit *= 10;
    return grouped(value / unit * unit);
}

std::string Phrases::seconds(std::int64_t nanoseconds) const
{
    constexpr std::int64_t tenth = 100'000'000;
    const auto tenths = (std::max<std::int64_t>(0, nanoseconds) + tenth / 2) / tenth;
    return say(Message::Seconds, {grouped(tenths / 10) + "." + std::to_string(tenths % 10)});
}

std::string Phrases::fds(const std::vector<Holder> &holders) const
{
    std::vector<std::string> called;
    called.reserve(holders.size());
    for (const auto &holder : holders)
        called.push_back(fd(holder.fd));
    return several(called);
}

std::string briefCallText(CallId call, const std::array<std::int32_t, 2> &arguments,
                          std::string_view names)
{
    if (nameInArgument(arguments[0]) != noNameId && !names.empty())
        return std::string(callAt(call).name) + "(" + nameText(names) + ")";
    const auto &row = callAt(call);
    const bool hasFd = !row.parameters.empty()
                       && row.parameters[0].type == ParameterType::Descriptor;
    return std::string(row.name) + "(" + (hasFd ? std::to_string(arguments[0]) : "") + ")";
}

std::string Phrases::signal(int signal) const
{
    return say(Message::SignalNumbered, {signalName(signal), std::to_string(signal)});
}

std::string Phrases::ending(WorkerId worker) const
{
    const auto &process = snapshot.processes[worker];
    if (!process.ending)
        return say(process.isEnded() ? Message::EndedUnseen : Message::NeverStarted,
                   {name(worker)});
    if (process.ending->killed())
        return say(Message::Killed, {name(worker), signal(process.ending->signal())});
    return say(Message::Exited, {name(worker), std::to_string(process.ending->exitCode())});
}

std::vector<std::string>
Phrases::firstThatFits(const std::vector<std::vector<std::string>> &candidates) const
{
    assert(!candidates.empty());
    for (const auto &clauses : candidates) {
        std::string text;
        for (const auto &clause : clauses) {
            if (!clause.empty())
                text = text.empty() ? clause : joined(text, clause, language);
        }
        if (characterCount(text) < mostOfWhy(language)) // and the stop
            return clauses;
    }
    return candidates.back();
}

Caption Phrases::caption(const std::vector<std::string> &whats,
                         const std::vector<std::string> &clauses) const
{
    const auto most = mostOfWhy(language) - 1; // the stop
    const auto fits = std::find_if(whats.begin(), whats.end(), [&](const std::string &what) {
        return isShortEnough(what, language);
    });
    Caption caption;
    caption.what = fits != whats.end() ? *fits : cut(whats.back(), mostOfWhat(language));
    for (const auto &clause : clauses) {
        if (clause.empty())
            continue;
        const auto longer = caption.why.empty() ? cut(behindColon(clause, scenario), most)
                                                : joined(caption.why, clause, language);
        if (characterCount(longer) > most)
            break;
        caption.why = longer;
    }
    if (language == Language::Chinese)
        caption = {tidied(caption.what), tidied(caption.why)};
    caption = withWholeNames(caption, scenario, language);
    if (!caption.why.empty())
        caption.why += language == Language::Chinese ? "。" : ".";
    return caption;
}

bool Phrases::isListedWhole(const std::vector<std::string> &items, std::string_view inChinese) const
{
    const std::string_view separator = language == Language::Chinese ? inChinese : "; ";
    auto count = items.empty() ? 0 : (items.size() - 1) * characterCount(std::string(separator));
    for (const auto &item : items)
        count += characterCount(item);
    return count < mostOfWhy(language); // and the stop
}

std::string Phrases::listed(const std::vector<std::string> &items, std::string_view inChinese) const
{
    const std::string separator(language == Language::Chinese ? inChinese : "; ");
    const auto most = mostOfWhy(language) - 1;
    std::string text;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto longer = text + (i > 0 ? separator : "") + items[i];
        const auto more = separator
                          + say(Message::AndMore,
                                {grouped(static_cast<std::int64_t>(items.size() - i - 1))});
        const bool isLast = i + 1 == items.size();
        if (i > 0 && characterCount(longer + (isLast ? "" : more)) > most)
            return text + separator
                   + say(Message::AndMore, {grouped(static_cast<std::int64_t>(items.size() - i))});
        text = longer;
    }
    return text;
}

} // namespace seeipc
