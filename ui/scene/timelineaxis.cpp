// SPDX-License-Identifier: MIT
#include "ui/scene/timelineaxis.h"

#include <algorithm>

namespace seeipc {

namespace {

TimeWindow within(double begin, double length, const TimeBounds &bounds)
{
    begin = std::max(0.0, std::min(begin, bounds.end - length));
    return {begin, begin + length};
}

} // namespace

TimeWindow zoomed(const TimeWindow &window, double around, double factor, const TimeBounds &bounds)
{
    const auto length = std::clamp(window.length() / factor, bounds.shortest,
                                   std::max(bounds.shortest, bounds.longest));
    const auto share = (around - window.begin) / window.length();
    return within(around - share * length, length, bounds);
}

TimeWindow panned(const TimeWindow &window, double by, const TimeBounds &bounds)
{
    return within(window.begin + by, window.length(), bounds);
}

TimeWindow following(const TimeWindow &window, const TimeBounds &bounds)
{
    return within(bounds.end - window.length(), window.length(), bounds);
}

TimeWindow showing(const TimeWindow &window, double place, const TimeBounds &bounds)
{
    if (place >= window.begin && place <= window.end)
        return window;
    const auto begin = place < window.begin ? place : place - window.length();
    return within(begin, window.length(), bounds);
}

} // namespace seeipc
