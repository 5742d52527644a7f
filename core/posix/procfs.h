// SPDX-License-Identifier: MIT
#pragma once

#include "posix/result.h"
#include "posix/uniquefd.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace seeipc {

/// What /proc/PID/stat tells. Source: proc(5).
struct ProcStat
{
    pid_t pid = 0;
    std::string name; ///< field 2, without the parentheses
    char state = '?'; ///< R, S, D, T, t, Z, X, I
    pid_t parent = 0;
    pid_t group = 0;             ///< field 5, as getpgid(2)
    std::uint64_t startTime = 0; ///< clock ticks since boot; with pid, a process's identity
    int exitCode = 0;            ///< field 52, as wait(2) would give; 0 without the right to see
};
std::optional<ProcStat> parseStat(std::string_view text);

/// What /proc/PID/syscall tells.
struct ProcSyscall
{
    bool running = false; ///< "running": not asleep, no number known
    long number = -1;     ///< -1: asleep outside a system call
    std::array<std::uint64_t, 6> arguments{};
};
std::optional<ProcSyscall> parseSyscall(std::string_view text);

/// What SeeIPC uses of /proc/PID/status. Masks: bit N-1 is signal N.
struct ProcStatus
{
    char state = '?';
    std::optional<std::int64_t> parent; ///< 0: outside of the reader's pid namespace
    std::uint32_t uid = 0;              ///< the real one
    std::uint64_t pending = 0;          ///< of the process and of its one thread
    std::uint64_t blocked = 0;
    std::uint64_t ignored = 0;
    std::uint64_t caught = 0;
    std::uint64_t voluntarySwitches = 0;
    std::uint64_t involuntarySwitches = 0;
};
std::optional<ProcStatus> parseStatus(std::string_view text);

/// The inode in "pipe:[12345]"; nothing for any other link.
std::optional<std::uint64_t> parsePipeLink(std::string_view link);

/// One descriptor of a process that is an end of a pipe or of a FIFO; opened O_RDWR it is both.
struct ProcPipeEnd
{
    int fd = -1;
    std::uint64_t device = 0; ///< of a FIFO
    std::uint64_t inode = 0;
    bool readable = false;
    bool writable = false;
};

/// The text of an open /proc file, read from its start by pread(2).
/// Errors: ESRCH when the process is gone, EACCES when the kernel will not tell.
Result<std::string> readProcFile(int fd);

/// Opens /proc/PID/NAME for reading. Errors: as open(2).
Result<UniqueFd> openProcFile(pid_t pid, const char *name);

/// Text of /proc/PID/NAME, opened for this one look.
Result<std::string> readProcFile(pid_t pid, const char *name);

/// The number that a file of the kernel's, such as /proc/sys/fs/pipe-max-size, has in it alone.
/// Errors: as open(2); EINVAL where it is no number.
Result<std::int64_t> kernelNumber(const std::string &path);

/// Every descriptor of `pid` that is a pipe's end, by fd. Opens no end. Errors: EACCES, ENOENT.
Result<std::vector<ProcPipeEnd>> listPipeEnds(pid_t pid);
/// The same of those that are a FIFO's.
Result<std::vector<ProcPipeEnd>> listFifoEnds(pid_t pid);

} // namespace seeipc
