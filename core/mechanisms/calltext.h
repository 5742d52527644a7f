// SPDX-License-Identifier: MIT
#pragma once

#include "mechanisms/mechanism.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace seeipc {

/// Words for the numbers of a call, as strace(1) writes them.
std::string decimal(std::int64_t number);
std::string hexadecimal(std::int64_t number);
std::string octal(std::int64_t number);
/// The word for exactly this number; the number itself where there is none.
std::string nameOf(std::span<const Symbol> symbols, std::int64_t value);
/// The first of the call's names in quotes, "..." behind it where an event had no room for all of it.
std::string nameText(std::string_view names);
/// "POLLIN|POLLHUP"; what has no name in hexadecimal; "0" for none.
std::string flagText(std::span<const Symbol> symbols, std::int64_t flags);

/// Flags of an open file, as F_GETFL tells them and F_SETFL may be given them; O_RDONLY is none.
std::span<const Symbol> openFlagSymbols();
/// "O_RDONLY|O_NONBLOCK": with the access mode.
std::string openFlagText(std::int64_t flags);

} // namespace seeipc
