// SPDX-License-Identifier: MIT
#pragma once

#include "events/event.h"
#include "events/ring.h"
#include "mechanisms/program.h"
#include "posix/clock.h"
#include "session/session.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace seeipc {

/// Fork and kill: what another process does by them it may have done before they return, so their time
/// is that of their entry.
constexpr bool actsBeforeItReturns(Effect effect)
{
    return effect == Effect::Fork || effect == Effect::Signal;
}

/// Takes records out of one worker's ring and makes events of them. While a person watches it has
/// an appetite: a burst is taken whole, of a lasting flood the newest records and all landmarks, and
/// the rest is counted as lost. Of an unrecorded run it tells the sums.
class RingTap
{
public:
    RingTap() = default;
    RingTap(SharedArea area, WorkerId worker, Purpose purpose);

    /// Appends what came since the last call; `other` and `channel` are still to be found.
    void drain(const StampClock &clock, std::int64_t startTime, const ProgramView &program,
               std::vector<Event> &events);
    /// Calls returned and taken or lost so far: the worker is inside a call if it has entered more.
    std::uint64_t position() const { return m_reader.position(); }

private:
    static constexpr std::uint64_t burst = 150'000;  ///< records in hand at most
    static constexpr std::uint64_t refill = 400;     ///< a drain
    static constexpr std::uint64_t keptOfFlood = 96; ///< at least one of them carries a FIONREAD

    /// What happened in between, as one function needs it from another.
    struct Round
    {
        const StampClock &clock;
        std::int64_t startTime;
        const ProgramView &program;
        std::vector<Event> &events;
    };

    void tellUpTo(const RingRecord &record, std::uint64_t position, const Round &round);
    void tellLoss(const RingRecord &before, std::uint64_t position, const Round &round);
    void tell(const RingRecord &record, const Round &round);
    std::optional<Landmark> landmarkBefore(std::uint64_t position);
    void drainSums(std::int64_t now, std::vector<Event> &events);

    SharedArea m_area;
    WorkerId m_worker = noWorker;
    Purpose m_purpose = Purpose::Watch;
    RingReader m_reader;
    LandmarkReader m_landmarks;
    std::optional<Landmark> m_ahead; ///< read already, and not passed yet
    std::uint64_t m_appetite = burst;
    std::uint64_t m_told = 0; ///< records told, or told to be lost: a loss is told before the next
    std::int64_t m_read = 0;
    std::int64_t m_written = 0;
};

} // namespace seeipc
