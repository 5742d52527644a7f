// SPDX-License-Identifier: MIT
// The sums of a trace, held against a recount event by event.
#include "events/timelineindex.h"

#include "randomevents.h"

#include <QTest>

#include <algorithm>

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

WorkerTimes recountedTimes(const Recount &all, const IndexBlock &block, std::size_t worker)
{
    WorkerTimes times;
    for (auto i = block.first; i < block.first + block.events; ++i) {
        const auto &fold = all.folds[static_cast<std::size_t>(i)];
        const auto passed = all.folds[static_cast<std::size_t>(i + 1)].time - fold.time;
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
    void memoryGrowsWithTheLogarithmOfTheCount();
    void aBlockIsFoundByPositionAndByTime();
    void anEmptyIndexHasNoBlock();
};

void TestTimelineIndex::sumsAreThoseOfARecount_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("finest");
    QTest::addRow("one block that grows") << 5 << 64;
    QTest::addRow("blocks of one size") << 3000 << 1024;
    QTest::addRow("merged, many sizes") << 3000 << 8;
    QTest::addRow("merged at once") << 2999 << 2;
}

void TestTimelineIndex::sumsAreThoseOfARecount()
{
    QFETCH(int, count);
    QFETCH(int, finest);
    for (unsigned seed = 1; seed <= 3; ++seed) {
        TimelineIndex index(
            RandomEvents::workers, RandomEvents::channels,
            {.eventsABlock = 8, .finest = static_cast<std::size_t>(finest), .coarser = 4});
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
                        {.eventsABlock = 8, .finest = 8, .coarser = 4});
    const auto all = recorded(7, 3001, index);
    std::int64_t position = 0;
    for (std::size_t number = 0; number < index.size(); ++number) {
        const auto block = index.block(number);
        QCOMPARE(block.first, position);
        QCOMPARE(block.start, all.folds[static_cast<std::size_t>(position)].time);
        position += block.events;
        QCOMPARE(block.end, all.folds[static_cast<std::size_t>(position)].time);
    }
    QCOMPARE(position, 3001);
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

void TestTimelineIndex::memoryGrowsWithTheLogarithmOfTheCount()
{
    const auto bytesAfter = [](std::size_t count) {
        TimelineIndex index(1, 1, {.eventsABlock = 1, .finest = 64, .coarser = 16});
        Snapshot snapshot(1, 1);
        Event event;
        for (std::size_t i = 0; i < count; ++i) {
            event.time = static_cast<std::int64_t>(i);
            index.pass(snapshot, event.time);
            index.note(event, snapshot);
        }
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
                        {.eventsABlock = 8, .finest = 8, .coarser = 4});
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
