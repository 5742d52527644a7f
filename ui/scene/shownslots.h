// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"

namespace seeipc {

/// The slots to draw. Where the model has lost count, its bytes follow the kernel's last number, so
/// that the picture does not contradict the figure beside it; which slots they lie in is a guess.
PipeSlots shownSlots(const ChannelSnapshot &channel);

} // namespace seeipc
