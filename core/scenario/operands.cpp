// SPDX-License-Identifier: MIT
// The values that steps are written with: numbers, parameters, descriptors, workers, words, data.
#include "mechanisms/procfiles.h"
#include "mechanisms/registry.h"
#include "scenario/draft.h"
#include "scenario/words.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace seeipc {

namespace {

constexpr std::string_view procScheme = "proc:";
constexpr std::int64_t highestFd = 1 << 20; ///< the one that a worker hangs on it keeps to itself

std::optional<Operand> constantOf(std::optional<std::int64_t> number)
{
    if (!number)
        return std::nullopt;
    return Operand{OperandKind::Constant, 0, *number};
}

/// "owner.p[0]" and its parts.
struct ChannelReference
{
    std::string channel; ///< "p" or "owner.p"
    std::uint32_t end = 0;
};

std::optional<ChannelReference> referenceIn(std::string_view text)
{
    if (text.size() < 4 || text.back() != ']' || text[text.size() - 3] != '[')
        return std::nullopt;
    const char end = text[text.size() - 2];
    if (end != '0' && end != '1')
        return std::nullopt;
    return ChannelReference{std::string(text.substr(0, text.size() - 3)), end == '1' ? 1U : 0U};
}

/// Has this worker the descriptors that a step made when it makes this one? It has its own, made
/// before, and those that its parent had when it was forked.
Text whyWithout(const Draft &draft, const Origin &origin, const std::string &name,
                StepContext context)
{
    const auto &workers = draft.scenario.workers;
    const auto user = context.worker;
    while (context.worker != noWorker && context.worker != origin.worker) {
        const auto &parent = draft.workerOrigins[context.worker];
        context = {parent.worker, parent.step, false};
    }
    if (context.worker == noWorker)
        return sentenceOf("%1 has no descriptor of \"%2\": only %3, which makes it, and those that "
                          "%3 forks afterwards have one",
                          "%1 没有 \"%2\" 的描述符：只有建立它的 %3 和此后由 %3 fork 出的进程才有",
                          {workers[user].name, name, workers[origin.worker].name});
    if (origin.step >= context.step)
        return sentenceOf("\"%1\" is made only later: move the step that makes it before this",
                          "\"%1\" 到后面才建立：请把建立它的步骤移到前面", {name});
    return {};
}

std::optional<Operand> readNamed(Draft &draft, const JsonNode &node, std::size_t number,
                                 const StepContext &context)
{
    const auto why = whyWithout(draft, draft.descriptorOrigins[number],
                                draft.scenario.descriptors[number], context);
    if (!why.en.empty()) {
        draft.fail(node, why);
        return std::nullopt;
    }
    return Operand{OperandKind::Variable, variableOf(draft.scenario, number), 0};
}

std::optional<Operand> readDescriptor(Draft &draft, const JsonNode &node,
                                      const StepContext &context)
{
    const bool isByHand = context.worker == noWorker;
    if (!node.isString() && !isByHand)
        return constantOf(readInteger(draft, node, 0, highestFd));
    const auto text = readString(draft, node);
    if (!text)
        return std::nullopt;
    const auto &named = draft.scenario.descriptors;
    if (const auto found = std::find(named.begin(), named.end(), *text);
        found != named.end() && !isByHand)
        return readNamed(draft, node, static_cast<std::size_t>(found - named.begin()), context);
    const auto reference = referenceIn(*text);
    if (!reference) {
        draft.fail(node,
                   sentenceOf("\"%1\" is no descriptor: \"p[0]\" (read end), \"p[1]\" (write "
                              "end) or a number would be right",
                              "\"%1\" 不是描述符：应为 \"p[0]\"（读端）、\"p[1]\"（写端）或数字",
                              {shown(*text)}));
        return std::nullopt;
    }
    const auto channel = channelOf(draft, reference->channel, context.worker);
    auto problem = std::holds_alternative<Text>(channel) ? std::get<Text>(channel) : Text{};
    if (problem.en.empty()
        && !callAt(draft.scenario.channels[std::get<ChannelId>(channel)].madeBy).makesChannel)
        problem = sentenceOf(
            "\"%1\" is a FIFO: it has no descriptor before an open that \"makes\" one",
            "\"%1\" 是有名管道：用带 \"makes\" 的 open 打开之后才有描述符", {reference->channel});
    if (problem.en.empty() && !isByHand)
        problem = whyWithout(draft, draft.channelOrigins[std::get<ChannelId>(channel)],
                             draft.scenario.channels[std::get<ChannelId>(channel)].name, context);
    if (!problem.en.empty()) {
        draft.fail(node, problem);
        return std::nullopt;
    }
    return Operand{OperandKind::Variable, std::get<ChannelId>(channel) * 2U + reference->end, 0};
}

std::optional<Operand> readSymbol(Draft &draft, const JsonNode &node,
                                  const CallParameter &parameter)
{
    const bool isBoolean = node.kind == JsonNode::Kind::Boolean;
    const auto word = isBoolean ? std::string(node.boolean ? "true" : "false") : node.text;
    std::vector<std::string> names;
    for (const auto &symbol : parameter.symbols) {
        if ((isBoolean || node.isString()) && symbol.name == word)
            return Operand{OperandKind::Constant, 0, symbol.value};
        names.emplace_back(symbol.name);
    }
    draft.fail(node, sentenceOf("%1 is not possible here", "这里不能是 %1", {shown(node.line())})
                         + hint(word, names));
    return std::nullopt;
}

/// "POLLIN|POLLOUT", or a number that has no words.
std::optional<Operand> readFlags(Draft &draft, const JsonNode &node, const CallParameter &parameter)
{
    if (node.isInteger())
        return constantOf(readInteger(draft, node, 0, std::numeric_limits<std::int32_t>::max()));
    std::vector<std::string> names;
    for (const auto &symbol : parameter.symbols)
        names.emplace_back(symbol.name);
    std::int64_t flags = 0;
    for (std::string_view rest = node.text; node.isString();) {
        const auto word = rest.substr(0, rest.find('|'));
        const auto symbol = std::find_if(parameter.symbols.begin(), parameter.symbols.end(),
                                         [&](const Symbol &row) { return row.name == word; });
        if (symbol == parameter.symbols.end())
            break;
        flags |= symbol->value;
        if (word.size() == rest.size())
            return constantOf(flags);
        rest.remove_prefix(word.size() + 1);
    }
    draft.fail(node,
               sentenceOf("%1 is not possible here: words joined by \"|\" or a number",
                          "这里不能是 %1：应为用 \"|\" 连接的词，或数字", {shown(node.line())})
                   + hint(node.text, names));
    return std::nullopt;
}

/// "owner.p[0]": which descriptor of which worker. The step's own worker need not have it.
std::optional<Operand> readForeign(Draft &draft, const JsonNode &node, std::string_view text,
                                   const StepContext &context)
{
    const auto reference = referenceIn(text);
    const auto channel = reference ? channelOf(draft, reference->channel, context.worker)
                                   : std::variant<ChannelId, Text>();
    const auto *why = std::get_if<Text>(&channel);
    if (reference && !why) {
        const auto id = std::get<ChannelId>(channel);
        return Operand{OperandKind::VariableOf, id * 2U + reference->end,
                       draft.channelOrigins[id].worker};
    }
    draft.fail(node, why ? *why
                         : sentenceOf("%1 is no descriptor of a process: \"owner.p[0]\" would be "
                                      "right",
                                      "%1 不是某个进程的描述符：应为 \"owner.p[0]\"",
                                      {shown(node.line())}));
    return std::nullopt;
}

std::optional<Operand> readForeignDescriptor(Draft &draft, const JsonNode &node,
                                             const StepContext &context)
{
    const auto text = readString(draft, node);
    return text ? readForeign(draft, node, *text, context) : std::nullopt;
}

/// "procfd:p[0]", "procfd:owner.p[0]", of a descriptor with a name of its own "procfd:in"
std::optional<Operand> readDescriptorPath(Draft &draft, const JsonNode &node,
                                          const StepContext &context)
{
    constexpr std::string_view scheme = "procfd:";
    const auto text = readString(draft, node);
    if (!text)
        return std::nullopt;
    if (text->starts_with(scheme)) {
        const auto whose = text->substr(scheme.size());
        const auto &named = draft.scenario.descriptors;
        const auto found = std::find(named.begin(), named.end(), whose);
        return found != named.end() ? readNamed(
                   draft, node, static_cast<std::size_t>(found - named.begin()), context)
                                    : readForeign(draft, node, whose, context);
    }
    notYet(draft, node, *text);
    return std::nullopt;
}

std::optional<Operand> readNameOperand(Draft &draft, const JsonNode &node)
{
    const auto name = readPlainName(draft, node);
    return name ? std::optional(Operand{OperandKind::Name, *name, 0}) : std::nullopt;
}

/// "proc:reader/syscall": which file, and by the index of which worker (tellOwner() in calls.cpp).
std::optional<Operand> readProcFile(Draft &draft, const JsonNode &node)
{
    const auto text = std::string_view(node.text).substr(procScheme.size());
    const auto slash = text.find('/');
    const std::string whose(text.substr(0, slash));
    const auto file = slash == std::string_view::npos ? std::string_view() : text.substr(slash + 1);
    const auto worker = findWorker(draft.scenario, whose);
    const auto *const row = std::find(procFiles.begin(), procFiles.end(), file);
    if (worker && row != procFiles.end())
        return Operand{OperandKind::Constant, *worker,
                       procFileArgument(static_cast<std::size_t>(row - procFiles.begin()))};
    const std::vector<std::string> files(procFiles.begin(), procFiles.end());
    if (worker)
        draft.fail(node,
                   sentenceOf("\"%1\" is no file of /proc that a demo may read",
                              "\"%1\" 不是演示可以读的 /proc 文件", {shown(std::string(file))})
                       + hint(std::string(file), files));
    else
        draft.fail(node, sentenceOf("there is no worker \"%1\"", "没有进程 \"%1\"", {shown(whose)})
                             + hint(whose, workerNames(draft.scenario)));
    return std::nullopt;
}

std::optional<Operand> readPath(Draft &draft, const JsonNode &node, const StepContext &context)
{
    if (node.isString() && node.text.starts_with(procScheme))
        return readProcFile(draft, node);
    return node.isString() && node.text.starts_with("procfd:")
               ? readDescriptorPath(draft, node, context)
               : readNameOperand(draft, node);
}

/// "0644"
std::optional<Operand> readMode(Draft &draft, const JsonNode &node)
{
    constexpr std::size_t longest = 5; // 07777
    const bool isOctal = node.isString() && node.text.size() <= longest
                         && node.text.starts_with('0')
                         && node.text.find_first_not_of("01234567") == std::string::npos;
    const auto mode = isOctal ? std::strtol(node.text.c_str(), nullptr, 8) : -1;
    if (mode >= 0 && mode <= 07777)
        return Operand{OperandKind::Constant, 0, mode};
    draft.fail(node,
               sentenceOf("%1 is no mode: permissions in octal, such as \"0644\", would be "
                          "right",
                          "%1 不是权限：应为八进制的权限，例如 \"0644\"", {shown(node.line())}));
    return std::nullopt;
}

std::optional<Operand> readNumber(Draft &draft, const JsonNode &node,
                                  const CallParameter &parameter, const StepContext &context,
                                  std::int64_t atLeast, std::int64_t atMost)
{
    if (node.isString() && node.text.starts_with('{'))
        return constantOf(readKernelNumber(draft, node, atLeast, atMost));
    if (node.isString() && !node.text.starts_with('$') && !parameter.symbols.empty())
        return readSymbol(draft, node, parameter);
    if (!node.isString() || !node.text.starts_with('$'))
        return constantOf(readInteger(draft, node, atLeast, atMost));
    if (node.text == "$i") {
        if (context.isInLoop)
            return Operand{OperandKind::Iteration, 0, 0};
        draft.fail(node, sentenceOf("\"$i\" is the round of a loop: there is none around this step",
                                    "\"$i\" 是循环的轮次：这一步不在循环里"));
        return std::nullopt;
    }
    const auto found = readParameterReference(draft, node, Parameter::Type::Number);
    if (!found || !checkParameterRange(draft, node, *found, atLeast, atMost))
        return std::nullopt;
    return Operand{OperandKind::Parameter, static_cast<std::uint32_t>(*found), 0};
}

/// A signal reaches the demo's own workers only.
std::optional<Operand> readProcess(Draft &draft, const JsonNode &node)
{
    const auto names = workerNames(draft.scenario);
    const auto name = node.text.starts_with('@') ? node.text.substr(1) : "";
    const auto worker = node.isString() ? findWorker(draft.scenario, name) : std::nullopt;
    if (worker)
        return Operand{OperandKind::Pid, *worker, 0};
    if (name.empty())
        draft.fail(node, sentenceOf("%1 is no process of this demo: \"@%2\" would be %2's pid",
                                    "%1 不是本演示的进程：\"@%2\" 表示 %2 的 pid",
                                    {shown(node.line()), names.front()}));
    else
        draft.fail(node, sentenceOf("there is no worker \"%1\"", "没有进程 \"%1\"", {shown(name)})
                             + hint(name, names));
    return std::nullopt;
}

std::optional<Operand> readSignal(Draft &draft, const JsonNode &node)
{
    const auto number = readSignalNumber(draft, node);
    return number ? constantOf(*number) : std::nullopt;
}

} // namespace

std::optional<NameId> readPlainName(Draft &draft, const JsonNode &node)
{
    const auto text = readString(draft, node);
    if (!text)
        return std::nullopt;
    auto &names = draft.scenario.names;
    const auto found = std::find(names.begin(), names.end(), *text);
    if (found != names.end())
        return static_cast<NameId>(found - names.begin());
    if (!isPlainName(*text) || names.size() >= mostNames) {
        draft.fail(node, names.size() >= mostNames
                             ? sentenceOf("more than %1 names of files", "文件名超过 %1 个",
                                          {std::to_string(mostNames)})
                             : sentenceOf("\"%1\" is no name of a file: a name, or two with \"/\" "
                                          "between them, would be right",
                                          "\"%1\" 不是文件名：应为一个名字，或用 \"/\" 隔开的两个",
                                          {shown(*text)}));
        return std::nullopt;
    }
    names.push_back(*text);
    return static_cast<NameId>(names.size() - 1);
}

std::uint32_t variableOf(const Scenario &scenario, std::size_t descriptor)
{
    return static_cast<std::uint32_t>(scenario.channels.size() * 2 + descriptor);
}

bool checkParameterRange(Draft &draft, const JsonNode &node, std::size_t index,
                         std::int64_t atLeast, std::int64_t atMost)
{
    const auto &parameter = draft.scenario.parameters[index];
    if (parameter.atLeast >= atLeast && parameter.atMost <= atMost)
        return true;
    return draft.fail(
        node, sentenceOf("the parameter goes from %1 to %2: here it may go from %3 to %4",
                         "这个参数的范围是 %1 到 %2：这里只能是 %3 到 %4",
                         {std::to_string(parameter.atLeast), std::to_string(parameter.atMost),
                          std::to_string(atLeast), std::to_string(atMost)}));
}

std::optional<Operand> readOperand(Draft &draft, const JsonNode &node,
                                   const CallParameter &parameter, const StepContext &context)
{
    using Int = std::numeric_limits<std::int32_t>;
    switch (parameter.type) {
    case ParameterType::Descriptor: return readDescriptor(draft, node, context);
    case ParameterType::Number:
        return readNumber(draft, node, parameter, context, Int::min(), Int::max());
    case ParameterType::Size:
        return readNumber(draft, node, parameter, context, 0, mostBytesPerCall);
    case ParameterType::Process: return readProcess(draft, node);
    case ParameterType::Symbol: return readSymbol(draft, node, parameter);
    case ParameterType::Signal: return readSignal(draft, node);
    case ParameterType::Flags: return readFlags(draft, node, parameter);
    case ParameterType::ForeignDescriptor: return readForeignDescriptor(draft, node, context);
    case ParameterType::DescriptorPath: return readDescriptorPath(draft, node, context);
    case ParameterType::Path: return readPath(draft, node, context);
    case ParameterType::Name: return readNameOperand(draft, node);
    case ParameterType::Mode: return readMode(draft, node);
    case ParameterType::Worker:
        if (const auto worker = readWorker(draft, node))
            return Operand{OperandKind::Pid, *worker, 0};
        return std::nullopt;
    case ParameterType::Data: break; // readData() does that
    }
    return std::nullopt;
}

} // namespace seeipc
