// SPDX-License-Identifier: MIT
// A FIFO on the stage: its plate, its doors, who waits at them, and where those stand who use it.
#include "mechanisms/registry.h"
#include "stagescenes.h"
#include "support.h"
#include "ui/scene/timelinewords.h"
#include "ui/scene/words.h"

#include <QTest>

#include <algorithm>
#include <fcntl.h>

using namespace seeipc;

namespace {

constexpr WorkerId writer = 0;
constexpr WorkerId reader = 1;

/// Made, and nobody has it open.
StageScene closedFifo()
{
    StageScene scene;
    scene.cast = castOf(demo("fifo-hello"));
    scene.snapshot = Snapshot(2, 1);
    auto &channel = scene.snapshot.channels[0];
    channel.exists = channel.isFifo = true;
    channel.names = {0};
    channel.permissions = 0644;
    return scene;
}

void waitIn(StageScene &scene, WorkerId worker, std::int32_t flags)
{
    auto &process = scene.snapshot.processes[worker];
    process.state = ProcessState::Asleep;
    process.inCall = true;
    process.channel = 0;
    process.opening = Opening{0, 0, flags};
    Wait wait;
    wait.worker = worker;
    wait.reason = WaitReason::Partner;
    wait.channel = 0;
    wait.wakers = {worker == reader ? writer : reader};
    scene.waits.waits = {wait};
    scene.now = 10'000'000'000;
}

void hold(StageScene &scene, WorkerId worker, End end)
{
    auto &channel = scene.snapshot.channels[0];
    (end == End::Read ? channel.readers : channel.writers).push_back({worker, 3});
    scene.snapshot.processes[worker].descriptors.push_back({3, 0, end});
}

bool tells(const std::vector<Label> &labels, const QString &text)
{
    return std::any_of(labels.begin(), labels.end(),
                       [&](const Label &label) { return label.text == text; });
}

} // namespace

class TestDoors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Nothing can pass: two closed half-doors, and what ls(1) says of the name.
    void whatNobodyHasOpenIsAWall()
    {
        const auto scene = closedFifo();
        const auto tube = layOut(scene.facts(m_measure, {1920, 700})).tubes[0];
        QVERIFY(!tube.isLive());
        QCOMPARE(tube.doors.size(), std::size_t{2});
        for (const auto &door : tube.doors) {
            QVERIFY(!door.isAwaited);
            QVERIFY(tube.wall.contains(door.leaf.boundingRect()));
            QVERIFY(!door.leaf.boundingRect().intersects(tube.plate->rect));
        }
        QVERIFY(tube.doors[0].end == End::Write && tube.doors[1].end == End::Read); // as it flows
        QVERIFY(tube.wall.contains(tube.plate->rect));
        QVERIFY(tells(tube.plate->labels, QStringLiteral("door")));
        QVERIFY(tells(tube.plate->labels, QStringLiteral("prw-r--r--  0 bytes")));
        QVERIFY(tells(tube.labels, QStringLiteral("write side: nobody")));
        QVERIFY(tells(tube.labels, QStringLiteral("no bytes can pass yet")));
    }

    /// Whoever else lives may have no open in its program.
    void nobodyIsNamedWhoMayNeverCome()
    {
        auto scene = closedFifo();
        waitIn(scene, reader, O_RDONLY);
        scene.snapshot.processes[reader].call = *findCall("open");
        scene.snapshot.processes[writer].state = ProcessState::Running;
        const auto sleptIn = sleptInBy(scene.snapshot, reader);
        QVERIFY(sleptIn.wakers.empty());
        QCOMPARE(timelinewords::wait(sleptIn, scene.cast),
                 QStringLiteral("open(): waits for the other side"));
        auto wait = scene.waits.waits[0];
        QCOMPARE(words::until(wait, {"writer", "reader"}).value(0),
                 QStringLiteral("until the other side is opened"));
        wait.hopeless = true; // in a ring
        QCOMPARE(words::waitsFor(wait, {"writer", "reader"}),
                 QStringLiteral("waits for: writer to open the other side"));
    }

    /// Ajar, in the colour of who sleeps; the arrow leads to it, and the box says what is missing.
    void whoWaitsInOpenStandsAtItsDoor()
    {
        for (const auto worker : {writer, reader}) {
            auto scene = closedFifo();
            waitIn(scene, worker, worker == reader ? O_RDONLY : O_WRONLY);
            const auto layout = layOut(scene.facts(m_measure, {1920, 700}));
            const auto &tube = layout.tubes[0];
            const auto end = worker == reader ? End::Read : End::Write;
            for (const auto &door : tube.doors) {
                QCOMPARE(door.isAwaited, door.end == end);
                QVERIFY(!door.isHopeless);
            }
            scene.waits.waits[0].hopeless = true;
            const auto stuck = layOut(scene.facts(m_measure, {1920, 700}));
            for (const auto &door : stuck.tubes[0].doors)
                QCOMPARE(door.isHopeless, door.end == end);
            QVERIFY(tells(tube.labels, worker == reader ? QStringLiteral("read side: 1 waits")
                                                        : QStringLiteral("write side: 1 waits")));
            QCOMPARE(layout.arrows.size(), std::size_t{1});
            QVERIFY(layout.arrows[0].label);
            QCOMPARE(layout.arrows[0].label->text,
                     QStringLiteral("waits for: somebody to open the other side"));
            const auto tip = layout.arrows[0].heads.at(0).at(0);
            const auto door = tube.doors[worker == reader ? 1 : 0].leaf.boundingRect();
            QVERIFY(door.left() <= tip.x() && tip.x() <= door.right());
            QVERIFY(tells(layout.boxes[worker].labels, QStringLiteral("no descriptor for it yet")));
        }
    }

    /// With both there the tube is, and the plate on it; once the name is gone it has fallen.
    void whoHasItOpenHasATubeAndThePlateFallsWithTheName()
    {
        auto scene = closedFifo();
        hold(scene, writer, End::Write);
        hold(scene, reader, End::Read);
        const auto named = layOut(scene.facts(m_measure, {1920, 700})).tubes[0];
        QVERIFY(named.isLive() && named.doors.empty());
        QVERIFY(named.plate && !named.plate->hasFallen);
        QVERIFY(named.plate->rect.intersects(named.wall));
        for (const auto &cell : named.cells)
            QVERIFY(!named.plate->rect.intersects(cell.cell));
        scene.snapshot.channels[0].names.clear();
        const auto unlinked = layOut(scene.facts(m_measure, {1920, 700})).tubes[0];
        QVERIFY(unlinked.isLive());
        QVERIFY(unlinked.plate && unlinked.plate->hasFallen);
        for (const auto &label : unlinked.labels)
            QVERIFY2(!label.rect.intersects(unlinked.plate->rect), qPrintable(label.text));
    }

    void aLowWallKeepsItsDoorsWhole()
    {
        const auto scene = closedFifo();
        for (int height = 180; height < 700; height += 20) {
            const auto tube = layOut(scene.facts(m_measure, QSizeF(1366, height))).tubes[0];
            for (const auto &door : tube.doors) {
                const auto leaf = door.leaf.boundingRect();
                QVERIFY2(leaf.height() >= 20, qPrintable(QString::number(height)));
                QVERIFY(!leaf.intersects(tube.plate->rect));
            }
            for (const auto &label : tube.labels)
                QVERIFY2(!label.rect.intersects(tube.plate->rect), qPrintable(label.text));
        }
    }

    /// By the side that they open, also who opens and never gets there.
    void whoOpensItStandsOnItsSide()
    {
        const auto cast = castOf(demo("fifo-open-rdonly-waits"));
        QCOMPARE(cast.channels[0].path, std::string("door"));
        for (const auto &part : cast.parts) {
            const bool isReader = part.name == "reader";
            QCOMPARE(part.reads.size(), std::size_t{isReader ? 1U : 0U});
            QCOMPARE(part.writes.size(), std::size_t{isReader ? 0U : 1U});
            QVERIFY(part.column == (isReader ? Column::Right : Column::Left));
        }
        const auto again = castOf(demo("fifo-unlink-recreate")); // the old one is the client's
        QCOMPARE(again.parts[1].name, std::string("client"));
        QCOMPARE(again.parts[1].writes, std::vector<ChannelId>{0});
        QCOMPARE(again.channels[1].path, std::string("door"));
        QCOMPARE(again.channels[1].name, std::string("door2"));
        QCOMPARE(castOf(demo("fifo-eexist")).channels[0].path, std::string("door"));
    }

private:
    const TextMeasure m_measure{TypeScale::forWindow({1920, 1080})};
};

QTEST_MAIN(TestDoors)
#include "tst_doors.moc"
