// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

namespace seeipc {

/// Small numbers that name things within one session. Workers and channels are numbered in the
/// order in which the scenario names them.
using WorkerId = std::uint8_t;
using ChannelId = std::uint8_t;
/// An open file description, of those that a snapshot knows.
using FileId = std::uint16_t;
/// Position in the table of all calls (mechanisms/registry.h).
using CallId = std::uint16_t;
/// Position of a step among all steps of a scenario, counted through its workers.
using StepId = std::uint16_t;

inline constexpr WorkerId noWorker = 0xff;
inline constexpr ChannelId noChannel = 0xff;
inline constexpr FileId noFile = 0xffff;
inline constexpr CallId noCall = 0xffff;
inline constexpr StepId noStep = 0xffff;

inline constexpr std::size_t mostWorkers = 64;
inline constexpr std::size_t mostChannels = 16;
inline constexpr std::size_t mostParameters = 16;
/// Descriptors that the calls of one worker may make and that other steps name.
inline constexpr std::size_t mostVariables = 256;
inline constexpr std::uint16_t noVariable = 0xffff;

} // namespace seeipc
