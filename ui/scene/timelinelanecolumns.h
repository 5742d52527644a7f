// SPDX-License-Identifier: MIT
// Shares of time by pixel column, for the files that gather them.
#pragma once

#include "ui/scene/timelineparts.h"

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

namespace seeipc {

using Sums = std::array<double, 6>; ///< nanoseconds: running, asleep, at a gate, held, lost, unseen

inline constexpr std::size_t runningKind = 0;
inline constexpr std::size_t lostKind = 4;
inline constexpr std::size_t unseenKind = 5;

/// Gathers the time of one process by pixel column.
class LaneColumns
{
public:
    explicit LaneColumns(const TimeScale &scale);

    /// Time that was spent between two x, evenly over them.
    void spend(double fromX, double toX, const Sums &times);
    std::vector<LaneColumn> shares() const;

private:
    double m_left;
    std::vector<Sums> m_sums;
};

/// Which of the sums time counts in that is spent so; none: in no one.
std::optional<std::size_t> kindOf(Doing doing);

} // namespace seeipc
