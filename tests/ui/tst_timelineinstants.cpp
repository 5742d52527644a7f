// SPDX-License-Identifier: MIT
// An instant between two changes on both axes of the timeline: where the playhead stands, what the
// lane tells of it, and which instant a place means.
#include "support.h"
#include "timelinescene.h"
#include "ui/model/playhead.h"
#include "ui/pacer.h"
#include "ui/scene/timelinewords.h"
#include "ui/views/stage.h"
#include "ui/views/timeline.h"

#include <QAccessible>
#include <QTest>

#include <cmath>

using namespace seeipc;

namespace {

constexpr int patience = 20'000; ///< milliseconds
constexpr std::int64_t second = 1'000'000'000;

/// Reader asleep from 2 s to 12 s, writer's calls at 1 s, 6 s and 11 s.
TimelineScene longSleep()
{
    TimelineScene scene;
    scene.at(1000).moves(0, 4096).at(2000).sleeps(1);
    scene.at(6000).moves(0, 8192).at(11'000).moves(0, 12'288).at(12'000).moves(1, 8192);
    return scene;
}

ShownInstant at(const TimelineScene &scene, std::int64_t time)
{
    return {scene.trace.positionAt(time), time, true};
}

const TimelineSpan *sleepAt(const TimelineLayout &layout, WorkerId worker, double x)
{
    for (const auto &span : layout.lanes[worker].spans) {
        const bool isAsleep = span.doing == Doing::Asleep || span.doing == Doing::Hopeless;
        if (isAsleep && span.rect.left() <= x && x <= span.rect.right())
            return &span;
    }
    return nullptr;
}

/// A timeline and a stage on the demo, wide and open.
class Show
{
public:
    explicit Show(const char *id) : model(pacer), stage(model, nullptr), timeline(model, nullptr)
    {
        stage.resize(1024, 420);
        timeline.resize(960, 200);
        stage.show();
        timeline.show();
        model.setPace({200'000'000});
        isOpen = static_cast<bool>(model.open(demo(id), {}));
    }

    /// "has not returned: 3.2 s" on the stage: the time; empty where nobody sleeps.
    QString ageOnStage(std::size_t box) const
    {
        for (const auto &label : stage.layoutOfNow().boxes[box].labels) {
            if (label.text.startsWith(QLatin1String("has not returned: ")))
                return label.text.section(u' ', 3);
        }
        return {};
    }
    QPoint inLane(double x) const
    {
        return QPointF(x, timeline.layoutOfNow().lanes[0].rect.center().y()).toPoint();
    }

    Pacer pacer;
    SessionModel model;
    StageView stage;
    TimelineView timeline;
    bool isOpen = false;
};

} // namespace

class TimelineInstantsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void insideASleepThePlayheadStandsInsideIt_data()
    {
        QTest::addColumn<bool>("isByClock");
        QTest::newRow("by event") << false;
        QTest::newRow("by clock") << true;
    }

    /// And the lane tells how long it had lasted by then, and of how much.
    void insideASleepThePlayheadStandsInsideIt()
    {
        QFETCH(bool, isByClock);
        const auto scene = longSleep();
        const auto axis = isByClock ? TimeAxis::ByClock : TimeAxis::ByEvent;
        const TimeWindow window{0, isByClock ? 14e9 : 12};
        double before = 0;
        for (const std::int64_t tenths : {25, 52, 90, 110, 115, 119}) {
            const auto time = tenths * second / 10;
            const auto layout = scene.layout(m_measure, axis, window, at(scene, time));
            QVERIFY2(layout.playheadX > before, qPrintable(QString::number(tenths)));
            before = layout.playheadX;
            const auto *sleep = sleepAt(layout, 1, layout.playheadX);
            QVERIFY2(sleep, qPrintable(QString::number(tenths)));
            const auto tip = timelinewords::tip(scene.cast, *sleep, scene.trace);
            const auto told = QStringLiteral("reader: asleep %1 s of 10 s, ")
                                  .arg(static_cast<double>(tenths - 20) / 10, 0, 'f', 1);
            QVERIFY2(tip.startsWith(told), qPrintable(tip));
        }
    }

    /// By event nothing else is drawn there than what was: not yet the call that came of it.
    void untilAChangeTheColumnTellsWhatWasBefore()
    {
        const auto scene = longSleep();
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 12},
                                         at(scene, 10 * second));
        const auto level = [&](double x) {
            return layout.fills[0].columns[static_cast<std::size_t>(x - layout.scale.left)][1];
        };
        const auto column = std::floor(layout.scale.placeAt(layout.playheadX));
        QCOMPARE(level(layout.playheadX), level(layout.scale.xOf(column) + 1));
        QVERIFY(level(layout.scale.xOf(column + 1) - 2) > level(layout.playheadX));
    }

    void aPlaceAndItsInstantAreEachOthers()
    {
        const auto scene = longSleep();
        for (const auto axis : {TimeAxis::ByEvent, TimeAxis::ByClock}) {
            const bool isByClock = axis == TimeAxis::ByClock;
            const TimeWindow window{0, isByClock ? 14e9 : 12};
            const auto frame = timelineFrame(scene.cast, m_measure, scene.size, axis);
            const auto places = timelinePlaces(scene.trace, scene.changes, axis, 14 * second, frame,
                                               window);
            for (std::int64_t time = second; time < 14 * second; time += 123'456'789) {
                const auto back = places.timeAt(places.of(at(scene, time)));
                QVERIFY2(std::abs(back - time) <= 10, qPrintable(QString::number(time)));
            }
        }
    }

    /// Of the past, where the window ends before it does: not the part of it that is seen.
    void aSleepThatIsCutOffIsToldWhole()
    {
        const auto scene = longSleep();
        const auto layout = scene.layout(m_measure, TimeAxis::ByClock, {0, 8e9});
        const auto *sleep = sleepAt(layout, 1, layout.scale.xOf(7e9));
        QVERIFY(sleep);
        QCOMPARE(timelinewords::tip(scene.cast, *sleep, scene.trace),
                 QStringLiteral("reader: asleep 10 s, read(3): waits for writer"));
        TimelineScene busy; // its end is far away
        busy.at(1000).sleeps(1).at(5000).stands(0, Gate::Pace);
        for (int i = 0; i < 10'000; ++i)
            busy.stands(0, Gate::Pace);
        const auto cut = busy.layout(m_measure, TimeAxis::ByClock, {0, 4e9});
        const auto *far = sleepAt(cut, 1, cut.scale.xOf(3e9));
        QVERIFY(far);
        QVERIFY2(timelinewords::tip(busy.cast, *far, busy.trace)
                     .startsWith(QLatin1String("reader: asleep over ")),
                 qPrintable(timelinewords::tip(busy.cast, *far, busy.trace)));
    }

    /// In a session that goes on: stage, lane and screen reader tell one instant, on both axes.
    void stageAndTimelineTellTheSameInstant()
    {
        Show show("pipe-parent-waits-deadlock");
        QVERIFY(show.isOpen);
        const auto &layout = show.timeline.layoutOfNow();
        QTRY_VERIFY_WITH_TIMEOUT(!layout.lanes.empty() && !show.stage.layoutOfNow().boxes.empty()
                                     && show.ageOnStage(0) >= QLatin1String("2.5 s"),
                                 patience);
        const auto since = show.model.live().processes[0].since;
        for (const auto axis : {TimeAxis::ByClock, TimeAxis::ByEvent}) {
            show.timeline.setTimeAxis(axis);
            show.model.playhead().moveToTime(since + 1'230'000'000);
            QTRY_COMPARE(show.ageOnStage(0), QStringLiteral("1.2 s"));
            const auto *sleep = sleepAt(layout, 0, layout.playheadX);
            QVERIFY(sleep);
            const auto tip = show.timeline.toolTipAt(show.inLane(layout.playheadX));
            QVERIFY2(tip.contains(QLatin1String(" 1.2 s of ")), qPrintable(tip));
            QVERIFY(sleep->rect.left() + 4 < layout.playheadX);
            QVERIFY(layout.playheadX < sleep->rect.right() - 4);
            const auto *reader = QAccessible::queryAccessibleInterface(&show.timeline);
            QVERIFY2(reader->text(QAccessible::Name).contains(QLatin1String(" 1.2 s, ")),
                     qPrintable(reader->text(QAccessible::Name)));
            QVERIFY2(reader->text(QAccessible::Value).endsWith(QLatin1String("last change")),
                     qPrintable(reader->text(QAccessible::Value)));
            QCOMPARE(layout.head.shown.text, QStringLiteral("since the last change"));
        }
    }

    void aClickMeansThePlaceWhereItWas_data() { insideASleepThePlayheadStandsInsideIt_data(); }

    /// Or a change no farther than its own few pixels, and that is said.
    void aClickMeansThePlaceWhereItWas()
    {
        QFETCH(bool, isByClock);
        Show show("pipe-flow");
        QVERIFY(show.isOpen);
        QTRY_VERIFY_WITH_TIMEOUT(show.model.live().events > 40, patience);
        show.model.setHeld(true);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(show.model), patience);
        show.timeline.setTimeAxis(isByClock ? TimeAxis::ByClock : TimeAxis::ByEvent);
        const auto &layout = show.timeline.layoutOfNow();
        while (layout.scale.window.length() > (isByClock ? 3e9 : 6))
            QTest::keyClick(&show.timeline, Qt::Key_Plus);
        QTest::keyClick(&show.timeline, Qt::Key_Home);
        for (int i = 0; i < 10; ++i) // of the start much has one time
            QTest::keyClick(&show.timeline, Qt::Key_Right);
        int between = 0;
        int atChange = 0;
        for (auto x = layout.scale.left + 10; x < layout.scale.right - 10; x += 7) {
            QTest::mouseClick(&show.timeline, Qt::LeftButton, {}, show.inLane(x));
            QVERIFY(!show.model.playhead().isLive());
            const auto off = std::abs(layout.playheadX - show.inLane(x).x());
            const bool isAt = layout.head.shown.text == QLatin1String("right after a change");
            QVERIFY2(off <= (isAt ? 12 : 1.5), qPrintable(QString::number(off)));
            between += isAt ? 0 : 1;
            atChange += isAt ? 1 : 0;
        }
        QVERIFY(between > 10);
        QVERIFY(atChange > 0);
    }

    void aClickIntoTheNewestSleepIsAnInstantOfIt()
    {
        Show show("pipe-parent-waits-deadlock");
        QVERIFY(show.isOpen);
        const auto &layout = show.timeline.layoutOfNow();
        QTRY_VERIFY_WITH_TIMEOUT(show.model.liveTime() > 4 * second, patience);
        const auto *sleep = sleepAt(layout, 0, layout.playheadX - 10);
        QVERIFY(sleep);
        const auto x = sleep->rect.left() + sleep->rect.width() / 4;
        const auto quarter = sleep->begin + (sleep->end - sleep->begin) / 4;
        QTest::mouseClick(&show.timeline, Qt::LeftButton, {}, show.inLane(x));
        QVERIFY(std::abs(show.model.playhead().time() - quarter) < second / 5);
        QVERIFY(std::abs(layout.playheadX - x) <= 1.5);
    }

    /// A click close to the playhead is one, not an idle grip.
    void aClickBesideThePlayheadMovesIt()
    {
        Show show("pipe-parent-waits-deadlock");
        QVERIFY(show.isOpen);
        show.timeline.setTimeAxis(TimeAxis::ByClock);
        const auto &layout = show.timeline.layoutOfNow();
        QTRY_VERIFY_WITH_TIMEOUT(show.model.liveTime() > 3 * second, patience);
        show.model.playhead().moveToTime(2 * second);
        const auto x = layout.playheadX;
        QTest::mouseClick(&show.timeline, Qt::LeftButton, {}, show.inLane(x + 6));
        QVERIFY2(std::abs(layout.playheadX - (x + 6)) <= 1.5,
                 qPrintable(QString::number(layout.playheadX - x)));
    }

    void fromBetweenTwoChangesTheWayBackLeadsToTheFirst()
    {
        Show show("pipe-parent-waits-deadlock");
        QVERIFY(show.isOpen);
        QTRY_VERIFY_WITH_TIMEOUT(show.model.liveTime() > 3 * second, patience);
        auto &playhead = show.model.playhead();
        playhead.toPreviousChange();
        playhead.toPreviousChange();
        const auto change = playhead.position();
        const auto time = playhead.time();
        QVERIFY(show.model.trace().at(change).time > time + 2);
        playhead.moveToTime(time + 1);
        QCOMPARE(playhead.position(), change);
        QVERIFY(playhead.isBetweenEvents());
        playhead.toPreviousChange();
        QCOMPARE(playhead.position(), change);
        QCOMPARE(playhead.time(), time);
        playhead.moveToTime(time + 1);
        playhead.moveTo(change); // as a row of the events does
        QCOMPARE(playhead.time(), time);
    }

private:
    TextMeasure m_measure{TypeScale::forWindow({1024, 768})};
};

QTEST_MAIN(TimelineInstantsTest)
#include "tst_timelineinstants.moc"
