// SPDX-License-Identifier: MIT
// What moves on the stage: only bytes that moved, and only where motion is wanted.
#include "stagescenes.h"
#include "ui/views/stagemotion.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <utility>

using namespace seeipc;

namespace {

constexpr std::int64_t millisecond = 1'000'000;

Event moved(Effect effect, std::int64_t bytes, WorkerId worker, int fd)
{
    Event event;
    event.effect = effect;
    event.worker = worker;
    event.channel = 0;
    event.arguments = {fd, static_cast<std::int32_t>(bytes)};
    event.result = bytes;
    return event;
}

} // namespace

class StageMotionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bytesThatMovedFlyAndArrive()
    {
        StageMotion motion;
        start(motion, {moved(Effect::Write, 4096, 0, 4)});
        QVERIFY(motion.isMoving());
        const auto first = motion.advance(100 * millisecond);
        const auto later = motion.advance(300 * millisecond);
        QVERIFY(!first.isEmpty() && !later.isEmpty());
        QVERIFY(first != later);
        QVERIFY(!motion.advance(1000 * millisecond).isEmpty()); // where it was is drawn anew
        QVERIFY(!motion.isMoving());
        QVERIFY(motion.advance(1016 * millisecond).isEmpty());
    }

    void nothingFliesThroughAPacketThatHangsOutside()
    {
        StageMotion motion;
        const auto before = layOut(stageScene("read blocks").facts(m_measure, {1920, 500}));
        motion.start({moved(Effect::Write, 4096, 0, 4)}, before, before, m_measure, 0);
        motion.advance(100 * millisecond);
        QVERIFY(motion.isMoving());
        const auto blocked = layOut(stageScene("write blocks").facts(m_measure, {1920, 500}));
        QVERIFY(!blocked.tubes[0].outside.empty());
        motion.start({}, blocked, before, m_measure, 110 * millisecond);
        QVERIFY(!motion.advance(116 * millisecond).isEmpty()); // where it was is drawn anew
        QVERIFY(!motion.isMoving());
    }

    void aLetterIsOnItsWayOrInThePageNeverInBoth()
    {
        auto made = stageScene("hello");
        made.contents.reset(1);
        auto &channel = made.snapshot.channels[0];
        channel.slots.clear();
        const auto before = layOut(made.facts(m_measure, m_size));
        StageMotion motion;
        motion.agree(made.snapshot);
        std::vector<Event> events;
        for (const std::string text : {"I am ", "mike"}) {
            auto event = moved(Effect::Write, static_cast<std::int64_t>(text.size()), 1, 4);
            event.payloadLength = static_cast<std::uint8_t>(text.size());
            text.copy(event.payload.data(), text.size());
            channel.slots.forceWrite(text.size(), 1);
            made.contents.note(event);
            events.push_back(event);
        }
        const auto letters = [&] {
            auto layout = layOut(made.facts(m_measure, m_size));
            motion.holdBack(layout);
            return layout.tubes[0].cells[0].letters;
        };
        QCOMPARE(letters(), QStringLiteral("I am mike")); // nothing is on its way
        const auto after = layOut(made.facts(m_measure, m_size));
        motion.start({events[0]}, after, before, m_measure, 0);
        motion.start({events[1]}, after, before, m_measure, 200 * millisecond);
        QCOMPARE(letters(), QString());
        QCOMPARE(motion.underWay(), 9);
        motion.advance(500 * millisecond); // the first has come
        QCOMPARE(motion.underWay(), 4);
        QCOMPARE(letters(), QStringLiteral("I am "));
        motion.advance(700 * millisecond);
        QCOMPARE(letters(), QStringLiteral("I am mike"));
    }

    void aReadFliesToTheReader()
    {
        StageMotion motion;
        start(motion, {moved(Effect::Read, 4096, 1, 3)});
        const auto early = motion.advance(60 * millisecond).boundingRect().center().x();
        motion.advance(300 * millisecond);
        const auto late = motion.advance(310 * millisecond).boundingRect().center().x();
        QVERIFY(late > early); // the reader stands on the right
    }

    /// In the tube a byte has its writer's colour; outside of it too, whoever holds an end by then.
    void aReadCarriesItsWritersColour_data()
    {
        QTest::addColumn<QString>("scene");
        QTest::newRow("the reader holds a write end too") << "hello";
        QTest::newRow("nobody holds a write end any more") << "hello, child ended";
    }
    void aReadCarriesItsWritersColour()
    {
        QFETCH(QString, scene);
        auto made = stageScene(scene.toStdString());
        if (made.snapshot.processes[1].isEnded())
            std::erase_if(made.snapshot.processes[0].descriptors,
                          [](const Descriptor &each) { return each.end == End::Write; });
        const auto before = layOut(made.facts(m_measure, m_size));
        StageMotion motion;
        motion.agree(made.snapshot); // the child's bytes wait
        made.snapshot.channels[0].slots.clear();
        motion.start({moved(Effect::Read, 9, 0, 3)}, layOut(made.facts(m_measure, m_size)), before,
                     m_measure, 0);
        QCOMPARE(writerInFlight(motion), WorkerId{1});
    }

    void aReadOfBytesWrittenSinceTheLastPictureHasTheirColour()
    {
        auto made = stageScene("hello");
        made.snapshot.channels[0].slots.clear();
        const auto layout = layOut(made.facts(m_measure, m_size));
        StageMotion motion;
        motion.agree(made.snapshot);
        auto unseen = moved(Effect::Write, 9, 1, 99); // without a thread: no packet of its own
        motion.start({unseen, moved(Effect::Read, 9, 0, 3)}, layout, layout, m_measure, 0);
        QCOMPARE(writerInFlight(motion), WorkerId{1});
    }

    void nothingFliesForAFailedCallOrAnEndOfFile()
    {
        StageMotion motion;
        auto failed = moved(Effect::Write, -1, 0, 4);
        failed.error = EAGAIN;
        start(motion, {failed, moved(Effect::Read, 0, 1, 3)});
        QVERIFY(!motion.isMoving());
    }

    void nothingFliesWhereMotionIsOff()
    {
        StageMotion motion;
        motion.setMotion(Motion::Still);
        start(motion, {moved(Effect::Write, 4096, 0, 4)});
        QVERIFY(!motion.isMoving());
    }

    void aFastChannelFlowsInsteadAndStopsWithItsBytes()
    {
        auto scene = stageScene("full speed");
        const auto layout = layOut(scene.facts(m_measure, m_size));
        StageMotion motion;
        motion.start({moved(Effect::Write, 4096, 0, 4)}, layout, layout, m_measure, 0);
        QVERIFY(!motion.isMoving()); // no packets
        scene.snapshot.channels[0].bytesIn = 4096;
        motion.flow(layout, scene.snapshot, millisecond);
        QVERIFY(motion.isMoving());
        QVERIFY(!motion.advance(17 * millisecond).isEmpty());
        motion.flow(layout, scene.snapshot, 100 * millisecond); // nothing new
        QVERIFY(motion.isMoving());
        motion.advance(400 * millisecond);
        QVERIFY(!motion.isMoving());
    }

    void aFlowThatEndsIsWipedAway()
    {
        auto scene = stageScene("full speed");
        const auto layout = layOut(scene.facts(m_measure, m_size));
        StageMotion motion;
        scene.snapshot.channels[0].bytesIn = 4096;
        motion.flow(layout, scene.snapshot, millisecond);
        const auto drawn = motion.advance(17 * millisecond);
        scene.snapshot.held = true;
        motion.flow(layOut(scene.facts(m_measure, m_size)), scene.snapshot, 20 * millisecond);
        QCOMPARE(motion.advance(33 * millisecond), drawn);
        QVERIFY(!motion.isMoving());
    }

    void theSignalComesBackAlongTheThreadOfTheWrite()
    {
        const auto [before, after] = strike();
        StageMotion motion;
        motion.start({died()}, after, before, m_measure, 0);
        const auto &end = after.tubes[0].writeEnd;
        motion.advance(330 * millisecond);
        motion.advance(335 * millisecond); // the byte has come to the end, and nothing gets in
        const auto byte = motion.advance(338 * millisecond).boundingRect();
        QVERIFY(byte.contains(end.centre.toPoint()));
        QVERIFY(byte.right() < end.centre.x() + 2 * end.radius);
        motion.advance(675 * millisecond); // the signal has come to the writer
        QVERIFY(motion.isMoving());
        const auto badge = after.boxes[0].struck->rect().toAlignedRect().adjusted(-8, -8, 8, 8);
        QVERIFY(badge.contains(motion.advance(678 * millisecond).boundingRect()));
        motion.advance(700 * millisecond);
        QVERIFY(!motion.isMoving());
        motion.start({died()}, after, after, m_measure, 1000 * millisecond); // it strikes once
        QVERIFY(!motion.isMoving());
        motion.start({}, after, before, m_measure, 1500 * millisecond); // it died long ago
        QVERIFY(!motion.isMoving());
        motion.setMotion(Motion::Still);
        motion.start({died()}, after, before, m_measure, 2000 * millisecond);
        QVERIFY(!motion.isMoving());
    }

    /// One instant for all: only the badge and the cross wait for the signal, no word does.
    void whoIsStruckIsToldAtOnceAndCrossedWhenTheSignalHasCome()
    {
        const auto [before, after] = strike();
        StageMotion motion;
        const auto shown = [&] {
            auto layout = after;
            motion.holdBack(layout);
            return layout;
        };
        motion.start({died()}, after, before, m_measure, 0);
        QCOMPARE(motion.underWay(), 1);
        for (const auto time : {200, 400, 675}) {
            motion.advance(time * millisecond);
            const auto layout = shown();
            const auto &box = layout.boxes[0];
            QVERIFY(box.look == Look::Killed && box.glyph == StateGlyph::Cross);
            QVERIFY(box.labels == after.boxes[0].labels);
            QVERIFY(!box.crossed && !box.struck);
            QVERIFY(layout.threads == after.threads && layout.tubes == after.tubes);
            motion.start({died()}, after, layout, m_measure,
                         time * millisecond); // as each new picture does
            QCOMPARE(motion.underWay(), 1);
        }
        const auto last = shown();
        motion.advance(685 * millisecond);
        QCOMPARE(motion.underWay(), 0);
        QVERIFY(shown() == after);
        QVERIFY(after.boxes[0].crossed);
        motion.start({died()}, after, last, m_measure, 850 * millisecond); // it strikes once
        QVERIFY(!motion.isMoving());
        motion.setMotion(Motion::Still);
        motion.start({died()}, after, before, m_measure, 900 * millisecond);
        QVERIFY(shown() == after);
    }

    /// The byte goes out, the signal comes back, meets the shield and falls off; the shield stays.
    void aSignalThatIsIgnoredFallsOffTheShield()
    {
        auto scene = stageScene("read blocks");
        scene.snapshot.processes[0].dispositions[SIGPIPE] = Disposition::Ignore;
        const auto layout = layOut(scene.facts(m_measure, m_size));
        QVERIFY(layout.boxes[0].shield && !layout.boxes[1].shield);
        auto refused = moved(Effect::Write, -1, 0, 4);
        refused.error = EPIPE;
        StageMotion motion;
        motion.start({refused}, layout, layout, m_measure, 0);
        const auto placeAt = [&](int time) {
            motion.advance(time * millisecond);
            return motion.advance(time * millisecond).boundingRect();
        };
        const auto shield = layout.boxes[0].shield->rect().toAlignedRect();
        QVERIFY(placeAt(335).contains(layout.tubes[0].writeEnd.centre.toPoint()));
        QVERIFY(placeAt(675).intersects(shield));
        QVERIFY(!placeAt(675).contains(shield.center())); // it comes to its face
        const auto shown = [&] {
            auto held = layout;
            motion.holdBack(held);
            return held;
        };
        QVERIFY(shown() == layout);
        QVERIFY(motion.isMoving());
        QVERIFY(!shield.intersects(placeAt(990)));
        motion.advance(1010 * millisecond);
        QVERIFY(!motion.isMoving());
        refused.error = EAGAIN; // no signal comes of it
        motion.start({refused}, layout, layout, m_measure, 1100 * millisecond);
        QVERIFY(!motion.isMoving());
        refused.error = EPIPE;
        motion.setMotion(Motion::Still);
        motion.start({refused}, layout, layout, m_measure, 1200 * millisecond);
        QVERIFY(!motion.isMoving());
    }

    /// The cross of who was killed runs around the words that tell of it.
    void noWordIsCrossedOut()
    {
        auto layout = strike().second;
        auto &box = layout.boxes[0];
        QVERIFY(box.look == Look::Killed);
        box.struck.reset();
        for (auto &label : box.labels)
            label.text.clear(); // what is seen in its place is not of the word
        QImage image(m_size.toSize(), QImage::Format_RGB32);
        QPainter painter(&image);
        StagePainter(m_measure, themeOf(ThemeName::Light), 1).paint(painter, layout, image.rect());
        const auto isSeen = [&](const QRect &place) {
            const auto ground = image.pixel(box.rect.center().toPoint() + QPoint(0, 12));
            for (int x = place.left(); x <= place.right(); ++x) {
                for (int y = place.top(); y <= place.bottom(); ++y) {
                    if (image.pixel(x, y) != ground)
                        return true;
                }
            }
            return false;
        };
        for (const auto &label : box.labels)
            QVERIFY(!isSeen(label.rect.toRect()));
        QVERIFY(isSeen(box.rect.toRect().adjusted(20, 20, -20, -20)));
    }

    void whatIsOnItsWayHasArrivedInAStillPicture()
    {
        StageMotion motion;
        start(motion, {moved(Effect::Write, 4096, 0, 4)});
        motion.advance(100 * millisecond);
        motion.settle();
        QVERIFY(!motion.isMoving());
    }

    void aForkSlidesACopyOfTheTableToTheChild_data()
    {
        QTest::addColumn<QString>("scene");
        QTest::addColumn<QSizeF>("size");
        QTest::addColumn<int>("parent");
        QTest::addColumn<int>("child");
        QTest::newRow("two") << "hello" << m_size << 0 << 1;
        QTest::newRow("low boxes") << "three writers" << QSizeF(1024, 380) << 0 << 1;
        QTest::newRow("to a low box") << "three writers" << QSizeF(1024, 380) << 3 << 0;
        QTest::newRow("low and wide") << "talking to itself" << QSizeF(1024, 290) << 0 << 1;
    }

    void aForkSlidesACopyOfTheTableToTheChild()
    {
        QFETCH(QString, scene);
        QFETCH(QSizeF, size);
        QFETCH(int, parent);
        QFETCH(int, child);
        const auto layout = layOut(stageScene(scene.toStdString()).facts(m_measure, size));
        const auto &from = layout.boxes[static_cast<std::size_t>(parent)];
        const auto &to = layout.boxes[static_cast<std::size_t>(child)];
        Event fork;
        fork.effect = Effect::Fork;
        fork.worker = static_cast<WorkerId>(parent);
        fork.other = static_cast<WorkerId>(child);
        fork.result = 4712;
        StageMotion motion;
        motion.start({fork}, layout, layout, m_measure, 0);
        motion.advance(0);
        const auto first = motion.advance(millisecond).boundingRect();
        QVERIFY(first.intersects(from.rows[0].rect.toAlignedRect()));
        motion.advance(690 * millisecond);
        const auto last = motion.advance(695 * millisecond).boundingRect();
        QVERIFY(last.intersects(to.rows[0].rect.toAlignedRect()));
        motion.advance(800 * millisecond);
        QVERIFY(!motion.isMoving());
        fork.error = EAGAIN;
        motion.start({fork}, layout, layout, m_measure, 900 * millisecond);
        QVERIFY(!motion.isMoving());
    }

    /// The child's words are read while the copy comes to it.
    void aCopyGoesBeneathTheBoxes()
    {
        const auto layout = layOut(stageScene("hello").facts(m_measure, m_size));
        Event fork;
        fork.effect = Effect::Fork;
        fork.worker = 0;
        fork.other = 1;
        fork.result = 4712;
        StageMotion motion;
        motion.start({fork}, layout, layout, m_measure, 0);
        bool isSeen = false;
        for (int time = 0; time < 700; time += 20) {
            motion.advance(time * millisecond);
            QImage image(m_size.toSize(), QImage::Format_RGB32);
            image.fill(Qt::magenta);
            QPainter painter(&image);
            StagePainter with(m_measure, themeOf(ThemeName::Light), 1);
            motion.paint(painter, with, image.rect());
            painter.end();
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (image.pixelColor(x, y) == Qt::magenta)
                        continue;
                    isSeen = true;
                    for (const auto &box : layout.boxes)
                        QVERIFY(!box.rect.toAlignedRect().contains(x, y));
                }
            }
        }
        QVERIFY(isSeen);
    }

private:
    static Event died()
    {
        Event event;
        event.kind = EventKind::ProcessEnded;
        event.worker = 0;
        event.result = SIGPIPE;
        return event;
    }

    /// The picture before and after the writer, whose turn it was, is killed by its write.
    std::pair<StageLayout, StageLayout> strike() const
    {
        auto scene = stageScene("read blocks");
        auto &writer = scene.snapshot.processes[0];
        writer.state = ProcessState::AtGate;
        writer.gate = Gate::Pace;
        auto before = layOut(scene.facts(m_measure, m_size));
        writer.state = ProcessState::Killed;
        writer.ending = WaitStatus::fromRaw(SIGPIPE);
        writer.descriptors.clear();
        scene.snapshot.channels[0].gone = true;
        return {std::move(before), layOut(scene.facts(m_measure, m_size))};
    }

    /// Whose colour the packets have that are on their way; noWorker: none, or several.
    WorkerId writerInFlight(StageMotion &motion) const
    {
        const auto &theme = themeOf(ThemeName::Light);
        StagePainter with(m_measure, theme, 1);
        QImage image(m_size.toSize(), QImage::Format_RGB32);
        image.fill(theme.ground);
        QPainter painter(&image);
        motion.paint(painter, with, motion.advance(200 * millisecond));
        painter.end();
        WorkerId found = noWorker;
        for (WorkerId worker = 0; worker < 2; ++worker) {
            const auto colour = theme.identityOf(worker).rgb();
            for (int i = 0; i < image.width() * image.height(); ++i) {
                if (image.pixel(i % image.width(), i / image.width()) != colour)
                    continue;
                if (found != noWorker)
                    return noWorker;
                found = worker;
                break;
            }
        }
        return found;
    }

    void start(StageMotion &motion, const std::vector<Event> &events)
    {
        const auto layout = layOut(stageScene("partly taken").facts(m_measure, m_size));
        motion.start(events, layout, layout, m_measure, 0);
    }

    const QSizeF m_size{1024, 480};
    const TextMeasure m_measure{TypeScale::forWindow({1024, 768})};
};

QTEST_MAIN(StageMotionTest)
#include "tst_stagemotion.moc"
