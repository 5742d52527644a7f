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

} // namespace

std::string tell(Message message, Language language, std::initializer_list<std::string> arguments)
{
    const auto &row = rowOf(message);
    auto text = language == Language::Chinese ? row.zh : row.en;
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

Text tellAll(Message message, std::initializer_list<std::string> arguments)
{
    return {tell(message, Language::English, arguments),
            tell(message, Language::Chinese, arguments)};
}

} // namespace seeipc
