// SPDX-License-Identifier: MIT
// Bytes that nobody will ever read: what is inside a pipe when its last descriptor is closed.
#include "session/narratorrules.h"

#include "session/eventtext.h"

#include <algorithm>

namespace seeipc {

namespace {

/// Has this process descriptors of the channel, and nobody else any?
bool isHeldOnlyBy(WorkerId worker, const ChannelSnapshot &channel)
{
    const auto isIts = [worker](const Holder &holder) { return holder.worker == worker; };
    return !(channel.readers.empty() && channel.writers.empty())
           && std::all_of(channel.readers.begin(), channel.readers.end(), isIts)
           && std::all_of(channel.writers.begin(), channel.writers.end(), isIts);
}

/// Of a channel that is gone: 0 also where nobody knows.
std::int64_t bytesLost(const ChannelSnapshot &channel)
{
    const auto left = channel.bytesIn + channel.bytesOfCutWrites - channel.bytesOut
                      - channel.bytesDropped;
    return channel.slotsExact && !channel.untold ? std::max<std::int64_t>(0, left) : 0;
}

} // namespace

std::string whatIsFreed(const Phrases &phrases, const ChannelSnapshot &channel)
{
    const auto lost = bytesLost(channel);
    return lost > 0 ? phrases.say(Message::PipeIsGone, {grouped(lost)})
                    : phrases.say(Message::EmptyPipeIsGone);
}

std::vector<std::string> lostWithLastEnd(const Phrases &phrases, std::int64_t time)
{
    const auto &channels = phrases.snapshot.channels;
    const auto lost = std::find_if(channels.begin(), channels.end(), [time](const auto &channel) {
        return channel.gone && std::max(channel.readersGone, channel.writersGone) == time
               && bytesLost(channel) > 0;
    });
    return lost != channels.end() ? std::vector{whatIsFreed(phrases, *lost)}
                                  : std::vector<std::string>{};
}

Caption tellExit(const Phrases &phrases, const Event &event)
{
    std::vector<std::string> clauses{phrases.say(Message::ClosesDescriptors)};
    const auto &channels = phrases.snapshot.channels;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        const auto &channel = channels[i];
        const auto fill = fillOf(channel);
        if (channel.exists && !channel.gone && !channel.untold
            && !phrases.snapshot.isHeldUntold(static_cast<ChannelId>(i))
            && isHeldOnlyBy(event.worker, channel) && fill && !fill->about && fill->value > 0)
            clauses.push_back(
                phrases.say(Message::LastOfPipeEnds,
                            {phrases.pipe(static_cast<ChannelId>(i)), grouped(fill->value)}));
    }
    return phrases.caption({phrases.say(Message::EndsWith, {phrases.name(event.worker),
                                                            std::to_string(event.arguments[0])})},
                           clauses);
}

} // namespace seeipc
