// SPDX-License-Identifier: MIT
// The fold of names: a FIFO before anybody has opened it, its door, what is lost, what lives on.
#include "events/snapshot.h"

#include <QTest>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

using namespace seeipc;

namespace {

constexpr WorkerId reader = 0;
constexpr WorkerId writer = 1;
constexpr NameId door = 0;
constexpr NameId alias = 1;

/// What two processes do to FIFOs, call by call.
struct Story
{
    Snapshot snapshot{2, 2};
    std::int64_t now = 0;

    Event happens(EventKind kind, WorkerId worker, Effect effect,
                  std::array<std::int32_t, 2> arguments, std::int64_t result = 0)
    {
        Event event;
        event.kind = kind;
        event.worker = worker;
        event.effect = effect;
        event.arguments = arguments;
        event.result = result;
        event.time = ++now;
        event.entered = now - 1;
        event.out = {absent, absent, absent, absent};
        return event;
    }
    Event returns(WorkerId worker, Effect effect, std::array<std::int32_t, 2> arguments,
                  std::int64_t result = 0)
    {
        return happens(EventKind::CallReturned, worker, effect, arguments, result);
    }
    void makes(ChannelId channel = 0, std::int64_t inode = 77)
    {
        auto event = returns(reader, Effect::MakeName, {nameArgument(door), 0666});
        event.channel = channel;
        event.out = {S_IFIFO | 0644, 5, absent, inode};
        apply(snapshot, event);
    }
    void enters(WorkerId worker, std::int32_t flags)
    {
        auto event = happens(EventKind::CallEntered, worker, Effect::Open,
                             {nameArgument(door), flags});
        event.channel = 0;
        apply(snapshot, event);
    }
    void opens(WorkerId worker, std::int32_t flags, int fd = 3, ChannelId channel = 0)
    {
        auto event = returns(worker, Effect::Open, {nameArgument(door), flags}, fd);
        if (snapshot.processes[worker].opening)
            event.entered = snapshot.processes[worker].entered;
        event.channel = channel;
        event.out = {S_IFIFO | 0644, 5, 65536, 77};
        event.queuedBytes = static_cast<std::int64_t>(snapshot.channels[channel].slots.fill());
        apply(snapshot, event);
    }
    void writes(WorkerId worker, std::int32_t bytes, int fd = 3)
    {
        auto event = returns(worker, Effect::Write, {fd, bytes}, bytes);
        event.channel = 0;
        event.queuedBytes = static_cast<std::int64_t>(snapshot.channels[0].slots.fill()) + bytes;
        apply(snapshot, event);
    }
    void closes(WorkerId worker, int fd = 3)
    {
        apply(snapshot, returns(worker, Effect::Close, {fd, 0}));
    }
    void unlinks(NameId name = door)
    {
        auto event = returns(reader, Effect::Unlink, {nameArgument(name), 0});
        event.channel = snapshot.channelNamed(name);
        apply(snapshot, event);
    }
    const ChannelSnapshot &fifo() const { return snapshot.channels[0]; }
};

} // namespace

class TestNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFifoIsThereBeforeAnybodyHasOpenedIt()
    {
        Story story;
        story.makes();
        const auto &fifo = story.fifo();
        QVERIFY(fifo.exists && fifo.isFifo && !fifo.gone && !fifo.isHeld());
        QCOMPARE(fifo.permissions, 0644);
        QCOMPARE(fifo.inode, 77);
        QCOMPARE(fifo.device, 5);
        QCOMPARE(fifo.names, std::vector<NameId>{door});
        QVERIFY(!fifo.capacity.value); // it has no buffer yet
        QCOMPARE(fifo.readersGone, absent);
        QCOMPARE(fifo.writersGone, absent);
        QCOMPARE(story.snapshot.channelNamed(door), 0);
        QCOMPARE(story.snapshot.channelNamed(alias), noChannel);
    }

    void aNameThatIsTakenChangesNothing()
    {
        Story story;
        story.makes();
        auto event = story.returns(writer, Effect::MakeName, {nameArgument(door), 0666}, -1);
        event.error = EEXIST;
        event.channel = 0;
        apply(story.snapshot, event);
        QCOMPARE(story.fifo().makeError, 0);
        QCOMPARE(story.fifo().inode, 77);
    }

    void whoIsInOpenHasNoDescriptorYet()
    {
        Story story;
        story.makes();
        story.enters(reader, O_RDONLY);
        const auto &process = story.snapshot.processes[reader];
        QVERIFY(process.opening && process.opening->mayWait());
        QCOMPARE(process.opening->channel, 0);
        QVERIFY(process.descriptors.empty());
        QCOMPARE(story.snapshot.openersOf(0, End::Read), std::vector<WorkerId>{reader});
        QVERIFY(story.snapshot.openersOf(0, End::Write).empty());
        story.opens(writer, O_WRONLY);
        story.opens(reader, O_RDONLY);
        QVERIFY(!process.opening);
        QCOMPARE(story.fifo().readers, (std::vector<Holder>{{reader, 3}}));
        QCOMPARE(story.fifo().writers, (std::vector<Holder>{{writer, 3}}));
        QCOMPARE(story.fifo().capacity.value, 65536);
        QCOMPARE(story.fifo().readOpens, 1);
        QCOMPARE(story.fifo().writeOpens, 1);
    }

    /// Who was let in may be in its next open(2) before the return of who came is stamped.
    void aPartnerAtOneDoorIsNoneAtTheNext()
    {
        Story story;
        story.makes();
        story.enters(reader, O_RDONLY);
        story.opens(writer, O_WRONLY);
        story.opens(reader, O_RDONLY);
        story.enters(reader, O_RDONLY);
        story.snapshot.processes[reader].entered -= 3; // before it was met the last time
        QVERIFY(!story.snapshot.processes[reader].opening->isMet);
        story.closes(writer);
        story.closes(reader);
        QVERIFY(!story.snapshot.isHeldUntold(0));
    }

    /// Though the partner is gone again before the return of who waited is told.
    void whoWasMetAtTheDoorRemembersByWhom()
    {
        Story story;
        story.makes();
        story.enters(reader, O_RDONLY);
        QCOMPARE(story.snapshot.processes[reader].partner, noWorker);
        story.opens(writer, O_WRONLY);
        const auto met = story.now;
        story.closes(writer);
        QVERIFY(story.snapshot.processes[reader].opening);
        QCOMPARE(story.snapshot.processes[reader].partner, writer);
        QCOMPARE(story.snapshot.processes[reader].metTime, met);
        QCOMPARE(story.snapshot.processes[writer].partner, noWorker);
        QVERIFY(story.snapshot.processes[reader].opening->isMet);
        story.opens(reader, O_RDONLY);
        story.enters(reader, O_RDONLY); // the next time it waits anew
        QVERIFY(!story.snapshot.processes[reader].opening->isMet);
    }

    /// The kernel has let both in; the return of one is told when the other has written and gone.
    void whoseReturnIsToldLaterKeepsTheBytes_data()
    {
        QTest::addColumn<bool>("isEntryTold");
        QTest::newRow("it was seen in open(2)") << true;
        QTest::newRow("it was too quick") << false;
    }
    void whoseReturnIsToldLaterKeepsTheBytes()
    {
        QFETCH(const bool, isEntryTold);
        Story story;
        story.makes();
        if (isEntryTold)
            story.enters(reader, O_RDONLY);
        story.opens(writer, O_WRONLY);
        story.writes(writer, 5);
        story.closes(writer);
        QVERIFY(story.snapshot.isHeldUntold(0));
        QCOMPARE(story.fifo().lostBytes, 0);
        QCOMPARE(story.fifo().slots.fill(), 5U);
        story.opens(reader, O_RDONLY);
        QVERIFY(!story.snapshot.isHeldUntold(0));
        QCOMPARE(story.fifo().slots.fill(), 5U);
        if (!isEntryTold) // it came, and the writer had waited
            QCOMPARE(story.snapshot.processes[writer].partner, reader);
        story.closes(reader);
        QCOMPARE(story.fifo().lostBytes, 5);
    }

    void anOpenThatMayNotOrNeedNotWait()
    {
        QVERIFY(!(Opening{0, door, O_RDONLY | O_NONBLOCK}.mayWait()));
        QVERIFY(!(Opening{0, door, O_RDWR}.mayWait()));
        QVERIFY((Opening{0, door, O_RDWR}.isFor(End::Read)));
        QVERIFY((Opening{0, door, O_RDWR}.isFor(End::Write)));
        QVERIFY(!(Opening{0, door, O_WRONLY}.isFor(End::Read)));
    }

    void whatIsOpenedWithOPathIsNoEnd()
    {
        const Opening pathOnly{0, door, O_PATH};
        QVERIFY(!pathOnly.mayWait());
        QVERIFY(!pathOnly.isFor(End::Read) && !pathOnly.isFor(End::Write));
        Story story;
        story.makes();
        story.opens(reader, O_PATH);
        QVERIFY(story.snapshot.processes[reader].descriptors.empty());
        QVERIFY(story.fifo().readers.empty() && story.fifo().writers.empty());
        QCOMPARE(story.fifo().readOpens, 0);
    }

    void oneDescriptorOfBothEndsStandsTwice()
    {
        Story story;
        story.makes();
        story.opens(reader, O_RDWR);
        QCOMPARE(story.snapshot.processes[reader].descriptors.size(), 2U);
        QCOMPARE(story.fifo().readers, story.fifo().writers);
        auto copy = story.returns(reader, Effect::Duplicate, {3, 0}, 7);
        copy.out = {3, absent, absent, absent};
        apply(story.snapshot, copy);
        QCOMPARE(story.fifo().writers.size(), 2U);
        QCOMPARE(story.fifo().readers.size(), 2U);
        story.closes(reader);
        QCOMPARE(story.fifo().writers, (std::vector<Holder>{{reader, 7}}));
        QCOMPARE(story.fifo().readers, (std::vector<Holder>{{reader, 7}}));
    }

    void theLastOneToCloseLosesTheBytes()
    {
        Story story;
        story.makes();
        story.opens(reader, O_RDWR);
        story.writes(reader, 4);
        story.closes(reader);
        QVERIFY(!story.fifo().gone); // it has its name
        QCOMPARE(story.fifo().lostBytes, 4);
        QCOMPARE(story.fifo().emptied, story.now);
        QCOMPARE(story.fifo().queued.value, 0);
        QVERIFY(!story.fifo().capacity.value); // a changed one is not kept
        story.opens(writer, O_RDONLY | O_NONBLOCK);
        QVERIFY(story.fifo().slotsExact);
        QCOMPARE(story.fifo().slots.fill(), 0U);
        QCOMPARE(story.fifo().capacity.value, 65536);
    }

    void whoOpensASideAnewEndsThatItIsGone()
    {
        Story story;
        story.makes();
        story.opens(reader, O_RDONLY | O_NONBLOCK);
        story.opens(writer, O_WRONLY);
        story.closes(writer);
        QCOMPARE(story.fifo().writersGone, story.now);
        story.opens(writer, O_WRONLY);
        QCOMPARE(story.fifo().writersGone, absent);
        story.closes(reader);
        QCOMPARE(story.fifo().readersGone, story.now);
        QCOMPARE(story.fifo().writersGone, absent);
        story.closes(writer);
        QCOMPARE(story.fifo().emptied, story.now);
    }

    void withoutItsNameItLivesUntilNobodyHasItOpen()
    {
        Story story;
        story.makes();
        story.opens(reader, O_RDWR);
        story.unlinks();
        QVERIFY(story.fifo().names.empty());
        QVERIFY(!story.fifo().gone);
        QCOMPARE(story.snapshot.channelNamed(door), noChannel);
        story.closes(reader);
        QVERIFY(story.fifo().gone);
    }

    void whoWaitsInOpenKeepsItToo()
    {
        Story story;
        story.makes();
        story.enters(writer, O_WRONLY);
        story.unlinks();
        QVERIFY(!story.fifo().gone);
    }

    void withoutAnybodyItGoesWithItsLastName()
    {
        Story story;
        story.makes();
        auto event = story.returns(reader, Effect::LinkName,
                                   {nameArgument(door), nameArgument(alias)});
        event.channel = 0;
        apply(story.snapshot, event);
        QCOMPARE(story.snapshot.channelNamed(alias), 0);
        story.unlinks();
        QVERIFY(!story.fifo().gone);
        story.unlinks(alias);
        QVERIFY(story.fifo().gone);
    }

    void theSameNameMayLeadToAnother()
    {
        Story story;
        story.makes();
        story.opens(writer, O_RDWR);
        story.unlinks();
        story.makes(1, 78);
        QCOMPARE(story.snapshot.channelNamed(door), 1);
        QVERIFY(!story.fifo().gone); // the old one, that writer has
        QVERIFY(!story.snapshot.channels[1].isHeld());
    }

    void anOrdinaryFileIsNoChannel()
    {
        Story story;
        auto event = story.returns(writer, Effect::Open, {nameArgument(door), O_RDWR}, 3);
        event.channel = noChannel;
        event.out = {S_IFREG | 0644, 5, absent, 80};
        apply(story.snapshot, event);
        QVERIFY(story.snapshot.processes[writer].descriptors.empty());
    }
};

QTEST_APPLESS_MAIN(TestNames)
#include "tst_names.moc"
