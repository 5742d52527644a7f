// SPDX-License-Identifier: MIT
#pragma once

#include "events/event.h"
#include "events/snapshot.h"

namespace seeipc {

/// The part of the fold that is about calls which carry bytes from channel to channel: tee(2) and
/// splice(2).
namespace ChannelTransfer {

/// Such a call has returned.
void returned(Snapshot &snapshot, const Event &event);

} // namespace ChannelTransfer

} // namespace seeipc
