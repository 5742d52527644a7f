// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"
#include "scenario/scenario.h"
#include "scenario/text.h"
#include "session/waitsfor.h"

#include <cstdint>
#include <optional>
#include <string>

namespace seeipc {

/// What is happening, and why: two strings, without the colon that joins them. Whoever shows them
/// writes headline() and reason(), one below the other, or sentence(); `what` alone is no sentence
/// yet.
struct Caption
{
    std::string what; ///< at most 60 Latin or 34 Chinese characters, as wide; no stop at its end
    std::string why;  ///< at most 140 or 72, with its stop; may be empty

    bool operator==(const Caption &) const = default;
};

/// `what` as a line of its own, with its stop (".", "。").
std::string headline(const Caption &caption, Language language);

/// `why` as a line of its own. An English one begins with a capital, but for a process's name or a
/// call.
std::string reason(const Caption &caption, const Scenario &scenario, Language language);

/// "what: why" ("what：why" in Chinese).
std::string sentence(const Caption &caption, Language language);

/// Tells what the most telling fact of this instant is: a ring, then a sleeper, then the last call.
/// General rules over Snapshot and WaitsFor; no text is tied to a demo. Voice: short, concrete.
Caption narrate(const Scenario &scenario, const Snapshot &snapshot, const WaitsFor &waits,
                Language language);

/// What the event itself was, whatever ranks above it at this instant: for a story, which leaves no
/// call out. `snapshot` is the one right after it. Nothing of what is no call, nor of a round of a
/// loop that is too fast.
std::optional<Caption> narrateCall(const Scenario &scenario, const Snapshot &snapshot,
                                   const WaitsFor &waits, const Event &event, Language language);

/// On which a write was torn so lately that it is told: no call that moves bytes has returned since.
/// nullptr: on none.
const ChannelSnapshot *tornLately(const Snapshot &snapshot);

/// "65 536": groups of three parted by a narrow no-break space.
std::string grouped(std::int64_t number);

} // namespace seeipc
