// SPDX-License-Identifier: MIT
#include "session/messages.h"

#include <array>

namespace seeipc {

namespace {

constexpr std::array table{
    MessageRow{Message::CommandUnknown, "%1: no such command: seeipc --help lists them",
               "%1：没有这个命令：seeipc --help 列出全部命令"},
};
static_assert(table.size()
              == static_cast<std::size_t>(Message::Count)
                     - static_cast<std::size_t>(firstCommandMessage));

} // namespace

std::span<const MessageRow> commandMessages()
{
    return table;
}

} // namespace seeipc
