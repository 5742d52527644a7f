// SPDX-License-Identifier: MIT
#pragma once

#include "events/event.h"
#include "events/ids.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace seeipc {

/// One returned call, as its worker writes it into its ring: two cache lines.
struct RingRecord
{
    std::uint64_t enteredStamp;
    std::uint64_t returnedStamp;
    CallId call;
    StepId step;
    std::uint32_t iteration;
    std::int64_t result;
    std::int32_t error;
    std::int32_t queuedBytes; ///< -1: not asked
    std::array<std::int32_t, 2> arguments;
    std::array<std::int64_t, 4> out;
    std::uint8_t payloadLength;
    std::array<char, 31> payload;
};
static_assert(sizeof(RingRecord) == 112);

/// A returned call that must not be lost in a flood: it changed more than bytes (a channel made, a
/// process started, a descriptor closed), or its step is made for the first time. It stands in its
/// worker's ring and, kept longer, among its landmarks.
struct Landmark
{
    RingRecord record;
    std::uint64_t position;  ///< the record's number in the ring, from 0
    std::uint64_t bytesRead; ///< by the worker in all, this call included
    std::uint64_t bytesWritten;
};

/// A record's place in a ring. `sequence` before and `check` behind are both h + 1 once record h
/// is whole and 0 or different while it is being written: a torn record is seen.
template<typename Record>
struct SlotOf
{
    static constexpr std::size_t words = sizeof(Record) / sizeof(std::uint64_t);
    static_assert(sizeof(Record) % sizeof(std::uint64_t) == 0);

    std::atomic<std::uint64_t> sequence;
    std::array<std::atomic<std::uint64_t>, words> record;
    std::atomic<std::uint64_t> check;
};
using RingSlot = SlotOf<RingRecord>;
using LandmarkSlot = SlotOf<Landmark>;
static_assert(sizeof(RingSlot) == 128);

inline constexpr std::uint32_t landmarkSlots = 256; ///< a worker

/// How often handlers ran, told by themselves: lock-free stores only.
struct HandledSignals
{
    std::array<std::atomic<std::uint32_t>, 65> counts; ///< by signal number
    std::atomic<std::uint64_t> stamp;                  ///< of the last
};

/// What a worker is doing now, and its sums. Written by the worker alone, read by the observer.
struct alignas(64) WorkerLine
{
    // First cache line: a call's entry stores here and nowhere else.
    std::atomic<std::uint64_t>
        enteredCount; ///< calls entered; one more than the ring's head = inside
    std::atomic<std::uint64_t> enteredStamp;
    std::atomic<std::uint32_t> callAndStep; ///< call << 16 | step; also of the next one at a gate
    std::atomic<std::uint32_t> iteration;
    std::atomic<std::int32_t> argument0;
    std::atomic<std::int32_t> argument1;
    std::atomic<std::int32_t> argument2;
    std::atomic<std::uint32_t> gate;         ///< a Gate
    std::atomic<std::uint32_t> gatePosition; ///< condition or sample number at such a gate
    std::atomic<std::int32_t> pid;           ///< 0: not started
    std::atomic<std::uint32_t> gateCount;    ///< changes whenever a gate is entered
    // Second: written at every return.
    alignas(64) std::atomic<std::uint64_t> head; ///< records written = calls returned
    std::atomic<std::uint64_t> bytesRead;
    std::atomic<std::uint64_t> bytesWritten;
    std::atomic<std::uint64_t> collected;    ///< bytes in its collecting area ("into")
    std::atomic<std::uint64_t> landmarkHead; ///< landmarks written
    std::atomic<std::uint64_t> gateStamp;    ///< when that gate was entered
    // What changes seldom.
    alignas(64) HandledSignals handled;
    std::array<std::atomic<std::int32_t>, mostVariables> variables; ///< 1 + a descriptor; 0: none
};

/// Instead of a by-hand step's number: the call that stands in handCall and handValues.
inline constexpr std::uint32_t freeCallByHand = 0x7fffffff;

/// What a worker is told. Written by the session, read by the worker between its calls.
struct alignas(64) WorkerControl
{
    std::atomic<std::uint32_t> attention;    ///< 0: run on. The one word looked at on the fast path
    std::atomic<std::uint32_t> wake;         ///< futex word; raised at each change
    std::atomic<std::uint32_t> stepsGranted; ///< while held: how many steps it may make in all
    std::atomic<std::int32_t>
        byHandFd; ///< the descriptor that step is made on; -1: as it is written
    std::atomic<std::uint32_t> byHand; ///< 1 + number of the by-hand step to make at the next gate
    std::atomic<std::uint32_t> handCall; ///< of the next free call by hand
    std::array<std::atomic<std::int64_t>, 3> handValues;
    std::atomic<std::uint64_t> paceNanoseconds; ///< between the starts of two calls; 0: none
    std::atomic<std::uint32_t>
        borrowed; ///< 1: a descriptor is borrowed: stay at the gate until it is 0
};

/// For all workers of a session.
struct alignas(64) SessionControl
{
    std::uint32_t magic;
    std::uint32_t stampKind;
    std::uint32_t workerCount;
    std::uint32_t ringSlots;    ///< per worker, a power of two
    std::uint64_t collectBytes; ///< per worker
    std::uint32_t fillsRings;   ///< 1: a worker asks for its ring's pages before its first call
    std::atomic<std::uint32_t> held;
    std::atomic<std::uint32_t> recording;   ///< 0: no ring, no stamps, no FIONREAD (sums are kept)
    std::atomic<std::uint32_t> queuedEvery; ///< FIONREAD rides at each N-th call; 0: never
    std::atomic<std::uint32_t> stop;        ///< 1: "untilStopped" loops end
    std::array<std::atomic<std::uint8_t>, 256> conditions; ///< 1: come true
    std::array<std::atomic<std::uint8_t>, 256> samples;    ///< 1: taken
    std::array<std::atomic<std::int64_t>, mostParameters> parameters;
};

/// The shared memory of a session: SessionControl, then per worker a WorkerControl, a WorkerLine,
/// its landmarks, its ring and its collecting area. Pure arithmetic over a mapping.
class SharedArea
{
public:
    static constexpr std::uint32_t magicNumber = 0x53495043; // "SIPC"

    static std::size_t bytesNeeded(std::size_t workers, std::size_t ringSlots,
                                   std::size_t collectBytes);
    /// Over memory that is already laid out, or that `layOut` is called on next.
    explicit SharedArea(std::byte *memory = nullptr) : m_memory(memory) {}
    void layOut(std::size_t workers, std::size_t ringSlots, std::size_t collectBytes,
                std::uint32_t stampKind);
    /// Is this mapping of `size` bytes a whole, laid out area?
    bool isValid(std::size_t size) const;

    SessionControl &session() const;
    WorkerControl &control(WorkerId worker) const;
    WorkerLine &line(WorkerId worker) const;
    LandmarkSlot *landmarks(WorkerId worker) const; ///< landmarkSlots of them
    RingSlot *ring(WorkerId worker) const;
    char *collecting(WorkerId worker) const;

private:
    std::size_t workerBytes() const;
    std::byte *workerStart(WorkerId worker) const;

    std::byte *m_memory;
};

/// The worker's side of a ring. Overwrites the oldest; never waits.
template<typename Record>
class WriterOf
{
public:
    WriterOf() = default;
    WriterOf(SlotOf<Record> *slots, std::uint32_t count, std::atomic<std::uint64_t> *head)
        : m_slots(slots), m_mask(count - 1), m_head(head)
    {}

    void append(const Record &record);

private:
    SlotOf<Record> *m_slots = nullptr;
    std::uint64_t m_mask = 0;
    std::atomic<std::uint64_t> *m_head = nullptr;
};
using RingWriter = WriterOf<RingRecord>;
using LandmarkWriter = WriterOf<Landmark>;

/// The observer's side. Counts every record that was overwritten before it came.
template<typename Record>
class ReaderOf
{
public:
    ReaderOf() = default;
    ReaderOf(const SlotOf<Record> *slots, std::uint32_t count,
             const std::atomic<std::uint64_t> *head)
        : m_slots(slots), m_count(count), m_head(head)
    {}

    /// Records written so far, read or not.
    std::uint64_t head() const { return m_head->load(std::memory_order_acquire); }
    std::uint64_t position() const { return m_next; }
    /// The next record if there is one. `lost` grows by those that were overwritten before it.
    bool next(Record &record, std::uint64_t &lost);
    /// Leaves all but the last `kept` unread; returns how many it passed over.
    std::uint64_t skipToLast(std::uint64_t kept);

private:
    const SlotOf<Record> *m_slots = nullptr;
    std::uint64_t m_count = 0;
    const std::atomic<std::uint64_t> *m_head = nullptr;
    std::uint64_t m_next = 0;
};
using RingReader = ReaderOf<RingRecord>;
using LandmarkReader = ReaderOf<Landmark>;

extern template class WriterOf<RingRecord>;
extern template class WriterOf<Landmark>;
extern template class ReaderOf<RingRecord>;
extern template class ReaderOf<Landmark>;

} // namespace seeipc
