// SPDX-License-Identifier: MIT
#include "events/metlimit.h"

namespace seeipc {

std::optional<MetLimit> metLimit(const PipeLimits &limits, std::int64_t asked)
{
    if (limits.mostBytes <= 0)
        return std::nullopt;
    if (asked > limits.mostBytes)
        return MetLimit{"pipe-max-size", limits.mostBytes, true};
    if (limits.softPages <= 0 && limits.hardPages <= 0)
        return std::nullopt;
    const bool isSoft = limits.softPages > 0
                        && (limits.hardPages <= 0 || limits.softPages <= limits.hardPages);
    return isSoft ? MetLimit{"pipe-user-pages-soft", limits.softPages, false}
                  : MetLimit{"pipe-user-pages-hard", limits.hardPages, false};
}

} // namespace seeipc
