// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"

namespace seeipc {

/// What poll(2) would say of this end of a pipe: the bits of `revents` when POLLIN and POLLOUT are
/// asked for, 0 where it would wait. Inferred from the slots and the holders. A FIFO's read
/// end that never had a writer is no case of it: there POLLHUP is not told. Source: fs/pipe.c
/// pipe_poll().
short polled(const ChannelSnapshot &channel, const PipeSlots &slots, End end);

} // namespace seeipc
