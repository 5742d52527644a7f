// SPDX-License-Identifier: MIT
// Waits-for arrows from process to process: to a child, and in a deadlock to whoever would have to
// act. There they join the lines of the calls in which each sleeps, and so close into a ring.
#include "ui/scene/arrowmaker.h"
#include "ui/scene/words.h"

#include <algorithm>
#include <cmath>

namespace seeipc {

namespace {

constexpr double besideLine = 8;    ///< units from the middle of a call's line
constexpr double outerMargin = 26;  ///< units from a box's outer edge to a way that comes beside it
constexpr double innerMargin = 18;  ///< to one that leaves, or leads up: within the other
constexpr double textSpace = 20;    ///< units from a tube's end, or a box, to a text on a lane
constexpr double betweenTexts = 16; ///< units

/// From where the path stands: Qt would join a place that it has only moved to with what came before.
void goOn(QPainterPath &path, const QPainterPath &way)
{
    const bool isMovedTo = path.elementCount() > 0
                           && path.elementAt(path.elementCount() - 1).isMoveTo();
    if (isMovedTo)
        path.addPath(way);
    else
        path.connectPath(way);
}

} // namespace

double ArrowMaker::callLine(WorkerId worker) const
{
    const auto &place = m_frame.boxes[worker];
    return place.rect.top() + m_frame.box.callLine(place.compact);
}

double ArrowMaker::marginOf(Column column, double units) const
{
    const double away = m_frame.margin - units * m_frame.unit;
    return column == Column::Left ? away : m_frame.size.width() - away;
}

/// Is another box of its column nearer to the top, or to the bottom?
bool ArrowMaker::isCovered(WorkerId worker, bool fromTop) const
{
    const auto &own = m_frame.boxes[worker];
    return std::any_of(m_frame.boxes.begin(), m_frame.boxes.end(), [&](const BoxPlace &other) {
        return other.column == own.column
               && (fromTop ? other.rect.top() < own.rect.top() : other.rect.top() > own.rect.top());
    });
}

/// Does a box in the middle stand between the two?
bool ArrowMaker::isBetween(const QRectF &from, const QRectF &to) const
{
    const double left = std::min(from.center().x(), to.center().x());
    const double right = std::max(from.center().x(), to.center().x());
    return std::any_of(m_frame.boxes.begin(), m_frame.boxes.end(), [&](const BoxPlace &other) {
        return other.column == Column::Middle && left < other.rect.center().x()
               && other.rect.center().x() < right;
    });
}

/// To any one of those who could end it: a way to each column, with a head at each of them.
void ArrowMaker::toWakers(ArrowShape &arrow, const Wait &wait)
{
    const auto own = m_frame.boxes[wait.worker].column;
    const auto first = own == Column::Left ? Column::Right : Column::Left;
    const auto second = first == Column::Left ? Column::Right : Column::Left;
    for (const auto column : {first, second, Column::Middle}) {
        std::vector<WorkerId> wakers;
        for (const auto waker : wait.wakers) {
            if (m_frame.boxes[waker].column == column)
                wakers.push_back(waker);
        }
        if (!wakers.empty())
            toColumn(arrow, wait, column, wakers);
    }
}

void ArrowMaker::toColumn(ArrowShape &arrow, const Wait &wait, Column column,
                          const std::vector<WorkerId> &wakers)
{
    const auto own = m_frame.boxes[wait.worker].column;
    m_isShared = false;
    if (column == Column::Middle) {
        for (const auto waker : wakers) {
            if (own == Column::Middle)
                betweenMiddle(arrow, wait, waker);
            else
                toMiddle(arrow, wait, waker);
        }
    } else if (own == Column::Middle) {
        outOfMiddle(arrow, wait, wakers);
    } else if (own == column) {
        alongColumn(arrow, wait, wakers);
    } else {
        across(arrow, wait, wakers);
    }
}

/// From the end of the way on along the margin beside a column, with a branch into each box at the
/// line of its call; the farthest is the way's end.
void ArrowMaker::branch(ArrowShape &arrow, const std::vector<WorkerId> &wakers, double trunk,
                        double besideCall) const
{
    const auto from = arrow.path.currentPosition();
    auto ordered = wakers;
    std::sort(ordered.begin(), ordered.end(), [&](WorkerId a, WorkerId b) {
        return std::abs(callLine(a) - from.y()) > std::abs(callLine(b) - from.y());
    });
    for (const auto waker : ordered) {
        const auto &place = m_frame.boxes[waker];
        const bool isLeft = place.column == Column::Left;
        const double inwards = (isLeft ? 5 : -5) * m_frame.unit;
        const double y = callLine(waker) + besideCall;
        if (waker == ordered.front())
            goOn(arrow.path, roundedWay({from, {trunk, from.y()}, {trunk, y}, {trunk + inwards, y}},
                                        8 * m_frame.unit));
        else
            arrow.path.moveTo(trunk, y);
        end(arrow, {isLeft ? place.rect.left() - 1 : place.rect.right() + 1, y});
    }
}

/// Over or beneath the channels to the other column.
void ArrowMaker::across(ArrowShape &arrow, const Wait &wait, const std::vector<WorkerId> &wakers)
{
    if (m_frame.channels.empty())
        return;
    const auto text = textOf(wait);
    const auto &place = m_frame.boxes[wait.worker];
    const bool isTop = place.column == Column::Right;
    const auto channel = static_cast<ChannelId>(isTop ? 0 : m_frame.channels.size() - 1);
    const auto &goal = m_frame.boxes[wakers.front()];
    const QPointF tip(goal.rect.center().x(), isTop ? goal.rect.top() - 2 : goal.rect.bottom() + 2);
    const double lane = laneFor(isTop, channel, tip, text);
    const double besideCall = (isTop ? -besideLine : besideLine) * m_frame.unit;
    if (isInRing(m_facts.waits, wait.worker)) {
        const QPointF start(isTop ? place.rect.right() : place.rect.left(),
                            callLine(wait.worker) + besideCall);
        const double turn = marginOf(place.column, innerMargin);
        arrow.path.addPath(
            roundedWay({start, {turn, start.y()}, {turn, lane}, {place.rect.center().x(), lane}},
                       8 * m_frame.unit));
        branch(arrow, wakers, marginOf(goal.column, outerMargin), besideCall);
    } else {
        arrow.path.addPath(exit(place.rect, place.column, lane));
        if (m_isShared) // joins the way that is there
            return;
        if (wakers.size() > 1 || isCovered(wakers.front(), isTop)) {
            branch(arrow, wakers, marginOf(goal.column, outerMargin), besideCall);
        } else {
            arrow.path.lineTo(tip.x(), lane);
            end(arrow, tip);
        }
    }
    labelOnLane(arrow, wait, isTop, lane);
}

/// Where it waits beside the channel, the age of a ring over the box that it leads to, or beneath it.
void ArrowMaker::labelOnLane(ArrowShape &arrow, const Wait &wait, bool isTop, double lane)
{
    const auto text = textOf(wait);
    const auto &wall = m_frame.channels[isTop ? 0 : m_frame.channels.size() - 1].wall;
    const double space = textSpace * m_frame.unit;
    const double gap = betweenTexts * m_frame.unit;
    const double width = m_facts.measure.width(TextRole::Wait, text);
    const double left = isTop ? std::max(wall.right() - space - width, wall.left() + space)
                              : wall.left() + std::min(space, (wall.width() - width) / 2);
    label(arrow, text, left, aboveLane(lane));
    const double age = ageWidth(wait);
    tellAge(arrow, wait,
            isTop ? m_frame.margin + gap : m_frame.size.width() - m_frame.margin - gap - age,
            aboveLane(lane));
}

/// Beside its own column; two ways in the same margin lie one within the other.
void ArrowMaker::alongColumn(ArrowShape &arrow, const Wait &wait,
                             const std::vector<WorkerId> &wakers)
{
    const double unit = m_frame.unit;
    const auto &place = m_frame.boxes[wait.worker];
    const auto text = textOf(wait);
    const bool isDown = m_frame.boxes[wakers.front()].rect.top() > place.rect.top();
    const bool isLeft = place.column == Column::Left;
    arrow.path.moveTo(isLeft ? place.rect.left() : place.rect.right(),
                      callLine(wait.worker) - besideLine * unit);
    branch(arrow, wakers, marginOf(place.column, isDown ? outerMargin : innerMargin),
           besideLine * unit);
    const double height = m_facts.measure.lineHeight(TextRole::Wait);
    const bool isBeneath = isDown || isInRing(m_facts.waits, wait.worker);
    double gap = m_frame.size.height(); // to the box beneath it
    for (const auto &other : m_frame.boxes) {
        if (other.column == place.column && other.rect.top() > place.rect.bottom())
            gap = std::min(gap, other.rect.top() - place.rect.bottom());
    }
    const double clear = std::clamp(gap - height - unit, 2 * unit, 7 * unit); // of the focus ring
    const double top = isBeneath ? place.rect.bottom() + clear
                                 : place.rect.top() - 6 * unit - height;
    const double left = place.rect.left() + 10 * unit;
    label(arrow, text, left, top);
    tellAge(arrow, wait, left + m_facts.measure.width(TextRole::Wait, text) + betweenTexts * unit,
            top);
}

/// Down beside its column and along beneath it.
void ArrowMaker::toMiddle(ArrowShape &arrow, const Wait &wait, WorkerId waker)
{
    const double unit = m_frame.unit;
    const auto &place = m_frame.boxes[wait.worker];
    const auto &goal = m_frame.boxes[waker].rect;
    const auto text = textOf(wait);
    const bool isLeft = place.column == Column::Left;
    const QPointF start(isLeft ? place.rect.left() : place.rect.right(),
                        callLine(wait.worker) + besideLine * unit);
    const double turn = marginOf(place.column, innerMargin);
    const double width = m_facts.measure.width(TextRole::Wait, text);
    const bool isOver = isBetween(place.rect, goal);
    const double lane = isOver ? goal.top() - m_frame.laneStep * (0.5 + m_over++)
                               : callLine(waker) + besideLine * unit;
    const QPointF tip = isOver ? QPointF(goal.center().x(), goal.top() - 1)
                               : QPointF(isLeft ? goal.left() - 1 : goal.right() + 1, lane);
    const QPointF last = isOver ? QPointF(tip.x(), lane) : QPointF((turn + tip.x()) / 2, lane);
    arrow.path.addPath(roundedWay({start, {turn, start.y()}, {turn, lane}, last}, 8 * unit));
    end(arrow, tip);
    const double top = isOver ? aboveLane(lane) : lane + 5 * unit;
    label(arrow, text, isLeft ? place.rect.left() : place.rect.right() - width, top);
    tellAge(arrow, wait, isLeft ? place.rect.left() : place.rect.right() - ageWidth(wait),
            top + m_facts.measure.lineHeight(TextRole::Wait));
}

/// From a box beneath the channels up to those beside them.
void ArrowMaker::outOfMiddle(ArrowShape &arrow, const Wait &wait,
                             const std::vector<WorkerId> &wakers)
{
    const double unit = m_frame.unit;
    const auto &from = m_frame.boxes[wait.worker].rect;
    const auto &goal = m_frame.boxes[wakers.front()];
    const auto text = textOf(wait);
    const bool isLeft = goal.column == Column::Left;
    double lane = callLine(wait.worker) - besideLine * unit;
    if (isBetween(from, goal.rect)) {
        lane = from.top() - m_frame.laneStep * (0.5 + m_over++);
        arrow.path.moveTo(from.center().x(), from.top());
        arrow.path.lineTo(from.center().x(), lane);
    } else {
        arrow.path.moveTo(isLeft ? from.left() : from.right(), lane);
    }
    if (wakers.size() > 1 || isCovered(wakers.front(), false)) {
        branch(arrow, wakers, marginOf(goal.column, outerMargin), besideLine * unit);
    } else {
        arrow.path.lineTo(goal.rect.center().x(), lane);
        end(arrow, {goal.rect.center().x(), goal.rect.bottom() + 2});
    }
    const double width = m_facts.measure.width(TextRole::Wait, text);
    label(arrow, text,
          isLeft ? from.left() - textSpace * unit - width : from.right() + textSpace * unit,
          aboveLane(lane));
    tellAge(arrow, wait,
            isLeft ? from.left() - textSpace * unit - ageWidth(wait)
                   : from.right() + textSpace * unit,
            aboveLane(lane) - m_facts.measure.lineHeight(TextRole::Wait));
}

/// Straight from line to line, with the texts above and beneath; where they have no room, over the
/// boxes.
void ArrowMaker::betweenMiddle(ArrowShape &arrow, const Wait &wait, WorkerId waker)
{
    const double unit = m_frame.unit;
    const auto &from = m_frame.boxes[wait.worker].rect;
    const auto &to = m_frame.boxes[waker].rect;
    const auto text = textOf(wait);
    const bool isRightwards = from.left() < to.left();
    const double start = isRightwards ? from.right() : from.left();
    const double stop = isRightwards ? to.left() - 1 : to.right() + 1;
    const double width = m_facts.measure.width(TextRole::Wait, text);
    if (isBetween(from, to) || std::abs(stop - start) < width + 8 * unit) {
        overMiddle(arrow, wait, waker);
        return;
    }
    const double upper = callLine(wait.worker) - besideLine * unit;
    const double lane = upper + (isRightwards ? 0 : 2 * besideLine * unit);
    arrow.path.moveTo(start, lane);
    end(arrow, {stop, lane});
    const double middle = (start + stop) / 2;
    label(arrow, text, middle - width / 2, isRightwards ? aboveLane(lane) : lane + 5 * unit);
    tellAge(arrow, wait, middle - ageWidth(wait) / 2,
            aboveLane(upper) - m_facts.measure.lineHeight(TextRole::Wait));
}

void ArrowMaker::overMiddle(ArrowShape &arrow, const Wait &wait, WorkerId waker)
{
    const double unit = m_frame.unit;
    const auto &from = m_frame.boxes[wait.worker].rect;
    const auto &to = m_frame.boxes[waker].rect;
    const auto text = textOf(wait);
    const double apart = (from.left() < to.left() ? 20 : -20) * unit;
    const double lane = from.top() - m_frame.laneStep * (0.5 + m_over++);
    const QPointF start(from.center().x() + apart, from.top());
    const QPointF tip(to.center().x() - apart, to.top() - 1);
    arrow.path.addPath(roundedWay({start, {start.x(), lane}, {tip.x(), lane}}, 8 * unit));
    end(arrow, tip);
    const double left = std::min(start.x(), tip.x()) + 10 * unit;
    const double right = std::max(start.x(), tip.x()) - 10 * unit;
    const double ageLeft = left + m_facts.measure.width(TextRole::Wait, text) + betweenTexts * unit;
    const bool isWide = ageLeft + ageWidth(wait) <= right;
    label(arrow, text, left, aboveLane(lane));
    if (isWide)
        tellAge(arrow, wait, ageLeft, aboveLane(lane));
    else // over the way back, whose text begins at the left too
        tellAge(arrow, wait, std::max(from.right(), to.right()) - ageWidth(wait),
                aboveLane(lane - m_frame.laneStep));
}

/// How long the ring has been closed; its first arrow tells it.
QString ArrowMaker::ageText(const Wait &wait) const
{
    const auto &ring = m_facts.waits.ring;
    if (ring.empty() || ring.front() != wait.worker)
        return {};
    std::int64_t since = 0;
    for (const auto worker : ring)
        since = std::max(since, m_facts.waits.of(worker)->since);
    return words::deadlocked(m_facts.ageTime() - since);
}

double ArrowMaker::ageWidth(const Wait &wait) const
{
    return m_facts.measure.width(TextRole::Wait, ageText(wait));
}

void ArrowMaker::tellAge(ArrowShape &arrow, const Wait &wait, double left, double top) const
{
    const auto text = ageText(wait);
    if (text.isEmpty() || arrow.age)
        return;
    arrow.age = labelAt(m_facts.measure, {std::round(left), top}, text, TextRole::Wait);
    arrow.age->onGround = true;
}

} // namespace seeipc
