// SPDX-License-Identifier: MIT
#include "scenario/loader.h"

#include "posix/uniquefd.h"
#include "scenario/reading.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace seeipc {

namespace {

constexpr std::size_t largestFile = 1 << 20;
constexpr std::size_t mostVariants = 16;
constexpr double longestPace = 10; ///< seconds

constexpr std::array<std::string_view, 3> later{"requires", "namespace", "directory"};

bool isId(std::string_view word)
{
    return !word.empty() && word.size() <= 64
           && std::all_of(word.begin(), word.end(), [](char c) {
                  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
              });
}

bool readId(Reading &reading, const JsonNode &root, std::string_view name, std::string &id)
{
    const auto text = reading.text(root, std::string(name), name);
    if (!text)
        return false;
    if (!isId(*text))
        return reading.refuse(std::string(name),
                              {"must be lower-case letters, digits and -, at most 64",
                               "只能用小写字母、数字和 -，最多 64 个"});
    id = *text;
    return true;
}

bool readHead(Reading &reading, const JsonNode &root)
{
    for (const auto name : later) {
        if (root.find(name))
            return reading.refuse(std::string(name), notSupported(name));
    }
    if (!reading.hasOnly(root, "the file",
                         {"id", "chapter", "cure", "title", "lesson", "parameters", "workers",
                          "expect", "variants", "check"}))
        return false;
    auto &scenario = reading.scenario;
    if (!readId(reading, root, "id", scenario.id) || !readId(reading, root, "chapter", scenario.chapter))
        return false;
    const auto *cure = root.find("cure");
    if (cure && !cure->is(JsonNode::Kind::Null) && !readId(reading, root, "cure", scenario.cure))
        return false;
    const auto title = reading.texts(root, "", "title");
    const auto lesson = title ? reading.texts(root, "", "lesson") : std::nullopt;
    if (!lesson)
        return false;
    scenario.title = *title;
    scenario.lesson = *lesson;
    return true;
}

bool readVariant(Reading &reading, const std::string &name, const JsonNode &node)
{
    const auto place = "variants." + name;
    if (!node.is(JsonNode::Kind::Object))
        return reading.refuse(place, {"is no object {...}", "应当是一个对象 {...}"});
    std::map<std::string, std::int64_t> values;
    for (const auto &[parameter, value] : node.members) {
        const auto found = reading.findParameter(parameter);
        if (!found)
            return reading.refuse(place, withNearest({"no such parameter: " + parameter,
                                                      "没有这个参数：" + parameter},
                                                     parameter, reading.parameterNames()));
        const auto &bounds = reading.scenario.parameters[*found];
        const auto number = reading.number(node, place, parameter, bounds.atLeast, bounds.atMost);
        if (!number)
            return false;
        values[parameter] = *number;
    }
    reading.scenario.variants.emplace_back(name, std::move(values));
    return true;
}

bool readVariants(Reading &reading, const JsonNode &root)
{
    const auto *variants = root.find("variants");
    if (!variants)
        return true;
    if (!variants->is(JsonNode::Kind::Object) || variants->members.size() > mostVariants)
        return reading.refuse("variants", {"is no object of at most 16 variants",
                                           "应当是最多 16 个变体的对象"});
    return std::all_of(variants->members.begin(), variants->members.end(), [&](const auto &member) {
        return readVariant(reading, member.first, member.second);
    });
}

/// {"pace": seconds}: how `check` runs it.
bool readCheck(Reading &reading, const JsonNode &root)
{
    const auto *check = root.find("check");
    if (!check)
        return true;
    if (!reading.hasOnly(*check, "check", {"pace"}))
        return false;
    const auto *pace = check->find("pace");
    if (!pace || !pace->isNumber() || !(pace->real >= 0) || pace->real > longestPace)
        return reading.refuse("check.pace", {"is no number of seconds from 0 to 10",
                                             "应当是 0 到 10 的秒数"});
    reading.scenario.checkPace = std::llround(pace->real * 1e9);
    return true;
}

/// Where each step came to stand in the program: worker after worker, then the ones made by hand.
void numberPositions(Reading &reading)
{
    std::uint32_t position = 0;
    const auto number = [&](const std::vector<SourceStep> &steps) {
        for (const auto &step : steps) {
            if (step.step.step < reading.scenario.steps.size())
                reading.scenario.steps[step.step.step].position = position;
            ++position;
        }
    };
    for (const auto &worker : reading.source.workers)
        number(worker.steps);
    number(reading.source.byHand);
}

void readAll(Reading &reading, const JsonNode &root)
{
    if (!readHead(reading, root))
        return;
    readParameters(reading, root);
    if (reading.isRefused())
        return;
    readWorkers(reading, root);
    if (reading.isRefused() || !readVariants(reading, root) || !readCheck(reading, root))
        return;
    refuseCycles(reading);
    if (!reading.isRefused())
        readExpectations(reading, root);
    if (!reading.isRefused() && reading.scenario.samples.size() > 200)
        reading.refuse("expect", {"looks at more than 200 instants", "观察的时刻超过了 200 个"});
    numberPositions(reading);
}

ScenarioProblem unreadable(const std::string &path, const char *call, int code)
{
    const std::string why = std::string(call) + ": " + std::strerror(code);
    return {path, {"cannot be read: " + why, "无法读取：" + why}};
}

} // namespace

ScenarioOrProblem parseScenario(std::string_view json, const std::string &file)
{
    auto parsed = parseJson(json);
    if (const auto *wrong = std::get_if<JsonProblem>(&parsed))
        return ScenarioProblem{file + ":" + std::to_string(wrong->line) + ":"
                                   + std::to_string(wrong->column),
                               {"broken JSON: " + wrong->what, "JSON 有错：" + wrong->what}};
    Reading reading;
    reading.file = file;
    reading.scenario.file = file;
    readAll(reading, std::get<JsonNode>(parsed));
    if (reading.problem)
        return std::move(*reading.problem);
    reading.scenario.source = std::make_shared<const ScenarioSource>(std::move(reading.source));
    return std::move(reading.scenario);
}

ScenarioOrProblem loadScenario(const std::string &path)
{
    const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    struct stat status{};
    if (!fd || ::fstat(fd.get(), &status) != 0)
        return unreadable(path, "open", errno);
    if (!S_ISREG(status.st_mode))
        return ScenarioProblem{path, {"is no regular file", "不是普通文件"}};
    if (static_cast<std::size_t>(status.st_size) > largestFile)
        return ScenarioProblem{path, {"is larger than 1 MiB", "大于 1 MiB"}};
    std::string text(largestFile + 1, '\0');
    std::size_t used = 0;
    for (ssize_t count = 1; count > 0 && used < text.size();) {
        count = ::read(fd.get(), text.data() + used, text.size() - used);
        if (count < 0)
            return unreadable(path, "read", errno);
        used += static_cast<std::size_t>(count);
    }
    text.resize(used);
    return parseScenario(text, path);
}

} // namespace seeipc
