// SPDX-License-Identifier: MIT
// The arcs of the timeline: from whose call to whose sleep, and where none leads.
#include "timelinescene.h"
#include "ui/scene/timelinepainter.h"
#include "ui/scene/timelineparts.h"

#include <QPainter>
#include <QTest>

#include <cerrno>
#include <csignal>

using namespace seeipc;

namespace {

/// Letters are lower than their line.
bool crosses(const QPainterPath &way, const Label &label)
{
    const auto letters = label.rect.adjusted(0, 2, 0, -2);
    bool isInside = false;
    for (int percent = 0; percent <= 100; ++percent)
        isInside = isInside || letters.contains(way.pointAtPercent(percent / 100.0));
    return isInside && !label.text.isEmpty();
}

/// In a box of it, or asleep in it.
bool isInACall(const LaneShape &lane, double x)
{
    return std::any_of(lane.spans.begin(), lane.spans.end(), [&](const TimelineSpan &span) {
        return (span.doing == Doing::Call || span.doing == Doing::Asleep)
               && span.rect.left() - 0.01 <= x && x <= span.rect.right() + 0.01;
    });
}

} // namespace

class TimelineArcsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
                QVERIFY(isInACall(layout.lanes[0], arc.from.x()));
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
        const auto from = layout.scale.placeAt(layout.arcs[0].from.x());
        QVERIFY(from > 5.5 && from < 6); // the end's own part of its column
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

    /// All of the write went in: the read before made the room, not the close.
    void whoseEndIsToldAfterwardsHasNotWoken()
    {
        TimelineScene scene;
        scene.closes(0, 3).sleeps(0).moves(1, 61440).moves(0, 65536).exits(1).ends(1, 0);
        for (const auto axis : {TimeAxis::ByEvent, TimeAxis::ByClock}) {
            const auto layout = scene.layout(m_measure, axis,
                                             {0, axis == TimeAxis::ByEvent ? 12.0 : 20e6});
            QCOMPARE(layout.arcs.size(), std::size_t{1});
            const auto &spans = layout.lanes[1].spans;
            const auto read = std::find_if(spans.begin(), spans.end(), [](const auto &span) {
                return span.doing == Doing::Call;
            });
            QVERIFY(read != spans.end());
            QVERIFY(read->rect.left() <= layout.arcs[0].from.x());
            QVERIFY(layout.arcs[0].from.x() <= read->rect.right() + 0.01);
        }
    }

    void whoWasSeenAwakeBeforeItsReturnHasItsArc()
    {
        TimelineScene scene;
        scene.sleeps(1).moves(0, 4096).looks(1, Sleep::Running).moves(1, 0);
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 10});
        QCOMPARE(layout.arcs.size(), std::size_t{1});
        QCOMPARE(layout.arcs[0].from.x(), layout.scale.xOf(4.5));
    }

    void aWriteThatWasMadeBeforeTheSleepHasNotWoken()
    {
        TimelineScene scene;
        scene.moves(0, 4096).sleeps(1);
        auto read = scene.moves(0, absent, 1).called(1, Effect::Read, "read");
        read.result = 4096;
        scene.add(read);
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 10});
        QCOMPARE(layout.arcs.size(), std::size_t{1});
        QCOMPARE(layout.arcs[0].from.x(), layout.scale.xOf(5.5));
    }

    /// Whoever told it: a look that found it dead, or wait(2) itself.
    void whoWaitedForAnEndHasAnArcFromItsMark()
    {
        const auto waits = [](TimelineScene &scene, EventKind kind) {
            auto wait = scene.called(0, Effect::Wait, "wait");
            wait.kind = kind;
            wait.channel = noChannel;
            wait.other = 1;
            return wait;
        };
        for (const bool isSeen : {true, false}) {
            TimelineScene scene;
            scene.add(waits(scene, EventKind::CallEntered)).looks(0, Sleep::Asleep).exits(1);
            if (isSeen)
                scene.looks(1, Sleep::Zombie);
            scene.add(waits(scene, EventKind::CallReturned));
            for (const auto axis : {TimeAxis::ByEvent, TimeAxis::ByClock}) {
                const auto layout = scene.layout(m_measure, axis,
                                                 {0, axis == TimeAxis::ByEvent ? 8.0 : 12e6});
                QCOMPARE(layout.arcs.size(), std::size_t{1});
                const auto mark = layout.lanes[1].ends.at(0).rect;
                const auto &arc = layout.arcs[0];
                QVERIFY(arc.from.x() >= mark.left() - 2.01 && arc.from.x() <= mark.right());
                QVERIFY(arc.from.x() <= arc.to.x());
            }
        }
    }

    void anEndThatClosesTheLastReadEndWakesTheWriter()
    {
        TimelineScene scene;
        scene.closes(0, 3).sleeps(0).ends(1, 0).finds(0, EPIPE);
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 12});
        QCOMPARE(layout.arcs.size(), std::size_t{1});
        QCOMPARE(layout.arcs[0].from.y(), layout.lanes[1].rect.center().y());
    }

    /// A signal stopped it, so part of it alone went in: the reader's exit came much later.
    void aWriteThatWasCutBeforeTheOtherEndedWasNotWokenByThat()
    {
        for (const bool isTold : {true, false}) {
            TimelineScene scene;
            scene.closes(0, 3).sleeps(0);
            auto write = scene.called(0, Effect::Write, "write");
            write.arguments[1] = 100'000;
            write.result = 65'536;
            scene.add(write);
            Event killed;
            killed.kind = EventKind::ProcessEnded;
            killed.worker = 1;
            killed.result = SIGKILL;
            killed.time = scene.now() + 1'000'000'000;
            if (isTold)
                scene.exits(1).ends(1, 0);
            else
                scene.add(killed);
            for (const auto axis : {TimeAxis::ByEvent, TimeAxis::ByClock})
                QVERIFY(scene.layout(m_measure, axis, {0, axis == TimeAxis::ByEvent ? 12.0 : 2e9})
                            .arcs.empty());
        }
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

    void anArcIsClearOfTheWordsOfItsLanes()
    {
        for (const double height : {190.0, 80.0}) { // usual rows, and rows that touch
            TimelineScene scene;
            scene.size.setHeight(height);
            for (int i = 0; i < 4; ++i)
                scene.sleeps(1).moves(0, 4096).moves(1, 0).sleeps(0).moves(1, 0).moves(0, 4096);
            const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 14});
            QVERIFY(layout.arcs.size() >= 4);
            int labels = 0;
            for (const auto &lane : layout.lanes) {
                for (const auto &span : lane.spans) {
                    labels += span.label.text.isEmpty() ? 0 : 1;
                    for (const auto &arc : layout.arcs)
                        QVERIFY2(!crosses(wayOf(arc, layout.lanes), span.label),
                                 qPrintable(span.label.text));
                }
            }
            QVERIFY(labels >= 4);
        }
    }

    /// In a lane between, fewer words are told of it if there is no other way.
    void anArcIsClearOfTheWordsOfEndsBetween()
    {
        const auto between = [](double from, double to) {
            TimelineScene scene;
            auto lanes = scene
                             .layout(TextMeasure(TypeScale::forWindow({1024, 768})),
                                     TimeAxis::ByEvent, {0, 8})
                             .lanes;
            lanes.push_back(lanes[1]);
            lanes[2].rect.moveTop(lanes[1].rect.bottom() + 4);
            EndMark end;
            end.label.text = QStringLiteral("exited, status 0");
            end.label.rect = {300, lanes[1].rect.top() + 4, 100, 16};
            lanes[1].ends = {end};
            const WakeArc arc{{from, lanes[2].rect.center().y()}, {to, lanes[0].rect.center().y()}};
            Snapshot snapshot(3, 1);
            snapshot.processes[1].ending = WaitStatus::fromRaw(0);
            const TextMeasure measure(TypeScale::forWindow({1024, 768}));
            clearEnds({arc}, snapshot, measure, lanes);
            const auto label = lanes[1].ends[0].label;
            return std::pair(label.text, crosses(wayOf(arc, lanes), label));
        };
        QCOMPARE(between(280, 350), std::pair(QStringLiteral("exited, status 0"), false));
        QCOMPARE(between(350, 420), std::pair(QStringLiteral("exited, status 0"), false));
        QCOMPARE(between(310, 360), std::pair(QStringLiteral("exit 0"), false));
        QCOMPARE(between(310, 315), std::pair(QString(), false));
    }

    /// Of a lane between those that it joins.
    void anArcGoesBeneathTheWordsThatItCrosses()
    {
        TimelineScene scene;
        scene.sleeps(1).moves(0, 4096);
        const auto &theme = themeOf(ThemeName::Light);
        const auto frame = timelineFrame(scene.cast, m_measure, scene.size, TimeAxis::ByEvent);
        auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 8});
        const auto painted = [&] {
            QImage picture(scene.size.toSize(), QImage::Format_ARGB32_Premultiplied);
            picture.fill(theme.panel);
            QPainter painter(&picture);
            TimelinePainter(m_measure, theme).paint(painter, layout, frame);
            return picture;
        };
        const auto before = painted();
        const auto label = layout.lanes[1].spans.back().label;
        QVERIFY(!label.text.isEmpty());
        const auto x = label.rect.center().x();
        layout.arcs.push_back({{x, 0}, {x, scene.size.height()}});
        const auto after = painted();
        QVERIFY(after != before);
        const auto words = label.rect.adjusted(0, 4, 0, -4).toAlignedRect();
        QVERIFY(after.copy(words) == before.copy(words));
    }

private:
    TextMeasure m_measure{TypeScale::forWindow({1024, 768})};
};

QTEST_MAIN(TimelineArcsTest)
#include "tst_timelinearcs.moc"
