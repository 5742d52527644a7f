// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"
#include "posix/result.h"
#include "scenario/scenario.h"

#include <cstdint>
#include <optional>

namespace seeipc {

/// Nanoseconds that count as "for ever" where nobody has said that it may come to that.
inline constexpr std::int64_t surelyForEver = 1'000'000'000;

/// The same where somebody waits for the demo to see something of the others, who all stand still.
inline constexpr std::int64_t noCueComes = 3'000'000'000;

/// The time in which whoever looks again and again did so without a pause. One who was suspended, or whose
/// machine was, has not seen that others waited: nobody ran who could have woken them.
struct Attendance
{
    std::int64_t since = 0; ///< nanoseconds since the session began
    std::int64_t now = 0;   ///< of the last look

    void look(std::int64_t time);
};

/// Has everybody who is left been seen to wait for so long for what nobody can give? Then no more will
/// come.
bool isAtStandstill(const Snapshot &snapshot, const Attendance &seen,
                    std::int64_t patience = surelyForEver);

/// A fork that the machine had no room for, where the demo does not expect that: it cannot show
/// what it is about.
std::optional<Error> refusedFork(const Scenario &scenario, const Event &event);

} // namespace seeipc
