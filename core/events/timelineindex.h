// SPDX-License-Identifier: MIT
#pragma once

#include "events/event.h"
#include "events/snapshot.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace seeipc {

/// Nanoseconds that a worker spent, as the fold at each instant says it. What is none of these is
/// before its start, stopped, or after its end.
struct WorkerTimes
{
    std::int64_t asleep = 0;
    std::int64_t running = 0;
    std::int64_t atGate = 0; ///< waits its turn, for a condition or for a look
    std::int64_t held = 0;   ///< by the user
    std::int64_t unseen = 0; ///< nobody looked

    bool operator==(const WorkerTimes &) const = default;
};

/// The least and the greatest number of bytes that were inside a channel; both `absent` while there
/// is no channel, the greatest alone while no number is known but 0, and that not all
/// the time. Where one is known at some time alone, the least is 0.
struct FillRange
{
    std::int64_t least = absent;
    std::int64_t greatest = absent;

    bool operator==(const FillRange &) const = default;
};

/// Makes a range hold another one too.
void widen(FillRange &range, const FillRange &by);

/// The sums of consecutive events: from the fold of the first `first` events, which is of the time
/// `start`, to the fold after `events` more, which is of the time `end`. Blocks meet without gaps.
struct IndexBlock
{
    std::int64_t first = 0;
    std::int64_t events = 0;
    std::int64_t start = 0;
    std::int64_t end = 0;
    std::int64_t lost = 0;                ///< records that nobody could read
    std::span<const WorkerTimes> workers; ///< by WorkerId
    std::span<const FillRange> fills;     ///< by ChannelId
};

struct IndexLimits
{
    std::int64_t eventsABlock = 64;
    std::size_t finest = 32768; ///< blocks of that size that are kept, the newest; even
    std::size_t coarser = 4096; ///< blocks of each doubled size behind them; even
    std::int64_t shortestRest = 100'000'000; ///< nanoseconds without an event
};

/// Sums of a Trace for drawing; they outlive its events. The newest two million events lie in blocks
/// of 64, older ones in blocks of 128, then 256 and so on, as many of each size: what is long past
/// is coarse beside what is near, and fine beside all that was. Memory grows with the logarithm of the count.
/// A rest, in which nothing happened for long, is a block of its own without events, so that a block
/// says of its time what was then; among the older ones, where it is long beside all that was.
class TimelineIndex
{
public:
    TimelineIndex(std::size_t workers, std::size_t channels, const IndexLimits &limits = {});

    /// Time passes, up to the next event's, in the state of `before`.
    void pass(const Snapshot &before, std::int64_t time);
    /// The event that led to `after`.
    void note(const Event &event, const Snapshot &after);

    /// Oldest first; the last may still grow.
    std::size_t size() const;
    /// Its spans hold until the next note().
    IndexBlock block(std::size_t number) const;
    /// The block that holds the event at this position, no rest. Asked only while size() > 0.
    std::size_t blockOf(std::int64_t position) const;
    /// The first block that ends at this time or later, else the last. Asked only while size() > 0.
    std::size_t blockAt(std::int64_t time) const;
    /// Memory of all blocks.
    std::size_t bytes() const;

private:
    struct Head
    {
        std::int64_t first = 0;
        std::int64_t events = 0;
        std::int64_t start = 0;
        std::int64_t end = 0;
        std::int64_t lost = 0;
    };

    /// Blocks of one size: a ring that grows up to its capacity, oldest first.
    struct Level
    {
        std::size_t capacity = 0;
        std::size_t begin = 0;
        std::size_t size = 0;
        std::vector<Head> heads{};
        std::vector<WorkerTimes> workers{};
        std::vector<FillRange> fills{};

        std::size_t slot(std::size_t number) const { return (begin + number) % capacity; }
    };

    void open(const Snapshot &before, std::int64_t time);
    std::size_t add(std::size_t level);
    void mergeOldest(std::size_t level);
    bool isApart(const Level &level, std::size_t slot) const;
    void absorb(Level &into, std::size_t slot, const Level &from, std::size_t taken) const;

    std::size_t m_workers;
    std::size_t m_channels;
    IndexLimits m_limits;
    std::vector<Level> m_levels; ///< finest first
    std::size_t m_newest = 0;    ///< slot of the block that grows
    bool m_isOpen = false;       ///< there is one
    std::int64_t m_count = 0;
};

} // namespace seeipc
