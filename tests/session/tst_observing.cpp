// SPDX-License-Identifier: MIT
// Ring, observer thread and session under ThreadSanitizer: the owner does all it may do while real
// workers run. A plain program, as the distribution's Qt gives false races.
#include "scenario/loader.h"
#include "support/playing.h"

#include <csignal>
#include <cstdio>

using namespace seeipc;

namespace {

int failures = 0;

void expect(bool isTrue, const char *what)
{
    if (!isTrue)
        std::fprintf(stderr, "not true: %s\n", what);
    failures += isTrue ? 0 : 1;
}

void checked(const char *id)
{
    SessionOptions options;
    options.scenario = builtIn(id);
    options.pace.nanoseconds = options.scenario.checkPace.value_or(0);
    options.purpose = Purpose::Check;
    Playing playing(options);
    expect(!playing.refusal() && playing.toEnd(60'000), id);
    expect(playing.snapshot().lost == 0, "no record was lost");
}

/// Everything that a window does, at full speed.
void played(std::int64_t pace)
{
    SessionOptions options;
    options.scenario = builtIn("pipe-flow");
    options.pace.nanoseconds = pace;
    Playing playing(options);
    expect(!playing.refusal(), "it starts");
    auto &session = playing.session();
    const auto capacity = playing.parameter("capacity");
    const auto writer = playing.worker("writer");
    std::int64_t calls = 0;
    for (int round = 0; round < 12; ++round) {
        session.setParameter(capacity, 4096LL << (round % 6));
        session.setParameter(playing.parameter("writeSize"), 1 + round * 1000);
        session.setPace({round % 3 == 0 ? 2'000'000 : pace});
        if (round % 4 == 0) {
            session.hold();
            session.step(writer);
            session.step(playing.worker("reader"));
            session.release();
        }
        (void)session.signal(writer, round % 2 == 0 ? SIGSTOP : SIGCONT).has_value();
        (void)session.signal(writer, SIGCONT).has_value();
        (void)session.collected(playing.worker("reader"));
        (void)session.failure();
        expect(playing.until(
                   [&](const Snapshot &) { return playing.process("reader").calls > calls; }),
               "it goes on");
        calls = playing.process("reader").calls;
    }
    session.finish();
    expect(playing.toEnd(60'000), "it ends");
    expect(playing.process("reader").bytesRead == playing.process("writer").bytesWritten,
           "every byte arrived");
}

} // namespace

int main()
{
    const RuntimeDirectory runtime;
    for (const char *id : {"pipe-hello", "pipe-read-blocks-empty", "pipe-write-blocks-full"})
        checked(id);
    played(0);
    played(3'000'000);
    const auto before = Leftovers::now();
    for (int i = 0; i < 10; ++i)
        checked("pipe-hello");
    expect(Leftovers::now() == before, "nothing is left");
    return failures == 0 ? 0 : 1;
}
