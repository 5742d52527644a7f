// SPDX-License-Identifier: MIT
// The rows of the record: what is one, what it says, and which are listed of very many.
#include "events/trace.h"
#include "mechanisms/registry.h"
#include "ui/views/eventcopy.h"
#include "ui/views/eventlist.h"
#include "ui/views/eventtable.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QTest>

#include <csignal>

using namespace seeipc;

namespace {

constexpr std::int64_t slice = 1'000'000'000;

/// A record written by hand, by a writer (0) and a reader (1), and its table.
struct Bench
{
    explicit Bench(const TraceLimits &limits = {}, int mostRows = EventTable::usualRows)
        : trace(Snapshot(2, 1), limits),
          table({[this] { return &trace; },
                 [](WorkerId worker) {
                     return worker == 0   ? QStringLiteral("writer")
                            : worker == 1 ? QStringLiteral("reader")
                                          : QString();
                 },
                 [](StepId position, std::int64_t value) {
                     return std::pair(QString::number(position), QString::number(value));
                 },
                 [](ChannelId) { return QStringLiteral("p"); }},
                nullptr, mostRows)
    {
        table.restart();
    }

    void add(EventKind kind, WorkerId worker, std::int64_t result = 0)
    {
        Event event;
        event.kind = kind;
        event.worker = worker;
        event.call = *findCall(worker == 0 ? "write" : "read");
        event.effect = worker == 0 ? Effect::Write : Effect::Read;
        event.arguments = {worker == 0 ? 4 : 3, 10};
        event.step = 0;
        event.result = result;
        event.time = event.entered = ++time * 1000;
        trace.append(event);
    }

    void look(WorkerId worker, Sleep sleep, std::int64_t result = 0, bool isAgain = false)
    {
        Event event;
        event.kind = EventKind::ProcessSampled;
        event.worker = worker;
        event.call = *findCall(worker == 0 ? "write" : "read");
        event.out = {static_cast<std::int64_t>(sleep), isAgain ? 1 : 0, 0, 0};
        event.result = result;
        event.time = ++time * 1000;
        trace.append(event);
    }

    /// "writer: write(4, buf, 10): has not returned".
    QStringList rows()
    {
        while (table.advance(slice)) {}
        QStringList texts;
        for (int row = 0; row < table.rowCount(); ++row) {
            QStringList parts;
            for (const auto column : {EventTable::Process, EventTable::Call, EventTable::Outcome,
                                      EventTable::Errno, EventTable::Note}) {
                const auto part = table.index(row, column).data().toString();
                if (!part.isEmpty())
                    parts << part;
            }
            texts << parts.join(u' ');
        }
        return texts;
    }

    Trace trace;
    EventTable table;
    std::int64_t time = 0;
};

} // namespace

class TestEventTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCallThatHasNotReturnedIsARowAndSoIsItsReturn()
    {
        Bench bench;
        bench.add(EventKind::CallEntered, 0);
        QCOMPARE(bench.rows(), QStringList("writer write(4, buf, 10): has not returned"));
        bench.add(EventKind::CallReturned, 0, 10);
        QCOMPARE(bench.rows().back(), QStringLiteral("writer write(4, buf, 10) 10"));
    }

    /// Where the record keeps bytes from the middle of what was read.
    void whatWasKeptOfALongLineBeginsWithDots()
    {
        Bench bench;
        Event event;
        event.worker = 1;
        event.call = *findCall("read");
        event.effect = Effect::Read;
        event.arguments = {3, 100};
        event.step = 0;
        event.result = 71;
        event.payloadLength = 31;
        std::string_view("cannot modify limit: Invalid ar").copy(event.payload.data(), 31);
        event.out = {71, 0, 33, absent};
        bench.trace.append(event);
        event.out[2] = absent;
        bench.trace.append(event);
        const auto rows = bench.rows();
        QCOMPARE(rows[0],
                 QStringLiteral("reader read(3, buf, 100) 71 ...\"cannot modify limit: Inv\"..."));
        QCOMPARE(rows[1],
                 QStringLiteral("reader read(3, buf, 100) 71 \"cannot modify limit: Inv\"..."));
    }

    void whatWasDoneByHandSaysSoAndWhatDoesNotAddUpIsShown()
    {
        Bench bench;
        Event event;
        event.kind = EventKind::CallReturned;
        event.worker = 0;
        event.call = *findCall("close");
        event.effect = Effect::Close;
        event.arguments = {4};
        bench.trace.append(event);
        event = {};
        event.kind = EventKind::SignalByHand;
        event.worker = 1;
        event.arguments = {0, SIGKILL};
        bench.trace.append(event);
        event = {};
        event.kind = EventKind::FillDisagreed;
        event.channel = 0;
        event.queuedBytes = 10;
        event.result = 12;
        bench.trace.append(event);
        const auto rows = bench.rows();
        QCOMPARE(rows.size(), 3);
        QVERIFY2(rows[0].startsWith(QStringLiteral("writer close(4)"))
                     && rows[0].endsWith(QStringLiteral("made by hand")),
                 qPrintable(rows[0]));
        QVERIFY2(rows[1].contains(QStringLiteral("SIGKILL sent by hand")), qPrintable(rows[1]));
        QVERIFY2(
            rows[2].contains(QStringLiteral("p: FIONREAD says 10 ≠ 12, to which the calls add up")),
            qPrintable(rows[2]));
    }

    void aSleepIsToldWhenItBeginsAndEnds()
    {
        Bench bench;
        bench.look(1, Sleep::Asleep); // of a call that is not open any more
        bench.add(EventKind::CallEntered, 1);
        bench.look(1, Sleep::Running);
        bench.look(1, Sleep::Asleep);
        bench.look(1, Sleep::Asleep);
        bench.look(1, Sleep::Asleep, 0, true);
        bench.look(1, Sleep::Asleep);
        bench.look(1, Sleep::Running);
        bench.look(1, Sleep::Running);
        QCOMPARE(bench.rows(), QStringList({"reader read(3, buf, 10): has not returned",
                                            "reader fell asleep in read",
                                            "reader woke, and sleeps on", "reader woke"}));
    }

    /// SIGSTOP and SIGCONT: nobody woke by it, and who sleeps on fell asleep long ago.
    void whoWasStoppedIsToldToContinue()
    {
        Bench bench;
        bench.add(EventKind::CallEntered, 0);
        bench.look(0, Sleep::Asleep);
        bench.look(0, Sleep::Stopped);
        bench.look(1, Sleep::Stopped); // at its gate
        bench.look(0, Sleep::Asleep);
        bench.look(1, Sleep::Running);
        bench.look(0, Sleep::Stopped);
        bench.look(0, Sleep::Asleep, 0, true); // its switches were counted meanwhile
        bench.look(0, Sleep::Running);
        bench.look(0, Sleep::Stopped);
        bench.look(0, Sleep::Zombie, SIGKILL);
        QCOMPARE(bench.rows(),
                 QStringList({"writer write(4, buf, 10): has not returned",
                              "writer fell asleep in write", "writer stopped", "reader stopped",
                              "writer continued, sleeps in write", "reader continued",
                              "writer stopped", "writer continued, sleeps in write", "writer woke",
                              "writer stopped", "writer ended: killed by SIGKILL (9)"}));
        EventFilter filter;
        filter.text = QStringLiteral("continued");
        bench.table.setFilter(filter);
        QCOMPARE(bench.rows().size(), 3);
    }

    /// The table that is filtered anew knows from where it begins who slept.
    void aSleepFromBeforeIsNoNews()
    {
        Bench bench({.events = 8, .eventsAKeyframe = 4});
        bench.add(EventKind::CallEntered, 1);
        bench.look(1, Sleep::Asleep);
        for (int i = 0; i < 9; ++i)
            bench.look(1, Sleep::Asleep);
        bench.look(1, Sleep::Running);
        bench.table.restart();
        QVERIFY(bench.trace.first() > 2);
        QCOMPARE(bench.rows(), QStringList({"details dropped: 4 events", "reader woke"}));
    }

    void oneEventIsSingular()
    {
        Bench part({}, 4);
        part.table.lookAround(0);
        for (int i = 0; i < 8; ++i)
            part.add(EventKind::CallReturned, 0, 10);
        part.rows();
        QVERIFY(part.table.lookAround(7));
        QCOMPARE(part.rows().front(), QStringLiteral("not listed: 5 earlier events"));
        QVERIFY(part.table.lookAround(3));
        QCOMPARE(part.rows().front(), QStringLiteral("not listed: 1 earlier event"));
        Bench bench({.events = 1, .eventsAKeyframe = 1});
        bench.add(EventKind::CallReturned, 0, 10);
        bench.add(EventKind::CallReturned, 0, 10);
        QCOMPARE(bench.trace.first(), 1);
        QCOMPARE(bench.rows().front(), QStringLiteral("details dropped: 1 event"));
    }

    void anEndSaysHowItWas()
    {
        Bench bench;
        bench.look(0, Sleep::Zombie, SIGPIPE);
        bench.add(EventKind::ProcessEnded, 0, SIGPIPE);
        bench.add(EventKind::ProcessEnded, 1, 1 << 8);
        QCOMPARE(bench.rows(), QStringList({"writer ended: killed by SIGPIPE (13)",
                                            "reader ended: exited with status 1"}));
    }

    /// An orphan that somebody else than a process of the demo has waited for.
    void whoIsReapedAfterItWasAZombieEndsOnceInTheList()
    {
        Bench bench;
        bench.look(0, Sleep::Zombie, absent); // its status was not told
        bench.add(EventKind::ProcessEnded, 0, 0);
        bench.look(1, Sleep::Zombie, 0);
        bench.add(EventKind::ProcessEnded, 1, 0);
        QCOMPARE(bench.rows(),
                 QStringList({"writer ended: status ?", "writer ended: exited with status 0",
                              "reader ended: exited with status 0"}));
    }

    void aWaitSaysWhoEndedAndHow()
    {
        Bench bench;
        Event event;
        event.worker = 0;
        event.other = 1;
        event.effect = Effect::Wait;
        event.call = *findCall("wait");
        event.result = 77;
        event.out[0] = SIGPIPE;
        bench.trace.append(event);
        const auto told = QStringLiteral(" 77 waited for reader: killed by SIGPIPE (13)");
        QVERIFY2(bench.rows().back().endsWith(told), qPrintable(bench.rows().back()));
    }

    /// Of the one that ended too, which nobody else may have told.
    void anEndThatItsParentTellsIsListedOfBoth()
    {
        Bench bench;
        bench.add(EventKind::CallEntered, 1);
        Event event;
        event.kind = EventKind::CallReturned;
        event.worker = 0;
        event.other = 1;
        event.effect = Effect::Wait;
        event.call = *findCall("wait");
        event.result = 77;
        event.out[0] = SIGPIPE;
        bench.trace.append(event);
        for (const WorkerId worker : {WorkerId{0}, WorkerId{1}}) {
            EventFilter filter;
            filter.worker = worker;
            filter.text = QStringLiteral("SIGPIPE");
            bench.table.setFilter(filter);
            const auto rows = bench.rows();
            QCOMPARE(rows.size(), 1);
            QVERIFY(
                rows.front().endsWith(QStringLiteral("waited for reader: killed by SIGPIPE (13)")));
        }
        event.error = EINTR;
        bench.trace.append(event);
        QCOMPARE(bench.rows().size(), 1);
    }

    void lostCallsOfAProcessAreToldOnceUntilOneIsSeen()
    {
        Bench bench;
        const QAbstractItemModelTester tester(&bench.table);
        bench.add(EventKind::EventsLost, 0, 1000);
        bench.add(EventKind::EventsLost, 1, 1);
        QCOMPARE(bench.rows(),
                 QStringList({QStringLiteral("writer 1\u202f000 calls counted but not kept"),
                              "reader 1 call counted but not kept"}));
        bench.add(EventKind::EventsLost, 0, 500);
        QCOMPARE(bench.rows().size(), 2);
        QCOMPARE(bench.rows().front(),
                 QStringLiteral("writer 1\u202f500 calls counted but not kept"));
        bench.add(EventKind::CallReturned, 0, 10);
        bench.add(EventKind::EventsLost, 0, 2);
        QCOMPARE(bench.rows().back(), QStringLiteral("writer 2 calls counted but not kept"));
        QCOMPARE(bench.rows().size(), 4);
    }

    /// They may have been what is looked for.
    void lostCallsAreToldWhateverIsFiltered_data()
    {
        QTest::addColumn<int>("result");
        QTest::addColumn<QString>("text");
        QTest::newRow("succeeded") << static_cast<int>(EventFilter::Result::Good) << QString();
        QTest::newRow("failed") << static_cast<int>(EventFilter::Result::Failed) << QString();
        QTest::newRow("words") << static_cast<int>(EventFilter::Result::Any) << "EAGAIN";
    }
    void lostCallsAreToldWhateverIsFiltered()
    {
        QFETCH(int, result);
        QFETCH(QString, text);
        Bench bench;
        bench.add(EventKind::EventsLost, 0, 5);
        bench.add(EventKind::CallEntered, 0);
        bench.add(EventKind::EventsLost, 0, 5);
        bench.table.setFilter({noWorker, static_cast<EventFilter::Result>(result), text});
        QCOMPARE(bench.rows(), QStringList("writer 10 calls counted but not kept"));
        bench.table.setFilter({1, static_cast<EventFilter::Result>(result), text});
        QVERIFY(bench.rows().isEmpty());
    }

    void theNewestRowsAreListedAndTheFirstSaysWhatIsNot()
    {
        constexpr int most = 10'000;
        Bench bench({}, most);
        fill(bench, 4 * most);
        while (bench.table.advance(slice)) {}
        const int count = bench.table.rowCount();
        QVERIFY(count >= most && count < 2 * most);
        QCOMPARE(*bench.table.positionOf(count - 1), bench.trace.count() - 1);
        const auto first = bench.table.index(0, EventTable::Call).data().toString();
        QVERIFY2(first.startsWith(QStringLiteral("not listed: ")), qPrintable(first));
    }

    void aFrozenInstantStaysListed()
    {
        constexpr int most = 10'000;
        constexpr std::int64_t early = most / 2;
        Bench bench({}, most);
        const auto lastIs = [&](std::int64_t position) {
            return *bench.table.positionOf(bench.table.rowAt(position)) == position - 1;
        };
        fill(bench, 4 * most);
        while (bench.table.advance(slice)) {}
        QVERIFY(bench.table.rowAt(early) < 0);
        QVERIFY(bench.table.lookAround(early));
        for (const int more : {0, most, 2 * most}) {
            fill(bench, more);
            while (bench.table.advance(slice)) {}
            QVERIFY(!bench.table.lookAround(early));
            QVERIFY(lastIs(early));
            const int end = bench.table.rowCount() - 1; // and the last row says that more came
            QVERIFY(!bench.table.positionOf(end));
            QVERIFY(bench.table.index(end, EventTable::Call)
                        .data()
                        .toString()
                        .startsWith(QStringLiteral("later events are not listed")));
            QVERIFY(bench.table.positionOf(end - 1));
        }
        QVERIFY(bench.table.lookAround(3 * most));
        while (bench.table.advance(slice)) {}
        QVERIFY(lastIs(3 * most));
        QVERIFY(bench.table.lookAround(std::nullopt));
        while (bench.table.advance(slice)) {}
        QVERIFY(lastIs(bench.trace.count()));
        QVERIFY(bench.table.positionOf(bench.table.rowCount() - 1));
    }

    /// A copy of everything takes what it says, and comes in pieces.
    void aCopyIsBounded()
    {
        Bench bench;
        fill(bench, EventCopy::mostRows + 10'000);
        while (bench.table.advance(slice)) {}
        EventList list(bench.table);
        QSignalSpy copied(&list, &EventList::copied);
        list.selectAll();
        QTest::keyClick(&list, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(copied.count(), 0); // the window goes on meanwhile
        QTRY_COMPARE_WITH_TIMEOUT(copied.count(), 1, 60'000);
        QCOMPARE(copied[0][0].toInt(), EventCopy::mostRows);
        QCOMPARE(copied[0][1].toInt(), bench.table.rowCount());
        const auto lines = QApplication::clipboard()->text().split(u'\n');
        QCOMPARE(lines.size(), EventCopy::mostRows);
        QCOMPARE(lines.back(), bench.table.textAt(bench.trace.count() - 1));
    }

private:
    static void fill(Bench &bench, int count)
    {
        for (int i = 0; i < count; ++i)
            bench.add(EventKind::CallReturned, static_cast<WorkerId>(i % 2), 10);
    }
};

QTEST_MAIN(TestEventTable)
#include "tst_eventtable.moc"
