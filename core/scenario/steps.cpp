// SPDX-License-Identifier: MIT
#include "scenario/operands.h"
#include "scenario/reading.h"

#include "mechanisms/registry.h"

#include <algorithm>
#include <array>

namespace seeipc {

namespace {

constexpr std::size_t mostSteps = 4096;
constexpr std::size_t deepestLoop = 16;
constexpr std::int64_t mostRounds = 1'000'000'000;

/// Constructs of the language that are still to come, by the name that begins them.
constexpr std::array<std::string_view, 8> later{"require", "run",      "load",   "store",
                                                "exec",    "fetchAdd", "create", "strcpy"};

/// Reads the steps of all workers; conditions last, when every step has its name.
class StepReader
{
public:
    explicit StepReader(Reading &reading) : m_reading(reading) {}

    void read(const JsonNode &workers)
    {
        for (const auto &[name, node] : workers.members) {
            if (!readWorker(name, node))
                return;
        }
        for (const auto &wish : m_conditions) {
            if (!resolveCondition(wish))
                return;
        }
        refuseOrphans();
    }

    bool readByHand(const JsonNode &node, const std::string &place, std::size_t parameter)
    {
        auto &steps = m_reading.source.byHand;
        SourceStep step;
        if (!readCall(node, place, step, noWorker))
            return false;
        auto &target = m_reading.scenario.parameters[parameter];
        target.byHandStep = static_cast<std::uint32_t>(steps.size());
        steps.push_back(std::move(step));
        return true;
    }

private:
    struct ConditionWish
    {
        WorkerId worker;
        std::size_t step;
        std::string text;
        std::string place;
    };

    SourceWorker &sourceOf(WorkerId worker) { return m_reading.source.workers[worker]; }

    bool readWorker(const std::string &name, const JsonNode &node)
    {
        const auto worker = *m_reading.findWorker(name);
        const auto place = "workers." + name;
        const JsonNode *steps = &node;
        if (node.is(JsonNode::Kind::Object)) {
            for (const auto *key : {"user", "stdin", "only"}) {
                if (node.find(key))
                    return m_reading.refuse(place + "." + key, notSupported(key));
            }
            if (!m_reading.hasOnly(node, place, {"pace", "steps"}))
                return false;
            if (const auto *pace = node.find("pace")) {
                const auto operand = readNumber(m_reading, *pace, place + ".pace", 1, 10'000);
                if (!operand)
                    return false;
                sourceOf(worker).pace = *operand;
            }
            steps = node.find("steps");
        }
        if (!steps || !steps->is(JsonNode::Kind::Array))
            return m_reading.refuse(place, {"is no list of steps [...]", "应当是步骤列表 [...]"});
        return readSteps(*steps, place, worker, 0);
    }

    bool readSteps(const JsonNode &list, const std::string &place, WorkerId worker,
                   std::size_t depth)
    {
        for (std::size_t i = 0; i < list.items.size(); ++i) {
            const auto where = place + "[" + std::to_string(i) + "]";
            const auto &node = list.items[i];
            if (m_reading.scenario.steps.size() + sourceOf(worker).steps.size() > mostSteps)
                return m_reading.refuse(place, {"there are more than 4096 steps", "步骤超过了 4096 个"});
            if (!node.is(JsonNode::Kind::Object))
                return m_reading.refuse(where, {R"(is no step {"call": ...})",
                                                R"(应当是一个步骤 {"call": ...})"});
            if (node.find("repeat") ? !readLoop(node, where, worker, depth)
                                    : !readCallStep(node, where, worker, depth))
                return false;
        }
        return true;
    }

    bool readCallStep(const JsonNode &node, const std::string &place, WorkerId worker,
                      std::size_t depth)
    {
        SourceStep step;
        if (!readCall(node, place, step, worker))
            return false;
        if (callAt(step.step.call).effect == Effect::Fork && depth > 0)
            return m_reading.refuse(place, {"a fork stands in no loop: a worker starts once",
                                            "fork 不能放在循环里：每个进程只启动一次"});
        noteCondition(node, place, worker);
        sourceOf(worker).steps.push_back(std::move(step));
        return !m_reading.isRefused();
    }

    /// What stands in a step's "when" belongs to the step that is about to be added.
    void noteCondition(const JsonNode &node, const std::string &place, WorkerId worker)
    {
        if (!node.find("when"))
            return;
        if (const auto text = m_reading.text(node, place, "when"))
            m_conditions.push_back({worker, sourceOf(worker).steps.size(), *text, place + ".when"});
    }

    bool readCall(const JsonNode &node, const std::string &place, SourceStep &step, WorkerId worker)
    {
        for (const auto name : later) {
            if (node.find(name) && !node.find("call"))
                return m_reading.refuse(place, notSupported(name));
        }
        const auto name = m_reading.text(node, place, "call");
        if (!name)
            return false;
        const auto call = findCall(*name);
        if (!call)
            return refuseCall(*name, place + ".call");
        step.step.call = *call;
        step.step.step = static_cast<StepId>(m_reading.scenario.steps.size());
        StepInfo info;
        info.worker = worker;
        info.call = *call;
        if (node.find("as")) {
            const auto alias = m_reading.text(node, place, "as");
            if (!alias)
                return false;
            if (worker != noWorker && m_reading.findStep(worker, *alias))
                return m_reading.refuse(place + ".as", {"comes twice in this worker", "在这个进程里重名"});
            info.alias = *alias;
        }
        if (!readOperands(m_reading, node, place, worker, step))
            return false;
        info.channel = step.step.makesChannel;
        m_reading.scenario.steps.push_back(std::move(info));
        return true;
    }

    bool refuseCall(const std::string &name, const std::string &place)
    {
        std::vector<std::string_view> names;
        for (CallId id = 0; id < callCount(); ++id)
            names.push_back(callAt(id).name);
        return m_reading.refuse(place, withNearest({"unknown call \"" + name + "\"",
                                                    "不认识的调用 \"" + name + "\""},
                                                   name, names));
    }

    bool readLoop(const JsonNode &node, const std::string &place, WorkerId worker, std::size_t depth)
    {
        if (depth == deepestLoop)
            return m_reading.refuse(place, {"loops are nested deeper than 16", "循环嵌套超过 16 层"});
        if (!m_reading.hasOnly(node, place, {"repeat", "do", "atMost", "checked", "pace", "when"}))
            return false;
        SourceStep begin;
        begin.step.operation = Operation::Repeat;
        const auto *body = node.find("do");
        if (!body || !body->is(JsonNode::Kind::Array) || body->items.empty())
            return m_reading.refuse(place, {R"("do" is missing: the list of steps to repeat)",
                                            R"(缺少 "do"：要重复的步骤列表)"});
        if (!readRounds(node, place, begin))
            return false;
        if (const auto *pace = node.find("pace")) {
            if (pace->text != "one")
                return m_reading.refuse(place + ".pace", {R"(must be "one")", R"(只能是 "one")"});
            begin.step.paceOnce = true;
        }
        noteCondition(node, place, worker);
        auto &steps = sourceOf(worker).steps;
        const auto first = steps.size();
        steps.push_back(begin);
        if (m_reading.isRefused() || !readSteps(*body, place + ".do", worker, depth + 1))
            return false;
        SourceStep end;
        end.step.operation = Operation::RepeatEnd;
        end.partner = first;
        steps[first].partner = steps.size();
        steps.push_back(end);
        return true;
    }

    bool readRounds(const JsonNode &node, const std::string &place, SourceStep &begin)
    {
        const auto &repeat = *node.find("repeat");
        const auto where = place + ".repeat";
        begin.step.loop = LoopKind::Count;
        if (repeat.is(JsonNode::Kind::Object))
            return m_reading.refuse(where, notSupported("rows"));
        const bool isUntil = repeat.is(JsonNode::Kind::Text) && repeat.text.starts_with("until");
        if (!isUntil) {
            const auto rounds = readNumber(m_reading, repeat, where, 0, mostRounds);
            if (!rounds)
                return false;
            begin.step.operands[0] = *rounds;
            return true;
        }
        const bool isStopped = repeat.text == "untilStopped";
        if (!isStopped && repeat.text != "untilEof" && repeat.text != "untilError") {
            constexpr std::string_view known[] = {"untilStopped", "untilEof", "untilError"};
            const bool comesLater = repeat.text == "untilEnded" || repeat.text == "untilTrue";
            return m_reading.refuse(where, comesLater ? notSupported(repeat.text)
                                                      : withNearest({"unknown loop \"" + repeat.text + "\"",
                                                                     "不认识的循环 \"" + repeat.text + "\""},
                                                                    repeat.text, known));
        }
        const auto most = m_reading.number(node, place, isStopped ? "checked" : "atMost", 1,
                                           mostRounds);
        if (!most)
            return false;
        begin.step.loop = isStopped                     ? LoopKind::UntilStopped
                          : repeat.text == "untilEof" ? LoopKind::UntilEof
                                                      : LoopKind::UntilError;
        if (isStopped)
            begin.checkedRounds = *most;
        begin.step.operands[0] = {OperandKind::Constant, 0, isStopped ? 0 : *most};
        return true;
    }

    bool resolveCondition(const ConditionWish &wish)
    {
        auto read = readCondition(m_reading, wish.text);
        if (auto *wrong = std::get_if<Text>(&read))
            return m_reading.refuse(wish.place, std::move(*wrong));
        auto &conditions = m_reading.scenario.conditions;
        const auto &condition = std::get<Condition>(read);
        auto place = std::find(conditions.begin(), conditions.end(), condition);
        if (place == conditions.end())
            place = conditions.insert(place, condition);
        if (conditions.size() > 256)
            return m_reading.refuse(wish.place, {"there are more than 256 conditions", "条件超过了 256 个"});
        sourceOf(wish.worker).steps[wish.step].step.condition = static_cast<std::uint16_t>(
            place - conditions.begin());
        return true;
    }

    /// Every worker is started by the session or by a fork of one that is.
    void refuseOrphans()
    {
        const auto &parents = m_reading.parents;
        for (std::size_t i = 0; i < parents.size(); ++i) {
            auto worker = static_cast<WorkerId>(i);
            for (std::size_t hops = 0; worker != noWorker; ++hops) {
                if (hops > parents.size()) {
                    m_reading.refuse("workers." + m_reading.scenario.workers[i].name,
                                     {"nobody starts it: its parents fork each other",
                                      "没有谁启动它：它的父进程互相 fork"});
                    return;
                }
                worker = parents[worker];
            }
        }
    }

    Reading &m_reading;
    std::vector<ConditionWish> m_conditions;
};

bool isName(std::string_view word)
{
    return !word.empty() && word.size() <= 16
           && std::all_of(word.begin(), word.end(), [](unsigned char c) {
                  return std::isalnum(c) != 0 || c == '_' || c == '-';
              });
}

/// All names first: a step may speak of a worker or a pipe that comes later in the file.
bool collectNames(Reading &reading, const JsonNode &workers)
{
    for (const auto &[name, node] : workers.members) {
        if (!isName(name))
            return reading.refuse("workers." + name,
                                  {"is no name: letters, digits, _ and -, at most 16",
                                   "不是合法的名字：只能用字母、数字、_ 和 -，最多 16 个"});
        reading.scenario.workers.push_back({name});
        reading.source.workers.emplace_back();
    }
    for (const auto &[name, node] : workers.members) {
        const auto *steps = node.is(JsonNode::Kind::Object) ? node.find("steps") : &node;
        if (steps && !collectMade(reading, *steps, "workers." + name, *reading.findWorker(name)))
            return false;
    }
    return true;
}

} // namespace

void readWorkers(Reading &reading, const JsonNode &root)
{
    const auto *workers = root.find("workers");
    if (!workers || !workers->is(JsonNode::Kind::Object) || workers->members.empty()) {
        reading.refuse("workers", {R"(is missing: {"name": [steps]})", R"(缺少：{"名字": [步骤]})"});
        return;
    }
    if (workers->members.size() > mostWorkers) {
        reading.refuse("workers", {"there are more than " + std::to_string(mostWorkers),
                                   "超过了 " + std::to_string(mostWorkers) + " 个"});
        return;
    }
    if (!collectNames(reading, *workers) || !collectForks(reading, *workers))
        return;
    StepReader reader(reading);
    reader.read(*workers);
    const auto *parameters = root.find("parameters");
    for (std::size_t i = 0; parameters && i < reading.scenario.parameters.size(); ++i) {
        const auto &[name, node] = parameters->members[i];
        const auto *byHand = node.find("byHand");
        if (reading.isRefused()
            || (byHand && !reader.readByHand(*byHand, "parameters." + name + ".byHand", i)))
            return;
    }
}

} // namespace seeipc
