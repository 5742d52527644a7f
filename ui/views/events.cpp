// SPDX-License-Identifier: MIT
#include "ui/views/events.h"

#include "ui/language.h"
#include "ui/model/playhead.h"
#include "ui/model/sessionmodel.h"
#include "ui/pacer.h"
#include "ui/scene/words.h"
#include "ui/views/eventlist.h"
#include "ui/views/eventtable.h"

#include <QEvent>
#include <QHeaderView>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace seeipc {

namespace {

constexpr std::int64_t sliceNanoseconds = 5'000'000; ///< of a frame
constexpr int restMilliseconds = 100; ///< between new rows: nobody reads sixty tables a second

EventSource sourceOf(const SessionModel &model)
{
    return {[&model] { return model.isOpen() ? &model.trace() : nullptr; },
            [&model](WorkerId worker) {
                const auto &workers = model.scenario().workers;
                return worker < workers.size() ? QString::fromStdString(workers[worker].name)
                                               : QString();
            },
            [&model](StepId position, std::int64_t value) {
                const auto &parameter = model.scenario().parameters[position];
                return std::pair(localized(parameter.title),
                                 words::number(value) + unitText(parameter.unit, value));
            },
            [&model](ChannelId channel) {
                return QString::fromStdString(model.scenario().channels[channel].name);
            }};
}

} // namespace

EventsView::EventsView(SessionModel &model, QWidget *parent)
    : View(parent),
      m_model(model),
      m_table(new EventTable(sourceOf(model), this)),
      m_view(new EventList(*m_table, this)),
      m_process(new QComboBox(this)),
      m_result(new QComboBox(this)),
      m_text(new QLineEdit(this)),
      m_filters(new QBoxLayout(QBoxLayout::TopToBottom)),
      m_copied(new QLabel(this))
{
    setObjectName(QStringLiteral("events"));
    setFocusProxy(m_view);
    makeLayout();
    connect(m_process, &QComboBox::currentIndexChanged, this, &EventsView::applyFilter);
    connect(m_result, &QComboBox::currentIndexChanged, this, &EventsView::applyFilter);
    m_text->setClearButtonEnabled(true);
    connect(m_text, &QLineEdit::textChanged, this, &EventsView::applyFilter);
    connect(m_view, &EventList::chosen, this, &EventsView::goTo);
    connect(m_view, &EventList::copied, this, &EventsView::tellCopied);
    connect(m_view, &EventList::resized, this, &EventsView::showWholeRows);
    connect(&model, &SessionModel::restarted, this, &EventsView::restart);
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMilliseconds);
    connect(&m_rest, &QTimer::timeout, this, &EventsView::listSoon);
    connect(&model, &SessionModel::recorded, this, [this] {
        m_isNew = true;
        listSoon();
    });
    connect(&model.pacer(), &Pacer::frame, this, &EventsView::frame);
    connect(&model.playhead(), &Playhead::moved, this, &EventsView::followSoon);
    restart();
}

void EventsView::makeLayout()
{
    auto *choices = new QHBoxLayout;
    choices->addWidget(m_process);
    choices->addWidget(m_result);
    m_filters->addLayout(choices, 1);
    m_filters->addWidget(m_text, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(m_filters);
    column->addWidget(m_view, 1);
    column->addWidget(m_copied);
    m_copied->setWordWrap(true);
    m_copied->hide();
}

void EventsView::fitFilters()
{
    const int letter = fontMetrics().averageCharWidth();
    const bool isLow = m_filters->direction() == QBoxLayout::LeftToRight;
    const int edge = isLow ? 0 : letter / 2; // each pixel is one of a sixth row there
    m_filters->setContentsMargins(letter, edge, letter, edge);
    m_filters->setSpacing(letter * 3 / 4);
}

/// Distances and columns in the type of now.
void EventsView::fit()
{
    const int letter = fontMetrics().averageCharWidth();
    fitFilters();
    m_copied->setContentsMargins(letter, letter / 2, letter, letter / 2);
    m_view->fit();
    showWholeRows();
}

void EventsView::setTheme(const Theme &)
{
    fit();
}

/// All filters in one line and rows near to each other where there is little height.
void EventsView::resizeEvent(QResizeEvent *event)
{
    View::resizeEvent(event);
    const bool isLow = width() > 2 * height();
    m_filters->setDirection(isLow ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_view->setDense(isLow);
    fitFilters();
    showWholeRows();
}

void EventsView::restart()
{
    retranslate();
    m_table->restart();
    m_copied->hide();
    followSoon();
}

void EventsView::retranslate()
{
    const QSignalBlocker quietProcess(m_process);
    const QSignalBlocker quietResult(m_result);
    const int process = std::max(0, m_process->currentIndex());
    const int result = std::max(0, m_result->currentIndex());
    m_process->clear();
    m_process->addItem(tr("every process"));
    QStringList names;
    if (m_model.isOpen()) {
        for (const auto &worker : m_model.scenario().workers)
            names << QString::fromStdString(worker.name);
    }
    m_process->addItems(names);
    m_view->setProcessNames(names);
    m_process->setCurrentIndex(process < m_process->count() ? process : 0);
    m_result->clear();
    m_result->addItems({tr("every result"), tr("succeeded"), tr("failed")});
    m_result->setCurrentIndex(result);
    m_process->setAccessibleDescription(tr("Show the events of")); // its name is what it shows
    m_result->setAccessibleDescription(tr("Show the events that"));
    m_text->setPlaceholderText(tr("call, errno or note"));
    m_text->setAccessibleName(tr("Show the events with"));
    m_view->setAccessibleName(tr("Events"));
    m_view->setToolTip(tr("Double-click a row, or press Enter, to show its instant."));
    m_view->setAccessibleDescription(m_view->toolTip());
}

void EventsView::applyFilter()
{
    EventFilter filter;
    if (m_process->currentIndex() > 0)
        filter.worker = static_cast<WorkerId>(m_process->currentIndex() - 1);
    filter.result = static_cast<EventFilter::Result>(std::max(0, m_result->currentIndex()));
    filter.text = m_text->text().trimmed();
    m_table->setFilter(filter);
    m_copied->hide();
    m_isToMatch = true;
    followSoon();
}

/// At the next frame, if there is news and the last rows have stood for a while.
void EventsView::listSoon()
{
    if (isVisible() && m_isNew && !m_rest.isActive())
        m_model.pacer().request();
}

void EventsView::frame()
{
    const bool isDue = m_isNew && !m_rest.isActive();
    if (!isVisible() || !(isDue || m_isToFollow))
        return;
    const bool isAtEnd = m_view->isAtEnd();
    const bool isMore = m_table->advance(sliceNanoseconds);
    m_isNew = isMore;
    if (isMore)
        m_model.pacer().request();
    else
        m_rest.start();
    if (isAtEnd && m_model.playhead().isLive())
        m_view->scrollToBottom();
    if (std::exchange(m_isToFollow, m_isToFollow && isMore))
        follow();
    if (isMore)
        return;
    sayIfNoRow();
    if (std::exchange(m_isToMatch, false))
        showMatch();
}

/// All have been looked at by now.
void EventsView::sayIfNoRow()
{
    QString words;
    if (m_table->rowCount() == 0)
        words = m_table->isFiltered() ? tr("No event matches the filters.") : tr("No event yet.");
    m_view->setWordsWithoutRows(words);
    m_view->setAccessibleDescription(words.isEmpty() ? m_view->toolTip() : words);
}

/// The columns behind, where the words are in the note of a row and nowhere else of it.
void EventsView::showMatch()
{
    const int first = std::max(0, m_view->rowAt(0));
    const int last = m_view->rowAt(m_view->viewport()->height() - 1);
    bool isInNote = false;
    for (int row = first; row <= (last < 0 ? m_table->rowCount() - 1 : last); ++row)
        isInNote = isInNote || m_table->matchesByNoteAlone(row);
    auto *bar = m_view->horizontalScrollBar();
    bar->setValue(isInNote ? bar->maximum() : 0);
}

/// Room for a part of a row stays empty: the newest is at the end, the first beneath the head whole.
void EventsView::showWholeRows()
{
    const int row = m_view->verticalHeader()->defaultSectionSize();
    auto margins = layout()->contentsMargins();
    const int room = m_view->viewport()->height() + margins.bottom();
    margins.setBottom(room < row ? 0 : room % row);
    if (margins == layout()->contentsMargins())
        return;
    layout()->setContentsMargins(margins);
    layout()->activate();
}

void EventsView::showInstant()
{
    m_isToFollow = true;
    frame();
}

/// At the next frame, and at those after it until all is listed.
void EventsView::followSoon()
{
    m_isToFollow = true;
    if (isVisible())
        m_model.pacer().request();
}

/// Marks the last event of the frozen instant.
void EventsView::follow()
{
    const auto &playhead = m_model.playhead();
    if (playhead.isLive()) {
        if (m_table->lookAround(std::nullopt))
            followSoon();
        if (std::exchange(m_isMarked, false))
            m_view->selectionModel()->clear();
        m_view->scrollToBottom();
        return;
    }
    if (m_table->lookAround(playhead.position()))
        followSoon();
    if (!m_table->hasReached(playhead.position()))
        return;
    const int row = m_table->rowAt(playhead.position());
    auto &selection = *m_view->selectionModel();
    if (row < 0) { // of the instant before the first of them
        m_isMarked = false;
        selection.clear();
        m_view->scrollToTop();
        return;
    }
    m_isMarked = true;
    if (selection.currentIndex().row() == row && selection.isRowSelected(row))
        return;
    selection.setCurrentIndex( // with Ctrl pressed too
        m_table->index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_view->scrollTo(m_table->index(row, 0));
}

void EventsView::goTo(const QModelIndex &index)
{
    if (const auto position = m_table->positionOf(index.row()))
        m_model.playhead().moveTo(*position + 1);
}

/// Says so where not all that was selected is on the clipboard.
void EventsView::tellCopied(int copiedRows, int selectedRows)
{
    m_copied->setText(tr("Copied the last %1 of %2 rows: no copy takes more.")
                          .arg(words::number(copiedRows), words::number(selectedRows)));
    m_copied->setVisible(copiedRows < selectedRows);
}

void EventsView::showEvent(QShowEvent *event)
{
    View::showEvent(event);
    followSoon();
}

void EventsView::changeEvent(QEvent *event)
{
    View::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        restart();
    if (event->type() == QEvent::FontChange)
        fit();
}

} // namespace seeipc
