// SPDX-License-Identifier: MIT
#include "ui/layoutswitch.h"

#include "ui/controls/tabbutton.h"
#include "ui/mainactions.h"

#include <QHBoxLayout>
#include <QMenu>

namespace seeipc {

namespace {

std::array<QString, layoutCount> layoutNames()
{
    return {LayoutSwitch::tr("Learn"), LayoutSwitch::tr("Measure")};
}

} // namespace

LayoutSwitch::LayoutSwitch(MainActions &actions, QWidget *parent)
    : QWidget(parent), m_actions(actions)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        m_buttons[i] = new TabButton(this);
        m_buttons[i]->setFlat(true);
        row->addWidget(m_buttons[i]);
        // Toggled, not clicked: a screen reader toggles it without a click.
        connect(m_buttons[i], &QPushButton::toggled, this, [this, i](bool isOn) {
            if (isOn == m_actions.layouts[i]->isChecked())
                return;
            if (m_form == BarButton::Form::Short)
                offerAll(i);
            else
                m_actions.layouts[i]->trigger();
            refresh(); // that of the layout in force stays on
        });
        connect(m_actions.layouts[i], &QAction::toggled, this, &LayoutSwitch::refresh);
    }
    retranslate();
}

void LayoutSwitch::setForm(BarButton::Form form)
{
    m_form = form;
    refresh();
}

void LayoutSwitch::offerAll(std::size_t below)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (auto *layout : m_actions.layouts)
        menu->addAction(layout);
    const auto &button = *m_buttons[below];
    menu->popup(button.mapToGlobal(QPoint(0, button.height())));
}

void LayoutSwitch::refresh()
{
    const auto names = layoutNames();
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        const bool isOn = m_actions.layouts[i]->isChecked();
        m_buttons[i]->setChecked(isOn);
        m_buttons[i]->setText(m_form == BarButton::Form::Short ? names[i] + QStringLiteral(" ▾")
                                                               : names[i]);
        m_buttons[i]->setVisible(isOn || m_form == BarButton::Form::Whole);
    }
}

void LayoutSwitch::retranslate()
{
    const auto names = layoutNames();
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        m_buttons[i]->setAccessibleName(names[i]);
        m_buttons[i]->setToolTip(tr("Layout: %1 (%2)")
                                     .arg(names[i], m_actions.layouts[i]->shortcut().toString(
                                                        QKeySequence::NativeText)));
    }
    refresh();
}

} // namespace seeipc
