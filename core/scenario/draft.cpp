// SPDX-License-Identifier: MIT
#include "scenario/draft.h"

#include "scenario/words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace seeipc {

namespace {

Text kindOf(const JsonNode &node)
{
    switch (node.kind) {
    case JsonNode::Kind::Null: return {"null", " null"};
    case JsonNode::Kind::Boolean: return {"true or false", " true 或 false"};
    case JsonNode::Kind::Integer:
    case JsonNode::Kind::Number: return {"a number", "数字"};
    case JsonNode::Kind::String: return {"a text", "文字"};
    case JsonNode::Kind::Array: return {"a list", "列表"};
    case JsonNode::Kind::Object: return {"an object", "对象"};
    }
    return {};
}

/// What could stand at a key that is needed.
std::string exampleOf(std::string_view key)
{
    constexpr std::array examples{
        std::pair{"id", R"("pipe-hello")"},
        std::pair{"chapter", R"("pipe")"},
        std::pair{"title", R"({"en": "...", "zh_CN": "..."})"},
        std::pair{"lesson", R"({"en": "...", "zh_CN": "..."})"},
        std::pair{"proves", R"({"en": "...", "zh_CN": "..."})"},
        std::pair{"workers", R"({"writer": [...], "reader": [...]})"},
        std::pair{"steps", "[...]"},
        std::pair{"do", "[...]"},
        std::pair{"checked", "1000"},
        std::pair{"atMost", "1000"},
        std::pair{"atLeast", "1"},
        std::pair{"default", "1"},
        std::pair{"pace", "0.002"},
        std::pair{"type", R"("number")"},
        std::pair{"call", R"("read")"},
        std::pair{"makes", R"("p")"},
        std::pair{"child", R"("reader")"},
        std::pair{"fd", R"("p[0]")"},
        std::pair{"to", "1"},
        std::pair{"size", "4096"},
        std::pair{"data", R"("hello")"},
        std::pair{"fill", R"("A")"},
        std::pair{"pid", R"("@reader")"},
        std::pair{"signal", R"("SIGTERM")"},
        std::pair{"handler", R"("ignore")"},
        std::pair{"command", R"("F_GETPIPE_SZ")"},
        std::pair{"value", "65536"},
        std::pair{"status", "0"},
        std::pair{"channel", R"("p")"},
        std::pair{"of", R"({"kept": {"en": "...", "zh_CN": "..."}, "closed": {...}})"},
        std::pair{"asleepIn", R"("read")"},
    };
    for (const auto &[name, example] : examples) {
        if (key == name)
            return example;
    }
    return "\"...\"";
}

bool failKind(Draft &draft, const JsonNode &node, const Text &wanted)
{
    const auto seen = kindOf(node);
    return draft.fail(
        node, {"is " + seen.en + ", must be " + wanted.en, "是" + seen.zh + "，应为" + wanted.zh});
}

} // namespace

bool Draft::fail(const JsonNode &where, Text what)
{
    if (!problem) {
        const auto place = where.place();
        problem = ScenarioProblem{scenario.file + (place.empty() ? "" : ": " + place),
                                  std::move(what), where.row};
    }
    return false;
}

bool notYet(Draft &draft, const JsonNode &node, std::string_view word)
{
    return draft.fail(node,
                      sentenceOf("\"%1\" is not supported yet", "暂不支持 \"%1\"", {shown(word)}));
}

bool checkKeys(Draft &draft, const JsonNode &object, const Keys &keys)
{
    const auto has = [](const std::vector<std::string> &words, const std::string &word) {
        return std::find(words.begin(), words.end(), word) != words.end();
    };
    for (const auto &member : object.children) {
        if (has(keys.known, member->key))
            continue;
        if (has(keys.later, member->key))
            return notYet(draft, *member, member->key);
        return draft.fail(*member, sentenceOf("is an unknown key", "未知的键")
                                       + hint(member->key, keys.known));
    }
    return true;
}

bool readObject(Draft &draft, const JsonNode &node)
{
    return node.isObject() || failKind(draft, node, {"an object: {...}", "对象：{...}"});
}

const JsonNode *readMember(Draft &draft, const JsonNode &object, std::string_view key)
{
    const auto *member = object.find(key);
    if (!member)
        draft.fail(object,
                   sentenceOf("needs \"%1\", for example \"%1\": %2",
                              "缺少 \"%1\"，例如 \"%1\": %2", {std::string(key), exampleOf(key)}));
    return member;
}

std::optional<std::string> readString(Draft &draft, const JsonNode &node)
{
    if (node.isString())
        return node.text;
    failKind(draft, node, {"a text in quotation marks", "带引号的文字"});
    return std::nullopt;
}

std::optional<std::string> readName(Draft &draft, const JsonNode &node)
{
    auto word = readString(draft, node);
    if (!word || isName(*word))
        return word;
    draft.fail(node, noName(*word));
    return std::nullopt;
}

std::optional<std::int64_t> readInteger(Draft &draft, const JsonNode &node, std::int64_t atLeast,
                                        std::int64_t atMost)
{
    if (node.isInteger() && node.integer >= atLeast && node.integer <= atMost)
        return node.integer;
    const auto from = std::to_string(atLeast);
    const auto to = std::to_string(atMost);
    if (!node.isInteger() && node.kind != JsonNode::Kind::Number) {
        failKind(draft, node,
                 sentenceOf("a whole number from %1 to %2", "从 %1 到 %2 的整数", {from, to}));
        return std::nullopt;
    }
    const auto digits = node.isInteger() ? std::to_string(node.integer) : shown(node.text);
    draft.fail(node, sentenceOf("is %1, must be a whole number from %2 to %3",
                                "是 %1，应为从 %2 到 %3 的整数", {digits, from, to}));
    return std::nullopt;
}

std::optional<Text> readText(Draft &draft, const JsonNode &node)
{
    constexpr std::size_t longest = 4000;
    if (!readObject(draft, node) || !checkKeys(draft, node, {{"en", "zh_CN"}}))
        return std::nullopt;
    std::string texts[2];
    for (std::size_t i = 0; i < 2; ++i) {
        const auto *member = readMember(draft, node, i == 0 ? "en" : "zh_CN");
        const auto words = member ? readString(draft, *member) : std::nullopt;
        if (!words)
            return std::nullopt;
        if (words->empty() || words->size() > longest || shown(*words, longest) != *words) {
            draft.fail(*member, sentenceOf("is empty, longer than %1 bytes, or has control "
                                           "characters: one line that people read",
                                           "为空、超过 %1 字节或含控制字符：应为一行给人看的文字",
                                           {std::to_string(longest)}));
            return std::nullopt;
        }
        texts[i] = *words;
    }
    return Text{texts[0], texts[1]};
}

std::optional<std::size_t> findParameter(const Scenario &scenario, std::string_view name)
{
    for (std::size_t i = 0; i < scenario.parameters.size(); ++i) {
        if (scenario.parameters[i].name == name)
            return i;
    }
    return std::nullopt;
}

std::optional<WorkerId> findWorker(const Scenario &scenario, std::string_view name)
{
    for (std::size_t i = 0; i < scenario.workers.size(); ++i) {
        if (scenario.workers[i].name == name)
            return static_cast<WorkerId>(i);
    }
    return std::nullopt;
}

std::vector<std::string> workerNames(const Scenario &scenario)
{
    std::vector<std::string> names;
    for (const auto &worker : scenario.workers)
        names.push_back(worker.name);
    return names;
}

std::vector<std::string> parameterNames(const Scenario &scenario)
{
    std::vector<std::string> names;
    for (const auto &parameter : scenario.parameters)
        names.push_back(parameter.name);
    return names;
}

std::optional<std::size_t> readParameterReference(Draft &draft, const JsonNode &node,
                                                  Parameter::Type type)
{
    return readParameterNamed(draft, node, std::string_view(node.text).substr(1), type);
}

std::optional<std::size_t> readParameterNamed(Draft &draft, const JsonNode &node,
                                              std::string_view name, Parameter::Type type)
{
    const auto found = findParameter(draft.scenario, name);
    if (!found) {
        draft.fail(node,
                   sentenceOf("there is no parameter \"%1\"", "没有参数 \"%1\"", {shown(name)})
                       + hint(name, parameterNames(draft.scenario)));
        return std::nullopt;
    }
    if (draft.scenario.parameters[*found].type == type)
        return found;
    if (draft.scenario.parameters[*found].type == Parameter::Type::Choice)
        draft.fail(node, sentenceOf("the parameter \"%1\" is a choice: \"only\" beside a step "
                                    "asks for it",
                                    "参数 \"%1\" 是选项：请在步骤旁用 \"only\"", {shown(name)}));
    else if (type == Parameter::Type::Number)
        draft.fail(node, sentenceOf("the parameter \"%1\" is a text, must be a number",
                                    "参数 \"%1\" 是文字，应为数字", {shown(name)}));
    else
        draft.fail(node, sentenceOf("the parameter \"%1\" is a number, must be a text",
                                    "参数 \"%1\" 是数字，应为文字", {shown(name)}));
    return std::nullopt;
}

std::optional<WorkerId> readWorker(Draft &draft, const JsonNode &node)
{
    const auto name = readString(draft, node);
    if (!name)
        return std::nullopt;
    const auto found = findWorker(draft.scenario, *name);
    if (!found)
        draft.fail(node, sentenceOf("there is no worker \"%1\"", "没有进程 \"%1\"", {shown(*name)})
                             + hint(*name, workerNames(draft.scenario)));
    return found;
}

} // namespace seeipc
