// SPDX-License-Identifier: MIT
// Expectations against hand-made evidence: each test both ways, and what must stay unknown.
#include "mechanisms/registry.h"
#include "session/verdict.h"

#include <QTest>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fstream>

using namespace seeipc;
using Outcome = Verdict::Outcome;
using Comparison = NumberTest::Comparison;

Q_DECLARE_METATYPE(seeipc::Expectation)
Q_DECLARE_METATYPE(seeipc::Evidence)

namespace {

constexpr WorkerId elder = 0;
constexpr WorkerId younger = 1;
constexpr StepId readStep = 0;
constexpr StepId writeStep = 1;
constexpr StepId waitStep = 2;

CallId call(const char *name)
{
    return findCall(name).value();
}

/// Two workers, a pipe, one `at` instant: the expectation is all that differs.
Scenario scenarioWith(Expectation expectation)
{
    Scenario scenario;
    scenario.workers = {{"parent"}, {"child"}};
    scenario.channels = {{"p", ChannelKind::ByteStream, call("pipe")}};
    scenario.steps = {{elder, call("read"), "read", 0, noChannel},
                      {younger, call("write"), "write", 1, noChannel},
                      {elder, call("wait"), "wait", 2, noChannel}};
    scenario.samples = {Condition{Condition::Kind::Asleep, younger, call("write"), noStep}};
    scenario.expectations = {std::move(expectation)};
    return scenario;
}

Event returned(WorkerId worker, StepId step, const char *name, std::int64_t result, int error = 0)
{
    Event event;
    event.worker = worker;
    event.step = step;
    event.call = call(name);
    event.effect = callAt(event.call).effect;
    event.arguments = {3, 50};
    event.result = result;
    event.error = error;
    return event;
}

Event got(std::int64_t result, std::string_view payload = {})
{
    auto event = returned(elder, readStep, "read", result);
    event.payloadLength = static_cast<std::uint8_t>(payload.size());
    if (!payload.empty())
        std::copy(payload.begin(), payload.end(), event.payload.begin());
    return event;
}

Event wrote(std::int64_t result, int error, std::int64_t queuedBytes)
{
    auto event = returned(younger, writeStep, "write", result, error);
    event.queuedBytes = queuedBytes;
    return event;
}

Event lost(WorkerId worker, std::int64_t count)
{
    Event event;
    event.kind = EventKind::EventsLost;
    event.worker = worker;
    event.result = count;
    return event;
}

Event ended(WorkerId worker, int raw)
{
    Event event;
    event.kind = EventKind::ProcessEnded;
    event.worker = worker;
    event.result = raw;
    return event;
}

Event waitedFor(WorkerId worker, int raw)
{
    auto event = returned(elder, waitStep, "wait", 4711);
    event.other = worker;
    event.out[0] = raw;
    return event;
}

Event zombie(WorkerId worker, int raw)
{
    Event event;
    event.kind = EventKind::ProcessSampled;
    event.worker = worker;
    event.out[0] = static_cast<std::int64_t>(Sleep::Zombie);
    event.result = raw;
    return event;
}

Event channelLook(std::int64_t queuedBytes, std::int64_t capacity)
{
    Event event;
    event.kind = EventKind::ChannelSampled;
    event.channel = 0;
    event.sample = 1;
    event.queuedBytes = queuedBytes;
    event.out = {capacity, absent, absent, absent};
    return event;
}

Event refusedLook(int error)
{
    auto event = channelLook(absent, absent);
    event.kind = EventKind::ObservationFailed;
    event.error = error;
    return event;
}

Event sleepLook(Sleep sleep, const char *name = "write")
{
    Event event;
    event.kind = EventKind::ProcessSampled;
    event.worker = younger;
    event.sample = 1;
    event.call = call(name);
    event.out[0] = static_cast<std::int64_t>(sleep);
    return event;
}

Expectation ofCall(WorkerId worker, StepId step)
{
    Expectation expectation;
    expectation.subject = Expectation::Subject::Call;
    expectation.worker = worker;
    expectation.step = step;
    return expectation;
}

Expectation ofSubject(Expectation::Subject subject, WorkerId worker)
{
    Expectation expectation;
    expectation.subject = subject;
    expectation.worker = worker;
    if (subject == Expectation::Subject::At) {
        expectation.sample = 0;
        expectation.channel = 0;
    }
    return expectation;
}

NumberTest is(std::int64_t number, Comparison comparison = Comparison::Equal)
{
    return {comparison, number};
}

/// As the kernel has it now.
std::int64_t pipeMaxSize()
{
    std::int64_t bytes = 0;
    std::ifstream("/proc/sys/fs/pipe-max-size") >> bytes;
    return bytes;
}

/// A row of a table: the expectation's tests are set by `with`.
template<typename With>
void row(const char *name, Expectation expectation, With with, const Evidence &evidence,
         Outcome outcome)
{
    with(expectation);
    QTest::newRow(name) << expectation << evidence << static_cast<int>(outcome);
}

} // namespace

class TestVerdict : public QObject
{
    Q_OBJECT

private:
    static void columns()
    {
        QTest::addColumn<Expectation>("expectation");
        QTest::addColumn<Evidence>("evidence");
        QTest::addColumn<int>("outcome");
    }

    /// Judges the row, and holds what every verdict must have.
    static void judgeRow()
    {
        QFETCH(Expectation, expectation);
        QFETCH(Evidence, evidence);
        QFETCH(int, outcome);
        const auto verdicts = judge(scenarioWith(expectation), evidence);
        QCOMPARE(verdicts.size(), std::size_t{1});
        const bool isProved = verdicts[0].outcome == Outcome::Proved;
        if (static_cast<int>(verdicts[0].outcome) != outcome)
            QFAIL(("seen: " + verdicts[0].seen.en).c_str());
        QCOMPARE(verdicts[0].seen.en.empty(), isProved);
        QCOMPARE(verdicts[0].seen.zh.empty(), isProved);
    }

private Q_SLOTS:
    void aCallIsJudgedByEveryReturn_data()
    {
        columns();
        const auto ofRead = ofCall(elder, readStep);
        const auto returns9 = [](Expectation &e) { e.returns = is(9); };
        row("the number", ofRead, returns9, {.events = {got(9)}}, Outcome::Proved);
        row("another number", ofRead, returns9, {.events = {got(8)}}, Outcome::Refuted);
        row("one return of several differs", ofRead, returns9, {.events = {got(9), got(9), got(8)}},
            Outcome::Refuted);
        row("never called", ofRead, returns9, {}, Outcome::Unknown);
        row("another worker's step", ofRead, returns9, {.events = {wrote(9, 0, 9)}},
            Outcome::Unknown);
        row("records lost", ofRead, returns9, {.events = {got(9), lost(elder, 2)}},
            Outcome::Unknown);
        row("refuted whatever was lost", ofRead, returns9, {.events = {got(8), lost(elder, 2)}},
            Outcome::Refuted);
        row("another worker's records lost", ofRead, returns9,
            {.events = {got(9), lost(younger, 2)}}, Outcome::Proved);
        row(
            "at most", ofRead, [](Expectation &e) { e.returns = is(9, Comparison::LessOrEqual); },
            {.events = {got(9), got(10)}}, Outcome::Refuted);
        const auto ofWrite = ofCall(younger, writeStep);
        const auto epipe = [](Expectation &e) { e.error = EPIPE; };
        row("the errno", ofWrite, epipe, {.events = {wrote(-1, EPIPE, absent)}}, Outcome::Proved);
        row("another errno", ofWrite, epipe, {.events = {wrote(-1, EAGAIN, absent)}},
            Outcome::Refuted);
        row("no errno", ofWrite, epipe, {.events = {wrote(1, 0, 1)}}, Outcome::Refuted);
        row(
            "none wanted", ofWrite, [](Expectation &e) { e.error = 0; },
            {.events = {wrote(-1, EPIPE, absent)}}, Outcome::Refuted);
        row(
            "both must hold", ofWrite,
            [](Expectation &e) {
                e.returns = is(-1);
                e.error = EAGAIN;
            },
            {.events = {wrote(-1, EPIPE, absent)}}, Outcome::Refuted);
    }
    void aCallIsJudgedByEveryReturn() { judgeRow(); }

    void aCallLastsFromItsEntryToItsReturn_data()
    {
        columns();
        const auto ofRead = ofCall(elder, readStep);
        const auto lasted = [](std::int64_t nanoseconds) {
            auto event = got(0);
            event.entered = 5'000'000;
            event.time = event.entered + nanoseconds;
            return event;
        };
        const auto atLeast140 = [](Expectation &e) {
            e.milliseconds = is(140, Comparison::GreaterOrEqual);
        };
        row("as long as that", ofRead, atLeast140, {.events = {lasted(140'000'000)}},
            Outcome::Proved);
        row("a microsecond too short", ofRead, atLeast140, {.events = {lasted(139'999'000)}},
            Outcome::Refuted);
        row("one of several too short", ofRead, atLeast140,
            {.events = {lasted(150'000'000), lasted(1'000'000)}}, Outcome::Refuted);
        row("not returned", ofRead, atLeast140, {}, Outcome::Unknown);
        row("long, and some not kept", ofRead, atLeast140,
            {.events = {lasted(150'000'000), lost(elder, 2)}}, Outcome::Unknown);
        row(
            "too long", ofRead, [](Expectation &e) { e.milliseconds = is(140, Comparison::Less); },
            {.events = {lasted(140'000'000)}}, Outcome::Refuted);
    }
    void aCallLastsFromItsEntryToItsReturn() { judgeRow(); }

    void movedBytesAreComparedAsFarAsTheyAreOnRecord_data()
    {
        columns();
        const auto ofRead = ofCall(elder, readStep);
        const auto mike = [](Expectation &e) { e.data = "I am mike"; };
        row("the bytes", ofRead, mike, {.events = {got(9, "I am mike")}}, Outcome::Proved);
        row("other bytes", ofRead, mike, {.events = {got(9, "I am mika")}}, Outcome::Refuted);
        row("fewer", ofRead, mike, {.events = {got(8, "I am mik")}}, Outcome::Refuted);
        row("more", ofRead, mike, {.events = {got(10, "I am mike!")}}, Outcome::Refuted);
        const std::string thirty(30, 'A');
        const std::string forty(40, 'A');
        row(
            "longer than a record", ofRead, [&](Expectation &e) { e.data = forty; },
            {.events = {got(40, thirty)}}, Outcome::Unknown);
        row(
            "longer, and different at once", ofRead, [&](Expectation &e) { e.data = forty; },
            {.events = {got(40, "B" + thirty)}}, Outcome::Refuted);
    }
    void movedBytesAreComparedAsFarAsTheyAreOnRecord() { judgeRow(); }

    void whatIsCountedOnlyGrowsByWhatWasLost_data()
    {
        columns();
        const auto ofWrite = ofCall(younger, writeStep);
        const std::vector<Event> two{wrote(1, 0, 4096), wrote(1, 0, 8192)};
        std::vector<Event> twoOfMore = two;
        twoOfMore.push_back(lost(younger, 5));
        const auto count = [](NumberTest test) {
            return [test](Expectation &e) { e.count = test; };
        };
        row("the count", ofWrite, count(is(2)), {.events = two}, Outcome::Proved);
        row("another count", ofWrite, count(is(3)), {.events = two}, Outcome::Refuted);
        row("none, and none wanted", ofWrite, count(is(0)), {}, Outcome::Proved);
        row("equal, with losses", ofWrite, count(is(2)), {.events = twoOfMore}, Outcome::Unknown);
        row("at least, with losses", ofWrite, count(is(2, Comparison::GreaterOrEqual)),
            {.events = twoOfMore}, Outcome::Proved);
        row("at least more, with losses", ofWrite, count(is(3, Comparison::GreaterOrEqual)),
            {.events = twoOfMore}, Outcome::Unknown);
        row("at most, with losses", ofWrite, count(is(2, Comparison::LessOrEqual)),
            {.events = twoOfMore}, Outcome::Unknown);
        row("fewer, with losses", ofWrite, count(is(2, Comparison::Less)), {.events = twoOfMore},
            Outcome::Refuted);
        const auto most = [](NumberTest test) {
            return [test](Expectation &e) { e.mostQueued = test; };
        };
        row("the highest fill", ofWrite, most(is(8192, Comparison::LessOrEqual)), {.events = two},
            Outcome::Proved);
        row("a higher fill", ofWrite, most(is(8191, Comparison::LessOrEqual)), {.events = two},
            Outcome::Refuted);
        row("the fill, with losses", ofWrite, most(is(8192, Comparison::LessOrEqual)),
            {.events = twoOfMore}, Outcome::Unknown);
        row("nobody asked", ofWrite, most(is(0, Comparison::GreaterOrEqual)),
            {.events = {wrote(1, 0, absent)}}, Outcome::Unknown);
    }
    void whatIsCountedOnlyGrowsByWhatWasLost() { judgeRow(); }

    void aCollectedValueIsJudgedWhole_data()
    {
        columns();
        const auto ofValue = ofSubject(Expectation::Subject::Value, elder);
        const std::string steps("\0\1\2\0\1", 5);
        row(
            "its bytes", ofValue, [](Expectation &e) { e.data = "abc"; }, {.collected = {"abc"}},
            Outcome::Proved);
        row(
            "other bytes", ofValue, [](Expectation &e) { e.data = "abc"; }, {.collected = {"abcd"}},
            Outcome::Refuted);
        row(
            "these stand in it", ofValue, [](Expectation &e) { e.contains = "bc"; },
            {.collected = {"abcd"}}, Outcome::Proved);
        row(
            "these do not", ofValue, [](Expectation &e) { e.contains = "ac"; },
            {.collected = {"abcd"}}, Outcome::Refuted);
        row(
            "how many", ofValue, [](Expectation &e) { e.count = is(3); }, {.collected = {"abc"}},
            Outcome::Proved);
        row(
            "not so many", ofValue, [](Expectation &e) { e.count = is(4); }, {.collected = {"abc"}},
            Outcome::Refuted);
        row(
            "in order", ofValue, [](Expectation &e) { e.sequence = 3; }, {.collected = {steps}},
            Outcome::Proved);
        row(
            "out of order", ofValue, [](Expectation &e) { e.sequence = 4; }, {.collected = {steps}},
            Outcome::Refuted);
        row(
            "no byte, no order", ofValue, [](Expectation &e) { e.sequence = 3; },
            {.collected = {""}}, Outcome::Unknown);
        row(
            "another worker's", ofValue, [](Expectation &e) { e.data = "abc"; },
            {.collected = {"", "abc"}}, Outcome::Refuted);
        row(
            "nothing", ofValue, [](Expectation &e) { e.data = ""; }, {}, Outcome::Unknown);
    }
    void aCollectedValueIsJudgedWhole() { judgeRow(); }

    void numbersBesideAResultAreJudged_data()
    {
        columns();
        const auto ofRead = ofCall(elder, readStep);
        const auto with = [](std::int64_t out) {
            auto event = got(1);
            event.out[2] = out;
            return event;
        };
        const auto is16 = [](Expectation &e) { e.equals = {{2, is(16)}}; };
        row("the number", ofRead, is16, {.events = {with(16)}}, Outcome::Proved);
        row("another number", ofRead, is16, {.events = {with(17)}}, Outcome::Refuted);
        row("one of several", ofRead, is16, {.events = {with(16), with(17)}}, Outcome::Refuted);
        row("never called", ofRead, is16, {}, Outcome::Unknown);
        row("records lost", ofRead, is16, {.events = {with(16), lost(elder, 1)}}, Outcome::Unknown);
    }
    void numbersBesideAResultAreJudged() { judgeRow(); }

    /// "{9 - 4 + 1}" and what else may stand between braces.
    void aNumberIsWorkedOutOfWhatIsKnown_data()
    {
        columns();
        using Kind = Expression::Term::Kind;
        const auto ofRead = ofCall(elder, readStep);
        const auto gives = [](std::vector<Expression::Term> terms) {
            return [terms](Expectation &e) {
                e.returns = NumberTest{};
                e.returns->expression = Expression{terms};
            };
        };
        const auto sum = gives({{Kind::Number, 9},
                                {Kind::Number, 4},
                                {Kind::Operator, '-'},
                                {Kind::Number, 2},
                                {Kind::Operator, '*'}});
        row("worked out", ofRead, sum, {.events = {got(10)}}, Outcome::Proved);
        row("another number", ofRead, sum, {.events = {got(9)}}, Outcome::Refuted);
        const auto nothing = gives({{Kind::Number, 9}, {Kind::Number, 0}, {Kind::Operator, '/'}});
        row("divided by 0", ofRead, nothing, {.events = {got(9)}}, Outcome::Refuted);
        const auto even = gives({{Kind::Seen},
                                 {Kind::Number, 2},
                                 {Kind::Operator, '%'},
                                 {Kind::Number, 0},
                                 {Kind::Operator, '='}});
        row("a question, true", ofRead, even, {.events = {got(8)}}, Outcome::Proved);
        row("a question, false", ofRead, even, {.events = {got(9)}}, Outcome::Refuted);
        const auto asWritten = gives({{Kind::Result, 0, {}, writeStep}});
        row("what another call returned", ofRead, asWritten, {.events = {wrote(9, 0, 9), got(9)}},
            Outcome::Proved);
        row("what no call returned", ofRead, asWritten, {.events = {got(9)}}, Outcome::Refuted);
        const auto pages = gives({{Kind::KernelFile, 0, "/proc/sys/fs/pipe-max-size"}});
        row("a file of the kernel's", ofRead, pages, {.events = {got(pipeMaxSize())}},
            Outcome::Proved);
        const auto noFile = gives({{Kind::KernelFile, 0, "/proc/sys/fs/no-such-file"}});
        row("a file that is not there", ofRead, noFile, {.events = {got(0)}}, Outcome::Refuted);
    }
    void aNumberIsWorkedOutOfWhatIsKnown() { judgeRow(); }

    void whatTheMachineDoesNotGiveIsNotAsked()
    {
        auto wanted = ofCall(elder, readStep);
        wanted.returns = is(9);
        wanted.needs = {{Requirement::Kind::CapSysResource, false}};
        Evidence evidence{.events = {got(8)}};
        QVERIFY(judge(scenarioWith(wanted), evidence).empty());
        evidence.grants.capSysResource = true;
        QCOMPARE(judge(scenarioWith(wanted), evidence).size(), std::size_t{1});
        wanted.needs[0].isNegated = true;
        QVERIFY(judge(scenarioWith(wanted), evidence).empty());
    }

    void aStreamIsJudgedByWhoseBytesLieTogether_data()
    {
        columns();
        const auto ofValue = ofSubject(Expectation::Subject::Value, elder);
        const auto runs = [](Expectation &e) { e.runs = {{'A', 3}, {'B', 2}, {'A', 1}}; };
        row("the stretches", ofValue, runs, {.collected = {"AAABBA"}}, Outcome::Proved);
        row("another order", ofValue, runs, {.collected = {"AAAABB"}}, Outcome::Refuted);
        row("one more", ofValue, runs, {.collected = {"AAABBAB"}}, Outcome::Refuted);
        row("no byte", ofValue, runs, {.collected = {""}}, Outcome::Refuted);
        const auto thirteen = [](Expectation &e) { e.number = is(13); };
        row("a number in its line", ofValue, thirteen, {.collected = {"13\n"}}, Outcome::Proved);
        row("another number", ofValue, thirteen, {.collected = {"14\n"}}, Outcome::Refuted);
        row("more than a number", ofValue, thirteen, {.collected = {"13\n14\n"}}, Outcome::Refuted);
        row(
            "no limit", ofValue, [](Expectation &e) { e.number = is(-1); },
            {.collected = {"unlimited\n"}}, Outcome::Proved);
        const auto torn = [](std::int64_t count) {
            return [count](Expectation &e) {
                e.torn = is(count);
                e.record = 3;
            };
        };
        row("none torn", ofValue, torn(0), {.collected = {"AAABBBAAABBB"}}, Outcome::Proved);
        row("side by side", ofValue, torn(0), {.collected = {"AAAAAABBB"}}, Outcome::Proved);
        row("one torn, one around it", ofValue, torn(1), {.collected = {"AABBBA"}},
            Outcome::Proved);
        row("both torn", ofValue, torn(2), {.collected = {"AABABB"}}, Outcome::Proved);
        row("torn, and not wanted", ofValue, torn(0), {.collected = {"AABBBA"}}, Outcome::Refuted);
    }
    void aStreamIsJudgedByWhoseBytesLieTogether() { judgeRow(); }

    void handlersAreCountedByWhatTheyTold_data()
    {
        columns();
        const auto ran = [](WorkerId worker, int signal, std::int64_t count) {
            Event event;
            event.kind = EventKind::SignalHandled;
            event.worker = worker;
            event.arguments[0] = signal;
            event.result = count;
            return event;
        };
        const auto ofChild = ofSubject(Expectation::Subject::Worker, younger);
        const auto twice = [](Expectation &e) { e.handled = is(2); };
        row("told one by one", ofChild, twice,
            {.events = {ran(younger, SIGUSR1, 1), ran(younger, SIGUSR1, 2)}}, Outcome::Proved);
        row("told together", ofChild, twice, {.events = {ran(younger, SIGUSR1, 2)}},
            Outcome::Proved);
        row("of two signals", ofChild, twice,
            {.events = {ran(younger, SIGUSR1, 1), ran(younger, SIGPIPE, 1)}}, Outcome::Proved);
        row("another's", ofChild, twice, {.events = {ran(elder, SIGUSR1, 2)}}, Outcome::Refuted);
        row("never", ofChild, twice, {}, Outcome::Refuted);
    }
    void handlersAreCountedByWhatTheyTold() { judgeRow(); }

    void anEndIsToldByWhoWaited_data()
    {
        columns();
        constexpr int exited3 = 3 << 8;
        const auto ofChild = ofSubject(Expectation::Subject::Worker, younger);
        const auto exit3 = [](Expectation &e) { e.exit = is(3); };
        const auto sigpipe = [](Expectation &e) { e.signal = SIGPIPE; };
        row("exit", ofChild, exit3, {.events = {ended(younger, exited3)}}, Outcome::Proved);
        row("another exit", ofChild, exit3, {.events = {ended(younger, 4 << 8)}}, Outcome::Refuted);
        row("killed instead", ofChild, exit3, {.events = {ended(younger, SIGPIPE)}},
            Outcome::Refuted);
        row("signal", ofChild, sigpipe, {.events = {ended(younger, SIGPIPE)}}, Outcome::Proved);
        row("another signal", ofChild, sigpipe, {.events = {ended(younger, SIGKILL)}},
            Outcome::Refuted);
        row("no signal", ofChild, sigpipe, {.events = {ended(younger, exited3)}}, Outcome::Refuted);
        const auto noCore = [](Expectation &e) { e.core = false; };
        row("no core", ofChild, noCore, {.events = {ended(younger, SIGPIPE)}}, Outcome::Proved);
        row("a core", ofChild, noCore, {.events = {ended(younger, SIGSEGV | 0x80)}},
            Outcome::Refuted);
        const auto core = [](Expectation &e) { e.core = true; };
        row("a core it should be", ofChild, core, {.events = {ended(younger, SIGSEGV)}},
            Outcome::Refuted);
        row("a core it is", ofChild, core, {.events = {ended(younger, SIGSEGV | 0x80)}},
            Outcome::Proved);
        row("the parent's wait", ofChild, exit3, {.events = {waitedFor(younger, exited3)}},
            Outcome::Proved);
        row("a zombie's own line", ofChild, exit3, {.events = {zombie(younger, exited3)}},
            Outcome::Proved);
        row("who waited is believed before it", ofChild, exit3,
            {.events = {zombie(younger, 0), waitedFor(younger, exited3)}}, Outcome::Proved);
        row("two who tell different things", ofChild, exit3,
            {.events = {ended(younger, exited3), waitedFor(younger, 0)}}, Outcome::Refuted);
        row("another's end", ofChild, exit3, {.events = {ended(elder, exited3)}}, Outcome::Unknown);
        row("no end", ofChild, exit3, {}, Outcome::Unknown);
    }
    void anEndIsToldByWhoWaited() { judgeRow(); }

    void anInstantIsJudgedByItsOwnLooks_data()
    {
        columns();
        const auto ofInstant = ofSubject(Expectation::Subject::At, younger);
        const auto fill = [](Expectation &e) { e.queuedBytes = is(65536); };
        const auto capacity = [](Expectation &e) { e.capacity = is(65536); };
        const auto asleep = [](Expectation &e) { e.asleepIn = call("write"); };
        row("fill", ofInstant, fill, {.events = {channelLook(65536, 65536)}}, Outcome::Proved);
        row("another fill", ofInstant, fill, {.events = {channelLook(65535, 65536)}},
            Outcome::Refuted);
        row("one of two looks differs", ofInstant, fill,
            {.events = {channelLook(65536, 65536), channelLook(1, 65536)}}, Outcome::Refuted);
        auto other = channelLook(65536, 65536);
        other.sample = 0;
        row("a look for no instant", ofInstant, fill, {.events = {other}}, Outcome::Unknown);
        row("a refusal", ofInstant, fill, {.events = {refusedLook(EPERM)}}, Outcome::Unknown);
        row("no look", ofInstant, fill, {.events = {sleepLook(Sleep::Asleep)}}, Outcome::Unknown);
        row("it never came", ofInstant, fill, {}, Outcome::Unknown);
        row("capacity", ofInstant, capacity, {.events = {channelLook(1, 65536)}}, Outcome::Proved);
        row("another capacity", ofInstant, capacity, {.events = {channelLook(1, 4096)}},
            Outcome::Refuted);
        row("capacity not told", ofInstant, capacity, {.events = {channelLook(1, absent)}},
            Outcome::Unknown);
        const auto oneWriter = [](Expectation &e) { e.writeEnds = is(1); };
        const auto noReader = [](Expectation &e) { e.readEnds = is(0); };
        auto counted = channelLook(0, 65536);
        counted.out[1] = 0;
        counted.out[2] = 1;
        row("write ends", ofInstant, oneWriter, {.events = {counted}}, Outcome::Proved);
        row("read ends", ofInstant, noReader, {.events = {counted}}, Outcome::Proved);
        counted.out[1] = 1;
        counted.out[2] = 2;
        row("more write ends", ofInstant, oneWriter, {.events = {counted}}, Outcome::Refuted);
        row("more read ends", ofInstant, noReader, {.events = {counted}}, Outcome::Refuted);
        row("ends not counted", ofInstant, oneWriter, {.events = {channelLook(0, 65536)}},
            Outcome::Unknown);
        row("asleep at both looks", ofInstant, asleep,
            {.events = {sleepLook(Sleep::Asleep), sleepLook(Sleep::Asleep)}}, Outcome::Proved);
        row("awake at the second", ofInstant, asleep,
            {.events = {sleepLook(Sleep::Asleep), sleepLook(Sleep::Running)}}, Outcome::Refuted);
        row("one look is not for ever", ofInstant, asleep, {.events = {sleepLook(Sleep::Asleep)}},
            Outcome::Unknown);
        const auto forEver = [](Expectation &e) {
            e.asleepIn = call("write");
            e.isForEver = true;
        };
        const std::vector<Event> sleeps{sleepLook(Sleep::Asleep), sleepLook(Sleep::Asleep)};
        row("for ever", ofInstant, forEver, {.events = sleeps, .hopeless = {elder, younger}},
            Outcome::Proved);
        row("not for ever", ofInstant, forEver, {.events = sleeps, .hopeless = {elder}},
            Outcome::Refuted);
        row("for ever, but not looked at", ofInstant, forEver, {.hopeless = {younger}},
            Outcome::Unknown);
        row("asleep in another call", ofInstant, asleep,
            {.events = {sleepLook(Sleep::Asleep, "read"), sleepLook(Sleep::Asleep, "read")}},
            Outcome::Unknown);
    }
    void anInstantIsJudgedByItsOwnLooks() { judgeRow(); }

    void aNumberMayBeAParameter()
    {
        auto expectation = ofCall(elder, readStep);
        expectation.returns = NumberTest{Comparison::Equal, 0, std::size_t{0}};
        Evidence evidence{.events = {got(512)}, .parameters = {{512, ""}}};
        QCOMPARE(judge(scenarioWith(expectation), evidence)[0].outcome, Outcome::Proved);
        evidence.parameters[0].number = 513;
        QCOMPARE(judge(scenarioWith(expectation), evidence)[0].outcome, Outcome::Refuted);
    }

    void anExpectationOfAnotherVariantIsNotJudged()
    {
        auto expectation = ofCall(elder, readStep);
        expectation.returns = is(9);
        expectation.only = "killed";
        const auto scenario = scenarioWith(expectation);
        QVERIFY(judge(scenario, {.events = {got(8)}, .variant = "closed"}).empty());
        QCOMPARE(judge(scenario, {.events = {got(8)}, .variant = "killed"}).size(), std::size_t{1});
    }

    void whatWasSeenReadsAsTheCallAndItsResult()
    {
        auto expectation = ofCall(younger, writeStep);
        expectation.error = 0;
        const auto verdict = judge(scenarioWith(expectation),
                                   {.events = {wrote(-1, EPIPE, absent)}})[0];
        QCOMPARE(QString::fromStdString(verdict.seen.en), QString("write(3, buf, 50) = -1 EPIPE"));
        QCOMPARE(QString::fromStdString(verdict.seen.zh), QString("write(3, buf, 50) = -1 EPIPE"));
    }
};

QTEST_APPLESS_MAIN(TestVerdict)
#include "tst_verdict.moc"
