// SPDX-License-Identifier: MIT
// The timeline where single events have no room or no record: columns, the index, losses, sums.
#include "timelinescene.h"
#include "ui/scene/timelinepainter.h"
#include "ui/scene/timelinesums.h"
#include "ui/scene/timelinewords.h"

#include <QPainter>
#include <QTest>

#include <cmath>

using namespace seeipc;

namespace {

constexpr double second = 1e9;

} // namespace

class TimelineFromAfarTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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

    /// A pipe is filled byte by byte in a moment: who sleeps then, for whom, and who wakes it, has words and
    /// arcs beside the columns of that moment, as it would have without it.
    void whatComesSlowlyAfterABurstIsDrawnSingly()
    {
        for (const int burst : {0, 2'000, 70'000}) {
            TimelineScene scene;
            const auto second = [](int seconds) { return 1000 * seconds; };
            scene.at(second(50)).sleeps(1); // before it too
            scene.at(second(100)).moves(0, 4096).moves(1, 0);
            scene.at(second(150));
            for (int i = 0; i < burst; ++i) {
                auto write = scene.called(0, Effect::Write, "write");
                write.time = write.entered = scene.now() + 1'000; // a microsecond each
                write.result = 1;
                write.queuedBytes = 1;
                scene.add(write);
            }
            scene.at(second(200)).moves(0, 65'536).sleeps(0);
            scene.at(second(300)).moves(1, 61'440).moves(0, 65'536).sleeps(0);
            scene.at(second(400)).moves(1, 61'440).moves(0, 65'536);
            scene.at(second(500)).holds(true).holds(false);
            const auto layout = scene.layout(m_measure, TimeAxis::ByClock,
                                             {0, static_cast<double>(scene.now())});
            QCOMPARE(layout.isDetailed, burst == 0);
            const auto sleeps = [&](std::size_t worker, const char *words) {
                const auto &spans = layout.lanes[worker].spans;
                return std::count_if(spans.begin(), spans.end(), [&](const TimelineSpan &span) {
                    return span.doing == Doing::Asleep
                           && span.label.text.endsWith(QLatin1String(words));
                });
            };
            QCOMPARE(sleeps(0, "asleep 100 s"), 2);
            QCOMPARE(sleeps(1, "50 s"), 1);
            QCOMPARE(layout.arcs.size(), std::size_t{3});
            for (const auto &lane : layout.lanes) {
                for (const auto &span : lane.spans) {
                    const auto first = static_cast<std::size_t>(
                        std::max(0.0, span.rect.left() + 3 - layout.scale.left));
                    const auto end = static_cast<std::size_t>(
                        std::max(0.0, span.rect.right() - 1 - layout.scale.left));
                    for (auto x = first; x < std::min(end, lane.columns.size()); ++x)
                        QVERIFY(lane.columns[x] == LaneColumn{});
                }
            }
        }
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

private:
    TextMeasure m_measure{TypeScale::forWindow({1024, 768})};
};

QTEST_MAIN(TimelineFromAfarTest)
#include "tst_timelinefromafar.moc"
