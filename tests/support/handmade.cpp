// SPDX-License-Identifier: MIT
#include "support/handmade.h"

#include "mechanisms/registry.h"
#include "posix/clock.h"
#include "posix/futex.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace seeipc::handmade {

Operand number(std::int64_t value)
{
    return {OperandKind::Constant, 0, value};
}

Operand parameter(std::uint32_t position)
{
    return {OperandKind::Parameter, position, 0};
}

Operand variable(std::uint32_t position)
{
    return {OperandKind::Variable, position, 0};
}

Operand pidOf(WorkerId worker)
{
    return {OperandKind::Pid, worker, 0};
}

Step call(std::string_view name, std::initializer_list<Operand> operands)
{
    Step made;
    made.step.call = callNamed(name);
    std::copy(operands.begin(), operands.end(), made.step.operands.begin());
    return made;
}

Step pipeCall(std::uint16_t makes)
{
    auto made = call("pipe");
    made.step.makes = makes;
    made.step.makesChannel = 0;
    return made;
}

Step forkCall(WorkerId child)
{
    auto made = call("fork", {number(child)});
    made.step.child = child;
    return made;
}

Step writeText(Operand fd, const std::string &text)
{
    auto made = call("write", {fd, {OperandKind::DataSize, 0, 0}});
    made.step.data = DataKind::Bytes;
    made.text = text;
    return made;
}

Step writeSequence(Operand fd, Operand size, std::uint32_t period)
{
    auto made = call("write", {fd, size});
    made.step.data = DataKind::Sequence;
    made.step.dataLength = period;
    return made;
}

Step readCall(Operand fd, std::int64_t size, bool collects)
{
    auto made = call("read", {fd, number(size)});
    made.step.collects = collects;
    return made;
}

Step exitCall(std::int64_t status)
{
    return call("_exit", {number(status)});
}

Steps together(std::initializer_list<Steps> parts)
{
    Steps all;
    for (const auto &part : parts) {
        const auto offset = static_cast<std::uint32_t>(all.size());
        for (auto step : part) {
            step.step.target += step.step.operation == Operation::Call ? 0 : offset;
            all.push_back(step);
        }
    }
    return all;
}

Steps repeat(LoopKind kind, Operand most, const Steps &body, bool paceOnce)
{
    Step begin;
    begin.step.operation = Operation::Repeat;
    begin.step.loop = kind;
    begin.step.paceOnce = paceOnce;
    begin.step.operands[0] = most;
    begin.step.target = static_cast<std::uint32_t>(body.size()) + 1;
    Step end;
    end.step.operation = Operation::RepeatEnd;
    auto all = together({{begin}, body});
    all.push_back(end);
    return all;
}

Program &Program::worker(const Steps &steps, bool startedBySession)
{
    auto &worker = m_header.workers[m_header.workerCount++];
    worker.firstStep = static_cast<std::uint32_t>(m_steps.size());
    worker.stepCount = static_cast<std::uint32_t>(steps.size());
    worker.startedBySession = startedBySession;
    add(steps);
    m_header.byHandFirst = static_cast<std::uint32_t>(m_steps.size());
    return *this;
}

Program &Program::byHand(const Steps &steps)
{
    m_header.byHandFirst = static_cast<std::uint32_t>(m_steps.size());
    add(steps);
    return *this;
}

void Program::add(const Steps &steps)
{
    const auto first = static_cast<std::uint32_t>(m_steps.size());
    for (auto [step, text] : steps) {
        if (step.operation == Operation::Call)
            step.step = m_nextStep++;
        else
            step.target += first;
        if (!text.empty()) {
            step.dataOffset = static_cast<std::uint32_t>(m_data.size());
            step.dataLength = static_cast<std::uint32_t>(text.size());
            m_data += text;
        }
        m_steps.push_back(step);
    }
}

std::vector<std::byte> Program::bytes() const
{
    auto header = m_header;
    header.stepCount = static_cast<std::uint32_t>(m_steps.size());
    header.variableCount = 16;
    header.dataBytes = static_cast<std::uint32_t>(m_data.size());
    header.callCount = static_cast<std::uint32_t>(callCount());
    std::vector<std::byte> all(sizeof header + m_steps.size() * sizeof(ProgramStep)
                               + m_data.size());
    std::memcpy(all.data(), &header, sizeof header);
    if (!m_steps.empty())
        std::memcpy(all.data() + sizeof header, m_steps.data(),
                    m_steps.size() * sizeof(ProgramStep));
    if (!m_data.empty())
        std::memcpy(all.data() + all.size() - m_data.size(), m_data.data(), m_data.size());
    return all;
}

Bench::Bench(std::vector<std::byte> compiled, std::size_t ringSlots, std::size_t collectBytes)
    : m_program(std::move(compiled))
{
    assert(isValidProgram(m_program));
    int ends[2] = {-1, -1};
    const int made = ::pipe2(ends, O_CLOEXEC);
    assert(made == 0);
    (void)made;
    m_leashRead.reset(ends[0]);
    m_leashWrite.reset(ends[1]);
    m_programFd = std::move(*createSealedFile("program", m_program.data(), m_program.size()));
    const auto workers = this->program().header().workerCount;
    const auto size = SharedArea::bytesNeeded(workers, ringSlots, collectBytes);
    m_areaFd = std::move(*createMemoryFile("area", size));
    m_memory = std::move(*Mapping::create(m_areaFd.get(), size, Mapping::Access::ReadWrite));
    area().layOut(workers, ringSlots, collectBytes, static_cast<std::uint32_t>(bestStampKind()));
    area().session().fillsRings = 1;
    area().session().recording.store(1);
    area().session().queuedEvery.store(1);
    for (std::size_t i = 0; i < workers; ++i) {
        const auto worker = static_cast<WorkerId>(i);
        m_readers.emplace_back(area().ring(worker), static_cast<std::uint32_t>(ringSlots),
                               &area().line(worker).head);
    }
}

Process Bench::start(WorkerId worker)
{
    auto process = Process::spawn({.program = workerProgram(),
                                   .arguments = {"worker", std::to_string(worker)},
                                   .fds = {m_leashRead.get(), m_areaFd.get(), m_programFd.get()}});
    assert(process);
    return std::move(*process);
}

std::vector<RingRecord> Bench::records(WorkerId worker)
{
    std::vector<RingRecord> all;
    std::uint64_t lost = 0;
    RingRecord record{};
    while (m_readers[worker].next(record, lost))
        all.push_back(record);
    assert(lost == 0);
    return all;
}

void Bench::wake(WorkerId worker)
{
    auto &control = area().control(worker);
    control.wake.fetch_add(1);
    futexWakeAll(control.wake);
}

void Bench::hold(bool isHeld)
{
    area().session().held.store(isHeld ? 1 : 0);
    for (std::size_t i = 0; i < program().header().workerCount; ++i) {
        area().control(static_cast<WorkerId>(i)).attention.store(isHeld ? 1 : 0);
        wake(static_cast<WorkerId>(i));
    }
}

std::string workerProgram()
{
    const char *directory = ::getenv("SEEIPC_BIN"); // before any thread
    return (directory ? std::string(directory) : std::string("bin")) + "/seeipc-worker";
}

CallId callNamed(std::string_view name)
{
    const auto id = findCall(name);
    assert(id);
    return *id;
}

} // namespace seeipc::handmade
