// SPDX-License-Identifier: MIT
// Records of a real worker that nobody took in time: what made channels and processes is told all
// the same, the rest is counted.
#include "session/ringtap.h"

#include "posix/procfs.h"
#include "support/handmade.h"

#include <QtTest>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fcntl.h>

using namespace seeipc;
using namespace seeipc::handmade;

namespace {

constexpr std::int64_t rounds = 50'000;
constexpr std::int64_t callsInAll = 1 + 1 + 2 * rounds + 2 + 1; // pipe, dup2, loop, 2 closes, exit

/// One that keeps a byte going through its own pipe, and closes it: 4096 slots for 100 005 records.
Program flood()
{
    return Program().worker(
        together({{pipeCall(), call("dup2", {variable(1), number(9)})},
                  repeat(LoopKind::Count, number(rounds),
                         {writeText(variable(1), "x"), readCall(variable(0), 1)}),
                  {call("close", {variable(0)}), call("close", {variable(1)}), exitCall(0)}}));
}

std::vector<Event> drained(Bench &bench, RingTap &tap)
{
    StampClock clock(static_cast<StampKind>(bench.area().session().stampKind));
    clock.anchor();
    std::vector<Event> events;
    tap.drain(clock, 0, bench.program(), events);
    return events;
}

qint64 made(const std::vector<Event> &events, std::string_view name)
{
    return std::count_if(events.begin(), events.end(), [&](const Event &event) {
        return event.kind == EventKind::CallReturned && event.call == callNamed(name);
    });
}

} // namespace

class TestRingTap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFloodHidesNoLandmark_data()
    {
        QTest::addColumn<int>("purpose");
        QTest::newRow("of what was overwritten") << static_cast<int>(Purpose::Check);
        QTest::newRow("of what the appetite passes over") << static_cast<int>(Purpose::Watch);
    }

    void aFloodHidesNoLandmark()
    {
        QFETCH(const int, purpose);
        Bench bench(flood());
        RingTap tap(bench.area(), 0, static_cast<Purpose>(purpose));
        auto process = bench.start(0);
        QVERIFY(process.wait()->exited());
        QCOMPARE(static_cast<std::int64_t>(bench.area().line(0).head.load()), callsInAll);

        const auto events = drained(bench, tap);
        QCOMPARE(events.at(0).effect, Effect::MakeChannel);
        QCOMPARE(events.at(0).out[0], 3);
        QCOMPARE(events.at(1).effect, Effect::Duplicate);
        QCOMPARE(made(events, "pipe"), 1);
        QCOMPARE(made(events, "close"), 2);
        QCOMPARE(made(events, "_exit"), 1);
        QVERIFY(made(events, "write") > 1); // its first, and the newest
        QVERIFY(std::is_sorted(events.begin(), events.end(),
                               [](const Event &a, const Event &b) { return a.time < b.time; }));

        std::int64_t told = 0;
        for (const auto &event : events) {
            if (event.kind == EventKind::EventsLost) {
                told += event.result;
                QCOMPARE(event.out[0], told); // calls up to the loss and with it
            } else {
                ++told;
            }
        }
        QCOMPARE(told, callsInAll);
        QVERIFY(events.size() < 5000);
    }

    void aLandmarkIsToldOnce()
    {
        Bench bench(Program().worker({pipeCall(), writeText(variable(1), "abc"), exitCall(0)}));
        RingTap tap(bench.area(), 0, Purpose::Watch);
        auto process = bench.start(0);
        QVERIFY(process.wait()->exited());
        QCOMPARE(drained(bench, tap).size(), 3U);
        QCOMPARE(drained(bench, tap).size(), 0U);
    }

    /// Whom it wakes may be back in its own next call before it returns itself.
    void aKillTookEffectWhenItWasEntered()
    {
        Bench bench(Program()
                        .worker({forkCall(1), call("kill", {pidOf(1), number(SIGKILL)}),
                                 call("wait"), exitCall(0)})
                        .worker({pipeCall(), readCall(variable(0), 1)}, false));
        RingTap tap(bench.area(), 0, Purpose::Check);
        auto process = bench.start(0);
        QVERIFY(process.wait()->exited());
        const auto events = drained(bench, tap);
        QCOMPARE(events.at(1).effect, Effect::Signal);
        QCOMPARE(events.at(1).time, events.at(1).entered);
        QCOMPARE(events.at(2).effect, Effect::Wait);
        QVERIFY(events.at(2).time > events.at(2).entered);
    }

    void aRefusedCapacityComesWithTheMachinesLimits()
    {
        Bench bench(Program().worker(
            {pipeCall(), call("fcntl", {variable(1), number(F_SETPIPE_SZ), number(1 << 30)}),
             exitCall(0)}));
        RingTap tap(bench.area(), 0, Purpose::Check);
        auto process = bench.start(0);
        QVERIFY(process.wait()->exited());
        const auto event = drained(bench, tap).at(1);
        QCOMPARE(event.effect, Effect::Resize);
        if (event.error == 0)
            QSKIP("this user has CAP_SYS_RESOURCE: no capacity is refused");
        QCOMPARE(event.error, EPERM);
        QCOMPARE(event.out[0], std::int64_t{1} << 30);
        QCOMPARE(event.out[1], *kernelNumber("/proc/sys/fs/pipe-max-size"));
        QCOMPARE(event.out[2], *kernelNumber("/proc/sys/fs/pipe-user-pages-soft"));
        QCOMPARE(event.out[3], *kernelNumber("/proc/sys/fs/pipe-user-pages-hard"));
    }

    void aLossTellsTheSumsBeforeTheLandmark()
    {
        Bench bench(flood());
        RingTap tap(bench.area(), 0, Purpose::Watch);
        auto process = bench.start(0);
        QVERIFY(process.wait()->exited());
        const auto events = drained(bench, tap);
        const auto last = std::find_if(events.rbegin(), events.rend(), [](const Event &event) {
            return event.effect == Effect::Read;
        });
        QVERIFY(last != events.rend());
        QCOMPARE(last->out[0], rounds);
        QCOMPARE(last->out[1], rounds);
    }
};

QTEST_GUILESS_MAIN(TestRingTap)
#include "tst_ringtap.moc"
