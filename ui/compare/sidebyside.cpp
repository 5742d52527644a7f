// SPDX-License-Identifier: MIT
#include "ui/compare/sidebyside.h"

#include "scenario/loader.h"
#include "ui/controls/barbutton.h"
#include "ui/controls/numbers.h"
#include "ui/controls/slider.h"
#include "ui/controls/speed.h"
#include "ui/controls/type.h"
#include "ui/language.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QScrollArea>

#include <algorithm>

namespace seeipc {

namespace {

constexpr QSize besideFrom(1360, 840); ///< from which two columns stand beside each other
constexpr int stepLetters = 40;        ///< of its button, whatever it says
constexpr int stepLettersShort = 32;
constexpr int tickMilliseconds = 100;

} // namespace

SideBySide::SideBySide(Pacer &pacer, const Scenario &wrong, const Scenario &cured, Pace pace,
                       QWidget *parent)
    : QWidget(parent, Qt::Window),
      m_wrong(new DemoColumn(pacer, Side::Wrong, this)),
      m_cured(new DemoColumn(pacer, Side::Cured, this)),
      m_playhead(m_wrong->model(), m_cured->model()),
      m_startOver(new BarButton(this)),
      m_hold(new BarButton(this)),
      m_step(new BarButton(this)),
      m_freeze(new BarButton(this)),
      m_earlier(new BarButton(this)),
      m_later(new BarButton(this)),
      m_close(new BarButton(this)),
      m_state(new ScaledLabel(TextRole::State, this)),
      m_clock(new ScaledLabel(TextRole::Number, this)),
      m_words(new ScaledLabel(TextRole::Text, this)),
      m_speed(new Slider(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    m_startOver->setGlyph(Glyph::StartOver);
    m_hold->setGlyph(Glyph::Hold);
    m_hold->setCheckable(true);
    m_step->setGlyph(Glyph::Step);
    m_step->setLetters(stepLetters, stepLettersShort);
    for (auto *button : {m_startOver, m_hold, m_step, m_freeze, m_earlier, m_later, m_close})
        button->setLeastLines(2); // as the step has
    m_freeze->setCheckable(true);
    m_earlier->setGlyph(Glyph::Earlier);
    m_later->setGlyph(Glyph::Later);
    for (auto *button : {m_startOver, m_hold, m_step, m_freeze, m_earlier, m_later})
        button->setForm(BarButton::Form::Short); // until there is room for more
    m_speed->setRange(0, speedCount() - 1);
    m_speed->setQuantity({[](int position) { return callsPerSecondOf(paceAt(position)); },
                          [this] { return callsPerSecondOf(m_wrong->model().pace()); },
                          [this] { return wordsOf(m_wrong->model().pace()); }});
    m_tick.setInterval(tickMilliseconds);
    makeLayout();
    connectControls();
    connectKeys();
    prepare({wrong, defaultParameters(wrong)}, {cured, defaultParameters(cured)});
    setPace(pace);
    retranslate();
    m_wrong->setFocus(); // Space is the window's, no button's
}

void SideBySide::prepare(const DemoSetup &wrong, const DemoSetup &cured)
{
    m_wrong->prepare(wrong, cured);
    m_cured->prepare(cured, wrong);
}

void SideBySide::takeOver(const DemoSetup &from)
{
    const auto usual = [](const Scenario &scenario) {
        return DemoSetup{scenario, defaultParameters(scenario)};
    };
    auto wrong = usual(m_wrong->model().scenario());
    auto cured = usual(m_cured->model().scenario());
    seeipc::takeOver(from, wrong, cured);
    prepare(wrong, cured);
}

void SideBySide::makeLayout()
{
    auto *bar = new QHBoxLayout;
    const int letter = fontMetrics().averageCharWidth();
    bar->setContentsMargins(letter * 3, letter, letter * 3, letter);
    bar->setSpacing(letter);
    bar->addWidget(m_startOver);
    bar->addWidget(m_hold);
    bar->addWidget(m_step);
    bar->addWidget(m_freeze);
    bar->addWidget(m_earlier);
    bar->addWidget(m_later);
    bar->addWidget(m_words);
    bar->addWidget(m_speed);
    m_state->setWordWrap(true);
    m_state->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto policy = m_state->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // while it says nothing
    m_state->setSizePolicy(policy);
    bar->addWidget(m_state, 1);
    bar->addSpacing(letter);
    bar->addWidget(m_clock);
    bar->addWidget(m_close);
    auto *both = new QWidget;
    m_columns = new QBoxLayout(QBoxLayout::LeftToRight, both);
    m_columns->setContentsMargins(0, 0, 0, 0);
    m_columns->setSpacing(0);
    m_columns->addWidget(m_wrong, 1);
    m_columns->addWidget(m_cured, 1);
    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus); // it would not show it
    area->setWidget(both);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addLayout(bar);
    whole->addWidget(area, 1);
}

void SideBySide::connectControls()
{
    connect(m_startOver, &QPushButton::clicked, this, &SideBySide::startOver);
    connect(m_hold, &QPushButton::toggled, this, &SideBySide::setHeld);
    connect(m_step, &QPushButton::clicked, this, [this] { stepBoth(m_step->modifiers()); });
    connect(m_freeze, &QPushButton::toggled, this, &SideBySide::setFrozen);
    connect(m_earlier, &QPushButton::clicked, this,
            [this] { moveInTime(&JointPlayhead::toPreviousChange); });
    connect(m_later, &QPushButton::clicked, this,
            [this] { moveInTime(&JointPlayhead::toNextChange); });
    connect(m_close, &QPushButton::clicked, this, &SideBySide::close);
    connect(m_speed, &QSlider::valueChanged, this,
            [this](int position) { setPace(paceAt(position)); });
    connect(&m_tick, &QTimer::timeout, this, &SideBySide::refreshClock);
    for (auto *column : {m_wrong, m_cured}) {
        connect(&column->model(), &SessionModel::controlsChanged, this, &SideBySide::refresh);
        connect(&column->model(), &SessionModel::recorded, this, &SideBySide::refreshStep);
    }
}

void SideBySide::setFrozen(bool isFrozen)
{
    isFrozen ? m_playhead.freeze() : m_playhead.goLive();
    retranslate();
}

void SideBySide::moveInTime(void (JointPlayhead::*way)())
{
    (m_playhead.*way)();
    m_freeze->setChecked(true);
    refreshClock();
}

/// Both in one turn: their clocks begin within a millisecond or two.
void SideBySide::startOver()
{
    m_freeze->setChecked(false);
    m_wrong->start();
    m_cured->start();
    m_tick.start();
    refreshClock();
}

void SideBySide::hold()
{
    m_hold->setChecked(true);
}

void SideBySide::setHeld(bool isHeld)
{
    for (auto *column : {m_wrong, m_cured})
        column->model().setHeld(isHeld);
    refresh();
}

void SideBySide::setPace(Pace pace)
{
    for (auto *column : {m_wrong, m_cured})
        column->model().setPace(pace);
}

void SideBySide::setTheme(const Theme &theme)
{
    for (auto *column : {m_wrong, m_cured})
        column->setTheme(theme);
}

void SideBySide::setMotion(Motion motion)
{
    for (auto *column : {m_wrong, m_cured})
        column->setMotion(motion);
}

void SideBySide::showInstant()
{
    for (auto *column : {m_wrong, m_cured})
        column->showInstant();
    refreshClock();
}

void SideBySide::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void SideBySide::closeEvent(QCloseEvent *event)
{
    QWidget::closeEvent(event);
    Q_EMIT closed();
}

/// Beside each other where both have room; else the cure below, its steps at the right of the picture.
void SideBySide::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool isWhole = hasAllWords();
    for (auto *button : {m_startOver, m_hold, m_step, m_freeze})
        button->setForm(isWhole ? BarButton::Form::Whole : BarButton::Form::Short);
    refresh();
    m_speed->setFixedWidth(fontMetrics().averageCharWidth() * (isWhole ? 14 : 10));
    const bool isBeside = width() >= besideFrom.width() && height() >= besideFrom.height();
    m_columns->setDirection(isBeside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    for (auto *column : {m_wrong, m_cured}) {
        column->setLists(isBeside ? DemoColumn::Lists::Under : DemoColumn::Lists::AtTheRight);
        // As wide as the other: how large what stands in it is depends on that.
        column->setMinimumWidth(isBeside ? width() / 2 : 0);
        column->setMaximumWidth(isBeside ? width() / 2 : QWIDGETSIZE_MAX);
    }
}

} // namespace seeipc
