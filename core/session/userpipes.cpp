// SPDX-License-Identifier: MIT
#include "session/userpipes.h"

#include "posix/procfs.h"

#include <algorithm>
#include <charconv>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace seeipc {

namespace {

bool isBefore(const UserPipe &one, const UserPipe &other)
{
    return one.inode < other.inode;
}

bool isSame(const UserPipe &one, const UserPipe &other)
{
    return one.inode == other.inode;
}

/// Of an end of our own. Nothing: it was closed meanwhile.
std::optional<std::int64_t> capacityOf(int fd)
{
    const int capacity = ::fcntl(fd, F_GETPIPE_SZ);
    return capacity >= 0 ? std::optional<std::int64_t>(capacity) : std::nullopt;
}

/// The pipes of which we hold an end.
std::vector<UserPipe> ownPipes()
{
    std::vector<UserPipe> own;
    if (const auto ends = listPipeEnds(::getpid())) {
        for (const auto &one : *ends)
            own.push_back({static_cast<std::int64_t>(one.inode), capacityOf(one.fd)});
    }
    return own;
}

/// Whoever made a pipe owns its inode, whose process ever has an end of it. Nobody: the descriptor leads
/// elsewhere by now, or is not told.
std::optional<uid_t> makerOf(pid_t pid, const ProcPipeEnd &end)
{
    const auto path = "/proc/" + std::to_string(pid) + "/fd/" + std::to_string(end.fd);
    struct stat status
    {};
    const bool isThere = ::stat(path.c_str(), &status) == 0 && status.st_ino == end.inode;
    return isThere ? std::optional<uid_t>(status.st_uid) : std::nullopt;
}

/// What one process adds to the pipes of a user: those that the user made.
void addPipesOf(pid_t pid, UserPipes &found)
{
    const bool isTheUsers = userOf(pid) == found.user;
    const auto ends = listPipeEnds(pid);
    if (isTheUsers)
        ++(ends ? found.processes : found.refused);
    if (!ends)
        return;
    for (const auto &end : *ends) {
        if (makerOf(pid, end) == found.user)
            found.pipes.push_back({static_cast<std::int64_t>(end.inode), {}});
    }
}

} // namespace

std::optional<uid_t> userOf(pid_t pid)
{
    const auto text = readProcFile(pid, "status");
    const auto status = text ? parseStatus(*text) : std::nullopt;
    return status ? std::optional<uid_t>(status->uid) : std::nullopt;
}

UserPipes lookAtUserPipes(uid_t user)
{
    UserPipes found;
    found.user = user;
    const auto own = ownPipes();
    const auto closeDirectory = [](DIR *directory) { ::closedir(directory); };
    const std::unique_ptr<DIR, decltype(closeDirectory)> directory(::opendir("/proc"),
                                                                   closeDirectory);
    while (const dirent *entry = directory ? ::readdir(directory.get()) : nullptr) {
        const std::string_view name(entry->d_name);
        pid_t pid = 0;
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), pid);
        if (error == std::errc() && end == name.data() + name.size())
            addPipesOf(pid, found);
    }
    std::sort(found.pipes.begin(), found.pipes.end(), isBefore);
    found.pipes.erase(std::unique(found.pipes.begin(), found.pipes.end(), isSame),
                      found.pipes.end());
    for (const auto &mine : own) {
        const auto place = std::lower_bound(found.pipes.begin(), found.pipes.end(), mine, isBefore);
        if (place != found.pipes.end() && isSame(*place, mine))
            place->capacity = mine.capacity;
    }
    return found;
}

} // namespace seeipc
