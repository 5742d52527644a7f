// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

namespace seeipc {

/// What moves in a second, averaged over the last half second.
struct Rates
{
    std::vector<double> calls;    ///< a second, by WorkerId
    std::vector<double> bytesIn;  ///< a second, by ChannelId
    std::vector<double> bytesOut; ///< a second, by ChannelId

    /// Does nothing move?
    bool isZero() const;
};

} // namespace seeipc
