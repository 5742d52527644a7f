// SPDX-License-Identifier: MIT
#include "ui/help.h"

#include "ui/controls/type.h"
#include "ui/mainactions.h"

#include <QCoreApplication>
#include <QDialog>
#include <QGridLayout>
#include <QPushButton>

namespace seeipc {

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("seeipc::help", source);
}

QDialog *makeDialog(const QString &title, QWidget *parent)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    return dialog;
}

/// Adds the button that closes, and opens the dialog.
void open(QDialog &dialog, QGridLayout &grid)
{
    auto *close = new QPushButton(text(QT_TRANSLATE_NOOP("seeipc::help", "Close")), &dialog);
    close->setDefault(true);
    QObject::connect(close, &QPushButton::clicked, &dialog, &QDialog::accept);
    grid.addWidget(close, grid.rowCount(), 0, 1, grid.columnCount(), Qt::AlignRight);
    dialog.open();
}

QString plain(QString words)
{
    const QString chinese = QStringLiteral("(&");
    if (const auto at = words.indexOf(chinese); at >= 0) // "中文(&C)"
        words.truncate(at);
    return words.remove(QLatin1Char('&'));
}

} // namespace

void showKeys(const MainActions &actions, QWidget *parent)
{
    auto *dialog = makeDialog(text(QT_TRANSLATE_NOOP("seeipc::help", "Keys")), parent);
    auto *grid = new QGridLayout(dialog);
    grid->setHorizontalSpacing(dialog->fontMetrics().averageCharWidth() * 4);
    int row = 0;
    const auto addRow = [&](const QString &keys, const QString &words) {
        auto *key = new ScaledLabel(TextRole::State, dialog);
        key->setText(keys);
        auto *meaning = new ScaledLabel(TextRole::Text, dialog);
        meaning->setText(words);
        grid->addWidget(key, row, 0);
        grid->addWidget(meaning, row++, 1);
    };
    for (const QAction *action : actions.withKeys()) {
        QStringList keys;
        for (const auto &key : action->shortcuts())
            keys << key.toString(QKeySequence::NativeText);
        const bool isSelect = action == actions.select[0];
        addRow(isSelect ? QStringLiteral("1 ... 9") : keys.join(QStringLiteral(", ")),
               isSelect ? plain(actions.selectMenu()->title()) : plain(action->text()));
    }
    addRow(QStringLiteral("Enter"),
           text(QT_TRANSLATE_NOOP("seeipc::help", "Inspect the selected process")));
    addRow(QStringLiteral("Shift+Enter"),
           text(QT_TRANSLATE_NOOP("seeipc::help", "Inspect the next pipe or end")));
    addRow(QStringLiteral("Tab"), text(QT_TRANSLATE_NOOP("seeipc::help", "Next control")));
    addRow(QStringLiteral("Esc"),
           text(QT_TRANSLATE_NOOP("seeipc::help", "Close the drawer, or leave full screen")));
    open(*dialog, *grid);
}

void showAbout(QWidget *parent)
{
    auto *dialog = makeDialog(text(QT_TRANSLATE_NOOP("seeipc::help", "About SeeIPC")), parent);
    auto *grid = new QGridLayout(dialog);
    auto *name = new ScaledLabel(TextRole::Number, dialog);
    name->setText(QStringLiteral("SeeIPC ") + QCoreApplication::applicationVersion());
    auto *words = new ScaledLabel(TextRole::Text, dialog);
    words->setWordWrap(true);
    words->setMinimumWidth(dialog->fontMetrics().averageCharWidth() * 60);
    words->setText(text(QT_TRANSLATE_NOOP(
        "seeipc::help",
        "Real processes make real system calls, and the kernel is asked what is going on: how full "
        "a "
        "pipe is, who sleeps in which call, and why. Every number comes from the kernel, or the "
        "picture says that it does not.")));
    auto *licence = new ScaledLabel(TextRole::Text, dialog);
    licence->setText(
        text(QT_TRANSLATE_NOOP("seeipc::help", "Free software under the MIT licence.")));
    grid->addWidget(name, 0, 0);
    grid->addWidget(words, 1, 0);
    grid->addWidget(licence, 2, 0);
    open(*dialog, *grid);
}

} // namespace seeipc
