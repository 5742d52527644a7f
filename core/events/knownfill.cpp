// SPDX-License-Identifier: MIT
#include "events/knownfill.h"

namespace seeipc {

std::int64_t knownFill(const ChannelSnapshot &channel)
{
    if (!channel.exists || channel.gone || !channel.queued.value)
        return absent;
    const auto queued = *channel.queued.value;
    const bool isGuess = channel.queued.source == Source::Inferred && !channel.slotsExact;
    const bool isKnown = (channel.isFillOfNow() && !isGuess)
                         || (channel.slotsExact
                             && static_cast<std::int64_t>(channel.slots.fill()) == queued);
    return isKnown ? queued : absent;
}

} // namespace seeipc
