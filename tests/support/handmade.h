// SPDX-License-Identifier: MIT
#pragma once

#include "events/ring.h"
#include "mechanisms/program.h"
#include "posix/mapping.h"
#include "posix/process.h"
#include "posix/uniquefd.h"

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace seeipc::handmade {

/// A step of a program that a test writes by hand.
struct Step
{
    ProgramStep step;
    std::string text; ///< its data
};
using Steps = std::vector<Step>;

Operand number(std::int64_t value);
Operand parameter(std::uint32_t position);
Operand variable(std::uint32_t position);
Operand pidOf(WorkerId worker);

Step call(std::string_view name, std::initializer_list<Operand> operands = {});
/// pipe(2) into variables `makes` and `makes` + 1, as channel 0.
Step pipeCall(std::uint16_t makes = 0);
Step forkCall(WorkerId child);
Step writeText(Operand fd, const std::string &text);
/// Writes of `size` bytes; byte k of all that is written is k mod `period`.
Step writeSequence(Operand fd, Operand size, std::uint32_t period = 251);
Step readCall(Operand fd, std::int64_t size, bool collects = false);
Step exitCall(std::int64_t status);
/// The steps in one list, loops as they come.
Steps together(std::initializer_list<Steps> parts);
Steps repeat(LoopKind kind, Operand most, const Steps &body, bool paceOnce = false);

/// A flat program: workers in the order in which they are added.
class Program
{
public:
    Program &worker(const Steps &steps, bool startedBySession = true);
    /// Steps that are made by hand, after all workers.
    Program &byHand(const Steps &steps);
    std::vector<std::byte> bytes() const;

private:
    void add(const Steps &steps);

    ProgramHeader m_header;
    std::vector<ProgramStep> m_steps;
    std::string m_data;
    StepId m_nextStep = 0;
};

/// The shared memory, the leash and the program that real workers run on, without any steward.
class Bench
{
public:
    explicit Bench(const Program &program, std::size_t ringSlots = 4096,
                   std::size_t collectBytes = 65536)
        : Bench(program.bytes(), ringSlots, collectBytes)
    {}
    /// A program that was compiled.
    Bench(std::vector<std::byte> program, std::size_t ringSlots, std::size_t collectBytes);

    SharedArea area() const { return SharedArea(m_memory.data()); }
    ProgramView program() const { return ProgramView(m_program); }
    /// Starts the real seeipc-worker as this worker.
    Process start(WorkerId worker);
    void releaseLeash() { m_leashWrite.reset(); }
    int leash() const { return m_leashRead.get(); }

    /// Takes every record that the worker has written so far; fails the assertion on a loss.
    std::vector<RingRecord> records(WorkerId worker);
    /// Changes a word of the worker's and wakes it.
    void wake(WorkerId worker);
    void hold(bool isHeld);

private:
    std::vector<std::byte> m_program;
    UniqueFd m_leashRead;
    UniqueFd m_leashWrite;
    UniqueFd m_programFd;
    UniqueFd m_areaFd;
    Mapping m_memory;
    std::vector<RingReader> m_readers;
};

/// The path of seeipc-worker of this build.
std::string workerProgram();

/// The call of this name.
CallId callNamed(std::string_view name);

} // namespace seeipc::handmade
