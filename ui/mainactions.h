// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QObject>

#include <array>
#include <vector>

namespace seeipc {

/// Everything that the window can be told to do, with its words, its keys and its place in the
/// menu. Whoever owns it connects the actions.
class MainActions : public QObject
{
    Q_OBJECT

public:
    /// The actions act in `window`, also while the menu is closed.
    explicit MainActions(QWidget &window);

    /// All words anew, in the language of the interface.
    void retranslate();
    /// Fills the menu; the demos are added by the owner, to demoMenu().
    QMenu *menu() const { return m_menu; }
    QMenu *demoMenu() const { return m_demoMenu; }
    QMenu *recentMenu() const { return m_recentMenu; } ///< filled by DemoMenu
    QMenu *selectMenu() const { return m_selectMenu; }
    /// Every action that has a key, in the order of the menu.
    std::vector<QAction *> withKeys() const;

    static constexpr std::size_t selectableCount = 9;

    QAction *chooseDemo;
    QAction *openFile;
    QAction *saveCopy;
    QAction *sideBySide;
    QAction *saveAsC;
    QAction *showInTerminal;
    QAction *startOver;
    QAction *hold;   ///< checkable
    QAction *run;    ///< to the next change; ends a run that goes on
    QAction *step;   ///< one call
    QAction *endRun; ///< in no menu; enabled while a run goes on
    QAction *freeze; ///< checkable
    QAction *previousChange;
    QAction *nextChange;
    QAction *nextTear;
    QAction *faster;
    QAction *slower;
    QAction *hostNamespace; ///< checkable
    std::array<QAction *, selectableCount> select;
    std::array<QAction *, 3> themes;    ///< by ThemeName; one is checked
    std::array<QAction *, 2> languages; ///< by Language; one is checked
    std::array<QAction *, 2> layouts;   ///< by LayoutName; one is checked
    std::vector<QAction *> drawers;     ///< by drawer; opens it, or closes it when it is in front
    QAction *timeAxis;                  ///< the timeline's other axis
    QAction *stillPicture;              ///< checkable: motion off
    QAction *fullScreen;                ///< checkable
    QAction *keys;
    QAction *about;
    QAction *openMenu;
    QAction *goToMistake; ///< in the text of a broken file, while that is shown
    QAction *quit;

private:
    QAction *add(QMenu *menu, const QList<QKeySequence> &shortcuts = {});
    QAction *addSwitch(QMenu *menu, const QList<QKeySequence> &shortcuts = {});
    QAction *addChoice(QMenu *menu, QActionGroup *group);
    void makeSessionMenu();
    void makeViewMenu();
    void makeDrawerMenu();

    QWidget &m_window;
    QMenu *m_menu;
    QMenu *m_demoMenu;
    QMenu *m_recentMenu;
    QMenu *m_sessionMenu;
    QMenu *m_selectMenu;
    QMenu *m_viewMenu;
    QMenu *m_themeMenu;
    QMenu *m_languageMenu;
    QMenu *m_drawerMenu;
    QMenu *m_helpMenu;
    QActionGroup m_selectGroup{nullptr};
    QActionGroup m_themeGroup{nullptr};
    QActionGroup m_languageGroup{nullptr};
    QActionGroup m_layoutGroup{nullptr};
};

} // namespace seeipc
