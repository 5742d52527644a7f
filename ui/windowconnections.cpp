// SPDX-License-Identifier: MIT
// What the window's actions, parts and session tell each other.
#include "ui/controls/notice.h"
#include "ui/controls/sourcepanel.h"
#include "ui/controls/statusline.h"
#include "ui/demofile.h"
#include "ui/demomenu.h"
#include "ui/exportmenu.h"
#include "ui/help.h"
#include "ui/mainactions.h"
#include "ui/mainwindow.h"
#include "ui/model/playhead.h"
#include "ui/model/sessionmodel.h"
#include "ui/topbar.h"
#include "ui/views/caption.h"
#include "ui/views/code.h"
#include "ui/views/view.h"

namespace seeipc {

void MainWindow::connectSession()
{
    connect(m_demos, &DemoMenu::chosen, this, &MainWindow::openFile);
    connect(m_actions->goToMistake, &QAction::triggered, m_source, &SourcePanel::goToMark);
    connect(m_demos, &DemoMenu::recentCleared, this, [this] {
        m_settings.recentFiles.clear();
        rememberDemos();
    });
    connect(m_file, &DemoFile::chosen, this, &MainWindow::openFile);
    connect(m_file, &DemoFile::changed, this, &MainWindow::reloadFile);
    const auto tellFailure = [this](const std::function<QString()> &sentence) {
        m_problem = sentence;
        refreshNotice();
    };
    connect(m_file, &DemoFile::failed, this, tellFailure);
    connect(m_export, &ExportMenu::failed, this, tellFailure);
    connect(m_actions->startOver, &QAction::triggered, this, &MainWindow::startOver);
    connect(m_actions->sideBySide, &QAction::triggered, this, &MainWindow::compare);
    connect(m_status, &StatusLine::cureAsked, this, &MainWindow::compare);
    connect(m_notice, &Notice::wentOn, this, &MainWindow::goOn);
    connect(m_actions->hold, &QAction::triggered, this,
            [this] { m_model.setHeld(!m_model.isHeld() || m_model.isRunningOn()); });
    connect(m_actions->run, &QAction::triggered, this, &MainWindow::run);
    connect(m_actions->step, &QAction::triggered, this, &MainWindow::step);
    connect(m_actions->endRun, &QAction::triggered, this, [this] { m_model.setHeld(true); });
    connect(m_actions->faster, &QAction::triggered, this, [this] { changeSpeed(1); });
    connect(m_actions->slower, &QAction::triggered, this, [this] { changeSpeed(-1); });
    connect(m_actions->hostNamespace, &QAction::triggered, this, [this](bool isHost) {
        m_model.setNamespaceMode(isHost ? NamespaceMode::Host : NamespaceMode::Private);
    });
    for (std::size_t i = 0; i < m_actions->select.size(); ++i)
        connect(m_actions->select[i], &QAction::triggered, this, [this, i] {
            m_model.select(static_cast<WorkerId>(i));
            m_model.setFocus({Focus::Kind::Process, m_model.selected()});
        });
    connectPlayhead();
    connect(&m_model, &SessionModel::controlsChanged, this, &MainWindow::refreshControls);
    connect(&m_model, &SessionModel::restarted, this, &MainWindow::refreshNotice);
    connect(&m_model, &SessionModel::failed, this, &MainWindow::refreshNotice);
}

void MainWindow::connectPlayhead()
{
    auto &playhead = m_model.playhead();
    connect(m_actions->freeze, &QAction::triggered, &playhead,
            [&playhead] { playhead.isLive() ? playhead.freeze() : playhead.goLive(); });
    connect(m_actions->previousChange, &QAction::triggered, &playhead, &Playhead::toPreviousChange);
    connect(m_actions->nextChange, &QAction::triggered, &playhead, &Playhead::toNextChange);
    connect(m_actions->nextTear, &QAction::triggered, &playhead, &Playhead::toNextTear);
    connect(&playhead, &Playhead::moved, this, &MainWindow::refreshControls);
}

void MainWindow::connectView()
{
    for (const auto theme : {ThemeName::Light, ThemeName::Dark, ThemeName::Contrast})
        connect(m_actions->themes[static_cast<std::size_t>(theme)], &QAction::triggered, this,
                [this, theme] {
                    setTheme(theme);
                    Q_EMIT settingsChanged(m_settings);
                });
    for (const auto language : {Language::English, Language::Chinese})
        connect(m_actions->languages[static_cast<std::size_t>(language)], &QAction::triggered, this,
                [this, language] {
                    setLanguage(language);
                    m_settings.language = language;
                    Q_EMIT settingsChanged(m_settings);
                });
    connect(m_actions->stillPicture, &QAction::triggered, this, [this](bool isStill) {
        setStill(isStill);
        Q_EMIT settingsChanged(m_settings);
    });
    codeView()->addActions({m_actions->saveAsC, m_actions->showInTerminal});
    codeView()->setContextMenuPolicy(Qt::ActionsContextMenu);
    for (auto *view : m_views) {
        view->setTimeAxis(m_settings.timeAxis);
        connect(view, &View::timeAxisChanged, this, &MainWindow::setTimeAxis);
    }
    connect(m_actions->timeAxis, &QAction::triggered, this, [this] {
        const bool isByEvent = m_settings.timeAxis == TimeAxis::ByEvent;
        setTimeAxis(isByEvent ? TimeAxis::ByClock : TimeAxis::ByEvent);
    });
    connect(m_actions->fullScreen, &QAction::triggered, this, &MainWindow::setFullScreen);
    connect(m_actions->keys, &QAction::triggered, this, [this] { showKeys(*m_actions, this); });
    connect(m_actions->about, &QAction::triggered, this, [this] { showAbout(this); });
    connect(m_actions->openMenu, &QAction::triggered, m_bar, &TopBar::openMenu);
    connect(m_actions->quit, &QAction::triggered, this, &QWidget::close);
}

} // namespace seeipc
