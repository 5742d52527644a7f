// SPDX-License-Identifier: MIT
// The code cards as shapes and words: pure, of instants that are put together by hand.
#include "mechanisms/registry.h"
#include "scenario/loader.h"
#include "support.h"
#include "ui/language.h"
#include "ui/scene/codelayout.h"

#include <QTest>

#include <fcntl.h>
#include <poll.h>

#include <cerrno>
#include <csignal>

using namespace seeipc;

namespace {

constexpr std::int64_t second = 1'000'000'000;

/// A demo, and an instant of it.
struct CodeScene
{
    explicit CodeScene(const char *id, QSize window = {1920, 1080})
        : scenario(demo(id)),
          cast(castOf(scenario)),
          measure(TypeScale::forWindow(window)),
          snapshot(scenario.workers.size(), scenario.channels.size()),
          width(window.width() - 2 * measure.scale().margin)
    {
        const auto values = defaultParameters(scenario);
        for (std::size_t i = 0; i < scenario.workers.size(); ++i) {
            CodeText text{stepLines(scenario, static_cast<WorkerId>(i), values), {}};
            text.isAdded.assign(text.lines.size(), false);
            texts.push_back(std::move(text));
        }
    }

    /// This process stands before that line, by its text.
    ProcessSnapshot &at(WorkerId worker, const char *line)
    {
        auto &process = snapshot.processes[worker];
        const auto &lines = texts[worker].lines;
        const auto found = std::find_if(lines.begin(), lines.end(),
                                        [&](const StepLine &each) { return each.text == line; });
        process.step = found->step;
        process.call = found->call;
        process.state = ProcessState::AtGate;
        process.gate = Gate::Held;
        process.pid = 4711 + worker;
        return process;
    }
    void returned(WorkerId worker, const char *line, std::int64_t result, int error = 0,
                  std::uint32_t iteration = 0)
    {
        for (const auto &each : texts[worker].lines) {
            if (each.text != line)
                continue;
            snapshot.steps.resize(std::max(snapshot.steps.size(), each.step + std::size_t{1}));
            auto &step = snapshot.steps[each.step];
            step = {step.returns + 1, iteration, error,
                    result,           {},        {absent, absent, absent, absent}};
        }
    }
    CodeFacts facts(double height) const
    {
        return {cast, texts, snapshot, measure, QSizeF(width, height), 10 * second, selected};
    }
    CodeLayout layout() const { return layOutCode(facts(codeHeight(12, measure))); }
    /// What stands behind a line.
    QString behind(WorkerId worker, const char *line) const
    {
        for (const auto &card : layout().cards) {
            for (const auto &row : card.rows) {
                if (card.worker == worker && row.text.text.trimmed() == QString::fromUtf8(line))
                    return row.outcome.text;
            }
        }
        return QStringLiteral("no such line");
    }

    Scenario scenario;
    Cast cast;
    TextMeasure measure;
    Snapshot snapshot;
    double width;
    std::vector<CodeText> texts;
    WorkerId selected = 0;
};

std::vector<WorkerId> workersOf(const CodeLayout &layout)
{
    std::vector<WorkerId> workers;
    for (const auto &card : layout.cards)
        workers.push_back(card.worker);
    return workers;
}

} // namespace

class TestCodeLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setCurrentLanguage(Language::English); }

    /// As the ring on the stage: each way has an arrow that ends at whom it waits for.
    void theLinesOfADeadlockAreJoined()
    {
        CodeScene scene("pipe-parent-waits-deadlock");
        scene.at(0, "wait(&status);").state = ProcessState::Asleep;
        scene.at(1, "write(p[1], buf, 65537);").state = ProcessState::Asleep;
        auto facts = scene.facts(codeHeight(12, scene.measure));
        QVERIFY(layOutCode(facts).joins.empty());
        facts.ring = {0, 1};
        const auto layout = layOutCode(facts);
        QCOMPARE(layout.joins.size(), std::size_t{2});
        const auto &left = layout.cards[0];
        const auto &right = layout.cards[1];
        const auto row = [](const CodeCard &card) {
            return std::find_if(card.rows.begin(), card.rows.end(),
                                [](const CodeRow &each) { return each.isCurrent; })
                ->rect;
        };
        const auto toRight = layout.joins[0];
        QCOMPARE(toRight.head.first().x(), right.rect.left());
        QVERIFY(row(right).top() < toRight.head.first().y()
                && toRight.head.first().y() < row(right).bottom());
        const auto toLeft = layout.joins[1];
        QCOMPARE(toLeft.head.first().x(), row(left).right());
        QVERIFY(!toRight.head.boundingRect().intersects(toLeft.head.boundingRect()));
        facts.ring = {1, 0}; // the same one
        QCOMPARE(layOutCode(facts).joins.size(), std::size_t{2});
    }

    void twoProcessesKeepTheirPlacesWhoeverIsSelected()
    {
        CodeScene scene("pipe-write-blocks-full");
        for (const WorkerId selected : {WorkerId{0}, WorkerId{1}}) {
            scene.selected = selected;
            QCOMPARE(workersOf(scene.layout()), (std::vector<WorkerId>{0, 1}));
        }
        const auto layout = scene.layout();
        QCOMPARE(layout.cards[0].rect.left(), 0.0);
        QCOMPARE(layout.cards[1].rect.right(), scene.width);
        QCOMPARE(layout.cards[0].spine.width(), 8.0); // at 1920
        QVERIFY(layout.cards[0].rect.right() < layout.cards[1].rect.left());
    }

    void ofMoreProcessesTheSelectedOneIsAlwaysShown()
    {
        CodeScene scene("pipe-barrier", {1024, 768}); // parent and three children
        const auto workers = [&](WorkerId selected) {
            scene.selected = selected;
            return workersOf(scene.layout());
        };
        QCOMPARE(workers(0), (std::vector<WorkerId>{0, 1}));
        QCOMPARE(workers(1), (std::vector<WorkerId>{0, 1}));
        QCOMPARE(workers(3), (std::vector<WorkerId>{0, 3}));
        QCOMPARE(scene.layout().cards.back().state.text,
                 QStringLiteral("not started · 2 more: select one to see its code"));
        scene.at(3, "close(p[0]);");
        QCOMPARE(scene.layout().cards.back().state.text,
                 QStringLiteral("2 more: select one to see its code"));
    }

    void theLineThatIsOnIsMarkedAndSaysWhy()
    {
        CodeScene scene("pipe-write-blocks-full");
        auto &writer = scene.at(0, "write(p[1], \"!\", 1);");
        QCOMPARE(scene.behind(0, "write(p[1], \"!\", 1);"), QStringLiteral("next: held"));
        writer.gate = Gate::Pace;
        QCOMPARE(scene.behind(0, "write(p[1], \"!\", 1);"), QStringLiteral("next: waits its turn"));
        writer.state = ProcessState::Asleep;
        writer.inCall = true;
        writer.entered = 6'800'000'000;
        QCOMPARE(scene.behind(0, "write(p[1], \"!\", 1);"),
                 QStringLiteral("has not returned: 3.2 s"));
        const auto standing = scene.layout();
        for (const auto &row : standing.cards[0].rows) {
            QCOMPARE(row.isCurrent,
                     row.text.text.trimmed() == QStringLiteral("write(p[1], \"!\", 1);"));
            QCOMPARE(row.bar.isEmpty(), !row.isCurrent);
        }
        auto &reader = scene.at(1, "read(p[0], buf, 1);");
        reader.gate = Gate::Condition;
        QCOMPARE(scene.behind(1, "read(p[0], buf, 1);"),
                 QStringLiteral("waits until writer sleeps in write"));
    }

    /// How long it sleeps is of a call of the new program, not of execve().
    void behindExecveStandsThatItIsAnotherProgram()
    {
        CodeScene scene("pipe-yes-head");
        scene.width = 6000;
        const auto line = scene.texts[1].lines.back().text;
        QVERIFY(QString::fromStdString(line).startsWith(QStringLiteral("execve(")));
        auto &yes = scene.at(1, line.c_str());
        yes.inCall = true;
        yes.isForeign = true;
        yes.state = ProcessState::Running;
        QCOMPARE(scene.behind(1, line.c_str()), QStringLiteral("another program runs"));
        const auto &texts = scene.texts[0].lines; // of some line that writes or reads
        yes.call = std::find_if(texts.begin(), texts.end(), [](const StepLine &each) {
                       return each.text.find("read(") != std::string::npos;
                   })->call;
        yes.state = ProcessState::Asleep;
        yes.entered = 6'800'000'000;
        QCOMPARE(scene.behind(1, line.c_str()),
                 QStringLiteral("another program, asleep in read: 3.2 s"));
    }

    /// Though no record tells that it returned: neither execve(2) nor _exit(2) does.
    void whoHasEndedStandsInTheCallThatItEndedIn()
    {
        const auto rows = [](const CodeScene &scene, WorkerId worker) {
            return layOutCode(scene.facts(codeHeight(2, scene.measure))).cards[worker].rows;
        };
        CodeScene scene("pipe-yes-head", {1024, 768});
        for (const auto &line : scene.texts[1].lines)
            scene.returned(1, line.text.c_str(), 0);
        const auto execve = scene.texts[1].lines.back();
        scene.snapshot.steps[execve.step] = {};
        auto &yes = scene.at(1, execve.text.c_str());
        yes.isForeign = true;
        for (const auto state : {ProcessState::Zombie, ProcessState::Killed}) {
            yes.state = state;
            yes.ending = WaitStatus::fromRaw(SIGPIPE);
            const auto row = rows(scene, 1).back();
            QCOMPARE(row.line, scene.texts[1].lines.size() - 1);
            QVERIFY(row.isCurrent);
            QCOMPARE(row.outcome.text, QStringLiteral("killed by SIGPIPE"));
        }
        for (const auto state : {ProcessState::Zombie, ProcessState::Exited}) {
            yes.state = state;
            yes.ending = WaitStatus::fromRaw(0);
            QVERIFY(rows(scene, 1).back().isCurrent);
            QVERIFY(rows(scene, 1).back().outcome.text.isEmpty()); // the head tells it
        }
        CodeScene exiting("pipe-sigpipe-ignored");
        auto &writer = exiting.at(1, "_exit(7);");
        writer.state = ProcessState::Exited;
        writer.ending = WaitStatus::fromRaw(7 << 8);
        QVERIFY(rows(exiting, 1).back().isCurrent);
    }

    void resultsAndErrorsStandBehindWhatHasReturned()
    {
        CodeScene scene("pipe-nonblock-read");
        scene.at(0, "wait(&status);");
        scene.returned(0, "pipe(p);", 0);
        scene.returned(0, "fcntl(p[0], F_SETFL, O_NONBLOCK);", 0);
        scene.returned(0, "child = fork();", 4712);
        QCOMPARE(scene.behind(0, "pipe(p);"), QStringLiteral("= 0"));
        const auto waiting = scene.layout();
        for (const auto &row : waiting.cards[1].rows)
            QVERIFY(row.outcome.text.isEmpty()); // the other has made none
        CodeScene failing("pipe-sigpipe-ignored");
        failing.at(1, "_exit(7);");
        failing.returned(1, "write(p[1], \"!\", 1);", -1, EPIPE);
        QCOMPARE(failing.behind(1, "write(p[1], \"!\", 1);"), QStringLiteral("= -1 EPIPE"));
        auto &writer = failing.snapshot.processes[1];
        writer.state = ProcessState::Killed;
        writer.ending = WaitStatus::fromRaw(SIGPIPE);
        QCOMPARE(failing.behind(1, "_exit(7);"), QStringLiteral("killed by SIGPIPE"));
    }

    /// What a number means gives way to the call.
    void aLongResultIsShortWhereItsCallHasNoRoomBesideIt()
    {
        CodeScene scene("pipe-nonblock-shared", {1024, 768});
        const char *line = "fcntl(copy, F_GETFL);";
        scene.returned(0, line, O_RDONLY | O_NONBLOCK);
        scene.snapshot.steps.back().arguments = {5, F_GETFL};
        QCOMPARE(scene.behind(0, line), QStringLiteral("= 0x800"));
        scene.width = 1920;
        QCOMPARE(scene.behind(0, line), QStringLiteral("= 0x800 (flags O_RDONLY|O_NONBLOCK)"));
    }

    /// What a buffer is called says less than how much is asked for.
    void noNumberIsCutWhereALineHasNoRoom()
    {
        CodeScene scene("pipe-parent-waits-deadlock", {1024, 768});
        const auto &lines = scene.texts[1].lines;
        const auto write = std::find_if(lines.begin(), lines.end(), [](const StepLine &line) {
            return line.text == "write(p[1], buf, 65537);";
        });
        QVERIFY(write != lines.end());
        const auto within = [&](int letters) {
            return codewords::lineWithin(
                *write, [&](const QString &text) { return text.size() <= letters; });
        };
        QCOMPARE(within(24), QStringLiteral("write(p[1], buf, 65537);"));
        QCOMPARE(within(23), QStringLiteral("write(p[1], …, 65537);"));
        QCOMPARE(within(20), QStringLiteral("write(p[1]…65537);"));
        QCOMPARE(within(16), QStringLiteral("write(p[1]…"));
        QCOMPARE(within(3), QStringLiteral("wr…"));
        auto &child = scene.at(1, write->text.c_str());
        child.state = ProcessState::Asleep;
        child.inCall = true;
        scene.snapshot.processes[0] = child;
        for (int width = 1000; width > 700; width -= 10) {
            scene.width = width;
            const auto card = layOutCode(scene.facts(codeHeight(0, scene.measure))).cards[1];
            const auto text = card.rows.front().text.text;
            QVERIFY2(text.contains(QStringLiteral("65537")) || !text.contains(u'6'),
                     qPrintable(text));
        }
    }

    /// What the process becomes says more than how C names it.
    void aProgramIsReadWhereItsLineHasNoRoom()
    {
        const StepLine line{.text = "execve(\"/usr/bin/head\", (char *[]){\"head\", \"-n\", \"1\", "
                                    "NULL}, environment);"};
        const auto within = [&](int letters) {
            return codewords::lineWithin(
                line, [&](const QString &text) { return text.size() <= letters; });
        };
        QCOMPARE(
            within(60),
            QStringLiteral("execve(\"/usr/bin/head\", {\"head\", \"-n\", \"1\"}, environment);"));
        QCOMPARE(within(55),
                 QStringLiteral("execve(\"/usr/bin/head\", {\"head\", \"-n\", \"1\"}, …);"));
        QCOMPARE(within(40), QStringLiteral("execve(…, {\"head\", \"-n\", \"1\"}, …);"));
    }

    /// On a projector: that poll(2) returned 1 says nothing.
    void whatPollFoundIsToldBesideALineThatIsCutForIt()
    {
        CodeScene scene("pipe-poll-hup", {1024, 768});
        scene.width = 968;
        for (const WorkerId worker : {0, 1}) {
            const auto &lines = scene.texts[worker].lines;
            const auto poll = std::find_if(lines.begin(), lines.end(), [](const StepLine &each) {
                return each.text.starts_with("poll(");
            });
            QVERIFY(poll != lines.end());
            scene.returned(worker, poll->text.c_str(), 1);
            auto &step = scene.snapshot.steps[poll->step];
            step.out[1] = worker == 0 ? POLLHUP : POLLOUT | POLLERR;
            scene.at(worker, "_exit(0);");
            const auto card = scene.layout().cards[worker];
            const auto told =
                card.rows[static_cast<std::size_t>(poll - lines.begin())].outcome.text;
            QVERIFY2(told.endsWith(worker == 0 ? QLatin1String("POLLHUP)")
                                               : QLatin1String("(POLLOUT|POLLERR)")),
                     qPrintable(told));
        }
    }

    /// It ended with an end of file: that goes before how often it read.
    void aLoopThatIsOverTellsHowItEnded()
    {
        CodeScene scene("pipe-eof-forgotten-close-cured");
        const char *loop = "while (read(p[0], buf, 100) > 0);";
        scene.returned(0, loop, 0, 0, 1);
        scene.at(0, "wait(&status);");
        const auto &lines = scene.texts[0].lines;
        const auto line = std::find_if(lines.begin(), lines.end(),
                                       [&](const StepLine &each) { return each.text == loop; });
        QVERIFY(line != lines.end());
        QCOMPARE(codewords::outcome(scene.texts[0], static_cast<std::size_t>(line - lines.begin()),
                                    scene.snapshot, 0, scene.cast, 0),
                 QStringList({"= 0, 2 rounds", "= 0"}));
    }

    void aLoopTellsItsRounds()
    {
        CodeScene scene("pipe-write-blocks-full");
        const char *head = "for (int i = 0; i < 65536; i++)";
        QVERIFY(scene.behind(0, head).isEmpty());
        auto &writer = scene.at(0, "write(p[1], \"w\", 1);");
        writer.iteration = 1699;
        scene.returned(0, "write(p[1], \"w\", 1);", 1, 0, 1698);
        QCOMPARE(scene.behind(0, head), QStringLiteral("round 1\u202f700 of 65\u202f536"));
        QCOMPARE(scene.behind(0, "write(p[1], \"w\", 1);"), QStringLiteral("= 1 · next: held"));
        scene.returned(0, "write(p[1], \"w\", 1);", 1, 0, 65535);
        scene.at(0, "write(p[1], \"!\", 1);");
        QCOMPARE(scene.behind(0, head), QStringLiteral("65\u202f536 rounds"));
    }

    void whereNotAllLinesHaveRoomTheOneThatIsOnHas()
    {
        CodeScene scene("pipe-nonblock-write"); // the writer has nine calls
        for (const auto &line : scene.texts[0].lines) {
            scene.at(0, line.text.c_str());
            const auto card = layOutCode(scene.facts(codeHeight(3, scene.measure))).cards.front();
            QCOMPARE(card.rows.size(), std::size_t{3});
            QCOMPARE(card.above + card.rows.size() + card.below, scene.texts[0].lines.size());
            QVERIFY(std::any_of(card.rows.begin(), card.rows.end(),
                                [](const CodeRow &row) { return row.isCurrent; }));
        }
        const auto low = layOutCode(scene.facts(codeHeight(0, scene.measure))).cards.front();
        QCOMPARE(low.rows.size(), std::size_t{1}); // beside the name
        QVERIFY(low.rows.front().isCurrent && low.rows.front().rect.left() > low.name.rect.right());
    }

    /// On a big screen three cards stand beside each other: the reason is what must not be cut.
    void whyALineIsNotRunToIsToldWhole()
    {
        const QString name(QStringLiteral("grandchild"));
        const QString call(QStringLiteral("write(4, buf, 20000)"));
        for (const auto language : {Language::English, Language::Chinese}) {
            setCurrentLanguage(language);
            for (const auto window : {QSize(1024, 768), QSize(1366, 768), QSize(1920, 1080)}) {
                CodeScene scene("pipe-interleave-large", window);
                scene.cast.parts[1].name = name.toStdString();
                for (const auto why : {RunTo::ComesNext, RunTo::Asleep, RunTo::Stopped,
                                       RunTo::WaitsForDemo, RunTo::Passed, RunTo::Ended,
                                       RunTo::NotStarted, RunTo::RunsOn, RunTo::NoStep}) {
                    auto facts = scene.facts(codeHeight(3, scene.measure));
                    const auto texts = codewords::runTo(why, name, call, true);
                    facts.said = CodeSaying{1, texts};
                    const auto told = layOutCode(facts).cards[1].state.text;
                    QVERIFY2(texts.contains(told), qPrintable(told));
                }
            }
        }
        setCurrentLanguage(Language::English);
    }

    /// Beside each other too, with how it ended at the right.
    void aLineStandsInTheLowestCardOfWhoHasEnded()
    {
        CodeScene scene("pipe-yes-head", {1024, 768});
        for (const auto state : {ProcessState::NotStarted, ProcessState::Exited}) {
            for (auto &process : scene.snapshot.processes)
                process.state = state;
            const auto cards = layOutCode(scene.facts(codeHeight(0, scene.measure))).cards;
            QCOMPARE(cards.size(), std::size_t{2});
            for (const auto &card : cards) {
                QCOMPARE(card.rows.size(), std::size_t{1});
                const auto &text = card.rows.front().text;
                QVERIFY2(text.text.size() >= 8, qPrintable(text.text));
                QVERIFY(!card.state.text.isEmpty());
                QVERIFY(card.name.rect.right() < text.rect.left()
                        && text.rect.right() < card.state.rect.left());
            }
        }
    }

    /// main() returns: no step of the demo, but a line.
    void theEndThatIsNoStepIsTheLineThatIsOn()
    {
        CodeScene scene("pipe-tee-splice"); // the writer's last step is a wait()
        scene.returned(0, "wait(&status);", 4712);
        scene.at(0, "_exit(0);").step = noStep;
        const auto card = layOutCode(scene.facts(codeHeight(1, scene.measure))).cards.front();
        QCOMPARE(card.rows.size(), std::size_t{1});
        QCOMPARE(card.rows.front().text.text, QStringLiteral("_exit(0);"));
        QVERIFY(card.rows.front().isCurrent);
        QCOMPARE(card.rows.front().outcome.text, QStringLiteral("next: held"));
    }

    /// One by hand is none.
    void betweenTheLinesTheLastOneStays()
    {
        CodeScene scene("pipe-tee-splice");
        scene.returned(0, "pipe(b);", 0);
        scene.at(0, "pipe(b);").step = noStep;
        const auto card = layOutCode(scene.facts(codeHeight(1, scene.measure))).cards.front();
        QCOMPARE(card.rows.front().text.text, QStringLiteral("pipe(b);"));
        QVERIFY(!card.rows.front().isCurrent);
    }

    /// The head is the whole loop: where both have no room, how often it was goes before what it gave.
    void aLoopOfOneLineTellsItsRoundsWhileItWaits()
    {
        CodeScene scene("pipe-read-then-wait", {1024, 768});
        const auto &lines = scene.texts[0].lines;
        const auto head = std::find_if(lines.begin(), lines.end(), [](const StepLine &line) {
            return line.isLoop && line.step != noStep;
        });
        QVERIFY(head != lines.end());
        scene.at(0, head->text.c_str()).iteration = 12;
        scene.returned(0, head->text.c_str(), 4096, 0, 11);
        scene.width = 960;
        QVERIFY2(scene.behind(0, head->text.c_str()).contains(QStringLiteral("round 13")),
                 qPrintable(scene.behind(0, head->text.c_str())));
    }

    void whatBecomesOfALineLeavesItItsRoom_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("size");
        QTest::addColumn<QSize>("window");
        QTest::addColumn<int>("width"); // above or beside an open drawer
        QTest::addColumn<int>("rows");
        QTest::addRow("a write in a loop") << "pipe-flow"
                                           << "write(p[1], buf, 4096);"
                                           << "4096)" << QSize(1366, 768) << 774 << 3;
        QTest::addRow("a write beside a name") << "pipe-flow"
                                               << "write(p[1], buf, 4096);"
                                               << "4096)" << QSize(1366, 768) << 774 << 0;
        QTest::addRow("a loop of reads") << "pipe-siblings"
                                         << "while (read(out[0], buf, 100) > 0);"
                                         << "100)" << QSize(1024, 768) << 967 << 0;
    }

    /// How long a call has not returned is told in its box too; here is read what decides it.
    void whatBecomesOfALineLeavesItItsRoom()
    {
        QFETCH(QString, id);
        QFETCH(QString, line);
        QFETCH(QString, size);
        QFETCH(QSize, window);
        QFETCH(int, width);
        QFETCH(int, rows);
        for (const auto language : {Language::English, Language::Chinese}) {
            setCurrentLanguage(language);
            CodeScene scene(qPrintable(id), window);
            scene.width = width;
            auto &process = scene.at(0, qPrintable(line));
            process.state = ProcessState::Asleep;
            process.inCall = true;
            process.entered = 6'800'000'000;
            const auto height = codeHeight(static_cast<std::size_t>(rows), scene.measure);
            const auto card = layOutCode(scene.facts(height)).cards[0];
            const auto row = std::find_if(card.rows.begin(), card.rows.end(),
                                          [](const CodeRow &each) { return each.isCurrent; });
            QVERIFY(row != card.rows.end());
            const auto told = row->text.text + QStringLiteral(" | ") + row->outcome.text;
            QVERIFY2(row->text.text.contains(size), qPrintable(told));
            QVERIFY2(row->outcome.text.contains(QStringLiteral("3.2 ")), qPrintable(told));
        }
        setCurrentLanguage(Language::English);
    }

    void noTextLeavesItsCardOrAnother_data()
    {
        QTest::addColumn<QString>("id");
        for (const auto &file : builtInScenarios()) {
            const auto id = QString::fromStdString(file).section(u'/', -1).chopped(5);
            QTest::newRow(qPrintable(id)) << id;
        }
    }

    void noTextLeavesItsCardOrAnother()
    {
        QFETCH(QString, id);
        for (const auto language : {Language::English, Language::Chinese}) {
            setCurrentLanguage(language);
            for (const auto &window : {QSize(1024, 768), QSize(1920, 1080)}) {
                CodeScene scene(qPrintable(id), window);
                for (std::size_t worker = 0; worker < scene.texts.size(); ++worker) {
                    auto &process = scene.snapshot.processes[worker];
                    for (const auto &line : scene.texts[worker].lines) {
                        if (line.step == noStep)
                            continue;
                        process = scene.at(static_cast<WorkerId>(worker), line.text.c_str());
                        process.state = ProcessState::Asleep;
                        scene.returned(static_cast<WorkerId>(worker), line.text.c_str(), 65536);
                        check(scene.layout());
                    }
                }
            }
        }
        setCurrentLanguage(Language::English);
    }

private:
    static void check(const CodeLayout &layout)
    {
        for (const auto &card : layout.cards) {
            QVERIFY(card.rect.contains(card.name.rect));
            QVERIFY(card.state.text.isEmpty() || card.rect.contains(card.state.rect));
            QVERIFY(!card.state.rect.intersects(card.name.rect));
            for (const auto &row : card.rows) {
                QVERIFY2(card.rect.contains(row.text.rect), qPrintable(row.text.text));
                QVERIFY(card.rect.contains(row.rect));
                if (row.outcome.text.isEmpty())
                    continue;
                QVERIFY2(card.rect.contains(row.outcome.rect), qPrintable(row.outcome.text));
                QVERIFY2(!row.outcome.rect.intersects(row.text.rect),
                         qPrintable(row.text.text + row.outcome.text));
            }
        }
    }
};

QTEST_MAIN(TestCodeLayout)
#include "tst_codelayout.moc"
