// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace seeipc {

/// The limit of the machine that a refused F_SETPIPE_SZ (EPERM) met.
struct MetLimit
{
    std::string_view name;  ///< below /proc/sys/fs
    std::int64_t value = 0; ///< in bytes, or in pages
    bool isOfPipe = false;  ///< bytes of one pipe; else pages of all pipes of a user

    bool operator==(const MetLimit &) const = default;
};

/// Which it was of these, where `asked` bytes were refused; nothing where nobody could tell. The kernel
/// asks first whether the pipe is too large by itself; of the two on a user's pages the lower one is
/// met whenever any is. Source: pipe(7).
std::optional<MetLimit> metLimit(const PipeLimits &limits, std::int64_t asked);

} // namespace seeipc
