// SPDX-License-Identifier: MIT
#include "events/channelpoll.h"

#include <poll.h>

namespace seeipc {

short polled(const ChannelSnapshot &channel, const PipeSlots &slots, End end)
{
    const auto when = [](bool isTrue, int bit) { return isTrue ? bit : 0; };
    if (end == End::Read)
        return static_cast<short>(when(slots.isReadable(), POLLIN)
                                  | when(channel.writers.empty(), POLLHUP));
    return static_cast<short>(when(slots.isWritable(), POLLOUT)
                              | when(channel.readers.empty(), POLLERR));
}

} // namespace seeipc
