// SPDX-License-Identifier: MIT
#pragma once

#include "events/trace.h"
#include "ui/scene/timelineaxis.h"
#include "ui/scene/timelinechanges.h"

#include <array>
#include <cstdint>
#include <optional>

namespace seeipc {

/// The instant that the picture is of.
struct ShownInstant
{
    std::int64_t position = 0; ///< so many events have come by then
    std::int64_t time = 0;
    bool isBetween = false; ///< later than the last of them
};

/// The times of the changes that a column by event lies between.
struct ColumnTimes
{
    std::int64_t begin = 0;
    std::int64_t end = 0;
};

/// The places of the axes at a trace's instants. By event a column is a change: its last part is the
/// change itself, and what is right after it has the column's end as its place. The rest of the
/// column is the time since the change before, in proportion: an instant inside of a long sleep has
/// a place inside of it there too, and it is the same instant by clock. The newest column is the time
/// from the last change to now; what came there before somebody fell asleep takes no more of it than
/// a change. Where two changes have one time, nothing lies between them.
struct TimelinePlaces
{
    const Trace &trace;
    const TimelineChanges &changes;
    TimeAxis axis = TimeAxis::ByEvent;
    std::int64_t now = 0;
    double changePart = 0;        ///< by event: of a column, the change itself
    double newestColumn = 0;      ///< by event: the places that the newest column takes
    std::int64_t asleepSince = 0; ///< the last one who sleeps since the last change; 0: nobody

    double of(const ShownInstant &shown) const;
    double ofTime(std::int64_t time) const;
    std::int64_t timeAt(double place) const;
    double newest() const;                               ///< of the last change, or of now
    double end() const;                                  ///< of now on both axes
    std::int64_t afterChange(std::int64_t change) const; ///< the position; 0: before the first
    /// The change that is nearest to a place and no farther than `reach`, or in whose own part of a
    /// column it lies: the position right after it.
    std::optional<std::int64_t> changeNear(double place, double reach) const;
    /// By event, in a column that is the time between these.
    double inColumn(std::int64_t column, std::int64_t time, const ColumnTimes &times) const;
    ColumnTimes timesOf(std::int64_t column) const;

private:
    /// The part of a column whose time goes by evenly, and its places.
    struct Part
    {
        ColumnTimes times;
        double begin = 0;
        double width = 0;
    };
    std::array<Part, 2> partsOf(std::int64_t column, const ColumnTimes &times) const;
};

/// Is it right after a change, not between two?
bool isAtChange(const Trace &trace, const ShownInstant &shown);

} // namespace seeipc
