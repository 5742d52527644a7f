// SPDX-License-Identifier: MIT
#pragma once

#include "mechanisms/mechanism.h"

#include <cstdint>
#include <string>

namespace seeipc {

/// The programs that a worker of a demo may become: fixed command lines, nothing of them from a
/// file. A row's value is its position; its constant, how execve(2) reads in C.
inline constexpr Symbol programSymbols[] = {
    {"printf", 0,
     R"("/usr/bin/printf", (char *[]){"printf", "from sibling\\n", NULL}, environment)"},
    {"wc-c", 1, R"("/usr/bin/wc", (char *[]){"wc", "-c", NULL}, environment)"},
    {"yes", 2, R"("/usr/bin/yes", (char *[]){"yes", NULL}, environment)"},
    {"head-n-1", 3, R"("/usr/bin/head", (char *[]){"head", "-n", "1", NULL}, environment)"},
    {"bash-ulimit-p", 4,
     R"("/bin/bash", (char *[]){"bash", "-c", "ulimit -p", NULL}, environment)"},
    {"bash-ulimit-p-16", 5,
     R"("/bin/bash", (char *[]){"bash", "-c", "ulimit -p 16", NULL}, environment)"},
    {"dash-ulimit-p", 6,
     R"("/bin/dash", (char *[]){"dash", "-c", "ulimit -p", NULL}, environment)"},
    {"grep-fdinfo", 7,
     R"("/bin/grep", (char *[]){"grep", "size", "/proc/self/fdinfo/0", NULL}, environment)"},
    {"mkfifo-door", 8,
     R"("/usr/bin/mkfifo", (char *[]){"mkfifo", "-m", "644", "door", NULL}, environment)"},
    {"ls-l-door", 9, R"("/bin/ls", (char *[]){"ls", "-l", "door", NULL}, environment)"},
    {"sh-echo-door", 10,
     R"("/bin/sh", (char *[]){"sh", "-c", "echo hi > door", NULL}, environment)"},
};

/// What the numbers mean that it prints.
enum class Printed : std::uint8_t {
    Itself,       ///< they need no word
    PipeBlocks,   ///< PIPE_BUF, in blocks of 512 bytes
    ProcessLimit, ///< RLIMIT_NPROC
};
Printed printedBy(std::int64_t position);

/// As one types it in a shell: "bash -c 'ulimit -p'"; "?" where there is no such program.
std::string commandOf(std::int64_t position);

/// Becomes the program at this position, with an environment of PATH and LC_ALL=C.
/// Returns only where that failed: errno. Source: execve(2).
int becomeProgram(std::int64_t position);

} // namespace seeipc
