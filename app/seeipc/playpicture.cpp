// SPDX-License-Identifier: MIT
#include "playpicture.h"

#include "describe.h"
#include "events/shownslots.h"
#include "scenario/words.h"
#include "session/eventtext.h"
#include "session/messages.h"
#include "steps.h"

#include <algorithm>

namespace seeipc {

namespace {

constexpr std::size_t mostCells = 32;
constexpr std::size_t mostTitle = 200;  ///< bytes; of a stranger's file
constexpr TerminalSize smallest{20, 5}; ///< in less nothing can be read

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

/// The first that is not wider; nothing if there is none.
std::optional<std::string> firstThatFits(const std::vector<std::string> &texts, std::size_t columns)
{
    const auto fits = std::find_if(texts.begin(), texts.end(), [&](const std::string &text) {
        return displayWidth(text) <= columns;
    });
    return fits == texts.end() ? std::nullopt : std::optional(*fits);
}

class Picture
{
public:
    Picture(const PlayState &state, TerminalSize size) : m_state(state), m_size(size) {}

    std::vector<PictureLine> lines;

    void add(Rank rank, std::vector<Piece> pieces) { lines.push_back({std::move(pieces), rank}); }

    void addWrapped(Rank rank, const std::string &text, Colour colour)
    {
        for (auto &line : wrapped(text, m_size.columns))
            add(rank, {{std::move(line), colour}});
    }

    void addChannel(std::size_t position)
    {
        const auto &channel = m_state.snapshot.channels[position];
        const auto language = m_state.language;
        if (!channel.exists)
            return;
        const auto name = m_state.scenario().channels[position].name + " ";
        if (channel.gone) {
            add(Rank::Channel, {{name + tell(Message::ChannelGone, language), Colour::Dim}});
            return;
        }
        const auto now = m_state.session->now();
        const auto bar = barOf(channel) + " ";
        const auto used = displayWidth(name) + displayWidth(bar);
        const auto room = m_size.columns > used ? m_size.columns - used : 0;
        const auto texts = fillTexts(channel, now, language);
        const auto text = firstThatFits(texts, room);
        add(Rank::Channel,
            {{name, Colour::Plain}, {bar, Colour::Filled}, {text.value_or(""), Colour::Plain}});
        if (!text)
            addWrapped(Rank::Channel, texts.back(), Colour::Plain);
        const bool hasSource = text && text != texts.back();
        addWrapped(Rank::Source, sourcesText(channel, now, language, !hasSource), Colour::Dim);
    }

    /// Name, pid, state and sums in columns; where these are too few, the sums stand below.
    void addProcess(std::size_t position, std::size_t nameColumns, std::size_t pidColumns)
    {
        constexpr std::size_t wide = 110;
        constexpr std::size_t narrow = 64;
        const auto &process = m_state.snapshot.processes[position];
        const bool isNarrow = m_size.columns < narrow;
        const auto name = padded(m_state.scenario().workers[position].name, nameColumns) + "  ";
        const auto pid = process.pid == 0 ? std::string() : std::to_string(process.pid);
        const auto id = isNarrow ? std::string() : padded(pid, pidColumns) + "  ";
        const auto before = displayWidth(name) + displayWidth(id);
        const auto left = m_size.columns > before ? m_size.columns - before : 0;
        const auto room = isNarrow ? left
                                   : std::min<std::size_t>(m_size.columns < wide ? 40 : 56, left);
        const auto texts = stateTexts(m_state.snapshot, static_cast<WorkerId>(position),
                                      m_state.session->now(), m_state.language);
        const auto doing = cut(firstThatFits(texts, room).value_or(texts.back()), room);
        const auto sums = process.pid == 0
                              ? std::vector<std::string>()
                              : sumsTexts(m_state.snapshot, static_cast<WorkerId>(position),
                                          m_state.language);
        const auto beside = firstThatFits(sums, left > room + 2 ? left - room - 2 : 0);
        add(Rank::Process, {{name, Colour::Bold},
                            {id, Colour::Dim},
                            {beside ? padded(doing, room) + "  " : doing, colourOf(process)},
                            {beside.value_or(""), Colour::Dim}});
        if (beside || sums.empty())
            return;
        const auto indent = std::min<std::size_t>(before, 8);
        const auto below = firstThatFits(sums, m_size.columns - indent);
        if (below)
            add(Rank::Sums, {{std::string(indent, ' ') + *below, Colour::Dim}});
    }

    std::string hint() const
    {
        if (m_state.isAsking)
            return stepQuestion(m_state);
        if (m_state.runner != noWorker)
            return tell(Message::HintRun, m_state.language,
                        {m_state.scenario().workers[m_state.runner].name});
        if (m_state.candidates.empty())
            return tell(m_state.snapshot.held ? Message::HintHeld : Message::HintPlay,
                        m_state.language);
        if (m_state.candidates.size() > 1)
            return tell(Message::HintSteps, m_state.language);
        const auto worker = m_state.candidates.front();
        return tell(Message::HintStep, m_state.language,
                    {m_state.scenario().workers[worker].name,
                     currentCallText(m_state.snapshot.processes[worker])});
    }

    /// Gives up the least important lines, from below, until the rest fits.
    void fit()
    {
        const auto most = std::max<std::size_t>(2, m_size.rows) - 1;
        std::size_t processesGone = 0;
        bool isWhyCut = false;
        while (lines.size() > most) {
            const auto last = std::max_element(
                lines.rbegin(), lines.rend(),
                [](const PictureLine &a, const PictureLine &b) { return a.rank < b.rank; });
            const auto rank = last->rank;
            processesGone += rank == Rank::Process ? 1 : 0;
            isWhyCut = isWhyCut || rank == Rank::Why;
            lines.erase(std::next(last).base());
            if (rank == Rank::Source || rank == Rank::Hint) // half a sentence tells nothing
                std::erase_if(lines, [&](const PictureLine &line) { return line.rank == rank; });
        }
        if (isWhyCut && !lines.empty() && lines.back().rank == Rank::Why)
            lines.back().pieces.back().text += " …";
        const auto last = std::find_if(lines.rbegin(), lines.rend(), [](const PictureLine &line) {
            return line.rank == Rank::Process;
        });
        if (processesGone > 0 && last != lines.rend())
            last->pieces = {{tell(Message::ProcessesMore, m_state.language,
                                  {std::to_string(processesGone + 1)}),
                             Colour::Dim}};
    }

private:
    /// A cell per slot, or per several where there are many: in use, free.
    std::string barOf(const ChannelSnapshot &channel) const
    {
        const auto count = channel.slots.slotCount();
        const auto room = std::max<std::size_t>(4, std::min(mostCells, m_size.columns / 3));
        const auto cells = std::min(count, room);
        if (channel.queued.isRefused())
            return "[" + std::string(cells, '?') + "]";
        const auto used = shownSlots(channel).slots.usedSlots();
        std::string bar = "[";
        for (std::size_t i = 0; i < cells; ++i)
            bar += i * count / cells < used ? "█" : "░";
        return bar + "]";
    }

    const PlayState &m_state;
    TerminalSize m_size;
};

} // namespace

std::vector<PictureLine> pictureOf(const PlayState &state, const Caption &caption,
                                   TerminalSize size, bool isEnded)
{
    const auto &scenario = state.scenario();
    Picture picture(state, size);
    if (size.columns < smallest.columns || size.rows < smallest.rows) {
        picture.addWrapped(Rank::Headline,
                           tell(Message::TerminalTooSmall, state.language,
                                {std::to_string(smallest.columns), std::to_string(smallest.rows)}),
                           Colour::Plain);
        picture.fit();
        return picture.lines;
    }
    picture.add(Rank::Title,
                {{scenario.id + "  ", Colour::Bold},
                 {shown(scenario.title.in(state.language), mostTitle), Colour::Plain}});
    for (std::size_t i = 0; i < state.snapshot.channels.size(); ++i)
        picture.addChannel(i);
    std::size_t nameColumns = 0;
    std::size_t pidColumns = 5;
    for (std::size_t i = 0; i < scenario.workers.size(); ++i) {
        nameColumns = std::max(nameColumns, displayWidth(scenario.workers[i].name));
        pidColumns = std::max(pidColumns, std::to_string(state.snapshot.processes[i].pid).size());
    }
    for (std::size_t i = 0; i < state.snapshot.processes.size(); ++i)
        picture.addProcess(i, nameColumns, pidColumns);
    picture.add(Rank::Gap, {});
    picture.addWrapped(Rank::Headline, headline(caption, state.language), Colour::Bold);
    picture.addWrapped(Rank::Why, reason(caption, scenario, state.language), Colour::Plain);
    if (!isEnded) {
        picture.add(Rank::Gap, {});
        picture.addWrapped(Rank::Hint, picture.hint(), Colour::Dim);
    }
    picture.fit();
    return picture.lines;
}

} // namespace seeipc
