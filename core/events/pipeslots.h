// SPDX-License-Identifier: MIT
#pragma once

#include "events/slotshares.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

namespace seeipc {

/// What a call on the modelled pipe would do: bytes moved or the new capacity, else an errno.
struct SlotsOutcome
{
    std::int64_t result = 0; ///< -1 with error
    int error = 0;           ///< EAGAIN: a blocking caller would sleep here

    bool operator==(const SlotsOutcome &) const = default;
};

/// How the open file that a write goes through treats it: with O_DIRECT each is a packet of its own.
enum class WriteMode : std::uint8_t { Stream, Packets };

/// The page slots of a pipe, after fs/pipe.c and fs/splice.c: capacity counts slots, not bytes. A pure
/// model, exact while calls on the pipe do not overlap.
class PipeSlots
{
public:
    struct Slot
    {
        std::uint32_t offset = 0; ///< bytes of the page already taken; never moves back
        std::uint32_t length = 0; ///< bytes waiting
        std::uint8_t writer = 0;  ///< who wrote its first byte; the caller's number
        bool merge = true;        ///< a later write may be put behind these bytes
        bool packet = false;      ///< a read ends with it, and what it leaves of it is dropped
        bool guessed = false;     ///< several slept for the room: whose bytes they are is inferred
        bool goesOn = false;      ///< begins inside a write: another's bytes stand before it
        bool breaksOff = false;   ///< ends inside a write, which goes on behind another's bytes
        SlotShares shares{};      ///< of `length` bytes

        bool operator==(const Slot &) const = default;
    };

    PipeSlots() : PipeSlots(65536) {}
    explicit PipeSlots(std::size_t capacity, std::size_t pageSize = 4096);

    std::size_t pageSize() const { return m_pageSize; }
    /// Slots there are; capacity in bytes is this times the page size.
    std::size_t slotCount() const { return m_slotCount; }
    std::size_t capacity() const { return m_slotCount * m_pageSize; }
    std::size_t usedSlots() const { return m_slots.size(); }
    /// Bytes waiting: the sum over the slots.
    std::size_t fill() const { return m_fill; }
    /// Oldest first.
    const std::deque<Slot> &slots() const { return m_slots; }
    /// Would the next write put bytes behind those of this slot? Only the newest has room for them.
    bool takesMore(std::size_t slot) const;
    /// Would a write of this size go in whole, without sleeping?
    bool hasRoom(std::size_t size) const;
    bool isReadable() const { return !m_slots.empty(); }             ///< POLLIN
    bool isWritable() const { return m_slots.size() < m_slotCount; } ///< POLLOUT

    bool isTornInside() const; ///< another's bytes stand inside of a write

    /// One write(2) as far as it goes without sleeping: short or EAGAIN where a blocking writer
    /// would sleep.
    SlotsOutcome write(std::size_t size, std::uint8_t writer = 0,
                       WriteMode mode = WriteMode::Stream);
    /// What a writer that slept adds after a slot came free: never merges. Bytes added, may be 0.
    std::size_t resume(std::size_t size, std::uint8_t writer = 0,
                       WriteMode mode = WriteMode::Stream);
    /// One read(2). EAGAIN where it is empty (end of file is the caller's to know).
    SlotsOutcome read(std::size_t size);
    /// tee(2) into another pipe: this one keeps its bytes. EAGAIN where this one is empty (end of file
    /// is the caller's to know) or the other is full.
    SlotsOutcome tee(PipeSlots &to, std::size_t size) const;
    /// splice(2) into another pipe: as tee(), but the bytes move, and whole slots as they are.
    SlotsOutcome splice(PipeSlots &to, std::size_t size);
    /// fcntl(2) F_SETPIPE_SZ. `mostBytes` is /proc/sys/fs/pipe-max-size; absent with
    /// CAP_SYS_RESOURCE. EPERM above it when growing, EBUSY below the used slots, EINVAL for sizes
    /// that no pipe can have.
    SlotsOutcome resize(std::int64_t size, std::optional<std::size_t> mostBytes = std::nullopt);

    /// A write goes on in this slot, behind bytes of another: it is torn here, and where it broke off.
    void tear(std::size_t slot);
    /// It is not, after all: nobody's bytes stand before those of the write.
    void mend(std::size_t slot);
    /// Several slept for the room that these slots are, from this one on: whose they are is a guess.
    void guessFrom(std::size_t slot);
    /// The newest slot was never filled so, after all. Not to be called where there is none.
    void takeBackNewest();
    /// Whose bytes a slot has, after all: still a guess, or for sure.
    void attribute(std::size_t slot, std::uint8_t writer);
    void settle(std::size_t slot, std::uint8_t writer);

    /// What really happened although the model would have refused it (overlapping calls, a late
    /// event): bytes are added in new slots beyond the count if need be, or read.
    void forceWrite(std::size_t size, std::uint8_t writer = 0, WriteMode mode = WriteMode::Stream);
    void forceRead(std::size_t size);
    /// As tee() and splice(), without heed of the other's room. Bytes moved: no more than are inside.
    std::size_t forceTee(PipeSlots &to, std::size_t size) const;
    std::size_t forceSplice(PipeSlots &to, std::size_t size);
    /// Takes the oldest bytes, and no more of a packet either.
    void drop(std::size_t size);
    /// The model came to have more slots than there are: what is beyond lies in those that are not full,
    /// the newest first. A guess; whose the others are stays.
    void squeeze();
    void forceCapacity(std::size_t capacity);
    void clear();

    bool operator==(const PipeSlots &) const = default;

private:
    bool merges(std::size_t odd) const;
    void add(std::size_t length, std::uint8_t writer, WriteMode mode);
    void merge(std::uint32_t length, std::uint8_t writer);
    void add(const Slot &slot);
    void breakOff(std::size_t before, std::uint8_t writer, bool breaksOff);
    void takeFromHead(std::size_t length);
    std::size_t readOnce(std::size_t size);
    std::size_t copyTo(PipeSlots &to, std::size_t size, std::size_t mostSlots) const;
    std::size_t moveTo(PipeSlots &to, std::size_t size, std::size_t mostSlots);

    std::size_t m_pageSize;
    std::size_t m_slotCount;
    std::size_t m_fill = 0;
    std::deque<Slot> m_slots;
};

} // namespace seeipc
