// SPDX-License-Identifier: MIT
#pragma once

#include "mechanisms/mechanism.h"

namespace seeipc {

/// Calls on a descriptor, whatever it leads to: copies of it, other ways to it, what it tells.
extern const Mechanism descriptorMechanism;

} // namespace seeipc
