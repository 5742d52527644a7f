// SPDX-License-Identifier: MIT
// Stamps become nanoseconds of CLOCK_MONOTONIC, in their order.
#include "posix/clock.h"

#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace seeipc;

namespace {

/// Lets time pass; the machine may be busy.
void passTime(std::int64_t nanoseconds)
{
    const timespec pause{nanoseconds / 1'000'000'000, nanoseconds % 1'000'000'000};
    ::nanosleep(&pause, nullptr);
}

} // namespace

class TestClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stampsAreNanosecondsWhereTheyAreNoCounter();
    void aStampLiesBetweenTheReadingsAroundIt();
    void aLaterStampNeverGetsAnEarlierTime();
    void aStampKeepsItsTime();
    void aStampFromBeforeTheClockHasATimeToo();
};

void TestClock::stampsAreNanosecondsWhereTheyAreNoCounter()
{
    const StampClock clock(StampKind::Nanoseconds);
    const auto before = monotonicNanoseconds();
    const auto stamp = stampNow(StampKind::Nanoseconds);
    QVERIFY(clock.nanoseconds(stamp) >= before);
    QVERIFY(clock.nanoseconds(stamp) <= monotonicNanoseconds());
}

void TestClock::aStampLiesBetweenTheReadingsAroundIt()
{
    constexpr std::int64_t allowed = 20'000; // of the first slope's error and an interruption
    const auto kind = bestStampKind();
    StampClock clock(kind);
    for (int i = 0; i < 300; ++i) {
        clock.anchor();
        passTime(500'000);
        const auto before = monotonicNanoseconds();
        const auto stamp = stampNow(kind);
        const auto after = monotonicNanoseconds();
        const auto time = clock.nanoseconds(stamp);
        QVERIFY2(time >= before - allowed, qPrintable(QString::number(time - before)));
        QVERIFY2(time <= after + allowed, qPrintable(QString::number(time - after)));
    }
}

void TestClock::aLaterStampNeverGetsAnEarlierTime()
{
    const auto kind = bestStampKind();
    StampClock clock(kind);
    std::atomic<bool> isEnding{false};
    std::thread load([&] {
        while (!isEnding.load()) {}
    }); // so that we are interrupted now and then
    std::int64_t last = 0;
    bool isMonotone = true;
    for (int i = 0; i < 200'000; ++i) {
        if (i % 100 == 0)
            clock.anchor();
        const auto time = clock.nanoseconds(stampNow(kind));
        isMonotone = isMonotone && time >= last;
        last = time;
    }
    isEnding.store(true);
    load.join();
    QVERIFY(isMonotone);
}

void TestClock::aStampKeepsItsTime()
{
    const auto kind = bestStampKind();
    StampClock clock(kind);
    std::vector<std::pair<std::uint64_t, std::int64_t>> told;
    for (int i = 0; i < 50; ++i) {
        clock.anchor();
        passTime(300'000);
        const auto stamp = stampNow(kind);
        told.emplace_back(stamp, clock.nanoseconds(stamp));
    }
    clock.anchor();
    for (const auto &[stamp, time] : told)
        QCOMPARE(clock.nanoseconds(stamp), time);
}

void TestClock::aStampFromBeforeTheClockHasATimeToo()
{
    const auto kind = bestStampKind();
    const auto before = monotonicNanoseconds();
    const auto stamp = stampNow(kind);
    passTime(20'000'000);
    const StampClock clock(kind);
    QVERIFY(std::abs(clock.nanoseconds(stamp) - before) < 1'000'000);
}

QTEST_GUILESS_MAIN(TestClock)
#include "tst_clock.moc"
