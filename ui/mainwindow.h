// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/scenario.h"
#include "ui/settings.h"

#include <QPointer>
#include <QSplitter>
#include <QWidget>

#include <functional>
#include <string>
#include <vector>

namespace seeipc {

class CaptionView;
class CodeView;
class DemoFile;
class DemoMenu;
class DrawerRow;
class Drawers;
class ExportMenu;
class MainActions;
class Notice;
class Pacer;
class ParameterPanel;
class SessionModel;
class SideBySide;
class SourcePanel;
class StatusLine;
class Style;
class TopBar;
class View;
struct ScenarioProblem;
struct ViewDescriptor;

/// The window: bar, caption, stage and what stands below it, drawers at its side, parameters, and a
/// line that opens the drawers and says in words what is on.
class MainWindow : public QWidget
{
    Q_OBJECT

public:
    /// `settings` are applied, and every change of them is announced. All of it outlives the window.
    MainWindow(SessionModel &model, Style &style, const Settings &settings,
               QWidget *parent = nullptr);

    /// Shows a demo as it will be; startOver() starts it.
    void prepare(const Scenario &scenario, const std::vector<ParameterValue> &parameters);
    void startOver();
    /// Opens a demo; what is wrong with it or kept it from starting is said in the window.
    void open(const Scenario &scenario, const std::vector<ParameterValue> &parameters);
    /// Shows what is true now, for a picture: nothing of the instant before stays to be read.
    void showInstant();
    /// Opens the window with this demo and its cure, or the demo that this one cures. Null where there
    /// is none, which the window says.
    SideBySide *compare();
    /// Reads a demo's file and opens it.
    void openFile(const std::string &file);
    /// Reads the file of the demo that is open again: it starts over, with the values that still fit. Where it
    /// cannot be read the demo goes on.
    void reloadFile(const std::string &file);

    void setTheme(ThemeName theme);
    void setLanguage(Language language);
    const Settings &settings() const { return m_settings; }
    MainActions &actions() { return *m_actions; }
    const TopBar &bar() const { return *m_bar; }
    const Notice &notice() const { return *m_notice; }
    SourcePanel &source() { return *m_source; }
    const StatusLine &statusLine() const { return *m_status; }
    Drawers &drawers() { return *m_drawers; }
    const ParameterPanel &parameters() const { return *m_parameters; }
    DemoFile &file() { return *m_file; }

Q_SIGNALS:
    /// The user has changed something that is to be remembered.
    void settingsChanged(const seeipc::Settings &settings);

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void tell(const ScenarioProblem &problem, const QString &file);
    void noteFile(const QString &file);
    void rememberDemos();
    void makeLayout();
    void connectSession();
    void connectPlayhead();
    void connectView();
    void connectDrawers();
    void setLayoutName(LayoutName layout);
    void keepDrawers();
    void placeDrawers();
    bool wantsDrawersBelow() const;
    int usualDrawerWidth() const;
    void giveWay();
    void giveWayFurther();
    void beThrifty();
    void fillSelection();
    void refreshControls();
    void refreshNotice();
    void goOn();
    void nameViews();
    CodeView *codeView() const; ///< never null: the table of views has it
    void fit();
    void run();
    void step();
    void standStill();
    void holdBehind(const SideBySide &both);
    void releaseBehind();
    void changeSpeed(int positions);
    void setStill(bool isStill);
    void setTimeAxis(TimeAxis axis);
    void setFullScreen(bool isFull);

    SessionModel &m_model;
    Style &m_style;
    Settings m_settings;
    /// Says, in the language of the moment, what could not be done; absent: nothing is wrong.
    std::function<QString()> m_problem;
    bool m_wasMaximized = false;
    bool m_isLow = false;        ///< little height for what stands under the stage
    std::size_t m_thrift = 0;    ///< what gives way to the stage
    bool m_givesWay = false;     ///< while that is tried
    bool m_isHeldBehind = false; ///< while its demo and another stand side by side in front of it
    MainActions *m_actions;
    DemoMenu *m_demos;
    DemoFile *m_file;
    ExportMenu *m_export;
    TopBar *m_bar;
    CaptionView *m_caption;
    Notice *m_notice;
    SourcePanel *m_source;                       ///< of a broken file, while that is said
    std::vector<const ViewDescriptor *> m_shown; ///< what is always there, as m_views
    std::vector<View *> m_views;
    Drawers *m_drawers;
    QSplitter *m_sides; ///< views and drawers
    DrawerRow *m_row;
    ParameterPanel *m_parameters;
    StatusLine *m_status;
    QPointer<SideBySide> m_sideBySide; ///< while it is open
};

} // namespace seeipc
