// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"

#include <cstddef>
#include <cstdint>

namespace seeipc {

/// What the inspector shows: a thing of the stage.
struct Focus
{
    enum class Kind : std::uint8_t {
        Process, ///< `worker`
        Channel, ///< `channel`
        End,     ///< `end` of `channel`
        Slot,    ///< `slot` of `channel`, the oldest is 0
    };

    Kind kind = Kind::Process;
    WorkerId worker = noWorker; ///< noWorker: the selected one
    ChannelId channel = noChannel;
    seeipc::End end = seeipc::End::Read;
    std::size_t slot = 0;

    bool operator==(const Focus &) const = default;
};

} // namespace seeipc
