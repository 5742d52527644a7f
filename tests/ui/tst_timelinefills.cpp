// SPDX-License-Identifier: MIT
// The fill of a channel in the timeline, and the gap where it is not known.
#include "timelinescene.h"
#include "ui/scene/timelinepainter.h"
#include "ui/scene/timelinewords.h"

#include <QPainter>
#include <QTest>

#include <cmath>

using namespace seeipc;

class TimelineFillsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFillIsAsHighAsItsShareOfTheCapacity()
    {
        TimelineScene scene;
        scene.moves(0, 32768).stands(0, Gate::Pace);
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 10});
        const auto &fill = layout.fills[0];
        QCOMPARE(fill.capacities.size(), std::size_t{1});
        const auto full = fill.rect.bottom() - fill.capacities[0].y;
        const auto x = static_cast<std::size_t>(layout.scale.xOf(4.95) - fill.rect.left());
        QVERIFY(std::abs(fill.columns[x][1] - full / 2) <= 1);
        QCOMPARE(fill.columns[x][0], fill.columns[x][1]);
    }

    /// Full at 16 384, and 32 768 since: a capacity is told as it was. At first it was 65 536, and empty:
    /// that is no measure, and its line goes along the top, which says that it is higher.
    void theCapacityIsThatOfEachInstant_data()
    {
        QTest::addColumn<int>("rounds"); // near, by column, from the index
        QTest::newRow("near") << 0;
        QTest::newRow("by column") << 2'000;
        QTest::newRow("from the index") << 31'000;
    }

    void theCapacityIsThatOfEachInstant()
    {
        QFETCH(int, rounds);
        TimelineScene scene;
        const auto resize = [&](std::int64_t bytes) {
            auto event = scene.called(0, Effect::Resize, "fcntl");
            event.result = event.out[0] = bytes;
            scene.add(event);
        };
        resize(16'384);
        scene.at(1000).moves(0, 16'384).at(4000).moves(1, 0);
        for (int i = 0; i < rounds; ++i)
            scene.moves(0, 4096).moves(1, 0);
        const auto grownAt = scene.now() + 1'000'000;
        resize(32'768);
        scene.at(scene.now() / 1'000'000 + 4000).stands(0, Gate::Pace);
        for (const auto axis : {TimeAxis::ByClock, TimeAxis::ByEvent}) {
            const auto layout = [&](std::optional<ShownInstant> frozenAt) {
                return scene.layout(m_measure, axis, {0, scene.places(axis).newest()}, frozenAt)
                    .fills[0];
            };
            const auto fill = layout({});
            QCOMPARE(fill.capacities.size(), std::size_t{3});
            const auto height = [&](std::size_t step) {
                return fill.rect.bottom() - fill.capacities[step].y;
            };
            QVERIFY(std::abs(height(1) - height(2) / 2) <= 1);
            QCOMPARE(height(0), height(2));
            for (const auto step : {0U, 1U, 2U})
                QCOMPARE(fill.capacities[step].isAbove, step == 0);
            for (const auto step : {0U, 1U})
                QCOMPARE(fill.capacities[step].right, fill.capacities[step + 1].left);
            const auto x = fill.capacities[1].left - fill.rect.left() + 120;
            const auto inside = fill.columns[static_cast<std::size_t>(x)][1];
            QVERIFY(rounds > 0 || std::abs(inside - height(1)) <= 1);
            QCOMPARE(fill.capacity.text, timelinewords::capacity(32'768));
            const auto before = layout(ShownInstant{scene.trace.positionAt(grownAt - 1'000'000),
                                                    grownAt - 1'000'000, true});
            QCOMPARE(before.capacity.text, timelinewords::capacity(16'384));
            QVERIFY(before.capacity.rect.bottom() <= before.capacities[1].y + 0.5);
            QVERIFY(before.capacity.rect.left() >= before.rect.left());
            const auto first = layout(ShownInstant{0, 1, true});
            QCOMPARE(first.capacities, fill.capacities);
            QCOMPARE(first.capacity.text, timelinewords::capacityAbove(65'536));
            QVERIFY(first.capacity.rect.bottom() <= first.capacities[0].y + 0.5);
        }
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
        QCOMPARE(at(4.95), (std::array{3.F, 3.F}));
        QCOMPARE(at(5.95), (std::array{0.F, 0.F}));
        for (const auto name : {ThemeName::Light, ThemeName::Dark, ThemeName::Contrast}) {
            QImage picture(scene.size.toSize(), QImage::Format_RGB32);
            picture.fill(themeOf(name).panel);
            QPainter painter(&picture);
            TimelinePainter(m_measure, themeOf(name))
                .paint(painter, layout,
                       timelineFrame(scene.cast, m_measure, scene.size, TimeAxis::ByEvent));
            painter.end();
            const auto y = static_cast<int>(layout.fills[0].rect.bottom()) - 1;
            const auto colourAt = [&](double place, int above) {
                return picture.pixelColor(static_cast<int>(layout.scale.xOf(place)), y - above);
            };
            for (const int above : {0, 1}) {
                QVERIFY(contrastRatio(colourAt(4.95, above), themeOf(name).panel) >= 3);
                QCOMPARE(colourAt(5.95, above), themeOf(name).panel);
            }
        }
    }

    /// The kernel frees a pipe with its last descriptor: both holders were found dead.
    void theFillEndsWithThePipe()
    {
        TimelineScene scene;
        scene.moves(0, 4096).at(1000).looks(0, Sleep::Zombie).at(2000).looks(1, Sleep::Zombie);
        scene.at(9000).ends(0, 9).ends(1, 9);
        const auto layout = scene.layout(m_measure, TimeAxis::ByClock, {0, 10e9});
        const auto greatest = [&](double seconds) {
            const auto x = layout.scale.xOf(seconds * 1e9) - layout.scale.left;
            return layout.fills[0].columns[static_cast<std::size_t>(x)][1];
        };
        QVERIFY(greatest(1.5) > 0);
        QVERIFY(greatest(5) < 0);
    }

    void theCapacityEndsWithThePipe_data()
    {
        QTest::addColumn<TimeAxis>("axis");
        QTest::addColumn<int>("rounds"); // near, by column, from the index
        for (const int rounds : {0, 2'000, 31'000}) {
            QTest::addRow("by clock, %d", rounds) << TimeAxis::ByClock << rounds;
            QTest::addRow("by event, %d", rounds) << TimeAxis::ByEvent << rounds;
        }
    }
    void theCapacityEndsWithThePipe()
    {
        QFETCH(TimeAxis, axis);
        QFETCH(int, rounds);
        TimelineScene scene;
        scene.moves(0, 4096);
        for (int i = 0; i < rounds; ++i)
            scene.moves(1, 0).moves(0, 4096);
        const auto later = [&scene] { return scene.now() / 1'000'000 + 1000; };
        scene.at(later()).ends(0, 9).ends(1, 9);
        const auto goneAt = scene.now();
        scene.at(2 * later()).holds(true);
        const auto places = scene.places(axis);
        const TimeWindow window{0, places.newest() * 1.5};
        const auto layout = scene.layout(m_measure, axis, window);
        QVERIFY(scene.trace.live().channels[0].gone);
        const auto &lines = layout.fills[0].capacities;
        QCOMPARE(lines.size(), std::size_t{1});
        const auto end = layout.scale.xOf(places.ofTime(goneAt));
        QVERIFY(end < layout.scale.right - 5);
        QVERIFY2(std::abs(lines[0].right - end) <= 1,
                 qPrintable(QStringLiteral("%1, not %2").arg(lines[0].right).arg(end)));
    }

    /// Wherever the playhead stands.
    void thePlayheadStrikesNoCapacityThrough()
    {
        TimelineScene scene;
        scene.moves(0, 4096).at(9000).moves(1, 0);
        for (const std::int64_t from : {0, 2}) {
            for (std::int64_t time = from; time < 9000; time += 50) {
                const auto layout = scene.layout(
                    m_measure, TimeAxis::ByClock, {static_cast<double>(from) * 1e9, 10e9},
                    ShownInstant{scene.trace.positionAt(time * 1'000'000), time * 1'000'000, true});
                const auto &label = layout.fills[0].capacity;
                QVERIFY(!label.text.isEmpty() && layout.fills[0].rect.contains(label.rect));
                QVERIFY2(layout.playheadX + 2 <= label.rect.left()
                             || layout.playheadX - 2 >= label.rect.right(),
                         qPrintable(QString::number(time)));
            }
        }
    }

    void anUnknownFillIsNotNought()
    {
        TimelineScene scene;
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 10});
        const auto x = static_cast<std::size_t>(layout.scale.xOf(0.95) - layout.scale.left);
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
        QVERIFY(greatest(4.95) > 0);
        QVERIFY(greatest(5.95) < 0);
        QVERIFY(greatest(6.95) > greatest(4.95));
        QVERIFY(greatest(7.95) < 0);
        QVERIFY(greatest(8.95) > 0);
    }

    void anUnknownFillSaysSo()
    {
        TimelineScene scene;
        scene.moves(0, 4096).moves(0, absent).moves(1, 0).stands(0, Gate::Pace);
        const auto layout = scene.layout(m_measure, TimeAxis::ByEvent, {0, 8});
        const auto &fill = layout.fills[0];
        QCOMPARE(fill.unknown.size(), std::size_t{1}); // an empty pipe is none, nor is no pipe
        const auto &unknown = fill.unknown[0];
        const auto change = 12; // of each column, in pixels
        QVERIFY(std::abs(unknown.rect.left() + change - layout.scale.xOf(6)) <= 1);
        QVERIFY(std::abs(unknown.rect.right() + change - layout.scale.xOf(7)) <= 1);
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
        const auto x = static_cast<std::size_t>(layout.scale.xOf(6.95) - layout.scale.left);
        const auto half = (fill.rect.bottom() - fill.capacities.at(0).y) / 2;
        QVERIFY2(std::abs(fill.columns[x][1] - half) <= 1,
                 qPrintable(QString::number(fill.columns[x][1])));
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

private:
    TextMeasure m_measure{TypeScale::forWindow({1024, 768})};
};

QTEST_MAIN(TimelineFillsTest)
#include "tst_timelinefills.moc"
