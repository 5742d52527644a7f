// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace seeipc {

/// What a session and its steward say to each other over a SOCK_SEQPACKET pair, one struct a
/// message, and the ledger that outlives the steward. Both ends are of one build.
enum class WireKind : std::uint32_t {
    Ready,   ///< steward: namespaces stand; error tells why they are the host's
    Start,   ///< session: start the first workers
    Started, ///< steward: worker has pid
    Ended,   ///< steward: pid has ended with status; nobody else waited for it
    Failed,  ///< steward: error; it ends
};

struct WireMessage
{
    WireKind kind = WireKind::Failed;
    std::int32_t worker = -1;
    std::int32_t pid = 0;
    std::int32_t status = 0; ///< raw wait status
    std::int32_t error = 0;  ///< errno, 0: none
    std::uint32_t isPrivate = 0;
    std::int64_t time = 0; ///< of Started: CLOCK_MONOTONIC nanoseconds, right before it
    std::array<char, 32> call{};
    std::array<char, 160> subject{};
};

/// What was made and must go, written before it is made.
struct Ledger
{
    std::array<char, 256> directory{}; ///< empty: none yet
    std::atomic<std::uint32_t> hasDirectory{0};
};

/// Descriptors of the private modes of seeipc-worker, in the order in which they are passed on.
namespace StewardFds {
inline constexpr int socket = 3;
inline constexpr int leash = 4;      ///< read end
inline constexpr int leashWrite = 5; ///< write end; kept by the session and the steward only
inline constexpr int area = 6;
inline constexpr int program = 7;
inline constexpr int ledger = 8;
} // namespace StewardFds

namespace SpawnerFds {
inline constexpr int socket = 3;
inline constexpr int leash = 4;
inline constexpr int area = 5;
inline constexpr int program = 6;
} // namespace SpawnerFds

namespace WorkerFds {
inline constexpr int leash = 3;
inline constexpr int area = 4;
inline constexpr int program = 5;
} // namespace WorkerFds

} // namespace seeipc
