// SPDX-License-Identifier: MIT
#pragma once

#include "ui/scene/timelinelayout.h"

#include <cstdint>
#include <vector>

namespace seeipc {

/// Nanoseconds between two ticks of the axis by clock: 1, 2 or 5 of a decimal unit, from a minute on
/// of a minute, so that no two labels meet. The same for windows of the same length until the
/// session's time gets a digit more.
std::int64_t tickStep(const TimeScale &scale, const TextMeasure &measure);
/// All ticks whose labels find room, from left to right, at multiples of the step.
std::vector<TimelineTick> clockTicks(const TimeScale &scale, const TimelineFrame &frame,
                                     const TextMeasure &measure);

} // namespace seeipc
