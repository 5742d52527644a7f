// SPDX-License-Identifier: MIT
#pragma once

#include "mechanisms/program.h"
#include "session/session.h"

#include <cstddef>

namespace seeipc {

/// How much shared memory a session needs, per worker.
struct AreaShape
{
    std::size_t ringSlots = 0;    ///< a power of two
    std::size_t collectBytes = 0; ///< 0: no step collects
    bool fillsRings = false;      ///< about as many calls are made as a ring has slots
};

/// Watched: rings that take a burst, a little of what is collected. Checked: sized to the demo, so
/// that no record is lost and every collected byte is there, as far as the bounds go.
AreaShape shapeFor(const ProgramView &program, const SessionOptions &options);

} // namespace seeipc
