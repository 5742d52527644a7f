// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace seeipc {

/// What is counted from left to right.
enum class TimeAxis : std::uint8_t {
    ByEvent, ///< a column for each change; its places are numbers of changes
    ByClock, ///< nanoseconds since the session began
};

/// The part of an axis that is seen, in its places.
struct TimeWindow
{
    double begin = 0;
    double end = 1;

    double length() const { return end - begin; }
    bool operator==(const TimeWindow &) const = default;
};

/// Where a window may lie: from place 0 to `end`, and how much of it may be seen at once.
struct TimeBounds
{
    double end = 1;
    double shortest = 1;
    double longest = 1;
};

/// The window seen `factor` times as large; what is at `around` stays where it is.
TimeWindow zoomed(const TimeWindow &window, double around, double factor, const TimeBounds &bounds);
TimeWindow panned(const TimeWindow &window, double by, const TimeBounds &bounds);
/// The newest at its right end; where there is less than fills it, it begins with the oldest.
TimeWindow following(const TimeWindow &window, const TimeBounds &bounds);
/// Moved no farther than needed for `place` to be seen.
TimeWindow showing(const TimeWindow &window, double place, const TimeBounds &bounds);

/// The window of an axis laid over pixels.
struct TimeScale
{
    TimeWindow window;
    double left = 0;
    double right = 1;

    double pixelsAPlace() const { return (right - left) / window.length(); }
    double xOf(double place) const { return left + (place - window.begin) * pixelsAPlace(); }
    double placeAt(double x) const { return window.begin + (x - left) / pixelsAPlace(); }
    bool operator==(const TimeScale &) const = default;
};

} // namespace seeipc
