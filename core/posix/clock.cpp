// SPDX-License-Identifier: MIT
#include "posix/clock.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>

namespace seeipc {

namespace {

constexpr std::size_t keptStretches = 256;
constexpr std::int64_t firstBase = 200'000;         ///< nanoseconds between the first two readings
constexpr std::int64_t shortestStretch = 1'000'000; ///< closer readings would be noise
constexpr std::int64_t longestStretch = 20'000'000;
constexpr std::int64_t settlingTime = 100'000'000; ///< in which an error is leant away
constexpr std::int64_t mostError = 1'000'000;

template<typename Reading>
double slopeBetween(const Reading &from, const Reading &to)
{
    return static_cast<double>(to.nanoseconds - from.nanoseconds)
           / static_cast<double>(to.stamp - from.stamp);
}

} // namespace

std::int64_t monotonicNanoseconds()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

StampKind bestStampKind()
{
#if defined(__x86_64__)
    std::string line;
    std::ifstream source("/sys/devices/system/clocksource/clocksource0/current_clocksource");
    if (!std::getline(source, line) || line != "tsc")
        return StampKind::Nanoseconds;
    std::ifstream processors("/proc/cpuinfo");
    while (std::getline(processors, line)) {
        if (line.starts_with("flags"))
            return line.find(" constant_tsc") != std::string::npos
                           && line.find(" nonstop_tsc") != std::string::npos
                       ? StampKind::TimeStampCounter
                       : StampKind::Nanoseconds;
    }
#endif
    return StampKind::Nanoseconds;
}

StampClock::StampClock(StampKind kind) : m_kind(kind)
{
    if (m_kind == StampKind::Nanoseconds)
        return;
    m_first = read();
    const auto until = m_first.nanoseconds + firstBase;
    while (monotonicNanoseconds() < until) {}
    m_last = read();
    m_stretches.push_back({m_first, slopeBetween(m_first, m_last)});
}

/// Both clocks at one instant. A reading that was interrupted in between would be false by a time
/// slice: of several the quickest counts.
StampClock::Reading StampClock::read() const
{
    constexpr int attempts = 4;
    Reading best{};
    std::uint64_t shortest = ~std::uint64_t{0};
    for (int i = 0; i < attempts; ++i) {
        const auto before = stampNow(m_kind);
        const auto nanoseconds = monotonicNanoseconds();
        const auto length = stampNow(m_kind) - before;
        if (length < shortest) {
            shortest = length;
            best = {before + length / 2, nanoseconds};
        }
    }
    return best;
}

void StampClock::anchor()
{
    if (m_kind == StampKind::Nanoseconds)
        return;
    const auto elapsed = m_last.nanoseconds - m_first.nanoseconds;
    const auto spacing = std::clamp(elapsed / 8, shortestStretch, longestStretch);
    if (monotonicNanoseconds() - m_last.nanoseconds < spacing)
        return;
    m_last = read();
    const double slope = slopeBetween(m_first, m_last);
    const auto predicted = nanoseconds(m_last.stamp);
    const auto error = m_last.nanoseconds - predicted;
    if (std::abs(error) > mostError) { // the machine slept: begin anew from here
        m_first = m_last;
        m_stretches.push_back({m_last, m_stretches.back().slope});
    } else {
        const double lean = static_cast<double>(error) / static_cast<double>(settlingTime);
        m_stretches.push_back({{m_last.stamp, predicted}, slope * (1.0 + lean)});
    }
    if (m_stretches.size() > keptStretches)
        m_stretches.pop_front();
}

std::int64_t StampClock::nanoseconds(std::uint64_t stamp) const
{
    if (m_kind == StampKind::Nanoseconds)
        return static_cast<std::int64_t>(stamp);
    auto after = std::upper_bound(
        m_stretches.begin(), m_stretches.end(), stamp,
        [](std::uint64_t s, const Stretch &t) { return s < t.start.stamp; });
    const auto &stretch = after == m_stretches.begin() ? *after : *(after - 1);
    const auto distance = static_cast<double>(
        static_cast<std::int64_t>(stamp - stretch.start.stamp));
    return stretch.start.nanoseconds + static_cast<std::int64_t>(stretch.slope * distance);
}

} // namespace seeipc
