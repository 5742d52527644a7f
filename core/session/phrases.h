// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"
#include "scenario/scenario.h"
#include "session/messages.h"
#include "session/narrator.h"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

namespace seeipc {

/// A number, and whether it is only about right.
struct Amount
{
    std::int64_t value = 0;
    bool about = false;
};

/// What a channel holds as far as anybody knows: the kernel's number while it is fresh, else the
/// model's. Nothing where the kernel refused to say and calls have returned since.
std::optional<Amount> fillOf(const ChannelSnapshot &channel);

/// Unicode characters in UTF-8.
std::size_t characterCount(const std::string &text);

/// Whether Caption::what has room for it.
bool isShortEnough(const std::string &what, Language language);

/// Name and descriptor, or the name that it is given, enough to know which call it is: "read(3)",
/// "open("door")", "fork()".
std::string briefCallText(CallId call, const std::array<std::int32_t, 2> &arguments,
                          std::string_view names = {});

/// The words of one narration: names, numbers and calls in its language, as parts of sentences.
struct Phrases
{
    const Scenario &scenario;
    const Snapshot &snapshot;
    const WaitsFor &waits;
    Language language;

    std::string say(Message message, std::initializer_list<std::string> arguments = {}) const
    {
        return areFifos() ? tellOfFifo(message, language, arguments)
                          : tell(message, language, arguments);
    }
    bool areFifos() const; ///< each channel of the demo is one
    /// The scenario's name of a worker, cut where it is very long.
    std::string name(WorkerId worker) const;
    std::string names(const std::vector<WorkerId> &workers) const;     ///< each once; not empty
    std::string several(const std::vector<std::string> &called) const; ///< all of them; not empty
    std::string pipe(ChannelId channel) const;                         ///< "the pipe", "pipe q"
    bool areSeveralPipes() const { return scenario.channels.size() > 1; }
    /// Which of several pipes, as part of a sentence: OfPipe, InPipe ...; empty where there is one.
    std::string which(Message part, ChannelId channel) const;
    std::string sayOf(ChannelId channel, Message message) const;
    std::string atBegin(std::string text) const; ///< no name: "The pipe", "About 5"
    std::string number(Amount amount) const;     ///< "about 4 096"
    std::string bytes(Amount amount) const;      ///< "4 096 bytes"
    std::string bytes(std::int64_t value) const { return bytes(Amount{value, false}); }
    std::string slots(std::int64_t count) const;
    /// A number that runs too fast to be read, down to its first digit: "4 000 000" of 4 183 022.
    std::string coarse(std::int64_t value) const;
    std::string seconds(std::int64_t nanoseconds) const; ///< "0.8 s"
    std::string fd(int fd) const { return say(Message::Fd, {std::to_string(fd)}); }
    std::string fds(const std::vector<Holder> &holders) const;
    std::string call(const ProcessSnapshot &process) const
    {
        return briefCallText(process.call, process.arguments, process.names);
    }
    std::string call(const Event &event) const
    {
        return briefCallText(event.call, event.arguments, event.payloadText());
    }
    std::string signal(int signal) const;      ///< "SIGPIPE (13)"
    std::string ending(WorkerId worker) const; ///< "child exited with status 0"

    /// The first that leaves no clause out; else the last.
    std::vector<std::string>
    firstThatFits(const std::vector<std::vector<std::string>> &candidates) const;
    /// The first of `whats` that is short enough, and as many clauses as there is room for, from the
    /// first on. Clauses without text are left out.
    Caption caption(const std::vector<std::string> &whats,
                    const std::vector<std::string> &clauses) const;
    /// Whether listed() has room for all of them.
    bool isListedWhole(const std::vector<std::string> &items, std::string_view inChinese) const;
    /// Items as a list in one clause: "a; b; and 2 more". Chinese has its own separator.
    std::string listed(const std::vector<std::string> &items, std::string_view inChinese) const;
};

} // namespace seeipc
