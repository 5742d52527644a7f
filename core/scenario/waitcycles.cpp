// SPDX-License-Identifier: MIT
// Could everybody go on? A step comes after the one before it, after the condition that it waits for
// and, where it waits for a child, after that child's end. Who comes after itself never comes.
#include "mechanisms/registry.h"
#include "scenario/draft.h"
#include "scenario/words.h"

#include <algorithm>
#include <iterator>

namespace seeipc {

namespace {

/// Instants in a run: start and end of each worker and of each step.
class Instants
{
public:
    explicit Instants(const Draft &draft);

    /// The waits that are part of a cycle; none: there is no cycle.
    std::vector<DraftWait> findCycle() const;

private:
    std::size_t startOf(WorkerId worker) const { return worker * 2U; }
    std::size_t endOf(WorkerId worker) const { return worker * 2U + 1U; }
    std::size_t startOf(StepId step) const { return m_stepsFrom + step * 2U; }
    std::size_t endOf(StepId step) const { return m_stepsFrom + step * 2U + 1U; }
    void addAfter(std::size_t later, std::size_t earlier) { m_after[later].push_back(earlier); }
    void addSteps();
    void addCondition(const DraftWait &wait);
    bool isSignalled(WorkerId worker) const;
    std::vector<bool> reachable() const;

    const Draft &m_draft;
    std::size_t m_stepsFrom;
    std::vector<std::vector<std::size_t>> m_after; ///< by instant: those that it comes after
};

Instants::Instants(const Draft &draft)
    : m_draft(draft),
      m_stepsFrom(draft.scenario.workers.size() * 2),
      m_after(m_stepsFrom + draft.scenario.steps.size() * 2)
{
    addSteps();
    for (const auto &wait : draft.waits)
        addCondition(wait);
}

void Instants::addSteps()
{
    const auto &steps = m_draft.scenario.steps;
    std::vector<std::size_t> last;
    for (std::size_t i = 0; i < m_draft.scenario.workers.size(); ++i) {
        const auto worker = static_cast<WorkerId>(i);
        last.push_back(startOf(worker));
        if (m_draft.workerOrigins[i].worker != noWorker)
            addAfter(startOf(worker), startOf(m_draft.workerOrigins[i].step));
    }
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto step = static_cast<StepId>(i);
        addAfter(startOf(step), last[steps[i].worker]);
        addAfter(endOf(step), startOf(step));
        last[steps[i].worker] = endOf(step);
        const auto *whom = callAt(steps[i].call).effect == Effect::Wait
                               ? m_draft.steps[i].node->find("for")
                               : nullptr;
        if (whom)
            addAfter(endOf(step), endOf(findWorker(m_draft.scenario, whom->text).value()));
    }
    for (std::size_t i = 0; i < last.size(); ++i) {
        if (!isSignalled(static_cast<WorkerId>(i)))
            addAfter(endOf(static_cast<WorkerId>(i)), last[i]);
    }
}

/// Whom somebody kills need not come to its last step.
bool Instants::isSignalled(WorkerId worker) const
{
    const auto name = "@" + m_draft.scenario.workers[worker].name;
    return std::any_of(m_draft.steps.begin(), m_draft.steps.end(), [&](const DraftStep &step) {
        const auto *whom = step.node->find("pid");
        return whom && whom->text == name;
    });
}

void Instants::addCondition(const DraftWait &wait)
{
    const auto &condition = m_draft.scenario.conditions[wait.condition];
    const auto &steps = m_draft.scenario.steps;
    switch (condition.kind) {
    case Condition::Kind::Ended: addAfter(startOf(wait.step), endOf(condition.worker)); break;
    case Condition::Kind::Done: addAfter(startOf(wait.step), endOf(condition.step)); break;
    case Condition::Kind::Stopped:
    case Condition::Kind::Handled:
    case Condition::Kind::Settled:
        break; // a signal or a look tells, no step that is behind another
    case Condition::Kind::Asleep: {
        const auto first = std::find_if(steps.begin(), steps.end(), [&](const StepInfo &step) {
            return step.worker == condition.worker && step.call == condition.call;
        });
        addAfter(startOf(wait.step), startOf(static_cast<StepId>(first - steps.begin())));
        break;
    }
    }
}

/// Those instants that come, if all that they come after do.
std::vector<bool> Instants::reachable() const
{
    std::vector<std::size_t> missing(m_after.size());
    std::vector<std::vector<std::size_t>> before(m_after.size());
    std::vector<std::size_t> ready;
    for (std::size_t i = 0; i < m_after.size(); ++i) {
        missing[i] = m_after[i].size();
        for (const auto earlier : m_after[i])
            before[earlier].push_back(i);
        if (missing[i] == 0)
            ready.push_back(i);
    }
    std::vector<bool> comes(m_after.size());
    while (!ready.empty()) {
        const auto instant = ready.back();
        ready.pop_back();
        comes[instant] = true;
        for (const auto later : before[instant]) {
            if (--missing[later] == 0)
                ready.push_back(later);
        }
    }
    return comes;
}

std::vector<DraftWait> Instants::findCycle() const
{
    const auto comes = reachable();
    const auto stuck = std::find(comes.begin(), comes.end(), false);
    if (stuck == comes.end())
        return {};
    // From one that never comes, ever back to another that never comes: that ends in a circle.
    std::vector<std::size_t> path{static_cast<std::size_t>(stuck - comes.begin())};
    for (;;) {
        const auto &earlier = m_after[path.back()];
        const auto next = *std::find_if(earlier.begin(), earlier.end(),
                                        [&](std::size_t instant) { return !comes[instant]; });
        const auto seen = std::find(path.begin(), path.end(), next);
        if (seen != path.end()) {
            path.erase(path.begin(), seen);
            break;
        }
        path.push_back(next);
    }
    std::vector<DraftWait> waits;
    std::copy_if(m_draft.waits.begin(), m_draft.waits.end(), std::back_inserter(waits),
                 [&](const DraftWait &wait) {
                     return std::find(path.begin(), path.end(), startOf(wait.step)) != path.end();
                 });
    return waits;
}

std::optional<ParameterChoice> choiceOf(const Draft &draft, StepId step)
{
    for (const auto &source : draft.source.workers[draft.scenario.steps[step].worker].steps) {
        if (source.step.operation == Operation::Call && source.step.step == step)
            return source.only;
    }
    return std::nullopt;
}

/// Who waits for a step that is made only where a word was chosen would else wait for ever.
bool checkChosen(Draft &draft)
{
    const auto found = std::find_if(
        draft.waits.begin(), draft.waits.end(), [&](const DraftWait &wait) {
            const auto &condition = draft.scenario.conditions[wait.condition];
            if (condition.kind != Condition::Kind::Done)
                return false;
            const auto choice = choiceOf(draft, condition.step);
            return choice && choice != choiceOf(draft, wait.step);
        });
    return found == draft.waits.end()
           || draft.fail(
               *found->node,
               sentenceOf("waits for a step that has \"only\", which this one has not: "
                          "it would wait for ever where another word is chosen",
                          "等的那一步带 \"only\"，而这一步没有：选了别的选项时会永远等下去"));
}

} // namespace

bool checkConditions(Draft &draft)
{
    if (!checkChosen(draft))
        return false;
    const auto waits = Instants(draft).findCycle();
    if (waits.empty())
        return true;
    const auto wanted = shown(waits[0].node->text);
    if (waits.size() == 1)
        return draft.fail(
            *waits[0].node,
            sentenceOf("a circle: \"%1\" comes only after this step, which waits for "
                       "it: wait for something earlier",
                       "循环等待：\"%1\" 要在这一步之后才会成立，而这一步又在等它：应等更早的事",
                       {wanted}));
    return draft.fail(
        *waits[0].node,
        sentenceOf("a circle: \"%1\" comes only after this step, because %2 waits for "
                   "\"%3\": let one of the two wait for something earlier",
                   "循环等待：\"%1\" 要在这一步之后才会成立，因为 %2 在等 "
                   "\"%3\"：应让其中一方等更早的事",
                   {wanted, waits[1].node->place(), shown(waits[1].node->text)}));
}

} // namespace seeipc
