// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/scenario.h"

#include <string>
#include <string_view>
#include <vector>

namespace seeipc {

/// The whole demo as one C program for Linux that needs nothing else: each process as a function, what
/// they call as their rows have it, and a main() that starts them. Where the demo lets a process wait
/// for another, main() looks at /proc/PID and lets it go on by a word of shared memory. It opens no
/// descriptor before the processes run, so that their pipe(2) gives 3 and 4 as in the demo. A loop that
/// the demo makes until it is stopped makes the rounds of a check. Compiles without a warning by
/// `gcc -std=c17 -Wall -Wextra`.
std::string cProgram(const Scenario &scenario, const std::vector<ParameterValue> &parameters,
                     Language language);

/// What to type in a terminal to see the calls of the demo's processes in the exported program:
/// `strace -f ... PROGRAM | grep -v ...`. Until a process has its own name it has that of
/// strace(1), then the program's, as main() always: grep leaves these lines out. Of a demo that traces
/// the program alone: strace(1) traces by ptrace(2), too, and nobody is traced twice.
std::string straceCommand(const Scenario &scenario, const std::vector<ParameterValue> &parameters,
                          const std::string &program);

} // namespace seeipc
