// SPDX-License-Identifier: MIT
#include "ui/mainactions.h"

#include "ui/drawers.h"

namespace seeipc {

MainActions::MainActions(QWidget &window)
    : QObject(&window),
      m_window(window),
      m_menu(new QMenu(&window)),
      m_demoMenu(new QMenu(m_menu)),
      m_recentMenu(new QMenu(m_menu)),
      m_sessionMenu(new QMenu(m_menu)),
      m_selectMenu(new QMenu(m_sessionMenu)),
      m_viewMenu(new QMenu(m_menu)),
      m_themeMenu(new QMenu(m_viewMenu)),
      m_languageMenu(new QMenu(m_viewMenu)),
      m_drawerMenu(new QMenu(m_viewMenu)),
      m_helpMenu(new QMenu(m_menu))
{
    for (auto *menu : {m_demoMenu, m_sessionMenu, m_viewMenu, m_helpMenu})
        m_menu->addMenu(menu);
    chooseDemo = add(m_demoMenu,
                     {QKeySequence(Qt::CTRL | Qt::Key_K), QKeySequence(Qt::CTRL | Qt::Key_O)});
    openFile = add(m_demoMenu);
    m_demoMenu->addMenu(m_recentMenu);
    saveCopy = add(m_demoMenu);
    sideBySide = add(m_demoMenu, {QKeySequence(Qt::Key_C)});
    saveAsC = add(m_demoMenu);
    showInTerminal = add(m_demoMenu);
    m_demoMenu->addSeparator();
    makeSessionMenu();
    makeViewMenu();
    keys = add(m_helpMenu, {QKeySequence(Qt::Key_F1)});
    about = add(m_helpMenu);
    openMenu = new QAction(this);
    openMenu->setShortcut(QKeySequence(Qt::Key_F10));
    m_window.addAction(openMenu);
    goToMistake = new QAction(this);
    goToMistake->setShortcut(QKeySequence(Qt::Key_F8));
    m_window.addAction(goToMistake);
    endRun = new QAction(this);
    endRun->setShortcut(QKeySequence(Qt::Key_Escape));
    endRun->setEnabled(false);
    m_window.addAction(endRun);
    m_menu->addSeparator();
    quit = add(m_menu, {QKeySequence(Qt::CTRL | Qt::Key_Q)});
    retranslate();
}

QAction *MainActions::add(QMenu *menu, const QList<QKeySequence> &shortcuts)
{
    auto *action = new QAction(this);
    action->setShortcuts(shortcuts);
    menu->addAction(action);
    m_window.addAction(action);
    return action;
}

QAction *MainActions::addSwitch(QMenu *menu, const QList<QKeySequence> &shortcuts)
{
    auto *action = add(menu, shortcuts);
    action->setCheckable(true);
    return action;
}

QAction *MainActions::addChoice(QMenu *menu, QActionGroup *group)
{
    auto *action = addSwitch(menu);
    group->addAction(action);
    return action;
}

void MainActions::makeSessionMenu()
{
    startOver = add(m_sessionMenu, {QKeySequence(Qt::Key_R)});
    hold = addSwitch(m_sessionMenu, {QKeySequence(Qt::Key_P), QKeySequence(Qt::Key_Space)});
    run = add(m_sessionMenu, {QKeySequence(Qt::Key_S), QKeySequence(Qt::Key_Right)});
    run->setAutoRepeat(false); // once more would end it
    step = add(m_sessionMenu,
               {QKeySequence(Qt::SHIFT | Qt::Key_S), QKeySequence(Qt::SHIFT | Qt::Key_Right)});
    m_sessionMenu->addMenu(m_selectMenu);
    for (std::size_t i = 0; i < select.size(); ++i) {
        select[i] = addChoice(m_selectMenu, &m_selectGroup);
        select[i]->setShortcut(QKeySequence(Qt::Key_1 + static_cast<int>(i)));
    }
    m_sessionMenu->addSeparator();
    freeze = addSwitch(m_sessionMenu, {QKeySequence(Qt::Key_F)});
    previousChange = add(m_sessionMenu,
                         {QKeySequence(Qt::CTRL | Qt::Key_Left), QKeySequence(Qt::Key_Comma)});
    nextChange = add(m_sessionMenu,
                     {QKeySequence(Qt::CTRL | Qt::Key_Right), QKeySequence(Qt::Key_Period)});
    nextTear = add(m_sessionMenu, {QKeySequence(Qt::CTRL | Qt::Key_T)});
    m_sessionMenu->addSeparator();
    faster = add(m_sessionMenu, {QKeySequence(Qt::Key_Plus), QKeySequence(Qt::Key_Equal)});
    slower = add(m_sessionMenu, {QKeySequence(Qt::Key_Minus)});
    m_sessionMenu->addSeparator();
    hostNamespace = addSwitch(m_sessionMenu);
}

void MainActions::makeViewMenu()
{
    m_viewMenu->addMenu(m_themeMenu);
    for (auto &theme : themes)
        theme = addChoice(m_themeMenu, &m_themeGroup);
    m_viewMenu->addMenu(m_languageMenu);
    for (auto &language : languages)
        language = addChoice(m_languageMenu, &m_languageGroup);
    makeDrawerMenu();
    timeAxis = add(m_viewMenu, {QKeySequence(Qt::Key_T)});
    stillPicture = addSwitch(m_viewMenu);
    fullScreen = addSwitch(m_viewMenu, {QKeySequence(Qt::Key_F11)});
}

void MainActions::makeDrawerMenu()
{
    m_viewMenu->addSeparator();
    for (auto &layout : layouts)
        layout = addChoice(m_viewMenu, &m_layoutGroup);
    layouts[0]->setShortcut(QKeySequence(Qt::Key_L));
    layouts[1]->setShortcut(QKeySequence(Qt::Key_M));
    m_viewMenu->addMenu(m_drawerMenu);
    const auto count = Drawers::all().size();
    drawers.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        drawers.push_back(
            add(m_drawerMenu,
                {QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i)))}));
    m_viewMenu->addSeparator();
}

void MainActions::retranslate()
{
    m_demoMenu->setTitle(tr("&Demo"));
    m_sessionMenu->setTitle(tr("&Session"));
    m_selectMenu->setTitle(tr("Select &process"));
    m_viewMenu->setTitle(tr("&View"));
    m_themeMenu->setTitle(tr("&Theme"));
    m_languageMenu->setTitle(tr("&Language"));
    m_drawerMenu->setTitle(tr("Draw&ers"));
    m_helpMenu->setTitle(tr("&Help"));
    m_menu->setAccessibleName(tr("Menu"));

    chooseDemo->setText(tr("&Demos: start page and search"));
    openFile->setText(tr("Open a demo's &file..."));
    m_recentMenu->setTitle(tr("&Recent files"));
    saveCopy->setText(tr("Save a cop&y of this demo..."));
    sideBySide->setText(tr("Side by side with the &cure"));
    saveAsC->setText(tr("Save as a C pro&gram..."));
    showInTerminal->setText(tr("Show in &terminal..."));
    startOver->setText(tr("Start &over"));
    hold->setText(tr("&Hold processes"));
    run->setText(tr("R&un the selected process to the next change"));
    step->setText(tr("S&tep the selected process: one call, or a loop at full speed"));
    freeze->setText(tr("Free&ze picture"));
    previousChange->setText(tr("Picture of the p&revious change"));
    nextChange->setText(tr("Picture of the &next change"));
    nextTear->setText(tr("Picture of the next t&orn record"));
    faster->setText(tr("&Faster"));
    slower->setText(tr("&Slower"));
    hostNamespace->setText(tr("&Visible in other terminals"));
    themes[0]->setText(tr("&Light"));
    themes[1]->setText(tr("&Dark"));
    themes[2]->setText(tr("High &contrast"));
    languages[0]->setText(QStringLiteral("&English"));
    languages[1]->setText(QStringLiteral("中文(&C)"));
    layouts[0]->setText(tr("Lea&rn"));
    layouts[1]->setText(tr("&Measure"));
    const auto titles = Drawers::all();
    for (std::size_t i = 0; i < drawers.size(); ++i)
        drawers[i]->setText(titles[i]->title());
    timeAxis->setText(tr("T&imeline by event or by clock"));
    stillPicture->setText(tr("&No motion"));
    fullScreen->setText(tr("&Full screen"));
    keys->setText(tr("&Keys"));
    about->setText(tr("&About SeeIPC"));
    openMenu->setText(tr("Open the menu"));
    goToMistake->setText(tr("Go to the mistake in a broken file"));
    quit->setText(tr("&Quit"));
}

std::vector<QAction *> MainActions::withKeys() const
{
    std::vector<QAction *> all{startOver,      hold,       run,        step,      freeze,
                               previousChange, nextChange, nextTear,   faster,    slower,
                               select[0],      chooseDemo, layouts[0], layouts[1]};
    all.insert(all.end(), drawers.begin(), drawers.end());
    all.insert(all.end(), {sideBySide, timeAxis, fullScreen, keys, openMenu, goToMistake, quit});
    return all;
}

} // namespace seeipc
