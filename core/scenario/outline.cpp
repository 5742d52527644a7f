// SPDX-License-Identifier: MIT
// The first look at the workers: who they are, their steps' numbers, the channels that they make and
// the children that they fork. What refers to these is read in a second look.
#include "mechanisms/registry.h"
#include "scenario/draft.h"
#include "scenario/words.h"

#include <algorithm>
#include <map>
#include <utility>

namespace seeipc {

namespace {

constexpr std::size_t mostSteps = 4096;
constexpr std::size_t mostNestedLoops = 8; ///< a worker can do 16
constexpr std::size_t mostMadeDescriptors = 64;

const std::vector<std::string> laterSteps{
    "require", "run", "exec", "load", "store", "fetchAdd", "strcpy", "namespace", "create", "fault",
};

class Outline
{
public:
    explicit Outline(Draft &draft) : m_draft(draft) {}

    bool read(const JsonNode &workers);

private:
    bool readNames(const JsonNode &workers);
    bool readWorkerSteps(const JsonNode &worker);
    bool readList(const JsonNode &list, std::size_t loops);
    bool readListed(const JsonNode &node, std::size_t loops);
    bool readLoop(const JsonNode &node, std::size_t loops);
    bool readStep(const JsonNode &node, bool isInLoop);
    bool readChannel(const JsonNode &node, StepInfo &step, bool isInLoop);
    bool readFifo(const JsonNode &node, StepInfo &step);
    bool addChannel(const JsonNode &where, const std::string &name, StepInfo &step);
    bool readMadeDescriptor(const JsonNode &node, StepInfo &step);
    bool readFork(const JsonNode &node, StepId number, bool isInLoop);
    bool readAlias(const JsonNode &alias, StepInfo &step);
    bool checkStarts(const JsonNode &workers);
    void nameSteps();

    Draft &m_draft;
    WorkerId m_worker = noWorker;
};

bool Outline::read(const JsonNode &workers)
{
    if (!readObject(m_draft, workers) || !readNames(workers))
        return false;
    for (const auto &worker : workers.children) {
        m_worker = static_cast<WorkerId>(worker->index);
        if (!readWorkerSteps(*worker))
            return false;
    }
    nameSteps();
    return checkStarts(workers);
}

bool Outline::readNames(const JsonNode &workers)
{
    const auto count = workers.children.size();
    if (count == 0 || count > mostWorkers)
        return m_draft.fail(workers,
                            sentenceOf("has %1 workers, 1 to %2 would be right",
                                       "有 %1 个进程，应为 1 到 %2 个",
                                       {std::to_string(count), std::to_string(mostWorkers)}));
    for (const auto &worker : workers.children) {
        if (!isName(worker->key))
            return m_draft.fail(*worker, noName(worker->key));
        m_draft.scenario.workers.push_back({worker->key});
    }
    m_draft.workerOrigins.resize(count);
    m_draft.valueNames.resize(count);
    m_draft.source.workers.resize(count);
    return true;
}

bool Outline::readWorkerSteps(const JsonNode &worker)
{
    const auto *steps = stepsOf(worker);
    if (steps)
        return readList(*steps, 0);
    if (worker.isObject())
        return checkKeys(m_draft, worker, headKeys())
               && readMember(m_draft, worker, "steps") != nullptr;
    return m_draft.fail(worker, sentenceOf("must be a list of steps, or an object with \"steps\"",
                                           "应为步骤的列表，或带 \"steps\" 的对象"));
}

bool Outline::readList(const JsonNode &list, std::size_t loops)
{
    if (!list.isArray())
        return m_draft.fail(list,
                            sentenceOf("must be a list of steps: [...]", "应为步骤的列表：[...]"));
    return std::all_of(list.children.begin(), list.children.end(),
                       [&](const auto &node) { return readListed(*node, loops); });
}

bool Outline::readListed(const JsonNode &node, std::size_t loops)
{
    if (!readObject(m_draft, node))
        return false;
    if (node.find("call"))
        return readStep(node, loops > 0);
    if (node.find("repeat"))
        return readLoop(node, loops);
    for (const auto &word : laterSteps) {
        if (const auto *later = node.find(word))
            return notYet(m_draft, *later, word);
    }
    return m_draft.fail(
        node, sentenceOf("a step needs \"call\" or \"repeat\"", "步骤需要 \"call\" 或 \"repeat\""));
}

bool Outline::readLoop(const JsonNode &node, std::size_t loops)
{
    const auto *body = readMember(m_draft, node, "do");
    if (!body)
        return false;
    if (body->isArray() && body->children.empty())
        return m_draft.fail(*body, sentenceOf("must have at least one step", "至少要有一个步骤"));
    if (loops >= mostNestedLoops)
        return m_draft.fail(node,
                            sentenceOf("loops in loops, more than %1 deep", "循环嵌套超过 %1 层",
                                       {std::to_string(mostNestedLoops)}));
    return readList(*body, loops + 1);
}

bool Outline::readStep(const JsonNode &node, bool isInLoop)
{
    StepInfo step;
    step.worker = m_worker;
    const auto call = checkPath(m_draft, node) ? readCallName(m_draft, *node.find("call"))
                                               : std::nullopt;
    if (!call)
        return false;
    step.call = *call;
    auto &steps = m_draft.scenario.steps;
    if (steps.size() >= mostSteps)
        return m_draft.fail(node, sentenceOf("has more than %1 steps before it: use \"repeat\"",
                                             "前面已有 %1 个步骤：请用 \"repeat\"",
                                             {std::to_string(mostSteps)}));
    const auto number = static_cast<StepId>(steps.size());
    if (const auto *alias = node.find("as"); alias && !readAlias(*alias, step))
        return false;
    const bool isMaking = node.find("makes") != nullptr;
    if (isMaking && callAt(step.call).makesChannel && !readChannel(node, step, isInLoop))
        return false;
    if (callAt(step.call).effect == Effect::MakeName && !readFifo(node, step))
        return false;
    if (isMaking && callAt(step.call).makesDescriptor && !readMadeDescriptor(node, step))
        return false;
    if (callAt(step.call).effect == Effect::Fork && !readFork(node, number, isInLoop))
        return false;
    steps.push_back(step);
    m_draft.steps.push_back({&node, isInLoop});
    return true;
}

bool Outline::readAlias(const JsonNode &alias, StepInfo &step)
{
    const auto name = readName(m_draft, alias);
    if (!name)
        return false;
    if (const auto call = findCall(*name); call && *call != step.call)
        return m_draft.fail(alias, sentenceOf("\"%1\" is another call: choose another name",
                                              "\"%1\" 是另一个调用：请换一个名字", {*name}));
    const auto &steps = m_draft.scenario.steps;
    const bool isTaken = std::any_of(steps.begin(), steps.end(), [&](const StepInfo &other) {
        return other.worker == step.worker && other.alias == *name;
    });
    if (isTaken)
        return m_draft.fail(alias,
                            sentenceOf("another step of this worker is \"%1\" already: "
                                       "choose another name",
                                       "这个进程已有一个步骤叫 \"%1\"：请换一个名字", {*name}));
    step.alias = *name;
    return true;
}

bool Outline::readChannel(const JsonNode &node, StepInfo &step, bool isInLoop)
{
    const auto *makes = node.find("makes");
    if (makes->isString() && makes->text.ends_with("[]"))
        return notYet(m_draft, *makes, "makes: NAME[]");
    const auto name = readName(m_draft, *makes);
    if (!name)
        return false;
    if (isInLoop)
        return m_draft.fail(*makes,
                            sentenceOf("a loop would make \"%1\" many times: make it before "
                                       "the loop",
                                       "循环会把 \"%1\" 建立多次：请在循环之前建立", {*name}));
    auto &channels = m_draft.scenario.channels;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        if (channels[i].name == *name && m_draft.channelOrigins[i].worker == m_worker)
            return m_draft.fail(*makes,
                                sentenceOf("this worker makes \"%1\" twice: choose another "
                                           "name",
                                           "这个进程两次建立 \"%1\"：请换一个名字", {*name}));
    }
    return addChannel(*makes, *name, step);
}

bool Outline::addChannel(const JsonNode &where, const std::string &name, StepInfo &step)
{
    auto &channels = m_draft.scenario.channels;
    if (channels.size() >= mostChannels)
        return m_draft.fail(where, sentenceOf("makes more than %1 channels", "建立了超过 %1 个通道",
                                              {std::to_string(mostChannels)}));
    step.channel = static_cast<ChannelId>(channels.size());
    channels.push_back({name, mechanismOf(step.call).kind, step.call});
    m_draft.channelOrigins.push_back(
        {m_worker, static_cast<StepId>(m_draft.scenario.steps.size())});
    return true;
}

/// A FIFO is a channel by the name of its file; "makes" tells one that comes after it apart from it.
bool Outline::readFifo(const JsonNode &node, StepInfo &step)
{
    const auto *path = readMember(m_draft, node, "path");
    const auto *makes = node.find("makes");
    if (!path || !readPlainName(m_draft, *path) || (makes && !readName(m_draft, *makes)))
        return false;
    constexpr std::size_t longest = 255; // NAME_MAX
    if (path->text.find('/') != std::string::npos || path->text.size() > longest)
        return true; // it cannot be made: there is no such directory, and no such name
    const auto &name = makes ? makes->text : path->text;
    const auto &channels = m_draft.scenario.channels;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        if (channels[i].name != name || channels[i].madeBy != step.call)
            continue;
        step.channel = static_cast<ChannelId>(i);
        return true;
    }
    return addChannel(makes ? *makes : *path, name, step);
}

/// The name of what a call returns, for the steps behind it.
bool Outline::readMadeDescriptor(const JsonNode &node, StepInfo &step)
{
    const auto name = readName(m_draft, *node.find("makes"));
    if (!name)
        return false;
    auto &descriptors = m_draft.scenario.descriptors;
    const auto found = std::find(descriptors.begin(), descriptors.end(), *name);
    if (found != descriptors.end())
        return m_draft.fail(*node.find("makes"),
                            sentenceOf("another step makes \"%1\" already: choose another name",
                                       "已有步骤建立了 \"%1\"：请换一个名字", {*name}));
    if (descriptors.size() >= mostMadeDescriptors)
        return m_draft.fail(*node.find("makes"), sentenceOf("more than %1 descriptors have names",
                                                            "有名字的描述符超过 %1 个",
                                                            {std::to_string(mostMadeDescriptors)}));
    step.descriptor = static_cast<std::uint16_t>(descriptors.size());
    descriptors.push_back(*name);
    m_draft.descriptorOrigins.push_back(
        {m_worker, static_cast<StepId>(m_draft.scenario.steps.size())});
    return true;
}

bool Outline::readFork(const JsonNode &node, StepId number, bool isInLoop)
{
    const auto *name = readMember(m_draft, node, "child");
    const auto child = name ? readWorker(m_draft, *name) : std::nullopt;
    if (!child)
        return false;
    auto &origin = m_draft.workerOrigins[*child];
    if (isInLoop || origin.worker != noWorker)
        return m_draft.fail(*name,
                            sentenceOf("\"%1\" would be started more than once: one fork for "
                                       "each worker, outside of loops",
                                       "\"%1\" 会被启动多次：每个进程只由一次 fork "
                                       "产生，且不在循环里",
                                       {name->text}));
    origin = {m_worker, number};
    return true;
}

/// Follows the forks back: each worker must come from one that the session starts.
bool Outline::checkStarts(const JsonNode &workers)
{
    const auto &origins = m_draft.workerOrigins;
    for (std::size_t i = 0; i < origins.size(); ++i) {
        auto parent = origins[i].worker;
        for (std::size_t far = 0; parent != noWorker && far < origins.size(); ++far)
            parent = origins[parent].worker;
        if (parent != noWorker)
            return m_draft.fail(*workers.children[i],
                                sentenceOf("nobody can start it: it is forked by itself or by a "
                                           "worker that comes from it",
                                           "没有谁能启动它：fork 它的是它自己或它的后代"));
        m_draft.source.workers[i].startedBySession = origins[i].worker == noWorker;
    }
    return true;
}

/// A call that comes once in its worker is a step's name, too.
void Outline::nameSteps()
{
    std::map<std::pair<WorkerId, CallId>, int> counts;
    for (const auto &step : m_draft.scenario.steps)
        ++counts[{step.worker, step.call}];
    for (auto &step : m_draft.scenario.steps) {
        if (step.alias.empty() && counts[{step.worker, step.call}] == 1)
            step.alias = callAt(step.call).name;
    }
}

} // namespace

const Keys &headKeys()
{
    static const Keys keys{{"pace", "stdin", "steps", "user"}, {"only", "requires"}};
    return keys;
}

const JsonNode *stepsOf(const JsonNode &worker)
{
    return worker.isObject() ? worker.find("steps") : worker.isArray() ? &worker : nullptr;
}

bool readOutline(Draft &draft, const JsonNode &root)
{
    const auto *workers = readMember(draft, root, "workers");
    return workers && Outline(draft).read(*workers);
}

} // namespace seeipc
