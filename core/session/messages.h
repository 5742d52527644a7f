// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/text.h"

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace seeipc {

/// Every sentence that the narrator and the command line speak, by what it says. The texts stand in
/// messages.cpp (narrator) and commandmessages.cpp (command line, verdicts, failures), a row each,
/// English and Chinese.
enum class Message : std::uint16_t {
    // Narrator.
    NothingYet,

    // Command line. New ones of the narrator go above.
    CommandUnknown,

    Count
};

inline constexpr Message firstCommandMessage = Message::CommandUnknown;

/// A row of a table: rows stand in the order of the enumeration.
struct MessageRow
{
    Message message;
    std::string_view en;
    std::string_view zh;
};

/// The rows from firstCommandMessage on.
std::span<const MessageRow> commandMessages();

/// The sentence with its places %1, %2, ... filled.
std::string tell(Message message, Language language,
                 std::initializer_list<std::string> arguments = {});

/// The same in every language.
Text tellAll(Message message, std::initializer_list<std::string> arguments = {});

} // namespace seeipc
