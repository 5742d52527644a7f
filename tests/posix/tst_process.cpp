// SPDX-License-Identifier: MIT
// A child is started clean, waited for once, and never mistaken for another.
#include "posix/process.h"
#include "posix/procfs.h"
#include "support/eventually.h"

#include <QDir>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace seeipc;

namespace {

SpawnRequest shell(const std::string &script, std::vector<int> fds = {})
{
    return {.program = "/bin/sh", .arguments = {"-c", script}, .fds = std::move(fds)};
}

std::string readAll(int fd)
{
    std::string text;
    char buffer[4096];
    for (ssize_t count = 0; (count = ::read(fd, buffer, sizeof buffer)) > 0;)
        text.append(buffer, static_cast<std::size_t>(count));
    return text;
}

} // namespace

class TestProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waitTellsExitAndSignal();
    void pollTellsNothingOfOneThatLives();
    void onlyTheGivenDescriptorsAreInherited();
    void descriptorsMayBeGivenInAnyOrder();
    void maskAndDispositionsAreClean();
    void aGroupOfItsOwnIsNotTheOneInTheForeground();
    void whatCannotStartIsAnErrorAndLeavesNothing();
    void aProcessLimitIsEagain();
    void noDescriptorForThePidfdKillsTheChildAgain();
    void whatGoesOutOfScopeIsKilledAndReaped();
    void aReleasedOneIsNot();
    void anAutomaticallyReapedChildIsNeverSignalledAgain();
    void waitStatusesReadAsTheManualSays();
    void signalsHaveNames();
};

void TestProcess::waitTellsExitAndSignal()
{
    auto exited = Process::spawn(shell("exit 42"));
    QVERIFY(exited);
    const auto status = exited->wait();
    QVERIFY(status);
    QVERIFY(status->exited());
    QCOMPARE(status->exitCode(), 42);
    QVERIFY(!exited->isValid());

    auto killed = Process::spawn(shell("kill -TERM $$"));
    QVERIFY(killed);
    const auto signalled = killed->wait();
    QVERIFY(signalled);
    QVERIFY(signalled->killed());
    QCOMPARE(signalled->signal(), SIGTERM);
}

void TestProcess::pollTellsNothingOfOneThatLives()
{
    auto process = Process::spawn({.program = "/bin/sleep", .arguments = {"1000"}, .fds = {}});
    QVERIFY(process);
    const auto living = process->poll();
    QVERIFY(living);
    QVERIFY(!living->has_value());
    QVERIFY(process->kill(SIGKILL));
    std::optional<WaitStatus> status;
    QVERIFY(eventually([&] {
        const auto polled = process->poll();
        status = polled ? *polled : std::nullopt;
        return status.has_value();
    }));
    QCOMPARE(status->signal(), SIGKILL);
    QVERIFY(!process->isValid());
    QCOMPARE(process->kill(SIGKILL).error().code, ESRCH);
}

void TestProcess::onlyTheGivenDescriptorsAreInherited()
{
    std::vector<UniqueFd> strays(20);
    for (UniqueFd &stray : strays)
        stray = UniqueFd(::open("/dev/null", O_RDONLY)); // without O_CLOEXEC
    const UniqueFd high(::fcntl(strays[0].get(), F_DUPFD, 200));
    auto process = Process::spawn(
        {.program = "/bin/sleep", .arguments = {"1000"}, .fds = {strays[3].get()}});
    QVERIFY(process);
    const QDir listing("/proc/" + QString::number(process->pid()) + "/fd");
    const auto held = [&listing] {
        listing.refresh();
        return listing.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);
    };
    const QStringList given{"0", "1", "2", "3"};
    QVERIFY2(eventually([&] { return held() == given; }), // its loader still opens its libraries
             qPrintable(held().join(' ')));
    for (const char *standard : {"0", "1", "2"})
        QCOMPARE(QFile::symLinkTarget(listing.filePath(standard)), QString("/dev/null"));
}

void TestProcess::descriptorsMayBeGivenInAnyOrder()
{
    // Descriptors whose numbers are each other's targets.
    int ends[2] = {-1, -1};
    QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
    const UniqueFd reading(ends[0]);
    UniqueFd writing(ends[1]);
    const UniqueFd null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    const UniqueFd zero(::open("/dev/zero", O_RDONLY | O_CLOEXEC));
    auto process = Process::spawn(
        shell("readlink /proc/$$/fd/3 /proc/$$/fd/4 /proc/$$/fd/5 >&6; exit 0",
              {zero.get(), null.get(), zero.get(), writing.get()}));
    QVERIFY(process);
    writing.reset();
    QCOMPARE(readAll(reading.get()), std::string("/dev/zero\n/dev/null\n/dev/zero\n"));
}

void TestProcess::maskAndDispositionsAreClean()
{
    sigset_t every{};
    sigset_t before{};
    ::sigfillset(&every);
    ::sigprocmask(SIG_SETMASK, &every, &before);
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGINT, SIG_IGN);
    auto process = Process::spawn({.program = "/bin/sleep", .arguments = {"1000"}, .fds = {}});
    ::signal(SIGPIPE, SIG_DFL);
    ::signal(SIGINT, SIG_DFL);
    ::sigprocmask(SIG_SETMASK, &before, nullptr);
    QVERIFY(process);
    const auto text = readProcFile(process->pid(), "status");
    QVERIFY(text);
    const auto status = parseStatus(*text);
    QVERIFY(status);
    QCOMPARE(status->blocked, 0U);
    QCOMPARE(status->ignored, 0U); // not the two that libc keeps for itself either
}

void TestProcess::aGroupOfItsOwnIsNotTheOneInTheForeground()
{
    auto request = SpawnRequest{.program = "/bin/sleep", .arguments = {"1000"}, .fds = {}};
    auto shared = Process::spawn(request);
    request.group = SpawnRequest::Group::Own;
    auto own = Process::spawn(request);
    QVERIFY(shared && own);
    QCOMPARE(::getpgid(shared->pid()), ::getpgid(0));
    QCOMPARE(::getpgid(own->pid()), own->pid());
    QCOMPARE(::getsid(own->pid()), ::getsid(0)); // a new one would be an autogroup of its own
}

void TestProcess::whatCannotStartIsAnErrorAndLeavesNothing()
{
    const auto missing = Process::spawn({.program = "/nowhere/at/all", .arguments = {}, .fds = {}});
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ENOENT);
    const auto closed = Process::spawn(shell("exit 0", {999}));
    QVERIFY(!closed);
    QCOMPARE(closed.error().code, EBADF);
    QCOMPARE(::waitpid(-1, nullptr, WNOHANG), -1);
    QCOMPARE(errno, ECHILD);
}

void TestProcess::aProcessLimitIsEagain()
{
    const pid_t child = ::fork();
    if (child == 0) { // root has no process limit: as somebody else
        const rlimit none{0, 0};
        if (::getuid() == 0 && ::setresuid(65534, 65534, 65534) != 0)
            ::_exit(77);
        ::setrlimit(RLIMIT_NPROC, &none);
        const auto refused = Process::spawn(shell("exit 0"));
        ::_exit(!refused && refused.error().code == EAGAIN ? 0 : 1);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QCOMPARE(WEXITSTATUS(status), 0);
}

void TestProcess::noDescriptorForThePidfdKillsTheChildAgain()
{
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    const int next = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ::close(next);
    const rlimit tight{static_cast<rlim_t>(next), before.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &tight);
    const auto refused = Process::spawn(
        {.program = "/bin/sleep", .arguments = {"1000"}, .fds = {}});
    ::setrlimit(RLIMIT_NOFILE, &before);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, EMFILE);
    QCOMPARE(::waitpid(-1, nullptr, WNOHANG), -1);
}

void TestProcess::whatGoesOutOfScopeIsKilledAndReaped()
{
    pid_t pid = 0;
    {
        auto process = Process::spawn({.program = "/bin/sleep", .arguments = {"1000"}, .fds = {}});
        QVERIFY(process);
        pid = process->pid();
        const Process moved = std::move(*process);
        QCOMPARE(moved.pid(), pid);
        QVERIFY(!process->isValid());
        QCOMPARE(::kill(pid, 0), 0);
    }
    QCOMPARE(::kill(pid, 0), -1);
    QCOMPARE(errno, ESRCH);
}

void TestProcess::aReleasedOneIsNot()
{
    pid_t pid = 0;
    {
        auto process = Process::spawn({.program = "/bin/sleep", .arguments = {"1000"}, .fds = {}});
        QVERIFY(process);
        pid = process->release();
    }
    QCOMPARE(::kill(pid, SIGKILL), 0);
    int status = 0;
    QCOMPARE(::waitpid(pid, &status, 0), pid);
}

/// Started with SIGCHLD ignored, the kernel reaps our children: their numbers may become others'.
void TestProcess::anAutomaticallyReapedChildIsNeverSignalledAgain()
{
    ::signal(SIGCHLD, SIG_IGN);
    auto process = Process::spawn({.program = "/bin/sleep", .arguments = {"1000"}, .fds = {}});
    QVERIFY(process);
    QVERIFY(process->kill(SIGKILL));
    const auto status = process->wait();
    ::signal(SIGCHLD, SIG_DFL);
    QVERIFY(!status);
    QCOMPARE(status.error().code, ECHILD);
    QVERIFY(!process->isValid());
    QCOMPARE(process->kill(SIGKILL).error().code, ESRCH);
}

void TestProcess::waitStatusesReadAsTheManualSays()
{
    QCOMPARE(WaitStatus::fromRaw(7 << 8).exitCode(), 7);
    QVERIFY(WaitStatus::fromRaw(7 << 8).exited());
    QVERIFY(!WaitStatus::fromRaw(7 << 8).killed());
    QCOMPARE(WaitStatus::fromRaw(SIGPIPE).signal(), SIGPIPE);
    QVERIFY(WaitStatus::fromRaw(SIGPIPE).killed());
    QCOMPARE(WaitStatus::fromRaw(SIGSEGV | 0x80).signal(), SIGSEGV); // with a core
    QVERIFY(WaitStatus::fromRaw(SIGSEGV | 0x80).leftCore());
    QVERIFY(!WaitStatus::fromRaw(SIGSEGV).leftCore());
    QVERIFY(!WaitStatus::fromRaw(7 << 8).leftCore());
    QCOMPARE(WaitStatus::fromSiginfo(CLD_EXITED, 7), WaitStatus::fromRaw(7 << 8));
    QCOMPARE(WaitStatus::fromSiginfo(CLD_KILLED, SIGKILL), WaitStatus::fromRaw(SIGKILL));
    QCOMPARE(WaitStatus::fromSiginfo(CLD_DUMPED, SIGBUS), WaitStatus::fromRaw(SIGBUS | 0x80));
}

void TestProcess::signalsHaveNames()
{
    QCOMPARE(signalName(SIGPIPE), std::string("SIGPIPE"));
    QCOMPARE(signalName(40), std::string("signal 40"));
    QCOMPARE(signalByName("SIGUSR1"), SIGUSR1);
    QCOMPARE(signalByName("USR1"), 0);
    QCOMPARE(signalByName(""), 0);
}

QTEST_GUILESS_MAIN(TestProcess)
#include "tst_process.moc"
