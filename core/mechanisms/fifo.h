// SPDX-License-Identifier: MIT
#pragma once

#include "mechanisms/mechanism.h"

namespace seeipc {

/// The FIFO, a pipe that has a name, and the calls on names that came with it.
extern const Mechanism fifoMechanism;

} // namespace seeipc
