// SPDX-License-Identifier: MIT
#include "session/messages.h"

#include <array>
#include <cassert>

namespace seeipc {

namespace {

struct Row
{
    Message message;
    Text text;
};

const std::array table{
    Row{Message::NothingYet, {"nothing has happened yet", "还什么都没发生"}},
    Row{Message::CommandUnknown,
        {"seeipc: %1: no such command: seeipc --help lists them",
         "seeipc: %1：没有这个命令：seeipc --help 列出全部命令"}},
};
static_assert(table.size() == static_cast<std::size_t>(Message::Count));

} // namespace

std::string tell(Message message, Language language, std::initializer_list<std::string> arguments)
{
    const auto &row = table[static_cast<std::size_t>(message)];
    assert(row.message == message);
    const auto &text = row.text.in(language);
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

} // namespace seeipc
