// SPDX-License-Identifier: MIT
// How the timeline is moved, zoomed and selected in, by mouse and keyboard.
#include "ui/model/playhead.h"
#include "ui/model/sessionmodel.h"
#include "ui/scene/timelinesums.h"
#include "ui/scene/timelinewords.h"
#include "ui/views/timeline.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace seeipc {

namespace {

constexpr double notch = 120;       ///< of a wheel, in eighths of a degree
constexpr double notchFactor = 1.3; ///< that a notch or a key zooms by
constexpr double panShare = 0.1;    ///< of the window, that a notch or a key moves
constexpr double recordShare = 0.1; ///< of the window, or of all, that shows what happened
constexpr double grip = 7;          ///< pixels around the playhead that take hold of it
constexpr double dragFrom = 4;      ///< pixels: less is a click
constexpr double snap = 4;          ///< pixels to a change that a click means

} // namespace

void TimelineView::setWindow(const TimeWindow &window)
{
    m_window = window;
    const auto followed = following(window, bounds(window));
    m_follows = std::abs(followed.begin - window.begin) <= window.length() * 1e-6;
    m_layoutTime = 0;
    refresh();
}

/// Of a window that a hand moves: room beyond what is newest is not taken from it.
TimeBounds TimelineView::boundsByHand() const
{
    auto limits = bounds(m_window);
    limits.end = std::max(limits.end, m_window.end);
    return limits;
}

/// The end of what happened stays in view at its left edge: beyond it there is nothing to be seen.
TimeWindow TimelineView::withRecord(TimeWindow window) const
{
    const auto length = window.length();
    const auto newest = places().newest();
    window.begin = std::min(window.begin, newest - recordShare * std::min(length, newest));
    window.end = window.begin + length;
    return window;
}

/// Where what is newest is followed, at that; elsewhere what is there stays there.
void TimelineView::zoom(double x, double factor)
{
    if (m_follows && m_model.playhead().isLive() && x >= playheadX() - grip) {
        m_window = zoomed(m_window, std::min(places().newest(), m_window.end), factor,
                          bounds(m_window));
        follow();
        return;
    }
    const auto around = TimeScale{m_window, m_frame.left, m_frame.right}.placeAt(x);
    setWindow(withRecord(zoomed(m_window, around, factor, boundsByHand())));
    m_follows = m_follows && factor < 1;
}

void TimelineView::zoomByKey(double factor)
{
    const bool isSeen = playheadX() >= m_frame.left && playheadX() <= m_frame.right;
    zoom(isSeen ? playheadX() : (m_frame.left + m_frame.right) / 2, factor);
}

void TimelineView::pan(double pixels)
{
    const auto by = pixels * m_window.length() / (m_frame.right - m_frame.left);
    setWindow(panned(m_window, by, boundsByHand()));
}

void TimelineView::follow()
{
    m_follows = true;
    m_layoutTime = 0;
    refresh();
}

void TimelineView::movePlayhead(double x)
{
    const TimeScale scale{m_window, m_frame.left, m_frame.right};
    const auto place = scale.placeAt(std::clamp(x, scale.left, scale.right));
    const auto here = places();
    const auto reach = snap / scale.pixelsAPlace();
    const auto time = here.timeAt(place);
    auto &playhead = m_model.playhead();
    if (time >= here.now || place >= here.end() - reach)
        playhead.goLive();
    else if (const auto change = here.changeNear(place, reach))
        playhead.moveTo(*change);
    else
        playhead.moveToTime(time);
}

/// The frozen playhead is in view; the live one is followed again.
void TimelineView::seePlayhead()
{
    const auto &playhead = m_model.playhead();
    if (playhead.isLive()) {
        m_follows = true;
        return;
    }
    m_window = showing(m_window, playheadPlace(), bounds(m_window));
}

double TimelineView::playheadPlace() const
{
    return m_model.playhead().isLive() ? places().newest() : places().of(shown());
}

void TimelineView::select(double fromX, double toX)
{
    const TimeScale scale{m_window, m_frame.left, m_frame.right};
    auto from = scale.placeAt(std::clamp(fromX, scale.left, scale.right));
    auto to = scale.placeAt(std::clamp(toX, scale.left, scale.right));
    if (m_axis == TimeAxis::ByEvent) { // whole columns
        const bool isForward = from <= to;
        from = isForward ? std::floor(from) : std::ceil(from);
        to = isForward ? std::ceil(to) : std::floor(to);
    }
    select({from, to});
}

void TimelineView::select(const Stretch &stretch)
{
    deselect();
    m_stretch = stretch;
    const auto [from, to] = std::minmax(stretch.anchor, stretch.moving);
    if (from < to) {
        m_selected = TimeSpan{places().timeAt(from), places().timeAt(to)};
        m_said = timelinewords::sums(m_cast, timelineSums(m_model.trace(), *m_selected));
    }
    m_layoutTime = 0;
    refresh();
}

void TimelineView::deselect()
{
    m_stretch.reset();
    m_selected.reset();
    m_said.clear();
    m_layoutTime = 0;
}

/// By keys, as in a text: from the playhead on, and on from the end that was moved last.
void TimelineView::extendSelection(int columns)
{
    const auto step = m_axis == TimeAxis::ByEvent ? 1.0 : m_window.length() / 40;
    auto stretch = m_stretch.value_or(Stretch{playheadPlace(), playheadPlace()});
    const auto last = std::max(stretch.moving, places().newest());
    stretch.moving = std::clamp(stretch.moving + columns * step, 0.0, last);
    const auto shown = showing(m_window, stretch.moving, bounds(m_window));
    if (shown != m_window)
        setWindow(shown);
    select(stretch);
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    const auto place = event->position();
    m_dragX = place.x();
    if (!m_model.isOpen() || m_frame.right <= m_frame.left)
        return;
    if (event->button() == Qt::MiddleButton) {
        m_drag = Drag::Pan;
    } else if (event->button() != Qt::LeftButton) {
        View::mousePressEvent(event);
    } else if (m_layout.head.live.rect.adjusted(-6, -6, 6, 6).contains(place)) {
        m_model.playhead().goLive();
        follow();
    } else if (m_layout.head.otherAxis.rect.united(m_layout.head.axis.rect).contains(place)) {
        setTimeAxis(m_axis == TimeAxis::ByEvent ? TimeAxis::ByClock : TimeAxis::ByEvent);
        Q_EMIT timeAxisChanged(m_axis);
    } else if (place.x() >= m_frame.left - grip) {
        m_drag = std::abs(place.x() - playheadX()) <= grip ? Drag::Grip : Drag::Click;
    }
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    const auto x = event->position().x();
    const bool isFar = std::abs(x - m_dragX) >= dragFrom;
    if (m_drag == Drag::Click && isFar)
        m_drag = Drag::Select;
    else if (m_drag == Drag::Grip && isFar)
        m_drag = Drag::Playhead;
    if (m_drag == Drag::Playhead) {
        movePlayhead(x);
    } else if (m_drag == Drag::Select) {
        select(m_dragX, x);
    } else if (m_drag == Drag::Pan) {
        pan(m_dragX - x);
        m_dragX = x;
    }
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_drag == Drag::Click)
        deselect();
    if (m_drag == Drag::Click || m_drag == Drag::Grip)
        movePlayhead(event->position().x());
    m_drag = Drag::None;
    m_layoutTime = 0;
    refresh();
}

void TimelineView::wheelEvent(QWheelEvent *event)
{
    const auto turned = event->angleDelta();
    const bool isPan = event->modifiers().testFlag(Qt::ShiftModifier)
                       || std::abs(turned.x()) > std::abs(turned.y());
    const auto by = (isPan && turned.x() != 0 ? turned.x() : turned.y()) / notch;
    if (isPan)
        pan(-by * panShare * (m_frame.right - m_frame.left));
    else
        zoom(event->position().x(), std::pow(notchFactor, by));
    event->accept();
}

/// The keys that mean something else here than in the window.
bool TimelineView::pressKey(const QKeyEvent &event)
{
    auto &playhead = m_model.playhead();
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const auto step = panShare * (m_frame.right - m_frame.left);
    const bool isLeft = event.key() == Qt::Key_Left;
    switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (modifiers == Qt::ControlModifier)
            isLeft ? playhead.toPreviousChange() : playhead.toNextChange();
        else if (modifiers == Qt::ShiftModifier)
            extendSelection(isLeft ? -1 : 1);
        else
            pan(isLeft ? -step : step);
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoomByKey(notchFactor); return true;
    case Qt::Key_Minus: zoomByKey(1 / notchFactor); return true;
    case Qt::Key_Home: setWindow(panned(m_window, -m_window.begin, bounds(m_window))); return true;
    case Qt::Key_End:
        playhead.goLive();
        follow();
        return true;
    case Qt::Key_Escape:
        if (!m_selected)
            return false;
        deselect();
        refresh();
        return true;
    default: return false;
    }
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    if (!m_model.isOpen() || !m_measure || !pressKey(*event))
        View::keyPressEvent(event);
}

/// Before the window does: with a selection, Esc drops that and nothing else.
bool TimelineView::takesKey(const QKeyEvent &event) const
{
    switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Plus:
    case Qt::Key_Equal:
    case Qt::Key_Minus:
    case Qt::Key_Home:
    case Qt::Key_End: return true;
    case Qt::Key_Escape: return m_selected.has_value();
    default: return false;
    }
}

bool TimelineView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && takesKey(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::NativeGesture) {
        const auto *gesture = static_cast<QNativeGestureEvent *>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            zoom(gesture->position().x(), 1 + gesture->value());
            return true;
        }
    }
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), toolTipAt(help->pos()), this);
        return true;
    }
    return View::event(event);
}

void TimelineView::focusInEvent(QFocusEvent *event)
{
    View::focusInEvent(event);
    update();
}

void TimelineView::focusOutEvent(QFocusEvent *event)
{
    View::focusOutEvent(event);
    update();
}

QString TimelineView::toolTipAt(const QPointF &place) const
{
    if (m_layout.head.said.rect.contains(place))
        return m_said.value(0);
    for (const auto &lane : m_layout.lanes) {
        if (!lane.rect.contains(place))
            continue;
        const auto name = QString::fromStdString(m_cast.parts[lane.worker].name);
        for (const auto &span : lane.spans) {
            if (span.rect.contains(place))
                return timelinewords::tip(m_cast, span, m_model.trace());
        }
        const auto x = static_cast<std::size_t>(place.x() - lane.rect.left());
        if (x < lane.columns.size() && lane.columns[x] != LaneColumn{})
            return timelinewords::tip(name, lane.columns[x]);
    }
    for (const auto &fill : m_layout.fills) {
        for (const auto &unknown : fill.unknown) {
            if (unknown.rect.contains(place))
                return timelinewords::unknownTip(m_cast, fill.channel);
        }
    }
    return {};
}

} // namespace seeipc
