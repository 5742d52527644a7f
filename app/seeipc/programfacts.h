// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/scenario.h"

#include <cstdint>
#include <vector>

namespace seeipc {

/// What the compiled program of a scenario tells about its loops.
class ProgramFacts
{
public:
    ProgramFacts(const Scenario &scenario, const std::vector<ParameterValue> &parameters);

    /// Does it go on until it is stopped?
    bool isEndless() const { return m_isEndless; }
    /// Is the step in a loop that counts as one step?
    bool isOneStep(StepId step) const { return step < m_calls.size() && m_calls[step] != 1; }

private:
    bool m_isEndless = false;
    std::vector<std::int64_t> m_calls; ///< in one step
};

} // namespace seeipc
