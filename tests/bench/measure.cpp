// SPDX-License-Identifier: MIT
#include "measure.h"

#include <algorithm>
#include <cstdio>
#include <sched.h>

namespace seeipc::bench {

namespace {

cpu_set_t allowed()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    ::sched_getaffinity(0, sizeof set, &set);
    return set;
}

const cpu_set_t atStart = allowed();

} // namespace

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

double compare(const std::string &what, int turns, const std::function<double()> &first,
               const std::function<double()> &second, double budget)
{
    std::vector<double> ratios;
    std::vector<double> ones;
    std::vector<double> others;
    (void)first(); // warm
    (void)second();
    for (int turn = 0; turn < turns; ++turn) {
        const bool isFirst = turn % 2 == 0;
        const double a = isFirst ? first() : 0;
        const double b = second();
        ones.push_back(isFirst ? a : first());
        others.push_back(b);
        ratios.push_back(ones.back() / others.back());
    }
    std::sort(ratios.begin(), ratios.end());
    const double ratio = median(ratios);
    std::printf("%-52s %.3f  (quartiles %.3f %.3f; %.4g against %.4g; budget %.2f)\n", what.c_str(),
                ratio, ratios[ratios.size() / 4], ratios[ratios.size() * 3 / 4], median(ones),
                median(others), budget);
    std::fflush(stdout);
    return ratio;
}

void pinTo(int cpu)
{
    cpu_set_t set = atStart;
    if (cpu >= 0) {
        CPU_ZERO(&set);
        CPU_SET(static_cast<std::size_t>(cpu), &set);
    }
    ::sched_setaffinity(0, sizeof set, &set);
}

int lastCpu()
{
    int last = 0;
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu)
        last = CPU_ISSET(static_cast<std::size_t>(cpu), &atStart) ? cpu : last;
    return last;
}

} // namespace seeipc::bench
