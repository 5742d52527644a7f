// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/text.h"

#include <cstdint>
#include <initializer_list>
#include <string>

namespace seeipc {

/// Every sentence that the narrator and the command line speak, by what it says. The texts stand in
/// messages.cpp, a row each, English and Chinese.
enum class Message : std::uint16_t {
    // Narrator.
    NothingYet,
    // Command line.
    CommandUnknown,

    Count
};

/// The sentence with its places %1, %2, ... filled.
std::string tell(Message message, Language language,
                 std::initializer_list<std::string> arguments = {});

} // namespace seeipc
