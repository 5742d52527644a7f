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

std::string tell(Message message, Language language, std::initializer_list<std::string> arguments)
{
    const auto &row = rowOf(message);
    const auto text = language == Language::Chinese ? row.zh : row.en;
    std::string told;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool isPlace = text[i] == '%' && i + 1 < text.size() && text[i + 1] >= '1'
                             && text[i + 1] <= '9';
        if (!isPlace) {
            told += text[i];
            continue;
        }
        const auto number = static_cast<std::size_t>(text[++i] - '1');
        assert(number < arguments.size());
        told += arguments.begin()[number];
    }
    return told;
}

Text tellAll(Message message, std::initializer_list<std::string> arguments)
{
    return {tell(message, Language::English, arguments),
            tell(message, Language::Chinese, arguments)};
}

} // namespace seeipc
