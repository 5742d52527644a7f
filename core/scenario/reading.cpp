// SPDX-License-Identifier: MIT
#include "scenario/reading.h"

#include "mechanisms/registry.h"

#include <algorithm>

namespace seeipc {

namespace {

constexpr std::size_t mostNamed = 8;

/// Levenshtein's distance.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
        }
    }
    return row[b.size()];
}

std::string joined(std::span<const std::string_view> names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < mostNamed; ++i)
        text += (i > 0 ? ", " : "") + std::string(names[i]);
    return names.size() > mostNamed ? text + ", ..." : text;
}

std::string quoted(std::string_view word)
{
    return "\"" + std::string(word) + "\"";
}

} // namespace

Text orNearest(std::string_view word, std::span<const std::string_view> names)
{
    const auto nearest = std::min_element(names.begin(), names.end(), [&](auto a, auto b) {
        return distance(word, a) < distance(word, b);
    });
    if (nearest == names.end())
        return {"", ""};
    if (distance(word, *nearest) <= std::max<std::size_t>(1, word.size() / 3))
        return {"; did you mean " + quoted(*nearest) + "?", "；是不是 " + quoted(*nearest) + "？"};
    return {"; there are: " + joined(names), "；可用的有：" + joined(names)};
}

Text withNearest(Text what, std::string_view word, std::span<const std::string_view> names)
{
    const auto rest = orNearest(word, names);
    return {what.en + rest.en, what.zh + rest.zh};
}

Text notSupported(std::string_view construct)
{
    return {quoted(construct) + " is not supported yet", quoted(construct) + " 尚未支持"};
}

bool Reading::refuse(const std::string &place, Text what)
{
    if (!problem)
        problem = ScenarioProblem{file + ": " + place, std::move(what)};
    return false;
}

bool Reading::hasOnly(const JsonNode &node, const std::string &place,
                      std::initializer_list<std::string_view> names)
{
    if (!node.is(JsonNode::Kind::Object))
        return refuse(place, {"is no object {...}", "应当是一个对象 {...}"});
    for (const auto &[name, value] : node.members) {
        if (std::find(names.begin(), names.end(), name) == names.end())
            return refuse(place, withNearest({"unknown name " + quoted(name),
                                              "不认识的名字 " + quoted(name)},
                                             name, {names.begin(), names.size()}));
    }
    return true;
}

std::optional<std::string> Reading::text(const JsonNode &node, const std::string &place,
                                         std::string_view name)
{
    const auto *member = node.find(name);
    if (!member) {
        refuse(place, {quoted(name) + " is missing", "缺少 " + quoted(name)});
        return std::nullopt;
    }
    if (!member->is(JsonNode::Kind::Text)) {
        refuse(place + "." + std::string(name), {"is no text \"...\"", "应当是文本 \"...\""});
        return std::nullopt;
    }
    return member->text;
}

std::optional<Text> Reading::texts(const JsonNode &node, const std::string &place,
                                   std::string_view name)
{
    const auto *member = node.find(name);
    const auto where = place.empty() ? std::string(name) : place + "." + std::string(name);
    if (!member) {
        refuse(place.empty() ? where : place,
               {quoted(name) + R"( is missing: {"en": "...", "zh_CN": "..."})",
                "缺少 " + quoted(name) + R"(：{"en": "...", "zh_CN": "..."})"});
        return std::nullopt;
    }
    if (!hasOnly(*member, where, {"en", "zh_CN"}))
        return std::nullopt;
    auto en = text(*member, where, "en");
    auto zh = en ? text(*member, where, "zh_CN") : std::nullopt;
    return zh ? std::optional(Text{*en, *zh}) : std::nullopt;
}

std::optional<std::int64_t> Reading::number(const JsonNode &node, const std::string &place,
                                            std::string_view name, std::int64_t atLeast,
                                            std::int64_t atMost,
                                            std::optional<std::int64_t> absentValue)
{
    const auto *member = node.find(name);
    if (!member && absentValue)
        return absentValue;
    const auto bounds = std::to_string(atLeast) + " to " + std::to_string(atMost);
    const auto boundsZh = std::to_string(atLeast) + " 到 " + std::to_string(atMost);
    if (!member || !member->is(JsonNode::Kind::Integer) || member->integer < atLeast
        || member->integer > atMost) {
        refuse(member ? place + "." + std::string(name) : place,
               member ? Text{"is no whole number from " + bounds, "应当是 " + boundsZh + " 的整数"}
                      : Text{quoted(name) + " is missing: a number from " + bounds,
                             "缺少 " + quoted(name) + "：" + boundsZh + " 的整数"});
        return std::nullopt;
    }
    return member->integer;
}

std::optional<WorkerId> Reading::findWorker(std::string_view name) const
{
    for (std::size_t i = 0; i < scenario.workers.size(); ++i) {
        if (scenario.workers[i].name == name)
            return static_cast<WorkerId>(i);
    }
    return std::nullopt;
}

std::optional<ChannelId> Reading::findChannel(std::string_view name) const
{
    for (std::size_t i = 0; i < scenario.channels.size(); ++i) {
        if (scenario.channels[i].name == name)
            return static_cast<ChannelId>(i);
    }
    return std::nullopt;
}

std::optional<std::size_t> Reading::findParameter(std::string_view name) const
{
    for (std::size_t i = 0; i < scenario.parameters.size(); ++i) {
        if (scenario.parameters[i].name == name)
            return i;
    }
    return std::nullopt;
}

std::optional<StepId> Reading::findStep(WorkerId worker, std::string_view name) const
{
    std::optional<StepId> found;
    for (std::size_t i = 0; i < scenario.steps.size(); ++i) {
        const auto &step = scenario.steps[i];
        if (step.worker != worker)
            continue;
        if (step.alias == name)
            return static_cast<StepId>(i);
        if (step.alias.empty() && callAt(step.call).name == name) {
            if (found)
                return std::nullopt; // two of the kind: an "as" must tell them apart
            found = static_cast<StepId>(i);
        }
    }
    return found;
}

std::vector<std::string_view> Reading::workerNames() const
{
    std::vector<std::string_view> names;
    for (const auto &worker : scenario.workers)
        names.push_back(worker.name);
    return names;
}

std::vector<std::string_view> Reading::parameterNames() const
{
    std::vector<std::string_view> names;
    for (const auto &parameter : scenario.parameters)
        names.push_back(parameter.name);
    return names;
}

std::vector<std::string_view> Reading::stepNames(WorkerId worker) const
{
    std::vector<std::string_view> names;
    for (const auto &step : scenario.steps) {
        if (step.worker == worker)
            names.push_back(step.alias.empty() ? callAt(step.call).name
                                               : std::string_view(step.alias));
    }
    return names;
}

} // namespace seeipc
