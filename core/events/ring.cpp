// SPDX-License-Identifier: MIT
#include "events/ring.h"

#include <bit>
#include <cstring>
#include <new>

namespace seeipc {

namespace {

template<typename Record>
using WordsOf = std::array<std::uint64_t, SlotOf<Record>::words>;

constexpr std::size_t beforeRing = sizeof(WorkerControl) + sizeof(WorkerLine)
                                   + landmarkSlots * sizeof(LandmarkSlot);

constexpr std::size_t roundedToPage(std::size_t bytes)
{
    return (bytes + 4095) / 4096 * 4096;
}

constexpr std::size_t bytesPerWorker(std::size_t ringSlots, std::size_t collectBytes)
{
    return roundedToPage(beforeRing + ringSlots * sizeof(RingSlot)) + roundedToPage(collectBytes);
}

} // namespace

std::size_t SharedArea::bytesNeeded(std::size_t workers, std::size_t ringSlots,
                                    std::size_t collectBytes)
{
    return roundedToPage(sizeof(SessionControl))
           + workers * bytesPerWorker(ringSlots, collectBytes);
}

void SharedArea::layOut(std::size_t workers, std::size_t ringSlots, std::size_t collectBytes,
                        std::uint32_t stampKind)
{
    auto *session = new (m_memory) SessionControl{};
    session->magic = magicNumber;
    session->stampKind = stampKind;
    session->workerCount = static_cast<std::uint32_t>(workers);
    session->ringSlots = static_cast<std::uint32_t>(ringSlots);
    session->collectBytes = collectBytes;
}

bool SharedArea::isValid(std::size_t size) const
{
    const auto &header = session();
    return size >= sizeof(SessionControl) && header.magic == magicNumber
           && header.workerCount <= mostWorkers && std::has_single_bit(header.ringSlots)
           && size >= bytesNeeded(header.workerCount, header.ringSlots, header.collectBytes);
}

SessionControl &SharedArea::session() const
{
    return *reinterpret_cast<SessionControl *>(m_memory);
}

std::size_t SharedArea::workerBytes() const
{
    return bytesPerWorker(session().ringSlots, session().collectBytes);
}

std::byte *SharedArea::workerStart(WorkerId worker) const
{
    return m_memory + roundedToPage(sizeof(SessionControl)) + worker * workerBytes();
}

WorkerControl &SharedArea::control(WorkerId worker) const
{
    return *reinterpret_cast<WorkerControl *>(workerStart(worker));
}

WorkerLine &SharedArea::line(WorkerId worker) const
{
    return *reinterpret_cast<WorkerLine *>(workerStart(worker) + sizeof(WorkerControl));
}

LandmarkSlot *SharedArea::landmarks(WorkerId worker) const
{
    return reinterpret_cast<LandmarkSlot *>(workerStart(worker) + sizeof(WorkerControl)
                                            + sizeof(WorkerLine));
}

RingSlot *SharedArea::ring(WorkerId worker) const
{
    return reinterpret_cast<RingSlot *>(workerStart(worker) + beforeRing);
}

char *SharedArea::collecting(WorkerId worker) const
{
    return reinterpret_cast<char *>(workerStart(worker) + workerBytes()
                                    - roundedToPage(session().collectBytes));
}

template<typename Record>
void WriterOf<Record>::append(const Record &record)
{
    const auto position = m_head->load(std::memory_order_relaxed);
    auto &slot = m_slots[position & m_mask];
    slot.sequence.store(0, std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_release);
    const auto words = std::bit_cast<WordsOf<Record>>(record);
    for (std::size_t i = 0; i < words.size(); ++i)
        slot.record[i].store(words[i], std::memory_order_relaxed);
    slot.check.store(position + 1, std::memory_order_relaxed);
    slot.sequence.store(position + 1, std::memory_order_release);
    m_head->store(position + 1, std::memory_order_release);
}

template<typename Record>
bool ReaderOf<Record>::next(Record &record, std::uint64_t &lost)
{
    for (;;) {
        const auto end = head();
        if (m_next >= end)
            return false;
        if (end - m_next > m_count) {
            lost += end - m_count - m_next;
            m_next = end - m_count;
        }
        const auto &slot = m_slots[m_next & (m_count - 1)];
        const auto before = slot.sequence.load(std::memory_order_acquire);
        WordsOf<Record> words{};
        for (std::size_t i = 0; i < words.size(); ++i)
            words[i] = slot.record[i].load(std::memory_order_relaxed);
        const auto check = slot.check.load(std::memory_order_relaxed);
        std::atomic_thread_fence(std::memory_order_acquire);
        const auto after = slot.sequence.load(std::memory_order_relaxed);
        ++m_next;
        if (before == m_next && after == m_next && check == m_next) {
            record = std::bit_cast<Record>(words);
            return true;
        }
        ++lost; // overwritten while we read it
    }
}

template<typename Record>
std::uint64_t ReaderOf<Record>::skipToLast(std::uint64_t kept)
{
    const auto end = head();
    if (end - m_next <= kept)
        return 0;
    const auto passed = end - kept - m_next;
    m_next = end - kept;
    return passed;
}

template class WriterOf<RingRecord>;
template class WriterOf<Landmark>;
template class ReaderOf<RingRecord>;
template class ReaderOf<Landmark>;

} // namespace seeipc
