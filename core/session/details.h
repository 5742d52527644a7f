// SPDX-License-Identifier: MIT
#pragma once

#include "posix/procfs.h"
#include "posix/result.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <sys/types.h>
#include <vector>

namespace seeipc {

/// What a file of /proc/PID says, or the errno for which it does not.
struct RawText
{
    std::string name; ///< "wchan", "fdinfo/3"
    std::string text; ///< without the last line end
    int error = 0;
};

/// A descriptor of a process, as its link and its fdinfo tell.
struct DescriptorDetails
{
    int fd = -1;
    std::string link; ///< "pipe:[12345]"; empty: refused
    int linkError = 0;
    std::optional<int> flags; ///< of open(2), as fcntl(2) F_GETFL gives them
    RawText info;
};

/// What the kernel tells of one process beside what a Snapshot has. Sampled; each part may be
/// refused alone.
struct ProcessDetails
{
    std::int64_t time = 0;            ///< when this was asked; nanoseconds since the session began
    std::vector<RawText> files;       ///< syscall, wchan, stat, status: of that an excerpt
    std::optional<ProcStatus> status; ///< nothing where the file was refused
    std::vector<DescriptorDetails> descriptors; ///< by fd
    int descriptorsError = 0;                   ///< errno of a refused list

    const RawText &file(std::string_view name) const; ///< one of the four
};

enum class LimitName : std::uint8_t {
    PipeBuf,           ///< bytes that one write(2) puts into a pipe as a whole
    PipeMaxSize,       ///< bytes up to which an ordinary user may grow a pipe
    PipeUserPagesSoft, ///< pages of all pipes of a user: beyond it new ones are small
    PipeUserPagesHard, ///< beyond it there are no more pipes
    OpenFiles,         ///< of one process: ulimit -n
    Processes,         ///< of the user: ulimit -u
};

/// A limit that applies to a process. Neither value nor error: there is no limit.
struct LimitLook
{
    LimitName name = LimitName::PipeBuf;
    std::optional<std::int64_t> value;
    int error = 0;
    std::optional<std::int64_t> used; ///< nothing: not known
    std::string source;               ///< a file, or a manual page
    /// When the kernel was asked, nanoseconds since the session began; nothing: it is a constant.
    std::optional<std::int64_t> time{};
};

/// Looks once at a process of one of the groups; changes nothing and opens none of its descriptors.
/// Errors: ESRCH when it has gone or its number means another, EACCES.
Result<ProcessDetails> lookCloser(pid_t pid, std::span<const pid_t> groups);

/// The limits of pipes on this machine, by LimitName; those of a process are not among them.
std::vector<LimitLook> limitsOfPipes();

/// The limits of pipes and of a process of one of the groups. Errors: as above.
Result<std::vector<LimitLook>> lookAtLimits(pid_t pid, std::span<const pid_t> groups);

} // namespace seeipc
