// SPDX-License-Identifier: MIT
#pragma once

#include "events/ids.h"

#include <array>
#include <cstdint>

namespace seeipc {

/// A call that the user wants made beside those of the demo: close(2), or fcntl(2).
struct HandCall
{
    WorkerId worker =
        noWorker; ///< who is to make it; noWorker: anybody awake who holds the channel
    ChannelId channel = noChannel;
    FileId file = noFile; ///< of anybody: by a descriptor that leads to this open file; noFile: any
    CallId call = noCall;
    std::array<std::int64_t, 3> values{}; ///< the first is the descriptor; of anybody: their own

    bool operator==(const HandCall &) const = default;
};

} // namespace seeipc
