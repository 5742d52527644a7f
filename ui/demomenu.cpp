// SPDX-License-Identifier: MIT
#include "ui/demomenu.h"

#include "ui/demochooser.h"
#include "ui/language.h"
#include "ui/mainactions.h"
#include "ui/model/demolist.h"
#include "ui/model/sessionmodel.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

#include <utility>

namespace seeipc {

DemoMenu::DemoMenu(MainActions &actions, SessionModel &model, QWidget *window)
    : QObject(window), m_actions(actions), m_model(model), m_window(window)
{
    connect(m_actions.chooseDemo, &QAction::triggered, this, &DemoMenu::chooseDemo);
    connect(m_actions.openFile, &QAction::triggered, this, &DemoMenu::chooseFile);
    connect(m_actions.demoMenu(), &QMenu::aboutToShow, this, &DemoMenu::fill);
    connect(m_actions.recentMenu(), &QMenu::aboutToShow, this, &DemoMenu::fillRecent);
    setRecentFiles({});
}

void DemoMenu::setRecentFiles(const QStringList &files)
{
    m_recentFiles = files;
    m_actions.recentMenu()->setEnabled(!files.isEmpty());
}

/// By name, and by folder where two have one name; whichever is gone cannot be chosen.
void DemoMenu::fillRecent()
{
    auto *menu = m_actions.recentMenu();
    menu->clear();
    QStringList names;
    for (const auto &file : std::as_const(m_recentFiles))
        names << QFileInfo(file).fileName();
    for (const auto &file : std::as_const(m_recentFiles)) {
        const QFileInfo info(file);
        const auto text = names.count(info.fileName()) > 1
                              ? QStringLiteral("%1 (%2)").arg(info.fileName(), info.path())
                              : info.fileName();
        auto *action = menu->addAction(QString(text).replace(u'&', QStringLiteral("&&")));
        action->setToolTip(file);
        action->setEnabled(info.isFile());
        connect(action, &QAction::triggered, this,
                [this, file] { Q_EMIT chosen(file.toStdString()); });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("&Clear the list")), &QAction::triggered, this,
            &DemoMenu::recentCleared);
}

/// The demos by chapter, behind what stands in the menu from the start.
void DemoMenu::fill()
{
    auto *menu = m_actions.demoMenu();
    for (auto *old : menu->findChildren<QMenu *>(Qt::FindDirectChildrenOnly))
        delete old;
    std::string chapter;
    QMenu *chapterMenu = nullptr;
    for (const auto &demo : demoList()) {
        if (chapterMenu == nullptr || demo.chapter != chapter) {
            chapter = demo.chapter;
            chapterMenu = new QMenu(localized(chapterTitle(chapter)), menu);
            menu->addMenu(chapterMenu);
        }
        auto *action = chapterMenu->addAction(localized(demo.title));
        action->setCheckable(true);
        action->setChecked(m_model.isOpen() && m_model.scenario().id == demo.id);
        connect(action, &QAction::triggered, this,
                [this, file = demo.file] { Q_EMIT chosen(file); });
    }
}

void DemoMenu::chooseDemo()
{
    auto *chooser = new DemoChooser(m_model.isOpen() ? m_model.scenario().id : std::string(),
                                    m_recent, m_window);
    connect(chooser, &DemoChooser::chosen, this, &DemoMenu::chosen);
    chooser->open();
}

void DemoMenu::chooseFile()
{
    const auto file = QFileDialog::getOpenFileName(m_window, tr("Open a demo's file"), QString(),
                                                   tr("Demos (*.json)"));
    if (!file.isEmpty())
        Q_EMIT chosen(file.toStdString());
}

} // namespace seeipc
