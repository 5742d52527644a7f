// SPDX-License-Identifier: MIT
#include "scenario/cue.h"

#include "scenario/source.h"

#include <algorithm>
#include <iterator>

namespace seeipc {

namespace {

Cue cueOf(const Scenario &scenario, const Condition &condition)
{
    Cue cue{condition.kind, condition.worker, condition.call, 0, condition.signal};
    if (condition.kind != Condition::Kind::Done)
        return cue;
    cue.call = scenario.steps[condition.step].call;
    int count = 0;
    for (std::size_t i = 0; i < scenario.steps.size(); ++i) {
        const auto &step = scenario.steps[i];
        count += step.worker == condition.worker && step.call == cue.call ? 1 : 0;
        if (i == condition.step)
            cue.number = count;
    }
    cue.number = count > 1 ? cue.number : 0;
    return cue;
}

} // namespace

std::optional<Cue> cueBefore(const Scenario &scenario, StepId step)
{
    if (step >= scenario.steps.size() || !scenario.source)
        return std::nullopt;
    const auto &steps = scenario.source->workers[scenario.steps[step].worker].steps;
    auto found = std::find_if(steps.begin(), steps.end(), [step](const SourceStep &one) {
        return one.step.operation == Operation::Call && one.step.step == step;
    });
    if (found == steps.end())
        return std::nullopt;
    while (found->step.condition == noGate && found != steps.begin()
           && std::prev(found)->step.operation == Operation::Repeat) // a loop's is its first step's
        --found;
    const auto condition = found->step.condition;
    return condition < scenario.conditions.size()
               ? std::optional(cueOf(scenario, scenario.conditions[condition]))
               : std::nullopt;
}

} // namespace seeipc
