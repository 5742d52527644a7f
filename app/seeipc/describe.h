// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"
#include "scenario/scenario.h"
#include "scenario/text.h"

#include <string>
#include <vector>

namespace seeipc {

/// One form of a number where programs read, that of write(2)'s result: whoever looks for 12288 finds
/// all of it. The picture and the window group digits for the eye.
std::string plain(std::string text);

/// Would a person call it an event, so that it is a line of its own? Looks and gates are not.
bool isTelling(const Event &event);

/// A telling event in a few words: "write(4, buf, 4096) = 4096", "killed by SIGPIPE".
std::string eventText(const Scenario &scenario, const Event &event, Language language);

/// What a process is doing: "asleep in read(3, buf, 4096)".
std::string stateText(const Snapshot &snapshot, WorkerId worker, Language language);
/// The same from the longest form to the shortest: "asleep in read(3, buf, 4096) for 1.4 s", ...,
/// "asleep in read(3)".
std::vector<std::string> stateTexts(const Snapshot &snapshot, WorkerId worker, std::int64_t now,
                                    Language language);

/// "exited with 0", "killed by SIGPIPE".
std::string endingText(const WaitStatus &ending, Language language);

/// "12 calls".
std::string callsText(std::int64_t calls, Language language);
/// "12 calls, wrote 49 152 bytes" and ever shorter forms of it; never without the bytes. What it has
/// not done is not told. "wrote ≈ 49 152 bytes": some by a write that has not returned, inferred.
std::vector<std::string> sumsTexts(const Snapshot &snapshot, WorkerId worker, Language language);

/// "32 768 of 65 536 bytes, 8 of 16 slots, reported 0.4 s ago" and ever shorter forms of it. "?" for
/// what the kernel will not say, "≈" for what a model may have wrong, "≠" between two that disagree.
std::vector<std::string> fillTexts(const ChannelSnapshot &channel, std::int64_t now,
                                   Language language);
/// Where a channel's numbers come from: "capacity reported 2.0 s ago, slots inferred from the calls";
/// the fill, too, if it has not been told.
std::string sourcesText(const ChannelSnapshot &channel, std::int64_t now, Language language,
                        bool isWithFill);

} // namespace seeipc
