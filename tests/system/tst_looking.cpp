// SPDX-License-Identifier: MIT
// The second law: looking changes nothing. What a demo does under the window's eyes is what it does
// unseen, nobody of ours keeps an end of its pipe, and each borrowed descriptor is given back.
#include "place.h"
#include "victims.h"

#include "mechanisms/registry.h"
#include "posix/procfs.h"
#include "scenario/loader.h"
#include "support/handmade.h"
#include "ui/controls/style.h"
#include "ui/mainwindow.h"
#include "ui/model/sessionmodel.h"
#include "ui/pacer.h"

#include <QApplication>
#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <map>
#include <set>

using namespace seeipc;

namespace {

/// What became of a demo, whoever looked on.
struct Outcomes
{
    std::vector<std::uint64_t> bytesRead;
    std::vector<std::uint64_t> bytesWritten;
    std::vector<std::uint64_t> calls;
    std::vector<int> endings;              ///< of the workers that another one waited for; else -1
    std::vector<std::int64_t> lastReturns; ///< of each worker's last read or write
    bool operator==(const Outcomes &) const = default;
};

Scenario scenarioOf(const QByteArray &workers)
{
    const QByteArray json = R"({"id": "looking", "chapter": "pipe", "cure": null,
        "title": {"en": "t", "zh_CN": "t"}, "lesson": {"en": "l", "zh_CN": "l"}, "parameters": {},
        "workers": )" + workers
                            + R"(, "expect": []})";
    auto parsed = parseScenario({json.constData(), static_cast<std::size_t>(json.size())},
                                "looking");
    if (const auto *problem = std::get_if<ScenarioProblem>(&parsed))
        qFatal("%s: %s", problem->place.c_str(), problem->what.en.c_str());
    return std::move(std::get<Scenario>(parsed));
}

/// The same program, run by the same worker, with nobody who looks.
Outcomes unseen(const Scenario &scenario)
{
    handmade::Bench bench(
        compileProgram(scenario, defaultParameters(scenario), ProgramUse::Watched), 1 << 14,
        1 << 16);
    auto process = bench.start(0);
    (void)process.wait();
    Outcomes outcomes;
    for (std::size_t i = 0; i < scenario.workers.size(); ++i) {
        const auto &line = bench.area().line(static_cast<WorkerId>(i));
        outcomes.bytesRead.push_back(line.bytesRead.load());
        outcomes.bytesWritten.push_back(line.bytesWritten.load());
        outcomes.calls.push_back(line.head.load());
        outcomes.endings.push_back(-1);
        outcomes.lastReturns.push_back(-2);
    }
    for (std::size_t i = 0; i < scenario.workers.size(); ++i) {
        for (const auto &record : bench.records(static_cast<WorkerId>(i))) {
            const auto effect = effectOf(record.call, record.arguments);
            if (effect == Effect::Read || effect == Effect::Write)
                outcomes.lastReturns[i] = record.result;
            for (std::size_t k = 0; effect == Effect::Wait && k < scenario.workers.size(); ++k) {
                if (bench.area().line(static_cast<WorkerId>(k)).pid.load() == record.result)
                    outcomes.endings[k] = static_cast<int>(record.out[0]);
            }
        }
    }
    return outcomes;
}

/// Under the eyes of the observer and of the window, which draws all the while.
Outcomes seen(const Scenario &scenario, Pace pace)
{
    auto *style = new Style;
    QApplication::setStyle(style);
    Pacer pacer;
    SessionModel model(pacer);
    model.setSetup({.recorded = true, .cpu = -1, .workerProgram = handmade::workerProgram()});
    Outcomes outcomes;
    const auto workers = scenario.workers.size();
    outcomes.endings.assign(workers, -1);
    outcomes.lastReturns.assign(workers, -2);
    QObject::connect(&model, &SessionModel::happened, &model,
                     [&](const std::vector<Event> &events) {
                         for (const auto &event : events) {
                             if (event.kind != EventKind::CallReturned)
                                 continue;
                             if (event.effect == Effect::Read || event.effect == Effect::Write)
                                 outcomes.lastReturns[event.worker] = event.result;
                             if (event.effect == Effect::Wait && event.other < workers)
                                 outcomes.endings[event.other] = static_cast<int>(event.out[0]);
                         }
                     });
    Settings settings;
    settings.pace = pace;
    MainWindow window(model, *style, settings);
    window.show();
    window.open(scenario, defaultParameters(scenario));
    (void)QTest::qWaitFor([&] { return model.hasEnded(); }, 60'000);
    for (const auto &process : model.snapshot().processes) {
        outcomes.bytesRead.push_back(static_cast<std::uint64_t>(process.bytesRead));
        outcomes.bytesWritten.push_back(static_cast<std::uint64_t>(process.bytesWritten));
        outcomes.calls.push_back(static_cast<std::uint64_t>(process.calls));
    }
    return outcomes;
}

QString textOf(const Outcomes &outcomes)
{
    QString text;
    for (std::size_t i = 0; i < outcomes.calls.size(); ++i)
        text += QString("worker %1: %2 calls, %3 read, %4 written, last %5, ending %6\n")
                    .arg(i)
                    .arg(outcomes.calls[i])
                    .arg(outcomes.bytesRead[i])
                    .arg(outcomes.bytesWritten[i])
                    .arg(outcomes.lastReturns[i])
                    .arg(outcomes.endings[i]);
    return text;
}

/// A demo's own pipes: those of which a worker has a write end.
std::set<std::uint64_t> pipesOf(pid_t worker)
{
    std::set<std::uint64_t> inodes;
    const auto ends = listPipeEnds(worker);
    for (const auto &end : ends ? *ends : std::vector<ProcPipeEnd>()) {
        if (end.fd <= 4)
            inodes.insert(end.inode);
    }
    return inodes;
}

} // namespace

class TestLooking : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDemoDoesWhatItDoesUnseen_data();
    void aDemoDoesWhatItDoesUnseen();
    void nobodyOfOursKeepsAnEnd_data();
    void nobodyOfOursKeepsAnEnd();
    void whatIsBorrowedIsGivenBack();
    void nobodyOfOursOpensAFifo_data();
    void nobodyOfOursOpensAFifo();

private:
    QTemporaryDir m_door; ///< of a demo of our own
};

void TestLooking::aDemoDoesWhatItDoesUnseen_data()
{
    QTest::addColumn<QByteArray>("workers");
    QTest::addColumn<qint64>("pace");
    QTest::addColumn<int>("ending"); ///< of the second worker
    const QByteArray transfer = R"({
        "writer": [{"call": "pipe", "makes": "p"}, {"call": "fork", "child": "reader"},
                   {"call": "close", "fd": "p[0]"},
                   {"repeat": COUNT, "do": [{"call": "write", "fd": "p[1]", "size": 1000,
                                             "data": {"sequence": 251}}]},
                   {"call": "close", "as": "done", "fd": "p[1]"}, {"call": "wait", "for": "reader"}],
        "reader": [{"call": "close", "fd": "p[1]"},
                   {"repeat": "untilEof", "atMost": 1000000,
                    "do": [{"call": "read", "fd": "p[0]", "size": 1000}]},
                   {"call": "_exit", "status": 7}]})";
    const auto times = [&](const char *count) {
        return QByteArray(transfer).replace("COUNT", count);
    };
    QTest::newRow("end of file, paced") << times("40") << qint64{4'000'000} << 7 * 256;
    QTest::newRow("end of file, full speed") << times("6000") << qint64{0} << 7 * 256;
    const QByteArray broken = R"({
        "reader": [{"call": "pipe", "makes": "p"}, {"call": "fork", "child": "writer"},
                   {"call": "close", "as": "no-writer", "fd": "p[1]"},
                   {"call": "read", "fd": "p[0]", "size": 4096},
                   {"call": "close", "as": "no-reader", "fd": "p[0]"},
                   {"call": "wait", "for": "writer"}],
        "writer": [{"call": "close", "fd": "p[0]"},
                   {"call": "write", "as": "much", "fd": "p[1]", "size": 65536,
                    "data": {"sequence": 251}},
                   {"repeat": 20, "do": [{"call": "write", "as": "more", "fd": "p[1]", "size": 65536,
                                          "data": {"sequence": 251}}]}]})";
    QTest::newRow("SIGPIPE, paced") << broken << qint64{20'000'000} << SIGPIPE;
    QTest::newRow("SIGPIPE, full speed") << broken << qint64{0} << SIGPIPE;
}

void TestLooking::aDemoDoesWhatItDoesUnseen()
{
    QFETCH(const QByteArray, workers);
    QFETCH(const qint64, pace);
    QFETCH(const int, ending);
    const auto scenario = scenarioOf(workers);
    auto alone = unseen(scenario);
    QCOMPARE(alone.endings.at(1), ending);
    auto watched = seen(scenario, {pace});
    if (ending == SIGPIPE) { // how much a racing writer got in is chance, that it dies is not
        for (auto *outcomes : {&alone, &watched}) {
            outcomes->bytesWritten[1] = 0;
            outcomes->bytesRead[0] = 0;
            outcomes->calls[1] = 0;
            outcomes->lastReturns = {0, 0};
        }
    } else {
        for (auto *outcomes : {&alone, &watched})
            outcomes->calls[1] = 0; // how the bytes fell into reads is chance
    }
    QVERIFY2(watched == alone, qPrintable(textOf(watched) + "unseen:\n" + textOf(alone)));
}

void TestLooking::nobodyOfOursKeepsAnEnd_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("pace");
    QTest::newRow("window, slow enough to be looked at often") << "seeipc-gui"
                                                               << "0.02";
    QTest::newRow("window, full speed") << "seeipc-gui"
                                        << "0";
    QTest::newRow("window, asleep for long") << "seeipc-gui"
                                             << "1";
}

/// A thousand looks, a millisecond apart: a borrowed end lasts microseconds, or as long as its thread
/// waits for a CPU, so never in many of them on end.
void TestLooking::nobodyOfOursKeepsAnEnd()
{
    QFETCH(const QString, program);
    QFETCH(const QString, pace);
    Launch launch;
    launch.runtimeDirectory = qEnvironmentVariable("XDG_RUNTIME_DIR").toStdString();
    launch.words = {programPath(program).toStdString(), "--scenario", "pipe-flow", "--pace",
                    pace.toStdString()};
    Victims victims(launch);
    QVERIFY(eventually([&] { return victims.hasBegun(); }));
    const auto worker = victims.worker();
    QVERIFY(worker);
    QVERIFY(eventually([&] { return !pipesOf(*worker).empty(); }));
    const auto inodes = pipesOf(*worker);
    const auto all = victims.living();
    std::vector<pid_t> ours;
    std::copy_if(all.begin(), all.end(), std::back_inserter(ours),
                 [&](pid_t pid) { return !victims.isWorker(pid); });
    QVERIFY(ours.size() >= 3);                   // program, steward, spawner
    constexpr int mostOnEnd = 10;                // fewer than all sightings may be
    std::map<std::pair<pid_t, int>, int> before; // looks on end that saw it
    int sightings = 0;
    for (int look = 0; look < 1000; ++look) {
        std::map<std::pair<pid_t, int>, int> held;
        for (const pid_t pid : ours) {
            const auto ends = listPipeEnds(pid);
            for (const auto &end : ends ? *ends : std::vector<ProcPipeEnd>()) {
                if (inodes.count(end.inode) > 0)
                    held[{pid, end.fd}] = before[{pid, end.fd}] + 1;
            }
        }
        sightings += held.empty() ? 0 : 1;
        for (const auto &[end, looks] : held)
            QVERIFY2(looks < mostOnEnd,
                     qPrintable(QString("pid %1 fd %2").arg(end.first).arg(end.second)));
        before = std::move(held);
        const timespec moment{0, 1'000'000};
        ::nanosleep(&moment, nullptr);
    }
    QVERIFY2(sightings < 20, qPrintable(QString::number(sightings)));
    QVERIFY(isLiving(*worker));
    victims.terminate();
    QVERIFY(victims.waitForProgram(30'000));
}

/// strace(1) is the witness: on each thread a close follows each success before the next.
void TestLooking::whatIsBorrowedIsGivenBack()
{
    if (!hasProgram("strace"))
        QSKIP("strace is not installed");
    const Place place;
    const auto log = place.path("strace.log");
    const auto outcome = place.run("strace", {"-f", "-qq", "-e", "trace=pidfd_getfd,close,dup,dup2",
                                              "-o", log, programPath("seeipc"), "play", "pipe-flow",
                                              "--pace", "0.05"});
    QCOMPARE(outcome.status, 0);
    QFile file(log);
    QVERIFY(file.open(QIODevice::ReadOnly));
    static const QRegularExpression borrowing(R"(^(\d+) +pidfd_getfd\((\d+), (\d+), 0\) += (\d+))");
    static const QRegularExpression closing(R"(^(\d+) +close\((\d+)\) += 0)");
    std::map<QString, QString> open; // thread to descriptor
    int borrowed = 0;
    int returned = 0;
    const auto lines = QString::fromUtf8(file.readAll()).split('\n');
    for (const auto &line : lines) {
        if (const auto match = borrowing.match(line); match.hasMatch()) {
            QVERIFY2(open.count(match.captured(1)) == 0, qPrintable(line)); // one at a time
            open[match.captured(1)] = match.captured(4);
            ++borrowed;
        } else if (const auto close = closing.match(line); close.hasMatch()) {
            const auto kept = open.find(close.captured(1));
            if (kept == open.end())
                continue;
            QCOMPARE(close.captured(2), kept->second); // nothing else in between
            open.erase(kept);
            ++returned;
        }
    }
    QVERIFY2(borrowed > 3, "nothing was borrowed: the test would prove nothing");
    QCOMPARE(returned, borrowed);
    QVERIFY(open.empty());
}

void TestLooking::nobodyOfOursOpensAFifo_data()
{
    QFile own(m_door.filePath("door.json"));
    QVERIFY(own.open(QIODevice::WriteOnly));
    own.write(R"({"id": "door", "chapter": "fifo", "title": {"en": "t", "zh_CN": "t"},
        "lesson": {"en": "l", "zh_CN": "l"}, "workers": {
        "holder": [{"call": "mkfifo", "path": "door"},
                   {"call": "open", "path": "door", "flags": "O_RDONLY|O_NONBLOCK", "makes": "in"},
                   {"call": "close", "fd": "in", "when": "writer ended"}],
        "reader": [{"call": "open", "path": "door", "flags": "O_RDONLY", "makes": "second",
                    "when": "holder done open"}],
        "writer": [{"call": "open", "path": "door", "flags": "O_WRONLY", "makes": "out",
                    "when": "reader asleep in open"}]}, "expect": []})");
    own.close();
    QTest::addColumn<QString>("demo");
    QTest::addColumn<QString>("pace");
    QTest::newRow("one has it open, one waits at the door")
        << m_door.filePath("door.json") << "0.7";
    const QDir demos(binDirectory() + "/../share/seeipc/scenarios/fifo");
    for (const auto &file : demos.entryInfoList({"*.json"}, QDir::Files)) {
        const auto id = file.completeBaseName();
        QTest::newRow(qPrintable(id)) << id << "0.03";
    }
}

/// Who opens a FIFO to look lets somebody in who waits there, and loses its bytes. strace(1) is the witness:
/// of the names in the session's directory only a worker opens one, and while one is in open(2) nobody
/// borrows a descriptor.
void TestLooking::nobodyOfOursOpensAFifo()
{
    if (!hasProgram("strace"))
        QSKIP("strace is not installed");
    QFETCH(const QString, demo);
    QFETCH(const QString, pace);
    const Place place;
    const auto log = place.path("strace.log");
    const auto outcome = place.run(
        "strace", {"-f", "-qq", "-e",
                   "trace=execve,fork,vfork,clone,clone3,open,openat,mknod,mknodat,pidfd_getfd",
                   "-o", log, programPath("seeipc"), "play", demo, "--pace", pace});
    QCOMPARE(outcome.status, 0);
    QFile file(log);
    QVERIFY(file.open(QIODevice::ReadOnly));
    static const QRegularExpression worker(
        R"re(^(\d+) +execve\("[^"]*seeipc-worker", .*"worker", "\d+"\])re");
    static const QRegularExpression opening(
        R"re(^(\d+) +open(?:at)?\((?:AT_FDCWD, )?"([^"/]+)")re");
    static const QRegularExpression resumed(R"re(^(\d+) +<\.\.\. open(?:at)? resumed>)re");
    static const QRegularExpression forked(
        R"re(^(\d+) +(?:<\.\.\. )?(?:clone3?|v?fork)\b.*= (\d+)$)re");
    std::set<QString> workers; // and whoever they fork
    std::set<QString> atDoor;  // who is in open(2) and has been there when the next line came
    int opened = 0;
    const auto lines = QString::fromUtf8(file.readAll()).split('\n');
    for (const auto &line : lines) {
        if (const auto match = worker.match(line); match.hasMatch())
            workers.insert(match.captured(1));
        if (const auto match = forked.match(line);
            match.hasMatch() && workers.count(match.captured(1)) == 1)
            workers.insert(match.captured(2));
        if (const auto match = opening.match(line); match.hasMatch()) {
            QVERIFY2(workers.count(match.captured(1)) == 1, qPrintable(line));
            ++opened;
            if (line.contains("<unfinished ...>"))
                atDoor.insert(match.captured(1));
        } else if (const auto back = resumed.match(line); back.hasMatch()) {
            atDoor.erase(back.captured(1));
        }
        QVERIFY2(atDoor.empty() || !line.contains("pidfd_getfd("), qPrintable(line));
    }
    const bool opensNone = demo == "fifo-create-umask" || demo == "fifo-eexist";
    QCOMPARE(opened > 0, !opensNone);
}

int main(int argc, char **argv)
{
    const QTemporaryDir runtime;
    qputenv("XDG_RUNTIME_DIR", runtime.path().toUtf8());
    const QApplication application(argc, argv);
    TestLooking test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_looking.moc"
