// SPDX-License-Identifier: MIT
#pragma once

#include "session/phrases.h"

#include <optional>

namespace seeipc {

// The narrator's rules. Each tells one kind of fact where it finds it, else nothing; their order of
// rank stands in narrator.cpp.

// narratedwaits.cpp
std::optional<Caption> tellRing(const Phrases &phrases);     ///< a deadlock
std::optional<Caption> tellHopeless(const Phrases &phrases); ///< nobody can wake it
std::optional<Caption> tellSleeper(const Phrases &phrases);  ///< who sleeps at a pipe, and why
/// A process that slept at this pipe and was just given what it waits for; its return is not told
/// yet. noWorker: none.
WorkerId wokenAt(const Phrases &phrases, ChannelId channel, Effect effect);
std::optional<Caption> tellUnseenSleep(const Phrases &phrases); ///< the kernel would not say
std::optional<Caption> tellWaitForChild(const Phrases &phrases);
/// When the process began that tellSleeper() would tell of; nothing if it has none.
std::optional<std::int64_t> sleepsSince(const Phrases &phrases);
/// Do calls come faster than one can be told? Then a sleep that has just begun is no news.
bool isTooFast(const Phrases &phrases);
/// Does each slot hold one write of this size, with no room for a second beside it?
bool isFullOfLoneWrites(const ChannelSnapshot &channel, std::int64_t size);

// narratedends.cpp
std::optional<Caption> tellAllEnded(const Phrases &phrases);
std::optional<Caption>
tellEnd(const Phrases &phrases); ///< a process that ended after the last call
/// "No process has a write end now ...": what the ends mean for who is left; may be empty.
std::string endsLeft(const Phrases &phrases);

// narratedrefusals.cpp
std::optional<Caption> tellRefusedCapacity(const Phrases &phrases); ///< for three seconds
std::optional<Caption> tellRefusedCall(const Phrases &phrases);     ///< newer than any sleep
std::optional<Caption> tellFillUnknown(const Phrases &phrases);
Caption tellFailure(const Phrases &phrases, const Event &event); ///< a call that returned -1

// narratedcalls.cpp
std::optional<Caption> tellLastCall(const Phrases &phrases);
/// "The pipe now holds 4 096 of 65 536 bytes, in 1 of 16 slots" right after the call.
std::string holdsNow(const Phrases &phrases, const Event &event);

} // namespace seeipc
