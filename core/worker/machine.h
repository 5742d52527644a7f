// SPDX-License-Identifier: MIT
#pragma once

#include "events/ring.h"
#include "mechanisms/program.h"
#include "posix/clock.h"

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace seeipc {

/// The step machine of a worker: makes the calls of its program one after the other, each between
/// a gate and a record. A fork's child goes on in the same machine as another worker.
class Machine
{
public:
    /// `program` must be valid; both memories outlive the machine. `leash` is a descriptor.
    Machine(ProgramView program, SharedArea area, WorkerId worker, int leash);
    Machine(const Machine &) = delete;
    Machine &operator=(const Machine &) = delete;
    ~Machine() = default;

    /// Runs the worker to its end: it never returns.
    [[noreturn]] void run();

private:
    static constexpr std::size_t deepestLoop = 16;

    struct Loop
    {
        std::size_t start = 0;    ///< position of its Repeat
        std::uint64_t rounds = 0; ///< finished
        std::uint64_t most = 0;   ///< 0: no end by count
        bool paced = true;        ///< false: a round is no step of its own
    };

    /// What is kept of a step from one of its calls to the next.
    struct Kept
    {
        std::vector<char> bytes; ///< to send: `length` of them repeated to at least what was asked
        std::uint64_t sent = 0;  ///< of a Sequence
        bool isTold = false;     ///< made at least once, and recorded
    };

    void become(WorkerId worker);
    void enterLoop(const ProgramStep &step);
    void endRound(const ProgramStep &step);
    bool isLoopOver(const Loop &loop, const ProgramStep &step) const;
    bool isPaced() const;
    void makeCall(const ProgramStep &step);
    void makeCallByHand(std::uint32_t number);
    void makeFreeCallByHand();
    [[noreturn]] void finish();

    CallInput resolve(const ProgramStep &step);
    void setStdin();
    void changeUser();
    void keepDescriptors(const ProgramStep &step, const CallOutcome &outcome);
    std::int64_t variable(WorkerId worker, std::uint32_t index) const;
    std::int64_t valueOf(const Operand &operand, const ProgramStep &step) const;
    const char *dataFor(const ProgramStep &step, std::size_t size);
    void chooseBuffer(const ProgramStep &step, CallInput &input);
    void announce(const ProgramStep &step, const CallInput &input);

    /// What it costs to go on: a step of those granted and a pace, or nothing, so that only the condition
    /// is waited for.
    enum class Toll : std::uint8_t { Step, None };

    void passGate(const ProgramStep &step, Toll toll);
    Gate gateBefore(const ProgramStep &step, Toll toll, std::int64_t &timeout) const;
    void waitForSample(std::uint16_t sample);
    void standAt(Gate gate, std::uint32_t position, std::uint32_t seen, std::int64_t timeout);
    void leaveGate();

    CallOutcome perform(const ProgramStep &step, const CallInput &input, RingRecord &record);
    void account(const ProgramStep &step, const CallOutcome &outcome, RingRecord &record);
    void tell(const ProgramStep &step, const RingRecord &record);
    bool isLandmark(const ProgramStep &step);
    Kept &keptOf(const ProgramStep &step);
    std::int32_t queuedBytesAfter(const Call &call, const CallInput &input,
                                  const CallOutcome &outcome) const;
    std::int32_t queuedBytesOf(std::int64_t fd) const;

    ProgramView m_program;
    SharedArea m_area;
    int m_leash;
    WorkerId m_worker = noWorker;
    WorkerControl *m_control = nullptr;
    WorkerLine *m_line = nullptr;
    RingWriter m_ring;
    LandmarkWriter m_landmarks;
    StampKind m_stampKind;

    std::size_t m_position = 0;
    std::array<Loop, deepestLoop> m_loops{};
    std::size_t m_depth = 0;
    bool m_sawEnd = false;     ///< the last read returned 0
    bool m_sawError = false;   ///< the last call failed
    std::vector<Kept> m_kept;  ///< by program position
    char *m_scratch = nullptr; ///< mostBytesPerCall, untouched pages cost nothing
    std::int64_t m_lastStart = 0;
    std::uint32_t m_stepsMade = 0; ///< while held
};

} // namespace seeipc
