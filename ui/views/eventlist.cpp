// SPDX-License-Identifier: MIT
#include "ui/views/eventlist.h"

#include "ui/views/eventcopy.h"
#include "ui/views/eventtable.h"

#include <QHeaderView>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <numeric>

namespace seeipc {

namespace {

constexpr std::array letters{12, 9, 20, 10, 9, 22}; ///< by column
constexpr int lettersOfWholeCall = 44;              ///< "write(4, buf, 1048576): has not returned"
constexpr int lettersOfBriefCall = 14;              ///< "read(3, buf, 1": enough to know which

/// What is no call has nothing in the columns behind it: its words go on over them.
class RowDelegate : public QStyledItemDelegate
{
public:
    explicit RowDelegate(EventList *list) : QStyledItemDelegate(list), m_list(*list) {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const auto told = index.siblingAtColumn(EventTable::Call);
        if (index.column() < EventTable::Call || !isAlone(told)) {
            QStyledItemDelegate::paint(painter, option, index);
            return;
        }
        auto empty = option;
        initStyleOption(&empty, index);
        empty.text.clear();
        const auto *style = m_list.style();
        style->drawControl(QStyle::CE_ItemViewItem, &empty, painter, &m_list);
        const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, &m_list) + 1;
        const int left = m_list.visualRect(told).left() + margin;
        const QRect whole(left, option.rect.top(), m_list.viewport()->width() - left,
                          option.rect.height());
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        painter->save();
        painter->setClipRect(option.rect);
        painter->setFont(option.font);
        painter->setPen(
            option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text));
        painter->drawText(
            whole, Qt::AlignVCenter | Qt::TextSingleLine,
            option.fontMetrics.elidedText(told.data().toString(), Qt::ElideRight, whole.width()));
        painter->restore();
    }

private:
    static bool isAlone(const QModelIndex &told)
    {
        for (const auto column : {EventTable::Outcome, EventTable::Errno, EventTable::Note}) {
            if (!told.siblingAtColumn(column).data().toString().isEmpty())
                return false;
        }
        return true;
    }

    EventList &m_list;
};

} // namespace

EventList::EventList(EventTable &rows, QWidget *parent)
    : QTableView(parent), m_copy(new EventCopy(rows, this))
{
    setModel(&rows);
    setItemDelegate(new RowDelegate(this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setFrameShape(QFrame::NoFrame);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    // A header asks of each column whether all its rows are selected, row by row: it has a selection
    // of its own, which is empty.
    horizontalHeader()->setSelectionModel(new QItemSelectionModel(&rows, this));
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
    connect(this, &QTableView::doubleClicked, this, &EventList::chosen);
    connect(m_copy, &EventCopy::finished, this, &EventList::copied);
}

void EventList::setDense(bool isDense)
{
    const bool wasAtEnd = isAtEnd();
    m_isDense = isDense;
    fitRows();
    if (wasAtEnd)
        scrollToBottom();
}

bool EventList::isAtEnd() const
{
    return verticalScrollBar()->value() == verticalScrollBar()->maximum();
}

void EventList::fitRows()
{
    const int height = fontMetrics().height();
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(m_isDense ? height + 1 : height * 3 / 2);
}

void EventList::fit()
{
    const int letter = fontMetrics().averageCharWidth();
    fitRows();
    for (std::size_t i = 0; i < letters.size(); ++i)
        setColumnWidth(static_cast<int>(i), letters[i] * letter);
    m_callWidth = callWidth();
    setColumnWidth(EventTable::Call, m_callWidth);
}

/// What the other columns leave, between its usual width and what a whole call takes. Where even
/// that has no room it is briefer, so that errno is seen; the note is scrolled to.
int EventList::callWidth() const
{
    const int letter = fontMetrics().averageCharWidth();
    const int others = std::accumulate(letters.begin(), letters.end(), 0)
                       - letters[EventTable::Call];
    const int besideErrno = viewport()->width() - (others - letters[EventTable::Note]) * letter;
    const int least = std::clamp(besideErrno, lettersOfBriefCall * letter,
                                 letters[EventTable::Call] * letter);
    return std::clamp(viewport()->width() - others * letter, least, lettersOfWholeCall * letter);
}

void EventList::resizeEvent(QResizeEvent *event)
{
    const bool wasAtEnd = isAtEnd();
    QTableView::resizeEvent(event);
    if (wasAtEnd)
        scrollToBottom();
    if (columnWidth(EventTable::Call) != m_callWidth)
        return; // the user's
    m_callWidth = callWidth();
    setColumnWidth(EventTable::Call, m_callWidth);
}

/// What is cut off is told in whole where the pointer rests.
bool EventList::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const auto cell = indexAt(help->pos());
        const auto place = visualRect(cell);
        if (cell.isValid() && sizeHintForIndex(cell).width() > place.width()) {
            QToolTip::showText(help->globalPos(), cell.data().toString(), viewport(), place);
            return true;
        }
    }
    return QTableView::viewportEvent(event);
}

/// Copy is the table's own, and so are the keys that move in it and choose.
bool EventList::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        for (const int own : {Qt::Key_Left, Qt::Key_Right, Qt::Key_Return, Qt::Key_Enter}) {
            const bool isOwn = key->key() == own && key->modifiers() == Qt::NoModifier;
            if (isOwn || key->matches(QKeySequence::Copy)) {
                event->accept();
                return true;
            }
        }
    }
    return QTableView::event(event);
}

void EventList::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        m_copy->start(selectionModel()->selection());
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT chosen(currentIndex());
    else
        QTableView::keyPressEvent(event);
}

} // namespace seeipc
