// SPDX-License-Identifier: MIT
#include "ui/demochooser.h"

#include "ui/controls/type.h"
#include "ui/demorow.h"
#include "ui/language.h"
#include "ui/model/demolist.h"

#include <QAccessible>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace seeipc {

namespace {

QString signsText(const DemoEntry &demo)
{
    QStringList signs;
    for (const auto &sign : demo.signs)
        signs << localized(sign);
    return signs.join(QStringLiteral(" · "));
}

QString pairText(const DemoEntry &demo)
{
    if (!demo.cure.empty())
        return DemoChooser::tr("wrong, has a cure");
    return demo.cures.empty() ? QString() : DemoChooser::tr("the cure");
}

const DemoEntry *entryOf(const QListWidgetItem *item)
{
    const auto index = item != nullptr ? item->data(DemoRow::Index) : QVariant();
    return index.isValid() ? &demoList()[static_cast<std::size_t>(index.toInt())] : nullptr;
}

} // namespace

DemoChooser::DemoChooser(const std::string &current, const QStringList &recent, QWidget *parent)
    : QDialog(parent),
      m_words(new QLineEdit(this)),
      m_list(new QListWidget(this)),
      m_nothing(new ScaledLabel(TextRole::Text, this))
{
    setWindowTitle(tr("Demos"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_words->setPlaceholderText(tr("Title, call, error or what you see: hangs, EPIPE, 141"));
    m_words->setAccessibleName(tr("Title, call, error or what you see: hangs, EPIPE, 141"));
    m_words->installEventFilter(this);
    m_list->setAccessibleName(tr("Demos"));
    m_list->setItemDelegate(new DemoRow(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setWordWrap(true); // laid out anew where a lesson has less room
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_nothing->setWordWrap(true);
    m_nothing->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_nothing->hide();
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_words);
    column->addWidget(m_list, 1);
    column->addWidget(m_nothing, 1);
    connect(m_words, &QLineEdit::textChanged, this, &DemoChooser::narrow);
    connect(m_words, &QLineEdit::returnPressed, this, &DemoChooser::choose);
    connect(m_list, &QListWidget::itemActivated, this, &DemoChooser::choose);
    connect(m_list, &QListWidget::itemClicked, this, &DemoChooser::choose);
    fill(current, recent);
    const int letter = fontMetrics().averageCharWidth();
    m_words->setTextMargins(letter / 2, letter / 2, letter / 2, letter / 2);
    const QSize most = parent != nullptr ? parent->window()->size() * 9 / 10 : QSize(1200, 900);
    resize(most.boundedTo({letter * 120, fontMetrics().height() * 44}));
    m_words->setFocus();
}

void DemoChooser::addHeading(const QString &text)
{
    auto *heading = new QListWidgetItem(text, m_list);
    heading->setFlags(Qt::NoItemFlags);
}

QListWidgetItem *DemoChooser::addDemo(std::size_t index)
{
    const auto &demo = demoList()[index];
    const bool isChinese = currentLanguage() == Language::Chinese;
    const auto title = localized(demo.title);
    const auto other = QString::fromStdString(isChinese ? demo.title.en : demo.title.zh);
    const auto lesson = localized(demo.lesson);
    auto *item = new QListWidgetItem(title + u'\n' + other, m_list);
    item->setData(DemoRow::Index, static_cast<int>(index));
    item->setData(DemoRow::Other, other);
    item->setData(DemoRow::Lesson, lesson);
    item->setData(DemoRow::Signs, signsText(demo));
    item->setData(DemoRow::Pair, pairText(demo));
    QStringList spoken{title, pairText(demo), lesson, signsText(demo)};
    spoken.removeAll(QString());
    item->setData(Qt::AccessibleTextRole, spoken.join(QStringLiteral(". ")));
    item->setToolTip(lesson);
    return item;
}

void DemoChooser::fill(const std::string &current, const QStringList &recent)
{
    const auto &demos = demoList();
    for (const auto &id : recent) {
        for (std::size_t i = 0; i < demos.size(); ++i) {
            if (id != QString::fromStdString(demos[i].id))
                continue;
            if (m_list->count() == 0)
                addHeading(tr("Latest"));
            addDemo(i);
        }
    }
    m_recentRows = m_list->count();
    std::string chapter;
    for (std::size_t i = 0; i < demos.size(); ++i) {
        if (demos[i].chapter != chapter) {
            chapter = demos[i].chapter;
            addHeading(localized(chapterTitle(chapter)));
        }
        auto *item = addDemo(i);
        if (demos[i].id == current)
            m_list->setCurrentItem(item);
    }
    if (m_recentRows > 1)
        m_list->setCurrentRow(1);
    for (int row = 0; row < m_list->count(); ++row)
        m_rows.push_back(m_list->item(row));
}

/// Shows what has the words, each once, what has them in its title on top; the first of it becomes the
/// current one, so that Enter opens what stands on top.
void DemoChooser::narrow(const QString &words)
{
    std::vector<std::pair<WordsIn, QListWidgetItem *>> ranked;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const auto *demo = entryOf(m_rows[i]);
        const bool isRecent = i < static_cast<std::size_t>(m_recentRows);
        const auto rank = words.isEmpty()               ? WordsIn::Title
                          : demo == nullptr || isRecent ? WordsIn::Nothing
                                                        : wordsIn(*demo, words);
        ranked.emplace_back(rank, m_rows[i]);
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto &one, const auto &other) { return one.first < other.first; });
    while (m_list->count() > 0)
        m_list->takeItem(m_list->count() - 1);
    QListWidgetItem *first = nullptr;
    for (const auto &[rank, item] : ranked) {
        m_list->addItem(item);
        item->setHidden(rank == WordsIn::Nothing);
        if (first == nullptr && !item->isHidden() && entryOf(item) != nullptr)
            first = item;
    }
    m_list->setCurrentItem(first);
    tellWhetherFound(first != nullptr);
}

/// In the list's place, right below the words. Screen readers are told once, not with each letter more.
void DemoChooser::tellWhetherFound(bool isFound)
{
    const bool isNews = !isFound && m_nothing->isHidden();
    if (isFound) {
        m_nothing->clear();
    } else {
        const auto words = fontMetrics().elidedText(m_words->text().trimmed(), Qt::ElideRight,
                                                    fontMetrics().averageCharWidth() * 40);
        m_nothing->setText(tr("No demo found for “%1”. Try a call, write(), an error (EPIPE), or "
                              "what you see (hangs).")
                               .arg(words));
    }
    m_list->setVisible(isFound);
    m_nothing->setVisible(!isFound);
    if (isNews) {
        QAccessibleEvent alert(m_nothing, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void DemoChooser::choose()
{
    const auto *item = m_list->currentItem();
    const auto *demo = entryOf(item);
    if (demo == nullptr || item->isHidden() || result() == Accepted)
        return; // a click may also have activated the row
    accept();
    Q_EMIT chosen(demo->file);
}

/// While words are typed, up and down move in the list.
bool DemoChooser::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_words && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp
            || key == Qt::Key_PageDown) {
            QCoreApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace seeipc
