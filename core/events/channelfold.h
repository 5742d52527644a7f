// SPDX-License-Identifier: MIT
#pragma once

#include "events/event.h"
#include "events/snapshot.h"

namespace seeipc {

/// The part of the fold that is about one channel of a snapshot. Where calls overlapped or were
/// lost the model follows the kernel's FIONREAD and says so (slotsExact); elsewhere a difference
/// is kept for everybody to see (disagrees).
namespace ChannelFold {

/// pipe(2) has returned: out as of Effect::MakeChannel.
void made(Snapshot &snapshot, const Event &event);
/// The kernel has freed what was inside.
void freeBuffer(ChannelSnapshot &channel, std::int64_t time);
/// As made(), with an error.
void notMade(Snapshot &snapshot, const Event &event);
/// A write(2) is open: what of it is in already.
void writeEntered(Snapshot &snapshot, const Event &event);
/// read(2), write(2) or fcntl(2) on it has returned.
void callReturned(Snapshot &snapshot, const Event &event);
/// A look from outside: bytes and capacity, or a refusal.
void looked(Snapshot &snapshot, const Event &event);
/// Calls of a worker are missing: `read` and `written` bytes of it are not told one by one.
void lost(Snapshot &snapshot, const Event &event, std::int64_t read, std::int64_t written);
/// An open file description has other flags: writes that are open through it go on accordingly.
void flagsChanged(Snapshot &snapshot, FileId file);
/// Descriptors have come or gone: counts the holders anew.
void recountHolders(Snapshot &snapshot, std::int64_t time);
/// A process is no more: what it had not written never will be, what of it is in stays in.
void forget(Snapshot &snapshot, WorkerId worker);

} // namespace ChannelFold

} // namespace seeipc
