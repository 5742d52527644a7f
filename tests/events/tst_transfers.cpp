// SPDX-License-Identifier: MIT
// The fold of what read and write alone do not tell: tee, splice, packets, the flags of open files.
#include "events/causes.h"
#include "events/snapshot.h"

#include <QTest>

#include <cerrno>
#include <fcntl.h>

using namespace seeipc;

namespace {

constexpr WorkerId writer = 0;
constexpr WorkerId relay = 1;
constexpr ChannelId first = 0;
constexpr ChannelId second = 1;

Event returned(WorkerId worker, Effect effect, std::int64_t time, std::int64_t result,
               std::array<std::int32_t, 2> arguments = {})
{
    Event made;
    made.kind = EventKind::CallReturned;
    made.worker = worker;
    made.time = time;
    made.entered = time - 1;
    made.effect = effect;
    made.result = result;
    made.arguments = arguments;
    return made;
}

Event moved(WorkerId worker, Effect effect, std::int64_t time, std::int64_t bytes,
            std::int64_t queued, ChannelId channel = first, std::int32_t asked = 100)
{
    const int fd = 3 + 2 * channel + (effect == Effect::Read ? 0 : 1);
    auto made = returned(worker, effect, time, bytes, {fd, asked});
    made.channel = channel;
    made.queuedBytes = queued;
    return made;
}

Event passed(Effect effect, std::int64_t time, std::int64_t bytes, std::int64_t left,
             std::int64_t there)
{
    auto made = returned(relay, effect, time, bytes, {3, 6});
    made.channel = first;
    made.to = second;
    made.queuedBytes = left;
    made.out = {there, absent, 100, absent};
    return made;
}

/// Two processes that hold all ends of two pipes: fd 3 and 4, 5 and 6.
Snapshot twoPipes(std::int32_t flags = 0)
{
    Snapshot snapshot(2, 2);
    for (const auto channel : {first, second}) {
        auto made = returned(writer, Effect::MakeChannel, 1, 0, {flags, 0});
        made.channel = channel;
        made.out = {3 + 2 * channel, 4 + 2 * channel, 65536, 4711 + channel};
        made.queuedBytes = 0;
        apply(snapshot, made);
    }
    auto fork = returned(writer, Effect::Fork, 2, 101);
    fork.other = relay;
    apply(snapshot, fork);
    return snapshot;
}

std::size_t fillOf(const Snapshot &snapshot, ChannelId channel)
{
    return snapshot.channels[channel].slots.fill();
}

bool isAsKernelSays(const Snapshot &snapshot, ChannelId channel, std::int64_t queued)
{
    const auto &state = snapshot.channels[channel];
    return state.queued.value == queued && fillOf(snapshot, channel) == std::size_t(queued)
           && state.slotsExact && !state.differed;
}

} // namespace

class TestTransfers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void teeLeavesTheBytesAndSpliceTakesThem()
    {
        auto snapshot = twoPipes();
        apply(snapshot, moved(writer, Effect::Write, 10, 7, 7));
        apply(snapshot, passed(Effect::Tee, 20, 7, 7, 7));
        QVERIFY(isAsKernelSays(snapshot, first, 7));
        QVERIFY(isAsKernelSays(snapshot, second, 7));
        QCOMPARE(snapshot.channels[second].slots.slots().front().writer, writer);
        apply(snapshot, moved(writer, Effect::Read, 30, 7, 0, second));
        apply(snapshot, passed(Effect::Splice, 40, 7, 0, 7));
        QVERIFY(isAsKernelSays(snapshot, first, 0));
        QVERIFY(isAsKernelSays(snapshot, second, 7));
        QCOMPARE(snapshot.channels[first].bytesOut, std::int64_t{7});
        QCOMPARE(snapshot.channels[second].bytesIn, std::int64_t{14});
        QCOMPARE(snapshot.processes[relay].bytesRead, std::int64_t{0});
        QCOMPARE(snapshot.processes[relay].transfers, std::int64_t{2});
    }

    void aFailedTransferMovesNothing()
    {
        auto snapshot = twoPipes();
        apply(snapshot, moved(writer, Effect::Write, 10, 7, 7));
        auto failed = passed(Effect::Splice, 20, -1, 7, 0);
        failed.error = EAGAIN;
        apply(snapshot, failed);
        QVERIFY(isAsKernelSays(snapshot, first, 7));
        QVERIFY(isAsKernelSays(snapshot, second, 0));
    }

    /// The reader was faster with telling.
    void whatWasReadBeforeItsTransferWasToldIsNotInsideTwice()
    {
        auto snapshot = twoPipes();
        apply(snapshot, moved(writer, Effect::Write, 10, 7, 7));
        apply(snapshot, moved(writer, Effect::Read, 20, 7, 0, second));
        auto late = passed(Effect::Splice, 19, 7, 0, absent);
        apply(snapshot, late);
        QCOMPARE(fillOf(snapshot, second), std::size_t{0});
        QCOMPARE(snapshot.channels[second].debt, std::int64_t{0});
    }

    void whoseReturnsOverlappedIsNotSure()
    {
        auto snapshot = twoPipes();
        apply(snapshot, moved(writer, Effect::Write, 10, 7, 7));
        apply(snapshot, moved(writer, Effect::Write, 20, 3, 10));
        auto overlapped = passed(Effect::Splice, 21, 5, 5, absent);
        overlapped.entered = 15;
        apply(snapshot, overlapped);
        QVERIFY(!snapshot.channels[first].slotsExact);
        QVERIFY(!snapshot.channels[second].slotsExact);
    }

    void aTransferMayBeTheCauseOfARead()
    {
        auto snapshot = twoPipes();
        const auto read = moved(writer, Effect::Read, 20, 7, 0, second);
        QVERIFY(Causes::isMissing(snapshot, read));
        QVERIFY(Causes::mayBe(passed(Effect::Tee, 20, 7, 7, 7), read));
        QVERIFY(!Causes::mayBe(moved(relay, Effect::Write, 20, 7, 7, first), read));
    }

    void aPacketsRestIsGoneAndCounted()
    {
        auto snapshot = twoPipes(O_DIRECT);
        apply(snapshot, moved(writer, Effect::Write, 10, 3, 3));
        apply(snapshot, moved(writer, Effect::Write, 20, 5, 8));
        QCOMPARE(snapshot.channels[first].slots.usedSlots(), std::size_t{2});
        apply(snapshot, moved(relay, Effect::Read, 30, 3, 5));
        QCOMPARE(snapshot.channels[first].packetRest, std::int64_t{0});
        apply(snapshot, moved(relay, Effect::Read, 40, 2, 0, first, 2));
        QVERIFY(isAsKernelSays(snapshot, first, 0));
        QCOMPARE(snapshot.channels[first].packetRest, std::int64_t{3});
        QCOMPARE(snapshot.channels[first].bytesDropped, std::int64_t{3});
    }

    /// They belong to the open file description, which fork copies no more than dup does.
    void flagsAreSharedByTheCopiesOfADescriptor()
    {
        auto snapshot = twoPipes();
        QCOMPARE(snapshot.modeOf(relay, 4), WriteMode::Stream);
        auto set = returned(writer, Effect::SetFlags, 10, 0, {4, F_SETFL});
        set.channel = first;
        set.out[0] = O_DIRECT | O_RDWR; // the access mode cannot be set
        apply(snapshot, set);
        QCOMPARE(snapshot.modeOf(relay, 4), WriteMode::Packets);
        QCOMPARE(snapshot.modeOf(relay, 6), WriteMode::Stream);
        QCOMPARE(snapshot.fileOf(relay, 4)->flags, O_WRONLY | O_DIRECT);
        auto told = returned(relay, Effect::ReportFlags, 20, O_WRONLY | O_NONBLOCK, {4, F_GETFL});
        told.channel = first;
        apply(snapshot, told);
        QCOMPARE(snapshot.fileOf(writer, 4)->flags, O_WRONLY | O_NONBLOCK);
    }

    /// The kernel asks the open file at each page.
    void anOpenWriteGoesOnInPacketsOnceTheFlagIsSet()
    {
        auto snapshot = twoPipes();
        Event open;
        open.kind = EventKind::CallEntered;
        open.worker = writer;
        open.effect = Effect::Write;
        open.channel = first;
        open.arguments = {4, 65536 + 4096};
        open.time = open.entered = 10;
        apply(snapshot, open);
        auto set = returned(relay, Effect::SetFlags, 20, 0, {4, F_SETFL});
        set.channel = first;
        set.out[0] = O_DIRECT;
        apply(snapshot, set);
        apply(snapshot, moved(relay, Effect::Read, 30, 4096, absent, first, 4096));
        QVERIFY(snapshot.channels[first].slots.slots().back().packet);
        QVERIFY(!snapshot.channels[first].slots.slots().front().packet);
    }
};

QTEST_APPLESS_MAIN(TestTransfers)
#include "tst_transfers.moc"
