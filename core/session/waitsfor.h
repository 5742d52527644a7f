// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace seeipc {

/// What would end a wait.
enum class WaitReason : std::uint8_t {
    Bytes,    ///< read on an empty channel: a byte, or the last write end closed
    FreeSlot, ///< write on a full channel: a whole slot free, or the last read end closed
    Partner,  ///< open of a FIFO: somebody who opens the other side
    Child,    ///< wait: a child's end; of waitpid that one's
    Signal,   ///< pause, sigwaitinfo: a signal, from anybody of the same user
    User,     ///< held by the user, or told to step
    Pace,     ///< its turn
    Demo,     ///< the demo makes it wait for a condition
};

/// One process and what it waits for.
struct Wait
{
    WorkerId worker = noWorker;
    WaitReason reason = WaitReason::Bytes;
    ChannelId channel = noChannel;
    std::vector<WorkerId> wakers;    ///< any one of these could end it; itself is never among them
    std::vector<Holder> ownHolders;  ///< of the end that would have to close, held by itself
    std::int64_t bytesToGo = absent; ///< FreeSlot: bytes to be read until a slot is free; inferred
    bool isAboutToGo = false;        ///< of which slot they are the last is a guess
    bool hopeless = false; ///< nobody of the demo can end it: only itself, or hopeless ones
    bool outside = false;  ///< a process that is not of the demo could end it
    bool granted = false;  ///< its bytes or its slot are there; inferred by PipeSlots
    std::int64_t since = 0;

    /// Does it sleep in the kernel, though what it waits for is there, or no end and no child is left that
    /// could end it? Then whoever brought it, or the last one's going, did: the kernel is about to wake it.
    bool isOver() const;
};

/// Who waits for whom, over all processes that do. Narrator, arrows and --json rest on it.
struct WaitsFor
{
    std::vector<Wait> waits;    ///< by worker
    std::vector<WorkerId> ring; ///< in order, each waits for the next; empty: no cycle
    /// Where one in the ring could be woken by any of several, all that wait for each other with it; empty:
    /// the ring is all.
    std::vector<WorkerId> knot;

    const Wait *of(WorkerId worker) const;
};

WaitsFor waitsFor(const Snapshot &snapshot);
/// What one process waits for, if it does; `hopeless` is not judged.
std::optional<Wait> waitOf(const Snapshot &snapshot, WorkerId worker);

} // namespace seeipc
