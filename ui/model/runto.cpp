// SPDX-License-Identifier: MIT
// SessionModel: may a process run to a line of its code?
#include "scenario/comingsteps.h"
#include "scenario/steptext.h"
#include "ui/model/sessionmodelimplementation.h"

namespace seeipc {

RunTo SessionModel::mayRunTo(WorkerId worker, StepId step) const
{
    const auto &my = *m_implementation;
    if (step == noStep)
        return RunTo::NoStep;
    if (!my.session || my.hasEnded || worker >= live().processes.size())
        return RunTo::Ended;
    const auto &process = live().processes[worker];
    if (process.isEnded())
        return RunTo::Ended;
    if (isRunningOn())
        return RunTo::RunsOn;
    switch (process.state) {
    case ProcessState::NotStarted: return RunTo::NotStarted;
    case ProcessState::Asleep: return RunTo::Asleep;
    case ProcessState::Stopped: return RunTo::Stopped;
    default: break;
    }
    const bool isAtGate = process.state == ProcessState::AtGate;
    if (isAtGate && process.gate == Gate::Condition)
        return RunTo::WaitsForDemo;
    const auto at = stepOfLine(process);
    if (at != endStep
        && (step == endStep
            || mayComeNext(ProgramView(my.program), my.scenario.value(), live(), step)))
        return RunTo::Possible;
    return isAtGate && at == step ? RunTo::ComesNext : RunTo::Passed;
}

} // namespace seeipc
