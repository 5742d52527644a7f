// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

namespace seeipc {

/// Owns one file descriptor and closes it once. close(2) is never retried.
class UniqueFd
{
public:
    UniqueFd() = default;
    explicit UniqueFd(int fd) : m_fd(fd) {}
    UniqueFd(UniqueFd &&other) noexcept : m_fd(other.release()) {}
    UniqueFd &operator=(UniqueFd &&other) noexcept
    {
        reset(other.release());
        return *this;
    }
    UniqueFd(const UniqueFd &) = delete;
    UniqueFd &operator=(const UniqueFd &) = delete;
    ~UniqueFd() { reset(); }

    int get() const { return m_fd; }
    bool isValid() const { return m_fd >= 0; }
    explicit operator bool() const { return isValid(); }
    int release() { return std::exchange(m_fd, -1); }
    void reset(int fd = -1);

private:
    int m_fd = -1;
};

/// A program started with standard descriptors closed would get their numbers for the first things that it
/// opens, and print into those. They lead nowhere then: reading and writing them gives EBADF.
void reserveStandardDescriptors();

} // namespace seeipc
