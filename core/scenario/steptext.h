// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/scenario.h"

#include <string>
#include <vector>

namespace seeipc {

/// A line of a worker's part in a demo, as a person reads it: C, with the names of the file.
struct StepLine
{
    StepId step = noStep;         ///< noStep: the head of a loop without a call
    CallId call = noCall;         ///< of that step
    int depth = 0;                ///< loops around it
    std::string text;             ///< "write(p[1], buf, 65537)", "while (read(p[0], buf, 9) > 0)"
    bool isLoop = false;          ///< the head of one
    std::int64_t rounds = absent; ///< of a loop that counts them

    bool operator==(const StepLine &) const = default;
};

/// A worker's steps, in order, with these values of the parameters.
std::vector<StepLine> stepLines(const Scenario &scenario, WorkerId worker,
                                const std::vector<ParameterValue> &parameters);

/// For each line: has the other list none that matches it? The longest common subsequence matches.
std::vector<bool> onlyInFirst(const std::vector<StepLine> &first,
                              const std::vector<StepLine> &second);

} // namespace seeipc
