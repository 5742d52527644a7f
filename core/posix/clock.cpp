// SPDX-License-Identifier: MIT
#include "posix/clock.h"

#include <algorithm>
#include <ctime>
#include <fstream>
#include <string>

namespace seeipc {

namespace {

constexpr std::size_t keptAnchors = 256;
constexpr std::int64_t anchorSpacing = 1'000'000; ///< nanoseconds; closer pairs would be noise

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
    anchor();
    if (m_kind == StampKind::TimeStampCounter) { // a slope for stamps before the second anchor
        const auto until = monotonicNanoseconds() + 200'000;
        while (monotonicNanoseconds() < until) {}
        const Anchor second{stampNow(m_kind), monotonicNanoseconds()};
        m_anchors.push_back(second);
    }
}

void StampClock::anchor()
{
    const Anchor now{stampNow(m_kind), monotonicNanoseconds()};
    if (!m_anchors.empty() && now.nanoseconds - m_anchors.back().nanoseconds < anchorSpacing)
        return;
    m_anchors.push_back(now);
    if (m_anchors.size() > keptAnchors)
        m_anchors.pop_front();
}

std::int64_t StampClock::nanoseconds(std::uint64_t stamp) const
{
    if (m_kind == StampKind::Nanoseconds || m_anchors.size() < 2)
        return static_cast<std::int64_t>(stamp);
    auto after = std::upper_bound(m_anchors.begin(), m_anchors.end(), stamp,
                                  [](std::uint64_t s, const Anchor &a) { return s < a.stamp; });
    after = std::clamp(after, m_anchors.begin() + 1, m_anchors.end() - 1);
    const Anchor &a = *(after - 1);
    const Anchor &b = *after;
    const auto slope = static_cast<double>(b.nanoseconds - a.nanoseconds)
                       / static_cast<double>(b.stamp - a.stamp);
    const auto distance = static_cast<double>(static_cast<std::int64_t>(stamp - a.stamp));
    return a.nanoseconds + static_cast<std::int64_t>(slope * distance);
}

} // namespace seeipc
