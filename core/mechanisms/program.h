// SPDX-License-Identifier: MIT
#pragma once

#include "events/ids.h"
#include "mechanisms/mechanism.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

namespace seeipc {

/// The flat form of a scenario that a worker runs: written by the scenario's compiler into a sealed
/// memfd, read in place. Only fixed-size values and offsets; isValidProgram() checks every one.
enum class OperandKind : std::uint8_t {
    None,
    Constant,   ///< constant
    Parameter,  ///< the live value of parameter `index`
    Variable,   ///< the worker's own variable `index` (a descriptor that a call made)
    VariableOf, ///< variable `index` of worker `constant`, as that worker has it now
    Pid,        ///< the pid of worker `index`
    Iteration,  ///< of the innermost loop, from 0
    DataSize,   ///< the size of the step's data
    Name,       ///< the name `index`
};

struct Operand
{
    OperandKind kind = OperandKind::None;
    std::uint32_t index = 0;
    std::int64_t constant = 0;
};

enum class Operation : std::uint8_t {
    Call,
    Repeat,    ///< `target` = its RepeatEnd; count operand in operands[0]
    RepeatEnd, ///< `target` = its Repeat
    Skip       ///< nothing: a step of another choice
};

enum class LoopKind : std::uint8_t {
    Count,        ///< operands[0] times
    UntilStopped, ///< until SessionControl::stop; at most operands[0] times if that is not 0
    UntilEof,     ///< until a read in it returned 0; at most operands[0] times
    UntilError,   ///< until a call in it failed; at most operands[0] times
};

enum class DataKind : std::uint8_t {
    None,
    Bytes,    ///< dataLength bytes at dataOffset, again and again
    Sequence, ///< byte k that this step ever wrote is k mod dataLength (so order can be checked)
};

inline constexpr std::uint16_t noGate = 0xffff;

struct ProgramStep
{
    Operation operation = Operation::Call;
    LoopKind loop = LoopKind::Count;
    DataKind data = DataKind::None;
    bool paceOnce = false; ///< of a Repeat: its rounds count as one step for pace and hold
    bool collects = false; ///< "into": what it reads is kept in the collecting area
    bool renews = false;   ///< its condition must come true anew each time
    ChannelId makesChannel = noChannel;
    WorkerId child = noWorker; ///< of a fork: who goes on there
    CallId call = noCall;
    StepId step = noStep;
    std::uint16_t condition = noGate; ///< waits before it until this condition came true
    std::uint16_t sample = noGate;    ///< waits behind it until this sample was taken
    std::uint16_t makes = noVariable; ///< first variable that it fills
    std::uint32_t target = 0;
    std::uint32_t dataOffset = 0;
    std::uint32_t dataLength = 0;
    std::array<Operand, mostCallParameters> operands{};
};

/// Who a worker is.
enum class WorkerUser : std::uint8_t {
    Same,   ///< who started the session
    Unused, ///< a user that has no account and no process
    Plain,  ///< the same, without any capability
};

struct ProgramWorker
{
    std::uint32_t firstStep = 0; ///< absolute position
    std::uint32_t stepCount = 0;
    bool startedBySession = false; ///< else some fork starts it
    WorkerUser user = WorkerUser::Same;
    /// Its pace in per cent of the session's; a Constant or a Parameter. None: 100.
    Operand pace{};
    std::uint32_t stdinOffset = 0; ///< in the data: what its standard input gives
    std::uint32_t stdinLength = 0; ///< 0: it is left as it is
};

struct ProgramHeader
{
    static constexpr std::uint32_t magicNumber = 0x53495052; // "SIPR"
    static constexpr std::uint32_t currentVersion = 4;

    std::uint32_t magic = magicNumber;
    std::uint32_t version = currentVersion;
    std::uint32_t workerCount = 0;
    std::uint32_t stepCount = 0;   ///< all workers' and the by-hand ones
    std::uint32_t byHandFirst = 0; ///< steps from here on are made by hand, one at a gate
    std::uint32_t variableCount = 0;
    std::uint32_t dataBytes = 0;
    std::uint32_t nameCount = 0; ///< each with a NUL behind it, at the data's begin
    std::uint32_t callCount = 0; ///< of the table it was compiled against
    std::array<ProgramWorker, mostWorkers> workers{};
};
static_assert(
    std::is_trivially_copyable_v<ProgramHeader> && std::is_trivially_copyable_v<ProgramStep>);

/// The program's parts within its memory: header, steps, data.
class ProgramView
{
public:
    explicit ProgramView(std::span<const std::byte> memory) : m_memory(memory) {}

    const ProgramHeader &header() const
    {
        return *reinterpret_cast<const ProgramHeader *>(m_memory.data());
    }
    const ProgramStep &step(std::size_t position) const
    {
        return reinterpret_cast<const ProgramStep *>(m_memory.data()
                                                     + sizeof(ProgramHeader))[position];
    }
    const char *data() const
    {
        return reinterpret_cast<const char *>(m_memory.data() + sizeof(ProgramHeader)
                                              + header().stepCount * sizeof(ProgramStep));
    }

    /// The name of this number, below nameCount.
    const char *name(std::size_t number) const;

private:
    std::span<const std::byte> m_memory;
};

/// Is it the name of a file in a directory, or in one of those in it, which leads nowhere else?
bool isPlainName(std::string_view name);

/// The channel whose descriptor this by-hand step is about; noChannel: of none that a call makes.
ChannelId channelOfByHand(const ProgramView &program, std::uint32_t number);

/// Are all numbers in it within their bounds? A worker runs nothing else.
bool isValidProgram(std::span<const std::byte> memory);

} // namespace seeipc
