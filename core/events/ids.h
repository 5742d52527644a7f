// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

namespace seeipc {

/// Small numbers that name things within one session. Workers and channels are numbered in the
/// order in which the scenario names them.
using WorkerId = std::uint8_t;
using ChannelId = std::uint8_t;
/// An open file description, of those that a snapshot knows.
using FileId = std::uint16_t;
/// A name in the session's directory, of those that the scenario has.
using NameId = std::uint16_t;
/// Position in the table of all calls (mechanisms/registry.h).
using CallId = std::uint16_t;
/// Position of a step among all steps of a scenario, counted through its workers.
using StepId = std::uint16_t;

inline constexpr WorkerId noWorker = 0xff;
inline constexpr ChannelId noChannel = 0xff;
inline constexpr FileId noFile = 0xffff;
inline constexpr NameId noNameId = 0xffff;
inline constexpr CallId noCall = 0xffff;
inline constexpr StepId noStep = 0xffff;

inline constexpr std::size_t mostWorkers = 64;
inline constexpr std::size_t mostChannels = 16;
inline constexpr std::size_t mostParameters = 16;
inline constexpr std::size_t mostNames = 64;
/// Descriptors that the calls of one worker may make and that other steps name.
inline constexpr std::size_t mostVariables = 256;
inline constexpr std::uint16_t noVariable = 0xffff;

/// A name among the arguments of a call: below every number that a descriptor may have there.
constexpr std::int32_t nameArgument(NameId name)
{
    return -2 - std::int32_t{name};
}
constexpr NameId nameInArgument(std::int32_t argument)
{
    const bool isName = argument <= -2 && argument > -2 - static_cast<std::int32_t>(mostNames);
    return isName ? static_cast<NameId>(-2 - argument) : noNameId;
}

/// A file of /proc/PID among the arguments of a call (mechanisms/procfiles.h): below every name.
constexpr std::int32_t procFileArgument(std::size_t file)
{
    return -2 - static_cast<std::int32_t>(mostNames + file);
}
constexpr std::optional<std::size_t> procFileInArgument(std::int64_t argument)
{
    const auto first = std::int64_t{procFileArgument(0)};
    return argument <= first ? std::optional(static_cast<std::size_t>(first - argument))
                             : std::nullopt;
}

} // namespace seeipc
