// SPDX-License-Identifier: MIT
#include "ui/views/sheetview.h"

#include "ui/model/playhead.h"
#include "ui/model/sessionmodel.h"
#include "ui/scene/words.h"

#include <QEvent>

#include <algorithm>

namespace seeipc {

namespace {

constexpr int lookMilliseconds = 250;
constexpr qint64 refreshMilliseconds = 100; ///< from snapshot to snapshot, on the average
constexpr int atOnce = 3; ///< snapshots that may come without a pause: those of one call

} // namespace

SheetView::SheetView(SessionModel &model, QWidget *parent)
    : View(parent),
      m_model(model),
      m_sheet(new FactSheet(this)),
      m_still(new QLabel(this)),
      m_copy(new KeyButton(this)),
      m_both(new QBoxLayout(QBoxLayout::TopToBottom, this))
{
    setFocusProxy(m_sheet);
    m_both->setContentsMargins(0, 0, 0, 8);
    m_both->addWidget(m_sheet, 1);
    m_still->setWordWrap(true);
    m_still->setMargin(10);
    m_still->hide();
    m_both->addWidget(m_still);
    m_both->addWidget(m_copy, 0, Qt::AlignHCenter | Qt::AlignBottom);
    connect(m_copy, &KeyButton::clicked, m_sheet, &FactSheet::copyWhole);
    connect(m_sheet, &FactSheet::wholeWanted, this, &SheetView::fill);
    connect(m_sheet, &FactSheet::stillnessChanged, this,
            [this] { m_still->setVisible(m_sheet->standsStill()); });
    connect(m_sheet, &QTextEdit::selectionChanged, this, [this] {
        if (m_sheet->standsStill() && !m_sheet->textCursor().hasSelection())
            fillSoon();
    });
    retranslate();
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer); // ages are those that the stage tells
    connect(&m_timer, &QTimer::timeout, this, &SheetView::fill);
    m_owed.setSingleShot(true);
    connect(&m_owed, &QTimer::timeout, this, &SheetView::follow);
    m_clock.start();
    connect(&model, &SessionModel::changed, this, &SheetView::follow);
    connect(&model, &SessionModel::restarted, this, &SheetView::fillSoon);
    connect(&model.playhead(), &Playhead::moved, this, &SheetView::fillSoon);
}

void SheetView::setTheme(const Theme &theme)
{
    m_sheet->setTheme(theme);
}

void SheetView::retranslate()
{
    m_still->setText(
        tr("Stands still while a part of it is selected; the copy as text is of now."));
    m_copy->setText(tr("Copy as text"));
}

QString SheetView::noteOfInstant() const
{
    return m_model.playhead().isLive() ? QString()
                                       : tr("The picture is frozen; this block is of its instant.");
}

QString SheetView::noteOfNow() const
{
    return m_model.playhead().isLive()
               ? QString()
               : tr("The picture is frozen; this block is asked of the kernel now and not known "
                    "for then.");
}

void SheetView::addOfNow(std::vector<FactGroup> &groups) const
{
    if (!m_model.playhead().isLive())
        groups.push_back({tr("Of now"),
                          tr("The picture is frozen; what follows is asked of the kernel now and "
                             "not known for then."),
                          {}});
}

QString SheetView::ageOfLook(std::int64_t time) const
{
    return words::age(std::max<std::int64_t>(0, m_model.liveTime() - time));
}

void SheetView::addBeneath(QWidget *widget)
{
    m_both->insertWidget(m_both->indexOf(m_copy), widget);
    setTabOrder(widget, m_copy);
}

void SheetView::fillSoon()
{
    if (isVisible())
        m_timer.start(0);
}

const Result<ProcessDetails> &SheetView::lookAt(WorkerId worker) const
{
    auto found = m_details.find(worker);
    if (found == m_details.end())
        found = m_details.emplace(worker, m_model.details(worker)).first;
    return found->second;
}

const Result<std::vector<LimitLook>> &SheetView::lookAtLimits(WorkerId worker) const
{
    auto found = m_limits.find(worker);
    if (found == m_limits.end())
        found = m_limits.emplace(worker, m_model.limits(worker)).first;
    return found->second;
}

void SheetView::showFacts()
{
    m_shown = m_model.trace().count();
    m_owed.stop();
    if (m_sheet->accessibleName() != accessibleName())
        m_sheet->setAccessibleName(accessibleName());
    if (m_model.isOpen())
        m_sheet->setFacts(facts());
}

/// In the frame in which the stage shows it, unless they come too fast to be read: then the newest as
/// soon as its turn is. Where nothing but a rate has changed there is nothing to be shown.
void SheetView::follow()
{
    if (!isVisible() || m_shown == m_model.trace().count() || m_owed.isActive())
        return;
    const auto now = m_clock.elapsed();
    if (m_nextTurn > now) {
        m_owed.start(static_cast<int>(m_nextTurn - now));
        return;
    }
    m_nextTurn = std::max(m_nextTurn, now - (atOnce - 1) * refreshMilliseconds)
                 + refreshMilliseconds;
    showFacts();
}

/// With looks of now.
void SheetView::fill()
{
    m_details.clear();
    m_limits.clear();
    showFacts();
    if (isVisible()) // counted from here: who fills slowly leaves time for the rest
        m_timer.start(std::min(lookMilliseconds, m_model.millisecondsToNextAge()));
}

void SheetView::showEvent(QShowEvent *event)
{
    View::showEvent(event);
    fill();
}

void SheetView::hideEvent(QHideEvent *event)
{
    View::hideEvent(event);
    m_timer.stop();
    m_owed.stop();
}

/// Beside the sheet where there is little height.
void SheetView::resizeEvent(QResizeEvent *event)
{
    View::resizeEvent(event);
    const bool isFlat = width() > 2 * height();
    m_both->setDirection(isFlat ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_both->setContentsMargins(0, 0, isFlat ? 8 : 0, 8);
}

void SheetView::changeEvent(QEvent *event)
{
    View::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    retranslate();
    fillSoon();
}

} // namespace seeipc
