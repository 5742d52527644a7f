// SPDX-License-Identifier: MIT
#include "mechanisms/registry.h"
#include "scenario/reading.h"

#include <algorithm>

namespace seeipc {

namespace {

/// The words of a text; spaces part them.
std::vector<std::string> wordsOf(std::string_view text)
{
    std::vector<std::string> words;
    bool isInside = false;
    for (const char c : text) {
        if (c == ' ') {
            isInside = false;
            continue;
        }
        if (!isInside)
            words.emplace_back();
        isInside = true;
        words.back() += c;
    }
    return words;
}

std::variant<Condition, Text> readDone(const Reading &reading, WorkerId worker,
                                       const std::string &name)
{
    const auto step = reading.findStep(worker, name);
    if (step)
        return Condition{Condition::Kind::Done, worker, noCall, *step};
    const auto &who = reading.scenario.workers[worker].name;
    const auto names = reading.stepNames(worker);
    if (std::count(names.begin(), names.end(), name) > 1)
        return Text{who + " makes more than one " + name + R"(: tell them apart by "as")",
                    who + " 有不止一个 " + name + R"(：请用 "as" 区分)"};
    return withNearest({who + " has no step \"" + name + "\"", who + " 没有步骤 \"" + name + "\""},
                       name, names);
}

std::variant<Condition, Text> readAsleep(WorkerId worker, const std::string &name)
{
    if (const auto call = findCall(name))
        return Condition{Condition::Kind::Asleep, worker, *call, noStep};
    std::vector<std::string_view> names;
    for (CallId id = 0; id < callCount(); ++id)
        names.push_back(callAt(id).name);
    return withNearest({"no such call: \"" + name + "\"", "没有这个调用：\"" + name + "\""}, name,
                       names);
}

} // namespace

std::variant<Condition, Text> readCondition(const Reading &reading, std::string_view text)
{
    const auto words = wordsOf(text);
    constexpr std::string_view later[] = {"exists", "settled", "stopped", "zombie", "handled"};
    for (const auto word : later) {
        if (std::find(words.begin(), words.end(), word) != words.end())
            return notSupported(text);
    }
    const auto worker = words.empty() ? std::nullopt : reading.findWorker(words[0]);
    if (words.size() > 1 && !worker)
        return withNearest({"no such worker: \"" + words[0] + "\"", "没有这个进程：\"" + words[0] + "\""},
                           words[0], reading.workerNames());
    if (worker && words.size() == 2 && words[1] == "ended")
        return Condition{Condition::Kind::Ended, *worker, noCall, noStep};
    if (worker && words.size() == 3 && words[1] == "done")
        return readDone(reading, *worker, words[2]);
    if (worker && words.size() == 4 && words[1] == "asleep" && words[2] == "in")
        return readAsleep(*worker, words[3]);
    return Text{"\"" + std::string(text)
                    + R"(" is no condition: "W asleep in CALL", "W done STEP" or "W ended")",
                "\"" + std::string(text)
                    + R"(" 不是条件：应当是 "W asleep in CALL"、"W done STEP" 或 "W ended")"};
}

std::optional<Condition> parseCondition(const Scenario &scenario, std::string_view text)
{
    Reading reading;
    reading.scenario = scenario;
    auto condition = readCondition(reading, text);
    const auto *found = std::get_if<Condition>(&condition);
    return found ? std::optional(*found) : std::nullopt;
}

namespace {

/// What must be over before a step of a worker is: its number among that worker's.
struct Need
{
    WorkerId worker = noWorker;
    std::size_t step = 0;

    bool operator==(const Need &) const = default;
};

/// Looks for a way from a step back to itself: through the step before it, the step its condition
/// names, and the fork that starts its worker.
class CycleSearch
{
public:
    explicit CycleSearch(const Reading &reading) : m_reading(reading)
    {
        for (const auto &worker : reading.source.workers)
            m_marks.emplace_back(worker.steps.size(), Mark::New);
    }

    /// The condition's step where a circle closes; nothing if there is none.
    std::optional<Need> find()
    {
        for (std::size_t w = 0; w < m_marks.size(); ++w) {
            for (std::size_t s = 0; s < m_marks[w].size(); ++s) {
                if (visit({static_cast<WorkerId>(w), s}))
                    return m_circle;
            }
        }
        return std::nullopt;
    }

private:
    enum class Mark : std::uint8_t { New, Open, Done };

    bool visit(Need at)
    {
        auto &mark = m_marks[at.worker][at.step];
        if (mark == Mark::Open)
            return true;
        if (mark == Mark::Done)
            return false;
        mark = Mark::Open;
        for (const auto &need : needsOf(at)) {
            if (!visit(need))
                continue;
            if (!m_circle && stepOf(at).condition != noGate)
                m_circle = at;
            return true;
        }
        mark = Mark::Done;
        return false;
    }

    const ProgramStep &stepOf(Need at) const
    {
        return m_reading.source.workers[at.worker].steps[at.step].step;
    }

    std::vector<Need> needsOf(Need at) const
    {
        std::vector<Need> needs;
        if (at.step > 0)
            needs.push_back({at.worker, at.step - 1});
        else if (const auto fork = forkOf(at.worker))
            needs.push_back(*fork);
        const auto gate = stepOf(at).condition;
        if (gate == noGate)
            return needs;
        const auto &condition = m_reading.scenario.conditions[gate];
        const auto &steps = m_reading.source.workers[condition.worker].steps;
        if (condition.kind == Condition::Kind::Ended && !steps.empty())
            needs.push_back({condition.worker, steps.size() - 1});
        for (std::size_t i = 0; condition.kind == Condition::Kind::Done && i < steps.size(); ++i) {
            if (steps[i].step.step == condition.step)
                needs.push_back({condition.worker, i});
        }
        return needs;
    }

    std::optional<Need> forkOf(WorkerId child) const
    {
        for (std::size_t w = 0; w < m_reading.source.workers.size(); ++w) {
            const auto &steps = m_reading.source.workers[w].steps;
            for (std::size_t s = 0; s < steps.size(); ++s) {
                if (steps[s].step.child == child)
                    return Need{static_cast<WorkerId>(w), s};
            }
        }
        return std::nullopt;
    }

    const Reading &m_reading;
    std::vector<std::vector<Mark>> m_marks;
    std::optional<Need> m_circle;
};

} // namespace

void refuseCycles(Reading &reading)
{
    const auto circle = CycleSearch(reading).find();
    if (!circle)
        return;
    const auto &name = reading.scenario.workers[circle->worker].name;
    const auto &step = reading.source.workers[circle->worker].steps[circle->step].step;
    const auto &condition = reading.scenario.conditions[step.condition];
    const auto &other = reading.scenario.workers[condition.worker].name;
    reading.refuse("workers." + name,
                   {"conditions in a circle: " + name + " waits for " + other
                        + ", which can only get there after " + name + " has gone on",
                    "条件成环：" + name + " 等 " + other + "，而 " + other + " 要等 " + name
                        + " 先往下走"});
}

} // namespace seeipc
