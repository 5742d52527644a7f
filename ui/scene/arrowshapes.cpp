// SPDX-License-Identifier: MIT
// Waits-for arrows: the ways they take, and what is written on them.
#include "ui/scene/layoutparts.h"
#include "ui/scene/words.h"

#include <algorithm>
#include <cmath>

namespace seeipc {

namespace {

/// An arrow on its way.
class ArrowMaker
{
public:
    ArrowMaker(const StageFacts &facts, const StageFrame &frame,
               const std::vector<TubeShape> &tubes)
        : m_facts(facts), m_frame(frame), m_tubes(tubes)
    {}

    std::optional<ArrowShape> arrowFor(const Wait &wait);

private:
    struct Lane
    {
        bool isTop;
        ChannelId channel;
        QPointF target;
        QString text;
        double y;
    };

    void toChannel(ArrowShape &arrow, const Wait &wait);
    bool toWaker(ArrowShape &arrow, const Wait &wait, const QString &text);
    void toChild(ArrowShape &arrow, const Wait &wait);
    void tellAge(ArrowShape &arrow, const Wait &wait, double from, double to, double lane);
    QString textOf(const Wait &wait) const;
    const BoxPlace &nearestChild(const Wait &wait) const;
    void besideColumn(ArrowShape &arrow, const QRectF &from, const QRectF &to, Column column,
                      const QString &text);
    void fromMiddle(ArrowShape &arrow, const QRectF &from, const QPointF &target,
                    const QString &text);
    double laneFor(bool isTop, ChannelId channel, const QPointF &target, const QString &text);
    QPainterPath exit(const QRectF &box, Column column, double lane) const;
    void end(ArrowShape &arrow, const QPointF &tip);
    void label(ArrowShape &arrow, const QString &text, double left, double lane);

    const StageFacts &m_facts;
    const StageFrame &m_frame;
    const std::vector<TubeShape> &m_tubes;
    std::vector<Lane> m_lanes;
    bool m_isShared = false; ///< the last lane has its label already
};

/// The same goal for the same reason shares a way; another one goes beside it.
double ArrowMaker::laneFor(bool isTop, ChannelId channel, const QPointF &target,
                           const QString &text)
{
    double taken = 0;
    for (const auto &lane : m_lanes) {
        if (lane.isTop != isTop || lane.channel != channel)
            continue;
        if (lane.target == target && lane.text == text) {
            m_isShared = true;
            return lane.y;
        }
        taken += m_frame.laneStep;
    }
    m_isShared = false;
    const auto &place = m_frame.channels[channel];
    const double y = isTop ? place.topLane - taken : place.bottomLane + taken;
    m_lanes.push_back({isTop, channel, target, text, y});
    return y;
}

/// From a box to a lane: out of its lower or upper edge, or out of its side where the lane passes.
QPainterPath ArrowMaker::exit(const QRectF &box, Column column, double lane) const
{
    const bool isLeft = column == Column::Left;
    const double side = isLeft ? box.right() : box.left();
    const double forward = isLeft ? 1 : -1;
    const bool isBeside = lane > box.top() + 4 && lane < box.bottom() - 4;
    const bool isBlocked = std::any_of(
        m_frame.boxes.begin(), m_frame.boxes.end(), [&](const BoxPlace &place) {
            return place.column == column && place.rect != box
                   && (lane > box.bottom() ? place.rect.top() > box.top()
                                           : place.rect.top() < box.top());
        });
    if (isBeside) {
        QPainterPath path(QPointF(side, lane));
        return path;
    }
    if (isBlocked) { // around the others, where nothing else runs
        const double start = lane > box.bottom() ? box.bottom() - 14 * m_frame.unit
                                                 : box.top() + 14 * m_frame.unit;
        const double outer = isLeft ? box.left() : box.right();
        const double x = outer - forward * 15 * m_frame.unit;
        return roundedWay({{outer, start}, {x, start}, {x, lane}, {side, lane}}, 8 * m_frame.unit);
    }
    const double start = lane > box.bottom() ? box.bottom() : box.top();
    const QPointF from(box.center().x(), start);
    const double reach = box.width() * 0.5 * forward;
    QPainterPath path(from);
    path.cubicTo(QPointF(from.x(), lane), QPointF(from.x() + reach * 0.3, lane),
                 QPointF(from.x() + reach, lane));
    return path;
}

/// The last stroke goes up or down, left or right; the head stands on it.
void ArrowMaker::end(ArrowShape &arrow, const QPointF &tip)
{
    const auto from = arrow.path.currentPosition();
    const auto way = tip - from;
    const double length = std::max(1.0, std::hypot(way.x(), way.y()));
    const auto along = way / length;
    const QPointF across(-along.y(), along.x());
    const double size = 14 * std::max(m_frame.unit, 0.8);
    arrow.path.lineTo(tip - along * size * 0.8);
    arrow.head = QPolygonF({tip, tip - along * size + across * size * 0.64,
                            tip - along * size - across * size * 0.64});
}

void ArrowMaker::label(ArrowShape &arrow, const QString &text, double left, double lane)
{
    if (m_isShared || text.isEmpty())
        return;
    const double height = m_facts.measure.lineHeight(TextRole::Wait);
    auto made = labelAt(m_facts.measure, {std::round(left), lane - height - 5 * m_frame.unit}, text,
                        TextRole::Wait);
    made.onGround = true;
    arrow.label = made;
}

void ArrowMaker::toChannel(ArrowShape &arrow, const Wait &wait)
{
    const auto &tube = m_tubes[wait.channel];
    const auto &place = m_frame.boxes[wait.worker];
    const auto text = textOf(wait);
    if (toWaker(arrow, wait, text))
        return;
    const bool isToHead = wait.reason == WaitReason::FreeSlot;
    const double x = arrowPlace(tube, isToHead);
    if (place.column == Column::Middle) {
        fromMiddle(arrow, place.rect, {x, tube.wall.bottom() + 2}, text);
        return;
    }
    const bool isTop = place.column == Column::Right;
    QPointF tip(x, isTop ? tube.wall.top() - 2 : tube.wall.bottom() + 2);
    double lane = laneFor(isTop, wait.channel, tip, text);
    if (isTop && wait.hopeless && wait.wakers.empty()) { // to the thread that was forgotten
        tip.setY(m_frame.channels[wait.channel].threadLane - 4 * m_frame.unit);
        lane -= 16 * m_frame.unit;
    }
    arrow.path = exit(place.rect, place.column, lane);
    if (m_isShared) // joins the way that is there: dashes upon dashes would be a solid line
        return;
    arrow.path.lineTo(x, lane);
    const double width = m_facts.measure.width(TextRole::Wait, text);
    const double space = 20 * m_frame.unit;
    if (isTop)
        label(arrow, text, std::max(tube.wall.right() - space - width, x + space / 2), lane);
    else
        label(arrow, text, std::min(tube.wall.left() + space, x - space / 2 - width), lane);
    end(arrow, tip);
}

/// A box beneath the channels: up, along, and up again.
void ArrowMaker::fromMiddle(ArrowShape &arrow, const QRectF &from, const QPointF &target,
                            const QString &text)
{
    const double unit = m_frame.unit;
    const double x = std::clamp(target.x(), from.left() + 24 * unit, from.right() - 24 * unit);
    const double lane = from.top() - m_frame.laneStep * 0.5;
    arrow.path = QPainterPath(QPointF(x, from.top()));
    arrow.path.lineTo(x, lane);
    arrow.path.lineTo(target.x(), lane);
    const double width = m_facts.measure.width(TextRole::Wait, text);
    m_isShared = false;
    const bool isRightwards = target.x() >= from.center().x();
    label(arrow, text, isRightwards ? x - 10 * unit - width : x + 10 * unit, from.top() - 3 * unit);
    end(arrow, target);
}

void ArrowMaker::besideColumn(ArrowShape &arrow, const QRectF &from, const QRectF &to,
                              Column column, const QString &text)
{
    const double unit = m_frame.unit;
    const double forward = column == Column::Left ? 1 : -1;
    const double side = column == Column::Left ? from.right() : from.left();
    const double x = side + forward * 24 * unit;
    const double start = from.center().y() < to.center().y() ? from.bottom() - 14 * unit
                                                             : from.top() + 14 * unit;
    const double stop = from.center().y() < to.center().y() ? to.top() + 14 * unit
                                                            : to.bottom() - 14 * unit;
    arrow.path = roundedWay({{side, start}, {x, start}, {x, stop}, {x - forward, stop}}, 8 * unit);
    m_isShared = false;
    const double between = (from.center().y() < to.center().y() ? to.top() : from.top()) - 1 * unit;
    label(arrow, text, from.left() + 10 * unit, between);
    end(arrow, {side, stop});
}

void ArrowMaker::toChild(ArrowShape &arrow, const Wait &wait)
{
    const auto text = textOf(wait);
    const auto &place = m_frame.boxes[wait.worker];
    const auto &child = nearestChild(wait);
    const double unit = m_frame.unit;
    if (place.column == child.column && place.column != Column::Middle) {
        besideColumn(arrow, place.rect, child.rect, place.column, text);
        return;
    }
    if (place.column == Column::Middle) {
        const bool isLeft = child.rect.center().x() < place.rect.center().x();
        const double y = place.rect.top() + place.rect.height() * 0.3;
        const bool isBeneath = child.column == Column::Middle;
        arrow.path = QPainterPath(QPointF(isLeft ? place.rect.left() : place.rect.right(), y));
        const double width = m_facts.measure.width(TextRole::Wait, text);
        m_isShared = false;
        if (isBeneath) {
            end(arrow, {isLeft ? child.rect.right() : child.rect.left(), y});
            return;
        }
        arrow.path.lineTo(child.rect.center().x(), y);
        label(arrow, text,
              isLeft ? place.rect.left() - 12 * unit - width : place.rect.right() + 12 * unit, y);
        end(arrow, {child.rect.center().x(), child.rect.bottom() + 2});
        return;
    }
    const auto channel = static_cast<ChannelId>(
        m_frame.channels.empty() ? noChannel : m_frame.channels.size() - 1);
    if (channel == noChannel)
        return;
    const bool isTop = place.column == Column::Right;
    const auto used = isTop ? ChannelId{0} : channel;
    const bool isBehind = std::any_of(m_frame.boxes.begin(), m_frame.boxes.end(),
                                      [&](const BoxPlace &other) {
                                          return other.column == child.column
                                                 && (isTop ? other.rect.top() < child.rect.top()
                                                           : other.rect.top() > child.rect.top());
                                      });
    QPointF tip(child.rect.center().x(), isTop ? child.rect.top() - 2 : child.rect.bottom() + 2);
    double turn = tip.x();
    if (isBehind) { // past the others, into its side
        const bool isLeft = child.column == Column::Left;
        tip = {isLeft ? child.rect.right() + 2 : child.rect.left() - 2,
               isTop ? child.rect.top() + 14 * unit : child.rect.bottom() - 14 * unit};
        turn = tip.x() + (isLeft ? 24 : -24) * unit;
    }
    const double lane = laneFor(isTop, used, tip, text);
    arrow.path = exit(place.rect, place.column, lane);
    arrow.path.lineTo(turn, lane);
    if (isBehind)
        arrow.path.lineTo(turn, tip.y());
    const auto &wall = m_frame.channels[used].wall;
    label(arrow, text,
          isTop ? wall.right() - 20 * unit - m_facts.measure.width(TextRole::Wait, text)
                : wall.left() + 20 * unit,
          lane);
    tellAge(arrow, wait, turn, isTop ? wall.left() : wall.right(), lane);
    end(arrow, tip);
}

/// Of several children that stand below each other the one at the arrow's lane: the others would be
/// in its way.
const BoxPlace &ArrowMaker::nearestChild(const Wait &wait) const
{
    const auto *nearest = &m_frame.boxes[wait.wakers.front()];
    const bool isTop = m_frame.boxes[wait.worker].column == Column::Right;
    for (const auto worker : wait.wakers) {
        const auto &box = m_frame.boxes[worker];
        const bool isNearer = isTop ? box.rect.top() < nearest->rect.top()
                                    : box.rect.bottom() > nearest->rect.bottom();
        if (box.column == nearest->column && isNearer)
            nearest = &box;
    }
    return *nearest;
}

QString ArrowMaker::textOf(const Wait &wait) const
{
    std::vector<std::string> names;
    names.reserve(m_facts.cast.parts.size());
    for (const auto &part : m_facts.cast.parts)
        names.push_back(part.name);
    return words::waitsFor(wait, names);
}

/// In a ring the arrow goes past the channel to the one who could end the wait: the ring closes.
/// False where that process is not across the channel, with its edge towards the lane free.
bool ArrowMaker::toWaker(ArrowShape &arrow, const Wait &wait, const QString &text)
{
    if (!isInRing(m_facts.waits, wait.worker) || wait.wakers.front() >= m_frame.boxes.size())
        return false;
    const auto &place = m_frame.boxes[wait.worker];
    const auto &waker = m_frame.boxes[wait.wakers.front()];
    const bool isAcross = place.column != waker.column && place.column != Column::Middle
                          && waker.column != Column::Middle;
    const bool isTop = place.column == Column::Right;
    const bool isHidden = std::any_of(m_frame.boxes.begin(), m_frame.boxes.end(),
                                      [&](const BoxPlace &other) {
                                          return other.column == waker.column
                                                 && (isTop ? other.rect.top() < waker.rect.top()
                                                           : other.rect.top() > waker.rect.top());
                                      });
    const auto &lanes = m_frame.channels[wait.channel];
    const bool isClear = isTop ? lanes.topLane < waker.rect.top() - 4
                               : lanes.bottomLane > waker.rect.bottom() + 4;
    if (!isAcross || isHidden || !isClear)
        return false;
    const QPointF tip(waker.rect.center().x(),
                      isTop ? waker.rect.top() - 2 : waker.rect.bottom() + 2);
    const double lane = laneFor(isTop, wait.channel, tip, text);
    arrow.path = exit(place.rect, place.column, lane);
    arrow.path.lineTo(tip.x(), lane);
    const auto &wall = m_tubes[wait.channel].wall;
    const double space = 20 * m_frame.unit;
    const double width = m_facts.measure.width(TextRole::Wait, text);
    const double left = wall.left() + space;
    label(arrow, text, isTop ? std::max(wall.right() - space - width, left) : left, lane);
    tellAge(arrow, wait, tip.x(), isTop ? wall.left() : wall.right(), lane);
    end(arrow, tip);
    return true;
}

/// How long the ring has been closed, on the way of its first arrow beside the tube; not where it
/// would not fit.
void ArrowMaker::tellAge(ArrowShape &arrow, const Wait &wait, double from, double to, double lane)
{
    const auto &ring = m_facts.waits.ring;
    if (ring.empty() || ring.front() != wait.worker)
        return;
    std::int64_t since = 0;
    for (const auto worker : ring)
        since = std::max(since, m_facts.waits.of(worker)->since);
    const auto text = words::deadlocked(m_facts.ageTime() - since);
    const auto &measure = m_facts.measure;
    const double width = measure.width(TextRole::Wait, text);
    const double gap = 16 * m_frame.unit;
    double room = std::abs(to - from);
    if (arrow.label && from < to)
        room = std::min(room, arrow.label->rect.left() - from);
    else if (arrow.label)
        room = std::min(room, from - arrow.label->rect.right());
    if (width > room - gap)
        return;
    auto made = labelAt(measure,
                        {std::round((from + to - width) / 2),
                         lane - measure.lineHeight(TextRole::Wait) - 5 * m_frame.unit},
                        text, TextRole::Wait);
    made.onGround = true;
    arrow.age = made;
}

std::optional<ArrowShape> ArrowMaker::arrowFor(const Wait &wait)
{
    if (!isSeenAsleep(m_facts, wait.worker) || wait.worker >= m_frame.boxes.size())
        return std::nullopt;
    ArrowShape arrow;
    arrow.worker = wait.worker;
    arrow.hopeless = wait.hopeless;
    if (wait.reason == WaitReason::Bytes || wait.reason == WaitReason::FreeSlot) {
        if (wait.channel >= m_tubes.size())
            return std::nullopt;
        toChannel(arrow, wait);
    } else if (wait.reason == WaitReason::Child && !wait.wakers.empty()
               && std::all_of(wait.wakers.begin(), wait.wakers.end(),
                              [&](WorkerId waker) { return waker < m_frame.boxes.size(); })) {
        toChild(arrow, wait);
    }
    if (arrow.path.isEmpty())
        return std::nullopt;
    return arrow;
}

} // namespace

std::vector<ArrowShape> arrowShapes(const StageFacts &facts, const StageFrame &frame,
                                    const std::vector<TubeShape> &tubes)
{
    ArrowMaker maker(facts, frame, tubes);
    std::vector<ArrowShape> arrows;
    for (const auto &wait : facts.waits.waits) {
        if (auto arrow = maker.arrowFor(wait))
            arrows.push_back(std::move(*arrow));
    }
    return arrows;
}

} // namespace seeipc
