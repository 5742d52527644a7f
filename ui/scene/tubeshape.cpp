// SPDX-License-Identifier: MIT
#include "ui/scene/layoutparts.h"

#include <algorithm>
#include <cmath>

namespace seeipc {

namespace {

constexpr std::size_t mostInRow = 32; ///< slots
constexpr std::size_t mostRows = 8;   ///< beyond 256 slots, rows get longer
constexpr double leastSeen = 2;       ///< pixels
constexpr double lensGap = 14;        ///< units between a lens and the slots
constexpr double lensShare = 0.11;    ///< at most, of the inside's width

/// The slots' grid, oldest first; more than a row fill column by column, as a tube would.
class SlotGrid
{
public:
    SlotGrid(const TubeShape &tube, std::size_t slotCount, double unit)
        : m_flowsRight(tube.flowsRight),
          m_columns(
              std::max(std::min(slotCount, mostInRow), (slotCount + mostRows - 1) / mostRows)),
          m_rows((slotCount + m_columns - 1) / m_columns)
    {
        m_inside = insideOf(tube, unit);
        const double lens = lensWidth(m_inside, slotCount, unit);
        const double apart = lens > 0 ? lens + std::round(lensGap * unit) : 0;
        m_inside.adjust(apart, 0, -apart, 0);
        m_gapX = pitchX() < 4 ? 0 : std::max(1.0, std::round(std::min(4 * unit, pitchX() * 0.15)));
        m_gapY = m_rows == 1 ? 0 : std::max(1.0, std::round(std::min(4 * unit, pitchY() * 0.15)));
    }

    /// On whole pixels: edges are sharp and quick to fill.
    QRectF cell(std::size_t number) const
    {
        const auto column = number / m_rows;
        const auto fromLeft = static_cast<double>(m_flowsRight ? m_columns - 1 - column : column);
        const auto row = static_cast<double>(number % m_rows);
        const double left = std::round(m_inside.left() + fromLeft * pitchX());
        const double right = std::round(m_inside.left() + (fromLeft + 1) * pitchX());
        const double top = std::round(m_inside.top() + row * pitchY());
        const double bottom = std::round(m_inside.top() + (row + 1) * pitchY());
        return {QPointF(left, top), QPointF(right - m_gapX, bottom - m_gapY)};
    }

private:
    double pitchX() const { return (m_inside.width() + m_gapX) / static_cast<double>(m_columns); }
    double pitchY() const { return (m_inside.height() + m_gapY) / static_cast<double>(m_rows); }

    bool m_flowsRight;
    std::size_t m_columns;
    std::size_t m_rows;
    QRectF m_inside;
    double m_gapX = 0;
    double m_gapY = 0;
};

void addSlots(TubeShape &tube, const PipeSlots &slots, double unit)
{
    const auto count = std::max<std::size_t>(1, slots.slotCount());
    const SlotGrid grid(tube, count, unit);
    tube.cells.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        SlotShape shape;
        shape.cell = grid.cell(i);
        if (i < slots.usedSlots()) {
            fillSlot(shape, slots.slots()[i], slots.pageSize());
            addTears(shape, slots.slots()[i], tube.flowsRight, unit);
        }
        tube.cells.push_back(shape);
    }
}

/// Of a channel to which a program has an end that tells nothing: whose its bytes are follows from the
/// demo alone.
void giveBytesTo(TubeShape &tube, WorkerId writer)
{
    for (auto &cell : tube.cells) {
        cell.writer = writer;
        cell.shares.clear();
    }
}

void addSockets(TubeShape &tube, const ChannelSnapshot &channel, double unit)
{
    const double radius = std::max(11.0, std::round(14 * unit));
    const double y = tube.wall.center().y();
    const SocketShape left{{tube.wall.left(), y}, radius, 0};
    const SocketShape right{{tube.wall.right(), y}, radius, 0};
    tube.writeEnd = tube.flowsRight ? left : right;
    tube.readEnd = tube.flowsRight ? right : left;
    tube.writeEnd.holders = static_cast<int>(channel.writers.size());
    tube.readEnd.holders = static_cast<int>(channel.readers.size());
}

} // namespace

/// True to scale, but one byte is to be seen too, waiting or taken.
void fillSlot(SlotShape &shape, const PipeSlots::Slot &slot, std::size_t pageSize)
{
    const auto &cell = shape.cell;
    const double scale = cell.height() / static_cast<double>(pageSize);
    const auto seen = [&](std::uint32_t bytes) {
        return bytes > 0 ? std::max(leastSeen, std::round(bytes * scale)) : 0;
    };
    const double bytes = std::min(seen(slot.length),
                                  cell.height() - (slot.offset > 0 ? leastSeen : 0));
    const double taken = std::min(seen(slot.offset), cell.height() - bytes);
    shape.writer = slot.writer;
    shape.isPacket = slot.packet;
    shape.isGuess = slot.guessed;
    shape.bytes = QRectF(cell.left(), cell.bottom() - taken - bytes, cell.width(), bytes);
    if (taken > 0)
        shape.taken = QRectF(cell.left(), cell.bottom() - taken, cell.width(), taken);
    const auto shares = slot.shares.all();
    double bottom = shape.bytes.bottom();
    for (std::size_t i = 0; shares.size() > 1 && i < shares.size(); ++i) {
        const double height = bytes * shares[i].length / slot.length;
        shape.shares.emplace_back(QRectF(cell.left(), bottom - height, cell.width(), height),
                                  shares[i].writer);
        bottom -= height;
    }
}

QRectF insideOf(const TubeShape &tube, double unit)
{
    const double pad = std::round(12 * unit);
    return tube.wall.adjusted(pad, pad, -pad, -pad);
}

double lensWidth(const QRectF &inside, std::size_t slotCount, double unit)
{
    if (slotCount <= mostInRow || slotCount > mostInRow * mostRows)
        return 0;
    return std::round(std::min(60 * unit, inside.width() * lensShare));
}

double tubeRadius(const QRectF &wall, double unit)
{
    return std::min(std::max(14.0, 22 * unit), wall.height() / 4);
}

double arrowPlace(const TubeShape &tube, bool isOldest)
{
    const auto &cell = isOldest ? tube.cells.front().cell : tube.cells.back().cell;
    const double inset = std::min(cell.width() / 2, 2 * tube.writeEnd.radius);
    return cell.center().x() > tube.wall.center().x() || tube.cells.size() == 1
               ? cell.right() - inset
               : cell.left() + inset;
}

TubeShape tubeShape(const StageFacts &facts, const StageFrame &frame, ChannelId id)
{
    const auto &channel = facts.snapshot.channels[id];
    const auto &place = frame.channels[id];
    TubeShape tube;
    tube.channel = id;
    tube.wall = place.wall;
    tube.exists = channel.exists;
    tube.gone = channel.gone;
    tube.flowsRight = facts.cast.channels[id].flowsRight;
    tube.flows = callRate(facts, id) > fastCalls && !facts.snapshot.held;
    tube.faded = isUninvolvedChannel(facts, id);
    const auto shown = shownSlots(channel);
    tube.exact = shown.isExact;
    addSlots(tube, shown.slots, frame.unit);
    if (channel.untold)
        giveBytesTo(tube, facts.cast.channels[id].bytesOf);
    addSockets(tube, channel, frame.unit);
    addDoors(tube, facts, frame.unit);
    addLetters(tube, facts, shown.slots);
    addLenses(tube, frame.unit, shown.slots);
    addTexts(tube, facts, frame, shown);
    return tube;
}

} // namespace seeipc
