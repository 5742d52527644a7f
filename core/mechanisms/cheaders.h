// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

namespace seeipc {

/// The headers whose names C code uses, in the order in which a program includes them. What stands in its
/// comments and quotes does not count. stdio.h and unistd.h declare NULL, size_t and pid_t, too: an
/// exported program has both.
std::vector<std::string_view> cHeaders(std::string_view code);

} // namespace seeipc
