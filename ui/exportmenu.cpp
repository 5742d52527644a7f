// SPDX-License-Identifier: MIT
#include "ui/exportmenu.h"

#include "scenario/cprogram.h"
#include "ui/controls/type.h"
#include "ui/language.h"
#include "ui/mainactions.h"
#include "ui/model/sessionmodel.h"

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QFileDialog>
#include <QGridLayout>
#include <QPushButton>
#include <QSaveFile>

namespace seeipc {

ExportMenu::ExportMenu(MainActions &actions, SessionModel &model, QWidget *window)
    : QObject(window), m_model(model), m_window(window)
{
    connect(actions.saveAsC, &QAction::triggered, this, &ExportMenu::chooseFile);
    connect(actions.showInTerminal, &QAction::triggered, this, &ExportMenu::showTerminalLine);
}

bool ExportMenu::save(const QString &file)
{
    const auto &scenario = m_model.scenario();
    const auto program = cProgram(scenario, m_model.parameters(), currentLanguage());
    QSaveFile saved(file); // what stood there stays where this cannot be written whole
    const bool isWritten = saved.open(QIODevice::WriteOnly)
                           && saved.write(program.data(), static_cast<qint64>(program.size()))
                                  == static_cast<qint64>(program.size())
                           && saved.commit();
    if (!isWritten)
        Q_EMIT failed([file, why = saved.errorString()] {
            return tr("The program could not be saved as %1: %2.").arg(file, why);
        });
    return isWritten;
}

void ExportMenu::chooseFile()
{
    if (!m_model.isOpen())
        return;
    const auto proposed = QString::fromStdString(m_model.scenario().id) + QStringLiteral(".c");
    const auto file = QFileDialog::getSaveFileName(m_window, tr("Save as a C program"), proposed,
                                                   tr("C programs (*.c)"));
    if (!file.isEmpty())
        save(file);
}

QString ExportMenu::terminalLine() const
{
    const auto id = QString::fromStdString(m_model.scenario().id);
    const auto trace = straceCommand(m_model.scenario(), m_model.parameters(),
                                     "./" + m_model.scenario().id);
    return QStringLiteral("gcc -std=c17 -Wall -Wextra -o %1 %1.c && %2")
        .arg(id, QString::fromStdString(trace));
}

/// The line is in the clipboard by then.
void ExportMenu::showTerminalLine()
{
    if (!m_model.isOpen())
        return;
    auto *dialog = new QDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Show in terminal"));
    auto *grid = new QGridLayout(dialog);
    auto *words = new ScaledLabel(TextRole::Text, dialog);
    words->setText(
        tr("Save this demo as %1.c. In that folder this line, which is in the clipboard, "
           "shows its calls as strace(1) sees them:")
            .arg(QString::fromStdString(m_model.scenario().id)));
    words->setWordWrap(true);
    auto *line = new ScaledLabel(TextRole::Call, dialog);
    line->setText(terminalLine());
    line->setWordWrap(true);
    line->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *save = new QPushButton(tr("Save as a C program..."), dialog);
    auto *close = new QPushButton(tr("Close"), dialog);
    close->setDefault(true);
    connect(save, &QPushButton::clicked, this, &ExportMenu::chooseFile);
    connect(close, &QPushButton::clicked, dialog, &QDialog::accept);
    grid->addWidget(words, 0, 0, 1, 2);
    grid->addWidget(line, 1, 0, 1, 2);
    grid->addWidget(save, 2, 0, Qt::AlignLeft);
    grid->addWidget(close, 2, 1, Qt::AlignRight);
    QApplication::clipboard()->setText(terminalLine());
    dialog->resize(m_window->width() * 2 / 3, dialog->sizeHint().height());
    dialog->open();
}

} // namespace seeipc
