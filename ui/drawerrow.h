// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <vector>

namespace seeipc {

class Drawers;
class MainActions;
class TabButton;

/// The row of buttons that open the drawers, each by its name; what is open is underlined.
class DrawerRow : public QWidget
{
    Q_OBJECT

public:
    DrawerRow(Drawers &drawers, const MainActions &actions, QWidget *parent = nullptr);

    const std::vector<TabButton *> &buttons() const { return m_buttons; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void retranslate();

    Drawers &m_drawers;
    const MainActions &m_actions;
    std::vector<TabButton *> m_buttons; ///< by drawer
};

} // namespace seeipc
