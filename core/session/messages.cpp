// SPDX-License-Identifier: MIT
#include "session/messages.h"

#include <cassert>

namespace seeipc {

const MessageRow &rowOf(Message message)
{
    const auto first = static_cast<std::size_t>(firstCommandMessage);
    const auto position = static_cast<std::size_t>(message);
    const auto &row = position < first ? narratorMessages()[position]
                                       : commandMessages()[position - first];
    assert(row.message == message);
    return row;
}

namespace {

/// "{byte|bytes}" at the begin of `text`: the first for a number of one. Takes it off `text`.
std::string_view takeNoun(std::string_view &text, const std::string &number)
{
    const auto middle = text.find('|');
    const auto end = text.find('}');
    assert(middle < end && end != std::string_view::npos);
    const auto noun = number == "1" ? text.substr(1, middle - 1)
                                    : text.substr(middle + 1, end - middle - 1);
    text.remove_prefix(end + 1);
    return noun;
}

std::string filled(std::string_view text, std::initializer_list<std::string> arguments)
{
    std::string told;
    const std::string *last = nullptr;
    while (!text.empty()) {
        const bool isPlace = text[0] == '%' && text.size() > 1 && text[1] >= '1' && text[1] <= '9';
        if (isPlace) {
            const auto number = static_cast<std::size_t>(text[1] - '1');
            assert(number < arguments.size());
            last = arguments.begin() + number;
            told += *last;
            text.remove_prefix(2);
        } else if (text[0] == '{' && last) {
            told += takeNoun(text, *last);
        } else {
            told += text[0];
            text.remove_prefix(1);
        }
    }
    return told;
}

std::string_view textOf(Message message, Language language)
{
    const auto &row = rowOf(message);
    return language == Language::Chinese ? row.zh : row.en;
}

/// "the pipe" as "the FIFO"; "pipe-max-size" and "pipefs" stay.
std::string withFifo(std::string_view text, Language language)
{
    const std::string_view word = language == Language::Chinese ? "管道" : "pipe";
    const std::string_view fifo = language == Language::Chinese ? "有名管道" : "FIFO";
    const auto isPart = [&](std::size_t at) {
        return at < text.size() && language == Language::English
               && ((text[at] >= 'a' && text[at] <= 'z' && text[at] != 's') || text[at] == '-');
    };
    std::string told;
    for (std::size_t at = 0; at < text.size();) {
        const bool isWord = text.substr(at).starts_with(word) && (at == 0 || !isPart(at - 1))
                            && !isPart(at + word.size()) && !told.ends_with("有名");
        told += isWord ? fifo : text.substr(at, 1);
        at += isWord ? word.size() : 1;
    }
    return told;
}

} // namespace

std::string tell(Message message, Language language, std::initializer_list<std::string> arguments)
{
    return filled(textOf(message, language), arguments);
}

std::string tellOfFifo(Message message, Language language,
                       std::initializer_list<std::string> arguments)
{
    return filled(withFifo(textOf(message, language), language), arguments);
}

Text tellAll(Message message, std::initializer_list<std::string> arguments)
{
    return {tell(message, Language::English, arguments),
            tell(message, Language::Chinese, arguments)};
}

} // namespace seeipc
