// SPDX-License-Identifier: MIT
#pragma once

#include "mechanisms/mechanism.h"

namespace seeipc {

/// Calls by which a process asks what is in a channel without taking any of it.
extern const Mechanism watchingMechanism;

} // namespace seeipc
