// SPDX-License-Identifier: MIT
// One step's call: its keys, operands and data; also the steps that are made by hand.
#include "mechanisms/registry.h"
#include "scenario/draft.h"
#include "scenario/words.h"

#include <algorithm>
#include <tuple>

namespace seeipc {

namespace {

constexpr std::int64_t usualMode = 0666;
constexpr std::int64_t highestInitial = 2; ///< standard error: no demo starts with more open

Keys keysOf(const Call &call, bool isByHand)
{
    Keys keys{{"call"}, {"requires"}};
    for (const auto &parameter : call.parameters)
        keys.known.emplace_back(parameter.name);
    if (isByHand)
        return keys;
    keys.known.insert(keys.known.end(), {"when", "as", "only"});
    if (call.makesChannel)
        keys.known.emplace_back("initial");
    if (call.makesChannel || call.makesDescriptor || call.effect == Effect::MakeName)
        keys.known.emplace_back("makes");
    if (call.effect == Effect::Read)
        keys.known.emplace_back("into");
    return keys;
}

bool readInto(Draft &draft, const JsonNode &node, const StepContext &context, ProgramStep &step)
{
    const auto *into = node.find("into");
    if (!into)
        return true;
    const auto name = readName(draft, *into);
    if (!name)
        return false;
    auto &known = draft.valueNames[context.worker];
    if (!known.empty() && known != *name)
        return draft.fail(*into,
                          sentenceOf("a second value of one worker is not supported yet: "
                                     "\"%1\" collects all that it reads",
                                     "暂不支持一个进程有第二个值：它读到的都收进 \"%1\"", {known}));
    known = *name;
    step.collects = true;
    return true;
}

bool readParameterOf(Draft &draft, const JsonNode &node, const CallParameter &parameter,
                     const StepContext &context, Operand &into)
{
    const auto *value = node.find(parameter.name);
    if (!value && parameter.presence == Presence::Optional
        && parameter.type == ParameterType::Mode) {
        into = {OperandKind::Constant, 0, usualMode};
        return true;
    }
    if (!value && parameter.presence == Presence::Optional)
        return true;
    if (!value)
        return readMember(draft, node, parameter.name) != nullptr; // tells what is missing
    const auto operand = readOperand(draft, *value, parameter, context);
    into = operand.value_or(Operand{});
    return operand.has_value();
}

/// "only": the step is made where this word was chosen.
bool readOnly(Draft &draft, const JsonNode &node, const Call &call, SourceStep &source)
{
    const auto *only = node.find("only");
    const auto word = only ? readString(draft, *only) : std::string();
    if (!only || !word)
        return !only;
    if ((call.makesChannel && node.find("makes")) || call.effect == Effect::Fork)
        return notYet(draft, *only, std::string(call.name) + ", only");
    source.only = findChoice(draft.scenario, *word);
    return source.only
           || draft.fail(*only, sentenceOf("no choice among the parameters has the word \"%1\"",
                                           "参数里没有选项 \"%1\"", {shown(*word)})
                                    + hint(*word, choiceWords(draft.scenario)));
}

/// Whose descriptor the path leads to: the call's last value is that process's pid, 0 its own.
void tellOwner(const StepContext &context, ProgramStep &step)
{
    auto &fd = step.operands[0];
    if (fd.kind == OperandKind::Constant && procFileInArgument(fd.constant))
        step.operands[mostCallParameters - 1] = {OperandKind::Pid, fd.index, 0};
    if (fd.kind != OperandKind::VariableOf)
        return;
    const auto owner = static_cast<std::uint32_t>(fd.constant);
    if (owner == context.worker)
        fd = {OperandKind::Variable, fd.index, 0};
    else
        step.operands[mostCallParameters - 1] = {OperandKind::Pid, owner, 0};
}

/// "initial": what the array has in it before the call, and after one that fails.
bool readInitial(Draft &draft, const JsonNode &node, ProgramStep &step)
{
    const auto *initial = node.find("initial");
    if (!initial)
        return true;
    if (!initial->isArray() || initial->children.size() != 2)
        return draft.fail(*initial,
                          sentenceOf("must be two numbers: [0, 0]", "应为两个数字：[0, 0]"));
    for (std::size_t i = 0; i < 2; ++i) {
        const auto number = readInteger(draft, *initial->children[i], 0, highestInitial);
        if (!number)
            return false;
        step.operands[mostCallParameters - 2 + i] = {OperandKind::Constant, 0, *number};
    }
    return true;
}

/// Nobody may be waited for who is not there yet.
bool checkWait(Draft &draft, const JsonNode &node, const StepContext &context)
{
    const auto *whom = node.find("for");
    if (!whom)
        return true;
    const auto child = findWorker(draft.scenario, whom->text);
    const auto &origin = draft.workerOrigins[*child];
    if (origin.worker == context.worker && origin.step < context.step)
        return true;
    return draft.fail(*whom, sentenceOf("%1 has not forked \"%2\" before: wait is for one's own "
                                        "child",
                                        "%1 在此之前没有 fork 出 \"%2\"：wait 只能等自己的子进程",
                                        {draft.scenario.workers[context.worker].name, whom->text}));
}

std::optional<SourceStep> readByHandStep(Draft &draft, const JsonNode &node)
{
    const auto *name = readObject(draft, node) ? readMember(draft, node, "call") : nullptr;
    const auto word = name ? readString(draft, *name) : std::nullopt;
    if (!word)
        return std::nullopt;
    const auto call = findCall(*word);
    if (call && callAt(*call).isMadeByHand)
        return readCall(draft, node, {});
    draft.fail(*name, sentenceOf("\"%1\" cannot be made by hand: fcntl can",
                                 "\"%1\" 不能手动执行：fcntl 可以", {shown(*word)}));
    return std::nullopt;
}

} // namespace

std::optional<SourceStep> readCall(Draft &draft, const JsonNode &node, const StepContext &context)
{
    const bool isByHand = context.worker == noWorker;
    const auto id = findCall(node.find("call")->text).value();
    const Call &call = callAt(id);
    if (!checkKeys(draft, node, keysOf(call, isByHand)))
        return std::nullopt;
    SourceStep source;
    source.step.call = id;
    std::optional<std::size_t> size;
    for (std::size_t i = 0; i < call.parameters.size(); ++i) {
        const auto &parameter = call.parameters[i];
        if (parameter.type == ParameterType::Size)
            size = i;
        if (parameter.type == ParameterType::Data) {
            if (!size || !readData(draft, node, source, source.step.operands[*size]))
                return std::nullopt;
        } else if (!readParameterOf(draft, node, parameter, context, source.step.operands[i])) {
            return std::nullopt;
        }
    }
    if (call.effect == Effect::Fork) {
        source.step.child = findWorker(draft.scenario, node.find("child")->text).value();
        source.step.operands = {};
    }
    if (call.makesChannel && !readInitial(draft, node, source.step))
        return std::nullopt;
    const auto first = call.parameters.empty() ? ParameterType::Number : call.parameters[0].type;
    if (first == ParameterType::DescriptorPath || first == ParameterType::Path)
        tellOwner(context, source.step);
    if (call.effect == Effect::Wait && !checkWait(draft, node, context))
        return std::nullopt;
    const auto command = static_cast<std::int32_t>(source.step.operands[1].constant);
    const bool needsValue = effectOf(id, {0, command}) == Effect::Resize;
    if (needsValue && !readMember(draft, node, "value"))
        return std::nullopt;
    if (!readInto(draft, node, context, source.step) || !readOnly(draft, node, call, source))
        return std::nullopt;
    return source;
}

bool readByHand(Draft &draft, const JsonNode &root)
{
    const auto *parameters = root.find("parameters");
    if (!parameters)
        return true;
    for (const auto &parameter : parameters->children) {
        const auto *node = parameter->find("byHand");
        if (!node)
            continue;
        const auto source = readByHandStep(draft, *node);
        if (!source)
            return false;
        draft.scenario.parameters[parameter->index].byHandStep = static_cast<std::uint32_t>(
            draft.source.byHand.size());
        draft.source.byHand.push_back(*source);
    }
    return true;
}

} // namespace seeipc
