// SPDX-License-Identifier: MIT
// The fold of events into a snapshot: what a process does, who holds which end, what lies in a pipe.
#include "events/knownfill.h"
#include "events/snapshot.h"

#include <QTest>

#include <cerrno>
#include <csignal>
#include <fcntl.h>

using namespace seeipc;

namespace {

constexpr WorkerId mother = 0;
constexpr WorkerId offspring = 1;
constexpr ChannelId pipeChannel = 0;

Event happening(EventKind kind, WorkerId worker, std::int64_t time)
{
    Event made;
    made.kind = kind;
    made.worker = worker;
    made.time = time;
    made.entered = time - 1;
    return made;
}

Event returned(WorkerId worker, Effect effect, std::int64_t time, std::int64_t result,
               std::array<std::int32_t, 2> arguments = {},
               std::array<std::int64_t, 4> out = {absent, absent, absent, absent})
{
    auto made = happening(EventKind::CallReturned, worker, time);
    made.effect = effect;
    made.result = result;
    made.arguments = arguments;
    if (effect == Effect::Duplicate)
        made.out = out;
    return made;
}

Event moved(WorkerId worker, Effect effect, std::int64_t time, std::int64_t bytes,
            std::int64_t queued)
{
    auto made = returned(worker, effect, time, bytes,
                         {effect == Effect::Read ? 3 : 4, static_cast<std::int32_t>(bytes)});
    made.channel = pipeChannel;
    made.queuedBytes = queued;
    return made;
}

Event sampled(WorkerId worker, std::int64_t time, Sleep sleep, std::int64_t result = 0)
{
    auto made = happening(EventKind::ProcessSampled, worker, time);
    made.source = Source::Sampled;
    made.out[0] = static_cast<std::int64_t>(sleep);
    made.result = result;
    return made;
}

Event entered(WorkerId worker, Effect effect, std::int64_t time, std::int32_t size)
{
    auto made = happening(EventKind::CallEntered, worker, time);
    made.effect = effect;
    made.channel = pipeChannel;
    made.arguments = {effect == Effect::Read ? 3 : 4, size};
    return made;
}

/// A parent that made a pipe of this capacity and forked: both hold both ends.
Snapshot forked(std::int64_t capacity = 65536)
{
    Snapshot snapshot(2, 1);
    auto start = happening(EventKind::ProcessStarted, mother, 1);
    start.result = 100;
    apply(snapshot, start);
    auto made = returned(mother, Effect::MakeChannel, 2, 0);
    made.channel = pipeChannel;
    made.out = {3, 4, capacity, 4711};
    made.queuedBytes = 0;
    apply(snapshot, made);
    auto fork = returned(mother, Effect::Fork, 3, 101);
    fork.other = offspring;
    apply(snapshot, fork);
    return snapshot;
}

void close(Snapshot &snapshot, WorkerId worker, int fd, std::int64_t time)
{
    apply(snapshot, returned(worker, Effect::Close, time, 0, {fd, 0}));
}

} // namespace

class TestSnapshot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStepTellsHowOftenItReturnedAndWhatLast()
    {
        Snapshot snapshot(2, 1);
        auto write = returned(mother, Effect::Write, 10, 5, {4, 5});
        write.step = 3;
        apply(snapshot, write);
        QCOMPARE(snapshot.ofStep(3).returns, 1);
        write.time = 20;
        write.result = -1;
        write.error = EAGAIN;
        write.iteration = 1;
        apply(snapshot, write);
        const auto step = snapshot.ofStep(3);
        QCOMPARE(step.returns, 2);
        QCOMPARE(step.iteration, 1U);
        QCOMPARE(step.result, -1);
        QCOMPARE(step.error, EAGAIN);
        QCOMPARE(step.arguments[1], 5);
        QCOMPARE(snapshot.ofStep(2).returns, 0);
        QCOMPARE(snapshot.ofStep(4).returns, 0);
        apply(snapshot, returned(mother, Effect::Write, 30, 5)); // by hand: of no step
        QCOMPARE(snapshot.steps.size(), 4U);
    }

    /// Whoever is faster tells first: an end may be known before what came before it.
    void nobodyComesBackFromHisEnd_data()
    {
        QTest::addColumn<bool>("isWaitedFor");
        QTest::newRow("zombie") << false;
        QTest::newRow("waited for") << true;
    }
    void nobodyComesBackFromHisEnd()
    {
        QFETCH(bool, isWaitedFor);
        auto snapshot = forked();
        auto wait = returned(mother, Effect::Wait, 10, 101);
        wait.other = offspring;
        wait.out[0] = SIGPIPE;
        apply(snapshot, isWaitedFor ? wait : sampled(offspring, 10, Sleep::Zombie, SIGPIPE));
        const auto state = snapshot.processes[offspring].state;
        auto gate = happening(EventKind::AtGate, offspring, 11);
        gate.out[0] = static_cast<std::int64_t>(Gate::Pace);
        auto fork = returned(mother, Effect::Fork, 12, 101);
        fork.other = offspring;
        for (const auto &told : {entered(offspring, Effect::Write, 11, 1), gate, fork,
                                 returned(offspring, Effect::Exit, 13, 0)}) {
            apply(snapshot, told);
            QVERIFY(snapshot.processes[offspring].state == state);
            QVERIFY(!snapshot.processes[offspring].inCall);
            QVERIFY(snapshot.processes[offspring].descriptors.empty());
            QVERIFY(snapshot.channels[pipeChannel].pending.empty());
        }
        QCOMPARE(snapshot.channels[pipeChannel].writers, (std::vector<Holder>{{mother, 4}}));
    }

    void forkCopiesTheDescriptorTable()
    {
        auto snapshot = forked();
        const ChannelSnapshot &channel = snapshot.channels[0];
        QCOMPARE(channel.inode, 4711);
        QCOMPARE(channel.readers, (std::vector<Holder>{{mother, 3}, {offspring, 3}}));
        QCOMPARE(channel.writers, (std::vector<Holder>{{mother, 4}, {offspring, 4}}));
        close(snapshot, offspring, 3, 4);
        close(snapshot, mother, 4, 5);
        QCOMPARE(channel.readers, (std::vector<Holder>{{mother, 3}}));
        QCOMPARE(channel.writers, (std::vector<Holder>{{offspring, 4}}));
        QCOMPARE(snapshot.processes[offspring].parent, mother);
        QCOMPARE(snapshot.processes[offspring].pid, 101);
    }

    void dup2ClosesWhatWasThere()
    {
        auto snapshot = forked();
        apply(snapshot,
              returned(offspring, Effect::Duplicate, 4, 3, {4, 3}, {4, absent, absent, absent}));
        QCOMPARE(snapshot.channels[0].readers, (std::vector<Holder>{{mother, 3}}));
        QCOMPARE(snapshot.channels[0].writers.size(), std::size_t{3});
        apply(snapshot, returned(offspring, Effect::Duplicate, 5, 4, {0, 4},
                                 {0, absent, absent, absent})); // of no channel
        QCOMPARE(snapshot.channels[0].writers, (std::vector<Holder>{{mother, 4}, {offspring, 3}}));
    }

    void whatIsOpenedAgainWithOPathIsNoEnd()
    {
        auto snapshot = forked();
        apply(snapshot, returned(offspring, Effect::Duplicate, 4, 5, {3, O_PATH},
                                 {3, O_PATH, absent, absent}));
        QCOMPARE(snapshot.channels[0].readers, (std::vector<Holder>{{mother, 3}, {offspring, 3}}));
        apply(snapshot, returned(offspring, Effect::Duplicate, 5, 6, {3, O_RDONLY},
                                 {3, O_RDONLY, absent, absent}));
        QCOMPARE(snapshot.channels[0].readers.size(), std::size_t{3});
    }

    void whatLeadsToNoEndIsKnownToo()
    {
        using Kind = OtherDescriptor::Kind;
        auto snapshot = forked();
        auto opened = returned(mother, Effect::OpenProcess, 4, 7);
        opened.other = offspring;
        apply(snapshot, opened);
        const auto &process = snapshot.processes[mother];
        QVERIFY(process.otherOf(7) && process.otherOf(7)->kind == Kind::Process);
        QCOMPARE(process.otherOf(7)->of, offspring);
        apply(snapshot,
              returned(mother, Effect::Duplicate, 5, 8, {7, 0}, {7, absent, absent, absent}));
        QVERIFY(process.otherOf(8) && process.otherOf(8)->of == offspring);
        apply(snapshot,
              returned(mother, Effect::Duplicate, 6, 9, {3, O_PATH}, {3, O_PATH, absent, absent}));
        QVERIFY(process.otherOf(9) && process.otherOf(9)->kind == Kind::Path);
        QCOMPARE(process.otherOf(9)->channel, pipeChannel);
        close(snapshot, mother, 8, 7);
        QVERIFY(!process.otherOf(8));
        QVERIFY(process.closedOther && process.closedOther->fd == 8);
        close(snapshot, mother, 3, 8);
        QVERIFY(!process.closedOther && process.closed);
        apply(snapshot,
              returned(mother, Effect::Duplicate, 9, 9, {4, 9}, {4, absent, absent, absent}));
        QVERIFY(!process.otherOf(9)); // dup2(2) closed it
        auto stop = returned(mother, Effect::WaitChange, 10, 101, {101, 2});
        stop.other = offspring;
        stop.out[0] = 0x137f; // stopped by 19
        apply(snapshot, stop);
        QVERIFY(snapshot.processes[offspring].state == ProcessState::Stopped);
        stop.time = 11;
        stop.out[0] = 0xffff; // continued
        apply(snapshot, stop);
        QVERIFY(snapshot.processes[offspring].state == ProcessState::Running);
        stop.time = 12;
        stop.out[0] = SIGKILL;
        apply(snapshot, stop);
        QVERIFY(snapshot.processes[offspring].state == ProcessState::Killed);
        QVERIFY(snapshot.processes[offspring].others.empty());
    }

    void aFailedCallChangesNoTable()
    {
        auto snapshot = forked();
        auto failed = returned(offspring, Effect::Close, 4, -1, {3, 0});
        failed.error = EBADF;
        apply(snapshot, failed);
        QCOMPARE(snapshot.channels[0].readers.size(), std::size_t{2});
    }

    void bytesAreInThePipeUntilTheyAreRead()
    {
        auto snapshot = forked();
        apply(snapshot, moved(offspring, Effect::Write, 10, 9, 9));
        const ChannelSnapshot &channel = snapshot.channels[0];
        QCOMPARE(*channel.queued.value, 9);
        QVERIFY(channel.queued.source == Source::Reported);
        QCOMPARE(channel.slots.fill(), std::size_t{9});
        QCOMPARE(channel.slots.slots().front().writer, offspring);
        apply(snapshot, moved(mother, Effect::Read, 20, 9, 0));
        QCOMPARE(channel.slots.fill(), std::size_t{0});
        QVERIFY(channel.slotsExact && !channel.disagrees);
        QCOMPARE(channel.bytesIn, 9);
        QCOMPARE(channel.bytesOut, 9);
    }

    /// The read that its bytes woke may be over, and is told next; once it was seen asleep again it was not.
    void aSleeperWhoseBytesHaveComeMayHaveTakenThem()
    {
        const auto looks = [](std::int64_t time) {
            auto look = happening(EventKind::ChannelSampled, noWorker, time);
            look.channel = pipeChannel;
            look.source = Source::Sampled;
            look.queuedBytes = 0;
            return look;
        };
        auto snapshot = forked();
        const auto &channel = snapshot.channels[0];
        apply(snapshot, entered(mother, Effect::Read, 5, 9));
        apply(snapshot, sampled(mother, 6, Sleep::Asleep));
        apply(snapshot, moved(offspring, Effect::Write, 10, 9, 9));
        apply(snapshot, sampled(offspring, 11, Sleep::Stopped)); // nobody else runs
        apply(snapshot, looks(12));
        apply(snapshot, looks(13));
        QVERIFY(!channel.disagrees);
        apply(snapshot, sampled(mother, 14, Sleep::Asleep));
        apply(snapshot, looks(15));
        apply(snapshot, looks(16));
        QVERIFY(channel.disagrees);
    }

    /// What the other program does is told by nobody: no number of it is its own any more.
    void whatExecsTellsNothingMore()
    {
        auto snapshot = forked();
        auto exec = entered(offspring, Effect::Exec, 10, 0);
        apply(snapshot, exec);
        QVERIFY(snapshot.processes[offspring].isForeign && snapshot.channels[0].untold);
        auto failed = returned(offspring, Effect::Exec, 11, -1);
        failed.error = ENOENT;
        apply(snapshot, failed);
        QVERIFY(!snapshot.processes[offspring].isForeign);
    }

    void aDifferenceFromTheKernelIsKeptInSight()
    {
        auto snapshot = forked();
        apply(snapshot, moved(offspring, Effect::Write, 10, 9, 12));
        QVERIFY(!snapshot.channels[0].disagrees); // a call that is told next may explain it
        apply(snapshot, moved(offspring, Effect::Write, 20, 0, 12));
        QVERIFY(snapshot.channels[0].disagrees);
        QCOMPARE(*snapshot.channels[0].queued.value, 12);
        QCOMPARE(snapshot.channels[0].slots.fill(), std::size_t{9});
    }

    void whereNobodyLooksOnlyCallsAreKnown()
    {
        auto snapshot = forked();
        const auto &process = snapshot.processes[offspring];
        apply(snapshot, entered(offspring, Effect::Read, 10, 9));
        apply(snapshot, sampled(offspring, 12, Sleep::Asleep));
        auto unseen = sampled(offspring, 20, Sleep::Unseen);
        unseen.out[2] = 50;
        apply(snapshot, unseen);
        QCOMPARE(process.state, ProcessState::Unseen);
        apply(snapshot, moved(mother, Effect::Write, 30, 9, 0));
        apply(snapshot, moved(offspring, Effect::Read, 31, 9, 0));
        QCOMPARE(process.state, ProcessState::Unseen); // what it does since is not known
        QCOMPARE(process.since, 20);
        QCOMPARE(process.calls, 1);
        apply(snapshot, sampled(offspring, 50, Sleep::Running));
        QCOMPARE(process.state, ProcessState::Running);
        auto read = entered(offspring, Effect::Read, 52, 9);
        read.entered = 40;
        apply(snapshot, read);
        apply(snapshot, sampled(offspring, 54, Sleep::Asleep));
        QCOMPARE(process.state, ProcessState::Asleep);
        QCOMPARE(process.since, 50); // before, nobody saw it
        apply(snapshot, sampled(offspring, 60, Sleep::Zombie));
        apply(snapshot, sampled(offspring, 61, Sleep::Unseen));
        QCOMPARE(process.state, ProcessState::Zombie);
    }

    void anOlderNumberNeverReplacesANewerOne()
    {
        auto snapshot = forked();
        snapshot.channels.push_back(snapshot.channels[0]);
        apply(snapshot, moved(mother, Effect::Write, 30, 9, 0)); // the cause, told first
        auto read = moved(offspring, Effect::Read, 20, 9, 4);
        read.setBack = true;
        apply(snapshot, read);
        QCOMPARE(*snapshot.channels[0].queued.value, 0);
        QCOMPARE(snapshot.channels[0].queued.time, 30);
        auto elsewhere = moved(offspring, Effect::Write, 25, 7, 7); // set back with the read
        elsewhere.channel = 1;
        elsewhere.setBack = true;
        apply(snapshot, elsewhere);
        QCOMPARE(*snapshot.channels[1].queued.value, 7);
        QCOMPARE(snapshot.channels[1].queued.time, 25);
        for (const auto &channel : snapshot.channels)
            QVERIFY(channel.slotsExact && !channel.disagrees);
    }

    void aSleepingWriterGetsEachFreeSlot()
    {
        auto snapshot = forked(8192);
        close(snapshot, mother, 4, 4);
        close(snapshot, offspring, 3, 5);
        apply(snapshot, entered(offspring, Effect::Write, 10, 10000));
        apply(snapshot, sampled(offspring, 12, Sleep::Asleep));
        const ChannelSnapshot &channel = snapshot.channels[0];
        QCOMPARE(channel.pending.size(), std::size_t{1});
        QCOMPARE(channel.pending[0].in, 8192);
        QVERIFY(snapshot.processes[offspring].state == ProcessState::Asleep);
        QCOMPARE(snapshot.processes[offspring].since, 9); // when it entered, not when we looked
        apply(snapshot, moved(mother, Effect::Read, 20, 4096, absent));
        apply(snapshot, moved(mother, Effect::Read, 30, 4096, absent));
        QCOMPARE(channel.pending[0].in, 10000);
        auto done = moved(offspring, Effect::Write, 40, 10000, 10000 - 8192);
        done.entered = 9;
        apply(snapshot, done);
        QVERIFY(channel.pending.empty());
        QCOMPARE(channel.slots.fill(), std::size_t{10000 - 8192});
        QVERIFY(!channel.disagrees);
        QVERIFY(snapshot.processes[offspring].state == ProcessState::Running);
    }

    /// A reader on another CPU may be back before the write that woke it.
    void aReadThatReturnsBeforeItsWriteIsPaidBack()
    {
        auto snapshot = forked();
        auto read = moved(mother, Effect::Read, 20, 5, 0);
        read.entered = 1;
        apply(snapshot, read);
        auto write = moved(offspring, Effect::Write, 21, 5, 0);
        write.entered = 18;
        apply(snapshot, write);
        const ChannelSnapshot &channel = snapshot.channels[0];
        QCOMPARE(channel.slots.fill(), std::size_t{0});
        QCOMPARE(channel.debt, 0);
        QVERIFY(channel.slotsExact && !channel.disagrees);
    }

    /// The writer that a read woke may be back before the read itself.
    void aWriteThatReturnsBeforeTheReadThatWokeItFindsItsRoom()
    {
        auto snapshot = forked(8192);
        apply(snapshot, moved(offspring, Effect::Write, 10, 8192, 8192));
        apply(snapshot, entered(offspring, Effect::Write, 20, 5000));
        apply(snapshot, sampled(offspring, 21, Sleep::Asleep));
        const ChannelSnapshot &channel = snapshot.channels[0];
        QCOMPARE(channel.pending[0].in, 0);
        auto write = moved(offspring, Effect::Write, 50, 5000, 5000);
        write.entered = 19;
        apply(snapshot, write);
        QVERIFY(channel.slots.usedSlots() <= channel.slots.slotCount());
        auto read = moved(mother, Effect::Read, 51, 8192, 5000);
        read.entered = 40;
        apply(snapshot, read);
        QCOMPARE(channel.slots.fill(), std::size_t{5000});
        QCOMPARE(channel.slots.usedSlots(), std::size_t{2});
        QCOMPARE(channel.slots.slots().front().writer, offspring);
        QVERIFY(channel.early.empty());
        QVERIFY(channel.slotsExact && !channel.disagrees);
    }

    /// It may even have written again by then, and gone on into the next call.
    void writesThatReturnBeforeTheReadThatWokeThemKeepTheirOrder()
    {
        auto snapshot = forked(8192);
        apply(snapshot, moved(offspring, Effect::Write, 10, 8192, 8192));
        apply(snapshot, entered(offspring, Effect::Write, 20, 5000));
        auto slept = moved(offspring, Effect::Write, 50, 5000, 5000);
        slept.entered = 19;
        apply(snapshot, slept);
        apply(snapshot, moved(offspring, Effect::Write, 52, 3000, 8000));
        const ChannelSnapshot &channel = snapshot.channels[0];
        QVERIFY(channel.slots.usedSlots() <= channel.slots.slotCount());
        auto read = moved(mother, Effect::Read, 54, 8192, 8000);
        read.entered = 40;
        apply(snapshot, read);
        QVERIFY(channel.early.empty());
        QCOMPARE(channel.slots.fill(), std::size_t{8000});
        QCOMPARE(channel.slots.usedSlots(), std::size_t{2}); // 3000 went behind the rest of 5000
        apply(snapshot, entered(offspring, Effect::Write, 54, 1));
        QVERIFY(channel.slotsExact && !channel.disagrees);
    }

    /// However the calls overlapped: no more slots than there are, and none in the reader's name.
    void aGuessNeverShowsMoreThanThereIs()
    {
        auto snapshot = forked(8192);
        close(snapshot, mother, 4, 4);
        close(snapshot, offspring, 3, 5);
        auto loss = happening(EventKind::EventsLost, offspring, 30);
        loss.result = 10;
        loss.out = {13, 0, 100, 0};
        apply(snapshot, loss);
        apply(snapshot, moved(offspring, Effect::Write, 40, 1, 1));
        apply(snapshot, moved(mother, Effect::Read, 50, 1, 8192));
        const ChannelSnapshot &channel = snapshot.channels[0];
        QVERIFY(channel.slots.usedSlots() <= channel.slots.slotCount());
        QCOMPARE(channel.slots.fill(), std::size_t{8192});
        for (const auto &slot : channel.slots.slots())
            QCOMPARE(slot.writer, offspring);
    }

    void afterALossTheModelFollowsTheKernelAndSaysSo()
    {
        auto snapshot = forked();
        close(snapshot, mother, 4, 4);
        close(snapshot, offspring, 3, 5);
        auto loss = happening(EventKind::EventsLost, offspring, 30);
        loss.result = 1000;
        loss.out = {1003, 0, 4'096'000, 0};
        apply(snapshot, loss);
        const ChannelSnapshot &channel = snapshot.channels[0];
        QVERIFY(!channel.slotsExact);
        QCOMPARE(snapshot.lost, 1000);
        QCOMPARE(channel.bytesIn, 4'096'000);
        apply(snapshot, moved(offspring, Effect::Write, 40, 4096, 20480));
        QCOMPARE(channel.slots.fill(), std::size_t{20480});
        QVERIFY(!channel.disagrees);
        apply(snapshot, moved(mother, Effect::Read, 50, 20480, 0));
        QVERIFY(channel.slotsExact); // empty: nothing to guess
    }

    /// Who sleeps in a read found nothing inside, who sleeps in a write no slot: no guess says otherwise.
    void aGuessFollowsWhoIsSeenAsleep()
    {
        auto snapshot = forked();
        close(snapshot, mother, 4, 4);
        close(snapshot, offspring, 3, 5);
        auto loss = happening(EventKind::EventsLost, offspring, 30);
        loss.result = 1000;
        loss.out = {1003, 0, 4'096'000, 0};
        apply(snapshot, loss);
        apply(snapshot, moved(offspring, Effect::Write, 40, 5000, 20480));
        const ChannelSnapshot &channel = snapshot.channels[0];
        const auto sleeps = [&](WorkerId worker, Effect effect, int fd, std::int64_t time) {
            for (const auto kind : {EventKind::CallEntered, EventKind::ProcessSampled}) {
                auto event = happening(kind, worker, time);
                event.effect = effect;
                event.channel = 0;
                event.arguments = {fd, 4096};
                event.out[0] = static_cast<std::int64_t>(Sleep::Asleep);
                apply(snapshot, event);
            }
        };
        sleeps(mother, Effect::Read, 3, 35); // before that write: it has woken
        QCOMPARE(channel.slots.fill(), std::size_t{20480});
        sleeps(mother, Effect::Read, 3, 50);
        QCOMPARE(channel.slots.fill(), std::size_t{0});
        QCOMPARE(channel.queued.value, std::optional<std::int64_t>(0));
        apply(snapshot, moved(offspring, Effect::Write, 60, 4096, 4096));
        apply(snapshot, moved(mother, Effect::Read, 61, 100, 3996));
        sleeps(offspring, Effect::Write, 4, 70);
        QVERIFY(!channel.slots.isWritable());
        QVERIFY(!channel.slotsExact); // full, and of how many bytes is a guess
        QCOMPARE(knownFill(channel), absent);
    }

    void aFillIsOfNowUntilACallReturnsAfterIt()
    {
        ChannelSnapshot channel;
        QVERIFY(!channel.isFillOfNow()); // nobody has asked
        channel.queued = {4096, Source::Sampled, 7, 0};
        channel.lastReturn = 7; // the call that told it
        QVERIFY(channel.isFillOfNow());
        channel.lastReturn = 8;
        QVERIFY(!channel.isFillOfNow());
        channel.queued.time = 9;
        QVERIFY(channel.isFillOfNow());
    }

    void aCloseLeavesTheFillAsItWas()
    {
        auto snapshot = forked();
        const auto &channel = snapshot.channels[pipeChannel];
        apply(snapshot, moved(mother, Effect::Write, 10, 100, 100));
        auto closed = returned(offspring, Effect::Close, 11, 0, {3, 0});
        closed.channel = pipeChannel;
        apply(snapshot, closed);
        QVERIFY(channel.isFillOfNow());
        QCOMPARE(channel.lastReturn, 10);
        QVERIFY(!channel.isModelNewer());
        apply(snapshot, moved(mother, Effect::Write, 12, 100, absent));
        QVERIFY(!channel.isFillOfNow());
        QVERIFY(channel.isModelNewer());
    }

    /// Who sleeps in a write has put bytes in that a look from before did not count.
    void aFillFromBeforeAWriteIsToldByTheModel()
    {
        ChannelSnapshot channel;
        channel.queued = {0, Source::Sampled, 7, 0};
        channel.pending.push_back({offspring, 65'537, 65'536, 8});
        QVERIFY(channel.isFillBeforeWrite());
        QVERIFY(channel.isModelAhead());
        channel.queued = {65'536, Source::Sampled, 9, 0};
        QVERIFY(!channel.isFillBeforeWrite());
        QVERIFY(!channel.isModelAhead());
        channel.queued.time = 7;
        channel.slotsExact = false; // a guess is ahead of nothing
        QVERIFY(channel.isFillBeforeWrite());
        QVERIFY(!channel.isModelAhead());
    }

    void aRefusedObservationIsUnknownNotZero()
    {
        auto snapshot = forked();
        apply(snapshot, moved(offspring, Effect::Write, 10, 9, 9));
        auto refused = happening(EventKind::ObservationFailed, noWorker, 20);
        refused.channel = pipeChannel;
        refused.error = EPERM;
        apply(snapshot, refused);
        const auto &queued = snapshot.channels[0].queued;
        QVERIFY(queued.isRefused());
        QCOMPARE(*queued.value, 9); // what it was
        QCOMPARE(queued.time, 10);
        apply(snapshot, moved(offspring, Effect::Write, 25, 9, 18));
        QVERIFY(!snapshot.channels[0].queued.isRefused()); // the process told it,
        QCOMPARE(snapshot.channels[0].lookError, EPERM);   // and looks are still refused
        auto seen = happening(EventKind::ChannelSampled, noWorker, 30);
        seen.channel = pipeChannel;
        seen.queuedBytes = 9;
        apply(snapshot, seen);
        QVERIFY(!queued.isRefused());
        QVERIFY(queued.source == Source::Sampled);
    }

    /// Its end is told before the return of its last write: that one counts once, here and in the slots.
    void aWriteThatIsToldAfterItsWritersEndCountsOnce()
    {
        auto snapshot = forked(4096);
        const auto &channel = snapshot.channels[pipeChannel];
        apply(snapshot, entered(offspring, Effect::Write, 10, 100));
        apply(snapshot, sampled(offspring, 11, Sleep::Zombie));
        QCOMPARE(snapshot.processes[offspring].bytesOfCutWrite, 100);
        QCOMPARE(channel.bytesOfCutWrites, 100);
        apply(snapshot, moved(offspring, Effect::Write, 11, 100, 100));
        QCOMPARE(snapshot.processes[offspring].bytesOfCutWrite, 0);
        QCOMPARE(channel.bytesOfCutWrites, 0);
        QCOMPARE(channel.bytesIn, 100);
        QCOMPARE(channel.slots.fill(), std::size_t{100});
        QVERIFY(channel.pending.empty());
    }

    void anEndedProcessHoldsNothing()
    {
        auto snapshot = forked();
        apply(snapshot, sampled(offspring, 10, Sleep::Zombie, SIGPIPE));
        QVERIFY(snapshot.processes[offspring].state == ProcessState::Zombie);
        QCOMPARE(snapshot.processes[offspring].ending->signal(), SIGPIPE);
        QCOMPARE(snapshot.channels[0].writers, (std::vector<Holder>{{mother, 4}}));
        auto wait = returned(mother, Effect::Wait, 20, 101);
        wait.other = offspring;
        wait.out[0] = SIGPIPE;
        apply(snapshot, wait);
        QVERIFY(snapshot.processes[offspring].state == ProcessState::Killed);
        QVERIFY(snapshot.processes[offspring].endingSource == Source::Reported);
        auto ended = happening(EventKind::ProcessEnded, mother, 30);
        apply(snapshot, ended);
        QVERIFY(snapshot.processes[mother].state == ProcessState::Exited);
        QVERIFY(snapshot.channels[0].gone);
        QCOMPARE(*snapshot.channels[0].queued.value, 0);
    }

    void aRefusedResizeKeepsTheCapacity()
    {
        auto snapshot = forked();
        auto refused = returned(offspring, Effect::Resize, 10, -1, {4, 1031});
        refused.channel = pipeChannel;
        refused.error = EBUSY;
        refused.out[0] = 4096;
        apply(snapshot, refused);
        const ChannelSnapshot &channel = snapshot.channels[0];
        QCOMPARE(channel.resizeError, EBUSY);
        QCOMPARE(channel.resizeAsked, 4096);
        QCOMPARE(*channel.capacity.value, 65536);
        auto done = returned(offspring, Effect::Resize, 20, 8192, {4, 1031});
        done.channel = pipeChannel;
        done.out[0] = 5000;
        apply(snapshot, done);
        QCOMPARE(channel.resizeError, 0);
        QCOMPARE(*channel.capacity.value, 8192);
        QCOMPARE(channel.slots.slotCount(), std::size_t{2});
    }

    void aSampleThatComesAfterTheReturnDoesNotPutItToSleep()
    {
        auto snapshot = forked();
        apply(snapshot, entered(offspring, Effect::Read, 10, 10));
        apply(snapshot, moved(offspring, Effect::Read, 20, 5, 0));
        apply(snapshot, sampled(offspring, 21, Sleep::Asleep));
        QVERIFY(snapshot.processes[offspring].state == ProcessState::Running);
    }

    /// "waits its turn" and "waits for its cue" are two states.
    void anotherGateIsAnotherStateFromThenOn()
    {
        auto snapshot = forked();
        auto gate = happening(EventKind::AtGate, offspring, 10);
        gate.out[0] = static_cast<std::int64_t>(Gate::Condition);
        apply(snapshot, gate);
        gate.time = 15;
        apply(snapshot, gate);
        QCOMPARE(snapshot.processes[offspring].since, 10);
        gate.time = 20;
        gate.out[0] = static_cast<std::int64_t>(Gate::Pace);
        apply(snapshot, gate);
        QCOMPARE(snapshot.processes[offspring].since, 20);
    }

    /// SIGSTOP ends no call.
    void whoIsStoppedInACallIsStillInside()
    {
        auto snapshot = forked();
        apply(snapshot, entered(mother, Effect::Read, 10, 100));
        apply(snapshot, sampled(mother, 11, Sleep::Asleep));
        QVERIFY(!snapshot.processes[mother].isStoppedInside());
        apply(snapshot, sampled(mother, 12, Sleep::Stopped));
        QVERIFY(snapshot.processes[mother].isStoppedInside());
        apply(snapshot, moved(mother, Effect::Read, 20, 5, 5));
        QVERIFY(!snapshot.processes[mother].isStoppedInside());
        apply(snapshot, sampled(mother, 21, Sleep::Stopped));
        QVERIFY(!snapshot.processes[mother].isStoppedInside());
    }

    /// It was not asleep in between.
    void whoIsContinuedInACallSleepsSinceThen()
    {
        auto snapshot = forked();
        apply(snapshot, entered(mother, Effect::Read, 10, 100));
        apply(snapshot, sampled(mother, 11, Sleep::Asleep));
        const auto wentIn = snapshot.processes[mother].entered;
        QCOMPARE(snapshot.processes[mother].since, wentIn);
        apply(snapshot, sampled(mother, 12, Sleep::Stopped));
        apply(snapshot, sampled(mother, 30, Sleep::Asleep));
        QCOMPARE(snapshot.processes[mother].since, 30);
        apply(snapshot, sampled(mother, 40, Sleep::Asleep));
        QCOMPARE(snapshot.processes[mother].since, 30);
        QCOMPARE(snapshot.processes[mother].entered, wentIn); // it is the same call
    }

    void aGateIsNoSleep()
    {
        auto snapshot = forked();
        auto gate = happening(EventKind::AtGate, offspring, 10);
        gate.out[0] = static_cast<std::int64_t>(Gate::Held);
        apply(snapshot, gate);
        apply(snapshot, sampled(offspring, 20, Sleep::Running));
        QVERIFY(snapshot.processes[offspring].state == ProcessState::AtGate);
        QVERIFY(snapshot.processes[offspring].gate == Gate::Held);
        apply(snapshot, sampled(offspring, 30, Sleep::Stopped));
        QVERIFY(snapshot.processes[offspring].state == ProcessState::Stopped);
        apply(snapshot, sampled(offspring, 40, Sleep::Running));
        QVERIFY(snapshot.processes[offspring].state == ProcessState::AtGate);
    }

    void whoIsKilledAtItsGateNeverMadeTheCallThatCameNext()
    {
        const auto isUnmade = [](std::initializer_list<Event> events) {
            auto snapshot = forked();
            for (const auto &event : events)
                apply(snapshot, event);
            return snapshot.processes[offspring].unmade;
        };
        auto gate = happening(EventKind::AtGate, offspring, 10);
        gate.out[0] = static_cast<std::int64_t>(Gate::Pace);
        auto killed = happening(EventKind::ProcessEnded, offspring, 30);
        killed.result = SIGKILL;
        const auto seen = sampled(offspring, 25, Sleep::Zombie, SIGKILL);
        QVERIFY(isUnmade({gate, killed}));
        QVERIFY(isUnmade({gate, seen, killed})); // its parent waits for it later
        QVERIFY(isUnmade({gate, sampled(offspring, 20, Sleep::Stopped), killed}));
        QVERIFY(!isUnmade({gate, entered(offspring, Effect::Write, 20, 1), killed}));
        QVERIFY(!isUnmade({gate, returned(offspring, Effect::Exit, 20, 0), killed}));
        QVERIFY(!isUnmade({gate, happening(EventKind::EventsLost, offspring, 20), killed}));
        QVERIFY(!isUnmade({gate, killed, moved(offspring, Effect::Read, 9, 5, 0)})); // told late
    }
};

QTEST_APPLESS_MAIN(TestSnapshot)
#include "tst_snapshot.moc"
