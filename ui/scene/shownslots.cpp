// SPDX-License-Identifier: MIT
#include "ui/scene/shownslots.h"

namespace seeipc {

PipeSlots shownSlots(const ChannelSnapshot &channel)
{
    auto shown = channel.slots;
    if (channel.slotsExact || channel.disagrees || !channel.queued.value
        || channel.queued.isRefused())
        return shown;
    const auto fill = static_cast<std::int64_t>(shown.fill());
    const auto queued = *channel.queued.value;
    if (queued < fill)
        shown.forceRead(static_cast<std::size_t>(fill - queued));
    else if (queued > fill)
        shown.forceWrite(static_cast<std::size_t>(queued - fill),
                         shown.slots().empty() ? channel.lastWorker : shown.slots().back().writer);
    return shown;
}

} // namespace seeipc
