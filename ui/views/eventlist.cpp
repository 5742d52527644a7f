// SPDX-License-Identifier: MIT
#include "ui/views/eventlist.h"

#include "ui/scene/words.h"
#include "ui/views/eventcopy.h"

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

constexpr std::array letters{10, 9, 20, 10, 9, 22}; ///< by column; for the process at least
constexpr std::array fewest{9, 7, 19, 10, 9, 5};    ///< where the note would be out of sight else
constexpr int lettersOfBriefNote = 13;
constexpr int lettersOfWholeCall = 44; ///< "write(4, buf, 1048576): has not returned"
constexpr int lettersOfBriefCall = 14; ///< "read(3, …, 10": enough to know which

/// A call gives up "buf" before its number is cut off, a time its last digits. What is no
/// call has nothing in the columns
/// behind it: its words go on over them.
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
        m_list.style()->drawControl(QStyle::CE_ItemViewItem, &empty, painter, &m_list);
        const int left = m_list.visualRect(told).left() + margin();
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

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const int room = m_list.columnWidth(index.column()) - 2 * margin() - 1;
        const auto isWide = [option, room] {
            return option->fontMetrics.horizontalAdvance(option->text) > room;
        };
        if (index.column() == EventTable::Call && isWide())
            option->text = words::callInShort(option->text);
        while (index.column() == EventTable::Time && isWide() && option->text.contains(u'.'))
            option->text.chop(1);
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

    /// Between a cell's edge and its text.
    int margin() const
    {
        return m_list.style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, &m_list) + 1;
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
    setFrameShape(QFrame::StyledPanel); // seen while it has the focus
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

void EventList::setWordsWithoutRows(const QString &words)
{
    if (words == m_wordsWithoutRows)
        return;
    m_wordsWithoutRows = words;
    viewport()->update();
}

void EventList::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (model()->rowCount() > 0 || m_wordsWithoutRows.isEmpty())
        return;
    QPainter painter(viewport());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    const int letter = fontMetrics().averageCharWidth();
    painter.drawText(viewport()->rect().adjusted(letter, letter, -letter, -letter),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_wordsWithoutRows);
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

void EventList::setProcessNames(const QStringList &names)
{
    if (m_names == names)
        return;
    m_names = names;
    fit();
}

void EventList::fit()
{
    fitRows();
    giveWidths();
}

int EventList::usualWidth(int column) const
{
    return letters[static_cast<std::size_t>(column)] * fontMetrics().averageCharWidth();
}

/// Names are whole where a call has its usual width then, a call takes what is left beside the note.
/// Where that would leave none for the note, each gives up what it can do without.
EventList::Widths EventList::widths() const
{
    const int letter = fontMetrics().averageCharWidth();
    Widths widths;
    for (int column = 0; column < EventTable::ColumnCount; ++column)
        widths[static_cast<std::size_t>(column)] = usualWidth(column);
    auto &[time, process, call, outcome, errorName, note] = widths;
    const int room = viewport()->width() - time - outcome - errorName;
    int name = 0;
    for (const auto &each : m_names)
        name = std::max(name, fontMetrics().horizontalAdvance(each) + 2 * letter);
    process = std::clamp(name, process, std::max(process, room - call));
    const int brief = std::clamp(room - process, lettersOfBriefCall * letter, call);
    call = std::clamp(room - process - note, brief, lettersOfWholeCall * letter);
    note = lettersOfBriefNote * letter;
    int missing = std::accumulate(widths.begin(), widths.end(), -viewport()->width());
    for (const auto column : {EventTable::Time, EventTable::Outcome, EventTable::Errno,
                              EventTable::Process, EventTable::Call, EventTable::Note}) {
        const auto index = static_cast<std::size_t>(column);
        const int least = column == EventTable::Process ? std::max(name, fewest[index] * letter)
                                                        : fewest[index] * letter;
        const int given = std::clamp(missing, 0, std::max(0, widths[index] - least));
        widths[index] -= given;
        missing -= given;
    }
    note += std::max(0, -missing);
    return widths;
}

void EventList::giveWidths()
{
    m_given = widths();
    for (int column = 0; column < EventTable::ColumnCount; ++column)
        setColumnWidth(column, m_given[static_cast<std::size_t>(column)]);
}

/// The note has what the others leave it.
bool EventList::hasGivenWidths() const
{
    for (int column = 0; column < EventTable::Note; ++column) {
        if (columnWidth(column) != m_given[static_cast<std::size_t>(column)])
            return false;
    }
    return true;
}

void EventList::resizeEvent(QResizeEvent *event)
{
    const bool wasAtEnd = isAtEnd();
    QTableView::resizeEvent(event);
    if (wasAtEnd)
        scrollToBottom();
    if (hasGivenWidths()) // else the user's
        giveWidths();
    Q_EMIT resized();
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

QItemSelection EventList::all() const
{
    const auto &rows = *model();
    return rows.rowCount() == 0
               ? QItemSelection()
               : QItemSelection(rows.index(0, 0),
                                rows.index(rows.rowCount() - 1, rows.columnCount() - 1));
}

void EventList::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        m_copy->start(selectionModel()->hasSelection() ? selectionModel()->selection() : all());
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT chosen(currentIndex());
    else
        QTableView::keyPressEvent(event);
}

} // namespace seeipc
