// SPDX-License-Identifier: MIT
#pragma once

#include "mechanisms/mechanism.h"

namespace seeipc {

/// The anonymous pipe, and the calls on a byte stream's descriptor that came with it.
extern const Mechanism pipeMechanism;

/// Fill and capacity of a pipe or a FIFO, by two borrows of one call each: no copy of an end lives
/// longer than its call.
Result<ChannelSample> samplePipe(int pidfd, int fd);

} // namespace seeipc
