// SPDX-License-Identifier: MIT
#pragma once

#include "events/event.h"
#include "events/snapshot.h"

namespace seeipc {

/// The model of a pipe's slots beside the kernel's FIONREAD: what of it is still exact, and whether the
/// two agree.
namespace ChannelWitness {

/// Do the slots come out the same, whichever of two calls that overlapped took effect first? A read
/// takes from the head and a write adds at the tail: only a write that goes behind the last bytes of a
/// page, or finds them gone, makes a difference, and the order of two writes.
bool isOrderAllOne(const ChannelSnapshot &before, Effect effect, std::int64_t bytes);

/// Holds the model against a FIONREAD. Only a number that no other call could change is a witness.
void compare(ChannelSnapshot &channel, std::int64_t queued, bool isOverlapped);

/// Somebody was seen asleep in a read or write at `time`, which no number need tell: there was nothing to
/// read, or no slot free. A guess follows that.
void followSleep(ChannelSnapshot &channel, Effect effect, WorkerId sleeper, std::int64_t time);

/// Is another process inside a call on the channel, as far as it was told?
bool hasOpenCall(const Snapshot &snapshot, ChannelId channel, WorkerId except);
/// Whose bytes those are that nobody told of.
WorkerId likelyWriter(const ChannelSnapshot &channel);

} // namespace ChannelWitness

} // namespace seeipc
