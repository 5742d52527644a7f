// SPDX-License-Identifier: MIT
#pragma once

#include <random>
#include <string>

namespace seeipc::fuzzing {

/// Changes one thing of a file of JSON: a value becomes another of the same file or a hostile one, goes or
/// stands twice; or a byte is another.
void mutate(std::string &json, std::mt19937 &random);

} // namespace seeipc::fuzzing
