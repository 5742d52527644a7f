// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"

namespace seeipc {

/// Has it ended, and may the process that forked it still wait(2) for it? False of who was started by
/// the session, and where that process has ended: what is left of it is for nobody of the demo.
bool isAwaited(const Snapshot &snapshot, WorkerId worker);

} // namespace seeipc
