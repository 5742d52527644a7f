// SPDX-License-Identifier: MIT
// The timeline as a whole: its axes, windows, lanes, and what is drawn anew.
#include "timelinescene.h"
#include "ui/scene/timelinepainter.h"
#include "ui/scene/timelinesums.h"
#include "ui/scene/timelinewords.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <cmath>

using namespace seeipc;

namespace {

constexpr double second = 1e9;

} // namespace

class TimelineLayoutTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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

    void thePlayheadStandsAtTheEndOfItsColumn()
    {
        TimelineScene scene;
        scene.moves(0, 4096).moves(0, 8192).moves(0, 12288);
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 12},
                                         ShownInstant{5, scene.trace.at(4).time});
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
        const auto head = timelineHead(frame, m_measure, TimeAxis::ByEvent, Newest::InView, {});
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
        const auto low = at(dense.size.height() - 24); // nor as its rows touch
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
        QCOMPARE(frame.fills.size(), std::size_t{1});
        QCOMPARE(frame.unseen, QStringLiteral("not shown: processes: 2, channels: 3"));
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
            const auto head = timelineHead(frame, m_measure, TimeAxis::ByEvent, Newest::InView,
                                           sums);
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

    void ofSumsAWholeProcessGoesBeforeAnybodysBytes()
    {
        TimelineScene scene;
        scene.moves(0, 4096).moves(1, 0);
        const auto sums = timelinewords::sums(scene.cast,
                                              timelineSums(scene.trace, {0, scene.now()}));
        for (const auto &text : sums) {
            const auto calls = text.count(QStringLiteral("calls "));
            QCOMPARE(text.count(QStringLiteral("bytes ")) + text.count(QStringLiteral(" B,")),
                     calls);
            QVERIFY(text.isEmpty() || calls < 2 || text.contains(QStringLiteral("reader: ")));
        }
        const auto one = std::find_if(sums.begin(), sums.end(), [](const QString &text) {
            return text.contains(QStringLiteral("writer: ")) && text.endsWith(u'…');
        });
        QVERIFY(one != sums.end());
        QVERIFY2(one->contains(QStringLiteral("4\u202f096 B, asleep ")), qPrintable(*one));
    }

    void thePlayheadLiesOnNoWords()
    {
        TimelineScene scene;
        const QSizeF size(1000, 200);
        const auto frame = timelineFrame(scene.cast, m_measure, size, TimeAxis::ByEvent);
        TimelineLayout layout;
        layout.isLive = false;
        layout.scale = {{0, 10}, frame.left, frame.right};
        layout.head = timelineHead(frame, m_measure, TimeAxis::ByEvent, Newest::NotShown, {});
        const auto words = layout.head.live.rect.toAlignedRect();
        const auto painted = [&](double x) {
            layout.playheadX = x;
            QImage picture(size.toSize(), QImage::Format_RGB32);
            picture.fill(themeOf(ThemeName::Light).panel);
            QPainter painter(&picture);
            TimelinePainter(m_measure, themeOf(ThemeName::Light)).paint(painter, layout, frame);
            return picture;
        };
        const auto x = words.left() + 20.0;
        QCOMPARE(painted(x).copy(words), painted(frame.left + 5).copy(words));
        QVERIFY(painted(x) != painted(frame.left + 5));
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
