// SPDX-License-Identifier: MIT
#include "ui/scene/layoutparts.h"
#include "ui/scene/shownslots.h"
#include "ui/scene/words.h"

#include <algorithm>
#include <cmath>

namespace seeipc {

namespace {

constexpr std::size_t mostInRow = 32;    ///< slots
constexpr std::size_t mostRows = 8;      ///< beyond 256 slots, rows get longer
constexpr double leastSeen = 2;          ///< pixels
constexpr double leastLetterWidth = 0.8; ///< of a line's height, for letters that stand upright

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
        const double pad = std::round(12 * unit);
        m_inside = tube.wall.adjusted(pad, pad, -pad, -pad);
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
    shape.bytes = QRectF(cell.left(), cell.bottom() - taken - bytes, cell.width(), bytes);
    if (taken > 0)
        shape.taken = QRectF(cell.left(), cell.bottom() - taken, cell.width(), taken);
}

void addSlots(TubeShape &tube, const StageFacts &facts, const PipeSlots &slots, double unit)
{
    const auto count = std::max<std::size_t>(1, slots.slotCount());
    const SlotGrid grid(tube, count, unit);
    const auto *contents = facts.contents.of(tube.channel);
    const double letterWidth = leastLetterWidth * facts.measure.lineHeight(TextRole::Call);
    std::int64_t offset = 0;
    tube.cells.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        SlotShape shape;
        shape.cell = grid.cell(i);
        if (i < slots.usedSlots()) {
            const auto &slot = slots.slots()[i];
            fillSlot(shape, slot, slots.pageSize());
            if (contents && shape.cell.width() >= letterWidth)
                shape.letters = facts.measure.elided(
                    TextRole::Call, contents->letters(offset, slot.length),
                    std::max(shape.cell.width(), shape.cell.height()) - 8 * unit);
            offset += slot.length;
        }
        tube.cells.push_back(shape);
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

struct Piece
{
    QString text;
    TextRole role;
    Tone tone;
    SourceMark mark;
};

double widthOf(const TextMeasure &measure, const std::vector<Piece> &pieces)
{
    double width = 0;
    for (const auto &piece : pieces)
        width += labelWidth(measure, piece.text, piece.role, piece.mark);
    return pieces.empty()
               ? 0
               : width + 14 * measure.scale().unit * static_cast<double>(pieces.size() - 1);
}

/// Puts the pieces side by side around `centre`.
void addLine(TubeShape &tube, const TextMeasure &measure, const std::vector<Piece> &pieces,
             double centre, double top)
{
    double ascent = 0;
    for (const auto &piece : pieces)
        ascent = std::max(ascent, measure.ascent(piece.role));
    double x = std::round(centre - widthOf(measure, pieces) / 2);
    for (const auto &piece : pieces) {
        const double y = top + ascent - measure.ascent(piece.role);
        tube.labels.push_back(
            labelAt(measure, {x, y}, piece.text, piece.role, piece.tone, piece.mark));
        x = tube.labels.back().rect.right() + 14 * measure.scale().unit;
    }
}

std::vector<Piece> fillPieces(const StageFacts &facts, const TubeShape &tube,
                              const ChannelSnapshot &channel, double room)
{
    std::vector<Piece> pieces;
    if (facts.cast.channels.size() > 1)
        pieces.push_back({QString::fromStdString(facts.cast.channels[tube.channel].name),
                          TextRole::Name, Tone::Muted, SourceMark::None});
    if (!channel.exists || channel.gone)
        return pieces;
    const bool isInferred = channel.queued.value && !channel.queued.isRefused()
                            && channel.queued.source == Source::Inferred;
    pieces.push_back({facts.measure.firstFitting(TextRole::Number, words::fill(channel), room),
                      TextRole::Number, Tone::Ink,
                      isInferred ? SourceMark::Dotted : SourceMark::None});
    if (channel.queued.value && !channel.queued.isRefused() && !tube.flows
        && channel.queued.source == Source::Sampled)
        pieces.push_back({words::age((facts.now - channel.queued.time) / ageStep * ageStep),
                          TextRole::Small, Tone::Muted, SourceMark::Clock});
    return pieces;
}

std::vector<Piece> secondLine(const StageFacts &facts, const TubeShape &tube,
                              const ChannelSnapshot &channel, const PipeSlots &slots)
{
    const auto plain = [](const QString &text) {
        return Piece{text, TextRole::Small, Tone::Muted, SourceMark::None};
    };
    if (!channel.exists || channel.gone)
        return {plain(words::channelState(channel))};
    if (channel.queued.isRefused())
        return {plain(words::refusal(channel.queued.error))};
    if (channel.disagrees)
        return {plain(words::disagreement(channel))};
    std::vector<Piece> pieces{
        {words::usedSlots(channel, slots), TextRole::Small, Tone::Muted, SourceMark::Dotted}};
    if (tube.flows && tube.channel < facts.rates.bytesIn.size())
        pieces.push_back(plain(words::rate(
            callRate(facts, tube.channel),
            std::max(facts.rates.bytesIn[tube.channel], facts.rates.bytesOut[tube.channel]))));
    return pieces;
}

} // namespace

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
    const auto &measure = facts.measure;
    TubeShape tube;
    tube.channel = id;
    tube.wall = place.wall;
    tube.exists = channel.exists;
    tube.gone = channel.gone;
    tube.flowsRight = facts.cast.channels[id].flowsRight;
    tube.exact = channel.slotsExact;
    tube.flows = callRate(facts, id) > fastCalls;
    tube.faded = isUninvolvedChannel(facts, id);
    const auto slots = shownSlots(channel);
    addSlots(tube, facts, slots, frame.unit);
    addSockets(tube, channel, frame.unit);
    const double mostRight = arrowPlace(tube, tube.flowsRight) - 16 * frame.unit;
    const auto first = fillPieces(facts, tube, channel,
                                  mostRight - place.wall.left() + frame.gap * 0.85);
    const auto second = secondLine(facts, tube, channel, slots);
    const double width = std::max(widthOf(measure, first), widthOf(measure, second));
    const double centre = std::min(place.wall.center().x(), mostRight - width / 2);
    double top = place.textTop;
    addLine(tube, measure, first, centre, top);
    if (!first.empty())
        top += measure.lineHeight(TextRole::Number) + 2 * frame.unit;
    addLine(tube, measure, second, centre, top);
    return tube;
}

} // namespace seeipc
