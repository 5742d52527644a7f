// SPDX-License-Identifier: MIT
#include "ui/demochooser.h"

#include "ui/controls/type.h"
#include "ui/language.h"
#include "ui/model/demolist.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QVBoxLayout>

namespace seeipc {

namespace {

constexpr int indexRole = Qt::UserRole; ///< in demoList(); absent: a chapter's heading

/// The title as it is read, and in the other language below it.
QString titles(const DemoEntry &demo)
{
    const bool isChinese = currentLanguage() == Language::Chinese;
    const auto &other = isChinese ? demo.title.en : demo.title.zh;
    return localized(demo.title) + QLatin1Char('\n') + QString::fromStdString(other);
}

} // namespace

DemoChooser::DemoChooser(const std::string &current, QWidget *parent)
    : QDialog(parent),
      m_words(new QLineEdit(this)),
      m_list(new QListWidget(this)),
      m_nothing(new ScaledLabel(TextRole::Text, this)),
      m_lesson(new ScaledLabel(TextRole::Text, this))
{
    setWindowTitle(tr("Choose a demo"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_words->setPlaceholderText(tr("Title, call, error or what you see: hangs, EPIPE, 141"));
    m_words->setAccessibleName(tr("Title, call, error or what you see: hangs, EPIPE, 141"));
    m_words->installEventFilter(this);
    m_list->setAccessibleName(tr("Demos"));
    m_list->setUniformItemSizes(false);
    m_list->setSpacing(2);
    m_nothing->setText(tr("No demo has these words. Try a call, write(), an error (EPIPE), or what "
                          "you see (hangs)."));
    m_nothing->setWordWrap(true);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->hide();
    m_lesson->setWordWrap(true);
    m_lesson->setMinimumHeight(fontMetrics().height() * 4);
    m_lesson->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_words);
    column->addWidget(m_list, 1);
    column->addWidget(m_nothing, 1);
    column->addWidget(m_lesson);
    connect(m_words, &QLineEdit::textChanged, this, &DemoChooser::narrow);
    connect(m_words, &QLineEdit::returnPressed, this, &DemoChooser::choose);
    connect(m_list, &QListWidget::itemActivated, this, &DemoChooser::choose);
    connect(m_list, &QListWidget::itemClicked, this, &DemoChooser::choose);
    connect(m_list, &QListWidget::currentItemChanged, this, &DemoChooser::showLesson);
    fill(current);
    const int letter = fontMetrics().averageCharWidth();
    m_words->setTextMargins(letter / 2, letter / 2, letter / 2, letter / 2);
    resize(letter * 70, fontMetrics().height() * 28);
    m_words->setFocus();
}

void DemoChooser::fill(const std::string &current)
{
    std::string chapter;
    const auto &demos = demoList();
    for (std::size_t i = 0; i < demos.size(); ++i) {
        if (demos[i].chapter != chapter) {
            chapter = demos[i].chapter;
            auto *heading = new QListWidgetItem(localized(chapterTitle(chapter)), m_list);
            heading->setFlags(Qt::NoItemFlags);
            heading->setFont(typeScale().font(TextRole::State));
        }
        auto *item = new QListWidgetItem(titles(demos[i]), m_list);
        item->setData(indexRole, static_cast<int>(i));
        if (demos[i].id == current)
            m_list->setCurrentItem(item);
    }
}

/// Shows what contains the words; the first of it becomes the current one.
void DemoChooser::narrow(const QString &words)
{
    QListWidgetItem *first = nullptr;
    for (int row = 0; row < m_list->count(); ++row) {
        auto *item = m_list->item(row);
        const auto index = item->data(indexRole);
        const bool isShown = index.isValid() ? hasWords(
                                 demoList()[static_cast<std::size_t>(index.toInt())], words)
                                             : words.isEmpty();
        item->setHidden(!isShown);
        if (isShown && index.isValid() && first == nullptr)
            first = item;
    }
    if (m_list->currentItem() == nullptr || m_list->currentItem()->isHidden())
        m_list->setCurrentItem(first);
    m_nothing->setVisible(first == nullptr);
    m_list->setVisible(first != nullptr);
}

void DemoChooser::showLesson()
{
    const auto *item = m_list->currentItem();
    const auto index = item != nullptr ? item->data(indexRole) : QVariant();
    m_lesson->setText(index.isValid()
                          ? localized(demoList()[static_cast<std::size_t>(index.toInt())].lesson)
                          : QString());
}

void DemoChooser::choose()
{
    const auto *item = m_list->currentItem();
    if (item == nullptr || item->isHidden() || !item->data(indexRole).isValid())
        return;
    const auto file = demoList()[static_cast<std::size_t>(item->data(indexRole).toInt())].file;
    accept();
    Q_EMIT chosen(file);
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
