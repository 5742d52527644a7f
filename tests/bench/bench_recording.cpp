// SPDX-License-Identifier: MIT
// What being recorded costs two workers on one CPU, read from another: the time of the same transfer
// recorded and not.
#include "measure.h"
#include "posix/clock.h"
#include "session/ringtap.h"
#include "support/eventually.h"
#include "support/handmade.h"

#include <cstdio>
#include <sys/resource.h>

using namespace seeipc;
using namespace seeipc::handmade;

namespace {

struct Transfer
{
    std::int64_t writes;
    std::int64_t size;
    bool isRecorded;
};

std::uint64_t lostRecords = 0;

Program transferring(const Transfer &transfer)
{
    return Program()
        .worker(together({{pipeCall(), forkCall(1), call("close", {variable(0)})},
                          repeat(LoopKind::Count, number(transfer.writes),
                                 {writeSequence(variable(1), number(transfer.size))}),
                          {call("close", {variable(1)}), call("wait")}}))
        .worker(together({{call("close", {variable(1)})},
                          repeat(LoopKind::UntilEof, number(1LL << 40),
                                 {readCall(variable(0), transfer.size)})}),
                false);
}

/// Takes everything out of both rings, as an observer does that loses nothing.
void drain(Bench &bench, std::vector<RingTap> &taps, StampClock &clock, std::vector<Event> &events)
{
    clock.anchor();
    for (auto &tap : taps)
        tap.drain(clock, 0, bench.program(), events);
    for (const auto &event : events)
        lostRecords += event.kind == EventKind::EventsLost
                           ? static_cast<std::uint64_t>(event.result)
                           : 0;
    events.clear();
}

double childrensSeconds()
{
    rusage usage{};
    ::getrusage(RUSAGE_CHILDREN, &usage);
    const auto seconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// Of the transfer on a clock, or of what both workers had of their CPU: that is the same on a
/// machine that has nothing else to do, and steadier on any other.
enum class Of { Clock, Cpu };

double seconds(const Transfer &transfer, Of of)
{
    const auto before = childrensSeconds();
    Bench bench(transferring(transfer), 1 << 17, 0);
    bench.area().session().recording.store(transfer.isRecorded ? 1 : 0);
    bench.area().session().queuedEvery.store(64);
    bench.hold(true);
    bench::pinTo(bench::lastCpu());
    auto process = bench.start(0);
    bench::pinTo(0);
    eventually(
        [&] { return bench.area().line(0).gate.load() == static_cast<std::uint32_t>(Gate::Held); });
    std::vector<RingTap> taps{RingTap(bench.area(), 0, Purpose::Check),
                              RingTap(bench.area(), 1, Purpose::Check)};
    StampClock clock(bestStampKind());
    std::vector<Event> events;
    const auto start = monotonicNanoseconds();
    bench.hold(false);
    while (const auto status = process.poll()) {
        if (status->has_value())
            break;
        if (transfer.isRecorded)
            drain(bench, taps, clock, events);
        const timespec pause{0, 4'000'000};
        ::nanosleep(&pause, nullptr);
    }
    const auto end = monotonicNanoseconds();
    if (transfer.isRecorded)
        drain(bench, taps, clock, events);
    const auto read = bench.area().line(1).bytesRead.load();
    if (read != static_cast<std::uint64_t>(transfer.writes * transfer.size))
        std::printf("only %llu bytes arrived\n", static_cast<unsigned long long>(read));
    return of == Of::Clock ? static_cast<double>(end - start) / 1e9 : childrensSeconds() - before;
}

} // namespace

int main()
{
    constexpr int turns = 9;
    const auto compareRecorded = [](const std::string &what, std::int64_t writes, std::int64_t size,
                                    double budget) {
        for (const auto of : {Of::Clock, Of::Cpu})
            bench::compare(
                what + (of == Of::Clock ? "" : ", CPU time"), turns,
                [=] {
                    return seconds({writes, size, true}, of);
                },
                [=] {
                    return seconds({writes, size, false}, of);
                },
                budget);
    };
    compareRecorded("recorded/unrecorded, 1 M x 64 B", 1'000'000, 64, 1.15);
    compareRecorded("recorded/unrecorded, 1 GiB in 64 KiB", 16'384, 65536, 1.02);
    std::printf("%-52s %llu\n", "records lost", static_cast<unsigned long long>(lostRecords));
    return 0;
}
