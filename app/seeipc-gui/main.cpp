// SPDX-License-Identifier: MIT
// The window's program: reads the command line, opens the demo, runs until it is closed.
#include "options.h"
#include "posix/clock.h"
#include "posix/procfs.h"
#include "posix/uniquefd.h"
#include "runsettings.h"
#include "scenario/loader.h"
#include "screenshot.h"
#include "session/failuretext.h"
#include "session/messages.h"
#include "signals.h"
#include "ui/compare/sidebyside.h"
#include "ui/controls/style.h"
#include "ui/demofile.h"
#include "ui/language.h"
#include "ui/mainwindow.h"
#include "ui/model/sessionmodel.h"
#include "ui/pacer.h"

#include <QApplication>
#include <QTimer>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <unistd.h>
#include <variant>

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

Text explained(const Error &error)
{
    return {explain(error, Language::English), explain(error, Language::Chinese)};
}

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

Text both(Message message)
{
    return {tell(message, Language::English), tell(message, Language::Chinese)};
}

/// The demo by its id, else as a file. A problem without a place is one of no demo.
ScenarioOrProblem findDemo(const std::string &name)
{
    if (const auto file = findScenario(name))
        return loadScenario(*file);
    if (name.find('/') != std::string::npos || ::access(name.c_str(), F_OK) == 0)
        return loadScenario(name);
    if (scenarioDirectory().empty())
        return ScenarioProblem{{}, both(Message::NoScenarios)};
    return ScenarioProblem{
        name, {"no such demo: seeipc list names them", "没有这个演示：seeipc list 列出全部"}};
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

void reportFrames(const Pacer &pacer)
{
    std::printf("frames %lld late %lld worst-ms %.2f\n", static_cast<long long>(pacer.frames()),
                static_cast<long long>(pacer.lateFrames()),
                static_cast<double>(pacer.worstNanoseconds()) / 1e6);
}

/// Starts a window's demo once it has been painted for the first time, so that it is there at once.
class FirstPicture : public QObject
{
public:
    /// `start` is called behind the first picture. A reported one is told on CLOCK_MONOTONIC.
    FirstPicture(QWidget &window, bool isReported, std::function<void()> start)
        : m_isReported(isReported), m_start(std::move(start))
    {
        window.installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::Paint)
            return false;
        watched->removeEventFilter(this);
        QTimer::singleShot(0, this, [this] { // now the window's parts are painted too
            if (m_isReported) {
                std::printf("first-paint %lld\n", static_cast<long long>(monotonicNanoseconds()));
                std::fflush(stdout);
            }
            m_start();
        });
        return false;
    }

private:
    bool m_isReported;
    std::function<void()> m_start;
};

/// The instant of a picture: so many nanoseconds after the start, or when a condition comes true.
using Instant = std::variant<std::int64_t, Condition>;

/// An instant, or why the text is none.
std::variant<Instant, Text> readInstant(const std::string &text, const Scenario &scenario)
{
    if (const auto after = nanosecondsOf(text))
        return Instant(*after);
    const auto condition = conditionOf(scenario, text);
    if (const auto *why = std::get_if<Text>(&condition))
        return *why;
    if (std::get<Condition>(condition).kind == Condition::Kind::Settled)
        return Text{"\"others settled\" is for a step that waits: an instant names a process",
                    "\"others settled\" 只用于等候的步骤：时刻要写明进程"};
    return Instant(std::get<Condition>(condition));
}

/// A window that is larger than it was asked to be says so, once it is laid out.
void noteLeastSize(const Options &options, const QWidget &window)
{
    if (!options.size || options.size->expandedTo(window.size()) == *options.size)
        return;
    const auto text = [](const QSize &size) {
        return std::to_string(size.width()) + "x" + std::to_string(size.height());
    };
    const auto asked = text(*options.size);
    const auto made = text(window.size());
    complain({"--size " + asked + ": this demo needs more room: the window is " + made,
              "--size " + asked + "：这个演示需要更大的地方：窗口为 " + made});
}

/// Shows the window until its picture is taken.
int takePicture(const Options &options, const Instant &instant, SessionModel &model,
                MainWindow &window)
{
    int status = 0;
    SideBySide *both = options.isCompared ? window.compare() : nullptr;
    const auto grab = [&] {
        both ? both->showInstant() : window.showInstant();
        return both ? both->grab() : window.grab();
    };
    Screenshot screenshot(both ? both->wrong() : model, grab,
                          QString::fromStdString(options.screenshot));
    QObject::connect(&screenshot, &Screenshot::taken, qApp, &QCoreApplication::quit,
                     Qt::QueuedConnection);
    QObject::connect(&screenshot, &Screenshot::failed, qApp, [&](const Text &why) {
        status = complain({options.screenshot + ": " + why.en, options.screenshot + "：" + why.zh});
        QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    });
    QWidget &shown = both ? static_cast<QWidget &>(*both) : window;
    const FirstPicture first(shown, options.reportsFrames, [&] {
        if (const auto *condition = std::get_if<Condition>(&instant))
            screenshot.takeAt(*condition);
        noteLeastSize(options, shown);
        both ? both->startOver() : window.startOver();
        if (const auto &why = model.failure())
            status = complain(explained(*why));
        if (const auto *after = std::get_if<std::int64_t>(&instant))
            screenshot.takeAfter(*after);
    });
    shown.show();
    QApplication::exec();
    return status;
}

/// Shows the window until the user or a signal ends it; remembers what the user changed.
int runWindow(const Options &options, MainWindow &window)
{
    QTimer saving;
    saving.setSingleShot(true);
    saving.setInterval(settingsMilliseconds);
    QObject::connect(&window, &MainWindow::settingsChanged, &saving, qOverload<>(&QTimer::start));
    QObject::connect(&saving, &QTimer::timeout, &window,
                     [&] { remember(window.settings(), options, languageNow); });
    const FirstPicture first(window, options.reportsFrames, [&] {
        noteLeastSize(options, window);
        window.startOver();
        if (options.isCompared)
            window.compare();
    });
    window.show();
    QApplication::exec();
    if (saving.isActive())
        remember(window.settings(), options, languageNow);
    return 0;
}

int run(const Options &options, const Scenario &scenario,
        const std::vector<ParameterValue> &parameters)
{
    const auto both = options.isCompared ? wrongAndCured(scenario) : std::nullopt;
    if (options.isCompared && !both)
        return complain({"--compare: " + scenario.id + ": has no cure to stand beside it",
                         "--compare：" + scenario.id + "：没有可以并排对照的正确写法"});
    std::optional<Instant> instant;
    if (!options.screenshot.empty()) {
        const auto read = readInstant(options.at, both ? both->first : scenario);
        if (const auto *why = std::get_if<Text>(&read))
            return complain({"--at: neither seconds nor a condition of this demo: " + why->en,
                             "--at：既不是秒数，也不是这个演示的条件：" + why->zh});
        instant = std::get<Instant>(read);
    }
    auto *style = new Style; // the application's from now on
    QApplication::setStyle(style);
    Pacer pacer;
    SessionModel model(pacer);
    model.setSetup({.recorded = options.isRecorded, .cpu = options.cpu, .workerProgram = {}});
    model.setHeld(options.isHeld);
    MainWindow window(model, *style, settingsFor(options, languageNow));
    window.prepare(scenario, parameters);
    if (!instant)
        window.file().follow(
            QString::fromStdString(findScenario(options.scenario).value_or(options.scenario)));
    const EndingSignals signals_;
    QObject::connect(&signals_, &EndingSignals::caught, qApp, &QCoreApplication::quit);
    const int status = instant ? takePicture(options, *instant, model, window)
                               : runWindow(options, window);
    if (options.reportsFrames)
        reportFrames(pacer);
    return status;
}

} // namespace

int main(int argc, char **argv)
{
    reserveStandardDescriptors();
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
    if (const auto self = readProcFile(::getpid(), "stat"); !self)
        return complain(explained(self.error()));
    const auto demo = findDemo(options.scenario);
    if (const auto *problem = std::get_if<ScenarioProblem>(&demo)) {
        if (problem->place.empty())
            return complain(problem->what);
        return complain(
            {problem->place + ": " + problem->what.en, problem->place + "：" + problem->what.zh});
    }
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
    return run(options, scenario, parameters);
}
