// SPDX-License-Identifier: MIT
#pragma once

#include "events/event.h"
#include "events/snapshot.h"

namespace seeipc {

/// Who slept in a call may return from it before the call that woke it does: by their returns the
/// effect stands before its cause. These rules find such a pair, so that it can be told the right way
/// round.
namespace Causes {

/// Could the world as it is in `before` not have answered this returned call so? Then another call
/// made it possible: a read(2) that made room, a write(2) that brought the bytes, a close(2) of the
/// last other end.
bool isMissing(const Snapshot &before, const Event &effect);
/// May this returned call be what is missing? It was entered before the other returned, and moves
/// the same channel the other way. Both know their channel.
bool mayBe(const Event &cause, const Event &effect);
/// This call as it was at `time`: open.
Event opened(const Event &call, std::int64_t time);

} // namespace Causes

} // namespace seeipc
