// SPDX-License-Identifier: MIT
#pragma once

#include "posix/clock.h"

#include <ctime>

namespace seeipc {

/// Asks again and again until it is true; false if it is still not after `milliseconds`. For what
/// comes about in another process and raises no event here.
template<typename Predicate>
bool eventually(Predicate predicate, std::int64_t milliseconds = 10'000)
{
    const auto deadline = monotonicNanoseconds() + milliseconds * 1'000'000;
    while (!predicate()) {
        if (monotonicNanoseconds() > deadline)
            return false;
        const timespec moment{0, 200'000};
        ::nanosleep(&moment, nullptr);
    }
    return true;
}

} // namespace seeipc
