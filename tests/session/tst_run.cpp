// SPDX-License-Identifier: MIT
// The run to the next change: the rule alone, and real workers that make no call too many.
#include "posix/uniquefd.h"
#include "scenario/loader.h"
#include "session/run.h"
#include "support/playing.h"

#include <QFile>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/ioctl.h>

using namespace seeipc;

namespace {

constexpr StepId theStep = 4;
constexpr WorkerId runner = 0;
constexpr WorkerId other = 1;

/// The runner stands before its step once more, and another process sleeps.
struct Instant
{
    Instant() : snapshot(2, 1)
    {
        auto &process = snapshot.processes[runner];
        process.state = ProcessState::AtGate;
        process.gate = Gate::Held;
        process.step = theStep;
        snapshot.processes[other].state = ProcessState::Asleep;
        made(Effect::Write, 4096);
    }

    Instant &made(Effect effect, std::int64_t result, int error = 0, StepId step = theStep)
    {
        Event event;
        event.effect = effect;
        event.arguments = {4, 4096};
        event.result = result;
        event.error = error;
        event.step = step;
        snapshot.processes[runner].last = event;
        return *this;
    }
    Instant &with(WorkerId worker, ProcessState state, Gate gate = Gate::Held)
    {
        snapshot.processes[worker].state = state;
        snapshot.processes[worker].gate = gate;
        return *this;
    }

    Snapshot snapshot;
};

bool isHeldAtGate(const ProcessSnapshot &process)
{
    return process.state == ProcessState::AtGate && process.gate == Gate::Held;
}

/// The second witness: what the kernel has counted of a process in /proc/PID/FILE.
qint64 counted(std::int64_t pid, const char *file, const char *key)
{
    QFile counts(QStringLiteral("/proc/%1/%2").arg(pid).arg(QLatin1String(file)));
    if (!counts.open(QIODevice::ReadOnly))
        return -1;
    for (const auto &line : counts.readAll().split('\n')) {
        if (line.startsWith(key))
            return line.mid(line.indexOf(':') + 1).trimmed().toLongLong();
    }
    return -1;
}

qint64 callsOf(std::int64_t pid, const char *key)
{
    return counted(pid, "io", key);
}

QByteArray callOf(std::int64_t pid)
{
    QFile call(QStringLiteral("/proc/%1/syscall").arg(pid));
    return call.open(QIODevice::ReadOnly) ? call.readAll() : QByteArray();
}

/// FIONREAD through a descriptor of the process that is opened anew for it.
int queuedAt(std::int64_t pid, int fd)
{
    const auto path = "/proc/" + std::to_string(pid) + "/fd/" + std::to_string(fd);
    const UniqueFd end(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    int bytes = -1;
    return end && ::ioctl(end.get(), FIONREAD, &bytes) == 0 ? bytes : -1;
}

/// A demo of these workers, read as a file would be.
SessionOptions heldDemo(const QByteArray &workers)
{
    const QByteArray json = R"({"id": "x", "chapter": "pipe", "title": {"en": "t", "zh_CN": "t"},
        "lesson": {"en": "l", "zh_CN": "l"}, "expect": [], "workers": )"
                            + workers + "}";
    auto read = parseScenario(json.toStdString(), "x.json");
    if (const auto *problem = std::get_if<ScenarioProblem>(&read))
        qFatal("%s: %s", problem->place.c_str(), problem->what.en.c_str());
    SessionOptions options;
    options.scenario = std::get<Scenario>(std::move(read));
    options.held = true;
    return options;
}

/// Lets this one run on and waits until it stands still again.
bool run(Playing &playing, const char *name)
{
    playing.session().runToChange(playing.worker(name));
    const bool isOver = playing.until(
        [&](const Snapshot &) { return playing.session().runner() == noWorker; });
    playing.drain(); // all that it did is there by then
    return isOver;
}

/// Is this one held at its gate after so many calls?
bool stands(Playing &playing, const char *name, int calls)
{
    return playing.until([&](const Snapshot &) {
        return playing.process(name).calls == calls && isHeldAtGate(playing.process(name));
    });
}

/// pipe-flow, held, with these sizes.
class Flow
{
public:
    Flow(std::int64_t writeSize, std::int64_t readSize, std::int64_t capacity = 65536)
        : playing(options(writeSize, readSize, capacity))
    {}

    bool run(const char *name) { return ::run(playing, name); }
    /// Up to the loops: four calls of the writer, one of the reader, each a run.
    bool begin()
    {
        for (int calls = 0; calls < 4; ++calls) {
            if (!stands(playing, "writer", calls) || !run("writer"))
                return false;
        }
        return stands(playing, "writer", 4) && stands(playing, "reader", 0) && run("reader")
               && stands(playing, "reader", 1);
    }
    std::int64_t pid(const char *name) const { return playing.process(name).pid; }

    Playing playing;

private:
    static SessionOptions options(std::int64_t writeSize, std::int64_t readSize,
                                  std::int64_t capacity)
    {
        SessionOptions options;
        options.scenario = builtIn("pipe-flow");
        options.parameters = defaultParameters(options.scenario);
        options.held = true;
        for (std::size_t i = 0; i < options.parameters.size(); ++i) {
            const auto &name = options.scenario.parameters[i].name;
            if (name == "writeSize")
                options.parameters[i].number = writeSize;
            else if (name == "readSize")
                options.parameters[i].number = readSize;
            else if (name == "capacity")
                options.parameters[i].number = capacity;
        }
        return options;
    }
};

} // namespace

class TestRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRunToAStepIsOverWhereItComesNextOrTheRunnerStandsNot()
    {
        const Instant here;
        QVERIFY(isRunToStepOver(runner, theStep, here.snapshot));
        QVERIFY(!isRunToStepOver(runner, theStep + 1, here.snapshot));
        for (const auto state : {ProcessState::Asleep, ProcessState::Stopped, ProcessState::Zombie})
            QVERIFY(isRunToStepOver(runner, theStep + 1, Instant().with(runner, state).snapshot));
        QVERIFY(isRunToStepOver(
            runner, theStep + 1,
            Instant().with(runner, ProcessState::AtGate, Gate::Condition).snapshot));
    }

    void theSameStepOnceMoreIsNoChange()
    {
        QVERIFY(!isRunOver(runner, Instant().snapshot, Instant().snapshot));
        // nor is a pipe that is not empty any more, while nobody slept on that
        Instant filled;
        filled.snapshot.channels[0].queued.value = 4096;
        QVERIFY(!isRunOver(runner, Instant().snapshot, filled.snapshot));
        // nor that a process which was on its way has come to its gate
        QVERIFY(!isRunOver(runner, Instant().with(other, ProcessState::Running).snapshot,
                           Instant().with(other, ProcessState::AtGate).snapshot));
    }

    void aRunnerThatDoesNotStandAtItsGateHasRun_data()
    {
        QTest::addColumn<ProcessState>("state");
        QTest::addColumn<Gate>("gate");
        QTest::newRow("asleep") << ProcessState::Asleep << Gate::Open;
        QTest::newRow("stopped") << ProcessState::Stopped << Gate::Open;
        QTest::newRow("zombie") << ProcessState::Zombie << Gate::Open;
        QTest::newRow("killed") << ProcessState::Killed << Gate::Open;
        QTest::newRow("waits for the demo") << ProcessState::AtGate << Gate::Condition;
    }
    void aRunnerThatDoesNotStandAtItsGateHasRun()
    {
        QFETCH(ProcessState, state);
        QFETCH(Gate, gate);
        QVERIFY(
            isRunOver(runner, Instant().snapshot, Instant().with(runner, state, gate).snapshot));
    }

    void anotherStepEndsIt()
    {
        QVERIFY(isRunOver(runner, Instant().snapshot,
                          Instant().made(Effect::Write, 4096, 0, theStep - 1).snapshot));
    }

    void anOutcomeThatIsNotTheUsualEndsIt_data()
    {
        QTest::addColumn<Effect>("effect");
        QTest::addColumn<qint64>("resultBefore");
        QTest::addColumn<qint64>("result");
        QTest::addColumn<int>("error");
        QTest::addColumn<bool>("isOver");
        const auto row = [](const char *name, Effect effect, int before, int after, int error,
                            bool isOver) {
            QTest::newRow(name) << effect << qint64{before} << qint64{after} << error << isOver;
        };
        row("whole after whole", Effect::Read, 4096, 4096, 0, false);
        row("short after whole", Effect::Read, 4096, 100, 0, true);
        row("as short as before", Effect::Read, 100, 100, 0, false);
        row("shorter than before", Effect::Read, 100, 99, 0, true);
        row("whole after short", Effect::Read, 100, 4096, 0, false);
        row("end of file", Effect::Read, 4096, 0, 0, true);
        row("end of file once more", Effect::Read, 0, 0, 0, true);
        row("short write", Effect::Write, 4096, 1, 0, true);
        row("EAGAIN", Effect::Write, 4096, -1, EAGAIN, true);
        row("EAGAIN once more", Effect::Write, -1, -1, EAGAIN, true);
        row("a number that is no count", Effect::Fork, 100, 101, 0, false);
    }
    void anOutcomeThatIsNotTheUsualEndsIt()
    {
        QFETCH(Effect, effect);
        QFETCH(qint64, resultBefore);
        QFETCH(qint64, result);
        QFETCH(int, error);
        const auto before = Instant().made(effect, resultBefore).snapshot;
        const auto after = Instant().made(effect, result, error).snapshot;
        QTEST(isRunOver(runner, before, after), "isOver");
    }

    void whatBecomesOfAnotherProcessEndsIt_data()
    {
        QTest::addColumn<ProcessState>("before");
        QTest::addColumn<ProcessState>("after");
        QTest::newRow("started") << ProcessState::NotStarted << ProcessState::Running;
        QTest::newRow("woken") << ProcessState::Asleep << ProcessState::Running;
        QTest::newRow("woken, and there already") << ProcessState::Asleep << ProcessState::AtGate;
        QTest::newRow("asleep") << ProcessState::Running << ProcessState::Asleep;
        QTest::newRow("stopped") << ProcessState::Asleep << ProcessState::Stopped;
        QTest::newRow("ended") << ProcessState::AtGate << ProcessState::Zombie;
        QTest::newRow("waited for") << ProcessState::Zombie << ProcessState::Exited;
    }
    void whatBecomesOfAnotherProcessEndsIt()
    {
        QFETCH(ProcessState, before);
        QFETCH(ProcessState, after);
        QVERIFY(isRunOver(runner, Instant().with(other, before).snapshot,
                          Instant().with(other, after).snapshot));
    }

    void aSleeperThatMovedAndSleepsOnEndsIt()
    {
        Instant stirred;
        ++stirred.snapshot.processes[other].stirs;
        QVERIFY(isRunOver(runner, Instant().snapshot, stirred.snapshot));
    }

    void whoWasSeenAwakeInItsCallAndSleepsAgainHasStirred()
    {
        auto snapshot = Instant().snapshot;
        snapshot.processes[other].inCall = true;
        const auto before = snapshot;
        Event look;
        look.kind = EventKind::ProcessSampled;
        look.worker = other;
        for (const auto sleep : {Sleep::Running, Sleep::Asleep}) {
            look.out[0] = static_cast<std::int64_t>(sleep);
            apply(snapshot, look);
        }
        QCOMPARE(snapshot.processes[other].state, ProcessState::Asleep);
        QVERIFY(isRunOver(runner, before, snapshot));
    }

    void aCallThatAnotherMadeBeforeItSleepsAgainEndsIt()
    {
        Instant called;
        ++called.snapshot.processes[other].calls;
        QVERIFY(isRunOver(runner, Instant().snapshot, called.snapshot));
    }

    void whoNeedNotWaitForTheDemoAnyMoreEndsIt()
    {
        QVERIFY(isRunOver(runner,
                          Instant().with(other, ProcessState::AtGate, Gate::Condition).snapshot,
                          Instant().with(other, ProcessState::AtGate).snapshot));
    }

    /// The kernel's own count of its write(2) calls says that it made none too many.
    void aRunToAStepStopsBeforeItAndTheOthersStandStill()
    {
        Playing playing(heldDemo(
            R"({"a": [{"call": "pipe", "makes": "p"}, {"call": "fork", "child": "b"},
                      {"repeat": 5, "do": [{"call": "write", "fd": "p[1]", "data": "x"}]},
                      {"call": "write", "as": "last", "fd": "p[1]", "data": "y"},
                      {"call": "wait", "for": "b"}],
                "b": [{"call": "read", "fd": "p[0]", "size": 9}, {"call": "_exit", "status": 0}]})"));
        QVERIFY(!playing.refusal());
        QVERIFY(stands(playing, "a", 0));
        const auto written = callsOf(playing.process("a").pid, "wchar");
        const auto runTo = [&](StepId step) {
            playing.session().runToStep(playing.worker("a"), step);
            const bool isOver = playing.until(
                [&](const Snapshot &) { return playing.session().runner() == noWorker; });
            playing.drain();
            return isOver;
        };
        QVERIFY(runTo(3)); // past the loop
        QVERIFY(stands(playing, "a", 7));
        QCOMPARE(playing.process("a").step, StepId{3});
        QCOMPARE(callsOf(playing.process("a").pid, "wchar"), written + 5);
        QVERIFY(stands(playing, "b", 0));
        QVERIFY(runTo(0)); // never again: to where it sleeps
        QCOMPARE(playing.process("a").state, ProcessState::Asleep);
    }

    void theWriterRunsUntilItSleepsOnTheFullPipe()
    {
        Flow flow(4096, 4096);
        QVERIFY(!flow.playing.refusal() && flow.begin());
        const auto writer = flow.pid("writer");
        const auto written = callsOf(writer, "wchar");
        QVERIFY(flow.run("writer"));
        QCOMPARE(flow.playing.process("writer").state, ProcessState::Asleep);
        QCOMPARE(flow.playing.process("writer").calls, 4 + 16);
        QVERIFY2(callOf(writer).startsWith("1 0x4 "), callOf(writer)); // in write(4)
        QCOMPARE(callsOf(writer, "wchar"), written + 16 * 4096);
        QCOMPARE(queuedAt(flow.pid("reader"), 3), 65536);
        QCOMPARE(flow.playing.process("reader").calls, 1);
        QVERIFY(flow.run("writer")); // a sleeper cannot
        QCOMPARE(flow.playing.process("writer").calls, 4 + 16);
    }

    void theReaderRunsUntilTheWriterIsWokenAndNoReadFurther_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("reads");
        QTest::newRow("a page") << 4096 << 1;
        QTest::newRow("a quarter") << 1024 << 4;
        QTest::newRow("across pages") << 1000 << 5;
        QTest::newRow("8 bytes") << 8 << 512;
    }
    void theReaderRunsUntilTheWriterIsWokenAndNoReadFurther()
    {
        QFETCH(int, size);
        QFETCH(int, reads);
        Flow flow(4096, size);
        QVERIFY(!flow.playing.refusal() && flow.begin() && flow.run("writer"));
        QCOMPARE(flow.playing.process("writer").state, ProcessState::Asleep);
        const auto reader = flow.pid("reader");
        const auto taken = callsOf(reader, "rchar");
        QVERIFY(flow.run("reader"));
        QCOMPARE(callsOf(reader, "rchar"), taken + qint64{size} * reads);
        QCOMPARE(flow.playing.process("reader").calls, 1 + reads);
        QVERIFY(flow.playing.until([&](const Snapshot &) { // that one call returns, and no other
            return flow.playing.process("writer").calls == 4 + 17
                   && isHeldAtGate(flow.playing.process("writer"));
        }));
        QCOMPARE(queuedAt(reader, 3), 17 * 4096 - size * reads);
    }

    void theReaderRunsOnUntilItSleepsWhereNobodyIsToBeWoken()
    {
        Flow flow(4096, 2048, 16384);
        QVERIFY(!flow.playing.refusal() && flow.begin() && flow.run("writer"));
        QVERIFY(flow.run("reader"));
        QVERIFY(flow.playing.until(
            [&](const Snapshot &) { return isHeldAtGate(flow.playing.process("writer")); }));
        const auto queued = queuedAt(flow.pid("reader"), 3);
        const auto calls = flow.playing.process("reader").calls;
        QVERIFY(flow.run("reader"));
        QCOMPARE(flow.playing.process("reader").calls, calls + queued / 2048);
        QCOMPARE(flow.playing.process("reader").state, ProcessState::Asleep);
        QVERIFY(callOf(flow.pid("reader")).startsWith("0 0x3 "));
        const auto written = callsOf(flow.pid("writer"), "wchar");
        QVERIFY(flow.run("writer")); // the first write wakes it
        QCOMPARE(callsOf(flow.pid("writer"), "wchar"), written + 4096);
    }

    void aWriterThatGotAPageInAndSleepsOnWasWoken()
    {
        Flow flow(100'000, 1024);
        QVERIFY(!flow.playing.refusal() && flow.begin() && flow.run("writer"));
        const auto writer = flow.pid("writer");
        QCOMPARE(flow.playing.process("writer").state, ProcessState::Asleep);
        const auto slept = counted(writer, "status", "voluntary_ctxt_switches");
        const auto taken = callsOf(flow.pid("reader"), "rchar");
        QVERIFY(flow.run("reader"));
        QCOMPARE(callsOf(flow.pid("reader"), "rchar"), taken + 4096);
        QVERIFY(flow.playing.until([&](const Snapshot &) { // it may be on its way back to sleep
            return flow.playing.process("writer").state == ProcessState::Asleep;
        }));
        QVERIFY(counted(writer, "status", "voluntary_ctxt_switches") > slept);
        QVERIFY(callOf(writer).startsWith("1 0x4 "));
    }

    void itEndsWhereAnotherNeedNotWaitForTheDemoAnyMore()
    {
        Playing playing(heldDemo(R"({
            "a": [{"call": "pipe", "makes": "p"}, {"call": "fork", "child": "b"},
                  {"repeat": 9, "do": [{"call": "write", "fd": "p[1]", "data": "x"}]}],
            "b": [{"call": "read", "fd": "p[0]", "size": 1, "when": "a done write"}]})"));
        QVERIFY(!playing.refusal());
        QVERIFY(stands(playing, "a", 0) && run(playing, "a") && stands(playing, "a", 1)
                && run(playing, "a") && stands(playing, "a", 2));
        QVERIFY(playing.until([&](const Snapshot &) {
            return playing.process("b").state == ProcessState::AtGate
                   && playing.process("b").gate == Gate::Condition;
        }));
        QVERIFY(run(playing, "a"));
        QCOMPARE(playing.process("a").calls, 3);
        QVERIFY(isHeldAtGate(playing.process("b")));
        QCOMPARE(queuedAt(playing.process("a").pid, 3), 1);
        QVERIFY(run(playing, "a")); // and now nothing is to be waited for
        QVERIFY(playing.process("a").calls >= 2 + 9);
    }

    void itEndsWithTheProcessThatItKilled()
    {
        Playing playing(heldDemo(R"({
            "a": [{"call": "fork", "child": "b"},
                  {"repeat": 9, "do": [{"call": "kill", "pid": "@b", "signal": "SIGKILL"}]}],
            "b": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1}]})"));
        QVERIFY(!playing.refusal());
        QVERIFY(stands(playing, "a", 0) && run(playing, "a") && stands(playing, "a", 1)
                && stands(playing, "b", 0));
        QVERIFY(run(playing, "a"));
        QVERIFY(playing.process("b").isEnded());
        QCOMPARE(playing.process("a").calls, 2);
    }

    void whoWaitsItsTurnIsWaitedForUntilItIsHeld()
    {
        auto options = heldDemo(R"({"a": [{"call": "pipe", "makes": "p"},
            {"repeat": 9, "do": [{"call": "write", "fd": "p[1]", "data": "x"}]}]})");
        options.held = false;
        options.pace.nanoseconds = 60'000'000'000;
        Playing playing(options);
        QVERIFY(!playing.refusal());
        QVERIFY(playing.until([&](const Snapshot &) {
            return playing.process("a").calls == 1
                   && playing.process("a").state == ProcessState::AtGate;
        }));
        playing.session().hold();
        QVERIFY(run(playing, "a"));
        QVERIFY(playing.process("a").calls >= 1 + 9);
    }

    void holdEndsItAtOnceAndAllStandStill()
    {
        Flow flow(1, 4096, 1'048'576); // a million writes
        QVERIFY(!flow.playing.refusal() && flow.begin());
        auto &session = flow.playing.session();
        session.runToChange(flow.playing.worker("writer"));
        QVERIFY(flow.playing.until(
            [&](const Snapshot &) { return flow.playing.process("writer").calls > 200; }));
        QCOMPARE(session.runner(), flow.playing.worker("writer"));
        session.hold();
        QVERIFY(flow.playing.until([&](const Snapshot &) { return session.runner() == noWorker; }));
        QVERIFY(flow.playing.until(
            [&](const Snapshot &) { return isHeldAtGate(flow.playing.process("writer")); }));
        const auto written = callsOf(flow.pid("writer"), "wchar");
        QVERIFY(!flow.playing.until([](const Snapshot &) { return false; }, 50));
        QCOMPARE(callsOf(flow.pid("writer"), "wchar"), written);
        session.step(flow.playing.worker("writer")); // and one call is one
        QVERIFY(flow.playing.until(
            [&](const Snapshot &) { return callsOf(flow.pid("writer"), "wchar") == written + 1; }));
        QVERIFY(!flow.playing.until([](const Snapshot &) { return false; }, 50));
        QCOMPARE(callsOf(flow.pid("writer"), "wchar"), written + 1);
    }

    void aRunOfWhoIsKilledIsOver()
    {
        Flow flow(1, 4096, 1'048'576);
        QVERIFY(!flow.playing.refusal() && flow.begin());
        auto &session = flow.playing.session();
        session.runToChange(flow.playing.worker("writer"));
        QVERIFY(flow.playing.until(
            [&](const Snapshot &) { return flow.playing.process("writer").calls > 50; }));
        QVERIFY(session.signal(flow.playing.worker("writer"), SIGKILL));
        QVERIFY(flow.playing.until([&](const Snapshot &) {
            return session.runner() == noWorker && flow.playing.process("writer").isEnded();
        }));
    }
};

QTEST_GUILESS_MAIN(TestRun)
#include "tst_run.moc"
