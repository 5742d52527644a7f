// SPDX-License-Identifier: MIT
#include "ui/controls/detents.h"

#include <algorithm>
#include <array>

namespace seeipc {

namespace {

constexpr std::int64_t few = 40;
constexpr std::array<std::int64_t, 4> binarySteps{4, 5, 6, 7};                      ///< quarters
constexpr std::array<std::int64_t, 8> decimalSteps{10, 12, 15, 20, 25, 30, 50, 70}; ///< tenths

template<typename Steps>
void addSteps(std::vector<std::int64_t> &values, std::int64_t atMost, const Steps &steps,
              std::int64_t base)
{
    for (std::int64_t power = 1; power <= atMost; power *= base) {
        for (const auto step : steps)
            values.push_back(step * power / steps.front());
    }
}

} // namespace

std::vector<std::int64_t> detents(std::int64_t atLeast, std::int64_t atMost, std::string_view unit)
{
    std::vector<std::int64_t> values{atLeast, atMost};
    if (atMost - atLeast <= few) {
        for (auto value = atLeast; value < atMost; ++value)
            values.push_back(value);
    } else if (unit == "bytes") {
        addSteps(values, atMost, binarySteps, 2);
    } else {
        addSteps(values, atMost, decimalSteps, 10);
    }
    std::erase_if(values, [&](std::int64_t value) { return value < atLeast || value > atMost; });
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
}

int nearestDetent(const std::vector<std::int64_t> &values, std::int64_t value)
{
    const auto above = std::lower_bound(values.begin(), values.end(), value);
    if (above == values.end())
        return static_cast<int>(values.size()) - 1;
    if (above == values.begin())
        return 0;
    const auto below = above
                       - 1; // below < value <= above; nearer by ratio: below * above < value^2
    const bool isAbove = static_cast<double>(value) * static_cast<double>(value)
                         >= static_cast<double>(*below) * static_cast<double>(*above);
    return static_cast<int>((isAbove ? above : below) - values.begin());
}

} // namespace seeipc
