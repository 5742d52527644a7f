// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"

#include <cstdint>

namespace seeipc {

/// Bytes inside a channel, as FIONREAD said; `absent`: nobody knows. Where calls returned since it was
/// asked, it holds if they add up to the same.
std::int64_t knownFill(const ChannelSnapshot &channel);

} // namespace seeipc
