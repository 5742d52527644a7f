// SPDX-License-Identifier: MIT
// Who waits for whom, and whether anybody can end it.
#include "events/snapshot.h"
#include "mechanisms/registry.h"
#include "session/waitsfor.h"

#include <QTest>

#include <fcntl.h>

using namespace seeipc;

namespace {

constexpr WorkerId first = 0;
constexpr WorkerId second = 1;

/// Puts a process to sleep in a call, as the observer would have found it.
void sleepIn(Snapshot &snapshot, WorkerId worker, const char *call, ChannelId channel,
             std::array<std::int32_t, 2> arguments = {})
{
    auto &process = snapshot.processes[worker];
    process.state = ProcessState::Asleep;
    process.inCall = true;
    process.call = findCall(call).value();
    process.channel = channel;
    process.arguments = arguments;
    process.since = 1000;
}

/// Two running processes and a pipe: who holds which end.
Snapshot withPipe(std::vector<Holder> readers, std::vector<Holder> writers)
{
    Snapshot snapshot(2, 1);
    for (auto &process : snapshot.processes)
        process.state = ProcessState::Running;
    snapshot.channels[0].exists = true;
    snapshot.channels[0].readers = std::move(readers);
    snapshot.channels[0].writers = std::move(writers);
    return snapshot;
}

void atGate(Snapshot &snapshot, WorkerId worker, Gate gate)
{
    snapshot.processes[worker].state = ProcessState::AtGate;
    snapshot.processes[worker].gate = gate;
}

} // namespace

class TestWaitsFor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// The looks at them came one after the other; of other programs there are no calls to tell so.
    void aPipeIsNeverEmptyAndFullAtOnce()
    {
        auto snapshot = withPipe({{first, 3}}, {{second, 4}});
        snapshot.channels[0].untold = true;
        snapshot.channels[0].slotsExact = false;
        sleepIn(snapshot, first, "read", 0, {3, 10});
        sleepIn(snapshot, second, "write", 0, {4, 10});
        QVERIFY(waitsFor(snapshot).ring.empty());
        QVERIFY(!waitsFor(snapshot).of(first)->hopeless);
    }

    void aReaderOfAnEmptyPipeWaitsForWhoHoldsTheWriteEnd()
    {
        auto snapshot = withPipe({{first, 3}}, {{second, 4}});
        sleepIn(snapshot, first, "read", 0, {3, 10});
        const auto graph = waitsFor(snapshot);
        const auto *wait = graph.of(first);
        QVERIFY(wait);
        QVERIFY(wait->reason == WaitReason::Bytes);
        QCOMPARE(wait->wakers, std::vector<WorkerId>{second});
        QVERIFY(!wait->hopeless);
        QCOMPARE(wait->since, 1000);
        QVERIFY(graph.ring.empty());
        QVERIFY(!graph.of(second));
    }

    /// Whoever lives may be the one that opens the other side.
    void whoWaitsAtTheDoorOfAFifoWaitsForAPartner()
    {
        auto snapshot = withPipe({}, {});
        snapshot.channels[0].isFifo = true;
        snapshot.channels[0].names = {0};
        sleepIn(snapshot, first, "open", 0, {nameArgument(0), O_RDONLY});
        snapshot.processes[first].opening = Opening{0, 0, O_RDONLY};
        const auto graph = waitsFor(snapshot);
        QVERIFY(graph.of(first)->reason == WaitReason::Partner);
        QCOMPARE(graph.of(first)->channel, 0);
        QCOMPARE(graph.of(first)->wakers, std::vector<WorkerId>{second});
        QVERIFY(!graph.of(first)->hopeless && !graph.of(first)->isOver());
        snapshot.processes[second].state = ProcessState::Exited;
        QVERIFY(waitsFor(snapshot).of(first)->hopeless); // nobody can, and no cycle
        QVERIFY(!waitsFor(snapshot).of(first)->isOver());
        snapshot.processes[second].state = ProcessState::NotStarted; // the session is about to
        QVERIFY(!waitsFor(snapshot).of(first)->hopeless);
        snapshot.time = 2'000'000'000;
        QVERIFY(waitsFor(snapshot).of(first)->hopeless);
    }

    void whoseOtherSideIsHereIsAboutToGoIn()
    {
        auto snapshot = withPipe({}, {{second, 3}});
        snapshot.channels[0].isFifo = true;
        sleepIn(snapshot, first, "open", 0, {nameArgument(0), O_RDONLY});
        snapshot.processes[first].opening = Opening{0, 0, O_RDONLY};
        QVERIFY(waitsFor(snapshot).of(first)->isOver());
        snapshot.channels[0].writers.clear();
        snapshot.processes[second].opening = Opening{0, 0, O_WRONLY};
        QVERIFY(waitsFor(snapshot).of(first)->isOver());
        snapshot.processes[second].opening = Opening{0, 0, O_RDONLY}; // one more of its own side
        QVERIFY(!waitsFor(snapshot).of(first)->isOver());
        snapshot.processes[first].opening->isMet = true; // by who came and went
        snapshot.processes[second].state = ProcessState::Exited;
        QVERIFY(waitsFor(snapshot).of(first)->isOver() && !waitsFor(snapshot).of(first)->hopeless);
    }

    void twoAtTheDoorsOfTwoFifosAreADeadlock()
    {
        Snapshot snapshot(2, 2);
        for (const WorkerId worker : {first, second}) {
            auto &channel = snapshot.channels[worker];
            channel.exists = channel.isFifo = true;
            sleepIn(snapshot, worker, "open", worker, {nameArgument(worker), O_RDONLY});
            snapshot.processes[worker].opening = Opening{worker, worker, O_RDONLY};
        }
        const auto graph = waitsFor(snapshot);
        QVERIFY(graph.of(first)->hopeless && graph.of(second)->hopeless);
        QCOMPARE(graph.ring, (std::vector<WorkerId>{first, second}));
        atGate(snapshot, second, Gate::Pace); // its turn comes
        QVERIFY(!waitsFor(snapshot).of(first)->hopeless);
    }

    void theForgottenOwnWriteEndIsNoHope()
    {
        auto snapshot = withPipe({{first, 3}}, {{first, 4}});
        sleepIn(snapshot, first, "read", 0, {3, 10});
        const auto graph = waitsFor(snapshot);
        QVERIFY(graph.of(first)->hopeless);
        QVERIFY(graph.of(first)->wakers.empty());
        QCOMPARE(graph.of(first)->ownHolders, (std::vector<Holder>{{first, 4}}));
        QVERIFY(graph.ring.empty()); // nobody can, and no cycle
    }

    /// The last end or child is gone, and what that makes of the call is not told yet.
    void whomTheKernelIsAboutToWakeIsNotHopeless()
    {
        auto reader = withPipe({{first, 3}}, {});
        sleepIn(reader, first, "read", 0, {3, 10});
        QVERIFY(!waitsFor(reader).of(first)->hopeless && waitsFor(reader).of(first)->isOver());
        auto writer = withPipe({}, {{first, 4}});
        sleepIn(writer, first, "write", 0, {4, 10});
        QVERIFY(!waitsFor(writer).of(first)->hopeless && waitsFor(writer).of(first)->isOver());
        auto parent = withPipe({}, {});
        sleepIn(parent, first, "wait", noChannel);
        QVERIFY(!waitsFor(parent).of(first)->hopeless && waitsFor(parent).of(first)->isOver());
        auto held = withPipe({}, {}); // not in the kernel
        atGate(held, first, Gate::Held);
        QVERIFY(!waitsFor(held).of(first)->isOver());
        auto own = withPipe({{first, 3}}, {{first, 4}});
        sleepIn(own, first, "read", 0, {3, 10});
        QVERIFY(!waitsFor(own).of(first)->isOver());
    }

    /// The call that brought it is told, and that it woke the sleeper is not yet.
    void whoHasWhatItWaitsForIsAboutToBeWoken()
    {
        auto full = withPipe({{second, 3}}, {{first, 4}});
        auto &channel = full.channels[0];
        while (channel.slots.write(4096).error == 0) {}
        sleepIn(full, first, "write", 0, {4, 10});
        QVERIFY(!waitsFor(full).of(first)->isOver());
        channel.slots.read(4096);
        QVERIFY(waitsFor(full).of(first)->isOver());
        channel.slotsExact = false; // a guess wakes nobody
        QVERIFY(!waitsFor(full).of(first)->isOver());
        auto empty = withPipe({{first, 3}}, {{second, 4}});
        sleepIn(empty, first, "read", 0, {3, 10});
        QVERIFY(!waitsFor(empty).of(first)->isOver());
        empty.channels[0].slots.write(1);
        QVERIFY(waitsFor(empty).of(first)->isOver());
    }

    /// So a capacity raised from outside ends the ring that it ends.
    void aSlotThatCameFreeEndsTheRing()
    {
        auto snapshot = withPipe({{first, 3}}, {{second, 4}});
        auto &slots = snapshot.channels[0].slots;
        while (slots.write(4096).error == 0) {}
        snapshot.processes[second].parent = first;
        sleepIn(snapshot, first, "wait", noChannel);
        sleepIn(snapshot, second, "write", 0, {4, 1});
        QCOMPARE(waitsFor(snapshot).ring.size(), std::size_t{2});
        slots.forceCapacity(131072);
        const auto graph = waitsFor(snapshot);
        QVERIFY(graph.ring.empty());
        QVERIFY(!graph.of(first)->hopeless && !graph.of(second)->hopeless);
    }

    void aWriterOfAFullPipeIsToldHowMuchMustGo()
    {
        auto snapshot = withPipe({{second, 3}}, {{first, 4}});
        auto &pageSlots = snapshot.channels[0].slots;
        while (pageSlots.write(4096).error == 0) {}
        pageSlots.read(1);
        sleepIn(snapshot, first, "write", 0, {4, 8192});
        snapshot.channels[0].pending.push_back({first, 8192, 0, 0});
        const auto graph = waitsFor(snapshot);
        const auto *wait = graph.of(first);
        QVERIFY(wait->reason == WaitReason::FreeSlot);
        QCOMPARE(wait->bytesToGo, 4095);
        QVERIFY(!wait->isAboutToGo);
        QCOMPARE(wait->wakers, std::vector<WorkerId>{second});
    }

    /// By who has opened /proc/PID/fd/N, say. When no call has told of them, nobody knows which they were.
    void bytesThatSomebodyOutsideTookAreNotToGoAnyMore()
    {
        auto snapshot = withPipe({{second, 3}}, {{first, 4}});
        auto &channel = snapshot.channels[0];
        while (channel.slots.write(4096).error == 0) {}
        sleepIn(snapshot, first, "write", 0, {4, 4096});
        channel.queued = {65536 - 100, Source::Sampled, 1, 0};
        QCOMPARE(waitsFor(snapshot).of(first)->bytesToGo, 3996);
        QVERIFY(waitsFor(snapshot).of(first)->isAboutToGo);
        channel.disagrees = true;
        QCOMPARE(waitsFor(snapshot).of(first)->bytesToGo, absent);
    }

    void aFreeSlotLeavesTheNumberUnknown()
    {
        auto snapshot = withPipe({{second, 3}}, {{first, 4}});
        sleepIn(snapshot, first, "write", 0, {4, 8192});
        const auto graph = waitsFor(snapshot);
        QCOMPARE(graph.of(first)->bytesToGo, absent);
    }

    void parentAndChildThatWaitForEachOtherAreARing()
    {
        auto snapshot = withPipe({{first, 3}}, {{second, 4}});
        while (snapshot.channels[0].slots.write(4096).error == 0) {}
        snapshot.processes[second].parent = first;
        sleepIn(snapshot, first, "wait", noChannel);
        sleepIn(snapshot, second, "write", 0, {4, 1});
        const auto graph = waitsFor(snapshot);
        QVERIFY(graph.of(first)->hopeless && graph.of(second)->hopeless);
        QCOMPARE(graph.ring, (std::vector<WorkerId>{first, second}));
        QVERIFY(graph.of(first)->reason == WaitReason::Child);
    }

    void aThirdWhoRunsIsHope()
    {
        auto snapshot = withPipe({{first, 3}}, {{second, 4}});
        snapshot.processes.emplace_back().state = ProcessState::Running;
        while (snapshot.channels[0].slots.write(4096).error == 0) {}
        snapshot.channels[0].readers.push_back({2, 3});
        snapshot.processes[second].parent = first;
        sleepIn(snapshot, first, "wait", noChannel);
        sleepIn(snapshot, second, "write", 0, {4, 1});
        const auto graph = waitsFor(snapshot);
        QVERIFY(!graph.of(first)->hopeless && !graph.of(second)->hopeless);
        QVERIFY(graph.ring.empty());
    }

    void whoStandsAtAGateCanStillWakeOthers_data()
    {
        QTest::addColumn<int>("gate");
        QTest::addColumn<int>("reason");
        const auto row = [](const char *name, Gate gate, WaitReason reason) {
            QTest::newRow(name) << static_cast<int>(gate) << static_cast<int>(reason);
        };
        row("waits its turn", Gate::Pace, WaitReason::Pace);
        row("held", Gate::Held, WaitReason::User);
        row("condition", Gate::Condition, WaitReason::Demo);
        row("sample", Gate::Sample, WaitReason::Demo);
    }

    void whoStandsAtAGateCanStillWakeOthers()
    {
        QFETCH(int, gate);
        QFETCH(int, reason);
        auto snapshot = withPipe({{first, 3}}, {{second, 4}});
        sleepIn(snapshot, first, "read", 0, {3, 10});
        atGate(snapshot, second, static_cast<Gate>(gate));
        const auto graph = waitsFor(snapshot);
        QVERIFY(!graph.of(first)->hopeless);
        QCOMPARE(static_cast<int>(graph.of(second)->reason), reason);
        QVERIFY(!graph.of(second)->hopeless);
    }

    void anEndedChildWakesNobody()
    {
        auto snapshot = withPipe({}, {});
        snapshot.processes[second].parent = first;
        snapshot.processes[second].state = ProcessState::Exited;
        sleepIn(snapshot, first, "wait", noChannel);
        QVERIFY(waitsFor(snapshot).of(first)->wakers.empty());
    }

    /// Each of three reads from a pipe that the two others could write into: no ring of one after the other.
    void whoCouldBeWokenByAnyOfSeveralIsTiedIntoAKnot()
    {
        constexpr WorkerId third = 2;
        Snapshot snapshot(4, 3);
        for (const WorkerId worker : {first, second, third}) {
            auto &channel = snapshot.channels[worker];
            channel.exists = true;
            channel.readers = {{worker, 3}};
            for (const WorkerId other : {first, second, third}) {
                if (other != worker)
                    channel.writers.push_back({other, 4});
            }
            sleepIn(snapshot, worker, "read", worker, {3, 1});
        }
        snapshot.processes[3].state =
            ProcessState::Asleep; // waits for one of them, and is no part of it
        snapshot.processes[first].parent = 3;
        sleepIn(snapshot, 3, "wait", noChannel);
        const auto graph = waitsFor(snapshot);
        QVERIFY(graph.of(3)->hopeless && graph.of(first)->hopeless);
        QVERIFY(!graph.ring.empty());
        QCOMPARE(graph.knot, (std::vector<WorkerId>{first, second, third}));
        snapshot.channels[first].writers.pop_back();
        snapshot.channels[second].writers.pop_back();
        snapshot.channels[third].writers = {{first, 4}};
        QVERIFY(waitsFor(snapshot).knot.empty()); // now each waits for one
    }

    /// The first that could wake it is stuck by itself; the second waits for it.
    void aRingIsFoundPastWhoIsStuckAlone()
    {
        constexpr WorkerId third = 2;
        Snapshot snapshot(3, 3);
        for (auto &channel : snapshot.channels)
            channel.exists = true;
        snapshot.channels[0].readers = {{first, 3}};
        snapshot.channels[0].writers = {{second, 4}, {third, 4}};
        snapshot.channels[1].readers = {{second, 3}};
        snapshot.channels[1].writers = {{second, 4}}; // its own end
        snapshot.channels[2].readers = {{third, 3}};
        snapshot.channels[2].writers = {{first, 4}};
        for (const WorkerId worker : {first, second, third})
            sleepIn(snapshot, worker, "read", worker, {3, 1});
        const auto graph = waitsFor(snapshot);
        QCOMPARE(graph.ring, (std::vector<WorkerId>{first, third}));
        QCOMPARE(graph.knot, (std::vector<WorkerId>{first, third}));
    }

    void waitpidWaitsForThatChildAlone()
    {
        Snapshot snapshot(3, 0);
        for (const WorkerId child : {second, WorkerId{2}}) {
            snapshot.processes[child].state = ProcessState::Running;
            snapshot.processes[child].parent = first;
            snapshot.processes[child].pid = 100 + child;
        }
        sleepIn(snapshot, first, "waitpid", noChannel, {101, 0});
        QCOMPARE(waitsFor(snapshot).of(first)->wakers, std::vector<WorkerId>{second});
        sleepIn(snapshot, first, "wait", noChannel);
        QCOMPARE(waitsFor(snapshot).of(first)->wakers.size(), std::size_t{2});
    }

    void whoAwaitsASignalCanBeWokenFromOutside()
    {
        Snapshot snapshot(2, 0);
        snapshot.processes[second].parent = first;
        sleepIn(snapshot, first, "wait", noChannel);
        sleepIn(snapshot, second, "pause", noChannel);
        const auto graph = waitsFor(snapshot);
        QVERIFY(graph.of(second)->reason == WaitReason::Signal);
        QVERIFY(graph.of(second)->outside && !graph.of(second)->hopeless);
        QVERIFY(!graph.of(first)->hopeless && !graph.of(first)->outside);
        QVERIFY(graph.ring.empty() && graph.knot.empty());
    }
};

QTEST_APPLESS_MAIN(TestWaitsFor)
#include "tst_waitsfor.moc"
