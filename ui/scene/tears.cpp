// SPDX-License-Identifier: MIT
// Where a write is torn: the slot in which it breaks off, and that in which it goes on behind another's
// bytes, have an edge like torn paper.
#include "ui/scene/layoutparts.h"

#include <algorithm>
#include <cmath>

namespace seeipc {

namespace {

constexpr double depthOfTear = 5;   ///< units that its teeth reach into the bytes
constexpr double mostDeep = 0.4;    ///< of their width
constexpr double leastDeep = 2.5;   ///< pixels
constexpr double heightOfTooth = 2; ///< of their depth

QPolygonF tornEdge(const QRectF &bytes, bool isRight, double unit)
{
    const double depth = std::max(leastDeep,
                                  std::min(bytes.width() * mostDeep, depthOfTear * unit));
    const auto points = 2 * std::max(1, static_cast<int>(bytes.height() / (heightOfTooth * depth)));
    const double edge = isRight ? bytes.right() : bytes.left();
    const double inner = isRight ? edge - depth : edge + depth;
    QPolygonF way;
    for (int i = 0; i <= points; ++i)
        way << QPointF(i % 2 == 0 ? edge : inner, bytes.top() + bytes.height() * i / points);
    return way;
}

} // namespace

void addTears(SlotShape &shape, const PipeSlots::Slot &slot, bool flowsRight, double unit)
{
    if (slot.goesOn) // its first byte is that which is read next
        shape.tears.push_back(tornEdge(shape.bytes, flowsRight, unit));
    if (slot.breaksOff)
        shape.tears.push_back(tornEdge(shape.bytes, !flowsRight, unit));
}

} // namespace seeipc
