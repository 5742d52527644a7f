// SPDX-License-Identifier: MIT
#pragma once

#include "ui/controls/barbutton.h"
#include "ui/settings.h"

#include <array>

namespace seeipc {

class MainActions;
class TabButton;

/// Which of the window's layouts is on, and the way to the other: both names, or where there is
/// little room the one that is on, with a menu of all.
class LayoutSwitch : public QWidget
{
    Q_OBJECT

public:
    explicit LayoutSwitch(MainActions &actions, QWidget *parent = nullptr);

    void setForm(BarButton::Form form);
    void retranslate();

private:
    void refresh();
    void offerAll(std::size_t below);

    MainActions &m_actions;
    BarButton::Form m_form = BarButton::Form::Whole;
    std::array<TabButton *, layoutCount> m_buttons{}; ///< by LayoutName
};

} // namespace seeipc
