// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string_view>

namespace seeipc {

/// What a demo may read of /proc/PID: "proc:reader/syscall". A call is given the position, by
/// procFileArgument(). Source: proc(5).
inline constexpr std::array<std::string_view, 3> procFiles{"syscall", "wchan", "stat"};

} // namespace seeipc
