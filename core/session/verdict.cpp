// SPDX-License-Identifier: MIT
#include "session/verdict.h"

#include "mechanisms/registry.h"
#include "posix/procfs.h"
#include "posix/result.h"
#include "posix/waitstatus.h"
#include "session/eventtext.h"
#include "session/finding.h"
#include "session/messages.h"

#include <algorithm>
#include <map>
#include <optional>

namespace seeipc {

namespace {

using Outcome = Verdict::Outcome;

constexpr std::int64_t nanosecondsPerMillisecond = 1'000'000;

/// Is there a test that every single return must pass?
bool asksOfEachReturn(const Expectation &wanted)
{
    return wanted.returns || wanted.error || wanted.data || wanted.milliseconds
           || !wanted.equals.empty();
}

/// "read(3, buf, 1) = 0, after 12 ms"
Text lasting(const Text &call, std::int64_t milliseconds)
{
    const auto number = std::to_string(milliseconds);
    return {tell(Message::SeenLasting, Language::English, {call.en, number}),
            tell(Message::SeenLasting, Language::Chinese, {call.zh, number})};
}

/// One run's evidence, ordered so that expectations can be held against it.
class Judge
{
public:
    Judge(const Scenario &scenario, const Evidence &evidence);

    Finding find(const Expectation &wanted) const;

private:
    using Events = std::vector<const Event *>;

    Finding findCall(const Expectation &wanted) const;
    Finding findReturns(const Expectation &wanted, const Events &returns) const;
    Finding growing(Message message, std::int64_t seen, const NumberTest &test,
                    const Expectation &wanted) const;
    Finding findMostQueued(const Expectation &wanted, const Events &returns) const;
    Finding findValue(const Expectation &wanted) const;
    Finding findWorker(const Expectation &wanted) const;
    Finding findAt(const Expectation &wanted) const;
    Finding findChannelAt(const Expectation &wanted, const Event &event) const;
    Finding findSleepAt(const Expectation &wanted) const;
    Finding findForEver(const Expectation &wanted) const;
    Text inRound(const Event &event, const Events &returns) const;
    const std::string &nameOf(WorkerId worker) const;
    bool isWhole(WorkerId worker) const;
    bool holds(const NumberTest &test, std::int64_t seen) const;
    std::optional<std::int64_t> known(const Expression::Term &term) const;

    const Scenario &m_scenario;
    const Evidence &m_evidence;
    std::vector<Events> m_returns;    ///< by step
    std::vector<Events> m_samples;    ///< by `at` sample
    std::vector<Events> m_endings;    ///< by worker: told by whoever waited for it
    std::vector<Events> m_zombies;    ///< by worker: looked up where nobody waited
    std::vector<std::int64_t> m_lost; ///< by worker: records that nobody read
    std::vector<std::map<int, std::int64_t>> m_handled; ///< by worker: runs of handlers, by signal
};

Judge::Judge(const Scenario &scenario, const Evidence &evidence)
    : m_scenario(scenario),
      m_evidence(evidence),
      m_returns(scenario.steps.size()),
      m_samples(scenario.samples.size()),
      m_endings(scenario.workers.size()),
      m_zombies(scenario.workers.size()),
      m_lost(scenario.workers.size()),
      m_handled(scenario.workers.size())
{
    for (const auto &event : evidence.events) {
        const bool isOfWorker = event.worker < scenario.workers.size();
        if (event.sample > 0 && event.sample <= m_samples.size())
            m_samples[event.sample - 1U].push_back(&event);
        if (event.kind == EventKind::CallReturned && event.step < m_returns.size())
            m_returns[event.step].push_back(&event);
        if (event.hasTakenEnd() && event.other < m_endings.size())
            m_endings[event.other].push_back(&event);
        if (event.kind == EventKind::ProcessEnded && isOfWorker && event.result != absent)
            m_endings[event.worker].push_back(&event);
        if (event.kind == EventKind::ProcessSampled && isOfWorker
            && event.out[0] == static_cast<std::int64_t>(Sleep::Zombie))
            m_zombies[event.worker].push_back(&event);
        if (event.kind == EventKind::EventsLost && isOfWorker)
            m_lost[event.worker] += event.result;
        if (event.kind == EventKind::SignalHandled && isOfWorker)
            m_handled[event.worker][event.arguments[0]] = event.result;
    }
}

Finding Judge::find(const Expectation &wanted) const
{
    switch (wanted.subject) {
    case Expectation::Subject::Call: return findCall(wanted);
    case Expectation::Subject::Value: return findValue(wanted);
    case Expectation::Subject::Worker: return findWorker(wanted);
    case Expectation::Subject::At: return findAt(wanted);
    }
    return {};
}

/// Returns are judged one by one. With records lost, what was read may still refute, not prove.
Finding Judge::findCall(const Expectation &wanted) const
{
    if (wanted.step >= m_returns.size())
        return unknown(Message::SeenNoReturn);
    const auto &returns = m_returns[wanted.step];
    auto finding = findReturns(wanted, returns);
    if (finding.outcome == Outcome::Proved && !isWhole(wanted.worker) && asksOfEachReturn(wanted))
        finding = unknown(Message::SeenLost, {std::to_string(m_lost[wanted.worker])});
    if (wanted.count)
        add(finding, growing(Message::SeenCount, static_cast<std::int64_t>(returns.size()),
                             *wanted.count, wanted));
    if (wanted.mostQueued)
        add(finding, findMostQueued(wanted, returns));
    return finding;
}

Finding Judge::findReturns(const Expectation &wanted, const Events &returns) const
{
    if (!asksOfEachReturn(wanted))
        return {};
    if (returns.empty())
        return unknown(Message::SeenNoReturn);
    Finding finding;
    for (const auto *event : returns) {
        const bool agrees = (!wanted.returns || holds(*wanted.returns, event->result))
                            && (!wanted.error || *wanted.error == event->error);
        if (!agrees)
            return {Outcome::Refuted, inRound(*event, returns)};
        for (const auto &[position, test] : wanted.equals) {
            if (!holds(test, event->out[position]))
                return {Outcome::Refuted, inRound(*event, returns)};
        }
        const auto lasted = (event->time - event->entered) / nanosecondsPerMillisecond;
        if (wanted.milliseconds && !holds(*wanted.milliseconds, lasted))
            return {Outcome::Refuted, lasting(inRound(*event, returns), lasted)};
        if (wanted.data)
            add(finding, findMoved(*wanted.data, *event));
        if (finding.outcome == Outcome::Refuted)
            return finding;
    }
    return finding;
}

/// A number that records which nobody read could only have raised.
Finding Judge::growing(Message message, std::int64_t seen, const NumberTest &test,
                       const Expectation &wanted) const
{
    const bool agrees = holds(test, seen);
    if (!isWhole(wanted.worker) && !isDecidedByLess(test.comparison, agrees))
        return atLeast(message, seen);
    return provedIf(agrees, message, {std::to_string(seen)});
}

Finding Judge::findMostQueued(const Expectation &wanted, const Events &returns) const
{
    std::int64_t most = absent;
    for (const auto *event : returns)
        most = std::max(most, event->queuedBytes);
    if (most == absent)
        return unknown(Message::SeenNoFill);
    return growing(Message::SeenMostQueued, most, *wanted.mostQueued, wanted);
}

Finding Judge::findValue(const Expectation &wanted) const
{
    if (wanted.worker >= m_evidence.collected.size())
        return unknown(Message::SeenNoValue);
    const auto &bytes = m_evidence.collected[wanted.worker];
    Finding finding;
    if (wanted.count)
        add(finding, provedIf(holds(*wanted.count, static_cast<std::int64_t>(bytes.size())),
                              Message::SeenBytes, {std::to_string(bytes.size())}));
    if (wanted.data)
        add(finding, provedIf(*wanted.data == bytes, Message::SeenValue,
                              {std::to_string(bytes.size()), quoted(bytes)}));
    if (wanted.contains)
        add(finding, provedIf(bytes.find(*wanted.contains) != bytes.npos, Message::SeenValue,
                              {std::to_string(bytes.size()), quoted(bytes)}));
    if (wanted.sequence)
        add(finding, findSequence(*wanted.sequence, bytes));
    if (!wanted.runs.empty())
        add(finding, findRuns(wanted.runs, bytes));
    if (wanted.number) {
        const auto number = numberIn(bytes);
        add(finding, provedIf(number && holds(*wanted.number, *number), Message::SeenNoNumber,
                              {quoted(bytes)}));
    }
    if (wanted.torn) {
        const auto torn = tornRecords(bytes, static_cast<std::size_t>(wanted.record));
        add(finding,
            provedIf(holds(*wanted.torn, torn), Message::SeenTorn, {std::to_string(torn)}));
    }
    return finding;
}

/// Who waited for it tells its status; a zombie's own line only where nobody did.
Finding Judge::findWorker(const Expectation &wanted) const
{
    if (wanted.worker >= m_endings.size())
        return unknown(Message::SeenNoEnd);
    if (wanted.handled) {
        std::int64_t count = 0;
        for (const auto &[signal, runs] : m_handled[wanted.worker])
            count += runs;
        if (!holds(*wanted.handled, count))
            return refuted(Message::SeenHandled, {std::to_string(count)});
        if (!wanted.exit && !wanted.signal && !wanted.core)
            return {};
    }
    std::vector<WaitStatus> endings;
    for (const auto *event : m_endings[wanted.worker]) {
        const auto raw = event->kind == EventKind::ProcessEnded ? event->result : event->out[0];
        endings.push_back(WaitStatus::fromRaw(static_cast<int>(raw)));
    }
    if (endings.empty() && !m_zombies[wanted.worker].empty())
        endings.push_back(
            WaitStatus::fromRaw(static_cast<int>(m_zombies[wanted.worker].back()->result)));
    if (endings.empty())
        return unknown(Message::SeenNoEnd);
    for (const auto &ending : endings) {
        const bool agrees = (!wanted.exit
                             || (ending.exited() && holds(*wanted.exit, ending.exitCode())))
                            && (!wanted.signal
                                || (ending.killed() && ending.signal() == *wanted.signal));
        if (agrees && wanted.core && *wanted.core != ending.leftCore())
            return refuted(ending.leftCore() ? Message::SeenCore : Message::SeenNoCore);
        if (agrees)
            continue;
        return ending.killed() ? refuted(Message::SeenKilled, {signalName(ending.signal())})
                               : refuted(Message::SeenExit, {std::to_string(ending.exitCode())});
    }
    return {};
}

Finding Judge::findAt(const Expectation &wanted) const
{
    if (wanted.sample >= m_samples.size() || m_samples[wanted.sample].empty())
        return unknown(Message::SeenNoInstant);
    Finding finding;
    if (wanted.queuedBytes || wanted.capacity || wanted.readEnds || wanted.writeEnds) {
        std::size_t looks = 0;
        for (const auto *event : m_samples[wanted.sample]) {
            if (event->channel != wanted.channel || event->worker != noWorker)
                continue;
            ++looks;
            add(finding, findChannelAt(wanted, *event));
        }
        if (looks == 0)
            add(finding, unknown(Message::SeenNoLook));
    }
    if (wanted.asleepIn)
        add(finding, findSleepAt(wanted));
    if (wanted.isForEver)
        add(finding, findForEver(wanted));
    return finding;
}

Finding Judge::findChannelAt(const Expectation &wanted, const Event &event) const
{
    if (event.kind == EventKind::ObservationFailed)
        return unknown(Message::SeenRefusal, {errnoName(event.error)});
    Finding finding;
    const auto test = [&](const std::optional<NumberTest> &number, std::int64_t seen,
                          Message message) {
        if (number && seen == absent)
            add(finding, unknown(Message::SeenNoLook));
        else if (number)
            add(finding, provedIf(holds(*number, seen), message, {std::to_string(seen)}));
    };
    test(wanted.queuedBytes, event.queuedBytes, Message::SeenFill);
    test(wanted.capacity, event.out[0], Message::SeenCapacity);
    test(wanted.readEnds, event.out[1], Message::SeenReadEnds);
    test(wanted.writeEnds, event.out[2], Message::SeenWriteEnds);
    return finding;
}

/// Asleep at two looks, the second 60 ms behind the first: as good as "for ever".
Finding Judge::findSleepAt(const Expectation &wanted) const
{
    std::size_t looks = 0;
    for (const auto *event : m_samples[wanted.sample]) {
        if (event->worker != wanted.worker || event->call != *wanted.asleepIn)
            continue;
        if (event->kind == EventKind::ObservationFailed)
            return unknown(Message::SeenRefusal, {errnoName(event->error)});
        if (event->out[0] != static_cast<std::int64_t>(Sleep::Asleep))
            return refuted(Message::SeenAwake,
                           {nameOf(wanted.worker), std::string(callAt(*wanted.asleepIn).name)});
        ++looks;
    }
    return looks < 2 ? unknown(Message::SeenNoLook) : Finding{};
}

/// It still slept when the run was over, and nobody who was left could have woken it.
Finding Judge::findForEver(const Expectation &wanted) const
{
    const auto &hopeless = m_evidence.hopeless;
    const bool isLeft = std::find(hopeless.begin(), hopeless.end(), wanted.worker)
                        != hopeless.end();
    return provedIf(isLeft, Message::SeenNotForEver, {nameOf(wanted.worker)});
}

Text Judge::inRound(const Event &event, const Events &returns) const
{
    if (returns.size() == 1)
        return alike(returnedText(event));
    const auto round = std::find(returns.begin(), returns.end(), &event) - returns.begin() + 1;
    return tellAll(Message::SeenInRound, {returnedText(event), std::to_string(round)});
}

const std::string &Judge::nameOf(WorkerId worker) const
{
    return m_scenario.workers[worker].name;
}

bool Judge::isWhole(WorkerId worker) const
{
    return worker < m_lost.size() && m_lost[worker] == 0;
}

bool Judge::holds(const NumberTest &test, std::int64_t seen) const
{
    if (!test.expression)
        return test.holds(seen, test.parameter ? m_evidence.parameters[*test.parameter].number
                                               : test.number);
    const auto number = test.expression->value([&](const Expression::Term &term) {
        return term.kind == Expression::Term::Kind::Seen ? seen : known(term);
    });
    return number && (test.expression->asksOfSeen() ? *number != 0 : test.holds(seen, *number));
}

/// Absent: it was not seen, or the kernel does not tell.
std::optional<std::int64_t> Judge::known(const Expression::Term &term) const
{
    using Kind = Expression::Term::Kind;
    switch (term.kind) {
    case Kind::Parameter:
        return m_evidence.parameters[static_cast<std::size_t>(term.number)].number;
    case Kind::KernelFile: {
        const auto number = kernelNumber(term.path);
        return number ? std::optional(*number) : std::nullopt;
    }
    case Kind::Result:
    case Kind::OutWord: break;
    default: return std::nullopt;
    }
    const auto &returns = m_returns[term.step];
    if (returns.empty())
        return std::nullopt;
    return term.kind == Kind::Result ? returns.back()->result
                                     : returns.back()->out[static_cast<std::size_t>(term.number)];
}

} // namespace

std::vector<Verdict> judge(const Scenario &scenario, const Evidence &evidence)
{
    const Judge judge(scenario, evidence);
    std::vector<Verdict> verdicts;
    for (std::size_t i = 0; i < scenario.expectations.size(); ++i) {
        const auto &wanted = scenario.expectations[i];
        const bool isOfVariant = wanted.only.empty() || wanted.only == evidence.variant;
        const bool isAsked = std::all_of(
            wanted.needs.begin(), wanted.needs.end(),
            [&](const Requirement &need) { return evidence.grants.gives(need); });
        if (!isOfVariant || !isAsked)
            continue;
        const auto finding = judge.find(wanted);
        verdicts.push_back({.expectation = i, .outcome = finding.outcome, .seen = finding.seen});
    }
    return verdicts;
}

} // namespace seeipc
