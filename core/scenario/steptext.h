// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"
#include "scenario/scenario.h"

#include <string>
#include <vector>

namespace seeipc {

/// Of the line that a worker comes to behind its last step: the _exit(2) of who returns from main().
/// No step of the demo makes it: in events it is noStep.
inline constexpr StepId endStep = noStep - 1;

/// A line of a worker's part in a demo, as a person reads it: C, with the names of the file.
struct StepLine
{
    StepId step = noStep;         ///< noStep: the head of a loop without a call, or what ends it
    CallId call = noCall;         ///< of that step
    int depth = 0;                ///< loops around it
    std::string text;             ///< "write(p[1], buf, 65537)", "while (read(p[0], buf, 9) > 0)"
    bool isLoop = false;          ///< the head of one
    std::int64_t rounds = absent; ///< of a loop that counts them

    bool operator==(const StepLine &) const = default;
};

/// The step of the line that the process is at; noStep: none, as nothing has begun or a call is made by
/// hand.
StepId stepOfLine(const ProcessSnapshot &process);

/// A worker's steps, in order, with these values of the parameters; and its end, where it comes to one
/// that is none of them.
std::vector<StepLine> stepLines(const Scenario &scenario, WorkerId worker,
                                const std::vector<ParameterValue> &parameters);

/// For each line: has the other list none that matches it? The longest common subsequence matches.
std::vector<bool> onlyInFirst(const std::vector<StepLine> &first,
                              const std::vector<StepLine> &second);

} // namespace seeipc
