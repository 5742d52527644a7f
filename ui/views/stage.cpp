// SPDX-License-Identifier: MIT
#include "ui/views/stage.h"

#include "ui/model/playhead.h"
#include "ui/model/sessionmodel.h"
#include "ui/pacer.h"
#include "ui/scene/layoutparts.h"
#include "ui/views/pane.h"
#include "ui/views/stageaccessible.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace seeipc {

namespace {

constexpr std::int64_t pictureStays = 100'000'000; ///< nanoseconds, where calls come fast
constexpr std::int64_t readerPeriod = 500'000'000; ///< between two announcements
constexpr int leastCompact = 232; ///< pixels: two processes and a channel, nothing of them lower
constexpr std::int64_t letterEvents =
    4096; ///< before an instant, among which its letters are sought

bool flows(const StageLayout &layout)
{
    return std::any_of(layout.tubes.begin(), layout.tubes.end(),
                       [](const TubeShape &tube) { return tube.flows; });
}

/// Does a text tell an age that goes on although nothing happens?
bool tellsAge(const Snapshot &snapshot)
{
    const auto isAsleep = [](const ProcessSnapshot &process) {
        return process.state == ProcessState::Asleep;
    };
    return std::any_of(snapshot.processes.begin(), snapshot.processes.end(), isAsleep)
           || std::any_of(snapshot.channels.begin(), snapshot.channels.end(), hasSeenAge);
}

} // namespace

StageView::StageView(SessionModel &model, QWidget *parent)
    : View(parent), m_model(model), m_theme(&themeOf(ThemeName::Light))
{
    installStageAccessible();
    setObjectName(QStringLiteral("stage"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAttribute(Qt::WA_OpaquePaintEvent);
    m_later.setSingleShot(true);
    m_later.setTimerType(Qt::PreciseTimer); // with whatever else tells ages
    connect(&m_later, &QTimer::timeout, this, [this] {
        m_isDue = true;
        m_model.pacer().request();
    });
    connect(&model.pacer(), &Pacer::frame, this, &StageView::frame);
    connect(&model, &SessionModel::restarted, this, &StageView::restart);
    connect(&model, &SessionModel::happened, this, &StageView::note);
    connect(&model.playhead(), &Playhead::moved, this, &StageView::followPlayhead);
    connect(&model, &SessionModel::changed, this, &StageView::refresh);
    connect(&model, &SessionModel::controlsChanged, this, &StageView::refresh);
    connect(&model, &SessionModel::focusChanged, this, [this] {
        m_layoutTime = 0; // by hand: drawn at once
        refresh();
        if (hasFocus())
            announceStageFocus(*this);
    });
    if (model.isOpen())
        restart();
}

StageView::~StageView() = default;

void StageView::setTheme(const Theme &theme)
{
    m_theme = &theme;
    m_painter.reset();
    update();
}

void StageView::setMotion(Motion motion)
{
    m_motion.setMotion(motion);
    refresh(); // what was on its way is there
    update();
}

QSize StageView::sizeHint() const
{
    return m_isCompact ? minimumSizeHint() : QSize(1024, 420);
}

/// What two processes and a channel need at 1024x768, or more of them in two rows, or two channels:
/// with air around them, or compact as near to each other as all can still be read. In larger type more.
QSize StageView::minimumSizeHint() const
{
    const bool isInRows = m_cast.parts.size() > 2;
    const int height = m_cast.channels.size() > 1 ? 352 : isInRows ? 341 : 254;
    if (!m_measure)
        return {960, height};
    const auto least = static_cast<int>(
        std::ceil(leastFrame(m_cast, *m_measure, width()).height()));
    return {960, m_isCompact ? std::clamp(least, leastCompact, height)
                             : std::max(least, m_isLow ? leastCompact : height)};
}

/// The air around boxes and tubes is what it keeps no longer.
void StageView::setLow(bool isLow)
{
    if (m_isLow == isLow)
        return;
    m_isLow = isLow;
    updateGeometry();
}

/// Then it leaves what it does not need to what stands beneath it.
void StageView::setCompact(bool isCompact)
{
    m_isCompact = isCompact;
    updateGeometry();
}

void StageView::restart()
{
    m_cast = m_model.isOpen() ? castOf(m_model.scenario()) : Cast();
    updateGeometry();
    m_contents.reset(m_cast.channels.size());
    m_motion.clear();
    m_moved.clear();
    m_told.clear();
    m_frame.reset();
    m_layout = {};
    dropStageChildren(this);
    update();
    refresh();
}

void StageView::note(const std::vector<Event> &events)
{
    if (!m_model.playhead().isLive())
        return;
    for (const auto &event : events) {
        m_contents.note(event);
        if (m_moved.size() < 64)
            m_moved.push_back(event);
    }
}

/// Another instant: nothing is on its way in it, and its letters are those that lay there then.
void StageView::followPlayhead()
{
    m_motion.clear();
    m_moved.clear();
    const auto &trace = m_model.trace();
    const auto end = m_model.playhead().position();
    m_contents.reset(m_cast.channels.size());
    if (end > trace.first()) {
        const auto begin = std::max(trace.first(), end - letterEvents);
        m_contents.agree(trace.snapshotAt(begin));
        for (auto position = begin; position < end; ++position)
            m_contents.note(trace.at(position));
    }
    update();
}

/// Fonts and sizes of now. What was shaped and drawn before is of no use any more.
void StageView::remeasure()
{
    const auto scale = typeScaleFor(*this);
    if (m_measure && m_measure->scale() == scale)
        return;
    m_painter.reset();
    m_measure.emplace(scale);
    m_frame.reset();
    m_layout = {};
    m_motion.clear();
    updateGeometry();
}

StageLayout StageView::layOutNow() const
{
    return layOut({m_cast, m_model.snapshot(), m_model.waits(), m_model.rates(), m_contents,
                   *m_measure, m_model.now(), m_model.ageStep(), QSizeF(size()), m_model.selected(),
                   hasFocus(), m_isStill || !m_model.playhead().isLive(), here()},
                  *m_frame);
}

/// Where calls come fast, a picture stays long enough to be read; only the flow goes on.
bool StageView::mayStay(std::int64_t time)
{
    if (!flows(m_layout) || m_model.hasEnded() || !m_model.playhead().isLive()
        || time - m_layoutTime >= pictureStays)
        return false;
    m_motion.flow(m_layout, m_model.snapshot(), time);
    m_later.start(static_cast<int>(pictureStays / 1'000'000));
    return true;
}

void StageView::refresh()
{
    if (!m_model.isOpen() || m_cast.parts.size() != m_model.snapshot().processes.size())
        return;
    m_isDue = false;
    remeasure();
    const auto time = steadyNanoseconds();
    if (!mayStay(time))
        redraw(time);
    if (m_motion.isMoving())
        m_model.pacer().request();
}

void StageView::showInstant()
{
    if (!m_measure || m_cast.parts.size() != m_model.snapshot().processes.size())
        return;
    m_isStill = true;
    redraw(steadyNanoseconds());
    update();
    m_isStill = false;
}

void StageView::redraw(std::int64_t time)
{
    m_contents.agree(m_model.snapshot());
    if (!m_frame)
        m_frame = frameOf(m_cast, *m_measure, QSizeF(size()));
    auto made = layOutNow();
    if (m_model.playhead().isLive()) {
        m_motion.start(m_moved, made, m_layout, *m_measure, time);
        m_motion.flow(made, m_model.snapshot(), time);
    }
    m_motion.agree(m_model.snapshot());
    m_moved.clear();
    if (m_isStill)
        m_motion.settle();
    m_motion.holdBack(made);
    const auto region = changedRegion(m_layout, made);
    m_layout = std::move(made);
    m_layoutTime = time;
    if (!region.isEmpty())
        update(region);
    comeBackForAges();
    tellReaders();
}

void StageView::comeBackForAges()
{
    const bool goesOn = m_model.playhead().isLive() && !m_model.hasEnded();
    if (goesOn && isVisible() && tellsAge(m_model.snapshot()))
        m_later.start(m_model.millisecondsToNextAge());
}

void StageView::tellReaders()
{
    if (!QAccessible::isActive())
        return;
    if (const int selected = m_model.selected(); m_toldSelected != selected) {
        for (const int child : {m_toldSelected, selected})
            announceStageSelection(*this, child);
        m_toldSelected = selected;
    }
    const auto time = steadyNanoseconds();
    if (time - m_toldTime < readerPeriod) {
        m_later.start(static_cast<int>(readerPeriod / 1'000'000));
        return;
    }
    m_toldTime = time;
    m_told.resize(static_cast<std::size_t>(stageToldCount(*this)));
    for (std::size_t i = 0; i < m_told.size(); ++i) {
        auto gist = stageChildGist(*this, static_cast<int>(i));
        if (gist == m_told[i])
            continue;
        m_told[i] = std::move(gist);
        announceStageChild(*this, static_cast<int>(i));
    }
}

void StageView::frame()
{
    if (!isVisible() || !m_measure)
        return;
    if (m_motion.isMoving()) {
        const auto underWay = m_motion.underWay();
        update(m_motion.advance(steadyNanoseconds()));
        m_isDue = m_isDue || m_motion.underWay() != underWay;
        m_model.pacer().request();
    }
    if (m_isDue)
        refresh();
}

void StageView::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    if (!m_model.isOpen() || !m_measure) {
        painter.fillRect(event->rect(), m_theme->ground);
        return;
    }
    if (!m_painter || m_painter->pixelRatio() != devicePixelRatioF())
        m_painter.emplace(*m_measure, *m_theme, devicePixelRatioF());
    m_painter->paint(painter, m_layout, event->region());
    m_motion.paint(painter, *m_painter, event->region());
    if (m_motion.isMoving())
        m_painter->paintSockets(painter, m_layout, event->region());
}

void StageView::resizeEvent(QResizeEvent *event)
{
    View::resizeEvent(event);
    m_motion.clear();
    m_frame.reset();
    m_painter.reset(); // its pictures have the old size
    if (event->size().width() != event->oldSize().width())
        updateGeometry();
    refresh();
    update();
}

void StageView::showEvent(QShowEvent *event)
{
    View::showEvent(event);
    refresh();
}

void StageView::changeEvent(QEvent *event)
{
    View::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    m_measure.reset();
    m_painter.reset();
    m_told.clear();
    refresh();
    update();
}

} // namespace seeipc
