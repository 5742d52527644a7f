// SPDX-License-Identifier: MIT
#include "standstill.h"

#include "mechanisms/registry.h"

#include <QTest>

using namespace seeipc;

namespace {

constexpr std::int64_t second = 1'000'000'000;

ProcessSnapshot atGate(Gate gate)
{
    ProcessSnapshot process;
    process.state = ProcessState::AtGate;
    process.gate = gate;
    return process;
}

/// In read(2) on a pipe whose write end is the other's.
ProcessSnapshot asleepInRead()
{
    ProcessSnapshot process;
    process.state = ProcessState::Asleep;
    process.inCall = true;
    process.call = *findCall("read");
    process.channel = 0;
    return process;
}

Snapshot of(const ProcessSnapshot &reader, const ProcessSnapshot &writer)
{
    Snapshot snapshot(2, 1);
    snapshot.processes = {reader, writer};
    snapshot.channels[0].exists = true;
    snapshot.channels[0].writers = {{1, 4}};
    return snapshot;
}

ProcessSnapshot ended()
{
    ProcessSnapshot process;
    process.state = ProcessState::Killed;
    return process;
}

Attendance seenUntil(std::int64_t now)
{
    return {0, now};
}

} // namespace

class TestStandstill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoWaitsForACueThatNobodyGivesStandsStill();
    void whomNobodyIsLeftToContinueStandsStill();
    void anEndIsACueThatHasJustCome();
    void whatNobodySawIsNoStandstill();
    void whoHasATurnOrAUserGoesOn();
    void whenNobodyIsLeftNothingStands();
};

/// The one whom it waits for was killed, or sleeps for it.
void TestStandstill::whoWaitsForACueThatNobodyGivesStandsStill()
{
    for (const auto &other : {ended(), asleepInRead()}) {
        const auto snapshot = of(other, atGate(Gate::Condition));
        QVERIFY(!isAtStandstill(snapshot, seenUntil(surelyForEver)));
        QVERIFY(isAtStandstill(snapshot, seenUntil(noCueComes)));
    }
}

/// Stopped by a signal of one who was killed before it could send the next.
void TestStandstill::whomNobodyIsLeftToContinueStandsStill()
{
    auto stopped = asleepInRead();
    stopped.state = ProcessState::Stopped;
    for (const auto &other : {ended(), asleepInRead()}) {
        QVERIFY(!isAtStandstill(of(stopped, other), seenUntil(surelyForEver)));
        QVERIFY(isAtStandstill(of(stopped, other), seenUntil(noCueComes)));
    }
    for (const auto gate : {Gate::Pace, Gate::Held, Gate::Open}) // who may send it yet
        QVERIFY(!isAtStandstill(of(stopped, atGate(gate)), seenUntil(100 * second)));
}

/// Its gate opens a moment after the other's end was seen, however long it has waited there.
void TestStandstill::anEndIsACueThatHasJustCome()
{
    auto other = ended();
    other.since = 100 * second;
    for (const auto &waiting : {atGate(Gate::Condition), asleepInRead()}) {
        const auto snapshot = of(waiting, other);
        QVERIFY(!isAtStandstill(snapshot, seenUntil(100 * second + 1'000'000)));
        QVERIFY(isAtStandstill(snapshot, seenUntil(100 * second + noCueComes)));
    }
}

/// The machine was suspended for 20 s: whoever may give the cue has had no CPU either.
void TestStandstill::whatNobodySawIsNoStandstill()
{
    constexpr std::int64_t quarter = second / 4;
    const auto snapshot = of(ended(), atGate(Gate::Condition));
    Attendance seen;
    for (const auto start : {std::int64_t{0}, 20 * second}) {
        for (auto time = start; time < start + noCueComes; time += quarter) {
            seen.look(time);
            QVERIFY(!isAtStandstill(snapshot, seen));
        }
    }
    seen.look(20 * second + noCueComes);
    QVERIFY(isAtStandstill(snapshot, seen));
}

void TestStandstill::whoHasATurnOrAUserGoesOn()
{
    for (const auto gate : {Gate::Pace, Gate::Held, Gate::Open}) {
        QVERIFY(!isAtStandstill(of(asleepInRead(), atGate(gate)), seenUntil(100 * second)));
        QVERIFY(
            !isAtStandstill(of(atGate(Gate::Condition), atGate(gate)), seenUntil(100 * second)));
    }
}

void TestStandstill::whenNobodyIsLeftNothingStands()
{
    QVERIFY(!isAtStandstill(of(ended(), ended()), seenUntil(100 * second)));
}

QTEST_GUILESS_MAIN(TestStandstill)
#include "tst_standstill.moc"
