// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/scenario.h"
#include "ui/compare/democolumn.h"
#include "ui/compare/jointplayhead.h"
#include "ui/model/demopair.h"

#include <QTimer>
#include <QWidget>

class QBoxLayout;
class QScrollArea;

namespace seeipc {

class BarButton;
class Slider;

/// A window in which a wrong demo and its cure both run for real: started, held and paced together.
/// What one has and the other has not is marked in their steps.
class SideBySide : public QWidget
{
    Q_OBJECT

public:
    SideBySide(Pacer &pacer, const Scenario &wrong, const Scenario &cured, Pace pace,
               QWidget *parent = nullptr);

    /// Both as they run next: what was set in one of them, as far as both know it.
    void takeOver(const DemoSetup &from);
    /// Both stand before what comes next, as by the button.
    void hold();
    void setTheme(const Theme &theme);
    void setMotion(Motion motion);
    void startOver();
    SessionModel &wrong() { return m_wrong->model(); }
    SessionModel &cured() { return m_cured->model(); }
    /// Shows what is true now, for a picture.
    void showInstant();

Q_SIGNALS:
    void keysAsked();  ///< F1: the list of this window's keys
    void demosAsked(); ///< Ctrl+K: another demo is to be chosen
    void closed();

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeLayout();
    void connectControls();
    void connectKeys();
    void selectInBoth(WorkerId worker);
    void prepare(const DemoSetup &wrong, const DemoSetup &cured);
    QString stateWords() const;
    void setHeld(bool isHeld);
    void setFrozen(bool isFrozen);
    void moveInTime(void (JointPlayhead::*way)());
    void stepBoth(Qt::KeyboardModifiers modifiers);
    bool isRunningOn() const;
    bool isOver() const;
    bool hasAllWords() const;
    void setPace(Pace pace);
    void refresh();
    void refreshHold();
    void refreshStep();
    void refreshClock();
    void retranslate();

    DemoColumn *m_wrong;
    DemoColumn *m_cured;
    JointPlayhead m_playhead;
    QBoxLayout *m_columns;
    BarButton *m_startOver;
    BarButton *m_hold;
    BarButton *m_step;
    BarButton *m_freeze;
    BarButton *m_earlier;
    BarButton *m_later;
    BarButton *m_close;
    ScaledLabel *m_state; ///< that the picture is frozen, that both are held; empty: they go on
    ScaledLabel *m_clock;
    ScaledLabel *m_words;
    Slider *m_speed;
    QTimer m_tick; ///< the clock, while anything runs
};

} // namespace seeipc
