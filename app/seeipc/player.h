// SPDX-License-Identifier: MIT
#pragma once

#include "playstate.h"
#include "programfacts.h"
#include "session/session.h"
#include "signals.h"
#include "standstill.h"
#include "steps.h"
#include "terminal.h"

#include <memory>
#include <string>
#include <string_view>

namespace seeipc {

struct PlayOptions
{
    SessionOptions session;
    bool isStepping = false;
    bool isJson = false;
};

/// One play, from the first process to the last line.
class Play
{
public:
    Play(PlayOptions options, Language language);

    int run();

private:
    void prepare();
    void wait();
    void takeSignals();
    void takeEvents();
    void show(const Event &event);
    void takeInput();
    void takeBytes(std::string_view bytes);
    void takeSteps();
    void act(Steps::Choice choice);
    void pressKey(char key);
    void lookForEnd();
    bool mayRead() const;
    int close();

    PlayOptions m_options;
    ProgramFacts m_facts;
    bool m_isWatched;  ///< by a person at a terminal: it goes on until that person ends it
    Signals m_signals; // before the session, which has a thread
    std::unique_ptr<Session> m_session;
    std::unique_ptr<PlayOutput> m_output;
    std::unique_ptr<RawKeys> m_keys;
    PlayState m_state;
    Attendance m_seen;
    Steps m_steps;
    std::string m_input; ///< lines of steps that were not taken yet
    bool m_isInputOpen = true;
    bool m_isOver = false;
    bool m_isFinishing = false;
    std::optional<Error> m_refusal; ///< the demo could not start its processes
    std::int64_t m_shown = 0;
    int m_endingSignal = 0;
};

} // namespace seeipc
