// SPDX-License-Identifier: MIT
#include "ui/drawers.h"

#include "ui/controls/tabbutton.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>
#include <vector>

namespace seeipc {

Drawers::Drawers(SessionModel &model, QWidget *parent)
    : QWidget(parent),
      m_model(model),
      m_theme(&themeOf(ThemeName::Light)),
      m_tabs(new QHBoxLayout),
      m_close(new TabButton(this)),
      m_stack(new QStackedWidget(this))
{
    const auto descriptors = all();
    m_drawers.reserve(descriptors.size());
    for (std::size_t i = 0; i < descriptors.size(); ++i) {
        Drawer drawer{descriptors[i], nullptr, new TabButton(this), false};
        makeTab(drawer, i);
        setTabOrder(drawer.tab, m_close);
        m_drawers.push_back(drawer);
    }
    m_close->setFlat(true);
    m_close->setCheckable(false);
    m_close->setText(QStringLiteral("×"));
    m_tabs->addStretch(1);
    m_tabs->addWidget(m_close);
    m_tabs->setSpacing(2);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 0, 0);
    column->setSpacing(0);
    column->addLayout(m_tabs);
    column->addWidget(m_stack, 1);
    connect(m_close, &QPushButton::clicked, this, [this] {
        for (std::size_t i = 0; i < m_drawers.size(); ++i) {
            if (isInFront(i)) {
                close(i);
                return;
            }
        }
    });
    retranslate();
    hide();
}

std::vector<const ViewDescriptor *> Drawers::all()
{
    std::vector<const ViewDescriptor *> drawers;
    for (const auto &descriptor : views()) {
        if (descriptor.place == Place::Drawer)
            drawers.push_back(&descriptor);
    }
    return drawers;
}

void Drawers::makeTab(Drawer &drawer, std::size_t position)
{
    drawer.tab->setFlat(true);
    drawer.tab->hide();
    m_tabs->addWidget(drawer.tab);
    // Toggled, not clicked: a screen reader toggles it without a click.
    connect(drawer.tab, &QPushButton::toggled, this, [this, position](bool isOn) {
        if (isOn != isInFront(position))
            bringToFront(position);
    });
}

void Drawers::makeView(Drawer &drawer)
{
    drawer.view = drawer.descriptor->create(m_model, m_stack);
    drawer.view->setAccessibleName(drawer.descriptor->title());
    drawer.view->setTheme(*m_theme);
    drawer.view->setMotion(m_motion);
    m_stack->addWidget(drawer.view);
    orderTabs(drawer);
}

/// The keys go to what a view has after its head, where it is seen, though it was made later.
void Drawers::orderTabs(const Drawer &drawer)
{
    std::vector<QWidget *> inside;
    for (auto *next = drawer.view->nextInFocusChain(); next != drawer.view;
         next = next->nextInFocusChain()) {
        if (drawer.view->isAncestorOf(next) && next->focusPolicy() != Qt::NoFocus)
            inside.push_back(next);
    }
    QWidget *last = m_close;
    for (auto *widget : inside)
        setTabOrder(std::exchange(last, widget), widget);
}

void Drawers::open(std::size_t drawer)
{
    m_drawers[drawer].isOpen = true;
    bringToFront(drawer);
}

void Drawers::close(std::size_t drawer)
{
    if (!isOpen(drawer))
        return;
    const bool hadFocus = m_drawers[drawer].view->isAncestorOf(focusWidget());
    m_drawers[drawer].isOpen = false;
    m_stack->removeWidget(m_drawers[drawer].view); // hidden, it asks for nothing any more
    m_drawers[drawer].view->setParent(this);
    m_drawers[drawer].view->hide();
    if (hadFocus && m_stack->count() > 0)
        m_stack->currentWidget()->setFocus();
    refresh();
}

void Drawers::toggle(std::size_t drawer)
{
    if (isInFront(drawer))
        close(drawer);
    else
        open(drawer);
}

void Drawers::giveFocus(std::size_t drawer)
{
    if (isInFront(drawer))
        m_drawers[drawer].view->setFocus(Qt::ShortcutFocusReason);
}

bool Drawers::isOpen(std::size_t drawer) const
{
    return m_drawers[drawer].isOpen;
}

bool Drawers::isInFront(std::size_t drawer) const
{
    return isOpen(drawer) && m_stack->currentWidget() == m_drawers[drawer].view;
}

void Drawers::bringToFront(std::size_t drawer)
{
    auto &chosen = m_drawers[drawer];
    if (chosen.view == nullptr)
        makeView(chosen);
    else if (m_stack->indexOf(chosen.view) < 0)
        m_stack->addWidget(chosen.view);
    m_stack->setCurrentWidget(chosen.view);
    refresh();
}

void Drawers::restore(const DrawersLeft &left)
{
    for (std::size_t i = 0; i < m_drawers.size(); ++i) {
        if (isOpen(i))
            close(i);
    }
    std::optional<std::size_t> front;
    for (std::size_t i = 0; i < m_drawers.size(); ++i) {
        const auto id = QString::fromUtf8(
            m_drawers[i].descriptor->id.data(),
            static_cast<qsizetype>(m_drawers[i].descriptor->id.size()));
        if (!left.open.contains(id))
            continue;
        open(i);
        if (id == left.front)
            front = i;
    }
    if (front)
        bringToFront(*front);
    refresh();
}

DrawersLeft Drawers::left() const
{
    DrawersLeft left;
    for (std::size_t i = 0; i < m_drawers.size(); ++i) {
        const auto &id = m_drawers[i].descriptor->id;
        const auto name = QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size()));
        if (isOpen(i))
            left.open << name;
        if (isInFront(i))
            left.front = name;
    }
    return left;
}

void Drawers::refresh()
{
    for (std::size_t i = 0; i < m_drawers.size(); ++i) {
        m_drawers[i].tab->setVisible(isOpen(i));
        m_drawers[i].tab->setChecked(isInFront(i));
    }
    setVisible(m_stack->count() > 0);
    Q_EMIT changed();
}

void Drawers::setTheme(const Theme &theme)
{
    m_theme = &theme;
    for (auto &drawer : m_drawers) {
        if (drawer.view != nullptr)
            drawer.view->setTheme(theme);
    }
}

void Drawers::setMotion(Motion motion)
{
    m_motion = motion;
    for (auto &drawer : m_drawers) {
        if (drawer.view != nullptr)
            drawer.view->setMotion(motion);
    }
}

void Drawers::showInstant()
{
    if (auto *view = qobject_cast<View *>(m_stack->currentWidget()))
        view->showInstant();
}

QSize Drawers::minimumSizeHint() const
{
    constexpr int leastLines = 8;
    return {QWidget::minimumSizeHint().width(), fontMetrics().lineSpacing() * leastLines};
}

void Drawers::retranslate()
{
    for (auto &drawer : m_drawers) {
        drawer.tab->setText(drawer.descriptor->title());
        if (drawer.view != nullptr)
            drawer.view->setAccessibleName(drawer.descriptor->title());
    }
    m_close->setAccessibleName(tr("Close the drawer"));
    m_close->setToolTip(tr("Close the drawer") + QStringLiteral(" (Esc)"));
}

void Drawers::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void Drawers::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        m_close->click();
    else
        QWidget::keyPressEvent(event);
}

void Drawers::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    const bool isBelow = width() > 2 * height(); // then the stage is above, else at the left
    painter.fillRect(isBelow ? QRect(0, 0, width(), 1) : QRect(0, 0, 1, height()),
                     palette().color(QPalette::Mid));
}

} // namespace seeipc
