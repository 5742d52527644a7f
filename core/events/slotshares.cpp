// SPDX-License-Identifier: MIT
#include "events/slotshares.h"

#include <algorithm>

namespace seeipc {

void SlotShares::add(std::uint32_t length, std::uint8_t writer)
{
    if (length == 0)
        return;
    if (m_count > 0 && m_shares[m_count - 1].writer == writer) {
        m_shares[m_count - 1].length += length;
    } else if (m_count < most) {
        m_shares[m_count++] = {length, writer};
    } else {
        m_shares[m_count - 1].length += length;
        m_shares[m_count - 1].writer = several;
    }
}

void SlotShares::dropOldest(std::uint32_t length)
{
    SlotShares left;
    for (const auto &share : all()) {
        const auto dropped = std::min(length, share.length);
        length -= dropped;
        left.add(share.length - dropped, share.writer);
    }
    *this = left;
}

void SlotShares::keepOldest(std::uint32_t length)
{
    SlotShares left;
    for (const auto &share : all()) {
        const auto kept = std::min(length, share.length);
        length -= kept;
        left.add(kept, share.writer);
    }
    *this = left;
}

void SlotShares::give(std::uint8_t writer)
{
    std::uint32_t length = 0;
    for (const auto &share : all())
        length += share.length;
    *this = {};
    add(length, writer);
}

} // namespace seeipc
