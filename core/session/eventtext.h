// SPDX-License-Identifier: MIT
#pragma once

#include "events/event.h"
#include "events/snapshot.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace seeipc {

/// The call of an event, whether it has returned, is open or comes next: "fcntl(4, F_SETPIPE_SZ, 8192)".
std::string callText(const Event &event);

/// A returned call as strace(1) writes it, the same in every language: "read(3, buf, 50) = 9",
/// "write(4, buf, 1) = -1 EPIPE". A call that never returns has no result.
std::string returnedText(const Event &event);

/// The open or next call of a process, which has one: "fcntl(4, F_SETPIPE_SZ, 8192)".
std::string announcedCallText(const ProcessSnapshot &process);

/// The open, next or last call of a process: "read(3, buf, 50)"; "?" where it has none.
std::string currentCallText(const ProcessSnapshot &process);

/// "I am mike\n" in C's quotes and escapes; what is behind `most` bytes becomes "...". Text in UTF-8
/// stays readable.
std::string quoted(std::string_view bytes, std::size_t most = 64);

} // namespace seeipc
