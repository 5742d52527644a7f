// SPDX-License-Identifier: MIT
#include "posix/users.h"

#include "posix/procfs.h"

#include <array>
#include <cerrno>
#include <dirent.h>
#include <grp.h>
#include <linux/capability.h>
#include <memory>
#include <pwd.h>
#include <set>
#include <string>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace seeipc {

namespace {

constexpr uid_t firstTried = 20000; ///< above the accounts of people, below those of services
constexpr uid_t triedCount = 40000;

/// The real uids of all processes.
Result<std::set<uid_t>> uidsInUse()
{
    const auto closeDirectory = [](DIR *directory) { ::closedir(directory); };
    const std::unique_ptr<DIR, decltype(closeDirectory)> directory(::opendir("/proc"),
                                                                   closeDirectory);
    if (!directory)
        return Error{"opendir(3)", "/proc", errno};
    std::set<uid_t> uids;
    while (const dirent *entry = ::readdir(directory.get())) {
        const auto pid = static_cast<pid_t>(std::strtol(entry->d_name, nullptr, 10));
        const auto text = pid > 0 ? readProcFile(pid, "status") : Error{"", "", ESRCH};
        const auto status = text ? parseStatus(*text) : std::nullopt;
        if (status)
            uids.insert(status->uid);
    }
    return uids;
}

} // namespace

Result<uid_t> unusedUid()
{
    const auto taken = uidsInUse();
    if (!taken)
        return taken.error();
    for (uid_t i = 0; i < triedCount; ++i) {
        const uid_t uid = firstTried + (static_cast<uid_t>(::getpid()) + i) % triedCount;
        if (!taken->contains(uid) && ::getpwuid(uid) == nullptr)
            return uid;
    }
    return Error{"getpwuid(3)", "an unused uid", ENOENT};
}

Result<void> becomeUser(uid_t uid)
{
    if (::setgroups(0, nullptr) != 0)
        return Error{"setgroups(2)", "none", errno};
    if (::setresgid(uid, uid, uid) != 0)
        return Error{"setresgid(2)", std::to_string(uid), errno};
    if (::setresuid(uid, uid, uid) != 0)
        return Error{"setresuid(2)", std::to_string(uid), errno};
    return {};
}

Result<void> dropCapabilities()
{
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return Error{"prctl(2)", "PR_SET_NO_NEW_PRIVS", errno};
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    const std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> none{};
    if (::syscall(SYS_capset, &header, none.data()) != 0)
        return Error{"capset(2)", "none", errno};
    return {};
}

bool canBecomeUser()
{
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(becomeUser(firstTried) ? 0 : 1);
    int status = -1;
    while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace seeipc
