// SPDX-License-Identifier: MIT
// Preloaded (ld.so(8)): the clock of the wall jumps hours forth and back, ten times a second, for
// this program and all that it starts. The clocks that only go forward are the kernel's own.
#include <ctime>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

namespace {

constexpr long halfPeriod = 50'000'000; ///< nanoseconds
constexpr time_t forth = 5 * 3600;
constexpr time_t back = -7 * 3600;

int ask(clockid_t clock, timespec *time)
{
    return static_cast<int>(::syscall(SYS_clock_gettime, clock, time));
}

time_t offset()
{
    timespec steady{};
    ask(CLOCK_MONOTONIC, &steady);
    return steady.tv_nsec / halfPeriod % 2 == 0 ? forth : back;
}

timespec wall()
{
    timespec now{};
    ask(CLOCK_REALTIME, &now);
    now.tv_sec += offset();
    return now;
}

} // namespace

// The C library's own names of these parameters are reserved ones.
// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name)
extern "C" {

int clock_gettime(clockid_t clock, timespec *time)
{
    const int status = ask(clock, time);
    const bool isWall = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE
                        || clock == CLOCK_TAI;
    if (status == 0 && isWall)
        time->tv_sec += offset();
    return status;
}

int gettimeofday(timeval *time, void *)
{
    const auto now = wall();
    *time = {now.tv_sec, now.tv_nsec / 1000};
    return 0;
}

time_t time(time_t *told)
{
    const auto now = wall().tv_sec;
    if (told)
        *told = now;
    return now;
}

int timespec_get(timespec *time, int base)
{
    *time = wall();
    return base;
}
}
// NOLINTEND(readability-inconsistent-declaration-parameter-name)
