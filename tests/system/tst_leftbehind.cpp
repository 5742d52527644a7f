// SPDX-License-Identifier: MIT
// The third law: after any end, SIGKILL of any of its processes at any instant included, nothing of
// ours is left, and nobody else's was touched.
#include "killing.h"
#include "place.h"
#include "victims.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <optional>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace seeipc;

namespace {

constexpr int usualKills = 40; ///< a row; SEEIPC_KILLS=200 makes as many

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What is on the whole machine, of the kinds that a demo can make.
QByteArray machineWide()
{
    QByteArray all;
    for (const char *kind : {"shm", "sem", "msg"})
        all += QByteArray::number(contentOf("/proc/sysvipc/" + QString(kind)).count('\n')) + " "
               + kind + "\n";
    all += QDir("/dev/shm").entryList(QDir::AllEntries | QDir::System).join('\n').toUtf8();
    return all;
}

} // namespace

class TestLeftBehind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void workersLiveWhereTheRowsSay();
    void everyDemoPlaysToItsEnd();
    void nothingIsLeftOf_data();
    void nothingIsLeftOf();
    void everyDemoWasHit();
    void aFifoGoesWithItsDirectory_data();
    void aFifoGoesWithItsDirectory();
    void whatBothLeaveIsSweptAtTheNextStart();

private:
    std::vector<Demo> m_demos = allDemos();
    QTemporaryDir m_home;
    QTemporaryDir m_temporary;
    QTemporaryDir m_places[2];
    QByteArray m_machine;
    std::unique_ptr<Victims> m_neighbours; ///< another user's session, as good as
    std::size_t m_neighbourCount = 0;
    QStringList m_neighbourDirectories;
    QTemporaryDir m_neighbourPlace;
    bool m_hasPrivate = false;
    std::size_t m_turns = 0;    ///< of all rows so far
    QMap<QString, int> m_kills; ///< by demo, of all rows so far
    pid_t m_bystander = 0;      ///< in our own process group
};

void TestLeftBehind::initTestCase()
{
    QVERIFY(m_demos.size() >= 12);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("XDG_CONFIG_HOME", m_home.path().toLocal8Bit());
    qputenv("TMPDIR", m_temporary.path().toLocal8Bit());
    m_machine = machineWide();
    m_bystander = ::fork();
    if (m_bystander == 0) {
        ::pause();
        ::_exit(0);
    }
    Launch launch = launchOf({}, "pipe-flow", m_neighbourPlace.path());
    launch.words.back() = "1000"; // seconds between two calls
    m_neighbours = std::make_unique<Victims>(launch);
    QVERIFY(
        eventually([&] { return m_neighbours->hasBegun() && m_neighbours->living().size() >= 4; }));
    m_neighbourCount = m_neighbours->living().size();
    m_neighbourDirectories = directoriesIn(m_neighbourPlace.path());
    QCOMPARE(m_neighbourDirectories.size(), 1);
}

void TestLeftBehind::cleanupTestCase()
{
    QVERIFY2(isLiving(m_bystander), "a process of our own group was killed");
    QCOMPARE(m_neighbours->living().size(), m_neighbourCount);
    QCOMPARE(directoriesIn(m_neighbourPlace.path()), m_neighbourDirectories);
    ::kill(m_bystander, SIGKILL);
    ::waitpid(m_bystander, nullptr, 0);
    m_neighbours->terminate();
    QVERIFY(m_neighbours->waitForProgram(5000));
    QVERIFY(eventually([&] { return m_neighbours->living().empty(); }));
    QVERIFY2(eventually([&] { return machineWide() == m_machine; }), machineWide().constData());
    QCOMPARE(directoriesIn(m_temporary.path()), QStringList());
}

void TestLeftBehind::workersLiveWhereTheRowsSay()
{
    for (const bool isPrivate : {true, false}) {
        Victims victims(launchOf({Victim::Program, isPrivate}, "pipe-flow", m_places[0].path()));
        const auto worker = soon<std::optional<pid_t>>([&] { return victims.worker(); }, 20'000);
        QVERIFY(worker);
        const auto namespaceOf = [](pid_t pid) {
            std::error_code failure;
            return std::filesystem::read_symlink("/proc/" + std::to_string(pid) + "/ns/ipc",
                                                 failure);
        };
        m_hasPrivate = m_hasPrivate || namespaceOf(*worker) != namespaceOf(victims.program());
        QVERIFY(isPrivate || namespaceOf(*worker) == namespaceOf(victims.program()));
        QVERIFY(victims.waitForProgram(20'000));
    }
}

/// And how long it takes. Two at a time, most of a play its demo sleeps.
void TestLeftBehind::everyDemoPlaysToItsEnd()
{
    std::atomic<std::size_t> next{0};
    Report report;
    const auto playing = [&](const QString &runtime) {
        for (auto i = next++; i < 2 * m_demos.size(); i = next++) {
            auto &demo = m_demos[i / 2];
            const bool isPrivate = i % 2 == 1;
            QElapsedTimer timer;
            timer.start();
            Victims victims(launchOf({Victim::Program, isPrivate}, demo.id, runtime));
            const auto status = victims.waitForProgram(20'000);
            demo.milliseconds[isPrivate ? 1 : 0] = static_cast<int>(
                std::min<qint64>(timer.elapsed(), longestLife));
            const auto name = QString::fromStdString(demo.id);
            if (!status || !WIFEXITED(*status) || WEXITSTATUS(*status) != 0)
                report.complain(name + " did not end by itself");
            if (const auto left = leftOf(victims, runtime); !left.isEmpty())
                report.complain(name + ": " + left);
        }
    };
    std::thread first(playing, m_places[0].path());
    std::thread second(playing, m_places[1].path());
    first.join();
    second.join();
    QVERIFY2(report.complaints.isEmpty(), qPrintable(report.complaints.join("\n")));
}

void TestLeftBehind::nothingIsLeftOf_data()
{
    QTest::addColumn<int>("victim");
    QTest::addColumn<bool>("isPrivate");
    const std::pair<Victim, const char *> victims[] = {{Victim::Program, "seeipc"},
                                                       {Victim::Window, "seeipc-gui"},
                                                       {Victim::Steward, "the steward"},
                                                       {Victim::Worker, "a worker"}};
    for (const bool isPrivate : {true, false}) {
        for (const auto &[victim, name] : victims)
            QTest::addRow("%s, %s", name, isPrivate ? "private namespaces" : "the host's")
                << static_cast<int>(victim) << isPrivate;
    }
}

/// All demos in turn, two at a time; a row begins with the demo behind the last one of the row before.
void TestLeftBehind::nothingIsLeftOf()
{
    QFETCH(const int, victim);
    QFETCH(const bool, isPrivate);
    if (isPrivate && !m_hasPrivate)
        QSKIP("this machine refuses namespaces");
    bool isSet = false;
    const int asked = qEnvironmentVariableIntValue("SEEIPC_KILLS", &isSet);
    const Row row{static_cast<Victim>(victim), isPrivate, isSet ? asked : usualKills};
    Report report;
    QElapsedTimer timer;
    timer.start();
    std::atomic<int> next{0};
    const auto killing = [&](const QString &runtime) {
        for (int number = next.fetch_add(1); number < row.kills; number = next.fetch_add(1)) {
            const auto turn = m_turns + static_cast<std::size_t>(number);
            const auto &demo = m_demos[turn % m_demos.size()];
            int attempt = 0;
            while (attempt < 40 && !killOnce(row, demo, runtime, number, attempt, report))
                ++attempt;
        }
    };
    std::thread first(killing, m_places[0].path());
    std::thread second(killing, m_places[1].path());
    first.join();
    second.join();
    qInfo() << report.kills << "kills in" << timer.elapsed() << "ms," << report.early
            << "before the first call; by demo" << report.byDemo.values();
    QVERIFY2(report.complaints.isEmpty(), qPrintable(report.complaints.join("\n")));
    QVERIFY2(report.kills >= row.kills, qPrintable(QString::number(report.kills)));
    QVERIFY2(report.early >= row.earlyKills(), qPrintable(QString::number(report.early)));
    m_turns += static_cast<std::size_t>(row.kills);
    for (auto kills = report.byDemo.begin(); kills != report.byDemo.end(); ++kills)
        m_kills[kills.key()] += kills.value();
}

void TestLeftBehind::everyDemoWasHit()
{
    if (m_turns < m_demos.size())
        QSKIP("too few kills were asked for");
    QCOMPARE(static_cast<std::size_t>(m_kills.size()), m_demos.size());
}

void TestLeftBehind::aFifoGoesWithItsDirectory_data()
{
    QTest::addColumn<int>("victim");
    QTest::newRow("seeipc") << static_cast<int>(Victim::Program);
    QTest::newRow("the steward") << static_cast<int>(Victim::Steward);
    QTest::newRow("seeipc and the steward") << -1;
}

/// A worker stands at its gate behind mkfifo(3) as the others are killed.
void TestLeftBehind::aFifoGoesWithItsDirectory()
{
    QFETCH(const int, victim);
    const auto runtime = m_places[0].path();
    auto slow = launchOf({}, "fifo-data-lost", runtime);
    slow.words.back() = "1000"; // seconds between two calls
    Victims victims(slow);
    const auto fifos = [&] {
        const auto directories = directoriesIn(runtime);
        return directories.size() == 1
                   ? QDir(runtime + "/" + directories.front()).entryList(QDir::System)
                   : QStringList();
    };
    QVERIFY(eventually([&] { return fifos() == QStringList("door"); }));
    const auto steward = victims.steward();
    QVERIFY(steward);
    if (victim == -1)
        ::kill(*steward, SIGSTOP); // it would tidy up between the two
    if (victim != static_cast<int>(Victim::Steward))
        ::kill(victims.program(), SIGKILL);
    if (victim != static_cast<int>(Victim::Program))
        ::kill(*steward, SIGKILL);
    QVERIFY(victims.waitForProgram(10'000));
    QVERIFY(eventually([&] { return victims.living().empty(); }));
    if (victim == -1) { // nobody is left to do it
        QCOMPARE(fifos(), QStringList("door"));
        Victims next(launchOf({}, "pipe-flow", runtime));
        QVERIFY(next.waitForProgram(20'000));
    }
    QVERIFY2(eventually([&] { return directoriesIn(runtime).isEmpty(); }),
             qPrintable(directoriesIn(runtime).join(' ')));
}

void TestLeftBehind::whatBothLeaveIsSweptAtTheNextStart()
{
    const auto runtime = m_places[0].path();
    for (int i = 0; i < 10; ++i) {
        Victims victims(launchOf({}, "pipe-flow", runtime));
        const auto steward = soon<std::optional<pid_t>>([&] { return victims.steward(); }, 5000);
        QVERIFY(steward);
        sleepFor(i * std::int64_t{3'000'000});
        const pid_t both[] = {victims.program(), *steward};
        for (const pid_t pid : both)
            ::kill(pid, SIGKILL);
        QVERIFY(victims.waitForProgram(5000));
        QVERIFY(eventually([&] { return victims.living().empty(); }));
    }
    Victims next(launchOf({}, "pipe-flow", runtime));
    QVERIFY(next.waitForProgram(20'000));
    QCOMPARE(directoriesIn(runtime), QStringList());
}

QTEST_GUILESS_MAIN(TestLeftBehind)
#include "tst_leftbehind.moc"
