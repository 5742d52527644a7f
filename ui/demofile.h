// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QFileSystemWatcher>
#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>
#include <string>

namespace seeipc {

class MainActions;
class SessionModel;

/// The file of the demo that is open: dropped onto the window, read again as it changes on disk, and copied as
/// the beginning of another.
class DemoFile : public QObject
{
    Q_OBJECT

public:
    /// All of them outlive it. Files may be dropped onto `window`.
    DemoFile(MainActions &actions, SessionModel &model, QWidget *window);

    /// This one is open now. Those that come with SeeIPC do not change and are not watched.
    void follow(const QString &file);
    /// Writes the file of the demo of now once more and opens that. False: it could not, which failed()
    /// has said.
    bool saveCopy(const QString &copy);
    /// Does the file come with SeeIPC?
    static bool isBuiltIn(const QString &file);

Q_SIGNALS:
    void chosen(const std::string &file);
    /// Its content is another than when it was opened or last changed.
    void changed(const std::string &file);
    /// Says, in the language of the moment, what could not be done.
    void failed(const std::function<QString()> &sentence);

protected:
    bool eventFilter(QObject *window, QEvent *event) override;

private:
    void chooseCopy();
    void lookAgain();

    SessionModel &m_model;
    QWidget *m_window;
    QString m_file;
    QByteArray m_content;
    QFileSystemWatcher
        m_watcher;     ///< of the file, and of its folder: editors put another in its place
    QTimer m_settling; ///< an editor writes in pieces
};

} // namespace seeipc
