// SPDX-License-Identifier: MIT
// Real sessions with real workers through the model: what it tells, against a second witness in
// /proc, and that nothing is left of them.
#include "support.h"
#include "ui/model/demolist.h"
#include "ui/pacer.h"

#include <QDir>
#include <QSignalSpy>

#include <sys/resource.h>
#include <unistd.h>

using namespace seeipc;

namespace {

constexpr int patience = 20'000;        ///< milliseconds
constexpr int gatherMilliseconds = 300; ///< what should not happen has time to happen

/// Lets no further descriptor be opened while it lives.
class NoDescriptorLeft
{
public:
    NoDescriptorLeft()
    {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        rlimit none = m_before;
        const int next = ::dup(0);
        ::close(next);
        none.rlim_cur = static_cast<rlim_t>(next);
        ::setrlimit(RLIMIT_NOFILE, &none);
    }
    ~NoDescriptorLeft() { ::setrlimit(RLIMIT_NOFILE, &m_before); }

private:
    rlimit m_before{};
};

/// Bytes that a process has moved by read(2) and write(2), asked of the kernel.
qint64 movedBy(std::int64_t pid)
{
    return procNumber(pid, "io", "wchar:") + procNumber(pid, "io", "rchar:");
}

} // namespace

class TestSessionModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_pacer = std::make_unique<Pacer>();
        m_model = std::make_unique<SessionModel>(*m_pacer);
    }

    void cleanup()
    {
        const auto pids = pidsOf(*m_model);
        const QString directory = QString::fromStdString(m_model->facts().directory);
        m_model.reset();
        m_pacer.reset();
        for (const auto pid : pids)
            QVERIFY2(!isAlive(pid), qPrintable(QString::number(pid)));
        QVERIFY(directory.isEmpty() || !QDir(directory).exists());
    }

    void aSessionTellsWhatItsProcessesDo()
    {
        QSignalSpy restarted(m_model.get(), &SessionModel::restarted);
        QVERIFY(!m_model->isOpen());
        m_model->setPace({20'000'000});
        QVERIFY(m_model->open(demo("pipe-flow"), {}).has_value());
        QCOMPARE(restarted.count(), 1);
        QVERIFY(m_model->isOpen() && !m_model->hasEnded() && !m_model->failure());
        QTRY_VERIFY_WITH_TIMEOUT(m_model->snapshot().channels[0].bytesOut > 0, patience);
        QVERIFY(m_model->now() > 0);
        QVERIFY(!m_model->caption(Language::English).what.empty());
        for (const auto pid : pidsOf(*m_model))
            QVERIFY(isAlive(pid));
    }

    void everyEventIsToldInTheFrameThatFoldsIt()
    {
        std::int64_t told = 0;
        connect(m_model.get(), &SessionModel::happened, this,
                [&](const std::vector<Event> &events) {
                    told += static_cast<std::int64_t>(events.size());
                    QCOMPARE(m_model->snapshot().events, told);
                });
        m_model->setPace({});
        QVERIFY(m_model->open(demo("pipe-flow"), {}).has_value());
        QTRY_VERIFY_WITH_TIMEOUT(told > 10'000, patience);
    }

    void heldProcessesMakeNoCalls()
    {
        openSettledAndHeld();
        const auto pids = pidsOf(*m_model);
        std::vector<qint64> moved;
        moved.reserve(pids.size());
        for (const auto pid : pids)
            moved.push_back(movedBy(pid));
        QTest::qWait(gatherMilliseconds);
        for (std::size_t i = 0; i < pids.size(); ++i)
            QCOMPARE(movedBy(pids[i]), moved[i]);
        QVERIFY(m_model->rates().isZero());
        m_model->setHeld(false);
        QTRY_VERIFY_WITH_TIMEOUT(movedBy(pids[0]) > moved[0], patience);
    }

    /// What nobody has forked yet has no step.
    void startingOverChoosesWhoCanStep()
    {
        m_model->setHeld(true);
        QVERIFY(m_model->open(demo("pipe-hello"), {}).has_value());
        m_model->select(1);
        QCOMPARE(m_model->selected(), WorkerId{1});
        QVERIFY(m_model->startOver().has_value());
        QCOMPARE(m_model->selected(), WorkerId{0});
        QTRY_VERIFY_WITH_TIMEOUT(m_model->canStep(), patience);
    }

    void aStepMakesExactlyOneCall()
    {
        openSettledAndHeld();
        for (int round = 0; round < 3; ++round) {
            const auto worker = steppable();
            m_model->select(worker);
            QVERIFY(m_model->canStep());
            const auto &process = m_model->snapshot().processes[worker];
            const auto calls = process.calls;
            const auto size = process.arguments[1];
            const auto moved = movedBy(process.pid);
            m_model->step();
            QTRY_COMPARE_WITH_TIMEOUT(m_model->snapshot().processes[worker].calls, calls + 1,
                                      patience);
            QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
            QTest::qWait(gatherMilliseconds);
            QCOMPARE(m_model->snapshot().processes[worker].calls, calls + 1);
            QCOMPARE(movedBy(process.pid), moved + size);
        }
    }

    /// Whatever held it before: no step is swallowed.
    void eachStepOfADemoMakesACall_data()
    {
        QTest::addColumn<QString>("id");
        for (const auto &entry : demoList())
            QTest::newRow(entry.id.c_str()) << QString::fromStdString(entry.id);
    }
    void eachStepOfADemoMakesACall()
    {
        QFETCH(QString, id);
        m_model->setHeld(true);
        QVERIFY(m_model->open(demo(id.toStdString()), {}).has_value());
        for (int round = 0; round < 14 && !m_model->hasEnded(); ++round) {
            const auto worker = heldBeforeACall();
            if (worker == noWorker)
                break; // all that are left sleep, or wait for a cue
            m_model->select(worker);
            const auto &process = m_model->snapshot().processes[worker];
            const auto calls = process.calls;
            m_model->runToChange();
            QTRY_VERIFY_WITH_TIMEOUT(!m_model->isRunningOn(), patience);
            QTRY_VERIFY2_WITH_TIMEOUT(process.calls > calls || process.inCall || process.isEnded(),
                                      qPrintable(QString::number(round)), patience);
        }
        const auto &trace = m_model->trace(); // a fork is told as of its entry: it is never open
        for (auto i = trace.first(); i < trace.count(); ++i)
            QVERIFY(trace.at(i).kind != EventKind::CallEntered
                    || trace.at(i).effect != Effect::Fork);
    }

    void aSleeperCannotStep()
    {
        m_model->setPace({});
        QVERIFY(m_model->open(demo("pipe-flow"), slowReader()).has_value());
        m_model->setPace({5'000'000});
        QTRY_VERIFY_WITH_TIMEOUT(sleeper() != noWorker, patience);
        m_model->setHeld(true);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
        if (sleeper() == noWorker)
            QSKIP("nobody was left asleep when all were held");
        m_model->select(sleeper());
        QVERIFY(!m_model->canStep());
    }

    void aParameterActsWhileItRuns()
    {
        const auto scenario = demo("pipe-flow");
        const auto position = parameterOf(scenario, "writeSize");
        m_model->setPace({10'000'000});
        QVERIFY(m_model->open(scenario, {}).has_value());
        std::int64_t asked = 0;
        connect(m_model.get(), &SessionModel::happened, this,
                [&](const std::vector<Event> &events) {
                    for (const auto &event : events) {
                        if (event.effect == Effect::Write)
                            asked = event.arguments[1];
                    }
                });
        QTRY_COMPARE_WITH_TIMEOUT(asked, scenario.parameters[position].number, patience);
        m_model->setParameter(position, 1234);
        QTRY_COMPARE_WITH_TIMEOUT(asked, std::int64_t{1234}, patience);
        QCOMPARE(m_model->parameters()[position].number, 1234);
        QCOMPARE(m_model->snapshot().parameters[position], 1234);
    }

    void theKernelRoundsACapacityAndTheParameterIsWhatItBecame()
    {
        const auto capacity = openWithCapacity();
        m_model->setParameter(capacity, 40'000);
        QVERIFY(m_model->answerTo(capacity).state == ParameterAnswer::State::Waiting);
        QTRY_VERIFY_WITH_TIMEOUT(
            m_model->answerTo(capacity).state == ParameterAnswer::State::Granted, patience);
        QCOMPARE(m_model->answerTo(capacity).got, 65'536);
        QCOMPARE(m_model->parameters()[capacity].number, 65'536);
        QCOMPARE(m_model->snapshot().channels[0].capacity.value.value(), 65'536);
    }

    void aRefusedCapacityIsToldAndTheParameterStaysTrue()
    {
        const auto capacity = openWithCapacity();
        const auto before = m_model->snapshot().channels[0].capacity.value.value();
        const auto fill = [&] { return m_model->snapshot().channels[0].queued.value.value_or(0); };
        QTRY_VERIFY_WITH_TIMEOUT(fill() > 4096, patience);
        m_model->setHeld(true);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model), patience);
        QVERIFY(fill() > 4096);
        m_model->setParameter(capacity, 4096);
        QTRY_VERIFY_WITH_TIMEOUT(
            m_model->answerTo(capacity).state == ParameterAnswer::State::Refused, patience);
        QCOMPARE(m_model->answerTo(capacity).error, EBUSY);
        QCOMPARE(m_model->answerTo(capacity).asked, 4096);
        QCOMPARE(m_model->parameters()[capacity].number, before);
    }

    void startOverRunsAnotherSessionAndLeavesNothingOfTheFirst()
    {
        m_model->setPace({20'000'000});
        QVERIFY(m_model->open(demo("pipe-flow"), {}).has_value());
        QTRY_VERIFY_WITH_TIMEOUT(m_model->snapshot().channels[0].bytesOut > 0, patience);
        const auto before = pidsOf(*m_model);
        const auto directory = QString::fromStdString(m_model->facts().directory);
        m_model->setHeld(true);
        QVERIFY(m_model->startOver().has_value());
        QVERIFY(m_model->isHeld() && m_model->snapshot().held);
        QTRY_VERIFY_WITH_TIMEOUT(!pidsOf(*m_model).empty(), patience);
        for (const auto pid : before)
            QTRY_VERIFY_WITH_TIMEOUT(!isAlive(pid), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!QDir(directory).exists(), patience);
    }

    void theClockStandsStillOnceAllHaveEnded()
    {
        m_model->setPace({});
        QVERIFY(m_model->open(demo("pipe-hello"), {}).has_value());
        QTRY_VERIFY_WITH_TIMEOUT(m_model->hasEnded(), patience);
        for (const auto &process : m_model->snapshot().processes)
            QVERIFY(process.isEnded());
        const auto end = m_model->now();
        QTest::qWait(50);
        QCOMPARE(m_model->now(), end);
        QVERIFY(!m_model->failure() && !m_model->canStep());
    }

    void ratesComeAtFullSpeedAndGoWhenHeld()
    {
        m_model->setPace({});
        QVERIFY(m_model->open(demo("pipe-flow"), {}).has_value());
        QTRY_VERIFY_WITH_TIMEOUT(m_model->rates().calls[0] > 1000, patience);
        QTRY_VERIFY_WITH_TIMEOUT(m_model->rates().bytesIn[0] > 0, patience);
        m_model->setHeld(true);
        QTRY_VERIFY_WITH_TIMEOUT(m_model->rates().isZero(), patience);
    }

    void aKilledStewardIsToldAndNothingIsLeft()
    {
        m_model->setPace({20'000'000});
        QVERIFY(m_model->open(demo("pipe-flow"), {}).has_value());
        QTRY_VERIFY_WITH_TIMEOUT(m_model->snapshot().channels[0].bytesOut > 0, patience);
        const auto pids = pidsOf(*m_model);
        const auto steward = stewardPid();
        QVERIFY(steward > 0);
        QSignalSpy failed(m_model.get(), &SessionModel::failed);
        QCOMPARE(::kill(static_cast<pid_t>(steward), SIGKILL), 0);
        QVERIFY(failed.wait(patience));
        QVERIFY(m_model->failure() && m_model->hasEnded());
        for (const auto pid : pids)
            QTRY_VERIFY_WITH_TIMEOUT(!isAlive(pid), patience);
        QVERIFY(m_model->startOver().has_value());
        QVERIFY(!m_model->failure() && !m_model->hasEnded());
        QTRY_VERIFY_WITH_TIMEOUT(m_model->snapshot().channels[0].bytesOut > 0, patience);
    }

    void withoutTheWorkersProgramItFailsAndCanGoOn()
    {
        QSignalSpy failed(m_model.get(), &SessionModel::failed);
        m_model->setSetup({.recorded = true, .cpu = -1, .workerProgram = "/nowhere/seeipc-worker"});
        QVERIFY(!m_model->open(demo("pipe-flow"), {}).has_value());
        QCOMPARE(failed.count(), 1);
        QVERIFY(m_model->isOpen() && m_model->hasEnded());
        QCOMPARE(m_model->failure()->code, ENOENT);
        QVERIFY(!m_model->snapshot().processes.empty());
        m_model->setSetup({});
        QVERIFY(m_model->startOver().has_value());
    }

    void withoutADescriptorItFailsAndCanGoOn()
    {
        const auto scenario = demo("pipe-flow");
        {
            const NoDescriptorLeft none;
            QVERIFY(!m_model->open(scenario, {}).has_value());
            QCOMPARE(m_model->failure()->code, EMFILE);
        }
        QVERIFY(m_model->startOver().has_value());
    }

    void theChoiceOfNamespacesActsAtTheNextStart()
    {
        QVERIFY(m_model->open(demo("pipe-flow"), {}).has_value());
        const auto before = m_model->facts().namespaceMode;
        m_model->setNamespaceMode(NamespaceMode::Host);
        QVERIFY(m_model->facts().namespaceMode == before);
        QVERIFY(m_model->startOver().has_value());
        QVERIFY(m_model->facts().namespaceMode == NamespaceMode::Host);
        QVERIFY(!m_model->facts().namespaceRefusal);
    }

private:
    void openSettledAndHeld()
    {
        m_model->setPace({10'000'000});
        QVERIFY(m_model->open(demo("pipe-flow"), {}).has_value());
        QTRY_VERIFY_WITH_TIMEOUT(m_model->snapshot().channels[0].bytesOut > 0, patience);
        m_model->setHeld(true);
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_model) && m_model->rates().isZero(), patience);
    }

    std::size_t openWithCapacity()
    {
        m_model->setPace({10'000'000});
        const auto scenario = demo("pipe-flow");
        [&] {
            QVERIFY(m_model->open(scenario, {}).has_value());
            QTRY_VERIFY_WITH_TIMEOUT(m_model->snapshot().channels[0].bytesOut > 0, patience);
        }();
        return parameterOf(scenario, "capacity");
    }

    /// pipe-flow with a reader that leaves the writer asleep for most of the time.
    std::vector<ParameterValue> slowReader() const
    {
        const auto scenario = demo("pipe-flow");
        auto parameters = defaultParameters(scenario);
        const auto reader = parameterOf(scenario, "readerPace");
        parameters[reader].number = scenario.parameters[reader].atLeast;
        return parameters;
    }

    WorkerId sleeper() const
    {
        const auto &processes = m_model->snapshot().processes;
        for (std::size_t i = 0; i < processes.size(); ++i) {
            if (processes[i].state == ProcessState::Asleep)
                return static_cast<WorkerId>(i);
        }
        return noWorker;
    }

    /// Whose next call returns at once: the reader's where there is enough to read.
    /// The first that can step, once there is one; noWorker: there is none for a while.
    WorkerId heldBeforeACall() const
    {
        constexpr int aWhile = 400; // milliseconds
        auto held = noWorker;
        (void)QTest::qWaitFor(
            [&] {
                const auto &processes = m_model->snapshot().processes;
                for (std::size_t i = 0; i < processes.size() && held == noWorker; ++i) {
                    if (processes[i].state == ProcessState::AtGate
                        && processes[i].gate == Gate::Held)
                        held = static_cast<WorkerId>(i);
                }
                return held != noWorker;
            },
            aWhile);
        return held;
    }

    WorkerId steppable() const
    {
        const auto fill = m_model->snapshot().channels[0].queued.value.value_or(0);
        const auto &reader = m_model->snapshot().processes[1];
        const bool canRead = reader.state == ProcessState::AtGate && fill >= reader.arguments[1];
        return canRead ? WorkerId{1} : WorkerId{0};
    }

    std::unique_ptr<Pacer> m_pacer;
    std::unique_ptr<SessionModel> m_model;
};

QTEST_GUILESS_MAIN(TestSessionModel)
#include "tst_sessionmodel.moc"
