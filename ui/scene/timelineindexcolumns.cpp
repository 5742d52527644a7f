// SPDX-License-Identifier: MIT
// A timeline so far away that single events are not walked over: shares of time by pixel column, from
// the sums of the index.
#include "ui/scene/timelinelanecolumns.h"

#include <algorithm>
#include <utility>

namespace seeipc {

namespace {

void add(Sums &sums, const WorkerTimes &times)
{
    sums[0] += static_cast<double>(times.running);
    sums[1] += static_cast<double>(times.asleep);
    sums[2] += static_cast<double>(times.atGate);
    sums[3] += static_cast<double>(times.held);
    sums[unseenKind] += static_cast<double>(times.unseen);
}

/// Who lost records spent of its running time in lost calls what their part is of all that came.
void shareLoss(std::vector<Sums> &sums, const Snapshot &live, double lost, double told)
{
    if (lost <= 0)
        return;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        if (live.processes[i].lost == 0)
            continue;
        const auto unknown = sums[i][runningKind] * lost / (lost + told);
        sums[i][runningKind] -= unknown;
        sums[i][lostKind] += unknown;
    }
}

/// The instant of now goes on after the last event.
void addTail(const TimelineFacts &facts, double fromX, double toX, std::vector<LaneColumns> &lanes,
             std::vector<FillColumns> &fills)
{
    const auto &live = facts.places.trace.live();
    const auto passed = static_cast<double>(
        std::max<std::int64_t>(1, facts.places.now - live.time));
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        const auto kind = kindOf(doingOf(live.processes[i]));
        Sums times{};
        if (kind)
            times[*kind] = passed;
        lanes[i].spend(fromX, toX, times);
    }
    for (std::size_t i = 0; i < fills.size(); ++i) {
        fills[i].add(fromX, toX, readingOf(live.channels[i]));
    }
}

} // namespace

void layOutIndex(const TimelineFacts &facts, TimelineLayout &layout)
{
    const auto &trace = facts.places.trace;
    const auto &changes = facts.places.changes;
    const auto &index = trace.index();
    const auto &scale = layout.scale;
    const bool isByClock = facts.places.axis == TimeAxis::ByClock;
    std::vector<LaneColumns> lanes(layout.lanes.size(), LaneColumns(scale));
    std::vector<FillColumns> fills(layout.fills.size(), FillColumns(scale));
    const auto first = index.size() == 0 ? 0
                       : isByClock ? index.blockAt(static_cast<std::int64_t>(scale.window.begin))
                                   : index.blockOf(changes.positionBefore(scale.window.begin));
    const auto endOf = [&](const IndexBlock &block) {
        return scale.xOf(isByClock ? static_cast<double>(block.end)
                                   : changes.placeBefore(block.first + block.events));
    };
    std::vector<Sums> sums(lanes.size());
    std::vector<FillRange> ranges;
    std::int64_t lost = 0;
    std::int64_t told = 0;
    auto fromX = scale.left;
    auto lastX = scale.left;
    if (first < index.size())
        fromX = scale.xOf(isByClock ? static_cast<double>(index.block(first).start)
                                    : changes.placeBefore(index.block(first).first));
    for (auto i = first; i < index.size() && lastX <= scale.right; ++i) {
        const auto block = index.block(i);
        lastX = endOf(block);
        for (std::size_t w = 0; w < lanes.size(); ++w)
            add(sums[w], block.workers[w]);
        if (ranges.empty()) // the first of a pixel
            ranges.assign(block.fills.begin(), block.fills.end());
        for (std::size_t c = 0; c < fills.size(); ++c)
            widen(ranges[c], block.fills[c]);
        lost += block.lost;
        told += block.events;
        const bool isLast = i + 1 == index.size();
        const bool isBesideWide = isByClock && !isLast && endOf(index.block(i + 1)) - lastX >= 1;
        if (lastX - fromX < 1 && !isLast && !isBesideWide)
            continue; // several blocks are a pixel
        const bool isWhole = lost == 0;
        shareLoss(sums, trace.live(), static_cast<double>(std::exchange(lost, 0)),
                  static_cast<double>(std::exchange(told, 0)));
        for (std::size_t w = 0; w < lanes.size(); ++w)
            lanes[w].spend(fromX, lastX, std::exchange(sums[w], Sums{}));
        for (std::size_t c = 0; c < fills.size(); ++c) {
            fills[c].add(fromX, lastX, ranges[c]);
            if (!isWhole && ranges[c].greatest != absent)
                fills[c].doubt(fromX, lastX); // something else may have been inside between
        }
        ranges.clear();
        fromX = lastX;
    }
    if (lastX < scale.right)
        addTail(facts, lastX, scale.xOf(facts.places.end()), lanes, fills);
    for (std::size_t w = 0; w < lanes.size(); ++w)
        layout.lanes[w].columns = lanes[w].shares();
    for (std::size_t c = 0; c < fills.size(); ++c)
        finishFill(layout.fills[c], fills[c], facts, scale);
}

} // namespace seeipc
