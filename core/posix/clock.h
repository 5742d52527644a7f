// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <deque>

namespace seeipc {

/// CLOCK_MONOTONIC in nanoseconds.
std::int64_t monotonicNanoseconds();

/// What the stamps in a ring are.
enum class StampKind : std::uint32_t { Nanoseconds, TimeStampCounter };

/// TimeStampCounter where the processor's counter is invariant and the kernel itself trusts it as
/// its clock source; else Nanoseconds. Source: /proc/cpuinfo, /sys/devices/system/clocksource.
StampKind bestStampKind();

/// The stamp of now: 9 ns for the counter, 23 ns for clock_gettime(2) (measured).
inline std::uint64_t stampNow(StampKind kind)
{
#if defined(__x86_64__)
    if (kind == StampKind::TimeStampCounter)
        return __builtin_ia32_rdtsc();
#endif
    (void)kind;
    return static_cast<std::uint64_t>(monotonicNanoseconds());
}

/// Turns stamps into CLOCK_MONOTONIC nanoseconds: a line per stretch of time, each begins where the
/// one before ends and leans towards what both clocks read at its start. Monotone: a later stamp
/// never gets an earlier time, and a stamp keeps its time, unless the clocks part by more than a
/// millisecond (the machine slept). One thread.
class StampClock
{
public:
    explicit StampClock(StampKind kind);

    StampKind kind() const { return m_kind; }
    /// Reads both clocks now; call it once before each batch of stamps.
    void anchor();
    /// The time of a stamp, in nanoseconds of CLOCK_MONOTONIC.
    std::int64_t nanoseconds(std::uint64_t stamp) const;

private:
    struct Reading
    {
        std::uint64_t stamp;
        std::int64_t nanoseconds;
    };

    struct Stretch
    {
        Reading start;
        double slope; ///< nanoseconds a stamp
    };

    Reading read() const;

    StampKind m_kind;
    Reading m_first{};
    Reading m_last{};
    std::deque<Stretch> m_stretches; ///< never empty where the counter is used
};

} // namespace seeipc
