// SPDX-License-Identifier: MIT
// The second look at the workers: each step's call, operands and data, loops, conditions.
#include "mechanisms/registry.h"
#include "scenario/draft.h"
#include "scenario/words.h"

#include <algorithm>

namespace seeipc {

namespace {

constexpr std::int64_t mostRounds = 1'000'000'000;
constexpr std::int64_t mostRoundsUntil = 1'000'000'000'000;
constexpr std::int64_t mostCheckedRounds = 1'000'000;

const Keys loopKeys{{"repeat", "do", "when", "pace", "checked", "atMost"}, {"as", "only"}};

class Steps
{
public:
    Steps(Draft &draft, WorkerId worker)
        : m_draft(draft), m_worker(worker), m_steps(draft.source.workers[worker].steps)
    {}

    bool readList(const JsonNode &list);

private:
    bool readLoop(const JsonNode &node);
    bool readRounds(const JsonNode &node, SourceStep &loop);
    bool readUntil(const JsonNode &node, const std::string &word, SourceStep &loop);
    bool checkBody(const JsonNode &node, const SourceStep &loop, std::size_t first) const;
    bool readStep(const JsonNode &node);
    bool readWhen(const JsonNode &node, ProgramStep &step);

    Draft &m_draft;
    WorkerId m_worker;
    std::vector<SourceStep> &m_steps;
};

bool Steps::readList(const JsonNode &list)
{
    return std::all_of(list.children.begin(), list.children.end(), [&](const auto &node) {
        return node->find("call") ? readStep(*node) : readLoop(*node);
    });
}

/// Who never makes a call never sleeps in it.
bool canComeTrue(const Scenario &scenario, const Condition &condition)
{
    return condition.kind != Condition::Kind::Asleep
           || std::any_of(scenario.steps.begin(), scenario.steps.end(), [&](const StepInfo &step) {
                  return step.worker == condition.worker && step.call == condition.call;
              });
}

bool Steps::readLoop(const JsonNode &node)
{
    SourceStep loop;
    loop.step.operation = Operation::Repeat;
    if (!checkKeys(m_draft, node, loopKeys) || !readRounds(node, loop)
        || !readWhen(node, loop.step))
        return false;
    if (const auto *pace = node.find("pace")) {
        if (!pace->isString() || pace->text != "one")
            return m_draft.fail(*pace, sentenceOf("must be \"one\": all rounds count as one step",
                                                  "应为 \"one\"：整个循环算作一步"));
        loop.step.paceOnce = true;
    }
    const auto start = m_steps.size();
    const auto first = m_draft.stepsRead;
    m_steps.push_back(loop);
    if (!readList(*node.find("do")) || !checkBody(node, loop, first))
        return false;
    SourceStep end;
    end.step.operation = Operation::RepeatEnd;
    end.step.target = static_cast<std::uint32_t>(start);
    m_steps[start].step.target = static_cast<std::uint32_t>(m_steps.size());
    m_steps.push_back(end);
    return true;
}

bool Steps::readRounds(const JsonNode &node, SourceStep &loop)
{
    const auto &rounds = *node.find("repeat");
    if (rounds.isObject())
        return notYet(m_draft, rounds, "rows");
    const bool isUntil = rounds.isString() && !rounds.text.starts_with('$')
                         && !rounds.text.starts_with('{');
    if (isUntil)
        return readUntil(node, rounds.text, loop);
    for (const auto *key : {"checked", "atMost"}) {
        if (const auto *member = node.find(key))
            return m_draft.fail(*member,
                                sentenceOf("belongs to a loop \"until...\": this one has a "
                                           "number of rounds",
                                           "只用于 \"until...\" 循环：这个循环已有轮数"));
    }
    loop.step.loop = LoopKind::Count;
    if (!rounds.isString() || rounds.text.starts_with('{')) {
        const auto count = rounds.isString() ? readKernelNumber(m_draft, rounds, 0, mostRounds)
                                             : readInteger(m_draft, rounds, 1, mostRounds);
        loop.step.operands[0] = {OperandKind::Constant, 0, count.value_or(0)};
        return count.has_value();
    }
    const auto found = readParameterReference(m_draft, rounds, Parameter::Type::Number);
    if (!found || !checkParameterRange(m_draft, rounds, *found, 1, mostRounds))
        return false;
    loop.step.operands[0] = {OperandKind::Parameter, static_cast<std::uint32_t>(*found), 0};
    return true;
}

bool Steps::readUntil(const JsonNode &node, const std::string &word, SourceStep &loop)
{
    const auto &rounds = *node.find("repeat");
    if (word == "untilEnded" || word == "untilTrue")
        return notYet(m_draft, rounds, word);
    const std::vector<std::string> words{"untilStopped", "untilEof", "untilError"};
    if (std::find(words.begin(), words.end(), word) == words.end())
        return m_draft.fail(
            rounds, sentenceOf("\"%1\" is no end of a loop", "\"%1\" 不能结束循环", {shown(word)})
                        + hint(word, words));
    const bool isStopped = word == "untilStopped";
    if (const auto *other = node.find(isStopped ? "atMost" : "checked"))
        return m_draft.fail(
            *other, isStopped ? sentenceOf("belongs to untilEof and untilError; here "
                                           "\"checked\" says how many rounds a check makes",
                                           "用于 untilEof 和 untilError；这里用 "
                                           "\"checked\" 指定检查时的轮数")
                              : sentenceOf("belongs to untilStopped; here \"atMost\" "
                                           "bounds the rounds",
                                           "用于 untilStopped；这里用 \"atMost\" 限定轮数"));
    const auto *bound = readMember(m_draft, node, isStopped ? "checked" : "atMost");
    const auto most = bound ? readInteger(m_draft, *bound, 1,
                                          isStopped ? mostCheckedRounds : mostRoundsUntil)
                            : std::nullopt;
    if (!most)
        return false;
    loop.step.loop = isStopped            ? LoopKind::UntilStopped
                     : word == "untilEof" ? LoopKind::UntilEof
                                          : LoopKind::UntilError;
    loop.step.operands[0] = {OperandKind::Constant, 0, isStopped ? 0 : *most};
    if (isStopped)
        loop.checkedRounds = *most;
    return true;
}

/// A loop until the end of file must be able to see one.
bool Steps::checkBody(const JsonNode &node, const SourceStep &loop, std::size_t first) const
{
    bool hasRead = false;
    for (auto i = first; i < m_draft.stepsRead; ++i)
        hasRead = hasRead || takesBytes(callAt(m_draft.scenario.steps[i].call).effect);
    if (loop.step.loop != LoopKind::UntilEof || hasRead)
        return true;
    return m_draft.fail(*node.find("repeat"),
                        sentenceOf("no step in it reads: untilEof ends when a read gives 0 bytes",
                                   "循环里没有 read：untilEof 在 read 返回 0 时结束"));
}

bool Steps::readWhen(const JsonNode &node, ProgramStep &step)
{
    const auto *when = node.find("when");
    if (!when)
        return true;
    auto read = readCondition(m_draft, *when);
    if (!read)
        return false;
    if (read->kind == Condition::Kind::Settled) {
        read->worker = m_worker;
        read->step = static_cast<StepId>(m_draft.stepsRead);
    } else if (read->worker == m_worker)
        return m_draft.fail(*when, sentenceOf("%1 would wait for itself: name another worker",
                                              "%1 会等它自己：请写另一个进程",
                                              {m_draft.scenario.workers[m_worker].name}));
    if (!canComeTrue(m_draft.scenario, *read))
        return m_draft.fail(*when, sentenceOf("%1 never calls %2: this would wait for ever",
                                              "%1 从不调用 %2：会永远等下去",
                                              {m_draft.scenario.workers[read->worker].name,
                                               std::string(callAt(read->call).name)}));
    const auto number = addInstant(m_draft, *when, m_draft.scenario.conditions, *read);
    step.condition = number.value_or(noGate);
    step.renews = read->kind == Condition::Kind::Settled;
    if (number)
        m_draft.waits.push_back({static_cast<StepId>(m_draft.stepsRead), *number, when});
    return number.has_value();
}

bool Steps::readStep(const JsonNode &node)
{
    const auto number = static_cast<StepId>(m_draft.stepsRead);
    auto &info = m_draft.scenario.steps[number];
    const auto read = readCall(m_draft, node, {m_worker, number, m_draft.steps[number].isInLoop});
    if (!read)
        return false;
    auto source = *read;
    source.step.step = number;
    if (callAt(info.call).makesChannel && info.channel != noChannel) {
        source.step.makesChannel = info.channel;
        source.step.makes = static_cast<std::uint16_t>(info.channel * 2);
    } else if (info.descriptor) {
        source.step.makes = static_cast<std::uint16_t>(
            variableOf(m_draft.scenario, *info.descriptor));
    }
    if (!readWhen(node, source.step))
        return false;
    info.position = static_cast<std::uint32_t>(m_steps.size()); // of its worker's; made whole later
    m_steps.push_back(source);
    ++m_draft.stepsRead;
    return true;
}

} // namespace

bool readSteps(Draft &draft, const JsonNode &root)
{
    auto &scenario = draft.scenario;
    for (const auto &worker : root.find("workers")->children) {
        auto &source = draft.source.workers[worker->index];
        if (!readHeadOf(draft, *worker, source)
            || !Steps(draft, static_cast<WorkerId>(worker->index)).readList(*stepsOf(*worker))
            || !checkUser(draft, *worker, source))
            return false;
    }
    std::vector<std::uint32_t> starts{0};
    for (const auto &worker : draft.source.workers)
        starts.push_back(starts.back() + static_cast<std::uint32_t>(worker.steps.size()));
    for (auto &step : scenario.steps)
        step.position += starts[step.worker];
    draft.source.variableCount = variableOf(scenario, scenario.descriptors.size());
    return true;
}

} // namespace seeipc
