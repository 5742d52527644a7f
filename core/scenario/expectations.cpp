// SPDX-License-Identifier: MIT
#include "mechanisms/registry.h"
#include "posix/result.h"
#include "posix/waitstatus.h"
#include "scenario/reading.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace seeipc {

namespace {

constexpr std::size_t mostExpectations = 200;
constexpr int highestErrno = 133;

/// Subjects and tests of the language that are still to come.
constexpr std::array<std::string_view, 12> later{"listing", "output", "runs",    "first",
                                                 "last",    "each",   "where",   "differs",
                                                 "fault",   "torn",   "exactly", "milliseconds"};

class ExpectationReader
{
public:
    ExpectationReader(Reading &reading, const JsonNode &node, std::string place)
        : m_reading(reading), m_node(node), m_place(std::move(place))
    {}

    bool read()
    {
        for (const auto name : later) {
            if (m_node.find(name))
                return m_reading.refuse(m_place + "." + std::string(name), notSupported(name));
        }
        if (!m_reading.hasOnly(m_node, m_place,
                               {"proves", "only", "call", "value", "worker", "at", "channel",
                                "returns", "errno", "data", "count", "sequence", "exit", "signal",
                                "queuedBytes", "capacity", "mostQueued", "asleepIn"}))
            return false;
        m_wanted.place = m_place;
        m_wanted.text = toLine(m_node);
        const auto proves = m_reading.texts(m_node, m_place, "proves");
        if (!proves)
            return false;
        m_wanted.proves = *proves;
        if (!readOnly() || !readSubject() || !readTests())
            return false;
        m_reading.scenario.expectations.push_back(std::move(m_wanted));
        return true;
    }

private:
    bool refuse(const std::string &name, Text what)
    {
        return m_reading.refuse(m_place + "." + name, std::move(what));
    }

    bool readOnly()
    {
        if (!m_node.find("only"))
            return true;
        const auto name = m_reading.text(m_node, m_place, "only");
        std::vector<std::string_view> names;
        for (const auto &variant : m_reading.scenario.variants)
            names.push_back(variant.first);
        if (!name)
            return false;
        if (std::find(names.begin(), names.end(), *name) == names.end())
            return refuse("only", withNearest({"no such variant: \"" + *name + "\"",
                                               "没有这个变体：\"" + *name + "\""},
                                              *name, names));
        m_wanted.only = *name;
        return true;
    }

    bool readSubject()
    {
        constexpr const char *subjects[] = {"call", "value", "worker", "at"};
        const auto count = std::count_if(std::begin(subjects), std::end(subjects),
                                         [&](const char *name) { return m_node.find(name); });
        const bool isAtWorker = count == 2 && m_node.find("at") && m_node.find("worker");
        if (count != 1 && !isAtWorker)
            return m_reading.refuse(m_place,
                                    {R"(needs one subject: "call", "value", "worker" or "at")",
                                     R"(需要且只需要一个主语："call"、"value"、"worker" 或 "at")"});
        if (m_node.find("at"))
            return readAt();
        if (m_node.find("worker")) {
            m_wanted.subject = Expectation::Subject::Worker;
            return readWorker();
        }
        return readDotted(m_node.find("call") ? "call" : "value");
    }

    bool readWorker()
    {
        const auto name = m_reading.text(m_node, m_place, "worker");
        if (!name)
            return false;
        const auto worker = m_reading.findWorker(*name);
        if (!worker)
            return refuse("worker", withNearest({"no such worker: \"" + *name + "\"",
                                                 "没有这个进程：\"" + *name + "\""},
                                                *name, m_reading.workerNames()));
        m_wanted.worker = *worker;
        return true;
    }

    /// "writer.write" (a step) or "reader.stream" (an "into").
    bool readDotted(const std::string &subject)
    {
        const auto text = m_reading.text(m_node, m_place, subject);
        if (!text)
            return false;
        const auto dot = text->find('.');
        const auto name = text->substr(0, dot);
        const auto worker = m_reading.findWorker(name);
        if (!worker)
            return refuse(subject, withNearest({"no such worker: \"" + name + "\"",
                                                "没有这个进程：\"" + name + "\""},
                                               name, m_reading.workerNames()));
        m_wanted.worker = *worker;
        const auto what = dot == std::string::npos ? std::string() : text->substr(dot + 1);
        if (subject == "value") {
            m_wanted.subject = Expectation::Subject::Value;
            m_wanted.value = what;
            const auto &stream = m_reading.streams[*worker];
            return (!stream.empty() && stream == what)
                   || refuse(subject, {"no step of " + name + R"( reads "into" ")" + what + "\"",
                                       name + R"( 没有哪一步 "into" ")" + what + "\""});
        }
        const auto step = m_reading.findStep(*worker, what);
        if (!step)
            return refuse(subject,
                          withNearest({name + " has no one step \"" + what + "\"",
                                       name + " 没有唯一的步骤 \"" + what + "\""},
                                      what, m_reading.stepNames(*worker)));
        m_wanted.step = *step;
        return true;
    }

    bool readAt()
    {
        m_wanted.subject = Expectation::Subject::At;
        const auto text = m_reading.text(m_node, m_place, "at");
        if (!text)
            return false;
        auto read = readCondition(m_reading, *text);
        if (auto *wrong = std::get_if<Text>(&read))
            return refuse("at", std::move(*wrong));
        m_wanted.at = std::get<Condition>(read);
        auto &samples = m_reading.scenario.samples;
        auto sample = std::find(samples.begin(), samples.end(), *m_wanted.at);
        if (sample == samples.end())
            sample = samples.insert(sample, *m_wanted.at);
        m_wanted.sample = static_cast<std::uint16_t>(sample - samples.begin());
        m_wanted.worker = m_wanted.at->worker;
        if (m_node.find("worker") && !readWorker())
            return false;
        if (!m_node.find("channel"))
            return true;
        const auto name = m_reading.text(m_node, m_place, "channel");
        const auto channel = name ? m_reading.findChannel(*name) : std::nullopt;
        if (name && !channel)
            return refuse("channel", {"nobody makes \"" + *name + "\"", "没有谁创建 \"" + *name + "\""});
        m_wanted.channel = channel.value_or(noChannel);
        return channel.has_value();
    }

    bool readTests()
    {
        using Subject = Expectation::Subject;
        const bool isRead = readNumberTest("returns", m_wanted.returns, {Subject::Call})
                            && readNumberTest("count", m_wanted.count, {Subject::Call, Subject::Value})
                            && readNumberTest("exit", m_wanted.exit, {Subject::Worker})
                            && readNumberTest("queuedBytes", m_wanted.queuedBytes, {Subject::At})
                            && readNumberTest("capacity", m_wanted.capacity, {Subject::At})
                            && readNumberTest("mostQueued", m_wanted.mostQueued, {Subject::Call})
                            && readWords();
        if (!isRead)
            return false;
        const bool hasTest = m_wanted.returns || m_wanted.error || m_wanted.data || m_wanted.count
                             || m_wanted.sequence || m_wanted.exit || m_wanted.signal
                             || m_wanted.queuedBytes || m_wanted.capacity || m_wanted.mostQueued
                             || m_wanted.asleepIn;
        if (!hasTest)
            return m_reading.refuse(m_place, {R"(tests nothing: add "returns", "data", "exit", ...)",
                                              R"(什么也没检查：请加上 "returns"、"data"、"exit" 等)"});
        if ((m_wanted.queuedBytes || m_wanted.capacity) && m_wanted.channel == noChannel)
            return m_reading.refuse(m_place, {R"(needs a "channel")", R"(需要 "channel")"});
        return true;
    }

    bool readWords()
    {
        using Subject = Expectation::Subject;
        if (m_node.find("errno") && (!allows("errno", {Subject::Call}) || !readErrno()))
            return false;
        if (m_node.find("signal") && (!allows("signal", {Subject::Worker}) || !readSignal()))
            return false;
        if (m_node.find("asleepIn") && (!allows("asleepIn", {Subject::At}) || !readAsleepIn()))
            return false;
        if (m_node.find("sequence")) {
            if (!allows("sequence", {Subject::Value}))
                return false;
            m_wanted.sequence = m_reading.number(m_node, m_place, "sequence", 1, 256);
            if (!m_wanted.sequence)
                return false;
        }
        if (m_node.find("data")) {
            if (!allows("data", {Subject::Call, Subject::Value}))
                return false;
            m_wanted.data = m_reading.text(m_node, m_place, "data");
            return m_wanted.data.has_value();
        }
        return true;
    }

    bool allows(const char *test, std::initializer_list<Expectation::Subject> subjects)
    {
        return std::find(subjects.begin(), subjects.end(), m_wanted.subject) != subjects.end()
               || refuse(test, {"does not fit this subject", "不适用于这个主语"});
    }

    /// 5, "5", ">= 5", "<= $capacity", ...
    bool readNumberTest(const char *name, std::optional<NumberTest> &test,
                        std::initializer_list<Expectation::Subject> subjects)
    {
        const auto *value = m_node.find(name);
        if (!value)
            return true;
        if (!allows(name, subjects))
            return false;
        test.emplace();
        if (value->is(JsonNode::Kind::Integer)) {
            test->number = value->integer;
            return true;
        }
        using Comparison = NumberTest::Comparison;
        constexpr std::pair<std::string_view, Comparison> signs[] = {
            {">=", Comparison::GreaterOrEqual}, {"<=", Comparison::LessOrEqual},
            {"==", Comparison::Equal},          {"!=", Comparison::NotEqual},
            {">", Comparison::Greater},         {"<", Comparison::Less}};
        std::string_view text = value->text;
        for (const auto &[sign, comparison] : signs) {
            if (!text.starts_with(sign))
                continue;
            test->comparison = comparison;
            text.remove_prefix(sign.size());
            break;
        }
        text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
        if (text.starts_with('$')) {
            test->parameter = m_reading.findParameter(text.substr(1));
            return test->parameter.has_value()
                   || refuse(name, withNearest({"no such parameter: " + std::string(text),
                                                "没有这个参数：" + std::string(text)},
                                               text.substr(1), m_reading.parameterNames()));
        }
        if (text.find_first_of("{%+*/") != std::string_view::npos)
            return refuse(name, notSupported(value->text));
        const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(),
                                                 test->number);
        return (code == std::errc() && end == text.data() + text.size() && !text.empty())
               || refuse(name, {R"(is no number like 5, ">= 5" or "<= $parameter")",
                                R"(应当是数字，如 5、">= 5" 或 "<= $参数")"});
    }

    bool readErrno()
    {
        const auto name = m_reading.text(m_node, m_place, "errno");
        if (!name)
            return false;
        if (name->empty()) {
            m_wanted.error = 0;
            return true;
        }
        for (int code = 1; code <= highestErrno; ++code) {
            if (errnoName(code) == *name)
                m_wanted.error = code;
        }
        return m_wanted.error.has_value()
               || refuse("errno", {R"(is no errno's name like "EPIPE"; "" means none)",
                                   R"(不是 errno 的名字，如 "EPIPE"；"" 表示没有错误)"});
    }

    bool readSignal()
    {
        const auto name = m_reading.text(m_node, m_place, "signal");
        if (!name)
            return false;
        const auto signal = signalByName(*name);
        if (signal == 0)
            return refuse("signal", {"is no signal's name like \"SIGPIPE\"",
                                     "不是信号名，例如 \"SIGPIPE\""});
        m_wanted.signal = signal;
        return true;
    }

    bool readAsleepIn()
    {
        const auto name = m_reading.text(m_node, m_place, "asleepIn");
        if (!name)
            return false;
        m_wanted.asleepIn = findCall(*name);
        return m_wanted.asleepIn.has_value()
               || refuse("asleepIn", {"no such call: \"" + *name + "\"",
                                      "没有这个调用：\"" + *name + "\""});
    }

    Reading &m_reading;
    const JsonNode &m_node;
    std::string m_place;
    Expectation m_wanted;
};

} // namespace

void readExpectations(Reading &reading, const JsonNode &root)
{
    const auto *list = root.find("expect");
    if (!list)
        return;
    if (!list->is(JsonNode::Kind::Array) || list->items.size() > mostExpectations) {
        reading.refuse("expect", {"is no list of at most 200 expectations",
                                  "应当是最多 200 条预期的列表"});
        return;
    }
    for (std::size_t i = 0; i < list->items.size(); ++i) {
        if (!ExpectationReader(reading, list->items[i], "expect[" + std::to_string(i) + "]").read())
            return;
    }
}

} // namespace seeipc
