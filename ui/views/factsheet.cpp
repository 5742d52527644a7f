// SPDX-License-Identifier: MIT
#include "ui/views/factsheet.h"

#include "ui/scene/typescale.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextDocumentFragment>
#include <QTextTable>

#include <algorithm>
#include <utility>

namespace seeipc {

namespace {

constexpr int lettersOfTwo = 90;   ///< of a sheet that has two facts beside each other
constexpr double headingGap = 0.6; ///< of a line, above a heading; half of it in two columns

/// How a source is told where there is only text.
QString sourceWords(const Fact &fact)
{
    QStringList parts;
    if (fact.mark == Fact::Mark::Sampled)
        parts << (fact.when.isEmpty() ? FactSheet::tr("sampled %1 ago").arg(fact.age)
                                      : FactSheet::tr("sampled %1").arg(fact.when));
    else if (fact.mark == Fact::Mark::Inferred)
        parts << FactSheet::tr("inferred");
    else if (fact.mark == Fact::Mark::Refused)
        parts << FactSheet::tr("refused");
    if (!fact.source.isEmpty())
        parts << fact.source;
    return parts.join(QStringLiteral(", "));
}

constexpr QChar joiner(0x2060); ///< no line ends here

/// "ulimit -p" and "/proc/14407/stat" stay in one line.
QString unbroken(QString text)
{
    return text.replace(QStringLiteral(" -"), QStringLiteral("\u00a0-"))
        .replace(QStringLiteral("-"), QStringLiteral("-") + joiner)
        .replace(QStringLiteral("/"), QStringLiteral("/") + joiner);
}

QString shownValue(const Fact &fact)
{
    switch (fact.mark) {
    case Fact::Mark::Inferred: return QStringLiteral("≈ ") + fact.value;
    case Fact::Mark::Refused:
        return fact.value.isEmpty() ? QStringLiteral("?") : QStringLiteral("? ") + fact.value;
    case Fact::Mark::Disagrees:
    case Fact::Mark::Sampled:
    case Fact::Mark::Plain: break;
    }
    return fact.value;
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
    setFrameShape(QFrame::NoFrame);
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
        build(groups);
    if (didStand != standsStill())
        Q_EMIT stillnessChanged();
}

void FactSheet::setTheme(const Theme &theme)
{
    m_theme = &theme;
    build(m_shown);
}

QString FactSheet::wholeText() const
{
    QString text;
    for (const auto &group : m_groups) {
        text += (text.isEmpty() ? QString() : QStringLiteral("\n")) + group.title + u'\n';
        if (!group.note.isEmpty())
            text += group.note + u'\n';
        for (const auto &fact : group.facts) {
            const auto source = sourceWords(fact);
            text += QStringLiteral("  ") + fact.what + QStringLiteral(": ") + shownValue(fact);
            text += source.isEmpty() ? QStringLiteral("\n")
                                     : QStringLiteral("  [%1]\n").arg(source);
        }
    }
    return text;
}

void FactSheet::copyWhole()
{
    Q_EMIT wholeWanted();
    QGuiApplication::clipboard()->setText(wholeText());
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

void FactSheet::build(const std::vector<FactGroup> &groups)
{
    const int scrolled = isOfAnother(m_shown, groups) ? 0 : verticalScrollBar()->value();
    const Spot anchor(*document(), textCursor().anchor());
    const Spot end(*document(), textCursor().position());
    const bool isKept = keepsSelection(groups);
    m_shown = groups;
    setUpdatesEnabled(false);
    fillIn();
    if (isKept) {
        auto cursor = textCursor();
        cursor.setPosition(anchor.position(*document()));
        cursor.setPosition(end.position(*document()), QTextCursor::KeepAnchor);
        setTextCursor(cursor);
    }
    verticalScrollBar()->setValue(scrolled);
    setUpdatesEnabled(true);
}

void FactSheet::fillIn()
{
    clear();
    document()->addResource(QTextDocument::ImageResource, QUrl(QStringLiteral("clock")),
                            clockPicture());
    m_starts.clear();
    QTextCursor cursor(document());
    cursor.beginEditBlock(); // else all is laid out anew after each insertion
    for (const auto &group : m_shown) {
        m_starts.push_back(document()->isEmpty() ? 0 : document()->blockCount());
        insertGroup(cursor, group);
    }
    cursor.endEditBlock();
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
    for (int i = 0; i < count; ++i) {
        const auto &fact = group.facts[static_cast<std::size_t>(i)];
        const int column = 2 * (i / rows);
        table->cellAt(i % rows, column).firstCursorPosition().insertText(fact.what, muted);
        insertValue(table->cellAt(i % rows, column + 1).firstCursorPosition(), fact);
    }
    cursor.movePosition(QTextCursor::End);
}

void FactSheet::insertValue(QTextCursor cursor, const Fact &fact)
{
    QTextCharFormat value;
    value.setForeground(m_theme->ink);
    if (fact.mark == Fact::Mark::Inferred) {
        value.setUnderlineStyle(QTextCharFormat::DotLine);
        value.setUnderlineColor(m_theme->ink);
    }
    cursor.insertText(shownValue(fact), value);
    QTextCharFormat muted;
    muted.setForeground(m_theme->mutedInk);
    if (fact.mark == Fact::Mark::Sampled) {
        const QChar unbroken(0xa0);
        cursor.insertText(QStringLiteral(" "), muted);
        QTextImageFormat clock;
        clock.setName(QStringLiteral("clock"));
        clock.setVerticalAlignment(QTextCharFormat::AlignBaseline);
        cursor.insertImage(clock);
        auto taken = fact.when.isEmpty() ? fact.age : fact.when;
        cursor.insertText(unbroken + taken.replace(u' ', unbroken), muted);
    }
    if (!fact.source.isEmpty())
        cursor.insertText(QStringLiteral("  ") + unbroken(fact.source), muted);
}

QImage FactSheet::clockPicture() const
{
    const double ratio = devicePixelRatioF();
    const int side = fontMetrics().ascent() * 5 / 6;
    QImage picture(QSize(side, side) * ratio, QImage::Format_ARGB32_Premultiplied);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme->mutedInk, 1.2));
    const QRectF face(1, 1, side - 2, side - 2);
    painter.drawEllipse(face);
    painter.drawLine(face.center(), QPointF(face.center().x(), face.top() + 2));
    painter.drawLine(face.center(), QPointF(face.right() - 2.5, face.center().y()));
    return picture;
}

/// What is copied can be pasted as a command.
QMimeData *FactSheet::createMimeDataFromSelection() const
{
    auto *copied = new QMimeData;
    copied->setText(textCursor().selection().toPlainText().remove(joiner));
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
    build(m_shown);
}

void FactSheet::changeEvent(QEvent *event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        build(m_shown);
}

} // namespace seeipc
