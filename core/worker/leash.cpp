// SPDX-License-Identifier: MIT
#include "worker/leash.h"

#include "posix/uniquefd.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace seeipc {

int armLeash(int fd)
{
    char path[32];
    std::snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    const UniqueFd own(::open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (!own || ::fcntl(own.get(), F_SETSIG, SIGKILL) != 0
        || ::fcntl(own.get(), F_SETOWN, ::getpid()) != 0
        || ::fcntl(own.get(), F_SETFL, O_NONBLOCK | O_ASYNC) != 0)
        return errno;
    if (::dup2(own.get(), fd) < 0)
        return errno;
    pollfd leash{fd, POLLIN, 0};
    if (::poll(&leash, 1, 0) > 0 && (leash.revents & POLLHUP) != 0)
        ::kill(::getpid(), SIGKILL); // it went before we were armed
    return 0;
}

} // namespace seeipc
