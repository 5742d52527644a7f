// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace seeipc {

/// The values that a slider offers between two bounds, both among them, rising: bytes by quarters of
/// powers of two, all else by round decimal numbers; every one where there are few.
std::vector<std::int64_t> detents(std::int64_t atLeast, std::int64_t atMost, std::string_view unit);

/// The position of the value that is nearest by ratio. `values` is not empty.
int nearestDetent(const std::vector<std::int64_t> &values, std::int64_t value);

} // namespace seeipc
