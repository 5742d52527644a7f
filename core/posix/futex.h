// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>

namespace seeipc {

/// Sleeps while `word` is `seen`, at most `nanoseconds` (below 0: for ever). May return early.
/// The word lies in memory that processes share. Source: futex(2) FUTEX_WAIT.
void futexWait(std::atomic<std::uint32_t> &word, std::uint32_t seen, std::int64_t nanoseconds);

/// Wakes everybody who sleeps on `word`. Source: futex(2) FUTEX_WAKE.
void futexWakeAll(std::atomic<std::uint32_t> &word);

} // namespace seeipc
