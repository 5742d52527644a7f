// SPDX-License-Identifier: MIT
#pragma once

#include "events/event.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace seeipc {

/// A returned call as strace(1) writes it, the same in every language: "read(3, buf, 50) = 9",
/// "write(4, buf, 1) = -1 EPIPE". A call that never returns has no result.
std::string returnedText(const Event &event);

/// "I am mike\n" in C's quotes and escapes; what is behind `most` bytes becomes "...". Text in UTF-8
/// stays readable.
std::string quoted(std::string_view bytes, std::size_t most = 64);

} // namespace seeipc
