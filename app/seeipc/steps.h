// SPDX-License-Identifier: MIT
#pragma once

#include "playstate.h"

#include <optional>
#include <string>
#include <string_view>

namespace seeipc {

/// Walking through a held play, one step of one process at a time.
class Steps
{
public:
    /// What the user's input asks for.
    enum class Wish { Nothing, Question, Step, End };

    struct Choice
    {
        Wish wish = Wish::Nothing;
        WorkerId worker = noWorker;
    };

    /// Brings the candidates up to date.
    void look(PlayState &state);
    /// Does everybody stand still after the last step, so that the next may be asked for?
    bool isSettled(const PlayState &state) const;

    /// A line of input, without its end: empty = the next step; a number or a name chooses.
    Choice takeLine(PlayState &state, std::string_view line);
    /// A key of a terminal: Enter, a digit, q.
    Choice takeKey(PlayState &state, char key);

private:
    Choice choose(PlayState &state, std::optional<std::size_t> position);

    std::optional<WorkerId> m_stepped; ///< made the last step
    std::int64_t m_callsBefore = 0;
    std::int64_t m_stepTime = 0;
};

/// "which process? 1 writer: write(4, buf, 4096), 2 reader: read(3, buf, 4096)".
std::string stepQuestion(const PlayState &state);

} // namespace seeipc
