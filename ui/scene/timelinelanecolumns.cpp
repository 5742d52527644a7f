// SPDX-License-Identifier: MIT
#include "ui/scene/timelinelanecolumns.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace seeipc {

LaneColumns::LaneColumns(const TimeScale &scale)
    : m_left(scale.left), m_sums(static_cast<std::size_t>(std::max(1.0, scale.right - scale.left)))
{}

void LaneColumns::spend(double fromX, double toX, const Sums &times)
{
    const auto count = static_cast<double>(m_sums.size());
    const auto width = std::max(toX - fromX, 1e-9);
    const auto from = std::clamp(fromX - m_left, 0.0, count);
    const auto to = std::clamp(toX - m_left, 0.0, count);
    for (auto i = std::floor(from); i < count && i <= to; ++i) {
        const auto here = std::min(to, i + 1) - std::max(from, i);
        const auto share = toX - fromX < 1e-9 ? 1.0 : here / width;
        auto &sums = m_sums[static_cast<std::size_t>(i)];
        for (std::size_t kind = 0; kind < sums.size(); ++kind)
            sums[kind] += times[kind] * share;
    }
}

std::vector<LaneColumn> LaneColumns::shares() const
{
    std::vector<LaneColumn> made;
    made.reserve(m_sums.size());
    for (const auto &sums : m_sums) {
        const auto whole = std::accumulate(sums.begin(), sums.end(), 0.0);
        const auto share = [&](std::size_t kind) {
            return whole > 0 ? static_cast<float>(sums[kind] / whole) : 0.F;
        };
        made.push_back(
            {share(0), share(1), share(2), share(3), share(lostKind), share(unseenKind)});
    }
    return made;
}

std::optional<std::size_t> kindOf(Doing doing)
{
    switch (doing) {
    case Doing::Running:
    case Doing::Call: return runningKind;
    case Doing::Asleep:
    case Doing::Hopeless: return 1;
    case Doing::Turn:
    case Doing::Cue:
    case Doing::Look: return 2;
    case Doing::Held: return 3;
    case Doing::Unseen: return unseenKind;
    default: return std::nullopt;
    }
}

} // namespace seeipc
