// SPDX-License-Identifier: MIT
#include "posix/futex.h"

#include <climits>
#include <ctime>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace seeipc {

void futexWait(std::atomic<std::uint32_t> &word, std::uint32_t seen, std::int64_t nanoseconds)
{
    timespec timeout{};
    timeout.tv_sec = nanoseconds / 1'000'000'000;
    timeout.tv_nsec = nanoseconds % 1'000'000'000;
    ::syscall(SYS_futex, &word, FUTEX_WAIT, seen, nanoseconds < 0 ? nullptr : &timeout, nullptr, 0);
}

void futexWakeAll(std::atomic<std::uint32_t> &word)
{
    ::syscall(SYS_futex, &word, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
}

} // namespace seeipc
