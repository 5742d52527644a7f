// SPDX-License-Identifier: MIT
#pragma once

#include "mechanisms/mechanism.h"

namespace seeipc {

/// The anonymous pipe, and the calls on a byte stream's descriptor that came with it.
extern const Mechanism pipeMechanism;

} // namespace seeipc
