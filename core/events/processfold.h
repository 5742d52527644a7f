// SPDX-License-Identifier: MIT
#pragma once

#include "events/event.h"
#include "events/snapshot.h"

namespace seeipc {

/// The part of the fold that is about one process of a snapshot: what it does and since when, what it
/// holds, how it ended. What a call does to a channel is ChannelFold's.
namespace ProcessFold {

/// An event of a process of the snapshot (event.worker).
void apply(Snapshot &snapshot, const Event &event);

} // namespace ProcessFold

} // namespace seeipc
