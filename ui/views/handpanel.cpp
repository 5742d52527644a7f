// SPDX-License-Identifier: MIT
#include "ui/views/handpanel.h"

#include "ui/model/playhead.h"
#include "ui/model/sessionmodel.h"
#include "ui/views/handbutton.h"

#include <QApplication>
#include <QEvent>
#include <QMenu>
#include <QStyle>

#include <algorithm>
#include <array>
#include <csignal>
#include <utility>

namespace seeipc {

namespace {

constexpr int followMilliseconds = 200;  ///< words that change faster cannot be read
constexpr int standsMilliseconds = 2000; ///< after a click, before its place is another deed's

constexpr std::array sentByHand{SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGPIPE};

/// Would it once more do harm, or what nobody meant, where a click was a double one?
bool isDoneOnce(const HandAction &action)
{
    using Kind = HandAction::Kind;
    return !action.isAsked
           && (action.kind == Kind::Close || action.kind == Kind::Stop || action.kind == Kind::Kill
               || action.kind == Kind::KillStuck);
}

/// Of what was asked for and waits for its worker.
QString askedText(const QString &deed)
{
    return HandPanel::tr("Asked for; take it back: %1").arg(deed);
}

} // namespace

HandPanel::HandPanel(SessionModel &model, QWidget *parent)
    : QScrollArea(parent),
      m_model(model),
      m_inside(new QWidget(this)),
      m_grid(new QGridLayout(m_inside))
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::ClickFocus); // the keys pass it, and have it where their button goes
    setWidget(m_inside);
    setWidgetResizable(true);
    viewport()->setAutoFillBackground(false);
    m_inside->setAutoFillBackground(false);
    m_grid->setAlignment(Qt::AlignTop);
    m_grid->setContentsMargins(8, 4, 8, 0);
    m_grid->setSpacing(6);
    m_owed.setSingleShot(true);
    m_owed.setInterval(followMilliseconds);
    connect(&m_owed, &QTimer::timeout, this, &HandPanel::follow);
    connect(&model, &SessionModel::recorded, this, [this] {
        if (!m_owed.isActive())
            m_owed.start();
    });
    connect(&model, &SessionModel::restarted, this, [this] {
        m_subject.reset();
        follow();
    });
    connect(&model, &SessionModel::focusChanged, this, &HandPanel::follow);
    connect(&model, &SessionModel::controlsChanged, this, &HandPanel::follow);
    follow();
}

std::vector<HandAction> HandPanel::actionsOf(const Subject &subject) const
{
    auto actions = handActions(m_model.live(), waitsFor(m_model.live()), m_model.scenario(),
                               subject.focus);
    if (!m_model.isRunning() || m_model.hasEnded())
        std::erase_if(actions, [](const HandAction &action) {
            return action.kind != HandAction::Kind::Tear;
        });
    const auto &waiting = m_model.waitingByHand();
    for (auto &action : actions) {
        action.isAsked = action.call
                         && std::find(waiting.begin(), waiting.end(), *action.call)
                                != waiting.end();
        if (action.isAsked)
            action.text = askedText(action.text);
    }
    return actions;
}

/// What comes next in the place of what was just done waits until a second click has passed.
void HandPanel::letRest(std::vector<HandAction> &actions) const
{
    if (!m_made || m_sinceMade.hasExpired(standsMilliseconds))
        return;
    for (auto &action : actions) {
        if (isSamePlace(action, *m_made) && action.signal != m_made->signal) {
            action.text = overText(action, m_model.live(), m_model.scenario());
            action.isOver = true;
        }
    }
}

void HandPanel::follow()
{
    if (parentWidget() && !parentWidget()->isVisible())
        return;
    std::optional<Subject> subject;
    std::vector<HandAction> actions;
    if (m_model.isOpen()) {
        subject = Subject{m_model.focus(), m_model.selected()};
        if (subject->focus.kind == Focus::Kind::Process && subject->focus.worker == noWorker)
            subject->focus.worker = subject->selected;
        actions = actionsOf(*subject);
    }
    const bool isOther = !subject || subject != m_subject || !m_model.isRunning();
    m_subject = subject;
    if (isOther)
        m_made.reset();
    if (m_made)
        actions = inTheirPlaces(m_actions, std::move(actions), m_model.live(), m_model.scenario());
    letRest(actions);
    const bool isAlike = actions.size() >= m_actions.size()
                         && std::equal(m_actions.begin(), m_actions.end(), actions.begin(),
                                       isSamePlace);
    std::optional<HandAction> pressed;
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        if (m_buttons[i]->hasFocus())
            pressed = m_actions[i];
    }
    m_actions = std::move(actions);
    if (isOther || !isAlike)
        removeButtons();
    fillButtons();
    if (pressed)
        giveFocus(*pressed);
}

/// Where the same can still be done; a key that was to close kills nobody.
void HandPanel::giveFocus(const HandAction &action)
{
    for (std::size_t i = 0; i < m_actions.size(); ++i) {
        if (hasFocus() && isSamePlace(m_actions[i], action) && !m_actions[i].isOver)
            m_buttons[i]->setFocus();
    }
}

/// The keys stay in the panel where their button goes.
void HandPanel::removeButtons()
{
    for (auto *button : m_buttons) {
        if (button->hasFocus())
            setFocus();
        button->hide();
        button->deleteLater();
    }
    m_buttons.clear();
}

void HandPanel::fillButtons()
{
    const auto before = m_buttons.size();
    for (std::size_t i = before; i < m_actions.size(); ++i) {
        auto *button = new HandButton(m_actions[i].text, m_inside);
        connect(button, &QPushButton::clicked, this, [this, i] { make(i); });
        setTabOrder(m_buttons.empty() ? static_cast<QWidget *>(this) : m_buttons.back(), button);
        m_buttons.push_back(button);
    }
    for (std::size_t i = 0; i < m_actions.size(); ++i)
        showAction(i);
    if (m_buttons.size() == before && before != 0)
        return;
    place();
    setVisible(!m_buttons.empty());
}

/// Nor do they go from one that is over to its neighbour; they come back when it is to be pressed again.
void HandPanel::showAction(std::size_t number)
{
    auto *button = static_cast<HandButton *>(m_buttons[number]);
    const auto &action = m_actions[number];
    if (button->text() != action.text)
        button->setWords(action.text);
    if (action.call && !action.isAsked && !action.isOver) // a click makes it no higher
        button->keepRoomFor(askedText(action.text));
    if (button->isEnabled() != action.isOver)
        return;
    if (action.isOver && button->hasFocus())
        setFocus();
    button->setEnabled(!action.isOver);
    if (m_made && isSamePlace(action, *m_made))
        giveFocus(action);
}

/// After a click it keeps its height until the pointer has left: what has come since is scrolled to.
QSize HandPanel::sizeHint() const
{
    const bool isBeside = parentWidget() && parentWidget()->width() > 2 * parentWidget()->height();
    const int width = isBeside ? 2 * HandButton::leastWidth + 40 : HandButton::leastWidth + 40;
    const int inside = std::max(width, this->width());
    const bool isKept = m_made && underMouse();
    if (!isKept || m_hintOf != inside) {
        m_hintOf = inside;
        m_hint = {width, m_inside->hasHeightForWidth() ? m_inside->heightForWidth(inside)
                                                       : m_inside->sizeHint().height()};
    }
    return m_hint;
}

QSize HandPanel::minimumSizeHint() const
{
    return {HandButton::leastWidth + 40, m_buttons.empty() ? 0 : 60};
}

void HandPanel::place()
{
    const int room = width() - style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    const int columns = room >= 2 * HandButton::leastWidth + 22 ? 2 : 1;
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        const auto number = static_cast<int>(i);
        m_grid->removeWidget(m_buttons[i]);
        m_grid->addWidget(m_buttons[i], number / columns, number % columns);
        m_buttons[i]->show();
    }
}

void HandPanel::make(std::size_t number)
{
    const auto action = m_actions[number];
    const bool isTwice = m_made && isSamePlace(action, *m_made) && isDoneOnce(action)
                         && !m_sinceMade.hasExpired(QApplication::doubleClickInterval());
    if (isTwice)
        return;
    m_made = action;
    m_sinceMade.start();
    QTimer::singleShot(standsMilliseconds + 1, this, &HandPanel::follow);
    if (action.kind == HandAction::Kind::Tear)
        m_model.playhead().toNextTear();
    else if (action.call && action.isAsked)
        m_model.takeBackByHand(*action.call);
    else if (action.call)
        m_model.callByHand(*action.call);
    else if (action.kind == HandAction::Kind::AnySignal)
        chooseSignal(*m_buttons[number], action.worker);
    else
        m_model.signalByHand(action.worker, action.signal);
}

/// Below the button, whether it was clicked or pressed by a key.
void HandPanel::chooseSignal(const QWidget &button, WorkerId worker)
{
    QMenu menu(this);
    const auto &process = m_model.live().processes[worker];
    const auto name = QString::fromStdString(m_model.scenario().workers[worker].name);
    for (const int signal : sentByHand)
        menu.addAction(signalText(process, name, signal))->setData(signal);
    if (const auto *chosen = menu.exec(button.mapToGlobal(button.rect().bottomLeft())))
        m_model.signalByHand(worker, chosen->data().toInt());
}

void HandPanel::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    place();
}

/// Other buttons, other words and another width are another height: the sheet has the rest.
bool HandPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_inside && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

void HandPanel::leaveEvent(QEvent *event)
{
    QScrollArea::leaveEvent(event);
    updateGeometry();
}

void HandPanel::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        m_hintOf = -1;
    if (event->type() == QEvent::LanguageChange)
        follow();
}

} // namespace seeipc
