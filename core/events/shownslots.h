// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"

namespace seeipc {

/// The slots to draw: they hold as many bytes as the figure beside them says, of the same instant.
struct ShownSlots
{
    PipeSlots slots; ///< never more used than there are
    bool isExact;    ///< false: which slots the bytes lie in is a guess

    bool operator==(const ShownSlots &) const = default;
};

/// Calls can be told beyond the kernel's last number, or before it: then the model's bytes follow
/// that number. Where no number is there, or one that was refused, they are the model's own.
ShownSlots shownSlots(const ChannelSnapshot &channel);

} // namespace seeipc
