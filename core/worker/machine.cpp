// SPDX-License-Identifier: MIT
#include "worker/machine.h"

#include "events/keptbytes.h"
#include "mechanisms/basic.h"
#include "mechanisms/registry.h"
#include "posix/uniquefd.h"
#include "posix/users.h"
#include "worker/leash.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>
#include <utility>

namespace seeipc {

namespace {

constexpr int brokenProgram = 120; ///< exit status of a worker that cannot go on
/// A pid that no process ever has: the kernel itself answers ESRCH. 0 and -1 would mean many.
constexpr std::int64_t nobody = std::numeric_limits<std::int32_t>::max();

std::uint32_t packed(CallId call, StepId step)
{
    return std::uint32_t{call} << 16 | step;
}

/// Has all of a worker's ring mapped now, where the kernel can (Linux 5.14): otherwise each page that
/// a record touches first is a fault in the middle of a demo.
void askForRing(const SharedArea &area, WorkerId worker)
{
    auto *start = reinterpret_cast<char *>(&area.control(worker)); // at a page's start
    const auto *end = reinterpret_cast<char *>(area.ring(worker) + area.session().ringSlots);
    ::madvise(start, static_cast<std::size_t>(end - start), MADV_POPULATE_WRITE);
}

/// What a demo writes into ordinary files stays small, whatever it does, and who is killed leaves no core.
void limitFiles()
{
    constexpr rlimit small{1 << 20, 1 << 20}; // bytes
    constexpr rlimit none{0, 0};
    if (::setrlimit(RLIMIT_FSIZE, &small) != 0 || ::setrlimit(RLIMIT_CORE, &none) != 0)
        ::_exit(brokenProgram);
}

/// The call's names as an event has them; how many bytes those are.
std::uint8_t namesOf(const CallInput &input, std::span<char> payload)
{
    std::size_t length = 0;
    for (const auto *name : input.names) {
        if (!name)
            continue;
        const std::string_view text(name);
        if (length > 0 && length < payload.size())
            payload[length++] = '\0';
        length += text.copy(payload.data() + length, payload.size() - length);
    }
    return static_cast<std::uint8_t>(length);
}

} // namespace

Machine::Machine(ProgramView program, SharedArea area, WorkerId worker, int leash)
    : m_program(program),
      m_area(area),
      m_leash(leash),
      m_stampKind(static_cast<StampKind>(area.session().stampKind))
{
    m_kept.resize(m_program.header().stepCount);
    void *scratch = ::mmap(nullptr, mostBytesPerCall, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (scratch == MAP_FAILED)
        ::_exit(brokenProgram);
    m_scratch = static_cast<char *>(scratch);
    become(worker);
}

/// Everything that is this worker's own; also the first thing that a fork's child does.
void Machine::become(WorkerId worker)
{
    for (std::size_t i = 0; m_line && i < mostVariables;
         ++i) // a child has its parent's descriptors
        m_area.line(worker).variables[i].store(m_line->variables[i].load());
    m_worker = worker;
    m_control = &m_area.control(worker);
    m_line = &m_area.line(worker);
    m_ring = RingWriter(m_area.ring(worker), m_area.session().ringSlots, &m_line->head);
    m_landmarks = LandmarkWriter(m_area.landmarks(worker), landmarkSlots, &m_line->landmarkHead);
    if (m_area.session().fillsRings != 0)
        askForRing(m_area, worker);
    m_position = m_program.header().workers[worker].firstStep;
    countSignalsIn(&m_line->handled, m_stampKind);
    m_depth = 0;
    m_stepsMade = m_control->stepsGranted.load(std::memory_order_acquire);
    m_sawEnd = m_sawError = false;
    if (armLeash(m_leash) != 0)
        ::_exit(brokenProgram);
    m_line->pid.store(::getpid(), std::memory_order_release);
}

/// A file that is at its start, as `program < file` gives one. No demo's descriptor is open yet.
void Machine::setStdin()
{
    const auto &worker = m_program.header().workers[m_worker];
    if (worker.stdinLength == 0)
        return;
    const UniqueFd file(::memfd_create("stdin", MFD_CLOEXEC));
    if (!file
        || ::write(file.get(), m_program.data() + worker.stdinOffset, worker.stdinLength)
               != static_cast<ssize_t>(worker.stdinLength)
        || ::lseek(file.get(), 0, SEEK_SET) != 0 || ::dup2(file.get(), STDIN_FILENO) < 0)
        ::_exit(brokenProgram);
}

/// Armed before: the leash is of the user that started the session.
void Machine::changeUser()
{
    const auto user = m_program.header().workers[m_worker].user;
    if (user == WorkerUser::Plain && !dropCapabilities())
        ::_exit(brokenProgram);
    if (user != WorkerUser::Unused)
        return;
    const auto uid = unusedUid();
    if (!uid || !becomeUser(*uid))
        ::_exit(brokenProgram);
}

void Machine::run()
{
    setStdin();
    limitFiles();
    changeUser();
    for (;;) {
        const auto &worker = m_program.header().workers[m_worker];
        if (m_position >= worker.firstStep + worker.stepCount)
            finish();
        const auto &step = m_program.step(m_position);
        switch (step.operation) {
        case Operation::Repeat: enterLoop(step); break;
        case Operation::RepeatEnd: endRound(step); break;
        case Operation::Skip: ++m_position; break;
        case Operation::Call:
            ++m_position; // before the call: a fork's child gets its own
            makeCall(step);
            break;
        }
    }
}

void Machine::enterLoop(const ProgramStep &step)
{
    if (m_depth == deepestLoop)
        ::_exit(brokenProgram);
    if (step.condition != noGate || (step.paceOnce && isPaced())) {
        const auto &first = m_program.step(m_position + 1);
        if (first.operation == Operation::Call)
            announce(first, resolve(first));
        passGate(step, step.paceOnce && isPaced() ? Toll::Step : Toll::None);
    }
    auto &loop = m_loops[m_depth++];
    loop.start = m_position;
    loop.rounds = 0;
    loop.most = static_cast<std::uint64_t>(
        std::max<std::int64_t>(0, valueOf(step.operands[0], step)));
    loop.paced = !step.paceOnce;
    m_sawEnd = m_sawError = false;
    ++m_position;
    if (isLoopOver(loop, step)) {
        --m_depth;
        m_position = step.target + 1;
    }
}

void Machine::endRound(const ProgramStep &step)
{
    auto &loop = m_loops[m_depth - 1];
    ++loop.rounds;
    if (isLoopOver(loop, m_program.step(step.target))) {
        --m_depth;
        ++m_position;
    } else {
        m_position = loop.start + 1;
    }
}

bool Machine::isLoopOver(const Loop &loop, const ProgramStep &step) const
{
    const bool isUsedUp = loop.rounds >= loop.most;
    switch (step.loop) {
    case LoopKind::Count: return isUsedUp;
    case LoopKind::UntilStopped:
        return (loop.most > 0 && isUsedUp)
               || m_area.session().stop.load(std::memory_order_relaxed) != 0;
    case LoopKind::UntilEof: return m_sawEnd || m_sawError || isUsedUp;
    case LoopKind::UntilError: return m_sawError || isUsedUp;
    }
    return true;
}

bool Machine::isPaced() const
{
    return std::all_of(m_loops.begin(), m_loops.begin() + static_cast<std::ptrdiff_t>(m_depth),
                       [](const Loop &loop) { return loop.paced; });
}

void Machine::makeCall(const ProgramStep &step)
{
    auto input = resolve(step);
    const bool mustLook = m_control->attention.load(std::memory_order_relaxed) != 0 && isPaced();
    if (mustLook || step.condition != noGate) {
        announce(step, input);
        passGate(step, isPaced() ? Toll::Step : Toll::None);
        input = resolve(step); // a parameter may have changed while we stood
    }
    announce(step, input);
    RingRecord record{};
    const auto outcome = perform(step, input, record);
    if (callAt(step.call).effect == Effect::Fork && outcome.result == 0 && outcome.error == 0) {
        become(step.child);
        return;
    }
    if (callAt(step.call).effect == Effect::Fork && outcome.error == 0) // known before it runs
        m_area.line(step.child)
            .pid.store(static_cast<std::int32_t>(outcome.result), std::memory_order_release);
    account(step, outcome, record);
    if (step.sample != noGate)
        waitForSample(step.sample);
}

void Machine::makeCallByHand(std::uint32_t number)
{
    const auto &header = m_program.header();
    if (number == freeCallByHand)
        makeFreeCallByHand();
    else if (number < header.stepCount - header.byHandFirst) {
        const auto &step = m_program.step(header.byHandFirst + number);
        auto input = resolve(step);
        if (const int fd = m_control->byHandFd.load(std::memory_order_acquire); fd >= 0)
            input.values[0] = fd;
        announce(step, input);
        RingRecord record{};
        account(step, perform(step, input, record), record);
    }
}

/// A call that no step of the program has: it counts as none.
void Machine::makeFreeCallByHand()
{
    ProgramStep step;
    step.call = static_cast<CallId>(m_control->handCall.load(std::memory_order_acquire));
    if (step.call >= callCount())
        return;
    for (std::size_t i = 0; i < m_control->handValues.size(); ++i)
        step.operands[i] = {OperandKind::Constant, 0,
                            m_control->handValues[i].load(std::memory_order_acquire)};
    const auto input = resolve(step);
    announce(step, input);
    RingRecord record{};
    account(step, perform(step, input, record), record);
}

/// A program that returned from main(): the same _exit(2), told like every other call.
void Machine::finish()
{
    ProgramStep step;
    step.call = findCall("_exit").value();
    step.operands[0].kind = OperandKind::Constant;
    makeCall(step);
    ::_exit(brokenProgram);
}

CallInput Machine::resolve(const ProgramStep &step)
{
    CallInput input;
    const auto parameters = callAt(step.call).parameters;
    std::size_t size = step.dataLength;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        input.values[i] = valueOf(step.operands[i], step);
        if (step.operands[i].kind == OperandKind::Name)
            input.names[i] = m_program.name(step.operands[i].index);
        if (parameters[i].type == ParameterType::Descriptor && input.values[i] == m_leash)
            input.values[i] = -1; // the demo's world has no such descriptor: EBADF
        if (parameters[i].type == ParameterType::Size) {
            input.values[i] = std::clamp<std::int64_t>(input.values[i], 0, mostBytesPerCall);
            size = static_cast<std::size_t>(input.values[i]);
        }
    }
    if (parameters.size() < mostCallParameters) // whose descriptor a path leads to
        input.values.back() = valueOf(step.operands.back(), step);
    input.buffer = m_scratch;
    if (step.data != DataKind::None) {
        input.data = dataFor(step, size);
        input.dataSize = size;
    }
    if (step.collects)
        chooseBuffer(step, input);
    return input;
}

std::int64_t Machine::valueOf(const Operand &operand, const ProgramStep &step) const
{
    switch (operand.kind) {
    case OperandKind::None: return 0;
    case OperandKind::Constant: return operand.constant;
    case OperandKind::Parameter:
        return m_area.session().parameters[operand.index].load(std::memory_order_relaxed);
    case OperandKind::Variable: return variable(m_worker, operand.index);
    case OperandKind::VariableOf:
        return variable(static_cast<WorkerId>(operand.constant), operand.index);
    case OperandKind::Pid: {
        const auto pid =
            m_area.line(static_cast<WorkerId>(operand.index)).pid.load(std::memory_order_acquire);
        return pid > 0 ? pid : nobody;
    }
    case OperandKind::Iteration:
        return m_depth > 0 ? static_cast<std::int64_t>(m_loops[m_depth - 1].rounds) : 0;
    case OperandKind::DataSize: return step.dataLength;
    case OperandKind::Name: return nameArgument(static_cast<NameId>(operand.index));
    }
    return 0;
}

/// For the steps to come that name what this one made.
void Machine::keepDescriptors(const ProgramStep &step, const CallOutcome &outcome)
{
    const auto keep = [&](std::size_t variable, std::int64_t fd) {
        m_line->variables[variable].store(static_cast<std::int32_t>(fd) + 1,
                                          std::memory_order_release);
    };
    const bool isPair = callAt(step.call).makesChannel;
    const bool isInitial = step.operands.back().kind == OperandKind::Constant;
    if (outcome.error == 0 || !isPair)
        keep(step.makes, isPair ? outcome.out[0] : outcome.result);
    if (outcome.error == 0 && isPair)
        keep(step.makes + 1U, outcome.out[1]);
    if (outcome.error != 0 && isPair && isInitial) { // the array still has what it had before
        keep(step.makes, step.operands[mostCallParameters - 2].constant);
        keep(step.makes + 1U, step.operands.back().constant);
    }
}

std::int64_t Machine::variable(WorkerId worker, std::uint32_t index) const
{
    return m_area.line(worker).variables[index].load(std::memory_order_acquire) - 1;
}

/// `size` bytes that begin where this step's last write ended (Sequence) or at its text's start.
const char *Machine::dataFor(const ProgramStep &step, std::size_t size)
{
    auto &data = keptOf(step);
    const bool isSequence = step.data == DataKind::Sequence;
    const std::size_t length = std::max<std::size_t>(1, step.dataLength);
    const std::size_t needed = size + (isSequence ? length : 0);
    for (std::size_t i = data.bytes.size(); i < needed; ++i) {
        data.bytes.push_back(isSequence        ? static_cast<char>(i % length)
                             : step.dataLength ? m_program.data()[step.dataOffset + i % length]
                                               : '\0');
    }
    return data.bytes.data() + (isSequence ? data.sent % length : 0);
}

void Machine::chooseBuffer(const ProgramStep &step, CallInput &input)
{
    const auto collected = m_line->collected.load(std::memory_order_relaxed);
    const auto room = m_area.session().collectBytes - collected;
    const auto parameters = callAt(step.call).parameters;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (parameters[i].type == ParameterType::Size
            && static_cast<std::uint64_t>(input.values[i]) <= room)
            input.buffer = m_area.collecting(m_worker) + collected;
    }
}

/// Released: who reads one of these words of a call also sees that the call before has returned.
void Machine::announce(const ProgramStep &step, const CallInput &input)
{
    m_line->callAndStep.store(packed(step.call, step.step), std::memory_order_release);
    m_line->argument0.store(static_cast<std::int32_t>(input.values[0]), std::memory_order_release);
    m_line->argument1.store(static_cast<std::int32_t>(input.values[1]), std::memory_order_release);
    m_line->argument2.store(static_cast<std::int32_t>(input.values[2]), std::memory_order_release);
    m_line->iteration.store(m_depth > 0 ? static_cast<std::uint32_t>(m_loops[m_depth - 1].rounds)
                                        : 0,
                            std::memory_order_release);
}

CallOutcome Machine::perform(const ProgramStep &step, const CallInput &input, RingRecord &record)
{
    const Call &call = callAt(step.call);
    const auto &session = m_area.session();
    const bool isRecording = session.recording.load(std::memory_order_relaxed) != 0;
    record.call = step.call;
    record.step = step.step;
    record.iteration = m_line->iteration.load(std::memory_order_relaxed);
    record.arguments = {static_cast<std::int32_t>(input.values[0]),
                        static_cast<std::int32_t>(input.values[1])};
    record.enteredStamp = isRecording ? stampNow(m_stampKind) : 0;
    m_line->enteredStamp.store(record.enteredStamp, std::memory_order_relaxed);
    m_line->enteredCount.store(m_line->head.load(std::memory_order_relaxed) + 1,
                               std::memory_order_release);
    if (call.effect == Effect::Exit) { // it will not come back to tell
        record.returnedStamp = record.enteredStamp;
        record.queuedBytes = -1;
        if (isRecording)
            tell(step, record);
        else
            m_line->head.fetch_add(1, std::memory_order_release);
    }
    auto outcome = call.perform(input);
    if (isRecording) {
        record.returnedStamp = stampNow(m_stampKind);
        record.queuedBytes = queuedBytesAfter(call, input, outcome);
        record.payloadLength = namesOf(input, record.payload);
        if (isTransfer(call.effect))
            outcome.out[0] = queuedBytesOf(input.values[1]);
    }
    return outcome;
}

void Machine::account(const ProgramStep &step, const CallOutcome &outcome, RingRecord &record)
{
    const Call &call = callAt(step.call);
    const bool hasFailed = outcome.error != 0;
    const auto moved = hasFailed ? 0 : static_cast<std::uint64_t>(outcome.result);
    m_sawError = hasFailed;
    if (call.effect == Effect::Read) {
        m_sawEnd = !hasFailed && outcome.result == 0;
        m_line->bytesRead.store(m_line->bytesRead.load(std::memory_order_relaxed) + moved,
                                std::memory_order_relaxed);
        if (step.collects && outcome.payload != m_scratch)
            m_line->collected.store(m_line->collected.load(std::memory_order_relaxed) + moved,
                                    std::memory_order_release);
    } else if (isTransfer(call.effect)) {
        m_sawEnd = !hasFailed && outcome.result == 0;
    } else if (call.effect == Effect::Write) {
        m_line->bytesWritten.store(m_line->bytesWritten.load(std::memory_order_relaxed) + moved,
                                   std::memory_order_relaxed);
        keptOf(step).sent += moved;
    }
    if (step.makes != noVariable)
        keepDescriptors(step, outcome);
    if (m_area.session().recording.load(std::memory_order_relaxed) == 0) {
        m_line->head.store(m_line->head.load(std::memory_order_relaxed) + 1,
                           std::memory_order_release);
        return;
    }
    record.result = outcome.result;
    record.error = outcome.error;
    record.out = outcome.out;
    if (call.effect == Effect::Read || call.effect == Effect::Write) {
        record.out[0] = static_cast<std::int64_t>(
            m_line->bytesRead.load(std::memory_order_relaxed));
        record.out[1] = static_cast<std::int64_t>(
            m_line->bytesWritten.load(std::memory_order_relaxed));
    }
    if (outcome.payload && moved > 0) {
        const auto capacity = record.payload.size();
        const auto first = call.effect == Effect::Read
                               ? firstKept({outcome.payload, moved}, capacity)
                               : 0;
        if (first > 0)
            record.out[2] = static_cast<std::int64_t>(first);
        record.payloadLength = static_cast<std::uint8_t>(
            std::min<std::uint64_t>(moved - first, capacity));
        std::memcpy(record.payload.data(), outcome.payload + first, record.payloadLength);
    }
    tell(step, record);
}

void Machine::tell(const ProgramStep &step, const RingRecord &record)
{
    if (isLandmark(step)) // first: who sees the record in the ring finds the landmark too
        m_landmarks.append({record, m_line->head.load(std::memory_order_relaxed),
                            m_line->bytesRead.load(std::memory_order_relaxed),
                            m_line->bytesWritten.load(std::memory_order_relaxed)});
    m_ring.append(record);
}

bool Machine::isLandmark(const ProgramStep &step)
{
    if (step.step == noStep) // by hand, or its end
        return true;
    switch (callAt(step.call).effect) {
    case Effect::None:
    case Effect::Read:
    case Effect::Write:
    case Effect::Tee:
    case Effect::Splice:
    case Effect::ReportCapacity: return !std::exchange(keptOf(step).isTold, true);
    default: return true;
    }
}

Machine::Kept &Machine::keptOf(const ProgramStep &step)
{
    return m_kept[static_cast<std::size_t>(&step - &m_program.step(0))];
}

/// The worker's own FIONREAD rides along at each call that moved something, or at every N-th.
std::int32_t Machine::queuedBytesAfter(const Call &call, const CallInput &input,
                                       const CallOutcome &outcome) const
{
    if (call.makesChannel)
        return queuedBytesOf(outcome.out[0]);
    if (call.effect == Effect::Read || call.effect == Effect::Write || isTransfer(call.effect)
        || call.isMadeByHand)
        return queuedBytesOf(input.values[0]);
    return input.names[0] && call.makesDescriptor ? queuedBytesOf(outcome.result) : -1;
}

std::int32_t Machine::queuedBytesOf(std::int64_t fd) const
{
    const auto every = m_area.session().queuedEvery.load(std::memory_order_relaxed);
    const bool isDue = every > 0 && m_line->head.load(std::memory_order_relaxed) % every == 0;
    int queued = -1;
    if (!isDue || ::ioctl(static_cast<int>(fd), FIONREAD, &queued) != 0)
        return -1;
    return queued;
}

} // namespace seeipc
