// SPDX-License-Identifier: MIT
// The narrator on calls that change no pipe: they ask the kernel, or say what a process may do.
#include "session/narratorrules.h"

#include "mechanisms/calltext.h"
#include "mechanisms/registry.h"
#include "session/eventtext.h"

#include <algorithm>
#include <array>
#include <linux/magic.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace seeipc {

namespace {

std::string askedAbout(const Phrases &phrases, const Event &event)
{
    return phrases.say(Message::AskedAbout,
                       {phrases.name(event.worker), std::string(callAt(event.call).name),
                        phrases.fd(event.arguments[0])});
}

std::string called(const Phrases &phrases, const Event &event)
{
    return phrases.say(Message::Returned,
                       {phrases.name(event.worker), std::string(callAt(event.call).name)});
}

std::optional<Caption> tellFstat(const Phrases &phrases, const Event &event)
{
    if (event.out[0] != S_IFIFO || event.channel == noChannel)
        return std::nullopt;
    return phrases.caption(
        {askedAbout(phrases, event)},
        {phrases.say(Message::IsPipeWithInode, {octal(event.out[1]), std::to_string(event.out[3])}),
         phrases.say(Message::EndsShareInode, {std::to_string(event.out[2])})});
}

std::optional<Caption> tellFstatfs(const Phrases &phrases, const Event &event)
{
    if (event.out[0] != PIPEFS_MAGIC)
        return std::nullopt;
    return phrases.caption({askedAbout(phrases, event)},
                           {phrases.say(Message::LiesInPipefs, {hexadecimal(event.out[0])})});
}

std::optional<Caption> tellReadlink(const Phrases &phrases, const Event &event)
{
    const auto link = event.payloadText();
    if (!link.starts_with("pipe:[") || event.result != event.payloadLength)
        return std::nullopt;
    return phrases.caption(
        {phrases.say(Message::ReadWhereItLeads,
                     {phrases.name(event.worker), phrases.fd(event.arguments[0])})},
        {phrases.say(Message::LinkSays, {std::string(link)}), phrases.say(Message::PipeHasNoName)});
}

std::optional<Caption> tellFpathconf(const Phrases &phrases, const Event &event)
{
    if (event.channel == noChannel || event.result <= 0) // _PC_PIPE_BUF is all that a demo asks for
        return std::nullopt;
    return phrases.caption({called(phrases, event)},
                           {returnedText(event), phrases.say(Message::PipeBufIsWhole)});
}

std::optional<Caption> tellSetrlimit(const Phrases &phrases, const Event &event)
{
    const auto most = event.arguments[1];
    if (event.arguments[0] != RLIMIT_NOFILE || most < 1)
        return std::nullopt;
    return phrases.caption(
        {called(phrases, event)},
        {phrases.say(Message::MayOpenSoMany, {grouped(most), std::to_string(most - 1)})});
}

std::optional<Caption> tellGetrlimit(const Phrases &phrases, const Event &event)
{
    if (event.arguments[0] != RLIMIT_NPROC || event.out[0] < 0) // RLIM_INFINITY
        return std::nullopt;
    return phrases.caption({called(phrases, event)},
                           {phrases.say(Message::UserMayHave, {grouped(event.out[0])}),
                            phrases.say(Message::LimitIsNoPipes)});
}

std::optional<Caption> tellPidfdOpen(const Phrases &phrases, const Event &event)
{
    const auto &processes = phrases.snapshot.processes;
    const auto of = std::find_if(processes.begin(), processes.end(), [&](const auto &process) {
        return process.pid == event.arguments[0] && process.isAlive();
    });
    if (of == processes.end())
        return std::nullopt;
    return phrases.caption(
        {called(phrases, event)},
        {phrases.say(Message::LeadsToProcess,
                     {phrases.fd(static_cast<int>(event.result)),
                      phrases.name(static_cast<WorkerId>(of - processes.begin()))}),
         phrases.say(Message::TracerMayCopy)});
}

std::optional<Caption> tellStat(const Phrases &phrases, const Event &event)
{
    if (event.out[0] != S_IFIFO)
        return std::nullopt;
    const auto text = phrases.call(event);
    const auto from = text.find('"') + 1;
    const auto name = text.substr(from, text.rfind('"') - from);
    return phrases.caption(
        {called(phrases, event)},
        {phrases.say(Message::NameLeadsToFifo, {name, octal(event.out[1])}),
         phrases.say(Message::FifoHoldsNothing,
                     {std::to_string(event.out[2]), std::to_string(event.out[3])})});
}

std::optional<Caption> tellUmask(const Phrases &phrases, const Event &event)
{
    return phrases.caption({called(phrases, event)},
                           {phrases.say(Message::MaskTakesOff, {octal(event.arguments[0])})});
}

std::optional<Caption> tellIoctl(const Phrases &phrases, const Event &event)
{
    if (event.channel == noChannel
        || event.out[0] == absent) // FIONREAD is all that a demo asks for
        return std::nullopt;
    return phrases.caption(
        {phrases.say(Message::AskedAbout,
                     {phrases.name(event.worker), "FIONREAD", phrases.fd(event.arguments[0])})},
        {phrases.say(Message::QueuedInside, {grouped(event.out[0])})});
}

struct QueryRow
{
    std::string_view call;
    std::optional<Caption> (*tell)(const Phrases &phrases, const Event &event);
};

constexpr std::array queries{
    QueryRow{"fstat", tellFstat},          QueryRow{"fstatfs", tellFstatfs},
    QueryRow{"readlink", tellReadlink},    QueryRow{"fpathconf", tellFpathconf},
    QueryRow{"setrlimit", tellSetrlimit},  QueryRow{"getrlimit", tellGetrlimit},
    QueryRow{"pidfd_open", tellPidfdOpen}, QueryRow{"stat", tellStat},
    QueryRow{"umask", tellUmask},          QueryRow{"ioctl", tellIoctl},
};

} // namespace

std::optional<Caption> tellQuery(const Phrases &phrases, const Event &event)
{
    const auto name = callAt(event.call).name;
    const auto row = std::find_if(queries.begin(), queries.end(),
                                  [&](const QueryRow &query) { return query.call == name; });
    return row != queries.end() ? row->tell(phrases, event) : std::nullopt;
}

} // namespace seeipc
