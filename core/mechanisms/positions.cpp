// SPDX-License-Identifier: MIT
#include "mechanisms/positions.h"

#include "mechanisms/basic.h"
#include "mechanisms/calltext.h"
#include "mechanisms/cform.h"

#include <algorithm>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace seeipc {

namespace {

constexpr Symbol whences[] = {
    {"SEEK_SET", SEEK_SET}, {"SEEK_CUR", SEEK_CUR}, {"SEEK_END", SEEK_END}};

int fdOf(const CallInput &input)
{
    return static_cast<int>(input.values[0]);
}

std::size_t sizeOf(const CallInput &input)
{
    return static_cast<std::size_t>(std::clamp<std::int64_t>(input.values[1], 0, mostBytesPerCall));
}

CallOutcome performLseek(const CallInput &input)
{
    auto outcome = outcomeOf(
        ::lseek(fdOf(input), input.values[1], static_cast<int>(input.values[2])));
    outcome.out[0] = input.values[2];
    return outcome;
}

CallOutcome performPread(const CallInput &input)
{
    auto outcome = outcomeOf(::pread(fdOf(input), input.buffer, sizeOf(input), input.values[2]));
    outcome.payload = input.buffer;
    outcome.out[0] = input.values[2];
    return outcome;
}

CallOutcome performPwrite(const CallInput &input)
{
    auto outcome = outcomeOf(::pwrite(fdOf(input), input.data, input.dataSize, input.values[3]));
    outcome.payload = input.data;
    outcome.out[0] = input.values[3];
    return outcome;
}

CallOutcome performFtruncate(const CallInput &input)
{
    return outcomeOf(::ftruncate(fdOf(input), input.values[1]));
}

CallOutcome performFsync(const CallInput &input)
{
    return outcomeOf(::fsync(fdOf(input)));
}

/// What it maps goes at once: no demo reads through it yet.
CallOutcome performMmap(const CallInput &input)
{
    void *mapped = ::mmap(nullptr, sizeOf(input), PROT_READ, MAP_SHARED, fdOf(input), 0);
    const auto outcome = outcomeOf(
        mapped == MAP_FAILED ? -1
                             : static_cast<std::int64_t>(reinterpret_cast<std::intptr_t>(mapped)));
    if (mapped != MAP_FAILED)
        ::munmap(mapped, sizeOf(input));
    return outcome;
}

std::string textOfLseek(const CallFacts &facts)
{
    return "lseek(" + decimal(facts.arguments[0]) + ", " + decimal(facts.arguments[1]) + ", "
           + nameOf(whences, facts.out[0] == absent ? SEEK_SET : facts.out[0]) + ")";
}

std::string textOfPread(const CallFacts &facts)
{
    return "pread(" + decimal(facts.arguments[0]) + ", buf, " + decimal(facts.arguments[1]) + ", "
           + decimal(std::max<std::int64_t>(0, facts.out[0])) + ")";
}

std::string textOfPwrite(const CallFacts &facts)
{
    return "pwrite(" + decimal(facts.arguments[0]) + ", buf, " + decimal(facts.arguments[1]) + ", "
           + decimal(std::max<std::int64_t>(0, facts.out[0])) + ")";
}

std::string textOfFtruncate(const CallFacts &facts)
{
    return "ftruncate(" + decimal(facts.arguments[0]) + ", " + decimal(facts.arguments[1]) + ")";
}

std::string textOfFsync(const CallFacts &facts)
{
    return "fsync(" + decimal(facts.arguments[0]) + ")";
}

std::string textOfMmap(const CallFacts &facts)
{
    return "mmap(NULL, " + decimal(facts.arguments[1]) + ", PROT_READ, MAP_SHARED, "
           + decimal(facts.arguments[0]) + ", 0)";
}

constexpr long lseekNumbers[] = {SYS_lseek};
constexpr long preadNumbers[] = {SYS_pread64};
constexpr long pwriteNumbers[] = {SYS_pwrite64};
constexpr long ftruncateNumbers[] = {SYS_ftruncate};
constexpr long fsyncNumbers[] = {SYS_fsync};
constexpr long mmapNumbers[] = {SYS_mmap};

constexpr CallParameter lseekParameters[] = {
    {"fd", ParameterType::Descriptor},
    {"offset", ParameterType::Number},
    {"whence", ParameterType::Symbol, Presence::Required, whences}};
constexpr CallParameter preadParameters[] = {{"fd", ParameterType::Descriptor},
                                             {"size", ParameterType::Size},
                                             {"offset", ParameterType::Number}};
constexpr CallParameter pwriteParameters[] = {{"fd", ParameterType::Descriptor},
                                              {"size", ParameterType::Size, Presence::Optional},
                                              {"data", ParameterType::Data},
                                              {"offset", ParameterType::Number}};
constexpr CallParameter ftruncateParameters[] = {{"fd", ParameterType::Descriptor},
                                                 {"length", ParameterType::Number}};
constexpr CallParameter fsyncParameters[] = {{"fd", ParameterType::Descriptor}};
constexpr CallParameter mmapParameters[] = {{"fd", ParameterType::Descriptor},
                                            {"length", ParameterType::Number}};

constexpr CForm lseekInC{.call = "lseek({fd}, {offset}, {whence})", .traced = "lseek"};
constexpr CForm preadInC{.call = "pread({fd}, buf, {size}, {offset})", .traced = "pread64"};
constexpr CForm pwriteInC{.call = "pwrite({fd}, {data}, {size}, {offset})", .traced = "pwrite64"};
constexpr CForm ftruncateInC{.call = "ftruncate({fd}, {length})", .traced = "ftruncate"};
constexpr CForm fsyncInC{.call = "fsync({fd})", .traced = "fsync"};
constexpr CForm mmapInC{.call = "mmap(NULL, {length}, PROT_READ, MAP_SHARED, {fd}, 0)",
                        .traced = "mmap",
                        .failure = "MAP_FAILED"};
constexpr Call positionCalls[] = {
    {.name = "lseek",
     .manual = "lseek(2)",
     .parameters = lseekParameters,
     .systemCalls = lseekNumbers,
     .perform = performLseek,
     .text = textOfLseek,
     .c = &lseekInC},
    {.name = "pread",
     .manual = "pread(2)",
     .parameters = preadParameters,
     .systemCalls = preadNumbers,
     .perform = performPread,
     .text = textOfPread,
     .c = &preadInC},
    {.name = "pwrite",
     .manual = "pwrite(2)",
     .parameters = pwriteParameters,
     .systemCalls = pwriteNumbers,
     .perform = performPwrite,
     .text = textOfPwrite,
     .c = &pwriteInC},
    {.name = "ftruncate",
     .manual = "ftruncate(2)",
     .parameters = ftruncateParameters,
     .systemCalls = ftruncateNumbers,
     .perform = performFtruncate,
     .text = textOfFtruncate,
     .c = &ftruncateInC},
    {.name = "fsync",
     .manual = "fsync(2)",
     .parameters = fsyncParameters,
     .systemCalls = fsyncNumbers,
     .perform = performFsync,
     .text = textOfFsync,
     .c = &fsyncInC},
    {.name = "mmap",
     .manual = "mmap(2)",
     .parameters = mmapParameters,
     .systemCalls = mmapNumbers,
     .perform = performMmap,
     .text = textOfMmap,
     .c = &mmapInC},
};

} // namespace

const Mechanism positionMechanism{
    .id = "positions",
    .title = "Positions and lengths",
    .manual = "lseek(2)",
    .kind = ChannelKind::None,
    .calls = positionCalls,
};

} // namespace seeipc
