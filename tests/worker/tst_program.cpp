// SPDX-License-Identifier: MIT
// A worker runs nothing but a program whose every number is within its bounds.
#include "mechanisms/program.h"
#include "support/handmade.h"

#include <QTest>

#include <cstring>
#include <random>

using namespace seeipc;
using namespace seeipc::handmade;

namespace {

Program sound()
{
    return Program()
        .worker(together({{pipeCall(), forkCall(1)},
                          repeat(LoopKind::Count, number(2), {writeText(variable(1), "text")}),
                          {call("wait")}}))
        .worker({readCall(variable(0), 4)}, false)
        .byHand({call("close", {number(9)})});
}

} // namespace

class TestProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSoundProgramIsValid();
    void aShortMemoryIsNone();
    void aBrokenNumberIsSeen_data();
    void aBrokenNumberIsSeen();
    void namesArePlainAndWhereNamesStand();
    void twoStartsOfOneWorkerAreRefused();
    void loopsMustNest();
    void randomMemoryIsNeverReadBeyondItsEnd();
    void theWorkerRefusesABrokenProgram();
};

void TestProgram::aSoundProgramIsValid()
{
    QVERIFY(isValidProgram(sound().bytes()));
    QVERIFY(isValidProgram(Program().bytes()));
}

void TestProgram::aShortMemoryIsNone()
{
    const auto bytes = sound().bytes();
    for (std::size_t size = 0; size < bytes.size(); ++size)
        QVERIFY(!isValidProgram({bytes.data(), size}));
}

using Change = void (*)(ProgramHeader &header, ProgramStep *steps);
Q_DECLARE_METATYPE(Change)

void TestProgram::aBrokenNumberIsSeen_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, Change change) { QTest::newRow(name) << change; };
    row("magic", [](ProgramHeader &h, ProgramStep *) { h.magic = 1; });
    row("version", [](ProgramHeader &h, ProgramStep *) { ++h.version; });
    row("calls of another build", [](ProgramHeader &h, ProgramStep *) { ++h.callCount; });
    row("too many workers", [](ProgramHeader &h, ProgramStep *) { h.workerCount = 65; });
    row("too many variables", [](ProgramHeader &h, ProgramStep *) { h.variableCount = 257; });
    row("steps beyond the end",
        [](ProgramHeader &h, ProgramStep *) { h.stepCount = 4'000'000'000; });
    row("data beyond the end", [](ProgramHeader &h, ProgramStep *) { h.dataBytes += 1; });
    row("by hand beyond the end", [](ProgramHeader &h, ProgramStep *) { h.byHandFirst = 99; });
    row("a worker's steps", [](ProgramHeader &h, ProgramStep *) { h.workers[1].stepCount = 99; });
    row("a worker's pace", [](ProgramHeader &h, ProgramStep *) {
        h.workers[0].pace = {OperandKind::Parameter, 16, 0};
    });
    row("no such call", [](ProgramHeader &, ProgramStep *s) { s[0].call = 999; });
    row("variables of a pipe", [](ProgramHeader &, ProgramStep *s) { s[0].makes = 15; });
    row("no such child", [](ProgramHeader &, ProgramStep *s) { s[1].child = 2; });
    row("a loop without an end", [](ProgramHeader &, ProgramStep *s) { s[2].target = 3; });
    row("an end without a loop", [](ProgramHeader &, ProgramStep *s) { s[4].target = 5; });
    row("no such operation",
        [](ProgramHeader &, ProgramStep *s) { s[0].operation = static_cast<Operation>(9); });
    row("no such loop",
        [](ProgramHeader &, ProgramStep *s) { s[2].loop = static_cast<LoopKind>(9); });
    row("no such data",
        [](ProgramHeader &, ProgramStep *s) { s[3].data = static_cast<DataKind>(9); });
    row("data's offset", [](ProgramHeader &, ProgramStep *s) { s[3].dataOffset = 0xffffffff; });
    row("data's length", [](ProgramHeader &, ProgramStep *s) { s[3].dataLength = 5; });
    row("an operand's variable",
        [](ProgramHeader &, ProgramStep *s) { s[3].operands[0].index = 16; });
    row("an operand's kind", [](ProgramHeader &, ProgramStep *s) {
        s[3].operands[0].kind = static_cast<OperandKind>(99);
    });
    row("a condition", [](ProgramHeader &, ProgramStep *s) { s[3].condition = 256; });
    row("a sample", [](ProgramHeader &, ProgramStep *s) { s[3].sample = 256; });
    row("a loop by hand", [](ProgramHeader &h, ProgramStep *) { h.byHandFirst = 2; });
    row("a fork by hand", [](ProgramHeader &h, ProgramStep *s) {
        s[7].call = s[1].call;
        s[7].child = 1;
        h.workers[0].stepCount = 1;
    });
    row("a worker that begins within a loop", [](ProgramHeader &h, ProgramStep *) {
        h.workers[0].firstStep = 3;
        h.workers[0].stepCount = 2;
    });
    row("a worker that ends within a loop",
        [](ProgramHeader &h, ProgramStep *) { h.workers[0].stepCount = 4; });
}

void TestProgram::aBrokenNumberIsSeen()
{
    QFETCH(const Change, change);
    auto bytes = sound().bytes();
    change(*reinterpret_cast<ProgramHeader *>(bytes.data()),
           reinterpret_cast<ProgramStep *>(bytes.data() + sizeof(ProgramHeader)));
    QVERIFY(!isValidProgram(bytes));
}

/// A worker opens what its program names: nothing but a plain name in its directory.
void TestProgram::namesArePlainAndWhereNamesStand()
{
    const Operand name{OperandKind::Name, 0, 0};
    const auto withNames = [](const Steps &steps, const std::string &names, std::uint32_t count) {
        auto all = steps;
        all.insert(all.begin(), writeText(number(1), names)); // the first step's text: at the begin
        auto bytes = Program().worker(all).bytes();
        reinterpret_cast<ProgramHeader *>(bytes.data())->nameCount = count;
        return bytes;
    };
    const auto nul = std::string(1, '\0');
    const Steps unlinks{call("unlink", {name})};
    QVERIFY(isValidProgram(withNames(unlinks, "door" + nul, 1)));
    QCOMPARE(ProgramView(withNames(unlinks, "a" + nul + "door" + nul, 2)).name(1),
             std::string_view("door"));
    for (const std::string bad : {"", "/", "..", ".", "/etc/passwd", "d/e/f", "../f", "d/..", "d/"})
        QVERIFY2(!isValidProgram(withNames(unlinks, bad + nul, 1)), bad.c_str());
    QVERIFY(!isValidProgram(withNames(unlinks, std::string(512, 'x') + nul, 1)));
    QVERIFY(isValidProgram(withNames(unlinks, std::string(511, 'x') + nul, 1)));
    QVERIFY(!isValidProgram(withNames(unlinks, "door", 1)));       // without its end
    QVERIFY(!isValidProgram(withNames(unlinks, "door" + nul, 2))); // fewer than it says
    QVERIFY(!isValidProgram(withNames(unlinks, "door" + nul, 0))); // and none
    QVERIFY(!isValidProgram(withNames({call("unlink", {number(3)})}, "door" + nul, 1)));
    QVERIFY(!isValidProgram(withNames({call("close", {name})}, "door" + nul, 1)));
}

void TestProgram::twoStartsOfOneWorkerAreRefused()
{
    const auto child = Steps{exitCall(0)};
    QVERIFY(
        !isValidProgram(Program().worker({forkCall(1), forkCall(1)}).worker(child, false).bytes()));
    QVERIFY(!isValidProgram(Program().worker({forkCall(1)}).worker(child, true).bytes()));
    QVERIFY(!isValidProgram(Program().worker({forkCall(0)}).bytes()));
    QVERIFY(!isValidProgram(Program()
                                .worker(repeat(LoopKind::Count, number(2), {forkCall(1)}))
                                .worker(child, false)
                                .bytes()));
}

void TestProgram::loopsMustNest()
{
    auto bytes = Program()
                     .worker(repeat(LoopKind::Count, number(1),
                                    repeat(LoopKind::Count, number(1), {exitCall(0)})))
                     .bytes();
    QVERIFY(isValidProgram(bytes));
    auto *steps = reinterpret_cast<ProgramStep *>(bytes.data() + sizeof(ProgramHeader));
    std::swap(steps[0].target, steps[1].target);
    std::swap(steps[3].target, steps[4].target);
    QVERIFY(!isValidProgram(bytes));
}

void TestProgram::randomMemoryIsNeverReadBeyondItsEnd()
{
    std::minstd_rand random(1); // the sanitizer watches
    const auto whole = sound().bytes();
    for (int round = 0; round < 50'000; ++round) {
        std::vector<std::byte> bytes(whole);
        for (int change = 0; change < 3; ++change)
            bytes[random() % bytes.size()] = static_cast<std::byte>(random());
        (void)isValidProgram(bytes);
    }
}

void TestProgram::theWorkerRefusesABrokenProgram()
{
    const auto run = [](const std::vector<std::byte> &bytes, const char *worker) {
        const auto program = createSealedFile("program", bytes.data(), bytes.size());
        const auto size = SharedArea::bytesNeeded(2, 1024, 0);
        const auto area = createMemoryFile("area", size);
        const auto memory = Mapping::create(area->get(), size, Mapping::Access::ReadWrite);
        SharedArea(memory->data()).layOut(2, 1024, 0, 0);
        auto process = Process::spawn({.program = workerProgram(),
                                       .arguments = {"worker", worker},
                                       .fds = {area->get(), area->get(), program->get()}});
        const auto status = process->wait();
        return status && status->exited() ? status->exitCode() : -1;
    };
    auto bytes = sound().bytes();
    bytes[0] = std::byte{0};
    QCOMPARE(run(bytes, "0"), 121);
    QCOMPARE(run(sound().bytes(), "2"), 121);
    QCOMPARE(run(sound().bytes(), "-1"), 121);
}

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
