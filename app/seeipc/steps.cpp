// SPDX-License-Identifier: MIT
#include "steps.h"

#include "describe.h"
#include "session/eventtext.h"
#include "session/messages.h"

#include <algorithm>
#include <charconv>

namespace seeipc {

namespace {

constexpr std::int64_t patience = 2'000'000'000; ///< nanoseconds; a step may go on for long

bool standsStill(const ProcessSnapshot &process)
{
    return process.state != ProcessState::Running;
}

} // namespace

void Steps::look(PlayState &state)
{
    state.candidates.clear();
    if (state.runner != noWorker) {
        m_stepTime = state.session->now();
        return;
    }
    for (std::size_t i = 0; i < state.snapshot.processes.size(); ++i) {
        const auto &process = state.snapshot.processes[i];
        if (process.state == ProcessState::AtGate && process.gate == Gate::Held)
            state.candidates.push_back(static_cast<WorkerId>(i));
    }
}

bool Steps::isSettled(const PlayState &state) const
{
    const auto &processes = state.snapshot.processes;
    const bool isAnyStarted = std::any_of(processes.begin(), processes.end(),
                                          [](const auto &process) { return process.pid != 0; });
    if (!isAnyStarted || state.runner != noWorker)
        return false;
    if (m_stepped && state.session->now() - m_stepTime > patience)
        return true;
    if (m_stepped) {
        const auto &process = processes[*m_stepped];
        const bool hasMoved = process.calls > m_callsBefore || process.state == ProcessState::Asleep
                              || process.isEnded();
        if (!hasMoved)
            return false;
    }
    return std::all_of(processes.begin(), processes.end(), standsStill);
}

Steps::Choice Steps::choose(PlayState &state, std::optional<std::size_t> position)
{
    if (state.candidates.empty())
        return {};
    const bool mustAsk = !position && state.candidates.size() > 1 && !state.isAsking;
    state.isAsking = mustAsk;
    if (mustAsk)
        return {Wish::Question, noWorker};
    const auto worker = state.candidates[position.value_or(0)];
    m_stepped = worker;
    m_callsBefore = state.snapshot.processes[worker].calls;
    m_stepTime = state.session->now();
    return {m_wish, worker};
}

Steps::Choice Steps::takeLine(PlayState &state, std::string_view line)
{
    while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
        line.remove_suffix(1);
    state.unknown.clear();
    if (line == "q")
        return {Wish::End, noWorker};
    const bool isOneCall = !line.empty() && line[0] == '.';
    if (isOneCall)
        line.remove_prefix(std::min(line.size(), line.find_first_not_of(' ', 1)));
    if (isOneCall || !state.isAsking)
        m_wish = isOneCall ? Wish::Step : Wish::Run;
    if (line.empty())
        return choose(state, std::nullopt);
    std::size_t number = 0;
    const auto [end, code] = std::from_chars(line.data(), line.data() + line.size(), number);
    const bool isNumber = code == std::errc{} && end == line.data() + line.size();
    for (std::size_t i = 0; i < state.candidates.size(); ++i) {
        const auto &name = state.scenario().workers[state.candidates[i]].name;
        if (name == line || (isNumber && number == i + 1))
            return choose(state, i);
    }
    state.isAsking = true;
    state.unknown = line;
    return {Wish::Question, noWorker};
}

Steps::Choice Steps::takeKey(PlayState &state, char key)
{
    constexpr char escape = '\x1b';
    const bool isGo = key == '\n' || key == '\r' || key == ' ';
    if (state.runner != noWorker && key != 'q')
        return {isGo || key == escape ? Wish::EndRun : Wish::Nothing, noWorker};
    if (isGo)
        return takeLine(state, "");
    if (key == 'q' || key == '.' || (key >= '1' && key <= '9'))
        return takeLine(state, {&key, 1});
    return {};
}

std::string stepQuestion(const PlayState &state)
{
    constexpr std::size_t most = 40; // of what was typed instead
    const auto before = state.unknown.empty() ? std::string() : quoted(state.unknown, most) + "? ";
    std::string rows;
    for (std::size_t i = 0; i < state.candidates.size(); ++i) {
        const auto worker = state.candidates[i];
        rows += (i == 0 ? "" : "  ") + std::to_string(i + 1) + " "
                + state.scenario().workers[worker].name + ": "
                + currentCallText(state.snapshot.processes[worker]);
    }
    return before + tell(Message::StepQuestion, state.language, {rows});
}

} // namespace seeipc
