// SPDX-License-Identifier: MIT
// The narrator on what the kernel refused: a capacity, a call, a look.
#include "session/narratorrules.h"

#include "events/metlimit.h"
#include "mechanisms/registry.h"
#include "session/eventtext.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <limits.h>

namespace seeipc {

namespace {

constexpr std::int64_t toldFor = 3'000'000'000; ///< nanoseconds: what the user has just asked for

/// FIONREAD of its return; where that was not asked, the model's fill while nothing has moved since.
std::int64_t queuedAtResize(const Phrases &phrases, const ChannelSnapshot &channel)
{
    const auto &last = phrases.snapshot.last;
    const bool isNow = last && last->time == channel.resizeTime && channel.pending.empty();
    if (channel.resizeQueued == absent && isNow && !channel.disagrees)
        return static_cast<std::int64_t>(channel.slots.fill());
    return channel.resizeQueued;
}

std::string whichLimit(const Phrases &phrases, const ChannelSnapshot &channel)
{
    const auto met = metLimit(channel.resizeLimits, channel.resizeAsked);
    if (!met)
        return phrases.say(Message::AboveLimit);
    if (met->isOfPipe)
        return phrases.say(Message::AbovePipeMaxSize, {phrases.bytes(met->value)});
    return phrases.say(Message::AboveUserPages, {std::string(met->name), grouped(met->value)});
}

std::string whyCapacity(const Phrases &phrases, const ChannelSnapshot &channel)
{
    switch (channel.resizeError) {
    case EBUSY:
        if (const auto queued = queuedAtResize(phrases, channel);
            queued > 1 && channel.resizeSlots > 1 && channel.slotsExact)
            return phrases.say(Message::BytesNeedSlots,
                               {phrases.bytes(queued), phrases.slots(channel.resizeSlots)});
        return phrases.say(Message::BytesNeedMoreSlots);
    case EPERM: return whichLimit(phrases, channel);
    case EINVAL: return phrases.say(Message::NoSuchCapacity);
    default: return phrases.say(Message::ChangedNothing);
    }
}

/// Which of several the channel is, as part of a sentence.
std::string which(const Phrases &phrases, Message part, const ChannelSnapshot &channel)
{
    const auto position = &channel - phrases.snapshot.channels.data();
    return phrases.which(part, static_cast<ChannelId>(position));
}

Caption capacityCaption(const Phrases &phrases, const ChannelSnapshot &channel)
{
    return phrases.caption(
        {phrases.say(Message::CapacityRefused,
                     {grouped(channel.resizeAsked), errnoName(channel.resizeError),
                      which(phrases, Message::ForPipe, channel)})},
        {whyCapacity(phrases, channel),
         channel.capacity.value ? phrases.say(Message::ItStays, {grouped(*channel.capacity.value)})
                                : ""});
}

Caption tellFullWrite(const Phrases &phrases, const Event &event, const std::string &failed)
{
    const auto *channel = event.channel < phrases.snapshot.channels.size()
                              ? &phrases.snapshot.channels[event.channel]
                              : nullptr;
    const auto size = event.arguments[1];
    const auto pipe = phrases.which(Message::InPipe, event.channel);
    if (channel && isFullOfLoneWrites(*channel, size) && channel->capacity.value) {
        const auto fill = event.queuedBytes != absent
                              ? event.queuedBytes
                              : static_cast<std::int64_t>(channel->slots.fill());
        return phrases.caption(
            {failed},
            {phrases.say(Message::FullAt, {grouped(fill), grouped(*channel->capacity.value),
                                           phrases.which(Message::PipeIs, event.channel)}),
             phrases.atBegin(phrases.say(Message::OneWriteASlot, {grouped(size)}))});
    }
    if ((flagsOf(phrases, event).value_or(0) & O_DIRECT) != 0)
        return phrases.caption({failed}, {phrases.say(Message::PacketsFillSlots, {pipe})});
    if (size <= PIPE_BUF)
        return phrases.caption(
            {failed}, {phrases.say(Message::WriteAllOrNothing, {grouped(PIPE_BUF), pipe})});
    return phrases.caption({failed}, {phrases.say(Message::WriteMayNotSleep, {pipe})});
}

Caption tellBrokenPipe(const Phrases &phrases, const Event &event, const std::string &failed)
{
    const auto &process = phrases.snapshot.processes[event.worker];
    std::vector<std::string> clauses{
        phrases.areSeveralPipes()
            ? phrases.say(Message::NobodyCanReadIt, {phrases.pipe(event.channel)})
            : phrases.say(Message::NobodyCanRead)};
    const auto disposition = process.dispositions[SIGPIPE];
    if (disposition != Disposition::Default)
        clauses.push_back(phrases.say(disposition == Disposition::Ignore ? Message::LivesByIgnoring
                                                                         : Message::LivesByHandling,
                                      {phrases.name(event.worker)}));
    return phrases.caption({failed}, clauses);
}

/// Of a read or a write: a descriptor that is open, but the other way. Else there is none.
std::string whyBadDescriptor(const Phrases &phrases, const Event &event)
{
    const bool isMove = event.effect == Effect::Read || event.effect == Effect::Write;
    for (const auto &descriptor : phrases.snapshot.processes[event.worker].descriptors) {
        if (isMove && descriptor.fd == event.arguments[0])
            return phrases.say(descriptor.end == End::Read ? Message::OnlyForReading
                                                           : Message::OnlyForWriting,
                               {phrases.fd(descriptor.fd)});
    }
    const auto *other = phrases.snapshot.processes[event.worker].otherOf(event.arguments[0]);
    if (other && other->kind == OtherDescriptor::Kind::Path)
        return phrases.say(Message::WasPathOnly, {phrases.fd(other->fd)});
    return phrases.say(Message::BadDescriptor,
                       {phrases.name(event.worker), std::to_string(event.arguments[0])});
}

std::string whyFailed(const Phrases &phrases, const Event &event)
{
    const auto name = phrases.name(event.worker);
    if (auto why = whyNameFailed(phrases, event); !why.empty())
        return why;
    switch (event.error) {
    case EBADF: return whyBadDescriptor(phrases, event);
    case EINTR: {
        const int signal = phrases.snapshot.processes[event.worker].handledLast;
        return signal == 0 ? phrases.say(Message::Interrupted)
                           : phrases.say(Message::InterruptedBy, {signalName(signal)});
    }
    case ESPIPE: return phrases.say(Message::HasNoPosition);
    case ENODEV: return phrases.say(Message::HasNoPages);
    case EFAULT: return phrases.say(Message::BadAddress);
    case EINVAL:
        if (mechanismOf(event.call).id == "positions")
            return phrases.say(Message::HasNoLength);
        if (event.effect == Effect::MakeChannel)
            return phrases.say(Message::UnknownFlags);
        break;
    case EPERM:
        if (callAt(event.call).name == "unshare")
            return phrases.say(Message::TakesPrivilege);
        if (callAt(event.call).name == "process_vm_readv")
            return phrases.say(Message::MayNotRead);
        break;
    case ECHILD: return phrases.say(Message::NoChildLeft, {name});
    case ESRCH: return phrases.say(Message::NoSuchProcess);
    case EMFILE: return phrases.say(Message::TooManyDescriptors, {name});
    case EAGAIN:
        if (event.effect == Effect::Fork)
            return phrases.say(Message::TooManyProcesses);
        break;
    default: break;
    }
    return phrases.say(Message::ChangedNothing);
}

} // namespace

Caption tellFailure(const Phrases &phrases, const Event &event)
{
    const auto failed = phrases.say(Message::Failed, {phrases.call(event), errnoName(event.error)});
    if (event.effect == Effect::Resize && event.channel < phrases.snapshot.channels.size()
        && phrases.snapshot.channels[event.channel].resizeError != 0)
        return capacityCaption(phrases, phrases.snapshot.channels[event.channel]);
    if (event.effect == Effect::Write && event.error == EAGAIN)
        return tellFullWrite(phrases, event, failed);
    if (event.effect == Effect::Write && event.error == EPIPE)
        return tellBrokenPipe(phrases, event, failed);
    if (event.effect == Effect::Read && event.error == EAGAIN)
        return phrases.caption(
            {failed}, {phrases.say(Message::ReadMayNotSleep, {phrases.pipe(event.channel)})});
    if (isTransfer(event.effect) && event.error == EAGAIN)
        return phrases.caption(
            {failed}, {phrases.say(Message::TransferMayNotSleep,
                                   {phrases.pipe(event.channel), phrases.pipe(event.to)})});
    const auto whole = callText(event);
    return phrases.caption({phrases.say(Message::Failed, {whole, errnoName(event.error)}), failed},
                           {whyFailed(phrases, event)});
}

Caption capacityNow(const Phrases &phrases, const ChannelSnapshot &channel)
{
    const auto capacity = channel.capacity.value.value_or(channel.resizeAsked);
    const auto page = static_cast<std::int64_t>(channel.slots.pageSize());
    std::string why = phrases.say(Message::RoundedUp, {grouped(channel.resizeAsked)});
    if (capacity == channel.resizeAsked)
        why = capacity == page
                  ? phrases.say(Message::ThatIsOneSlot)
                  : phrases.say(Message::ThatIsSlots, {grouped(capacity / page), grouped(page)});
    return phrases.caption(
        {phrases.say(Message::CapacityNow,
                     {grouped(capacity), which(phrases, Message::OfPipe, channel)})},
        {why});
}

/// Of an instant of which a person must hear: held until the next call, else for a while.
bool isNews(const Snapshot &snapshot, std::int64_t time)
{
    return snapshot.held ? snapshot.last && snapshot.last->time <= time
                         : snapshot.time - time < toldFor;
}

/// The answer to what the user asked for stays for a while, whatever else happens; held, until the
/// next call.
std::optional<Caption> tellResizeByHand(const Phrases &phrases)
{
    const auto &snapshot = phrases.snapshot;
    for (const auto &channel : snapshot.channels) {
        const bool isByHand = channel.exists && !channel.gone && channel.resizeAsked != absent
                              && channel.resizeStep == noStep;
        if (isByHand && isNews(snapshot, channel.resizeTime))
            return channel.resizeError != 0 ? capacityCaption(phrases, channel)
                                            : capacityNow(phrases, channel);
    }
    return std::nullopt;
}

std::optional<Caption> tellDisagreement(const Phrases &phrases)
{
    for (const auto &channel : phrases.snapshot.channels) {
        if (!channel.disagrees || !channel.queued.value || channel.disagreedTime == absent
            || !isNews(phrases.snapshot, channel.disagreedTime))
            continue;
        return phrases.caption(
            {phrases.say(Message::FillDiffers,
                         {grouped(*channel.queued.value),
                          grouped(static_cast<std::int64_t>(channel.slots.fill())),
                          which(phrases, Message::OfPipe, channel)})},
            {phrases.say(Message::FillDiffersMeans)});
    }
    return std::nullopt;
}

std::optional<Caption> tellRefusedCall(const Phrases &phrases)
{
    const auto &last = phrases.snapshot.last;
    const bool isFailure = last && last->kind == EventKind::CallReturned && last->error != 0;
    const bool isByHand = isFailure && last->effect == Effect::Resize && last->step == noStep;
    const auto sleep = sleepsSince(phrases);
    const bool isOneOfMany = phrases.snapshot.lost > 0 && isTooFast(phrases);
    if (!isFailure || isByHand || (sleep && *sleep >= last->time) || isOneOfMany)
        return std::nullopt;
    return tellFailure(phrases, *last);
}

std::optional<Caption> tellFillUnknown(const Phrases &phrases)
{
    for (const auto &channel : phrases.snapshot.channels) {
        if (!channel.exists || channel.gone || !channel.queued.isRefused() || fillOf(channel))
            continue;
        const auto refusal = errnoName(channel.queued.error);
        const auto age = phrases.snapshot.time - channel.queued.time;
        std::string why;
        if (!channel.queued.value)
            why = phrases.say(Message::FillRefusedFirst, {refusal});
        else if (age < 50'000'000)
            why = phrases.say(Message::FillRefusedNow, {refusal, grouped(*channel.queued.value)});
        else
            why = phrases.say(Message::FillRefusedSince,
                              {refusal, phrases.seconds(age), grouped(*channel.queued.value)});
        return phrases.caption(
            {phrases.say(Message::FillUnknown, {which(phrases, Message::OfPipe, channel)})}, {why});
    }
    return std::nullopt;
}

} // namespace seeipc
