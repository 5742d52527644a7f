// SPDX-License-Identifier: MIT
#pragma once

#include "ui/controls/barbutton.h"

#include <QWidget>

#include <array>
#include <cstddef>
#include <cstdint>

namespace seeipc {

class ElidingLabel;
class LayoutSwitch;
class MainActions;
class ScaledLabel;
class SessionModel;
class Slider;
struct Pace;

/// The bar at the top: menu, the demo's title, what can be done with its processes, the speed.
/// Where it is narrow the words get shorter.
class TopBar : public QWidget
{
    Q_OBJECT

public:
    TopBar(SessionModel &model, MainActions &actions, QWidget *parent = nullptr);

    void openMenu();
    /// Whatever the form of now: where there is less room it gets the short one.
    QSize minimumSizeHint() const override;
    BarButton &holdButton() const { return *m_hold; }
    BarButton &stepButton() const { return *m_step; }

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    /// What has short words too, in the order of giving up the whole ones.
    enum class Part : std::uint8_t { StartOver, Hold, Speed, Layout, Count };

    void makeLayout();
    void connectControls();
    void refreshDemo();
    void refreshControls();
    bool isStandingStill() const;
    void refreshStep();
    void retranslate();
    int lettersLeft() const;
    void fit();
    void fitSpeed();
    void setForm(Part part, BarButton::Form form);
    BarButton::Form formOf(Part part) const;
    QString speedWords(Pace pace) const;

    SessionModel &m_model;
    MainActions &m_actions;
    std::array<BarButton::Form, static_cast<std::size_t>(Part::Count)> m_forms{};
    BarButton *m_menu;
    BarButton *m_demos;
    ElidingLabel *m_title;
    BarButton *m_startOver;
    BarButton *m_hold;
    BarButton *m_step;
    ScaledLabel *m_words;
    Slider *m_speed;
    LayoutSwitch *m_layout;
};

} // namespace seeipc
