// SPDX-License-Identifier: MIT
// Texts of /proc in, values out; and the kernel's own about this process.
#include "posix/procfs.h"

#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace seeipc;

namespace {

/// A line of /proc/PID/stat with this name, state and exit code.
std::string statLine(const std::string &name, char state, int exitCode)
{
    std::string line = "4711 (" + name + ") " + state + " 4000 4701 4702 0 -1 4194560";
    for (int field = 10; field <= 21; ++field)
        line += " " + std::to_string(field);
    line += " 987654321"; // 22: the start time
    for (int field = 23; field <= 51; ++field)
        line += " " + std::to_string(field);
    return line + " " + std::to_string(exitCode) + "\n";
}

constexpr const char *statusText = "Name:\tState: Z\nUmask:\t0022\nState:\tS (sleeping)\nTgid:\t7\n"
                                   "Uid:\t1000\t0\t0\t0\n"
                                   "SigPnd:\t0000000000000000\nShdPnd:\t0000000000000000\n"
                                   "SigBlk:\t0000000000001000\nSigIgn:\t0000000180000000\n"
                                   "SigCgt:\t00000000000004ff\n"
                                   "voluntary_ctxt_switches:\t150\n"
                                   "nonvoluntary_ctxt_switches:\t545\n";

} // namespace

class TestProcfs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStatLineIsRead_data();
    void aStatLineIsRead();
    void aBrokenStatLineIsNothing_data();
    void aBrokenStatLineIsNothing();
    void aSyscallLineIsRead();
    void aBrokenSyscallLineIsNothing_data();
    void aBrokenSyscallLineIsNothing();
    void aStatusTextIsRead();
    void aCutStatusTextIsNothing();
    void onlyAPipesLinkHasAnInode_data();
    void onlyAPipesLinkHasAnInode();
    void theKernelsTextOfThisProcessAgrees();
    void aLongFileIsReadToItsEnd();
    void aGoneProcessIsEsrch();
    void pipeEndsAreListedByDescriptor();
};

void TestProcfs::aStatLineIsRead_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << "cat";
    QTest::newRow("with a space") << "tmux: server";
    QTest::newRow("with parentheses") << "a) R 1 (b";
    QTest::newRow("empty") << "";
}

void TestProcfs::aStatLineIsRead()
{
    QFETCH(const QString, name);
    const auto stat = parseStat(statLine(name.toStdString(), 'Z', 13));
    QVERIFY(stat);
    QCOMPARE(stat->pid, 4711);
    QCOMPARE(stat->name, name.toStdString());
    QCOMPARE(stat->state, 'Z');
    QCOMPARE(stat->parent, 4000);
    QCOMPARE(stat->group, 4701);
    QCOMPARE(stat->startTime, 987654321U);
    QCOMPARE(stat->exitCode, 13);
}

void TestProcfs::aBrokenStatLineIsNothing_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << "";
    QTest::newRow("no name") << "4711 cat S 4000";
    QTest::newRow("no number") << "x (cat) S 4000 1 1 0 -1";
    QTest::newRow("parentheses turned round") << "4711 )cat( S 4000";
    QTest::newRow("a long state") << "4711 (cat) SS 4000";
    QTest::newRow("cut before the parent") << "4711 (cat) S";
    QTest::newRow("cut before the start time") << "4711 (cat) S 4000 1 2 0 -1 7 8";
}

void TestProcfs::aBrokenStatLineIsNothing()
{
    QFETCH(const QString, text);
    QVERIFY(!parseStat(text.toStdString()));
}

void TestProcfs::aSyscallLineIsRead()
{
    const auto asleep = parseSyscall("1 0x4 0x7ffd12345678 0x10000 0x0 0x0 0xffffffffffffffff "
                                     "0x7ffd1 0x7f2\n");
    QVERIFY(asleep);
    QVERIFY(!asleep->running);
    QCOMPARE(asleep->number, 1L);
    QCOMPARE(asleep->arguments[0], 4U);
    QCOMPARE(asleep->arguments[2], 65536U);
    QCOMPARE(asleep->arguments[5], 0xffffffffffffffffU);

    const auto running = parseSyscall("running\n");
    QVERIFY(running);
    QVERIFY(running->running);

    const auto outside = parseSyscall("-1 0x7ffd1 0x7f2\n");
    QVERIFY(outside);
    QVERIFY(!outside->running);
    QCOMPARE(outside->number, -1L);
}

void TestProcfs::aBrokenSyscallLineIsNothing_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << "";
    QTest::newRow("a word") << "walking";
    QTest::newRow("too few arguments") << "1 0x4 0x7ffd12345678";
    QTest::newRow("no number among them") << "1 0x4 zero 0x1 0x0 0x0 0x0 0x1 0x2";
}

void TestProcfs::aBrokenSyscallLineIsNothing()
{
    QFETCH(const QString, text);
    QVERIFY(!parseSyscall(text.toStdString()));
}

void TestProcfs::aStatusTextIsRead()
{
    const auto status = parseStatus(statusText); // whose name is made to mislead
    QVERIFY(status);
    QCOMPARE(status->state, 'S');
    QVERIFY(!status->parent);
    QCOMPARE(status->uid, 1000U);
    QCOMPARE(status->blocked, 0x1000U);
    QCOMPARE(status->ignored, 0x180000000U);
    QCOMPARE(status->caught, 0x4ffU);
    QCOMPARE(status->voluntarySwitches, 150U);
    QCOMPARE(status->involuntarySwitches, 545U);
}

void TestProcfs::aCutStatusTextIsNothing()
{
    const std::string text(statusText);
    QVERIFY(!parseStatus(""));
    QVERIFY(!parseStatus(text.substr(0, text.find("voluntary"))));
    QVERIFY(!parseStatus(text.substr(text.find("SigPnd"))));
}

void TestProcfs::onlyAPipesLinkHasAnInode_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<qint64>("inode");
    QTest::newRow("a pipe") << "pipe:[12345]" << qint64{12345};
    QTest::newRow("a socket") << "socket:[12345]" << qint64{-1};
    QTest::newRow("a file") << "/tmp/pipe:[12345]" << qint64{-1};
    QTest::newRow("no number") << "pipe:[]" << qint64{-1};
    QTest::newRow("a tail") << "pipe:[12345] (deleted)" << qint64{-1};
}

void TestProcfs::onlyAPipesLinkHasAnInode()
{
    QFETCH(const QString, link);
    QFETCH(const qint64, inode);
    const auto found = parsePipeLink(link.toStdString());
    QCOMPARE(found ? static_cast<qint64>(*found) : -1, inode);
}

void TestProcfs::theKernelsTextOfThisProcessAgrees()
{
    const auto statText = readProcFile(::getpid(), "stat");
    QVERIFY(statText);
    const auto stat = parseStat(*statText);
    QVERIFY(stat);
    QCOMPARE(stat->pid, ::getpid());
    QCOMPARE(stat->parent, ::getppid());
    QCOMPARE(stat->group, ::getpgid(0));
    QCOMPARE(stat->name, std::string("tst_procfs"));

    ::signal(SIGUSR2, SIG_IGN);
    const auto statusOfUs = readProcFile(::getpid(), "status");
    ::signal(SIGUSR2, SIG_DFL);
    QVERIFY(statusOfUs);
    const auto status = parseStatus(*statusOfUs);
    QVERIFY(status);
    QCOMPARE(status->parent.value_or(-1), std::int64_t{::getppid()});
    QVERIFY((status->ignored & (1ULL << (SIGUSR2 - 1))) != 0);
    QVERIFY((status->ignored & (1ULL << (SIGUSR1 - 1))) == 0);
}

void TestProcfs::aLongFileIsReadToItsEnd()
{
    const auto text = readProcFile(::getpid(), "maps"); // comes in pieces of less than a page
    QVERIFY(text);
    QVERIFY(text->size() > 4096);
    QVERIFY(text->find("[stack]") != std::string::npos);
    QVERIFY(text->ends_with('\n'));
}

void TestProcfs::aGoneProcessIsEsrch()
{
    const pid_t child = ::fork();
    if (child == 0) {
        ::pause();
        ::_exit(0);
    }
    const auto kept = openProcFile(child, "status");
    QVERIFY(kept);
    QVERIFY(readProcFile(kept->get()));
    ::kill(child, SIGKILL);
    siginfo_t info{};
    ::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT);
    QVERIFY(readProcFile(kept->get())); // a zombie still has one
    ::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED);
    const auto gone = readProcFile(kept->get());
    QVERIFY(!gone);
    QCOMPARE(gone.error().code, ESRCH);
    QCOMPARE(readProcFile(child, "status").error().code, ENOENT);
}

void TestProcfs::pipeEndsAreListedByDescriptor()
{
    int ends[2] = {-1, -1};
    QCOMPARE(::pipe(ends), 0);
    const auto listed = listPipeEnds(::getpid());
    QVERIFY(listed);
    std::vector<ProcPipeEnd> ours;
    for (const auto &end : *listed) {
        if (end.fd == ends[0] || end.fd == ends[1])
            ours.push_back(end);
    }
    QCOMPARE(ours.size(), 2U);
    QCOMPARE(ours[0].fd, ends[0]);
    QVERIFY(!ours[0].writable);
    QCOMPARE(ours[1].fd, ends[1]);
    QVERIFY(ours[1].writable);
    QCOMPARE(ours[0].inode, ours[1].inode);
    ::close(ends[0]);
    ::close(ends[1]);
    QVERIFY(!listPipeEnds(2'000'000'000));
}

QTEST_GUILESS_MAIN(TestProcfs)
#include "tst_procfs.moc"
