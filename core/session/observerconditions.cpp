// SPDX-License-Identifier: MIT
// The instants that a demo or an expectation waits for.
#include "session/observer.h"

#include "mechanisms/registry.h"

#include <algorithm>

namespace seeipc {

namespace {

constexpr std::int64_t sleepProof = 60'000'000;        ///< "for ever", as the catalogue means it
constexpr std::int64_t arrivalPatience = 500'000'000;  ///< for who is on the way into its sleep
constexpr std::int64_t samplePatience = 1'000'000'000; ///< until somebody stands still

} // namespace

void Observer::judgeConditions()
{
    if (m_parts.purpose == Purpose::Check) {
        for (std::size_t i = 0; i < m_samples.size(); ++i)
            judgeSample(i);
    }
    for (std::size_t i = 0; i < m_conditionsOpen.size(); ++i) {
        const auto &condition = m_parts.scenario->conditions[i];
        if (condition.kind == Condition::Kind::Settled)
            judgeSettled(i);
        if (m_conditionsOpen[i] || !isTrue(condition) || !areSamplesTaken(condition))
            continue;
        m_conditionsOpen[i] = true;
        m_controls.openCondition(i);
    }
}

bool Observer::isTrue(const Condition &condition) const
{
    const auto &process = m_snapshot.processes[condition.worker];
    switch (condition.kind) {
    case Condition::Kind::Asleep:
        return process.state == ProcessState::Asleep && process.call == condition.call;
    case Condition::Kind::Done: return m_stepsDone[condition.step];
    case Condition::Kind::Ended: return process.isEnded();
    case Condition::Kind::Stopped: return process.state == ProcessState::Stopped;
    case Condition::Kind::Handled:
        return process.handled[static_cast<std::size_t>(condition.signal)] > 0;
    case Condition::Kind::Settled: break; // judgeSettled() does that, each time anew
    }
    return false;
}

/// Two rounds of looks behind its coming there found all others at rest: what its last call woke has
/// run by then, and what that woke, too.
void Observer::judgeSettled(std::size_t number)
{
    const auto &condition = m_parts.scenario->conditions[number];
    const auto &line = m_parts.area.line(condition.worker);
    auto &settling = m_settlings[number];
    const auto key = gateKeyOf(line);
    const bool isThere = (key & 0xff) == static_cast<std::uint64_t>(Gate::Condition)
                         && line.gatePosition.load(std::memory_order_relaxed) == number;
    if (!isThere)
        return;
    if (settling.gateKey != key)
        settling = {key, now(), 0, false};
    if (settling.isOpen)
        return;
    for (auto &watched : m_watched)
        watched.mustLook = true;
    settling.looks = areOthersSettled(condition.worker, settling.since) ? settling.looks + 1 : 0;
    if (settling.looks < 2)
        return;
    settling.isOpen = true;
    m_controls.openCondition(number);
}

bool Observer::areOthersSettled(WorkerId worker, std::int64_t since) const
{
    for (std::size_t i = 0; i < m_watched.size(); ++i) {
        const auto &watched = m_watched[i];
        const auto &process = m_snapshot.processes[i];
        if (i == worker || !watched.isExpected || watched.isGone || process.isEnded())
            continue;
        const auto gate = gateKeyOf(m_parts.area.line(static_cast<WorkerId>(i))) & 0xff;
        const bool isWaiting = gate == static_cast<std::uint64_t>(Gate::Condition);
        const bool isAsleep = watched.sleep == Sleep::Asleep && watched.asleepTime > since
                              && isInside(static_cast<WorkerId>(i));
        if (!isWaiting && !isAsleep)
            return false;
    }
    return true;
}

/// Nobody goes on because of a condition before the expectations have looked at its instant.
bool Observer::areSamplesTaken(const Condition &condition) const
{
    if (m_parts.purpose != Purpose::Check)
        return true;
    for (std::size_t i = 0; i < m_samples.size(); ++i) {
        if (m_parts.scenario->samples[i] == condition
            && m_samples[i].stage != SampleState::Stage::Taken)
            return false;
    }
    return true;
}

void Observer::judgeSample(std::size_t sample)
{
    auto &state = m_samples[sample];
    const auto &condition = m_parts.scenario->samples[sample];
    if (state.stage == SampleState::Stage::Waiting && isTrue(condition)) {
        if (condition.kind == Condition::Kind::Done && isInside(condition.worker))
            return; // its gate comes right behind the call
        state = {SampleState::Stage::Arriving, now(), {}, false};
    }
    if (state.stage == SampleState::Stage::Arriving) {
        if (!areSleepersAsleep(sample) && now() - state.since < arrivalPatience)
            return;
        state = {SampleState::Stage::Looking, now(), {}, false};
        takeSample(sample);
    } else if (state.stage == SampleState::Stage::Looking) {
        const auto number = static_cast<std::uint8_t>(sample + 1);
        std::erase_if(state.unseen,
                      [&](ChannelId channel) { return sampleChannel(channel, number); });
        const auto &wants = m_parts.scenario->expectations;
        const bool needsProof = std::any_of(wants.begin(), wants.end(), [&](const auto &wanted) {
            return wanted.sample == sample && wanted.asleepIn;
        });
        const auto waited = now() - state.since;
        if (needsProof && !state.isProved && waited > sleepProof) {
            state.isProved = true;
            takeSample(sample);
        }
        const bool isComplete = state.unseen.empty() && (state.isProved || !needsProof);
        if (!isComplete && waited < samplePatience)
            return;
        state.stage = SampleState::Stage::Taken;
        m_controls.endSample(sample);
    }
}

/// Looks at everything that expectations want to know of this instant.
void Observer::takeSample(std::size_t sample)
{
    const auto number = static_cast<std::uint8_t>(sample + 1);
    auto &unseen = m_samples[sample].unseen;
    for (const auto &wanted : m_parts.scenario->expectations) {
        if (wanted.sample != sample)
            continue;
        const bool isLooked = wanted.channel == noChannel
                              || std::find(unseen.begin(), unseen.end(), wanted.channel)
                                     != unseen.end();
        if (!isLooked && !sampleChannel(wanted.channel, number))
            unseen.push_back(wanted.channel);
        if (wanted.asleepIn && m_watched[wanted.worker].process)
            sampleSleep(wanted, number);
    }
}

/// One that goes back to sleep behind a signal has no instant at which the kernel tells it.
bool Observer::areSleepersAsleep(std::size_t sample)
{
    const auto &wants = m_parts.scenario->expectations;
    return std::all_of(wants.begin(), wants.end(), [&](const Expectation &wanted) {
        if (wanted.sample != sample || !wanted.asleepIn || !m_watched[wanted.worker].process)
            return true;
        const auto found = lookTwice(wanted);
        return !found || found->sleep == Sleep::Asleep;
    });
}

/// Twice where the first look alone proves nothing.
Result<ProcessLook> Observer::lookTwice(const Expectation &wanted)
{
    const auto turn = m_parts.area.line(wanted.worker).enteredCount.load();
    auto &process = *m_watched[wanted.worker].process;
    auto found = process.look(*wanted.asleepIn, turn);
    if (found && found->sleep == Sleep::Running)
        found = process.look(*wanted.asleepIn, turn);
    return found;
}

void Observer::sampleSleep(const Expectation &wanted, std::uint8_t forSample)
{
    const auto found = lookTwice(wanted);
    auto event = looked(EventKind::ProcessSampled, wanted.worker);
    event.sample = forSample;
    event.call = *wanted.asleepIn;
    event.out[0] = static_cast<std::int64_t>(found ? found->sleep : Sleep::Running);
    if (!found) {
        event.kind = EventKind::ObservationFailed;
        event.error = found.error().code;
    }
    m_batch.push_back(event);
}

} // namespace seeipc
