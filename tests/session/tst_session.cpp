// SPDX-License-Identifier: MIT
// A demo from its file to the snapshot, by real processes: what the workers report, what the kernel
// is asked, and what wait(2) tells must agree; what the user does must act.
#include "mechanisms/registry.h"
#include "posix/procfs.h"
#include "posix/uniquefd.h"
#include "scenario/loader.h"
#include "session/verdict.h"
#include "session/waitsfor.h"
#include "support/eventually.h"
#include "support/playing.h"

#include <QTest>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <map>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace seeipc;

namespace {

constexpr std::int64_t millisecond = 1'000'000;

SessionOptions demo(const char *id, Purpose purpose = Purpose::Watch)
{
    SessionOptions options;
    options.scenario = builtIn(id);
    options.purpose = purpose;
    if (purpose == Purpose::Check)
        options.pace.nanoseconds = options.scenario.checkPace.value_or(0);
    return options;
}

bool isAsleep(const ProcessSnapshot &process)
{
    return process.state == ProcessState::Asleep;
}

bool isHeldAtGate(const ProcessSnapshot &process)
{
    return process.state == ProcessState::AtGate && process.gate == Gate::Held;
}

/// Stops this whole program, the observer's thread with it, by another that lets it go on after so long.
bool isStoppedFor(std::int64_t milliseconds)
{
    const auto self = ::getpid();
    const auto other = ::fork();
    if (other == 0) {
        const timespec time{milliseconds / 1000, milliseconds % 1000 * millisecond};
        ::kill(self, SIGSTOP);
        ::nanosleep(&time, nullptr);
        ::kill(self, SIGCONT);
        ::_exit(0);
    }
    return other > 0 && ::waitpid(other, nullptr, 0) == other;
}

bool isUnseen(const Event &event)
{
    return event.kind == EventKind::ProcessSampled
           && event.out[0] == static_cast<std::int64_t>(Sleep::Unseen);
}

bool doesDisagree(const Snapshot &snapshot)
{
    return std::any_of(snapshot.channels.begin(), snapshot.channels.end(),
                       [](const ChannelSnapshot &channel) { return channel.disagrees; });
}

/// The last events, for a message.
std::string lastOf(const Playing &playing)
{
    const auto &events = playing.events();
    std::string text;
    for (auto i = events.size() - std::min<std::size_t>(12, events.size()); i < events.size();
         ++i) {
        const auto &e = events[i];
        text += "kind " + std::to_string(static_cast<int>(e.kind)) + " worker "
                + std::to_string(e.worker) + (e.call < callCount() ? " " : "")
                + (e.call < callCount() ? std::string(callAt(e.call).name) : "") + " result "
                + std::to_string(e.result) + " queued " + std::to_string(e.queuedBytes)
                + " entered " + std::to_string(e.entered) + " at " + std::to_string(e.time)
                + (e.late ? " late\n" : "\n");
    }
    return text + "model " + std::to_string(playing.snapshot().channels.at(0).slots.fill());
}

/// Is the process with this number over?
bool isGone(std::int64_t pid)
{
    const auto text = readProcFile(static_cast<pid_t>(pid), "stat");
    const auto stat = text ? parseStat(*text) : std::nullopt;
    return !stat || stat->state == 'Z' || stat->state == 'X';
}

} // namespace

class TestSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aDemoProvesItsExpectations_data();
    void aDemoProvesItsExpectations();
    void aDemoIsWatchedToItsEnd_data();
    void aDemoIsWatchedToItsEnd();
    void theModelKeepsStepWithTheKernel_data();
    void theModelKeepsStepWithTheKernel();
    void noInstantHoldsWhatCannotBe_data();
    void noInstantHoldsWhatCannotBe();
    void whoDiesOfItsCallHasMadeIt();
    void noPipeEverHoldsMoreThanItCan();
    void eventsComeInTheOrderOfTheirTime();
    void aHeldSessionMakesNoCallAndAStepOne();
    void aStepOfASleeperHasNoEffect();
    void paceSurvivesAHold();
    void aPaceParameterActsAtOnce();
    void whatIsFoundLateIsToldAsOfItsTime();
    void aCapacityRaisedFromOutsideIsSeenThoughOneEndIsGone();
    void capacityIsChangedByAWorker();
    void whatTheKernelRefusesIsToldWithItsErrno();
    void whoIsAwakeChangesTheCapacityOfASleeper();
    void aChangeAtFullSpeedLeavesFullSpeed();
    void aSignalReachesASleeper();
    void bytesOfAWriteThatItsWriterDiedInStay();
    void anEndThatNobodyTellsIsToldWithoutItsStatus();
    void aStoppedWorkerIsSeenStopped();
    void whatNobodyLookedAtIsSaidToBeSo();
    void aSleepIsKnownThoughNobodyLooked();
    void aProgramThatTellsNothingIsSeenByTheKernelsWords();
    void finishingLetsTheDemoEndByItself();
    void anUnrecordedRunTellsItsSums();
    void aKilledStewardIsAFailureAndTheEnd();
    void aWorkerThatCannotStartEndsTheSession();
    void tooFewDescriptorsAreAnErrorAndLeaveNothing();
    void twoHundredRestartsLeaveNothing();

private:
    Leftovers m_before;
};

void TestSession::init()
{
    m_before = Leftovers::now();
}

void TestSession::cleanup()
{
    QVERIFY2(eventually([&] { return Leftovers::now() == m_before; }, 2000),
             toText(Leftovers::now()).c_str());
}

void TestSession::aDemoProvesItsExpectations_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("variant");
    QTest::newRow("hello") << "pipe-hello"
                           << "";
    QTest::newRow("empty") << "pipe-read-blocks-empty"
                           << "";
    QTest::newRow("full") << "pipe-write-blocks-full"
                          << "";
    QTest::newRow("flow, slow-reader") << "pipe-flow"
                                       << "slow-reader";
    QTest::newRow("flow, fast-reader") << "pipe-flow"
                                       << "fast-reader";
}

/// What the expectations say, and what report, sample and wait status say of each other.
void TestSession::aDemoProvesItsExpectations()
{
    QFETCH(const QString, id);
    QFETCH(const QString, variant);
    auto options = demo(id.toUtf8().constData(), Purpose::Check);
    options.parameters = valuesOf(options.scenario, variant.toStdString());
    Playing playing(options);
    QVERIFY2(!playing.refusal(), toText(playing.refusal().value_or(Error{"", "", 1})).c_str());
    const bool doesDiffer = playing.until(
        [](const Snapshot &snapshot) { return doesDisagree(snapshot); }, 60'000);
    QVERIFY2(!doesDiffer, lastOf(playing).c_str());
    QVERIFY(playing.session().hasEnded());

    Evidence evidence{playing.events(), {}, playing.session().parameters(), variant.toStdString()};
    for (std::size_t i = 0; i < playing.scenario().workers.size(); ++i)
        evidence.collected.push_back(playing.session().collected(static_cast<WorkerId>(i)));
    for (const auto &verdict : judge(playing.scenario(), evidence))
        QVERIFY2(verdict.outcome == Verdict::Outcome::Proved, verdict.seen.en.c_str());
    QCOMPARE(playing.snapshot().lost, 0);

    int samples = 0;
    for (const auto &event : playing.events()) {
        samples += event.kind == EventKind::ChannelSampled ? 1 : 0;
        if (event.kind == EventKind::ProcessSampled
            && event.out[0] == static_cast<std::int64_t>(Sleep::Zombie)) // field 52 against wait(2)
            QCOMPARE(static_cast<int>(event.result),
                     playing.snapshot().processes[event.worker].ending->raw());
    }
    QVERIFY(samples > 0);
    for (const auto &process : playing.snapshot().processes) {
        QVERIFY(process.ending && process.last);
        QCOMPARE(process.last->effect, Effect::Exit); // and what it said itself
        QCOMPARE(process.last->arguments[0], process.ending->exitCode());
    }
}

void TestSession::aDemoIsWatchedToItsEnd_data()
{
    QTest::addColumn<QString>("id");
    for (const char *id : {"pipe-hello", "pipe-read-blocks-empty", "pipe-write-blocks-full"})
        QTest::newRow(id) << id;
}

void TestSession::aDemoIsWatchedToItsEnd()
{
    QFETCH(const QString, id);
    Playing playing(demo(id.toUtf8().constData()));
    QVERIFY(!playing.refusal());
    QVERIFY(playing.toEnd());
    for (const auto &process : playing.snapshot().processes) {
        QCOMPARE(process.state, ProcessState::Exited);
        QCOMPARE(process.ending->exitCode(), 0);
        QCOMPARE(process.lost, 0);
        QVERIFY(process.pid > 0);
    }
    QVERIFY(playing.snapshot().channels.at(0).gone);
    playing.drain();
    QVERIFY(playing.session().drain().empty()); // nothing comes behind the end
}

void TestSession::theModelKeepsStepWithTheKernel_data()
{
    QTest::addColumn<int>("writeSize");
    QTest::addColumn<int>("readSize");
    for (const int writeSize : {1000, 3000, 4096, 5120, 7000, 16384}) {
        for (const int readSize : {1000, 4096, 6000}) {
            QTest::addRow("write %d, read %d", writeSize, readSize) << writeSize << readSize;
        }
    }
}

/// The slots are a model, FIONREAD is not. Calls that overlap are told in the order of their
/// returns, which is not the order in which they took effect.
void TestSession::theModelKeepsStepWithTheKernel()
{
    QFETCH(const int, writeSize);
    QFETCH(const int, readSize);
    auto options = demo("pipe-flow");
    options.pace.nanoseconds = 10 * millisecond;
    Playing playing(options);
    QVERIFY(!playing.refusal());
    playing.session().setParameter(playing.parameter("writeSize"), writeSize);
    playing.session().setParameter(playing.parameter("readSize"), readSize);
    const auto isWrong = [&](const ChannelSnapshot &channel) {
        return channel.disagrees || channel.slots.usedSlots() > channel.slots.slotCount();
    };
    (void)playing.until([&](const Snapshot &snapshot) {
        const auto &channel = snapshot.channels[0];
        return isWrong(channel) || playing.process("reader").calls > 40;
    });
    QVERIFY2(!isWrong(playing.snapshot().channels[0]), lastOf(playing).c_str());
    QVERIFY(playing.process("reader").calls > 40);
}

void TestSession::noInstantHoldsWhatCannotBe_data()
{
    QTest::addColumn<int>("writerPace"); // percent of the speed
    QTest::addColumn<int>("readerPace");
    QTest::newRow("the writer sleeps") << 1000 << 100;
    QTest::newRow("the reader sleeps") << 100 << 1000;
}

/// Who sleeps returns before the call that woke it does, by some microseconds, as often as not. By the
/// returns alone a pipe would hold more than it can, or give what was never written.
void TestSession::noInstantHoldsWhatCannotBe()
{
    QFETCH(const int, writerPace);
    QFETCH(const int, readerPace);
    auto options = demo("pipe-flow");
    options.pace.nanoseconds = 4 * millisecond;
    Playing playing(options);
    QVERIFY(!playing.refusal());
    playing.session().setParameter(playing.parameter("writeSize"), 4096);
    playing.session().setParameter(playing.parameter("readSize"), 4096);
    playing.session().setParameter(playing.parameter("writerPace"), writerPace);
    playing.session().setParameter(playing.parameter("readerPace"), readerPace);
    (void)playing.until([&](const Snapshot &) { return playing.process("reader").calls > 300; });
    Snapshot snapshot(2, 1);
    int sleeps = 0;
    for (const auto &event : playing.events()) {
        apply(snapshot, event);
        sleeps += event.kind == EventKind::CallReturned && event.time - event.entered > millisecond
                      ? 1
                      : 0;
        const auto &channel = snapshot.channels[0];
        std::int64_t underWay = 0;
        for (const auto &write : channel.pending)
            underWay += write.in;
        const auto inside = channel.bytesIn - channel.bytesOut;
        const auto text = std::to_string(channel.bytesIn) + " in, " + std::to_string(underWay)
                          + " under way, " + std::to_string(channel.bytesOut) + " out at "
                          + std::to_string(event.time);
        QVERIFY2(inside + underWay >= 0, text.c_str());
        QVERIFY2(!channel.capacity.value || inside + underWay <= *channel.capacity.value,
                 text.c_str());
    }
    QVERIFY2(sleeps > 100, std::to_string(sleeps).c_str());
}

/// SIGPIPE comes inside write(2), some microseconds after it was entered: no look sees it open.
void TestSession::whoDiesOfItsCallHasMadeIt()
{
    for (int i = 0; i < 10; ++i) {
        auto options = demo("pipe-sigpipe-default");
        options.pace.nanoseconds = 20 * millisecond;
        Playing playing(options);
        QVERIFY(!playing.refusal());
        QVERIFY(playing.toEnd());
        const auto &writer = playing.process("writer");
        QVERIFY(writer.ending && writer.ending->killed() && writer.ending->signal() == SIGPIPE);
        QVERIFY2(!writer.unmade, lastOf(playing).c_str());
        QCOMPARE(std::string(callAt(writer.call).name), std::string("write"));
    }
}

/// A write of more than the pipe holds returns because a read made room: the read is told first, though
/// the write that it took from had not been told when it returned.
void TestSession::noPipeEverHoldsMoreThanItCan()
{
    for (int i = 0; i < 20; ++i) {
        auto options = demo("pipe-read-then-wait");
        options.pace.nanoseconds = 20 * millisecond;
        Playing playing(options);
        QVERIFY(!playing.refusal());
        QVERIFY(playing.until(
            [&](const Snapshot &) { return playing.process("child").bytesWritten > 0; }));
        const auto &channel = playing.snapshot().channels[0];
        QVERIFY2(channel.bytesIn - channel.bytesOut <= channel.capacity.value.value_or(0),
                 lastOf(playing).c_str());
        QVERIFY2(channel.slotsExact && channel.debt == 0 && channel.early.empty(),
                 lastOf(playing).c_str());
    }
}

void TestSession::eventsComeInTheOrderOfTheirTime()
{
    Playing playing(demo("pipe-write-blocks-full", Purpose::Check));
    QVERIFY(!playing.refusal());
    QVERIFY(playing.toEnd());
    std::int64_t last = 0;
    for (const auto &event : playing.events()) {
        QCOMPARE(event.late || event.setBack, event.time < last);
        last = std::max(last, event.time);
        QVERIFY(event.kind != EventKind::CallReturned || event.entered <= event.time);
        QVERIFY(event.time > 0);
    }
    QCOMPARE(playing.returns("writer", "write").size(), 65537U);
    for (const char *name : {"writer", "reader"}) { // its start comes before all that it does
        const auto worker = playing.worker(name);
        const auto first = std::find_if(playing.events().begin(), playing.events().end(),
                                        [&](const Event &e) { return e.worker == worker; });
        QCOMPARE(first->kind, EventKind::ProcessStarted);
        QCOMPARE(first->result, playing.process(name).pid);
    }
}

void TestSession::aHeldSessionMakesNoCallAndAStepOne()
{
    auto options = demo("pipe-flow");
    options.held = true;
    Playing playing(options);
    QVERIFY(!playing.refusal());
    QVERIFY(
        playing.until([&](const Snapshot &) { return isHeldAtGate(playing.process("writer")); }));
    QCOMPARE(playing.process("writer").calls, 0);
    for (int step = 1; step <= 8; ++step) {
        playing.session().step(playing.worker("writer"));
        QVERIFY(playing.until([&](const Snapshot &) {
            return playing.process("writer").calls == step
                   && isHeldAtGate(playing.process("writer"));
        }));
    }
    QCOMPARE(playing.process("writer").calls, 8); // pipe, fcntl, fork, close, four writes
    QVERIFY(
        playing.until([&](const Snapshot &) { return isHeldAtGate(playing.process("reader")); }));
    QCOMPARE(playing.process("reader").calls, 0);
    QCOMPARE(playing.snapshot().channels.at(0).queued.value.value_or(-1), 4 * 4096);

    playing.session().release();
    QVERIFY(playing.until([&](const Snapshot &) { return playing.process("reader").calls > 20; }));
    playing.session().hold();
    QVERIFY(playing.until([&](const Snapshot &snapshot) {
        const auto waits = waitsFor(snapshot);
        const auto rests = [&](const char *name) { // not who was woken and is told to be later
            const auto *wait = waits.of(playing.worker(name));
            return isHeldAtGate(playing.process(name))
                   || (isAsleep(playing.process(name)) && wait && !wait->isOver());
        };
        return snapshot.held && rests("writer") && rests("reader");
    }));
    const auto calls = playing.process("writer").calls + playing.process("reader").calls;
    QVERIFY(!playing.until(
        [&](const Snapshot &) {
            return playing.process("writer").calls + playing.process("reader").calls != calls;
        },
        50));
}

void TestSession::aStepOfASleeperHasNoEffect()
{
    auto options = demo("pipe-flow");
    options.held = true;
    Playing playing(options);
    QVERIFY(!playing.refusal());
    const auto writer = playing.worker("writer");
    for (int step = 0; step < 9; ++step) { // the ninth is the write that finds no room
        QVERIFY(playing.until(
            [&](const Snapshot &) { return isHeldAtGate(playing.process("writer")); }));
        const auto seen = playing.events().size();
        playing.session().step(writer);
        QVERIFY(playing.until([&](const Snapshot &) { return playing.events().size() > seen; }));
        if (step == 8)
            QVERIFY(playing.until(
                [&](const Snapshot &) { return isAsleep(playing.process("writer")); }));
        else
            QVERIFY(playing.until(
                [&](const Snapshot &) { return playing.process("writer").calls == step + 1; }));
    }
    for (int i = 0; i < 3; ++i)
        playing.session().step(writer);               // it has not returned
    playing.session().step(playing.worker("reader")); // close
    QVERIFY(playing.until([&](const Snapshot &) { return playing.process("reader").calls == 1; }));
    playing.session().step(playing.worker("reader")); // read: frees a slot
    QVERIFY(playing.until([&](const Snapshot &) {
        return playing.process("writer").calls == 9 && isHeldAtGate(playing.process("writer"));
    }));
    QVERIFY(
        !playing.until([&](const Snapshot &) { return playing.process("writer").calls > 9; }, 30));
}

void TestSession::paceSurvivesAHold()
{
    auto options = demo("pipe-flow");
    options.pace.nanoseconds = 20 * millisecond;
    Playing playing(options);
    QVERIFY(!playing.refusal());
    QVERIFY(playing.until([&](const Snapshot &) { return playing.process("writer").calls >= 5; }));
    playing.session().hold();
    QVERIFY(
        playing.until([&](const Snapshot &) { return isHeldAtGate(playing.process("writer")); }));
    playing.session().release();
    const auto from = playing.events().size();
    QVERIFY(playing.until(
        [&](const Snapshot &) { return playing.returns("writer", "write", from).size() >= 4; }));
    const auto writes = playing.returns("writer", "write", from);
    for (std::size_t i = 2; i < writes.size(); ++i)
        QVERIFY(writes[i].entered - writes[i - 1].entered > 19 * millisecond);
}

void TestSession::aPaceParameterActsAtOnce()
{
    auto options = demo("pipe-flow");
    options.pace.nanoseconds = 10 * millisecond;
    options.parameters = defaultParameters(options.scenario);
    Playing playing(options);
    QVERIFY(!playing.refusal());
    QVERIFY(playing.until([&](const Snapshot &) { return playing.process("writer").calls >= 5; }));
    playing.session().setParameter(playing.parameter("writerPace"), 10); // per cent: 100 ms
    const auto from = playing.events().size();
    QVERIFY(playing.until(
        [&](const Snapshot &) { return playing.returns("writer", "write", from).size() >= 4; }));
    const auto writes = playing.returns("writer", "write", from);
    QVERIFY(writes[3].entered - writes[1].entered > 150 * millisecond); // one of them may be late
    QCOMPARE(playing.snapshot().parameters.at(playing.parameter("writerPace")), 10);
}

/// A gate comes right behind the call before it, and a sleep right behind its call's entry, however late
/// they are looked for. Nobody is shown on its way then who has slept all the while.
void TestSession::whatIsFoundLateIsToldAsOfItsTime()
{
    auto options = demo("pipe-parent-waits-deadlock");
    options.parameters = valuesOf(options.scenario, "does-not-fit");
    options.pace.nanoseconds = 700 * millisecond; // then it looks seldom
    Playing playing(options);
    QVERIFY(!playing.refusal());
    QVERIFY(playing.until([&](const Snapshot &) {
        return isAsleep(playing.process("child")) && isAsleep(playing.process("parent"));
    }));
    std::map<WorkerId, std::int64_t> returned;
    std::map<WorkerId, std::int64_t> entered;
    std::vector<std::int64_t>
        gaps; // a process may be without a CPU for a while in some, not in most
    int gates = 0;
    int sleeps = 0;
    for (const auto &event : playing.events()) {
        if (event.kind == EventKind::CallReturned) {
            returned[event.worker] = event.time;
        } else if (event.kind == EventKind::AtGate && returned.count(event.worker) > 0) {
            gaps.push_back(event.time - returned[event.worker]);
            returned.erase(event.worker);
            ++gates;
        } else if (event.kind == EventKind::CallEntered) {
            entered[event.worker] = event.entered;
            gaps.push_back(event.time - event.entered);
        } else if (event.kind == EventKind::ProcessSampled && entered.count(event.worker) > 0
                   && event.out[0] == static_cast<std::int64_t>(Sleep::Asleep)) {
            gaps.push_back(event.time - entered[event.worker]);
            QVERIFY(event.out[2] >= event.time); // the look itself
            entered.erase(event.worker);
            ++sleeps;
        }
        QVERIFY(!event.late);
    }
    std::sort(gaps.begin(), gaps.end());
    const auto most = gaps.at(gaps.size() * 3 / 4);
    QVERIFY2(most < 8 * millisecond, qPrintable(QString::number(most)));
    QVERIFY(gates > 3);
    QCOMPARE(sleeps, 2);
}

/// A child that is gone with the last write end leaves more bytes than the pipe had room for at first.
void TestSession::aCapacityRaisedFromOutsideIsSeenThoughOneEndIsGone()
{
    auto options = demo("pipe-parent-waits-deadlock");
    options.parameters = valuesOf(options.scenario, "does-not-fit");
    options.pace.nanoseconds = 50 * millisecond;
    Playing playing(options);
    QVERIFY(!playing.refusal());
    QVERIFY(playing.until([&](const Snapshot &) {
        return isAsleep(playing.process("child")) && isAsleep(playing.process("parent"));
    }));
    const auto path = "/proc/" + std::to_string(playing.process("parent").pid) + "/fd/3";
    const UniqueFd end(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    QVERIFY(end.get() >= 0);
    QCOMPARE(::fcntl(end.get(), F_SETPIPE_SZ, 262'144), 262'144);
    QVERIFY(playing.until([&](const Snapshot &) { return playing.process("child").isEnded(); }));
    playing.session().hold();
    QCOMPARE(::fcntl(end.get(), F_SETPIPE_SZ, 524'288), 524'288);
    QVERIFY(playing.until(
        [&](const Snapshot &snapshot) { return snapshot.channels[0].capacity.value == 524'288; },
        2'000));
}

void TestSession::capacityIsChangedByAWorker()
{
    auto options = demo("pipe-flow");
    options.pace.nanoseconds = 5 * millisecond;
    Playing playing(options);
    QVERIFY(!playing.refusal());
    QVERIFY(playing.until([&](const Snapshot &) { return playing.process("reader").calls >= 3; }));
    playing.session().setParameter(playing.parameter("capacity"), 100'000);
    QVERIFY(playing.until([&](const Snapshot &snapshot) {
        return snapshot.channels.at(0).capacity.value.value_or(0) == 131'072;
    }));
    const auto &capacity = playing.snapshot().channels.at(0).capacity;
    QCOMPARE(capacity.source, Source::Reported);
    const auto &event = playing.events().back();
    QCOMPARE(event.effect, Effect::Resize);
    QCOMPARE(event.out[0], 100'000);
    QCOMPARE(event.result, 131'072);
}

void TestSession::whatTheKernelRefusesIsToldWithItsErrno()
{
    auto options = demo("pipe-flow");
    options.pace.nanoseconds = 10 * millisecond;
    Playing playing(options);
    QVERIFY(!playing.refusal());
    QVERIFY(playing.until([&](const Snapshot &) { return isAsleep(playing.process("writer")); }));
    playing.session().setParameter(playing.parameter("capacity"), 4096);
    QVERIFY(playing.until(
        [&](const Snapshot &snapshot) { return snapshot.channels.at(0).resizeError == EBUSY; }));
    QCOMPARE(playing.snapshot().channels.at(0).resizeAsked, 4096);
    QCOMPARE(playing.snapshot().channels.at(0).capacity.value.value_or(0), 16'384);

    if (playing.session().facts().namespaceMode == NamespaceMode::Host && ::getuid() == 0)
        return; // who may do everything is refused nothing
    playing.session().setParameter(playing.parameter("capacity"), 4 << 20);
    QVERIFY(playing.until(
        [&](const Snapshot &snapshot) { return snapshot.channels.at(0).resizeError == EPERM; }));
    QCOMPARE(playing.snapshot().channels.at(0).capacity.value.value_or(0), 16'384);
}

void TestSession::whoIsAwakeChangesTheCapacityOfASleeper()
{
    auto options = demo("pipe-flow");
    options.pace.nanoseconds = 100 * millisecond;
    options.parameters = defaultParameters(options.scenario);
    for (std::size_t i = 0; i < options.parameters.size(); ++i) {
        if (options.scenario.parameters[i].name == "readerPace")
            options.parameters[i].number = 10; // one read a second
    }
    Playing slow(options);
    QVERIFY(!slow.refusal());
    QVERIFY(slow.until([&](const Snapshot &) { return isAsleep(slow.process("writer")); }));
    slow.session().setParameter(slow.parameter("capacity"), 65'536);
    QVERIFY(slow.until([&](const Snapshot &snapshot) {
        return snapshot.channels.at(0).capacity.value.value_or(0) == 65'536;
    }));
    QCOMPARE(slow.events().back().worker, slow.worker("reader"));
    QVERIFY(slow.until([&](const Snapshot &) { return !isAsleep(slow.process("writer")); }));
}

void TestSession::aChangeAtFullSpeedLeavesFullSpeed()
{
    Playing playing(demo("pipe-flow"));
    QVERIFY(!playing.refusal());
    QVERIFY(
        playing.until([&](const Snapshot &) { return playing.process("writer").calls > 5000; }));
    playing.session().setParameter(playing.parameter("capacity"), 65'536);
    QVERIFY(playing.until(
        [&](const Snapshot &snapshot) {
            return snapshot.channels.at(0).capacity.value.value_or(0) == 65'536;
        },
        30'000));
    const auto gates = [&] {
        return std::count_if(playing.events().begin(), playing.events().end(),
                             [](const Event &event) { return event.kind == EventKind::AtGate; });
    };
    const auto calls = playing.process("writer").calls;
    QVERIFY(playing.until(
        [&](const Snapshot &) { return playing.process("writer").calls > calls + 5000; }));
    QCOMPARE(gates(), 0);
}

void TestSession::aSignalReachesASleeper()
{
    auto options = demo("pipe-flow");
    options.pace.nanoseconds = 5 * millisecond;
    Playing playing(options);
    QVERIFY(!playing.refusal());
    QVERIFY(playing.until([&](const Snapshot &) { return isAsleep(playing.process("writer")); }));
    QVERIFY(playing.session().signal(playing.worker("writer"), SIGKILL));
    QVERIFY(playing.until([&](const Snapshot &) { return playing.process("writer").isEnded(); }));
    QVERIFY(playing.until(
        [&](const Snapshot &) { return playing.process("writer").state == ProcessState::Killed; }));
    QCOMPARE(playing.process("writer").ending->signal(), SIGKILL);
    QVERIFY(playing.session().signal(playing.worker("writer"), SIGKILL).error().code == ESRCH);
    QCOMPARE(playing.session().signal(77, SIGKILL).error().code, ESRCH);
    QVERIFY(playing.until([&](const Snapshot &) {
        const auto &last = playing.process("reader").last;
        return last && last->effect == Effect::Read && last->result == 0 && last->error == 0;
    })); // its end of file
    playing.session().finish();
    QVERIFY(playing.toEnd()); // an orphan's end is told too
    QCOMPARE(playing.process("reader").state, ProcessState::Exited);
}

/// The kernel keeps them: its FIONREAD, asked after the death, is the witness.
void TestSession::bytesOfAWriteThatItsWriterDiedInStay()
{
    auto options = demo("pipe-parent-waits-deadlock");
    options.parameters = valuesOf(options.scenario, "does-not-fit");
    Playing playing(options);
    QVERIFY(!playing.refusal());
    QVERIFY(playing.until([&](const Snapshot &) { return isAsleep(playing.process("child")); }));
    playing.session().hold(); // the parent would read it all
    const auto killed = playing.snapshot().time;
    QVERIFY(playing.session().signal(playing.worker("child"), SIGKILL));
    QVERIFY(playing.until([&](const Snapshot &snapshot) {
        const auto &queued = snapshot.channels[0].queued;
        return playing.process("child").isEnded() && queued.time > killed
               && queued.source == Source::Sampled;
    }));
    QCOMPARE(*playing.snapshot().channels[0].queued.value, 65'536);
    QCOMPARE(playing.process("child").bytesOfCutWrite, 65'536);
    QCOMPARE(playing.snapshot().channels[0].bytesOfCutWrites, 65'536);
}

/// Who ignores SIGCHLD has its children waited for by the kernel. A demo goes on behind such an end.
void TestSession::anEndThatNobodyTellsIsToldWithoutItsStatus()
{
    const char *json = R"({"id": "x", "chapter": "pipe", "title": {"en": "t", "zh_CN": "t"},
        "lesson": {"en": "l", "zh_CN": "l"}, "expect": [], "workers": {
        "parent": [{"call": "sigaction", "signal": "SIGCHLD", "handler": "ignore"},
                   {"call": "pipe", "makes": "p"},
                   {"call": "fork", "child": "child"},
                   {"call": "close", "fd": "p[0]", "when": "child ended"}],
        "child": [{"call": "_exit", "status": 3}]}})";
    auto read = parseScenario(json, "x.json");
    QVERIFY(std::holds_alternative<Scenario>(read));
    SessionOptions options;
    options.scenario = std::get<Scenario>(std::move(read));
    Playing playing(options);
    QVERIFY(!playing.refusal());
    QVERIFY(playing.toEnd());
    QCOMPARE(playing.process("child").state, ProcessState::Exited);
    QVERIFY(!playing.process("child").ending);
    QCOMPARE(playing.process("parent").state, ProcessState::Exited);
    QVERIFY(playing.process("parent").ending);
}

void TestSession::aStoppedWorkerIsSeenStopped()
{
    auto options = demo("pipe-flow");
    options.pace.nanoseconds = 5 * millisecond;
    Playing playing(options);
    QVERIFY(!playing.refusal());
    QVERIFY(playing.until([&](const Snapshot &) { return playing.process("reader").calls > 5; }));
    QVERIFY(playing.session().signal(playing.worker("reader"), SIGSTOP));
    QVERIFY(playing.until([&](const Snapshot &) {
        return playing.process("reader").state == ProcessState::Stopped;
    }));
    QVERIFY(playing.until([&](const Snapshot &) { return isAsleep(playing.process("writer")); }));
    const auto calls = playing.process("reader").calls;
    QVERIFY(playing.session().signal(playing.worker("reader"), SIGCONT));
    QVERIFY(playing.until(
        [&](const Snapshot &) { return playing.process("reader").calls > calls + 3; }));
}

void TestSession::whatNobodyLookedAtIsSaidToBeSo()
{
    auto options = demo("pipe-flow");
    options.pace.nanoseconds = 100 * millisecond;
    Playing playing(options);
    QVERIFY(!playing.refusal());
    QVERIFY(playing.until([&](const Snapshot &) { return playing.process("reader").calls > 3; }));
    const auto calls = playing.process("reader").calls;
    QVERIFY(isStoppedFor(900));
    QVERIFY(playing.until(
        [&](const Snapshot &) { return playing.process("reader").calls > calls + 12; }));
    Snapshot fold(2, 1);
    std::array<std::int64_t, 2> unseen{};
    std::int64_t callsUnseen = 0;
    for (const auto &event : playing.events()) {
        for (std::size_t i = 0; i < unseen.size(); ++i) {
            if (fold.processes[i].state == ProcessState::Unseen)
                unseen[i] += std::max<std::int64_t>(0, event.time - fold.time);
        }
        apply(fold, event);
        if (isUnseen(event))
            QCOMPARE(fold.processes[event.worker].state, ProcessState::Unseen);
        if (event.kind == EventKind::CallReturned
            && fold.processes[event.worker].state == ProcessState::Unseen)
            ++callsUnseen; // told by itself
    }
    for (const auto time : unseen)
        QVERIFY2(time > 800 * millisecond && time < 1500 * millisecond,
                 qPrintable(QString::number(time)));
    QVERIFY2(callsUnseen >= 8, qPrintable(QString::number(callsUnseen)));

    // Who stands at the same gate all the time, or sleeps, was seen before and after: nothing is unknown.
    playing.session().hold();
    const auto isStill = [](const ProcessSnapshot &process) {
        return isHeldAtGate(process) || isAsleep(process);
    };
    QVERIFY(playing.until([&](const Snapshot &) {
        return isStill(playing.process("reader")) && isStill(playing.process("writer"));
    }));
    bool isKnown = false;
    for (int i = 0; i < 4 && !isKnown; ++i) { // one that comes in the middle of the looks is not
        const auto from = playing.events().size();
        QVERIFY(isStoppedFor(600));
        QVERIFY(playing.until([&](const Snapshot &) { return playing.events().size() > from; }));
        isKnown = std::none_of(playing.events().begin() + static_cast<std::ptrdiff_t>(from),
                               playing.events().end(), isUnseen);
    }
    QVERIFY2(isKnown, lastOf(playing).c_str());
}

/// Its switches tell that who sleeps has slept on.
void TestSession::aSleepIsKnownThoughNobodyLooked()
{
    Playing playing(demo("pipe-eof-forgotten-close"));
    QVERIFY(!playing.refusal());
    const auto isHopeless = [](const Snapshot &snapshot) {
        const auto waits = waitsFor(snapshot).waits;
        return std::any_of(waits.begin(), waits.end(),
                           [](const Wait &wait) { return wait.hopeless; });
    };
    QVERIFY(playing.until(isHopeless));
    const auto before = playing.snapshot().processes;
    const auto isAsBefore = [&](const Snapshot &snapshot) {
        return std::equal(before.begin(), before.end(), snapshot.processes.begin(),
                          [](const ProcessSnapshot &was, const ProcessSnapshot &is) {
                              return was.state == is.state;
                          });
    };
    bool isKnown = false;
    for (int i = 0; i < 4 && !isKnown; ++i) { // one that comes in the middle of the looks is not
        const auto from = playing.events().size();
        QVERIFY(isStoppedFor(600));
        QVERIFY(playing.until([&](const Snapshot &snapshot) {
            return playing.events().size() > from + 2 && isAsBefore(snapshot);
        }));
        isKnown = std::none_of(playing.events().begin() + static_cast<std::ptrdiff_t>(from),
                               playing.events().end(), isUnseen);
    }
    QVERIFY(isKnown);
}

/// Behind execve(2) no ring tells of it: /proc/PID/syscall does, and the leash still holds it.
void TestSession::aProgramThatTellsNothingIsSeenByTheKernelsWords()
{
    const auto read = parseScenario(
        R"({"id": "d", "chapter": "c", "title": {"en": "t", "zh_CN": "t"},
        "lesson": {"en": "l", "zh_CN": "l"}, "workers": {
        "a": [{"call": "pipe", "makes": "p"}, {"call": "fork", "child": "b"}, {"call": "wait"}],
        "b": [{"call": "dup2", "fd": "p[0]", "to": 0}, {"call": "close", "fd": "p[0]"},
              {"call": "execve", "program": "wc-c"}]}})",
        "d.json");
    SessionOptions options;
    options.scenario = std::get<Scenario>(read);
    Playing playing(options);
    QVERIFY(!playing.refusal());
    QVERIFY(playing.until([&](const Snapshot &) {
        const auto &process = playing.process("b");
        return process.state == ProcessState::Asleep && process.call == findCall("read").value();
    }));
    const auto &process = playing.process("b");
    const auto pid = static_cast<pid_t>(process.pid);
    QCOMPARE(process.channel, ChannelId{0});
    QCOMPARE(process.arguments[0], 0);
    QVERIFY(readProcFile(pid, "comm")->starts_with("wc"));
    QVERIFY(readProcFile(pid, "syscall")->starts_with(std::to_string(SYS_read) + " 0x0 "));
    playing.end();
    QCOMPARE(::kill(pid, 0), -1);
    QCOMPARE(errno, ESRCH);
}

void TestSession::finishingLetsTheDemoEndByItself()
{
    Playing playing(demo("pipe-flow"));
    QVERIFY(!playing.refusal());
    QVERIFY(
        playing.until([&](const Snapshot &) { return playing.process("reader").calls > 2000; }));
    playing.session().finish();
    QVERIFY(playing.toEnd());
    const auto &writer = playing.process("writer");
    const auto &reader = playing.process("reader");
    QCOMPARE(writer.state, ProcessState::Exited);
    QCOMPARE(reader.state, ProcessState::Exited);
    QVERIFY(writer.bytesWritten > 0);
    QCOMPARE(reader.bytesRead, writer.bytesWritten); // also of what was counted as lost
}

void TestSession::anUnrecordedRunTellsItsSums()
{
    auto options = demo("pipe-flow");
    options.recorded = false;
    Playing playing(options);
    QVERIFY(!playing.refusal());
    QVERIFY(
        playing.until([&](const Snapshot &) { return playing.process("reader").calls > 2000; }));
    playing.session().finish();
    QVERIFY(playing.toEnd());
    QVERIFY(playing.process("writer").bytesWritten > 0);
    QCOMPARE(playing.process("reader").bytesRead, playing.process("writer").bytesWritten);
    QVERIFY(playing.returns("writer", "write").empty());
}

void TestSession::aKilledStewardIsAFailureAndTheEnd()
{
    auto options = demo("pipe-flow");
    options.pace.nanoseconds = 5 * millisecond;
    Playing playing(options);
    QVERIFY(!playing.refusal());
    QVERIFY(playing.until([&](const Snapshot &) { return playing.process("reader").calls > 2; }));
    const auto writer = playing.process("writer").pid;
    const auto reader = playing.process("reader").pid;
    const auto text = readProcFile(static_cast<pid_t>(writer), "stat");
    QVERIFY(text);
    ::kill(parseStat(*text)->group, SIGKILL);
    QVERIFY(playing.toEnd(5000));
    QVERIFY(playing.session().failure());
    QVERIFY(isGone(writer));
    QVERIFY(isGone(reader));
    playing.end();
}

void TestSession::aWorkerThatCannotStartEndsTheSession()
{
    auto options = demo("pipe-flow");
    options.scenario.workers.resize(1); // what the compiler makes of it is refused
    options.workerProgram.clear();
    const auto missing = [&] {
        auto changed = demo("pipe-flow");
        changed.workerProgram = "/nowhere/seeipc-worker";
        return Session::start(std::move(changed));
    }();
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ENOENT);
    auto changed = demo("pipe-flow");
    changed.workerProgram = "/bin/false"; // starts, and is no steward
    const auto broken = Session::start(std::move(changed));
    QVERIFY(!broken);
    QCOMPARE(broken.error().code, EPIPE);
}

void TestSession::tooFewDescriptorsAreAnErrorAndLeaveNothing()
{
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    int refused = 0;
    const auto scenario = builtIn("pipe-hello");
    for (rlim_t room = 0; room < 40; ++room) {
        const rlimit tight{static_cast<rlim_t>(m_before.descriptors) + room, before.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &tight);
        SessionOptions options;
        options.scenario = scenario;
        Playing playing(options);
        refused += playing.refusal() ? 1 : 0;
        if (playing.refusal())
            QVERIFY2(playing.refusal()->code == EMFILE || playing.refusal()->code == EINVAL
                         || playing.refusal()->code == EPIPE || playing.refusal()->code == EBADF,
                     toText(*playing.refusal()).c_str());
        ::setrlimit(RLIMIT_NOFILE, &before);
        playing.end();
        QVERIFY2(eventually([&] { return Leftovers::now() == m_before; }, 2000),
                 toText(Leftovers::now()).c_str());
    }
    QVERIFY(refused > 5);
}

void TestSession::twoHundredRestartsLeaveNothing()
{
    const auto flow = builtIn("pipe-flow");
    for (int i = 0; i < 200; ++i) {
        SessionOptions options;
        options.scenario = flow;
        options.namespaceMode = i % 2 == 0 ? NamespaceMode::Private : NamespaceMode::Host;
        Playing playing(options);
        QVERIFY(!playing.refusal());
        if (i % 4 < 2) // some end before they have begun
            QVERIFY(playing.until([&](const Snapshot &snapshot) { return snapshot.events > 0; }));
        playing.end();
        const auto left = Leftovers::now(); // at once, not a moment later
        QVERIFY2(left == m_before, toText(left).c_str());
    }
}

int main(int argc, char **argv)
{
    const RuntimeDirectory runtime;
    TestSession test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_session.moc"
