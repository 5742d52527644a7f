// SPDX-License-Identifier: MIT
#include "ui/views/events.h"

#include "ui/model/playhead.h"
#include "ui/model/sessionmodel.h"
#include "ui/pacer.h"
#include "ui/views/eventtable.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace seeipc {

namespace {

constexpr std::int64_t sliceNanoseconds = 5'000'000; ///< of a frame
constexpr std::array letters{13, 10, 26, 9, 9, 22};  ///< by column

} // namespace

EventsView::EventsView(SessionModel &model, QWidget *parent)
    : View(parent),
      m_model(model),
      m_table(new EventTable(model, this)),
      m_view(new QTableView(this)),
      m_process(new QComboBox(this)),
      m_result(new QComboBox(this)),
      m_text(new QLineEdit(this)),
      m_filters(new QBoxLayout(QBoxLayout::TopToBottom))
{
    setObjectName(QStringLiteral("events"));
    setFocusProxy(m_view);
    makeLayout();
    connect(m_process, &QComboBox::currentIndexChanged, this, &EventsView::applyFilter);
    connect(m_result, &QComboBox::currentIndexChanged, this, &EventsView::applyFilter);
    connect(m_text, &QLineEdit::textChanged, this, &EventsView::applyFilter);
    connect(m_view, &QTableView::clicked, this, &EventsView::goTo);
    connect(m_view, &QTableView::activated, this, &EventsView::goTo);
    connect(&model, &SessionModel::restarted, this, &EventsView::restart);
    connect(&model, &SessionModel::recorded, this, [this] {
        if (isVisible())
            m_model.pacer().request();
    });
    connect(&model.pacer(), &Pacer::frame, this, &EventsView::frame);
    connect(&model.playhead(), &Playhead::moved, this, &EventsView::follow);
    restart();
}

void EventsView::makeLayout()
{
    m_view->setModel(m_table);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->installEventFilter(this);
    auto *choices = new QHBoxLayout;
    choices->addWidget(m_process);
    choices->addWidget(m_result);
    m_filters->setContentsMargins(8, 4, 8, 4);
    m_filters->setSpacing(6);
    m_filters->addLayout(choices, 1);
    m_filters->addWidget(m_text, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(m_filters);
    column->addWidget(m_view, 1);
}

void EventsView::setTheme(const Theme &)
{
    fit();
}

/// All filters in one line where there is little height.
void EventsView::resizeEvent(QResizeEvent *event)
{
    View::resizeEvent(event);
    m_filters->setDirection(width() > 2 * height() ? QBoxLayout::LeftToRight
                                                   : QBoxLayout::TopToBottom);
}

void EventsView::fit()
{
    const int letter = fontMetrics().averageCharWidth();
    m_view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 3 / 2);
    for (std::size_t i = 0; i < letters.size(); ++i)
        m_view->setColumnWidth(static_cast<int>(i), letters[i] * letter);
}

void EventsView::restart()
{
    retranslate();
    m_table->restart();
    if (isVisible())
        m_model.pacer().request();
}

void EventsView::retranslate()
{
    const QSignalBlocker quietProcess(m_process);
    const QSignalBlocker quietResult(m_result);
    const int process = std::max(0, m_process->currentIndex());
    const int result = std::max(0, m_result->currentIndex());
    m_process->clear();
    m_process->addItem(tr("every process"));
    if (m_model.isOpen()) {
        for (const auto &worker : m_model.scenario().workers)
            m_process->addItem(QString::fromStdString(worker.name));
    }
    m_process->setCurrentIndex(process < m_process->count() ? process : 0);
    m_result->clear();
    m_result->addItems({tr("every result"), tr("succeeded"), tr("failed")});
    m_result->setCurrentIndex(result);
    m_process->setAccessibleDescription(tr("Show the events of")); // its name is what it shows
    m_result->setAccessibleDescription(tr("Show the events that"));
    m_text->setPlaceholderText(tr("call, errno or note"));
    m_text->setAccessibleName(tr("Show the events with"));
    m_view->setAccessibleName(tr("Events"));
}

void EventsView::applyFilter()
{
    EventFilter filter;
    if (m_process->currentIndex() > 0)
        filter.worker = static_cast<WorkerId>(m_process->currentIndex() - 1);
    filter.result = static_cast<EventFilter::Result>(std::max(0, m_result->currentIndex()));
    filter.text = m_text->text().trimmed();
    m_table->setFilter(filter);
    m_model.pacer().request();
}

void EventsView::frame()
{
    if (!isVisible())
        return;
    const auto *bar = m_view->verticalScrollBar();
    const bool isAtEnd = bar->value() == bar->maximum();
    if (m_table->advance(sliceNanoseconds))
        m_model.pacer().request();
    if (isAtEnd && m_model.playhead().isLive())
        m_view->scrollToBottom();
}

void EventsView::showInstant()
{
    frame();
    follow();
}

/// Marks the last event of the frozen instant.
void EventsView::follow()
{
    if (!isVisible())
        return;
    if (m_model.playhead().isLive()) {
        m_view->scrollToBottom();
        return;
    }
    const int row = m_table->rowAt(m_model.playhead().position());
    if (row < 0 || m_view->currentIndex().row() == row)
        return;
    m_view->setCurrentIndex(m_table->index(row, 0));
    m_view->scrollTo(m_table->index(row, 0));
}

void EventsView::goTo(const QModelIndex &index)
{
    if (const auto position = m_table->positionOf(index.row()))
        m_model.playhead().moveTo(*position + 1);
}

void EventsView::copyRows()
{
    QList<int> rows;
    for (const auto &index : m_view->selectionModel()->selectedRows())
        rows << index.row();
    std::sort(rows.begin(), rows.end());
    QGuiApplication::clipboard()->setText(m_table->textOf(rows));
}

/// Copy is the table's own, and so are the keys that move in it.
bool EventsView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_view
        || (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress))
        return View::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    const bool isCopy = key->matches(QKeySequence::Copy);
    const bool isSideways = key->key() == Qt::Key_Left || key->key() == Qt::Key_Right;
    if (event->type() == QEvent::ShortcutOverride && (isCopy || isSideways)) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::KeyPress && isCopy) {
        copyRows();
        return true;
    }
    return View::eventFilter(watched, event);
}

void EventsView::showEvent(QShowEvent *event)
{
    View::showEvent(event);
    m_model.pacer().request();
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
