// SPDX-License-Identifier: MIT
#include "scenario/steptext.h"

#include "mechanisms/registry.h"
#include "scenario/cwords.h"

#include <algorithm>
#include <cassert>

namespace seeipc {

namespace {

/// Nobody comes past _exit(2), or past execve(2) where it does what it is there for.
bool comesToAnEnd(const std::vector<const SourceStep *> &steps)
{
    if (steps.empty() || steps.back()->step.operation != Operation::Call)
        return true;
    const auto effect = callAt(steps.back()->step.call).effect;
    return effect != Effect::Exit && effect != Effect::Exec;
}

} // namespace

StepId stepOfLine(const ProcessSnapshot &process)
{
    const bool isEnd = process.step == noStep && process.call < callCount()
                       && callAt(process.call).effect == Effect::Exit;
    return isEnd ? endStep : process.step;
}

std::vector<StepLine> stepLines(const Scenario &scenario, WorkerId worker,
                                const std::vector<ParameterValue> &parameters)
{
    assert(scenario.source && worker < scenario.source->workers.size());
    const CWords words(scenario, parameters);
    const auto steps = chosenSteps(scenario, worker, parameters);
    std::vector<StepLine> lines;
    lines.reserve(steps.size());
    int depth = 0;
    std::vector<bool> areAsked; // of the loops around a step
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto &source = *steps[i];
        const auto &step = source.step;
        switch (step.operation) {
        case Operation::Call:
            if (const auto isOver = words.endsLoopIf(source);
                !isOver.empty() && !areAsked.empty() && areAsked.back()) {
                const auto text = "n = " + resultInLoop(source, words.call(source));
                lines.push_back({step.step, step.call, depth, text + ";"});
                lines.push_back(
                    {noStep, noCall, depth, "if (" + std::string(isOver) + ") is_over = true;"});
                break;
            }
            lines.push_back({step.step, step.call, depth, words.call(source) + ";"});
            break;
        case Operation::Repeat: {
            const auto *only = onlyStepIn(steps, i);
            lines.push_back({noStep, noCall, depth, words.loop(source, only, depth), true,
                             words.rounds(source)});
            ++depth;
            areAsked.push_back(asksIsOver(source));
            if (isInHead(source, only)) {
                lines.back().step = only->step.step;
                lines.back().call = only->step.call;
                lines.back().text += ";"; // it is all of it
                ++i;
            }
            break;
        }
        case Operation::RepeatEnd:
            --depth;
            areAsked.pop_back();
            break;
        case Operation::Skip: break;
        }
    }
    if (comesToAnEnd(steps))
        lines.push_back({endStep, findCall("_exit").value(), 0, "_exit(0);"});
    return lines;
}

std::vector<bool> onlyInFirst(const std::vector<StepLine> &first,
                              const std::vector<StepLine> &second)
{
    const auto isSame = [&](std::size_t i, std::size_t j) {
        return first[i].depth == second[j].depth && first[i].text == second[j].text;
    };
    // common[i][j]: how many lines the rest of both from there on has in common
    std::vector<std::vector<int>> common(first.size() + 1, std::vector<int>(second.size() + 1, 0));
    for (auto i = first.size(); i-- > 0;) {
        for (auto j = second.size(); j-- > 0;)
            common[i][j] = isSame(i, j) ? common[i + 1][j + 1] + 1
                                        : std::max(common[i + 1][j], common[i][j + 1]);
    }
    std::vector<bool> isOnly(first.size(), true);
    for (std::size_t i = 0, j = 0; i < first.size() && j < second.size();) {
        if (isSame(i, j)) {
            isOnly[i++] = false;
            ++j;
        } else if (common[i + 1][j] > common[i][j + 1]
                   || (common[i + 1][j] == common[i][j + 1] && first[i].text < second[j].text)) {
            ++i; // of a line that has moved both lists say the same, whichever is the first
        } else {
            ++j;
        }
    }
    return isOnly;
}

} // namespace seeipc
