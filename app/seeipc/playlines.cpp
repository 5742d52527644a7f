// SPDX-License-Identifier: MIT
// A play for a pipe: a line per event, and the narrator's sentence where it changes.
#include "playstate.h"

#include "describe.h"
#include "events/untoldbytes.h"
#include "programfacts.h"
#include "scenario/words.h"
#include "session/eventtext.h"
#include "session/messages.h"
#include "session/narrator.h"
#include "session/waitsfor.h"
#include "steps.h"
#include "terminal.h"

#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>

namespace seeipc {

namespace {

constexpr std::size_t mostTitle = 200;   ///< bytes; of a stranger's file
constexpr std::size_t mostLesson = 4000; ///< the same

constexpr std::int64_t often = 5'000'000; ///< nanoseconds

class Lines final : public PlayOutput
{
public:
    explicit Lines(const ProgramFacts &facts) : m_facts(facts) {}

    void begin(const PlayState &state) override
    {
        const auto &scenario = state.scenario();
        for (const auto &worker : scenario.workers)
            m_nameColumns = std::max(m_nameColumns, displayWidth(worker.name));
        std::printf("# %s: %s\n", scenario.id.c_str(),
                    shown(scenario.title.in(state.language), mostTitle).c_str());
    }

    void tell(const PlayState &state, const Event &event) override
    {
        if (isTelling(event) && (isRepeat(event) || isLossAmongRepeats(event)))
            return;
        if (isTelling(event))
            tellEvent(state, event);
        narrateIfNew(state, event);
    }

    void settle(const PlayState &) override {}

    void ask(const PlayState &state) override
    {
        flushRepeats(state);
        comment(stepQuestion(state));
    }

    void end(const PlayState &state) override
    {
        flushRepeats(state);
        if (state.isStuck) // the narrator closes with the lesson only where all have ended
            tellLesson(state);
        if (state.hidden > 0)
            comment(seeipc::tell(Message::EventsHidden, state.language, {grouped(state.hidden)}));
        for (std::size_t i = 0; i < state.snapshot.processes.size(); ++i) {
            if (state.snapshot.processes[i].pid != 0)
                comment(sumOf(state, static_cast<WorkerId>(i)));
        }
    }

private:
    /// Who was alive when the session broke off was killed with it, and nobody waits for the ended.
    static std::string lastStateOf(const PlayState &state, WorkerId worker)
    {
        const auto &process = state.snapshot.processes[worker];
        const bool isBroken = state.session->failure().has_value();
        if (isBroken && process.isAlive())
            return seeipc::tell(Message::StateGone, state.language);
        if (isBroken && process.state == ProcessState::Zombie)
            return seeipc::tell(Message::StateUnawaited, state.language);
        return stateText(state.snapshot, worker, state.language);
    }

    /// A write that has not returned may have put bytes into a channel already.
    static std::string sumOf(const PlayState &state, WorkerId worker)
    {
        const auto &process = state.snapshot.processes[worker];
        const auto untold = untoldBytesWritten(state.snapshot, worker);
        const auto &name = state.scenario().workers[worker].name;
        const auto calls = callsText(process.calls, state.language);
        if (process.isForeign)
            return seeipc::tell(Message::ProcessSumUntilExec, state.language,
                                {name, lastStateOf(state, worker), calls});
        const auto sum = seeipc::tell(
            untold > 0 ? Message::ProcessSumInferred : Message::ProcessSum, state.language,
            {name, lastStateOf(state, worker), calls, std::to_string(process.bytesWritten + untold),
             std::to_string(process.bytesRead)});
        return process.transfers == 0 ? sum
                                      : sum
                                            + seeipc::tell(Message::SumMoved, state.language,
                                                           {std::to_string(process.bytesMoved)});
    }

    /// And which demo is this one put right.
    static void tellLesson(const PlayState &state)
    {
        const auto &scenario = state.scenario();
        comment(shown(scenario.lesson.in(state.language), mostLesson));
        if (!scenario.cure.empty())
            comment(seeipc::tell(Message::CureIs, state.language, {scenario.cure}));
    }

    static void comment(const std::string &text) { std::printf("# %s\n", plain(text).c_str()); }

    /// Calls of a loop that counts as one step are one line and a count.
    bool isRepeat(const Event &event)
    {
        const bool isAlike = m_last && event.kind == EventKind::CallReturned
                             && m_facts.isOneStep(event.step) && event.worker == m_last->worker
                             && event.step == m_last->step && event.result == m_last->result
                             && event.error == m_last->error;
        if (isAlike) {
            ++m_repeats;
            m_last = event;
        }
        return isAlike;
    }

    bool isLossAmongRepeats(const Event &event)
    {
        const bool isOne = m_last && event.kind == EventKind::EventsLost
                           && m_facts.isOneStep(m_last->step) && event.worker == m_last->worker;
        m_repeats += isOne ? event.result : 0;
        return isOne;
    }

    void tellEvent(const PlayState &state, const Event &event)
    {
        flushRepeats(state);
        m_last.reset();
        if (event.kind == EventKind::CallReturned)
            m_last = event;
        print(state, event, eventText(state.scenario(), event, state.language));
    }

    void flushRepeats(const PlayState &state)
    {
        if (m_last && m_repeats > 0)
            print(state, *m_last,
                  seeipc::tell(Message::Repeated, state.language,
                               {returnedText(*m_last), grouped(m_repeats)}));
        m_repeats = 0;
    }

    /// FIONREAD of its return; what it was before a writer that it woke had filled it again.
    static std::int64_t fillAfter(const PlayState &state, const Event &event)
    {
        const auto &queued = state.snapshot.channels[event.channel].queued;
        const bool isInferred = queued.source == Source::Inferred && queued.time == event.time;
        return isInferred ? queued.value.value_or(event.queuedBytes) : event.queuedBytes;
    }

    void print(const PlayState &state, const Event &event, const std::string &text) const
    {
        const auto &scenario = state.scenario();
        std::string name = "-";
        if (event.worker < scenario.workers.size())
            name = scenario.workers[event.worker].name;
        std::string fill;
        if (event.channel < scenario.channels.size() && event.queuedBytes != absent)
            fill = seeipc::tell(
                Message::FillOfChannel, state.language,
                {scenario.channels[event.channel].name, std::to_string(fillAfter(state, event))});
        constexpr std::size_t textColumns = 34;
        auto line = padded(name, m_nameColumns) + "  "
                    + (fill.empty() ? text : padded(text, textColumns) + "  " + fill);
        const bool hasReturned = event.kind == EventKind::CallReturned
                                 && event.effect != Effect::Exit;
        const auto order = !event.setBack ? Message::ToldLate
                           : hasReturned  ? Message::BackBeforeCause
                                          : Message::ToldBehindCause;
        if (event.setBack || event.late) // so its time is lower than that of the line before
            line += "  " + seeipc::tell(order, state.language);
        std::printf("%10.6f  %s\n", static_cast<double>(event.time) / 1e9, plain(line).c_str());
    }

    /// Since the last call that returned: somebody stirs in its sleep, and all is as it was.
    bool isTold(const PlayState &state, const Caption &caption)
    {
        const auto &last = state.snapshot.last;
        const auto of = last ? std::pair(last->time, last->worker) : std::pair(absent, noWorker);
        if (of != m_toldOf)
            m_told.clear();
        m_toldOf = of;
        if (std::find(m_told.begin(), m_told.end(), caption) != m_told.end())
            return true;
        m_told.push_back(caption);
        return false;
    }

    /// What one step tells again with other numbers comes only so often: nobody reads faster.
    bool isSoon(const Event &event, const Caption &caption) const
    {
        return caption.what == m_narratedWhat && event.time - m_narrated < often
               && !isOtherStep(event);
    }

    bool isOtherStep(const Event &event) const
    {
        return event.kind == EventKind::CallReturned && event.iteration == 0
               && event.step != m_narratedStep;
    }

    void say(const PlayState &state, const Event &event, const Caption &caption)
    {
        m_narratedWhat = caption.what;
        m_narrated = event.time;
        m_narratedStep = event.step;
        if (m_repeats > 0)
            flushRepeats(state); // they came before what is told now
        comment(sentence(caption, state.language));
    }

    /// Every call has its sentence, and the instant has its own where that says more.
    void narrateIfNew(const PlayState &state, const Event &event)
    {
        const auto waits = waitsFor(state.snapshot);
        const auto &scenario = state.scenario();
        const auto caption = narrate(scenario, state.snapshot, waits, state.language);
        const auto call = narrateCall(scenario, state.snapshot, waits, event, state.language);
        if (call && !caption.what.starts_with(call->what) && !isSoon(event, *call)
            && !isTold(state, *call))
            say(state, event, *call);
        const bool isOld = caption == m_caption
                           && !(call && caption == *call && isOtherStep(event));
        if (isOld || caption.what.empty() || isSoon(event, caption) || isTold(state, caption))
            return;
        m_caption = caption;
        say(state, event, caption);
    }

    ProgramFacts m_facts;
    std::size_t m_nameColumns = 0;
    std::optional<Event> m_last; ///< the last line's call
    std::int64_t m_repeats = 0;  ///< of it, not printed
    Caption m_caption;
    std::pair<std::int64_t, WorkerId> m_toldOf{absent, noWorker}; ///< time and process of a call
    std::vector<Caption> m_told;                                  ///< since then
    std::string m_narratedWhat;                                   ///< of the last sentence
    std::int64_t m_narrated = 0;    ///< time of the event that it was told at
    StepId m_narratedStep = noStep; ///< and the step of its call
};

} // namespace

std::unique_ptr<PlayOutput> playAsLines(const Scenario &scenario,
                                        const std::vector<ParameterValue> &parameters)
{
    return std::make_unique<Lines>(ProgramFacts(scenario, parameters));
}

} // namespace seeipc
