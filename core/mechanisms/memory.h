// SPDX-License-Identifier: MIT
#pragma once

#include "mechanisms/mechanism.h"

namespace seeipc {

/// What a process does with memory of its own, which needs no system call, and how another looks at it.
extern const Mechanism memoryMechanism;

} // namespace seeipc
