// SPDX-License-Identifier: MIT
#include "session/details.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <charconv>
#include <climits>
#include <memory>

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

namespace seeipc {

namespace {

constexpr std::array statusLines{"State:",
                                 "Pid:",
                                 "PPid:",
                                 "Threads:",
                                 "SigPnd:",
                                 "ShdPnd:",
                                 "SigBlk:",
                                 "SigIgn:",
                                 "SigCgt:",
                                 "voluntary_ctxt_switches:",
                                 "nonvoluntary_ctxt_switches:"};

std::string withoutLastLineEnd(std::string text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == '\0'))
        text.pop_back();
    return text;
}

RawText readRaw(pid_t pid, const std::string &name)
{
    auto text = readProcFile(pid, name.c_str());
    if (!text)
        return {name, {}, text.error().code};
    return {name, withoutLastLineEnd(std::move(*text)), 0};
}

/// The lines that this program speaks of.
std::string excerptOf(const std::string &status)
{
    std::string excerpt;
    for (std::size_t start = 0; start < status.size();) {
        const auto end = std::min(status.find('\n', start), status.size());
        const std::string_view line(status.data() + start, end - start);
        if (std::any_of(statusLines.begin(), statusLines.end(),
                        [line](const char *wanted) { return line.starts_with(wanted); }))
            excerpt.append(excerpt.empty() ? "" : "\n").append(line);
        start = end + 1;
    }
    return excerpt;
}

/// The number behind "KEY" at the start of a line; nothing where there is none.
std::optional<std::int64_t> numberBehind(std::string_view text, std::string_view key, int base)
{
    auto at = text.find(key);
    if (at == std::string_view::npos)
        return std::nullopt;
    at = text.find_first_not_of(" \t", at + key.size());
    std::int64_t number = 0;
    if (at == std::string_view::npos
        || std::from_chars(text.data() + at, text.data() + text.size(), number, base).ec
               != std::errc())
        return std::nullopt;
    return number;
}

DescriptorDetails lookAtDescriptor(pid_t pid, int fd)
{
    DescriptorDetails found;
    found.fd = fd;
    const auto path = "/proc/" + std::to_string(pid) + "/fd/" + std::to_string(fd);
    std::array<char, PATH_MAX> link{};
    const auto length = ::readlink(path.c_str(), link.data(), link.size());
    if (length < 0)
        found.linkError = errno;
    else
        found.link.assign(link.data(), static_cast<std::size_t>(length));
    found.info = readRaw(pid, "fdinfo/" + std::to_string(fd));
    if (const auto flags = numberBehind(found.info.text, "flags:", 8))
        found.flags = static_cast<int>(*flags);
    return found;
}

/// The numbers of the descriptors of a process. Errors: as opendir(3).
Result<std::vector<int>> descriptorsOf(pid_t pid)
{
    const auto path = "/proc/" + std::to_string(pid) + "/fd";
    const auto closeDirectory = [](DIR *directory) { ::closedir(directory); };
    const std::unique_ptr<DIR, decltype(closeDirectory)> directory(::opendir(path.c_str()),
                                                                   closeDirectory);
    if (!directory)
        return Error{"opendir(3)", path, errno};
    std::vector<int> found;
    while (const dirent *entry = ::readdir(directory.get())) {
        const std::string_view name(entry->d_name);
        int fd = -1;
        if (std::from_chars(name.data(), name.data() + name.size(), fd).ec == std::errc())
            found.push_back(fd);
    }
    std::sort(found.begin(), found.end());
    return found;
}

/// Is the number still that of a process of one of the groups? What its stat says.
Result<std::string> statOf(pid_t pid, std::span<const pid_t> groups)
{
    auto text = readProcFile(pid, "stat");
    if (!text && text.error().code == ENOENT) // its folder has gone with it
        return Error{"proc(5)", "/proc/" + std::to_string(pid) + "/stat", ESRCH};
    if (!text)
        return text;
    const auto stat = parseStat(*text);
    if (!stat || std::find(groups.begin(), groups.end(), stat->group) == groups.end())
        return Error{"proc(5)", "/proc/" + std::to_string(pid) + "/stat", ESRCH};
    return withoutLastLineEnd(std::move(*text));
}

LimitLook fileLimit(LimitName name, const char *file)
{
    LimitLook limit{name, std::nullopt, 0, std::nullopt, file};
    const int fd = ::open(file, O_RDONLY | O_CLOEXEC);
    const UniqueFd owner(fd);
    const auto text = fd < 0 ? Result<std::string>(Error{"open(2)", file, errno})
                             : readProcFile(fd);
    if (!text) {
        limit.error = text.error().code;
        return limit;
    }
    limit.value = numberBehind(*text, "", 10);
    const bool isNone = limit.value == 0 && name != LimitName::PipeMaxSize;
    if (isNone) // 0 pages: no limit, pipe(7)
        limit.value.reset();
    return limit;
}

} // namespace

const RawText &ProcessDetails::file(std::string_view name) const
{
    const auto found = std::find_if(files.begin(), files.end(),
                                    [name](const RawText &raw) { return raw.name == name; });
    assert(found != files.end());
    return *found;
}

Result<ProcessDetails> lookCloser(pid_t pid, std::span<const pid_t> groups)
{
    auto stat = statOf(pid, groups);
    if (!stat)
        return stat.error();
    ProcessDetails details;
    details.files = {readRaw(pid, "syscall"), readRaw(pid, "wchan"), {"stat", *stat, 0}};
    auto status = readRaw(pid, "status");
    details.status = parseStatus(status.text);
    status.text = excerptOf(status.text);
    details.files.push_back(std::move(status));
    const auto descriptors = descriptorsOf(pid);
    if (!descriptors) {
        details.descriptorsError = descriptors.error().code;
        return details;
    }
    details.descriptors.reserve(descriptors->size());
    for (const int fd : *descriptors)
        details.descriptors.push_back(lookAtDescriptor(pid, fd));
    return details;
}

std::vector<LimitLook> limitsOfPipes()
{
    return {
        {LimitName::PipeBuf, PIPE_BUF, 0, std::nullopt, "pipe(7) PIPE_BUF"},
        fileLimit(LimitName::PipeMaxSize, "/proc/sys/fs/pipe-max-size"),
        fileLimit(LimitName::PipeUserPagesSoft, "/proc/sys/fs/pipe-user-pages-soft"),
        fileLimit(LimitName::PipeUserPagesHard, "/proc/sys/fs/pipe-user-pages-hard"),
    };
}

Result<std::vector<LimitLook>> lookAtLimits(pid_t pid, std::span<const pid_t> groups)
{
    if (const auto stat = statOf(pid, groups); !stat)
        return stat.error();
    auto limits = limitsOfPipes();
    const auto text = readRaw(pid, "limits");
    for (const auto &[name, key] : {std::pair(LimitName::OpenFiles, "Max open files"),
                                    std::pair(LimitName::Processes, "Max processes")}) {
        LimitLook limit{name, numberBehind(text.text, key, 10), text.error, std::nullopt,
                        "/proc/" + std::to_string(pid) + "/limits"};
        if (name == LimitName::OpenFiles) {
            if (const auto descriptors = descriptorsOf(pid))
                limit.used = static_cast<std::int64_t>(descriptors->size());
        }
        limits.push_back(std::move(limit));
    }
    return limits;
}

} // namespace seeipc
