// SPDX-License-Identifier: MIT
// What the window of both says of itself, and why something in it cannot be done.
#include "ui/compare/sidebyside.h"

#include "ui/compare/nextstep.h"
#include "ui/controls/barbutton.h"
#include "ui/controls/slider.h"
#include "ui/controls/speed.h"
#include "ui/controls/type.h"

#include <QSignalBlocker>

namespace seeipc {

namespace {

/// What one of the two does at a step, or why it makes none.
StepWords stepOfOne(const SessionModel &model)
{
    if (model.failure())
        return {SideBySide::tr("no session runs"), {}, {}, false, false};
    if (model.hasEnded())
        return {SideBySide::tr("all have ended"), {}, {}, false, false};
    return nextStep(model).words;
}

} // namespace

/// Have all buttons room for all of their words beside the state?
bool SideBySide::hasAllWords() const
{
    constexpr int from = 1360;
    return width() >= from;
}

bool SideBySide::isOver() const
{
    return m_wrong->model().hasEnded() && m_cured->model().hasEnded();
}

void SideBySide::refresh()
{
    refreshHold();
    const QSignalBlocker quiet(m_speed);
    m_speed->setValue(positionOf(m_wrong->model().pace()));
    const auto pace = m_wrong->model().pace();
    m_words->setText(hasAllWords() ? wordsOf(pace) : shortWordsOf(pace));
    if (isOver())
        m_tick.stop();
    refreshStep();
    refreshClock();
}

/// Of those that have all ended none is held; started over they are as they were set.
void SideBySide::refreshHold()
{
    const bool isHeld = m_wrong->model().isHeld() && !isOver();
    const QSignalBlocker quiet(m_hold);
    m_hold->setChecked(isHeld);
    m_hold->setGlyph(isHeld ? Glyph::Release : Glyph::Hold);
    m_hold->setWords(isHeld ? tr("Release processes") : tr("Hold processes"),
                     {isHeld ? tr("Release") : tr("Hold")});
    m_hold->setEnabled(!isOver());
    m_hold->setToolTip(isOver() ? tr("All processes have ended")
                                : tr("Both demos at once (Space)"));
}

/// A line for each of the two; which of their processes it is stands in it.
void SideBySide::refreshStep()
{
    QList<QStringList> lines;
    QStringList told;
    bool isPossible = false;
    for (const auto *column : {m_wrong, m_cured}) {
        const auto side = column == m_wrong ? Side::Wrong : Side::Cured;
        const auto words = stepOfOne(column->model());
        QStringList line;
        for (const auto &each : QStringList{words.text} + words.shorter)
            line << DemoColumn::ofSide(side, each);
        lines << line;
        if (!words.reason.startsWith(words.text)) // else it says the same and more
            told << line.front();
        if (!words.reason.isEmpty())
            told << (words.reason.startsWith(words.text) ? DemoColumn::ofSide(side, words.reason)
                                                         : words.reason);
        isPossible = isPossible || words.isPossible;
    }
    if (isPossible)
        told << tr("S or a click: to the next change; with Shift: one call. 1 to 9 select a "
                   "process in both");
    m_step->setEnabled(isPossible);
    m_step->setLines(lines);
    m_step->setToolTip(told.join(QLatin1Char('\n')));
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
