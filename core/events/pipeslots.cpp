// SPDX-License-Identifier: MIT
#include "events/pipeslots.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cerrno>

namespace seeipc {

namespace {

constexpr std::uint32_t largestPipe = 1U << 31;

} // namespace

PipeSlots::PipeSlots(std::size_t capacity, std::size_t pageSize)
    : m_pageSize(pageSize), m_slotCount(std::max<std::size_t>(1, capacity / pageSize))
{
    assert(std::has_single_bit(pageSize));
}

bool PipeSlots::takesMore(std::size_t slot) const
{
    const bool isNewest = slot + 1 == m_slots.size();
    return isNewest && m_slots[slot].merge
           && m_slots[slot].offset + m_slots[slot].length < m_pageSize;
}

/// Do the bytes that a write has beyond whole pages go behind those of the newest slot?
bool PipeSlots::merges(std::size_t odd) const
{
    return odd > 0 && !m_slots.empty() && m_slots.back().merge
           && m_slots.back().offset + m_slots.back().length + odd <= m_pageSize;
}

bool PipeSlots::hasRoom(std::size_t size) const
{
    const auto odd = size % m_pageSize;
    const auto wanted = size / m_pageSize + (odd > 0 && !merges(odd) ? 1 : 0);
    return m_slots.size() + wanted <= m_slotCount || wanted == 0;
}

SlotsOutcome PipeSlots::write(std::size_t size, std::uint8_t writer)
{
    if (size == 0)
        return {};
    std::size_t done = 0;
    const auto odd = size % m_pageSize;
    if (merges(odd)) {
        m_slots.back().length += static_cast<std::uint32_t>(odd);
        m_fill += odd;
        done = odd;
    }
    done += resume(size - done, writer);
    return done > 0 ? SlotsOutcome{static_cast<std::int64_t>(done), 0} : SlotsOutcome{-1, EAGAIN};
}

std::size_t PipeSlots::resume(std::size_t size, std::uint8_t writer)
{
    std::size_t done = 0;
    while (done < size && isWritable()) {
        const auto length = std::min(m_pageSize, size - done);
        m_slots.push_back({0, static_cast<std::uint32_t>(length), writer, true});
        done += length;
    }
    m_fill += done;
    return done;
}

SlotsOutcome PipeSlots::read(std::size_t size)
{
    if (size == 0)
        return {};
    if (m_slots.empty())
        return {-1, EAGAIN};
    const auto before = m_fill;
    forceRead(size);
    return {static_cast<std::int64_t>(before - m_fill), 0};
}

SlotsOutcome PipeSlots::resize(std::int64_t size, std::optional<std::size_t> mostBytes)
{
    const auto asked = static_cast<std::uint32_t>(size); // as the kernel takes it
    if (asked > largestPipe)
        return {-1, EINVAL};
    const std::size_t rounded = std::max<std::size_t>(m_pageSize, std::bit_ceil(asked));
    const auto wanted = rounded / m_pageSize;
    if (mostBytes && wanted > m_slotCount && rounded > *mostBytes)
        return {-1, EPERM};
    if (wanted < m_slots.size())
        return {-1, EBUSY};
    m_slotCount = wanted;
    return {static_cast<std::int64_t>(rounded), 0};
}

void PipeSlots::forceWrite(std::size_t size, std::uint8_t writer)
{
    const auto outcome = write(size, writer);
    auto left = size - static_cast<std::size_t>(std::max<std::int64_t>(0, outcome.result));
    for (; left > 0; left -= std::min(left, m_pageSize)) {
        const auto length = std::min(m_pageSize, left);
        m_slots.push_back({0, static_cast<std::uint32_t>(length), writer, true});
        m_fill += length;
    }
}

void PipeSlots::forceRead(std::size_t size)
{
    while (size > 0 && !m_slots.empty()) {
        auto &head = m_slots.front();
        const auto taken = static_cast<std::uint32_t>(std::min<std::size_t>(head.length, size));
        head.offset += taken;
        head.length -= taken;
        m_fill -= taken;
        size -= taken;
        if (head.length == 0)
            m_slots.pop_front();
    }
}

void PipeSlots::forceCapacity(std::size_t capacity)
{
    m_slotCount = std::max<std::size_t>(1, capacity / m_pageSize);
}

void PipeSlots::clear()
{
    m_slots.clear();
    m_fill = 0;
}

} // namespace seeipc
