// SPDX-License-Identifier: MIT
#include "mechanisms/fifo.h"

#include "mechanisms/basic.h"
#include "mechanisms/calltext.h"
#include "mechanisms/cform.h"
#include "mechanisms/pipe.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace seeipc {

namespace {

constexpr Symbol statTypes[] = {
    {"S_IFIFO", S_IFIFO}, {"S_IFREG", S_IFREG}, {"S_IFCHR", S_IFCHR}, {"S_IFDIR", S_IFDIR}};
constexpr OutWord statWords[] = {
    {"type", 0, statTypes}, {"permissions", 1}, {"st_size", 2}, {"st_blocks", 3}};
constexpr OutWord mkfifoWords[] = {{"inode", 3}};

/// A FIFO, and beside it what tells it from any other. To look at it opens nothing.
CallOutcome performMkfifo(const CallInput &input)
{
    auto outcome = outcomeOf(::mkfifo(input.names[0], static_cast<mode_t>(input.values[1])));
    struct stat status
    {};
    if (outcome.error == 0
        && ::fstatat(AT_FDCWD, input.names[0], &status, AT_SYMLINK_NOFOLLOW) == 0)
        outcome.out = {status.st_mode, static_cast<std::int64_t>(status.st_dev), absent,
                       static_cast<std::int64_t>(status.st_ino)};
    return outcome;
}

CallOutcome performUnlink(const CallInput &input)
{
    return outcomeOf(::unlink(input.names[0]));
}

CallOutcome performLink(const CallInput &input)
{
    return outcomeOf(::link(input.names[0], input.names[1]));
}

CallOutcome performSymlink(const CallInput &input)
{
    return outcomeOf(::symlink(input.names[0], input.names[1]));
}

CallOutcome performStat(const CallInput &input)
{
    struct stat status
    {};
    auto outcome = outcomeOf(::stat(input.names[0], &status));
    if (outcome.error == 0)
        outcome.out = {status.st_mode & S_IFMT, status.st_mode & 07777, status.st_size,
                       status.st_blocks};
    return outcome;
}

CallOutcome performUmask(const CallInput &input)
{
    return outcomeOf(::umask(static_cast<mode_t>(input.values[0])));
}

/// "0644"; of no permission "0".
std::string modeText(std::int64_t mode)
{
    return mode == 0 ? "0" : octal(mode);
}

std::string textOfMkfifo(const CallFacts &facts)
{
    return "mkfifo(" + nameText(facts.names) + ", " + modeText(facts.arguments[1]) + ")";
}

std::string textOfUnlink(const CallFacts &facts)
{
    return "unlink(" + nameText(facts.names) + ")";
}

std::string twoNamesText(std::string_view names)
{
    const auto first = names.find('\0');
    const auto second = first == std::string_view::npos ? std::string_view()
                                                        : names.substr(first + 1);
    return "(" + nameText(names) + ", " + nameText(second) + ")";
}

std::string textOfLink(const CallFacts &facts)
{
    return "link" + twoNamesText(facts.names);
}

std::string textOfSymlink(const CallFacts &facts)
{
    return "symlink" + twoNamesText(facts.names);
}

std::string textOfStat(const CallFacts &facts)
{
    return "stat(" + nameText(facts.names) + ", &st)";
}

std::string resultOfStat(const CallFacts &facts, std::int64_t result)
{
    if (result != 0)
        return decimal(result);
    return "0 (" + nameOf(statTypes, facts.out[0]) + ", mode " + modeText(facts.out[1]) + ", size "
           + decimal(facts.out[2]) + ", blocks " + decimal(facts.out[3]) + ")";
}

std::string textOfUmask(const CallFacts &facts)
{
    return "umask(" + modeText(facts.arguments[0]) + ")";
}

std::string resultOfUmask(const CallFacts &, std::int64_t result)
{
    return modeText(result);
}

constexpr long mkfifoNumbers[] = {
#ifdef SYS_mknod
    SYS_mknod,
#endif
    SYS_mknodat};
constexpr long unlinkNumbers[] = {
#ifdef SYS_unlink
    SYS_unlink,
#endif
    SYS_unlinkat};
constexpr long linkNumbers[] = {
#ifdef SYS_link
    SYS_link,
#endif
    SYS_linkat};
constexpr long symlinkNumbers[] = {
#ifdef SYS_symlink
    SYS_symlink,
#endif
    SYS_symlinkat};
constexpr long statNumbers[] = {
#ifdef SYS_stat
    SYS_stat,
#endif
    SYS_newfstatat};
constexpr long umaskNumbers[] = {SYS_umask};

constexpr CallParameter mkfifoParameters[] = {{"path", ParameterType::Name},
                                              {"mode", ParameterType::Mode, Presence::Optional}};
constexpr CallParameter nameParameters[] = {{"path", ParameterType::Name}};
constexpr CallParameter linkParameters[] = {{"path", ParameterType::Name},
                                            {"to", ParameterType::Name}};
constexpr CallParameter umaskParameters[] = {{"mask", ParameterType::Mode}};

constexpr CDeclaration statByNameInC[] = {{"st", "static struct stat st;\n"}};

constexpr CForm mkfifoInC{.call = "mkfifo({path}, {mode})", .traced = "?mknod,mknodat"};
constexpr CForm unlinkInC{.call = "unlink({path})", .traced = "?unlink,?unlinkat"};
constexpr CForm linkInC{.call = "link({path}, {to})", .traced = "?link,?linkat"};
constexpr CForm symlinkInC{.call = "symlink({path}, {to})", .traced = "?symlink,?symlinkat"};
constexpr CForm statNameInC{.call = "stat({path}, &st)",
                            .traced = "?stat,?newfstatat",
                            .declarations = statByNameInC,
                            .tells = "TELL_STAT"};
constexpr CForm umaskInC{.call = "umask({mask})", .traced = "umask", .isChecked = false};

constexpr Call fifoCalls[] = {
    {.name = "mkfifo",
     .manual = "mkfifo(3)",
     .effect = Effect::MakeName,
     .parameters = mkfifoParameters,
     .systemCalls = mkfifoNumbers,
     .perform = performMkfifo,
     .text = textOfMkfifo,
     .outWords = mkfifoWords,
     .c = &mkfifoInC},
    {.name = "unlink",
     .manual = "unlink(2)",
     .effect = Effect::Unlink,
     .parameters = nameParameters,
     .systemCalls = unlinkNumbers,
     .perform = performUnlink,
     .text = textOfUnlink,
     .c = &unlinkInC},
    {.name = "link",
     .manual = "link(2)",
     .effect = Effect::LinkName,
     .parameters = linkParameters,
     .systemCalls = linkNumbers,
     .perform = performLink,
     .text = textOfLink,
     .c = &linkInC},
    {.name = "symlink",
     .manual = "symlink(2)",
     .parameters = linkParameters,
     .systemCalls = symlinkNumbers,
     .perform = performSymlink,
     .text = textOfSymlink,
     .c = &symlinkInC},
    {.name = "stat",
     .manual = "stat(2)",
     .parameters = nameParameters,
     .systemCalls = statNumbers,
     .perform = performStat,
     .text = textOfStat,
     .outWords = statWords,
     .resultText = resultOfStat,
     .c = &statNameInC},
    {.name = "umask",
     .manual = "umask(2)",
     .parameters = umaskParameters,
     .systemCalls = umaskNumbers,
     .perform = performUmask,
     .text = textOfUmask,
     .resultText = resultOfUmask,
     .c = &umaskInC},
};

} // namespace

const Mechanism fifoMechanism{
    .id = "fifo",
    .title = "FIFO (named pipe)",
    .manual = "fifo(7)",
    .kind = ChannelKind::ByteStream,
    .calls = fifoCalls,
    .sample = samplePipe,
};

} // namespace seeipc
