// SPDX-License-Identifier: MIT
#include "posix/uniquefd.h"

#include <unistd.h>

namespace seeipc {

void UniqueFd::reset(int fd)
{
    const int old = std::exchange(m_fd, fd);
    if (old >= 0)
        ::close(old);
}

} // namespace seeipc
