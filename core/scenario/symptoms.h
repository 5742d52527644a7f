// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/scenario.h"

#include <string>
#include <vector>

namespace seeipc {

/// By what somebody who has this trouble would look for the demo: the calls in it with their
/// arguments, a child that nobody waits for yet, the errnos and signals that it must show with the words a shell or perror(3) has for them, and what a beginner
/// calls a sleep, one that nobody ends ("hangs") or an end of file. Both languages; each once.
std::vector<std::string> symptomsOf(const Scenario &scenario);

/// The few of them that stand beside a demo's title: "blocks", "hangs", "EPIPE", "end of file".
std::vector<Text> signsOf(const Scenario &scenario);

} // namespace seeipc
