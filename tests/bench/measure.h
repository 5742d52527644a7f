// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace seeipc::bench {

/// Runs both in turns, so that whatever else the machine does meets both alike, and prints the ratio
/// of the first to the second: the median of the turns' ratios, and their quartiles.
double compare(const std::string &what, int turns, const std::function<double()> &first,
               const std::function<double()> &second, double budget);

double median(std::vector<double> values);

/// This thread, and whatever it starts from now on, runs on that CPU only; -1: on any.
void pinTo(int cpu);

/// The last CPU that we may run on; the workers go there.
int lastCpu();

} // namespace seeipc::bench
