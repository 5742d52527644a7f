// SPDX-License-Identifier: MIT
#include "session/finding.h"

#include "session/eventtext.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace seeipc {

namespace {

using Outcome = Verdict::Outcome;

int badness(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Proved: return 0;
    case Outcome::Unknown: return 1;
    case Outcome::Refuted: return 2;
    }
    return 2;
}

} // namespace

Finding refuted(Message message, std::initializer_list<std::string> arguments)
{
    return {Outcome::Refuted, tellAll(message, arguments)};
}

Finding unknown(Message message, std::initializer_list<std::string> arguments)
{
    return {Outcome::Unknown, tellAll(message, arguments)};
}

Finding provedIf(bool holds, Message message, std::initializer_list<std::string> arguments)
{
    return holds ? Finding{} : refuted(message, arguments);
}

Finding atLeast(Message message, std::int64_t seen)
{
    const auto what = tellAll(message, {std::to_string(seen)});
    return {Outcome::Unknown,
            {tell(Message::SeenAtLeast, Language::English, {what.en}),
             tell(Message::SeenAtLeast, Language::Chinese, {what.zh})}};
}

Text alike(const std::string &text)
{
    return {text, text};
}

Finding findMoved(const std::string &wanted, const Event &event)
{
    const auto payload = event.payloadText();
    const bool sameSize = event.error == 0
                          && static_cast<std::int64_t>(wanted.size()) == event.result;
    if (!sameSize || wanted.compare(event.payloadBegin(), payload.size(), payload) != 0)
        return {Outcome::Refuted, alike(returnedText(event) + ", " + quoted(payload))};
    if (payload.size() < wanted.size())
        return unknown(Message::SeenOnlyPart,
                       {std::to_string(payload.size()), std::to_string(wanted.size())});
    return {};
}

Finding findSequence(std::int64_t modulus, const std::string &bytes)
{
    if (bytes.empty())
        return unknown(Message::SeenNoValue);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto expected = static_cast<std::int64_t>(i) % std::max<std::int64_t>(1, modulus);
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if (byte != static_cast<unsigned char>(expected))
            return refuted(Message::SeenByte,
                           {std::to_string(i), std::to_string(byte), std::to_string(expected)});
    }
    return {};
}

std::optional<std::int64_t> numberIn(std::string_view line)
{
    if (line.ends_with('\n'))
        line.remove_suffix(1);
    if (line == "unlimited")
        return -1;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
    return error == std::errc() && end == line.data() + line.size() ? std::optional(number)
                                                                    : std::nullopt;
}

Finding findRuns(const std::vector<ByteRun> &wanted, const std::string &bytes)
{
    std::vector<ByteRun> found;
    for (const char byte : bytes) {
        if (found.empty() || found.back().byte != byte)
            found.push_back({byte, 0});
        ++found.back().length;
    }
    if (found == wanted)
        return {};
    constexpr std::size_t mostShown = 8;
    std::string text;
    for (std::size_t i = 0; i < std::min(found.size(), mostShown); ++i)
        text += (i == 0 ? "" : ", ") + std::to_string(found[i].length) + " "
                + quoted({&found[i].byte, 1});
    return refuted(Message::SeenRuns, {found.size() > mostShown ? text + ", …" : text});
}

std::int64_t tornRecords(const std::string &bytes, std::size_t size)
{
    std::array<std::size_t, 256> counts{}; // bytes of each writer so far
    std::array<std::size_t, 256> starts{}; // where its record began
    std::int64_t torn = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto writer = static_cast<unsigned char>(bytes[i]);
        if (counts[writer]++ % size == 0)
            starts[writer] = i;
        if (counts[writer] % size == 0 && i - starts[writer] + 1 != size)
            ++torn;
    }
    return torn;
}

void add(Finding &sum, const Finding &next)
{
    if (badness(next.outcome) > badness(sum.outcome))
        sum = next;
}

bool isDecidedByLess(NumberTest::Comparison comparison, bool holds)
{
    using Comparison = NumberTest::Comparison;
    if (holds)
        return comparison == Comparison::Greater || comparison == Comparison::GreaterOrEqual;
    return comparison == Comparison::Less || comparison == Comparison::LessOrEqual;
}

} // namespace seeipc
