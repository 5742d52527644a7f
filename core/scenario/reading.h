// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/jsontree.h"
#include "scenario/loader.h"
#include "scenario/scenario.h"
#include "scenario/source.h"

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace seeipc {

/// What a file is read into, and the first thing that is wrong with it. The parts of the reader
/// (parameters, steps, conditions, expectations) share it; each returns at once after a refusal.
struct Reading
{
    std::string file;
    Scenario scenario;
    ScenarioSource source;
    std::optional<ScenarioProblem> problem;

    /// A name that a step makes: its channel and its first variable.
    struct Made
    {
        std::string name;
        ChannelId channel = noChannel;
        std::uint32_t variable = 0;
        WorkerId maker = noWorker;
    };
    std::vector<Made> made;
    std::vector<WorkerId> parents;    ///< by WorkerId: who forks it; noWorker: the session starts it
    std::vector<std::string> streams; ///< by WorkerId: its "into"; empty: none

    bool isRefused() const { return problem.has_value(); }
    /// Keeps the first problem: at FILE: place. Always false, so that a reader can return it.
    bool refuse(const std::string &place, Text what);

    /// Is it an object with no other names than these? Refused with the nearest name that exists.
    bool hasOnly(const JsonNode &node, const std::string &place,
                 std::initializer_list<std::string_view> names);
    /// The text of a member; refused where it is missing or no text.
    std::optional<std::string> text(const JsonNode &node, const std::string &place,
                                    std::string_view name);
    /// {"en": ..., "zh_CN": ...}
    std::optional<Text> texts(const JsonNode &node, const std::string &place, std::string_view name);
    /// A whole number within bounds, or `absentValue` where the member is missing.
    std::optional<std::int64_t> number(const JsonNode &node, const std::string &place,
                                       std::string_view name, std::int64_t atLeast,
                                       std::int64_t atMost,
                                       std::optional<std::int64_t> absentValue = std::nullopt);

    std::optional<WorkerId> findWorker(std::string_view name) const;
    std::optional<ChannelId> findChannel(std::string_view name) const;
    std::optional<std::size_t> findParameter(std::string_view name) const;
    /// The step of a worker by its alias, or by its call where that is the only one of its kind.
    std::optional<StepId> findStep(WorkerId worker, std::string_view name) const;
    std::vector<std::string_view> workerNames() const;
    std::vector<std::string_view> parameterNames() const;
    std::vector<std::string_view> stepNames(WorkerId worker) const;
};

/// "; did you mean "write"?" if one of them is near; else "; there are: a, b, c" (at most eight).
Text orNearest(std::string_view word, std::span<const std::string_view> names);
/// `what` with the nearest name behind it.
Text withNearest(Text what, std::string_view word, std::span<const std::string_view> names);
/// For a construct of the language that is still to come.
Text notSupported(std::string_view construct);

// The parts, in the order in which they read; each refuses into `reading`.
void readParameters(Reading &reading, const JsonNode &root);
void readWorkers(Reading &reading, const JsonNode &root);
/// A call by hand: {"call": ..., ...}, made on a channel's descriptor.
bool readByHand(Reading &reading, const JsonNode &node, const std::string &place,
                std::size_t parameter);
void readExpectations(Reading &reading, const JsonNode &root);
/// "writer asleep in write" and the like; what is wrong with it, or the condition.
std::variant<Condition, Text> readCondition(const Reading &reading, std::string_view text);
/// Is there a step that waits for one behind it? Refused with both places.
void refuseCycles(Reading &reading);

} // namespace seeipc
