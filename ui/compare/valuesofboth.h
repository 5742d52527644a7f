// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/scenario.h"

#include <vector>

namespace seeipc {

/// A demo and the values of its parameters.
struct DemoSetup
{
    Scenario scenario;
    std::vector<ParameterValue> values;
};

/// Sets in both what was set in `from`, as far as both have a parameter of that name and kind and
/// can take its value; what only one has stays at its default, so that both run alike.
void takeOver(const DemoSetup &from, DemoSetup &wrong, DemoSetup &cured);

} // namespace seeipc
