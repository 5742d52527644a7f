// SPDX-License-Identifier: MIT
// The ring between a worker and its observer: nothing torn, nothing uncounted, whoever is quicker,
// and whoever is killed. A plain program, so that ThreadSanitizer can watch it.
#include "events/ring.h"

#include "posix/clock.h"
#include "posix/mapping.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <memory>
#include <new>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace seeipc;

namespace {

int failures = 0;

void expect(bool isTrue, const char *what)
{
    if (!isTrue)
        std::fprintf(stderr, "not true: %s\n", what);
    failures += isTrue ? 0 : 1;
}

/// A record whose every word follows from its number.
RingRecord numbered(std::uint64_t number)
{
    RingRecord record{};
    record.enteredStamp = number;
    record.returnedStamp = number * 3;
    record.iteration = static_cast<std::uint32_t>(number);
    record.result = static_cast<std::int64_t>(number * 5);
    record.queuedBytes = static_cast<std::int32_t>(number % 65536);
    record.out.fill(static_cast<std::int64_t>(number * 7));
    record.payload.fill(static_cast<char>(number));
    return record;
}

bool isWhole(const RingRecord &record)
{
    const auto whole = numbered(record.enteredStamp);
    return record.returnedStamp == whole.returnedStamp && record.iteration == whole.iteration
           && record.result == whole.result && record.queuedBytes == whole.queuedBytes
           && record.out == whole.out && record.payload == whole.payload;
}

/// A ring of `count` slots in this process's own memory.
struct Ring
{
    explicit Ring(std::uint32_t slotCount)
        : count(slotCount), slots(std::make_unique<RingSlot[]>(slotCount))
    {}

    RingWriter writer() { return {slots.get(), count, &head}; }
    RingReader reader() { return {slots.get(), count, &head}; }

    std::uint32_t count;
    std::unique_ptr<RingSlot[]> slots;
    std::atomic<std::uint64_t> head{0};
};

struct Seen
{
    std::uint64_t received = 0;
    std::uint64_t lost = 0;
    std::uint64_t last = 0;
    bool areWhole = true;
    bool areInOrder = true;
};

/// Takes what is there. Record number n is the n-th, counted from 1.
void take(RingReader &reader, Seen &seen)
{
    RingRecord record{};
    while (reader.next(record, seen.lost)) {
        ++seen.received;
        seen.areWhole = seen.areWhole && isWhole(record);
        seen.areInOrder = seen.areInOrder && record.enteredStamp > seen.last
                          && record.enteredStamp == seen.received + seen.lost;
        seen.last = record.enteredStamp;
    }
}

void aReaderThatKeepsUpLosesNothing()
{
    Ring ring(64);
    auto writer = ring.writer();
    auto reader = ring.reader();
    Seen seen;
    for (std::uint64_t number = 1; number <= 1000; ++number) {
        writer.append(numbered(number));
        if (number % 64 == 0)
            take(reader, seen);
    }
    take(reader, seen);
    expect(seen.received == 1000 && seen.lost == 0, "all 1000 records came");
    expect(seen.areWhole && seen.areInOrder, "whole and in order");
}

void whatWasOverwrittenIsCounted()
{
    Ring ring(64);
    auto writer = ring.writer();
    auto reader = ring.reader();
    for (std::uint64_t number = 1; number <= 1000; ++number)
        writer.append(numbered(number));
    Seen seen;
    take(reader, seen);
    expect(seen.received == 64 && seen.lost == 936, "the last 64 came, 936 were counted");
    expect(seen.last == 1000 && seen.areWhole, "up to the last one");
    expect(reader.position() == 1000, "the position counts both");
}

void whatIsPassedOverIsCounted()
{
    Ring ring(64);
    auto writer = ring.writer();
    auto reader = ring.reader();
    for (std::uint64_t number = 1; number <= 50; ++number)
        writer.append(numbered(number));
    Seen seen;
    seen.lost = reader.skipToLast(10);
    expect(seen.lost == 40, "40 were passed over");
    expect(reader.skipToLast(10) == 0, "and no more");
    take(reader, seen);
    expect(seen.received == 10 && seen.areInOrder, "the last 10 came");
}

/// A worker that is killed while it writes leaves a slot like one of these behind.
void aTornRecordIsSeen()
{
    for (int which = 0; which < 3; ++which) {
        Ring ring(64);
        auto writer = ring.writer();
        auto reader = ring.reader();
        for (std::uint64_t number = 1; number <= 3; ++number)
            writer.append(numbered(number));
        auto &slot = ring.slots[1];
        if (which == 0)
            slot.sequence.store(0); // being written
        else if (which == 1)
            slot.check.store(66); // its end is of a later round
        else
            slot.sequence.store(66); // its beginning is
        RingRecord record{};
        std::uint64_t lost = 0;
        expect(reader.next(record, lost) && record.enteredStamp == 1 && lost == 0,
               "the first came");
        expect(reader.next(record, lost) && record.enteredStamp == 3 && lost == 1,
               "the torn one was counted and not given");
        expect(!reader.next(record, lost), "there is no more");
    }
}

void twoThreads(std::uint32_t slots, std::uint64_t records)
{
    Ring ring(slots);
    std::atomic<bool> isOver{false};
    std::thread writing([&] {
        auto writer = ring.writer();
        for (std::uint64_t number = 1; number <= records; ++number)
            writer.append(numbered(number));
        isOver.store(true);
    });
    auto reader = ring.reader();
    Seen seen;
    while (!isOver.load())
        take(reader, seen);
    take(reader, seen);
    writing.join();
    std::printf("%u slots: %llu received, %llu lost\n", slots,
                static_cast<unsigned long long>(seen.received),
                static_cast<unsigned long long>(seen.lost));
    expect(seen.received + seen.lost == records, "each record came or was counted");
    expect(seen.areWhole, "no record was torn");
    expect(seen.areInOrder, "each loss was counted where it was");
}

/// Ring and head in memory that two processes share.
struct SharedRing
{
    std::atomic<std::uint64_t> head;
    std::array<RingSlot, 1024> slots;
};

void twoProcesses(int milliseconds)
{
    const auto file = createMemoryFile("ring", sizeof(SharedRing));
    auto memory = Mapping::create(file->get(), sizeof(SharedRing), Mapping::Access::ReadWrite);
    auto *ring = new (memory->data()) SharedRing{};
    const pid_t child = ::fork();
    if (child == 0) {
        RingWriter writer(ring->slots.data(), 1024, &ring->head);
        for (std::uint64_t number = 1;; ++number)
            writer.append(numbered(number));
    }
    RingReader reader(ring->slots.data(), 1024, &ring->head);
    Seen seen;
    const auto deadline = monotonicNanoseconds() + milliseconds * std::int64_t{1'000'000};
    while (seen.received == 0 || monotonicNanoseconds() < deadline)
        take(reader, seen);
    ::kill(child, SIGKILL); // at whatever store it is
    ::waitpid(child, nullptr, 0);
    take(reader, seen);
    expect(seen.received + seen.lost == ring->head.load(), "each record came or was counted");
    expect(seen.areWhole && seen.areInOrder, "a killed writer leaves nothing torn");
}

void areasAreLaidOutWithoutOverlap()
{
    constexpr std::size_t workers = 5;
    constexpr std::size_t slots = 256;
    constexpr std::size_t collect = 5000;
    const auto size = SharedArea::bytesNeeded(workers, slots, collect);
    const auto file = createMemoryFile("area", size);
    const auto memory = Mapping::create(file->get(), size, Mapping::Access::ReadWrite);
    SharedArea area(memory->data());
    expect(!area.isValid(size), "not laid out yet");
    area.layOut(workers, slots, collect, 0);
    expect(area.isValid(size) && !area.isValid(size - 1), "valid, and not when cut");
    auto *last = reinterpret_cast<std::byte *>(&area.session() + 1);
    for (WorkerId worker = 0; worker < workers; ++worker) {
        auto *control = reinterpret_cast<std::byte *>(&area.control(worker));
        auto *line = reinterpret_cast<std::byte *>(&area.line(worker));
        auto *ring = reinterpret_cast<std::byte *>(area.ring(worker));
        auto *collecting = reinterpret_cast<std::byte *>(area.collecting(worker));
        expect(control >= last, "a control lies behind what came before");
        expect(line >= control + sizeof(WorkerControl), "its line behind it");
        expect(ring >= line + sizeof(WorkerLine), "its ring behind that");
        expect(collecting >= ring + slots * sizeof(RingSlot), "what it collects behind the ring");
        last = collecting + collect;
    }
    expect(last <= memory->data() + size, "and all of it within the memory");
}

} // namespace

int main()
{
    aReaderThatKeepsUpLosesNothing();
    whatWasOverwrittenIsCounted();
    whatIsPassedOverIsCounted();
    aTornRecordIsSeen();
    areasAreLaidOutWithoutOverlap();
    for (int i = 0; i < 20; ++i)
        twoProcesses(10 + i);
    twoThreads(1024, 3'000'000);
    twoThreads(65536, 3'000'000);
    twoThreads(2, 300'000);
    return failures == 0 ? 0 : 1;
}
