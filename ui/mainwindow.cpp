// SPDX-License-Identifier: MIT
#include "ui/mainwindow.h"

#include "scenario/loader.h"
#include "session/failuretext.h"
#include "ui/compare/sidebyside.h"
#include "ui/controls/notice.h"
#include "ui/controls/parameterpanel.h"
#include "ui/controls/sourcepanel.h"
#include "ui/controls/speed.h"
#include "ui/controls/statusline.h"
#include "ui/controls/style.h"
#include "ui/controls/type.h"
#include "ui/demofile.h"
#include "ui/demomenu.h"
#include "ui/drawerrow.h"
#include "ui/drawers.h"
#include "ui/exportmenu.h"
#include "ui/help.h"
#include "ui/language.h"
#include "ui/mainactions.h"
#include "ui/model/demolist.h"
#include "ui/model/playhead.h"
#include "ui/model/sessionmodel.h"
#include "ui/scene/typescale.h"
#include "ui/topbar.h"
#include "ui/views/caption.h"
#include "ui/views/code.h"
#include "ui/views/view.h"
#include "ui/windowaccessible.h"

#include <QApplication>
#include <QFileInfo>
#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace seeipc {

namespace {

constexpr QSize usualSize(1280, 800);

/// The titles of demos that have a cure.
QString curedDemos()
{
    QStringList titles;
    for (const auto &entry : demoList()) {
        if (!entry.cure.empty())
            titles << localized(entry.title);
    }
    return titles.join(QStringLiteral(" · "));
}

/// Language, type and colours stand before the first widget is made: nothing is made twice.
const Settings &inForce(const Settings &settings, Style &style)
{
    const auto &theme = themeOf(settings.theme);
    style.setTheme(theme);
    setCurrentLanguage(settings.language.value_or(currentLanguage()));
    setTypeScale(TypeScale::forWindow(settings.windowSize.value_or(usualSize)));
    QApplication::setPalette(theme.palette());
    return settings;
}

} // namespace

MainWindow::MainWindow(SessionModel &model, Style &style, const Settings &settings, QWidget *parent)
    : QWidget(parent),
      m_model(model),
      m_style(style),
      m_settings(inForce(settings, style)),
      m_actions(new MainActions(*this)),
      m_demos(new DemoMenu(*m_actions, model, this)),
      m_file(new DemoFile(*m_actions, model, this)),
      m_export(new ExportMenu(*m_actions, model, this)),
      m_bar(new TopBar(model, *m_actions, this)),
      m_caption(new CaptionView(model, this)),
      m_notice(new Notice(this)),
      m_source(new SourcePanel(this)),
      m_drawers(new Drawers(model, this)),
      m_sides(new QSplitter(this)),
      m_row(new DrawerRow(*m_drawers, *m_actions, this)),
      m_parameters(new ParameterPanel(model, this)),
      m_status(new StatusLine(model, this))
{
    installWindowAccessible();
    setWindowTitle(QStringLiteral("SeeIPC"));
    for (const auto &descriptor : views()) {
        if (descriptor.place == Place::Drawer)
            continue;
        m_shown.push_back(&descriptor);
        m_views.push_back(descriptor.create(model, this));
    }
    nameViews();
    makeLayout();
    connectSession();
    connectView();
    connectDrawers();
    m_demos->setRecent(settings.recent);
    m_demos->setRecentFiles(settings.recentFiles);
    m_model.setPace(settings.pace);
    setStill(settings.isStill);
    setTheme(settings.theme);
    setLanguage(currentLanguage());
    resize(settings.windowSize.value_or(usualSize));
    setLayoutName(settings.layout);
    fit();
    m_views.front()->setFocus();
}

void MainWindow::makeLayout()
{
    auto *margins = new QVBoxLayout;
    margins->setObjectName(QStringLiteral("margins"));
    margins->addWidget(m_notice);
    margins->addWidget(m_source);
    auto *below = new QVBoxLayout;
    below->setObjectName(QStringLiteral("below"));
    below->addWidget(m_parameters);
    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(m_row);
    row->addWidget(m_status, 1);
    below->addLayout(row);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->setSizeConstraint(QLayout::SetNoConstraint); // event() has it
    column->addWidget(m_bar);
    column->addLayout(margins);
    column->addWidget(m_caption);
    auto *side = new QWidget(this);
    auto *shown = new QVBoxLayout(side);
    shown->setContentsMargins(0, 0, 0, 0);
    shown->setSpacing(0);
    auto *underStage = new QVBoxLayout;
    underStage->setObjectName(QStringLiteral("underStage"));
    for (std::size_t i = 0; i < m_views.size(); ++i) {
        if (m_shown[i]->place == Place::Stage)
            shown->addWidget(m_views[i], 1);
        else
            underStage->addWidget(m_views[i]);
    }
    shown->addLayout(underStage);
    m_sides->addWidget(side);
    m_sides->addWidget(m_drawers);
    m_sides->setChildrenCollapsible(false);
    column->addWidget(m_sides, 1);
    column->addLayout(below);
}

void MainWindow::prepare(const Scenario &scenario, const std::vector<ParameterValue> &parameters)
{
    m_problem = nullptr;
    if (!scenario.file.empty())
        noteFile(QString::fromStdString(scenario.file));
    m_model.prepare(scenario, parameters);
    m_parameters->rebuild();
    placeDrawers();
    fillSelection();
    refreshControls();
}

void MainWindow::open(const Scenario &scenario, const std::vector<ParameterValue> &parameters)
{
    prepare(scenario, parameters);
    startOver();
}

void MainWindow::openFile(const std::string &file)
{
    auto read = loadScenario(file);
    const auto name = QFileInfo(QString::fromStdString(file)).absoluteFilePath();
    if (const auto *scenario = std::get_if<Scenario>(&read)) {
        m_settings.noteDemo(QString::fromStdString(scenario->id));
        rememberDemos();
        open(*scenario, {});
        return;
    }
    if (QFileInfo(name).isFile()) // once it is mended it is opened
        noteFile(name);
    tell(std::get<ScenarioProblem>(read), name);
}

/// It is read again as it changes. One that does not come with SeeIPC is remembered.
void MainWindow::noteFile(const QString &file)
{
    const auto name = QFileInfo(file).absoluteFilePath();
    m_file->follow(name);
    if (DemoFile::isBuiltIn(name)
        || (!m_settings.recentFiles.isEmpty() && m_settings.recentFiles.front() == name))
        return;
    m_settings.noteFile(name);
    rememberDemos();
}

void MainWindow::rememberDemos()
{
    m_demos->setRecent(m_settings.recent);
    m_demos->setRecentFiles(m_settings.recentFiles);
    Q_EMIT settingsChanged(m_settings);
}

void MainWindow::reloadFile(const std::string &file)
{
    auto read = loadScenario(file);
    const auto *scenario = std::get_if<Scenario>(&read);
    const bool isOpen = m_model.isOpen() && m_model.scenario().file == file;
    if (scenario && isOpen)
        open(*scenario, keptParameters(m_model.scenario(), m_model.parameters(), *scenario));
    else if (scenario)
        openFile(file); // it was broken until now
    else
        tell(std::get<ScenarioProblem>(read), QString::fromStdString(file));
}

void MainWindow::tell(const ScenarioProblem &problem, const QString &file)
{
    m_problem = [problem] {
        return QString::fromStdString(problem.place + ": ") + localized(problem.what);
    };
    m_source->show(file, static_cast<int>(problem.line), m_problem());
    refreshNotice();
}

SideBySide *MainWindow::compare()
{
    const auto both = m_model.isOpen() ? wrongAndCured(m_model.scenario()) : std::nullopt;
    if (!both) {
        m_problem = [] {
            return tr("There is no cure of this demo among the demos. These have one: %1.")
                .arg(curedDemos());
        };
        refreshNotice();
        return nullptr;
    }
    delete m_sideBySide;
    releaseBehind();
    const bool isHeld = m_model.isHeld();
    m_sideBySide = new SideBySide(m_model.pacer(), both->first, both->second, m_model.pace(), this);
    m_sideBySide->takeOver({m_model.scenario(), m_model.parameters()});
    if (isHeld)
        m_sideBySide->hold();
    else
        holdBehind(*m_sideBySide);
    connect(m_sideBySide, &SideBySide::keysAsked, this,
            [this] { showKeysOfBoth(*m_actions, m_sideBySide); });
    connect(m_sideBySide, &SideBySide::demosAsked, this, [this] {
        raise();
        activateWindow();
        m_actions->chooseDemo->trigger();
    });
    m_sideBySide->setTheme(themeOf(m_settings.theme));
    m_sideBySide->setMotion(m_settings.isStill ? Motion::Still : Motion::Moving);
    m_sideBySide->resize(size());
    m_sideBySide->show();
    m_sideBySide->startOver();
    return m_sideBySide;
}

/// Nothing goes on unseen behind it; closed again, the demo goes on from where it was.
void MainWindow::holdBehind(const SideBySide &both)
{
    m_model.setHeld(true);
    m_isHeldBehind = true;
    connect(&both, &SideBySide::closed, this, &MainWindow::releaseBehind);
}

void MainWindow::releaseBehind()
{
    if (std::exchange(m_isHeldBehind, false))
        m_model.setHeld(false);
}

void MainWindow::startOver()
{
    m_problem = nullptr;
    releaseBehind();
    if (m_model.isOpen() && m_model.startOver())
        refreshNotice();
}

void MainWindow::showInstant()
{
    m_caption->showInstant();
    m_status->refresh();
    for (auto *view : m_views)
        view->showInstant();
    m_drawers->showInstant();
}

/// Where it goes on already, it is told to stand still.
void MainWindow::run()
{
    if (m_model.longRunner() != noWorker)
        m_model.setHeld(true);
    else if (m_model.isOpen() && !m_model.isRunningOn()) {
        standStill();
        m_model.runToChange();
    }
}

void MainWindow::step()
{
    if (!m_model.isOpen())
        return;
    standStill();
    m_model.step();
}

/// One that is not held is held first: its step is the next call it makes. A step is made to be
/// seen: a frozen picture goes on.
void MainWindow::standStill()
{
    m_model.playhead().goLive();
    m_model.setHeld(true);
}

void MainWindow::changeSpeed(int positions)
{
    const int position = positionOf(m_model.pace()) + positions;
    m_model.setPace(paceAt(std::clamp(position, 0, speedCount() - 1)));
}

void MainWindow::refreshControls()
{
    m_isHeldBehind = m_isHeldBehind && m_model.isHeld();
    m_actions->hold->setChecked(m_model.isHeld() && !m_model.hasEnded());
    m_actions->endRun->setEnabled(m_model.longRunner() != noWorker);
    m_actions->hold->setEnabled(m_model.isOpen() && !m_model.hasEnded());
    m_actions->freeze->setChecked(!m_model.playhead().isLive());
    for (auto *action :
         {m_actions->freeze, m_actions->previousChange, m_actions->nextChange, m_actions->nextTear})
        action->setEnabled(m_model.isOpen());
    m_actions->hostNamespace->setChecked(m_model.namespaceMode() == NamespaceMode::Host);
    if (m_model.isOpen() && m_model.selected() < m_actions->select.size())
        m_actions->select[m_model.selected()]->setChecked(true);
    if (m_settings.pace == m_model.pace())
        return;
    m_settings.pace = m_model.pace();
    Q_EMIT settingsChanged(m_settings);
}

void MainWindow::refreshNotice()
{
    QString sentence = m_problem ? m_problem() : QString();
    if (!m_problem && m_model.failure())
        sentence = QString::fromStdString(explain(*m_model.failure(), currentLanguage()));
    const bool isRead = m_problem != nullptr; // there is no more to be done about it
    m_notice->say(sentence, isRead ? tr("Close the notice") : tr("Start over"),
                  isRead ? Glyph::None : Glyph::StartOver);
    if (!m_problem)
        m_source->hide();
    placeDrawers();
}

/// From what the notice says: what the session had to do with starts over, else it has been read.
void MainWindow::goOn()
{
    if (!m_problem) {
        startOver();
        return;
    }
    m_problem = nullptr;
    refreshNotice();
}

void MainWindow::fillSelection()
{
    const auto &workers = m_model.scenario().workers;
    for (std::size_t i = 0; i < m_actions->select.size(); ++i) {
        m_actions->select[i]->setVisible(i < workers.size());
        m_actions->select[i]->setEnabled(i < workers.size());
        if (i < workers.size())
            m_actions->select[i]->setText(QString::fromStdString(workers[i].name));
    }
}

CodeView *MainWindow::codeView() const
{
    for (std::size_t i = 0; i < m_views.size(); ++i) {
        if (m_shown[i]->id == "code")
            return static_cast<CodeView *>(m_views[i]);
    }
    return nullptr;
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && isFullScreen())
        setFullScreen(false);
    else
        QWidget::keyPressEvent(event);
}

} // namespace seeipc
