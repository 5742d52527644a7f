// SPDX-License-Identifier: MIT
#include "ui/controls/statusline.h"

#include "events/shownslots.h"
#include "ui/controls/barbutton.h"
#include "ui/controls/speed.h"
#include "ui/controls/stepwords.h"
#include "ui/model/playhead.h"
#include "ui/model/sessionmodel.h"
#include "ui/scene/words.h"

#include <QEvent>
#include <QHBoxLayout>

#include <algorithm>

namespace seeipc {

namespace {

constexpr int refreshMilliseconds = 250;
constexpr int answerMilliseconds = 6000;
constexpr int leastWidthForCure = 1200; ///< pixels of the window, for all its words

/// To the millisecond, as a timeline tells it: "12.345".
QString secondsText(std::int64_t nanoseconds)
{
    return QString::number(static_cast<double>(nanoseconds) / 1e9, 'f', 3);
}

bool isTearDrawn(const Snapshot &snapshot)
{
    return std::any_of(snapshot.channels.begin(), snapshot.channels.end(), [](const auto &channel) {
        return shownSlots(channel).slots.isTornInside();
    });
}

} // namespace

StatusLine::StatusLine(SessionModel &model, QWidget *parent)
    : QWidget(parent),
      m_model(model),
      m_state(new ElidingLabel(TextRole::State, this)),
      m_freeze(new BarButton(this)),
      m_cure(new BarButton(this)),
      m_place(new ScaledLabel(TextRole::Text, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(24);
    row->addWidget(m_state);
    row->addWidget(m_freeze);
    row->addWidget(m_cure);
    row->addWidget(m_place, 1);
    m_place->setForegroundRole(QPalette::PlaceholderText);
    m_place->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_place->setWordWrap(true);
    m_place->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // widens no window
    m_soon.setSingleShot(true);
    m_soon.setInterval(refreshMilliseconds);
    connect(&m_soon, &QTimer::timeout, this, &StatusLine::refresh);
    m_answerStands.setSingleShot(true);
    m_answerStands.setInterval(answerMilliseconds);
    connect(&m_answerStands, &QTimer::timeout, this, &StatusLine::refresh);
    connect(&m_model, &SessionModel::recorded, this, &StatusLine::refreshSoon);
    connect(&m_model.playhead(), &Playhead::moved, this, &StatusLine::forgetAnswer);
    connect(&m_model.playhead(), &Playhead::noTear, this, [this] {
        answer(isTearDrawn(m_model.snapshot())
                   ? tr("No record is known to be torn up to here, the torn edges are a guess")
                   : tr("No torn record was seen up to here"));
    });
    connect(&m_model.playhead(), &Playhead::noOtherTear, this,
            [this] { answer(tr("No other torn record was seen")); });
    connect(m_cure, &QPushButton::clicked, this, &StatusLine::cureAsked);
    connect(m_freeze, &QPushButton::clicked, this, [this] {
        auto &playhead = m_model.playhead();
        playhead.isLive() ? playhead.freeze() : playhead.goLive();
    });
    connect(&m_model, &SessionModel::controlsChanged, this, &StatusLine::refresh);
    connect(&m_model, &SessionModel::restarted, this, &StatusLine::forgetAnswer);
    refresh();
}

void StatusLine::refreshSoon()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void StatusLine::refresh()
{
    m_soon.stop();
    refreshFreeze();
    refreshCure();
    if (!m_model.isOpen())
        return;
    fit();
}

void StatusLine::answer(const QString &words)
{
    m_answer = words;
    m_answerStands.start();
    refresh();
}

void StatusLine::forgetAnswer()
{
    m_answerStands.stop();
    refresh();
}

/// In one line, as long as there are words for it: those of the place are the first to be shortened.
void StatusLine::fit()
{
    const auto states = stateWords();
    const auto places = m_model.isRunning() ? placeWords() : QStringList(QString());
    const auto widthOf = [this](const BarButton *button) {
        return button->isHidden() ? 0 : button->sizeHint().width() + layout()->spacing();
    };
    const int room = width() - widthOf(m_freeze) - widthOf(m_cure) - layout()->spacing();
    const auto fits = [&](const QString &state, const QString &place) {
        return m_state->fontMetrics().horizontalAdvance(state)
                   + m_place->fontMetrics().horizontalAdvance(place)
               <= room;
    };
    QString state = states.back();
    QString place = places.back();
    for (qsizetype i = 0; i < states.size() * places.size(); ++i) {
        if (!fits(states[i / places.size()], places[i % places.size()]))
            continue;
        state = states[i / places.size()];
        place = places[i % places.size()];
        break;
    }
    m_state->setText(state);
    if (m_state->accessibleName() != states.front()) // Qt announces what is set again
        m_state->setAccessibleName(states.front());
    setToolTip(states.front());
    m_place->setText(place);
    m_place->setToolTip(places.front());
    layout()->activate(); // else longer words are cut until it is
}

void StatusLine::refreshFreeze()
{
    const bool isLive = m_model.playhead().isLive();
    const QString words = isLive ? tr("Freeze picture") : tr("Back to live");
    m_freeze->setGlyph(isLive ? Glyph::Freeze : Glyph::Live);
    m_freeze->setWords(words, {words});
    m_freeze->setToolTip(isLive ? tr("The picture stands still, the processes go on (F)")
                                : tr("Shows again what happens now (F)"));
    m_freeze->setEnabled(m_model.isOpen());
}

void StatusLine::refreshCure()
{
    const auto &waits = m_model.waits().waits;
    const bool isStuck = std::any_of(waits.begin(), waits.end(),
                                     [](const Wait &wait) { return wait.hopeless; });
    m_cure->setWords(tr("Compare with the cure"), {tr("Cure")});
    m_cure->setToolTip(tr("This demo and the same put right, side by side (C)"));
    m_cure->setForm(window()->width() < leastWidthForCure ? BarButton::Form::Short
                                                          : BarButton::Form::Whole);
    m_cure->setVisible(m_model.isOpen() && !m_model.scenario().cure.empty()
                       && (isStuck || m_model.hasEnded()));
}

/// From all that there is to say to the shortest.
QStringList StatusLine::stateWords() const
{
    auto state = instantWords();
    if (!m_answerStands.isActive())
        return state;
    return {m_answer + QStringLiteral(" · ") + state.front(),
            m_answer + QStringLiteral(" · ") + state.back(), m_answer};
}

QStringList StatusLine::instantWords() const
{
    auto doing = doingWords();
    const auto &playhead = m_model.playhead();
    if (playhead.isLive())
        return doing;
    const auto time = secondsText(playhead.time());
    return {tr("Picture frozen at %1 s · %2").arg(time, doing.front()),
            tr("Frozen at %1 s · %2").arg(time, doing.front()),
            tr("Frozen at %1 s · %2").arg(time, doing.back())};
}

/// What the processes do, whatever instant the picture is of.
QStringList StatusLine::doingWords() const
{
    const bool isLive = m_model.playhead().isLive();
    if (m_model.failure())
        return {tr("No session runs")};
    if (m_model.hasEnded())
        return {tr("All processes have ended"), isLive ? tr("All ended") : tr("all ended")};
    if (!m_model.isRunning())
        return {tr("Starting")};
    if (const auto runner = m_model.longRunner(); runner != noWorker) {
        const auto name = QString::fromStdString(m_model.scenario().workers[runner].name);
        return {tr("Processes held, only %1 runs on").arg(name), tr("Only %1 runs on").arg(name)};
    }
    if (m_model.isHeld())
        return heldWords();
    const auto pace = wordsOf(m_model.pace());
    return {isLive ? tr("Running: %1").arg(pace) : tr("processes go on: %1").arg(pace),
            isLive ? tr("Running") : tr("running")};
}

/// With what the selected process needs before it can step, where another one must do it.
QStringList StatusLine::heldWords() const
{
    const bool isLive = m_model.playhead().isLive();
    QStringList held{tr("Processes held"), isLive ? tr("Held") : tr("held")};
    const auto &process = m_model.live().processes[m_model.selected()];
    if (!isLive || process.state != ProcessState::AtGate || process.gate != Gate::Condition)
        return held;
    return QStringList{held[0] + QStringLiteral(" · ") + stepWords(m_model).text} + held;
}

/// From all that there is to say to the shortest.
QStringList StatusLine::placeWords() const
{
    const auto &facts = m_model.facts();
    const bool isOwn = !facts.namespaceRefusal && facts.namespaceMode != NamespaceMode::Host;
    QStringList parts;
    QString brief;
    if (facts.namespaceRefusal) {
        parts << tr("in the machine's namespaces: private ones were refused (%1)")
                     .arg(QString::fromStdString(errnoName(facts.namespaceRefusal->code)));
        brief = tr("no own namespaces");
    } else if (!isOwn) {
        parts << tr("visible in other terminals");
        brief = parts.back();
    } else {
        parts << tr("workers in their own namespaces");
        brief = tr("own namespaces");
    }
    if (const auto lost = m_model.snapshot().lost; lost > 0) {
        parts.prepend(words::callsNotKept(lost));
        brief = parts.front();
    }
    if (!m_model.hasEnded() && facts.namespaceMode != m_model.namespaceMode()
        && !facts.namespaceRefusal && !facts.needsHost) {
        parts << tr("the choice of namespaces acts at the next start");
        brief = parts.back();
    }
    return {parts.join(QStringLiteral(" · ")), brief};
}

void StatusLine::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (m_model.isOpen())
        fit();
}

void StatusLine::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        forgetAnswer(); // its words are of the other language
}

} // namespace seeipc
