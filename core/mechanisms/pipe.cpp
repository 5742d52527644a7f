// SPDX-License-Identifier: MIT
#include "mechanisms/pipe.h"

#include "mechanisms/basic.h"
#include "posix/foreignfd.h"

#include <algorithm>
#include <cstdio>
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

constexpr Symbol statusFlags[] = {{"O_NONBLOCK", O_NONBLOCK}, {"O_DIRECT", O_DIRECT}};

/// Of an open file, as F_GETFL tells them and F_SETFL may be given them.
constexpr Symbol openFlags[] = {
    {"O_WRONLY", O_WRONLY},     {"O_RDWR", O_RDWR},   {"O_APPEND", O_APPEND},
    {"O_NONBLOCK", O_NONBLOCK}, {"O_ASYNC", O_ASYNC}, {"O_DIRECT", O_DIRECT},
};

/// pipe(2), and beside it what only its owner can ask without a race: capacity and inode.
CallOutcome performPipe(const CallInput &)
{
    int ends[2] = {-1, -1};
    auto outcome = outcomeOf(::pipe(ends));
    if (outcome.error != 0)
        return outcome;
    struct stat status
    {};
    const bool identified = ::fstat(ends[0], &status) == 0;
    outcome.out = {ends[0], ends[1], ::fcntl(ends[0], F_GETPIPE_SZ),
                   identified ? static_cast<std::int64_t>(status.st_ino) : absent};
    return outcome;
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
    if (arguments[1] == F_SETPIPE_SZ)
        return Effect::Resize;
    return arguments[1] == F_GETPIPE_SZ ? Effect::ReportCapacity : Effect::None;
}

std::string hexadecimal(std::int64_t number)
{
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "%#llx", static_cast<unsigned long long>(number));
    return text.data();
}

std::string textOfPipe(const CallFacts &)
{
    return "pipe(fd)";
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

std::string nameOf(std::span<const Symbol> symbols, std::int64_t value)
{
    const auto symbol = std::find_if(symbols.begin(), symbols.end(),
                                     [&](const Symbol &row) { return row.value == value; });
    return symbol != symbols.end() ? std::string(symbol->name) : std::to_string(value);
}

/// "O_WRONLY|O_NONBLOCK"; flags without a name in hexadecimal; empty for 0, which is O_RDONLY too.
std::string flagNames(std::int64_t flags)
{
    std::string text;
    const auto add = [&](const std::string &name) { text += (text.empty() ? "" : "|") + name; };
    for (const auto &flag : openFlags) {
        if ((flags & flag.value) != flag.value)
            continue;
        add(std::string(flag.name));
        flags &= ~flag.value;
    }
    if (flags != 0)
        add(hexadecimal(flags));
    return text;
}

std::string textOfFcntl(const CallFacts &facts)
{
    const auto command = facts.arguments[1];
    std::string text = "fcntl(" + std::to_string(facts.arguments[0]) + ", "
                       + nameOf(fcntlCommands, command);
    if (command == F_SETPIPE_SZ && facts.out[0] != absent)
        text += ", " + std::to_string(facts.out[0]);
    if (command == F_SETFL && facts.out[0] != absent)
        text += ", " + (facts.out[0] == 0 ? "0" : flagNames(facts.out[0]));
    return text + ")";
}

/// As strace(1) writes it.
std::string resultOfFcntl(const CallFacts &facts, std::int64_t result)
{
    if (facts.arguments[1] != F_GETFL || result < 0)
        return std::to_string(result);
    auto names = flagNames(result);
    if ((result & O_ACCMODE) == O_RDONLY)
        names = names.empty() ? "O_RDONLY" : "O_RDONLY|" + names;
    return hexadecimal(result) + " (flags " + names + ")";
}

constexpr long pipeNumbers[] = {
#ifdef SYS_pipe
    SYS_pipe,
#endif
    SYS_pipe2};
constexpr long readNumbers[] = {SYS_read};
constexpr long writeNumbers[] = {SYS_write};
constexpr long fcntlNumbers[] = {SYS_fcntl};

constexpr CallParameter readParameters[] = {{"fd", ParameterType::Descriptor},
                                            {"size", ParameterType::Size}};
constexpr CallParameter writeParameters[] = {{"fd", ParameterType::Descriptor},
                                             {"size", ParameterType::Size, Presence::Optional},
                                             {"data", ParameterType::Data}};
constexpr CallParameter fcntlParameters[] = {
    {"fd", ParameterType::Descriptor},
    {"command", ParameterType::Symbol, Presence::Required, fcntlCommands},
    {"value", ParameterType::Number, Presence::Optional, statusFlags}};

constexpr Call pipeCalls[] = {
    {.name = "pipe",
     .manual = "pipe(2)",
     .effect = Effect::MakeChannel,
     .systemCalls = pipeNumbers,
     .perform = performPipe,
     .text = textOfPipe,
     .makesChannel = true},
    {.name = "read",
     .manual = "read(2)",
     .effect = Effect::Read,
     .parameters = readParameters,
     .systemCalls = readNumbers,
     .perform = performRead,
     .text = textOfRead},
    {.name = "write",
     .manual = "write(2)",
     .effect = Effect::Write,
     .parameters = writeParameters,
     .systemCalls = writeNumbers,
     .perform = performWrite,
     .text = textOfWrite},
    {.name = "fcntl",
     .manual = "fcntl(2)",
     .effect = Effect::None,
     .parameters = fcntlParameters,
     .systemCalls = fcntlNumbers,
     .perform = performFcntl,
     .text = textOfFcntl,
     .refine = effectOfFcntl,
     .resultText = resultOfFcntl},
};

/// Two borrows, one call each: no copy of an end lives longer than its call.
Result<ChannelSample> sample(int pidfd, int fd)
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

} // namespace

const Mechanism pipeMechanism{
    .id = "pipe",
    .title = "Anonymous pipe",
    .manual = "pipe(7)",
    .kind = ChannelKind::ByteStream,
    .calls = pipeCalls,
    .sample = sample,
};

} // namespace seeipc
