// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"

#include <cstdint>

namespace seeipc {

/// Bytes that a worker has put into channels by writes which no return tells of: those that are open,
/// and the one that it died in. Inferred by PipeSlots.
std::int64_t untoldBytesWritten(const Snapshot &snapshot, WorkerId worker);

} // namespace seeipc
