// SPDX-License-Identifier: MIT
// FactSheet: what of it goes to the clipboard.
#include "ui/views/factsheet.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMimeData>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextDocumentFragment>

namespace seeipc {

void FactSheet::copyWhole()
{
    Q_EMIT wholeWanted();
    QGuiApplication::clipboard()->setText(wholeText());
}

/// Is what is selected part of one value, one heading or one name?
bool FactSheet::isInOneCell() const
{
    const auto cursor = textCursor();
    const auto first = document()->findBlock(cursor.selectionStart());
    const auto last = document()->findBlock(cursor.selectionEnd());
    if (first == last)
        return true;
    const auto *table = QTextCursor(first).currentTable();
    return table != nullptr && table == QTextCursor(last).currentTable()
           && table->cellAt(first.position()) == table->cellAt(last.position());
}

/// Of those shown what the selection touches: a fact is in it as a whole.
std::vector<FactGroup> FactSheet::selectedGroups() const
{
    const auto cursor = textCursor();
    const auto isTouched = [&](int from, int to) {
        return from < cursor.selectionEnd() && to > cursor.selectionStart();
    };
    int row = 0, rows = 0, column = 0, columns = 0;
    cursor.selectedTableCells(&row, &rows, &column, &columns); // -1: not within one table
    std::vector<FactGroup> groups;
    for (std::size_t i = 0; i < m_shown.size(); ++i) {
        FactGroup group;
        const auto title = document()->findBlockByNumber(m_starts[i]);
        if (isTouched(title.position(), title.position() + title.length()))
            group.title = m_shown[i].title;
        if (const auto note = title.next();
            note.isValid() && isTouched(note.position(), note.position() + note.length()))
            group.note = m_shown[i].note;
        for (std::size_t k = 0; k < m_shown[i].facts.size(); ++k) {
            const auto value = valueCell(i, k);
            const auto what = m_tables[i]->cellAt(value.row(), value.column() - 1);
            const bool isBeside = rows > 0
                                  && (value.column() < column || what.column() >= column + columns);
            if (!isBeside && isTouched(what.firstPosition(), value.lastPosition() + 1))
                group.facts.push_back(m_shown[i].facts[k]);
        }
        if (group != FactGroup())
            groups.push_back(std::move(group));
    }
    return groups;
}

/// A part of a value can be pasted as a command; more than one is copied as the whole sheet is.
QMimeData *FactSheet::createMimeDataFromSelection() const
{
    auto *copied = new QMimeData;
    copied->setText(isInOneCell() ? textCursor().selection().toPlainText().remove(joiner)
                                  : plainText(selectedGroups()));
    return copied;
}

/// Copy is the sheet's own, not the window's.
bool FactSheet::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy)) {
        event->accept();
        return true;
    }
    return QTextEdit::event(event);
}

/// Copies what is selected, else the whole. Escape is the drawer's.
void FactSheet::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy) && !textCursor().hasSelection())
        copyWhole();
    else if (event->key() == Qt::Key_Escape)
        event->ignore();
    else
        QTextEdit::keyPressEvent(event);
}

} // namespace seeipc
