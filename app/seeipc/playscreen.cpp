// SPDX-License-Identifier: MIT
// A play on a terminal: a picture of the whole, redrawn in place.
#include "playstate.h"

#include "describe.h"
#include "posix/clock.h"
#include "scenario/words.h"
#include "session/messages.h"
#include "session/narrator.h"
#include "session/waitsfor.h"
#include "steps.h"
#include "terminal.h"

#include <algorithm>
#include <cstdio>

namespace seeipc {

namespace {

constexpr std::int64_t interval = 50'000'000; ///< nanoseconds between two pictures
constexpr std::int64_t ageing = 500'000'000;  ///< a picture shows how old its numbers are
constexpr std::size_t mostCells = 32;
constexpr std::size_t mostTitle = 200; ///< bytes; of a stranger's file

enum class Colour { Plain, Bold, Dim, Asleep, Held, Killed, Filled };

const char *codeOf(Colour colour)
{
    switch (colour) {
    case Colour::Plain: return "";
    case Colour::Bold: return "\x1b[1m";
    case Colour::Dim: return "\x1b[2m";
    case Colour::Asleep: return "\x1b[33m";
    case Colour::Held: return "\x1b[36m";
    case Colour::Killed: return "\x1b[31m";
    case Colour::Filled: return "\x1b[32m";
    }
    return "";
}

Colour colourOf(const ProcessSnapshot &process)
{
    switch (process.state) {
    case ProcessState::Asleep: return Colour::Asleep;
    case ProcessState::AtGate: return process.gate == Gate::Held ? Colour::Held : Colour::Dim;
    case ProcessState::Killed: return Colour::Killed;
    case ProcessState::NotStarted:
    case ProcessState::Zombie:
    case ProcessState::Exited: return Colour::Dim;
    default: return Colour::Plain;
    }
}

/// A piece of a line in one colour.
struct Piece
{
    std::string text;
    Colour colour = Colour::Plain;
};
using Line = std::vector<Piece>;

class Screen final : public PlayOutput
{
public:
    void begin(const PlayState &) override {}
    void tell(const PlayState &, const Event &) override { m_isDirty = true; }
    void ask(const PlayState &) override { m_isDirty = true; }

    void settle(const PlayState &state) override
    {
        const auto now = monotonicNanoseconds();
        const bool isDue = now - m_drawn >= (m_isDirty ? interval : ageing);
        if (isDue)
            draw(state);
    }

    int dueIn() const override
    {
        const auto left = m_drawn + (m_isDirty ? interval : ageing) - monotonicNanoseconds();
        return static_cast<int>(std::max<std::int64_t>(0, left) / 1'000'000) + 1;
    }

    void end(const PlayState &state) override
    {
        m_isEnded = true;
        draw(state);
    }

    /// Lines that were drawn may have been broken by the new width: they are left above.
    void refresh() override
    {
        const auto columns = terminalSize().columns;
        std::size_t rows = 0;
        for (const auto width : m_widths)
            rows += std::max<std::size_t>(1, (width + columns - 1) / columns);
        m_rowsUp = rows;
        m_isDirty = true;
    }

private:
    void draw(const PlayState &state)
    {
        m_size = terminalSize();
        m_hasColours = hasColours();
        std::vector<Line> lines = picture(state);
        if (lines.size() + 1 > m_size.rows)
            lines.resize(std::max<std::size_t>(1, m_size.rows - 1));
        std::string text = m_rowsUp > 0 ? "\x1b[" + std::to_string(m_rowsUp) + "A\r" : "";
        m_widths.clear();
        for (const auto &line : lines)
            text += drawn(line) + "\x1b[K\n";
        text += "\x1b[J";
        m_rowsUp = lines.size();
        std::fwrite(text.data(), 1, text.size(), stdout);
        std::fflush(stdout);
        m_drawn = monotonicNanoseconds();
        m_isDirty = false;
    }

    std::vector<Line> picture(const PlayState &state) const
    {
        const auto &scenario = state.scenario();
        std::vector<Line> lines;
        lines.push_back({{scenario.id + "  ", Colour::Bold},
                         {shown(scenario.title.in(state.language), mostTitle), Colour::Plain}});
        for (std::size_t i = 0; i < state.snapshot.channels.size(); ++i)
            addChannel(lines, state, i);
        std::size_t nameColumns = 0;
        for (const auto &worker : scenario.workers)
            nameColumns = std::max(nameColumns, displayWidth(worker.name));
        for (std::size_t i = 0; i < state.snapshot.processes.size(); ++i)
            lines.push_back(processLine(state, i, nameColumns));
        const auto caption = narrate(scenario, state.snapshot, waitsFor(state.snapshot),
                                     state.language);
        lines.push_back({});
        addWrapped(lines, caption.what, Colour::Bold);
        addWrapped(lines, caption.why, Colour::Plain);
        if (!m_isEnded) {
            lines.push_back({});
            addWrapped(lines, hint(state), Colour::Dim);
        }
        return lines;
    }

    void addChannel(std::vector<Line> &lines, const PlayState &state, std::size_t position) const
    {
        const auto &channel = state.snapshot.channels[position];
        if (!channel.exists)
            return;
        const auto name = state.scenario().channels[position].name + " ";
        if (channel.gone) {
            lines.push_back(
                {{name + seeipc::tell(Message::ChannelGone, state.language), Colour::Dim}});
            return;
        }
        const auto text = fillText(channel, state.session->now(), state.language);
        const auto bar = barOf(channel);
        lines.push_back(
            {{name, Colour::Plain}, {bar, Colour::Filled}, {" " + text, Colour::Plain}});
        const bool isTooLong = displayWidth(name) + displayWidth(bar) + displayWidth(text) + 1
                               > m_size.columns;
        if (isTooLong) {
            lines.back().pop_back();
            addWrapped(lines, text, Colour::Plain);
        }
    }

    /// A cell per slot, or per several where there are many: full, in use, free.
    std::string barOf(const ChannelSnapshot &channel) const
    {
        const auto &slots = channel.slots;
        const auto count = slots.slotCount();
        if (channel.queued.isRefused())
            return "[" + std::string(std::min(count, mostCells), '?') + "]";
        const auto room = std::max<std::size_t>(4, std::min(mostCells, m_size.columns / 3));
        const auto cells = std::min(count, room);
        std::string bar = "[";
        for (std::size_t i = 0; i < cells; ++i) {
            const auto first = i * count / cells;
            const auto used = usedSlots(channel);
            bar += first < used ? "█" : "░";
        }
        return bar + "]";
    }

    Line processLine(const PlayState &state, std::size_t position, std::size_t nameColumns) const
    {
        const auto &process = state.snapshot.processes[position];
        const auto &name = state.scenario().workers[position].name;
        constexpr std::size_t stateColumns = 38;
        constexpr std::size_t pidColumns = 7;
        const auto pid = process.pid == 0 ? std::string() : std::to_string(process.pid);
        const auto doing = padded(stateText(process, state.language), stateColumns);
        const auto used = nameColumns + 2 + pidColumns + 1 + displayWidth(doing) + 1;
        const auto room = m_size.columns > used ? m_size.columns - used : 0;
        return {{padded(name, nameColumns) + "  ", Colour::Bold},
                {padded(pid, pidColumns) + " ", Colour::Dim},
                {doing + " ", colourOf(process)},
                {sumsThatFit(process, room, state.language), Colour::Dim}};
    }

    /// Half a number would be another number: what does not fit is left out whole.
    static std::string sumsThatFit(const ProcessSnapshot &process, std::size_t room,
                                   Language language)
    {
        if (process.pid == 0)
            return {};
        for (const auto &sums : {sumsText(process, language), callsText(process.calls, language)}) {
            if (displayWidth(sums) <= room)
                return sums;
        }
        return {};
    }

    std::string hint(const PlayState &state) const
    {
        if (state.isAsking)
            return stepQuestion(state);
        if (state.candidates.empty())
            return seeipc::tell(state.snapshot.held ? Message::HintHeld : Message::HintPlay,
                                state.language);
        const auto worker = state.candidates.front();
        if (state.candidates.size() > 1)
            return seeipc::tell(Message::HintSteps, state.language);
        return seeipc::tell(Message::HintStep, state.language,
                            {state.scenario().workers[worker].name,
                             currentCallText(state.snapshot.processes[worker])});
    }

    void addWrapped(std::vector<Line> &lines, const std::string &text, Colour colour) const
    {
        for (auto &line : wrapped(text, m_size.columns))
            lines.push_back({{std::move(line), colour}});
    }

    /// Cut to the width of the terminal.
    std::string drawn(const Line &line)
    {
        std::string text;
        std::size_t left = m_size.columns;
        for (const auto &piece : line) {
            const auto part = cut(piece.text, left);
            left -= displayWidth(part);
            const bool isColoured = m_hasColours && piece.colour != Colour::Plain && !part.empty();
            text += isColoured ? codeOf(piece.colour) + part + "\x1b[0m" : part;
        }
        m_widths.push_back(m_size.columns - left);
        return text;
    }

    TerminalSize m_size;
    bool m_hasColours = false;
    bool m_isDirty = true;
    bool m_isEnded = false;
    std::int64_t m_drawn = 0;          ///< when; CLOCK_MONOTONIC
    std::size_t m_rowsUp = 0;          ///< the picture begins so many rows above the cursor
    std::vector<std::size_t> m_widths; ///< of the lines as they were drawn
};

} // namespace

std::unique_ptr<PlayOutput> playOnTerminal()
{
    return std::make_unique<Screen>();
}

} // namespace seeipc
