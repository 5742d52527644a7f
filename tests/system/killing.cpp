// SPDX-License-Identifier: MIT
#include "killing.h"

#include "place.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <ctime>
#include <sys/wait.h>

namespace seeipc {

namespace {

constexpr int windowOpens = 300; ///< milliseconds that a window takes longer than a play
constexpr double goldenRatio = 0.6180339887; ///< whose multiples spread evenly, however many

/// Of several workers, another each time.
std::optional<pid_t> find(const Victims &victims, Victim victim, int number)
{
    if (victim == Victim::Steward)
        return victims.steward();
    if (victim != Victim::Worker)
        return victims.program();
    const auto workers = victims.workers();
    if (workers.empty())
        return std::nullopt;
    return workers[static_cast<std::size_t>(number) % workers.size()];
}

/// When it is killed, in nanoseconds since its start: anywhere in the life of its demo.
std::int64_t instantOf(const Row &row, const Demo &demo, int number, int attempt)
{
    const double part = (number + attempt) * goldenRatio;
    const double life = demo.milliseconds[row.isPrivate ? 1 : 0]
                        + (row.victim == Victim::Window ? windowOpens : 0);
    return std::llround((part - std::floor(part)) * life * 1e6);
}

/// Waits for its instant; the victim, if there is one then.
std::optional<pid_t> victimOf(const Row &row, const Demo &demo, const Victims &victims, int number,
                              int attempt)
{
    if (number >= row.earlyKills()) {
        sleepFor(instantOf(row, demo, number, attempt));
        return find(victims, row.victim, number);
    }
    const auto victim = soon<std::optional<pid_t>>(
        [&] { return find(victims, row.victim, number); }, 5000);
    if (victim && *victim == victims.program()) // from spawn until its session stands
        sleepFor(std::int64_t{number} * 10 / row.earlyKills()
                 * (row.victim == Victim::Window ? 4'000'000 : 300'000));
    return victim;
}

} // namespace

std::vector<Demo> allDemos()
{
    std::vector<Demo> demos;
    QDirIterator files(binDirectory() + "/../share/seeipc/scenarios", {"*.json"}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QFileInfo file(files.next());
        QFile text(file.filePath());
        // Where namespaces are given up there is no other user to become.
        if (text.open(QIODevice::ReadOnly) && !text.readAll().contains("\"unshared-uid\""))
            demos.push_back({file.completeBaseName().toStdString()});
    }
    std::sort(demos.begin(), demos.end(), [](const Demo &a, const Demo &b) { return a.id < b.id; });
    return demos;
}

void sleepFor(std::int64_t nanoseconds)
{
    const timespec pause{nanoseconds / 1'000'000'000, nanoseconds % 1'000'000'000};
    ::nanosleep(&pause, nullptr);
}

Launch launchOf(const Row &row, const std::string &demo, const QString &runtime)
{
    Launch launch;
    launch.runtimeDirectory = runtime.toStdString();
    launch.hasNamespaces = row.isPrivate;
    const bool isWindow = row.victim == Victim::Window;
    launch.words = {programPath(isWindow ? "seeipc-gui" : "seeipc").toStdString()};
    if (isWindow)
        launch.words.insert(launch.words.end(), {"--scenario", demo, "--pace", "0.01"});
    else
        launch.words.insert(launch.words.end(), {"play", demo, "--pace", "0.01"});
    return launch;
}

QStringList directoriesIn(const QString &runtime)
{
    return QDir(runtime).entryList(QDir::AllEntries | QDir::Hidden | QDir::System
                                   | QDir::NoDotAndDotDot);
}

QString leftOf(const Victims &victims, const QString &runtime)
{
    QString left;
    (void)soon<bool>(
        [&] {
            left.clear();
            for (const pid_t pid : victims.living())
                left += "process " + QString::number(pid) + " ";
            left += directoriesIn(runtime).join(' ');
            return left.isEmpty();
        },
        4000);
    return left;
}

bool killOnce(const Row &row, const Demo &demo, const QString &runtime, int number, int attempt,
              Report &report)
{
    const bool isEarly = number < row.earlyKills();
    Victims victims(launchOf(row, demo.id, runtime));
    const auto victim = victimOf(row, demo, victims, number, attempt);
    const bool wasEarly = victim && isEarly && !victims.hasBegun();
    if (!victim || !killLiving(*victim)) {
        victims.terminate();
        if (!victims.waitForProgram(20'000))
            report.complain("the program did not end");
        return false;
    }
    const bool isOwn = *victim == victims.program();
    const auto status = victims.waitForProgram(20'000);
    const auto place = QString::fromStdString(demo.id) + ", kill " + QString::number(number);
    if (!status)
        report.complain(place + ": the program did not end");
    else if (isOwn && !(WIFSIGNALED(*status) && WTERMSIG(*status) == SIGKILL))
        return false;
    const auto left = leftOf(victims, runtime);
    if (!left.isEmpty())
        report.complain(place + " left " + left);
    const std::lock_guard lock(report.mutex);
    ++report.kills;
    ++report.byDemo[QString::fromStdString(demo.id)];
    report.early += wasEarly ? 1 : 0;
    return !isEarly || wasEarly;
}

} // namespace seeipc
