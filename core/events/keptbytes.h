// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace seeipc {

/// Where the bytes begin that a record keeps of those that were read, where it has no room for all: at
/// the first. Of one line by which a program tells what it met, "PROGRAM: PLACE: WHAT: WHY", behind the
/// last colon that leaves the record full: what stands in front of it is known already.
std::size_t firstKept(std::string_view bytes, std::size_t capacity);

} // namespace seeipc
