// SPDX-License-Identifier: MIT
// The narrator on names and on the door of a FIFO: who waits in open(2), and what comes of it.
#include "session/narratorrules.h"

#include "mechanisms/calltext.h"
#include "mechanisms/registry.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

namespace seeipc {

namespace {

using Clauses = std::vector<std::string>;

std::string nameOfFile(const Event &event)
{
    const auto names = event.payloadText();
    return std::string(names.substr(0, names.find('\0')));
}

/// Who else has the other side open or is in its open(2); noWorker: nobody.
WorkerId partnerOf(const Phrases &phrases, const Event &event, End other)
{
    const auto &channel = phrases.snapshot.channels[event.channel];
    for (const auto &holder : other == End::Read ? channel.readers : channel.writers) {
        if (holder.worker != event.worker)
            return holder.worker;
    }
    for (const auto worker : phrases.snapshot.openersOf(event.channel, other)) {
        if (worker != event.worker)
            return worker;
    }
    return noWorker;
}

/// Of two who met at the door in this open the one that came second: the other waited there.
std::optional<WorkerId> whoCame(const Phrases &phrases, const Event &event)
{
    const auto &processes = phrases.snapshot.processes;
    const auto &process = processes[event.worker];
    if (process.partner != noWorker && process.metTime >= event.entered)
        return process.partner;
    const bool hasLetIn = std::any_of(processes.begin(), processes.end(), [&](const auto &other) {
        return other.partner == event.worker && other.metTime >= event.entered;
    });
    return hasLetIn ? std::optional(event.worker) : std::nullopt;
}

bool isOwnPartner(const Phrases &phrases, const Event &event, End other)
{
    const auto &channel = phrases.snapshot.channels[event.channel];
    const auto &holders = other == End::Read ? channel.readers : channel.writers;
    return std::any_of(holders.begin(), holders.end(),
                       [&](const Holder &holder) { return holder.worker == event.worker; });
}

/// Who came to the other side to meet this open has closed it again before this was told.
bool hasLeft(const Phrases &phrases, const Event &event, WorkerId came, End other)
{
    const auto &channel = phrases.snapshot.channels[event.channel];
    return came != event.worker && !phrases.snapshot.processes[came].opening
           && (other == End::Read ? channel.readers : channel.writers).empty();
}

std::string whyNoWait(const Phrases &phrases, const Event &event, WorkerId partner, End other)
{
    if (partner == noWorker)
        return phrases.say(isOwnPartner(phrases, event, other) ? Message::OwnOtherSide
                                                               : Message::DoesNotWaitForWriter);
    const auto &there = phrases.snapshot.processes[partner];
    const bool isLetIn = there.partner == event.worker && there.metTime >= event.entered;
    const bool isWaiting = isLetIn || there.opening.has_value();
    return phrases.say(isWaiting ? Message::PartnerWaited : Message::PartnerWasThere,
                       {phrases.name(partner)});
}

Caption tellFifo(const Phrases &phrases, const Event &event)
{
    const auto name = phrases.name(event.worker);
    const Opening opened{event.channel, noNameId, event.arguments[1]};
    if ((opened.flags & O_PATH) != 0)
        return phrases.caption(
            {phrases.say(Message::OpenedPathOnly,
                         {name, nameOfFile(event), phrases.fd(static_cast<int>(event.result))})},
            {phrases.say(Message::PathOnly)});
    const auto mode = opened.flags & O_ACCMODE;
    const auto what = mode == O_RDWR     ? Message::OpenedForBoth
                      : mode == O_WRONLY ? Message::OpenedForWriting
                                         : Message::OpenedForReading;
    const auto text = phrases.say(
        what, {name, nameOfFile(event), phrases.fd(static_cast<int>(event.result))});
    if (mode == O_RDWR)
        return phrases.caption({text}, {phrases.say(Message::IsItsOwnPartner)});
    const auto other = mode == O_WRONLY ? End::Read : End::Write;
    const auto partner = partnerOf(phrases, event, other);
    if (const auto came = opened.mayWait() ? whoCame(phrases, event) : std::nullopt)
        return hasLeft(phrases, event, *came, other)
                   ? phrases.caption({phrases.say(Message::OpenReturns, {name})},
                                     {phrases.say(Message::CameAndLeft, {phrases.name(*came)})})
                   : phrases.caption(
                       {phrases.say(Message::BothOpensReturn)},
                       {tell(Message::BothAreHere, phrases.language, // as a pipe, indeed
                             {phrases.name(*came)})});
    if (partner == noWorker && opened.mayWait() && !isOwnPartner(phrases, event, other))
        return phrases.caption({phrases.say(Message::BothOpensReturn)},
                               {phrases.say(Message::OtherSideComes)});
    return phrases.caption({text}, {whyNoWait(phrases, event, partner, other)});
}

} // namespace

Caption tellOpener(const Phrases &phrases, const Wait &wait)
{
    const auto &process = phrases.snapshot.processes[wait.worker];
    const auto why = process.opening && process.opening->isFor(End::Read)
                         ? Message::NobodyOpenedForWriting
                         : Message::NobodyOpenedForReading;
    Clauses clauses{phrases.say(why, {phrases.pipe(wait.channel)}),
                    phrases.say(Message::HasNoDescriptorYet)};
    if (wait.wakers.size() == 1 && wait.hopeless)
        clauses.push_back(phrases.say(Message::OnlyCanOpenIt, {phrases.name(wait.wakers[0])}));
    return phrases.caption(
        {phrases.say(Message::WaitsAtDoor,
                     {phrases.name(wait.worker), callOf(phrases, wait.worker)}),
         phrases.say(Message::SleepsIn, {phrases.name(wait.worker), callOf(phrases, wait.worker)})},
        clauses);
}

Caption tellMadeFifo(const Phrases &phrases, const Event &event)
{
    const auto mode = event.out[0] == absent ? absent : event.out[0] & 07777;
    const bool isCut = mode != absent && mode != event.arguments[1];
    const auto asked = octal(event.arguments[1]);
    return phrases.caption(
        {phrases.say(Message::MadeFifo, {phrases.name(event.worker), nameOfFile(event)})},
        {phrases.say(Message::IsOnlyAName,
                     {isCut ? phrases.say(Message::ModeLessUmask, {octal(mode), asked}) : asked})});
}

Caption tellOpenedFifo(const Phrases &phrases, const Event &event)
{
    const bool isFifo = event.channel < phrases.snapshot.channels.size() && event.out[0] != absent
                        && S_ISFIFO(static_cast<mode_t>(event.out[0]));
    if (isFifo)
        return tellFifo(phrases, event);
    return phrases.caption(
        {phrases.say(Message::OpenedOtherFile, {phrases.name(event.worker), nameOfFile(event),
                                                phrases.fd(static_cast<int>(event.result))})},
        {phrases.say(Message::IsNoFifo)});
}

Caption tellUnlinked(const Phrases &phrases, const Event &event)
{
    const auto what = phrases.say(Message::RemovedName,
                                  {phrases.name(event.worker), nameOfFile(event)});
    if (event.channel >= phrases.snapshot.channels.size())
        return phrases.caption({what}, {});
    const auto &channel = phrases.snapshot.channels[event.channel];
    const auto why = !channel.names.empty() ? Message::OtherNamesLead
                     : channel.gone         ? Message::FifoIsGone
                                            : Message::LivesWithoutName;
    return phrases.caption({what}, {phrases.say(why)});
}

Caption tellLinked(const Phrases &phrases, const Event &event)
{
    return phrases.caption(
        {phrases.say(Message::GaveName, {phrases.name(event.worker), nameOfFile(event)})},
        {phrases.say(Message::BothNamesLead)});
}

std::string whyNameFailed(const Phrases &phrases, const Event &event)
{
    const auto parameters = callAt(event.call).parameters;
    const bool isGivenName = !parameters.empty() && nameInArgument(event.arguments[0]) != noNameId
                             && (parameters[0].type == ParameterType::Name
                                 || parameters[0].type == ParameterType::Path);
    if (!isGivenName)
        return {};
    switch (event.error) {
    case ENXIO: return phrases.say(Message::NobodyReadsYet);
    case ENOENT:
        return phrases.say(nameOfFile(event).find('/') == std::string::npos
                               ? Message::NoSuchName
                               : Message::NoSuchDirectory);
    case EEXIST: return phrases.say(Message::NameIsTaken);
    case ENOTDIR: return phrases.say(Message::IsNoDirectory);
    case ENAMETOOLONG: return phrases.say(Message::NameIsTooLong);
    case EACCES: return phrases.say(Message::ModeForbids);
    default: return {};
    }
}

std::string whatIsEmptied(const Phrases &phrases, const ChannelSnapshot &channel)
{
    return channel.lostBytes > 0 && !channel.untold
               ? phrases.say(channel.lostExact ? Message::FifoLosesBytes : Message::FifoLosesAbout,
                             {grouped(channel.lostBytes)})
               : phrases.say(Message::FifoIsEmptied);
}

} // namespace seeipc
