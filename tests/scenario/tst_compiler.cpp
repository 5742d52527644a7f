// SPDX-License-Identifier: MIT
// What a file says against the program that workers get, field by field.
#include "badfile.h"
#include "mechanisms/program.h"
#include "mechanisms/registry.h"
#include "scenario/loader.h"

#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <fstream>

using namespace seeipc;
using namespace seeipc::badfile;

namespace {

/// A demo with its programs, of which every one must be valid.
struct Compiled
{
    Scenario scenario;
    std::vector<std::byte> memory;

    const ProgramHeader &header() const { return ProgramView(memory).header(); }
    const ProgramStep &at(std::size_t position) const { return ProgramView(memory).step(position); }
    std::string dataOf(const ProgramStep &step) const
    {
        return {ProgramView(memory).data() + step.dataOffset, step.dataLength};
    }
};

Compiled compiled(const Parts &parts, ProgramUse use = ProgramUse::Watched,
                  std::vector<ParameterValue> values = {})
{
    auto read = parseScenario(demo(parts), "f.json");
    if (const auto *problem = std::get_if<ScenarioProblem>(&read))
        qFatal("%s: %s", problem->place.c_str(), problem->what.en.c_str());
    Compiled result;
    result.scenario = std::get<Scenario>(std::move(read));
    if (values.empty())
        values = defaultParameters(result.scenario);
    result.memory = compileProgram(result.scenario, values, use);
    if (!isValidProgram(result.memory))
        qFatal("no valid program");
    return result;
}

CallId call(const char *name)
{
    return findCall(name).value();
}

std::string fact()
{
    return R"("proves": {"en": "f", "zh_CN": "f"})";
}

} // namespace

#define COMPARE_OPERAND(operand, wantedKind, wantedIndex, wantedConstant) \
    QCOMPARE(static_cast<int>((operand).kind), static_cast<int>(wantedKind)); \
    QCOMPARE((operand).index, std::uint32_t{wantedIndex}); \
    QCOMPARE((operand).constant, std::int64_t{wantedConstant})

class TestCompiler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void workersStandOneBehindTheOther()
    {
        const auto program = compiled({.workers = R"({
            "elder": [{"call": "pipe", "makes": "p"}, {"call": "fork", "child": "younger"},
                      {"call": "wait", "for": "younger"}],
            "idle": [],
            "younger": {"pace": 50, "steps": [{"call": "close", "fd": "p[0]"}]}})"});
        QCOMPARE(program.header().workerCount, 3U);
        QCOMPARE(program.header().stepCount, 4U);
        QCOMPARE(program.header().byHandFirst, 4U);
        QCOMPARE(program.header().variableCount, 2U);
        QCOMPARE(program.header().callCount, static_cast<std::uint32_t>(callCount()));
        const auto &workers = program.header().workers;
        QCOMPARE(workers[0].firstStep, 0U);
        QCOMPARE(workers[0].stepCount, 3U);
        QCOMPARE(workers[1].firstStep, 3U);
        QCOMPARE(workers[1].stepCount, 0U);
        QCOMPARE(workers[2].firstStep, 3U);
        QCOMPARE(workers[2].stepCount, 1U);
        QVERIFY(workers[0].startedBySession && workers[1].startedBySession);
        QVERIFY(!workers[2].startedBySession);
        COMPARE_OPERAND(workers[0].pace, OperandKind::None, 0, 0);
        COMPARE_OPERAND(workers[2].pace, OperandKind::Constant, 0, 50);
        QCOMPARE(program.scenario.steps.size(), std::size_t{4});
        for (std::size_t i = 0; i < 4; ++i) {
            QCOMPARE(program.scenario.steps[i].position, static_cast<std::uint32_t>(i));
            QCOMPARE(program.at(i).step, static_cast<StepId>(i));
            QCOMPARE(program.at(i).call, program.scenario.steps[i].call);
        }
        QCOMPARE(program.at(0).makesChannel, ChannelId{0});
        QCOMPARE(program.at(0).makes, std::uint16_t{0});
        QCOMPARE(program.at(1).child, WorkerId{2});
        COMPARE_OPERAND(program.at(1).operands[0], OperandKind::None, 0, 0);
        COMPARE_OPERAND(program.at(2).operands[0], OperandKind::Pid, 2, 0);
        COMPARE_OPERAND(program.at(3).operands[0], OperandKind::Variable, 0, 0);
    }

    void descriptorsAreThoseOfTheNearestMaker()
    {
        const auto program = compiled({.workers = R"({
            "a": [{"call": "pipe", "makes": "p"}, {"call": "pipe", "makes": "q"},
                  {"call": "fork", "child": "b"}],
            "b": [{"call": "pipe", "makes": "p"}, {"call": "close", "fd": "p[1]"},
                  {"call": "close", "fd": "a.p[1]"}, {"call": "close", "fd": "q[0]"},
                  {"call": "fork", "child": "c"}],
            "c": [{"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "a.p[0]"},
                  {"call": "dup2", "fd": "q[1]", "to": 1}]})"});
        QCOMPARE(program.header().variableCount, 6U);
        QCOMPARE(program.scenario.channels.size(), std::size_t{3});
        QCOMPARE(program.at(1).makesChannel, ChannelId{1});
        QCOMPARE(program.at(1).makes, std::uint16_t{2});
        QCOMPARE(program.at(3).makesChannel, ChannelId{2});
        QCOMPARE(program.at(3).makes, std::uint16_t{4});
        COMPARE_OPERAND(program.at(4).operands[0], OperandKind::Variable, 5, 0);
        COMPARE_OPERAND(program.at(5).operands[0], OperandKind::Variable, 1, 0);
        COMPARE_OPERAND(program.at(6).operands[0], OperandKind::Variable, 2, 0);
        COMPARE_OPERAND(program.at(8).operands[0], OperandKind::Variable, 4, 0);
        COMPARE_OPERAND(program.at(9).operands[0], OperandKind::Variable, 0, 0);
        COMPARE_OPERAND(program.at(10).operands[0], OperandKind::Variable, 3, 0);
        COMPARE_OPERAND(program.at(10).operands[1], OperandKind::Constant, 0, 1);
    }

    void valuesBecomeOperands()
    {
        const auto program = compiled({.workers = pipeAnd(R"(
            {"call": "sigaction", "signal": "SIGUSR1", "handler": "count", "restart": true},
            {"call": "sigaction", "signal": "SIGPIPE", "handler": "ignore"},
            {"call": "kill", "pid": "@a", "signal": "SIGUSR1"},
            {"call": "fcntl", "fd": "p[1]", "command": "F_SETPIPE_SZ", "value": "$n"},
            {"call": "fcntl", "fd": "p[1]", "command": "F_SETFL", "value": "O_NONBLOCK"},
            {"call": "fcntl", "fd": 7, "command": "F_GETPIPE_SZ"},
            {"call": "read", "fd": "p[0]", "size": "$n", "into": "all"},
            {"call": "wait"},
            {"call": "_exit", "status": 3})"),
                                       .parameters = R"("n": {"type": "number", "default": 4096,
                                           "atLeast": 1, "atMost": 65536})"});
        const auto operand = [&](std::size_t step, std::size_t number) {
            return program.at(step).operands[number];
        };
        COMPARE_OPERAND(operand(1, 0), OperandKind::Constant, 0, SIGUSR1);
        COMPARE_OPERAND(operand(1, 1), OperandKind::Constant, 0, int(Disposition::Count));
        COMPARE_OPERAND(operand(1, 2), OperandKind::Constant, 0, 1);
        COMPARE_OPERAND(operand(2, 1), OperandKind::Constant, 0, int(Disposition::Ignore));
        COMPARE_OPERAND(operand(2, 2), OperandKind::None, 0, 0);
        COMPARE_OPERAND(operand(3, 0), OperandKind::Pid, 0, 0);
        COMPARE_OPERAND(operand(3, 1), OperandKind::Constant, 0, SIGUSR1);
        COMPARE_OPERAND(operand(4, 0), OperandKind::Variable, 1, 0);
        COMPARE_OPERAND(operand(4, 1), OperandKind::Constant, 0, F_SETPIPE_SZ);
        COMPARE_OPERAND(operand(4, 2), OperandKind::Parameter, 0, 0);
        COMPARE_OPERAND(operand(5, 2), OperandKind::Constant, 0, O_NONBLOCK);
        COMPARE_OPERAND(operand(6, 0), OperandKind::Constant, 0, 7);
        COMPARE_OPERAND(operand(7, 1), OperandKind::Parameter, 0, 0);
        QVERIFY(program.at(7).collects);
        QVERIFY(!program.at(6).collects);
        COMPARE_OPERAND(operand(8, 0), OperandKind::None, 0, 0);
        COMPARE_OPERAND(operand(9, 0), OperandKind::Constant, 0, 3);
    }

    void dataIsLaidOutWithItsSize_data()
    {
        QTest::addColumn<QString>("step");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("sizeKind");
        QTest::addColumn<int>("size");
        const auto row = [](const char *step, DataKind kind, const QByteArray &bytes,
                            OperandKind sizeKind, int size) {
            QTest::newRow(step) << QString(step) << int(kind) << bytes << int(sizeKind) << size;
        };
        QByteArray sequence;
        for (int i = 0; i < 251; ++i)
            sequence.append(static_cast<char>(i));
        row(R"("data": "hello")", DataKind::Bytes, "hello", OperandKind::DataSize, 0);
        row(R"("data": "")", DataKind::Bytes, "", OperandKind::DataSize, 0);
        row(R"("data": "hello", "size": 3)", DataKind::Bytes, "hello", OperandKind::Constant, 3);
        row(R"("data": "$$5")", DataKind::Bytes, "$5", OperandKind::DataSize, 0);
        row(R"("data": "$m")", DataKind::Bytes, "I am mike", OperandKind::DataSize, 0);
        row(R"("data": {"fill": "A", "times": 131072})", DataKind::Bytes, "A",
            OperandKind::Constant, 131072);
        row(R"("data": {"fill": "ABC", "times": 5})", DataKind::Bytes, "ABC", OperandKind::Constant,
            15);
        row(R"("data": {"fill": "A", "times": "$n"})", DataKind::Bytes, "A", OperandKind::Parameter,
            0);
        row(R"("data": {"fill": "AB"}, "size": "$n")", DataKind::Bytes, "AB",
            OperandKind::Parameter, 0);
        row(R"("data": {"fill": "A"}, "size": "$i")", DataKind::Bytes, "A", OperandKind::Iteration,
            0);
        row(R"("data": {"sequence": 251}, "size": 10)", DataKind::Sequence, sequence,
            OperandKind::Constant, 10);
    }
    void dataIsLaidOutWithItsSize()
    {
        QFETCH(QString, step);
        QFETCH(int, kind);
        QFETCH(QByteArray, bytes);
        QFETCH(int, sizeKind);
        QFETCH(int, size);
        const auto program = compiled(
            {.workers = pipeAnd(R"({"call": "write", "fd": "p[1]", "data": "before"},
                                   {"repeat": 2, "do": [{"call": "write", "fd": "p[1]", )"
                                + step.toStdString() + "}]}"),
             .parameters = R"("m": {"type": "text", "default": "I am mike", "atMost": 50},
                 "n": {"type": "number", "default": 7, "atLeast": 1, "atMost": 9})"});
        const auto &write = program.at(3);
        QCOMPARE(int(write.data), kind);
        QCOMPARE(QByteArray::fromStdString(program.dataOf(write)), bytes);
        QCOMPARE(int(write.operands[1].kind), sizeKind);
        QCOMPARE(write.operands[1].constant, size);
        QCOMPARE(write.operands[1].index, sizeKind == int(OperandKind::Parameter) ? 1U : 0U);
        QCOMPARE(program.dataOf(program.at(1)), std::string("before"));
    }

    void aStepOfAnotherChoiceIsSkippedAndTheRestStandWhereTheyStood()
    {
        const Parts parts{.workers = R"({"a": [{"call": "pipe", "makes": "p"},
                {"repeat": 2, "do": [{"call": "close", "fd": "p[0]", "only": "shut"},
                                     {"call": "close", "as": "other", "fd": "p[1]"}]}]})",
                          .parameters = R"("c": {"type": "choice",
                "of": {"kept": {"en": "k", "zh_CN": "k"}, "shut": {"en": "s", "zh_CN": "s"}}})"};
        const auto kept = compiled(parts);
        QVERIFY(kept.at(2).operation == Operation::Skip);
        const auto shut = compiled(parts, ProgramUse::Watched, {{1, ""}});
        QVERIFY(shut.at(2).operation == Operation::Call);
        QCOMPARE(shut.at(2).step, StepId{1});
        for (const auto *program : {&kept, &shut}) {
            QCOMPARE(program->header().stepCount, 5U);
            QCOMPARE(program->at(3).step, StepId{2});
            QCOMPARE(program->at(1).target, 4U);
        }
    }

    void aTextParameterIsWhatItWasSetTo()
    {
        const Parts parts{
            .workers = pipeAnd(R"({"call": "write", "fd": "p[1]", "data": "$m"})"),
            .parameters = R"("m": {"type": "text", "default": "short", "atMost": 50})"};
        const auto set = compiled(parts, ProgramUse::Watched, {{0, "another one"}});
        QCOMPARE(set.dataOf(set.at(1)), std::string("another one"));
    }

    void loopsCloseWhereTheyOpen()
    {
        const auto program = compiled({.workers = R"({"a": [{"call": "pipe", "makes": "p"}], "b": [
            {"call": "pipe", "makes": "q"},
            {"repeat": 3, "pace": "one", "do": [
                {"call": "wait"},
                {"repeat": "$n", "do": [{"call": "close", "fd": "q[0]"}]}]},
            {"repeat": "untilEof", "atMost": 9, "do": [{"call": "read", "fd": "q[0]", "size": 1}]},
            {"repeat": "untilError", "atMost": 8, "when": "a ended", "do": [{"call": "wait"}]}]})",
                                       .parameters = R"("n": {"type": "number", "default": 2,
                                           "atLeast": 1, "atMost": 5})"});
        const auto verifyLoop = [&](std::size_t start, std::size_t end, LoopKind kind) {
            QCOMPARE(int(program.at(start).operation), int(Operation::Repeat));
            QCOMPARE(int(program.at(start).loop), int(kind));
            QCOMPARE(program.at(start).target, static_cast<std::uint32_t>(end));
            QCOMPARE(int(program.at(end).operation), int(Operation::RepeatEnd));
            QCOMPARE(program.at(end).target, static_cast<std::uint32_t>(start));
        };
        verifyLoop(2, 7, LoopKind::Count);
        verifyLoop(4, 6, LoopKind::Count);
        verifyLoop(8, 10, LoopKind::UntilEof);
        verifyLoop(11, 13, LoopKind::UntilError);
        COMPARE_OPERAND(program.at(2).operands[0], OperandKind::Constant, 0, 3);
        COMPARE_OPERAND(program.at(4).operands[0], OperandKind::Parameter, 0, 0);
        COMPARE_OPERAND(program.at(8).operands[0], OperandKind::Constant, 0, 9);
        QVERIFY(program.at(2).paceOnce && !program.at(4).paceOnce);
        QCOMPARE(program.at(11).condition, std::uint16_t{0});
        QCOMPARE(program.at(12).condition, noGate);
        QCOMPARE(program.scenario.steps.at(4).position, 9U);
    }

    void aCheckEndsWhatAUserWouldStop()
    {
        const Parts parts{.workers = pipeAnd(R"({"repeat": "untilStopped", "checked": 1000,
                                                 "do": [{"call": "wait"}]})")};
        COMPARE_OPERAND(compiled(parts).at(1).operands[0], OperandKind::Constant, 0, 0);
        const auto checked = compiled(parts, ProgramUse::Checked);
        QCOMPARE(int(checked.at(1).loop), int(LoopKind::UntilStopped));
        COMPARE_OPERAND(checked.at(1).operands[0], OperandKind::Constant, 0, 1000);
    }

    void conditionsAreGatesAndEachStandsOnce()
    {
        const auto program = compiled({.workers = R"({
            "a": [{"call": "pipe", "makes": "p"}, {"call": "read", "fd": "p[0]", "size": 1}],
            "b": [{"call": "wait", "when": "a asleep in read"},
                  {"call": "pipe", "makes": "q", "when": "a done pipe"},
                  {"call": "close", "fd": 9, "when": "a asleep in read"}]})"});
        const auto &conditions = program.scenario.conditions;
        QCOMPARE(conditions.size(), std::size_t{2});
        QVERIFY(conditions[0] == (Condition{Condition::Kind::Asleep, 0, call("read"), noStep}));
        QVERIFY(conditions[1] == (Condition{Condition::Kind::Done, 0, noCall, StepId{0}}));
        QCOMPARE(program.at(0).condition, noGate);
        QCOMPARE(program.at(2).condition, std::uint16_t{0});
        QCOMPARE(program.at(3).condition, std::uint16_t{1});
        QCOMPARE(program.at(4).condition, std::uint16_t{0});
    }

    void everySignalAndRestMayBeWaitedFor()
    {
        const auto program = compiled({.workers = R"({
            "a": [{"call": "wait"}],
            "b": [{"call": "wait", "when": "a stopped"},
                  {"call": "wait", "when": "a handled SIGUSR1"},
                  {"repeat": 2, "do": [{"call": "wait", "when": "others settled"}]}]})"});
        const auto &conditions = program.scenario.conditions;
        QCOMPARE(conditions.size(), std::size_t{3});
        QVERIFY(conditions[0] == (Condition{Condition::Kind::Stopped, 0, noCall, noStep}));
        QVERIFY(conditions[1] == (Condition{Condition::Kind::Handled, 0, noCall, noStep, SIGUSR1}));
        QCOMPARE(int(conditions[2].kind), int(Condition::Kind::Settled));
        QCOMPARE(conditions[2].worker, WorkerId{1}); // who waits
        QVERIFY(!program.at(1).renews);
        QVERIFY(program.at(4).renews); // anew in each round
    }

    void aDescriptorThatACallReturnsHasAName()
    {
        const auto program = compiled({.workers = R"({
            "a": [{"call": "pipe", "makes": "p"}, {"call": "dup", "fd": "p[0]", "makes": "copy"},
                  {"call": "close", "fd": "copy"}],
            "b": [{"call": "open", "path": "procfd:a.p[1]", "flags": "O_WRONLY|O_NONBLOCK",
                   "makes": "mine"},
                  {"call": "poll", "fd": "mine", "events": 7}]})"});
        QCOMPARE(program.at(1).makes, std::uint16_t{2}); // behind the pipe's two
        COMPARE_OPERAND(program.at(2).operands[0], OperandKind::Variable, 2, 0);
        QCOMPARE(program.at(3).makes, std::uint16_t{3});
        COMPARE_OPERAND(program.at(3).operands[0], OperandKind::VariableOf, 1, 0); // of worker 0
        COMPARE_OPERAND(program.at(3).operands[1], OperandKind::Constant, 0, O_WRONLY | O_NONBLOCK);
        COMPARE_OPERAND(program.at(3).operands[mostCallParameters - 1], OperandKind::Pid, 0, 0);
        COMPARE_OPERAND(program.at(4).operands[1], OperandKind::Constant, 0, 7);
    }

    /// A FIFO is a channel by the name of its file, whoever makes it; "makes" tells a later one apart.
    void namesStandAtTheBeginOfTheDataAndAreTheirFifosNames()
    {
        const auto program = compiled({.workers = R"({
            "a": [{"call": "mkfifo", "as": "first", "path": "door"},
                  {"call": "mkfifo", "as": "again", "path": "door", "mode": "0600"},
                  {"call": "link", "path": "door", "to": "alias"},
                  {"call": "mkfifo", "as": "later", "path": "door", "makes": "other"}],
            "b": [{"call": "mkfifo", "path": "door"},
                  {"call": "open", "path": "alias", "flags": "O_RDWR", "makes": "both"},
                  {"call": "write", "fd": "both", "data": "x"}]})"});
        QCOMPARE(program.scenario.names, (std::vector<std::string>{"door", "alias"}));
        QCOMPARE(program.header().nameCount, 2U);
        QCOMPARE(ProgramView(program.memory).name(1), std::string_view("alias"));
        QCOMPARE(program.dataOf(program.at(6)), std::string("x")); // behind them
        COMPARE_OPERAND(program.at(0).operands[0], OperandKind::Name, 0, 0);
        COMPARE_OPERAND(program.at(0).operands[1], OperandKind::Constant, 0, 0666);
        COMPARE_OPERAND(program.at(1).operands[1], OperandKind::Constant, 0, 0600);
        COMPARE_OPERAND(program.at(2).operands[1], OperandKind::Name, 1, 0);
        COMPARE_OPERAND(program.at(5).operands[0], OperandKind::Name, 1, 0);
        const auto &channels = program.scenario.channels;
        QCOMPARE(channels.size(), 2U);
        QCOMPARE(channels[0].name, std::string("door"));
        QCOMPARE(channels[1].name, std::string("other"));
        QVERIFY(channels[0].kind == ChannelKind::ByteStream);
        for (const StepId step : {0, 1, 4})
            QCOMPARE(program.scenario.steps[step].channel, ChannelId{0});
        QCOMPARE(program.scenario.steps[3].channel, ChannelId{1});
        QCOMPARE(program.at(0).makesChannel, noChannel); // no descriptors come of it
        QCOMPARE(program.at(5).makes, std::uint16_t{4}); // behind those of two channels
    }

    void aNumberOfThisMachineIsReadBeforeTheRun()
    {
        std::int64_t most = 0;
        std::ifstream("/proc/sys/fs/pipe-max-size") >> most;
        if (most == 0)
            QSKIP("/proc/sys/fs/pipe-max-size cannot be read");
        const auto program = compiled(
            {.workers = pipeAnd(
                 R"({"call": "fcntl", "fd": "p[1]", "command": "F_SETPIPE_SZ",
                "value": "{/proc/sys/fs/pipe-max-size + 1}"},
               {"call": "fcntl", "fd": "p[1]", "command": "F_SETPIPE_SZ",
                "value": "{/proc/sys/fs/pipe-max-size * 4294967296}"},
               {"repeat": "{/proc/sys/fs/pipe-max-size / 4096}", "do": [{"call": "pipe"}]})")});
        COMPARE_OPERAND(program.at(1).operands[2], OperandKind::Constant, 0, most + 1);
        COMPARE_OPERAND(program.at(2).operands[2], OperandKind::Constant, 0, INT32_MAX);
        COMPARE_OPERAND(program.at(3).operands[0], OperandKind::Constant, 0, most / 4096);
    }

    /// Behind a step that an expectation looks at, its worker waits; only in a check.
    void anInstantBehindAStepIsAGateOfTheCheck()
    {
        const Parts parts{
            .workers = pipeAnd(R"({"call": "close", "fd": "p[0]", "as": "x"}, {"call": "wait"})"),
            .expect = R"({"at": "a done x", "channel": "p", "capacity": 65536, )" + fact()
                      + R"(}, {"at": "a asleep in wait", "asleepIn": "wait", )" + fact()
                      + R"(}, {"at": "a done x", "channel": "p", "queuedBytes": 0, )" + fact()
                      + "}"};
        const auto watched = compiled(parts);
        QCOMPARE(watched.scenario.samples.size(), std::size_t{2});
        for (std::size_t i = 0; i < 3; ++i)
            QCOMPARE(watched.at(i).sample, noGate);
        const auto checked = compiled(parts, ProgramUse::Checked);
        QCOMPARE(checked.at(0).sample, noGate);
        QCOMPARE(checked.at(1).sample, std::uint16_t{0});
        QCOMPARE(checked.at(2).sample, noGate);
        const auto &wanted = checked.scenario.expectations;
        QCOMPARE(wanted.at(0).sample, std::uint16_t{0});
        QCOMPARE(wanted.at(1).sample, std::uint16_t{1});
        QCOMPARE(wanted.at(2).sample, std::uint16_t{0});
        QCOMPARE(wanted.at(0).channel, ChannelId{0});
        QCOMPARE(wanted.at(1).worker, WorkerId{0});
        QCOMPARE(wanted.at(1).asleepIn.value(), call("wait"));
    }

    void stepsMadeByHandStandBehindAllOthers()
    {
        const auto program = compiled(
            {.parameters = R"("other": {"type": "number", "default": 1, "atLeast": 1, "atMost": 9},
                "capacity": {"type": "number", "default": 4096, "atLeast": 4096, "atMost": 65536,
                    "byHand": {"call": "fcntl", "fd": "a.p[1]", "command": "F_SETPIPE_SZ",
                               "value": "$capacity"}})"});
        QCOMPARE(program.header().stepCount, 2U);
        QCOMPARE(program.header().byHandFirst, 1U);
        QVERIFY(!program.scenario.parameters[0].byHandStep);
        QCOMPARE(program.scenario.parameters[1].byHandStep.value(), 0U);
        QCOMPARE(program.at(1).call, call("fcntl"));
        QCOMPARE(program.at(1).step, noStep); // it is no step of any worker
        QCOMPARE(program.scenario.steps.size(), std::size_t{1});
        COMPARE_OPERAND(program.at(1).operands[0], OperandKind::Variable, 1, 0);
        COMPARE_OPERAND(program.at(1).operands[2], OperandKind::Parameter, 1, 0);
    }

    void stepsHaveTheNamesThatTheyCanBeFoundBy()
    {
        const auto scenario = compiled({.workers = pipeAnd(R"(
            {"call": "close", "fd": "p[0]"}, {"call": "close", "fd": "p[1]", "as": "last"},
            {"call": "read", "as": "read", "fd": "p[0]", "size": 1},
            {"call": "read", "fd": "p[0]", "size": 1})")})
                                  .scenario;
        QCOMPARE(scenario.steps[0].alias, std::string("pipe"));
        QCOMPARE(scenario.steps[1].alias, std::string());
        QCOMPARE(scenario.steps[2].alias, std::string("last"));
        QCOMPARE(scenario.steps[3].alias, std::string("read"));
        QCOMPARE(scenario.steps[4].alias, std::string());
        QCOMPARE(std::get<Condition>(conditionOf(scenario, "a done read")).step, StepId{3});
    }

    void expectationsAreReadWhole()
    {
        const auto scenario =
            compiled(
                {.workers = pipeAnd(R"({"call": "read", "fd": "p[0]", "size": 9, "into": "all"})"),
                 .expect = R"({"call": "a.read", "returns": -1, "errno": "EAGAIN", "data": "$$x",
                           "count": ">= 2", "mostQueued": "<= $n", "milliseconds": ">= 140", "only": "v", )"
                           + fact()
                           + R"(}, {"value": "a.all", "data": "b", "count": 3, "sequence": 251, )"
                           + fact() + R"(}, {"worker": "a", "signal": "SIGPIPE", )" + fact()
                           + R"(}, {"worker": "a", "exit": "!= 0", )" + fact()
                           + R"(}, {"call": "a.pipe", "errno": "", )" + fact() + "}",
                 .parameters =
                     R"("n": {"type": "number", "default": 2, "atLeast": 1, "atMost": 5})",
                 .extra = R"("variants": {"v": {"n": 3}, "w": {}}, "check": {"pace": 0.0015})"})
                .scenario;
        using Comparison = NumberTest::Comparison;
        const auto &called = scenario.expectations.at(0);
        QVERIFY(called.subject == Expectation::Subject::Call);
        QCOMPARE(called.place, std::string("expect[0]"));
        QCOMPARE(QString::fromStdString(called.text),
                 QString(R"({"call": "a.read", "returns": -1, "errno": "EAGAIN", "data": "$$x", )"
                         R"("count": ">= 2", "mostQueued": "<= $n", "milliseconds": ">= 140", )"
                         R"("only": "v"})"));
        QCOMPARE(called.proves, (Text{"f", "f"}));
        QCOMPARE(called.step, StepId{1});
        QCOMPARE(called.worker, WorkerId{0});
        QCOMPARE(called.only, std::string("v"));
        QCOMPARE(called.returns->number, -1);
        QCOMPARE(called.error.value(), EAGAIN);
        QCOMPARE(called.data.value(), std::string("$x"));
        QVERIFY(called.count->comparison == Comparison::GreaterOrEqual);
        QCOMPARE(called.mostQueued->parameter.value(), std::size_t{0});
        QVERIFY(called.milliseconds->comparison == Comparison::GreaterOrEqual);
        QCOMPARE(called.milliseconds->number, 140);
        const auto &value = scenario.expectations.at(1);
        QVERIFY(value.subject == Expectation::Subject::Value);
        QCOMPARE(value.value, std::string("all"));
        QCOMPARE(value.sequence.value(), 251);
        QCOMPARE(value.count->number, 3);
        QCOMPARE(scenario.expectations.at(2).signal.value(), SIGPIPE);
        QVERIFY(scenario.expectations.at(3).exit->comparison == Comparison::NotEqual);
        QCOMPARE(scenario.expectations.at(4).error.value(), 0);
        QCOMPARE(scenario.variants.size(), std::size_t{2});
        QCOMPARE(scenario.variants[0].first, std::string("v"));
        QCOMPARE(scenario.variants[0].second.at("n"), 3);
        QCOMPARE(scenario.checkPace.value(), 1'500'000);
    }
};

QTEST_APPLESS_MAIN(TestCompiler)
#include "tst_compiler.moc"
