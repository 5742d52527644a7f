// SPDX-License-Identifier: MIT
#include "scenario/loader.h"

#include "posix/result.h"
#include "posix/uniquefd.h"
#include "scenario/draft.h"
#include "scenario/words.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace seeipc {

namespace {

constexpr std::size_t mostFileBytes = 1 << 20;
constexpr double longestPace = 10; ///< seconds

const Keys topKeys{{"id", "chapter", "cure", "title", "lesson", "parameters", "variants", "check",
                    "workers", "expect", "requires"},
                   {"namespace", "directory"}};

ScenarioProblem unreadable(const std::string &path, int code)
{
    return {path, sentenceOf("cannot be read: %1", "读不了：%1", {errnoName(code)})};
}

/// The whole of a regular file, or why not. A FIFO or device would keep us waiting.
std::variant<std::string, ScenarioProblem> readWhole(const std::string &path)
{
    const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!fd && errno == ENOENT)
        return ScenarioProblem{path, sentenceOf("there is no such file", "没有这个文件")};
    struct stat status
    {};
    if (!fd || ::fstat(fd.get(), &status) != 0)
        return unreadable(path, errno);
    if (!S_ISREG(status.st_mode))
        return ScenarioProblem{path, sentenceOf("is no regular file: a demo is a file of JSON",
                                                "不是普通文件：一个演示是一个 JSON 文件")};
    std::string text(mostFileBytes + 1, '\0'); // one more than parseJson() takes: it will say so
    std::size_t size = 0;
    while (size < text.size()) {
        const auto got = ::read(fd.get(), text.data() + size, text.size() - size);
        if (got < 0)
            return unreadable(path, errno);
        if (got == 0)
            break;
        size += static_cast<std::size_t>(got);
    }
    text.resize(size);
    return text;
}

/// An id is a file's name, a chapter's that of a folder: what people type, too.
bool readId(Draft &draft, const JsonNode &node, std::string &into)
{
    constexpr std::size_t longest = 64;
    const auto word = readString(draft, node);
    if (!word)
        return false;
    const bool isId = !word->empty() && word->size() <= longest
                      && std::all_of(word->begin(), word->end(), [](char c) {
                             return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
                         });
    into = *word;
    return isId
           || draft.fail(node,
                         sentenceOf("\"%1\" must be 1 to 64 lower-case letters, digits and -, "
                                    "as in \"pipe-hello\"",
                                    "\"%1\" 应为 1 到 64 个小写字母、数字和 -，例如 "
                                    "\"pipe-hello\"",
                                    {shown(*word)}));
}

/// {"pace": seconds}: how `check` runs it.
bool readCheck(Draft &draft, const JsonNode &root)
{
    const auto *check = root.find("check");
    if (!check)
        return true;
    if (!readObject(draft, *check) || !checkKeys(draft, *check, {{"pace"}}))
        return false;
    const auto *pace = readMember(draft, *check, "pace");
    if (!pace)
        return false;
    const auto seconds = pace->number();
    if (!seconds || !(*seconds > 0) || *seconds > longestPace)
        return draft.fail(*pace,
                          sentenceOf("must be seconds between two calls, above 0 and at most "
                                     "%1: 0.002",
                                     "应为两次调用之间的秒数，大于 0、不超过 %1：例如 0.002",
                                     {std::to_string(static_cast<int>(longestPace))}));
    draft.scenario.checkPace = std::llround(*seconds * 1e9);
    return true;
}

bool readTexts(Draft &draft, const JsonNode &root)
{
    for (auto [key, into] :
         {std::pair{"title", &draft.scenario.title}, std::pair{"lesson", &draft.scenario.lesson}}) {
        const auto *node = readMember(draft, root, key);
        const auto text = node ? readText(draft, *node) : std::nullopt;
        if (!text)
            return false;
        *into = *text;
    }
    return true;
}

} // namespace

bool readHead(Draft &draft, const JsonNode &root)
{
    auto &scenario = draft.scenario;
    if (!readObject(draft, root) || !checkKeys(draft, root, topKeys))
        return false;
    const auto *id = readMember(draft, root, "id");
    const auto *chapter = id ? readMember(draft, root, "chapter") : nullptr;
    if (!chapter || !readId(draft, *id, scenario.id) || !readId(draft, *chapter, scenario.chapter))
        return false;
    const auto *cure = root.find("cure");
    if (cure && cure->kind != JsonNode::Kind::Null && !readId(draft, *cure, scenario.cure))
        return false;
    const auto *needs = root.find("requires");
    if (needs && !readRequirements(draft, *needs, scenario.needs))
        return false;
    return readTexts(draft, root) && readCheck(draft, root);
}

ScenarioOrProblem parseScenario(std::string_view json, const std::string &file)
{
    const auto tree = parseJson(json, file);
    if (const auto *problem = std::get_if<ScenarioProblem>(&tree))
        return *problem;
    const auto &root = **std::get_if<std::unique_ptr<JsonNode>>(&tree);
    Draft draft(file);
    const bool isGood = readHead(draft, root) && readParameters(draft, root)
                        && readVariants(draft, root) && readOutline(draft, root)
                        && readSteps(draft, root) && readByHand(draft, root)
                        && checkConditions(draft) && readExpectations(draft, root);
    if (!isGood)
        return draft.problem.value_or(ScenarioProblem{file, sentenceOf("is no demo", "不是演示")});
    draft.scenario.source = std::make_shared<const ScenarioSource>(std::move(draft.source));
    return std::move(draft.scenario);
}

ScenarioOrProblem loadScenario(const std::string &path)
{
    const auto text = readWhole(path);
    if (const auto *problem = std::get_if<ScenarioProblem>(&text))
        return *problem;
    return parseScenario(*std::get_if<std::string>(&text), path);
}

} // namespace seeipc
