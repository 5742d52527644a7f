// SPDX-License-Identifier: MIT
// Expectations about an instant: "at" a condition, what a channel holds or who sleeps where.
#include "mechanisms/registry.h"
#include "scenario/draft.h"
#include "scenario/words.h"

#include <algorithm>
#include <array>

namespace seeipc {

namespace {

class InstantReader
{
public:
    InstantReader(Draft &draft, const JsonNode &node, Expectation &wanted)
        : m_draft(draft), m_node(node), m_wanted(wanted)
    {}

    bool read() { return readAt(*m_node.find("at")) && readAtChannel() && readAtWorker(); }

private:
    bool readAt(const JsonNode &node);
    bool readAtChannel();
    bool readAtWorker();

    Draft &m_draft;
    const JsonNode &m_node;
    Expectation &m_wanted;
};

bool InstantReader::readAt(const JsonNode &node)
{
    const auto condition = readCondition(m_draft, node);
    if (condition && condition->kind == Condition::Kind::Settled)
        return m_draft.fail(node, sentenceOf("\"others settled\" is for \"when\": an instant names "
                                             "a worker",
                                             "\"others settled\" 只用于 \"when\"：时刻要写明进程"));
    const auto sample = condition ? addInstant(m_draft, node, m_draft.scenario.samples, *condition)
                                  : std::nullopt;
    if (!sample)
        return false;
    m_wanted.at = *condition;
    m_wanted.sample = *sample;
    return true;
}

bool InstantReader::readAtChannel()
{
    const auto *channel = m_node.find("channel");
    const std::array tests{"queuedBytes", "capacity", "readEnds", "writeEnds"};
    const bool isTested = std::any_of(
        tests.begin(), tests.end(), [&](const char *test) { return m_node.find(test) != nullptr; });
    if (!channel)
        return !isTested || readMember(m_draft, m_node, "channel") != nullptr;
    const auto name = readString(m_draft, *channel);
    if (!name)
        return false;
    const auto found = channelOf(m_draft, *name, noWorker);
    if (const auto *why = std::get_if<Text>(&found))
        return m_draft.fail(*channel, *why);
    if (!isTested)
        return m_draft.fail(m_node,
                            sentenceOf("what is expected of the channel? \"queuedBytes\", "
                                       "\"capacity\", \"readEnds\" or \"writeEnds\" says it",
                                       "期望通道怎样？用 \"queuedBytes\"、\"capacity\"、"
                                       "\"readEnds\" 或 \"writeEnds\" 说明"));
    m_wanted.channel = *std::get_if<ChannelId>(&found);
    return true;
}

bool InstantReader::readAtWorker()
{
    const auto *worker = m_node.find("worker");
    const auto *call = m_node.find("asleepIn");
    m_wanted.worker = m_wanted.at->worker;
    const auto *forEver = m_node.find("forEver");
    if (forEver && !(forEver->kind == JsonNode::Kind::Boolean && forEver->boolean))
        return m_draft.fail(*forEver,
                            sentenceOf("must be true, or be left out", "应为 true，否则去掉"));
    m_wanted.isForEver = forEver != nullptr;
    if ((worker || forEver) && !call)
        return readMember(m_draft, m_node, "asleepIn") != nullptr;
    if (!call)
        return true;
    const auto who = worker ? readWorker(m_draft, *worker) : std::optional(m_wanted.worker);
    const auto name = who ? readString(m_draft, *call) : std::nullopt;
    if (!name)
        return false;
    m_wanted.worker = *who;
    m_wanted.asleepIn = findCall(*name);
    return m_wanted.asleepIn.has_value() || m_draft.fail(*call, noCallOf(*name));
}

} // namespace

bool readInstant(Draft &draft, const JsonNode &node, Expectation &wanted)
{
    return InstantReader(draft, node, wanted).read();
}

} // namespace seeipc
