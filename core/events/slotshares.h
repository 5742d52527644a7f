// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace seeipc {

/// Whose bytes lie one behind the other in a page, oldest first. A page takes small writes of many: of
/// more shares than there is room for, the last ones are one of nobody in particular.
class SlotShares
{
public:
    static constexpr std::size_t most = 4;
    static constexpr std::uint8_t several = 0xff; ///< no one writer

    struct Share
    {
        std::uint32_t length = 0;
        std::uint8_t writer = 0;

        bool operator==(const Share &) const = default;
    };

    std::span<const Share> all() const { return {m_shares.data(), m_count}; }
    void add(std::uint32_t length, std::uint8_t writer);
    void dropOldest(std::uint32_t length);
    void keepOldest(std::uint32_t length);
    /// All that is in it is of this writer.
    void give(std::uint8_t writer);

    bool operator==(const SlotShares &) const = default;

private:
    std::array<Share, most> m_shares{};
    std::size_t m_count = 0;
};

} // namespace seeipc
