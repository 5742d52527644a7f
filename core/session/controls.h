// SPDX-License-Identifier: MIT
#pragma once

#include "events/ring.h"
#include "scenario/scenario.h"
#include "session/session.h"

#include <cstdint>
#include <vector>

namespace seeipc {

/// What workers are told: the words of the shared area that a session writes. One thread (the
/// observer's); a change is seen at each worker's next gate.
class Controls
{
public:
    /// `pace` is the one that the area's words tell already.
    Controls(SharedArea area, ProgramView program, Pace pace)
        : m_area(area), m_program(program), m_pace(pace)
    {}

    void setHeld(bool isHeld);
    bool isHeld() const;
    void grantStep(WorkerId worker);
    void setPace(Pace pace);
    void setParameter(std::size_t position, std::int64_t value);
    void setStopping();
    void openCondition(std::size_t condition);
    void endSample(std::size_t sample);
    /// Has the worker make a by-hand step at its next gate, on this descriptor of its own.
    void makeByHand(WorkerId worker, std::uint32_t number, int fd);
    /// The same of a call that the program has no step for; the first value is a descriptor of its own.
    void makeCallByHand(WorkerId worker, CallId call, const std::array<std::int64_t, 3> &values);
    bool hasByHand(WorkerId worker) const;
    /// Takes the by-hand step back from a worker. False: it has begun it.
    bool takeBack(WorkerId worker);
    /// Its by-hand step is done: it need not look at each call any more.
    void settle(WorkerId worker) { changed(worker); }
    /// FIONREAD at each call, however fast they come (else at every 64th at full speed).
    void askAlways();

    /// Keeps a worker at its gate while a descriptor of it is borrowed. False: it is at no gate.
    bool keepAtGate(WorkerId worker);
    void letGo(WorkerId worker);

    SharedArea area() const { return m_area; }

private:
    void changed(WorkerId worker);
    void allChanged();
    std::int64_t paceOf(WorkerId worker) const;

    SharedArea m_area;
    ProgramView m_program;
    Pace m_pace;
    bool m_asksAlways = false;
};

} // namespace seeipc
