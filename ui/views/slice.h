// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>

namespace seeipc {

/// So much of a frame may some long work take now.
class Slice
{
public:
    explicit Slice(std::int64_t nanoseconds)
        : m_end(std::chrono::steady_clock::now() + std::chrono::nanoseconds(nanoseconds))
    {}

    bool isOver() const { return std::chrono::steady_clock::now() > m_end; }

private:
    std::chrono::steady_clock::time_point m_end;
};

} // namespace seeipc
