// SPDX-License-Identifier: MIT
#include "ui/controls/sourcepanel.h"

#include "scenario/loader.h"
#include "ui/controls/barbutton.h"
#include "ui/controls/type.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QEvent>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QTextBlock>
#include <QUrl>
#include <QVBoxLayout>

namespace seeipc {

namespace {

constexpr int fewestLines = 7; ///< to see what stands around the mistake

/// Beside the text: the numbers of its lines.
class Numbers : public QWidget
{
public:
    explicit Numbers(SourceText &text) : QWidget(&text), m_text(text) {}

protected:
    void paintEvent(QPaintEvent *) override { m_text.paintNumbers(*this); }

private:
    SourceText &m_text;
};

} // namespace

SourceText::SourceText(QWidget *parent) : QPlainTextEdit(parent), m_numbers(new Numbers(*this))
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTabChangesFocus(true);
    layOut();
    connect(this, &QPlainTextEdit::blockCountChanged, this, &SourceText::layOut);
    connect(this, &QPlainTextEdit::updateRequest, this,
            [this](const QRect &, int) { m_numbers->update(); });
}

int SourceText::numbersWidth() const
{
    const auto digits = QString::number(std::max(99, blockCount()));
    return fontMetrics().horizontalAdvance(digits) + fontMetrics().averageCharWidth() * 2;
}

void SourceText::layOut()
{
    setFont(typeScale().font(TextRole::Call));
    setViewportMargins(numbersWidth(), 0, 0, 0);
    const auto inside = contentsRect();
    m_numbers->setGeometry(inside.left(), inside.top(), numbersWidth(), inside.height());
    setMinimumHeight(fontMetrics().lineSpacing() * fewestLines);
}

void SourceText::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    layOut();
}

void SourceText::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        mark(m_marked);
}

void SourceText::mark(int line)
{
    m_marked = line;
    QList<QTextEdit::ExtraSelection> marks;
    if (const auto block = document()->findBlockByNumber(line - 1); line > 0 && block.isValid()) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(block);
        mark.format.setBackground(palette().color(QPalette::AlternateBase));
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks << mark;
    }
    setExtraSelections(marks);
    m_numbers->update();
}

void SourceText::goToMark()
{
    const auto block = document()->findBlockByNumber(m_marked - 1);
    if (m_marked <= 0 || !block.isValid())
        return;
    QTextCursor cursor(block);
    cursor.movePosition(QTextCursor::EndOfBlock);
    cursor.movePosition(QTextCursor::StartOfBlock, QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    centerCursor();
    setFocus();
}

void SourceText::paintNumbers(QWidget &strip)
{
    QPainter painter(&strip);
    painter.fillRect(strip.rect(), palette().color(QPalette::Window));
    painter.setFont(font());
    const int right = strip.width() - fontMetrics().averageCharWidth();
    for (auto block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const auto place = blockBoundingGeometry(block).translated(contentOffset());
        if (place.top() > strip.height())
            break;
        const bool isMarked = block.blockNumber() + 1 == m_marked;
        auto shown = font();
        shown.setBold(isMarked);
        painter.setFont(shown);
        painter.setPen(
            palette().color(isMarked ? QPalette::WindowText : QPalette::PlaceholderText));
        painter.drawText(QRectF(0, place.top(), right, place.height()),
                         Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(block.blockNumber() + 1));
        if (isMarked)
            painter.fillRect(QRectF(0, place.top(), 4, place.height()),
                             palette().color(QPalette::WindowText));
    }
}

SourcePanel::SourcePanel(QWidget *parent)
    : QWidget(parent),
      m_text(new SourceText(this)),
      m_go(new BarButton(this)),
      m_edit(new BarButton(this)),
      m_copy(new BarButton(this))
{
    auto *buttons = new QHBoxLayout;
    for (auto *button : {m_go, m_edit, m_copy})
        buttons->addWidget(button);
    buttons->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_text, 1);
    column->addLayout(buttons);
    connect(m_go, &QPushButton::clicked, this, &SourcePanel::goToMark);
    connect(m_edit, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_file)); });
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(copied()); });
    hide();
    retranslate();
}

void SourcePanel::retranslate()
{
    m_go->setWords(tr("Go to the mistake (F8)"), {tr("Go there")});
    m_edit->setWords(tr("Open in your editor"), {tr("Edit")});
    m_copy->setWords(tr("Copy what is wrong"), {tr("Copy")});
    m_text->setAccessibleName(tr("The text of %1").arg(QFileInfo(m_file).fileName()));
}

void SourcePanel::show(const QString &file, int line, const QString &sentence)
{
    m_file = file;
    m_sentence = sentence;
    QFile read(file);
    const bool isRead = QFileInfo(file).isFile() && read.open(QIODevice::ReadOnly);
    m_text->setPlainText(
        QString::fromUtf8(isRead ? read.read(static_cast<qint64>(longestScenario)) : QByteArray()));
    m_text->mark(line);
    m_go->setVisible(line > 0);
    retranslate();
    setVisible(isRead);
    if (line > 0 && isRead)
        m_text->goToMark();
}

void SourcePanel::goToMark()
{
    if (!isHidden())
        m_text->goToMark();
}

QString SourcePanel::copied() const
{
    return m_sentence;
}

} // namespace seeipc
