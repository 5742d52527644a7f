// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"
#include "scenario/scenario.h"
#include "session/handcall.h"
#include "session/waitsfor.h"
#include "ui/scene/focus.h"

#include <QString>

#include <optional>
#include <vector>

namespace seeipc {

/// Something that the user can do to the processes by hand, and what it will do, in words.
struct HandAction
{
    QString text;                   ///< what it does, and when
    std::optional<HandCall> call{}; ///< made by a worker; else `signal` is sent
    WorkerId worker = noWorker;     ///< who gets the signal
    int signal = 0;
    bool isAsked = false;     ///< it was asked for and waits for its worker; now it takes that back
    bool isAnySignal = false; ///< the user chooses which; `signal` is 0
    bool isTear = false;      ///< nothing is done: the picture goes to the next torn record
};

/// What can be done to the thing in focus now. Empty: nothing, or it is no more.
std::vector<HandAction> handActions(const Snapshot &live, const WaitsFor &waits,
                                    const Scenario &scenario, const Focus &focus);

/// What a signal will do to a process: "SIGUSR1: kills reader".
QString signalText(const ProcessSnapshot &process, const QString &name, int signal);

} // namespace seeipc
