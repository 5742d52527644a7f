// SPDX-License-Identifier: MIT
#include "session/eventtext.h"

#include "mechanisms/registry.h"
#include "posix/result.h"

#include <array>
#include <cstdio>

namespace seeipc {

namespace {

/// Length of the well-formed UTF-8 character of two bytes and more at `at`; 0: there is none.
std::size_t characterLength(std::string_view bytes, std::size_t at)
{
    const auto lead = static_cast<unsigned char>(bytes[at]);
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
    if (length == 0 || lead > 0xf4 || at + length > bytes.size())
        return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((static_cast<unsigned char>(bytes[at + i]) & 0xc0U) != 0x80U)
            return 0;
    }
    return length;
}

std::string escaped(char byte)
{
    switch (byte) {
    case '\n': return "\\n";
    case '\t': return "\\t";
    case '\r': return "\\r";
    case '"': return "\\\"";
    case '\\': return "\\\\";
    default: break;
    }
    if (byte >= ' ' && byte <= '~')
        return {byte};
    std::array<char, 5> text{};
    std::snprintf(text.data(), text.size(), "\\%03o", static_cast<unsigned char>(byte));
    return text.data();
}

} // namespace

std::string callText(const Event &event)
{
    CallFacts facts{.arguments = event.arguments, .names = event.payloadText()};
    if (event.kind == EventKind::CallReturned)
        facts.out = event.out;
    else
        facts.out[0] = event.out[3];
    return callText(event.call, facts);
}

std::string returnedText(const Event &event)
{
    auto text = callText(event);
    if (event.effect == Effect::Exit)
        return text;
    text += " = " + resultText(event.call, {event.arguments, event.out}, event.result);
    if (event.error != 0)
        text += " " + errnoName(event.error);
    return text;
}

std::string announcedCallText(const ProcessSnapshot &process)
{
    return callText(process.call, {.arguments = process.arguments,
                                   .out = {process.third, absent, absent, absent},
                                   .names = process.names});
}

std::string currentCallText(const ProcessSnapshot &process)
{
    if (process.call >= callCount())
        return "?";
    const auto &last = process.last;
    const bool isMade = !process.inCall && last && last->call == process.call
                        && last->step == process.step && last->iteration == process.iteration;
    return isMade ? callText(*last) : announcedCallText(process);
}

std::string quoted(std::string_view bytes, std::size_t most)
{
    std::string text = "\"";
    std::size_t at = 0;
    while (at < bytes.size() && at < most) {
        const auto length = characterLength(bytes, at);
        text += length > 0 ? std::string(bytes.substr(at, length)) : escaped(bytes[at]);
        at += length > 0 ? length : 1;
    }
    return text + (at < bytes.size() ? "\"..." : "\"");
}

} // namespace seeipc
