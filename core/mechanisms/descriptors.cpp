// SPDX-License-Identifier: MIT
#include "mechanisms/descriptors.h"

#include "mechanisms/basic.h"
#include "mechanisms/calltext.h"
#include "mechanisms/cform.h"
#include "mechanisms/procfiles.h"

#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace seeipc {

namespace {

constexpr Symbol pollEvents[] = {{"POLLIN", POLLIN},
                                 {"POLLOUT", POLLOUT},
                                 {"POLLERR", POLLERR},
                                 {"POLLHUP", POLLHUP},
                                 {"POLLNVAL", POLLNVAL}};
constexpr Symbol accessModes[] = {{"O_RDONLY", O_RDONLY},     {"O_WRONLY", O_WRONLY},
                                  {"O_RDWR", O_RDWR},         {"O_CREAT", O_CREAT},
                                  {"O_EXCL", O_EXCL},         {"O_TRUNC", O_TRUNC},
                                  {"O_NONBLOCK", O_NONBLOCK}, {"O_PATH", O_PATH}};
constexpr Symbol fileTypes[] = {
    {"S_IFIFO", S_IFIFO}, {"S_IFREG", S_IFREG}, {"S_IFCHR", S_IFCHR}, {"S_IFDIR", S_IFDIR}};
constexpr Symbol pathLimits[] = {{"_PC_PIPE_BUF", _PC_PIPE_BUF}, {"_PC_NAME_MAX", _PC_NAME_MAX}};
/// What the text of a link in /proc/PID/fd says that it leads to.
constexpr Symbol linkTargets[] = {{"pipe", 0}, {"name", 1}, {"deleted-name", 2}};
constexpr mode_t createdMode = 0666; ///< less the umask

constexpr OutWord pollWords[] = {{"revents", 1, pollEvents}};
constexpr OutWord fstatWords[] = {
    {"type", 0, fileTypes}, {"permissions", 1}, {"st_size", 2}, {"st_ino", 3}};
constexpr OutWord fstatfsWords[] = {{"f_type", 0}};
constexpr OutWord readlinkWords[] = {{"inode", 0}, {"leads", 1, linkTargets}};

int intOf(std::int64_t value)
{
    return static_cast<int>(value);
}

/// "/proc/self/fd/3" or "/proc/self/wchan", or of the process whose pid is the call's last value.
std::string pathOf(const CallInput &input)
{
    const auto pid = input.values[mostCallParameters - 1];
    const auto directory = "/proc/" + (pid == 0 ? "self" : std::to_string(pid)) + "/";
    if (const auto file = procFileInArgument(input.values[0]); file && *file < procFiles.size())
        return directory + std::string(procFiles[*file]);
    return directory + "fd/" + std::to_string(input.values[0]);
}

CallOutcome performDup(const CallInput &input)
{
    auto outcome = outcomeOf(::dup(intOf(input.values[0])));
    outcome.out[0] = input.values[0];
    return outcome;
}

/// A file by its name, and beside it what only who has it open can ask without a race.
CallOutcome openName(const char *name, int flags)
{
    auto outcome = outcomeOf(::open(name, flags, createdMode));
    struct stat status
    {};
    if (outcome.error != 0 || ::fstat(intOf(outcome.result), &status) != 0)
        return outcome;
    outcome.out = {status.st_mode, static_cast<std::int64_t>(status.st_dev),
                   ::fcntl(intOf(outcome.result), F_GETPIPE_SZ),
                   static_cast<std::int64_t>(status.st_ino)};
    return outcome;
}

CallOutcome performOpen(const CallInput &input)
{
    if (input.names[0])
        return openName(input.names[0], intOf(input.values[1]));
    auto outcome = outcomeOf(::open(pathOf(input).c_str(), intOf(input.values[1])));
    outcome.out[0] = input.values[0];
    outcome.out[1] = input.values[1];
    return outcome;
}

CallOutcome performPidfdOpen(const CallInput &input)
{
    return outcomeOf(::syscall(SYS_pidfd_open, input.values[0], 0));
}

CallOutcome performPidfdGetfd(const CallInput &input)
{
    auto outcome = outcomeOf(::syscall(SYS_pidfd_getfd, input.values[0], input.values[1], 0));
    outcome.out[0] = input.values[1];
    return outcome;
}

CallOutcome performPoll(const CallInput &input)
{
    pollfd asked{intOf(input.values[0]), static_cast<short>(input.values[1]), 0};
    auto outcome = outcomeOf(::poll(&asked, 1, intOf(input.values[2])));
    outcome.out[0] = input.values[2];
    outcome.out[1] = asked.revents;
    return outcome;
}

CallOutcome performFstat(const CallInput &input)
{
    struct stat status
    {};
    auto outcome = outcomeOf(::fstat(intOf(input.values[0]), &status));
    if (outcome.error == 0)
        outcome.out = {status.st_mode & S_IFMT, status.st_mode & 07777, status.st_size,
                       static_cast<std::int64_t>(status.st_ino)};
    return outcome;
}

CallOutcome performFstatfs(const CallInput &input)
{
    struct statfs status
    {};
    auto outcome = outcomeOf(::fstatfs(intOf(input.values[0]), &status));
    if (outcome.error == 0)
        outcome.out[0] = status.f_type;
    return outcome;
}

CallOutcome performFpathconf(const CallInput &input)
{
    return outcomeOf(::fpathconf(intOf(input.values[0]), intOf(input.values[1])));
}

/// The text of the link, and the number in "pipe:[NUMBER]".
CallOutcome performReadlink(const CallInput &input)
{
    auto outcome = outcomeOf(::readlink(pathOf(input).c_str(), input.buffer, 256));
    outcome.payload = input.buffer;
    if (outcome.error != 0)
        return outcome;
    const std::string_view text(input.buffer, static_cast<std::size_t>(outcome.result));
    const bool isPath = text.starts_with('/');
    const bool isPipe = text.starts_with("pipe:[");
    if (const auto bracket = text.find('['); !isPath && bracket != std::string_view::npos) {
        std::int64_t inode = absent;
        std::from_chars(text.data() + bracket + 1, text.data() + text.size(), inode);
        outcome.out[0] = inode;
    }
    if (isPath || isPipe)
        outcome.out[1] = isPipe ? 0 : text.ends_with(" (deleted)") ? 2 : 1;
    return outcome;
}

std::string textOfDup(const CallFacts &facts)
{
    return "dup(" + decimal(facts.arguments[0]) + ")";
}

Effect effectOfOpen(const std::array<std::int32_t, 2> &arguments)
{
    if (procFileInArgument(arguments[0]))
        return Effect::OpenProcFile;
    return nameInArgument(arguments[0]) == noNameId ? Effect::Duplicate : Effect::Open;
}

std::string textOfOpen(const CallFacts &facts)
{
    const auto file = procFileInArgument(facts.arguments[0]);
    const auto path = nameInArgument(facts.arguments[0]) != noNameId ? nameText(facts.names)
                      : file && *file < procFiles.size()
                          ? "\"/proc/…/" + std::string(procFiles[*file]) + "\""
                          : "\"/proc/…/fd/" + decimal(facts.arguments[0]) + "\"";
    const bool isCreating = (facts.arguments[1] & O_CREAT) != 0;
    return "open(" + path + ", " + openFlagText(facts.arguments[1])
           + (isCreating ? ", " + octal(createdMode) : "") + ")";
}

std::string textOfReadlink(const CallFacts &facts)
{
    return "readlink(\"/proc/…/fd/" + decimal(facts.arguments[0]) + "\", buf, 256)";
}

std::string textOfPidfdOpen(const CallFacts &facts)
{
    return "pidfd_open(" + decimal(facts.arguments[0]) + ", 0)";
}

std::string textOfPidfdGetfd(const CallFacts &facts)
{
    return "pidfd_getfd(" + decimal(facts.arguments[0]) + ", " + decimal(facts.arguments[1])
           + ", 0)";
}

std::string textOfPoll(const CallFacts &facts)
{
    return "poll({" + decimal(facts.arguments[0]) + ", " + flagText(pollEvents, facts.arguments[1])
           + "}, 1, " + decimal(facts.out[0]) + ")";
}

std::string resultOfPoll(const CallFacts &facts, std::int64_t result)
{
    const auto text = decimal(result);
    return result > 0 && facts.out[1] != absent
               ? text + " (revents " + flagText(pollEvents, facts.out[1]) + ")"
               : text;
}

std::string textOfFstat(const CallFacts &facts)
{
    return "fstat(" + decimal(facts.arguments[0]) + ", &st)";
}

std::string resultOfFstat(const CallFacts &facts, std::int64_t result)
{
    if (result != 0)
        return decimal(result);
    return "0 (" + nameOf(fileTypes, facts.out[0]) + ", mode " + octal(facts.out[1]) + ", size "
           + decimal(facts.out[2]) + ", inode " + decimal(facts.out[3]) + ")";
}

std::string textOfFstatfs(const CallFacts &facts)
{
    return "fstatfs(" + decimal(facts.arguments[0]) + ", &fs)";
}

std::string resultOfFstatfs(const CallFacts &facts, std::int64_t result)
{
    return result == 0 ? "0 (f_type " + hexadecimal(facts.out[0]) + ")" : decimal(result);
}

std::string textOfFpathconf(const CallFacts &facts)
{
    return "fpathconf(" + decimal(facts.arguments[0]) + ", "
           + nameOf(pathLimits, facts.arguments[1]) + ")";
}

constexpr long dupNumbers[] = {SYS_dup};
constexpr long openNumbers[] = {
#ifdef SYS_open
    SYS_open,
#endif
    SYS_openat};
constexpr long readlinkNumbers[] = {
#ifdef SYS_readlink
    SYS_readlink,
#endif
    SYS_readlinkat};
constexpr long pidfdOpenNumbers[] = {SYS_pidfd_open};
constexpr long pidfdGetfdNumbers[] = {SYS_pidfd_getfd};
constexpr long pollNumbers[] = {
#ifdef SYS_poll
    SYS_poll,
#endif
    SYS_ppoll};
constexpr long fstatNumbers[] = {SYS_fstat, SYS_newfstatat};
constexpr long fstatfsNumbers[] = {SYS_fstatfs};

constexpr CallParameter fdParameters[] = {{"fd", ParameterType::Descriptor}};
constexpr CallParameter openParameters[] = {
    {"path", ParameterType::Path},
    {"flags", ParameterType::Flags, Presence::Required, accessModes}};
constexpr CallParameter readlinkParameters[] = {{"path", ParameterType::DescriptorPath}};
constexpr CallParameter pidfdOpenParameters[] = {{"pid", ParameterType::Process}};
constexpr CallParameter pidfdGetfdParameters[] = {{"pidfd", ParameterType::Descriptor},
                                                  {"fd", ParameterType::ForeignDescriptor}};
constexpr CallParameter pollParameters[] = {
    {"fd", ParameterType::Descriptor},
    {"events", ParameterType::Flags, Presence::Required, pollEvents},
    {"timeout", ParameterType::Number, Presence::Optional}};
constexpr CallParameter fpathconfParameters[] = {
    {"fd", ParameterType::Descriptor},
    {"name", ParameterType::Symbol, Presence::Required, pathLimits}};

constexpr CDeclaration pathInC[] = {{"in_proc", R"(
static const char *in_proc(int fd)
{
    static char path[32];

    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    return path;
}
)"},
                                    {"in_proc_of", R"(
static const char *in_proc_of(pid_t pid, int fd)
{
    static char path[48];

    snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)pid, fd);
    return path;
}
)"},
                                    {"link_text", "static char link_text[256];\n"},
                                    {"proc_file", R"(
static const char *proc_file(pid_t pid, const char *name)
{
    static char path[48];

    snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
    return path;
}
)"}};
constexpr CDeclaration pollInC[] = {{"asked", R"(
static struct pollfd entry;

static struct pollfd *asked(int fd, short events)
{
    entry.fd = fd;
    entry.events = events;
    return &entry;
}
)"}};
constexpr CDeclaration statInC[] = {{"st", "static struct stat st;\n"},
                                    {"fs", "static struct statfs fs;\n"}};

constexpr CForm dupInC{.call = "dup({fd})", .traced = "dup", .result = "{makes}"};
constexpr CForm openInC{.call = "open({path}, {flags}<, {flags:mode}>)",
                        .traced = "?open,openat",
                        .sleep = "SYS_openat",
                        .result = "{makes}",
                        .declarations = pathInC};
constexpr CForm readlinkInC{.call = "readlink({path}, link_text, sizeof link_text)",
                            .traced = "?readlink,?readlinkat",
                            .declarations = pathInC,
                            .tells = "TELL_LINK"};
constexpr CForm pidfdOpenInC{
    .call = "pidfd_open({pid}, 0)", .traced = "pidfd_open", .result = "{makes}"};
constexpr CForm pidfdGetfdInC{
    .call = "pidfd_getfd({pidfd}, {fd}, 0)", .traced = "pidfd_getfd", .result = "{makes}"};
constexpr CForm pollCallInC{.call = "poll(asked({fd}, {events}), 1, {timeout})",
                            .traced = "?poll,?ppoll",
                            .sleep = "SYS_poll",
                            .declarations = pollInC};
constexpr CForm fstatInC{.call = "fstat({fd}, &st)",
                         .traced = "?fstat,?newfstatat",
                         .declarations = statInC,
                         .tells = "TELL_STAT"};
constexpr CForm fstatfsInC{
    .call = "fstatfs({fd}, &fs)", .traced = "fstatfs", .declarations = statInC, .tells = "TELL_FS"};
constexpr CForm fpathconfInC{.call = "fpathconf({fd}, {name})"};

constexpr Call descriptorCalls[] = {
    {.name = "dup",
     .manual = "dup(2)",
     .effect = Effect::Duplicate,
     .parameters = fdParameters,
     .systemCalls = dupNumbers,
     .perform = performDup,
     .text = textOfDup,
     .makesDescriptor = true,
     .c = &dupInC},
    {.name = "open",
     .manual = "open(2)",
     .effect = Effect::Duplicate,
     .parameters = openParameters,
     .systemCalls = openNumbers,
     .perform = performOpen,
     .text = textOfOpen,
     .makesDescriptor = true,
     .refine = effectOfOpen,
     .c = &openInC},
    {.name = "readlink",
     .manual = "readlink(2)",
     .parameters = readlinkParameters,
     .systemCalls = readlinkNumbers,
     .perform = performReadlink,
     .text = textOfReadlink,
     .outWords = readlinkWords,
     .c = &readlinkInC},
    {.name = "pidfd_open",
     .manual = "pidfd_open(2)",
     .effect = Effect::OpenProcess,
     .parameters = pidfdOpenParameters,
     .systemCalls = pidfdOpenNumbers,
     .perform = performPidfdOpen,
     .text = textOfPidfdOpen,
     .makesDescriptor = true,
     .c = &pidfdOpenInC},
    {.name = "pidfd_getfd",
     .manual = "pidfd_getfd(2)",
     .effect = Effect::Duplicate,
     .parameters = pidfdGetfdParameters,
     .systemCalls = pidfdGetfdNumbers,
     .perform = performPidfdGetfd,
     .text = textOfPidfdGetfd,
     .makesDescriptor = true,
     .c = &pidfdGetfdInC},
    {.name = "poll",
     .manual = "poll(2)",
     .effect = Effect::Poll,
     .parameters = pollParameters,
     .systemCalls = pollNumbers,
     .perform = performPoll,
     .text = textOfPoll,
     .outWords = pollWords,
     .resultText = resultOfPoll,
     .c = &pollCallInC},
    {.name = "fstat",
     .manual = "fstat(2)",
     .parameters = fdParameters,
     .systemCalls = fstatNumbers,
     .perform = performFstat,
     .text = textOfFstat,
     .outWords = fstatWords,
     .resultText = resultOfFstat,
     .c = &fstatInC},
    {.name = "fstatfs",
     .manual = "fstatfs(2)",
     .parameters = fdParameters,
     .systemCalls = fstatfsNumbers,
     .perform = performFstatfs,
     .text = textOfFstatfs,
     .outWords = fstatfsWords,
     .resultText = resultOfFstatfs,
     .c = &fstatfsInC},
    {.name = "fpathconf", // pipefs has PIPE_BUF as a constant: the library answers by itself
     .manual = "fpathconf(3)",
     .parameters = fpathconfParameters,
     .perform = performFpathconf,
     .text = textOfFpathconf,
     .c = &fpathconfInC},
};

} // namespace

const Mechanism descriptorMechanism{
    .id = "descriptors",
    .title = "Descriptors",
    .manual = "open(2)",
    .kind = ChannelKind::None,
    .calls = descriptorCalls,
};

} // namespace seeipc
