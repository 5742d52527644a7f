// SPDX-License-Identifier: MIT
// The record of a session: what it keeps, what it drops, and that any instant can be had again.
#include "events/trace.h"

#include "randomevents.h"

#include <QTest>

using namespace seeipc;

namespace {

Snapshot beginning()
{
    return Snapshot(RandomEvents::workers, RandomEvents::channels);
}

std::vector<Event> randomEvents(unsigned seed, std::size_t count)
{
    RandomEvents source(seed);
    std::vector<Event> events;
    events.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        events.push_back(source.next());
    return events;
}

Trace filled(const std::vector<Event> &events, const TraceLimits &limits)
{
    Trace trace(beginning(), limits);
    for (const auto &event : events)
        trace.append(event);
    return trace;
}

Event at(std::int64_t time)
{
    Event event;
    event.worker = 0;
    event.time = time;
    return event;
}

} // namespace

class TestTrace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyInstantThatIsKeptIsTheFoldFromTheBeginning_data();
    void anyInstantThatIsKeptIsTheFoldFromTheBeginning();
    void noMoreIsKeptThanTheLimit();
    void aPositionNamesTheSameEventForEver();
    void anEmptyTraceIsItsBeginning();
    void aLateEventIsMarkedAndCounted();
    void aPositionIsFoundByItsTime();
    void aTimeBeforeWhatIsKeptGivesTheOldestKept();
    void aLateEventDoesNotMoveTimeBack();
};

void TestTrace::anyInstantThatIsKeptIsTheFoldFromTheBeginning_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("kept");
    QTest::addRow("nothing dropped") << 1000 << 2000;
    QTest::addRow("a part of the last chunk") << 1003 << 64;
    QTest::addRow("chunks just full") << 1024 << 64;
    QTest::addRow("one chunk alone") << 1000 << 16;
}

void TestTrace::anyInstantThatIsKeptIsTheFoldFromTheBeginning()
{
    QFETCH(int, count);
    QFETCH(int, kept);
    for (unsigned seed = 1; seed <= 5; ++seed) {
        const auto events = randomEvents(seed, static_cast<std::size_t>(count));
        const auto trace = filled(events, {.events = kept, .eventsAKeyframe = 16});
        QCOMPARE(trace.count(), count);
        QVERIFY(trace.first() == 0 || trace.first() >= count - kept);
        auto expected = beginning();
        for (std::int64_t position = 0; position <= count; ++position) {
            if (position >= trace.first())
                QVERIFY2(trace.snapshotAt(position) == expected,
                         qPrintable(QString::number(position)));
            if (position == count)
                break;
            auto event = events[static_cast<std::size_t>(position)];
            event.late = event.time < expected.time;
            if (position >= trace.first())
                QVERIFY(trace.at(position) == event);
            apply(expected, event);
        }
        QVERIFY(trace.live() == expected);
    }
}

void TestTrace::noMoreIsKeptThanTheLimit()
{
    Trace trace(beginning(), {.events = 100, .eventsAKeyframe = 16});
    for (int i = 0; i < 5000; ++i) {
        trace.append(at(i));
        QVERIFY(trace.count() - trace.first() <= 100);
        QVERIFY(trace.count() < 100 || trace.count() - trace.first() > 100 - 2 * 16);
    }
}

void TestTrace::aPositionNamesTheSameEventForEver()
{
    Trace trace(beginning(), {.events = 64, .eventsAKeyframe = 16});
    for (std::int64_t i = 0; i < 1000; ++i)
        trace.append(at(i * 10));
    for (auto position = trace.first(); position < trace.count(); ++position)
        QCOMPARE(trace.at(position).time, position * 10);
}

void TestTrace::anEmptyTraceIsItsBeginning()
{
    auto start = beginning();
    start.held = true;
    const Trace trace(start);
    QCOMPARE(trace.count(), 0);
    QCOMPARE(trace.first(), 0);
    QVERIFY(trace.live() == start);
    QVERIFY(trace.snapshotAt(0) == start);
    QCOMPARE(trace.positionAt(1'000'000), 0);
}

void TestTrace::aLateEventIsMarkedAndCounted()
{
    const auto trace = filled({at(10), at(30), at(20), at(30), at(29)}, {});
    QCOMPARE(trace.late(), 2);
    QVERIFY(!trace.at(1).late);
    QVERIFY(trace.at(2).late);
    QVERIFY(!trace.at(3).late);
    QVERIFY(trace.at(4).late);
}

void TestTrace::aPositionIsFoundByItsTime()
{
    Trace trace(beginning(), {.events = 4096, .eventsAKeyframe = 8});
    for (std::int64_t i = 0; i < 100; ++i)
        trace.append(at(i / 2 * 10 + 10)); // two at each time
    QCOMPARE(trace.positionAt(0), 0);
    QCOMPARE(trace.positionAt(9), 0);
    QCOMPARE(trace.positionAt(10), 2);
    for (std::int64_t time = 10; time <= 500; ++time)
        QCOMPARE(trace.positionAt(time), time / 10 * 2);
    QCOMPARE(trace.positionAt(1'000'000), 100);
}

void TestTrace::aTimeBeforeWhatIsKeptGivesTheOldestKept()
{
    Trace trace(beginning(), {.events = 64, .eventsAKeyframe = 16});
    for (std::int64_t i = 0; i < 1000; ++i)
        trace.append(at(i * 10));
    QVERIFY(trace.first() > 0);
    QCOMPARE(trace.positionAt(0), trace.first());
    QCOMPARE(trace.positionAt(trace.first() * 10), trace.first() + 1);
}

void TestTrace::aLateEventDoesNotMoveTimeBack()
{
    const auto trace = filled({at(10), at(30), at(20), at(40)}, {});
    QCOMPARE(trace.positionAt(20), 1); // the late one had not come by then
    QCOMPARE(trace.positionAt(30), 3);
    QCOMPARE(trace.snapshotAt(3).time, 30);
}

QTEST_GUILESS_MAIN(TestTrace)
#include "tst_trace.moc"
