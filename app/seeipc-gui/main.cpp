// SPDX-License-Identifier: MIT
// The window's program: reads the command line, opens the demo, runs until it is closed.
#include "options.h"
#include "posix/clock.h"
#include "scenario/loader.h"
#include "screenshot.h"
#include "signals.h"
#include "ui/controls/style.h"
#include "ui/language.h"
#include "ui/mainwindow.h"
#include "ui/model/sessionmodel.h"
#include "ui/pacer.h"
#include "ui/settings.h"

#include <QApplication>
#include <QTimer>

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

using namespace seeipc;

namespace {

constexpr int usageError = 2;
constexpr int settingsMilliseconds = 500; ///< after the last change they are saved

Language languageNow = Language::English;

/// "seeipc-gui: what failed: why".
int complain(const Text &what)
{
    std::fprintf(stderr, "seeipc-gui: %s\n", what.in(languageNow).c_str());
    return usageError;
}

const Text noDisplay{"the window: there is no display (DISPLAY, WAYLAND_DISPLAY): seeipc play and "
                     "seeipc-gui --screenshot work without one",
                     "窗口：没有显示器（DISPLAY、WAYLAND_DISPLAY）：seeipc play 和 "
                     "seeipc-gui --screenshot 不需要显示器"};

/// Qt's own words are for who works on SeeIPC; that it cannot reach the display is for the user.
void sift(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    if (type == QtFatalMsg) {
        complain(message.contains(QLatin1String("platform plugin"))
                     ? noDisplay
                     : Text{message.toStdString(), message.toStdString()});
        ::_exit(usageError);
    }
    if (qEnvironmentVariableIsSet("SEEIPC_QT_MESSAGES"))
        std::fprintf(stderr, "%s\n", qPrintable(message));
}

bool hasDisplay()
{
    return !qEnvironmentVariableIsEmpty("DISPLAY")
           || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
           || !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

/// The demo by its id, else as a file.
ScenarioOrProblem findDemo(const std::string &name)
{
    if (const auto file = findScenario(name))
        return loadScenario(*file);
    if (name.find('/') == std::string::npos && ::access(name.c_str(), F_OK) != 0)
        return ScenarioProblem{
            name, {"no such demo: seeipc list names them", "没有这个演示：seeipc list 列出全部"}};
    return loadScenario(name);
}

std::optional<Text> readParameters(const Options &options, const Scenario &scenario,
                                   std::vector<ParameterValue> &parameters)
{
    parameters = defaultParameters(scenario);
    for (const auto &[name, value] : options.settings) {
        if (auto wrong = setParameter(scenario, name, value, parameters))
            return Text{"--set " + name + ": " + wrong->en, "--set " + name + "：" + wrong->zh};
    }
    return std::nullopt;
}

Settings settingsFor(const Options &options)
{
    auto settings = options.screenshot.empty() ? Settings::load() : Settings();
    if (options.theme)
        settings.theme = *options.theme;
    if (options.size)
        settings.windowSize = options.size;
    if (options.pace)
        settings.pace = *options.pace;
    settings.language = languageNow;
    return settings;
}

void reportFrames(const Pacer &pacer)
{
    std::printf("frames %lld late %lld worst-ms %.2f\n", static_cast<long long>(pacer.frames()),
                static_cast<long long>(pacer.lateFrames()),
                static_cast<double>(pacer.worstNanoseconds()) / 1e6);
}

/// Says when the first picture was painted, on CLOCK_MONOTONIC.
class FirstPaint : public QObject
{
public:
    explicit FirstPaint(QWidget &window) { window.installEventFilter(this); }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            watched->removeEventFilter(this);
            std::printf("first-paint %lld\n", static_cast<long long>(monotonicNanoseconds()));
            std::fflush(stdout);
        }
        return false;
    }
};

/// Picture or window, until the end.
int runWindow(const Options &options, const Scenario &scenario,
              const std::vector<ParameterValue> &parameters)
{
    auto *style = new Style; // the application's from now on
    QApplication::setStyle(style);
    Pacer pacer;
    SessionModel model(pacer);
    model.setSetup({.recorded = options.isRecorded, .cpu = options.cpu, .workerProgram = {}});
    model.setHeld(options.isHeld);
    MainWindow window(model, *style, settingsFor(options));
    EndingSignals signals_;
    QObject::connect(&signals_, &EndingSignals::caught, qApp, &QCoreApplication::quit);

    std::unique_ptr<Screenshot> screenshot;
    int status = 0;
    if (!options.screenshot.empty()) {
        screenshot = std::make_unique<Screenshot>(model, window,
                                                  QString::fromStdString(options.screenshot));
        QObject::connect(screenshot.get(), &Screenshot::taken, qApp, &QCoreApplication::quit,
                         Qt::QueuedConnection);
        QObject::connect(screenshot.get(), &Screenshot::failed, qApp, [&](const Text &why) {
            status = complain(
                {options.screenshot + ": " + why.en, options.screenshot + "：" + why.zh});
            QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
        });
        if (const auto after = nanosecondsOf(options.at)) {
            screenshot->takeAfter(*after);
        } else if (const auto condition = parseCondition(scenario, options.at)) {
            screenshot->takeAt(*condition);
        } else {
            return complain(
                {"--at: " + options.at + ": is neither seconds nor a condition of this demo",
                 "--at：" + options.at + "：既不是秒数，也不是这个演示的条件"});
        }
    }
    QTimer saving;
    saving.setSingleShot(true);
    saving.setInterval(settingsMilliseconds);
    if (!screenshot) {
        QObject::connect(&window, &MainWindow::settingsChanged, &saving,
                         qOverload<>(&QTimer::start));
        QObject::connect(&saving, &QTimer::timeout, &window, [&] { window.settings().save(); });
    }
    std::unique_ptr<FirstPaint> firstPaint;
    if (options.reportsFrames)
        firstPaint = std::make_unique<FirstPaint>(window);
    window.show();
    window.open(scenario, parameters);
    QApplication::exec();
    if (saving.isActive())
        window.settings().save();
    if (options.reportsFrames)
        reportFrames(pacer);
    return status;
}

} // namespace

int main(int argc, char **argv)
{
    EndingSignals::startClean();
    const std::span<char *> words(argv, static_cast<std::size_t>(argc));
    languageNow = QLocale::system().language() == QLocale::Chinese ? Language::Chinese
                                                                   : Language::English;
    const auto read = readOptions(words.subspan(1));
    if (const auto *problem = std::get_if<OptionsProblem>(&read))
        return complain(problem->what);
    const auto &options = std::get<Options>(read);
    if (options.language)
        languageNow = *options.language;
    else if (options.screenshot.empty())
        languageNow = Settings::load().language.value_or(languageNow);
    if (options.wantsHelp) {
        std::fputs(helpText().in(languageNow).c_str(), stdout);
        return 0;
    }
    if (options.wantsVersion) {
        std::puts("seeipc-gui " SEEIPC_VERSION);
        return 0;
    }
    const auto demo = findDemo(options.scenario);
    if (const auto *problem = std::get_if<ScenarioProblem>(&demo))
        return complain(
            {problem->place + ": " + problem->what.en, problem->place + "：" + problem->what.zh});
    const auto &scenario = std::get<Scenario>(demo);
    std::vector<ParameterValue> parameters;
    if (const auto wrong = readParameters(options, scenario, parameters))
        return complain(*wrong);

    if (!options.screenshot.empty())
        qputenv("QT_QPA_PLATFORM", "offscreen");
    else if (!hasDisplay())
        return complain(noDisplay);
    qInstallMessageHandler(sift);
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("SeeIPC"));
    QApplication::setApplicationVersion(QStringLiteral(SEEIPC_VERSION));
    return runWindow(options, scenario, parameters);
}
