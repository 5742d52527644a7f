// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"
#include "ui/scene/rates.h"

#include <cstdint>
#include <deque>
#include <vector>

namespace seeipc {

/// Makes rates of the sums that a Snapshot keeps, at most one look each frame.
class RateMeter
{
public:
    static constexpr std::int64_t span = 500'000'000; ///< nanoseconds that a rate is the mean of

    /// Forgets what was and starts from here.
    void reset(const Snapshot &snapshot, std::int64_t time);
    /// Takes the sums as they stand at `time` (nanoseconds since the session began, never less than
    /// at the last look).
    void look(const Snapshot &snapshot, std::int64_t time);
    const Rates &rates() const { return m_rates; }

private:
    struct Sums
    {
        std::int64_t time = 0;
        std::vector<std::int64_t> calls;
        std::vector<std::int64_t> bytesIn;
        std::vector<std::int64_t> bytesOut;
    };

    static Sums sumsOf(const Snapshot &snapshot, std::int64_t time);

    std::deque<Sums> m_looks; ///< the first is the youngest that is half a second old, if any
    Rates m_rates;
};

} // namespace seeipc
