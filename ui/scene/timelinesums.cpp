// SPDX-License-Identifier: MIT
#include "ui/scene/timelinesums.h"

#include <algorithm>

namespace seeipc {

namespace {

/// Time asleep, and without a look, up to an instant, from the beginning of the block that holds it.
void addAsleep(const Trace &trace, std::int64_t from, std::int64_t to, Snapshot snapshot,
               std::int64_t position, TimelineSums &sums)
{
    auto time = from;
    const auto spend = [&](std::int64_t until) {
        const auto passed = std::min(until, to) - time;
        if (passed <= 0)
            return;
        for (std::size_t i = 0; i < sums.workers.size(); ++i) {
            const auto state = snapshot.processes[i].state;
            if (state == ProcessState::Asleep)
                sums.workers[i].asleep += passed;
            else if (state == ProcessState::Unseen)
                sums.workers[i].unseen += passed;
        }
        time = std::min(until, to);
    };
    for (; position < trace.count() && trace.at(position).time <= to; ++position) {
        spend(trace.at(position).time);
        apply(snapshot, trace.at(position));
    }
    spend(to);
}

/// A whole block, or the share of it that lies in the stretch.
void addBlock(const IndexBlock &block, const TimeSpan &span, TimelineSums &sums)
{
    const auto whole = std::max<std::int64_t>(1, block.end - block.start);
    const auto part = std::min(block.end, span.end) - std::max(block.start, span.begin);
    if (part <= 0)
        return;
    const auto ofPart = [&](std::int64_t time) {
        return static_cast<std::int64_t>(static_cast<double>(time) * static_cast<double>(part)
                                         / static_cast<double>(whole));
    };
    for (std::size_t i = 0; i < sums.workers.size(); ++i) {
        sums.workers[i].asleep += ofPart(block.workers[i].asleep);
        sums.workers[i].unseen += ofPart(block.workers[i].unseen);
    }
}

} // namespace

TimelineSums timelineSums(const Trace &trace, const TimeSpan &span)
{
    constexpr std::int64_t mostApplied = 20'000; ///< events: beyond, blocks tell the times
    TimelineSums sums;
    sums.nanoseconds = span.end - span.begin;
    sums.workers.resize(trace.live().processes.size());
    const auto from = trace.positionAt(span.begin);
    const auto to = trace.positionAt(span.end);
    const auto before = trace.snapshotAt(from);
    sums.isExact = trace.first() == 0 || before.time <= span.begin;
    if (sums.isExact && to - from <= mostApplied)
        addAsleep(trace, span.begin, span.end, before, from, sums);
    else if (trace.index().size() > 0)
        for (auto i = trace.index().blockAt(span.begin);
             i < trace.index().size() && trace.index().block(i).start < span.end; ++i)
            addBlock(trace.index().block(i), span, sums);
    if (!sums.isExact)
        return sums;
    const auto after = trace.snapshotAt(to);
    for (std::size_t i = 0; i < sums.workers.size(); ++i) {
        auto &worker = sums.workers[i];
        worker.calls = after.processes[i].calls - before.processes[i].calls;
        worker.bytesRead = after.processes[i].bytesRead - before.processes[i].bytesRead;
        worker.bytesWritten = after.processes[i].bytesWritten - before.processes[i].bytesWritten;
    }
    return sums;
}

} // namespace seeipc
