// SPDX-License-Identifier: MIT
#include "scenario/operands.h"

#include "mechanisms/registry.h"
#include "posix/waitstatus.h"

#include <algorithm>
#include <charconv>

namespace seeipc {

namespace {

constexpr std::int64_t longestData = 1 << 20;

/// Calls `visit` for each step that is a call, inside loops too, until it says false.
template<typename Visit>
bool forEachCall(const JsonNode &steps, const std::string &place, std::size_t depth, Visit visit)
{
    for (std::size_t i = 0; i < steps.items.size(); ++i) {
        const auto &node = steps.items[i];
        const auto where = place + "[" + std::to_string(i) + "]";
        if (node.find("call") && !visit(node, where))
            return false;
        const auto *body = node.find("do");
        if (body && depth < 32 && !forEachCall(*body, where + ".do", depth + 1, visit))
            return false;
    }
    return true;
}

/// The one parameter of a call that names the bytes it moves to or from the worker.
struct DataForm
{
    std::string bytes;
    DataKind kind = DataKind::Bytes;
    std::optional<std::int64_t> size; ///< where it is not that of `bytes`
    std::optional<std::size_t> parameter;
};

class OperandReader
{
public:
    OperandReader(Reading &reading, WorkerId worker, SourceStep &step)
        : m_reading(reading), m_worker(worker), m_step(step), m_call(callAt(step.step.call))
    {}

    bool read(const JsonNode &node, const std::string &place)
    {
        if (!knowsAllNames(node, place))
            return false;
        for (std::size_t i = 0; i < m_call.parameters.size(); ++i) {
            if (!readOne(node, place, i))
                return false;
        }
        settleSize();
        return readMakes(node, place) && readInto(node, place);
    }

private:
    bool knowsAllNames(const JsonNode &node, const std::string &place)
    {
        std::vector<std::string_view> names{"call", "as", "when"};
        if (m_call.makesChannel)
            names.push_back("makes");
        if (m_call.effect == Effect::Read)
            names.push_back("into");
        for (const auto &parameter : m_call.parameters)
            names.push_back(parameter.name);
        for (const auto &[name, value] : node.members) {
            if (std::find(names.begin(), names.end(), name) == names.end())
                return m_reading.refuse(
                    place, withNearest({std::string(m_call.name) + " has no \"" + name + "\"",
                                        std::string(m_call.name) + " 没有 \"" + name + "\""},
                                       name, names));
        }
        return true;
    }

    bool readOne(const JsonNode &node, const std::string &place, std::size_t number)
    {
        const auto &parameter = m_call.parameters[number];
        const std::string name(parameter.name);
        const auto *value = node.find(name);
        if (!value) {
            if (parameter.presence == Presence::Optional)
                return true;
            return m_reading.refuse(place, {std::string(m_call.name) + " needs \"" + name + "\"",
                                            std::string(m_call.name) + " 需要 \"" + name + "\""});
        }
        const auto where = place + "." + name;
        if (parameter.type == ParameterType::Data)
            return readData(*value, where);
        const auto operand = readOperand(*value, where, parameter);
        if (!operand)
            return false;
        m_step.step.operands[number] = *operand;
        return true;
    }

    std::optional<Operand> readOperand(const JsonNode &value, const std::string &where,
                                       const CallParameter &parameter)
    {
        switch (parameter.type) {
        case ParameterType::Descriptor: return readDescriptor(value, where);
        case ParameterType::Number:
            return readNumber(m_reading, value, where, 0, std::int64_t{1} << 31);
        case ParameterType::Size: return readNumber(m_reading, value, where, 0, mostBytesPerCall);
        case ParameterType::Worker: return readWorker(value, where);
        case ParameterType::Process: return readProcess(value, where);
        case ParameterType::Symbol: return readSymbol(value, where, parameter);
        case ParameterType::Signal: return readSignal(value, where);
        case ParameterType::Data: break;
        }
        return std::nullopt;
    }

    std::optional<Operand> refuse(const std::string &where, Text what)
    {
        m_reading.refuse(where, std::move(what));
        return std::nullopt;
    }

    /// "p[0]", "owner.p[1]" or a number.
    std::optional<Operand> readDescriptor(const JsonNode &value, const std::string &where)
    {
        if (value.is(JsonNode::Kind::Integer))
            return readNumber(m_reading, value, where, 0, 1 << 20);
        std::string_view text = value.text;
        const auto dot = text.find('.');
        if (dot != std::string_view::npos) {
            if (!m_reading.findWorker(text.substr(0, dot)))
                return refuse(where, withNearest({"no such worker in " + value.text,
                                                  value.text + " 里没有这个进程"},
                                                 text.substr(0, dot), m_reading.workerNames()));
            text.remove_prefix(dot + 1);
        }
        const bool isWritten = text.size() > 3 && text.ends_with(']') && text[text.size() - 3] == '['
                               && (text[text.size() - 2] == '0' || text[text.size() - 2] == '1');
        if (!value.is(JsonNode::Kind::Text) || !isWritten)
            return refuse(where, {R"(is no descriptor: "p[0]", "p[1]" or a number)",
                                  R"(不是描述符：应当是 "p[0]"、"p[1]" 或数字)"});
        const auto name = text.substr(0, text.size() - 3);
        const auto found = std::find_if(m_reading.made.begin(), m_reading.made.end(),
                                        [&](const auto &made) { return made.name == name; });
        if (found == m_reading.made.end()) {
            std::vector<std::string_view> names;
            for (const auto &made : m_reading.made)
                names.push_back(made.name);
            return refuse(where, withNearest({"nobody makes \"" + std::string(name) + "\"",
                                              "没有谁创建 \"" + std::string(name) + "\""},
                                             name, names));
        }
        if (!inherits(found->maker))
            return refuse(where, {"this worker never gets " + std::string(name)
                                      + ": neither it nor an ancestor makes it",
                                  "这个进程得不到 " + std::string(name) + "：它和它的祖先都没有创建"});
        const auto end = static_cast<std::uint32_t>(text[text.size() - 2] - '0');
        return Operand{OperandKind::Variable, found->variable + end, 0};
    }

    bool inherits(WorkerId maker) const
    {
        auto worker = m_worker;
        for (std::size_t i = 0; worker != maker && worker != noWorker && i < mostWorkers; ++i)
            worker = m_reading.parents[worker];
        return worker == maker || m_worker == noWorker;
    }

    std::optional<Operand> readWorker(const JsonNode &value, const std::string &where)
    {
        const auto worker = m_reading.findWorker(value.text);
        if (!worker)
            return refuse(where, withNearest({"no such worker: " + toLine(value),
                                              "没有这个进程：" + toLine(value)},
                                             value.text, m_reading.workerNames()));
        if (m_call.effect == Effect::Fork)
            m_step.step.child = *worker;
        return Operand{OperandKind::Constant, 0, *worker};
    }

    std::optional<Operand> readProcess(const JsonNode &value, const std::string &where)
    {
        const bool isWritten = value.text.starts_with('@');
        const auto worker = isWritten ? m_reading.findWorker(value.text.substr(1)) : std::nullopt;
        if (worker)
            return Operand{OperandKind::Pid, *worker, 0};
        if (isWritten)
            return refuse(where, withNearest({"no such worker: " + value.text,
                                              "没有这个进程：" + value.text},
                                             value.text.substr(1), m_reading.workerNames()));
        return refuse(where, {R"(must be "@worker": a signal reaches own workers only)",
                              R"(应当是 "@进程名"：信号只能发给自己的进程)"});
    }

    std::optional<Operand> readSymbol(const JsonNode &value, const std::string &where,
                                      const CallParameter &parameter)
    {
        const auto word = value.is(JsonNode::Kind::Boolean)
                              ? std::string(value.boolean ? "true" : "false")
                              : value.text;
        std::vector<std::string_view> names;
        for (const auto &symbol : parameter.symbols) {
            if (symbol.name == word)
                return Operand{OperandKind::Constant, 0, symbol.value};
            names.push_back(symbol.name);
        }
        return refuse(where, withNearest({toLine(value) + " is unknown here",
                                          "这里不认识 " + toLine(value)},
                                         word, names));
    }

    std::optional<Operand> readSignal(const JsonNode &value, const std::string &where)
    {
        const auto signal = signalByName(value.text);
        if (signal == 0)
            return refuse(where, {"is no signal's name like \"SIGUSR1\"",
                                  "不是信号名，例如 \"SIGUSR1\""});
        return Operand{OperandKind::Constant, 0, signal};
    }

    /// "text", {"fill": "A", "times": N}, {"sequence": N}, "$parameter".
    bool readData(const JsonNode &value, const std::string &where)
    {
        m_step.step.data = DataKind::Bytes;
        if (value.is(JsonNode::Kind::Text) && value.text.starts_with('$'))
            return readDataParameter(value, where);
        if (value.is(JsonNode::Kind::Text)) {
            m_step.data = value.text;
            return true;
        }
        if (value.find("sequence"))
            return readSequence(value, where);
        if (!m_reading.hasOnly(value, where, {"fill", "times"}))
            return false;
        const auto fill = m_reading.text(value, where, "fill");
        const auto times = fill ? m_reading.number(value, where, "times", 1, mostBytesPerCall)
                                : std::nullopt;
        if (!times)
            return false;
        if (fill->empty() || *times * static_cast<std::int64_t>(fill->size()) > mostBytesPerCall)
            return m_reading.refuse(where, {"is nothing, or more than 16 MiB", "为空，或超过 16 MiB"});
        m_step.data = *fill;
        m_filled = *times * static_cast<std::int64_t>(fill->size());
        return true;
    }

    bool readDataParameter(const JsonNode &value, const std::string &where)
    {
        const auto parameter = m_reading.findParameter(value.text.substr(1));
        if (!parameter
            || m_reading.scenario.parameters[*parameter].type != Parameter::Type::Text)
            return m_reading.refuse(where, withNearest({value.text + " is no text parameter",
                                                        value.text + " 不是文本参数"},
                                                       value.text.substr(1),
                                                       m_reading.parameterNames()));
        m_step.dataParameter = *parameter;
        return true;
    }

    bool readSequence(const JsonNode &value, const std::string &where)
    {
        const auto period = m_reading.hasOnly(value, where, {"sequence"})
                                ? m_reading.number(value, where, "sequence", 1, 256)
                                : std::nullopt;
        if (!period)
            return false;
        m_step.step.data = DataKind::Sequence;
        for (std::int64_t i = 0; i < *period; ++i)
            m_step.data += static_cast<char>(i);
        return true;
    }

    /// How much a call sends where the file does not say it.
    void settleSize()
    {
        for (std::size_t i = 0; i < m_call.parameters.size(); ++i) {
            auto &operand = m_step.step.operands[i];
            if (m_call.parameters[i].type != ParameterType::Size
                || operand.kind != OperandKind::None)
                continue;
            operand = m_filled ? Operand{OperandKind::Constant, 0, *m_filled}
                               : Operand{OperandKind::DataSize, 0, 0};
        }
    }

    bool readMakes(const JsonNode &node, const std::string &place)
    {
        if (!m_call.makesChannel)
            return true;
        const auto name = m_reading.text(node, place, "makes");
        if (!name)
            return false;
        for (const auto &made : m_reading.made) {
            if (made.name == *name) {
                m_step.step.makes = static_cast<std::uint16_t>(made.variable);
                m_step.step.makesChannel = made.channel;
            }
        }
        return true;
    }

    bool readInto(const JsonNode &node, const std::string &place)
    {
        if (!node.find("into"))
            return true;
        const auto name = m_reading.text(node, place, "into");
        if (!name)
            return false;
        if (m_worker == noWorker)
            return m_reading.refuse(place + ".into", notSupported("into"));
        auto &stream = m_reading.streams[m_worker];
        if (!stream.empty() && stream != *name)
            return m_reading.refuse(place + ".into", {"a second stream of one worker is not supported yet",
                                                      "一个进程收集两个流，尚未支持"});
        stream = *name;
        m_step.step.collects = true;
        return true;
    }

    Reading &m_reading;
    WorkerId m_worker;
    SourceStep &m_step;
    const Call &m_call;
    std::optional<std::int64_t> m_filled;
};

} // namespace

bool collectMade(Reading &reading, const JsonNode &steps, const std::string &place, WorkerId worker)
{
    return forEachCall(steps, place, 0, [&](const JsonNode &node, const std::string &where) {
        const auto *name = node.find("makes");
        if (!name || !name->is(JsonNode::Kind::Text))
            return true;
        const auto call = findCall(node.find("call")->text);
        if (!call || !callAt(*call).makesChannel)
            return true;
        if (name->text.ends_with("[]"))
            return reading.refuse(where + ".makes", notSupported("name[]"));
        if (reading.findChannel(name->text))
            return reading.refuse(where + ".makes", {"\"" + name->text + "\" is made twice",
                                                     "\"" + name->text + "\" 被创建了两次"});
        if (reading.scenario.channels.size() == mostChannels)
            return reading.refuse(where, {"there are more than 16 channels", "通道超过了 16 个"});
        const auto channel = static_cast<ChannelId>(reading.scenario.channels.size());
        reading.made.push_back({name->text, channel, reading.source.variableCount, worker});
        reading.source.variableCount += 2;
        reading.scenario.channels.push_back({name->text, mechanismOf(*call).kind, *call});
        return true;
    });
}

bool collectForks(Reading &reading, const JsonNode &workers)
{
    reading.parents.assign(reading.scenario.workers.size(), noWorker);
    reading.streams.resize(reading.scenario.workers.size());
    for (const auto &[name, node] : workers.members) {
        const auto *steps = node.is(JsonNode::Kind::Object) ? node.find("steps") : &node;
        const auto parent = *reading.findWorker(name);
        const auto note = [&](const JsonNode &step, const std::string &where) {
            const auto *child = step.find("child");
            if (!child || step.find("call")->text != "fork")
                return true;
            const auto worker = reading.findWorker(child->text);
            if (!worker)
                return true; // told when the step is read
            if (reading.parents[*worker] != noWorker)
                return reading.refuse(where + ".child", {child->text + " is forked twice",
                                                         child->text + " 被 fork 了两次"});
            reading.parents[*worker] = parent;
            reading.source.workers[*worker].isForked = true;
            return true;
        };
        if (steps && !forEachCall(*steps, "workers." + name, 0, note))
            return false;
    }
    return true;
}

std::optional<Operand> readNumber(Reading &reading, const JsonNode &node, const std::string &place,
                                  std::int64_t atLeast, std::int64_t atMost)
{
    const auto refuse = [&](Text what) -> std::optional<Operand> {
        reading.refuse(place, std::move(what));
        return std::nullopt;
    };
    const auto bounds = std::to_string(atLeast) + " to " + std::to_string(atMost);
    const auto boundsZh = std::to_string(atLeast) + " 到 " + std::to_string(atMost);
    if (node.is(JsonNode::Kind::Integer) && node.integer >= atLeast && node.integer <= atMost)
        return Operand{OperandKind::Constant, 0, node.integer};
    if (!node.is(JsonNode::Kind::Text) || !node.text.starts_with('$'))
        return refuse({"is no whole number from " + bounds + " and no \"$parameter\"",
                       "应当是 " + boundsZh + " 的整数或 \"$参数\""});
    if (node.text == "$i")
        return Operand{OperandKind::Iteration, 0, 0};
    const auto found = reading.findParameter(node.text.substr(1));
    if (!found)
        return refuse(withNearest({"no such parameter: " + node.text, "没有这个参数：" + node.text},
                                  node.text.substr(1), reading.parameterNames()));
    const auto &parameter = reading.scenario.parameters[*found];
    if (parameter.type != Parameter::Type::Number || parameter.atLeast < atLeast
        || parameter.atMost > atMost)
        return refuse({node.text + " may leave " + bounds + ": give it other bounds",
                       node.text + " 可能超出 " + boundsZh + "：请修改它的范围"});
    return Operand{OperandKind::Parameter, static_cast<std::uint32_t>(*found), 0};
}

bool readOperands(Reading &reading, const JsonNode &node, const std::string &place, WorkerId worker,
                  SourceStep &step)
{
    return OperandReader(reading, worker, step).read(node, place);
}

} // namespace seeipc
