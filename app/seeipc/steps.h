// SPDX-License-Identifier: MIT
#pragma once

#include "playstate.h"

#include <optional>
#include <string>
#include <string_view>

namespace seeipc {

/// Walking through a held play: one process at a time, to the next change or by one call.
class Steps
{
public:
    /// What the user's input asks for.
    enum class Wish { Nothing, Question, Run, Step, EndRun, End };

    struct Choice
    {
        Wish wish = Wish::Nothing;
        WorkerId worker = noWorker;
    };

    /// Brings the candidates up to date.
    void look(PlayState &state);
    /// Does everybody stand still after the last step, so that the next may be asked for?
    bool isSettled(const PlayState &state) const;

    /// A line of input, without its end: empty = to the next change, "." first = one call; a number
    /// or a name chooses.
    Choice takeLine(PlayState &state, std::string_view line);
    /// A key of a terminal: Enter or Space, ".", a digit, q. While a run goes on, Space, Enter or Esc
    /// ends it.
    Choice takeKey(PlayState &state, char key);

private:
    Choice choose(PlayState &state, std::optional<std::size_t> position);

    Wish m_wish = Wish::Run;           ///< what the answer to the question is for
    std::optional<WorkerId> m_stepped; ///< made the last step
    std::int64_t m_callsBefore = 0;
    std::int64_t m_stepTime = 0;
};

/// "which process goes on? 1 writer: write(4, buf, 4096), 2 reader: read(3, buf, 4096)".
std::string stepQuestion(const PlayState &state);

} // namespace seeipc
