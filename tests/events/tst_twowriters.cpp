// SPDX-License-Identifier: MIT
// Two writers sleep for the room of one pipe: whose bytes the fold says lie in each slot, against the
// bytes that a reader gets from the kernel.
#include "events/channelmoves.h"
#include "events/snapshot.h"
#include "posix/procfs.h"
#include "posix/uniquefd.h"
#include "support/eventually.h"

#include <QTest>

#include <array>
#include <cerrno>
#include <csignal>
#include <string>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace seeipc;

namespace {

constexpr WorkerId reader = 0;
constexpr WorkerId first = 1;
constexpr WorkerId second = 2;

/// A child that makes one write of so many equal bytes; killed and reaped at the end.
class Writer
{
public:
    Writer(int fd, char byte, std::size_t size) : m_pid(::fork())
    {
        if (m_pid != 0)
            return;
        const std::string bytes(size, byte);
        ::_exit(::write(fd, bytes.data(), size) == static_cast<ssize_t>(size) ? 0 : 1);
    }
    ~Writer()
    {
        if (m_pid > 0 && !m_isOver) {
            ::kill(m_pid, SIGKILL);
            ::waitpid(m_pid, nullptr, 0);
        }
    }
    Writer(const Writer &) = delete;
    Writer &operator=(const Writer &) = delete;

    bool isAsleep() const
    {
        const auto text = readProcFile(m_pid, "syscall");
        const auto now = text ? parseSyscall(*text) : std::nullopt;
        return now && !now->running && now->number == SYS_write;
    }
    bool hasEnded()
    {
        m_isOver = m_isOver || ::waitpid(m_pid, nullptr, WNOHANG) == m_pid;
        return m_isOver;
    }

private:
    pid_t m_pid;
    bool m_isOver = false;
};

/// The events that the observer of such a demo would tell, and their fold.
class Told
{
public:
    Told() : snapshot(3, 1)
    {
        auto made = returned(reader, Effect::MakeChannel, 0, {});
        made.out = {3, 4, 65536, 4711};
        made.queuedBytes = 0;
        add(made);
        for (const auto writer : {first, second}) {
            auto fork = returned(reader, Effect::Fork, 100 + writer, {});
            fork.other = writer;
            add(fork);
            add(returned(writer, Effect::Close, 0, {3, 0}));
        }
        add(returned(reader, Effect::Close, 0, {4, 0}));
    }

    void enters(WorkerId writer, std::int32_t size)
    {
        auto event = returned(writer, Effect::Write, 0, {4, size});
        event.kind = EventKind::CallEntered;
        add(event);
    }
    void wrote(WorkerId writer, std::int32_t size, char byte, std::int64_t queued = absent)
    {
        auto event = returned(writer, Effect::Write, size, {4, size});
        event.queuedBytes = queued;
        event.entered = 1;
        pay(event, byte);
        add(event);
    }
    /// It was back sooner than the read that woke it, and is told behind it.
    void wroteSooner(WorkerId writer, std::int32_t size, char byte)
    {
        auto event = returned(writer, Effect::Write, size, {4, size});
        event.entered = 1;
        event.time = snapshot.channels[0].lastReturn - 1;
        event.setBack = true;
        pay(event, byte);
        add(event);
    }
    void read(std::int32_t size, char byte, std::int64_t queued)
    {
        auto event = returned(reader, Effect::Read, size, {3, 4096});
        event.queuedBytes = queued;
        pay(event, byte);
        add(event);
    }

    /// A look from outside finds both writers asleep, and the reader waiting its turn.
    void allStandStill()
    {
        Event event;
        event.kind = EventKind::AtGate;
        event.worker = reader;
        event.out[0] = static_cast<std::int64_t>(Gate::Pace);
        event.time = ++m_now;
        add(event);
        event.kind = EventKind::ProcessSampled;
        event.source = Source::Sampled;
        event.out[0] = static_cast<std::int64_t>(Sleep::Asleep);
        for (event.worker = first; event.worker <= second; ++event.worker)
            add(event);
    }

    /// A look from outside.
    void looks(std::int64_t queued)
    {
        Event event;
        event.kind = EventKind::ChannelSampled;
        event.source = Source::Sampled;
        event.channel = 0;
        event.queuedBytes = queued;
        event.time = ++m_now;
        add(event);
    }

    const ChannelSnapshot &pipe() const { return snapshot.channels[0]; }
    WorkerId writerOfOldest() const { return pipe().slots.slots().front().writer; }

    Snapshot snapshot;

private:
    Event returned(WorkerId worker, Effect effect, std::int64_t result,
                   std::array<std::int32_t, 2> arguments)
    {
        Event event;
        event.kind = EventKind::CallReturned;
        event.worker = worker;
        event.channel = 0;
        event.effect = effect;
        event.result = result;
        event.arguments = arguments;
        event.entered = event.time = ++m_now;
        return event;
    }
    static void pay(Event &event, char byte)
    {
        event.payloadLength = 31;
        event.payload.fill(byte);
    }
    void add(const Event &event) { apply(snapshot, event); }

    std::int64_t m_now = 1;
};

int queuedIn(int fd)
{
    int bytes = -1;
    return ::ioctl(fd, FIONREAD, &bytes) == 0 ? bytes : -1;
}

} // namespace

class TestTwoWriters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// One sleeps with half of its record outside when the other comes: the kernel wakes them in turn.
    void eachPageIsOfWhomTheReaderFinds()
    {
        int ends[2] = {-1, -1};
        QCOMPARE(::pipe(ends), 0);
        const UniqueFd readEnd(ends[0]);
        const UniqueFd writeEnd(ends[1]);
        Told told;
        Writer large(ends[1], 'A', 131072);
        QVERIFY(eventually([&] { return large.isAsleep() && queuedIn(ends[0]) == 65536; }));
        told.enters(first, 131072);
        Writer small(ends[1], 'B', 4096);
        QVERIFY(eventually([&] { return small.isAsleep(); }));
        told.enters(second, 4096);
        int left = 131072 + 4096;
        std::string runs;
        std::int64_t tornAt = absent;
        std::string page(4096, '\0');
        while (left > 0) {
            const auto expected = told.writerOfOldest() == first ? 'A' : 'B';
            QCOMPARE(::read(ends[0], page.data(), page.size()), 4096);
            QVERIFY(page.find_first_not_of(page[0]) == std::string::npos);
            QCOMPARE(page[0], expected);
            left -= 4096;
            runs += page[0];
            const int refilled = std::min(left, 65536);
            QVERIFY(eventually([&] { return queuedIn(ends[0]) == refilled; }));
            told.read(4096, page[0], refilled);
            if (runs.size() == 3) // the first refill behind that page
                tornAt = told.snapshot.time;
            if (runs.size() == 2) { // its one page is in behind the first refill of the other
                QVERIFY(eventually([&] { return small.hasEnded(); }));
                told.wrote(second, 4096, 'B');
            }
            if (runs.size() == 17) { // all of it is in, which its return tells
                QVERIFY(eventually([&] { return large.hasEnded(); }));
                told.wrote(first, 131072, 'A');
            }
            QCOMPARE(told.pipe().slots.fill(), static_cast<std::size_t>(refilled));
        }
        QCOMPARE(runs, std::string(17, 'A') + 'B' + std::string(15, 'A'));
        QCOMPARE(told.pipe().torn,
                 std::int64_t{1}); // the large one's record, behind the small one's
        QCOMPARE(told.pipe().tornWriter, first);
        QCOMPARE(told.pipe().tornBy, second);
        QCOMPARE(told.pipe().tornTime, tornAt);
    }

    /// However many others' pages stand inside it, it is one record.
    void aWriteThatIsTornTwiceIsOneTornRecord()
    {
        Told told;
        told.enters(first, 131072);
        for (int round = 0; round < 2; ++round) {
            told.enters(second, 4096);
            told.read(4096, 'A', 61440);
            told.looks(65536); // a page of the first
            told.read(4096, 'A', 61440);
            told.wrote(second, 4096, 'B', 65536);
            told.read(4096, 'A', 61440);
            told.looks(65536);
            QCOMPARE(told.pipe().torn, std::int64_t{1});
        }
        QCOMPARE(told.pipe().tornWriter, first);
    }

    /// The slots on both sides of the other's page say so, as long as they are inside.
    void theSlotsWhereAWriteIsTornSayIt()
    {
        Told told;
        told.enters(first, 131072);
        told.enters(second, 4096);
        told.read(4096, 'A', 61440);
        told.looks(65536); // the first
        told.read(4096, 'A', 61440);
        told.wrote(second, 4096, 'B', 65536);
        told.read(4096, 'A', 61440);
        told.looks(65536); // the first again: now it is torn
        const auto torn = [&] {
            std::string edges;
            for (const auto &slot : told.pipe().slots.slots())
                edges += slot.goesOn ? '<' : slot.breaksOff ? '>' : '-';
            return edges;
        };
        QCOMPARE(torn(), std::string("------------->-<"));
        told.read(4096, 'A', 61440);
        told.looks(65536); // more of the same behind it
        QCOMPARE(torn(), std::string("------------>-<-"));
        QCOMPARE(told.pipe().torn, std::int64_t{1});
    }

    void roomThatSeveralSleptForIsAGuess()
    {
        Told told;
        told.enters(first, 131072);
        told.enters(second, 4096);
        QVERIFY(!told.pipe().slots.slots().back().guessed);
        told.read(4096, 'A', 65536);
        QVERIFY(told.pipe().slots.slots().back().guessed);
    }

    /// What a return tells of more bytes than the model has is not taken from another's guess: it went in
    /// behind that, and the other's next bytes go in behind it.
    void aReturnThatTellsOfMoreBytesPutThemBehindTheGuess()
    {
        Told told;
        told.enters(first, 131072);
        told.enters(second, 4096);
        told.read(4096, 'A', 61440); // nobody is in again yet, as FIONREAD says
        told.looks(65536);           // the first, a guess
        told.read(4096, 'A', 61440);
        told.wrote(second, 4096, 'B', 65536);
        QCOMPARE(told.pipe().slots.fill(), std::size_t{65536});
        QCOMPARE(told.pipe().slots.slots()[14].writer, first);
        QCOMPARE(told.pipe().slots.slots()[15].writer, second);
        QCOMPARE(told.pipe().torn, std::int64_t{0});
        told.read(4096, 'A', 61440);
        told.looks(65536);
        QCOMPARE(told.pipe().torn, std::int64_t{1});
        QCOMPARE(told.pipe().tornWriter, first);
        QCOMPARE(told.pipe().tornBy, second);
        QCOMPARE(told.pipe().tornTime, told.snapshot.time);
    }

    /// A slot that came free was taken for the one who has waited longest: FIONREAD counts the other's bytes.
    void aGuessThatFionreadContradictsIsMadeAnew()
    {
        Told told;
        told.enters(first, 65536 + 8192);
        told.enters(second, 100);
        told.read(4096, 'A', 61440); // nobody is in again yet
        told.allStandStill();
        told.looks(61440 + 100);
        told.looks(61440 + 100);
        QCOMPARE(told.pipe().slots.fill(), std::size_t{61440 + 100});
        QVERIFY(!told.pipe().disagrees);
        QCOMPARE(told.pipe().slots.slots().back().writer, second);
        QVERIFY(told.pipe().slots.slots().back().guessed);
        QCOMPARE(told.pipe().pending.front().in + told.pipe().pending.back().in,
                 std::int64_t{65536 + 100});
    }

    /// What its write before had beyond whole pages is none of those that are in of this one.
    void aPieceOfTheWriteBeforeIsNotTakenFromThisOne()
    {
        ChannelSnapshot channel;
        channel.slots.forceWrite(8192, first);
        channel.slots.forceWrite(3616, first);
        channel.slots.guessFrom(0);
        channel.pending.push_back({first, 20000, 12288, 0});
        channel.pending.push_back({second, 100, 0, 0});
        QVERIFY(!ChannelMoves::regiveNewest(channel, 8192 + 100));
        QCOMPARE(ChannelMoves::reclaim(channel, second, 3616), 3616);
        QCOMPARE(channel.pending.front().in, 12288);
        channel.pending.front().in = 20000;
        QVERIFY(ChannelMoves::regiveNewest(channel, 8192 + 100));
        QCOMPARE(channel.pending.front().in, 16384);
    }

    /// As well where the other's return tells it: its bytes are fewer than the page that was guessed.
    /// Its slots would be one too many: those that it has stay whose they are.
    void aModelThatFollowsTheKernelKeepsWhoseTheBytesAre()
    {
        Told told;
        for (int i = 0; i < 8; ++i) {
            told.wrote(first, 4096, 'A');
            told.wrote(second, 4000, 'B'); // each leaves some of its page free
        }
        auto &channel = told.snapshot.channels[0];
        QCOMPARE(channel.slots.usedSlots(), std::size_t{16});
        channel.slotsExact = false;
        told.looks(8 * 8096 + 300);
        QCOMPARE(static_cast<int>(channel.slots.fill()), 8 * 8096 + 300);
        QCOMPARE(channel.slots.usedSlots(), std::size_t{16});
        for (std::size_t i = 0; i < 16; ++i)
            QCOMPARE(channel.slots.slots()[i].writer,
                     static_cast<std::uint8_t>(i % 2 == 0 ? first : second));
    }

    void aReturnWithFewerBytesThanTheGuessHasThemInside()
    {
        Told told;
        told.enters(first, 65536 + 8192);
        told.enters(second, 100);
        told.read(4096, 'A', 65536); // so it was told: the first is in again
        told.wrote(second, 100, 'B', 61440 + 100);
        told.looks(61440 + 100);
        told.looks(61440 + 100);
        QVERIFY(!told.pipe().disagrees);
        QCOMPARE(told.pipe().pending.size(), std::size_t{1});
        QCOMPARE(told.pipe().pending.front().in, std::int64_t{65536});
    }

    /// A write that went on behind another's bytes by a guess: the guess is made anew, and it is not torn.
    void aRecordTornOnAGuessIsNoneWhereFionreadContradicts()
    {
        Told told;
        told.enters(first, 131072);
        told.enters(second, 4096 + 100);
        for (int i = 0; i < 3; ++i) // so it is guessed: the first, the second, the first again
            told.read(4096, 'A', 65536);
        QCOMPARE(told.pipe().slots.slots().back().writer, first);
        QVERIFY(told.pipe().slots.slots().back().goesOn);
        QCOMPARE(told.pipe().torn, std::int64_t{0}); // a guess is not told
        QVERIFY(told.pipe().isTearGuessed());
        told.allStandStill();
        told.looks(61440 + 100);
        told.looks(61440 + 100);
        QCOMPARE(told.pipe().slots.slots().back().writer, second);
        QVERIFY(!told.pipe().slots.slots().back().goesOn);
        told.wrote(second, 4096 + 100, 'B', 61440 + 100);
        QCOMPARE(told.pipe().torn, std::int64_t{0});
        told.read(4096, 'A', 61440 + 100); // now it goes on, and nobody else writes
        QCOMPARE(told.pipe().torn, std::int64_t{1});
        QVERIFY(!told.pipe().isTearGuessed());
        QCOMPARE(told.pipe().tornWriter, first);
        QCOMPARE(told.pipe().tornBy, second);
        QCOMPARE(told.pipe().tornTime, told.snapshot.time);
    }

    /// Or a return tells that those bytes were its own.
    void aRecordTornOnAGuessIsNoneWhereAReturnContradicts()
    {
        Told told;
        told.enters(first, 131072);
        told.enters(second, 8192);
        for (int i = 0; i < 3; ++i)
            told.read(4096, 'A', 65536);
        QVERIFY(told.pipe().slots.slots().back().goesOn);
        told.wrote(second, 8192, 'B');
        QCOMPARE(told.pipe().slots.slots().back().writer, second);
        QCOMPARE(told.pipe().torn, std::int64_t{0});
        told.read(4096, 'A', 65536);
        QCOMPARE(told.pipe().torn, std::int64_t{1});
        QCOMPARE(told.pipe().tornWriter, first);
    }

    /// What was read, or has returned, is where it is for good.
    void aRecordTornOnAGuessIsOneOnceItReturns()
    {
        Told told;
        told.enters(first, 65536 + 8192);
        told.enters(second, 8192);
        for (int i = 0; i < 3; ++i)
            told.read(4096, 'A', 65536);
        QCOMPARE(told.pipe().torn, std::int64_t{0});
        told.wrote(first, 65536 + 8192, 'A');
        QCOMPARE(told.pipe().torn, std::int64_t{1});
        QCOMPARE(told.pipe().tornWriter, first);
        QCOMPARE(told.pipe().tornTime, told.snapshot.time);
    }

    /// Told behind its cause, which returned later: it is the newest that happened all the same.
    void aRecordThatIsTornByAReturnToldBehindItsCauseIsNews()
    {
        Told told;
        told.enters(first, 65536 + 8192);
        told.enters(second, 8192);
        for (int i = 0; i < 3; ++i)
            told.read(4096, 'A', 65536);
        told.wroteSooner(first, 65536 + 8192, 'A');
        QCOMPARE(told.pipe().torn, std::int64_t{1});
        QVERIFY(told.pipe().tornTime >= told.pipe().lastReturn);
    }

    void aRecordTornOnAGuessIsOneOnceItIsRead()
    {
        Told told;
        told.enters(first, 262144);
        told.enters(second, 262144);
        for (int i = 0; i < 18; ++i) // then the second's page is the oldest
            told.read(4096, i == 17 ? 'B' : 'A', 65536);
        QCOMPARE(told.pipe().torn, std::int64_t{0});
        told.read(4096, 'A', 65536); // behind it
        QCOMPARE(told.pipe().torn, std::int64_t{1});
        QCOMPARE(told.pipe().tornWriter, first);
    }

    /// Who comes while there is a free slot and a sleeper may find it taken by that one.
    void aSlotTakenBesideASleeperIsAGuess()
    {
        Told told;
        told.enters(first, 65536 + 8192);
        told.read(4096, 'A', 61440);
        told.enters(second, 8192);
        QVERIFY(told.pipe().slots.slots().back().guessed);
    }

    /// The other one was woken: its return says so, before its bytes are read.
    void whoReturnedHasItsBytesInside()
    {
        Told told;
        told.enters(first, 131072);
        told.enters(second, 4096);
        told.read(4096, 'A', 65536);
        QCOMPARE(told.pipe().slots.slots().back().writer, first);
        told.wrote(second, 4096, 'B');
        QCOMPARE(told.pipe().slots.slots().back().writer, second);
        QVERIFY(!told.pipe().slots.slots().back().guessed);
        QCOMPARE(told.pipe().pending.size(), std::size_t{1});
        QCOMPARE(told.pipe().pending.front().in, std::int64_t{65536});
    }

    /// What the reader gets settles whose it was, and who it was taken for has what was taken for its own.
    void whatTheReaderGetsSettlesWhoseItWas()
    {
        Told told;
        told.wrote(first, 4096, 'A');
        told.wrote(second, 4096, 'B');
        told.read(4096, 'A', 4096);
        told.read(4096, 'B', 0);
        told.enters(first, 131072);
        told.enters(second, 131072);
        for (int i = 0; i < 16; ++i)
            told.read(4096, 'A', 65536);
        QCOMPARE(told.writerOfOldest(), first);
        QCOMPARE(told.pipe().slots.slots()[1].writer, second);
        const auto seventeenth = told.pipe().slots.slots()[1];
        QVERIFY(seventeenth.guessed);
        told.read(4096, 'B', 65536); // after all, the second was woken first
        QCOMPARE(told.writerOfOldest(), first);
    }
};

QTEST_APPLESS_MAIN(TestTwoWriters)
#include "tst_twowriters.moc"
