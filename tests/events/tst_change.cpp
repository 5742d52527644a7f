// SPDX-License-Identifier: MIT
// Where a picture differs from the one before, and how that is found along a trace.
#include "events/change.h"

#include "randomevents.h"

#include <QTest>

using namespace seeipc;

namespace {

Event made(EventKind kind, WorkerId worker, StepId step, std::int64_t time)
{
    Event event;
    event.kind = kind;
    event.worker = worker;
    event.step = step;
    event.time = time;
    event.entered = time;
    return event;
}

Event returned(WorkerId worker, StepId step, std::int64_t time)
{
    return made(EventKind::CallReturned, worker, step, time);
}

Event sampled(WorkerId worker, Sleep sleep, std::int64_t time)
{
    auto event = made(EventKind::ProcessSampled, worker, noStep, time);
    event.out[0] = static_cast<std::int64_t>(sleep);
    return event;
}

Event atGate(WorkerId worker, Gate gate, std::int64_t time)
{
    auto event = made(EventKind::AtGate, worker, noStep, time);
    event.out[0] = static_cast<std::int64_t>(gate);
    return event;
}

Trace traceOf(const std::vector<Event> &events)
{
    Trace trace(Snapshot(2, 1));
    for (const auto &event : events)
        trace.append(event);
    return trace;
}

} // namespace

class TestChange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSecondLookThatFindsTheSameIsNoChange();
    void nextGoesFromChangeToChange();
    void theLastChangeIsFoundBeforeWhatOnlyLooksAgain();
    void changesAreFoundByTheClock();
    void callsOfOneStepInARowAreOneChange();
    void aGateBetweenTwoCallsMakesThemTwo();
    void anotherProcessBetweenTwoCallsMakesThemThree();
    void previousUndoesNext_data();
    void previousUndoesNext();
};

void TestChange::aSecondLookThatFindsTheSameIsNoChange()
{
    Snapshot snapshot(2, 1);
    apply(snapshot, made(EventKind::CallEntered, 0, 1, 10));
    const auto asleep = sampled(0, Sleep::Asleep, 20);
    QVERIFY(isChange(snapshot, asleep));
    apply(snapshot, asleep);
    QVERIFY(!isChange(snapshot, asleep));
    QVERIFY(isChange(snapshot, sampled(0, Sleep::Running, 30)));
    auto look = made(EventKind::ChannelSampled, noWorker, noStep, 40);
    look.channel = 0;
    look.queuedBytes = 7;
    QVERIFY(isChange(snapshot, look));
    apply(snapshot, look);
    QVERIFY(!isChange(snapshot, look));
    look.queuedBytes = 8;
    QVERIFY(isChange(snapshot, look));
}

void TestChange::nextGoesFromChangeToChange()
{
    const auto trace = traceOf({made(EventKind::ProcessStarted, 0, noStep, 1),
                                atGate(0, Gate::Pace, 2), made(EventKind::CallEntered, 0, 1, 3),
                                sampled(0, Sleep::Asleep, 4), sampled(0, Sleep::Asleep, 5),
                                returned(0, 1, 6)});
    QCOMPARE(nextChange(trace, 0), 1);
    QCOMPARE(nextChange(trace, 1), 4);
    QCOMPARE(nextChange(trace, 4), 6);
    QCOMPARE(nextChange(trace, 6), 6);
    QCOMPARE(previousChange(trace, 6), 4);
    QCOMPARE(previousChange(trace, 4), 1);
    QCOMPARE(previousChange(trace, 1), 0);
    QCOMPARE(previousChange(trace, 0), 0);
}

void TestChange::theLastChangeIsFoundBeforeWhatOnlyLooksAgain()
{
    const auto trace = traceOf({made(EventKind::ProcessStarted, 0, noStep, 1),
                                made(EventKind::CallEntered, 0, 1, 3), sampled(0, Sleep::Asleep, 4),
                                sampled(0, Sleep::Asleep, 5), sampled(0, Sleep::Asleep, 6)});
    QCOMPARE(nextChange(trace, 1), 3);
    QCOMPARE(nextChange(trace, 3), 5);
    QCOMPARE(previousChange(trace, 5), 3);
    QCOMPARE(previousChange(trace, 3), 1);
}

void TestChange::changesAreFoundByTheClock()
{
    const auto trace = traceOf({made(EventKind::ProcessStarted, 0, noStep, 10),
                                made(EventKind::ProcessStarted, 1, noStep, 10),
                                made(EventKind::CallEntered, 0, 1, 30),
                                sampled(0, Sleep::Asleep, 40), sampled(0, Sleep::Asleep, 50)});
    using Time = std::optional<std::int64_t>;
    QCOMPARE(timeOfNextChange(trace, 0), Time(10));
    QCOMPARE(timeOfNextChange(trace, 10), Time(40)); // both of 10 are behind it
    QCOMPARE(timeOfNextChange(trace, 25), Time(40));
    QCOMPARE(timeOfNextChange(trace, 40), Time());
    QCOMPARE(timeOfPreviousChange(trace, 60), Time(40));
    QCOMPARE(timeOfPreviousChange(trace, 40), Time(10));
    QCOMPARE(timeOfPreviousChange(trace, 35), Time(10));
    QCOMPARE(timeOfPreviousChange(trace, 10), Time());
}

void TestChange::callsOfOneStepInARowAreOneChange()
{
    std::vector<Event> events{returned(0, 1, 1)};
    for (int i = 0; i < 10'000; ++i)
        events.push_back(returned(0, 2, 2 + i));
    events.push_back(returned(0, 3, 20'000));
    const auto trace = traceOf(events);
    QCOMPARE(nextChange(trace, 0), 1);
    QCOMPARE(nextChange(trace, 1), 10'001);
    QCOMPARE(nextChange(trace, 5'000), 10'001);
    QCOMPARE(previousChange(trace, 10'002), 10'001);
    QCOMPARE(previousChange(trace, 10'001), 1);
    QCOMPARE(previousChange(trace, 5'000), 1);
}

void TestChange::aGateBetweenTwoCallsMakesThemTwo()
{
    const auto trace = traceOf({returned(0, 2, 1), atGate(0, Gate::Pace, 2), returned(0, 2, 3)});
    QCOMPARE(nextChange(trace, 0), 1);
    QCOMPARE(nextChange(trace, 1), 3);
}

void TestChange::anotherProcessBetweenTwoCallsMakesThemThree()
{
    const auto trace = traceOf({returned(0, 2, 1), returned(1, 7, 2), returned(0, 2, 3)});
    QCOMPARE(nextChange(trace, 0), 1);
    QCOMPARE(nextChange(trace, 1), 2);
    QCOMPARE(nextChange(trace, 2), 3);
}

void TestChange::previousUndoesNext_data()
{
    QTest::addColumn<int>("kept");
    QTest::addRow("all kept") << 100'000;
    QTest::addRow("most dropped") << 3000;
}

void TestChange::previousUndoesNext()
{
    QFETCH(int, kept);
    RandomEvents source(11);
    Trace trace(Snapshot(RandomEvents::workers, RandomEvents::channels),
                {.events = kept, .eventsAKeyframe = 64});
    for (int i = 0; i < 6'000; ++i)
        trace.append(source.next());
    std::vector<std::int64_t> stops{trace.first()};
    while (stops.back() != trace.count())
        stops.push_back(nextChange(trace, stops.back()));
    QVERIFY(stops.size() > 500);
    for (auto i = stops.size() - 1; i > 0; i -= std::min<std::size_t>(i, 37))
        QCOMPARE(previousChange(trace, stops[i]), stops[i - 1]);
}

QTEST_GUILESS_MAIN(TestChange)
#include "tst_change.moc"
