// SPDX-License-Identifier: MIT
// What stands in a lane of the timeline: calls, sleeps with their words, gates, holds and ends.
#include "timelinescene.h"
#include "ui/scene/timelinesums.h"
#include "ui/scene/timelinewords.h"
#include "ui/scene/words.h"

#include <QTest>

#include <cmath>
#include <csignal>

using namespace seeipc;

namespace {

constexpr double second = 1e9;

std::vector<TimelineSpan> spansOf(const TimelineLayout &layout, WorkerId worker, Doing doing)
{
    std::vector<TimelineSpan> found;
    for (const auto &span : layout.lanes[worker].spans) {
        if (span.doing == doing)
            found.push_back(span);
    }
    return found;
}

} // namespace

class TimelineSpansTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCallIsAColumnByEvent()
    {
        TimelineScene scene;
        for (int i = 1; i <= 5; ++i)
            scene.at(1000 * i).moves(0, 4096 * i);
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {4, 16});
        const auto calls = spansOf(layout, 0, Doing::Call);
        QCOMPARE(calls.size(), std::size_t{5});
        const auto column = layout.scale.pixelsAPlace();
        for (std::size_t i = 1; i < calls.size(); ++i)
            QVERIFY(std::abs(calls[i].rect.left() - calls[i - 1].rect.left() - column) < 0.01);
    }

    void aSleepSaysHowLongItHasLasted()
    {
        TimelineScene scene;
        scene.at(1000).moves(0, 65536).sleeps(0);
        scene.at(3401).moves(1, 61440).stands(1, Gate::Pace);
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 10});
        const auto asleep = spansOf(layout, 0, Doing::Asleep);
        QCOMPARE(asleep.size(), std::size_t{1});
        QCOMPARE(timelinewords::tip(scene.cast, asleep[0], scene.trace),
                 QStringLiteral("writer: asleep 2.4 s, write(4): waits for reader"));
        QCOMPARE(asleep[0].label.text, QStringLiteral("write(4): waits for reader"));
        QVERIFY(asleep[0].rect.right() <= layout.playheadX + 1);
    }

    void aSleepThatHasJustBegunHasTheAgeThatTheStageTells()
    {
        TimelineScene scene;
        scene.sleeps(0);
        const auto lasts = scene.layout(m_measure, TimeAxis::ByEvent, {0, 10});
        QVERIFY(timelinewords::tip(scene.cast, lasts.lanes[0].spans.back(), scene.trace)
                    .startsWith(QLatin1String("writer: asleep 0.0 s")));
        const auto lasted = scene.moves(0, 4096).layout(m_measure, TimeAxis::ByEvent, {0, 10});
        QVERIFY(timelinewords::tip(scene.cast, spansOf(lasted, 0, Doing::Asleep)[0], scene.trace)
                    .contains(QStringLiteral(" µs, ")));
    }

    void aSleepNamesItsCallAndWhomItWaitsFor()
    {
        TimelineScene scene;
        scene.at(1000).sleeps(1);
        scene.at(3000).moves(0, 4096).moves(1, 0);
        const auto asleep = [&](const TimeWindow &window) {
            const auto layout = scene.layout(m_measure, TimeAxis::ByClock, window);
            return spansOf(layout, 1, Doing::Asleep).at(0);
        };
        const auto told = QStringLiteral("asleep 2.0 s, read(3): waits for writer");
        QCOMPARE(asleep({0, 4 * second}).label.text, told);
        QCOMPARE(asleep({0, 7 * second}).label.text, QStringLiteral("read(3): waits for writer"));
        QCOMPARE(asleep({0, 16 * second}).label.text, QStringLiteral("asleep 2.0 s"));
        for (const double end : {4.0, 40.0, 400.0}) { // also of one that has no room for words
            const auto span = asleep({0, end * second});
            QCOMPARE(timelinewords::tip(scene.cast, span, scene.trace),
                     QStringLiteral("reader: ") + told);
        }
        const auto later = asleep({2 * second, 4 * second}); // it began before
        QVERIFY2(later.label.text.endsWith(QLatin1String("read(3): waits for writer")),
                 qPrintable(later.label.text));
    }

    void aSleeperWaitsForNobodyWhoHasClosedOrEnded_data()
    {
        QTest::addColumn<bool>("ends");
        QTest::newRow("it closed its write end") << false;
        QTest::newRow("it ended") << true;
    }

    /// Nor does the bar of a sleep that is over, or what a picture tells of a later instant.
    void aSleeperWaitsForNobodyWhoHasClosedOrEnded()
    {
        QFETCH(bool, ends);
        TimelineScene scene({}, 3);
        scene.at(1000).sleeps(1).at(2000).looks(1, Sleep::Asleep);
        const ShownInstant before{scene.trace.count(), scene.now()};
        const auto told = [&](std::optional<ShownInstant> frozenAt) {
            const auto layout = scene.layout(m_measure, TimeAxis::ByClock, {0, 8 * second},
                                             frozenAt);
            const auto asleep = spansOf(layout, 1, Doing::Asleep);
            return timelinewords::tip(scene.cast, asleep.at(0), scene.trace).section(u' ', -3);
        };
        QCOMPARE(told({}), QStringLiteral("writer or third"));
        scene.at(3000);
        if (ends)
            scene.ends(2, 0);
        else
            scene.closes(2, 4);
        const ShownInstant after{scene.trace.count(), scene.now()};
        QCOMPARE(told({}), QStringLiteral("waits for writer"));
        QCOMPARE(told(before), QStringLiteral("writer or third"));
        QCOMPARE(told(after), QStringLiteral("waits for writer"));
        scene.at(6000).moves(0, 4096).moves(1, 0);
        QCOMPARE(told({}), QStringLiteral("waits for writer"));
    }

    /// Who closes the last end wakes it: until then that one was waited for.
    void aSleepThatTheLastCloseEndedWaitedForIt()
    {
        TimelineScene scene;
        scene.closes(0, 3).at(1000).sleeps(0).at(3000).closes(1, 3).at(3500).holds(true);
        const auto layout = scene.layout(m_measure, TimeAxis::ByClock, {0, 4 * second});
        const auto tip = timelinewords::tip(scene.cast, spansOf(layout, 0, Doing::Asleep).at(0),
                                            scene.trace);
        QVERIFY2(tip.endsWith(QLatin1String("waits for reader")), qPrintable(tip));
    }

    void whoWaitsForItselfSaysSo()
    {
        TimelineScene scene;
        scene.closes(0, 3).closes(0, 4).sleeps(1);
        scene.at(5000).stands(0, Gate::Pace);
        const auto layout = scene.layout(m_measure, TimeAxis::ByClock, {0, 5 * second});
        const auto stuck = spansOf(layout, 1, Doing::Hopeless);
        QCOMPARE(stuck.size(), std::size_t{1});
        QVERIFY2(stuck[0].label.text.endsWith(QLatin1String("read(3): waits for itself")),
                 qPrintable(stuck[0].label.text));
    }

    void aScreenReaderIsToldWhomASleeperWaitsFor()
    {
        TimelineScene scene;
        scene.at(1000).sleeps(1);
        const auto told = timelinewords::spoken(scene.cast, scene.trace.live(), {}, {},
                                                2 * 1'000'000'000L);
        QVERIFY2(told.contains(
                     QLatin1String("; reader asleep in read 1.0 s, read(3): waits for writer")),
                 qPrintable(told));
    }

    void aSleepBeginsWhereTheCallWasEnteredByClock()
    {
        TimelineScene scene;
        scene.at(1000).sleeps(1);
        scene.at(3000).moves(0, 4096);
        const auto layout = scene.layout(m_measure, TimeAxis::ByClock, {0, 4 * second});
        const auto asleep = spansOf(layout, 1, Doing::Asleep);
        QCOMPARE(asleep.size(), std::size_t{1});
        QVERIFY(std::abs(asleep[0].rect.left() - layout.scale.xOf(1 * second)) < 1);
        QVERIFY(std::abs(asleep[0].rect.right() - layout.scale.xOf(3 * second)) < 2);
    }

    /// Nothing else returned meanwhile: the sleep has a part of the column of its own return.
    void aSleepWithoutAnotherChangeIsSeenByEvent()
    {
        TimelineScene scene;
        for (int i = 1; i <= 3; ++i) {
            scene.at(3000 * i).sleeps(0);
            scene.at(3000 * i + 2000).moves(0, 4096 * i);
        }
        for (const double places : {16.0, 400.0}) {
            const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, places});
            const auto asleep = spansOf(layout, 0, Doing::Asleep);
            const auto calls = spansOf(layout, 0, Doing::Call);
            QCOMPARE(asleep.size(), std::size_t{3});
            QCOMPARE(calls.size(), std::size_t{5}); // pipe, fork
            const auto column = layout.scale.pixelsAPlace();
            for (std::size_t i = 0; i < 3; ++i) {
                QVERIFY(asleep[i].rect.width() >= column / 4);
                QVERIFY(asleep[i].rect.right() <= calls[i + 2].rect.left() + 0.01);
                QVERIFY(asleep[i].end - asleep[i].begin >= 1'990'000'000);
                const auto end = layout.scale.xOf(static_cast<double>(5 + i));
                QVERIFY(calls[i + 2].rect.right() <= end);
            }
        }
    }

    /// SIGSTOP and SIGCONT during a write that sleeps: its return takes neither from the past.
    void whatWasSeenOfACallStaysAfterItsReturn_data()
    {
        QTest::addColumn<QList<Sleep>>("looks");
        QTest::newRow("stopped and continued") << QList{Sleep::Stopped, Sleep::Running};
        QTest::newRow("stopped until it returned") << QList{Sleep::Stopped};
        QTest::newRow("woken") << QList{Sleep::Running};
    }

    void whatWasSeenOfACallStaysAfterItsReturn()
    {
        QFETCH(QList<Sleep>, looks);
        TimelineScene scene;
        scene.at(1000).sleeps(0);
        std::int64_t time = 2000;
        for (const auto sleep : looks)
            scene.at(std::exchange(time, time + 1000)).looks(0, sleep);
        scene.at(5000).moves(0, 4096, 4000);
        for (const auto axis : {TimeAxis::ByClock, TimeAxis::ByEvent}) {
            const bool isByClock = axis == TimeAxis::ByClock;
            const auto layout = scene.layout(m_measure, axis, {0, isByClock ? 6 * second : 8});
            const auto asleep = spansOf(layout, 0, Doing::Asleep);
            const auto stopped = spansOf(layout, 0, Doing::Stopped);
            const auto call = spansOf(layout, 0, Doing::Call).back();
            QCOMPARE(asleep.size(), std::size_t{1});
            QCOMPARE(stopped.size(), looks.front() == Sleep::Stopped ? std::size_t{1} : 0);
            auto right = asleep[0].rect.right();
            QVERIFY(right - asleep[0].rect.left() > 4);
            for (const auto &span : stopped) {
                QVERIFY(span.rect.left() >= right - 0.01);
                QVERIFY(span.rect.width() > 4);
                right = span.rect.right();
            }
            QVERIFY(call.rect.width() >= 2);
            const auto overlap = isByClock && looks.back() == Sleep::Stopped ? 3.01 : 0.01;
            QVERIFY2(call.rect.left() >= right - overlap,
                     qPrintable(QStringLiteral("%1 < %2").arg(call.rect.left()).arg(right)));
            if (!isByClock)
                continue;
            QVERIFY(std::abs(asleep[0].rect.left() - layout.scale.xOf(1 * second)) < 1);
            QVERIFY(std::abs(asleep[0].rect.right() - layout.scale.xOf(2 * second)) < 1);
            if (!stopped.empty())
                QCOMPARE(stopped[0].begin, 2'000'000'000L);
        }
    }

    void aSleepAfterAStopIsOneOfItsOwn()
    {
        TimelineScene scene;
        scene.at(1000).sleeps(0).at(2000).looks(0, Sleep::Stopped);
        scene.at(3000).looks(0, Sleep::Running).at(3100).looks(0, Sleep::Asleep);
        scene.at(5000).moves(0, 4096, 4000);
        const auto layout = scene.layout(m_measure, TimeAxis::ByClock, {0, 6 * second});
        const auto asleep = spansOf(layout, 0, Doing::Asleep);
        QCOMPARE(asleep.size(), std::size_t{2});
        QCOMPARE(asleep[1].end - asleep[1].begin, 2'000'000'000L);
        QVERIFY(std::abs(asleep[1].rect.left() - layout.scale.xOf(3 * second)) < 1);
    }

    /// Nobody looked from 2 s to 8 s: only a call that returned is known, not what it did else.
    void whatNobodyLookedAtIsDrawnUnknown()
    {
        TimelineScene scene;
        scene.at(500).moves(0, 4096).stands(0, Gate::Pace).sleeps(1);
        for (const WorkerId worker : {WorkerId{0}, WorkerId{1}}) {
            auto unseen = scene.at(2000).made(EventKind::ProcessSampled, worker);
            unseen.out = {static_cast<std::int64_t>(Sleep::Unseen), 0, 8'000'000'000, 0};
            scene.add(unseen);
        }
        scene.at(3000).moves(0, 8192).at(5000).moves(1, 4096, 4000); // its read may have slept
        scene.at(8000).looks(0, Sleep::Running).at(8000).looks(1, Sleep::Running);
        scene.at(9000).moves(0, 4096, 4000); // entered at 5 s, seen from 8 s on
        const auto layout = scene.layout(m_measure, TimeAxis::ByClock, {0, 10 * second});
        for (const WorkerId worker : {WorkerId{0}, WorkerId{1}}) {
            const auto unseen = spansOf(layout, worker, Doing::Unseen);
            QVERIFY(!unseen.empty());
            QVERIFY(std::abs(unseen.front().rect.left() - layout.scale.xOf(2 * second)) < 1);
            QVERIFY(std::abs(unseen.back().rect.right() - layout.scale.xOf(8 * second)) < 1);
            QCOMPARE(unseen.front().label.text.front(), QLatin1Char('?'));
            double width = 0;
            for (const auto &span : unseen)
                width += span.rect.width();
            const auto whole = layout.scale.xOf(8 * second) - layout.scale.xOf(2 * second);
            QVERIFY(std::abs(width - whole) < 4); // but for the call that was made
            for (const auto &span : spansOf(layout, worker, Doing::Running))
                QVERIFY(span.end <= 2'010'000'000L || span.begin >= 8'000'000'000L);
        }
        const auto asleep = spansOf(layout, 1, Doing::Asleep);
        QVERIFY(!asleep.empty());
        QVERIFY(asleep.back().rect.right() <= layout.scale.xOf(2 * second) + 1);
        const auto sums = timelineSums(scene.trace, {0, 10'000'000'000L});
        QVERIFY(std::abs(sums.workers[0].unseen - 6'000'000'000L) < 20'000'000);
        for (const auto &told : timelinewords::sums(scene.cast, sums)) // in each that tells a share
            QVERIFY2(told.contains(QStringLiteral("not looked at")) == told.contains(u'%'),
                     qPrintable(told));
    }

    void fromAfarWhatNobodyLookedAtIsUnknownToo_data()
    {
        QTest::addColumn<int>("calls");
        QTest::newRow("columns") << 2'000;
        QTest::newRow("index") << 40'000;
    }

    void fromAfarWhatNobodyLookedAtIsUnknownToo()
    {
        QFETCH(int, calls);
        TimelineScene scene;
        for (int i = 0; i < calls; ++i)
            scene.moves(i % 2 == 0 ? 0 : 1, 0);
        const auto begin = scene.now();
        auto unseen = scene.made(EventKind::ProcessSampled, 0);
        unseen.out = {static_cast<std::int64_t>(Sleep::Unseen), 0, 2 * begin, 0};
        scene.add(unseen);
        scene.at(2 * begin / 1'000'000).looks(0, Sleep::Running);
        for (int i = 0; i < calls; ++i)
            scene.moves(i % 2 == 0 ? 0 : 1, 0);
        const auto end = static_cast<double>(scene.now());
        const auto layout = scene.layout(m_measure, TimeAxis::ByClock, {0, end});
        const auto &columns = layout.lanes[0].columns;
        QVERIFY(columns.size() > 100);
        QVERIFY(columns[columns.size() / 2].unseen > 0.9F);
        QCOMPARE(columns[columns.size() / 6].unseen, 0.F);
        QCOMPARE(columns[columns.size() * 5 / 6].unseen, 0.F);
        QVERIFY(timelinewords::tip({}, columns[columns.size() / 2])
                    .contains(QStringLiteral("not looked at 100 %")));
    }

    void aSleepThatEndsWithAKillIsSeenByEvent()
    {
        TimelineScene scene;
        scene.moves(0, 65536).sleeps(0).ends(0, 9);
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 16});
        const auto asleep = spansOf(layout, 0, Doing::Asleep);
        QCOMPARE(asleep.size(), std::size_t{1});
        QVERIFY(asleep[0].rect.right() <= spansOf(layout, 0, Doing::Ended)[0].rect.left() + 0.01);
    }

    /// The reader waits for the write end that it holds itself.
    void aDeadlockOfThePastIsDrawnAsOne()
    {
        TimelineScene scene;
        scene.sleeps(1).ends(0, 0).holds(true).holds(false).holds(true).holds(false);
        scene.ends(1, 9).holds(true).holds(false);
        const auto clipped = scene.layout(m_measure, TimeAxis::ByEvent, {5, 7});
        QCOMPARE(spansOf(clipped, 1, Doing::Hopeless).size(), std::size_t{1});
        QVERIFY(spansOf(clipped, 1, Doing::Asleep).empty());
        const auto killed = scene.layout(m_measure, TimeAxis::ByEvent, {0, 16},
                                         ShownInstant{12, scene.trace.at(11).time});
        QCOMPARE(spansOf(killed, 1, Doing::Hopeless).size(), std::size_t{1});
        const auto tip = timelinewords::tip(scene.cast, spansOf(killed, 1, Doing::Hopeless)[0],
                                            scene.trace);
        QVERIFY2(tip.startsWith(QLatin1String("reader: stuck ")), qPrintable(tip));
    }

    /// The writer waits for the reader's end, and the reader for the writer's bytes.
    void aSleepIsStuckOnceNobodyCanWakeItAndNotBefore()
    {
        TimelineScene scene;
        scene.closes(0, 3).closes(1, 4).at(1000).sleeps(1);
        scene.at(4000);
        auto wait = scene.called(0, Effect::Wait, "wait");
        wait.kind = EventKind::CallEntered;
        wait.channel = noChannel;
        wait.other = 1;
        scene.add(wait);
        const auto closed = scene.now();
        scene.at(5000).looks(0, Sleep::Asleep).at(6000).holds(true);
        for (const auto axis : {TimeAxis::ByClock, TimeAxis::ByEvent}) {
            const bool isByClock = axis == TimeAxis::ByClock;
            for (const double begin : {0.0, isByClock ? 4.5 * second : 6.2}) {
                const auto layout = scene.layout(m_measure, axis,
                                                 {begin, isByClock ? 7 * second : 8});
                const auto stuck = spansOf(layout, 1, Doing::Hopeless);
                QCOMPARE(stuck.size(), std::size_t{1});
                QCOMPARE(stuck[0].begin, closed);
                QVERIFY(stuck[0].goesOn);
                QCOMPARE(spansOf(layout, 0, Doing::Hopeless).size(), std::size_t{1});
                QVERIFY(spansOf(layout, 0, Doing::Asleep).empty());
                const auto asleep = spansOf(layout, 1, Doing::Asleep);
                QCOMPARE(asleep.size(), begin > 4.5 ? std::size_t{0} : 1);
                for (const auto &span : asleep) {
                    QCOMPARE(span.end, closed);
                    QVERIFY(!span.goesOn);
                    QVERIFY(std::abs(span.rect.right() - stuck[0].rect.left()) < 0.01);
                    QVERIFY(timelinewords::tip(scene.cast, span, scene.trace)
                                .startsWith(QLatin1String("reader: asleep 3.0 s")));
                }
                QVERIFY(timelinewords::tip(scene.cast, stuck[0], scene.trace)
                            .startsWith(QLatin1String("reader: stuck 2.0 s")));
            }
        }
    }

    /// It was stuck all the same until then, and is again once its partner sleeps on.
    void aDeadlockThatAnotherEndsWasOneUntilThen()
    {
        TimelineScene scene;
        scene.closes(0, 3).closes(1, 4).at(1000).sleeps(1).at(4000);
        auto wait = scene.called(0, Effect::Wait, "wait");
        wait.kind = EventKind::CallEntered;
        wait.channel = noChannel;
        wait.other = 1;
        scene.add(wait);
        const auto closed = scene.now();
        scene.at(5000).looks(0, Sleep::Asleep).at(7000).looks(0, Sleep::Stopped);
        const auto freed = scene.now();
        scene.at(8000).holds(true).at(9000).looks(0, Sleep::Asleep).at(10000).holds(false);
        const auto again = scene.trace.live().processes[0].since;
        QVERIFY(waitsFor(scene.trace.live()).of(1)->hopeless);
        QCOMPARE(scene.trace.live().processes[1].since, waitsFor(scene.trace.live()).of(1)->since);
        for (const auto axis : {TimeAxis::ByClock, TimeAxis::ByEvent}) {
            const bool isByClock = axis == TimeAxis::ByClock;
            const auto end = isByClock ? 11 * second : 9;
            const auto layout = scene.layout(m_measure, axis, {0, end});
            const auto stuck = spansOf(layout, 1, Doing::Hopeless);
            QCOMPARE(stuck.size(), std::size_t{2});
            QCOMPARE(stuck[0].begin, closed);
            QCOMPARE(stuck[0].end, freed);
            QCOMPARE(stuck[1].begin, again);
            QVERIFY(!stuck[0].goesOn && stuck[1].goesOn);
            const auto asleep = spansOf(layout, 1, Doing::Asleep);
            QCOMPARE(asleep.size(), std::size_t{2});
            QCOMPARE(asleep[1].begin, freed);
            QCOMPARE(asleep[1].end, again);
            const auto partner = spansOf(layout, 0, Doing::Hopeless);
            QCOMPARE(partner.size(), std::size_t{2});
            QCOMPARE(partner[0].end, freed);
            // Seen from a window that ends before, it lasts as long.
            const auto early = scene.layout(m_measure, axis, {0, isByClock ? 6 * second : 6.8},
                                            ShownInstant{11, 6'000'000'000});
            QCOMPARE(spansOf(early, 1, Doing::Hopeless).at(0).end, freed);
        }
    }

    void aDeadlockIsOverWithASlotThatCameFree()
    {
        TimelineScene scene;
        scene.exits(1).ends(1, 0).moves(0, 4096);
        for (int i = 2; i <= 16; ++i)
            scene.moves(0, 4096 * i);
        scene.at(1000).sleeps(0).at(3000).holds(true);
        auto look = scene.made(EventKind::ChannelSampled, noWorker);
        look.channel = 0;
        look.source = Source::Sampled;
        look.queuedBytes = 65536;
        look.out = {131072, absent, absent, absent};
        scene.at(4000).add(look);
        const auto raised = scene.now();
        scene.at(6000).moves(0, 69632);
        const auto layout = scene.layout(m_measure, TimeAxis::ByClock, {0, 7 * second});
        const auto stuck = spansOf(layout, 0, Doing::Hopeless);
        QCOMPARE(stuck.size(), std::size_t{1});
        QCOMPARE(stuck[0].end, raised);
        const auto asleep = spansOf(layout, 0, Doing::Asleep);
        QCOMPARE(asleep.size(), std::size_t{1});
        QCOMPARE(asleep[0].begin, raised);
    }

    /// As the keys count them, which stop at a sleep too.
    void whereTheShownInstantStandsAmongTheChangesIsSaid()
    {
        TimelineScene scene;
        scene.at(1000).moves(0, 65536).sleeps(0);
        const auto said = [&](std::int64_t position) {
            const auto time = position > 0 ? scene.trace.at(position - 1).time : 0;
            return timelinewords::shown(scene.places(TimeAxis::ByClock), {position, time, false});
        };
        const auto count = scene.trace.count();
        QCOMPARE(said(count), QStringLiteral("right after a change"));     // it fell asleep
        QCOMPARE(said(count - 1), QStringLiteral("between two changes"));  // it went in
        QCOMPARE(said(count - 2), QStringLiteral("right after a change")); // a write
        QCOMPARE(said(0), QStringLiteral("before the first change"));
        scene.looks(0, Sleep::Asleep);
        QCOMPARE(said(scene.trace.count()), QStringLiteral("since the last change"));
    }

    /// Its last write end but its own went with the writer.
    void whoWaitsForItselfIsStuckSinceTheOtherEnded()
    {
        TimelineScene scene;
        scene.at(1000).sleeps(1).at(3000).ends(0, 0).at(5000).holds(true);
        const auto layout = scene.layout(m_measure, TimeAxis::ByClock, {0, 6 * second});
        const auto asleep = spansOf(layout, 1, Doing::Asleep);
        const auto stuck = spansOf(layout, 1, Doing::Hopeless);
        QCOMPARE(asleep.size(), std::size_t{1});
        QCOMPARE(stuck.size(), std::size_t{1});
        QCOMPARE(stuck[0].begin, 3 * second);
        QVERIFY(timelinewords::tip(scene.cast, asleep[0], scene.trace)
                    .endsWith(QLatin1String("read(3): waits for writer")));
        QVERIFY(timelinewords::tip(scene.cast, stuck[0], scene.trace)
                    .endsWith(QLatin1String("read(3): waits for itself")));
    }

    void aSleepThatEndsIsNoDeadlock()
    {
        TimelineScene scene; // nobody is left to wait for: it is about to read 0
        scene.closes(1, 4).sleeps(1).ends(0, 0).holds(true).finds(1, 0);
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 6});
        QVERIFY(spansOf(layout, 1, Doing::Hopeless).empty());
        QCOMPARE(spansOf(layout, 1, Doing::Asleep).size(), std::size_t{1});
    }

    void timeThatTheUserHeldIsHatchedByClock()
    {
        TimelineScene scene;
        scene.at(1000).holds(true).stands(0, Gate::Held);
        scene.at(2000).holds(false);
        scene.at(3000).moves(0, 4096);
        const auto layout = scene.layout(m_measure, TimeAxis::ByClock, {0, 4 * second});
        QCOMPARE(layout.bands.size(), std::size_t{1});
        QCOMPARE(layout.bands[0].kind, TimelineBand::Kind::Held);
        QVERIFY(std::abs(layout.bands[0].rect.left() - layout.scale.xOf(1 * second)) < 1);
        QVERIFY(std::abs(layout.bands[0].rect.right() - layout.scale.xOf(2 * second)) < 1);
        QVERIFY(!spansOf(layout, 0, Doing::Held).empty());
    }

    /// It is time, no change: it has no column, and who sleeps through it sleeps on in its own.
    void timeThatTheUserHeldIsHatchedByEventInsideOfItsColumn()
    {
        TimelineScene scene;
        scene.at(1000).sleeps(1).at(4000).holds(true).stands(0, Gate::Held);
        const auto held = scene.at(5000).layout(m_measure, TimeAxis::ByEvent, {0, 12});
        scene.at(6000).holds(false);
        scene.at(9000).moves(0, 4096).at(9100).moves(1, 0);
        const auto before = static_cast<double>(scene.changes.count());
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 12});
        QCOMPARE(layout.bands.size(), std::size_t{1});
        const auto &band = layout.bands[0];
        QCOMPARE(band.kind, TimelineBand::Kind::Held);
        const auto column = layout.scale.xOf(before - 2);
        QVERIFY2(band.rect.left() > column && band.rect.right() < layout.scale.xOf(before - 1),
                 qPrintable(QString::number(layout.scale.placeAt(band.rect.left()))));
        const auto share = (band.rect.left() - column) / (band.rect.right() - column);
        QVERIFY2(std::abs(share - 4.0 / 6) < 0.02, qPrintable(QString::number(share)));
        QCOMPARE(spansOf(layout, 1, Doing::Asleep).size(), std::size_t{1});
        QCOMPARE(held.bands.size(), std::size_t{1}); // it goes on to now
        QVERIFY(std::abs(held.bands[0].rect.right() - held.playheadX) < 1);
    }

    /// Of a sleep that goes on, as much is left of the playhead as before.
    void aHoldMovesNoFrozenPlayheadAlongItsSleep()
    {
        constexpr std::int64_t frozen = 3 * second;
        TimelineScene scene;
        scene.at(1000).sleeps(1).at(5000).looks(1, Sleep::Asleep);
        const auto share = [&] {
            const auto layout = scene.layout(
                m_measure, TimeAxis::ByEvent, {0, 12},
                ShownInstant{scene.trace.positionAt(frozen), frozen, true});
            const auto span = spansOf(layout, 1, Doing::Asleep).back();
            return (layout.playheadX - span.rect.left()) / span.rect.width();
        };
        const auto before = share();
        scene.at(5001).holds(true).stands(0, Gate::Held);
        QVERIFY2(std::abs(share() - before) < 0.02,
                 qPrintable(QStringLiteral("%1 %2").arg(before).arg(share())));
    }

    void aGateHasTheWordsOfTheStage_data()
    {
        QTest::addColumn<int>("gate");
        QTest::addColumn<QString>("told");
        QTest::newRow("pace") << static_cast<int>(Gate::Pace) << "waits its turn";
        QTest::newRow("condition") << static_cast<int>(Gate::Condition) << "waits for its cue";
        QTest::newRow("sample") << static_cast<int>(Gate::Sample) << "held for a look";
        QTest::newRow("held") << static_cast<int>(Gate::Held) << "held";
    }

    void aGateHasTheWordsOfTheStage()
    {
        QFETCH(int, gate);
        QFETCH(QString, told);
        TimelineScene scene;
        scene.at(1000).stands(0, static_cast<Gate>(gate));
        scene.at(3000).moves(1, 4096);
        const auto layout = scene.layout(m_measure, TimeAxis::ByClock, {0, 4 * second});
        const auto &spans = layout.lanes[0].spans;
        QVERIFY(std::any_of(spans.begin(), spans.end(),
                            [&](const auto &span) { return span.label.text == told; }));
        ProcessSnapshot process;
        process.state = ProcessState::AtGate;
        process.gate = static_cast<Gate>(gate);
        QCOMPARE(words::state(process, false), told);
    }

    /// Also where the words of one are shorter than those of the other.
    void barsOfOneWidthSayTheSameOfTheirSleeps()
    {
        TimelineScene scene;
        scene.at(1000).sleeps(0).at(1000).sleeps(1);
        scene.at(3000).moves(0, 4096).at(3000).moves(1, 0);
        const auto formOf = [&](WorkerId worker, double end) {
            const auto layout = scene.layout(m_measure, TimeAxis::ByClock, {0, end * second});
            auto text = spansOf(layout, worker, Doing::Asleep).front().label.text;
            text.replace(QStringLiteral("write(4): waits for reader"), QStringLiteral("wait"));
            return text.replace(QStringLiteral("read(3): waits for writer"),
                                QStringLiteral("wait"));
        };
        QStringList forms;
        for (int step = 0; step < 330; ++step) {
            const double end = 3 * std::pow(1.01, step); // up to 80 seconds
            QCOMPARE(formOf(0, end), formOf(1, end));
            forms << formOf(0, end);
        }
        forms.removeDuplicates();
        QCOMPARE(forms, QStringList({"asleep 2.0 s, wait", "wait", "asleep 2.0 s", "2.0 s", ""}));
    }

    void aLaneTellsTheCueAsFarAsThereIsRoom()
    {
        TimelineScene scene;
        scene.cast.cues = {std::nullopt,
                           Cue{Condition::Kind::Asleep, 1, findCall("read").value(), 0}};
        auto gate = scene.at(1000).made(EventKind::AtGate, 0);
        gate.out[0] = static_cast<std::int64_t>(Gate::Condition);
        gate.step = 1;
        scene.add(gate);
        scene.at(3000).moves(1, 4096);
        const auto told = [&](double end) {
            const auto layout = scene.layout(m_measure, TimeAxis::ByClock, {0, end * second});
            return spansOf(layout, 0, Doing::Cue).front().label.text;
        };
        QCOMPARE(told(4), QStringLiteral("until reader sleeps in read"));
        QCOMPARE(told(10), QStringLiteral("until reader sleeps"));
        QCOMPARE(told(60), QString());
    }

    void aKillIsMarkedWithItsSignal()
    {
        TimelineScene scene;
        scene.moves(0, 4096).ends(0, 13);
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 12});
        QCOMPARE(layout.lanes[0].ends.size(), std::size_t{1});
        QVERIFY(layout.lanes[0].ends[0].isKill);
        QVERIFY(layout.lanes[0].ends[0].label.text.contains(QLatin1String("SIGPIPE")));
        QVERIFY(!spansOf(layout, 0, Doing::Ended).empty());
    }

    /// Its box is where it was made; the kernel takes its time with the rest.
    void whoHasMadeItsExitRunsUntilItsEndIsSeen()
    {
        TimelineScene scene;
        scene.closes(0, 4).exits(0).at(3000).moves(1, 0).at(9000).looks(0, Sleep::Zombie);
        const auto layout = scene.layout(m_measure, TimeAxis::ByClock, {0, 10 * second});
        const auto running = spansOf(layout, 0, Doing::Running).back();
        QVERIFY(std::abs(running.rect.right() - layout.scale.xOf(9 * second)) < 1);
        QVERIFY(running.rect.width() > layout.scale.pixelsAPlace() * 8 * second);
    }

    /// It was killed in it at once: the call was made, and has its box.
    void aCallThatKilledHasABox()
    {
        TimelineScene scene;
        auto write = scene.stands(0, Gate::Pace).called(0, Effect::Write, "write");
        write.kind = EventKind::CallEntered;
        write.arguments = {4, 1};
        scene.add(write).looks(0, Sleep::Zombie).ends(0, SIGPIPE);
        for (const auto axis : {TimeAxis::ByEvent, TimeAxis::ByClock}) {
            const auto layout = scene.layout(m_measure, axis,
                                             {0, axis == TimeAxis::ByEvent ? 8.0 : 60e9});
            const auto call = spansOf(layout, 0, Doing::Call).back();
            QVERIFY(call.rect.width() >= 2.9);
            QCOMPARE(layout.lanes[0].ends.size(), std::size_t{1});
            QVERIFY(call.rect.right() <= layout.lanes[0].ends[0].rect.left());
            QVERIFY(call.rect.right() >= layout.lanes[0].ends[0].rect.left() - 6);
            QCOMPARE(timelinewords::tip(scene.cast, call, scene.trace),
                     QStringLiteral("writer: write(4) did not return"));
        }
    }

private:
    TextMeasure m_measure{TypeScale::forWindow({1024, 768})};
};

QTEST_MAIN(TimelineSpansTest)
#include "tst_timelinespans.moc"
