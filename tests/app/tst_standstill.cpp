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

} // namespace

class TestStandstill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoWaitsForACueThatNobodyGivesStandsStill();
    void anEndIsACueThatHasJustCome();
    void whoHasATurnOrAUserGoesOn();
    void whenNobodyIsLeftNothingStands();
};

/// The one whom it waits for was killed, or sleeps for it.
void TestStandstill::whoWaitsForACueThatNobodyGivesStandsStill()
{
    for (const auto &other : {ended(), asleepInRead()}) {
        const auto snapshot = of(other, atGate(Gate::Condition));
        QVERIFY(!isAtStandstill(snapshot, surelyForEver));
        QVERIFY(isAtStandstill(snapshot, noCueComes));
    }
}

/// Its gate opens a moment after the other's end was seen, however long it has waited there.
void TestStandstill::anEndIsACueThatHasJustCome()
{
    auto other = ended();
    other.since = 100 * second;
    for (const auto &waiting : {atGate(Gate::Condition), asleepInRead()}) {
        const auto snapshot = of(waiting, other);
        QVERIFY(!isAtStandstill(snapshot, 100 * second + 1'000'000));
        QVERIFY(isAtStandstill(snapshot, 100 * second + noCueComes));
    }
}

void TestStandstill::whoHasATurnOrAUserGoesOn()
{
    for (const auto gate : {Gate::Pace, Gate::Held, Gate::Open}) {
        QVERIFY(!isAtStandstill(of(asleepInRead(), atGate(gate)), 100 * second));
        QVERIFY(!isAtStandstill(of(atGate(Gate::Condition), atGate(gate)), 100 * second));
    }
}

void TestStandstill::whenNobodyIsLeftNothingStands()
{
    QVERIFY(!isAtStandstill(of(ended(), ended()), 100 * second));
}

QTEST_GUILESS_MAIN(TestStandstill)
#include "tst_standstill.moc"
