// SPDX-License-Identifier: MIT
#pragma once

#include "mechanisms/mechanism.h"

namespace seeipc {

/// Calls that need a position or a length, which a file has and a stream has not.
extern const Mechanism positionMechanism;

} // namespace seeipc
