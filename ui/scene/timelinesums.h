// SPDX-License-Identifier: MIT
#pragma once

#include "events/trace.h"
#include "ui/scene/timelinelayout.h"

#include <cstdint>
#include <vector>

namespace seeipc {

/// What a process did in a stretch of time.
struct WorkerSums
{
    std::int64_t calls = 0;
    std::int64_t bytesRead = 0;
    std::int64_t bytesWritten = 0;
    std::int64_t asleep = 0; ///< nanoseconds
    std::int64_t unseen = 0; ///< nanoseconds in which nobody looked
};

struct TimelineSums
{
    std::int64_t nanoseconds = 0;
    bool isExact =
        true; ///< false: details were dropped; calls and bytes are not known, times about
    std::vector<WorkerSums> workers;
};

TimelineSums timelineSums(const Trace &trace, const TimeSpan &span);

} // namespace seeipc
