// SPDX-License-Identifier: MIT
// The narrator on how processes ended.
#include "session/narratorrules.h"

#include "mechanisms/registry.h"
#include "session/awaited.h"

#include <algorithm>
#include <climits>
#include <csignal>
#include <iterator>
#include <numeric>
#include <set>

namespace seeipc {

namespace {

/// The size of the write that the signal came out of, where it is known that it was a write.
std::optional<std::int64_t> openWrite(const ProcessSnapshot &process)
{
    const bool isWrite = process.call < callCount()
                         && effectOf(process.call, process.arguments) == Effect::Write;
    const bool isReturned = process.last && process.last->step == process.step
                            && process.last->iteration == process.iteration;
    return isWrite && !isReturned ? std::optional<std::int64_t>(process.arguments[1])
                                  : std::nullopt;
}

std::string whyKilled(const Phrases &phrases, const ProcessSnapshot &process)
{
    switch (process.ending->signal()) {
    case SIGPIPE:
        if (const auto size = openWrite(process))
            return phrases.say(
                Message::WroteWithoutReader,
                {phrases.bytes(*size), phrases.which(Message::OfPipe, process.channel)});
        return phrases.say(Message::WroteNothingKnown);
    case SIGKILL: return phrases.say(Message::SignalAlwaysKills);
    default: return phrases.say(Message::SignalByDefaultKills);
    }
}

/// "parent sent the signal", where it has made no other call since. May be nothing.
std::string whoSent(const Phrases &phrases, WorkerId killed)
{
    const auto &processes = phrases.snapshot.processes;
    const auto sender = std::find_if(processes.begin(), processes.end(), [&](const auto &process) {
        const auto &last = process.last;
        return last && last->effect == Effect::Signal && last->error == 0 && last->other == killed
               && last->arguments[1] == processes[killed].ending->signal();
    });
    if (sender == processes.end())
        return {};
    return phrases.say(Message::SentTheSignal,
                       {phrases.name(static_cast<WorkerId>(sender - processes.begin()))});
}

bool isKilled(const ProcessSnapshot &process)
{
    return process.ending && process.ending->killed();
}

/// In _exit(2): it makes no other call.
bool isExiting(const ProcessSnapshot &process)
{
    return process.inCall && process.call < callCount()
           && effectOf(process.call, process.arguments) == Effect::Exit;
}

/// Will it make another call on the channel? One that tells nothing may have gone already: only where
/// it sleeps in one.
bool mayRead(const ProcessSnapshot &process, ChannelId channel)
{
    const bool isAsleepAt = process.state == ProcessState::Asleep && process.channel == channel;
    return process.isForeign ? isAsleepAt : !isExiting(process);
}

/// What teaches most comes first: what a process did that killed it, then what was done to it.
enum class EndingRank { KilledByDefault, KilledAnyway, Other };

EndingRank rankOf(const ProcessSnapshot &process)
{
    if (!isKilled(process))
        return EndingRank::Other;
    return process.ending->signal() == SIGKILL ? EndingRank::KilledAnyway
                                               : EndingRank::KilledByDefault;
}

enum class WithReasons { Yes, No };

/// Each for itself. Reasons go before names do, those of the last first.
std::string eachEnding(const Phrases &phrases, WithReasons with)
{
    const auto &processes = phrases.snapshot.processes;
    std::vector<WorkerId> workers(processes.size());
    std::iota(workers.begin(), workers.end(), WorkerId{0});
    std::stable_sort(workers.begin(), workers.end(), [&](WorkerId a, WorkerId b) {
        return rankOf(processes[a]) < rankOf(processes[b]);
    });
    std::vector<std::string> endings;
    std::transform(workers.begin(), workers.end(), std::back_inserter(endings),
                   [&](WorkerId worker) { return phrases.ending(worker); });
    const auto killed = with == WithReasons::No ? 0
                                                : static_cast<std::size_t>(std::count_if(
                                                    processes.begin(), processes.end(), isKilled));
    const std::string comma = phrases.language == Language::Chinese ? "，" : ", ";
    for (auto reasons = killed; reasons > 0; --reasons) {
        auto items = endings;
        for (std::size_t i = 0; i < reasons; ++i)
            items[i] += comma + whyKilled(phrases, processes[workers[i]]);
        if (phrases.isListedWhole(items, "；"))
            return phrases.listed(items, "；");
    }
    return phrases.listed(endings, "；");
}

constexpr std::size_t mostNamed = 3; ///< at the end of a story, where nobody is "and 2 more"

/// "parent and child exited with status 0", where all did the same; else each for itself.
std::string allEndings(const Phrases &phrases, WithReasons with)
{
    const auto &processes = phrases.snapshot.processes;
    std::vector<WorkerId> started;
    for (std::size_t i = 0; i < processes.size(); ++i) {
        if (processes[i].isEnded())
            started.push_back(static_cast<WorkerId>(i));
    }
    const auto &first = processes[started.front()].ending;
    const bool isAlike = started.size() > 1 && started.size() == processes.size() && first
                         && first->exited()
                         && std::all_of(started.begin(), started.end(), [&](WorkerId worker) {
                                return processes[worker].ending == first;
                            });
    if (isAlike && started.size() > mostNamed)
        return phrases.say(Message::AllOfManyExitedWith,
                           {std::to_string(started.size()), std::to_string(first->exitCode())});
    if (isAlike)
        return phrases.say(Message::AllExitedWith,
                           {phrases.names(started), std::to_string(first->exitCode())});
    return eachEnding(phrases, with);
}

/// What the demo was to show, as a clause: without its stop.
std::string lessonOf(const Phrases &phrases)
{
    const auto &lesson = phrases.scenario.lesson;
    std::string text = phrases.language == Language::Chinese ? lesson.zh : lesson.en;
    for (const std::string_view stop : {".", "。"}) {
        if (text.ends_with(stop))
            text.resize(text.size() - stop.size());
    }
    return text;
}

} // namespace

std::string lastEndMeans(const Phrases &phrases, ChannelId id, End end)
{
    const auto &channel = phrases.snapshot.channels[id];
    if (end == End::Write) {
        const auto fill = fillOf(channel);
        const bool isKnown = fill && !fill->about && !channel.untold;
        const bool isEmpty = isKnown && fill->value == 0;
        const bool mayHaveBytes = channel.untold
                                  || (isKnown && fill->value > 0); // who sleeps wakes
        const auto readers = asleepAt(phrases, id, Effect::Read);
        if (!readers.empty() && !mayHaveBytes)
            return phrases.say(Message::EofWakes, {phrases.names(readers)});
        return isEmpty ? phrases.say(Message::ReadGivesEof)
                       : phrases.say(Message::ReadGivesEofOnceEmpty, {phrases.pipe(id)});
    }
    const auto isKillable = [&](WorkerId worker) {
        return phrases.snapshot.processes[worker].dispositions[SIGPIPE] == Disposition::Default;
    };
    const auto sleepers = asleepAt(phrases, id, Effect::Write);
    std::vector<WorkerId> killed;
    std::copy_if(sleepers.begin(), sleepers.end(), std::back_inserter(killed), isKillable);
    if (!killed.empty())
        return phrases.say(Message::SigpipeToSleeper, {phrases.names(killed)});
    if (!sleepers.empty())
        return phrases.say(Message::SleepersWriteReturns, {phrases.names(sleepers)});
    const bool kills = std::any_of(channel.writers.begin(), channel.writers.end(),
                                   [&](const Holder &holder) { return isKillable(holder.worker); });
    return phrases.say(kills ? Message::NextWriteKills : Message::NextWriteFails);
}

std::vector<std::string> lastEndGone(const Phrases &phrases, std::int64_t time)
{
    const auto &processes = phrases.snapshot.processes;
    const auto &channels = phrases.snapshot.channels;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        const auto &channel = channels[i];
        const auto id = static_cast<ChannelId>(i);
        const auto pipe = phrases.which(Message::OfPipe, id);
        if (!channel.exists || channel.gone)
            continue;
        const bool mayBeRead = std::any_of(
            channel.readers.begin(), channel.readers.end(),
            [&](const Holder &holder) { return mayRead(processes[holder.worker], id); });
        if (channel.writersGone == time && mayBeRead)
            return {phrases.say(Message::NoWriteEndLeft, {pipe}),
                    lastEndMeans(phrases, id, End::Write)};
        const bool isWritten = std::any_of(
            channel.writers.begin(), channel.writers.end(), [&](const Holder &holder) {
                const auto &writer = processes[holder.worker];
                return (writer.bytesWritten > 0 || writer.state == ProcessState::Asleep)
                       && !isExiting(writer);
            });
        if (channel.readersGone == time && isWritten)
            return {phrases.say(Message::NoReadEndLeft, {pipe}),
                    lastEndMeans(phrases, id, End::Read)};
    }
    return {};
}

/// That no write was cut, where several processes wrote more to the one pipe than it holds, so that they
/// contended for room. Nothing of writes above PIPE_BUF, nor where not every call is known.
std::string wholeWrites(const Phrases &phrases)
{
    const auto &snapshot = phrases.snapshot;
    if (snapshot.lost > 0 || snapshot.channels.size() != 1)
        return {};
    const auto &channel = snapshot.channels[0];
    if (channel.untold || channel.torn > 0 || !channel.capacity.value
        || channel.bytesIn <= *channel.capacity.value)
        return {};
    std::set<WorkerId> writers;
    std::int64_t writes = 0;
    std::int64_t bytes = 0;
    for (std::size_t i = 0; i < phrases.scenario.steps.size(); ++i) {
        const auto &info = phrases.scenario.steps[i];
        const auto step = snapshot.ofStep(static_cast<StepId>(i));
        if (step.returns == 0 || effectOf(info.call, step.arguments) != Effect::Write)
            continue;
        const auto size = step.arguments[1];
        if (size < 2 || size > PIPE_BUF)
            return {};
        writers.insert(info.worker);
        writes += step.returns;
        bytes += step.returns * size;
    }
    if (bytes != channel.bytesIn || writers.size() < 2)
        return {};
    const auto who = writers.size() > mostNamed
                         ? phrases.say(Message::ManyWriters, {std::to_string(writers.size())})
                         : phrases.names({writers.begin(), writers.end()});
    return phrases.say(Message::WritesStayedWhole, {grouped(writes), who});
}

/// As far as they were seen: among several sleepers whose bytes are whose is inferred.
std::string tornWrites(const Phrases &phrases)
{
    const auto &channels = phrases.snapshot.channels;
    const auto torn = std::accumulate(
        channels.begin(), channels.end(), std::int64_t{0},
        [](std::int64_t sum, const ChannelSnapshot &channel) { return sum + channel.torn; });
    return torn > 0 ? phrases.say(Message::WritesWereTorn, {grouped(torn)}) : std::string();
}

std::optional<Caption> tellAllEnded(const Phrases &phrases)
{
    const auto &processes = phrases.snapshot.processes;
    const bool isAnyEnded = std::any_of(processes.begin(), processes.end(),
                                        [](const auto &process) { return process.isEnded(); });
    const bool isAnyAlive = std::any_of(processes.begin(), processes.end(),
                                        [](const auto &process) { return process.isAlive(); });
    if (!isAnyEnded || isAnyAlive)
        return std::nullopt;
    const auto lesson = lessonOf(phrases); // each end was told when it came
    const auto whole = allEndings(phrases, WithReasons::Yes);
    const auto torn = tornWrites(phrases);
    const auto kept = torn.empty() ? wholeWrites(phrases) : torn;
    std::vector<std::vector<std::string>> candidates{
        {whole, lesson}, {allEndings(phrases, WithReasons::No), lesson}, {lesson}, {whole}};
    if (!kept.empty())
        candidates.insert(candidates.begin(), {{whole, kept, lesson}, {kept, lesson}});
    return phrases.caption({phrases.say(Message::AllEnded)}, phrases.firstThatFits(candidates));
}

/// Does it sleep in wait(2)?
bool isInWait(const Snapshot &snapshot, WorkerId worker)
{
    if (worker >= snapshot.processes.size())
        return false;
    const auto &process = snapshot.processes[worker];
    return process.state == ProcessState::Asleep && process.call < callCount()
           && isWaitForChild(effectOf(process.call, process.arguments));
}

std::optional<Caption> tellEnd(const Phrases &phrases)
{
    const auto &snapshot = phrases.snapshot;
    const ProcessSnapshot *newest = nullptr;
    for (const auto &process : snapshot.processes) {
        if (process.isEnded() && (!newest || process.since >= newest->since))
            newest = &process;
    }
    const bool isOld = newest && snapshot.last && snapshot.last->time > newest->since;
    const bool isToldByWait = newest && snapshot.last && snapshot.last->hasTakenEnd()
                              && snapshot.last->time == newest->since
                              && (!isKilled(*newest) // what killed it is more than that it ended
                                  || newest->since - newest->ended >= notable); // and was told
    if (!newest || isOld || isToldByWait)
        return std::nullopt;
    const auto worker = static_cast<WorkerId>(newest - snapshot.processes.data());
    std::vector<std::string> clauses;
    if (isKilled(*newest))
        clauses.push_back(whyKilled(phrases, *newest));
    else if (isInWait(snapshot, newest->parent))
        clauses.push_back(phrases.say(Message::EndWakesParent, {phrases.name(newest->parent)}));
    else if (isAwaited(snapshot, worker))
        clauses.push_back(phrases.say(Message::IsZombie, {phrases.name(newest->parent)}));
    else
        clauses.push_back(phrases.say(Message::DescriptorsClosed));
    if (!isKilled(*newest) || newest->ending->signal() != SIGPIPE) {
        const auto gone = lastEndGone(phrases, newest->ended);
        clauses.insert(clauses.end(), gone.begin(), gone.end());
        const auto lost = lostWithLastEnd(phrases, newest->ended);
        if (isKilled(*newest)) // else its _exit has told it
            clauses.insert(clauses.begin(), lost.begin(), lost.end());
    }
    if (!isKilled(*newest))
        return phrases.caption({phrases.ending(worker)}, clauses);
    auto withSender = clauses;
    withSender.insert(withSender.begin() + 1, whoSent(phrases, worker));
    return phrases.caption({phrases.ending(worker)}, phrases.firstThatFits({withSender, clauses}));
}

} // namespace seeipc
