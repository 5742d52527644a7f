// SPDX-License-Identifier: MIT
// The third law: after any end, SIGKILL of any of its processes at any instant included, nothing of
// ours is left, and nobody else's was touched.
#include "place.h"
#include "victims.h"

#include "posix/clock.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace seeipc;

namespace {

constexpr int killsEach = 50;
constexpr int earlyKills = killsEach / 5; ///< before the first call of a demo
constexpr int lifetime = 260; ///< milliseconds; a play of forty events takes about as long

enum class Victim { Program, Window, Steward, Worker };

/// One row: who is killed, and where the workers live.
struct Row
{
    Victim victim = Victim::Program;
    bool isPrivate = true;
};

/// What the threads that kill say to the one that judges.
struct Report
{
    std::mutex mutex;
    QStringList complaints;
    int kills = 0;
    int early = 0;

    void complain(const QString &what)
    {
        const std::lock_guard lock(mutex);
        complaints.append(what);
    }
};

void sleepFor(std::int64_t nanoseconds)
{
    const timespec pause{nanoseconds / 1'000'000'000, nanoseconds % 1'000'000'000};
    ::nanosleep(&pause, nullptr);
}

/// Asks quickly, for an instant that must not be missed.
template<typename Found>
Found soon(const std::function<Found()> &look, int milliseconds)
{
    const auto deadline = monotonicNanoseconds() + milliseconds * std::int64_t{1'000'000};
    Found found = look();
    while (!found && monotonicNanoseconds() < deadline) {
        sleepFor(50'000);
        found = look();
    }
    return found;
}

Launch launchOf(const Row &row, const QString &runtime)
{
    Launch launch;
    launch.runtimeDirectory = runtime.toStdString();
    launch.hasNamespaces = row.isPrivate;
    const bool isWindow = row.victim == Victim::Window;
    launch.words = {programPath(isWindow ? "seeipc-gui" : "seeipc").toStdString()};
    if (isWindow)
        launch.words.insert(launch.words.end(), {"--scenario", "pipe-flow", "--pace", "0.01"});
    else
        launch.words.insert(launch.words.end(), {"play", "pipe-flow", "--pace", "0.01"});
    return launch;
}

std::optional<pid_t> find(const Victims &victims, Victim victim)
{
    if (victim == Victim::Steward)
        return victims.steward();
    return victim == Victim::Worker ? victims.worker() : std::optional(victims.program());
}

QStringList directoriesIn(const QString &runtime)
{
    return QDir(runtime).entryList({"seeipc-*"}, QDir::AllEntries | QDir::Hidden | QDir::System);
}

/// What is left of it; empty when nothing is.
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

/// One run, one kill. False: the victim was over before it was hit, so it does not count.
bool killOnce(const Row &row, const QString &runtime, int number, Report &report)
{
    const bool isEarly = number < earlyKills;
    Victims victims(launchOf(row, runtime));
    const auto victim = soon<std::optional<pid_t>>([&] { return find(victims, row.victim); }, 5000);
    if (!victim) {
        report.complain("no victim came");
        return false;
    }
    const bool isOwn = *victim == victims.program();
    if (!isEarly) // from its beginning to its end
        sleepFor(std::int64_t{number - earlyKills} * lifetime * 1'000'000
                 / (killsEach - earlyKills));
    else if (isOwn) // from spawn until its session stands
        sleepFor(std::int64_t{number} * (row.victim == Victim::Window ? 4'000'000 : 300'000));
    const bool wasEarly = isEarly && !victims.hasBegun();
    if (!killLiving(*victim))
        return false;
    if (!isOwn && row.victim == Victim::Worker)
        sleepFor(2'000'000);
    const auto status = isOwn || row.victim != Victim::Window ? victims.waitForProgram(20'000)
                                                              : std::nullopt;
    if (!status)
        report.complain("the program did not end");
    else if (isOwn && !(WIFSIGNALED(*status) && WTERMSIG(*status) == SIGKILL))
        return false;
    const auto left = leftOf(victims, runtime);
    if (!left.isEmpty())
        report.complain("kill " + QString::number(number) + " left " + left);
    const std::lock_guard lock(report.mutex);
    ++report.kills;
    report.early += wasEarly ? 1 : 0;
    return !isEarly || wasEarly;
}

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

/// Directories that would have gone to /tmp, of the processes that we started.
QStringList inTemporary()
{
    return QDir("/tmp").entryList({"seeipc-" + QString::number(::getpid()) + "-*"});
}

} // namespace

class TestLeftBehind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void workersLiveWhereTheRowsSay();
    void nothingIsLeftOf_data();
    void nothingIsLeftOf();
    void whatBothLeaveIsSweptAtTheNextStart();

private:
    QTemporaryDir m_places[2];
    QByteArray m_machine;
    std::unique_ptr<Victims> m_neighbours; ///< another user's session, as good as
    std::size_t m_neighbourCount = 0;
    QStringList m_neighbourDirectories;
    QTemporaryDir m_neighbourPlace;
    bool m_hasPrivate = false;
    pid_t m_bystander = 0; ///< in our own process group
};

void TestLeftBehind::initTestCase()
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    m_machine = machineWide();
    m_bystander = ::fork();
    if (m_bystander == 0) {
        ::pause();
        ::_exit(0);
    }
    Launch launch = launchOf({}, m_neighbourPlace.path());
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
    QCOMPARE(inTemporary(), QStringList());
}

void TestLeftBehind::workersLiveWhereTheRowsSay()
{
    for (const bool isPrivate : {true, false}) {
        Victims victims(launchOf({Victim::Program, isPrivate}, m_places[0].path()));
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

/// Fifty kills, two at a time.
void TestLeftBehind::nothingIsLeftOf()
{
    QFETCH(const int, victim);
    QFETCH(const bool, isPrivate);
    if (isPrivate && !m_hasPrivate)
        QSKIP("this machine refuses namespaces");
    const Row row{static_cast<Victim>(victim), isPrivate};
    Report report;
    std::atomic<int> next{0};
    const auto killing = [&](const QString &runtime) {
        for (int number = next.fetch_add(1); number < killsEach; number = next.fetch_add(1)) {
            for (int attempt = 0; attempt < 40 && !killOnce(row, runtime, number, report);
                 ++attempt) {}
        }
    };
    std::thread first(killing, m_places[0].path());
    std::thread second(killing, m_places[1].path());
    first.join();
    second.join();
    QVERIFY2(report.complaints.isEmpty(), qPrintable(report.complaints.join("\n")));
    QVERIFY2(report.kills >= killsEach, qPrintable(QString::number(report.kills)));
    QVERIFY2(report.early >= earlyKills, qPrintable(QString::number(report.early)));
}

void TestLeftBehind::whatBothLeaveIsSweptAtTheNextStart()
{
    const auto runtime = m_places[0].path();
    for (int i = 0; i < 10; ++i) {
        Victims victims(launchOf({}, runtime));
        const auto steward = soon<std::optional<pid_t>>([&] { return victims.steward(); }, 5000);
        QVERIFY(steward);
        sleepFor(i * std::int64_t{3'000'000});
        const pid_t both[] = {victims.program(), *steward};
        for (const pid_t pid : both)
            ::kill(pid, SIGKILL);
        QVERIFY(victims.waitForProgram(5000));
        QVERIFY(eventually([&] { return victims.living().empty(); }));
    }
    Victims next(launchOf({}, runtime));
    QVERIFY(next.waitForProgram(20'000));
    QCOMPARE(directoriesIn(runtime), QStringList());
}

QTEST_GUILESS_MAIN(TestLeftBehind)
#include "tst_leftbehind.moc"
