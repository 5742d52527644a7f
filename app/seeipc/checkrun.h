// SPDX-License-Identifier: MIT
#pragma once

#include "posix/result.h"
#include "scenario/scenario.h"
#include "session/verdict.h"
#include "session/waitsfor.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace seeipc {

class Signals;

/// One run of a demo, or of one variant of it, held against its expectations.
struct CheckedRun
{
    std::string variant; ///< empty: the demo has none
    double seconds = 0;
    std::vector<Verdict> verdicts;
    std::optional<Text> problem;        ///< it did not come to its end: one sentence
    std::optional<WaitsFor> standstill; ///< it could not come to its end: nobody could wake anybody

    std::size_t provedCount() const;
    bool hasPassed() const;
};

struct Checked
{
    const Scenario *scenario = nullptr;
    std::optional<Text> skipped; ///< why it was not run
    std::vector<CheckedRun> runs;
    std::optional<Error> namespaceRefusal;

    bool hasPassed() const;
};

struct EndedBySignal
{
    int number = 0;
};

/// Runs a demo in each of its variants. An error: it could not be run at all.
std::variant<Checked, Error, EndedBySignal> checkScenario(const Scenario &scenario,
                                                          Signals &signals);

} // namespace seeipc
