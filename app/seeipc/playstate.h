// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"
#include "scenario/scenario.h"
#include "scenario/text.h"
#include "session/session.h"

#include <memory>
#include <string>
#include <vector>

namespace seeipc {

/// A play as it stands: what its outputs show.
struct PlayState
{
    const Session *session = nullptr;
    Snapshot snapshot;
    Language language = Language::English;
    std::vector<WorkerId> candidates; ///< with --step: who can make the next one
    bool isAsking = false;            ///< which of them is being asked
    std::string unknown;              ///< the last answer to that, where it names no process
    WorkerId runner = noWorker;       ///< who runs on to the next change, or did up to here
    std::int64_t hidden = 0;          ///< events that were not shown
    bool isStuck = false;             ///< nobody can wake anybody any more

    const Scenario &scenario() const { return session->scenario(); }
};

/// How a play shows itself. One for the terminal, one for a pipe, one for programs.
class PlayOutput
{
public:
    PlayOutput() = default;
    virtual ~PlayOutput() = default;
    PlayOutput(const PlayOutput &) = delete;
    PlayOutput &operator=(const PlayOutput &) = delete;

    virtual void begin(const PlayState &state) = 0;
    /// An event, already folded into the snapshot.
    virtual void tell(const PlayState &state, const Event &event) = 0;
    /// For now there is nothing more.
    virtual void settle(const PlayState &state) = 0;
    /// Milliseconds until settle() wants to be called again; -1: only after events.
    virtual int dueIn() const { return -1; }
    /// Which process is to make the next step?
    virtual void ask(const PlayState &state) = 0;
    /// Is there nothing on it that must still be read? Asked once the demo has ended by itself.
    virtual bool mayEnd() const { return true; }
    virtual void end(const PlayState &state) = 0;
    /// The terminal has another size.
    virtual void refresh() {}
    /// The terminal is ours again: others have written on it.
    virtual void resume() {}
};

std::unique_ptr<PlayOutput> playOnTerminal();
std::unique_ptr<PlayOutput> playAsLines(const Scenario &scenario,
                                        const std::vector<ParameterValue> &parameters);
std::unique_ptr<PlayOutput> playAsJson();

} // namespace seeipc
