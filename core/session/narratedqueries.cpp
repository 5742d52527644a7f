// SPDX-License-Identifier: MIT
// The narrator on calls that change no pipe: they ask the kernel, or say what a process may do.
#include "session/narratorrules.h"

#include "mechanisms/calltext.h"
#include "mechanisms/procfiles.h"
#include "mechanisms/registry.h"
#include "session/eventtext.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <linux/magic.h>
#include <sched.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace seeipc {

namespace {

constexpr std::int64_t leadsToName = 1; ///< of readlink's "leads"
constexpr std::int64_t leadsToDeleted = 2;

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
    const auto link = std::string(event.payloadText());
    const auto fd = phrases.fd(event.arguments[0]);
    const auto what = event.other < phrases.snapshot.processes.size()
                          ? phrases.say(Message::ReadWhereItLeadsIn,
                                        {phrases.name(event.worker), fd, phrases.name(event.other)})
                          : phrases.say(Message::ReadWhereItLeads,
                                        {phrases.name(event.worker), fd});
    if (event.out[1] == leadsToName || event.out[1] == leadsToDeleted) {
        const bool isCut = event.result > event.payloadLength;
        return phrases.caption(
            {what}, {event.out[1] == leadsToName
                         ? phrases.say(Message::LinkIsPath, {isCut ? link + "..." : link})
                         : phrases.say(Message::LinkIsDeleted)});
    }
    if (!link.starts_with("pipe:[") || event.result != event.payloadLength)
        return std::nullopt;
    return phrases.caption(
        {what}, {phrases.say(Message::LinkSays, {link}), phrases.say(Message::PipeHasNoName)});
}

std::optional<Caption> tellFpathconf(const Phrases &phrases, const Event &event)
{
    if (event.result <= 0)
        return std::nullopt;
    if (event.arguments[1] == _PC_NAME_MAX)
        return phrases.caption({called(phrases, event)},
                               {returnedText(event), phrases.say(Message::NamesMayHave)});
    if (event.channel == noChannel)
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
    const auto &steps = phrases.scenario.steps;
    const auto isMade = [&steps](std::string_view call) {
        return std::any_of(steps.begin(), steps.end(),
                           [call](const StepInfo &step) { return callAt(step.call).name == call; });
    };
    const bool isPolled = isMade("poll") && !isMade("pidfd_getfd");
    return phrases.caption(
        {called(phrases, event)},
        {phrases.say(Message::LeadsToProcess,
                     {phrases.fd(static_cast<int>(event.result)),
                      phrases.name(static_cast<WorkerId>(of - processes.begin()))}),
         phrases.say(isPolled ? Message::ReadableOnceEnded : Message::TracerMayCopy)});
}

/// The first word of a file of /proc, and what it means.
std::string whatProcSays(const Phrases &phrases, const Event &event, WorkerId of)
{
    const auto text = event.payloadText();
    if (const auto name = text.rfind(") ");
        name != std::string_view::npos && text.size() > name + 2)
        return phrases.say(Message::StateLetterIs, {std::string(1, text[name + 2])}); // of stat
    const std::string word(text.substr(0, text.find_first_of(" \n")));
    const auto quoted = "\"" + word + "\"";
    long number = -1;
    const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
    if (word == "running")
        return phrases.say(Message::SaysItRuns, {quoted, phrases.name(of)});
    if (read.ec != std::errc{} || read.ptr != word.data() + word.size())
        return phrases.say(Message::IsPlaceInKernel, {quoted, phrases.name(of)});
    const auto &sleeper = phrases.snapshot.processes[of];
    const bool isIts = sleeper.call < callCount() && isSystemCallOf(sleeper.call, number);
    return isIts ? phrases.say(Message::IsNumberOfCall,
                               {quoted, phrases.name(of), std::string(callAt(sleeper.call).name)})
                 : std::string();
}

std::optional<Caption> tellSetsid(const Phrases &phrases, const Event &event)
{
    return phrases.caption({called(phrases, event)}, {phrases.say(Message::LeadsNewSession)});
}

std::optional<Caption> tellUnshare(const Phrases &phrases, const Event &event)
{
    return phrases.caption(
        {called(phrases, event)},
        {phrases.say((event.arguments[0] & CLONE_NEWUSER) != 0 ? Message::MayMakeNamespaces
                                                               : Message::HasOwnIpc)});
}

/// Of a file of /proc, which is a call about another process.
std::optional<Caption> tellOpenedProcFile(const Phrases &phrases, const Event &event)
{
    const auto file = procFileInArgument(event.arguments[0]);
    if (!file || *file >= procFiles.size())
        return std::nullopt;
    const auto of = event.other < phrases.snapshot.processes.size() ? event.other : event.worker;
    const auto path = "/proc/" + std::to_string(phrases.snapshot.processes[of].pid) + "/"
                      + std::string(procFiles[*file]);
    return phrases.caption(
        {phrases.say(Message::OpenedProcFile, {phrases.name(event.worker), path,
                                               phrases.fd(static_cast<int>(event.result))})},
        {phrases.say(Message::KernelWritesIt, {phrases.name(of)})});
}

std::optional<Caption> tellStat(const Phrases &phrases, const Event &event)
{
    const auto text = phrases.call(event);
    const auto from = text.find('"') + 1;
    const auto name = text.substr(from, text.rfind('"') - from);
    if (event.out[0] == S_IFREG)
        return phrases.caption(
            {called(phrases, event)},
            {phrases.say(Message::NameLeadsToFile, {name, grouped(event.out[2])})});
    if (event.out[0] != S_IFIFO)
        return std::nullopt;
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
        {event.out[0] == 0 ? phrases.say(Message::QueuedNothing)
                           : phrases.say(Message::QueuedInside, {grouped(event.out[0])})});
}

std::optional<Caption> tellLoad(const Phrases &phrases, const Event &event)
{
    return phrases.caption(
        {phrases.say(Message::LoadedV, {phrases.name(event.worker), std::to_string(event.result)})},
        {phrases.say(Message::VIsAtAddress, {hexadecimal(event.out[0])})});
}

std::optional<Caption> tellStore(const Phrases &phrases, const Event &event)
{
    return phrases.caption(
        {phrases.say(Message::StoredV, {phrases.name(event.worker), std::to_string(event.result)})},
        {phrases.say(phrases.snapshot.processes[event.worker].parent != noWorker
                         ? Message::OnlyItsOwnV
                         : Message::VIsAtAddress,
                     {hexadecimal(event.out[0])})});
}

std::optional<Caption> tellMemoryRead(const Phrases &phrases, const Event &event)
{
    if (event.other >= phrases.snapshot.processes.size())
        return std::nullopt;
    return phrases.caption(
        {phrases.say(Message::SawVOf, {phrases.name(event.worker), std::to_string(event.out[0]),
                                       phrases.name(event.other)})},
        {phrases.say(Message::TracerMayRead)});
}

/// Of a pipe it fails.
std::optional<Caption> tellLseek(const Phrases &phrases, const Event &event)
{
    const auto &processes = phrases.snapshot.processes;
    const bool isShared = processes[event.worker].parent != noWorker
                          || std::any_of(processes.begin(), processes.end(), [&](const auto &one) {
                                 return one.parent == event.worker;
                             });
    if (!isShared)
        return std::nullopt;
    return phrases.caption(
        {called(phrases, event)},
        {returnedText(event), phrases.atBegin(phrases.say(Message::PositionIsShared))});
}

/// "1 (write)": of a system call's number on this machine.
std::string callNumber(std::int64_t number)
{
    for (std::size_t i = 0; i < callCount(); ++i) {
        const auto id = static_cast<CallId>(i);
        if (isSystemCallOf(id, number))
            return std::to_string(number) + " (" + std::string(callAt(id).name) + ")";
    }
    return std::to_string(number);
}

std::optional<Caption> tellPtrace(const Phrases &phrases, const Event &event)
{
    const auto tracer = phrases.name(event.worker);
    const auto traced = phrases.name(event.other);
    switch (event.arguments[0]) {
    case PTRACE_TRACEME:
        return phrases.caption({phrases.say(Message::IsTracedNow, {tracer})},
                               {phrases.say(Message::SignalsStopItFirst)});
    case PTRACE_SETOPTIONS:
        return phrases.caption({phrases.say(Message::SetTraceOptions, {tracer, traced})},
                               {phrases.say(Message::TraceOptionsMean, {tracer, traced})});
    case PTRACE_SYSCALL:
        return phrases.caption({phrases.say(Message::LetsRunToCall, {tracer, traced})},
                               {phrases.say(Message::StopsAtEachCall)});
    case PTRACE_CONT:
        return phrases.caption({phrases.say(Message::LetsGoOnTraced, {tracer, traced})},
                               {event.out[0] > 0
                                    ? phrases.say(Message::SignalGiven,
                                                  {phrases.signal(static_cast<int>(event.out[0]))})
                                    : phrases.say(Message::NoSignalGiven)});
    case PTRACE_GETSIGINFO:
        return phrases.caption(
            {phrases.say(Message::LooksAtSignal,
                         {tracer, traced, phrases.signal(static_cast<int>(event.out[1]))})},
            {phrases.say(Message::SignalNotReceived)});
    case PTRACE_GET_SYSCALL_INFO: break;
    default: return std::nullopt;
    }
    if (event.out[1] == PTRACE_SYSCALL_INFO_ENTRY)
        return phrases.caption(
            {phrases.say(Message::SawCallEntered, {tracer, traced, callNumber(event.out[2])})},
            {phrases.say(Message::NothingDoneYet)});
    return phrases.caption(
        {phrases.say(Message::SawCallLeft,
                     {tracer, traced,
                      event.out[2] < 0 ? "-" + errnoName(static_cast<int>(-event.out[2]))
                                       : std::to_string(event.out[2])})},
        {phrases.say(Message::ResultIsSeen)});
}

struct QueryRow
{
    std::string_view call;
    std::optional<Caption> (*tell)(const Phrases &phrases, const Event &event);
};

constexpr std::array queries{
    QueryRow{"fstat", tellFstat},
    QueryRow{"fstatfs", tellFstatfs},
    QueryRow{"readlink", tellReadlink},
    QueryRow{"fpathconf", tellFpathconf},
    QueryRow{"setrlimit", tellSetrlimit},
    QueryRow{"getrlimit", tellGetrlimit},
    QueryRow{"pidfd_open", tellPidfdOpen},
    QueryRow{"stat", tellStat},
    QueryRow{"umask", tellUmask},
    QueryRow{"ioctl", tellIoctl},
    QueryRow{"setsid", tellSetsid},
    QueryRow{"unshare", tellUnshare},
    QueryRow{"open", tellOpenedProcFile},
    QueryRow{"sigprocmask", tellMask},
    QueryRow{"sigwaitinfo", tellTakenSignal},
    QueryRow{"load", tellLoad},
    QueryRow{"store", tellStore},
    QueryRow{"lseek", tellLseek},
    QueryRow{"process_vm_readv", tellMemoryRead},
    QueryRow{"ptrace", tellPtrace},
};

} // namespace

std::optional<Caption> tellReadProc(const Phrases &phrases, const Event &event)
{
    const auto *file = phrases.snapshot.processes[event.worker].otherOf(event.arguments[0]);
    if (!file || file->kind != OtherDescriptor::Kind::Proc || event.payloadLength == 0)
        return std::nullopt;
    const auto of = file->of < phrases.snapshot.processes.size() ? file->of : event.worker;
    return phrases.caption(
        {phrases.say(Message::AskedKernelAbout, {phrases.name(event.worker), phrases.name(of)})},
        {whatProcSays(phrases, event, of)});
}

std::optional<Caption> tellQuery(const Phrases &phrases, const Event &event)
{
    const auto name = callAt(event.call).name;
    const auto row = std::find_if(queries.begin(), queries.end(),
                                  [&](const QueryRow &query) { return query.call == name; });
    return row != queries.end() ? row->tell(phrases, event) : std::nullopt;
}

} // namespace seeipc
