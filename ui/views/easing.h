// SPDX-License-Identifier: MIT
#pragma once

#include <QRect>
#include <QRectF>

#include <algorithm>
#include <cstdint>

namespace seeipc {

/// The part of a way that has passed; both in nanoseconds.
inline double shareOf(std::int64_t passed, std::int64_t lasts)
{
    return std::clamp(static_cast<double>(passed) / static_cast<double>(lasts), 0.0, 1.0);
}

/// Starts and arrives gently.
inline double eased(double share)
{
    return share * share * (3 - 2 * share);
}

/// The part of the picture that something in this place changes.
inline QRect placeDrawn(const QRectF &place)
{
    return place.toAlignedRect().adjusted(-3, -3, 3, 3);
}

} // namespace seeipc
