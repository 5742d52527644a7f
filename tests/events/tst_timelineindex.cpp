// SPDX-License-Identifier: MIT
// The sums of a trace, held against a recount event by event.
#include "events/timelineindex.h"

#include "randomevents.h"

#include <QTest>

#include <algorithm>
#include <numeric>

using namespace seeipc;

namespace {

struct Recount
{
    std::vector<Snapshot> folds; ///< after 0, 1, 2 ... events
    std::vector<Event> events;
};

Recount recorded(unsigned seed, std::size_t count, TimelineIndex &index)
{
    RandomEvents source(seed);
    Recount all;
    all.folds.reserve(count + 1);
    all.events.reserve(count);
    all.folds.emplace_back(RandomEvents::workers, RandomEvents::channels);
    for (std::size_t i = 0; i < count; ++i) {
        all.events.push_back(source.next());
        auto next = all.folds.back();
        index.pass(next, all.events.back().time);
        apply(next, all.events.back());
        index.note(all.events.back(), next);
        all.folds.push_back(next);
    }
    return all;
}

/// Events that change nothing but the time.
void passEvents(TimelineIndex &index, Snapshot &snapshot, const std::vector<std::int64_t> &times)
{
    Event event;
    for (const auto time : times) {
        event.time = time;
        index.pass(snapshot, time);
        snapshot.time = time;
        index.note(event, snapshot);
    }
}

/// What each fold lasted within the block.
WorkerTimes recountedTimes(const Recount &all, const IndexBlock &block, std::size_t worker)
{
    WorkerTimes times;
    const auto last = std::min(block.first + block.events,
                               static_cast<std::int64_t>(all.events.size()) - 1);
    for (auto i = block.first; i <= last; ++i) {
        const auto &fold = all.folds[static_cast<std::size_t>(i)];
        const auto until = all.folds[static_cast<std::size_t>(i + 1)].time;
        const auto passed = std::min(until, block.end) - std::max(fold.time, block.start);
        if (passed <= 0)
            continue;
        const auto &process = fold.processes[worker];
        if (process.state == ProcessState::Asleep)
            times.asleep += passed;
        else if (process.state == ProcessState::Running)
            times.running += passed;
        else if (process.state == ProcessState::AtGate && process.gate == Gate::Held)
            times.held += passed;
        else if (process.state == ProcessState::AtGate)
            times.atGate += passed;
    }
    return times;
}

FillRange recountedFills(const Recount &all, const IndexBlock &block, std::size_t channel)
{
    FillRange range;
    bool isUnknown = false;
    bool isMissing = false;
    for (auto i = block.first; i <= block.first + block.events; ++i) {
        const auto &there = all.folds[static_cast<std::size_t>(i)].channels[channel];
        if (!there.exists || there.gone) {
            isMissing = true;
            continue;
        }
        const auto fill = there.queued.value.value_or(absent);
        const bool addsUp = there.slotsExact
                            && static_cast<std::int64_t>(there.slots.fill()) == fill;
        if (!there.queued.value || (there.queued.time < there.lastReturn && !addsUp)) {
            isUnknown = true;
            continue;
        }
        range.least = range.least == absent ? fill : std::min(range.least, fill);
        range.greatest = std::max(range.greatest, fill);
    }
    if (isUnknown || (isMissing && range.least != absent))
        range.least = 0;
    if (isUnknown && range.greatest == 0)
        range.greatest = absent;
    return range;
}

} // namespace

class TestTimelineIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sumsAreThoseOfARecount_data();
    void sumsAreThoseOfARecount();
    void blocksMeetWithoutGaps();
    void olderBlocksAreCoarser();
    void aRestIsABlockOfItsOwn();
    void aLongRestStaysApartHoweverMuchComes();
    void memoryGrowsWithTheLogarithmOfTheCount_data();
    void memoryGrowsWithTheLogarithmOfTheCount();
    void aBlockIsFoundByPositionAndByTime();
    void anEmptyIndexHasNoBlock();
};

void TestTimelineIndex::sumsAreThoseOfARecount_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("finest");
    QTest::addColumn<int>("shortestRest");
    QTest::addRow("one block that grows") << 5 << 64 << 100'000;
    QTest::addRow("blocks of one size") << 3000 << 1024 << 100'000;
    QTest::addRow("merged, many sizes") << 3000 << 8 << 100'000;
    QTest::addRow("merged at once") << 2999 << 2 << 100'000;
    QTest::addRow("of one size, with rests") << 3000 << 4096 << 900;
    QTest::addRow("merged, with rests") << 3000 << 8 << 900;
    QTest::addRow("merged at once, with rests") << 2999 << 2 << 900;
}

void TestTimelineIndex::sumsAreThoseOfARecount()
{
    QFETCH(int, count);
    QFETCH(int, finest);
    QFETCH(int, shortestRest);
    for (unsigned seed = 1; seed <= 3; ++seed) {
        TimelineIndex index(RandomEvents::workers, RandomEvents::channels,
                            {.eventsABlock = 8,
                             .finest = static_cast<std::size_t>(finest),
                             .coarser = 4,
                             .shortestRest = shortestRest});
        const auto all = recorded(seed, static_cast<std::size_t>(count), index);
        for (std::size_t number = 0; number < index.size(); ++number) {
            const auto block = index.block(number);
            QCOMPARE(block.workers.size(), RandomEvents::workers);
            QCOMPARE(block.fills.size(), RandomEvents::channels);
            for (std::size_t i = 0; i < block.workers.size(); ++i)
                QVERIFY(block.workers[i] == recountedTimes(all, block, i));
            for (std::size_t i = 0; i < block.fills.size(); ++i)
                QVERIFY(block.fills[i] == recountedFills(all, block, i));
            std::int64_t lost = 0;
            for (auto i = block.first; i < block.first + block.events; ++i) {
                const auto &event = all.events[static_cast<std::size_t>(i)];
                lost += event.kind == EventKind::EventsLost ? event.result : 0;
            }
            QCOMPARE(block.lost, lost);
        }
    }
}

void TestTimelineIndex::blocksMeetWithoutGaps()
{
    TimelineIndex index(RandomEvents::workers, RandomEvents::channels,
                        {.eventsABlock = 8, .finest = 8, .coarser = 4, .shortestRest = 900});
    const auto all = recorded(7, 3001, index);
    std::int64_t position = 0;
    std::int64_t end = 0;
    for (std::size_t number = 0; number < index.size(); ++number) {
        const auto block = index.block(number);
        QCOMPARE(block.first, position);
        QCOMPARE(block.start, end);
        position += block.events;
        end = block.end;
        const auto next = static_cast<std::size_t>(std::min<std::int64_t>(position + 1, 3001));
        QVERIFY(block.end >= all.folds[static_cast<std::size_t>(position)].time);
        QVERIFY(block.end <= all.folds[next].time);
    }
    QCOMPARE(position, 3001);
    QCOMPARE(end, all.folds.back().time);
}

void TestTimelineIndex::olderBlocksAreCoarser()
{
    TimelineIndex index(RandomEvents::workers, RandomEvents::channels,
                        {.eventsABlock = 8, .finest = 16, .coarser = 4});
    recorded(3, 8 * 500, index);
    QVERIFY(index.block(0).events > 8);
    for (std::size_t number = 1; number < index.size(); ++number)
        QVERIFY(index.block(number).events <= index.block(number - 1).events);
    for (std::size_t number = index.size() - 14; number < index.size(); ++number)
        QCOMPARE(index.block(number).events, 8);  // what is near is fine
    QVERIFY(index.block(0).events < 8 * 500 / 2); // and what is long past is more than one lump
}

void TestTimelineIndex::aRestIsABlockOfItsOwn()
{
    TimelineIndex index(1, 1);
    Snapshot snapshot(1, 1);
    passEvents(index, snapshot, {10, 20, 5'000'000'000, 5'000'000'001});
    QCOMPARE(index.size(), std::size_t{3});
    const auto rest = index.block(1);
    QCOMPARE(rest.events, 0);
    QCOMPARE(rest.first, 2);
    QCOMPARE(rest.start, 20);
    QCOMPARE(rest.end, 5'000'000'000);
    QCOMPARE(index.block(2).first, 2);
    QCOMPARE(index.block(2).events, 2);
    QCOMPARE(index.blockOf(2), std::size_t{2});
}

void TestTimelineIndex::aLongRestStaysApartHoweverMuchComes()
{
    TimelineIndex index(1, 1, {.eventsABlock = 2, .finest = 8, .coarser = 16, .shortestRest = 100});
    Snapshot snapshot(1, 1);
    std::vector<std::int64_t> times;
    for (std::int64_t time = 0; time < 2000; ++time)
        times.push_back(time < 1000 ? time : time + 1000);
    passEvents(index, snapshot, times);
    const auto rest = index.block(index.blockAt(1500));
    QCOMPARE(rest.events, 0);
    QCOMPARE(rest.start, 999);
    QCOMPARE(rest.end, 2000);
}

void TestTimelineIndex::memoryGrowsWithTheLogarithmOfTheCount_data()
{
    QTest::addColumn<int>("shortestRest");
    QTest::addRow("without a rest") << 100;
    QTest::addRow("with a rest before each event") << 1;
}

void TestTimelineIndex::memoryGrowsWithTheLogarithmOfTheCount()
{
    QFETCH(int, shortestRest);
    const auto bytesAfter = [&](std::size_t count) {
        TimelineIndex index(
            1, 1, {.eventsABlock = 1, .finest = 64, .coarser = 16, .shortestRest = shortestRest});
        Snapshot snapshot(1, 1);
        std::vector<std::int64_t> times(count);
        std::iota(times.begin(), times.end(), 0);
        passEvents(index, snapshot, times);
        return index.bytes();
    };
    const auto small = bytesAfter(10'000);
    const auto large = bytesAfter(320'000); // five doublings
    QVERIFY(large <= small + 5 * 16 * (sizeof(IndexBlock) + sizeof(WorkerTimes)));
    QVERIFY(large > small);
}

void TestTimelineIndex::aBlockIsFoundByPositionAndByTime()
{
    TimelineIndex index(RandomEvents::workers, RandomEvents::channels,
                        {.eventsABlock = 8, .finest = 8, .coarser = 4, .shortestRest = 900});
    const auto all = recorded(5, 1500, index);
    for (std::int64_t position = 0; position < 1500; ++position) {
        const auto block = index.block(index.blockOf(position));
        QVERIFY(block.first <= position && position < block.first + block.events);
    }
    const auto last = all.folds.back().time;
    for (std::int64_t time = 0; time <= last; time += 97) {
        const auto number = index.blockAt(time);
        QVERIFY(index.block(number).end >= time);
        QVERIFY(number == 0 || index.block(number - 1).end < time);
    }
    QCOMPARE(index.blockAt(last + 1), index.size() - 1);
}

void TestTimelineIndex::anEmptyIndexHasNoBlock()
{
    const TimelineIndex index(2, 1);
    QCOMPARE(index.size(), std::size_t{0});
}

QTEST_GUILESS_MAIN(TestTimelineIndex)
#include "tst_timelineindex.moc"
