// SPDX-License-Identifier: MIT
// The real seeipc-worker runs programs that are written by hand: what its demo finds around it, and
// what it tells of each call.
#include "mechanisms/registry.h"
#include "posix/procfs.h"
#include "support/eventually.h"
#include "support/handmade.h"

#include <QTest>

#include <cerrno>
#include <csignal>
#include <dirent.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace seeipc;
using namespace seeipc::handmade;

namespace {

std::vector<int> descriptorsOf(pid_t pid)
{
    std::vector<int> fds;
    DIR *directory = ::opendir(("/proc/" + std::to_string(pid) + "/fd").c_str());
    while (const dirent *entry = directory ? ::readdir(directory) : nullptr) {
        if (entry->d_name[0] != '.')
            fds.push_back(std::atoi(entry->d_name));
    }
    if (directory)
        ::closedir(directory);
    std::sort(fds.begin(), fds.end());
    return fds;
}

bool isAtGate(const Bench &bench, WorkerId worker)
{
    return bench.area().line(worker).gate.load() != static_cast<std::uint32_t>(Gate::Open);
}

/// Starts worker 0 and waits for its end.
WaitStatus runFirst(Bench &bench)
{
    auto process = bench.start(0);
    const auto status = process.wait();
    return status ? *status : WaitStatus::fromRaw(-1);
}

} // namespace

class TestWorker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pipeGivesThreeAndFour();
    void aDemoFindsCleanDescriptorsDispositionsAndMask();
    void aRecordTellsTheWholeCall();
    void ofALongLineARecordKeepsWhatItSays();
    void aFailedCallTellsItsErrno();
    void theEndOfTheProgramIsAnExitOfZero();
    void aWorkerKilledInsideACallHasEnteredAndNeverReturned();
    void aChildWritesIntoItsOwnRing();
    void sixtyFourWorkersEachKeepTheirOwnRing();
    void whoWaitsGetsTheChildsStatus();
    void loopsEndAtTheEndOfFileAnErrorOrACount();
    void aStoppedLoopEnds();
    void aSequenceArrivesInOrder();
    void theCollectingAreaStopsAtItsEnd();
    void aSignalForNobodyReachesNobody();
    void aProgramCannotTouchTheLeash();
    void anUnrecordedRunKeepsOnlySums();
};

void TestWorker::pipeGivesThreeAndFour()
{
    Bench bench(Program().worker({pipeCall()}));
    QVERIFY(runFirst(bench).exited());
    const auto records = bench.records(0);
    QCOMPARE(records.at(0).out[0], 3);
    QCOMPARE(records.at(0).out[1], 4);
    QCOMPARE(records.at(0).out[2], 65536);
    QVERIFY(records.at(0).out[3] > 0); // its inode
}

void TestWorker::aDemoFindsCleanDescriptorsDispositionsAndMask()
{
    constexpr std::size_t count = 20;
    std::vector<UniqueFd> strays;
    strays.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        strays.emplace_back(::open("/dev/null", O_RDONLY)); // without O_CLOEXEC
    sigset_t every{};
    sigset_t before{};
    ::sigfillset(&every);
    ::sigprocmask(SIG_SETMASK, &every, &before);
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGUSR1, SIG_IGN);

    Bench bench(Program().worker({exitCall(0)}));
    bench.hold(true);
    const auto process = bench.start(0);
    const bool isHeld = eventually([&] { return isAtGate(bench, 0); });
    ::sigprocmask(SIG_SETMASK, &before, nullptr);
    ::signal(SIGPIPE, SIG_DFL);
    ::signal(SIGUSR1, SIG_DFL);
    QVERIFY(isHeld);

    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    const int leash = static_cast<int>(std::min<rlim_t>(limit.rlim_cur, 1024)) - 1;
    QCOMPARE(descriptorsOf(process.pid()), (std::vector<int>{0, 1, 2, leash}));
    const auto text = readProcFile(process.pid(), "status");
    QVERIFY(text);
    const auto status = parseStatus(*text);
    QVERIFY(status);
    QCOMPARE(status->blocked, 0U);
    QCOMPARE(status->ignored, 0U);
    QCOMPARE(status->caught, 0U);
}

/// What its parts are, keptbytes.h tells. What is written is kept from its first byte on.
void TestWorker::ofALongLineARecordKeepsWhatItSays()
{
    const std::string line = "one: two: three: cannot do what was asked: Invalid argument\n";
    Bench bench(Program().worker(
        {pipeCall(), writeText(variable(1), line), readCall(variable(0), 100), exitCall(0)}));
    runFirst(bench);
    const auto records = bench.records(0);
    const auto payload = [](const RingRecord &record) {
        return std::string(record.payload.data(), record.payloadLength);
    };
    QCOMPARE(payload(records[1]), line.substr(0, 31));
    QCOMPARE(records[1].out[2], absent);
    QCOMPARE(payload(records[2]), std::string("cannot do what was asked: Inval"));
    QCOMPARE(records[2].out[2], 17);
}

void TestWorker::aRecordTellsTheWholeCall()
{
    Bench bench(Program().worker(
        {pipeCall(), writeText(variable(1), "I am mike"), readCall(variable(0), 50), exitCall(7)}));
    const auto before = stampNow(bestStampKind());
    const auto status = runFirst(bench);
    const auto after = stampNow(bestStampKind());
    QCOMPARE(status.exitCode(), 7);
    const auto records = bench.records(0);
    QCOMPARE(records.size(), 4U);
    const auto &written = records[1];
    QCOMPARE(written.call, callNamed("write"));
    QCOMPARE(written.step, StepId{1});
    QCOMPARE(written.arguments[0], 4);
    QCOMPARE(written.arguments[1], 9);
    QCOMPARE(written.result, 9);
    QCOMPARE(written.error, 0);
    QCOMPARE(written.queuedBytes, 9);
    QCOMPARE(std::string(written.payload.data(), written.payloadLength), "I am mike");
    const auto &read = records[2];
    QCOMPARE(read.arguments[1], 50);
    QCOMPARE(read.result, 9);
    QCOMPARE(read.queuedBytes, 0);
    QCOMPARE(read.out[0], 9); // read in all
    QCOMPARE(read.out[1], 9); // written in all
    QCOMPARE(records[3].call, callNamed("_exit"));
    QCOMPARE(records[3].arguments[0], 7);
    auto last = before;
    for (const auto &record : records) {
        QVERIFY(record.enteredStamp > last);
        QVERIFY(record.returnedStamp >= record.enteredStamp);
        last = record.returnedStamp;
    }
    QVERIFY(last < after);
}

void TestWorker::aFailedCallTellsItsErrno()
{
    Bench bench(Program().worker({call("close", {number(77)})}));
    QVERIFY(runFirst(bench).exited());
    const auto records = bench.records(0);
    QCOMPARE(records.at(0).result, -1);
    QCOMPARE(records.at(0).error, EBADF);
    QCOMPARE(records.at(0).queuedBytes, -1);
}

void TestWorker::theEndOfTheProgramIsAnExitOfZero()
{
    Bench bench(Program().worker({}));
    const auto status = runFirst(bench);
    QVERIFY(status.exited());
    QCOMPARE(status.exitCode(), 0);
    const auto records = bench.records(0);
    QCOMPARE(records.size(), 1U);
    QCOMPARE(records[0].call, callNamed("_exit"));
    QCOMPARE(records[0].step, noStep);
}

void TestWorker::aWorkerKilledInsideACallHasEnteredAndNeverReturned()
{
    Bench bench(
        Program().worker({pipeCall(), call("close", {variable(0)}), writeText(variable(1), "x")}));
    const auto status = runFirst(bench);
    QVERIFY(status.killed());
    QCOMPARE(status.signal(), SIGPIPE);
    const auto &line = bench.area().line(0);
    QCOMPARE(line.head.load(), 2U);
    QCOMPARE(line.enteredCount.load(), 3U);
    QCOMPARE(line.callAndStep.load() >> 16, std::uint32_t{callNamed("write")});
    QCOMPARE(bench.records(0).size(), 2U);
}

void TestWorker::aChildWritesIntoItsOwnRing()
{
    const Steps childSteps = repeat(LoopKind::Count, number(200),
                                    {writeText(variable(1), "c"), readCall(variable(0), 1)});
    Bench bench(
        Program().worker({pipeCall(), forkCall(1), call("wait")}).worker(childSteps, false));
    QVERIFY(runFirst(bench).exited());
    const auto parent = bench.records(0);
    const auto child = bench.records(1);
    QCOMPARE(parent.size(), 4U); // pipe, fork, wait, _exit
    QCOMPARE(parent[1].result, std::int64_t{bench.area().line(1).pid.load()});
    QCOMPARE(child.size(), 401U);
    for (std::size_t i = 0; i < 400; ++i) {
        QCOMPARE(child[i].call, i % 2 == 0 ? callNamed("write") : callNamed("read"));
        QCOMPARE(child[i].iteration, static_cast<std::uint32_t>(i / 2));
        QCOMPARE(child[i].result, 1);
    }
}

void TestWorker::sixtyFourWorkersEachKeepTheirOwnRing()
{
    Program program;
    Steps first{pipeCall()};
    for (WorkerId child = 1; child < mostWorkers; ++child)
        first.push_back(forkCall(child));
    program.worker(
        together({first, repeat(LoopKind::Count, number(mostWorkers - 1), {call("wait")})}));
    for (std::size_t child = 1; child < mostWorkers; ++child)
        program.worker({writeText(variable(1), std::string(child, 'x')),
                        exitCall(static_cast<std::int64_t>(child))},
                       false);
    Bench bench(program);
    QVERIFY(runFirst(bench).exited());
    QCOMPARE(bench.records(0).size(), 1U + 63U + 63U + 1U);
    for (std::size_t child = 1; child < mostWorkers; ++child) {
        const auto records = bench.records(static_cast<WorkerId>(child));
        QCOMPARE(records.size(), 2U);
        QCOMPARE(records[0].result, static_cast<std::int64_t>(child));
    }
}

void TestWorker::whoWaitsGetsTheChildsStatus()
{
    Bench bench(Program()
                    .worker({forkCall(1), call("wait"), forkCall(2),
                             call("kill", {pidOf(2), number(SIGTERM)}), call("wait")})
                    .worker({exitCall(42)}, false)
                    .worker({pipeCall(), readCall(variable(0), 1)}, false));
    QVERIFY(runFirst(bench).exited());
    const auto records = bench.records(0);
    QCOMPARE(records[1].result, std::int64_t{bench.area().line(1).pid.load()});
    QCOMPARE(WaitStatus::fromRaw(static_cast<int>(records[1].out[0])).exitCode(), 42);
    const auto killed = WaitStatus::fromRaw(static_cast<int>(records[4].out[0]));
    QVERIFY(killed.killed());
    QCOMPARE(killed.signal(), SIGTERM);
}

void TestWorker::loopsEndAtTheEndOfFileAnErrorOrACount()
{
    Bench bench(Program().worker(
        together({{pipeCall(), writeText(variable(1), "abcdef"), call("close", {variable(1)})},
                  repeat(LoopKind::UntilEof, number(100), {readCall(variable(0), 4)}),
                  repeat(LoopKind::UntilError, number(100), {call("close", {variable(0)})}),
                  repeat(LoopKind::Count, number(0), {call("pipe")}),
                  repeat(LoopKind::Count, number(2),
                         repeat(LoopKind::Count, number(3), {call("close", {number(99)})}))})));
    QVERIFY(runFirst(bench).exited());
    std::vector<std::int64_t> results;
    for (const auto &record : bench.records(0))
        results.push_back(record.result);
    const std::vector<std::int64_t> expected{0,  6,  0,               // pipe, write, close
                                             4,  2,  0,               // reads, to the end of file
                                             0,  -1,                  // closes, to the error
                                             -1, -1, -1, -1, -1, -1}; // 2 x 3
    results.resize(expected.size());
    QCOMPARE(results, expected);
}

void TestWorker::aStoppedLoopEnds()
{
    Bench bench(
        Program().worker(together({{pipeCall()},
                                   repeat(LoopKind::UntilStopped, number(0),
                                          {writeText(variable(1), "x"), readCall(variable(0), 1)}),
                                   {exitCall(5)}})));
    auto process = bench.start(0);
    QVERIFY(eventually([&] { return bench.area().line(0).head.load() > 1000; }));
    bench.area().session().stop.store(1);
    const auto status = process.wait();
    QVERIFY(status);
    QCOMPARE(status->exitCode(), 5);
    QCOMPARE(bench.area().line(0).bytesRead.load(), bench.area().line(0).bytesWritten.load());
}

void TestWorker::aSequenceArrivesInOrder()
{
    Bench bench(Program().worker(together({{pipeCall()},
                                           repeat(LoopKind::Count, number(40),
                                                  {writeSequence(variable(1), number(1000), 251),
                                                   readCall(variable(0), 1000, true)})})));
    QVERIFY(runFirst(bench).exited());
    QCOMPARE(bench.area().line(0).collected.load(), 40'000U);
    const char *bytes = bench.area().collecting(0);
    for (std::size_t i = 0; i < 40'000; ++i)
        QCOMPARE(static_cast<unsigned char>(bytes[i]), static_cast<unsigned char>(i % 251));
}

void TestWorker::theCollectingAreaStopsAtItsEnd()
{
    Bench bench(Program()
                    .worker(together({{pipeCall()},
                                      repeat(LoopKind::Count, number(10),
                                             {writeText(variable(1), std::string(1000, 'a')),
                                              readCall(variable(0), 1000, true)})}))
                    .worker({}, false),
                4096, 4096);
    QVERIFY(runFirst(bench).exited());
    QCOMPARE(bench.area().line(0).bytesRead.load(), 10'000U);
    QCOMPARE(bench.area().line(0).collected.load(), 4000U);
    QCOMPARE(bench.area().line(1).pid.load(), 0); // what lies behind is untouched
}

void TestWorker::aSignalForNobodyReachesNobody()
{
    // Worker 1 is never started: its pid is none, and 0 would be our whole process group.
    Bench bench(Program()
                    .worker({call("kill", {pidOf(1), number(SIGKILL)}), exitCall(3)})
                    .worker({}, false));
    const auto status = runFirst(bench);
    QVERIFY(status.exited());
    QCOMPARE(status.exitCode(), 3);
    QCOMPARE(bench.records(0).at(0).error, ESRCH);
}

void TestWorker::aProgramCannotTouchTheLeash()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    const auto leash = static_cast<std::int64_t>(std::min<rlim_t>(limit.rlim_cur, 1024)) - 1;
    Bench bench(Program().worker({pipeCall(), call("close", {number(leash)}),
                                  call("dup2", {variable(0), number(leash)}),
                                  call("dup2", {number(leash), number(9)}),
                                  readCall(number(leash), 1), readCall(variable(0), 1)}));
    auto process = bench.start(0);
    QVERIFY(eventually([&] { return bench.area().line(0).enteredCount.load() == 6; }));
    const auto records = bench.records(0);
    for (std::size_t i = 1; i < 5; ++i)
        QCOMPARE(records.at(i).error, EBADF);
    bench.releaseLeash();
    const auto status = process.wait();
    QVERIFY(status);
    QCOMPARE(status->signal(), SIGKILL);
}

void TestWorker::anUnrecordedRunKeepsOnlySums()
{
    Bench bench(Program().worker(
        {pipeCall(), writeText(variable(1), "abc"), readCall(variable(0), 2), exitCall(0)}));
    bench.area().session().recording.store(0);
    QVERIFY(runFirst(bench).exited());
    const auto &line = bench.area().line(0);
    QCOMPARE(line.head.load(), 4U);
    QCOMPARE(line.enteredCount.load(), 4U);
    QCOMPARE(line.bytesWritten.load(), 3U);
    QCOMPARE(line.bytesRead.load(), 2U);
    QCOMPARE(bench.area().ring(0)[0].sequence.load(), 0U);
    QCOMPARE(bench.area().ring(0)[3].sequence.load(), 0U);
}

QTEST_GUILESS_MAIN(TestWorker)
#include "tst_worker.moc"
