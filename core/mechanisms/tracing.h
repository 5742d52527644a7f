// SPDX-License-Identifier: MIT
#pragma once

#include "mechanisms/mechanism.h"

namespace seeipc {

/// How a process traces another: what debuggers are made of.
extern const Mechanism tracingMechanism;

} // namespace seeipc
