// SPDX-License-Identifier: MIT
#include "ui/scene/timelineplaces.h"

#include "events/change.h"

#include <algorithm>
#include <cmath>

namespace seeipc {

double TimelinePlaces::newest() const
{
    return axis == TimeAxis::ByClock ? static_cast<double>(now)
                                     : static_cast<double>(changes.count());
}

double TimelinePlaces::end() const
{
    return newest() + newestColumn;
}

double TimelinePlaces::of(const ShownInstant &shown) const
{
    if (axis == TimeAxis::ByClock)
        return static_cast<double>(shown.time);
    const auto column = changes.before(trace, shown.position);
    return isAtChange(trace, shown) ? static_cast<double>(column)
                                    : inColumn(column, shown.time, timesOf(column));
}

double TimelinePlaces::ofTime(std::int64_t time) const
{
    return of({trace.positionAt(time), time, true});
}

ColumnTimes TimelinePlaces::timesOf(std::int64_t column) const
{
    const auto timeOf = [&](std::int64_t change) {
        const auto position = changes.positionOf(trace, change);
        return position < trace.count() ? trace.at(position).time : now;
    };
    return {column > 0 ? timeOf(column - 1) : 0, column < changes.count() ? timeOf(column) : now};
}

double TimelinePlaces::inColumn(std::int64_t column, std::int64_t time,
                                const ColumnTimes &times) const
{
    const auto parts = partsOf(column, times);
    const auto &part = parts[time < parts[1].times.begin ? 0 : 1];
    const auto length = static_cast<double>(part.times.end - part.times.begin);
    const auto share = length > 0 ? static_cast<double>(time - part.times.begin) / length : 0;
    return part.begin + std::clamp(share, 0.0, 1.0) * part.width;
}

/// What came before somebody fell asleep, if that was since the last change, and the rest.
std::array<TimelinePlaces::Part, 2> TimelinePlaces::partsOf(std::int64_t column,
                                                            const ColumnTimes &times) const
{
    const auto [begin, end] = times;
    const auto place = static_cast<double>(column);
    if (column < changes.count())
        return {Part{{begin, begin}, place, 0}, Part{times, place, 1 - changePart}};
    const auto middle = std::clamp(asleepSince, begin, std::max(begin, end));
    const auto before = end > begin ? newestColumn * static_cast<double>(middle - begin)
                                          / static_cast<double>(end - begin)
                                    : 0;
    const auto width = std::min(before, changePart);
    return {Part{{begin, middle}, place, width},
            Part{{middle, end}, place + width, newestColumn - width}};
}

std::int64_t TimelinePlaces::timeAt(double place) const
{
    if (axis == TimeAxis::ByClock)
        return std::clamp<std::int64_t>(static_cast<std::int64_t>(place), 0, now);
    const auto column = std::clamp<std::int64_t>(static_cast<std::int64_t>(place), 0,
                                                 changes.count());
    const auto parts = partsOf(column, timesOf(column));
    const auto &part = parts[place < parts[1].begin ? 0 : 1];
    const auto share = part.width > 0 ? (place - part.begin) / part.width : 0;
    const auto [begin, end] = part.times;
    const auto since = std::clamp(share, 0.0, 1.0)
                       * static_cast<double>(std::max<std::int64_t>(0, end - begin));
    return begin + std::llround(since);
}

std::int64_t TimelinePlaces::afterChange(std::int64_t change) const
{
    return change <= 0 ? trace.first()
                       : std::min(trace.count(), changes.positionOf(trace, change - 1) + 1);
}

std::optional<std::int64_t> TimelinePlaces::changeNear(double place, double reach) const
{
    if (axis == TimeAxis::ByEvent) {
        const auto nearest = std::min(std::round(place), newest());
        const auto column = std::min(static_cast<std::int64_t>(place), changes.count());
        const auto times = timesOf(column);
        const bool isInside = place - std::floor(place) > 1 - changePart && place < newest();
        if (std::abs(nearest - place) > reach && !isInside && times.begin < times.end)
            return std::nullopt;
        return afterChange(isInside ? column + 1 : static_cast<std::int64_t>(nearest));
    }
    const auto isNear = [&](std::int64_t position) {
        return std::abs(static_cast<double>(trace.at(position).time) - place) <= reach;
    };
    const auto here = trace.positionAt(static_cast<std::int64_t>(place));
    auto before = here - 1;
    while (before >= trace.first() && isNear(before) && !isColumn(trace.at(before)))
        --before;
    auto after = here;
    while (after < trace.count() && isNear(after) && !isColumn(trace.at(after)))
        ++after;
    const bool hasBefore = before >= trace.first() && isNear(before);
    const bool hasAfter = after < trace.count() && isNear(after);
    if (hasBefore && hasAfter) {
        const auto middle = (trace.at(before).time + trace.at(after).time) / 2;
        return (place < static_cast<double>(middle) ? before : after) + 1;
    }
    return hasBefore  ? std::optional(before + 1)
           : hasAfter ? std::optional(after + 1)
                      : std::nullopt;
}

bool isAtChange(const Trace &trace, const ShownInstant &shown)
{
    return !shown.isBetween && shown.position > trace.first() && shown.position <= trace.count()
           && isColumn(trace.at(shown.position - 1));
}

} // namespace seeipc
