// SPDX-License-Identifier: MIT
#include "checkrun.h"

#include "describe.h"
#include "events/snapshot.h"
#include "posix/clock.h"
#include "scenario/loader.h"
#include "session/messages.h"
#include "session/narrator.h"
#include "session/session.h"
#include "session/waitsfor.h"
#include "signals.h"
#include "standstill.h"

#include <algorithm>
#include <array>
#include <poll.h>

namespace seeipc {

namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t timeLimit = 120
                                   * second;  ///< of one run, on a machine that is busy otherwise
constexpr std::size_t mostEvents = 4'000'000; ///< of one run: half a gigabyte
constexpr std::int64_t foretold = second / 3; ///< asleep "for ever" where the demo says so
constexpr std::int64_t interval = second / 4; ///< between looks at who is left

struct Run
{
    Evidence evidence;
    Snapshot snapshot;
    Attendance seen;
    bool hasEnded = false;
    bool isStuck = false; ///< nobody can wake anybody any more
    bool isTold = false;  ///< the demo says of everybody who is left that it sleeps for ever
    std::optional<Error> failure;
    std::optional<EndedBySignal> signal;
};

std::vector<ParameterValue> parametersOf(const Scenario &scenario,
                                         const std::map<std::string, std::int64_t> &settings)
{
    auto parameters = defaultParameters(scenario);
    for (std::size_t i = 0; i < scenario.parameters.size(); ++i) {
        if (const auto set = settings.find(scenario.parameters[i].name); set != settings.end())
            parameters[i].number = set->second;
    }
    return parameters;
}

void wait(const Session &session, const Signals &signals)
{
    std::array<pollfd, 2> fds{{{session.wakeFd(), POLLIN, 0}, {signals.fd(), POLLIN, 0}}};
    ::poll(fds.data(), fds.size(), static_cast<int>(interval / 1'000'000));
}

bool isOfVariant(const Expectation &wanted, const std::string &variant)
{
    return wanted.only.empty() || wanted.only == variant;
}

/// Does the demo say of everybody who is left that it sleeps for ever?
bool isForetold(const Scenario &scenario, const std::string &variant, const Snapshot &snapshot)
{
    for (std::size_t i = 0; i < snapshot.processes.size(); ++i) {
        const auto says = [&](const Expectation &wanted) {
            return wanted.isForEver && wanted.worker == i && isOfVariant(wanted, variant);
        };
        if (snapshot.processes[i].isAlive()
            && std::none_of(scenario.expectations.begin(), scenario.expectations.end(), says))
            return false;
    }
    return true;
}

/// Have all instants that expectations look at been looked at, sleeps twice?
bool areInstantsSeen(const Scenario &scenario, const Evidence &evidence)
{
    return std::all_of(
        scenario.expectations.begin(), scenario.expectations.end(), [&](const Expectation &wanted) {
            if (!wanted.at || !isOfVariant(wanted, evidence.variant))
                return true;
            const auto looks = std::count_if(
                evidence.events.begin(), evidence.events.end(), [&](const Event &event) {
                    return event.sample == wanted.sample + 1
                           && (wanted.asleepIn ? event.worker == wanted.worker
                                               : event.channel == wanted.channel);
                });
            return looks >= (wanted.asleepIn ? 2 : 1);
        });
}

/// Nobody can wake anybody. Where the demo says so, and all was looked at, that is clear sooner.
void lookForStandstill(const Scenario &scenario, Run &run)
{
    run.isTold = isForetold(scenario, run.evidence.variant, run.snapshot);
    run.isStuck = isAtStandstill(run.snapshot, run.seen)
                  || (run.isTold && isAtStandstill(run.snapshot, run.seen, foretold)
                      && areInstantsSeen(scenario, run.evidence));
    for (const auto &wait : waitsFor(run.snapshot).waits) {
        if (run.isStuck && wait.hopeless)
            run.evidence.hopeless.push_back(wait.worker);
    }
}

/// Watches a session until it has ended, nothing more can come, or its time is over.
Run watch(Session &session, const std::string &variant, Signals &signals)
{
    const auto &scenario = session.scenario();
    Run run;
    run.evidence.variant = variant;
    run.snapshot = Snapshot(scenario.workers.size(), scenario.channels.size());
    while (!run.hasEnded && !run.isStuck && !run.failure && !run.signal && session.now() < timeLimit
           && run.evidence.events.size() < mostEvents) {
        wait(session, signals);
        while (const auto signal = signals.next()) {
            if (Signals::isEnding(*signal))
                run.signal = EndedBySignal{*signal};
            else if (*signal == SIGTSTP)
                Signals::stopSelf();
        }
        if (!run.failure)
            run.failure = session.failure();
        run.hasEnded = session.hasEnded();
        for (const auto &event : session.drain()) {
            apply(run.snapshot, event);
            if (!run.failure)
                run.failure = refusedFork(scenario, event);
            run.evidence.events.push_back(event);
        }
        run.seen.look(session.now());
        if (!run.hasEnded)
            lookForStandstill(scenario, run);
    }
    for (std::size_t i = 0; i < scenario.workers.size(); ++i)
        run.evidence.collected.push_back(session.collected(static_cast<WorkerId>(i)));
    run.evidence.parameters = session.parameters();
    return run;
}

/// Where it stands although it should have ended.
Text notEnded(const Scenario &scenario, const Run &run)
{
    const auto waits = waitsFor(run.snapshot);
    const auto in = [&](Language language) {
        const auto where = plain(
            sentence(narrate(scenario, run.snapshot, waits, language), language));
        if (run.isStuck)
            return tell(Message::CheckStuck, language, {where});
        return run.evidence.events.size() >= mostEvents
                   ? tell(Message::CheckTooMany, language, {std::to_string(mostEvents), where})
                   : tell(Message::CheckTooLong, language,
                          {std::to_string(timeLimit / second), where});
    };
    return {in(Language::English), in(Language::Chinese)};
}

std::variant<CheckedRun, Error, EndedBySignal>
checkVariant(const Scenario &scenario, const std::string &variant,
             const std::map<std::string, std::int64_t> &settings, Signals &signals,
             std::optional<Error> &namespaceRefusal)
{
    const auto began = monotonicNanoseconds();
    SessionOptions options;
    options.scenario = scenario;
    options.parameters = parametersOf(scenario, settings);
    options.pace.nanoseconds = scenario.checkPace.value_or(0);
    options.purpose = Purpose::Check;
    auto session = Session::start(std::move(options));
    if (!session)
        return session.error();
    auto run = watch(**session, variant, signals);
    namespaceRefusal = (*session)->facts().namespaceRefusal;
    const auto mode = (*session)->facts().namespaceMode;
    session->reset();
    if (run.signal)
        return *run.signal;
    if (run.failure)
        return *run.failure;
    run.evidence.grants = grantsOf(mode);
    CheckedRun checked;
    checked.variant = variant;
    checked.verdicts = judge(scenario, run.evidence);
    checked.seconds = static_cast<double>(monotonicNanoseconds() - began) / second;
    if (run.isStuck)
        checked.standstill = waitsFor(run.snapshot);
    if (!run.hasEnded && !(run.isStuck && run.isTold))
        checked.problem = notEnded(scenario, run);
    return checked;
}

} // namespace

std::size_t CheckedRun::provedCount() const
{
    return static_cast<std::size_t>(
        std::count_if(verdicts.begin(), verdicts.end(), [](const Verdict &verdict) {
            return verdict.outcome == Verdict::Outcome::Proved;
        }));
}

bool CheckedRun::hasPassed() const
{
    return !problem && provedCount() == verdicts.size();
}

bool Checked::hasPassed() const
{
    return !skipped && std::all_of(runs.begin(), runs.end(), [](const CheckedRun &run) {
        return run.hasPassed();
    });
}

std::variant<Checked, Error, EndedBySignal> checkScenario(const Scenario &scenario,
                                                          Signals &signals)
{
    Checked checked;
    checked.scenario = &scenario;
    if (auto why = whyNotHere(scenario, grantsOf(NamespaceMode::Private)); !why.en.empty()) {
        checked.skipped = std::move(why);
        return checked;
    }
    auto variants = scenario.variants;
    if (variants.empty())
        variants.emplace_back();
    for (const auto &[variant, settings] : variants) {
        auto run = checkVariant(scenario, variant, settings, signals, checked.namespaceRefusal);
        if (const auto *error = std::get_if<Error>(&run))
            return *error;
        if (const auto *signal = std::get_if<EndedBySignal>(&run))
            return *signal;
        checked.runs.push_back(std::move(std::get<CheckedRun>(run)));
    }
    return checked;
}

} // namespace seeipc
