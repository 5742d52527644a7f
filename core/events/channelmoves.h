// SPDX-License-Identifier: MIT
#pragma once

#include "events/event.h"
#include "events/snapshot.h"

namespace seeipc {

/// What read(2) and write(2) move in the model of a channel. Calls are told in the order of their
/// returns, which is not the order in which they took effect: a read that is told before its write
/// makes a debt, a write that is told before the read that made its room is kept as early.
namespace ChannelMoves {

/// The worker's open write(2); nullptr: none is known.
PendingWrite *pendingOf(ChannelSnapshot &channel, WorkerId worker);
void readReturned(ChannelSnapshot &channel, const Event &event);
/// After a read: what open writes have put into the room, if `queued` (FIONREAD, absent: not asked) tells
/// that they have.
void resumeWrites(ChannelSnapshot &channel, std::int64_t queued, std::int64_t time);
/// Was FIONREAD asked after a read only when the whole rest of the open writes was in, which the read had
/// made room for? Their returns come next and tell of those bytes; the read's own instant had none of them.
bool isRefilled(const ChannelSnapshot &channel, std::int64_t queued);
void writeReturned(ChannelSnapshot &channel, const Event &event, WriteMode mode);
/// Bytes left it: writes that wait for the room go in.
void roomMade(ChannelSnapshot &channel, std::int64_t queued, std::int64_t time);
/// Somebody puts bytes of a write in; `goesOn`: some of it are or were inside. Whose bytes stand between;
/// noWorker: nobody's.
WorkerId notePut(ChannelSnapshot &channel, WorkerId worker, bool goesOn);
/// The oldest slot has this writer's bytes after all: who was taken for it has those of the next slot that
/// was taken for this one's.
void settleHead(ChannelSnapshot &channel, WorkerId writer);
/// The newest slot, a guess, went to another who slept for it: to the one (of all, or this one alone) whose
/// next bytes make the fill what FIONREAD says. False: no such.
bool regiveNewest(ChannelSnapshot &channel, std::int64_t queued, WorkerId only = noWorker);
/// Gives a write that returned those bytes that the model took for another's; the rest is returned.
std::int64_t reclaim(ChannelSnapshot &channel, WorkerId worker, std::int64_t bytes);

} // namespace ChannelMoves

} // namespace seeipc
