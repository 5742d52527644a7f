// SPDX-License-Identifier: MIT
// Nothing outlives the leash: when its last write end goes, the kernel kills whoever holds it.
#include "posix/foreignfd.h"
#include "posix/procfs.h"
#include "support/eventually.h"
#include "support/handmade.h"
#include "worker/leash.h"

#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace seeipc;
using namespace seeipc::handmade;

namespace {

char stateOf(pid_t pid)
{
    const auto text = readProcFile(pid, "stat");
    const auto stat = text ? parseStat(*text) : std::nullopt;
    return stat ? stat->state : '?';
}

bool isInCall(const Bench &bench, WorkerId worker, std::uint64_t number)
{
    return bench.area().line(worker).enteredCount.load() == number
           && stateOf(bench.area().line(worker).pid.load()) == 'S';
}

} // namespace

class TestLeash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void itKillsOneThatSleeps();
    void itKillsOneThatIsStopped();
    void itKillsOneThatRunsAtFullSpeed();
    void itKillsOneAtItsGate();
    void itKillsAnOrphan();
    void anOrphanOutlivesItsParent();
    void itKillsAProgramThatWasExecuted();
    void aLateComerKillsItself();
    void itIsTheOneDescriptorThatStaysOpenAcrossExec();
};

void TestLeash::initTestCase()
{
    QCOMPARE(::prctl(PR_SET_CHILD_SUBREAPER, 1), 0); // orphans come to us
}

void TestLeash::itKillsOneThatSleeps()
{
    Bench bench(Program().worker({pipeCall(), readCall(variable(0), 1)}));
    auto process = bench.start(0);
    QVERIFY(eventually([&] { return isInCall(bench, 0, 2); }));
    bench.releaseLeash();
    const auto status = process.wait();
    QVERIFY(status);
    QCOMPARE(status->signal(), SIGKILL);
}

void TestLeash::itKillsOneThatIsStopped()
{
    Bench bench(Program().worker({pipeCall(), readCall(variable(0), 1)}));
    auto process = bench.start(0);
    QVERIFY(eventually([&] { return isInCall(bench, 0, 2); }));
    QVERIFY(process.kill(SIGSTOP));
    QVERIFY(eventually([&] { return stateOf(process.pid()) == 'T'; }));
    bench.releaseLeash();
    const auto status = process.wait();
    QVERIFY(status);
    QCOMPARE(status->signal(), SIGKILL);
}

void TestLeash::itKillsOneThatRunsAtFullSpeed()
{
    Bench bench(Program().worker(
        together({{pipeCall()},
                  repeat(LoopKind::UntilStopped, number(0),
                         {writeText(variable(1), "x"), readCall(variable(0), 1)})})));
    auto process = bench.start(0);
    QVERIFY(eventually([&] { return bench.area().line(0).head.load() > 1000; }));
    bench.releaseLeash();
    const auto status = process.wait();
    QVERIFY(status);
    QCOMPARE(status->signal(), SIGKILL);
}

void TestLeash::itKillsOneAtItsGate()
{
    Bench bench(Program().worker({pipeCall()}));
    bench.hold(true);
    auto process = bench.start(0);
    QVERIFY(eventually([&] {
        return bench.area().line(0).gate.load() == static_cast<std::uint32_t>(Gate::Held);
    }));
    bench.releaseLeash();
    const auto status = process.wait();
    QVERIFY(status);
    QCOMPARE(status->signal(), SIGKILL);
}

void TestLeash::anOrphanOutlivesItsParent()
{
    Bench bench(Program()
                    .worker({pipeCall(), forkCall(1), exitCall(0)})
                    .worker({readCall(variable(0), 1)}, false));
    auto process = bench.start(0);
    QVERIFY(process.wait());
    QVERIFY(eventually([&] { return isInCall(bench, 1, 1); }));
    const pid_t orphan = bench.area().line(1).pid.load();
    QVERIFY(!eventually([&] { return stateOf(orphan) != 'S'; }, 30));
    bench.releaseLeash();
    int status = 0;
    QCOMPARE(::waitpid(orphan, &status, 0), orphan);
    QCOMPARE(WTERMSIG(status), SIGKILL);
}

void TestLeash::itKillsAnOrphan()
{
    Bench bench(Program()
                    .worker({pipeCall(), forkCall(1), call("wait")})
                    .worker({forkCall(2), call("wait")}, false)
                    .worker({readCall(variable(0), 1)}, false));
    auto process = bench.start(0);
    QVERIFY(eventually([&] { return isInCall(bench, 2, 1); }));
    const pid_t child = bench.area().line(1).pid.load();
    const pid_t grandchild = bench.area().line(2).pid.load();
    bench.releaseLeash();
    QVERIFY(process.wait());
    for (const pid_t pid : {child, grandchild}) {
        int status = SIGKILL;
        (void)::waitpid(pid, &status, 0); // a dying parent may just have waited for it
        QCOMPARE(WTERMSIG(status), SIGKILL);
        QCOMPARE(::kill(pid, 0), -1);
    }
}

void TestLeash::itKillsAProgramThatWasExecuted()
{
    Bench bench(Program().worker({}));
    const int leash = bench.leash();
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::dup2(leash, 900);
        if (armLeash(900) == 0)
            ::execl("/bin/sleep", "sleep", "1000", nullptr);
        ::_exit(1);
    }
    QVERIFY(eventually([&] {
        const auto text = readProcFile(pid, "stat");
        const auto stat = text ? parseStat(*text) : std::nullopt;
        return stat && stat->name == "sleep" && stat->state == 'S';
    }));
    bench.releaseLeash();
    int status = 0;
    QCOMPARE(::waitpid(pid, &status, 0), pid);
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(WTERMSIG(status), SIGKILL);
}

void TestLeash::aLateComerKillsItself()
{
    Bench bench(Program().worker({pipeCall(), readCall(variable(0), 1)}));
    bench.releaseLeash();
    auto process = bench.start(0);
    const auto status = process.wait();
    QVERIFY(status);
    QCOMPARE(status->signal(), SIGKILL);
    QCOMPARE(bench.area().line(0).enteredCount.load(), 0U);
}

void TestLeash::itIsTheOneDescriptorThatStaysOpenAcrossExec()
{
    Bench bench(Program().worker({pipeCall(), readCall(variable(0), 1)}));
    auto process = bench.start(0);
    QVERIFY(eventually([&] { return isInCall(bench, 0, 2); }));
    auto pidfd = openPidfd(process.pid());
    QVERIFY(pidfd);
    int inheriting = 0;
    for (int fd = 3; fd < 1024; ++fd) {
        const auto text = readProcFile(process.pid(), ("fdinfo/" + std::to_string(fd)).c_str());
        if (!text || fd == 3 || fd == 4) // the demo's own pipe
            continue;
        const auto at = text->find("flags:");
        QVERIFY(at != std::string::npos);
        const auto flags = std::stol(text->substr(at + 6), nullptr, 8);
        inheriting += (flags & O_CLOEXEC) == 0 ? 1 : 0;
        QVERIFY((flags & O_ASYNC) != 0);
    }
    QCOMPARE(inheriting, 1);
}

QTEST_GUILESS_MAIN(TestLeash)
#include "tst_leash.moc"
