// SPDX-License-Identifier: MIT
#include "mechanisms/registry.h"
#include "scenario/draft.h"
#include "scenario/words.h"

#include <algorithm>
#include <array>

namespace seeipc {

namespace {

using Subject = Expectation::Subject;

constexpr std::size_t mostExpectations = 256;
constexpr std::int64_t longestSequence = 256;

const std::vector<std::string> laterTests{
    "first", "last",    "each", "where",   "differs", "fault", "output",
    "text",  "exactly", "of",   "listing", "signals", "rows",
};

/// The keys that an expectation about this may have.
Keys keysFor(Subject subject)
{
    Keys keys{{"proves", "only", "requires"}, laterTests};
    std::vector<std::string> own;
    switch (subject) {
    case Subject::Call:
        own = {"call", "returns", "errno", "data", "count", "mostQueued", "milliseconds", "equals"};
        break;
    case Subject::Value:
        own = {"value", "data", "contains", "count", "sequence",
               "runs",  "torn", "record",   "number"};
        break;
    case Subject::Worker: own = {"worker", "exit", "signal", "core", "handled"}; break;
    case Subject::At:
        own = {"at",        "channel", "queuedBytes", "capacity", "readEnds",
               "writeEnds", "worker",  "asleepIn",    "forEver"};
        break;
    }
    keys.known.insert(keys.known.begin(), own.begin(), own.end());
    return keys;
}

class Reader
{
public:
    Reader(Draft &draft, const JsonNode &node) : m_draft(draft), m_node(node) {}

    std::optional<Expectation> read();

private:
    bool readSubject();
    bool readCallSubject(const JsonNode &node);
    bool readValueSubject(const JsonNode &node);
    bool readTests();
    bool readErrno();
    bool readBytes(const char *key, std::optional<std::string> &into);
    bool readContains();
    bool readSequence();
    bool readSignal();
    bool readCore();
    bool readEquals();
    bool readRuns();
    bool readTorn();
    bool readNeeds();
    bool readOnly();
    bool readNumber(const char *key, std::optional<NumberTest> &into);
    bool hasTest() const;
    std::string textOf() const;
    std::optional<std::pair<WorkerId, std::string>> split(const JsonNode &node);

    Draft &m_draft;
    const JsonNode &m_node;
    Expectation m_wanted;
};

std::optional<Expectation> Reader::read()
{
    if (!readObject(m_draft, m_node) || !readSubject() || !readTests() || !readOnly())
        return std::nullopt;
    const auto *proves = readMember(m_draft, m_node, "proves");
    const auto fact = proves ? readText(m_draft, *proves) : std::nullopt;
    if (!fact)
        return std::nullopt;
    m_wanted.proves = *fact;
    if (!hasTest()) {
        m_draft.fail(m_node, sentenceOf("expects nothing", "没有写期望什么")
                                 + hint("", keysFor(m_wanted.subject).known));
        return std::nullopt;
    }
    m_wanted.place = m_node.place();
    m_wanted.text = textOf();
    return m_wanted;
}

bool Reader::readSubject()
{
    const std::array subjects{std::pair{"call", Subject::Call}, std::pair{"value", Subject::Value},
                              std::pair{"at", Subject::At}, std::pair{"worker", Subject::Worker}};
    for (const auto &[key, subject] : subjects) {
        const auto *node = m_node.find(key);
        if (!node)
            continue;
        m_wanted.subject = subject;
        if (!checkKeys(m_draft, m_node, keysFor(subject)))
            return false;
        if (subject == Subject::Call)
            return readCallSubject(*node);
        if (subject == Subject::Value)
            return readValueSubject(*node);
        if (subject == Subject::At)
            return readInstant(m_draft, m_node, m_wanted);
        const auto worker = readWorker(m_draft, *node);
        m_wanted.worker = worker.value_or(noWorker);
        return worker.has_value();
    }
    for (const auto &word : laterTests) {
        if (const auto *later = m_node.find(word))
            return notYet(m_draft, *later, word);
    }
    return m_draft.fail(m_node, sentenceOf("an expectation is about a \"call\", a \"value\", a "
                                           "\"worker\" or an instant (\"at\")",
                                           "期望应针对 \"call\"、\"value\"、\"worker\" 或某一时刻 "
                                           "(\"at\")"));
}

/// "worker.rest"
std::optional<std::pair<WorkerId, std::string>> Reader::split(const JsonNode &node)
{
    const auto text = readString(m_draft, node);
    if (!text)
        return std::nullopt;
    const auto dot = text->find('.');
    const auto worker = dot != std::string::npos
                            ? findWorker(m_draft.scenario, text->substr(0, dot))
                            : std::nullopt;
    if (worker)
        return std::pair{*worker, text->substr(dot + 1)};
    if (dot == std::string::npos)
        m_draft.fail(node, sentenceOf("\"%1\" must be WORKER.NAME", "\"%1\" 应写成 进程.名字",
                                      {shown(*text)}));
    else
        m_draft.fail(node, sentenceOf("there is no worker \"%1\"", "没有进程 \"%1\"",
                                      {shown(text->substr(0, dot))})
                               + hint(text->substr(0, dot), workerNames(m_draft.scenario)));
    return std::nullopt;
}

bool Reader::readCallSubject(const JsonNode &node)
{
    const auto parts = split(node);
    if (!parts)
        return false;
    const auto step = stepOf(m_draft.scenario, parts->first, parts->second);
    if (const auto *why = std::get_if<Text>(&step))
        return m_draft.fail(node, *why);
    m_wanted.worker = parts->first;
    m_wanted.step = *std::get_if<StepId>(&step);
    return true;
}

bool Reader::readValueSubject(const JsonNode &node)
{
    const auto parts = split(node);
    if (!parts)
        return false;
    const auto &name = m_draft.valueNames[parts->first];
    if (parts->second.empty() || parts->second != name)
        return m_draft.fail(
            node, sentenceOf("%1 reads nothing \"into\" \"%2\"", "%1 没有用 \"into\" 读入 \"%2\"",
                             {m_draft.scenario.workers[parts->first].name, shown(parts->second)})
                      + (name.empty() ? Text{} : hint(parts->second, {name})));
    m_wanted.worker = parts->first;
    m_wanted.value = name;
    return true;
}

bool Reader::readTests()
{
    return readNumber("returns", m_wanted.returns) && readNumber("count", m_wanted.count)
           && readNumber("mostQueued", m_wanted.mostQueued)
           && readNumber("milliseconds", m_wanted.milliseconds)
           && readNumber("queuedBytes", m_wanted.queuedBytes)
           && readNumber("capacity", m_wanted.capacity) && readNumber("exit", m_wanted.exit)
           && readNumber("readEnds", m_wanted.readEnds)
           && readNumber("writeEnds", m_wanted.writeEnds) && readErrno()
           && readBytes("data", m_wanted.data) && readContains()
           && readNumber("handled", m_wanted.handled) && readNumber("number", m_wanted.number)
           && readSequence() && readSignal() && readCore() && readEquals() && readRuns()
           && readTorn() && readNeeds();
}

bool Reader::readErrno()
{
    const auto *node = m_node.find("errno");
    if (node)
        m_wanted.error = readErrnoNumber(m_draft, *node);
    return !node || m_wanted.error.has_value();
}

bool Reader::readBytes(const char *key, std::optional<std::string> &into)
{
    const auto *node = m_node.find(key);
    if (!node)
        return true;
    const auto words = readString(m_draft, *node);
    if (!words)
        return false;
    const bool isEscaped = words->starts_with("$$");
    if (words->starts_with('$') && !isEscaped)
        return notYet(m_draft, *node, *words);
    into = words->substr(isEscaped ? 1 : 0);
    return true;
}

/// No bytes stand in everything: that could not fail.
bool Reader::readContains()
{
    if (!readBytes("contains", m_wanted.contains))
        return false;
    if (m_wanted.contains && m_wanted.contains->empty()) {
        m_draft.fail(*m_node.find("contains"), sentenceOf("must not be empty", "不能为空"));
        return false;
    }
    return true;
}

bool Reader::readSequence()
{
    const auto *node = m_node.find("sequence");
    if (!node)
        return true;
    m_wanted.sequence = readInteger(m_draft, *node, 1, longestSequence);
    return m_wanted.sequence.has_value();
}

bool Reader::readSignal()
{
    const auto *node = m_node.find("signal");
    if (!node)
        return true;
    if (m_wanted.exit)
        return m_draft.fail(*node,
                            sentenceOf("who is killed by a signal has no exit status: keep one "
                                       "of \"exit\" and \"signal\"",
                                       "被信号杀死就没有退出状态：\"exit\" 与 \"signal\" "
                                       "只留一个"));
    m_wanted.signal = readSignalNumber(m_draft, *node);
    return m_wanted.signal.has_value();
}

bool Reader::readCore()
{
    const auto *node = m_node.find("core");
    if (!node)
        return true;
    if (node->kind != JsonNode::Kind::Boolean)
        return m_draft.fail(*node, sentenceOf("must be true or false", "应为 true 或 false"));
    m_wanted.core = node->boolean;
    return true;
}

/// {"revents": "POLLHUP"}: numbers beside the call's result, each by its name.
bool Reader::readEquals()
{
    const auto *node = m_node.find("equals");
    if (!node)
        return true;
    if (!readObject(m_draft, *node))
        return false;
    const auto words = callAt(m_draft.scenario.steps[m_wanted.step].call).outWords;
    for (const auto &member : node->children) {
        const auto word = std::find_if(words.begin(), words.end(),
                                       [&](const OutWord &row) { return row.name == member->key; });
        std::vector<std::string> names;
        for (const auto &row : words)
            names.emplace_back(row.name);
        if (word == words.end())
            return m_draft.fail(*member, sentenceOf("the call tells no \"%1\"",
                                                    "这个调用没有 \"%1\"", {shown(member->key)})
                                             + hint(member->key, names));
        const auto test = readWordTest(m_draft, *member, *word);
        if (!test)
            return false;
        m_wanted.equals.emplace_back(word->position, *test);
    }
    return true;
}

/// [["A", 69632], ["B", 4096]]
bool Reader::readRuns()
{
    const auto *node = m_node.find("runs");
    if (!node)
        return true;
    const auto fail = [&] {
        return m_draft.fail(*node, sentenceOf("must be a list of stretches: [[\"A\", 4096]]",
                                              "应为字节段的列表：[[\"A\", 4096]]"));
    };
    if (!node->isArray() || node->children.empty())
        return fail();
    for (const auto &child : node->children) {
        const bool isPair = child->isArray() && child->children.size() == 2
                            && child->children[0]->isString()
                            && child->children[0]->text.size() == 1
                            && child->children[1]->isInteger();
        if (!isPair)
            return fail();
        m_wanted.runs.push_back({child->children[0]->text[0], child->children[1]->integer});
    }
    return true;
}

bool Reader::readTorn()
{
    const auto *record = m_node.find("record");
    if (!m_node.find("torn"))
        return !record || readMember(m_draft, m_node, "torn") != nullptr;
    if (!record)
        return readMember(m_draft, m_node, "record") != nullptr;
    const auto bytes = readInteger(m_draft, *record, 1, mostBytesPerCall);
    m_wanted.record = bytes.value_or(0);
    return bytes && readNumber("torn", m_wanted.torn);
}

bool Reader::readNeeds()
{
    const auto *node = m_node.find("requires");
    return !node || readRequirements(m_draft, *node, m_wanted.needs);
}

bool Reader::readOnly()
{
    const auto *node = m_node.find("only");
    const auto name = node ? readString(m_draft, *node) : std::string();
    if (!node || !name)
        return !node;
    std::vector<std::string> names;
    for (const auto &variant : m_draft.scenario.variants)
        names.push_back(variant.first);
    m_wanted.only = *name;
    return std::find(names.begin(), names.end(), *name) != names.end()
           || m_draft.fail(
               *node, sentenceOf("there is no variant \"%1\"", "没有变体 \"%1\"", {shown(*name)})
                          + hint(*name, names));
}

bool Reader::readNumber(const char *key, std::optional<NumberTest> &into)
{
    const auto *node = m_node.find(key);
    if (node)
        into = readNumberTest(m_draft, *node);
    return !node || into.has_value();
}

bool Reader::hasTest() const
{
    const auto &w = m_wanted;
    return w.returns || w.error || w.data || w.contains || w.count || w.sequence || w.exit
           || w.signal || w.core || w.queuedBytes || w.capacity || w.readEnds || w.writeEnds
           || w.mostQueued || w.milliseconds || w.asleepIn || !w.equals.empty() || !w.runs.empty()
           || w.torn || w.handled || w.number;
}

/// The expectation as it stands in the file, without the fact, which is told beside it.
std::string Reader::textOf() const
{
    std::string text;
    for (const auto &member : m_node.children) {
        if (member->key != "proves")
            text += (text.empty() ? "" : ", ") + ("\"" + member->key + "\": ") + member->line();
    }
    return "{" + text + "}";
}

} // namespace

bool readExpectations(Draft &draft, const JsonNode &root)
{
    const auto *list = root.find("expect");
    if (!list)
        return true;
    if (!list->isArray() || list->children.size() > mostExpectations)
        return draft.fail(*list, sentenceOf("must be a list of at most %1 expectations: [...]",
                                            "应为列表，最多 %1 条期望：[...]",
                                            {std::to_string(mostExpectations)}));
    for (const auto &node : list->children) {
        const auto wanted = Reader(draft, *node).read();
        if (!wanted)
            return false;
        draft.scenario.expectations.push_back(*wanted);
    }
    return true;
}

} // namespace seeipc
