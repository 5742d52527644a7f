// SPDX-License-Identifier: MIT
// The narrator on the call that returned last, by what it did.
#include "session/narratorrules.h"

#include "mechanisms/registry.h"

#include <algorithm>
#include <csignal>

namespace seeipc {

namespace {

constexpr std::int64_t noticeable = 50'000'000; ///< nanoseconds: longer calls of a pipe have slept

using Clauses = std::vector<std::string>;

const ChannelSnapshot *channelOf(const Phrases &phrases, const Event &event)
{
    return event.channel < phrases.snapshot.channels.size()
               ? &phrases.snapshot.channels[event.channel]
               : nullptr;
}

std::vector<WorkerId> workersOf(const std::vector<Holder> &holders)
{
    std::vector<WorkerId> workers;
    for (const auto &holder : holders) {
        if (std::find(workers.begin(), workers.end(), holder.worker) == workers.end())
            workers.push_back(holder.worker);
    }
    return workers;
}

Caption tellPipe(const Phrases &phrases, const Event &event)
{
    const auto name = phrases.name(event.worker);
    Clauses clauses;
    const auto *channel = channelOf(phrases, event);
    if (event.out[2] > 0 && channel)
        clauses.push_back(phrases.say(
            Message::HoldsAtMost, {grouped(event.out[2]),
                                   grouped(static_cast<std::int64_t>(channel->slots.pageSize()))}));
    clauses.push_back(phrases.say(Message::OnlyMakerHasEnds, {name}));
    return phrases.caption(
        {phrases.say(Message::MadePipe, {name, phrases.fd(static_cast<int>(event.out[0])),
                                         phrases.fd(static_cast<int>(event.out[1]))}),
         phrases.say(Message::MadePipeShort, {name})},
        clauses);
}

/// Who holds the ends of the first pipe there is, now that its descriptors were copied.
std::string holders(const Phrases &phrases)
{
    for (const auto &channel : phrases.snapshot.channels) {
        if (!channel.exists || channel.readers.empty() || channel.writers.empty())
            continue;
        const auto readers = workersOf(channel.readers);
        const auto writers = workersOf(channel.writers);
        if (readers == writers)
            return phrases.say(Message::BothEndsHeldBy, {phrases.names(readers)});
        return phrases.say(Message::EndsHeldBy, {phrases.names(readers), phrases.names(writers)});
    }
    return {};
}

Caption tellFork(const Phrases &phrases, const Event &event)
{
    const auto child = phrases.name(event.other);
    return phrases.caption({phrases.say(Message::Forked, {phrases.name(event.worker), child})},
                           {phrases.say(Message::CopiedDescriptors, {child}), holders(phrases)});
}

std::string whatCloseMeans(const Phrases &phrases, const ChannelSnapshot &channel, End end)
{
    const auto left = workersOf(end == End::Read ? channel.readers : channel.writers);
    if (channel.gone)
        return phrases.say(Message::PipeIsGone);
    if (left.empty())
        return phrases.say(end == End::Read ? Message::LastReadEndClosed
                                            : Message::LastWriteEndClosed);
    if (left.size() == 1)
        return phrases.say(end == End::Read ? Message::OnlyOneReads : Message::OnlyOneWrites,
                           {phrases.name(left[0])});
    return phrases.say(end == End::Read ? Message::StillRead : Message::StillWrite,
                       {phrases.names(left)});
}

Caption tellClose(const Phrases &phrases, const Event &event)
{
    const auto name = phrases.name(event.worker);
    const auto fd = phrases.fd(event.arguments[0]);
    const auto &closed = phrases.snapshot.processes[event.worker].closed;
    if (!closed || closed->fd != event.arguments[0]
        || closed->channel >= phrases.snapshot.channels.size())
        return phrases.caption({phrases.say(Message::ClosedOther, {name, fd})},
                               {phrases.say(Message::NotOfThisDemo)});
    return phrases.caption(
        {phrases.say(closed->end == End::Read ? Message::ClosedReadEnd : Message::ClosedWriteEnd,
                     {name, fd})},
        {whatCloseMeans(phrases, phrases.snapshot.channels[closed->channel], closed->end)});
}

Caption tellDuplicate(const Phrases &phrases, const Event &event)
{
    const auto &process = phrases.snapshot.processes[event.worker];
    const auto made = std::find_if(process.descriptors.begin(), process.descriptors.end(),
                                   [&](const Descriptor &d) { return d.fd == event.result; });
    Message why = Message::NotOfThisDemo;
    if (made != process.descriptors.end())
        why = made->end == End::Read ? Message::OneMoreReadEnd : Message::OneMoreWriteEnd;
    return phrases.caption(
        {phrases.say(Message::Duplicated,
                     {phrases.name(event.worker), phrases.fd(static_cast<int>(event.result)),
                      phrases.fd(event.arguments[0])})},
        {phrases.say(why)});
}

/// The process that wrote everything that anybody read, if it has ended.
std::string endedWriter(const Phrases &phrases)
{
    const auto &processes = phrases.snapshot.processes;
    WorkerId only = noWorker;
    for (std::size_t i = 0; i < processes.size(); ++i) {
        if (processes[i].bytesWritten == 0)
            continue;
        if (only != noWorker)
            return {};
        only = static_cast<WorkerId>(i);
    }
    if (only == noWorker || !processes[only].isEnded())
        return {};
    return phrases.say(Message::WriterHasEnded, {phrases.name(only)});
}

/// The bytes themselves, where they are all there and can be read.
std::string text(const Phrases &phrases, const Event &event)
{
    const auto bytes = event.payloadText();
    const bool isReadable = std::all_of(bytes.begin(), bytes.end(), [](char byte) {
        return byte >= ' ' && byte <= '~' && byte != '"';
    });
    if (!isReadable || bytes.empty() || event.result != event.payloadLength)
        return {};
    return phrases.say(Message::TheySay, {std::string(bytes)});
}

Caption tellEndOfFile(const Phrases &phrases, const Event &event)
{
    return phrases.caption(
        {phrases.say(Message::EndOfFile, {phrases.call(event)})},
        {phrases.say(Message::ClosingWasTheMessage, {phrases.pipe(event.channel)})});
}

Caption tellRead(const Phrases &phrases, const Event &event)
{
    const auto name = phrases.name(event.worker);
    const auto call = phrases.call(event);
    const std::int64_t asked = event.arguments[1];
    if (asked == 0)
        return phrases.caption({phrases.say(Message::AskedForNothing, {call})},
                               {phrases.say(Message::NothingAsked)});
    if (event.result == 0)
        return tellEndOfFile(phrases, event);
    if (event.result < asked)
        return phrases.caption(
            {phrases.say(Message::AskedAndGot, {call, grouped(asked), grouped(event.result)}),
             phrases.say(Message::GotOnly, {call, phrases.bytes(event.result)})},
            {phrases.say(Message::ReturnsWithWhatIsThere), endedWriter(phrases),
             text(phrases, event)});
    if (const auto woken = wokenAt(phrases, event.channel, Effect::Write); woken != noWorker)
        return phrases.caption({phrases.say(Message::TookWakes, {name, phrases.bytes(event.result),
                                                                 phrases.name(woken)}),
                                phrases.say(Message::Took, {name, phrases.bytes(event.result)})},
                               {phrases.say(Message::SlotIsFree)});
    const auto slept = event.time - event.entered;
    return phrases.caption({phrases.say(Message::Took, {name, phrases.bytes(event.result)})},
                           {slept >= noticeable
                                ? phrases.say(Message::SleptForBytes, {phrases.seconds(slept)})
                                : phrases.say(Message::BytesWereThere),
                            holdsNow(phrases, event), text(phrases, event)});
}

Caption tellShortWrite(const Phrases &phrases, const Event &event)
{
    const auto name = phrases.name(event.worker);
    const auto call = phrases.call(event);
    const auto *channel = channelOf(phrases, event);
    std::string why;
    if (channel && channel->readers.empty())
        why = phrases.say(Message::LastReaderLeft, {name});
    else if (event.time - event.entered >= noticeable)
        why = phrases.say(Message::CutShort, {name});
    else
        why = phrases.say(Message::RestDidNotFit);
    return phrases.caption({phrases.say(Message::TookOnlyPart,
                                        {call, grouped(event.result), grouped(event.arguments[1])}),
                            phrases.say(Message::TookPart, {call, phrases.bytes(event.result)})},
                           {why});
}

/// Whether the next write, however small, would find no room.
bool isFullNow(const ChannelSnapshot &channel, const Event &event)
{
    if (channel.slots.isWritable() || !channel.slotsExact || channel.slots.slots().empty()
        || (event.queuedBytes != absent
            && event.queuedBytes != static_cast<std::int64_t>(channel.slots.fill())))
        return false;
    const auto &tail = channel.slots.slots().back();
    return !tail.merge || tail.offset + tail.length == channel.slots.pageSize();
}

Caption tellWrite(const Phrases &phrases, const Event &event)
{
    const auto name = phrases.name(event.worker);
    const auto *channel = channelOf(phrases, event);
    if (event.arguments[1] == 0)
        return phrases.caption({phrases.say(Message::WroteNothing, {name})},
                               {phrases.say(Message::NothingMoves)});
    if (event.result < event.arguments[1])
        return tellShortWrite(phrases, event);
    if (const auto woken = wokenAt(phrases, event.channel, Effect::Read); woken != noWorker)
        return phrases.caption({phrases.say(Message::WroteWakes, {name, phrases.bytes(event.result),
                                                                  phrases.name(woken)}),
                                phrases.say(Message::Wrote, {name, phrases.bytes(event.result)})},
                               {phrases.say(Message::BytesAreThere)});
    const auto slept = event.time - event.entered;
    const auto page = channel ? static_cast<std::int64_t>(channel->slots.pageSize()) : 0;
    std::string why = phrases.say(Message::RoomWasThere);
    if (slept >= noticeable)
        why = phrases.say(event.result <= page ? Message::SleptForSlot : Message::SleptForAll,
                          {phrases.seconds(slept)});
    else if (channel && isFullNow(*channel, event))
        why = phrases.say(Message::LastSlotTaken);
    return phrases.caption({phrases.say(Message::Wrote, {name, phrases.bytes(event.result)})},
                           {why, holdsNow(phrases, event)});
}

Caption tellWaitReturned(const Phrases &phrases, const Event &event)
{
    Clauses clauses;
    if (event.other < phrases.snapshot.processes.size()) {
        clauses.push_back(phrases.ending(event.other));
        const auto &child = phrases.snapshot.processes[event.other];
        const auto &channels = phrases.snapshot.channels;
        for (std::size_t i = 0; child.bytesWritten > 0 && i < channels.size(); ++i) {
            const auto fill = fillOf(channels[i]);
            if (channels[i].exists && !channels[i].gone && fill && fill->value > 0)
                clauses.push_back(phrases.say(
                    Message::StillInPipe, {phrases.atBegin(phrases.pipe(static_cast<ChannelId>(i))),
                                           phrases.bytes(*fill)}));
        }
        clauses.push_back(endsLeft(phrases));
    }
    return phrases.caption({phrases.say(Message::WaitReturned, {phrases.name(event.worker)})},
                           clauses);
}

Caption tellSignal(const Phrases &phrases, const Event &event)
{
    const auto from = phrases.name(event.worker);
    const auto to = phrases.name(event.other);
    const int signal = event.arguments[1];
    return phrases.caption({phrases.say(Message::SentSignal, {from, phrases.signal(signal), to}),
                            phrases.say(Message::SentSignal, {from, signalName(signal), to})},
                           {phrases.say(Message::ReachesSleepersToo)});
}

Caption tellDisposition(const Phrases &phrases, const Event &event)
{
    const std::array said{phrases.name(event.worker), phrases.signal(event.arguments[0])};
    switch (static_cast<Disposition>(event.arguments[1])) {
    case Disposition::Ignore:
        return phrases.caption(
            {phrases.say(Message::Ignores, {said[0], said[1]})},
            {phrases.say(event.arguments[0] == SIGPIPE ? Message::PipeWillFail
                                                       : Message::SignalIsDropped)});
    case Disposition::Count:
        return phrases.caption({phrases.say(Message::Catches, {said[0], said[1]})},
                               {phrases.say(Message::HandlerRuns)});
    case Disposition::Default: break;
    }
    return phrases.caption({phrases.say(Message::ResetsToDefault, {said[0], said[1]})},
                           {phrases.say(Message::DefaultRuns)});
}

Caption tellCapacity(const Phrases &phrases, const Event &event)
{
    const auto *channel = channelOf(phrases, event);
    const std::int64_t page = channel ? static_cast<std::int64_t>(channel->slots.pageSize()) : 4096;
    const auto slots = event.result / page;
    const auto inSlots = slots == 1
                             ? phrases.say(Message::ThatIsOneSlot)
                             : phrases.say(Message::ThatIsSlots, {grouped(slots), grouped(page)});
    if (event.effect == Effect::ReportCapacity)
        return phrases.caption({phrases.say(Message::CapacityIs, {grouped(event.result)})},
                               {phrases.say(Message::AnsweredByKernel)});
    if (event.out[0] == event.result)
        return phrases.caption({phrases.say(Message::CapacityNow, {grouped(event.result)})},
                               {inSlots});
    return phrases.caption({phrases.say(Message::CapacityNow, {grouped(event.result)})},
                           {phrases.say(Message::RoundedUp, {grouped(event.out[0])})});
}

Caption tellSuccess(const Phrases &phrases, const Event &event)
{
    const auto name = phrases.name(event.worker);
    switch (event.effect) {
    case Effect::MakeChannel: return tellPipe(phrases, event);
    case Effect::Read: return tellRead(phrases, event);
    case Effect::Write: return tellWrite(phrases, event);
    case Effect::Resize:
    case Effect::ReportCapacity: return tellCapacity(phrases, event);
    case Effect::Duplicate: return tellDuplicate(phrases, event);
    case Effect::Close: return tellClose(phrases, event);
    case Effect::Fork: return tellFork(phrases, event);
    case Effect::Wait: return tellWaitReturned(phrases, event);
    case Effect::SetDisposition: return tellDisposition(phrases, event);
    case Effect::Signal: return tellSignal(phrases, event);
    case Effect::Exit:
        return phrases.caption(
            {phrases.say(Message::EndsWith, {name, std::to_string(event.arguments[0])})},
            {phrases.say(Message::ClosesDescriptors)});
    case Effect::None: break;
    }
    return phrases.caption({phrases.say(Message::Returned, {name, phrases.call(event)})},
                           {phrases.say(Message::CallSucceeded, {grouped(event.result)})});
}

} // namespace

std::string holdsNow(const Phrases &phrases, const Event &event)
{
    const auto *channel = channelOf(phrases, event);
    if (!channel)
        return {};
    const auto known = event.queuedBytes != absent ? Amount{event.queuedBytes, false}
                                                   : fillOf(*channel).value_or(Amount{absent});
    if (known.value == absent || (known.value == 0 && known.about))
        return {};
    const auto pipe = phrases.atBegin(phrases.pipe(event.channel));
    if (known.value == 0)
        return phrases.say(Message::PipeEmptyNow, {pipe});
    const auto &slots = channel->slots;
    const bool isAsInModel = channel->slotsExact
                             && known.value == static_cast<std::int64_t>(slots.fill());
    if (!channel->capacity.value || !isAsInModel)
        return phrases.say(Message::PipeHoldsBytes, {pipe, phrases.bytes(known)});
    const auto capacity = grouped(*channel->capacity.value);
    if (slots.slotCount() == 1)
        return phrases.say(Message::PipeHoldsOneSlot, {pipe, phrases.number(known), capacity});
    return phrases.say(Message::PipeHolds, {pipe, phrases.number(known), capacity,
                                            grouped(static_cast<std::int64_t>(slots.usedSlots())),
                                            grouped(static_cast<std::int64_t>(slots.slotCount()))});
}

std::optional<Caption> tellLastCall(const Phrases &phrases)
{
    const auto &last = phrases.snapshot.last;
    if (!last || last->kind != EventKind::CallReturned || last->call >= callCount()
        || last->worker >= phrases.snapshot.processes.size())
        return std::nullopt;
    return last->error != 0 ? tellFailure(phrases, *last) : tellSuccess(phrases, *last);
}

} // namespace seeipc
