// SPDX-License-Identifier: MIT
#pragma once

#include "events/ids.h"
#include "scenario/cue.h"
#include "scenario/scenario.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace seeipc {

/// Where a process stands. A channel runs between the columns.
enum class Column : std::uint8_t {
    Left,
    Right,
    Middle, ///< beneath the channels: it only makes, forks and waits, or is on both ends of a channel
};

/// The part of a process in a demo.
struct Part
{
    std::string name;
    /// Channels that some step of it reads from; where nobody does, those whose read end it keeps.
    std::vector<ChannelId> reads;
    std::vector<ChannelId> writes;        ///< the same of writing
    std::vector<std::string> sleepyCalls; ///< names of the calls of it that may sleep
    Column column = Column::Left;
};

struct CastChannel
{
    std::string name;
    std::string mechanism;  ///< id of what brings it: "pipe"
    bool flowsRight = true; ///< its write end is on the left
    /// Who alone puts bytes of its own in, also through a relay or as another program; noWorker: several.
    WorkerId bytesOf = noWorker;
    std::string path{}; ///< the name that mkfifo(3) gives it; empty: it has none
};

/// Who plays what, and where each stands: it follows from the scenario's steps alone, so that a demo
/// draws at the same places each time and at every instant.
struct Cast
{
    std::vector<Part> parts;           ///< by WorkerId
    std::vector<CastChannel> channels; ///< by ChannelId
    /// By StepId, what the demo lets a process wait for before it.
    std::vector<std::optional<Cue>> cues;

    /// Descriptors that lead to no end, of the process that opens the most.
    std::size_t mostOthers = 0;

    /// Descriptors that a process may come to hold, as rows to keep free for it: ends of channels, and of
    /// others no more than two, which are not worth a smaller channel.
    std::size_t descriptorRows() const;
};

Cast castOf(const Scenario &scenario);

/// Writers of the first channel left and its readers right; whoever answers them stands opposite;
/// several of a kind below each other. Fills in columns and directions.
void arrange(Cast &cast);

} // namespace seeipc
