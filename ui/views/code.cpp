// SPDX-License-Identifier: MIT
#include "ui/views/code.h"

#include "scenario/loader.h"
#include "ui/model/demopair.h"
#include "ui/model/playhead.h"
#include "ui/model/sessionmodel.h"
#include "ui/pacer.h"
#include "ui/views/codeaccessible.h"
#include "ui/views/pane.h"
#include "ui/views/stagemotion.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace seeipc {

namespace {

constexpr std::size_t fewestRows = 2;
constexpr std::size_t mostCodeRows = 8;
constexpr double shareOfWindow = 0.2;              ///< that the cards may take of its height
constexpr std::int64_t pictureStays = 100'000'000; ///< nanoseconds, where calls come fast
constexpr std::int64_t quickCalls = 4;             ///< in a row
constexpr int sayingMilliseconds = 8000;

} // namespace

CodeView::CodeView(SessionModel &model, QWidget *parent)
    : View(parent), m_model(model), m_theme(&themeOf(ThemeName::Light))
{
    installCodeAccessible();
    setObjectName(QStringLiteral("code"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setMouseTracking(true);
    m_later.setSingleShot(true);
    m_later.setTimerType(Qt::PreciseTimer); // with whatever else tells ages
    m_silence.setSingleShot(true);
    m_silence.setInterval(sayingMilliseconds);
    connect(&m_silence, &QTimer::timeout, this, [this] {
        m_said.reset();
        m_drawnTime = 0;
        refresh();
    });
    connect(&m_later, &QTimer::timeout, this, [this] {
        m_isDue = true;
        m_model.pacer().request();
    });
    connect(&model.pacer(), &Pacer::frame, this, [this] {
        if (m_isDue)
            refresh();
    });
    connect(&model, &SessionModel::restarted, this, &CodeView::restart);
    connect(&model, &SessionModel::changed, this, &CodeView::refresh);
    connect(&model, &SessionModel::controlsChanged, this, [this] {
        m_drawnTime = 0; // by hand: drawn at once
        readTexts();
        refresh();
    });
    if (model.isOpen())
        restart();
}

void CodeView::setTheme(const Theme &theme)
{
    m_theme = &theme;
    m_painter.reset();
    update();
}

/// In little height it wants no more than it keeps, and leaves the rest of its room to what was opened.
void CodeView::setCompact(bool isCompact)
{
    if (m_isCompact == isCompact)
        return;
    m_isCompact = isCompact;
    updateGeometry();
}

void CodeView::setLeast(std::size_t rows)
{
    if (m_least == rows)
        return;
    m_least = rows;
    updateGeometry();
}

/// All lines where the window has the height for them, else as many as it spares.
std::size_t CodeView::wantedRows() const
{
    if (m_isCompact)
        return m_least;
    const double room = window()->height() * shareOfWindow;
    const auto all = std::clamp(longestCode(m_texts), fewestRows, mostCodeRows);
    auto rows = all;
    while (rows > fewestRows && codeHeight(rows, *m_measure) > room)
        --rows;
    return rows;
}

QSize CodeView::sizeHint() const
{
    if (!m_measure)
        return {960, 120};
    return {960, static_cast<int>(codeHeight(wantedRows(), *m_measure))};
}

QSize CodeView::minimumSizeHint() const
{
    if (!m_measure)
        return {480, 34};
    return {480, static_cast<int>(codeHeight(std::min(m_least, wantedRows()), *m_measure))};
}

void CodeView::restart()
{
    m_cast = m_model.isOpen() ? castOf(m_model.scenario()) : Cast();
    m_texts.clear();
    m_scrolled.reset();
    m_pressed.reset();
    m_said.reset();
    m_told.clear();
    readTexts();
    m_layout = {};
    m_drawnTime = 0;
    dropCodeChildren(this);
    updateGeometry();
    refresh();
}

/// Their numbers follow the parameters, as those of the calls do.
void CodeView::readTexts()
{
    if (!m_model.isOpen())
        return;
    const auto &scenario = m_model.scenario();
    const auto &values = m_model.parameters();
    std::vector<CodeText> texts;
    for (std::size_t i = 0; i < scenario.workers.size(); ++i) {
        CodeText text{stepLines(scenario, static_cast<WorkerId>(i), values), {}};
        text.isAdded.assign(text.lines.size(), false);
        texts.push_back(std::move(text));
    }
    const bool isSame = std::equal(
        texts.begin(), texts.end(), m_texts.begin(), m_texts.end(),
        [](const CodeText &one, const CodeText &other) { return one.lines == other.lines; });
    if (isSame)
        return;
    m_texts = std::move(texts);
    m_cursor.reset();
    m_isMarked = false;
    updateGeometry();
}

/// Who is the cure of another demo is known once all demos have been read: the window stands by then.
void CodeView::markAdded()
{
    if (std::exchange(m_isMarked, true) || !m_model.isOpen())
        return;
    const auto &scenario = m_model.scenario();
    const auto pair = scenario.cure.empty() ? wrongAndCured(scenario) : std::nullopt;
    if (!pair)
        return;
    const auto &wrong = pair->first;
    const auto values = defaultParameters(wrong);
    for (std::size_t i = 0; i < std::min(m_texts.size(), wrong.workers.size()); ++i)
        m_texts[i].isAdded = onlyInFirst(m_texts[i].lines,
                                         stepLines(wrong, static_cast<WorkerId>(i), values));
    refresh();
}

/// False: it has no size yet.
bool CodeView::remeasure()
{
    const auto scale = typeScaleFor(*this);
    if (!m_measure || m_measure->scale() != scale) {
        m_painter.reset();
        m_measure.emplace(scale);
        updateGeometry();
    }
    return width() > 0 && height() > 0;
}

void CodeView::refresh()
{
    m_isDue = false;
    if (!m_model.isOpen() || m_texts.size() != m_model.snapshot().processes.size() || !isVisible()
        || !remeasure())
        return;
    if (m_scrolled && m_model.snapshot().processes[m_scrolled->worker].step != m_scrolledAt)
        m_scrolled.reset();
    if (!mayStay())
        redraw();
}

/// Where calls come fast, a picture stays long enough to be read.
bool CodeView::mayStay()
{
    const auto &processes = m_model.snapshot().processes;
    const bool isFast = std::any_of(
        processes.begin(), processes.end(),
        [](const ProcessSnapshot &process) { return process.quick >= quickCalls; });
    const bool isNew = steadyNanoseconds() - m_drawnTime < pictureStays;
    if (!isFast || !isNew || m_model.hasEnded() || !m_model.playhead().isLive())
        return false;
    m_later.start(static_cast<int>(pictureStays / 1'000'000));
    return true;
}

void CodeView::redraw()
{
    // Where a click has put it the card stays until its process goes on.
    const bool showsCursor = m_isByKeys
                             || (m_cursor
                                 && m_model.snapshot().processes[m_cursor->worker].step
                                        == m_clickedAt);
    auto made = layOutCode({m_cast, m_texts, m_model.snapshot(), *m_measure, QSizeF(size()),
                            m_model.ageTime(), m_model.selected(), m_cursor, m_scrolled, m_said,
                            showsCursor, m_model.waits().ring});
    if (!(made == m_layout)) {
        QRegion changed;
        for (std::size_t i = 0; i < made.cards.size(); ++i) {
            const bool isSame = i < m_layout.cards.size() && made.cards[i] == m_layout.cards[i];
            if (!isSame)
                changed += made.cards[i].rect.toAlignedRect();
        }
        const bool isAll = made.cards.size() != m_layout.cards.size()
                           || made.joins != m_layout.joins;
        m_layout = std::move(made);
        update(isAll ? QRegion(rect()) : changed);
    }
    m_drawnTime = steadyNanoseconds();
    comeBackForAges();
    tellReaders();
}

void CodeView::comeBackForAges()
{
    const auto &processes = m_model.snapshot().processes;
    const bool someoneSleeps = std::any_of(
        processes.begin(), processes.end(),
        [](const ProcessSnapshot &process) { return process.state == ProcessState::Asleep; });
    if (someoneSleeps && m_model.playhead().isLive() && m_model.isRunning() && !m_model.hasEnded())
        m_later.start(m_model.millisecondsToNextAge());
}

void CodeView::showInstant()
{
    markAdded();
    m_drawnTime = 0;
    refresh();
}

std::vector<WorkerId> CodeView::shown() const
{
    std::vector<WorkerId> workers;
    for (const auto &card : m_layout.cards)
        workers.push_back(card.worker);
    return workers;
}

void CodeView::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), m_theme->ground);
    if (!m_measure || !m_model.isOpen())
        return;
    if (!m_painter)
        m_painter.emplace(*m_measure, *m_theme);
    m_painter->paint(painter, m_layout);
    if (!m_isMarked)
        QTimer::singleShot(0, this, &CodeView::markAdded);
}

void CodeView::resizeEvent(QResizeEvent *event)
{
    View::resizeEvent(event);
    m_drawnTime = 0;
    refresh();
}

void CodeView::showEvent(QShowEvent *event)
{
    View::showEvent(event);
    m_drawnTime = 0;
    refresh();
}

void CodeView::changeEvent(QEvent *event)
{
    View::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    m_measure.reset();
    m_painter.reset();
    m_told.clear();
    m_said.reset();
    m_drawnTime = 0;
    refresh();
    update();
}

} // namespace seeipc
