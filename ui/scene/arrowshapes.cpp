// SPDX-License-Identifier: MIT
// Waits-for arrows: those to a channel, and what all of them have in common.
#include "ui/scene/arrowmaker.h"
#include "ui/scene/words.h"

#include <QLineF>
#include <QPainterPathStroker>

#include <algorithm>
#include <cmath>

namespace seeipc {

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
void ArrowMaker::end(ArrowShape &arrow, const QPointF &tip) const
{
    const auto from = arrow.path.currentPosition();
    const auto way = tip - from;
    const double length = std::max(1.0, std::hypot(way.x(), way.y()));
    const auto along = way / length;
    const QPointF across(-along.y(), along.x());
    const double size = 14 * std::max(m_frame.unit, 0.8);
    arrow.path.lineTo(tip - along * size * 0.8);
    arrow.heads.push_back(QPolygonF({tip, tip - along * size + across * size * 0.64,
                                     tip - along * size - across * size * 0.64}));
}

/// Where a text stands that is told of a lane.
double ArrowMaker::aboveLane(double lane) const
{
    return lane - m_facts.measure.lineHeight(TextRole::Wait) - 5 * m_frame.unit;
}

void ArrowMaker::label(ArrowShape &arrow, const QString &text, double left, double top) const
{
    if (m_isShared || text.isEmpty() || arrow.label)
        return;
    arrow.label = labelAt(m_facts.measure, {std::round(left), top}, text, TextRole::Wait);
    arrow.label->onGround = true;
}

void ArrowMaker::toChannel(ArrowShape &arrow, const Wait &wait)
{
    const auto &tube = m_tubes[wait.channel];
    const auto &place = m_frame.boxes[wait.worker];
    const auto text = textOf(wait);
    const bool isToHead = wait.reason == WaitReason::FreeSlot;
    const auto &opening = m_facts.snapshot.processes[wait.worker].opening;
    const double x = wait.reason == WaitReason::Partner && opening
                         ? doorPlace(tube, opening->isFor(End::Read) ? End::Read : End::Write)
                         : arrowPlace(tube, isToHead);
    if (place.column == Column::Middle) {
        fromMiddle(arrow, place.rect, {x, tube.wall.bottom() + 2}, text);
        return;
    }
    const bool isTop = place.column == Column::Right;
    QPointF tip(x, isTop ? tube.wall.top() - 2 : tube.wall.bottom() + 2);
    double lane = laneFor(isTop, wait.channel, tip, text);
    if (isTop && wait.hopeless && wait.wakers.empty()) { // to the thread that was forgotten
        tip.setY(m_frame.channels[wait.channel].threadLane - 4 * m_frame.unit);
        lane = std::max(lane - 16 * m_frame.unit, lane - aboveLane(lane));
    }
    arrow.path = exit(place.rect, place.column, lane);
    if (m_isShared) // joins the way that is there
        return;
    arrow.path.lineTo(x, lane);
    const double width = m_facts.measure.width(TextRole::Wait, text);
    const double space = 20 * m_frame.unit;
    if (isTop)
        label(arrow, text, std::max(tube.wall.right() - space - width, x + space / 2),
              aboveLane(lane));
    else
        label(arrow, text, std::min(tube.wall.left() + space, x - space / 2 - width),
              aboveLane(lane));
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
    label(arrow, text, isRightwards ? x - 10 * unit - width : x + 10 * unit,
          aboveLane(from.top() - 3 * unit));
    end(arrow, target);
}

QString ArrowMaker::textOf(const Wait &wait) const
{
    std::vector<std::string> names;
    names.reserve(m_facts.cast.parts.size());
    for (const auto &part : m_facts.cast.parts)
        names.push_back(part.name);
    return words::waitsFor(wait, names);
}

namespace {

/// Its text names them: one or two could write.
bool isForBytesOfFew(const Wait &wait)
{
    return wait.reason == WaitReason::Bytes && !wait.hopeless && !wait.wakers.empty()
           && wait.wakers.size() <= 2;
}

constexpr double touching = 6; ///< pixels, as wide as the way that another one joins

/// Joins the way of another that leads to the same: ends where it meets it first, as dashes upon dashes
/// would be a solid line.
void endAtFirst(QPainterPath &way, const std::vector<ArrowShape> &others)
{
    QPainterPathStroker around;
    around.setWidth(touching);
    QPainterPath taken;
    taken.setFillRule(Qt::WindingFill);
    for (const auto &other : others)
        taken.addPath(around.createStroke(other.path));
    const auto corners = way.toSubpathPolygons().value(0);
    if (corners.isEmpty())
        return;
    QPainterPath kept(corners.first());
    for (const auto &corner : corners) {
        const QLineF stroke(kept.currentPosition(), corner);
        const double length = stroke.length();
        for (int gone = 1; gone < length; ++gone) {
            if (const auto place = stroke.pointAt(gone / length); taken.contains(place)) {
                kept.lineTo(place);
                way = kept;
                return;
            }
        }
        kept.lineTo(corner);
    }
}

} // namespace

std::optional<ArrowShape> ArrowMaker::arrowFor(const Wait &wait)
{
    if (wait.isOver() || !isSeenAsleep(m_facts, wait.worker) || wait.worker >= m_frame.boxes.size()
        || std::any_of(wait.wakers.begin(), wait.wakers.end(),
                       [&](WorkerId waker) { return waker >= m_frame.boxes.size(); }))
        return std::nullopt;
    ArrowShape arrow;
    arrow.worker = wait.worker;
    arrow.hopeless = wait.hopeless;
    const bool isOnChannel = wait.reason == WaitReason::Bytes || wait.reason == WaitReason::FreeSlot
                             || wait.reason == WaitReason::Partner;
    if (isOnChannel && wait.channel >= m_tubes.size())
        return std::nullopt;
    if (wait.reason == WaitReason::Child || isForBytesOfFew(wait)
        || (isOnChannel && isInRing(m_facts.waits, wait.worker)))
        toWakers(arrow, wait);
    else if (isOnChannel)
        toChannel(arrow, wait);
    if (arrow.path.isEmpty())
        return std::nullopt;
    return arrow;
}

std::vector<ArrowShape> arrowShapes(const StageFacts &facts, const StageFrame &frame,
                                    const std::vector<TubeShape> &tubes)
{
    ArrowMaker maker(facts, frame, tubes);
    std::vector<ArrowShape> arrows;
    for (const auto &wait : facts.waits.waits) {
        auto arrow = maker.arrowFor(wait);
        if (!arrow)
            continue;
        if (arrow->heads.empty())
            endAtFirst(arrow->path, arrows);
        arrows.push_back(std::move(*arrow));
    }
    return arrows;
}

} // namespace seeipc
