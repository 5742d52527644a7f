// SPDX-License-Identifier: MIT
#include "mechanisms/basic.h"

#include "mechanisms/calltext.h"
#include "mechanisms/cform.h"
#include "mechanisms/programs.h"
#include "posix/waitstatus.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace seeipc {

namespace {

std::atomic<HandledSignals *> handledSignals;
StampKind handledStampKind = StampKind::Nanoseconds;

/// Lock-free stores and a stamp: safe in a handler.
void countSignal(int signal)
{
    auto *handled = handledSignals.load(std::memory_order_relaxed);
    if (!handled)
        return;
    handled->stamp.store(stampNow(handledStampKind), std::memory_order_relaxed);
    handled->counts[static_cast<std::size_t>(signal)].fetch_add(1, std::memory_order_release);
}

constexpr Symbol dispositions[] = {
    {"default", static_cast<int>(Disposition::Default), "SIG_DFL"},
    {"ignore", static_cast<int>(Disposition::Ignore), "SIG_IGN"},
    {"count", static_cast<int>(Disposition::Count)},
};

constexpr Symbol resources[] = {{"RLIMIT_NOFILE", RLIMIT_NOFILE}, {"RLIMIT_NPROC", RLIMIT_NPROC}};
constexpr OutWord limitWords[] = {{"soft", 0}, {"hard", 1}};

constexpr Symbol waitOptions[] = {{"WUNTRACED", WUNTRACED}, {"WCONTINUED", WCONTINUED}};
constexpr Symbol waitChanges[] = {{"exited", 0}, {"killed", 1}, {"stopped", 2}, {"continued", 3}};
constexpr OutWord waitWords[] = {{"change", 1, waitChanges}, {"number", 2}};
constexpr Symbol namespaceFlags[] = {{"CLONE_NEWIPC", CLONE_NEWIPC},
                                     {"CLONE_NEWUSER", CLONE_NEWUSER}};

constexpr Symbol maskChanges[] = {{"SIG_BLOCK", SIG_BLOCK}, {"SIG_UNBLOCK", SIG_UNBLOCK}};
constexpr Symbol childCodes[] = {{"CLD_EXITED", CLD_EXITED},
                                 {"CLD_KILLED", CLD_KILLED},
                                 {"CLD_DUMPED", CLD_DUMPED},
                                 {"CLD_STOPPED", CLD_STOPPED},
                                 {"CLD_CONTINUED", CLD_CONTINUED}};
constexpr OutWord signalWords[] = {{"si_pid", 0}, {"si_code", 1, childCodes}, {"si_status", 2}};

constexpr Symbol switches[] = {{"false", 0}, {"true", 1}};

CallOutcome performClose(const CallInput &input)
{
    return outcomeOf(::close(static_cast<int>(input.values[0])));
}

CallOutcome performDup2(const CallInput &input)
{
    auto outcome = outcomeOf(
        ::dup2(static_cast<int>(input.values[0]), static_cast<int>(input.values[1])));
    outcome.out[0] = input.values[0];
    return outcome;
}

CallOutcome performFork(const CallInput &)
{
    return outcomeOf(::fork());
}

CallOutcome performWait(const CallInput &)
{
    int raw = 0;
    auto outcome = outcomeOf(::wait(&raw));
    if (outcome.error == 0)
        outcome.out[0] = raw;
    return outcome;
}

/// Beside the status what an expectation names: which change it is, and the exit status or signal.
CallOutcome performWaitpid(const CallInput &input)
{
    int raw = 0;
    auto outcome = outcomeOf(
        ::waitpid(static_cast<pid_t>(input.values[0]), &raw, static_cast<int>(input.values[1])));
    if (outcome.error != 0)
        return outcome;
    const auto status = WaitStatus::fromRaw(raw);
    outcome.out[0] = raw;
    outcome.out[1] = status.exited() ? 0 : status.killed() ? 1 : status.stopped() ? 2 : 3;
    outcome.out[2] = status.exited()    ? status.exitCode()
                     : status.killed()  ? status.signal()
                     : status.stopped() ? status.stopSignal()
                                        : absent;
    return outcome;
}

CallOutcome performSetsid(const CallInput &)
{
    return outcomeOf(::setsid());
}

CallOutcome performUnshare(const CallInput &input)
{
    return outcomeOf(::unshare(static_cast<int>(input.values[0])));
}

CallOutcome performKill(const CallInput &input)
{
    return outcomeOf(
        ::kill(static_cast<pid_t>(input.values[0]), static_cast<int>(input.values[1])));
}

CallOutcome performSigaction(const CallInput &input)
{
    struct sigaction action
    {};
    switch (static_cast<Disposition>(input.values[1])) {
    case Disposition::Default: action.sa_handler = SIG_DFL; break;
    case Disposition::Ignore: action.sa_handler = SIG_IGN; break;
    case Disposition::Count: action.sa_handler = countSignal; break;
    }
    action.sa_flags = input.values[2] == 1 ? SA_RESTART : 0;
    auto outcome = outcomeOf(::sigaction(static_cast<int>(input.values[0]), &action, nullptr));
    outcome.out[0] = input.values[2] == 1 ? 1 : 0; // SA_RESTART
    return outcome;
}

CallOutcome performExit(const CallInput &input)
{
    ::_exit(static_cast<int>(input.values[0]));
}

CallOutcome performExecve(const CallInput &input)
{
    errno = becomeProgram(input.values[0]);
    return outcomeOf(-1);
}

CallOutcome performSetrlimit(const CallInput &input)
{
    struct rlimit limit
    {};
    const auto resource = static_cast<__rlimit_resource_t>(input.values[0]);
    if (::getrlimit(resource, &limit) != 0)
        return outcomeOf(-1);
    limit.rlim_cur = static_cast<rlim_t>(input.values[1]); // the hard limit stays
    return outcomeOf(::setrlimit(resource, &limit));
}

CallOutcome performGetrlimit(const CallInput &input)
{
    struct rlimit limit
    {};
    auto outcome = outcomeOf(
        ::getrlimit(static_cast<__rlimit_resource_t>(input.values[0]), &limit));
    if (outcome.error == 0)
        outcome.out = {static_cast<std::int64_t>(limit.rlim_cur),
                       static_cast<std::int64_t>(limit.rlim_max), absent, absent};
    return outcome;
}

std::string textOfClose(const CallFacts &facts)
{
    return "close(" + std::to_string(facts.arguments[0]) + ")";
}

std::string textOfDup2(const CallFacts &facts)
{
    return "dup2(" + std::to_string(facts.arguments[0]) + ", " + std::to_string(facts.arguments[1])
           + ")";
}

std::string textOfFork(const CallFacts &)
{
    return "fork()";
}

std::string textOfWait(const CallFacts &)
{
    return "wait(&status)";
}

std::string textOfWaitpid(const CallFacts &facts)
{
    return "waitpid(" + decimal(facts.arguments[0]) + ", &status, "
           + flagText(waitOptions, facts.arguments[1]) + ")";
}

/// How it ended is told beside it, as of wait(2).
std::string resultOfWaitpid(const CallFacts &facts, std::int64_t result)
{
    const auto status = WaitStatus::fromRaw(static_cast<int>(facts.out[0]));
    constexpr int systemCallStop = 0x80; // of PTRACE_O_TRACESYSGOOD
    const bool isAtCall = status.stopped() && (status.stopSignal() & systemCallStop) != 0;
    if (result > 0 && status.stopped())
        return decimal(result) + " (WIFSTOPPED, "
               + signalName(status.stopSignal() & ~systemCallStop) + (isAtCall ? "|0x80)" : ")");
    return result > 0 && status.continued() ? decimal(result) + " (WIFCONTINUED)" : decimal(result);
}

/// Without options it waits for the end alone, as wait(2) does.
Effect effectOfWaitpid(const std::array<std::int32_t, 2> &arguments)
{
    return arguments[1] == 0 ? Effect::Wait : Effect::WaitChange;
}

CallOutcome performPause(const CallInput &)
{
    return outcomeOf(::pause());
}

sigset_t only(int signal)
{
    sigset_t set{};
    ::sigaddset(&set, signal);
    return set;
}

CallOutcome performSigprocmask(const CallInput &input)
{
    const auto set = only(static_cast<int>(input.values[1]));
    return outcomeOf(::sigprocmask(static_cast<int>(input.values[0]), &set, nullptr));
}

CallOutcome performSigwaitinfo(const CallInput &input)
{
    const auto set = only(static_cast<int>(input.values[0]));
    siginfo_t info{};
    auto outcome = outcomeOf(::sigwaitinfo(&set, &info));
    if (outcome.error == 0)
        outcome.out = {info.si_pid, info.si_code, info.si_status, absent};
    return outcome;
}

std::string textOfPause(const CallFacts &)
{
    return "pause()";
}

std::string textOfSigprocmask(const CallFacts &facts)
{
    return "sigprocmask(" + nameOf(maskChanges, facts.arguments[0]) + ", {"
           + signalName(facts.arguments[1]) + "}, NULL)";
}

std::string textOfSigwaitinfo(const CallFacts &facts)
{
    return "sigwaitinfo({" + signalName(facts.arguments[0]) + "}, &info)";
}

std::string resultOfSigwaitinfo(const CallFacts &facts, std::int64_t result)
{
    const bool isOfChild = result == SIGCHLD && facts.out[1] != absent;
    return isOfChild ? decimal(result) + " (si_pid " + decimal(facts.out[0]) + ", si_code "
                           + nameOf(childCodes, facts.out[1]) + ", si_status "
                           + decimal(facts.out[2]) + ")"
                     : decimal(result);
}

std::string textOfSetsid(const CallFacts &)
{
    return "setsid()";
}

std::string textOfUnshare(const CallFacts &facts)
{
    return "unshare(" + flagText(namespaceFlags, facts.arguments[0]) + ")";
}

std::string textOfKill(const CallFacts &facts)
{
    return "kill(" + std::to_string(facts.arguments[0]) + ", " + signalName(facts.arguments[1])
           + ")";
}

std::string textOfSigaction(const CallFacts &facts)
{
    return "sigaction(" + signalName(facts.arguments[0]) + ", "
           + constantText(dispositions, facts.arguments[1])
           + (facts.out[0] == 1 ? ", SA_RESTART)" : ")");
}

std::string textOfExit(const CallFacts &facts)
{
    return "_exit(" + std::to_string(facts.arguments[0]) + ")";
}

std::string textOfExecve(const CallFacts &facts)
{
    return "execve(" + constantText(programSymbols, facts.arguments[0]) + ")";
}

std::string textOfSetrlimit(const CallFacts &facts)
{
    return "setrlimit(" + constantText(resources, facts.arguments[0]) + ", {"
           + std::to_string(facts.arguments[1]) + "})";
}

std::string textOfGetrlimit(const CallFacts &facts)
{
    return "getrlimit(" + constantText(resources, facts.arguments[0]) + ", &limit)";
}

constexpr long closeNumbers[] = {SYS_close};
constexpr long dup2Numbers[] = {
#ifdef SYS_dup2
    SYS_dup2,
#endif
    SYS_dup3};
constexpr long forkNumbers[] = {
#ifdef SYS_fork
    SYS_fork,
#endif
    SYS_clone};
constexpr long waitNumbers[] = {SYS_wait4, SYS_waitid};
constexpr long pauseNumbers[] = {
#ifdef SYS_pause
    SYS_pause,
#endif
    SYS_ppoll};
constexpr long sigprocmaskNumbers[] = {SYS_rt_sigprocmask};
constexpr long sigwaitinfoNumbers[] = {SYS_rt_sigtimedwait};
constexpr long setsidNumbers[] = {SYS_setsid};
constexpr long unshareNumbers[] = {SYS_unshare};
constexpr long killNumbers[] = {SYS_kill};
constexpr long sigactionNumbers[] = {SYS_rt_sigaction};
constexpr long execNumbers[] = {SYS_execve};
constexpr long setrlimitNumbers[] = {SYS_setrlimit, SYS_prlimit64};
constexpr long getrlimitNumbers[] = {SYS_getrlimit, SYS_prlimit64};
constexpr long exitNumbers[] = {SYS_exit_group};

constexpr CallParameter closeParameters[] = {{"fd", ParameterType::Descriptor}};
constexpr CallParameter dup2Parameters[] = {{"fd", ParameterType::Descriptor},
                                            {"to", ParameterType::Descriptor}};
constexpr CallParameter forkParameters[] = {{"child", ParameterType::Worker}};
constexpr CallParameter waitParameters[] = {{"for", ParameterType::Worker, Presence::Optional}};
constexpr CallParameter waitpidParameters[] = {
    {"pid", ParameterType::Process},
    {"options", ParameterType::Flags, Presence::Optional, waitOptions}};
constexpr CallParameter sigprocmaskParameters[] = {
    {"how", ParameterType::Symbol, Presence::Required, maskChanges},
    {"signal", ParameterType::Signal}};
constexpr CallParameter sigwaitinfoParameters[] = {{"signal", ParameterType::Signal}};
constexpr CallParameter unshareParameters[] = {
    {"flags", ParameterType::Flags, Presence::Required, namespaceFlags}};
constexpr CallParameter killParameters[] = {{"pid", ParameterType::Process},
                                            {"signal", ParameterType::Signal}};
constexpr CallParameter sigactionParameters[] = {
    {"signal", ParameterType::Signal},
    {"handler", ParameterType::Symbol, Presence::Required, dispositions},
    {"restart", ParameterType::Symbol, Presence::Optional, switches}};
constexpr CallParameter execParameters[] = {
    {"program", ParameterType::Symbol, Presence::Required, programSymbols}};
constexpr CallParameter setrlimitParameters[] = {
    {"resource", ParameterType::Symbol, Presence::Required, resources},
    {"value", ParameterType::Number}};
constexpr CallParameter getrlimitParameters[] = {
    {"resource", ParameterType::Symbol, Presence::Required, resources}};
constexpr CallParameter exitParameters[] = {{"status", ParameterType::Number}};

constexpr std::string_view countHandler = R"(
static volatile sig_atomic_t handled;

static void count(int signal)
{
{handled}    handled++;
}
)";
constexpr CDeclaration actionsInC[] = {
    {"default_action", "static const struct sigaction default_action = {.sa_handler = SIG_DFL};\n"},
    {"ignore_action", "static const struct sigaction ignore_action = {.sa_handler = SIG_IGN};\n"},
    {"count_action", countHandler},
    {"count_action", "static const struct sigaction count_action = {.sa_handler = count};\n"},
    {"count_action_restart", countHandler},
    {"count_action_restart",
     "static const struct sigaction count_action_restart = {.sa_handler = count,\n"
     "                                                      .sa_flags = SA_RESTART};\n"},
    {"default_action_restart",
     "static const struct sigaction default_action_restart = {.sa_handler = SIG_DFL,\n"
     "                                                        .sa_flags = SA_RESTART};\n"},
    {"ignore_action_restart",
     "static const struct sigaction ignore_action_restart = {.sa_handler = SIG_IGN,\n"
     "                                                       .sa_flags = SA_RESTART};\n"},
};

constexpr CDeclaration programsInC[] = {
    {"environment",
     "static char *const environment[] = {\"PATH=/usr/bin:/bin\", \"LC_ALL=C\", NULL};\n"}};
constexpr CDeclaration limitsInC[] = {
    {"limit", "static struct rlimit limit;\n"},
    {"soft_limit", R"(
static struct rlimit *soft_limit(int resource, rlim_t value)
{
    static struct rlimit wanted;

    getrlimit(resource, &wanted);
    wanted.rlim_cur = value;
    return &wanted;
}
)"},
};

constexpr CForm closeInC{.call = "close({fd})", .traced = "close", .isChecked = false};
constexpr CForm dup2InC{.call = "dup2({fd}, {to})", .traced = "?dup2,?dup3"};
constexpr CForm forkInC{.call = "fork()", .traced = "?fork,?clone,?clone3", .result = "{child}"};
constexpr CForm waitInC{.call = "wait(&status)", .traced = "wait4", .sleep = "SYS_wait4"};
constexpr CForm waitpidInC{
    .call = "waitpid({pid}, &status, {options})", .traced = "wait4", .sleep = "SYS_wait4"};
constexpr CDeclaration signalSetInC[] = {{"only", R"(
static const sigset_t *only(int signal)
{
    static sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, signal);
    return &set;
}
)"},
                                         {"info", "static siginfo_t info;\n"}};
constexpr CForm pauseInC{.call = "pause()", .traced = "?pause,?ppoll", .sleep = "SYS_pause"};
constexpr CForm sigprocmaskInC{.call = "sigprocmask({how}, only({signal}), NULL)",
                               .traced = "rt_sigprocmask",
                               .declarations = signalSetInC};
constexpr CForm sigwaitinfoInC{.call = "sigwaitinfo(only({signal}), &info)",
                               .traced = "rt_sigtimedwait",
                               .sleep = "SYS_rt_sigtimedwait",
                               .declarations = signalSetInC,
                               .tells = "TELL_INFO"};
constexpr CForm setsidInC{.call = "setsid()", .traced = "setsid"};
constexpr CForm unshareInC{.call = "unshare({flags})", .traced = "unshare"};
constexpr CForm killInC{.call = "kill({pid}, {signal})", .traced = "kill"};
constexpr CForm sigactionInC{
    .call = "sigaction({signal}, &{handler:word}_action<_{restart:flag}>, NULL)",
    .traced = "rt_sigaction",
    .declarations = actionsInC};
constexpr CForm execveInC{
    .call = "execve({program})", .traced = "execve", .declarations = programsInC};
constexpr CForm setrlimitInC{.call = "setrlimit({resource}, soft_limit({resource}, {value}))",
                             .traced = "?setrlimit,?prlimit64",
                             .declarations = limitsInC};
constexpr CForm getrlimitInC{.call = "getrlimit({resource}, &limit)",
                             .traced = "?getrlimit,?prlimit64",
                             .declarations = limitsInC};
constexpr CForm exitInC{.call = "_exit({status})", .traced = "exit_group", .isChecked = false};

constexpr Call basicCalls[] = {
    {.name = "close",
     .manual = "close(2)",
     .effect = Effect::Close,
     .parameters = closeParameters,
     .systemCalls = closeNumbers,
     .perform = performClose,
     .text = textOfClose,
     .c = &closeInC},
    {.name = "dup2",
     .manual = "dup2(2)",
     .effect = Effect::Duplicate,
     .parameters = dup2Parameters,
     .systemCalls = dup2Numbers,
     .perform = performDup2,
     .text = textOfDup2,
     .c = &dup2InC},
    {.name = "fork",
     .manual = "fork(2)",
     .effect = Effect::Fork,
     .parameters = forkParameters,
     .systemCalls = forkNumbers,
     .perform = performFork,
     .text = textOfFork,
     .c = &forkInC},
    {.name = "wait",
     .manual = "wait(2)",
     .effect = Effect::Wait,
     .parameters = waitParameters,
     .systemCalls = waitNumbers,
     .perform = performWait,
     .text = textOfWait,
     .c = &waitInC},
    {.name = "waitpid",
     .manual = "waitpid(2)",
     .effect = Effect::WaitChange,
     .parameters = waitpidParameters,
     .systemCalls = waitNumbers,
     .perform = performWaitpid,
     .text = textOfWaitpid,
     .outWords = waitWords,
     .refine = effectOfWaitpid,
     .resultText = resultOfWaitpid,
     .c = &waitpidInC},
    {.name = "pause",
     .manual = "pause(2)",
     .effect = Effect::AwaitSignal,
     .systemCalls = pauseNumbers,
     .perform = performPause,
     .text = textOfPause,
     .c = &pauseInC},
    {.name = "sigprocmask",
     .manual = "sigprocmask(2)",
     .parameters = sigprocmaskParameters,
     .systemCalls = sigprocmaskNumbers,
     .perform = performSigprocmask,
     .text = textOfSigprocmask,
     .c = &sigprocmaskInC},
    {.name = "sigwaitinfo",
     .manual = "sigwaitinfo(2)",
     .effect = Effect::AwaitSignal,
     .parameters = sigwaitinfoParameters,
     .systemCalls = sigwaitinfoNumbers,
     .perform = performSigwaitinfo,
     .text = textOfSigwaitinfo,
     .outWords = signalWords,
     .resultText = resultOfSigwaitinfo,
     .c = &sigwaitinfoInC},
    {.name = "setsid",
     .manual = "setsid(2)",
     .systemCalls = setsidNumbers,
     .perform = performSetsid,
     .text = textOfSetsid,
     .c = &setsidInC},
    {.name = "unshare",
     .manual = "unshare(2)",
     .parameters = unshareParameters,
     .systemCalls = unshareNumbers,
     .perform = performUnshare,
     .text = textOfUnshare,
     .c = &unshareInC},
    {.name = "kill",
     .manual = "kill(2)",
     .effect = Effect::Signal,
     .parameters = killParameters,
     .systemCalls = killNumbers,
     .perform = performKill,
     .text = textOfKill,
     .c = &killInC},
    {.name = "sigaction",
     .manual = "sigaction(2)",
     .effect = Effect::SetDisposition,
     .parameters = sigactionParameters,
     .systemCalls = sigactionNumbers,
     .perform = performSigaction,
     .text = textOfSigaction,
     .c = &sigactionInC},
    {.name = "execve",
     .manual = "execve(2)",
     .effect = Effect::Exec,
     .parameters = execParameters,
     .systemCalls = execNumbers,
     .perform = performExecve,
     .text = textOfExecve,
     .c = &execveInC},
    {.name = "setrlimit",
     .manual = "setrlimit(2)",
     .parameters = setrlimitParameters,
     .systemCalls = setrlimitNumbers,
     .perform = performSetrlimit,
     .text = textOfSetrlimit,
     .c = &setrlimitInC},
    {.name = "getrlimit",
     .manual = "getrlimit(2)",
     .parameters = getrlimitParameters,
     .systemCalls = getrlimitNumbers,
     .perform = performGetrlimit,
     .text = textOfGetrlimit,
     .outWords = limitWords,
     .c = &getrlimitInC},
    {.name = "_exit",
     .manual = "_exit(2)",
     .effect = Effect::Exit,
     .parameters = exitParameters,
     .systemCalls = exitNumbers,
     .perform = performExit,
     .text = textOfExit,
     .c = &exitInC},
};

} // namespace

void countSignalsIn(HandledSignals *handled, StampKind stampKind)
{
    handledStampKind = stampKind;
    handledSignals.store(handled, std::memory_order_relaxed);
}

CallOutcome outcomeOf(std::int64_t result)
{
    CallOutcome outcome;
    outcome.error = result == -1 ? errno : 0;
    outcome.result = result;
    return outcome;
}

const Mechanism basicMechanism{
    .id = "basic",
    .title = "Processes, descriptors, signals",
    .manual = "syscalls(2)",
    .kind = ChannelKind::None,
    .calls = basicCalls,
};

} // namespace seeipc
