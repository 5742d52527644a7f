// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/jsontree.h"
#include "scenario/loader.h"
#include "scenario/source.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace seeipc {

/// A step's place in its file and among its worker's steps.
struct DraftStep
{
    const JsonNode *node = nullptr;
    bool isInLoop = false;
};

/// A step that waits for a condition; a loop's belongs to the first step in it.
struct DraftWait
{
    StepId step = noStep;
    std::uint16_t condition = noGate;
    const JsonNode *node = nullptr; ///< its "when"
};

/// Who makes a channel or starts a worker, and by which step.
struct Origin
{
    WorkerId worker = noWorker; ///< noWorker: the session starts it
    StepId step = noStep;
};

/// A scenario on its way out of its file: what has been read, and the first problem. The functions
/// that read are named after what they read; they say false or nothing once there is a problem.
struct Draft
{
    explicit Draft(std::string fileName) { scenario.file = std::move(fileName); }

    Scenario scenario;
    ScenarioSource source;
    std::vector<DraftStep> steps; ///< by StepId
    std::size_t stepsRead = 0;    ///< by the second look: the number of the next
    std::int64_t dataBytes = 0;   ///< that all steps together keep ready to send
    std::vector<DraftWait> waits;
    std::vector<Origin> channelOrigins;    ///< by ChannelId
    std::vector<Origin> descriptorOrigins; ///< of those that have a name, by their number
    std::vector<Origin> workerOrigins;     ///< by WorkerId
    std::vector<std::string> valueNames;   ///< by WorkerId: its "into"; empty: none
    std::optional<ScenarioProblem> problem;

    /// Keeps the first problem. Always false.
    bool fail(const JsonNode &where, Text what);
};

/// Keys that an object may have, and those that the language has but this program does not yet.
struct Keys
{
    std::vector<std::string> known;
    std::vector<std::string> later = {};
};
bool checkKeys(Draft &draft, const JsonNode &object, const Keys &keys);

// Values of one kind; a problem where it is another.
bool readObject(Draft &draft, const JsonNode &node);
const JsonNode *readMember(Draft &draft, const JsonNode &object, std::string_view key);
std::optional<std::string> readString(Draft &draft, const JsonNode &node);
std::optional<std::string> readName(Draft &draft, const JsonNode &node);
std::optional<std::int64_t> readInteger(Draft &draft, const JsonNode &node, std::int64_t atLeast,
                                        std::int64_t atMost);
/// {"en": "...", "zh_CN": "..."}
std::optional<Text> readText(Draft &draft, const JsonNode &node);
bool notYet(Draft &draft, const JsonNode &node, std::string_view word);

std::optional<std::size_t> findParameter(const Scenario &scenario, std::string_view name);
/// A word of some choice among the parameters.
std::optional<ParameterChoice> findChoice(const Scenario &scenario, std::string_view word);
std::vector<std::string> choiceWords(const Scenario &scenario);
std::optional<WorkerId> findWorker(const Scenario &scenario, std::string_view name);
std::vector<std::string> workerNames(const Scenario &scenario);
std::vector<std::string> parameterNames(const Scenario &scenario);
/// "$name" as a parameter of this type.
std::optional<std::size_t> readParameterReference(Draft &draft, const JsonNode &node,
                                                  Parameter::Type type);
std::optional<std::size_t> readParameterNamed(Draft &draft, const JsonNode &node,
                                              std::string_view name, Parameter::Type type);
std::optional<WorkerId> readWorker(Draft &draft, const JsonNode &node);

// The parts of a file, in the order in which they are read.
bool readHead(Draft &draft, const JsonNode &root);
bool readParameters(Draft &draft, const JsonNode &root);
bool readVariants(Draft &draft, const JsonNode &root);
bool readOutline(Draft &draft, const JsonNode &root); ///< workers, channels, the steps' numbers
bool readSteps(Draft &draft, const JsonNode &root);
bool readByHand(Draft &draft, const JsonNode &root);
bool checkConditions(Draft &draft); ///< nobody waits for what comes behind it
bool readExpectations(Draft &draft, const JsonNode &root);

/// Where a worker stands when it makes a step.
struct StepContext
{
    WorkerId worker = noWorker; ///< noWorker: made by hand, by whoever holds the descriptor
    StepId step = noStep;
    bool isInLoop = false;
};

/// One call with its operands and data, of a step's object.
std::optional<SourceStep> readCall(Draft &draft, const JsonNode &node, const StepContext &context);
/// The keys of a worker's head.
const Keys &headKeys();
/// What stands in a worker's head, which may be missing, before its steps are read; and whether they suit
/// its user.
bool readHeadOf(Draft &draft, const JsonNode &worker, SourceWorker &into);
bool checkUser(Draft &draft, const JsonNode &head, const SourceWorker &worker);
/// The steps array of a worker: the worker itself, or "steps" in its head.
const JsonNode *stepsOf(const JsonNode &worker);
/// May a parameter with its whole range stand here?
bool checkParameterRange(Draft &draft, const JsonNode &node, std::size_t index,
                         std::int64_t atLeast, std::int64_t atMost);
/// The worker's variable for a descriptor that has a name: behind those of the channels' ends.
std::uint32_t variableOf(const Scenario &scenario, std::size_t descriptor);
/// A value of a call's parameter as an operand.
std::optional<Operand> readOperand(Draft &draft, const JsonNode &node,
                                   const CallParameter &parameter, const StepContext &context);
/// The name of a file in the session's directory, by its number among the scenario's.
std::optional<NameId> readPlainName(Draft &draft, const JsonNode &node);
/// What a step sends, with the operand for how much of it.
bool readData(Draft &draft, const JsonNode &step, SourceStep &into, Operand &size);

std::optional<CallId> readCallName(Draft &draft, const JsonNode &node);
/// Why a word is no call: with the nearest that is one.
Text noCallOf(std::string_view word);
bool checkPath(Draft &draft, const JsonNode &step);

// What expectations are about and compare with.
bool readInstant(Draft &draft, const JsonNode &node, Expectation &wanted);
std::optional<NumberTest> readNumberTest(Draft &draft, const JsonNode &node);
/// As readNumberTest(), of a word beside a call's result: also one or some of its symbols.
std::optional<NumberTest> readWordTest(Draft &draft, const JsonNode &node, const OutWord &word);
/// What stands between the braces.
std::optional<Expression> readExpression(Draft &draft, const JsonNode &node, std::string_view text);
/// "{/proc/sys/... / 16}" of a step, as this machine gives it now; what nobody can tell is 0, what is beyond
/// the bounds the nearest of them.
std::optional<std::int64_t> readKernelNumber(Draft &draft, const JsonNode &node,
                                             std::int64_t atLeast, std::int64_t atMost);
/// Where a call tells the number of this name beside its result.
std::optional<std::size_t> outWordOf(CallId call, std::string_view name);
/// "cap-sys-resource", "!cap-sys-resource"
std::optional<Requirement> readRequirement(Draft &draft, const JsonNode &node);
/// A list of them, all of which must hold.
bool readRequirements(Draft &draft, const JsonNode &node, std::vector<Requirement> &into);
std::optional<int> readErrnoNumber(Draft &draft, const JsonNode &node);
std::optional<int> readSignalNumber(Draft &draft, const JsonNode &node);

std::optional<Condition> readCondition(Draft &draft, const JsonNode &node);
/// The number of a condition among those that are waited for or looked at; each stands there once.
std::optional<std::uint16_t> addInstant(Draft &draft, const JsonNode &node,
                                        std::vector<Condition> &instants,
                                        const Condition &condition);
/// "p" or "owner.p", as this worker means it; noWorker: nobody in particular.
std::variant<ChannelId, Text> channelOf(const Draft &draft, std::string_view reference,
                                        WorkerId user);
/// A step of a worker by its alias, or by its call where that is the only one.
std::variant<StepId, Text> stepOf(const Scenario &scenario, WorkerId worker, std::string_view name);

} // namespace seeipc
