// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QString>

#include <functional>

namespace seeipc {

class MainActions;
class SessionModel;

/// The demo as a C program: saved to a file, and the line that shows in a terminal what it does.
class ExportMenu : public QObject
{
    Q_OBJECT

public:
    /// All of them outlive it.
    ExportMenu(MainActions &actions, SessionModel &model, QWidget *window);

    /// Writes the demo of now, with the values of now, in the language of the window. False: it could
    /// not, which failed() has said.
    bool save(const QString &file);
    /// "gcc ... && strace ...", for a program of that name beside its source.
    QString terminalLine() const;

Q_SIGNALS:
    /// Says, in the language of the moment, what could not be done.
    void failed(const std::function<QString()> &sentence);

private:
    void chooseFile();
    void showTerminalLine();

    SessionModel &m_model;
    QWidget *m_window;
};

} // namespace seeipc
