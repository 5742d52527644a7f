// SPDX-License-Identifier: MIT
// The one process between a session and its workers: namespaces in both modes, the directory, and
// what is left when it, its spawner or the session ends.
#include "posix/foreignfd.h"
#include "posix/procfs.h"
#include "posix/sessiondirectory.h"
#include "session/stewardlink.h"
#include "support/eventually.h"
#include "support/handmade.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <sched.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace seeipc;
using namespace seeipc::handmade;

namespace {

/// A steward and the memory of its workers.
struct Stage
{
    explicit Stage(const Program &made, NamespaceMode mode = NamespaceMode::Private)
    {
        const auto bytes = made.bytes();
        programFd = std::move(*createSealedFile("program", bytes.data(), bytes.size()));
        const auto size = SharedArea::bytesNeeded(8, 1024, 0);
        areaFd = std::move(*createMemoryFile("area", size));
        memory = std::move(*Mapping::create(areaFd.get(), size, Mapping::Access::ReadWrite));
        SharedArea(memory.data()).layOut(8, 1024, 0, 0);
        auto created = StewardLink::create({.program = workerProgram(),
                                            .namespaceMode = mode,
                                            .areaFd = areaFd.get(),
                                            .programFd = programFd.get()});
        if (created)
            link = std::move(*created);
        else
            refusal = created.error();
    }

    /// The pid of worker 0, once it stands in the call that it sleeps in.
    pid_t startFirst()
    {
        if (!link || !link->startWorkers())
            return 0;
        auto message = link->await(monotonicNanoseconds() + 5'000'000'000);
        if (!message || message->kind != WireKind::Started)
            return 0;
        const auto &line = SharedArea(memory.data()).line(0);
        eventually([&] { return line.enteredCount.load() == 2; });
        return message->pid;
    }

    UniqueFd programFd;
    UniqueFd areaFd;
    Mapping memory;
    std::unique_ptr<StewardLink> link;
    std::optional<Error> refusal;
};

Program sleeper()
{
    return Program().worker({pipeCall(), readCall(variable(0), 1)});
}

Program sleepers()
{
    return Program()
        .worker({pipeCall(), readCall(variable(0), 1)})
        .worker({pipeCall(), readCall(variable(0), 1)});
}

std::string namespaceOf(pid_t pid, const char *kind)
{
    const auto path = "/proc/" + std::to_string(pid) + "/ns/" + kind;
    std::error_code failure;
    return std::filesystem::read_symlink(path, failure).string();
}

std::optional<ProcStat> statOf(pid_t pid)
{
    const auto text = readProcFile(pid, "stat");
    return text ? parseStat(*text) : std::nullopt;
}

bool isGone(pid_t pid)
{
    const auto stat = statOf(pid);
    return !stat || stat->state == 'Z' || stat->state == 'X';
}

bool exists(const std::string &path)
{
    struct stat status
    {};
    return ::lstat(path.c_str(), &status) == 0;
}

} // namespace

class TestSteward : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void privateWorkersShareNamespacesOfTheirOwn();
    void hostWorkersLiveInOurs();
    void refusedNamespacesFallBackToTheHosts();
    void everyProcessIsInTheStewardsGroup();
    void theEndOfTheLinkEndsAll_data();
    void theEndOfTheLinkEndsAll();
    void aKilledStewardLeavesNothing_data();
    void aKilledStewardLeavesNothing();
    void aKilledSpawnerEndsTheSession();
    void aKilledSessionIsCleanedUpByItsSteward();
    void whatBothLeaveIsSweptAtTheNextStart();
    void anEndedWorkerIsToldByItsSpawner();
    void aMissingWorkerProgramIsAnError();

private:
    QTemporaryDir m_runtime;
};

void TestSteward::initTestCase()
{
    QVERIFY(m_runtime.isValid());
    qputenv("XDG_RUNTIME_DIR", m_runtime.path().toUtf8());
}

void TestSteward::cleanup()
{
    QCOMPARE(QDir(m_runtime.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
             QStringList());
}

void TestSteward::privateWorkersShareNamespacesOfTheirOwn()
{
    Stage stage(sleepers());
    QVERIFY(stage.link);
    if (!stage.link->isPrivate())
        QSKIP(qPrintable("namespaces are refused: "
                         + QString::fromStdString(toText(*stage.link->refusal()))));
    const pid_t first = stage.startFirst();
    QVERIFY(first > 0);
    const auto message = stage.link->await(monotonicNanoseconds() + 5'000'000'000);
    QVERIFY(message);
    for (const char *kind : {"user", "ipc"}) {
        QVERIFY(namespaceOf(first, kind) != namespaceOf(::getpid(), kind));
        QVERIFY(eventually(
            [&] { return namespaceOf(message->pid, kind) == namespaceOf(first, kind); }));
    }
    const auto status = readProcFile(first, "status");
    QVERIFY(status);
    const auto uid = QByteArray::number(::getuid());
    QVERIFY(QByteArray::fromStdString(*status).contains("Uid:\t" + uid + "\t" + uid));
    // We may still look at it from outside.
    const auto pidfd = openPidfd(first);
    QVERIFY(pidfd);
    const auto borrowed = ForeignFd::borrow(pidfd->get(), 3);
    QVERIFY(borrowed);
    QVERIFY(readProcFile(first, "syscall"));
}

void TestSteward::hostWorkersLiveInOurs()
{
    Stage stage(sleeper(), NamespaceMode::Host);
    QVERIFY(stage.link);
    QVERIFY(!stage.link->isPrivate());
    QVERIFY(!stage.link->refusal());
    const pid_t first = stage.startFirst();
    QVERIFY(first > 0);
    for (const char *kind : {"user", "ipc"})
        QCOMPARE(namespaceOf(first, kind), namespaceOf(::getpid(), kind));
}

/// In a namespace whose own limit on more of them is 0 the kernel refuses every further one.
void TestSteward::refusedNamespacesFallBackToTheHosts()
{
    const uid_t uid = ::getuid();
    const pid_t child = ::fork();
    if (child == 0) {
        const auto put = [](const char *path, const std::string &text) {
            const UniqueFd fd(::open(path, O_WRONLY));
            return fd && ::write(fd.get(), text.data(), text.size()) > 0;
        };
        if (::unshare(CLONE_NEWUSER) != 0
            || !put("/proc/self/uid_map", "0 " + std::to_string(uid) + " 1\n")
            || !put("/proc/sys/user/max_user_namespaces", "0"))
            ::_exit(77);
        Stage stage(sleeper());
        const bool isRefused = stage.link && !stage.link->isPrivate() && stage.link->refusal()
                               && stage.link->refusal()->code == ENOSPC;
        const bool isStarted = isRefused && stage.startFirst() > 0;
        stage.link.reset();
        ::_exit(isStarted ? 0 : 1);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77)
        QSKIP("this machine gives no user namespace to try it in");
    QCOMPARE(WEXITSTATUS(status), 0);
}

/// So that Ctrl+C and job control of our terminal pass them by.
void TestSteward::everyProcessIsInTheStewardsGroup()
{
    Stage stage(sleeper());
    QVERIFY(stage.link);
    const pid_t first = stage.startFirst();
    QVERIFY(first > 0);
    QVERIFY(stage.link->pid() != ::getpgid(0));
    QCOMPARE(statOf(first)->group, stage.link->pid());
    QCOMPARE(statOf(stage.link->pid())->group, stage.link->pid());
    QCOMPARE(statOf(statOf(first)->parent)->group, stage.link->pid());
}

void TestSteward::theEndOfTheLinkEndsAll_data()
{
    QTest::addColumn<bool>("isPrivate");
    QTest::newRow("private namespaces") << true;
    QTest::newRow("the host's") << false;
}

void TestSteward::theEndOfTheLinkEndsAll()
{
    QFETCH(const bool, isPrivate);
    Stage stage(sleepers(), isPrivate ? NamespaceMode::Private : NamespaceMode::Host);
    QVERIFY(stage.link);
    const pid_t first = stage.startFirst();
    QVERIFY(first > 0);
    const auto directory = stage.link->directory();
    QVERIFY(exists(directory));
    const pid_t steward = stage.link->pid();
    const pid_t spawner = statOf(first)->parent;
    stage.link.reset();
    QVERIFY(isGone(first));
    QVERIFY(isGone(spawner));
    QVERIFY(isGone(steward));
    QVERIFY(!exists(directory));
}

void TestSteward::aKilledStewardLeavesNothing_data()
{
    theEndOfTheLinkEndsAll_data();
}

void TestSteward::aKilledStewardLeavesNothing()
{
    QFETCH(const bool, isPrivate);
    Stage stage(sleeper(), isPrivate ? NamespaceMode::Private : NamespaceMode::Host);
    QVERIFY(stage.link);
    const pid_t first = stage.startFirst();
    QVERIFY(first > 0);
    const auto directory = stage.link->directory();
    auto pidfd = openPidfd(first);
    QVERIFY(pidfd);
    QCOMPARE(::kill(stage.link->pid(), SIGKILL), 0);
    QVERIFY(eventually([&] { return !stage.link->receive().has_value(); })); // we see it
    QVERIFY(exists(directory));
    stage.link->keepWorker(std::move(*pidfd));
    stage.link.reset();
    QVERIFY(isGone(first)); // not a moment later
    QVERIFY(!exists(directory));
}

void TestSteward::aKilledSpawnerEndsTheSession()
{
    Stage stage(sleeper());
    QVERIFY(stage.link);
    const pid_t first = stage.startFirst();
    QVERIFY(first > 0);
    QCOMPARE(::kill(statOf(first)->parent, SIGKILL), 0);
    QVERIFY(eventually([&] { return !stage.link->receive().has_value(); }, 2000));
    stage.link->releaseLeash(); // as the observer does
    QVERIFY(eventually([&] { return isGone(first); }, 2000));
}

void TestSteward::aKilledSessionIsCleanedUpByItsSteward()
{
    int report[2] = {-1, -1};
    QCOMPARE(::pipe2(report, O_CLOEXEC), 0);
    const pid_t session = ::fork();
    if (session == 0) {
        Stage stage(sleeper());
        const pid_t pids[] = {stage.startFirst(), stage.link ? stage.link->pid() : 0};
        (void)!::write(report[1], pids, sizeof pids);
        ::pause();
        ::_exit(0);
    }
    pid_t pids[2] = {0, 0};
    QCOMPARE(::read(report[0], pids, sizeof pids), static_cast<ssize_t>(sizeof pids));
    ::close(report[0]);
    ::close(report[1]);
    QVERIFY(pids[0] > 0);
    ::kill(session, SIGKILL);
    ::waitpid(session, nullptr, 0);
    QVERIFY(eventually([&] { return isGone(pids[0]) && isGone(pids[1]); }, 2000));
}

void TestSteward::whatBothLeaveIsSweptAtTheNextStart()
{
    const auto base = m_runtime.path().toStdString();
    const auto mine = statOf(::getpid());
    QVERIFY(mine);
    const auto alive = base + "/seeipc-" + std::to_string(mine->pid) + "-"
                       + std::to_string(mine->startTime);
    const auto stale = base + "/seeipc-" + std::to_string(mine->pid) + "-1";
    const auto foreign = base + "/seeipc-notes";
    for (const auto &path : {alive, stale, foreign})
        QVERIFY(std::filesystem::create_directory(path));
    QVERIFY(std::filesystem::create_directory(stale + "/inside"));
    std::filesystem::create_symlink(base, stale + "/inside/link"); // is not followed
    std::filesystem::create_directory_symlink(foreign, base + "/seeipc-7-7");
    {
        Stage stage(sleeper());
        QVERIFY(stage.link);
        QVERIFY(!exists(stale));
        QVERIFY(exists(alive));
        QVERIFY(exists(foreign));
        QVERIFY(exists(base + "/seeipc-7-7"));
    }
    for (const auto &path : {alive, foreign, base + "/seeipc-7-7"})
        QVERIFY(std::filesystem::remove(path));
}

void TestSteward::anEndedWorkerIsToldByItsSpawner()
{
    Stage stage(Program().worker({exitCall(9)}));
    QVERIFY(stage.link);
    QVERIFY(stage.link->startWorkers());
    const auto started = stage.link->await(monotonicNanoseconds() + 5'000'000'000);
    const auto ended = stage.link->await(monotonicNanoseconds() + 5'000'000'000);
    QVERIFY(started && ended);
    QCOMPARE(ended->kind, WireKind::Ended);
    QCOMPARE(ended->pid, started->pid);
    QCOMPARE(WaitStatus::fromRaw(ended->status).exitCode(), 9);
}

void TestSteward::aMissingWorkerProgramIsAnError()
{
    const auto memory = createMemoryFile("some", 4096);
    const auto link = StewardLink::create(
        {.program = "/nowhere/seeipc-worker", .areaFd = memory->get(), .programFd = memory->get()});
    QVERIFY(!link);
    QCOMPARE(link.error().code, ENOENT);
    QCOMPARE(link.error().call, std::string_view("posix_spawn(3)"));
}

QTEST_GUILESS_MAIN(TestSteward)
#include "tst_steward.moc"
