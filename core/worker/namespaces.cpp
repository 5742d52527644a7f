// SPDX-License-Identifier: MIT
#include "worker/namespaces.h"

#include "posix/uniquefd.h"

#include <cerrno>
#include <fcntl.h>
#include <sched.h>
#include <string>
#include <unistd.h>

namespace seeipc {

namespace {

Result<void> writeProcFile(const char *path, const std::string &text)
{
    const UniqueFd fd(::open(path, O_WRONLY | O_CLOEXEC));
    if (!fd)
        return Error{"open(2)", path, errno};
    if (::write(fd.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()))
        return Error{"write(2)", path, errno};
    return {};
}

/// One id each: `inside` is what `outside` of the parent namespace is called in ours.
Result<void> mapIds(uid_t insideUid, uid_t outsideUid, gid_t insideGid, gid_t outsideGid)
{
    if (auto done = writeProcFile("/proc/self/setgroups", "deny"); !done)
        return done;
    if (auto done = writeProcFile("/proc/self/uid_map", std::to_string(insideUid) + " "
                                                            + std::to_string(outsideUid) + " 1\n");
        !done)
        return done;
    return writeProcFile("/proc/self/gid_map",
                         std::to_string(insideGid) + " " + std::to_string(outsideGid) + " 1\n");
}

} // namespace

Result<void> enterOuterNamespaces(uid_t uid, gid_t gid)
{
    if (::unshare(CLONE_NEWUSER | CLONE_NEWIPC) != 0)
        return Error{"unshare(2)", "CLONE_NEWUSER | CLONE_NEWIPC", errno};
    return mapIds(0, uid, 0, gid);
}

Result<void> enterInnerNamespace(uid_t uid, gid_t gid)
{
    if (::unshare(CLONE_NEWUSER) != 0)
        return Error{"unshare(2)", "CLONE_NEWUSER", errno};
    return mapIds(uid, 0, gid, 0);
}

} // namespace seeipc
