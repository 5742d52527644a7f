// SPDX-License-Identifier: MIT
// The timeline as geometry: what stands where on either axis, near and far.
#include "timelinescene.h"
#include "ui/scene/timelinepainter.h"
#include "ui/scene/timelinesums.h"
#include "ui/scene/timelinewords.h"
#include "ui/scene/words.h"

#include <QPainter>
#include <QTest>

#include <cerrno>
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

class TimelineLayoutTest : public QObject
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
        QCOMPARE(asleep({0, 8 * second}).label.text, QStringLiteral("read(3): waits for writer"));
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

    /// The write was entered before the reader returned, and returned after it.
    void anArcNeverLeadsBackwards()
    {
        TimelineScene scene;
        scene.sleeps(1).moves(1, 0).moves(0, 4096, 2);
        TimelineScene waited; // the waker slept too
        waited.sleeps(1).sleeps(0).moves(1, 0).moves(0, 4096, 6);
        for (const auto *one : {&scene, &waited}) {
            for (const auto axis : {TimeAxis::ByEvent, TimeAxis::ByClock}) {
                const auto end = axis == TimeAxis::ByEvent ? 12.0 : 20e6;
                const auto layout = one->layout(m_measure, axis, {0, end});
                QVERIFY(!layout.arcs.empty());
                const auto &arc = layout.arcs[0];
                QCOMPARE(arc.from.y(), layout.lanes[0].rect.center().y());
                QCOMPARE(arc.to.y(), layout.lanes[1].rect.center().y());
                QVERIFY2(arc.from.x() <= arc.to.x(), qPrintable(QString::number(arc.from.x())));
            }
        }
    }

    void anArcLeadsFromWhoWokeToWhoWasWoken()
    {
        TimelineScene scene;
        scene.sleeps(1).moves(0, 4096).moves(1, 0);
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 10});
        QCOMPARE(layout.arcs.size(), std::size_t{1});
        QCOMPARE(layout.arcs[0].from.y(), layout.lanes[0].rect.center().y());
        QCOMPARE(layout.arcs[0].to.y(), layout.lanes[1].rect.center().y());
        QVERIFY(layout.arcs[0].from.x() < layout.arcs[0].to.x());
    }

    void whoDidNotSleepHasNoArc()
    {
        TimelineScene scene;
        scene.moves(0, 4096).moves(1, 0);
        QVERIFY(scene.layout(m_measure, TimeAxis::ByEvent, {0, 10}).arcs.empty());
    }

    void anEndThatClosesTheLastWriteEndWakesTheReader()
    {
        TimelineScene scene;
        scene.closes(1, 4).sleeps(1).ends(0, 0).finds(1, 0);
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 12});
        QCOMPARE(layout.arcs.size(), std::size_t{1});
        QCOMPARE(layout.arcs[0].from.y(), layout.lanes[0].rect.center().y());
        QCOMPARE(layout.arcs[0].from.x(), layout.scale.xOf(5));
        QCOMPARE(layout.arcs[0].to.y(), layout.lanes[1].rect.center().y());
    }

    /// The reader's clock told its return before anybody saw the writer's end.
    void anEndThatIsToldLateWokeByItsExit()
    {
        TimelineScene scene;
        scene.closes(1, 4).sleeps(1).exits(0).finds(1, 0).ends(0, 0);
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 12});
        QCOMPARE(layout.arcs.size(), std::size_t{1});
        QCOMPARE(layout.arcs[0].from.x(), layout.scale.xOf(5.5));
        QVERIFY(layout.arcs[0].from.x() < layout.arcs[0].to.x());
    }

    void anEndThatClosesTheLastReadEndWakesTheWriter()
    {
        TimelineScene scene;
        scene.closes(0, 3).sleeps(0).ends(1, 0).finds(0, EPIPE);
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 12});
        QCOMPARE(layout.arcs.size(), std::size_t{1});
        QCOMPARE(layout.arcs[0].from.y(), layout.lanes[1].rect.center().y());
    }

    /// It dies in its sleep: no write returns.
    void whomSigpipeKilledHasAnArcFromTheLastClose()
    {
        TimelineScene scene;
        scene.closes(0, 3).sleeps(0).moves(1, 61440).sleeps(0).closes(1, 3).ends(0, SIGPIPE);
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 12});
        QCOMPARE(layout.arcs.size(), std::size_t{1});
        QCOMPARE(layout.arcs[0].from.y(), layout.lanes[1].rect.center().y());
        QCOMPARE(layout.arcs[0].from.x(), layout.scale.xOf(6.5));
        QCOMPARE(layout.arcs[0].to.y(), layout.lanes[0].rect.center().y());
        QVERIFY(layout.arcs[0].to.x() > layout.arcs[0].from.x());

        TimelineScene killed; // by somebody else
        killed.closes(0, 3).sleeps(0).moves(1, 61440).sleeps(0).closes(1, 3).ends(0, SIGKILL);
        QVERIFY(killed.layout(m_measure, TimeAxis::ByEvent, {0, 12}).arcs.empty());

        TimelineScene another; // has a read end too: the signal was sent
        another.sleeps(0).closes(1, 3).ends(0, SIGPIPE);
        QVERIFY(another.layout(m_measure, TimeAxis::ByEvent, {0, 12}).arcs.empty());
    }

    void theLastCloseWakesAndNoOther()
    {
        TimelineScene scene;
        scene.sleeps(1).moves(0, 4096).closes(0, 3).moves(1, 0); // of the read end: wakes nobody
        const auto wrongEnd = scene.layout(m_measure, TimeAxis::ByEvent, {0, 12});
        QCOMPARE(wrongEnd.arcs.size(), std::size_t{1});
        QCOMPARE(wrongEnd.arcs[0].from.x(), wrongEnd.scale.xOf(4.5)); // the write's

        TimelineScene another;
        another.sleeps(1).closes(0, 4).finds(1, 0); // the reader has a write end too
        QVERIFY(another.layout(m_measure, TimeAxis::ByEvent, {0, 12}).arcs.empty());

        TimelineScene last;
        last.closes(1, 4).sleeps(1).closes(0, 4).finds(1, 0);
        const auto layout = last.layout(m_measure, TimeAxis::ByEvent, {0, 12});
        QCOMPARE(layout.arcs.size(), std::size_t{1});
        QCOMPARE(layout.arcs[0].from.x(), layout.scale.xOf(5.5));
    }

    /// The reader waits for the write end that it holds itself.
    void aDeadlockOfThePastIsDrawnAsOne()
    {
        TimelineScene scene;
        scene.sleeps(1).ends(0, 0).holds(true).holds(false).holds(true).holds(false);
        scene.ends(1, 9).holds(true).holds(false);
        const auto clipped = scene.layout(m_measure, TimeAxis::ByEvent, {1, 7});
        QCOMPARE(spansOf(clipped, 1, Doing::Hopeless).size(), std::size_t{1});
        QVERIFY(spansOf(clipped, 1, Doing::Asleep).empty());
        const auto killed = scene.layout(m_measure, TimeAxis::ByEvent, {0, 16}, 12);
        QCOMPARE(spansOf(killed, 1, Doing::Hopeless).size(), std::size_t{1});
        const auto tip = timelinewords::tip(scene.cast, spansOf(killed, 1, Doing::Hopeless)[0],
                                            scene.trace);
        QVERIFY2(tip.startsWith(QLatin1String("reader: stuck ")), qPrintable(tip));
    }

    void aSleepThatEndsIsNoDeadlock()
    {
        TimelineScene scene; // nobody is left to wait for: it is about to read 0
        scene.closes(1, 4).sleeps(1).ends(0, 0).holds(true).finds(1, 0);
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 6});
        QVERIFY(spansOf(layout, 1, Doing::Hopeless).empty());
        QCOMPARE(spansOf(layout, 1, Doing::Asleep).size(), std::size_t{1});
    }

    void aSelectionOverDroppedDetailsSaysWhatItLacks()
    {
        TimelineScene scene({256, 64});
        for (int i = 0; i < 1000; ++i)
            scene.moves(i % 2 ? 1 : 0, i % 2 ? 0 : 4096);
        const auto over = [&](std::int64_t begin) {
            return timelinewords::sums(scene.cast, timelineSums(scene.trace, {begin, scene.now()}))
                .front();
        };
        QVERIFY2(over(0).contains(QLatin1String("details dropped: calls and bytes are not known")),
                 qPrintable(over(0)));
        const auto near = over(scene.now() - 20'000'000);
        QVERIFY2(!near.contains(QLatin1String("dropped")), qPrintable(near));
    }

    void theFillIsAsHighAsItsShareOfTheCapacity()
    {
        TimelineScene scene;
        scene.moves(0, 32768).stands(0, Gate::Pace);
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 10});
        const auto &fill = layout.fills[0];
        QVERIFY(fill.capacityY.has_value());
        const auto full = fill.rect.bottom() - *fill.capacityY;
        const auto x = static_cast<std::size_t>(layout.scale.xOf(4.5) - fill.rect.left());
        QVERIFY(std::abs(fill.columns[x][1] - full / 2) <= 1);
        QCOMPARE(fill.columns[x][0], fill.columns[x][1]);
    }

    void aFillOfAFewBytesIsSeenAndOfNoneIsNot()
    {
        TimelineScene scene;
        scene.moves(0, 9).moves(1, 0).stands(0, Gate::Pace);
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 10});
        const auto at = [&](double place) {
            const auto x = layout.scale.xOf(place) - layout.scale.left;
            return layout.fills[0].columns[static_cast<std::size_t>(x)];
        };
        QCOMPARE(at(4.5), (std::array{2.F, 2.F}));
        QCOMPARE(at(5.5), (std::array{0.F, 0.F}));
        for (const auto name : {ThemeName::Light, ThemeName::Dark, ThemeName::Contrast}) {
            QImage picture(scene.size.toSize(), QImage::Format_RGB32);
            picture.fill(themeOf(name).panel);
            QPainter painter(&picture);
            TimelinePainter(m_measure, themeOf(name))
                .paint(painter, layout,
                       timelineFrame(scene.cast, m_measure, scene.size, TimeAxis::ByEvent));
            painter.end();
            const auto y = static_cast<int>(layout.fills[0].rect.bottom()) - 1;
            const auto colourAt = [&](double place) {
                return picture.pixelColor(static_cast<int>(layout.scale.xOf(place)), y);
            };
            QVERIFY(contrastRatio(colourAt(4.5), themeOf(name).panel) >= 3);
            QCOMPARE(colourAt(5.5), themeOf(name).panel);
        }
    }

    void anUnknownFillIsNotNought()
    {
        TimelineScene scene;
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 10});
        const auto x = static_cast<std::size_t>(layout.scale.xOf(0.5) - layout.scale.left);
        QVERIFY(layout.fills[0].columns[x][1] < 0);
    }

    /// A call that moved bytes and asked for no FIONREAD, or calls that were lost.
    void aFillThatChangedSinceItWasReadIsAGap()
    {
        TimelineScene scene;
        scene.moves(0, 4096).moves(0, absent).moves(0, 12288);
        auto loss = scene.made(EventKind::EventsLost, 1);
        loss.result = 7;
        loss.out = {7, 28672, 0, 0};
        scene.add(loss).moves(0, 8192);
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 12});
        const auto greatest = [&](double place) {
            const auto x = layout.scale.xOf(place) - layout.scale.left;
            return layout.fills[0].columns[static_cast<std::size_t>(x)][1];
        };
        QVERIFY(greatest(4.5) > 0);
        QVERIFY(greatest(5.5) < 0);
        QVERIFY(greatest(6.5) > greatest(4.5));
        QVERIFY(greatest(7.5) < 0);
        QVERIFY(greatest(8.5) > 0);
    }

    void anUnknownFillSaysSo()
    {
        TimelineScene scene;
        scene.moves(0, 4096).moves(0, absent).moves(1, 0).stands(0, Gate::Pace);
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 8});
        const auto &fill = layout.fills[0];
        QCOMPARE(fill.unknown.size(), std::size_t{1}); // an empty pipe is none, nor is no pipe
        const auto &unknown = fill.unknown[0];
        QVERIFY(std::abs(unknown.rect.left() - layout.scale.xOf(5)) <= 1);
        QVERIFY(std::abs(unknown.rect.right() - layout.scale.xOf(6)) <= 1);
        QCOMPARE(unknown.label.text, QStringLiteral("? not known"));
        QVERIFY(unknown.rect.contains(unknown.label.rect));
        QCOMPARE(timelinewords::unknownTip(scene.cast, 0),
                 QStringLiteral("in the pipe: not known, calls came since it was last asked"));
    }

    void aScreenReaderIsToldThatTheFillIsNotKnown()
    {
        const auto spoken = [](const TimelineScene &scene) {
            return timelinewords::spoken(scene.cast, scene.trace.live(), {}, {}, scene.now());
        };
        const auto told = QStringLiteral("; in the pipe: not known, ");
        TimelineScene scene;
        QVERIFY(!spoken(scene).contains(told));
        QVERIFY2(spoken(scene.moves(0, absent)).contains(told), qPrintable(spoken(scene)));
        QVERIFY(!spoken(scene.moves(0, 8192)).contains(told));
    }

    void noChannelIsNoUnknownFill_data()
    {
        QTest::addColumn<int>("rounds"); // near, by column, from the index
        QTest::newRow("spans") << 10;
        QTest::newRow("columns") << 2'000;
        QTest::newRow("index") << 20'000;
    }

    /// Equal times with a pipe that is empty, with one that nobody asks, and without one.
    void noChannelIsNoUnknownFill()
    {
        QFETCH(int, rounds);
        TimelineScene scene;
        for (int i = 0; i < 2 * rounds; ++i)
            scene.stands(0, Gate::Pace).stands(1, Gate::Pace);
        const auto begun = static_cast<double>(scene.now());
        for (int i = 0; i < 2 * rounds; ++i)
            scene.moves(0, absent).moves(1, absent);
        const auto ended = static_cast<double>(
            scene.closes(0, 3).closes(0, 4).closes(1, 3).closes(1, 4).now());
        for (int i = 0; i < 2 * rounds; ++i)
            scene.stands(0, Gate::Pace).stands(1, Gate::Pace);
        const TimeWindow all{0, static_cast<double>(scene.now())};
        const auto layout = scene.layout(m_measure, TimeAxis::ByClock, all);
        QCOMPARE(layout.isDetailed, rounds == 10);
        const auto &fill = layout.fills[0];
        QVERIFY(!fill.unknown.empty());
        const auto near = [&](double x, double time) {
            return std::abs(x - layout.scale.xOf(time)) <= 40;
        };
        QVERIFY(near(fill.unknown.front().rect.left(), begun));
        QVERIFY(near(fill.unknown.back().rect.right(), ended));
    }

    void fromAfarTooAFillIsAGapUntilItIsReadAgain()
    {
        TimelineScene scene;
        scene.moves(0, 4096);
        for (int i = 0; i < 2000; ++i)
            scene.moves(0, absent).moves(1, absent);
        scene.moves(0, 8192);
        for (int i = 0; i < 2000; ++i)
            scene.stands(0, Gate::Pace);
        const auto end = static_cast<double>(scene.now());
        const auto layout = scene.layout(m_measure, TimeAxis::ByClock, {0, end});
        QVERIFY(!layout.isDetailed);
        const auto &columns = layout.fills[0].columns;
        QVERIFY(columns[columns.size() / 4][1] < 0);
        QVERIFY(columns[columns.size() * 3 / 4][1] > 0);
    }

    /// From so far away that the index is drawn; each known in the half of which the scene tells it.
    void fromFarthestTooAFillIsAGapUntilItIsReadAgain()
    {
        TimelineScene scene;
        scene.moves(0, 4096);
        for (int i = 0; i < 20'000; ++i)
            scene.moves(0, absent).moves(0, absent).moves(1, absent);
        scene.moves(0, 8192);
        for (int i = 0; i < 60'000; ++i)
            scene.stands(0, Gate::Pace);
        const auto end = static_cast<double>(scene.now());
        const auto columns = scene.layout(m_measure, TimeAxis::ByClock, {0, end}).fills[0].columns;
        QVERIFY(columns[columns.size() / 4][1] < 0);
        const auto &[least, greatest] = columns[columns.size() * 3 / 4];
        QVERIFY(least > 0);
        QCOMPARE(least, greatest);
    }

    /// A record that is told after a look from later, as when the processes come to be held.
    void anOlderReadingTakesNoNewerOneBack()
    {
        TimelineScene scene;
        scene.moves(0, 4096);
        auto look = scene.made(EventKind::ChannelSampled, noWorker);
        look.source = Source::Sampled;
        look.channel = 0;
        look.time += 5'000'000;
        look.queuedBytes = 32768;
        scene.add(look).at(6).moves(0, 8192).holds(true);
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 12});
        const auto &fill = layout.fills[0];
        const auto x = static_cast<std::size_t>(layout.scale.xOf(6.5) - layout.scale.left);
        const auto half = (fill.rect.bottom() - fill.capacityY.value()) / 2;
        QVERIFY2(std::abs(fill.columns[x][1] - half) <= 1,
                 qPrintable(QString::number(fill.columns[x][1])));
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
        QVERIFY(scene.layout(m_measure, TimeAxis::ByEvent, {0, 12}).bands.empty());
    }

    void theClockHasTicks_data()
    {
        QTest::addColumn<double>("begin");
        QTest::addColumn<double>("length");
        QTest::addColumn<QSize>("window");
        QTest::addColumn<QString>("second"); // its label
        const QSize small(1024, 768);
        const QSize large(1920, 1080);
        QTest::newRow("microseconds") << 0.0 << 4e3 << small << QStringLiteral("0.5 µs");
        QTest::newRow("late") << 3'600'123'456'000.0 << 10e3 << small << QString();
        QTest::newRow("milliseconds") << 0.0 << 40e6 << large << QStringLiteral("5 ms");
        QTest::newRow("tenths") << 0.0 << 4e9 << small << QStringLiteral("0.5 s");
        QTest::newRow("seconds") << 0.0 << 20e9 << large << QStringLiteral("2 s");
        QTest::newRow("fifty seconds") << 0.0 << 400e9 << small << QStringLiteral("50 s");
        QTest::newRow("minutes") << 0.0 << 1200e9 << small << QStringLiteral("2 min");
        QTest::newRow("hours") << 0.0 << 36'000e9 << small << QString();
    }

    /// Each stands where its label says: read back from its text.
    void theClockHasTicks()
    {
        QFETCH(double, begin);
        QFETCH(double, length);
        QFETCH(QSize, window);
        QFETCH(QString, second);
        const TextMeasure measure(TypeScale::forWindow(window));
        TimelineScene scene;
        scene.size = {window.width() - 56.0, 190};
        const auto layout = scene.layout(measure, TimeAxis::ByClock, {begin, begin + length});
        QVERIFY2(layout.ticks.size() >= 4 && layout.ticks.size() <= 24,
                 qPrintable(QString::number(layout.ticks.size())));
        if (!second.isEmpty())
            QCOMPARE(layout.ticks[1].label.text, second);
        double right = -1;
        for (const auto &tick : layout.ticks) {
            const auto &label = tick.label;
            auto digits = label.text.section(QLatin1Char(' '), 0, -2);
            digits.remove(QChar(0x202f));
            const auto unit = label.text.endsWith(QLatin1String(" min"))   ? 60e9
                              : label.text.endsWith(QLatin1String(" ms"))  ? 1e6
                              : label.text.endsWith(QStringLiteral(" µs")) ? 1e3
                                                                           : 1e9;
            QVERIFY2(std::abs(layout.scale.xOf(digits.toDouble() * unit) - tick.x) <= 0.51,
                     qPrintable(label.text));
            QVERIFY2(label.rect.left() > right, qPrintable(label.text));
            QVERIFY(label.rect.top() >= layout.fills[0].rect.bottom());
            QVERIFY(label.rect.bottom() <= scene.size.height());
            right = label.rect.right() + 8;
        }
        QVERIFY(right <= scene.size.width() + 8);
    }

    void ticksMoveWithTheirInstantsAlone()
    {
        TimelineScene scene;
        const auto first = scene.layout(m_measure, TimeAxis::ByClock, {40e9, 60e9}).ticks;
        for (int i = 1; i < 40; ++i) {
            const auto begin = 40e9 + i * 0.05e9;
            const auto layout = scene.layout(m_measure, TimeAxis::ByClock, {begin, begin + 20e9});
            for (const auto &tick : layout.ticks) {
                const auto same = std::find_if(first.begin(), first.end(), [&](const auto &other) {
                    return other.label.text == tick.label.text;
                });
                const auto moved = 0.05e9 * i * layout.scale.pixelsAPlace();
                if (same != first.end())
                    QVERIFY(std::abs(same->x - moved - tick.x) <= 1);
                else
                    QVERIFY(tick.x > first.back().x - moved + 1);
            }
        }
    }

    void byEventThereAreNoTicks()
    {
        TimelineScene scene;
        QVERIFY(scene.layout(m_measure, TimeAxis::ByEvent, {0, 10}).ticks.empty());
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

    void lostEventsLeaveAGapThatSaysSo()
    {
        TimelineScene scene;
        auto loss = scene.moves(0, 4096).made(EventKind::EventsLost, 0);
        loss.result = 7;
        scene.add(loss).moves(0, 8192);
        for (const auto &[places, told] :
             {std::pair{4.0, "calls counted but not kept"}, {8.0, "not kept"}, {40.0, "?"}}) {
            const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {2, 2 + places});
            QCOMPARE(layout.bands.size(), std::size_t{1});
            QCOMPARE(layout.bands[0].kind, TimelineBand::Kind::Lost);
            QCOMPARE(layout.bands[0].label.text, QLatin1String(told));
        }
    }

    /// Of each three milliseconds the writer's records of two were lost; near, then from the index.
    void columnsAndTheIndexTellWhatWasLost()
    {
        for (const int rounds : {2500, 9000}) {
            TimelineScene scene;
            for (int i = 0; i < rounds; ++i) {
                for (int call = 0; call < 4; ++call)
                    scene.moves(0, 4096);
                scene.moves(1, 0).moves(1, 0).moves(1, 0);
                auto loss = scene.made(EventKind::EventsLost, 0);
                loss.time = scene.now() + 5'000'000;
                loss.result = 16;
                scene.add(loss);
            }
            for (const auto axis : {TimeAxis::ByClock, TimeAxis::ByEvent}) {
                const auto end = axis == TimeAxis::ByClock
                                     ? static_cast<double>(scene.now())
                                     : static_cast<double>(scene.changes.count());
                const auto layout = scene.layout(m_measure, axis, {0, end});
                QVERIFY(!layout.isDetailed);
                for (std::size_t x = 300; x < 310; ++x) {
                    const auto &column = layout.lanes[0].columns[x];
                    QVERIFY2(std::abs(column.lost - 2 / 3.F) < 0.12F,
                             qPrintable(QString::number(column.lost)));
                    QVERIFY(std::abs(column.running + column.lost - 1) < 0.01F);
                    QCOMPARE(layout.lanes[1].columns[x].lost, 0.F);
                }
                QVERIFY(timelinewords::tip({}, layout.lanes[0].columns[300])
                            .contains(QLatin1String("calls counted but not kept")));
            }
        }
    }

    void anArcFromBeforeTheWindowLeavesTheNamesAlone()
    {
        const TimelineScene scene;
        const auto &theme = themeOf(ThemeName::Light);
        const auto frame = timelineFrame(scene.cast, m_measure, scene.size, TimeAxis::ByEvent);
        auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 10});
        const auto painted = [&] {
            QImage picture(scene.size.toSize(), QImage::Format_ARGB32_Premultiplied);
            picture.fill(theme.panel);
            QPainter painter(&picture);
            TimelinePainter(m_measure, theme).paint(painter, layout, frame);
            return picture;
        };
        const auto before = painted();
        const auto middle = [&](std::size_t lane) { return layout.lanes[lane].rect.center().y(); };
        layout.arcs.push_back({{10, middle(1)}, {frame.left + 100, middle(0)}});
        const auto after = painted();
        const QRect names(0, 0, static_cast<int>(frame.left) - 5, before.height());
        QVERIFY(after != before);
        QVERIFY(after.copy(names) == before.copy(names));
    }

    void aLossIsSeenInThePictureFromAfar()
    {
        TimelineScene scene;
        for (int i = 0; i < 2000; ++i)
            scene.moves(0, 4096).moves(1, 0);
        for (int i = 0; i < 1000; ++i) {
            auto loss = scene.moves(0, 4096).made(EventKind::EventsLost, 0);
            loss.result = 16;
            loss.time += 1'000'000;
            scene.add(loss);
        }
        const auto &theme = themeOf(ThemeName::Light);
        for (const auto axis : {TimeAxis::ByClock, TimeAxis::ByEvent}) {
            const auto end = scene.places(axis).newest();
            const auto frame = timelineFrame(scene.cast, m_measure, scene.size, axis);
            const auto layout = scene.layout(m_measure, axis, {0, end});
            QImage picture(scene.size.toSize(), QImage::Format_ARGB32_Premultiplied);
            picture.fill(theme.panel);
            QPainter painter(&picture);
            TimelinePainter(m_measure, theme).paint(painter, layout, frame);
            painter.end();
            const auto lines = [&](double share) {
                const auto lane = layout.lanes[0].rect.toRect();
                const auto left = lane.left() + static_cast<int>(lane.width() * share);
                int count = 0;
                for (int x = left; x < left + 16; ++x) {
                    for (int y = lane.top(); y <= lane.bottom(); ++y)
                        count += picture.pixelColor(x, y) == theme.ink ? 1 : 0;
                }
                return count;
            };
            QCOMPARE(lines(0.2), 0);
            QVERIFY(lines(0.8) > 16);
            const auto &fills = layout.fills[0].columns; // some of the time it is not known
            const auto &[least, greatest] = fills[fills.size() * 4 / 5];
            QCOMPARE(least, 0.F);
            QVERIFY(greatest > 0);
        }
    }

    /// Vermilion is kept for whom nobody can wake; a hold leans "/", a loss "\", in bands and columns.
    void aLossIsNeitherHopelessNorAHold()
    {
        const TimelineScene scene;
        const auto frame = timelineFrame(scene.cast, m_measure, scene.size, TimeAxis::ByClock);
        const auto plain = scene.layout(m_measure, TimeAxis::ByClock, {0, 10 * second});
        const auto area = plain.lanes[1].rect.toRect().adjusted(20, 2, -20, -2);
        for (const auto name : {ThemeName::Light, ThemeName::Dark, ThemeName::Contrast}) {
            const auto &theme = themeOf(name);
            const auto lean = [&](const TimelineLayout &layout) {
                QImage picture(scene.size.toSize(), QImage::Format_ARGB32_Premultiplied);
                picture.fill(theme.panel);
                QPainter painter(&picture);
                TimelinePainter(m_measure, theme).paint(painter, layout, frame);
                painter.end();
                int rising = 0;
                for (int x = area.left(); x < area.right(); ++x) {
                    for (int y = area.top(); y < area.bottom(); ++y) {
                        const auto here = picture.pixel(x, y);
                        if (here == theme.hopelessLine.rgba())
                            return 0;
                        rising += here == picture.pixel(x + 1, y - 1) ? 1 : 0;
                        rising -= here == picture.pixel(x + 1, y + 1) ? 1 : 0;
                    }
                }
                return rising;
            };
            const auto band = [&](TimelineBand::Kind kind) {
                auto layout = plain;
                layout.lanes[1].spans.clear();
                layout.bands.push_back({kind, layout.lanes[1].rect, {}});
                return lean(layout);
            };
            const auto columns = [&](const LaneColumn &column) {
                auto layout = plain;
                layout.isDetailed = false;
                layout.lanes[1].spans.clear();
                layout.lanes[1].columns.assign(
                    static_cast<std::size_t>(layout.scale.right - layout.scale.left), column);
                return lean(layout);
            };
            const auto many = area.width() * area.height() / 8;
            QVERIFY(band(TimelineBand::Kind::Held) > many);
            QVERIFY(band(TimelineBand::Kind::Lost) < -many);
            QVERIFY(columns({0, 0, 0, 1, 0}) > many);
            QVERIFY(columns({0, 0, 0, 0, 1}) < -many);
        }
    }

    /// Dots stand alone; stripes have a neighbour along the way they lean.
    void anUnknownFillHasDotsInAllThemes()
    {
        TimelineScene scene;
        scene.moves(0, absent).stands(0, Gate::Pace);
        const auto frame = timelineFrame(scene.cast, m_measure, scene.size, TimeAxis::ByEvent);
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 10});
        const auto area = layout.fills[0].unknown.at(0).rect.toRect().adjusted(2, 4, -2, -4);
        for (const auto name : {ThemeName::Light, ThemeName::Dark, ThemeName::Contrast}) {
            const auto &theme = themeOf(name);
            QImage picture(scene.size.toSize(), QImage::Format_ARGB32_Premultiplied);
            picture.fill(theme.panel);
            QPainter painter(&picture);
            TimelinePainter(m_measure, theme).paint(painter, layout, frame);
            painter.end();
            QVERIFY(contrastRatio(theme.outline, theme.panel) >= 3);
            int dots = 0;
            const auto isDot = [&](int x, int y) {
                return picture.pixelColor(x, y) == theme.outline;
            };
            for (int x = area.left(); x < area.right() - 40; ++x) {
                for (int y = area.top(); y < area.bottom(); ++y) {
                    dots += isDot(x, y) ? 1 : 0;
                    QVERIFY(!isDot(x, y) || !isDot(x + 2, y + 2) || !isDot(x - 2, y - 2));
                }
            }
            QVERIFY2(dots > 20, qPrintable(QString::number(dots)));
        }
    }

    void whereDetailsWereDroppedTheSumsAreDrawn()
    {
        TimelineScene scene({256, 64});
        for (int i = 0; i < 1000; ++i)
            scene.moves(i % 2 ? 1 : 0, i % 2 ? 0 : 4096);
        QVERIFY(scene.trace.first() > 0);
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 1010});
        QVERIFY(!layout.isDetailed);
        QCOMPARE(layout.bands.front().kind, TimelineBand::Kind::Dropped);
        QVERIFY(layout.lanes[0].columns[10].running > 0.9F);
        QVERIFY(layout.fills[0].columns[10][1] > 0);
        QVERIFY(scene.layout(m_measure, TimeAxis::ByEvent, {950, 1000}).isDetailed);
    }

    void columnsTellTheShareOfTimeThatEventsTell()
    {
        TimelineScene scene;
        for (int i = 0; i < 3000; ++i) // asleep for 2 of 4 milliseconds: 1 from entry to look
            scene.sleeps(0).moves(0, 4096).stands(0, Gate::Pace);
        const auto layout = scene.layout(m_measure, TimeAxis::ByClock,
                                         {0, static_cast<double>(scene.now())});
        QVERIFY(!layout.isDetailed);
        const auto &column = layout.lanes[0].columns[300];
        QVERIFY(std::abs(column.asleep - 0.25F) < 0.08F);
        QVERIFY(std::abs(column.gate - 0.25F) < 0.08F);
        QVERIFY(std::abs(column.running + column.asleep + column.gate - 1) < 0.001F);
    }

    void theIndexTellsARestAsItWas_data()
    {
        QTest::addColumn<bool>("isAtOnce");
        QTest::newRow("beside long work") << false;
        QTest::newRow("beside work that lasts no pixel") << true;
    }

    /// Twenty seconds in which nobody does anything, beside time in which a pipe was full and empty and
    /// records were lost.
    void theIndexTellsARestAsItWas()
    {
        QFETCH(bool, isAtOnce);
        TimelineScene scene;
        const auto moveMuch = [&] {
            const auto begin = scene.now() / 1'000'000 + 1;
            for (int i = 0; i < 15'000; ++i) {
                if (isAtOnce)
                    scene.at(begin);
                scene.moves(0, 65536).at(scene.now() / 1'000'000).moves(1, 0);
                auto loss = scene.made(EventKind::EventsLost, 0);
                loss.result = 16;
                if (i % 8 == 0)
                    scene.add(loss);
            }
            scene.moves(0, 0).stands(0, Gate::Held).stands(1, Gate::Held);
        };
        moveMuch();
        const auto from = scene.now();
        scene.at(from / 1'000'000 + 20'000);
        const auto to = scene.now();
        moveMuch();
        const auto layout = scene.layout(m_measure, TimeAxis::ByClock,
                                         {0, static_cast<double>(scene.now())});
        const auto columnAt = [&](std::int64_t time) {
            return static_cast<std::size_t>(layout.scale.xOf(static_cast<double>(time))
                                            - layout.scale.left);
        };
        const auto &fills = layout.fills[0].columns;
        QVERIFY(fills[columnAt(isAtOnce ? from : from / 2)][1] > 10);
        for (auto x = columnAt(from) + 1; x < columnAt(to); ++x) {
            QVERIFY2(fills[x][1] == 0, qPrintable(QString::number(fills[x][1])));
            QCOMPARE(layout.lanes[0].columns[x].lost, 0.F);
            QCOMPARE(layout.lanes[0].columns[x].held, 1.F);
        }
    }

    void theIndexTellsTheSameAsTheEvents()
    {
        TimelineScene scene;
        for (int i = 0; i < 16000; ++i)
            scene.sleeps(0).moves(0, 4096).stands(0, Gate::Pace);
        const TimeWindow all{0, static_cast<double>(scene.now())};
        const TimeWindow half{0, static_cast<double>(scene.now()) / 2};
        const auto far = scene.layout(m_measure, TimeAxis::ByClock, all);
        const auto near = scene.layout(m_measure, TimeAxis::ByClock, half);
        const auto &one = far.lanes[0].columns[200];
        const auto &other = near.lanes[0].columns[400];
        QVERIFY(std::abs(one.asleep - other.asleep) < 0.02F);
        QVERIFY(std::abs(one.gate - other.gate) < 0.02F);
        QCOMPARE(far.fills[0].columns[200], near.fills[0].columns[400]);
    }

    void thePlayheadStandsAtTheEndOfItsColumn()
    {
        TimelineScene scene;
        scene.moves(0, 4096).moves(0, 8192).moves(0, 12288);
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 12}, 5);
        QVERIFY(!layout.isLive);
        QCOMPARE(layout.playheadX, std::round(layout.scale.xOf(5)));
    }

    void zoomingKeepsWhatIsUnderThePointer()
    {
        const TimeBounds bounds{1000, 4, 1000};
        const auto window = zoomed({100, 200}, 130, 2, bounds);
        QCOMPARE(window.length(), 50.0);
        QCOMPARE((130 - window.begin) / window.length(), 0.3);
        QCOMPARE(zoomed({0, 8}, 4, 100, bounds).length(), 4.0);
        QCOMPARE(zoomed({0, 900}, 4, 0.01, bounds).length(), 1000.0);
    }

    void aWindowNeverLeavesWhatThereIs()
    {
        const TimeBounds bounds{1000, 4, 1000};
        QCOMPARE(panned({100, 200}, -500, bounds).begin, 0.0);
        QCOMPARE(panned({100, 200}, 5000, bounds).end, 1000.0);
        QCOMPARE(following({0, 50}, {20, 4, 100}).begin, 0.0);
        QCOMPARE(following({0, 50}, bounds).end, 1000.0);
        QCOMPARE(showing({100, 200}, 250, bounds).end, 250.0);
        QCOMPARE(showing({100, 200}, 150, bounds).begin, 100.0);
    }

    void changesAreNumberedBothWays()
    {
        TimelineScene scene;
        for (int i = 0; i < 500; ++i)
            scene.moves(0, 4096).stands(0, Gate::Pace);
        for (const std::int64_t change : {0, 1, 63, 64, 200, 503}) {
            const auto position = scene.changes.positionOf(scene.trace, change);
            QCOMPARE(scene.changes.before(scene.trace, position), change);
            QCOMPARE(scene.changes.before(scene.trace, position + 1), change + 1);
        }
        QCOMPARE(scene.changes.positionOf(scene.trace, 504), scene.trace.count());
    }

    void whatHasNoLaneIsSaid()
    {
        Cast cast;
        cast.parts.resize(12);
        cast.channels.resize(4);
        const QSizeF size(1000, 600);
        QVERIFY(timelineFrame(cast, m_measure, size, TimeAxis::ByEvent).unseen.isEmpty());
        cast.parts.resize(15);
        cast.channels.resize(5);
        const auto frame = timelineFrame(cast, m_measure, size, TimeAxis::ByEvent);
        QCOMPARE(frame.lanes.size() + 3, cast.parts.size());
        QCOMPARE(frame.fills.size() + 1, cast.channels.size());
        const auto head = timelineHead(frame, m_measure, TimeAxis::ByEvent, true, {});
        QCOMPARE(head.unseen.text, QStringLiteral("not shown: processes: 3, channels: 1"));
        QVERIFY(head.unseen.rect.left() > head.otherAxis.rect.right());
        QVERIFY(head.unseen.rect.right() < head.live.rect.left());
    }

    void whereItIsLowChannelsGoFirstAndItIsSaid()
    {
        const TimelineScene scene;
        const auto at = [&](double height) {
            return timelineFrame(scene.cast, m_measure, {1000, std::ceil(height)},
                                 TimeAxis::ByEvent);
        };
        const auto least = leastTimelineHeight(scene.cast, m_measure);
        QVERIFY(at(least).unseen.isEmpty());
        QCOMPARE(at(least).fills.size(), scene.cast.channels.size());
        const auto dense = at(compactTimelineHeight(scene.cast, m_measure));
        QVERIFY(dense.size.height() < least);
        QVERIFY(dense.unseen.isEmpty());
        QVERIFY(dense.fills.back().rect.bottom() <= dense.bottom);
        const auto low = at(dense.size.height() - 2);
        QCOMPARE(low.lanes.size(), scene.cast.parts.size());
        QVERIFY(low.fills.empty());
        QCOMPARE(low.unseen, QStringLiteral("not shown: channels: 1"));
        QVERIFY(low.lanes.back().rect.bottom() <= low.bottom);
        const auto lowest = at(oneLaneTimelineHeight(m_measure));
        QVERIFY(lowest.lanes.back().rect.bottom() <= lowest.bottom);
        QCOMPARE(lowest.lanes.size(), std::size_t{1});
        QCOMPARE(lowest.unseen, QStringLiteral("not shown: processes: 1, channels: 1"));
    }

    void ofManyProcessesACompactOneHasAFewLanes()
    {
        Cast cast;
        cast.parts.resize(5);
        cast.channels.resize(4);
        const QSizeF size(1000, std::ceil(compactTimelineHeight(cast, m_measure)));
        const auto frame = timelineFrame(cast, m_measure, size, TimeAxis::ByEvent);
        QCOMPARE(frame.lanes.size(), std::size_t{3});
        QVERIFY(frame.fills.empty());
        QCOMPARE(frame.unseen, QStringLiteral("not shown: processes: 2, channels: 4"));
    }

    void sumsThatHaveNoRoomTellLessInsteadOfBeingCutOff()
    {
        TimelineScene scene;
        scene.moves(0, 4096).moves(1, 0);
        const auto sums = timelinewords::sums(scene.cast,
                                              timelineSums(scene.trace, {0, scene.now()}));
        const auto saidIn = [&](double width) {
            const auto frame = timelineFrame(scene.cast, m_measure, {width, 200},
                                             TimeAxis::ByEvent);
            const auto head = timelineHead(frame, m_measure, TimeAxis::ByEvent, true, sums);
            return head.said.rect.right() < head.live.rect.left() ? head.said.text
                                                                  : QStringLiteral("overlaps");
        };
        QCOMPARE(saidIn(1900), sums.front());
        QVERIFY(sums.front().contains(QStringLiteral("bytes")));
        QString before;
        for (double width = 1900; width > 480; width -= 10) {
            const auto said = saidIn(width);
            QVERIFY2(sums.contains(said), qPrintable(said)); // whole, whatever it tells
            QVERIFY(before.isEmpty() || said.size() <= before.size());
            before = said;
        }
        QVERIFY(before.startsWith(QStringLiteral("selected ")) && !before.contains(u':'));
    }

    void onlyWhatChangedIsDrawnAnew()
    {
        TimelineScene scene;
        scene.moves(0, 4096);
        const auto frame = timelineFrame(scene.cast, m_measure, scene.size, TimeAxis::ByEvent);
        const auto before = scene.layout(m_measure, TimeAxis::ByEvent, {0, 16});
        QVERIFY(changedRegion(before, scene.layout(m_measure, TimeAxis::ByEvent, {0, 16}), frame)
                    .isEmpty());
        scene.moves(0, 8192);
        const auto region = changedRegion(
            before, scene.layout(m_measure, TimeAxis::ByEvent, {0, 16}), frame);
        QVERIFY(!region.isEmpty());
        QVERIFY(region.boundingRect().left() > before.scale.xOf(4));
    }

private:
    TextMeasure m_measure{TypeScale::forWindow({1024, 768})};
};

QTEST_MAIN(TimelineLayoutTest)
#include "tst_timelinelayout.moc"
