// SPDX-License-Identifier: MIT
#include "ui/views/timeline.h"

#include "ui/model/playhead.h"
#include "ui/model/sessionmodel.h"
#include "ui/pacer.h"
#include "ui/scene/timelinesums.h"
#include "ui/scene/timelinewords.h"
#include "ui/views/stagemotion.h"
#include "ui/views/timelineaccessible.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace seeipc {

namespace {

constexpr int clockPeriod = 250;                  ///< milliseconds, where time itself goes on
constexpr std::int64_t pictureStays = 50'000'000; ///< nanoseconds, after one that was drawn at once
constexpr std::int64_t busyStays = 100'000'000;   ///< where much happens
constexpr std::int64_t quietStays = 300'000'000;  ///< where no column came
constexpr std::int64_t muchHappens = 4;           ///< changes since the last picture
constexpr double usualNanoseconds = 20e9;
constexpr double shortestNanoseconds = 2e3;
constexpr double fewestColumns = 4;
constexpr double usualColumn = 60; ///< pixels at the scale's unit

} // namespace

TimelineView::TimelineView(SessionModel &model, QWidget *parent)
    : View(parent), m_model(model), m_theme(&themeOf(ThemeName::Light))
{
    installTimelineAccessible();
    setObjectName(QStringLiteral("timeline"));
    setFocusPolicy(Qt::WheelFocus); // its keys go on with what the wheel began
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setMouseTracking(true);
    m_later.setSingleShot(true);
    m_later.setTimerType(Qt::PreciseTimer); // with whatever else tells ages
    connect(&m_later, &QTimer::timeout, this, [this] {
        m_isDue = true;
        m_model.pacer().request();
    });
    connect(&model.pacer(), &Pacer::frame, this, [this] {
        if (m_isDue)
            refresh();
    });
    connect(&model, &SessionModel::restarted, this, &TimelineView::restart);
    connect(&model, &SessionModel::recorded, this, &TimelineView::refresh);
    connect(&model, &SessionModel::changed, this, &TimelineView::refresh);
    connect(&model.playhead(), &Playhead::moved, this, [this] {
        if (!m_selected)
            m_stretch.reset(); // what comes is selected from there
        seePlayhead();
        m_layoutTime = 0;
        refresh();
    });
    if (model.isOpen())
        restart();
}

void TimelineView::setTheme(const Theme &theme)
{
    m_theme = &theme;
    m_painter.reset();
    update();
}

QSize TimelineView::sizeHint() const
{
    if (!m_measure)
        return {960, m_isCompact ? 116 : 190};
    const auto height = m_isCompact ? compactTimelineHeight(m_cast, *m_measure)
                                    : timelineHeight(m_cast, *m_measure);
    return {960, static_cast<int>(std::ceil(height))};
}

QSize TimelineView::minimumSizeHint() const
{
    if (!m_measure)
        return {480, m_isCompact ? 70 : 120};
    const auto height = m_isCompact ? oneLaneTimelineHeight(*m_measure)
                        : m_isLow   ? tightTimelineHeight(m_cast, *m_measure)
                                    : leastTimelineHeight(m_cast, *m_measure);
    return {480, static_cast<int>(std::ceil(height))};
}

void TimelineView::setCompact(bool isCompact)
{
    if (m_isCompact == isCompact)
        return;
    m_isCompact = isCompact;
    updateGeometry();
}

void TimelineView::setLow(bool isLow)
{
    if (m_isLow == isLow)
        return;
    m_isLow = isLow;
    updateGeometry();
}

void TimelineView::restart()
{
    m_cast = m_model.isOpen() ? castOf(m_model.scenario()) : Cast();
    m_changes.clear();
    m_begin.clear();
    deselect();
    m_follows = true;
    m_other.reset();
    m_measure.reset();
    m_layout = {};
    m_layoutTime = 0;
    update();
    refresh();
}

/// Type and places of now; false where there is nothing to place.
bool TimelineView::remeasure()
{
    const auto scale = TypeScale::forWindow(window()->size());
    const bool isSame = m_measure && m_measure->scale() == scale;
    if (isSame && m_frame.size == QSizeF(size()))
        return m_frame.right > m_frame.left;
    const bool isFirst = m_frame.right <= m_frame.left || !m_measure;
    const auto pixels = m_frame.right - m_frame.left;
    if (!isSame) {
        m_painter.reset();
        m_measure.emplace(scale);
        updateGeometry();
    }
    m_frame = timelineFrame(m_cast, *m_measure, QSizeF(size()), m_axis);
    if (m_frame.right <= m_frame.left)
        return false;
    fitWindow(isFirst ? std::nullopt : std::optional((m_frame.right - m_frame.left) / pixels));
    m_layout = {};
    update();
    return true;
}

/// A column keeps its width where there is so many times as much room as before; a frozen playhead
/// that was in view stays there.
void TimelineView::fitWindow(std::optional<double> room)
{
    const auto place = playheadPlace();
    const bool wasSeen = !room || (place >= m_window.begin && place <= m_window.end);
    if (room)
        m_window.end = m_window.begin + m_window.length() * *room;
    else
        m_window = usualWindow();
    if (wasSeen && !m_model.playhead().isLive())
        seePlayhead();
}

/// By event nothing moves between two steps of the ages.
TimelinePlaces TimelineView::places() const
{
    const auto now = m_axis == TimeAxis::ByClock ? m_model.liveTime() : m_model.liveAgeTime();
    return timelinePlaces(m_model.trace(), m_changes, m_axis, now, m_frame, m_window);
}

ShownInstant TimelineView::shown() const
{
    const auto &playhead = m_model.playhead();
    return {playhead.position(), playhead.time(), playhead.isBetweenEvents()};
}

TimeWindow TimelineView::usualWindow() const
{
    if (m_axis == TimeAxis::ByClock)
        return {0, usualNanoseconds};
    return {0, (m_frame.right - m_frame.left) / (usualColumn * m_measure->scale().unit)};
}

TimeBounds TimelineView::bounds(const TimeWindow &window) const
{
    const auto newest = places().newest();
    if (m_axis == TimeAxis::ByClock)
        return {newest + window.length() * 0.01, shortestNanoseconds,
                std::max(newest * 1.02, usualNanoseconds)};
    const auto tail = m_frame.tail / (m_frame.right - m_frame.left);
    return {newest + window.length() * tail, fewestColumns,
            std::max(newest / (1 - tail) * 1.02, usualWindow().length())};
}

void TimelineView::moveWindow()
{
    if (m_follows && m_model.playhead().isLive())
        m_window = following(m_window, bounds(m_window));
}

/// Where much happens, a picture stays long enough to be read; where nothing does, looks at who
/// sleeps are no reason to draw each tenth of a second of it.
bool TimelineView::mayStay(std::int64_t time)
{
    const auto happened = m_changes.count() - m_drawnChanges;
    const auto stays = happened == 0            ? quietStays
                       : happened < muchHappens ? pictureStays
                                                : busyStays;
    if (happened == 0 && m_model.liveAgeTime() != m_drawnAges)
        return false;
    if (m_model.isHeld() != m_drawnHeld) // that is the user's hand
        return false;
    if (m_model.hasEnded() || time - m_layoutTime >= stays)
        return false;
    if (!m_later.isActive())
        m_later.start(static_cast<int>((m_layoutTime + stays - time) / 1'000'000) + 1);
    return true;
}

void TimelineView::refresh()
{
    if (!m_model.isOpen() || m_cast.parts.size() != m_model.live().processes.size())
        return;
    m_isDue = false;
    m_changes.follow(m_model.trace());
    if (!isVisible() || !remeasure())
        return;
    if (mayStay(steadyNanoseconds()))
        return;
    redraw();
}

void TimelineView::redraw()
{
    moveWindow();
    const bool isLive = m_model.playhead().isLive();
    const auto newestWaits = isLive ? m_model.waits() : waitsFor(m_model.live());
    const auto here = places();
    auto made = layOutTimeline({m_cast, here, newestWaits, *m_measure, m_window,
                                m_model.liveAgeTime(), shown(), isLive, m_selected, m_said},
                               m_frame, m_begin);
    const auto region = changedRegion(m_layout, made, m_frame);
    m_layout = std::move(made);
    m_layoutTime = steadyNanoseconds();
    m_drawnChanges = m_changes.count();
    m_drawnAges = m_model.liveAgeTime();
    m_drawnHeld = m_model.isHeld();
    if (!region.isEmpty())
        update(region);
    comeBack();
    tellReaders();
}

/// An age is told, or time goes on by the clock.
void TimelineView::comeBack()
{
    if (m_model.hasEnded() || !m_model.isRunning())
        return;
    const auto &processes = m_model.live().processes;
    const bool someoneSleeps = std::any_of(
        processes.begin(), processes.end(),
        [](const ProcessSnapshot &process) { return process.state == ProcessState::Asleep; });
    const bool isByClock = m_axis == TimeAxis::ByClock;
    const auto untilAge = m_model.millisecondsToNextAge();
    if (isByClock || someoneSleeps)
        m_later.start(isByClock && !m_model.isHeld() ? std::min(clockPeriod, untilAge) : untilAge);
}

void TimelineView::showInstant()
{
    if (!isVisible() || !m_measure)
        return;
    m_changes.follow(m_model.trace());
    redraw();
}

void TimelineView::setTimeAxis(TimeAxis axis)
{
    if (axis == m_axis)
        return;
    const auto middle = places().timeAt((m_window.begin + m_window.end) / 2);
    const auto before = places();
    m_axis = axis;
    m_layoutTime = 0;
    if (m_stretch)
        m_stretch = Stretch{places().ofTime(before.timeAt(m_stretch->anchor)),
                            places().ofTime(before.timeAt(m_stretch->moving))};
    if (!m_measure)
        return;
    m_frame = timelineFrame(m_cast, *m_measure, QSizeF(size()), m_axis);
    m_layout = {};
    update();
    const auto left = std::exchange(m_window, usualWindow());
    if (m_other)
        m_window.end = m_window.begin + m_other->window.length();
    if (!m_follows || !m_model.playhead().isLive()) {
        const bool isBack = m_other && m_other->cameTo == left;
        m_window = isBack ? m_other->window
                          : panned(m_window, places().ofTime(middle) - m_window.length() / 2,
                                   bounds(m_window));
    }
    seePlayhead();
    m_other = OtherAxis{left, m_window};
    refresh();
}

void TimelineView::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), m_theme->ground);
    if (!m_measure)
        return;
    if (!m_painter)
        m_painter.emplace(*m_measure, *m_theme);
    m_painter->paintCard(painter, QSizeF(size()), hasFocus());
    if (m_model.isOpen())
        m_painter->paint(painter, m_layout, m_frame);
}

void TimelineView::resizeEvent(QResizeEvent *event)
{
    View::resizeEvent(event);
    m_layoutTime = 0;
    refresh();
}

void TimelineView::showEvent(QShowEvent *event)
{
    View::showEvent(event);
    m_layoutTime = 0;
    refresh();
}

void TimelineView::changeEvent(QEvent *event)
{
    View::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    m_measure.reset();
    m_painter.reset();
    m_layoutTime = 0;
    if (m_selected)
        m_said = timelinewords::sums(m_cast, timelineSums(m_model.trace(), *m_selected));
    refresh();
    update();
}

} // namespace seeipc
