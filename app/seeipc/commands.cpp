// SPDX-License-Identifier: MIT
#include "command.h"

#include <array>

namespace seeipc {

namespace {

constexpr std::array table{&listCommand, &playCommand, &checkCommand, &exportCCommand};

} // namespace

std::span<const Command *const> commands()
{
    return table;
}

} // namespace seeipc
