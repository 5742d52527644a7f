// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"

namespace seeipc {

/// The names of FIFOs, and what lies behind them: how calls that are given a name change a snapshot.
/// Of each event the channel is the one that the call met.
namespace NameFold {

void made(Snapshot &snapshot, const Event &event);
void linked(Snapshot &snapshot, const Event &event);
void unlinked(Snapshot &snapshot, const Event &event);
/// An open that has not returned.
void entered(Snapshot &snapshot, const Event &event);
/// False: it opened no FIFO of the demo.
bool opened(Snapshot &snapshot, const Event &event);
/// Nobody has the FIFO open any more: its buffer is gone, bytes and capacity.
void emptied(ChannelSnapshot &channel, std::int64_t time);

} // namespace NameFold

} // namespace seeipc
