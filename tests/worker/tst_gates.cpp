// SPDX-License-Identifier: MIT
// Between its calls a worker stands at gates: hold, step, pace, condition, sample, a call by hand,
// and whoever borrows one of its descriptors.
#include "posix/futex.h"
#include "support/eventually.h"
#include "support/handmade.h"

#include <QTest>

#include <cerrno>
#include <csignal>
#include <fcntl.h>

using namespace seeipc;
using namespace seeipc::handmade;

namespace {

bool standsAt(const Bench &bench, WorkerId worker, Gate gate)
{
    return bench.area().line(worker).gate.load() == static_cast<std::uint32_t>(gate);
}

Steps exchange(std::int64_t rounds)
{
    return together({{pipeCall()},
                     repeat(LoopKind::Count, number(rounds),
                            {writeText(variable(1), "x"), readCall(variable(0), 1)})});
}

void grantStep(Bench &bench, WorkerId worker)
{
    bench.area().control(worker).stepsGranted.fetch_add(1);
    bench.wake(worker);
}

void setPace(Bench &bench, WorkerId worker, std::uint64_t nanoseconds)
{
    bench.area().control(worker).paceNanoseconds.store(nanoseconds);
    bench.area().control(worker).attention.store(1);
    bench.wake(worker);
}

} // namespace

class TestGates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aHeldWorkerMakesNoCall();
    void aStepIsOneCall();
    void aStepGrantedToAnUnbornChildIsNotSaved();
    void paceIsTheTimeBetweenTwoStarts();
    void aNewPaceEndsTheWait();
    void aLoopThatCountsAsOneStepRunsThrough();
    void aConditionHoldsUntilItCameTrue();
    void aSampleHoldsBehindTheCall();
    void aCallByHandIsMadeAtTheGate();
    void aLiveParameterCountsAtTheNextCall();
    void whoIsBorrowedFromStaysAtTheGate();
    void anEntryAnnouncesItsCall();
};

void TestGates::aHeldWorkerMakesNoCall()
{
    Bench bench(Program().worker(exchange(10)));
    bench.hold(true);
    auto process = bench.start(0);
    QVERIFY(eventually([&] { return standsAt(bench, 0, Gate::Held); }));
    QCOMPARE(bench.area().line(0).head.load(), 0U);
    QCOMPARE(bench.area().line(0).callAndStep.load() >> 16, std::uint32_t{callNamed("pipe")});
    bench.hold(false);
    QVERIFY(process.wait());
    QCOMPARE(bench.area().line(0).head.load(), 22U);
}

void TestGates::aStepIsOneCall()
{
    Bench bench(Program().worker(exchange(10)));
    bench.hold(true);
    auto process = bench.start(0);
    for (std::uint64_t calls = 0; calls < 22; ++calls) {
        QVERIFY(eventually([&] {
            return bench.area().line(0).head.load() == calls && standsAt(bench, 0, Gate::Held);
        }));
        grantStep(bench, 0);
    }
    const auto status = process.wait();
    QVERIFY(status);
    QVERIFY(status->exited());
}

void TestGates::aStepGrantedToAnUnbornChildIsNotSaved()
{
    Bench bench(Program().worker({forkCall(1), call("wait")}).worker({exitCall(0)}, false));
    bench.hold(true);
    auto process = bench.start(0);
    grantStep(bench, 1);
    QVERIFY(eventually([&] { return standsAt(bench, 0, Gate::Held); }));
    grantStep(bench, 0);
    QVERIFY(eventually([&] { return standsAt(bench, 1, Gate::Held); }));
    QCOMPARE(bench.area().line(1).head.load(), 0U);
}

void TestGates::paceIsTheTimeBetweenTwoStarts()
{
    constexpr std::int64_t pace = 4'000'000;
    Bench bench(Program().worker(exchange(5)));
    setPace(bench, 0, pace);
    auto process = bench.start(0);
    QVERIFY(process.wait());
    StampClock clock(bestStampKind());
    const auto records = bench.records(0);
    QCOMPARE(records.size(), 12U);
    for (std::size_t i = 1; i < records.size(); ++i) {
        const auto apart = clock.nanoseconds(records[i].enteredStamp)
                           - clock.nanoseconds(records[i - 1].enteredStamp);
        QVERIFY2(apart > pace - 500'000, qPrintable(QString::number(apart)));
    }
}

void TestGates::aNewPaceEndsTheWait()
{
    Bench bench(Program().worker(exchange(5)));
    setPace(bench, 0, 3'600'000'000'000);
    auto process = bench.start(0);
    QVERIFY(eventually([&] { return standsAt(bench, 0, Gate::Pace); }));
    QCOMPARE(bench.area().line(0).head.load(), 1U);
    setPace(bench, 0, 0);
    QVERIFY(process.wait());
}

void TestGates::aLoopThatCountsAsOneStepRunsThrough()
{
    Bench bench(Program().worker(
        together({{pipeCall()},
                  repeat(LoopKind::Count, number(50), {writeText(variable(1), "x")}, true),
                  {exitCall(0)}})));
    bench.hold(true);
    auto process = bench.start(0);
    QVERIFY(eventually([&] { return standsAt(bench, 0, Gate::Held); }));
    grantStep(bench, 0); // pipe
    QVERIFY(eventually([&] { return bench.area().line(0).head.load() == 1; }));
    grantStep(bench, 0); // all fifty
    QVERIFY(eventually(
        [&] { return bench.area().line(0).head.load() == 51 && standsAt(bench, 0, Gate::Held); }));
    QCOMPARE(bench.area().line(0).callAndStep.load() >> 16, std::uint32_t{callNamed("_exit")});
}

void TestGates::aConditionHoldsUntilItCameTrue()
{
    auto waiting = call("close", {number(99)});
    waiting.step.condition = 7;
    Bench bench(Program().worker({waiting, exitCall(0)}));
    auto process = bench.start(0);
    QVERIFY(eventually([&] { return standsAt(bench, 0, Gate::Condition); }));
    QCOMPARE(bench.area().line(0).gatePosition.load(), 7U);
    bench.wake(0); // for some other reason
    QCOMPARE(bench.area().line(0).head.load(), 0U);
    bench.area().session().conditions[7].store(1);
    bench.wake(0);
    QVERIFY(process.wait());
    QCOMPARE(bench.area().line(0).head.load(), 2U);
}

void TestGates::aSampleHoldsBehindTheCall()
{
    auto looked = call("close", {number(99)});
    looked.step.sample = 3;
    Bench bench(Program().worker({looked, exitCall(0)}));
    auto process = bench.start(0);
    QVERIFY(eventually([&] { return standsAt(bench, 0, Gate::Sample); }));
    QCOMPARE(bench.area().line(0).head.load(), 1U);
    bench.area().session().samples[3].store(1);
    bench.wake(0);
    QVERIFY(process.wait());
}

void TestGates::aCallByHandIsMadeAtTheGate()
{
    Bench bench(Program()
                    .worker(exchange(10))
                    .byHand({call("fcntl", {variable(0), number(F_SETPIPE_SZ), parameter(2)})}));
    bench.area().session().parameters[2].store(8192);
    bench.hold(true);
    auto process = bench.start(0);
    QVERIFY(eventually([&] { return standsAt(bench, 0, Gate::Held); }));
    grantStep(bench, 0);
    QVERIFY(eventually(
        [&] { return bench.area().line(0).head.load() == 1 && standsAt(bench, 0, Gate::Held); }));
    bench.area().control(0).byHandFd.store(4);
    bench.area().control(0).byHand.store(1);
    bench.wake(0);
    QVERIFY(eventually(
        [&] { return bench.area().line(0).head.load() == 2 && standsAt(bench, 0, Gate::Held); }));
    const auto records = bench.records(0);
    QCOMPARE(records[1].call, callNamed("fcntl"));
    QCOMPARE(records[1].arguments[0], 4);
    QCOMPARE(records[1].result, 8192);
    QCOMPARE(records[1].out[0], 8192);
    QCOMPARE(bench.area().line(0).callAndStep.load() >> 16, std::uint32_t{callNamed("write")});
    bench.hold(false);
    QVERIFY(process.wait());
    QCOMPARE(bench.area().line(0).head.load(), 23U);
}

void TestGates::aLiveParameterCountsAtTheNextCall()
{
    Bench bench(Program().worker(together(
        {{pipeCall()},
         repeat(LoopKind::Count, number(2), {writeSequence(variable(1), parameter(0))})})));
    bench.area().session().parameters[0].store(10);
    bench.hold(true);
    auto process = bench.start(0);
    QVERIFY(eventually([&] { return standsAt(bench, 0, Gate::Held); }));
    grantStep(bench, 0);
    grantStep(bench, 0);
    QVERIFY(eventually(
        [&] { return bench.area().line(0).head.load() == 2 && standsAt(bench, 0, Gate::Held); }));
    bench.area().session().parameters[0].store(300); // while it stands there
    grantStep(bench, 0);
    QVERIFY(eventually([&] { return bench.area().line(0).head.load() == 3; }));
    const auto records = bench.records(0);
    QCOMPARE(records[1].result, 10);
    QCOMPARE(records[2].result, 300);
}

void TestGates::whoIsBorrowedFromStaysAtTheGate()
{
    Bench bench(Program().worker(exchange(1)));
    bench.hold(true);
    auto process = bench.start(0);
    QVERIFY(eventually([&] { return standsAt(bench, 0, Gate::Held); }));
    auto &control = bench.area().control(0);
    control.borrowed.store(1);
    bench.hold(false);
    QVERIFY(eventually([&] { return standsAt(bench, 0, Gate::Open); })); // it would like to go
    QVERIFY(!eventually([&] { return bench.area().line(0).enteredCount.load() > 0; }, 20));
    control.borrowed.store(0);
    futexWakeAll(control.borrowed);
    QVERIFY(process.wait());
    QCOMPARE(bench.area().line(0).head.load(), 4U);
}

void TestGates::anEntryAnnouncesItsCall()
{
    Bench bench(Program().worker({pipeCall(), readCall(variable(0), 77)}));
    auto process = bench.start(0);
    const auto &line = bench.area().line(0);
    QVERIFY(eventually([&] { return line.enteredCount.load() == 2; }));
    QCOMPARE(line.callAndStep.load(), std::uint32_t{callNamed("read")} << 16 | 1);
    QCOMPARE(line.argument0.load(), 3);
    QCOMPARE(line.argument1.load(), 77);
    QVERIFY(line.enteredStamp.load() <= stampNow(bestStampKind()));
    QVERIFY(standsAt(bench, 0, Gate::Open));
}

QTEST_GUILESS_MAIN(TestGates)
#include "tst_gates.moc"
