// SPDX-License-Identifier: MIT
#include "posix/foreignfd.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace seeipc {

Result<UniqueFd> openPidfd(pid_t pid)
{
    UniqueFd fd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    if (!fd)
        return Error{"pidfd_open(2)", std::to_string(pid), errno};
    return fd;
}

Result<void> sendSignal(int pidfd, int signal)
{
    if (::syscall(SYS_pidfd_send_signal, pidfd, signal, nullptr, 0) != 0)
        return Error{"pidfd_send_signal(2)", "signal " + std::to_string(signal), errno};
    return {};
}

Result<ForeignFd> ForeignFd::borrow(int pidfd, int fd)
{
    UniqueFd copy(static_cast<int>(::syscall(SYS_pidfd_getfd, pidfd, fd, 0)));
    if (!copy)
        return Error{"pidfd_getfd(2)", "fd " + std::to_string(fd), errno};
    return ForeignFd(std::move(copy));
}

Result<std::size_t> ForeignFd::queuedBytes() const
{
    return seeipc::queuedBytes(m_fd.get());
}

Result<std::size_t> ForeignFd::pipeCapacity() const
{
    const int capacity = ::fcntl(m_fd.get(), F_GETPIPE_SZ);
    if (capacity < 0)
        return Error{"fcntl(2) F_GETPIPE_SZ", "fd " + std::to_string(m_fd.get()), errno};
    return static_cast<std::size_t>(capacity);
}

Result<std::size_t> queuedBytes(int fd)
{
    int count = 0;
    if (::ioctl(fd, FIONREAD, &count) != 0)
        return Error{"ioctl(2) FIONREAD", "fd " + std::to_string(fd), errno};
    return static_cast<std::size_t>(count);
}

} // namespace seeipc
