// SPDX-License-Identifier: MIT
#pragma once

#include "session/phrases.h"

#include <optional>
#include <vector>

namespace seeipc {

// The narrator's rules. Each tells one kind of fact where it finds it, else nothing; their order of
// rank stands in narrator.cpp.

// narratedwaits.cpp
std::optional<Caption> tellRing(const Phrases &phrases);        ///< a deadlock
std::optional<Caption> tellHopeless(const Phrases &phrases);    ///< nobody can wake it
std::optional<Caption> tellUnseenSleep(const Phrases &phrases); ///< the kernel would not say
std::optional<Caption> tellWaitForChild(const Phrases &phrases);
/// Is there still something to wait for? A sleeper's own return is told a moment after what woke
/// it: then its channel already says no.
bool isSettled(const Phrases &phrases, const Wait &wait);
/// The call that the process is in: "read(3)".
std::string callOf(const Phrases &phrases, WorkerId worker);
/// Do calls of a loop come faster than one can be told? Then a sleep that has just begun is no news.
bool isTooFast(const Phrases &phrases);
bool isTooFast(const Snapshot &snapshot, const ProcessSnapshot &process); ///< that one's
inline constexpr std::int64_t notable = 100'000'000; ///< nanoseconds that a person can see

// narratedsleep.cpp
std::optional<Caption> tellSleeper(const Phrases &phrases); ///< who sleeps at a pipe, and why
/// Since when sleeps the process that tellSleeper() would tell of? Nothing if there is none.
std::optional<std::int64_t> sleepsSince(const Phrases &phrases);
/// Who sleeps in a call of this effect on the channel, as far as was told.
std::vector<WorkerId> asleepAt(const Phrases &phrases, ChannelId channel, Effect effect);
/// Of these, whom what they wait for was just given, and who is awake in such a call beside them; no
/// return of them is told yet.
std::vector<WorkerId> wokenAt(const Phrases &phrases, ChannelId channel, Effect effect);
/// Does each slot hold one write of this size, with no room for a second beside it?
bool isFullOfLoneWrites(const ChannelSnapshot &channel, std::int64_t size);

// narratedends.cpp
std::optional<Caption> tellAllEnded(const Phrases &phrases);
std::optional<Caption>
tellEnd(const Phrases &phrases); ///< a process that ended after the last call
/// "The next read returns 0": what it means that the channel has no such end any more.
std::string lastEndMeans(const Phrases &phrases, ChannelId id, End end);
/// "No process has a write end now", and what it means, where the last one went at `time` and somebody
/// is left whom it concerns; else nothing. It is told once, of what took that end.
std::vector<std::string> lastEndGone(const Phrases &phrases, std::int64_t time);

// narratedlosses.cpp
/// Of a channel whose last descriptor was closed: that the kernel frees it, and what was inside.
std::string whatIsFreed(const Phrases &phrases, const ChannelSnapshot &channel);
/// The same where that went at `time` with bytes inside; else nothing.
std::vector<std::string> lostWithLastEnd(const Phrases &phrases, std::int64_t time);
Caption tellExit(const Phrases &phrases, const Event &event); ///< _exit, which never returns

// narratedrefusals.cpp
std::optional<Caption> tellResizeByHand(const Phrases &phrases); ///< for three seconds
std::optional<Caption> tellDisagreement(const Phrases &phrases); ///< as long, once it is recorded
std::optional<Caption> tellRefusedCall(const Phrases &phrases);  ///< newer than any sleep
std::optional<Caption> tellFillUnknown(const Phrases &phrases);
Caption capacityNow(const Phrases &phrases, const ChannelSnapshot &channel);
Caption tellFailure(const Phrases &phrases, const Event &event); ///< a call that returned -1

// narratedcalls.cpp
/// Of a frozen instant amid calls that were only counted: what is known of it.
std::optional<Caption> tellNotKept(const Phrases &phrases);
std::optional<Caption> tellLastCall(const Phrases &phrases);
Caption tellCall(const Phrases &phrases, const Event &event); ///< one that has returned
std::optional<Caption> tellExec(const Phrases &phrases);      ///< newer than any return
Caption tellProgram(const Phrases &phrases, WorkerId worker); ///< that it has become

// narratedqueries.cpp
std::optional<Caption> tellQuery(const Phrases &phrases,
                                 const Event &event); ///< by the call's name
std::optional<Caption> tellReadProc(const Phrases &phrases,
                                    const Event &event); ///< a read of what /proc says of another

// narratedflags.cpp
/// Of the open file behind the descriptor that the call was given; nothing where it is not known.
std::optional<std::int32_t> flagsOf(const Phrases &phrases, const Event &event);
Caption tellFlags(const Phrases &phrases, const Event &event); ///< F_SETFL or F_GETFL

// narratedsignals.cpp
Caption tellSignal(const Phrases &phrases, const Event &event);
Caption tellDisposition(const Phrases &phrases, const Event &event);
std::optional<Caption> tellAwaitsSignal(const Phrases &phrases); ///< asleep until one comes
std::optional<Caption> tellTakenSignal(const Phrases &phrases, const Event &event); ///< sigwaitinfo
std::optional<Caption> tellMask(const Phrases &phrases, const Event &event);        ///< sigprocmask
std::optional<Caption> tellHandler(const Phrases &phrases); ///< until the next call returns

// narratedfifos.cpp
Caption tellOpener(const Phrases &phrases, const Wait &wait); ///< asleep in open(2) of a FIFO
Caption tellMadeFifo(const Phrases &phrases, const Event &event);
Caption tellOpenedFifo(const Phrases &phrases, const Event &event);
Caption tellUnlinked(const Phrases &phrases, const Event &event);
Caption tellLinked(const Phrases &phrases, const Event &event);
/// Why a call that is given a name has failed; empty: for no reason of names.
std::string whyNameFailed(const Phrases &phrases, const Event &event);
/// Of a FIFO that nobody has open any more: what was inside is lost.
std::string whatIsEmptied(const Phrases &phrases, const ChannelSnapshot &channel);

// narratedmoves.cpp
Caption tellRead(const Phrases &phrases, const Event &event);
Caption tellWrite(const Phrases &phrases, const Event &event);
std::optional<Caption>
tellTornWrite(const Phrases &phrases); ///< until the pipe's next call returns
const ChannelSnapshot *channelOf(const Phrases &phrases, const Event &event); ///< or null

} // namespace seeipc
