// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/scenario.h"
#include "scenario/source.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace seeipc {

/// Puts steps into C, with the names of the demo. Both are kept by reference.
class CWords
{
public:
    CWords(const Scenario &scenario, const std::vector<ParameterValue> &parameters)
        : m_scenario(scenario), m_parameters(parameters)
    {}

    /// "write(p[1], buf, 4096)", as the row of its call has it; "child = fork()" where something takes
    /// the result. No semicolon.
    std::string call(const SourceStep &step) const;
    /// What a single call is in the head of a loop that it ends: "while (read(p[0], buf, 9) > 0)", "while
    /// (write(p[1], buf, 1) != -1)"; of other loops the head, "for (int i = 0; i < 9; i++)". `only`: the
    /// one step in it; null: there are more, or it waits for something.
    std::string loop(const SourceStep &loop, const SourceStep *only, int depth) const;
    /// The same in a program that ends by itself: a loop that goes on until it is stopped makes the rounds
    /// that it makes in a check.
    std::string endingLoop(const SourceStep &loop, const SourceStep *only, int depth) const;

    /// What takes the call's result: "child", "copy"; empty: nothing does.
    std::string result(const SourceStep &step) const;
    /// What of `n` ends a loop that asks is_over: "n <= 0", "n == -1"; empty: this call is not asked so.
    std::string_view endsLoopIf(const SourceStep &step) const;

    std::int64_t rounds(const SourceStep &loop) const; ///< absent: it does not count them
    /// The bytes that a step sends, once; of a text parameter its text.
    const std::string &bytes(const SourceStep &step) const;
    /// Do they stand in the call itself, in quotes?
    bool isLiteral(const SourceStep &step) const;
    /// How many bytes it sends or asks for; 0: it does neither.
    std::int64_t size(const SourceStep &step) const;
    /// "p[1]", "copy"; of another process as it stands in shared memory: "owner_p[1]".
    std::string variable(std::uint32_t index) const;
    std::string variableOf(WorkerId owner, std::uint32_t index) const;
    const std::vector<ParameterValue> &parameters() const { return m_parameters; }

private:
    std::string pattern(std::string_view text, const SourceStep &step) const;
    std::string word(std::string_view name, const SourceStep &step) const;
    std::string value(const Operand &operand, const CallParameter &parameter,
                      WorkerId worker) const;
    std::string made(const SourceStep &step) const;
    std::string foreign(const Operand &operand, const CallParameter &parameter,
                        WorkerId worker) const;
    std::string pid(WorkerId of, WorkerId inWorker) const;
    std::int64_t number(const Operand &operand) const;

    const Scenario &m_scenario;
    const std::vector<ParameterValue> &m_parameters;
};

/// Does the loop go on until a call in it finds the end of file, or fails? `is_over` tells that then, where
/// the call doesn't stand in the loop's head.
bool asksIsOver(const SourceStep &loop);

/// What `n` becomes in such a loop: the call's result, -1 where it has failed.
std::string resultInLoop(const SourceStep &step, const std::string &text);

/// Is it the one call in such a loop, whose result tells it to end? It stands in the loop's head then.
bool isInHead(const SourceStep &loop, const SourceStep *only);

/// The steps of a worker that are made with these values: those of other choices are left out.
std::vector<const SourceStep *> chosenSteps(const Scenario &scenario, WorkerId worker,
                                            const std::vector<ParameterValue> &parameters);

/// The one call between a loop's head, at this position, and its end; null: there are more, or it waits
/// for something.
const SourceStep *onlyStepIn(const std::vector<const SourceStep *> &steps, std::size_t loop);

/// Does a step of the worker fork the other?
bool hasForked(const Scenario &scenario, WorkerId worker, WorkerId child);

} // namespace seeipc
