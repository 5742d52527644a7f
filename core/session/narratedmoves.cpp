// SPDX-License-Identifier: MIT
// The narrator on bytes that moved: a read or a write that returned.
#include "mechanisms/programs.h"
#include "session/eventtext.h"
#include "session/narratorrules.h"

#include <algorithm>
#include <climits>
#include <fcntl.h>
#include <unistd.h>

namespace seeipc {

namespace {

constexpr std::int64_t noticeable = 50'000'000; ///< nanoseconds: longer calls of a pipe have slept

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

/// The bytes themselves, where they can be read; of more than were kept how they begin, if they are not
/// one byte again and again, or what stands between. Said right behind how the reader came by them: "it"
/// is the reader, so no other subject stands in between.
std::string text(const Phrases &phrases, const Event &event)
{
    const auto bytes = event.payloadText();
    const bool isReadable = std::all_of(bytes.begin(), bytes.end(), [](char byte) {
        return (byte >= ' ' && byte <= '~' && byte != '"') || byte == '\n';
    });
    const bool isWhole = event.result == event.payloadLength;
    if (!isReadable || bytes.empty() || event.result < event.payloadLength
        || (!isWhole && bytes.find_first_not_of(bytes[0]) == std::string_view::npos))
        return {};
    const auto written = quoted(bytes, bytes.size());
    if (const auto begin = event.payloadBegin(); begin > 0) {
        const bool isToTheEnd = begin + bytes.size() == static_cast<std::size_t>(event.result);
        return phrases.say(Message::ItGot,
                           {"…" + written.substr(1, written.size() - 2) + (isToTheEnd ? "" : "…")});
    }
    return phrases.say(isWhole ? Message::ItGot : Message::ItBegins,
                       {written.substr(1, written.size() - 2)});
}

/// What the number means that a program has printed into the channel, where only one can have. May be
/// nothing.
std::string printedNumber(const Phrases &phrases, const Event &event)
{
    const auto &processes = phrases.snapshot.processes;
    const auto isForeign = [](const auto &process) { return process.isForeign; };
    const auto one = std::find_if(processes.begin(), processes.end(), isForeign);
    const auto *channel = channelOf(phrases, event);
    if (!channel || !channel->untold || one == processes.end()
        || std::any_of(one + 1, processes.end(), isForeign))
        return {};
    switch (printedBy(one->program)) {
    case Printed::PipeBlocks: return phrases.say(Message::PrintsPipeBlocks);
    case Printed::ProcessLimit: return phrases.say(Message::PrintsProcessLimit);
    case Printed::Itself: break;
    }
    return {};
}

/// Who was killed with the last write end in hand; noWorker: it was closed.
WorkerId killedWithLastEnd(const Phrases &phrases, const ChannelSnapshot &channel)
{
    const auto &processes = phrases.snapshot.processes;
    const auto killed = std::find_if(processes.begin(), processes.end(), [&](const auto &process) {
        return process.ending && process.ending->killed() && process.ended == channel.writersGone;
    });
    return killed != processes.end() ? static_cast<WorkerId>(killed - processes.begin()) : noWorker;
}

Caption tellEndOfFile(const Phrases &phrases, const Event &event)
{
    const auto *channel = channelOf(phrases, event);
    const auto killed = channel ? killedWithLastEnd(phrases, *channel) : noWorker;
    if (killed != noWorker)
        return phrases.caption({phrases.say(Message::EndOfFile, {phrases.call(event)})},
                               {phrases.say(Message::KernelClosedLastEnd,
                                            {phrases.pipe(event.channel), phrases.name(killed)})});
    Message why = Message::ClosingWasTheMessage;
    if (channel && channel->isFifo)
        why = channel->writeOpens == 0 ? Message::NobodyWritesYet : Message::WriterMayComeBack;
    return phrases.caption({phrases.say(Message::EndOfFile, {phrases.call(event)})},
                           {phrases.say(why, {phrases.pipe(event.channel)})});
}

/// From a descriptor that leads to no pipe of the demo.
Caption tellReadElsewhere(const Phrases &phrases, const Event &event)
{
    const auto name = phrases.name(event.worker);
    const auto call = phrases.call(event);
    const auto bytes = phrases.bytes(event.result);
    std::vector<std::string> whats{
        phrases.say(Message::AskedAndGot,
                    {call, grouped(event.arguments[1]), grouped(event.result), ""}),
        phrases.say(Message::GotOnly, {call, bytes, ""})};
    if (event.result == 0)
        whats = {phrases.say(Message::EndOfFile, {call})};
    else if (event.result == event.arguments[1])
        whats = {phrases.say(Message::Took, {name, bytes, ""})};
    const bool isStandard = event.arguments[0] == STDIN_FILENO;
    const auto *other = phrases.snapshot.processes[event.worker].otherOf(event.arguments[0]);
    const bool isFile = other && other->kind == OtherDescriptor::Kind::File;
    return phrases.caption(
        whats,
        {phrases.say(isFile ? Message::FromOrdinaryFile : Message::NotOfThisDemo),
         isStandard ? phrases.say(Message::IsStandardInput) : std::string(), text(phrases, event)});
}

/// That it reads what it had written itself, where others have a read end too. Nothing where anybody
/// else has ever written.
std::string ownBytes(const Phrases &phrases, const Event &event)
{
    const auto *channel = channelOf(phrases, event);
    const auto &processes = phrases.snapshot.processes;
    if (!channel || channel->untold || channel->debt > 0 || !channel->early.empty()
        || processes[event.worker].bytesWritten == 0
        || processes[event.worker].bytesRead > processes[event.worker].bytesWritten)
        return {};
    for (std::size_t i = 0; i < processes.size(); ++i) {
        const auto &other = processes[i];
        if (i != event.worker && other.bytesWritten + other.bytesOfCutWrite + other.transfers > 0)
            return {};
    }
    const bool isOnlyReader = std::all_of(
        channel->readers.begin(), channel->readers.end(),
        [&](const Holder &holder) { return holder.worker == event.worker; });
    return isOnlyReader ? std::string() : phrases.say(Message::OwnBytes);
}

/// That the process has fallen asleep again since, where it has: the picture shows it already, and what
/// woke it is still told. May be nothing.
std::string sleepsAgain(const Phrases &phrases, const Event &event)
{
    const auto *wait = phrases.waits.of(event.worker);
    const bool isAtPipe = wait
                          && (wait->reason == WaitReason::Bytes
                              || wait->reason == WaitReason::FreeSlot);
    if (!isAtPipe || wait->since < event.time || !isSettled(phrases, *wait))
        return {};
    return phrases.say(Message::SleepsAgain,
                       {phrases.name(event.worker), callOf(phrases, event.worker)});
}

/// By its open file; where that is not known, by how long it took.
bool mayNotSleep(const Phrases &phrases, const Event &event)
{
    const auto flags = flagsOf(phrases, event);
    return flags ? (*flags & O_NONBLOCK) != 0 : event.time - event.entered < noticeable;
}

Caption tellShortWrite(const Phrases &phrases, const Event &event)
{
    const auto name = phrases.name(event.worker);
    const auto call = phrases.call(event);
    const auto *channel = channelOf(phrases, event);
    std::string why;
    if (channel && channel->readers.empty())
        why = phrases.say(Message::LastReaderLeft, {name});
    else if (mayNotSleep(phrases, event))
        why = phrases.say(Message::RestDidNotFit);
    else
        why = phrases.say(Message::CutShort, {name});
    return phrases.caption(
        {phrases.say(Message::TookOnlyPart,
                     {call, grouped(event.result), grouped(event.arguments[1]),
                      phrases.which(Message::IntoPipe, event.channel)}),
         phrases.say(Message::TookPart, {call, phrases.bytes(event.result), ""})},
        {why, sleepsAgain(phrases, event)});
}

/// Whether nobody else moved bytes of the channel while the call went on: only then what it found is
/// what it came for.
bool isAlone(const Phrases &phrases, const Event &event)
{
    const auto &processes = phrases.snapshot.processes;
    for (std::size_t i = 0; i < processes.size(); ++i) {
        const auto &other = processes[i];
        if (i == event.worker)
            continue;
        const bool isIn = other.inCall && other.state != ProcessState::Asleep
                          && other.channel == event.channel;
        const bool wasIn = other.last && other.last->channel == event.channel
                           && other.last->time > event.entered;
        if (isIn || wasIn)
            return false;
    }
    return true;
}

/// Whether the calls that were told suffice for what it did: bytes or room that only a call made
/// which is told later, it may have waited for. `holders` are of its own end of the channel.
bool isExplained(const ChannelSnapshot &channel, const Event &event,
                 const std::vector<Holder> &holders)
{
    const bool isOnlyOne = std::all_of(holders.begin(), holders.end(), [&](const Holder &holder) {
        return holder.worker == event.worker;
    });
    const bool agrees = event.queuedBytes == static_cast<std::int64_t>(channel.slots.fill());
    return channel.slotsExact && channel.debt == 0 && channel.early.empty()
           && (isOnlyOne || agrees);
}

bool isMoreThanFits(const Phrases &phrases, const Event &event)
{
    const auto *channel = channelOf(phrases, event);
    return channel && channel->capacity.value && event.result > *channel->capacity.value;
}

/// What is known of how it came that the whole call was done; may be nothing.
std::string howItWasRead(const Phrases &phrases, const Event &event)
{
    const auto took = event.time - event.entered;
    if (took >= noticeable)
        return phrases.say(Message::SleptForBytes, {phrases.seconds(took)});
    const auto *channel = channelOf(phrases, event);
    const bool wereThere = channel && isExplained(*channel, event, channel->readers)
                           && isAlone(phrases, event);
    return wereThere ? phrases.say(Message::BytesWereThere) : std::string();
}

/// Whether the next write, however small, would find no room.
bool isFullNow(const ChannelSnapshot &channel, const Event &event)
{
    if (channel.slots.isWritable() || !channel.slotsExact || channel.slots.slots().empty()
        || (event.queuedBytes != absent
            && event.queuedBytes != static_cast<std::int64_t>(channel.slots.fill())))
        return false;
    return !channel.slots.takesMore(channel.slots.usedSlots() - 1);
}

/// The same of a write.
std::string howItWasWritten(const Phrases &phrases, const Event &event)
{
    const auto *channel = channelOf(phrases, event);
    const auto took = event.time - event.entered;
    const auto page = channel ? static_cast<std::int64_t>(channel->slots.pageSize()) : 0;
    if (took >= noticeable)
        return phrases.say(event.result <= page ? Message::SleptForSlot : Message::SleptForAll,
                           {phrases.seconds(took)});
    if (isMoreThanFits(phrases, event))
        return phrases.say(Message::MoreThanFits);
    if (channel && isFullNow(*channel, event))
        return phrases.say(Message::LastSlotTaken);
    const bool wasThere = channel && isExplained(*channel, event, channel->writers)
                          && isAlone(phrases, event);
    return wasThere ? phrases.say(Message::RoomWasThere) : std::string();
}

/// Who has put bytes into the room that the read made before the write is told: the fill counts them.
std::string refilledBy(const Phrases &phrases, const Event &read)
{
    const auto *channel = channelOf(phrases, read);
    if (!channel)
        return {};
    const auto &pending = channel->pending;
    const auto refill = std::find_if(pending.begin(), pending.end(), [&](const PendingWrite &one) {
        return one.worker != read.worker && one.in == one.asked && one.in > 0;
    });
    if (refill == pending.end())
        return {};
    const bool wasPartlyIn = refill->asked > read.result;
    return phrases.say(wasPartlyIn ? Message::RoomTakenByRest : Message::RoomTakenBy,
                       {phrases.name(refill->worker)});
}

std::string holdsNow(const Phrases &phrases, const Event &event)
{
    const auto *channel = channelOf(phrases, event);
    if (!channel)
        return {};
    const auto known = fillOf(*channel).value_or(Amount{absent}); // the figure of the tube
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

} // namespace

const ChannelSnapshot *channelOf(const Phrases &phrases, const Event &event)
{
    return event.channel < phrases.snapshot.channels.size()
               ? &phrases.snapshot.channels[event.channel]
               : nullptr;
}

/// Long enough to be read, and no longer than it is the newest that happened to the pipe's bytes.
const ChannelSnapshot *tornLately(const Snapshot &snapshot)
{
    constexpr std::int64_t toldFor = 2'000'000'000;
    const auto &channels = snapshot.channels;
    const auto torn = std::find_if(channels.begin(), channels.end(), [&](const auto &channel) {
        return channel.tornTime != absent && channel.tornTime >= channel.lastReturn
               && snapshot.time - channel.tornTime < toldFor;
    });
    return torn != channels.end() ? &*torn : nullptr;
}

std::optional<Caption> tellTornWrite(const Phrases &phrases)
{
    const auto *torn = tornLately(phrases.snapshot);
    if (!torn || (isTooFast(phrases) && torn->tornTime != phrases.snapshot.time))
        return std::nullopt;
    return phrases.caption(
        {phrases.say(Message::WriteIsTorn,
                     {phrases.name(torn->tornWriter), phrases.name(torn->tornBy)})},
        {phrases.say(Message::LargeWritesGoInPieces, {phrases.bytes(PIPE_BUF)})});
}

Caption tellRead(const Phrases &phrases, const Event &event)
{
    const auto name = phrases.name(event.worker);
    const auto call = phrases.call(event);
    const auto pipe = phrases.which(Message::FromPipe, event.channel);
    const auto bytes = phrases.bytes(event.result);
    const std::int64_t asked = event.arguments[1];
    if (asked == 0)
        return phrases.caption({phrases.say(Message::AskedForNothing, {call})},
                               {phrases.say(Message::NothingAsked)});
    if (event.channel == noChannel) {
        const auto told = tellReadProc(phrases, event);
        return told ? *told : tellReadElsewhere(phrases, event);
    }
    if (event.result == 0)
        return tellEndOfFile(phrases, event);
    const auto *channel = channelOf(phrases, event);
    if (channel && channel->packetRest > 0)
        return phrases.caption(
            {phrases.say(Message::Took, {name, bytes, pipe}),
             phrases.say(Message::Took, {name, bytes, ""})},
            {phrases.say(Message::RestOfPacketIsGone, {std::to_string(channel->packetRest)})});
    if (event.result < asked && channel && channel->packetRest == 0)
        return phrases.caption(
            {phrases.say(Message::AskedAndGot, {call, grouped(asked), grouped(event.result), pipe}),
             phrases.say(Message::AskedAndGot, {call, grouped(asked), grouped(event.result), ""})},
            {phrases.say(Message::PacketEndsRead), text(phrases, event)});
    if (event.result < asked)
        return phrases.caption(
            {phrases.say(Message::AskedAndGot, {call, grouped(asked), grouped(event.result), pipe}),
             phrases.say(Message::AskedAndGot, {call, grouped(asked), grouped(event.result), ""}),
             phrases.say(Message::GotOnly, {call, bytes, ""})},
            {phrases.say(Message::ReturnsWithWhatIsThere), text(phrases, event),
             printedNumber(phrases, event), ownBytes(phrases, event), sleepsAgain(phrases, event),
             endedWriter(phrases)});
    const std::vector<std::string> took{phrases.say(Message::Took, {name, bytes, pipe}),
                                        phrases.say(Message::Took, {name, bytes, ""})};
    const auto woken = wokenAt(phrases, event.channel, Effect::Write);
    if (woken.size() > 1)
        return phrases.caption({phrases.say(Message::TookWakesOne, {name, bytes, pipe}),
                                phrases.say(Message::TookWakesOne, {name, bytes, ""}), took[1]},
                               {phrases.say(Message::WhoWritesFirst, {phrases.names(woken)})});
    if (!woken.empty()) {
        const auto who = phrases.name(woken[0]);
        return phrases.caption({phrases.say(Message::TookWakes, {name, bytes, who, pipe}),
                                phrases.say(Message::TookWakes, {name, bytes, who, ""}), took[1]},
                               {phrases.say(Message::SlotIsFree)});
    }
    return phrases.caption(took, {howItWasRead(phrases, event), text(phrases, event),
                                  ownBytes(phrases, event), sleepsAgain(phrases, event),
                                  refilledBy(phrases, event), holdsNow(phrases, event)});
}

Caption tellWrite(const Phrases &phrases, const Event &event)
{
    const auto name = phrases.name(event.worker);
    const auto *channel = channelOf(phrases, event);
    if (event.arguments[1] == 0) {
        const bool isUnread = channel && channel->exists && channel->readers.empty();
        return phrases.caption(
            {phrases.say(Message::WroteNothing, {name})},
            {phrases.say(isUnread ? Message::NothingToWriteNoSignal : Message::NothingMoves)});
    }
    const auto *other = phrases.snapshot.processes[event.worker].otherOf(event.arguments[0]);
    if (other && other->kind == OtherDescriptor::Kind::File)
        return phrases.caption(
            {phrases.say(Message::Wrote, {name, phrases.bytes(event.result), ""})},
            {phrases.say(Message::InOrdinaryFile)});
    if (event.result < event.arguments[1])
        return tellShortWrite(phrases, event);
    const auto pipe = phrases.which(Message::IntoPipe, event.channel);
    const auto bytes = phrases.bytes(event.result);
    const std::vector<std::string> wrote{phrases.say(Message::Wrote, {name, bytes, pipe}),
                                         phrases.say(Message::Wrote, {name, bytes, ""})};
    const auto woken = wokenAt(phrases, event.channel, Effect::Read);
    if (woken.size() > 1)
        return phrases.caption({phrases.say(Message::WroteWakesOne, {name, bytes, pipe}),
                                phrases.say(Message::WroteWakesOne, {name, bytes, ""}), wrote[1]},
                               {phrases.say(Message::WhoReadsFirst, {phrases.names(woken)})});
    if (!woken.empty()) {
        const auto who = phrases.name(woken[0]);
        return phrases.caption({phrases.say(Message::WroteWakes, {name, bytes, who, pipe}),
                                phrases.say(Message::WroteWakes, {name, bytes, who, ""}), wrote[1]},
                               {phrases.say(Message::BytesAreThere)});
    }
    const auto fill = channel ? fillOf(*channel) : std::nullopt;
    const bool isTaken = event.queuedBytes == 0 || (fill && fill->value == 0 && !fill->about);
    return phrases.caption(
        wrote, {howItWasWritten(phrases, event), sleepsAgain(phrases, event),
                isTaken ? phrases.say(Message::AlreadyTaken) : holdsNow(phrases, event)});
}

} // namespace seeipc
