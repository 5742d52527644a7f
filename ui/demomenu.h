// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QWidget>

#include <string>

namespace seeipc {

class MainActions;
class SessionModel;

/// The ways to another demo: the menu by chapter, the list of all, a file.
class DemoMenu : public QObject
{
    Q_OBJECT

public:
    /// Fills the demos into the actions' menu; dialogs open over `window`.
    DemoMenu(MainActions &actions, SessionModel &model, QWidget *window);

Q_SIGNALS:
    void chosen(const std::string &file);

private:
    void fill();
    void chooseDemo();
    void chooseFile();

    MainActions &m_actions;
    SessionModel &m_model;
    QWidget *m_window;
};

} // namespace seeipc
