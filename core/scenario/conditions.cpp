// SPDX-License-Identifier: MIT
// What names things in a scenario: "writer asleep in write", "child done wait", "owner.p".
#include "mechanisms/registry.h"
#include "posix/waitstatus.h"
#include "scenario/draft.h"
#include "scenario/words.h"

#include <algorithm>

namespace seeipc {

namespace {

constexpr std::size_t mostInstants = 254; ///< an event has a byte for 1 + their number

std::vector<std::string> wordsOf(std::string_view text)
{
    std::vector<std::string> words(1);
    for (const char c : text) {
        if (c != ' ')
            words.back() += c;
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty())
        words.pop_back();
    return words;
}

bool isForLater(const std::vector<std::string> &words)
{
    return (words.size() == 3 && words[0] == "path" && words[2] == "exists")
           || (words.size() == 2 && words[1] == "zombie");
}

std::variant<Condition, Text> asleep(WorkerId worker, const std::string &name)
{
    if (const auto call = findCall(name))
        return Condition{Condition::Kind::Asleep, worker, *call, noStep};
    return noCallOf(name);
}

std::variant<Condition, Text> done(const Scenario &scenario, WorkerId worker,
                                   const std::string &name)
{
    const auto step = stepOf(scenario, worker, name);
    if (const auto *why = std::get_if<Text>(&step))
        return *why;
    const auto id = *std::get_if<StepId>(&step);
    if (callAt(scenario.steps[id].call).effect == Effect::Exit)
        return sentenceOf("_exit never returns: \"%1 ended\" would be right",
                          "_exit 不会返回：应为 \"%1 ended\"", {scenario.workers[worker].name});
    return Condition{Condition::Kind::Done, worker, noCall, id};
}

std::variant<Condition, Text> handled(WorkerId worker, const std::string &name)
{
    if (const int signal = signalByName(name); signal != 0)
        return Condition{Condition::Kind::Handled, worker, noCall, noStep, signal};
    return sentenceOf("there is no signal \"%1\"", "没有信号 \"%1\"", {shown(name)});
}

/// The first step of a worker that is of its kind; none: nullptr.
template<typename Kind>
const StepInfo *firstStep(const Scenario &scenario, WorkerId worker, Kind isOfKind)
{
    const auto found = std::find_if(
        scenario.steps.begin(), scenario.steps.end(),
        [&](const StepInfo &step) { return step.worker == worker && isOfKind(step); });
    return found != scenario.steps.end() ? &*found : nullptr;
}

bool maySleep(const StepInfo &step)
{
    const auto effect = callAt(step.call).effect;
    return effect == Effect::Read || effect == Effect::Write || isWaitForChild(effect);
}

/// A condition of each kind that is one of this worker: "asleep in" a call that it makes, "done" a step
/// that has a name, "ended".
std::vector<std::string> rightConditions(const Scenario &scenario, WorkerId worker)
{
    const auto isNamed = [](const StepInfo &step) {
        return !step.alias.empty() && callAt(step.call).effect != Effect::Exit;
    };
    const auto *sleeper = firstStep(scenario, worker, maySleep);
    const auto *named = firstStep(
        scenario, worker, [&](const StepInfo &step) { return maySleep(step) && isNamed(step); });
    if (!named)
        named = firstStep(scenario, worker, isNamed);
    const auto &name = scenario.workers[worker].name;
    std::vector<std::string> right;
    if (sleeper)
        right.push_back(name + " asleep in " + std::string(callAt(sleeper->call).name));
    if (named)
        right.push_back(name + " done " + named->alias);
    right.push_back(name + " ended");
    return right;
}

/// With those that there are, of whoever seems meant.
Text noCondition(const Scenario &scenario, std::string_view text,
                 const std::vector<std::string> &words)
{
    const auto meant = words.empty() ? std::nullopt : findWorker(scenario, words.front());
    const auto right = rightConditions(scenario, meant.value_or(0));
    Text some;
    for (std::size_t i = 0; i < right.size(); ++i) {
        const bool isLast = i + 1 == right.size();
        if (i > 0)
            some = some + (isLast ? Text{" or ", " 或 "} : Text{", ", "、"});
        some = some + Text{"\"" + right[i] + "\"", "\"" + right[i] + "\""};
    }
    return sentenceOf("\"%1\" is no condition: ", "\"%1\" 不是条件：应为 ", {shown(text)}) + some
           + Text{" would be right", ""};
}

} // namespace

std::variant<StepId, Text> stepOf(const Scenario &scenario, WorkerId worker, std::string_view name)
{
    std::vector<StepId> called;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < scenario.steps.size(); ++i) {
        const auto &step = scenario.steps[i];
        if (step.worker != worker)
            continue;
        if (step.alias == name)
            return static_cast<StepId>(i);
        if (callAt(step.call).name == name)
            called.push_back(static_cast<StepId>(i));
        if (!step.alias.empty())
            names.push_back(step.alias);
    }
    if (called.size() == 1)
        return called.front();
    const auto &whose = scenario.workers[worker].name;
    if (called.empty())
        return sentenceOf("%1 has no step \"%2\"", "%1 没有步骤 \"%2\"", {whose, shown(name)})
               + hint(name, names);
    return sentenceOf("%1 steps of %2 call %3: give the one that is meant a name by \"as\"",
                      "%2 有 %1 个步骤调用 %3：请用 \"as\" 给所指的步骤起名",
                      {std::to_string(called.size()), whose, std::string(name)});
}

std::variant<Condition, Text> conditionOf(const Scenario &scenario, std::string_view text)
{
    const auto words = wordsOf(text);
    if (isForLater(words))
        return sentenceOf("\"%1\" is not supported yet", "暂不支持 \"%1\"", {shown(text)});
    const bool isAsleep = words.size() == 4 && words[1] == "asleep" && words[2] == "in";
    const bool isDone = words.size() == 3 && words[1] == "done";
    const bool isEnded = words.size() == 2 && words[1] == "ended";
    const bool isStopped = words.size() == 2 && words[1] == "stopped";
    const bool isHandled = words.size() == 3 && words[1] == "handled";
    if (words == std::vector<std::string>{"others", "settled"})
        return Condition{Condition::Kind::Settled, noWorker, noCall, noStep};
    if (!isAsleep && !isDone && !isEnded && !isStopped && !isHandled)
        return noCondition(scenario, text, words);
    const auto worker = findWorker(scenario, words[0]);
    if (!worker)
        return sentenceOf("there is no worker \"%1\"", "没有进程 \"%1\"", {shown(words[0])})
               + hint(words[0], workerNames(scenario));
    if (isAsleep)
        return asleep(*worker, words[3]);
    if (isDone)
        return done(scenario, *worker, words[2]);
    if (isHandled)
        return handled(*worker, words[2]);
    return Condition{isStopped ? Condition::Kind::Stopped : Condition::Kind::Ended, *worker, noCall,
                     noStep};
}

std::optional<Condition> readCondition(Draft &draft, const JsonNode &node)
{
    const auto text = readString(draft, node);
    if (!text)
        return std::nullopt;
    const auto condition = conditionOf(draft.scenario, *text);
    if (const auto *why = std::get_if<Text>(&condition)) {
        draft.fail(node, *why);
        return std::nullopt;
    }
    return *std::get_if<Condition>(&condition);
}

std::optional<std::uint16_t> addInstant(Draft &draft, const JsonNode &node,
                                        std::vector<Condition> &instants,
                                        const Condition &condition)
{
    const auto found = std::find(instants.begin(), instants.end(), condition);
    const auto number = static_cast<std::uint16_t>(found - instants.begin());
    if (found != instants.end())
        return number;
    if (instants.size() >= mostInstants) {
        draft.fail(node, sentenceOf("more than %1 different conditions", "不同的条件超过 %1 个",
                                    {std::to_string(mostInstants)}));
        return std::nullopt;
    }
    instants.push_back(condition);
    return number;
}

/// "p" is the worker's own or the one that it has from the nearest of its parents; elsewhere the
/// only one of that name.
std::variant<ChannelId, Text> channelOf(const Draft &draft, std::string_view reference,
                                        WorkerId user)
{
    const auto &channels = draft.scenario.channels;
    const auto dot = reference.find('.');
    const auto name = dot == std::string_view::npos ? reference : reference.substr(dot + 1);
    std::optional<WorkerId> owner;
    if (dot != std::string_view::npos) {
        owner = findWorker(draft.scenario, reference.substr(0, dot));
        if (!owner)
            return sentenceOf("there is no worker \"%1\"", "没有进程 \"%1\"",
                              {shown(reference.substr(0, dot))})
                   + hint(reference.substr(0, dot), workerNames(draft.scenario));
    }
    std::vector<ChannelId> found;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        names.push_back(channels[i].name);
        if (channels[i].name == name && (!owner || draft.channelOrigins[i].worker == *owner))
            found.push_back(static_cast<ChannelId>(i));
    }
    for (auto worker = user; worker != noWorker; worker = draft.workerOrigins[worker].worker) {
        for (const auto channel : found) {
            if (draft.channelOrigins[channel].worker == worker)
                return channel;
        }
    }
    if (found.size() == 1)
        return found.front();
    if (found.empty())
        return sentenceOf("there is no channel \"%1\"", "没有通道 \"%1\"", {shown(reference)})
               + hint(name, names);
    return sentenceOf("there are %1 channels \"%2\": say whose, as in \"%3.%2\"",
                      "有 %1 个通道叫 \"%2\"：请写明是谁的，例如 \"%3.%2\"",
                      {std::to_string(found.size()), shown(name),
                       draft.scenario.workers[draft.channelOrigins[found.front()].worker].name});
}

} // namespace seeipc
