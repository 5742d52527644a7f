// SPDX-License-Identifier: MIT
// The stage's geometry, without a window: nothing overlaps, all is inside, whatever the size, the
// language and the instant.
#include "mechanisms/registry.h"
#include "scenario/loader.h"
#include "stagescenes.h"
#include "ui/language.h"
#include "ui/scene/layoutparts.h"
#include "ui/scene/stagepainter.h"
#include "ui/scene/words.h"

#include <QPainterPathStroker>
#include <QTest>

#include <cmath>
#include <csignal>
#include <fcntl.h>

using namespace seeipc;

namespace {

/// Something that covers a place, and what it is.
struct Solid
{
    QString what;
    QRectF rect;
    int group = 0; ///< members of one group may overlap
};

struct Size
{
    const char *name;
    QSize window;
    double height; ///< of the stage
};

constexpr Size sizes[] = {
    {"1024, lowest", {1024, 768}, 0}, {"1024, low", {1024, 768}, 330},  {"1024", {1024, 768}, 560},
    {"1280", {1280, 800}, 560},       {"1920, low", {1920, 1080}, 400}, {"1920", {1920, 1080}, 830},
    {"3840", {3840, 2160}, 1660},
};

Cast castOfDemo(const char *id)
{
    const auto read = loadScenario(findScenario(id).value_or(""));
    const auto *scenario = std::get_if<Scenario>(&read);
    return scenario ? castOf(*scenario) : Cast();
}

QString place(const QRectF &rect)
{
    return QStringLiteral("%1,%2 %3x%4")
        .arg(rect.x())
        .arg(rect.y())
        .arg(rect.width())
        .arg(rect.height());
}

void addLabels(std::vector<Solid> &solids, const QString &of, const std::vector<Label> &labels)
{
    for (const auto &label : labels)
        solids.push_back(
            {of + QStringLiteral(" \"") + label.text + QLatin1Char('"'), label.rect, 0});
}

std::vector<Solid> solidsOf(const StageLayout &layout)
{
    std::vector<Solid> solids;
    for (const auto &box : layout.boxes)
        solids.push_back({QStringLiteral("box %1").arg(box.worker), box.rect, 0});
    for (const auto &tube : layout.tubes) {
        const auto name = QStringLiteral("tube %1").arg(tube.channel);
        const int group = 1 + tube.channel;
        solids.push_back({name, tube.wall, group});
        for (const auto *socket : {&tube.writeEnd, &tube.readEnd}) {
            const QPointF reach(socket->radius, socket->radius);
            solids.push_back({name + QStringLiteral(" socket"),
                              QRectF(socket->centre - reach, socket->centre + reach), group});
        }
        for (const auto &slot : tube.cells) {
            if (!slot.callout.isEmpty())
                solids.push_back({name + QStringLiteral(" letters"), slot.callout, group});
        }
        addLabels(solids, name, tube.labels);
        for (const auto &outside : tube.outside) {
            solids.push_back({name + QStringLiteral(" packet outside"), outside.rect, 0});
            addLabels(solids, name, outside.labels);
        }
    }
    for (const auto &arrow : layout.arrows) {
        for (const auto *label : {&arrow.label, &arrow.age}) {
            if (*label)
                addLabels(solids, QStringLiteral("arrow of %1").arg(arrow.worker), {**label});
        }
    }
    return solids;
}

/// Callouts that leave their tube, or cover bytes, an end of it or each other.
QStringList lettersInTheWay(const TubeShape &tube)
{
    QStringList found;
    std::vector<QRectF> others;
    for (const auto *socket : {&tube.writeEnd, &tube.readEnd}) {
        const QPointF reach(socket->radius, socket->radius);
        others.emplace_back(socket->centre - reach, socket->centre + reach);
    }
    for (const auto &slot : tube.cells) {
        others.push_back(slot.bytes);
        others.push_back(slot.taken);
    }
    for (const auto &slot : tube.cells) {
        if (slot.callout.isEmpty())
            continue;
        if (!tube.wall.contains(slot.callout))
            found += slot.letters + QStringLiteral(" leaves the tube");
        for (const auto &other : others) {
            if (slot.callout.intersects(other))
                found += slot.letters + QStringLiteral(" covers ") + place(other);
        }
        others.push_back(slot.callout);
    }
    return found;
}

QStringList overlaps(const std::vector<Solid> &solids)
{
    QStringList found;
    for (std::size_t i = 0; i < solids.size(); ++i) {
        for (std::size_t k = i + 1; k < solids.size(); ++k) {
            const bool isAllowed = solids[i].group != 0 && solids[i].group == solids[k].group;
            if (!isAllowed && solids[i].rect.intersects(solids[k].rect))
                found += solids[i].what + QStringLiteral(" (") + place(solids[i].rect)
                         + QStringLiteral(") and ") + solids[k].what + QStringLiteral(" (")
                         + place(solids[k].rect) + QLatin1Char(')');
        }
    }
    return found;
}

/// Points of a line, close enough that no text slips between two.
std::vector<QPointF> pointsOf(const QPainterPath &path)
{
    std::vector<QPointF> points;
    for (const auto &polygon : path.toSubpathPolygons()) {
        for (qsizetype i = 1; i < polygon.size(); ++i) {
            const QLineF stroke(polygon[i - 1], polygon[i]);
            const auto count = static_cast<int>(stroke.length() / 3) + 1;
            for (int k = 0; k < count; ++k)
                points.push_back(stroke.pointAt(static_cast<double>(k) / count));
        }
    }
    return points;
}

void holdsBothEnds(Snapshot &snapshot, std::size_t worker, std::size_t channel)
{
    const auto id = static_cast<ChannelId>(channel);
    const int fd = 3 + 2 * static_cast<int>(channel);
    auto &descriptors = snapshot.processes[worker].descriptors;
    descriptors.push_back({fd, id, End::Read});
    descriptors.push_back({fd + 1, id, End::Write});
    const auto holder = static_cast<WorkerId>(worker);
    snapshot.channels[channel].readers.push_back({holder, fd});
    snapshot.channels[channel].writers.push_back({holder, fd + 1});
}

/// Texts and boxes that a line runs through. Its own box and label are no obstacle.
QStringList crossings(const StageLayout &layout, const QString &what, const QPainterPath &path,
                      WorkerId own)
{
    QStringList found;
    const auto points = pointsOf(path);
    const auto meets = [&](const QRectF &rect) {
        return std::any_of(points.begin(), points.end(),
                           [&](const QPointF &point) { return rect.contains(point); });
    };
    for (const auto &box : layout.boxes) {
        if (box.worker != own && meets(box.rect.adjusted(1, 1, -1, -1)))
            found += what + QStringLiteral(" through box %1").arg(box.worker);
    }
    for (const auto &tube : layout.tubes) {
        for (const auto &label : tube.labels) {
            if (meets(label.rect))
                found += what + QStringLiteral(" through ") + label.text;
        }
        for (const auto &outside : tube.outside) {
            for (const auto &label : outside.labels) {
                if (meets(label.rect))
                    found += what + QStringLiteral(" through ") + label.text;
            }
        }
    }
    return found;
}

QStringList threadsThroughTexts(const StageLayout &layout)
{
    QStringList found;
    for (const auto &thread : layout.threads)
        found += crossings(
            layout,
            QStringLiteral("thread of %1 fd %2").arg(thread.worker).arg(thread.descriptor.fd),
            thread.path, thread.worker);
    return found;
}

} // namespace

class StageLayoutTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { setCurrentLanguage(Language::English); }

    void nothingOverlaps_data() { everyInstant(); }
    void nothingOverlaps() { report(overlaps(solidsOf(made()))); }

    void everythingIsInside_data() { everyInstant(); }
    void everythingIsInside()
    {
        const auto layout = made();
        const QRectF stage(QPointF(), layout.size);
        QStringList found;
        for (const auto &solid : solidsOf(layout)) {
            if (!stage.contains(solid.rect))
                found += solid.what + QStringLiteral(" at ") + place(solid.rect);
        }
        for (const auto &arrow : layout.arrows) {
            if (!stage.contains(arrow.path.boundingRect().adjusted(-1, -1, 1, 1)))
                found += QStringLiteral("arrow at ") + place(arrow.path.boundingRect());
        }
        for (const auto &thread : layout.threads) {
            if (!stage.contains(thread.path.boundingRect()))
                found += QStringLiteral("thread at ") + place(thread.path.boundingRect());
        }
        report(found);
    }

    /// As two demos stand below each other in a window of 1024x768, in no more height than they need.
    void twoHaveRoomBesideTheirSteps_data()
    {
        QTest::addColumn<QString>("scene");
        for (const auto *scene : {"not started", "hello", "forgotten end", "deadlock",
                                  "talking to itself", "both wait to read"})
            QTest::newRow(scene) << scene;
    }
    void twoHaveRoomBesideTheirSteps()
    {
        QFETCH(const QString, scene);
        for (const auto language : {Language::English, Language::Chinese}) {
            setCurrentLanguage(language);
            const auto made = stageScene(scene.toLatin1().constData());
            const TextMeasure measure(TypeScale::forWindow({1024, 361}));
            constexpr double width = 710;
            const QSizeF size(width, leastFrame(made.cast, measure, width).height());
            const auto layout = layOut(made.facts(measure, size));
            auto found = overlaps(solidsOf(layout));
            for (const auto &solid : solidsOf(layout)) {
                if (!QRectF(QPointF(), size).contains(solid.rect))
                    found += solid.what + QStringLiteral(" at ") + place(solid.rect);
            }
            for (const auto &arrow : layout.arrows)
                found += crossings(layout, QStringLiteral("arrow of %1").arg(arrow.worker),
                                   arrow.path, arrow.worker);
            for (const auto &box : layout.boxes) {
                for (const auto &label : box.labels) {
                    if (!box.rect.contains(label.rect))
                        found += label.text + QStringLiteral(" leaves its box");
                }
            }
            report(found);
        }
    }

    /// In a window of 1280x800; an arrow comes up at the right of the figure.
    void aFullPipeHasItsFigureBesideADrawer()
    {
        for (const auto language : {Language::English, Language::Chinese}) {
            setCurrentLanguage(language);
            auto scene = stageScene("write blocks");
            auto &channel = scene.snapshot.channels[0];
            channel.capacity.value = channel.queued.value = 16'384;
            channel.slots = PipeSlots(16'384);
            for (int i = 0; i < 4; ++i)
                channel.slots.forceWrite(4'096, 0);
            channel.queued.source = Source::Sampled;
            channel.queued.time = scene.now - 100'000'000;
            const TextMeasure measure(TypeScale::forWindow({1280, 800}));
            const auto layout = layOut(scene.facts(measure, QSizeF(880, 290)));
            report(overlaps(solidsOf(layout)));
            const auto &labels = layout.tubes[0].labels;
            QVERIFY(std::any_of(labels.begin(), labels.end(), [](const Label &label) {
                return label.mark == SourceMark::Clock;
            }));
        }
    }

    /// The figure has both numbers: what is told of them beneath it has less room than it would like.
    void aDisagreementHasItsFigureBesideADrawer()
    {
        for (const auto language : {Language::English, Language::Chinese}) {
            setCurrentLanguage(language);
            auto scene = stageScene("write blocks");
            auto &channel = scene.snapshot.channels[0];
            channel.capacity.value = 16'384;
            channel.queued = {16'284, Source::Sampled, scene.now - 100'000'000, 0};
            channel.disagrees = true;
            channel.slots = PipeSlots(16'384);
            for (int i = 0; i < 4; ++i)
                channel.slots.forceWrite(4'096, 0);
            const TextMeasure measure(TypeScale::forWindow({1366, 768}));
            const auto layout = layOut(scene.facts(measure, QSizeF(840, 270)));
            report(overlaps(solidsOf(layout)));
            QCOMPARE(layout.arrows.size(), std::size_t{1});
            report(crossings(layout, QStringLiteral("arrow"), layout.arrows[0].path, 0));
            QVERIFY(layout.tubes[0].labels[0].text.contains(QChar(0x2260)));
        }
    }

    /// Its rate, and its age beneath the figure, would lie under the writer's box.
    void aFlowHasItsFigureBesideADrawer()
    {
        for (const auto language : {Language::English, Language::Chinese}) {
            setCurrentLanguage(language);
            auto scene = stageScene("write blocks");
            auto &channel = scene.snapshot.channels[0];
            channel.capacity.value = channel.queued.value = 16'384;
            channel.slots = PipeSlots(16'384);
            for (int i = 0; i < 4; ++i)
                channel.slots.forceWrite(4'096, 0);
            channel.queued.source = Source::Sampled;
            channel.queued.time = scene.now - 100'000'000;
            scene.rates.calls = {50, 47};
            scene.rates.bytesIn = {198'000};
            scene.rates.bytesOut = {198'000};
            const TextMeasure measure(TypeScale::forWindow({1280, 800}));
            const auto layout = layOut(scene.facts(measure, QSizeF(880, 290)));
            QVERIFY(layout.tubes[0].flows);
            report(overlaps(solidsOf(layout)));
            QCOMPARE(layout.arrows.size(), std::size_t{1});
            report(crossings(layout, QStringLiteral("arrow"), layout.arrows[0].path, 0));
            const auto &labels = layout.tubes[0].labels;
            QVERIFY2(labels[0].text.endsWith(QLatin1Char('B')), qPrintable(labels[0].text));
            const double gap = layout.tubes[0].wall.left() - layout.boxes[0].rect.right();
            for (const auto &label : labels) {
                const double clear = layout.boxes[0].rect.right() + gap / 4;
                QVERIFY2(label.rect.left() >= clear, qPrintable(label.text));
            }
        }
    }

    void textsOfABoxHaveTheirRoom_data() { everyInstant(); }
    void textsOfABoxHaveTheirRoom()
    {
        const auto layout = made();
        QStringList found;
        for (const auto &box : layout.boxes) {
            std::vector<Solid> solids{{QStringLiteral("glyph"), box.glyphRect, 0},
                                      {QStringLiteral("spine"), box.spine, 0}};
            addLabels(solids, QStringLiteral("text"), box.labels);
            found += overlaps(solids);
            for (const auto &label : box.labels) {
                if (!box.rect.contains(label.rect))
                    found += label.text + QStringLiteral(" at ") + place(label.rect)
                             + QStringLiteral(" leaves its box ") + place(box.rect);
            }
        }
        report(found);
    }

    void linesRunBesideTexts_data() { everyInstant(); }
    void linesRunBesideTexts()
    {
        const auto layout = made();
        QStringList found;
        for (const auto &arrow : layout.arrows)
            found += crossings(layout, QStringLiteral("arrow of %1").arg(arrow.worker), arrow.path,
                               arrow.worker);
        report(found + threadsThroughTexts(layout));
    }

    void onlyCallsAreShortened_data() { everyInstant(); }
    void onlyCallsAreShortened()
    {
        const auto layout = made();
        for (const auto &solid : solidsOf(layout))
            QVERIFY2(!solid.what.contains(QChar(0x2026)), qPrintable(solid.what));
        for (const auto &box : layout.boxes) {
            for (const auto &label : box.labels)
                QVERIFY2(label.role == TextRole::Call || !label.text.contains(QChar(0x2026)),
                         qPrintable(label.text));
        }
    }

    void theNumberOfACallIsNeverCutOff_data() { everyInstant(); }
    void theNumberOfACallIsNeverCutOff()
    {
        for (const auto &box : made().boxes) {
            for (const auto &label : box.labels)
                QVERIFY2(label.role != TextRole::Call || label.text.endsWith(QLatin1Char(')')),
                         qPrintable(label.text));
        }
    }

    void aCallGivesUpItsBufferThenItsWordAndNeverItsNumber()
    {
        auto scene = stageScene("three writers");
        auto &process = scene.snapshot.processes[0];
        process.state = ProcessState::AtGate;
        process.gate = Gate::Held;
        process.inCall = false;
        process.arguments[1] = 65'537;
        QCOMPARE(words::calls(process),
                 QStringList({"next: write(4, buf, 65537)", "next: write(4, …, 65537)",
                              "› write(4, …, 65537)", "›write(4,…,65537)", "›write(4…65537)"}));
        const TextMeasure measure(TypeScale::forWindow({1024, 768}));
        for (const double width : {1024.0, 784.0, 700.0}) { // beside a drawer, side by side
            const auto layout = layOut(scene.facts(measure, {width, 380}));
            const auto &labels = layout.boxes[0].labels;
            const auto call = std::find_if(labels.begin(), labels.end(), [](const Label &label) {
                return label.role == TextRole::Call;
            });
            QVERIFY(call != labels.end());
            QVERIFY2(call->text.endsWith(QLatin1String("65537)")), qPrintable(call->text));
            std::vector<Solid> solids;
            addLabels(solids, QStringLiteral("text"), labels);
            report(overlaps(solids));
        }
        process.unmade = true;
        QCOMPARE(words::calls(process).back(), QStringLiteral("×write(4…65537)"));
    }

    /// In a box that shows no more than 24 letters.
    void aCallGivesUpItsMiddleBeforeItsNumber()
    {
        ProcessSnapshot process;
        process.state = ProcessState::AtGate;
        const auto inShort = [&](const char *name, std::array<std::int32_t, 2> arguments,
                                 std::int64_t third) {
            process.call = findCall(name).value();
            process.arguments = arguments;
            process.third = third;
            for (const auto &text : words::calls(process)) {
                if (text.size() <= 24)
                    return text;
            }
            return QString();
        };
        QCOMPARE(inShort("fcntl", {4, F_SETPIPE_SZ}, 1'048'577),
                 QStringLiteral("›fcntl(4, …, 1048577)"));
        QCOMPARE(inShort("splice", {3, 6}, 100), QStringLiteral("›splice(3…6…100,0)"));
        QCOMPARE(inShort("fcntl", {4, F_GETPIPE_SZ}, absent),
                 QStringLiteral("› fcntl(4, F_GETPIPE_SZ)"));
    }

    /// The program's name alone would say nothing: the command is what matters.
    void whatAProgramIsRunWithIsReadInItsBox()
    {
        auto scene = stageScene("write blocks");
        auto &process = scene.snapshot.processes[0];
        process.state = ProcessState::AtGate;
        process.gate = Gate::Pace;
        process.inCall = false;
        process.call = findCall("execve").value();
        process.arguments[0] = 4; // in mechanisms/programs.h
        for (const auto &size : {QSize(1024, 768), QSize(1366, 768), QSize(1920, 1080)}) {
            const auto layout = layOut(
                scene.facts(TextMeasure(TypeScale::forWindow(size)), {double(size.width()), 380}));
            const auto &labels = layout.boxes[0].labels;
            QVERIFY2(std::any_of(labels.begin(), labels.end(),
                                 [](const Label &label) {
                                     return label.text.contains(
                                         QLatin1String("bash -c 'ulimit -p'"));
                                 }),
                     qPrintable(QString::number(size.width())));
        }
    }

    void whatLeadsToNoEndStandsInItsBoxToo()
    {
        using Kind = OtherDescriptor::Kind;
        auto scene = stageScene("write blocks");
        scene.cast.mostOthers = 4;
        auto &others = scene.snapshot.processes[0].others;
        const auto has = [&](const QString &text) {
            const auto layout = layOut(
                scene.facts(TextMeasure(TypeScale::forWindow({1366, 768})), {1366, 380}));
            const auto &labels = layout.boxes[0].labels;
            return std::any_of(labels.begin(), labels.end(),
                               [&](const Label &label) { return label.text == text; });
        };
        const auto child = QString::fromStdString(scene.cast.parts[1].name);
        others = {{7, Kind::Process, noChannel, 1}};
        QVERIFY(has("fd 7  pidfd of " + child));
        others = {{7, Kind::Proc, noChannel, 1}, {8, Kind::File, noChannel, noWorker}};
        QVERIFY(has("fd 7  /proc of " + child) && has("fd 8  ordinary file"));
        others = {{9, Kind::Path, 0, noWorker}};
        QVERIFY(has("fd 9  O_PATH"));
        others = {{5, Kind::File, noChannel, noWorker},
                  {6, Kind::File, noChannel, noWorker},
                  {7, Kind::File, noChannel, noWorker},
                  {8, Kind::File, noChannel, noWorker}};
        QVERIFY(has("fd 8  ordinary file")); // the newest; there is no room for all
        QVERIFY(!has("fd 5  ordinary file"));
    }

    void placesStayTheSameAtEveryInstant()
    {
        const TextMeasure measure(TypeScale::forWindow({1024, 768}));
        auto scene = stageScene("write blocks");
        const auto before = layOut(scene.facts(measure, {1024, 500}));
        scene.snapshot = Snapshot(2, 1);
        const auto after = layOut(scene.facts(measure, {1024, 500}));
        QCOMPARE(after.tubes[0].wall, before.tubes[0].wall);
        for (std::size_t i = 0; i < 2; ++i)
            QCOMPARE(after.boxes[i].rect, before.boxes[i].rect);
    }

    void writersAreLeftAndReadersRight()
    {
        const auto layout = madeOf("hello", {1920, 1080}, 500);
        QVERIFY(layout.boxes[1].rect.right() < layout.tubes[0].wall.left()); // child writes
        QVERIFY(layout.boxes[0].rect.left() > layout.tubes[0].wall.right()); // parent reads
    }

    void whoOnlyForksAndWaitsStandsBeneathTheChannel()
    {
        const auto layout = madeOf("family", {1920, 1080}, 700);
        const auto &parent = layout.boxes[0].rect;
        const auto &wall = layout.tubes[0].wall;
        QVERIFY(parent.top() > wall.bottom());
        QVERIFY(std::abs(parent.center().x() - wall.center().x()) < 2);
    }

    /// Its reader never reads: it closes its write end first, and that it has the other is its part.
    void whoOnlyKeepsAnEndStandsAcrossTheChannel()
    {
        const auto cast = castOfDemo("pipe-sigpipe-default");
        QCOMPARE(cast.parts.size(), std::size_t{3});
        QCOMPARE(cast.parts[0].name, std::string("reader"));
        QCOMPARE(cast.parts[0].column, Column::Right);
        QCOMPARE(cast.parts[1].column, Column::Left);
        QCOMPARE(cast.parts[2].column, Column::Left);
        QVERIFY(cast.channels[0].flowsRight);
    }

    /// Neither program tells of a call: what it was given as standard input and output does.
    void programsStandAsTheirPipelineLeads()
    {
        const auto cast = castOfDemo("pipe-yes-head");
        QCOMPARE(cast.parts[0].name, std::string("shell"));
        QCOMPARE(cast.parts[0].column, Column::Left);
        QCOMPARE(cast.parts[1].name, std::string("yes"));
        QCOMPARE(cast.parts[1].column, Column::Left);
        QCOMPARE(cast.parts[2].name, std::string("head"));
        QCOMPARE(cast.parts[2].column, Column::Right);
        QVERIFY(cast.channels[0].flowsRight);
        QVERIFY(!cast.channels[1].flowsRight);
    }

    /// Who only asks or sends signals stands as one that writes would: beneath the tube it takes its
    /// height.
    void whoUsesNoChannelStandsOnTheSideThatNobodyHas()
    {
        const auto alone = castOfDemo("pipe-user-pages-soft");
        QCOMPARE(alone.parts.size(), std::size_t{1});
        QCOMPARE(alone.parts[0].column, Column::Left);
        QVERIFY(alone.channels[0].flowsRight);
        const auto pair = castOfDemo("pipe-eintr");
        QCOMPARE(pair.parts.size(), std::size_t{2});
        QCOMPARE(pair.parts[0].column, Column::Left);
        QCOMPARE(pair.parts[1].column, Column::Right);
        QVERIFY(pair.channels[0].flowsRight);
    }

    void bytesAreOfWhoeverMadeThem_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QStringList>("writers"); // by channel; empty: several
        QTest::newRow("a pair") << "pipe-flow" << QStringList("writer");
        QTest::newRow("two programs") << "pipe-yes-head" << QStringList{"yes", ""};
        QTest::newRow("through a relay") << "pipe-tee-splice" << QStringList{"writer", "writer"};
        QTest::newRow("two writers") << "pipe-interleave-forced" << QStringList("");
    }

    /// By a relay as by a program that tells nothing: the timeline's fill has the colour of the tube's bytes.
    void bytesAreOfWhoeverMadeThem()
    {
        QFETCH(QString, id);
        QFETCH(QStringList, writers);
        const auto cast = castOfDemo(qPrintable(id));
        QStringList found;
        for (const auto &channel : cast.channels)
            found << (channel.bytesOf == noWorker
                          ? QString()
                          : QString::fromStdString(cast.parts[channel.bytesOf].name));
        QCOMPARE(found, writers);
    }

    /// Who of them wrote is not told: what is drawn says no more than the demo does.
    void untoldBytesHaveTheColourOfTheTimeline()
    {
        auto scene = stageScene("write blocks");
        auto &channel = scene.snapshot.channels[0];
        channel.untold = true;
        const TextMeasure measure(TypeScale::forWindow({1280, 800}));
        for (const WorkerId writer : {WorkerId{0}, WorkerId{1}, noWorker}) {
            scene.cast.channels[0].bytesOf = writer;
            const auto layout = layOut(scene.facts(measure, {1280, 560}));
            const auto &cells = layout.tubes[0].cells;
            QVERIFY(!cells[0].bytes.isEmpty());
            QCOMPARE(cells[0].writer, writer);
        }
        const auto &theme = themeOf(ThemeName::Light);
        QCOMPARE(theme.identityOf(noWorker), theme.outline);
    }

    /// One to its own column and one across: two ways, and no line between them.
    void anArrowToBothColumnsCrossesNoBoxAndNoTube()
    {
        auto scene = stageScene("write blocks");
        scene.cast = castOfDemo("pipe-yes-head");
        scene.snapshot = Snapshot(3, 2);
        for (auto &channel : scene.snapshot.channels)
            channel.exists = true;
        for (auto &process : scene.snapshot.processes)
            process.state = ProcessState::Running;
        scene.snapshot.processes[0].state = ProcessState::Asleep;
        Wait wait;
        wait.worker = 0;
        wait.channel = 1;
        wait.wakers = {1, 2};
        scene.waits = {};
        scene.waits.waits = {wait};
        for (const auto &size : sizes) {
            const TextMeasure measure(TypeScale::forWindow(size.window));
            const auto layout = layOut(
                scene.facts(measure, {static_cast<double>(size.window.width()), size.height}));
            QCOMPARE(layout.arrows.size(), std::size_t{1});
            QCOMPARE(layout.arrows[0].heads.size(), std::size_t{2});
            for (const auto &way : layout.arrows[0].path.toSubpathPolygons()) {
                for (qsizetype i = 1; i < way.size(); ++i) {
                    for (int k = 0; k <= 100; ++k) {
                        const auto point = QLineF(way[i - 1], way[i]).pointAt(k / 100.0);
                        for (const auto &box : layout.boxes)
                            QVERIFY2(!box.rect.adjusted(2, 2, -2, -2).contains(point), size.name);
                        for (const auto &tube : layout.tubes)
                            QVERIFY2(!tube.wall.contains(point), size.name);
                    }
                }
            }
        }
    }

    void anArrowToTheLowerOfTwoChildrenGoesPastTheUpper()
    {
        auto scene = stageScene("write blocks");
        scene.cast = castOfDemo("pipe-sigpipe-default");
        scene.snapshot = Snapshot(3, 1);
        scene.snapshot.channels[0].exists = true;
        for (auto &process : scene.snapshot.processes)
            process.state = ProcessState::Running;
        scene.snapshot.processes[0].state = ProcessState::Asleep;
        Wait wait;
        wait.worker = 0;
        wait.reason = WaitReason::Child;
        wait.wakers = {2};
        scene.waits = {};
        scene.waits.waits = {wait};
        for (const auto &size : sizes) {
            const TextMeasure measure(TypeScale::forWindow(size.window));
            const auto layout = layOut(
                scene.facts(measure, {static_cast<double>(size.window.width()), size.height}));
            QCOMPARE(layout.arrows.size(), std::size_t{1});
            const auto &arrow = layout.arrows[0];
            for (int i = 0; i <= 1000; ++i) {
                const auto point = arrow.path.pointAtPercent(i / 1000.0);
                QVERIFY2(!layout.boxes[1].rect.contains(point), size.name);
                QVERIFY2(!layout.tubes[0].wall.contains(point), size.name);
            }
            const auto &child = layout.boxes[2].rect;
            QVERIFY(arrow.heads[0].boundingRect().intersects(child.adjusted(-4, -4, 4, 4)));
        }
    }

    void aDescriptorInUseIsNeverAmongTheRest()
    {
        auto scene = stageScene("write blocks"); // in a write to fd 4
        auto &writer = scene.snapshot.processes[0];
        writer.descriptors = {{3, 0, End::Read}, {4, 0, End::Write}, {7, 0, End::Read}};
        const TextMeasure measure(TypeScale::forWindow({1024, 768}));
        const auto box = layOut(scene.facts(measure, {1024, 500})).boxes[0];
        const auto says = [&](const QString &text) {
            return std::any_of(box.labels.begin(), box.labels.end(),
                               [&](const Label &label) { return label.text == text; });
        };
        QVERIFY(says(QStringLiteral("fd 4  write end")));
        QVERIFY(!says(QStringLiteral("fd 3  read end")));
        QVERIFY(says(QStringLiteral("and 2 more")));
        QCOMPARE(box.rows.size(), std::size_t{3}); // each has its thread all the same
    }

    void aChannelThatAnswersFlowsBack()
    {
        const auto scene = stageScene("conversation");
        QVERIFY(scene.cast.channels[0].flowsRight);
        QVERIFY(!scene.cast.channels[1].flowsRight);
    }

    void slotsAreTrueToScale()
    {
        const auto layout = madeOf("partly taken", {1920, 1080}, 500);
        const auto &tube = layout.tubes[0];
        QCOMPARE(tube.cells.size(), std::size_t{4});
        const auto &oldest = tube.cells[0];
        QVERIFY(oldest.cell.center().x()
                > tube.cells[1].cell.center().x()); // nearest to the reader
        const double page = oldest.cell.height();
        QVERIFY(std::abs(oldest.taken.height() - page * 3000 / 4096) <= 1);
        QVERIFY(std::abs(oldest.bytes.height() - page * 1096 / 4096) <= 1);
        QCOMPARE(oldest.bytes.bottom(), oldest.taken.top());
        QVERIFY(std::abs(tube.cells[1].bytes.height() - page * 2149 / 4096) <= 1);
        QVERIFY(tube.cells[2].bytes.isEmpty());
        QVERIFY(tube.cells[3].bytes.isEmpty());
    }

    void oneByteIsSeen()
    {
        auto scene = stageScene("write blocks");
        scene.snapshot.channels[0].slots.clear();
        scene.snapshot.channels[0].slots.forceWrite(1, 0);
        const TextMeasure measure(TypeScale::forWindow({1024, 768}));
        const auto layout = layOut(scene.facts(measure, {1024, 500}));
        QVERIFY(layout.tubes[0].cells[0].bytes.height() >= 2);
        QVERIFY(layout.tubes[0].cells[0].cell.contains(layout.tubes[0].cells[0].bytes));
    }

    void aFillFromBeforeTheLastReturnIsNoFactOfNow()
    {
        ChannelSnapshot channel;
        channel.queued = {4096, Source::Reported, 7, 0};
        channel.lastReturn = 7;
        QVERIFY(words::fill(channel).front().startsWith(QStringLiteral("4")));
        channel.lastReturn = 8;
        channel.slots.forceWrite(8192); // what the calls made of it since
        QVERIFY(words::fill(channel).front().startsWith(QStringLiteral("≈ 8")));
        channel.slotsExact = false;
        QVERIFY(words::fill(channel).front().startsWith(QStringLiteral("≈ 4")));
    }

    void aSlotThatOneByteWasTakenFromIsNotFull()
    {
        auto scene = stageScene("write blocks");
        scene.snapshot.channels[0].slots.forceRead(1);
        scene.snapshot.channels[0].queued.value = 65535;
        const TextMeasure measure(TypeScale::forWindow({1024, 768}));
        const auto layout = layOut(scene.facts(measure, {1024, 500}));
        const auto &oldest = layout.tubes[0].cells[0];
        QVERIFY(oldest.taken.height() >= 2);
        QCOMPARE(oldest.bytes.bottom(), oldest.taken.top());
        QCOMPARE(oldest.bytes.top(), oldest.cell.top());
    }

    void slotsStandInRowsOfThirtyTwo_data()
    {
        QTest::addColumn<int>("slots");
        QTest::addColumn<int>("rows");
        QTest::newRow("1") << 1 << 1;
        QTest::newRow("16") << 16 << 1;
        QTest::newRow("32") << 32 << 1;
        QTest::newRow("64") << 64 << 2;
        QTest::newRow("128") << 128 << 4;
        QTest::newRow("256") << 256 << 8;
        QTest::newRow("1024, longer rows") << 1024 << 8;
    }
    void slotsStandInRowsOfThirtyTwo()
    {
        QFETCH(int, slots);
        QFETCH(int, rows);
        auto scene = stageScene("write blocks");
        scene.snapshot.channels[0].slots = PipeSlots(static_cast<std::size_t>(slots) * 4096);
        const TextMeasure measure(TypeScale::forWindow({1024, 768}));
        const auto layout = layOut(scene.facts(measure, {1024, 500}));
        const auto &tube = layout.tubes[0];
        QCOMPARE(static_cast<int>(tube.cells.size()), slots);
        QList<double> tops;
        std::vector<Solid> cells;
        for (const auto &slot : tube.cells) {
            if (!tops.contains(slot.cell.top()))
                tops += slot.cell.top();
            QVERIFY(tube.wall.contains(slot.cell));
            QVERIFY(slot.cell.width() >= 2 && slot.cell.height() >= 3);
            cells.push_back({QStringLiteral("slot"), slot.cell, 0});
        }
        QCOMPARE(static_cast<int>(tops.size()), rows);
        report(overlaps(cells));
    }

    /// Two writes of 2049 in two of 64 slots, one byte of the first is taken.
    void twoLensesShowTheOldestAndTheNewestOfManySlotsTrueToScale()
    {
        auto scene = stageScene("write blocks");
        auto &channel = scene.snapshot.channels[0];
        channel.slots = PipeSlots(64UL * 4096);
        (void)channel.slots.write(2049);
        (void)channel.slots.write(2049);
        channel.slots.forceRead(1);
        channel.queued.value = 4097;
        scene.waits = {};
        const TextMeasure measure(TypeScale::forWindow({1920, 1080}));
        auto layout = layOut(scene.facts(measure, {1920, 700}));
        const auto &tube = layout.tubes[0];
        QCOMPARE(tube.lenses.size(), 2U);
        const auto &head = tube.lenses[0];
        const auto &tail = tube.lenses[1];
        QVERIFY(head.isHead && !tail.isHead);
        QCOMPARE(head.from, tube.cells[0].cell);
        QCOMPARE(tail.from, tube.cells[1].cell);
        QVERIFY(tube.flowsRight == (head.slot.cell.left() > tail.slot.cell.left()));
        QVERIFY(qAbs(head.slot.bytes.height() - head.slot.cell.height() * 2048 / 4096) <= 2);
        QVERIFY(!head.slot.taken.isEmpty() && tail.slot.taken.isEmpty());
        QStringList texts;
        std::vector<Solid> solids;
        for (const auto &label : tube.labels) {
            texts << label.text;
            solids.push_back({label.text, label.rect, 0});
        }
        QVERIFY2(texts.join(u'\n').contains(QStringLiteral("head: 1 of 2\u202f049 taken")),
                 qPrintable(texts.join('\n')));
        QVERIFY2(texts.contains(QStringLiteral("tail: 2\u202f047 more may be put behind")),
                 qPrintable(texts.join('\n')));
        report(overlaps(solids));
        solids.clear();
        for (const auto &slot : tube.cells)
            solids.push_back({QStringLiteral("slot"), slot.cell, 0});
        for (const auto &lens : tube.lenses)
            solids.push_back({QStringLiteral("lens"), lens.slot.cell, 0});
        report(overlaps(solids));
        channel.slots = PipeSlots(32UL * 4096);
        QVERIFY(layOut(scene.facts(measure, {1920, 700})).tubes[0].lenses.empty());
    }

    /// At 1024 too, where the lens itself is narrow and the line beneath is full.
    void theHeadLensSaysThatItsSlotIsNotFreeYet_data()
    {
        QTest::addColumn<Language>("language");
        QTest::addColumn<QString>("text");
        QTest::newRow("en") << Language::English
                            << QStringLiteral("1\u202f000 of 4\u202f096 gone, slot not free yet");
        QTest::newRow("zh") << Language::Chinese
                            << QStringLiteral("队首页：4\u202f096 中已取走 1\u202f000，槽还没空");
    }

    void theHeadLensSaysThatItsSlotIsNotFreeYet()
    {
        QFETCH(Language, language);
        QFETCH(QString, text);
        setCurrentLanguage(language);
        auto scene = stageScene("write blocks");
        auto &channel = scene.snapshot.channels[0];
        channel.slots = PipeSlots(256UL * 4096);
        channel.slots.forceWrite(256UL * 4096);
        channel.slots.forceRead(1000);
        channel.queued.value = static_cast<std::int64_t>(channel.slots.fill());
        const TextMeasure measure(TypeScale::forWindow({1024, 768}));
        const auto tube = layOut(scene.facts(measure, {1024, 280})).tubes[0];
        const auto head = std::find_if(tube.labels.begin(), tube.labels.end(),
                                       [&](const Label &label) { return label.text == text; });
        QVERIFY(head != tube.labels.end());
        QVERIFY(head->rect.bottom() <= tube.wall.top());
        QVERIFY(qAbs(head->rect.right() - tube.wall.right()) <= 1);
    }

    /// The kernel wakes a writer a moment after a slot is free: until then it is seen asleep beside one.
    void whoSleepsBesideAFreeSlotIsAboutToWake()
    {
        auto scene = stageScene("write blocks");
        auto &channel = scene.snapshot.channels[0];
        const TextMeasure measure(TypeScale::forWindow({1920, 1080}));
        const auto isTold = [&] {
            const auto layout = layOut(scene.facts(measure, {1920, 700}));
            const auto &labels = layout.tubes[0].labels;
            return std::any_of(labels.begin(), labels.end(), [](const Label &label) {
                return label.text == QStringLiteral("a slot is free: writer is about to wake");
            });
        };
        QVERIFY(!isTold());
        channel.slots.forceRead(2UL * 4096);
        channel.queued.value = static_cast<std::int64_t>(channel.slots.fill());
        scene.waits = waitsFor(scene.snapshot);
        QVERIFY(isTold());
        channel.slotsExact = false; // the writer may have filled it since
        scene.waits = waitsFor(scene.snapshot);
        QVERIFY(!isTold());
    }

    /// As torn paper, where the first's write breaks off and where it goes on, and a word beside that key.
    void aTornWriteHasTornEdges()
    {
        auto scene = stageScene("three writers");
        auto &channel = scene.snapshot.channels[0];
        channel.slots = PipeSlots(65536);
        channel.slots.forceWrite(2UL * 4096, 0);
        channel.slots.forceWrite(4096, 1);
        channel.slots.forceWrite(4096, 0);
        channel.queued.value = 4 * 4096;
        const TextMeasure measure(TypeScale::forWindow({1920, 1080}));
        const auto edges = [&] {
            const auto tube = layOut(scene.facts(measure, {1920, 700})).tubes[0];
            QString told;
            for (const auto &cell : tube.cells) {
                for (const auto &tear : cell.tears) {
                    const bool isNewer = (tear.first().x() == cell.bytes.left()) == tube.flowsRight;
                    told += QString::number(&cell - tube.cells.data())
                            + (isNewer ? QLatin1Char('>') : QLatin1Char('<'));
                }
            }
            for (const auto &label : tube.labels)
                told += label.mark == SourceMark::Tear ? label.text : QString();
            return told;
        };
        QCOMPARE(edges(), QString());
        channel.slots.tear(3);
        channel.torn = 1;
        QCOMPARE(edges(), QStringLiteral("1>3<torn: another's bytes stand inside this write"));
        QCOMPARE(words::spokenSlot(scene.cast.channels[0], channel, 3, {"anna", "bert", "carl"}),
                 QStringLiteral("slot 4 of 16 of p: 4096 bytes from anna, its torn write goes on "
                                "here, behind another's bytes"));
    }

    /// What is counted as torn, and what only may be, are told apart by that word.
    void aWriteThatMayBeTornIsNotCalledTorn()
    {
        auto scene = stageScene("three writers");
        auto &channel = scene.snapshot.channels[0];
        channel.slots = PipeSlots(65536);
        channel.slots.forceWrite(4096, 0);
        channel.slots.forceWrite(4096, 1);
        channel.slots.forceWrite(4096, 0);
        channel.slots.tear(2);
        channel.queued.value = 3 * 4096;
        const TextMeasure measure(TypeScale::forWindow({1920, 1080}));
        const auto key = [&] {
            const auto tube = layOut(scene.facts(measure, {1920, 700})).tubes[0];
            for (const auto &label : tube.labels) {
                if (label.mark == SourceMark::Tear)
                    return label.text;
            }
            return QString();
        };
        const auto spoken = [&](std::size_t slot) {
            return words::spokenSlot(scene.cast.channels[0], channel, slot,
                                     {"anna", "bert", "carl"});
        };
        const auto isSure = [&] { return key().startsWith(QStringLiteral("torn: ")); };
        QVERIFY2(key().startsWith(QStringLiteral("maybe torn")), qPrintable(key())); // not counted
        QVERIFY(spoken(0).endsWith(
            QStringLiteral("maybe its write breaks off here and another's bytes follow")));
        QVERIFY(spoken(2).endsWith(
            QStringLiteral("its write, maybe torn, goes on here behind another's bytes")));
        channel.torn = 1;
        channel.pending.push_back({0, 131072, 8192});
        QVERIFY2(isSure(), qPrintable(key()));
        channel.pending[0].maybeTornBy = 1; // this one is not, that one is
        QVERIFY2(key().startsWith(QStringLiteral("torn or maybe torn")), qPrintable(key()));
        channel.pending[0].isTorn = true;
        QVERIFY2(isSure(), qPrintable(key()));
    }

    /// What is torn is told, above the tube at last; nothing beneath it reaches into the arrow that comes
    /// up to its end.
    void besideADrawerANarrowTubeTellsOfATearAndKeepsClearOfTheArrow()
    {
        auto scene = stageScene("three writers");
        auto &channel = scene.snapshot.channels[0];
        channel.slots = PipeSlots(65536);
        for (int i = 0; i < 8; ++i)
            channel.slots.forceWrite(2UL * 4096, static_cast<WorkerId>(i % 2));
        channel.slots.tear(14);
        channel.queued.value = 61'728;
        channel.queued.source = Source::Sampled;
        const TextMeasure measure(TypeScale::forWindow({1366, 768}));
        for (int width = 800; width < 1000; width += 20) {
            const auto layout = layOut(scene.facts(measure, QSizeF(width, 400)));
            const auto &labels = layout.tubes[0].labels;
            const auto told = std::any_of(labels.begin(), labels.end(), [](const Label &label) {
                return label.mark == SourceMark::Tear && !label.text.isEmpty();
            });
            QVERIFY2(told, qPrintable(QString::number(width)));
            QVERIFY(!layout.arrows.empty());
            for (const auto &arrow : layout.arrows) {
                for (int i = 0; i <= 1000; ++i) {
                    const auto at = arrow.path.pointAtPercent(i / 1000.0);
                    for (const auto &label : labels)
                        QVERIFY2(!label.rect.contains(at),
                                 qPrintable(QStringLiteral("%1: %2").arg(width).arg(label.text)));
                }
            }
        }
    }

    void figureSlotsAndCellsAreOfOneInstant_data()
    {
        QTest::addColumn<int>("modelBytes");
        QTest::addColumn<int>("told");
        QTest::addColumn<QString>("usedSlots");
        QTest::newRow("a write is told beyond the number") << 16384 << 12288 << "≈ 3 of 4 slots";
        QTest::newRow("a read is told beyond the number") << 4096 << 8192 << "≈ 2 of 4 slots";
        QTest::newRow("more slots than there are") << 20480 << 16384 << "≈ 4 of 4 slots";
        QTest::newRow("no bytes, no guess") << 16384 << 0 << "0 of 4 slots";
        QTest::newRow("the same") << 8192 << 8192 << "2 of 4 slots";
    }

    void figureSlotsAndCellsAreOfOneInstant()
    {
        QFETCH(const int, modelBytes);
        QFETCH(const int, told);
        auto scene = stageScene("read blocks");
        auto &channel = scene.snapshot.channels[0];
        channel.capacity.value = 16384;
        channel.slots = PipeSlots(16384);
        channel.slots.forceWrite(static_cast<std::size_t>(modelBytes), 0);
        channel.queued.value = told;
        channel.lastWorker = 1; // the reader: no byte is its
        const TextMeasure measure(TypeScale::forWindow({1920, 1080}));
        const auto tube = layOut(scene.facts(measure, {1920, 500})).tubes[0];
        QTEST(tube.labels[2].text, "usedSlots");
        const auto used = std::count_if(
            tube.cells.begin(), tube.cells.end(),
            [](const SlotShape &cell) { return !cell.bytes.isEmpty() && cell.writer == 0; });
        QCOMPARE(used, (told + 4095) / 4096);
        QCOMPARE(tube.cells.size(), std::size_t{4});
    }

    void theFigureStandsInTheMiddleUnlessAnArrowComesUp()
    {
        const auto offset = [&](const char *scene) {
            const auto tube = madeOf(scene, {1024, 768}, 420).tubes[0];
            return tube.labels[0].rect.center().x() - tube.wall.center().x();
        };
        QVERIFY(std::abs(offset("read blocks")) <= 1); // although an age stands beside it
        QVERIFY(std::abs(offset("refused")) <= 1);
        auto scene = stageScene("write blocks");
        scene.snapshot.channels[0].queued.source = Source::Sampled;
        const TextMeasure measure(TypeScale::forWindow({1024, 768}));
        const auto blocked = layOut(scene.facts(measure, {1024, 420}));
        const auto head = blocked.arrows[0].heads[0].boundingRect();
        for (const auto &label : blocked.tubes[0].labels)
            QVERIFY(label.rect.right() < head.left() - 4);
    }

    void whereLooksAreRefusedAReportedNumberTellsItsAge()
    {
        auto scene = stageScene("write blocks");
        scene.snapshot.channels[0].queued.source = Source::Reported;
        scene.snapshot.channels[0].queued.time = scene.now - 2'000'000'000;
        const TextMeasure measure(TypeScale::forWindow({1920, 1080}));
        const auto labels = [&] {
            return layOut(scene.facts(measure, {1920, 500})).tubes[0].labels;
        };
        QCOMPARE(labels()[1].mark, SourceMark::Dotted); // the slots: no age
        scene.snapshot.channels[0].lookError = EPERM;
        QCOMPARE(labels()[1].mark, SourceMark::Clock);
        QCOMPARE(labels()[1].text, QStringLiteral("2.0 s"));
        QCOMPARE(labels()[3].text, QStringLiteral("no looks: EPERM"));
        const auto refused = madeOf("refused", {1920, 1080}, 500).tubes[0].labels;
        QCOMPARE(refused[2].text, QStringLiteral("last told: 4\u202f096 bytes"));
        QCOMPARE(refused[3].mark, SourceMark::Clock);
    }

    void bytesOfAnOpenWriteCountAsInferred()
    {
        auto scene = stageScene("partly in");
        const TextMeasure measure(TypeScale::forWindow({1920, 1080}));
        const auto told = [&](const QString &text) {
            const auto box = layOut(scene.facts(measure, {1920, 500})).boxes[0];
            const auto found = std::find_if(
                box.labels.begin(), box.labels.end(),
                [&](const Label &label) { return label.text.startsWith(text); });
            return found != box.labels.end() ? std::optional(found->mark) : std::nullopt;
        };
        QCOMPARE(told("65\u202f536 bytes"), std::optional(SourceMark::Dotted));
        scene.snapshot.channels[0].pending.clear();
        QCOMPARE(told("0 bytes"), std::optional(SourceMark::None));
        scene.snapshot.processes[0].bytesOfCutWrite = 65'536;
        QCOMPARE(told("65\u202f536 bytes"), std::optional(SourceMark::Dotted));
    }

    void aStillPictureShowsTheShortestSleep()
    {
        auto scene = stageScene("write blocks");
        scene.rates.calls = {1000, 1000};
        scene.snapshot.processes[0].since = scene.now - 20'000'000;
        const TextMeasure measure(TypeScale::forWindow({1920, 1080}));
        auto facts = scene.facts(measure, {1920, 500});
        facts.isStill = true;
        QCOMPARE(layOut(facts).boxes[0].look, Look::Asleep);
        QCOMPARE(layOut(facts).arrows.size(), std::size_t{1});
    }

    void lettersOfAShortMessageLieInItsSlotOrBesideIt_data()
    {
        QTest::addColumn<QSizeF>("size");
        QTest::addColumn<QSize>("window");
        QTest::addColumn<int>("pages");
        for (const auto &size : sizes) {
            for (const int pages : {1, 4, 16, 64})
                QTest::addRow("%s, %d", size.name, pages)
                    << QSizeF(size.window.width(), size.height) << size.window << pages;
        }
        QTest::newRow("beside a drawer") << QSizeF(880, 290) << QSize(1280, 800) << 16;
    }

    void lettersOfAShortMessageLieInItsSlotOrBesideIt()
    {
        QFETCH(QSizeF, size);
        QFETCH(QSize, window);
        QFETCH(int, pages);
        const TextMeasure measure(TypeScale::forWindow(window));
        auto scene = stageScene("hello");
        auto &channel = scene.snapshot.channels[0];
        channel.slots = PipeSlots(static_cast<std::size_t>(pages) * 4096);
        channel.slots.forceWrite(9, 1);
        const double least = leastFrame(scene.cast, measure, size.width()).height();
        size.setHeight(std::max(size.height(), least));
        const auto layout = layOut(scene.facts(measure, size));
        const auto &tube = layout.tubes[0];
        const auto &slot = tube.cells[0];
        QCOMPARE(slot.letters, QStringLiteral("I am mike"));
        const bool fits = measure.width(TextRole::Call, slot.letters) <= slot.cell.width();
        QCOMPARE(slot.callout.isEmpty(), fits);
        auto before = layout;
        before.tubes[0].cells[0].letters.clear();
        before.tubes[0].cells[0].callout = {};
        for (const auto &change : {changedRegion(before, layout), changedRegion(layout, before)})
            QVERIFY((QRegion(slot.callout.toAlignedRect()) - change).isEmpty());
        report(lettersInTheWay(tube));
        report(overlaps(solidsOf(layout)));
    }

    /// The first lies behind bytes that have been read.
    void twoMessagesStandBesideTheirSlots()
    {
        auto scene = stageScene("hello");
        scene.contents.reset(1);
        auto &channel = scene.snapshot.channels[0];
        channel.slots = PipeSlots(65'536);
        const auto write = [&](const std::string &text, std::int64_t bytes) {
            Event event;
            event.channel = 0;
            event.effect = Effect::Write;
            event.worker = 1;
            event.result = bytes;
            event.payloadLength = static_cast<std::uint8_t>(text.size());
            text.copy(event.payload.data(), text.size());
            scene.contents.note(event);
            channel.slots.forceWrite(static_cast<std::size_t>(bytes), 1);
        };
        write({}, 4085);
        write("the first!", 10);
        Event read;
        read.channel = 0;
        read.effect = Effect::Read;
        read.result = 4085;
        scene.contents.note(read);
        channel.slots.forceRead(4085);
        write("I am mike", 9); // on a page of its own
        channel.queued.value = 19;
        const TextMeasure measure(TypeScale::forWindow({1024, 768}));
        const auto tube = layOut(scene.facts(measure, {1024, 560})).tubes[0];
        QCOMPARE(tube.cells[0].letters, QStringLiteral("the first!"));
        QCOMPARE(tube.cells[1].letters, QStringLiteral("I am mike"));
        QVERIFY(!tube.cells[0].taken.isEmpty() && !tube.cells[0].callout.isEmpty());
        QVERIFY(!tube.cells[1].callout.isEmpty());
        report(lettersInTheWay(tube));
    }

    /// Longer than what of the tube is free.
    void lettersAreCutOffOnlyWhereTheTubeEnds()
    {
        auto scene = stageScene("hello");
        scene.contents.reset(1);
        Event event;
        event.channel = 0;
        event.effect = Effect::Write;
        event.worker = 1;
        const std::string text = "a message of thirty letters...";
        event.result = static_cast<std::int64_t>(text.size());
        event.payloadLength = static_cast<std::uint8_t>(text.size());
        text.copy(event.payload.data(), text.size());
        scene.contents.note(event);
        scene.snapshot.channels[0].slots = PipeSlots(65'536);
        scene.snapshot.channels[0].slots.forceWrite(text.size(), 1);
        scene.snapshot.channels[0].queued.value = event.result;
        const TextMeasure measure(TypeScale::forWindow({1024, 768}));
        const auto wide = layOut(scene.facts(measure, {1400, 560})).tubes[0];
        QCOMPARE(wide.cells[0].letters, QString::fromStdString(text));
        const auto narrow = layOut(scene.facts(measure, {800, 560})).tubes[0];
        QVERIFY(narrow.cells[0].letters.size() > 9);
        QVERIFY(narrow.cells[0].letters.endsWith(QChar(0x2026)));
        report(lettersInTheWay(narrow));
    }

    void socketsCountTheirHolders()
    {
        QCOMPARE(madeOf("hello", {1024, 768}, 500).tubes[0].writeEnd.holders, 2);
        QCOMPARE(madeOf("no reader left", {1024, 768}, 500).tubes[0].readEnd.holders, 0);
    }

    void aNumberShowsItsSource()
    {
        const auto fill = [&](const char *scene) {
            return madeOf(scene, {1920, 1080}, 500).tubes[0].labels;
        };
        QCOMPARE(fill("write blocks")[0].mark, SourceMark::None);
        QCOMPARE(fill("write blocks")[1].mark, SourceMark::Dotted); // slots are always a model's
        QCOMPARE(fill("read blocks")[1].mark, SourceMark::Clock);
        QCOMPARE(fill("inferred")[0].mark, SourceMark::Dotted);
        QVERIFY(fill("inferred")[0].text.startsWith(QChar(0x2248)));
        QVERIFY(fill("refused")[0].text.startsWith(QLatin1Char('?')));
        QVERIFY(fill("refused")[1].text.contains(QLatin1String("EPERM")));
        QVERIFY(fill("disagreeing")[0].text.contains(QChar(0x2260)));
    }

    void whatDidNotGetInHangsOutside()
    {
        const auto outside = madeOf("write blocks", {1920, 1080}, 500).tubes[0].outside;
        QCOMPARE(outside.size(), std::size_t{1});
        QCOMPARE(outside[0].labels[0].text, QStringLiteral("0 of 4\u202f096 in"));
        const auto partly = madeOf("partly in", {1920, 1080}, 500).tubes[0].outside;
        QCOMPARE(partly[0].labels[0].text, QStringLiteral("65\u202f536 in"));
        QCOMPARE(partly[0].labels[1].text, QStringLiteral("34\u202f464 outside"));
    }

    /// Dashes upon dashes would be a solid line.
    void whoWaitsForTheSameWriterJoinsTheWayThatIsThere()
    {
        const auto layout = madeOf("two readers", {1920, 1080}, 500);
        QCOMPARE(layout.arrows.size(), std::size_t{2});
        QCOMPARE(layout.arrows[0].heads.size(), std::size_t{1});
        QCOMPARE(layout.arrows[0].label->text,
                 QStringLiteral("waits for: writer to write or close"));
        QVERIFY(layout.arrows[1].heads.empty() && !layout.arrows[1].label);
        QVERIFY(!layout.arrows[1].path.isEmpty());
    }

    void arrowsPointAtWhatWouldWake()
    {
        const auto blocked = madeOf("write blocks", {1920, 1080}, 500);
        QCOMPARE(blocked.arrows.size(), std::size_t{1});
        QCOMPARE(blocked.arrows[0].label->text, QStringLiteral("waits for: 1 free slot"));
        QCOMPARE(madeOf("deadlock", {1920, 1080}, 500).arrows[1].label->text,
                 QStringLiteral("waits for: parent to read"));
        const auto &oldest = blocked.tubes[0].cells[0].cell;
        QVERIFY(oldest.left() < blocked.arrows[0].heads[0][0].x()
                && blocked.arrows[0].heads[0][0].x() < oldest.right());
        const auto empty = madeOf("read blocks", {1920, 1080}, 500);
        QCOMPARE(empty.arrows[0].label->text,
                 QStringLiteral("waits for: writer to write or close"));
        const auto &writer = empty.boxes[0].rect;
        const auto tip = empty.arrows[0].heads[0][0];
        QVERIFY(writer.left() < tip.x() && tip.x() < writer.right() && tip.y() < writer.top());
        QVERIFY(!empty.arrows[0].hopeless);
        QVERIFY(madeOf("deadlock", {1920, 1080}, 500).arrows[0].hopeless);
    }

    /// Each from the line of its call to the line of the other's, at every size; one tells for how long.
    void theArrowsOfADeadlockJoinTheCallsInARing_data()
    {
        QTest::addColumn<QString>("scene");
        QTest::newRow("across the pipe") << "deadlock";
        QTest::newRow("side by side beneath it") << "talking to itself";
        QTest::newRow("across two pipes") << "both wait to read";
    }
    void theArrowsOfADeadlockJoinTheCallsInARing()
    {
        QFETCH(const QString, scene);
        for (const auto &size : sizes) {
            for (const auto language : {Language::English, Language::Chinese}) {
                setCurrentLanguage(language);
                const auto layout = madeOf(qPrintable(scene), size.window, size.height);
                QCOMPARE(layout.arrows.size(), std::size_t{2});
                int ages = 0;
                for (const auto &arrow : layout.arrows) {
                    const auto &own = layout.boxes[arrow.worker];
                    const auto &goal = layout.boxes[1 - arrow.worker];
                    QCOMPARE(arrow.heads.size(), std::size_t{1});
                    QVERIFY2(isBesideItsCall(own, arrow.path.pointAtPercent(0)), size.name);
                    QVERIFY2(isBesideItsCall(goal, arrow.heads[0][0]), size.name);
                    QVERIFY2(arrow.path.length() > 100, size.name);
                    QVERIFY2(arrow.label, size.name);
                    ages += arrow.age ? 1 : 0;
                }
                QCOMPARE(ages, 1);
            }
        }
        setCurrentLanguage(Language::English);
        const auto layout = madeOf(qPrintable(scene), {1280, 800}, 385);
        QVERIFY(layout.arrows[0].age->text.startsWith(QLatin1String("deadlock for ")));
        QVERIFY(!madeOf("write blocks", {1920, 1080}, 500).arrows[0].age);
    }

    /// Any one of them could end it: there is a head at each, and none of them is pale.
    void anArrowReachesEachWhoCouldWake_data()
    {
        QTest::addColumn<QString>("scene");
        QTest::addColumn<QString>("text");
        QTest::newRow("below each other, in a deadlock") << "two stuck children"
                                                         << "waits for: anna or bert to end";
        QTest::newRow("left and right") << "either child"
                                        << "waits for: writer or reader to end";
    }
    void anArrowReachesEachWhoCouldWake()
    {
        QFETCH(const QString, scene);
        for (const auto &size : sizes) {
            const auto layout = madeOf(qPrintable(scene), size.window, size.height);
            const auto &arrow = layout.arrows.at(0);
            QCOMPARE(arrow.worker, WorkerId{0});
            QCOMPARE(arrow.heads.size(), std::size_t{2});
            QTEST(arrow.label->text, "text");
            for (const WorkerId waker : {1, 2}) {
                const auto rect = layout.boxes[waker].rect.adjusted(-4, -4, 4, 4);
                QVERIFY2(std::any_of(arrow.heads.begin(), arrow.heads.end(),
                                     [&](const QPolygonF &head) { return rect.contains(head[0]); }),
                         size.name);
                QVERIFY(!layout.boxes[waker].faded);
            }
        }
    }

    /// Dashes upon dashes would be one solid line.
    void arrowsOfADeadlockRunBesideEachOther()
    {
        for (const auto &size : sizes) {
            const auto layout = madeOf("two stuck children", size.window, size.height);
            QCOMPARE(layout.arrows.size(), std::size_t{3});
            const auto theirs = pointsOf(layout.arrows[0].path);
            for (const std::size_t other : {1U, 2U}) {
                int together = 0;
                for (const auto &point : pointsOf(layout.arrows[other].path))
                    together += std::any_of(theirs.begin(), theirs.end(), [&](const QPointF &each) {
                        return QLineF(each, point).length() < 2;
                    });
                QVERIFY2(together < 8, qPrintable(QString::number(together)));
            }
        }
    }

    /// Else it would seem to be the other's.
    void aThreadGoesPastTheBoxBesideItsOwn()
    {
        for (const auto &size : sizes) {
            const auto layout = madeOf("talking to itself", size.window, size.height);
            QCOMPARE(layout.threads.size(), std::size_t{4});
            for (const auto &thread : layout.threads)
                QVERIFY2(crossings(layout, QString(), thread.path, thread.worker).isEmpty(),
                         size.name);
            const double ring = 12 * layout.unit; // of the box that is selected
            for (const auto &thread : layout.threads) {
                const auto &other = layout.boxes[thread.worker == 0 ? 1 : 0].rect;
                const auto around = other.adjusted(-ring, -ring, ring, ring);
                for (int i = 0; i <= 200; ++i)
                    QVERIFY2(!around.contains(thread.path.pointAtPercent(i / 200.0)), size.name);
            }
        }
    }

    /// Of a box that waits for one below it: not upon the ring of the box that is selected.
    void whatOneWaitsForStandsBeneathTheRing()
    {
        auto scene = stageScene("two stuck children");
        Wait wait;
        wait.worker = 1;
        wait.reason = WaitReason::Child;
        wait.wakers = {2};
        scene.waits.waits = {wait};
        for (const auto &size : {QSizeF(1024, 380), QSizeF(1920, 700)}) {
            const TextMeasure measure(
                TypeScale::forWindow(size.width() > 1024 ? QSize(1920, 1080) : QSize(1024, 768)));
            const auto layout = layOut(scene.facts(measure, size));
            QCOMPARE(layout.arrows.size(), std::size_t{1});
            const double below = layout.arrows[0].label->rect.top() - layout.boxes[1].rect.bottom();
            QVERIFY2(below >= 6 * layout.unit, qPrintable(QString::number(below)));
            QVERIFY(layout.arrows[0].label->rect.bottom() <= layout.boxes[2].rect.top());
        }
    }

    void aLowBoxTellsItsDescriptorsInShort()
    {
        const auto texts = [](const char *scene, double height, std::size_t worker) {
            const auto box = madeOf(scene, {1024, 768}, height).boxes[worker];
            QStringList found;
            for (const auto &label : box.labels)
                found << label.text;
            return std::pair{box.compact, found};
        };
        const auto [isLow, beneath] = texts("talking to itself", 290, 1);
        QVERIFY(isLow);
        QVERIFY(beneath.contains(QStringLiteral("fd 3 read, fd 4 write")));
        const auto [isAmong, beside] = texts("three writers", 380, 0);
        QVERIFY(isAmong);
        QVERIFY2(beside.contains(QStringLiteral("fd 4")), qPrintable(beside.join(';')));
        const auto [isFull, rows] = texts("talking to itself", 385, 1);
        QVERIFY(!isFull); // a somewhat lower tube leaves room for all of it
        QVERIFY(rows.contains(QStringLiteral("fd 4  write end")));
    }

    void aLowBoxTellsItsCueInItsHead()
    {
        auto scene = stageScene("three writers");
        scene.cast.cues = {Cue{Condition::Kind::Asleep, 2, findCall("write").value(), 0}};
        auto &process = scene.snapshot.processes[0];
        process.state = ProcessState::AtGate;
        process.gate = Gate::Condition;
        process.step = 0;
        const auto headOf = [&](const char *name) {
            scene.cast.parts[2].name = name;
            const auto box = layOut(scene.facts(TextMeasure(TypeScale::forWindow({1024, 768})),
                                                {1024, 380}))
                                 .boxes[0];
            return box.compact ? box.labels[1].text : QString();
        };
        QCOMPARE(headOf("C"), QStringLiteral("until C sleeps"));
        QCOMPARE(headOf("grandchild-of-nobody"), QStringLiteral("waits for its cue"));
    }

    /// One of two children below each other is in the way of an arrow to the other.
    /// Dashes upon dashes would be a solid line: who waits for the same joins the way that is there.
    void noArrowLiesOnAnother()
    {
        const auto scene = stageScene("three writers");
        for (const auto &size : {QSizeF(1024, 341), QSizeF(1920, 700)}) {
            const TextMeasure measure(
                TypeScale::forWindow(size.width() > 1024 ? QSize(1920, 1080) : QSize(1024, 768)));
            const auto arrows = layOut(scene.facts(measure, size)).arrows;
            QCOMPARE(arrows.size(), std::size_t{3});
            QPainterPathStroker around;
            around.setWidth(4);
            for (std::size_t i = 0; i < arrows.size(); ++i) {
                QPainterPath others;
                others.setFillRule(Qt::WindingFill);
                for (std::size_t k = 0; k < i; ++k)
                    others.addPath(around.createStroke(arrows[k].path));
                const auto &way = arrows[i].path;
                int laid = 0; // hundredths of it
                for (int part = 0; part <= 100; ++part)
                    laid += others.contains(way.pointAtPercent(part / 100.0)) ? 1 : 0;
                QVERIFY2(laid <= 5, qPrintable(QString::number(laid)));
            }
        }
    }

    void aBoxBeneathAPipeHasAirBeneathIt()
    {
        const auto cast = castOfDemo("pipe-eof-writers-closed");
        const TextMeasure measure(TypeScale::forWindow({1024, 768}));
        const QSizeF size(1024, leastFrame(cast, measure, 1024).height());
        const auto frame = frameOf(cast, measure, size);
        const auto &beneath = frame.boxes[2];
        QCOMPARE(beneath.column, Column::Middle);
        QVERIFY2(size.height() - beneath.rect.bottom() >= 11,
                 qPrintable(QString::number(size.height() - beneath.rect.bottom())));
    }

    void anArrowToAChildGoesThroughNoOther()
    {
        auto scene = stageScene("three writers");
        auto &wait = scene.waits.waits.emplace_back();
        wait.worker = 3;
        wait.reason = WaitReason::Child;
        wait.wakers = {1, 0, 2};
        scene.waits.waits = {wait};
        scene.snapshot.processes[3].state = ProcessState::Asleep;
        const auto layout = layOut(
            scene.facts(TextMeasure(TypeScale::forWindow({1920, 1080})), {1920, 900}));
        QCOMPARE(layout.arrows.size(), std::size_t{1});
        for (int percent = 0; percent <= 100; ++percent) {
            const auto point = layout.arrows[0].path.pointAtPercent(percent / 100.0);
            for (const WorkerId worker : {0, 1, 2})
                QVERIFY(!layout.boxes[worker].rect.adjusted(1, 1, -1, -1).contains(point));
        }
    }

    void onlyTheRingKeepsItsColour()
    {
        auto scene = stageScene("three writers");
        scene.waits.ring = {1}; // the reader could wake it
        const auto layout = layOut(
            scene.facts(TextMeasure(TypeScale::forWindow({1920, 1080})), {1920, 700}));
        for (const auto &box : layout.boxes)
            QCOMPARE(box.faded, box.worker != 1 && box.worker != 3);
    }

    /// The last reader has gone: the sleeping writer waits for no free slot any more.
    void noArrowLeadsToAnEndThatNobodyHolds()
    {
        auto scene = stageScene("write blocks");
        const TextMeasure measure(TypeScale::forWindow({1024, 768}));
        QCOMPARE(layOut(scene.facts(measure, {1024, 420})).arrows.size(), 1U);
        scene.snapshot.channels[0].readers.clear();
        scene.snapshot.processes[1].descriptors.clear();
        scene.waits = waitsFor(scene.snapshot);
        const auto layout = layOut(scene.facts(measure, {1024, 420}));
        QVERIFY(layout.arrows.empty());
        QVERIFY(layout.boxes[0].look == Look::Asleep);
        QVERIFY(!layout.boxes[1].faded);
    }

    /// While it ignores SIGPIPE, for itself and for screen readers; where nobody would kill it, none.
    void whoIgnoresTheSignalHasAShield()
    {
        auto scene = stageScene("read blocks");
        const TextMeasure measure(TypeScale::forWindow({1024, 768}));
        const auto shields = [&] {
            const auto layout = layOut(scene.facts(measure, {1024, 420}));
            return std::pair(layout.boxes[0].shield, layout.boxes[1].shield);
        };
        const auto without = layOut(scene.facts(measure, {1024, 420}));
        QVERIFY(!shields().first && !shields().second);
        auto &writer = scene.snapshot.processes[0];
        writer.dispositions[SIGPIPE] = Disposition::Count;
        QVERIFY(!shields().first);
        writer.dispositions[SIGPIPE] = Disposition::Ignore;
        QVERIFY(shields().first && !shields().second);
        QCOMPARE(shields().first->text, QStringLiteral("13"));
        const auto with = layOut(scene.facts(measure, {1024, 420}));
        QVERIFY(changedRegion(without, with).contains(shields().first->rect().toRect()));
        const auto &box = with.boxes[0];
        for (const auto &label : box.labels)
            QVERIFY(!label.rect.intersects(shields().first->rect()));
        QVERIFY(words::spokenProcess("writer", writer, false, 0).contains("ignores SIGPIPE"));
        writer.state = ProcessState::Exited;
        QVERIFY(!shields().first);
        QVERIFY(!words::spokenProcess("writer", writer, false, 0).contains("ignores SIGPIPE"));
    }

    void whoIsKilledByItsOwnWriteIsStruckByTheSignal()
    {
        auto scene = stageScene("broken pipe");
        const TextMeasure measure(TypeScale::forWindow({1920, 1080}));
        const QSizeF size(1920, 500);
        const auto layout = layOut(scene.facts(measure, size));
        QCOMPARE(layout.boxes[0].struck->text, QStringLiteral("13"));
        for (const auto height : {300.0, 420.0}) { // low boxes too
            auto crowded = stageScene("three writers");
            auto &first = crowded.snapshot.processes[0];
            first.state = ProcessState::Killed;
            first.ending = WaitStatus::fromRaw(SIGPIPE);
            first.descriptors.clear();
            const TextMeasure low(TypeScale::forWindow({1366, 768}));
            const auto box = layOut(crowded.facts(low, QSizeF(1366, height))).boxes[0];
            for (const auto &label : box.labels)
                QVERIFY2(!label.rect.intersects(box.struck->rect()), qPrintable(label.text));
        }
        QVERIFY(!layout.boxes[1].struck);
        scene.snapshot.processes[0].state = ProcessState::Zombie; // nobody has waited for it yet
        const auto zombie = layOut(scene.facts(measure, size));
        QVERIFY(zombie.boxes[0].look == Look::Killed);
        QVERIFY(zombie.boxes[0].glyph == StateGlyph::Cross);
        QCOMPARE(zombie.boxes[0].labels[1].text, QStringLiteral("killed by SIGPIPE"));
        scene.snapshot.processes[0].ending = WaitStatus::fromRaw(SIGKILL);
        const auto killed = layOut(scene.facts(measure, size));
        QVERIFY(!killed.boxes[0].struck);
        QVERIFY(!changedRegion(layout, killed).isEmpty());
    }

    /// A tube is painted with an edge of its own around its wall, over what is there.
    void aThreadAcrossIsClearOfTheTube()
    {
        for (const auto &size : sizes) {
            const TextMeasure measure(TypeScale::forWindow(size.window));
            auto scene = stageScene("forgotten end");
            const auto layout = layOut(
                scene.facts(measure, {static_cast<double>(size.window.width()), size.height}));
            const auto wall = layout.tubes.at(0).wall;
            for (const auto &thread : layout.threads) {
                const auto top = thread.path.boundingRect().top();
                QVERIFY2(top >= wall.top() || top <= wall.top() - 5, size.name);
            }
        }
    }

    /// Of a writer that stands lower than the tube.
    void aThreadFromBelowIsClearOfTheTextsBeneathTheTube()
    {
        const TextMeasure measure(TypeScale::forWindow({1024, 768}));
        auto scene = stageScene("three writers");
        auto &channel = scene.snapshot.channels[0];
        channel.queued = {63616, Source::Sampled, scene.now, 0};
        for (const double height : {300, 340, 380, 420}) {
            const auto layout = layOut(scene.facts(measure, {1024, height}));
            for (const auto &label : layout.tubes.at(0).labels) {
                for (const auto &thread : layout.threads)
                    QVERIFY2(
                        !QPainterPathStroker().createStroke(thread.path).intersects(label.rect),
                        qPrintable(label.text));
            }
        }
    }

    /// Before anybody has closed an end, beside a drawer too.
    void threadsAreClearOfTheTextsOfAPipeline()
    {
        for (const auto *id : {"pipe-yes-head", "pipe-siblings"}) {
            auto scene = stageScene("write blocks");
            scene.waits = {};
            scene.contents = {};
            scene.cast = castOfDemo(id);
            scene.snapshot = Snapshot(scene.cast.parts.size(), scene.cast.channels.size());
            scene.now = 1'000'000'000;
            for (std::size_t i = 0; i < scene.cast.parts.size(); ++i) {
                scene.snapshot.processes[i].state = ProcessState::AtGate;
                for (std::size_t k = 0; k < scene.cast.channels.size(); ++k)
                    holdsBothEnds(scene.snapshot, i, k);
            }
            for (auto &channel : scene.snapshot.channels) {
                channel.exists = true;
                channel.queued = {0, Source::Sampled, scene.now - 500'000'000, 0};
            }
            for (const auto &size : {QSize(1024, 768), QSize(1366, 768), QSize(1920, 1080)}) {
                const TextMeasure measure(TypeScale::forWindow(size));
                for (const double part : {1.0, 0.625}) {
                    for (const double height : {270.0, 330.0, 430.0})
                        report(threadsThroughTexts(
                            layOut(scene.facts(measure, {size.width() * part, height}))));
                }
            }
        }
    }

    /// It holds the write end that it has not closed yet.
    void aThreadFromAcrossIsClearOfWhatHangsOutside()
    {
        for (const auto language : {Language::English, Language::Chinese}) {
            setCurrentLanguage(language);
            auto scene = stageScene("write blocks");
            scene.snapshot.processes[1].descriptors.push_back({4, 0, End::Write});
            scene.snapshot.channels[0].writers.push_back({1, 4});
            for (const auto &size : {QSize(1024, 768), QSize(1366, 768), QSize(1920, 1080)}) {
                const TextMeasure measure(TypeScale::forWindow(size));
                for (const double part : {1.0, 0.625}) {
                    const auto layout = layOut(scene.facts(measure, {size.width() * part, 300}));
                    QVERIFY(!layout.tubes[0].outside.empty());
                    report(threadsThroughTexts(layout));
                    report(overlaps(solidsOf(layout)));
                }
            }
        }
    }

    void aForgottenEndGlows()
    {
        const auto layout = madeOf("forgotten end", {1920, 1080}, 500);
        int glowing = 0;
        for (const auto &thread : layout.threads) {
            glowing += thread.glows ? 1 : 0;
            QVERIFY(!thread.glows || thread.descriptor.fd == 4);
        }
        QCOMPARE(glowing, 1);
        QCOMPARE(layout.arrows.at(0).label->text,
                 QStringLiteral("waits for: parent's own fd 4 closed"));
    }

    void whoHasNoPartInAWaitFades()
    {
        const auto layout = madeOf("relay", {1920, 1080}, 700);
        QVERIFY(layout.boxes[0].faded);  // source
        QVERIFY(!layout.boxes[1].faded); // relay could wake the sink
        QVERIFY(!layout.boxes[2].faded);
        QVERIFY(layout.tubes[0].faded);
    }

    /// Who has no part in the wait has one in what the caption tells.
    void whoseWriteIsTornDoesNotFadeWhileItIsTold()
    {
        auto scene = stageScene("relay");
        auto &tube = scene.snapshot.channels[0];
        const auto isFaded = [&] {
            const TextMeasure measure(TypeScale::forWindow({1920, 1080}));
            return layOut(scene.facts(measure, {1920, 700})).boxes[0].faded;
        };
        QVERIFY(isFaded());
        tube.torn = 1;
        tube.tornWriter = 0;
        tube.tornBy = 1;
        tube.tornTime = tube.lastReturn = scene.snapshot.time;
        QVERIFY(!isFaded());
        scene.snapshot.time += 1;
        tube.lastReturn = scene.snapshot.time; // something else is told
        QVERIFY(isFaded());
    }

    void fastCallsAreToldAsARate()
    {
        const auto layout = madeOf("full speed", {1920, 1080}, 500);
        QVERIFY(layout.tubes[0].flows);
        QCOMPARE(layout.tubes[0].labels[3].text,
                 QStringLiteral("1.2\u202fM calls/s, 4.7\u202fGB/s"));
    }

    void oneCallIsNotSeveral()
    {
        QCOMPARE(words::rate(1, 4096).value(1), QStringLiteral("4.1\u202fkB/s"));
        QCOMPARE(words::rate(1, 4096).front(), QStringLiteral("1 call/s, 4.1\u202fkB/s"));
        QCOMPARE(words::rate(0, 0).front(), QStringLiteral("0 calls/s, 0\u202fB/s"));
        QCOMPARE(words::rate(2, 1).front(), QStringLiteral("2 calls/s, 1\u202fB/s"));
    }

    /// Each of its numbers is a sample, whoever read it: the next call has returned since.
    void theFillOfAFlowTellsItsAge()
    {
        auto scene = stageScene("full speed");
        auto &channel = scene.snapshot.channels[0];
        channel.queued.time = scene.now - 1'700'000'000;
        const TextMeasure measure(TypeScale::forWindow({1024, 768}));
        for (const auto source : {Source::Reported, Source::Sampled}) {
            channel.queued.source = source;
            channel.lastReturn = scene.now;
            const auto tube = layOut(scene.facts(measure, {1024, 420})).tubes[0];
            QVERIFY(tube.labels[0].text.startsWith(QStringLiteral("≈ ")));
            QCOMPARE(tube.labels[1].mark, SourceMark::Clock);
            QCOMPARE(tube.labels[1].text, QStringLiteral("1.5 s"));
            channel.lastReturn = channel.queued.time; // comes and goes from picture to picture:
            const auto settled = layOut(scene.facts(measure, {1024, 420})).tubes[0];
            QCOMPARE(settled.labels[1].text, tube.labels[1].text); // the age does not
        }
    }

    /// Where no time passes an age is of the very instant.
    void agesGoOnInSteps()
    {
        auto scene = stageScene("write blocks");
        scene.now = 4'300'000'000;
        scene.snapshot.processes[0].entered = 1'600'000'000;
        scene.snapshot.processes[0].since = 3'000'000'000; // it was stopped in between
        const TextMeasure measure(TypeScale::forWindow({1920, 1080}));
        auto facts = scene.facts(measure, {1920, 500});
        const auto told = [&](const QString &age) {
            const auto layout = layOut(facts);
            const auto &labels = layout.boxes[0].labels;
            return std::any_of(labels.begin(), labels.end(), [&](const Label &label) {
                return label.text == QStringLiteral("has not returned: %1").arg(age);
            });
        };
        QVERIFY(told(QStringLiteral("2.4 s")));
        facts.ageStep = 1;
        QVERIFY(told(QStringLiteral("2.7 s")));
    }

    /// Its write has not returned, and its bytes still wait outside.
    void whoIsStoppedInACallIsStillInside()
    {
        auto scene = stageScene("write blocks");
        scene.snapshot.processes[0].state = ProcessState::Stopped;
        scene.snapshot.processes[0].entered = scene.now - 1'500'000'000;
        scene.waits = waitsFor(scene.snapshot);
        const TextMeasure measure(TypeScale::forWindow({1920, 1080}));
        const auto layout = layOut(scene.facts(measure, {1920, 500}));
        const auto &labels = layout.boxes[0].labels;
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const Label &label) {
            return label.text == QStringLiteral("has not returned: 1.5 s");
        }));
        QCOMPARE(layout.tubes[0].outside.size(), std::size_t{1});
    }

    void aSleepTooShortToSeeIsNotShownWhereCallsAreFast()
    {
        auto scene = stageScene("write blocks");
        scene.rates.calls = {1000, 1000};
        scene.snapshot.processes[0].since = scene.now - 20'000'000;
        const TextMeasure measure(TypeScale::forWindow({1920, 1080}));
        const auto brief = layOut(scene.facts(measure, {1920, 500}));
        QCOMPARE(brief.boxes[0].look, Look::Running);
        QVERIFY(brief.arrows.empty());
        scene.snapshot.processes[0].since = scene.now - 200'000'000;
        QCOMPARE(layOut(scene.facts(measure, {1920, 500})).boxes[0].look, Look::Asleep);
    }

    /// Fifty sleeps a second, each of nearly all the time between two calls: it is asleep, not running.
    void whoSleepsMostOfTheTimeIsAsleepWhereCallsAreFast()
    {
        auto scene = stageScene("write blocks");
        scene.rates.calls = {50, 50};
        auto &writer = scene.snapshot.processes[0];
        writer.since = scene.now - 5'000'000;
        writer.last.emplace();
        const TextMeasure measure(TypeScale::forWindow({1920, 1080}));
        const auto lookAfter = [&](std::int64_t lasted) {
            writer.last->time = writer.since;
            writer.last->entered = writer.since - lasted;
            return layOut(scene.facts(measure, {1920, 500})).boxes[0].look;
        };
        QCOMPARE(lookAfter(19'000'000), Look::Asleep);
        QCOMPARE(lookAfter(4'000'000), Look::Running);
        scene.rates.calls = {1000, 1000};
        QCOMPARE(lookAfter(900'000), Look::Running); // a blur
    }

    /// At 50 calls a second it stands at its gate nearly always, though it runs at this instant.
    void whoTakesQuickTurnsWaitsThemAsItsLaneSays()
    {
        auto scene = stageScene("write blocks");
        scene.rates.calls = {50, 50};
        const TextMeasure measure(TypeScale::forWindow({1920, 1080}));
        const auto wordOf = [&](std::size_t worker) {
            return layOut(scene.facts(measure, {1920, 500})).boxes[worker].labels[1].text;
        };
        auto &reader = scene.snapshot.processes[1];
        QVERIFY(reader.state == ProcessState::AtGate && reader.gate == Gate::Pace);
        for (const auto state : {ProcessState::AtGate, ProcessState::Running}) {
            reader.state = state;
            reader.turn = scene.now - 20'000'000;
            QCOMPARE(wordOf(1), QStringLiteral("waits its turn"));
            reader.turn = scene.now - 200'000'000; // it is at full speed by now
            QCOMPARE(wordOf(1), QStringLiteral("running"));
        }
    }

    void typeIsNeverBelowItsLeastSize()
    {
        for (const auto &size : sizes) {
            const auto scale = TypeScale::forWindow(size.window);
            QVERIFY(scale.pixels(TextRole::Caption) >= 25);
            QVERIFY(scale.pixels(TextRole::Reason) >= 18);
            QVERIFY(scale.pixels(TextRole::Number) >= 18);
            QVERIFY(scale.pixels(TextRole::Small) >= 14);
        }
        QCOMPARE(TypeScale::forWindow({1920, 1080}).pixels(TextRole::Caption), 36);
        QCOMPARE(TypeScale::forWindow({3840, 2160}).pixels(TextRole::Caption), 72);
    }

    void everyCastHasRoomAt1024()
    {
        for (const auto language : {Language::English, Language::Chinese}) {
            setCurrentLanguage(language);
            const TextMeasure measure(TypeScale::forWindow({1024, 768}));
            for (const auto &scene : stageScenes()) {
                const auto least = leastFrame(scene.cast, measure);
                const bool isSmall = scene.cast.parts.size() <= 2 && scene.cast.channels.size() < 2;
                QVERIFY2(least.width() <= 1024, qPrintable(QString::number(least.width())));
                QVERIFY2(least.height() <= (isSmall ? 330 : 560),
                         qPrintable(QString::fromStdString(scene.name)
                                    + QString::number(least.height())));
            }
        }
    }

    void theByteThatMattersIsToldInNarrowBoxesToo()
    {
        ProcessSnapshot process;
        process.calls = 1;
        const auto briefest = [&](std::int64_t bytes) {
            process.bytesWritten = bytes;
            return words::bytesAndCalls(process, 0).back();
        };
        QCOMPARE(briefest(65'536), QStringLiteral("65\u202f536\u202fB, 1 call"));
        QCOMPARE(briefest(65'537), QStringLiteral("65\u202f537\u202fB, 1 call"));
        QCOMPARE(briefest(123'456), QStringLiteral("123\u202fkB, 1 call"));
    }

    void ofNoTextsNoneFits()
    {
        const TextMeasure measure(TypeScale::forWindow({1920, 1080}));
        QCOMPARE(measure.firstFitting(TextRole::Text, {}, 100), QString());
        QCOMPARE(measure.firstFitting(TextRole::Text, {"wide", "w"}, 0), QStringLiteral("w"));
    }

    void oneSlotIsSingular()
    {
        auto scene = stageScene("write blocks");
        auto &channel = scene.snapshot.channels[0];
        channel.capacity.value = channel.queued.value = 4096;
        channel.slots = PipeSlots(4096);
        channel.slots.forceWrite(4096, 0);
        QCOMPARE(words::usedSlots(shownSlots(channel)), QStringLiteral("1 of 1 slot"));
        QCOMPARE(words::spokenChannel(scene.cast.channels[0], channel),
                 QStringLiteral("pipe p: 4096 of 4096 bytes, 1 of 1 slot"));
    }

    void readersAreToldPlainDigits()
    {
        const auto scene = stageScene("write blocks");
        QCOMPARE(words::spokenChannel(scene.cast.channels[0], scene.snapshot.channels[0]),
                 QStringLiteral("pipe p: 65536 of 65536 bytes, 16 of 16 slots"));
        QCOMPARE(words::spokenProcess("writer", scene.snapshot.processes[0], false, scene.now),
                 QStringLiteral("writer, asleep in write(4, buf, 4096) since 1.4 s, pid 4711"));
        QCOMPARE(words::spokenProcess("reader", scene.snapshot.processes[1], false, scene.now),
                 QStringLiteral("reader, waits its turn, next: read(3, buf, 4096), pid 4712"));
        auto killed = scene.snapshot.processes[1];
        killed.state = ProcessState::Killed;
        killed.ending = WaitStatus::fromRaw(SIGKILL);
        killed.unmade = true;
        QCOMPARE(words::call(killed), QStringLiteral("never made: read(3, buf, 4096)"));
        QCOMPARE(words::spokenProcess("reader", killed, false, scene.now),
                 QStringLiteral("reader, killed by SIGKILL, never made: read(3, buf, 4096), "
                                "pid 4712"));
    }

private:
    static void everyInstant()
    {
        QTest::addColumn<int>("scene");
        QTest::addColumn<int>("size");
        QTest::addColumn<Language>("language");
        const auto scenes = stageScenes();
        for (std::size_t scene = 0; scene < scenes.size(); ++scene) {
            for (std::size_t size = 0; size < std::size(sizes); ++size) {
                for (const auto language : {Language::English, Language::Chinese})
                    QTest::newRow(
                        qPrintable(QStringLiteral("%1, %2, %3")
                                       .arg(QString::fromStdString(scenes[scene].name),
                                            QLatin1String(sizes[size].name), codeOf(language))))
                        << static_cast<int>(scene) << static_cast<int>(size) << language;
            }
        }
    }

    /// The layout of the row; taller than its size where the cast needs more.
    static StageLayout made()
    {
        QFETCH(int, scene);
        QFETCH(int, size);
        QFETCH(Language, language);
        setCurrentLanguage(language);
        static const auto scenes = stageScenes();
        const auto &given = sizes[size];
        const auto &instant = scenes[static_cast<std::size_t>(scene)];
        const TextMeasure measure(TypeScale::forWindow(given.window));
        const double width = given.window.width();
        const double height = std::max(given.height,
                                       leastFrame(instant.cast, measure, width).height());
        return layOut(instant.facts(measure, QSizeF(width, height)));
    }

    static StageLayout madeOf(const char *name, QSize window, double height)
    {
        const TextMeasure measure(TypeScale::forWindow(window));
        return layOut(stageScene(name).facts(measure, QSizeF(window.width(), height)));
    }

    /// At the left or right edge of the box, at the height of the line with its call.
    static bool isBesideItsCall(const BoxShape &box, const QPointF &point)
    {
        const auto call = std::find_if(
            box.labels.begin(), box.labels.end(),
            [](const Label &label) { return label.role == TextRole::Call; });
        const bool isAtEdge = std::abs(point.x() - box.rect.left()) < 3
                              || std::abs(point.x() - box.rect.right()) < 3;
        return call != box.labels.end() && isAtEdge && call->rect.top() - 1 <= point.y()
               && point.y() <= call->rect.bottom() + 1;
    }

    static void report(const QStringList &found)
    {
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }
};

QTEST_MAIN(StageLayoutTest)
#include "tst_stagelayout.moc"
