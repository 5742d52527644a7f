// SPDX-License-Identifier: MIT
#include "ui/topbar.h"

#include "ui/controls/slider.h"
#include "ui/controls/speed.h"
#include "ui/controls/stepwords.h"
#include "ui/controls/type.h"
#include "ui/language.h"
#include "ui/layoutswitch.h"
#include "ui/mainactions.h"
#include "ui/model/playhead.h"
#include "ui/model/sessionmodel.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QSignalBlocker>

#include <algorithm>

namespace seeipc {

namespace {

constexpr int stepLetters = 34; ///< "Step reader: read(3, buf, 1048576)"
constexpr int stepLettersShort = 22;

QString withKey(const QString &words, const QAction *action)
{
    return QStringLiteral("%1 (%2)").arg(words,
                                         action->shortcut().toString(QKeySequence::NativeText));
}

} // namespace

TopBar::TopBar(SessionModel &model, MainActions &actions, QWidget *parent)
    : QWidget(parent),
      m_model(model),
      m_actions(actions),
      m_menu(new BarButton(this)),
      m_demos(new BarButton(this)),
      m_title(new ElidingLabel(TextRole::Name, this)),
      m_startOver(new BarButton(this)),
      m_hold(new BarButton(this)),
      m_step(new BarButton(this)),
      m_words(new ScaledLabel(TextRole::Text)),
      m_speed(new Slider(this)),
      m_layout(new LayoutSwitch(actions, this))
{
    m_title->allowTwoLines();
    m_menu->setGlyph(Glyph::Menu);
    m_menu->setFlat(true);
    m_demos->setFlat(true);
    m_startOver->setGlyph(Glyph::StartOver);
    m_hold->setGlyph(Glyph::Hold);
    m_hold->setCheckable(true);
    m_step->setGlyph(Glyph::Step);
    m_step->setLetters(stepLetters, stepLettersShort);
    m_speed->setRange(0, speedCount() - 1);
    m_speed->setPageStep(3);
    m_speed->setQuantity({[](int position) { return callsPerSecondOf(paceAt(position)); },
                          [this] { return callsPerSecondOf(m_model.pace()); },
                          [this] { return wordsOf(m_model.pace()); }});
    m_words->setForegroundRole(QPalette::PlaceholderText);
    m_words->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    makeLayout();
    connectControls();
    retranslate();
}

void TopBar::makeLayout()
{
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_menu);
    row->addWidget(m_demos);
    row->addWidget(m_title, 1);
    for (QWidget *widget : {static_cast<QWidget *>(m_startOver), static_cast<QWidget *>(m_hold),
                            static_cast<QWidget *>(m_step), static_cast<QWidget *>(m_words),
                            static_cast<QWidget *>(m_speed), static_cast<QWidget *>(m_layout)})
        row->addWidget(widget);
}

void TopBar::connectControls()
{
    connect(m_menu, &QPushButton::clicked, this, &TopBar::openMenu);
    connect(m_demos, &QPushButton::clicked, m_actions.chooseDemo, &QAction::trigger);
    connect(m_startOver, &QPushButton::clicked, m_actions.startOver, &QAction::trigger);
    // Toggled, not clicked: a screen reader toggles it without a click.
    connect(m_hold, &QPushButton::toggled, this, [this](bool isHeld) {
        if (isHeld != isStandingStill())
            m_actions.hold->trigger();
    });
    connect(m_step, &QPushButton::clicked, this, [this] {
        const bool isOneCall = m_step->modifiers() == Qt::ShiftModifier;
        (isOneCall ? m_actions.step : m_actions.run)->trigger();
    });
    connect(m_speed, &QSlider::valueChanged, this,
            [this](int position) { m_model.setPace(paceAt(position)); });
    connect(&m_model, &SessionModel::restarted, this, &TopBar::refreshDemo);
    connect(&m_model, &SessionModel::recorded, this, &TopBar::refreshStep);
    connect(&m_model, &SessionModel::controlsChanged, this, &TopBar::refreshControls);
    connect(&m_model.playhead(), &Playhead::moved, this, &TopBar::refreshStep);
}

QSize TopBar::minimumSizeHint() const
{
    constexpr int leastLetters = 80;
    return {fontMetrics().averageCharWidth() * leastLetters, QWidget::minimumSizeHint().height()};
}

/// On its first entry: Enter and the arrows go on from there.
void TopBar::openMenu()
{
    auto *menu = m_actions.menu();
    menu->popup(m_menu->mapToGlobal(QPoint(0, m_menu->height())));
    QKeyEvent down(QEvent::KeyPress, Qt::Key_Down,
                   Qt::NoModifier); // setActiveAction() opens what is in it
    QCoreApplication::sendEvent(menu, &down);
}

void TopBar::refreshDemo()
{
    m_title->setText(m_model.isOpen() ? localized(m_model.scenario().title) : QString());
    m_title->setToolTip(m_model.isOpen() ? localized(m_model.scenario().lesson) : QString());
    fit();
}

void TopBar::refreshControls()
{
    const bool isHeld = isStandingStill();
    m_hold->setChecked(isHeld);
    m_hold->setGlyph(isHeld ? Glyph::Release : Glyph::Hold);
    const QString hold = isHeld ? tr("Release processes") : tr("Hold processes");
    m_hold->setWords(hold, {isHeld ? tr("Release") : tr("Hold")});
    m_hold->setToolTip(!m_model.hasEnded() ? withKey(hold, m_actions.hold)
                       : m_model.isHeld()
                           ? tr("All processes have ended. Started over, they begin held")
                           : tr("All processes have ended: none is left to hold. Start over (R)"));
    m_hold->setEnabled(m_model.isOpen() && !m_model.hasEnded());
    const QSignalBlocker quiet(m_speed);
    m_speed->setValue(positionOf(m_model.pace()));
    m_words->setText(speedWords(m_model.pace()));
    m_speed->setToolTip(wordsOf(m_model.pace()));
    refreshStep();
}

/// Held, and nobody runs on to the next change, so that holding once more would end it. Of those
/// that have all ended none is held.
bool TopBar::isStandingStill() const
{
    return m_model.isHeld() && !m_model.hasEnded() && m_model.longRunner() == noWorker;
}

void TopBar::refreshStep()
{
    const auto words = stepWords(m_model);
    const bool isSame = words.text == m_step->text() && words.isPossible == m_step->isEnabled();
    if (isSame && (words.isPossible || words.reason == m_step->accessibleDescription()))
        return;
    m_step->setWords(words.text, words.shorter);
    m_step->setEnabled(words.isPossible);
    m_actions.run->setEnabled(words.isPossible);
    m_actions.step->setEnabled(words.isPossible && m_model.longRunner() == noWorker);
    const QString key = m_actions.step->shortcut().toString(QKeySequence::NativeText);
    const QString how = words.isRun
                            ? tr("Runs to the next change. One call: %1 or Shift+click").arg(key)
                            : QString();
    m_step->setToolTip(!words.reason.isEmpty() ? words.reason
                       : how.isEmpty()
                           ? withKey(words.text, m_actions.run)
                           : withKey(words.text, m_actions.run) + QLatin1Char('\n') + how);
    m_step->setAccessibleDescription(words.reason.isEmpty() ? how : words.reason);
}

void TopBar::retranslate()
{
    m_menu->setWords(tr("Menu"), {});
    m_menu->setToolTip(withKey(tr("Menu"), m_actions.openMenu));
    m_demos->setWords(tr("Demos"), {tr("Demos")});
    m_demos->setToolTip(withKey(tr("All demos, and a search in them"), m_actions.chooseDemo));
    m_startOver->setWords(tr("Start over"), {});
    m_startOver->setToolTip(withKey(tr("Start over"), m_actions.startOver));
    m_speed->setAccessibleName(tr("Speed"));
    m_layout->retranslate();
    refreshControls();
    refreshDemo();
}

void TopBar::setForm(Part part, BarButton::Form form)
{
    m_forms[static_cast<std::size_t>(part)] = form;
    switch (part) {
    case Part::StartOver: m_startOver->setForm(form); break;
    case Part::Hold: m_hold->setForm(form); break;
    case Part::Speed: fitSpeed(); break;
    case Part::Layout: m_layout->setForm(form); break;
    case Part::Count: break;
    }
}

/// The margins go with the words beside the slider, so that both change at one width.
void TopBar::fitSpeed()
{
    const int letter = fontMetrics().averageCharWidth();
    const bool isWhole = formOf(Part::Speed) == BarButton::Form::Whole;
    int widest = 0;
    for (int i = 0; i < speedCount(); ++i)
        widest = std::max(widest, m_words->fontMetrics().horizontalAdvance(speedWords(paceAt(i))));
    m_words->setFixedWidth(widest + letter / 2);
    m_words->setText(speedWords(m_model.pace()));
    m_speed->setFixedWidth(letter * (isWhole ? 20 : 12));
    layout()->setSpacing(letter * (isWhole ? 5 : 4) / 4);
    layout()->setContentsMargins(letter, letter * 5 / 4, letter * (isWhole ? 7 : 3),
                                 letter * 5 / 4);
}

BarButton::Form TopBar::formOf(Part part) const
{
    return m_forms[static_cast<std::size_t>(part)];
}

QString TopBar::speedWords(Pace pace) const
{
    return formOf(Part::Speed) == BarButton::Form::Whole ? wordsOf(pace) : shortWordsOf(pace);
}

/// What is left for the step's words beside everything else and the whole title, in letters.
int TopBar::lettersLeft() const
{
    const auto margins = layout()->contentsMargins();
    int taken = margins.left() + margins.right()
                + m_title->fontMetrics().horizontalAdvance(m_title->text());
    for (int i = 0; i < layout()->count(); ++i) {
        const auto *widget = layout()->itemAt(i)->widget();
        if (widget == m_title)
            taken += layout()->spacing();
        else
            taken += std::max(widget->sizeHint().width(), widget->minimumWidth())
                     + layout()->spacing();
    }
    return m_step->letters() + (width() - taken) / fontMetrics().averageCharWidth();
}

/// Whole words where they leave the title enough; else one part after the other gets its short ones.
/// What may be cut off then: the step's call, and the title.
void TopBar::fit()
{
    if (!isVisible())
        return; // its width is not known yet
    m_step->setLetters(stepLetters, stepLettersShort);
    m_step->setForm(BarButton::Form::Whole);
    for (std::size_t i = 0; i < m_forms.size(); ++i)
        setForm(static_cast<Part>(i), BarButton::Form::Whole);
    for (std::size_t i = 0; i < m_forms.size() && lettersLeft() < stepLetters; ++i)
        setForm(static_cast<Part>(i), BarButton::Form::Short);
    const int letters = lettersLeft();
    if (letters >= stepLetters)
        return;
    m_step->setForm(BarButton::Form::Short);
    m_step->setLetters(stepLetters, std::clamp(letters, stepLettersShort, stepLetters));
}

void TopBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::FontChange)
        fit();
}

void TopBar::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    fit();
}

void TopBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.fillRect(QRect(0, height() - 1, width(), 1), palette().color(QPalette::Mid));
}

} // namespace seeipc
