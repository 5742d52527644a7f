// SPDX-License-Identifier: MIT
#include "posix/uniquefd.h"

#include <fcntl.h>
#include <unistd.h>

namespace seeipc {

void UniqueFd::reset(int fd)
{
    const int old = std::exchange(m_fd, fd);
    if (old >= 0)
        ::close(old);
}

void reserveStandardDescriptors()
{
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        const bool isClosed = ::fcntl(fd, F_GETFD) == -1;
        if (isClosed) // the lowest number is given: this one
            (void)::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
}

} // namespace seeipc
