// SPDX-License-Identifier: MIT
// What the window of both says of itself, and why something in it cannot be done.
#include "ui/compare/sidebyside.h"

#include "ui/controls/barbutton.h"
#include "ui/controls/slider.h"
#include "ui/controls/speed.h"
#include "ui/controls/stepwords.h"
#include "ui/controls/type.h"

#include <QSignalBlocker>

namespace seeipc {

bool SideBySide::isOver() const
{
    return m_wrong->model().hasEnded() && m_cured->model().hasEnded();
}

/// Empty where at least one of them can step, or will be able to once both are started.
QString SideBySide::whyNoStep() const
{
    const auto wrong = stepWords(m_wrong->model());
    const auto cured = stepWords(m_cured->model());
    const bool isPrepared = !m_wrong->model().isRunning() && !m_wrong->model().failure();
    if (wrong.isPossible || cured.isPossible || isPrepared)
        return {};
    if (isOver())
        return tr("All processes have ended");
    const auto why = [](const SessionModel &model, const StepWords &words) {
        return model.failure() ? tr("no session runs") : words.text;
    };
    return tr("Wrong: %1").arg(why(m_wrong->model(), wrong)) + QLatin1Char('\n')
           + tr("Cured: %1").arg(why(m_cured->model(), cured));
}

void SideBySide::refresh()
{
    m_hold->setEnabled(!isOver());
    m_hold->setToolTip(isOver() ? tr("All processes have ended")
                                : tr("Both demos at once (Space)"));
    const QSignalBlocker quiet(m_speed);
    m_speed->setValue(positionOf(m_wrong->model().pace()));
    m_words->setText(wordsOf(m_wrong->model().pace()));
    if (isOver())
        m_tick.stop();
    refreshStep();
    refreshClock();
}

void SideBySide::refreshStep()
{
    const auto why = whyNoStep();
    const auto how = tr("The selected process of each runs to the next change (S); Shift+S or "
                        "Shift+click: one call of each");
    m_step->setEnabled(why.isEmpty());
    m_step->setWords(why.isEmpty() ? tr("Step both") : tr("No step"),
                     {why.isEmpty() ? tr("Step both") : tr("No step")});
    m_step->setToolTip(why.isEmpty() ? how : why);
    m_step->setAccessibleDescription(m_step->toolTip());
}

QString SideBySide::stateWords() const
{
    if (isOver())
        return tr("All processes have ended");
    for (auto *column : {m_wrong, m_cured}) {
        const auto &model = column->model();
        if (const auto runner = model.longRunner(); runner != noWorker)
            return tr("Processes held, only %1 runs on")
                .arg(QString::fromStdString(model.scenario().workers[runner].name));
    }
    return m_wrong->model().isHeld() ? tr("Processes held") : QString();
}

void SideBySide::refreshClock()
{
    const bool isFrozen = m_freeze->isChecked();
    const auto now = static_cast<double>(m_playhead.time()) / 1e9;
    const auto seconds = tr("%1 s").arg(now, 0, 'f', isFrozen ? 3 : 1);
    QStringList words{isFrozen ? tr("Picture frozen at %1").arg(seconds) : QString(), stateWords()};
    words.removeAll(QString());
    m_state->setText(words.join(QStringLiteral(" · ")));
    m_state->setVisible(!words.isEmpty());
    m_clock->setText(isFrozen ? QString() : seconds);
    m_clock->setVisible(!isFrozen);
}

void SideBySide::retranslate()
{
    setWindowTitle(tr("Side by side: wrong and cured"));
    m_startOver->setWords(tr("Start over"), {});
    m_startOver->setToolTip(tr("Start both over (R)"));
    const bool isHeld = m_hold->isChecked();
    m_hold->setGlyph(isHeld ? Glyph::Release : Glyph::Hold);
    m_hold->setWords(isHeld ? tr("Release processes") : tr("Hold processes"),
                     {isHeld ? tr("Release") : tr("Hold")});
    const bool isFrozen = m_freeze->isChecked();
    m_freeze->setGlyph(isFrozen ? Glyph::Live : Glyph::Freeze);
    m_freeze->setWords(isFrozen ? tr("Back to live") : tr("Freeze picture"),
                       {isFrozen ? tr("Live") : tr("Freeze")});
    m_freeze->setToolTip(isFrozen ? tr("Shows again what happens now (F)")
                                  : tr("The picture stands still, the processes go on (F)"));
    m_earlier->setWords(tr("Previous change"), {});
    m_earlier->setToolTip(tr("Picture of the previous change in either (Ctrl+Left)"));
    m_later->setWords(tr("Next change"), {});
    m_later->setToolTip(tr("Picture of the next change in either (Ctrl+Right)"));
    m_close->setWords(tr("Close"), {});
    m_close->setToolTip(tr("Back to the one demo (Esc)"));
    m_speed->setAccessibleName(tr("Speed of both"));
    m_clock->setAccessibleDescription(tr("Time since both began"));
    refresh();
}

} // namespace seeipc
