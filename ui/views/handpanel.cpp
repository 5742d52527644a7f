// SPDX-License-Identifier: MIT
#include "ui/views/handpanel.h"

#include "ui/controls/keybutton.h"
#include "ui/model/playhead.h"
#include "ui/model/sessionmodel.h"

#include <QEvent>
#include <QMenu>
#include <QStyleOptionButton>
#include <QStylePainter>

#include <algorithm>
#include <array>
#include <csignal>
#include <utility>

namespace seeipc {

namespace {

constexpr int edge = 8;                 ///< pixels between a button's frame and its words
constexpr int followMilliseconds = 200; ///< words that change faster cannot be read
constexpr int leastWidth = 190; ///< of a button; two stand beside each other where there is room

constexpr std::array sentByHand{SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGPIPE};

/// Its words take as many lines as they need.
class HandButton : public KeyButton
{
public:
    HandButton(const QString &text, QWidget *parent) : KeyButton(parent)
    {
        setText(text);
        auto policy = QSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
    }

    int heightForWidth(int width) const override
    {
        const QRect room(0, 0, width - 2 * edge, 10'000);
        return fontMetrics().boundingRect(room, Qt::TextWordWrap | Qt::AlignCenter, text()).height()
               + 2 * edge;
    }
    QSize sizeHint() const override { return {leastWidth, heightForWidth(leastWidth)}; }
    QSize minimumSizeHint() const override { return {leastWidth / 2, 0}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QStylePainter painter(this);
        QStyleOptionButton option;
        initStyleOption(&option);
        painter.drawControl(QStyle::CE_PushButtonBevel, option);
        painter.setPen(option.palette.buttonText().color());
        painter.drawText(rect().adjusted(edge, 0, -edge, 0), Qt::TextWordWrap | Qt::AlignCenter,
                         text());
        paintFocus(painter, option);
    }
};

/// Does a button stay the same one, whatever its words are by now?
bool isOfOneKind(const HandAction &a, const HandAction &b)
{
    return a.isTear == b.isTear && a.call.has_value() == b.call.has_value() && a.signal == b.signal
           && a.isAnySignal == b.isAnySignal && a.worker == b.worker;
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
    setFocusPolicy(Qt::NoFocus);
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
    connect(&model, &SessionModel::restarted, this, &HandPanel::follow);
    connect(&model, &SessionModel::focusChanged, this, &HandPanel::follow);
    connect(&model, &SessionModel::controlsChanged, this, &HandPanel::follow);
    follow();
}

void HandPanel::follow()
{
    if (parentWidget() && !parentWidget()->isVisible())
        return;
    std::vector<HandAction> actions;
    if (m_model.isOpen()) {
        auto focus = m_model.focus();
        if (focus.kind == Focus::Kind::Process && focus.worker == noWorker)
            focus.worker = m_model.selected();
        actions = handActions(m_model.live(), waitsFor(m_model.live()), m_model.scenario(), focus);
        if (!m_model.isRunning() || m_model.hasEnded())
            std::erase_if(actions, [](const HandAction &action) { return !action.isTear; });
        const auto &waiting = m_model.waitingByHand();
        for (auto &action : actions) {
            action.isAsked = action.call
                             && std::find(waiting.begin(), waiting.end(), *action.call)
                                    != waiting.end();
            if (action.isAsked)
                action.text = tr("Asked for; take it back: %1").arg(action.text);
        }
    }
    std::swap(actions, m_actions);
    const bool isAlike = std::equal(actions.begin(), actions.end(), m_actions.begin(),
                                    m_actions.end(), isOfOneKind);
    for (std::size_t i = 0; isAlike && i < m_actions.size(); ++i)
        m_buttons[i]->setText(m_actions[i].text);
    if (!isAlike)
        build(actions);
}

/// The focus stays where the same kind of thing can still be done: a key that was to close kills nobody.
void HandPanel::build(const std::vector<HandAction> &before)
{
    std::size_t focused = m_buttons.size();
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        if (m_buttons[i]->hasFocus())
            focused = i;
        m_buttons[i]->hide();
        m_buttons[i]->deleteLater();
    }
    const bool hadFocus = focused < m_buttons.size();
    m_buttons.clear();
    for (std::size_t i = 0; i < m_actions.size(); ++i) {
        auto *button = new HandButton(m_actions[i].text, m_inside);
        connect(button, &QPushButton::clicked, this, [this, i] { make(i); });
        m_buttons.push_back(button);
    }
    place();
    if (hadFocus && focused < m_buttons.size()
        && before[focused].call.has_value() == m_actions[focused].call.has_value())
        m_buttons[focused]->setFocus();
    setVisible(!m_buttons.empty());
    updateGeometry();
}

QSize HandPanel::sizeHint() const
{
    const bool isBeside = parentWidget() && parentWidget()->width() > 2 * parentWidget()->height();
    const int width = isBeside ? 2 * leastWidth + 40 : leastWidth + 40;
    const int inside = std::max(width, this->width())
                       - style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    return {width, m_inside->hasHeightForWidth() ? m_inside->heightForWidth(inside)
                                                 : m_inside->sizeHint().height()};
}

QSize HandPanel::minimumSizeHint() const
{
    return {leastWidth + 40, m_buttons.empty() ? 0 : 60};
}

void HandPanel::place()
{
    const int columns = viewport()->width() >= 2 * leastWidth + 22 ? 2 : 1;
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
    if (action.isTear)
        m_model.playhead().toNextTear();
    else if (action.call && action.isAsked)
        m_model.takeBackByHand(*action.call);
    else if (action.call)
        m_model.callByHand(*action.call);
    else if (action.isAnySignal)
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

void HandPanel::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        follow();
}

} // namespace seeipc
