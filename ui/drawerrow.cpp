// SPDX-License-Identifier: MIT
#include "ui/drawerrow.h"

#include "ui/controls/tabbutton.h"
#include "ui/drawers.h"
#include "ui/mainactions.h"

#include <QEvent>
#include <QHBoxLayout>

namespace seeipc {

DrawerRow::DrawerRow(Drawers &drawers, const MainActions &actions, QWidget *parent)
    : QWidget(parent), m_drawers(drawers), m_actions(actions)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    const auto count = Drawers::all().size();
    m_buttons.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        m_buttons.push_back(new TabButton(this));
        row->addWidget(m_buttons.back());
        // Toggled, not clicked: a screen reader toggles it without a click.
        connect(m_buttons.back(), &QPushButton::toggled, this, [this, i](bool isOn) {
            if (isOn == m_drawers.isOpen(i))
                return;
            m_drawers.toggle(i);
            refresh(); // one behind another comes to the front and stays on
        });
    }
    connect(&m_drawers, &Drawers::changed, this, &DrawerRow::refresh);
    retranslate();
}

void DrawerRow::refresh()
{
    for (std::size_t i = 0; i < m_buttons.size(); ++i)
        m_buttons[i]->setChecked(m_drawers.isOpen(i));
}

void DrawerRow::retranslate()
{
    const auto drawers = Drawers::all();
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        m_buttons[i]->setText(drawers[i]->title());
        m_buttons[i]->setToolTip(
            m_actions.drawers[i]->shortcut().toString(QKeySequence::NativeText));
    }
}

void DrawerRow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace seeipc
