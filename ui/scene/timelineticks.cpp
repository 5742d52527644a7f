// SPDX-License-Identifier: MIT
#include "ui/scene/timelineticks.h"

#include "ui/scene/timelinewords.h"

#include <algorithm>
#include <cmath>

namespace seeipc {

namespace {

constexpr std::int64_t shortestStep = 100; ///< nanoseconds
constexpr std::int64_t minute = 60'000'000'000;
constexpr auto longestDecimal = minute / 6 * 5; ///< 50 seconds
constexpr double leastDistance = 110;           ///< pixels at the scale's unit
constexpr double leastGap = 24;                 ///< the same, between two labels
constexpr double labelTop = 4;                  ///< pixels below what happens

/// The next longer step: 1, 2, 5, 10.
std::int64_t longer(std::int64_t step)
{
    if (step == longestDecimal)
        return minute;
    auto unit = step >= minute ? minute : shortestStep;
    while (step >= 10 * unit)
        unit *= 10;
    return step == unit ? 2 * unit : step == 2 * unit ? 5 * unit : 10 * unit;
}

/// As wide as the label of any instant up to then.
double widestLabel(std::int64_t until, std::int64_t step, const TextMeasure &measure)
{
    auto text = timelinewords::tick(until, step);
    for (auto &letter : text) {
        if (letter.isDigit())
            letter = QLatin1Char('0');
    }
    return measure.width(TextRole::Small, text);
}

} // namespace

std::int64_t tickStep(const TimeScale &scale, const TextMeasure &measure)
{
    const auto unit = measure.scale().unit;
    const auto until = static_cast<std::int64_t>(scale.window.end);
    auto step = shortestStep;
    for (;; step = longer(step)) {
        const auto distance = static_cast<double>(step) * scale.pixelsAPlace();
        if (distance < leastDistance * unit)
            continue;
        if (distance >= widestLabel(until, step, measure) + leastGap * unit)
            return step;
    }
}

std::vector<TimelineTick> clockTicks(const TimeScale &scale, const TimelineFrame &frame,
                                     const TextMeasure &measure)
{
    const auto step = tickStep(scale, measure);
    const auto height = measure.lineHeight(TextRole::Small);
    std::vector<TimelineTick> ticks;
    const auto first = std::ceil(scale.window.begin / static_cast<double>(step));
    for (auto time = static_cast<std::int64_t>(first) * step;; time += step) {
        TimelineTick tick;
        tick.x = std::round(scale.xOf(static_cast<double>(time)));
        if (tick.x > scale.right)
            return ticks;
        tick.label.text = timelinewords::tick(time, step);
        tick.label.role = TextRole::Small;
        tick.label.tone = Tone::Muted;
        const auto width = measure.width(TextRole::Small, tick.label.text);
        tick.label.rect = {tick.x - width / 2, frame.bottom + labelTop, width, height};
        if (tick.label.rect.right() <= frame.size.width() - labelTop)
            ticks.push_back(std::move(tick));
    }
}

} // namespace seeipc
