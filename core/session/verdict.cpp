// SPDX-License-Identifier: MIT
#include "session/verdict.h"

#include "mechanisms/registry.h"
#include "posix/result.h"
#include "posix/waitstatus.h"
#include "session/eventtext.h"
#include "session/finding.h"
#include "session/messages.h"

#include <algorithm>
#include <optional>

namespace seeipc {

namespace {

using Outcome = Verdict::Outcome;

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

    const Scenario &m_scenario;
    const Evidence &m_evidence;
    std::vector<Events> m_returns;    ///< by step
    std::vector<Events> m_samples;    ///< by `at` sample
    std::vector<Events> m_endings;    ///< by worker: told by whoever waited for it
    std::vector<Events> m_zombies;    ///< by worker: looked up where nobody waited
    std::vector<std::int64_t> m_lost; ///< by worker: records that nobody read
};

Judge::Judge(const Scenario &scenario, const Evidence &evidence)
    : m_scenario(scenario),
      m_evidence(evidence),
      m_returns(scenario.steps.size()),
      m_samples(scenario.samples.size()),
      m_endings(scenario.workers.size()),
      m_zombies(scenario.workers.size()),
      m_lost(scenario.workers.size())
{
    for (const auto &event : evidence.events) {
        const bool isOfWorker = event.worker < scenario.workers.size();
        if (event.sample > 0 && event.sample <= m_samples.size())
            m_samples[event.sample - 1U].push_back(&event);
        if (event.kind == EventKind::CallReturned && event.step < m_returns.size())
            m_returns[event.step].push_back(&event);
        if (event.kind == EventKind::CallReturned && event.effect == Effect::Wait
            && event.error == 0 && event.other < m_endings.size())
            m_endings[event.other].push_back(&event);
        if (event.kind == EventKind::ProcessEnded && isOfWorker && event.result != absent)
            m_endings[event.worker].push_back(&event);
        if (event.kind == EventKind::ProcessSampled && isOfWorker
            && event.out[0] == static_cast<std::int64_t>(Sleep::Zombie))
            m_zombies[event.worker].push_back(&event);
        if (event.kind == EventKind::EventsLost && isOfWorker)
            m_lost[event.worker] += event.result;
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
    if (finding.outcome == Outcome::Proved && !isWhole(wanted.worker)
        && (wanted.returns || wanted.error || wanted.data))
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
    if (!wanted.returns && !wanted.error && !wanted.data)
        return {};
    if (returns.empty())
        return unknown(Message::SeenNoReturn);
    Finding finding;
    for (const auto *event : returns) {
        const bool agrees = (!wanted.returns || holds(*wanted.returns, event->result))
                            && (!wanted.error || *wanted.error == event->error);
        if (!agrees)
            return {Outcome::Refuted, inRound(*event, returns)};
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
    if (wanted.sequence)
        add(finding, findSequence(*wanted.sequence, bytes));
    return finding;
}

/// Who waited for it tells its status; a zombie's own line only where nobody did.
Finding Judge::findWorker(const Expectation &wanted) const
{
    if (wanted.worker >= m_endings.size())
        return unknown(Message::SeenNoEnd);
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
    return test.holds(seen, m_evidence.parameters);
}

} // namespace

std::vector<Verdict> judge(const Scenario &scenario, const Evidence &evidence)
{
    const Judge judge(scenario, evidence);
    std::vector<Verdict> verdicts;
    for (std::size_t i = 0; i < scenario.expectations.size(); ++i) {
        const auto &wanted = scenario.expectations[i];
        if (!wanted.only.empty() && wanted.only != evidence.variant)
            continue;
        const auto finding = judge.find(wanted);
        verdicts.push_back({.expectation = i, .outcome = finding.outcome, .seen = finding.seen});
    }
    return verdicts;
}

} // namespace seeipc
