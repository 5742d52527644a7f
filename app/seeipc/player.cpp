// SPDX-License-Identifier: MIT
#include "player.h"

#include "say.h"
#include "session/messages.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <poll.h>
#include <unistd.h>

namespace seeipc {

namespace {

constexpr std::int64_t mostEventsPiped = 40; ///< of a demo that goes on until it is stopped

} // namespace

Play::Play(PlayOptions options, Language language)
    : m_options(std::move(options)),
      m_facts(m_options.session.scenario, m_options.session.parameters),
      m_isWatched(isTerminal() && !m_options.isJson)
{
    m_state.language = language;
}

int Play::run()
{
    if (m_signals.error() != 0)
        return complain(Error{"signalfd(2)", "", m_signals.error()}, m_state.language);
    auto started = Session::start(m_options.session);
    if (!started)
        return complain(started.error(), m_state.language);
    m_session = std::move(*started);
    prepare();
    while (!m_isOver) {
        wait();
        takeSignals();
        takeEvents();
        takeInput();
        takeSteps();
        lookForEnd();
        if (!m_isOver)
            m_output->settle(m_state);
        if (!m_options.isJson && m_isWatched)
            continue;
        m_isOver = !flushOutput() || m_isOver;
    }
    return close();
}

void Play::prepare()
{
    const auto &scenario = m_session->scenario();
    m_state.session = m_session.get();
    m_state.snapshot = Snapshot(scenario.workers.size(), scenario.channels.size());
    for (const auto &value : m_session->parameters())
        m_state.snapshot.parameters.push_back(value.number);
    m_state.snapshot.held = m_options.isStepping;
    if (m_options.isJson)
        m_output = playAsJson();
    else if (m_isWatched)
        m_output = playOnTerminal();
    else
        m_output = playAsLines(scenario, m_session->parameters());
    if (const auto &refusal = m_session->facts().namespaceRefusal)
        note(tell(Message::NamespaceRefused, m_state.language, {errnoName(refusal->code)}),
             m_state.language);
    if (m_isWatched)
        m_keys = std::make_unique<RawKeys>();
    m_output->begin(m_state);
}

void Play::wait()
{
    std::array<pollfd, 3> fds{{{m_session->wakeFd(), POLLIN, 0},
                               {m_signals.fd(), POLLIN, 0},
                               {mayRead() ? STDIN_FILENO : -1, POLLIN, 0}}};
    constexpr int lookAgain = 100; ///< milliseconds: at what no event tells
    const int due = m_output->dueIn();
    ::poll(fds.data(), fds.size(), due < 0 ? lookAgain : std::min(due, lookAgain));
    if (fds[2].revents == 0)
        return;
    std::array<char, 256> bytes{};
    const auto count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
    if (count > 0)
        takeBytes({bytes.data(), static_cast<std::size_t>(count)});
    else if (count == 0 || errno != EINTR)
        m_isInputOpen = false;
}

/// Keys of a terminal act at once; lines of a file wait until the step before them is done.
bool Play::mayRead() const
{
    const bool hasKeys = m_keys && m_keys->isActive();
    return m_isInputOpen
           && (hasKeys || (m_options.isStepping && m_input.find('\n') == std::string::npos));
}

void Play::takeBytes(std::string_view bytes)
{
    if (!m_keys || !m_keys->isActive()) {
        m_input += bytes;
        return;
    }
    for (const char key : bytes)
        pressKey(key);
}

void Play::pressKey(char key)
{
    if (key == 'q') {
        m_isOver = true;
    } else if (m_options.isStepping) {
        act(m_steps.takeKey(m_state, key));
    } else if (key == ' ') {
        m_session->isHeld() ? m_session->release() : m_session->hold();
    }
}

void Play::takeSignals()
{
    while (const auto signal = m_signals.next()) {
        if (Signals::isEnding(*signal)) {
            m_endingSignal = *signal;
            m_isOver = true;
        } else if (*signal == SIGTSTP) {
            const bool hadKeys = m_keys && m_keys->isActive();
            if (hadKeys)
                m_keys->restore();
            Signals::stopSelf();
            if (hadKeys)
                m_keys->take();
            m_output->resume();
        } else if (*signal == SIGWINCH) {
            m_output->refresh();
        }
    }
}

void Play::takeEvents()
{
    const bool isLast = m_session->hasEnded();
    m_state.runner = m_session->runner(); // nobody any more: what it did is in what is drained
    for (const auto &event : m_session->drain()) {
        apply(m_state.snapshot, event);
        show(event);
        if (!m_refusal)
            m_refusal = refusedFork(m_session->scenario(), event);
    }
    if (isLast && m_output->mayEnd())
        m_isOver = true;
}

/// Without a person who ends it, an endless demo is told to finish in time. What it still does
/// until its loops end is shown as far as it is not much.
void Play::show(const Event &event)
{
    const bool isCall = event.kind == EventKind::CallReturned;
    const bool isBounded = !m_isWatched && m_facts.isEndless() && !m_options.isStepping;
    m_shown += isCall ? 1 : 0;
    if (isBounded && isCall && m_shown > 2 * mostEventsPiped) {
        ++m_state.hidden;
        return;
    }
    m_output->tell(m_state, event);
    if (isBounded && m_shown >= mostEventsPiped && !m_isFinishing) {
        m_isFinishing = true;
        m_session->finish();
    }
}

/// The next line of steps, once everybody stands still after the last.
void Play::takeInput()
{
    if (!m_options.isStepping || (m_keys && m_keys->isActive()))
        return;
    m_steps.look(m_state);
    if (!m_steps.isSettled(m_state))
        return;
    const auto end = m_input.find('\n');
    const bool isComplete = end != std::string::npos || !m_isInputOpen;
    if (m_input.empty() && !m_isInputOpen) {
        m_isOver = true;
    } else if (isComplete && !m_state.candidates.empty()) {
        const auto line = m_input.substr(0, end);
        m_input.erase(0, end == std::string::npos ? end : end + 1);
        act(m_steps.takeLine(m_state, line));
    }
}

void Play::takeSteps()
{
    if (m_options.isStepping)
        m_steps.look(m_state);
}

void Play::act(Steps::Choice choice)
{
    switch (choice.wish) {
    case Steps::Wish::Nothing: break;
    case Steps::Wish::Question: m_output->ask(m_state); break;
    case Steps::Wish::Run:
        m_session->runToChange(choice.worker);
        m_state.runner = choice.worker;
        break;
    case Steps::Wish::Step: m_session->step(choice.worker); break;
    case Steps::Wish::EndRun: m_session->hold(); break;
    case Steps::Wish::End: m_isOver = true; break;
    }
}

void Play::lookForEnd()
{
    if (m_session->failure() || m_refusal)
        m_isOver = true;
    m_seen.look(m_session->now());
    m_state.isStuck = !m_isWatched && isAtStandstill(m_state.snapshot, m_seen);
    if (m_state.isStuck)
        m_isOver = true;
}

int Play::close()
{
    m_output->end(m_state);
    const bool isWritten = flushOutput();
    const auto failure = m_session->failure();
    m_keys.reset();
    m_session.reset();
    if (m_state.isStuck && m_endingSignal == 0)
        note(tell(Message::EndedHopeless, m_state.language), m_state.language);
    if (failure)
        complain(*failure, m_state.language);
    if (m_refusal)
        complain(*m_refusal, m_state.language);
    if (m_endingSignal != 0)
        return Status::signalBase + m_endingSignal;
    if (m_refusal)
        return Status::couldNot;
    return failure || !isWritten ? Status::failed : Status::success;
}

} // namespace seeipc
