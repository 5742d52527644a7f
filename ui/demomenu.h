// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QStringList>
#include <QWidget>

#include <string>

namespace seeipc {

class MainActions;
class SessionModel;

/// The ways to another demo: the menu by chapter, the start page with all, a file.
class DemoMenu : public QObject
{
    Q_OBJECT

public:
    /// Fills the demos into the actions' menu; dialogs open over `window`.
    DemoMenu(MainActions &actions, SessionModel &model, QWidget *window);

    /// The ids of the latest demos, newest first: they head the list of all.
    void setRecent(const QStringList &recent) { m_recent = recent; }

    /// The files that were opened last, by absolute path, newest first.
    void setRecentFiles(const QStringList &files);

Q_SIGNALS:
    void chosen(const std::string &file);
    void recentCleared();

private:
    void fill();
    void fillRecent();
    void chooseDemo();
    void chooseFile();

    MainActions &m_actions;
    SessionModel &m_model;
    QWidget *m_window;
    QStringList m_recent;
    QStringList m_recentFiles;
};

} // namespace seeipc
