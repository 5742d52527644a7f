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
    enum class Kind : std::uint8_t {
        Close,     ///< a descriptor
        KillStuck, ///< `worker`, whose call never returns: it will close nothing any more
        Stop,      ///< SIGSTOP to it, or SIGCONT where that was done
        Kill,
        AnySignal, ///< the user chooses which; `signal` is 0
        Nonblocking,
        Packets,
        Smaller, ///< the capacity
        Larger,
        Tear, ///< nothing is done: the picture goes to the next torn record
    };

    Kind kind = Kind::Close;
    QString text;                   ///< what it does, and when
    std::optional<HandCall> call{}; ///< made by a worker; else `signal` is sent
    WorkerId worker = noWorker;     ///< who gets the signal, or is to make the call
    int signal = 0;
    Descriptor on{};      ///< the channel, its end and the descriptor, as far as it is about them
    bool isAsked = false; ///< it was asked for and waits for its worker; now it takes that back
    bool isOver = false;  ///< it was there and can no longer be done; `text` says why
};

/// Has it one place among the others, whatever its words are by now?
bool isSamePlace(const HandAction &one, const HandAction &other);

/// What can be done to the thing in focus now. Empty: nothing, or it is no more.
std::vector<HandAction> handActions(const Snapshot &live, const WaitsFor &waits,
                                    const Scenario &scenario, const Focus &focus);

/// What there was to do and what there is now: each stays in its place, one that can no longer be done is
/// over, and new ones follow.
std::vector<HandAction> inTheirPlaces(const std::vector<HandAction> &before,
                                      std::vector<HandAction> now, const Snapshot &live,
                                      const Scenario &scenario);

/// What has become of it, in words: "fd 4 of writer is closed".
QString overText(const HandAction &action, const Snapshot &live, const Scenario &scenario);

/// What a signal will do to a process: "SIGUSR1: kills reader".
QString signalText(const ProcessSnapshot &process, const QString &name, int signal);

} // namespace seeipc
