// SPDX-License-Identifier: MIT
#include "session/userpipes.h"

#include "posix/procfs.h"

#include <algorithm>
#include <charconv>
#include <dirent.h>
#include <memory>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace seeipc {

namespace {

bool isOfThisUser(pid_t pid)
{
    struct stat status = {};
    const auto path = "/proc/" + std::to_string(pid);
    return ::stat(path.c_str(), &status) == 0 && status.st_uid == ::geteuid();
}

} // namespace

UserPipes lookAtUserPipes()
{
    UserPipes found;
    const auto closeDirectory = [](DIR *directory) { ::closedir(directory); };
    const std::unique_ptr<DIR, decltype(closeDirectory)> directory(::opendir("/proc"),
                                                                   closeDirectory);
    while (const dirent *entry = directory ? ::readdir(directory.get()) : nullptr) {
        const std::string_view name(entry->d_name);
        pid_t pid = 0;
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), pid);
        if (error != std::errc() || end != name.data() + name.size() || !isOfThisUser(pid))
            continue;
        const auto ends = listPipeEnds(pid);
        if (!ends) {
            ++found.refused;
            continue;
        }
        ++found.processes;
        for (const auto &one : *ends)
            found.inodes.push_back(static_cast<std::int64_t>(one.inode));
    }
    std::sort(found.inodes.begin(), found.inodes.end());
    found.inodes.erase(std::unique(found.inodes.begin(), found.inodes.end()), found.inodes.end());
    return found;
}

} // namespace seeipc
