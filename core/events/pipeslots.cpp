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

void PipeSlots::add(const Slot &slot)
{
    m_slots.push_back(slot);
    m_fill += slot.length;
}

void PipeSlots::add(std::size_t length, std::uint8_t writer, WriteMode mode)
{
    const bool isPacket = mode == WriteMode::Packets;
    Slot slot{0, static_cast<std::uint32_t>(length), writer, !isPacket, isPacket};
    slot.shares.add(slot.length, writer);
    add(slot);
}

void PipeSlots::merge(std::uint32_t length, std::uint8_t writer)
{
    m_slots.back().length += length;
    m_slots.back().shares.add(length, writer);
    m_fill += length;
}

SlotsOutcome PipeSlots::write(std::size_t size, std::uint8_t writer, WriteMode mode)
{
    if (size == 0)
        return {};
    std::size_t done = 0;
    const auto odd = size % m_pageSize;
    if (merges(odd)) { // a packet's too: the kernel asks the newest slot alone
        merge(static_cast<std::uint32_t>(odd), writer);
        done = odd;
    }
    done += resume(size - done, writer, mode);
    return done > 0 ? SlotsOutcome{static_cast<std::int64_t>(done), 0} : SlotsOutcome{-1, EAGAIN};
}

std::size_t PipeSlots::resume(std::size_t size, std::uint8_t writer, WriteMode mode)
{
    std::size_t done = 0;
    while (done < size && isWritable()) {
        const auto length = std::min(m_pageSize, size - done);
        add(length, writer, mode);
        done += length;
    }
    return done;
}

/// Bytes that one read(2) takes of what is inside: a packet ends it.
std::size_t PipeSlots::readOnce(std::size_t size)
{
    std::size_t done = 0;
    while (done < size && !m_slots.empty()) {
        const bool isPacket = m_slots.front().packet;
        const auto taken = std::min<std::size_t>(m_slots.front().length, size - done);
        takeFromHead(isPacket ? m_slots.front().length : taken);
        done += taken;
        if (isPacket)
            break;
    }
    return done;
}

SlotsOutcome PipeSlots::read(std::size_t size)
{
    if (size == 0)
        return {};
    if (m_slots.empty())
        return {-1, EAGAIN};
    return {static_cast<std::int64_t>(readOnce(size)), 0};
}

std::size_t PipeSlots::copyTo(PipeSlots &to, std::size_t size, std::size_t mostSlots) const
{
    std::size_t done = 0;
    for (std::size_t i = 0; done < size && i < std::min(mostSlots, m_slots.size()); ++i) {
        auto slot = m_slots[i];
        slot.breaksOff = slot.breaksOff && slot.length <= size - done;
        slot.length = static_cast<std::uint32_t>(std::min<std::size_t>(slot.length, size - done));
        slot.shares.keepOldest(slot.length);
        slot.merge = false; // both pipes have the page now
        to.add(slot);
        done += slot.length;
    }
    return done;
}

std::size_t PipeSlots::moveTo(PipeSlots &to, std::size_t size, std::size_t mostSlots)
{
    std::size_t done = 0;
    for (; done < size && mostSlots > 0 && !m_slots.empty(); --mostSlots) {
        auto slot = m_slots.front();
        if (slot.length > size - done) {
            slot.length = static_cast<std::uint32_t>(size - done);
            slot.shares.keepOldest(slot.length);
            slot.merge = slot.breaksOff = false;
        }
        to.add(slot);
        takeFromHead(slot.length);
        done += slot.length;
    }
    return done;
}

SlotsOutcome PipeSlots::tee(PipeSlots &to, std::size_t size) const
{
    if (size == 0)
        return {};
    if (m_slots.empty() || !to.isWritable())
        return {-1, EAGAIN};
    return {static_cast<std::int64_t>(copyTo(to, size, to.m_slotCount - to.m_slots.size())), 0};
}

SlotsOutcome PipeSlots::splice(PipeSlots &to, std::size_t size)
{
    if (size == 0)
        return {};
    if (m_slots.empty() || !to.isWritable())
        return {-1, EAGAIN};
    return {static_cast<std::int64_t>(moveTo(to, size, to.m_slotCount - to.m_slots.size())), 0};
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

void PipeSlots::forceWrite(std::size_t size, std::uint8_t writer, WriteMode mode)
{
    const auto outcome = write(size, writer, mode);
    auto left = size - static_cast<std::size_t>(std::max<std::int64_t>(0, outcome.result));
    for (; left > 0; left -= std::min(left, m_pageSize))
        add(std::min(m_pageSize, left), writer, mode);
}

void PipeSlots::forceRead(std::size_t size)
{
    while (size > 0 && !m_slots.empty())
        size -= readOnce(size);
}

std::size_t PipeSlots::forceTee(PipeSlots &to, std::size_t size) const
{
    return copyTo(to, size, m_slots.size());
}

std::size_t PipeSlots::forceSplice(PipeSlots &to, std::size_t size)
{
    return moveTo(to, size, m_slots.size());
}

void PipeSlots::drop(std::size_t size)
{
    while (size > 0 && !m_slots.empty()) {
        const auto length = std::min<std::size_t>(m_slots.front().length, size);
        takeFromHead(length);
        size -= length;
    }
}

void PipeSlots::takeFromHead(std::size_t length)
{
    auto &head = m_slots.front();
    head.offset += static_cast<std::uint32_t>(length);
    head.length -= static_cast<std::uint32_t>(length);
    head.shares.dropOldest(static_cast<std::uint32_t>(length));
    if (head.length > 0)
        head.writer = head.shares.all().front().writer;
    m_fill -= length;
    if (head.length == 0)
        m_slots.pop_front();
}

bool PipeSlots::isTornInside() const
{
    return std::any_of(m_slots.begin(), m_slots.end(),
                       [](const Slot &slot) { return slot.goesOn || slot.breaksOff; });
}

void PipeSlots::tear(std::size_t slot)
{
    m_slots[slot].goesOn = true;
    breakOff(slot, m_slots[slot].writer, true);
}

void PipeSlots::mend(std::size_t slot)
{
    m_slots[slot].goesOn = false;
    breakOff(slot, m_slots[slot].writer, false);
}

void PipeSlots::breakOff(std::size_t before, std::uint8_t writer, bool breaksOff)
{
    while (before-- > 0) {
        const auto shares = m_slots[before].shares.all();
        if (shares.empty() || shares.back().writer != writer)
            continue;
        m_slots[before].breaksOff = breaksOff;
        return;
    }
}

void PipeSlots::guessFrom(std::size_t slot)
{
    for (; slot < m_slots.size(); ++slot)
        m_slots[slot].guessed = true;
}

void PipeSlots::takeBackNewest()
{
    const auto newest = m_slots.back();
    m_fill -= newest.length;
    m_slots.pop_back();
    if (newest.goesOn)
        breakOff(m_slots.size(), newest.writer, false);
}

void PipeSlots::attribute(std::size_t slot, std::uint8_t writer)
{
    if (m_slots[slot].writer != writer) // of what write they are is not known
        m_slots[slot].goesOn = m_slots[slot].breaksOff = false;
    m_slots[slot].writer = writer;
    m_slots[slot].shares.give(writer);
}

void PipeSlots::settle(std::size_t slot, std::uint8_t writer)
{
    attribute(slot, writer);
    m_slots[slot].guessed = false;
}

void PipeSlots::forceCapacity(std::size_t capacity)
{
    m_slotCount = std::max<std::size_t>(1, capacity / m_pageSize);
}

void PipeSlots::squeeze()
{
    while (m_slots.size() > m_slotCount) {
        std::uint32_t beyond = m_slots.back().length;
        m_fill -= beyond;
        m_slots.pop_back();
        for (auto slot = m_slots.rbegin(); beyond > 0 && slot != m_slots.rend(); ++slot) {
            const auto page = static_cast<std::uint32_t>(m_pageSize);
            const auto put = std::min(beyond, page - slot->length);
            slot->length += put;
            slot->offset = std::min(slot->offset, page - slot->length);
            slot->shares.add(put, slot->shares.all().back().writer);
            slot->guessed = slot->guessed || put > 0;
            m_fill += put;
            beyond -= put;
        }
    }
}

void PipeSlots::clear()
{
    m_slots.clear();
    m_fill = 0;
}

} // namespace seeipc
