// SPDX-License-Identifier: MIT
#include "ui/views/factsheet.h"

#include "ui/scene/typescale.h"

#include <QAbstractTextDocumentLayout>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>
#include <QTextTable>

#include <algorithm>
#include <utility>

namespace seeipc {

namespace {

constexpr int lettersOfTwo = 90; ///< of a sheet that has two facts beside each other
constexpr int clockRoom = QTextFormat::UserProperty; ///< of letters on which a clock is painted
constexpr QChar noBreak(0xa0);
constexpr qsizetype unbrokenLetters =
    20;                            ///< of a word that stays in one line: "/proc/4194304/limits"
constexpr double columnGap = 1.5;  ///< letters between what stands beside each other
constexpr double headingGap = 0.6; ///< of a line, above a heading; half of it in two columns

/// "ulimit -p" and "/proc/14407/stat" stay in one line; a longer path may go on below behind a "/" or "-".
QString unbroken(QString text)
{
    auto words = text.replace(QStringLiteral(" -"), QStringLiteral("\u00a0-")).split(u' ');
    for (auto &word : words) {
        for (const auto mark : {u'-', u'/'}) {
            if (word.size() <= unbrokenLetters)
                word.replace(mark, QString(mark) + FactSheet::joiner);
        }
        if (word.startsWith(u'/') && word.size() > unbrokenLetters)
            word.insert(1, FactSheet::joiner);
    }
    return words.join(u' ');
}

bool hasSameLines(const QString &one, const QString &other)
{
    return one.isEmpty() == other.isEmpty() && one.count(u'\n') == other.count(u'\n');
}

bool hasSameLines(const Fact &one, const Fact &other)
{
    return one.what == other.what && one.value.count(u'\n') == other.value.count(u'\n');
}

bool hasSameLines(const FactGroup &one, const FactGroup &other)
{
    return one.title == other.title && hasSameLines(one.note, other.note)
           && std::equal(one.facts.begin(), one.facts.end(), other.facts.begin(), other.facts.end(),
                         [](const Fact &a, const Fact &b) { return hasSameLines(a, b); });
}

/// Are they the same but for values, each in as many lines?
bool hasSameWords(const std::vector<FactGroup> &one, const std::vector<FactGroup> &other)
{
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](const FactGroup &a, const FactGroup &b) {
                          return a.note == b.note && hasSameLines(a, b);
                      });
}

/// Of something else, not of the same thing at another time.
bool isOfAnother(const std::vector<FactGroup> &one, const std::vector<FactGroup> &other)
{
    return one.empty() || other.empty() || one.front().title != other.front().title;
}

/// A place in a document that outlives the texts of its lines.
struct Spot
{
    int line = 0;
    int letter = 0;
    bool isAtEnd = false; ///< of the line

    Spot(const QTextDocument &document, int position)
    {
        const auto block = document.findBlock(position);
        line = block.blockNumber();
        letter = position - block.position();
        isAtEnd = letter > 0 && letter >= block.length() - 1;
    }

    int position(const QTextDocument &document) const
    {
        const auto block = document.findBlockByNumber(line);
        const int last = block.length() - 1;
        return block.position() + (isAtEnd ? last : std::min(letter, last));
    }
};

} // namespace

FactSheet::FactSheet(QWidget *parent) : QTextEdit(parent), m_theme(&themeOf(ThemeName::Light))
{
    setReadOnly(true);
    setFrameShape(QFrame::StyledPanel); // seen while it has the focus
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    document()->setDocumentMargin(10);
    setUndoRedoEnabled(false);
}

void FactSheet::setFacts(const std::vector<FactGroup> &groups)
{
    const bool didStand = standsStill();
    m_groups = groups;
    const bool mayShow = !textCursor().hasSelection() || keepsSelection(groups)
                         || isOfAnother(m_shown, groups);
    if (m_shown != groups && mayShow)
        build(groups, Filling::Changes);
    if (didStand != standsStill())
        Q_EMIT stillnessChanged();
}

void FactSheet::setTheme(const Theme &theme)
{
    m_theme = &theme;
    build(m_shown, Filling::Anew);
}

/// Is something selected, and are its lines and those before it there again?
bool FactSheet::keepsSelection(const std::vector<FactGroup> &groups) const
{
    if (!textCursor().hasSelection())
        return false;
    const auto differs = std::mismatch(
        m_shown.begin(), m_shown.end(), groups.begin(), groups.end(),
        [](const FactGroup &one, const FactGroup &other) { return hasSameLines(one, other); });
    if (differs.first == m_shown.end())
        return true;
    const auto group = static_cast<std::size_t>(differs.first - m_shown.begin());
    return document()->findBlock(textCursor().selectionEnd()).blockNumber() < m_starts[group];
}

void FactSheet::build(const std::vector<FactGroup> &groups, Filling how)
{
    const int scrolled = isOfAnother(m_shown, groups) ? 0 : verticalScrollBar()->value();
    const Spot anchor(*document(), textCursor().anchor());
    const Spot end(*document(), textCursor().position());
    const bool isKept = keepsSelection(groups);
    const auto before = m_shown;
    m_shown = groups;
    if (how == Filling::Changes && hasSameWords(before, groups)) {
        fillChanges(before);
    } else {
        setUpdatesEnabled(false);
        fillIn();
        setUpdatesEnabled(true);
    }
    if (isKept) {
        auto cursor = textCursor();
        cursor.setPosition(anchor.position(*document()));
        cursor.setPosition(end.position(*document()), QTextCursor::KeepAnchor);
        setTextCursor(cursor);
    }
    verticalScrollBar()->setValue(scrolled);
}

void FactSheet::fillIn()
{
    clear();
    m_starts.clear();
    m_tables.clear();
    QTextCursor cursor(document());
    cursor.beginEditBlock(); // else all is laid out anew after each insertion
    for (const auto &group : m_shown) {
        m_starts.push_back(document()->isEmpty() ? 0 : document()->blockCount());
        insertGroup(cursor, group);
    }
    cursor.endEditBlock();
}

/// Most of what stands there stays: a sheet is laid out many times a second.
void FactSheet::fillChanges(const std::vector<FactGroup> &before)
{
    QTextCursor edit(document());
    edit.beginEditBlock();
    for (std::size_t i = 0; i < m_shown.size(); ++i) {
        for (std::size_t k = 0; k < m_shown[i].facts.size(); ++k) {
            const auto &fact = m_shown[i].facts[k];
            if (fact == before[i].facts[k])
                continue;
            const auto cell = valueCell(i, k);
            auto cursor = cell.firstCursorPosition();
            cursor.setPosition(cell.lastPosition(), QTextCursor::KeepAnchor);
            cursor.removeSelectedText();
            insertValue(cursor, fact);
        }
    }
    edit.endEditBlock();
}

/// Where a fact's value stands; what it is of stands in the cell before.
QTextTableCell FactSheet::valueCell(std::size_t group, std::size_t fact) const
{
    const auto *table = m_tables[group];
    const int position = static_cast<int>(fact);
    return table->cellAt(position % table->rows(), 2 * (position / table->rows()) + 1);
}

void FactSheet::insertGroup(QTextCursor &cursor, const FactGroup &group)
{
    QTextCharFormat head;
    head.setForeground(m_theme->ink);
    head.setFontWeight(TypeScale::forWindow(window()->size()).font(TextRole::State).weight());
    QTextCharFormat muted;
    muted.setForeground(m_theme->mutedInk);
    QTextBlockFormat apart;
    if (!document()->isEmpty()) {
        apart.setTopMargin(fontMetrics().height() * headingGap / m_pairs);
        cursor.insertBlock(apart);
    }
    cursor.insertText(unbroken(group.title), head);
    if (!group.note.isEmpty()) {
        cursor.insertBlock(QTextBlockFormat());
        cursor.insertText(group.note, muted);
    }
    m_tables.push_back(nullptr);
    if (group.facts.empty())
        return;
    QTextTableFormat format;
    format.setBorder(0);
    format.setCellPadding(2);
    format.setCellSpacing(0);
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    QVector<QTextLength> widths;
    for (int pair = 0; pair < m_pairs; ++pair)
        widths << QTextLength(QTextLength::PercentageLength, 36.0 / m_pairs)
               << QTextLength(QTextLength::PercentageLength, 64.0 / m_pairs);
    format.setColumnWidthConstraints(widths);
    const int count = static_cast<int>(group.facts.size());
    const int rows = (count + m_pairs - 1) / m_pairs;
    auto *table = cursor.insertTable(rows, 2 * m_pairs, format);
    m_tables.back() = table;
    for (std::size_t i = 0; i < group.facts.size(); ++i) {
        const auto cell = valueCell(m_tables.size() - 1, i);
        const auto what = table->cellAt(cell.row(), cell.column() - 1);
        setApart(what);
        if (cell.column() + 1 < table->columns())
            setApart(cell);
        what.firstCursorPosition().insertText(group.facts[i].what, muted);
        insertValue(cell.firstCursorPosition(), group.facts[i]);
    }
    cursor.movePosition(QTextCursor::End);
}

/// From what stands at its right.
void FactSheet::setApart(QTextTableCell cell) const
{
    auto format = cell.format().toTableCellFormat();
    format.setRightPadding(columnGap * fontMetrics().averageCharWidth());
    cell.setFormat(format);
}

void FactSheet::insertValue(QTextCursor cursor, const Fact &fact)
{
    QTextCharFormat value;
    value.setForeground(m_theme->ink);
    if (fact.mark == Fact::Mark::Inferred || fact.mark == Fact::Mark::Modelled) {
        value.setUnderlineStyle(QTextCharFormat::DotLine);
        value.setUnderlineColor(m_theme->ink);
    }
    cursor.insertText(fact.shownValue(), value);
    QTextCharFormat muted;
    muted.setForeground(m_theme->mutedInk);
    if (fact.mark == Fact::Mark::Sampled) { // a clock that is text stays beside its age
        auto clock = muted;
        clock.setProperty(clockRoom, true);
        clock.setFontLetterSpacingType(QFont::AbsoluteSpacing);
        clock.setFontLetterSpacing(clockSide());
        cursor.insertText(QStringLiteral(" "), muted);
        cursor.insertText(noBreak, clock);
        auto taken = fact.when.isEmpty() ? fact.age : fact.when;
        cursor.insertText(taken.replace(u' ', noBreak), muted);
    }
    if (!fact.source.isEmpty())
        cursor.insertText(QStringLiteral("  ") + unbroken(fact.source), muted);
}

int FactSheet::clockSide() const
{
    return fontMetrics().ascent() * 5 / 6;
}

void FactSheet::drawClock(QPainter &painter, const QPointF &corner) const
{
    const QRectF face(corner + QPointF(1, 1), QSizeF(clockSide() - 2, clockSide() - 2));
    painter.drawEllipse(face);
    painter.drawLine(face.center(), face.center() - QPointF(0, face.height() * 0.3));
    painter.drawLine(face.center(), face.center() + QPointF(face.width() * 0.2, 0));
}

/// The clocks stand in the rooms that the text has for them.
void FactSheet::paintEvent(QPaintEvent *event)
{
    QTextEdit::paintEvent(event);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme->mutedInk, std::max(1.2, clockSide() / 12.0)));
    painter.translate(0, -verticalScrollBar()->value());
    const auto seen = event->rect().translated(0, verticalScrollBar()->value());
    for (auto block = document()->begin(); block.isValid(); block = block.next()) {
        const auto place = document()->documentLayout()->blockBoundingRect(block);
        if (place.bottom() < seen.top() || place.top() > seen.bottom())
            continue;
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            if (!it.fragment().charFormat().hasProperty(clockRoom))
                continue;
            const int letter = it.fragment().position() - block.position();
            const auto line = block.layout()->lineForTextPosition(letter);
            drawClock(painter, place.topLeft()
                                   + QPointF(line.cursorToX(letter),
                                             line.y() + line.ascent() - clockSide()));
        }
    }
}

void FactSheet::resizeEvent(QResizeEvent *event)
{
    QTextEdit::resizeEvent(event);
    const int pairs = width() >= fontMetrics().averageCharWidth() * lettersOfTwo ? 2 : 1;
    if (std::exchange(m_pairs, pairs) == pairs)
        return;
    if (auto cursor = textCursor(); cursor.hasSelection()) { // its lines get another order
        cursor.clearSelection();
        setTextCursor(cursor);
    }
    build(m_shown, Filling::Anew);
}

void FactSheet::changeEvent(QEvent *event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        build(m_shown, Filling::Anew);
}

} // namespace seeipc
