// SPDX-License-Identifier: MIT
#include "ui/scene/cast.h"

#include "events/snapshot.h"
#include "mechanisms/program.h"
#include "mechanisms/registry.h"
#include "scenario/loader.h"

#include <algorithm>
#include <fcntl.h>
#include <map>
#include <optional>
#include <set>
#include <unistd.h>
#include <utility>

namespace seeipc {

namespace {

bool has(const std::vector<ChannelId> &channels, ChannelId channel)
{
    return std::find(channels.begin(), channels.end(), channel) != channels.end();
}

void addOnce(std::vector<ChannelId> &channels, ChannelId channel)
{
    if (!has(channels, channel))
        channels.push_back(channel);
}

bool isOnBothEnds(const Part &part)
{
    return std::any_of(part.reads.begin(), part.reads.end(),
                       [&](ChannelId channel) { return has(part.writes, channel); });
}

Column opposite(Column column)
{
    return column == Column::Left ? Column::Right : Column::Left;
}

struct ChannelEnd
{
    ChannelId channel = noChannel;
    End end = End::Read;
    bool isBoth = false; ///< opened O_RDWR
};

/// The FIFO that a step opens by its name: the last one that its own worker has made, else the first that
/// anybody makes of that name, or of the one that this links to.
ChannelId openedBy(const Scenario &scenario, const ProgramView &program, const StepInfo &open)
{
    std::map<std::uint32_t, ChannelId> own;
    std::map<std::uint32_t, ChannelId> first;
    for (const auto &info : scenario.steps) {
        const auto &step = program.step(info.position);
        const auto effect = callAt(info.call).effect;
        if ((effect != Effect::MakeName && effect != Effect::LinkName)
            || step.operation == Operation::Skip) // of another choice
            continue;
        const bool isLink = effect == Effect::LinkName;
        const auto name = step.operands[isLink ? 1 : 0].index;
        const auto linked = first.find(step.operands[0].index);
        const auto channel = !isLink                 ? info.channel
                             : linked != first.end() ? linked->second
                                                     : noChannel;
        if (channel == noChannel)
            continue;
        first.emplace(name, channel);
        if (info.worker == open.worker && info.position < open.position)
            own[name] = channel;
    }
    const auto name = program.step(open.position).operands[0].index;
    const auto found = own.find(name);
    const auto known = first.find(name);
    return found != own.end() ? found->second : known != first.end() ? known->second : noChannel;
}

bool opensByName(const ProgramStep &step)
{
    return step.operation == Operation::Call && step.call < callCount()
           && callAt(step.call).makesDescriptor && step.operands[0].kind == OperandKind::Name;
}

ChannelEnd endOpened(ChannelId channel, std::int64_t flags)
{
    const auto access = flags & O_ACCMODE;
    return {channel, access == O_WRONLY ? End::Write : End::Read, access == O_RDWR};
}

/// Which end of a channel each variable of the program leads to: pipe(2) fills two, open(2) one.
std::map<std::uint32_t, ChannelEnd> endsOfVariables(const Scenario &scenario,
                                                    const ProgramView &program)
{
    std::map<std::uint32_t, ChannelEnd> ends;
    for (std::size_t i = 0; i < program.header().stepCount; ++i) {
        const auto &step = program.step(i);
        if (step.makesChannel == noChannel)
            continue;
        ends[step.makes] = {step.makesChannel, End::Read};
        ends[step.makes + 1U] = {step.makesChannel, End::Write};
    }
    for (const auto &info : scenario.steps) {
        const auto &step = program.step(info.position);
        const auto channel = opensByName(step) ? openedBy(scenario, program, info) : noChannel;
        const bool isEnd = (step.operands[1].constant & O_PATH) == 0;
        if (channel != noChannel && step.makes != noVariable && isEnd)
            ends[step.makes] = endOpened(channel, step.operands[1].constant);
    }
    return ends;
}

/// Does it open what is no end of a channel: a process, a file, a name with O_PATH?
bool opensOther(const Scenario &scenario, const ProgramView &program, const StepInfo &info)
{
    const auto &step = program.step(info.position);
    const std::array<std::int32_t, 2> arguments{
        step.operands[0].kind == OperandKind::Name
            ? nameArgument(static_cast<NameId>(step.operands[0].index))
            : static_cast<std::int32_t>(step.operands[0].constant),
        static_cast<std::int32_t>(step.operands[1].constant)};
    if (step.operation != Operation::Call || step.makes == noVariable)
        return false;
    switch (effectOf(step.call, arguments)) {
    case Effect::OpenProcess:
    case Effect::OpenProcFile: return true;
    case Effect::Open:
        return (arguments[1] & O_PATH) != 0 || openedBy(scenario, program, info) == noChannel;
    default: return false;
    }
}

bool maySleep(Effect effect)
{
    return effect == Effect::Read || effect == Effect::Write || isWaitForChild(effect)
           || isTransfer(effect);
}

/// Taken for standard input or output: read from or written to by the program that it becomes.
bool isStandard(const ProgramStep &step, int fd)
{
    const auto &to = step.operands[1];
    return callAt(step.call).effect == Effect::Duplicate && to.kind == OperandKind::Constant
           && to.constant == fd;
}

/// The ends that a process has closed, in this order.
using Closed = std::vector<ChannelEnd>;

void addStep(Part &part, Closed &closed, const ProgramStep &step,
             const std::map<std::uint32_t, ChannelEnd> &ends)
{
    if (step.operation != Operation::Call || step.call >= callCount())
        return;
    const auto &call = callAt(step.call);
    const std::string name(call.name);
    if ((maySleep(call.effect) || opensByName(step))
        && std::find(part.sleepyCalls.begin(), part.sleepyCalls.end(), name)
               == part.sleepyCalls.end())
        part.sleepyCalls.push_back(name);
    const auto &descriptor = step.operands[0];
    const auto end = ends.find(descriptor.index);
    const auto to = ends.find(step.operands[1].index);
    if (isTransfer(call.effect) && step.operands[1].kind == OperandKind::Variable
        && to != ends.end())
        addOnce(part.writes, to->second.channel);
    const auto opened = ends.find(step.makes);
    if (opensByName(step) && opened != ends.end() && !opened->second.isBoth)
        addOnce(opened->second.end == End::Read ? part.reads : part.writes, opened->second.channel);
    if (descriptor.kind != OperandKind::Variable || end == ends.end())
        return;
    if (call.effect == Effect::Read || isTransfer(call.effect) || isStandard(step, STDIN_FILENO))
        addOnce(part.reads, end->second.channel);
    else if (call.effect == Effect::Write || isStandard(step, STDOUT_FILENO))
        addOnce(part.writes, end->second.channel);
    else if (call.effect == Effect::Close && !end->second.isBoth)
        closed.push_back(end->second);
}

/// Who puts bytes of its own into each channel: by a write, or as another program through an end that
/// it got as its standard output or error. What is teed or spliced stays of whoever wrote it.
class Origins
{
public:
    explicit Origins(std::size_t channels) : m_origins(channels) {}

    void add(WorkerId worker, const ProgramView &program,
             const std::map<std::uint32_t, ChannelEnd> &ends)
    {
        const auto &part = program.header().workers[worker];
        std::set<ChannelId> kept; // written to by what it becomes
        for (std::uint32_t k = part.firstStep; k < part.firstStep + part.stepCount; ++k) {
            const auto &step = program.step(k);
            if (step.operation != Operation::Call || step.call >= callCount())
                continue;
            const auto effect = callAt(step.call).effect;
            const auto end = ends.find(step.operands[0].index);
            const auto to = ends.find(step.operands[1].index);
            const bool isOfEnd = step.operands[0].kind == OperandKind::Variable
                                 && end != ends.end();
            if (effect == Effect::Exec)
                for (const auto channel : kept)
                    m_origins[channel].insert(worker);
            else if (isOfEnd && effect == Effect::Write)
                m_origins[end->second.channel].insert(worker);
            else if (isOfEnd && effect == Effect::Duplicate && end->second.end == End::Write)
                kept.insert(end->second.channel);
            else if (isOfEnd && isTransfer(effect) && to != ends.end())
                m_ways.emplace_back(end->second.channel, to->second.channel);
        }
    }

    /// noWorker: several, or nobody.
    WorkerId only(ChannelId channel) const
    {
        const auto origins = followed();
        return origins[channel].size() == 1 ? *origins[channel].begin() : noWorker;
    }

private:
    std::vector<std::set<WorkerId>> followed() const
    {
        auto origins = m_origins;
        for (std::size_t turn = 0; turn < m_ways.size(); ++turn) { // each way may lead on
            for (const auto &[from, to] : m_ways)
                origins[to].insert(origins[from].begin(), origins[from].end());
        }
        return origins;
    }

    std::vector<std::set<WorkerId>> m_origins; ///< by ChannelId
    std::vector<std::pair<ChannelId, ChannelId>> m_ways;
};

/// Where nobody reads from a channel (or writes to it), that is who closed the other end first: all
/// that it does is to have this one.
void addKeepers(Cast &cast, const std::vector<Closed> &closedBy)
{
    for (std::size_t i = 0; i < cast.channels.size(); ++i) {
        const auto channel = static_cast<ChannelId>(i);
        const auto isOf = [&](const ChannelEnd &end) { return end.channel == channel; };
        const auto reads = [&](const Part &part) { return has(part.reads, channel); };
        const auto writes = [&](const Part &part) { return has(part.writes, channel); };
        const bool isRead = std::any_of(cast.parts.begin(), cast.parts.end(), reads);
        const bool isWritten = std::any_of(cast.parts.begin(), cast.parts.end(), writes);
        for (std::size_t k = 0; k < cast.parts.size(); ++k) {
            auto &part = cast.parts[k];
            const auto first = std::find_if(closedBy[k].begin(), closedBy[k].end(), isOf);
            if (first == closedBy[k].end() || reads(part) || writes(part))
                continue;
            if (first->end == End::Write && !isRead)
                part.reads.push_back(channel);
            else if (first->end == End::Read && !isWritten)
                part.writes.push_back(channel);
        }
    }
}

/// A column for each that reads or writes: those across a channel stand opposite each other, as far
/// as that is possible. The first channel decides who is left.
std::vector<std::optional<Column>> columnsOf(const Cast &cast)
{
    std::vector<std::optional<Column>> columns(cast.parts.size());
    for (std::size_t turn = 0; turn < cast.channels.size(); ++turn) {
        const auto channel = static_cast<ChannelId>(turn);
        auto writersColumn = Column::Left;
        for (std::size_t i = 0; i < cast.parts.size(); ++i) {
            if (!columns[i])
                continue;
            if (has(cast.parts[i].writes, channel))
                writersColumn = *columns[i];
            else if (has(cast.parts[i].reads, channel))
                writersColumn = opposite(*columns[i]);
        }
        for (std::size_t i = 0; i < cast.parts.size(); ++i) {
            if (columns[i])
                continue;
            if (isOnBothEnds(cast.parts[i]))
                columns[i] = Column::Middle;
            else if (has(cast.parts[i].writes, channel))
                columns[i] = writersColumn;
            else if (has(cast.parts[i].reads, channel))
                columns[i] = opposite(writersColumn);
        }
    }
    return columns;
}

/// Where those stand that use no channel: one alone on the side that nobody has, else between.
Column columnOfOthers(const std::vector<std::optional<Column>> &columns)
{
    const auto has = [&](const std::optional<Column> &column) {
        return std::find(columns.begin(), columns.end(), column) != columns.end();
    };
    if (std::count(columns.begin(), columns.end(), std::nullopt) != 1)
        return Column::Middle;
    if (!has(Column::Left))
        return Column::Left;
    return has(Column::Right) ? Column::Middle : Column::Right;
}

} // namespace

std::size_t Cast::descriptorRows() const
{
    constexpr std::size_t mostOtherRows = 2;
    return std::max<std::size_t>(1, 2 * channels.size() + std::min(mostOthers, mostOtherRows));
}

void arrange(Cast &cast)
{
    const auto columns = columnsOf(cast);
    const auto other = columnOfOthers(columns);
    for (std::size_t i = 0; i < cast.parts.size(); ++i)
        cast.parts[i].column = columns[i].value_or(other);
    for (std::size_t i = 0; i < cast.channels.size(); ++i) {
        const auto channel = static_cast<ChannelId>(i);
        for (const auto &part : cast.parts) {
            if (part.column == Column::Middle)
                continue;
            if (has(part.writes, channel))
                cast.channels[i].flowsRight = part.column == Column::Left;
            else if (has(part.reads, channel))
                cast.channels[i].flowsRight = part.column == Column::Right;
        }
    }
    if (!cast.channels.empty())
        return;
    for (std::size_t i = 0; i < cast.parts.size(); ++i) // nothing between them: side by side
        cast.parts[i].column = i % 2 == 0 ? Column::Left : Column::Right;
}

Cast castOf(const Scenario &scenario)
{
    Cast cast;
    for (const auto &worker : scenario.workers)
        cast.parts.push_back({worker.name, {}, {}, {}, Column::Left});
    for (const auto &channel : scenario.channels)
        cast.channels.push_back({channel.name,
                                 channel.madeBy < callCount()
                                     ? std::string(mechanismOf(channel.madeBy).id)
                                     : std::string(),
                                 true});
    for (std::size_t i = 0; i < scenario.steps.size(); ++i)
        cast.cues.push_back(cueBefore(scenario, static_cast<StepId>(i)));
    const auto program = compileProgram(scenario, defaultParameters(scenario), ProgramUse::Watched);
    if (isValidProgram(program)) {
        const ProgramView view(program);
        const auto ends = endsOfVariables(scenario, view);
        std::vector<Closed> closedBy(cast.parts.size());
        Origins origins(cast.channels.size());
        for (std::size_t i = 0; i < cast.parts.size() && i < view.header().workerCount; ++i) {
            const auto &worker = view.header().workers[i];
            origins.add(static_cast<WorkerId>(i), view, ends);
            for (std::uint32_t k = 0; k < worker.stepCount; ++k)
                addStep(cast.parts[i], closedBy[i], view.step(worker.firstStep + k), ends);
        }
        for (const auto &info : scenario.steps) {
            const auto &step = view.step(info.position);
            if (callAt(info.call).effect == Effect::MakeName && step.operation == Operation::Call
                && info.channel < cast.channels.size()
                && cast.channels[info.channel].path.empty()) // what is made again there is refused
                cast.channels[info.channel].path = scenario.names[step.operands[0].index];
        }
        std::vector<std::size_t> others(cast.parts.size());
        for (const auto &info : scenario.steps)
            others[info.worker] += opensOther(scenario, view, info) ? 1U : 0U;
        cast.mostOthers = *std::max_element(others.begin(), others.end());
        addKeepers(cast, closedBy);
        for (std::size_t i = 0; i < cast.channels.size(); ++i)
            cast.channels[i].bytesOf = origins.only(static_cast<ChannelId>(i));
    }
    arrange(cast);
    return cast;
}

} // namespace seeipc
