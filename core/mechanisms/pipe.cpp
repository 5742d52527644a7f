// SPDX-License-Identifier: MIT
#include "mechanisms/pipe.h"

#include "mechanisms/basic.h"
#include "mechanisms/calltext.h"
#include "mechanisms/cform.h"
#include "posix/foreignfd.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace seeipc {

namespace {

constexpr Symbol fcntlCommands[] = {
    {"F_SETPIPE_SZ", F_SETPIPE_SZ},
    {"F_GETPIPE_SZ", F_GETPIPE_SZ},
    {"F_GETFL", F_GETFL},
    {"F_SETFL", F_SETFL},
};

constexpr Symbol pipeFlags[] = {
    {"O_NONBLOCK", O_NONBLOCK}, {"O_DIRECT", O_DIRECT}, {"O_CLOEXEC", O_CLOEXEC}};

constexpr Symbol statusFlags[] = {{"O_NONBLOCK", O_NONBLOCK}, {"O_DIRECT", O_DIRECT}};

/// Where a program may tell pipe(2) to put its answer.
constexpr Symbol pipeArrays[] = {{"unmapped", 8, "(int *) 8"}};

/// A pipe, and beside it what only its owner can ask without a race: capacity and inode.
CallOutcome makePipe(int (*make)(int *ends, int flags), int flags)
{
    int ends[2] = {-1, -1};
    auto outcome = outcomeOf(make(ends, flags));
    if (outcome.error != 0) {
        outcome.out = {ends[0], ends[1], absent, absent}; // what the kernel left there
        return outcome;
    }
    struct stat status
    {};
    const bool identified = ::fstat(ends[0], &status) == 0;
    outcome.out = {ends[0], ends[1], ::fcntl(ends[0], F_GETPIPE_SZ),
                   identified ? static_cast<std::int64_t>(status.st_ino) : absent};
    return outcome;
}

CallOutcome performPipe(const CallInput &input)
{
    if (input.values[0] != 0)
        return outcomeOf(::syscall(SYS_pipe2, input.values[0], 0));
    return makePipe([](int *ends, int) { return ::pipe(ends); }, 0);
}

CallOutcome performPipe2(const CallInput &input)
{
    return makePipe(::pipe2, static_cast<int>(input.values[0]));
}

CallOutcome performRead(const CallInput &input)
{
    const auto size = static_cast<std::size_t>(
        std::clamp<std::int64_t>(input.values[1], 0, mostBytesPerCall));
    auto outcome = outcomeOf(::read(static_cast<int>(input.values[0]), input.buffer, size));
    outcome.payload = input.buffer;
    return outcome;
}

CallOutcome performWrite(const CallInput &input)
{
    auto outcome = outcomeOf(
        ::write(static_cast<int>(input.values[0]), input.data, input.dataSize));
    outcome.payload = input.data;
    return outcome;
}

CallOutcome performTee(const CallInput &input)
{
    auto outcome = outcomeOf(::tee(static_cast<int>(input.values[0]),
                                   static_cast<int>(input.values[1]),
                                   static_cast<std::size_t>(input.values[2]), 0));
    outcome.out[2] = input.values[2];
    return outcome;
}

CallOutcome performSplice(const CallInput &input)
{
    auto outcome = outcomeOf(::splice(static_cast<int>(input.values[0]), nullptr,
                                      static_cast<int>(input.values[1]), nullptr,
                                      static_cast<std::size_t>(input.values[2]), 0));
    outcome.out[2] = input.values[2];
    return outcome;
}

CallOutcome performFcntl(const CallInput &input)
{
    auto outcome = outcomeOf(::fcntl(static_cast<int>(input.values[0]),
                                     static_cast<int>(input.values[1]),
                                     static_cast<int>(input.values[2])));
    outcome.out[0] = input.values[2];
    return outcome;
}

Effect effectOfFcntl(const std::array<std::int32_t, 2> &arguments)
{
    switch (arguments[1]) {
    case F_SETPIPE_SZ: return Effect::Resize;
    case F_GETPIPE_SZ: return Effect::ReportCapacity;
    case F_SETFL: return Effect::SetFlags;
    case F_GETFL: return Effect::ReportFlags;
    default: return Effect::None;
    }
}

std::string textOfPipe(const CallFacts &facts)
{
    return facts.arguments[0] == 0 ? "pipe(fd)"
                                   : "pipe(" + constantText(pipeArrays, facts.arguments[0]) + ")";
}

std::string textOfRead(const CallFacts &facts)
{
    return "read(" + std::to_string(facts.arguments[0]) + ", buf, "
           + std::to_string(facts.arguments[1]) + ")";
}

std::string textOfWrite(const CallFacts &facts)
{
    return "write(" + std::to_string(facts.arguments[0]) + ", buf, "
           + std::to_string(facts.arguments[1]) + ")";
}

std::string textOfPipe2(const CallFacts &facts)
{
    const auto flags = facts.arguments[0];
    return "pipe2(fd, " + flagText(pipeFlags, flags) + ")";
}

/// Of a transfer: what it was asked for, which an open call tells in another place.
std::string askedOf(const CallFacts &facts)
{
    return std::to_string(facts.out[2] != absent ? facts.out[2] : facts.out[0]);
}

std::string textOfTee(const CallFacts &facts)
{
    return "tee(" + std::to_string(facts.arguments[0]) + ", " + std::to_string(facts.arguments[1])
           + ", " + askedOf(facts) + ", 0)";
}

std::string textOfSplice(const CallFacts &facts)
{
    return "splice(" + std::to_string(facts.arguments[0]) + ", NULL, "
           + std::to_string(facts.arguments[1]) + ", NULL, " + askedOf(facts) + ", 0)";
}

std::string textOfFcntl(const CallFacts &facts)
{
    const auto command = facts.arguments[1];
    std::string text = "fcntl(" + std::to_string(facts.arguments[0]) + ", "
                       + nameOf(fcntlCommands, command);
    // F_SETPIPE_SZ never sleeps: its argument is told at the gate and after, -1 too.
    if (command == F_SETPIPE_SZ)
        text += ", " + std::to_string(facts.out[0]);
    if (command == F_SETFL && facts.out[0] != absent)
        text += ", " + flagText(openFlagSymbols(), facts.out[0]);
    return text + ")";
}

/// As strace(1) writes it.
std::string resultOfFcntl(const CallFacts &facts, std::int64_t result)
{
    if (facts.arguments[1] != F_GETFL || result < 0)
        return std::to_string(result);
    return hexadecimal(result) + " (flags " + openFlagText(result) + ")";
}

constexpr long pipeNumbers[] = {
#ifdef SYS_pipe
    SYS_pipe,
#endif
    SYS_pipe2};
constexpr long pipe2Numbers[] = {SYS_pipe2};
constexpr long teeNumbers[] = {SYS_tee};
constexpr long spliceNumbers[] = {SYS_splice};
constexpr long readNumbers[] = {SYS_read};
constexpr long writeNumbers[] = {SYS_write};
constexpr long fcntlNumbers[] = {SYS_fcntl};

constexpr CallParameter pipe2Parameters[] = {
    {"flags", ParameterType::Flags, Presence::Required, pipeFlags}};
constexpr CallParameter transferParameters[] = {{"fd", ParameterType::Descriptor},
                                                {"to", ParameterType::Descriptor},
                                                {"size", ParameterType::Size}};
constexpr OutWord pipeWords[] = {{"read", 0}, {"write", 1}, {"capacity", 2}};

constexpr CallParameter pipeParameters[] = {
    {"array", ParameterType::Symbol, Presence::Optional, pipeArrays}};
constexpr CallParameter readParameters[] = {{"fd", ParameterType::Descriptor},
                                            {"size", ParameterType::Size}};
constexpr CallParameter writeParameters[] = {{"fd", ParameterType::Descriptor},
                                             {"size", ParameterType::Size, Presence::Optional},
                                             {"data", ParameterType::Data}};
constexpr CallParameter fcntlParameters[] = {
    {"fd", ParameterType::Descriptor},
    {"command", ParameterType::Symbol, Presence::Required, fcntlCommands},
    {"value", ParameterType::Number, Presence::Optional, statusFlags}};

constexpr CDeclaration unnamedInC[] = {{"unnamed", "static int unnamed[2];\n"},
                                       {"unmapped", "static int *volatile unmapped = (int *)8;\n"}};
constexpr CForm pipeInC{
    .call = "pipe({makes}<{array:word}>)", .traced = "?pipe,?pipe2", .declarations = unnamedInC};
constexpr CForm pipe2InC{
    .call = "pipe2({makes}, {flags})", .traced = "pipe2", .declarations = unnamedInC};
constexpr CForm teeInC{.call = "tee({fd}, {to}, {size}, 0)", .traced = "tee", .sleep = "SYS_tee"};
constexpr CForm spliceInC{
    .call = "splice({fd}, NULL, {to}, NULL, {size}, 0)", .traced = "splice", .sleep = "SYS_splice"};
constexpr CForm readInC{.call = "read({fd}, buf, {size})", .traced = "read", .sleep = "SYS_read"};
constexpr CForm writeInC{
    .call = "write({fd}, {data}, {size})", .traced = "write", .sleep = "SYS_write"};
constexpr CForm fcntlInC{.call = "fcntl({fd}, {command}<, {value}>)", .traced = "fcntl"};

constexpr Call pipeCalls[] = {
    {.name = "pipe",
     .manual = "pipe(2)",
     .effect = Effect::MakeChannel,
     .parameters = pipeParameters,
     .systemCalls = pipeNumbers,
     .perform = performPipe,
     .text = textOfPipe,
     .makesChannel = true,
     .outWords = pipeWords,
     .c = &pipeInC},
    {.name = "pipe2",
     .manual = "pipe2(2)",
     .effect = Effect::MakeChannel,
     .parameters = pipe2Parameters,
     .systemCalls = pipe2Numbers,
     .perform = performPipe2,
     .text = textOfPipe2,
     .makesChannel = true,
     .outWords = pipeWords,
     .c = &pipe2InC},
    {.name = "read",
     .manual = "read(2)",
     .effect = Effect::Read,
     .parameters = readParameters,
     .systemCalls = readNumbers,
     .perform = performRead,
     .text = textOfRead,
     .c = &readInC},
    {.name = "write",
     .manual = "write(2)",
     .effect = Effect::Write,
     .parameters = writeParameters,
     .systemCalls = writeNumbers,
     .perform = performWrite,
     .text = textOfWrite,
     .c = &writeInC},
    {.name = "tee",
     .manual = "tee(2)",
     .effect = Effect::Tee,
     .parameters = transferParameters,
     .systemCalls = teeNumbers,
     .perform = performTee,
     .text = textOfTee,
     .c = &teeInC},
    {.name = "splice",
     .manual = "splice(2)",
     .effect = Effect::Splice,
     .parameters = transferParameters,
     .systemCalls = spliceNumbers,
     .perform = performSplice,
     .text = textOfSplice,
     .c = &spliceInC},
    {.name = "fcntl",
     .manual = "fcntl(2)",
     .effect = Effect::None,
     .parameters = fcntlParameters,
     .systemCalls = fcntlNumbers,
     .perform = performFcntl,
     .text = textOfFcntl,
     .refine = effectOfFcntl,
     .isMadeByHand = true,
     .resultText = resultOfFcntl,
     .c = &fcntlInC},
};

} // namespace

Result<ChannelSample> samplePipe(int pidfd, int fd)
{
    ChannelSample seen;
    {
        auto borrowed = ForeignFd::borrow(pidfd, fd);
        if (!borrowed)
            return borrowed.error();
        const auto queued = borrowed->queuedBytes();
        if (!queued)
            return queued.error();
        seen.queuedBytes = static_cast<std::int64_t>(*queued);
    }
    auto borrowed = ForeignFd::borrow(pidfd, fd);
    if (!borrowed)
        return borrowed.error();
    const auto capacity = borrowed->pipeCapacity();
    if (!capacity)
        return capacity.error();
    seen.capacity = static_cast<std::int64_t>(*capacity);
    return seen;
}

const Mechanism pipeMechanism{
    .id = "pipe",
    .title = "Anonymous pipe",
    .manual = "pipe(7)",
    .kind = ChannelKind::ByteStream,
    .calls = pipeCalls,
    .sample = samplePipe,
};

} // namespace seeipc
