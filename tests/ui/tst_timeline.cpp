// SPDX-License-Identifier: MIT
// The timeline as a widget on a real session: what mouse and keys do, what is drawn anew, and what a
// screen reader is told.
#include "support.h"
#include "ui/language.h"
#include "ui/model/playhead.h"
#include "ui/pacer.h"
#include "ui/scene/words.h"
#include "ui/views/stage.h"
#include "ui/views/timeline.h"

#include <QAccessible>
#include <QTest>
#include <QWheelEvent>

#include <set>
#include <utility>

using namespace seeipc;

namespace {

constexpr int patience = 20'000; ///< milliseconds

/// A window with a timeline on a demo that makes some calls and is held then.
class Show
{
public:
    Show() : model(pacer), timeline(model, nullptr)
    {
        model.setPace({20'000'000});
        isOpen = static_cast<bool>(model.open(demo("pipe-flow"), {}));
        timeline.resize(960, 200);
        timeline.show();
        isOpen = isOpen && QTest::qWaitFor([this] { return model.live().events > 60; }, patience);
        model.setHeld(true);
        isOpen = isOpen && QTest::qWaitFor([this] { return model.live().held; }, patience);
        QTest::qWait(300);
    }

    QPoint at(double share) const
    {
        const auto &scale = timeline.layoutOfNow().scale;
        const auto end = std::min(scale.right, timeline.layoutOfNow().playheadX);
        return QPointF(scale.left + (end - scale.left) * share,
                       timeline.layoutOfNow().lanes[0].rect.center().y())
            .toPoint();
    }
    void turnWheel(int notches, Qt::KeyboardModifiers modifiers = {})
    {
        const QPointF place(at(0.5));
        QWheelEvent wheel(place, timeline.mapToGlobal(place), {}, {0, 120 * notches}, Qt::NoButton,
                          modifiers, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&timeline, &wheel);
    }
    double length() const { return timeline.layoutOfNow().scale.window.length(); }
    double begin() const { return timeline.layoutOfNow().scale.window.begin; }

    Pacer pacer;
    SessionModel model;
    TimelineView timeline;
    bool isOpen = false;
};

/// Counts the paintings of a widget.
class Paintings : public QObject
{
public:
    bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
    int count = 0;
};

} // namespace

class TimelineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aClickFreezesThePictureThere()
    {
        Show show;
        QVERIFY(show.isOpen);
        QTest::mouseClick(&show.timeline, Qt::LeftButton, {}, show.at(0.5));
        QVERIFY(!show.model.playhead().isLive());
        QVERIFY(show.model.playhead().position() < show.model.trace().count());
        QVERIFY(!show.timeline.layoutOfNow().isLive);
        const auto live = show.timeline.layoutOfNow().head.live.rect.center().toPoint();
        QTest::mouseClick(&show.timeline, Qt::LeftButton, {}, live);
        QVERIFY(show.model.playhead().isLive());
    }

    void aDragSelectsAndTellsItsSums()
    {
        Show show;
        QVERIFY(show.isOpen);
        QTest::mousePress(&show.timeline, Qt::LeftButton, {}, show.at(0.2));
        QTest::mouseMove(&show.timeline, show.at(0.6));
        QTest::mouseRelease(&show.timeline, Qt::LeftButton, {}, show.at(0.6));
        QVERIFY(show.timeline.selectedSpan().has_value());
        const auto said = show.timeline.layoutOfNow().head.said.text;
        QVERIFY2(said.contains(QLatin1String("writer: calls ")), qPrintable(said));
        QVERIFY2(said.contains(QLatin1String("reader: calls ")), qPrintable(said));
        QVERIFY2(said.count(QLatin1String(" B, asleep ")) == 2, qPrintable(said)); // for all
        const auto tip = show.timeline.toolTipAt(
            show.timeline.layoutOfNow().head.said.rect.center());
        QVERIFY2(tip.contains(QLatin1String("writer: calls ")), qPrintable(tip));
        QVERIFY2(tip.contains(QLatin1String("bytes ")), qPrintable(tip));
        QVERIFY(show.timeline.inWords().endsWith(tip.simplified()));
        QVERIFY(show.timeline.layoutOfNow().selected.has_value());
        QVERIFY(show.model.playhead().isLive());
        QTest::keyClick(&show.timeline, Qt::Key_Escape);
        QVERIFY(!show.timeline.selectedSpan().has_value());
    }

    void theWheelZoomsAndWithShiftItPans()
    {
        Show show;
        QVERIFY(show.isOpen);
        const auto before = show.length();
        show.turnWheel(2);
        QVERIFY(show.length() < before);
        const auto begin = show.begin();
        show.turnWheel(2, Qt::ShiftModifier);
        QVERIFY(show.begin() < begin);
    }

    void whatIsUnderThePointerStaysThereWhileAllGoesOn()
    {
        Show show;
        QVERIFY(show.isOpen);
        show.model.setHeld(false);
        show.timeline.setTimeAxis(TimeAxis::ByClock);
        const auto &layout = show.timeline.layoutOfNow();
        const QPointF place(show.at(0.6));
        const auto under = layout.scale.placeAt(place.x());
        QVERIFY(show.begin() == 0 && under < show.length() / 2); // room beyond what is newest
        for (int i = 0; i < 16; ++i) {
            QWheelEvent wheel(place, show.timeline.mapToGlobal(place), {}, {0, 120}, Qt::NoButton,
                              Qt::NoModifier, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(&show.timeline, &wheel);
            QTest::qWait(20);
            QVERIFY(std::abs(layout.scale.placeAt(place.x()) - under) < show.length() / 500);
        }
        QVERIFY(show.model.playhead().isLive());
        QTRY_COMPARE(layout.head.live.text, QStringLiteral("follow live (End)"));
        QVERIFY(layout.head.leadsBack);
        const auto length = show.length();
        QTest::keyClick(&show.timeline, Qt::Key_Plus); // what is in the middle of the view
        QVERIFY(show.length() < length);
        const auto middle = show.begin() + show.length() / 2;
        QVERIFY(std::abs(middle - under) < length);
        QTest::mouseClick(&show.timeline, Qt::LeftButton, {},
                          layout.head.live.rect.center().toPoint());
        QTRY_COMPARE(layout.head.live.text, QStringLiteral("live"));
        QVERIFY(layout.playheadX <= layout.scale.right);
    }

    /// The run is shorter than the axis, and the pointer right of it.
    void theWheelDoesNotLeaveTheRecord()
    {
        Show show;
        QVERIFY(show.isOpen);
        show.model.setHeld(false);
        show.timeline.setTimeAxis(TimeAxis::ByClock);
        const auto &layout = show.timeline.layoutOfNow();
        QTest::mouseClick(&show.timeline, Qt::LeftButton, {}, show.at(0.5)); // frozen
        const QPointF place(layout.scale.right - 20, layout.lanes[0].rect.center().y());
        QVERIFY(layout.scale.placeAt(place.x()) > 1.5 * static_cast<double>(show.model.liveTime()));
        for (int i = 0; i < 30; ++i) {
            QWheelEvent wheel(place, show.timeline.mapToGlobal(place), {}, {0, 120}, Qt::NoButton,
                              Qt::NoModifier, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(&show.timeline, &wheel);
            const auto newest = static_cast<double>(show.model.liveTime());
            QVERIFY(newest - show.begin() > 0.09 * std::min(newest, show.length()));
        }
        QVERIFY(show.length() < 1e9);
    }

    /// Frozen, so that nothing is followed: each axis is as it was left.
    void theOtherAxisAndBackKeepsTheZoomOfEach()
    {
        Show show;
        QVERIFY(show.isOpen);
        const auto &scale = show.timeline.layoutOfNow().scale;
        QTest::mouseClick(&show.timeline, Qt::LeftButton, {}, show.at(0.5));
        show.turnWheel(3);
        const auto byEvent = scale.window;
        show.timeline.setTimeAxis(TimeAxis::ByClock);
        show.turnWheel(6);
        const auto byClock = scale.window;
        show.timeline.setTimeAxis(TimeAxis::ByEvent);
        QCOMPARE(scale.window.length(), byEvent.length());
        show.timeline.setTimeAxis(TimeAxis::ByClock);
        QCOMPARE(scale.window, byClock);
        show.timeline.setTimeAxis(TimeAxis::ByEvent);
        show.timeline.setTimeAxis(TimeAxis::ByClock);
        QCOMPARE(scale.window, byClock);
    }

    void panningBackFromRoomBeyondTheNewestGoesNoFurtherThanAsked()
    {
        Show show;
        QVERIFY(show.isOpen);
        show.timeline.setTimeAxis(TimeAxis::ByClock);
        show.turnWheel(14);
        const auto begin = show.begin();
        QVERIFY(begin > 0.15 * show.length());
        const auto newest = show.timeline.layoutOfNow().playheadX;
        QVERIFY(newest < show.timeline.layoutOfNow().scale.right - 20);
        show.turnWheel(1, Qt::ShiftModifier);
        const auto moved = begin - show.begin();
        QVERIFY2(std::abs(moved - 0.1 * show.length()) < 0.01 * show.length(),
                 qPrintable(QString::number(moved / show.length())));
    }

    void keysZoomPanAndStepThroughChanges()
    {
        Show show;
        QVERIFY(show.isOpen);
        const auto before = show.length();
        QTest::keyClick(&show.timeline, Qt::Key_Plus);
        QVERIFY(show.length() < before);
        QTest::keyClick(&show.timeline, Qt::Key_Left, Qt::ControlModifier);
        QVERIFY(!show.model.playhead().isLive());
        const auto position = show.model.playhead().position();
        QTest::keyClick(&show.timeline, Qt::Key_Left, Qt::ControlModifier);
        QVERIFY(show.model.playhead().position() < position);
        QTest::keyClick(&show.timeline, Qt::Key_Home);
        QCOMPARE(show.begin(), 0.0);
        QTest::keyClick(&show.timeline, Qt::Key_End);
        QVERIFY(show.model.playhead().isLive());
        QTest::keyClick(&show.timeline, Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(show.timeline.selectedSpan().has_value());
    }

    void aFrozenPlayheadStaysInViewInANarrowerWindow()
    {
        Show show;
        QVERIFY(show.isOpen);
        show.timeline.resize(1200, 200);
        const auto &layout = show.timeline.layoutOfNow();
        QTRY_VERIFY(layout.scale.right > 1100);
        show.model.playhead().toPreviousChange();
        QVERIFY(!show.model.playhead().isLive());
        QVERIFY(layout.playheadX > 750);
        show.timeline.resize(700, 200);
        QTRY_VERIFY(layout.scale.right <= 700);
        const auto isInView = [&] {
            return layout.playheadX >= layout.scale.left && layout.playheadX <= layout.scale.right;
        };
        QTRY_VERIFY2(isInView(), qPrintable(QString::number(layout.playheadX)));
        QTest::keyClick(&show.timeline, Qt::Key_Home); // away from it: so it stays too
        show.timeline.resize(690, 200);
        QTRY_VERIFY(layout.scale.right <= 690);
        QCOMPARE(show.begin(), 0.0);
    }

    void aSelectionByKeysKeepsItsAnchorAndMayCrossIt()
    {
        Show show;
        QVERIFY(show.isOpen);
        QTest::mouseClick(&show.timeline, Qt::LeftButton, {}, show.at(0.5));
        const auto &selected = show.timeline.selectedSpan();
        const auto press = [&](Qt::Key key, int times) {
            for (int i = 0; i < times; ++i)
                QTest::keyClick(&show.timeline, key, Qt::ShiftModifier);
        };
        press(Qt::Key_Left, 1);
        QVERIFY(selected.has_value());
        const auto first = *selected;
        press(Qt::Key_Left, 2);
        QCOMPARE(selected->end, first.end);
        QVERIFY(selected->begin < first.begin);
        press(Qt::Key_Right, 2);
        QCOMPARE(*selected, first);
        press(Qt::Key_Right, 1);
        QVERIFY(!selected.has_value());
        press(Qt::Key_Right, 2);
        QCOMPARE(selected->begin, first.end);
        QVERIFY(selected->end > first.end);
        press(Qt::Key_Left, 3);
        QCOMPARE(*selected, first);
    }

    void theViewFollowsTheEndThatKeysMove()
    {
        Show show;
        QVERIFY(show.isOpen);
        QTest::mouseClick(&show.timeline, Qt::LeftButton, {}, show.at(0.6));
        while (show.length() > 4.5)
            QTest::keyClick(&show.timeline, Qt::Key_Plus);
        const auto &selected = show.timeline.selectedSpan();
        QTest::keyClick(&show.timeline, Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(selected.has_value());
        const auto anchor = selected->end;
        for (int i = 0; i < 8; ++i)
            QTest::keyClick(&show.timeline, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(selected->end, anchor);
        const auto left = show.begin();
        for (int i = 0; i < 15; ++i)
            QTest::keyClick(&show.timeline, Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(show.begin() > left);
        QCOMPARE(selected->begin, anchor);
        const auto right = show.timeline.layoutOfNow().selected;
        QVERIFY(right.has_value());
        QVERIFY(right->right() <= show.timeline.layoutOfNow().scale.right);
    }

    void escDropsTheSelectionAndDoesNothingElse()
    {
        Show show;
        QVERIFY(show.isOpen);
        const auto takesEscape = [&] { // before the window's own
            QKeyEvent wanted(QEvent::ShortcutOverride, Qt::Key_Escape, Qt::NoModifier);
            wanted.ignore();
            QCoreApplication::sendEvent(&show.timeline, &wanted);
            return wanted.isAccepted();
        };
        QVERIFY(!takesEscape());
        while (show.length() > 6)
            QTest::keyClick(&show.timeline, Qt::Key_Plus);
        QTest::keyClick(&show.timeline, Qt::Key_Home);
        QTest::mousePress(&show.timeline, Qt::LeftButton, {}, show.at(0.2));
        QTest::mouseMove(&show.timeline, show.at(0.6));
        QTest::mouseRelease(&show.timeline, Qt::LeftButton, {}, show.at(0.6));
        QVERIFY(show.timeline.selectedSpan().has_value());
        QVERIFY(takesEscape());
        const auto begin = show.begin();
        QTest::keyClick(&show.timeline, Qt::Key_Escape);
        QVERIFY(!show.timeline.selectedSpan().has_value());
        QVERIFY(show.timeline.layoutOfNow().head.said.text.isEmpty());
        QCOMPARE(show.begin(), begin);
        QVERIFY(!takesEscape());
    }

    void keyTAndItsWordsChangeTheAxis()
    {
        Show show;
        QVERIFY(show.isOpen);
        QCOMPARE(show.timeline.layoutOfNow().head.axis.text, QStringLiteral("time: by event"));
        show.timeline.setTimeAxis(TimeAxis::ByClock);
        QCOMPARE(show.timeline.layoutOfNow().axis, TimeAxis::ByClock);
        QCOMPARE(show.timeline.layoutOfNow().head.axis.text, QStringLiteral("time: by clock"));
        const auto other = show.timeline.layoutOfNow().head.otherAxis.rect.center().toPoint();
        QTest::mouseClick(&show.timeline, Qt::LeftButton, {}, other);
        QCOMPARE(show.timeline.layoutOfNow().axis, TimeAxis::ByEvent);
    }

    void aCallSaysWhatItWas()
    {
        Show show;
        QVERIFY(show.isOpen);
        const auto &spans = show.timeline.layoutOfNow().lanes[0].spans;
        const auto call = std::find_if(spans.begin(), spans.end(), [](const TimelineSpan &span) {
            return span.doing == Doing::Call;
        });
        QVERIFY(call != spans.end());
        const auto tip = show.timeline.toolTipAt(call->rect.center());
        QVERIFY2(tip.startsWith(QLatin1String("writer: ")) && tip.contains(QLatin1String(" = ")),
                 qPrintable(tip));
    }

    void aScreenReaderFindsASliderInWords()
    {
        Show show;
        QVERIFY(show.isOpen);
        auto *reader = QAccessible::queryAccessibleInterface(&show.timeline);
        QVERIFY(reader);
        QCOMPARE(reader->role(), QAccessible::Slider);
        const auto name = reader->text(QAccessible::Name);
        QVERIFY2(name.startsWith(QLatin1String("timeline, by event, changes "))
                     && name.contains(QLatin1String(", live; writer ")),
                 qPrintable(name));
        show.timeline.setTimeAxis(TimeAxis::ByClock);
        const auto byClock = reader->text(QAccessible::Name);
        QVERIFY2(byClock.startsWith(QLatin1String("timeline, by clock, from 0 s to ")),
                 qPrintable(byClock));
        auto *value = reader->valueInterface();
        QVERIFY(value);
        QCOMPARE(value->currentValue().toLongLong(), show.model.trace().count());
        value->setCurrentValue(10);
        QCOMPARE(show.model.playhead().position(), std::int64_t{10});
        QVERIFY(reader->text(QAccessible::Value).startsWith(QLatin1String("frozen at ")));
    }

    void whileNothingMovesOnlyAgesAreDrawn()
    {
        Show show;
        QVERIFY(show.isOpen);
        QTRY_VERIFY(isSettled(show.model));
        QTest::qWait(300);
        Paintings paintings;
        show.timeline.installEventFilter(&paintings);
        QTest::qWait(1200);
        QVERIFY2(paintings.count <= 4, qPrintable(QString::number(paintings.count)));
    }

    /// Both tell the same age of a deadlock, whenever one looks.
    void agesCountAsOnTheStage()
    {
        Pacer pacer;
        SessionModel model(pacer);
        StageView stage(model, nullptr);
        TimelineView timeline(model, nullptr);
        stage.resize(1024, 420);
        timeline.resize(960, 200);
        stage.show();
        timeline.show();
        model.setPace({20'000'000});
        QVERIFY(model.open(demo("pipe-parent-waits-deadlock"), {}));
        const auto ages = [&] {
            const auto &lanes = timeline.layoutOfNow().lanes;
            if (lanes.empty() || lanes[0].spans.empty())
                return std::pair<QString, QString>();
            QString onStage;
            for (const auto &arrow : stage.layoutOfNow().arrows) {
                if (arrow.age && arrow.age->text.startsWith(QLatin1String("deadlock for ")))
                    onStage = arrow.age->text.section(QLatin1Char(' '), 2);
            }
            const auto &last = lanes[0].spans.back();
            return std::pair(onStage, words::age(last.end - last.begin));
        };
        QTRY_VERIFY_WITH_TIMEOUT(ages().first >= QLatin1String("1.0 s"), patience);
        std::set<QString> told;
        double before = 0;
        while (told.size() < 4) {
            const auto [onStage, onTimeline] = ages();
            QCOMPARE(onTimeline, onStage);
            told.insert(onStage);
            const auto seconds = onStage.section(u' ', 0, 0).toDouble();
            QVERIFY2(seconds > before + 0.25, qPrintable(onStage)); // not with each frame
            before = seconds;
            QTRY_VERIFY_WITH_TIMEOUT(ages().first != onStage || ages().second != onTimeline,
                                     patience);
        }
    }

    void itSpeaksChinese()
    {
        Show show;
        QVERIFY(show.isOpen);
        setCurrentLanguage(Language::Chinese);
        QTRY_COMPARE(show.timeline.layoutOfNow().head.axis.text, QStringLiteral("时间：按事件"));
        setCurrentLanguage(Language::English);
    }
};

QTEST_MAIN(TimelineTest)
#include "tst_timeline.moc"
