// SPDX-License-Identifier: MIT
// A play on a terminal: a picture of the whole, redrawn in place.
#include "playpicture.h"
#include "playstate.h"

#include "posix/clock.h"
#include "session/narrator.h"
#include "session/waitsfor.h"
#include "terminal.h"

#include <algorithm>
#include <cstdio>

namespace seeipc {

namespace {

constexpr std::int64_t interval = 50'000'000;  ///< nanoseconds between two pictures
constexpr std::int64_t ageing = 500'000'000;   ///< a picture shows how old its numbers are
constexpr std::int64_t readable = 250'000'000; ///< a caption stays at least, as in the window
constexpr int mostTold = 32; ///< events of one look that are each asked for their caption

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

class Screen final : public PlayOutput
{
public:
    void begin(const PlayState &) override {}
    /// What is true for a moment only is told too, if the last words could be read.
    void tell(const PlayState &state, const Event &event) override
    {
        m_isDirty = true;
        if (event.kind == EventKind::HoldChanged)
            m_told = 0; // that is the user's hand: it is answered at once
        if (++m_toldEvents <= mostTold)
            caption(state);
    }
    void ask(const PlayState &) override { m_isDirty = true; }

    void settle(const PlayState &state) override
    {
        m_toldEvents = 0;
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

    bool mayEnd() const override { return monotonicNanoseconds() - m_told >= readable; }

    void end(const PlayState &state) override
    {
        m_isEnded = true;
        m_told = 0;
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

    /// What stands on it is left alone.
    void resume() override
    {
        m_rowsUp = 0;
        m_isDirty = true;
    }

private:
    /// Brings the caption up to date, but not before the last one could be read.
    void caption(const PlayState &state)
    {
        const auto now = monotonicNanoseconds();
        if (now - m_told < readable) {
            m_hasMoreToTell = true;
            return;
        }
        m_hasMoreToTell = false;
        auto caption = narrate(state.scenario(), state.snapshot, waitsFor(state.snapshot),
                               state.language);
        if (caption == m_caption)
            return;
        m_caption = std::move(caption);
        m_told = now;
    }

    void draw(const PlayState &state)
    {
        m_size = terminalSize();
        m_hasColours = hasColours();
        caption(state);
        const auto lines = pictureOf(state, m_caption, m_size, m_isEnded);
        std::string text = m_rowsUp > 0 ? "\x1b[" + std::to_string(m_rowsUp) + "A\r" : "";
        m_widths.clear();
        for (const auto &line : lines)
            text += drawn(line) + "\x1b[K\n";
        text += "\x1b[J";
        m_rowsUp = lines.size();
        std::fwrite(text.data(), 1, text.size(), stdout);
        std::fflush(stdout);
        m_drawn = monotonicNanoseconds();
        m_isDirty = m_hasMoreToTell;
    }

    /// Cut to the width of the terminal.
    std::string drawn(const PictureLine &line)
    {
        std::string text;
        std::size_t left = m_size.columns;
        for (const auto &piece : line.pieces) {
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
    Caption m_caption;
    std::int64_t m_told = 0; ///< when that was; CLOCK_MONOTONIC
    bool m_hasMoreToTell = false;
    int m_toldEvents = 0;
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
