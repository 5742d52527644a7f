// SPDX-License-Identifier: MIT
// What the record of a session costs: memory as it grows, time for an event, time to go back.
#include "events/trace.h"
#include "posix/clock.h"

#include <algorithm>
#include <cstdio>
#include <random>
#include <unistd.h>

using namespace seeipc;

namespace {

constexpr std::int64_t million = 1'000'000;
constexpr std::int64_t messageSize = 64;
constexpr std::int64_t burst = 128; ///< writes, then as many reads

double residentMebibytes()
{
    long pages = 0;
    if (auto *file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%*d %ld", &pages) != 1)
            pages = 0;
        std::fclose(file);
    }
    return static_cast<double>(pages) * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1 << 20);
}

/// The pipe and its two processes, then writes and reads at full speed as a ring tells them.
class Transfer
{
public:
    explicit Transfer(Trace &trace) : m_trace(trace)
    {
        Event made = returned(0, Effect::MakeChannel, 0);
        made.out = {3, 4, 65536, 4711};
        m_trace.append(made);
        Event fork = returned(0, Effect::Fork, 101);
        fork.other = 1;
        m_trace.append(fork);
    }

    void upTo(std::int64_t count)
    {
        while (m_trace.count() < count)
            m_trace.append(next());
    }

private:
    Event returned(WorkerId worker, Effect effect, std::int64_t result)
    {
        Event event;
        event.worker = worker;
        event.effect = effect;
        event.result = result;
        event.channel = 0;
        event.entered = m_time;
        event.time = m_time += 500;
        return event;
    }

    Event next()
    {
        const bool isWrite = m_turn % (2 * burst) < burst;
        auto event = returned(isWrite ? 0 : 1, isWrite ? Effect::Write : Effect::Read, messageSize);
        event.arguments = {isWrite ? 4 : 3, static_cast<std::int32_t>(messageSize)};
        m_inside += isWrite ? messageSize : -messageSize;
        event.out[isWrite ? 1 : 0] = (m_turn / 2 + 1) * messageSize;
        event.queuedBytes = m_turn % 64 == 0 ? m_inside : absent;
        ++m_turn;
        return event;
    }

    Trace &m_trace;
    std::int64_t m_time = 0;
    std::int64_t m_turn = 0;
    std::int64_t m_inside = 0;
};

void goBack(const Trace &trace)
{
    constexpr int turns = 1000;
    std::mt19937_64 random(1);
    std::uniform_int_distribution<std::int64_t> anywhere(trace.first(), trace.count());
    std::vector<double> times;
    times.reserve(turns);
    std::int64_t sum = 0;
    for (int i = 0; i < turns; ++i) {
        const auto position = anywhere(random);
        const auto start = monotonicNanoseconds();
        sum += trace.snapshotAt(position).time;
        times.push_back(static_cast<double>(monotonicNanoseconds() - start) / 1e6);
    }
    std::sort(times.begin(), times.end());
    std::printf("snapshotAt, any kept instant: p50 %.3f ms, max %.3f ms (checksum %lld)\n",
                times[turns / 2], times.back(), static_cast<long long>(sum));
}

} // namespace

int main()
{
    Trace trace(Snapshot(2, 1));
    Transfer transfer(trace);
    double atTen = 0;
    for (const std::int64_t count : {10 * million, 100 * million, 200 * million}) {
        const auto before = trace.count();
        const auto start = monotonicNanoseconds();
        transfer.upTo(count);
        const auto passed = static_cast<double>(monotonicNanoseconds() - start);
        const auto resident = residentMebibytes();
        atTen = atTen == 0 ? resident : atTen;
        std::printf(
            "%3lld M events: resident %.1f MiB (%+.2f %% against 10 M), append %.0f ns, index "
            "%.3f bytes an event, details of %lld kept\n",
            static_cast<long long>(count / million), resident, (resident / atTen - 1) * 100,
            passed / static_cast<double>(count - before),
            static_cast<double>(trace.index().bytes()) / static_cast<double>(count),
            static_cast<long long>(trace.count() - trace.first()));
        std::fflush(stdout);
    }
    goBack(trace);
    return 0;
}
