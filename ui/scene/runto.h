// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace seeipc {

/// What a click on a line would come to: that the process runs to it, or why it cannot.
enum class RunTo : std::uint8_t {
    Possible,
    ComesNext, ///< it stands there already, and will not come again
    Asleep,
    Stopped,
    WaitsForDemo,
    Passed, ///< for good
    Ended,
    NotStarted,
    RunsOn, ///< a run goes on already
    NoStep, ///< the head of a loop without a call
};

} // namespace seeipc
