// SPDX-License-Identifier: MIT
#include "posix/sessiondirectory.h"

#include "posix/procfs.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace seeipc {

namespace {

constexpr const char *prefix = "seeipc-";

bool isOwnDirectory(const std::string &path)
{
    struct stat status
    {};
    return ::lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode)
           && status.st_uid == ::getuid();
}

bool isAlive(pid_t pid, std::uint64_t startTime)
{
    const auto text = readProcFile(pid, "stat");
    if (!text)
        return text.error().code != ENOENT && text.error().code != ESRCH;
    const auto stat = parseStat(*text);
    const bool isOver = stat && (stat->state == 'Z' || stat->state == 'X'); // though not waited for
    return stat && !isOver && stat->startTime == startTime;
}

} // namespace

std::string sessionDirectoryBase()
{
    const char *runtime = ::getenv("XDG_RUNTIME_DIR"); // one thread, at a process's start
    return runtime && *runtime == '/' && isOwnDirectory(runtime) ? runtime : "/tmp";
}

Result<std::string> newSessionDirectoryName()
{
    const auto text = readProcFile(::getpid(), "stat");
    if (!text)
        return text.error();
    const auto stat = parseStat(*text);
    if (!stat)
        return Error{"proc(5)", "/proc/self/stat", EINVAL};
    return prefix + std::to_string(stat->pid) + "-" + std::to_string(stat->startTime);
}

Result<void> removeSessionDirectory(const std::string &path)
{
    if (::rmdir(path.c_str()) == 0) // needs no descriptor: there may be none left
        return {};
    std::error_code failure;
    std::filesystem::remove_all(path, failure);
    if (failure)
        return Error{"remove(3)", path, failure.value()};
    return {};
}

void sweepStaleSessionDirectories(const std::string &base)
{
    std::error_code failure;
    std::vector<std::string> stale;
    for (std::filesystem::directory_iterator entry(base, failure), end; !failure && entry != end;
         entry.increment(failure)) {
        const std::string name = entry->path().filename();
        long pid = 0;
        unsigned long long startTime = 0;
        int used = 0;
        if (std::sscanf(name.c_str(), "seeipc-%ld-%llu%n", &pid, &startTime, &used) != 2
            || name.size() != static_cast<std::size_t>(used) || !isOwnDirectory(entry->path()))
            continue;
        if (!isAlive(static_cast<pid_t>(pid), startTime))
            stale.push_back(entry->path());
    }
    for (const auto &path : stale)
        (void)removeSessionDirectory(path).has_value();
}

} // namespace seeipc
