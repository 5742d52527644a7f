// SPDX-License-Identifier: MIT
#include "mechanisms/programs.h"

#include <array>
#include <cerrno>
#include <unistd.h>

namespace seeipc {

namespace {

constexpr std::size_t mostArguments = 4;

struct Row
{
    const char *path;
    std::array<const char *, mostArguments> arguments; ///< null behind the last
    Printed printed = Printed::Itself;
};

/// In the order of programSymbols.
constexpr Row rows[] = {
    {"/usr/bin/printf", {"printf", "from sibling\\n"}},
    {"/usr/bin/wc", {"wc", "-c"}},
    {"/usr/bin/yes", {"yes"}},
    {"/usr/bin/head", {"head", "-n", "1"}},
    {"/bin/bash", {"bash", "-c", "ulimit -p"}, Printed::PipeBlocks},
    {"/bin/bash", {"bash", "-c", "ulimit -p 16"}},
    {"/bin/dash", {"dash", "-c", "ulimit -p"}, Printed::ProcessLimit},
    {"/bin/grep", {"grep", "size", "/proc/self/fdinfo/0"}},
    {"/usr/bin/mkfifo", {"mkfifo", "-m", "644", "door"}},
    {"/bin/ls", {"ls", "-l", "door"}},
    {"/bin/sh", {"sh", "-c", "echo hi > door"}},
};

static_assert(std::size(rows) == std::size(programSymbols));

const Row *rowAt(std::int64_t position)
{
    const bool isOne = position >= 0 && static_cast<std::size_t>(position) < std::size(rows);
    return isOne ? &rows[position] : nullptr;
}

} // namespace

Printed printedBy(std::int64_t position)
{
    const auto *row = rowAt(position);
    return row ? row->printed : Printed::Itself;
}

std::string commandOf(std::int64_t position)
{
    const auto *row = rowAt(position);
    std::string command;
    for (std::size_t i = 0; row && i < mostArguments && row->arguments[i]; ++i) {
        const std::string word = row->arguments[i];
        const bool isPlain = word.find_first_of(" \\") == std::string::npos;
        command += (i > 0 ? " " : "") + (isPlain ? word : "'" + word + "'");
    }
    return row ? command : "?";
}

int becomeProgram(std::int64_t position)
{
    const auto *row = rowAt(position);
    if (!row)
        return EINVAL;
    std::array<char *, mostArguments + 1> arguments{};
    for (std::size_t i = 0; i < row->arguments.size(); ++i)
        arguments[i] = const_cast<char *>(row->arguments[i]); // execve(2) writes to none of them
    char path[] = "PATH=/usr/bin:/bin";
    char locale[] = "LC_ALL=C";
    std::array<char *, 3> environment{path, locale, nullptr};
    ::execve(row->path, arguments.data(), environment.data());
    return errno;
}

} // namespace seeipc
