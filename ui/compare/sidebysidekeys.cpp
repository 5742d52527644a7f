// SPDX-License-Identifier: MIT
// The keys of the window of both, and the step that they and its button make.
#include "ui/compare/sidebyside.h"

#include "ui/compare/nextstep.h"
#include "ui/controls/barbutton.h"
#include "ui/controls/slider.h"

#include <QShortcut>

#include <array>

namespace seeipc {

void SideBySide::connectKeys()
{
    const auto onKey = [this](const QKeySequence &key, auto &&act) {
        connect(new QShortcut(key, this), &QShortcut::activated, this, act);
    };
    onKey(Qt::Key_R, [this] { startOver(); });
    for (const auto key : {Qt::Key_P, Qt::Key_Space})
        onKey(key, [this] {
            if (isRunningOn())
                setHeld(true);
            else if (m_hold->isEnabled())
                m_hold->toggle();
        });
    onKey(Qt::Key_F, [this] { m_freeze->toggle(); });
    for (const auto &key : {QKeySequence(Qt::CTRL | Qt::Key_Left), QKeySequence(Qt::Key_Comma)})
        onKey(key, [this] { moveInTime(&JointPlayhead::toPreviousChange); });
    for (const auto &key : {QKeySequence(Qt::CTRL | Qt::Key_Right), QKeySequence(Qt::Key_Period)})
        onKey(key, [this] { moveInTime(&JointPlayhead::toNextChange); });
    for (const auto key : {Qt::Key_Plus, Qt::Key_Equal})
        onKey(key, [this] { m_speed->setValue(m_speed->value() + 1); });
    onKey(Qt::Key_Minus, [this] { m_speed->setValue(m_speed->value() - 1); });
    for (const auto key : {Qt::Key_S, Qt::Key_Right}) {
        onKey(key, [this] { stepBoth(Qt::NoModifier); });
        onKey(Qt::SHIFT | key, [this] { stepBoth(Qt::ShiftModifier); });
    }
    const auto toggleFullScreen = [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); };
    onKey(Qt::Key_Escape, [this, toggleFullScreen] {
        if (isRunningOn())
            setHeld(true);
        else if (isFullScreen())
            toggleFullScreen();
        else
            close();
    });
    for (int digit = 1; digit <= 9; ++digit)
        onKey(QKeySequence(Qt::Key_0 + digit),
              [this, digit] { selectInBoth(static_cast<WorkerId>(digit - 1)); });
    onKey(Qt::Key_F11, [toggleFullScreen] { toggleFullScreen(); });
    onKey(Qt::Key_F1, [this] { Q_EMIT keysAsked(); });
    for (const auto key : {Qt::Key_K, Qt::Key_O})
        onKey(Qt::CTRL | key, [this] { Q_EMIT demosAsked(); });
}

void SideBySide::selectInBoth(WorkerId worker)
{
    for (auto *column : {m_wrong, m_cured})
        column->model().select(worker);
}

bool SideBySide::isRunningOn() const
{
    return m_wrong->model().isRunningOn() || m_cured->model().isRunningOn();
}

/// In each demo the process that the button names runs to the next change, with Shift it makes one
/// call; a run that takes long is ended. A step is made to be seen: both stand still before it, and a
/// frozen picture goes on.
void SideBySide::stepBoth(Qt::KeyboardModifiers modifiers)
{
    if (!m_step->isEnabled())
        return;
    const std::array nexts{nextStep(m_wrong->model()), nextStep(m_cured->model())};
    m_freeze->setChecked(false);
    hold();
    const std::array models{&m_wrong->model(), &m_cured->model()};
    for (std::size_t i = 0; i < models.size(); ++i) {
        auto &model = *models[i];
        if (!nexts[i].words.isPossible)
            continue;
        if (model.longRunner() != noWorker) {
            model.setHeld(true);
            continue;
        }
        model.select(nexts[i].worker);
        modifiers == Qt::ShiftModifier ? model.step() : model.runToChange();
    }
}

} // namespace seeipc
