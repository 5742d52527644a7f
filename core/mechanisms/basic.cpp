// SPDX-License-Identifier: MIT
#include "mechanisms/basic.h"

#include "mechanisms/cform.h"
#include "posix/waitstatus.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace seeipc {

namespace {

std::atomic<int> handledSignals; ///< of the "count" handler; lock-free, so safe in a handler

void countSignal(int)
{
    handledSignals.fetch_add(1, std::memory_order_relaxed);
}

constexpr Symbol dispositions[] = {
    {"default", static_cast<int>(Disposition::Default), "SIG_DFL"},
    {"ignore", static_cast<int>(Disposition::Ignore), "SIG_IGN"},
    {"count", static_cast<int>(Disposition::Count)},
};

constexpr Symbol switches[] = {{"false", 0}, {"true", 1}};

CallOutcome performClose(const CallInput &input)
{
    return outcomeOf(::close(static_cast<int>(input.values[0])));
}

CallOutcome performDup2(const CallInput &input)
{
    return outcomeOf(
        ::dup2(static_cast<int>(input.values[0]), static_cast<int>(input.values[1])));
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

CallOutcome performKill(const CallInput &input)
{
    return outcomeOf(::kill(static_cast<pid_t>(input.values[0]), static_cast<int>(input.values[1])));
}

CallOutcome performSigaction(const CallInput &input)
{
    struct sigaction action{};
    switch (static_cast<Disposition>(input.values[1])) {
    case Disposition::Default: action.sa_handler = SIG_DFL; break;
    case Disposition::Ignore: action.sa_handler = SIG_IGN; break;
    case Disposition::Count: action.sa_handler = countSignal; break;
    }
    action.sa_flags = input.values[2] == 1 ? SA_RESTART : 0;
    return outcomeOf(::sigaction(static_cast<int>(input.values[0]), &action, nullptr));
}

CallOutcome performExit(const CallInput &input)
{
    ::_exit(static_cast<int>(input.values[0]));
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

std::string textOfKill(const CallFacts &facts)
{
    return "kill(" + std::to_string(facts.arguments[0]) + ", " + signalName(facts.arguments[1])
           + ")";
}

std::string textOfSigaction(const CallFacts &facts)
{
    return "sigaction(" + signalName(facts.arguments[0]) + ", "
           + constantText(dispositions, facts.arguments[1]) + ")";
}

std::string textOfExit(const CallFacts &facts)
{
    return "_exit(" + std::to_string(facts.arguments[0]) + ")";
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
constexpr long killNumbers[] = {SYS_kill};
constexpr long sigactionNumbers[] = {SYS_rt_sigaction};
constexpr long exitNumbers[] = {SYS_exit_group};

constexpr CallParameter closeParameters[] = {{"fd", ParameterType::Descriptor}};
constexpr CallParameter dup2Parameters[] = {{"fd", ParameterType::Descriptor},
                                            {"to", ParameterType::Descriptor}};
constexpr CallParameter forkParameters[] = {{"child", ParameterType::Worker}};
constexpr CallParameter waitParameters[] = {
    {"for", ParameterType::Worker, Presence::Optional}};
constexpr CallParameter killParameters[] = {{"pid", ParameterType::Process},
                                            {"signal", ParameterType::Signal}};
constexpr CallParameter sigactionParameters[] = {
    {"signal", ParameterType::Signal},
    {"handler", ParameterType::Symbol, Presence::Required, dispositions},
    {"restart", ParameterType::Symbol, Presence::Optional, switches}};
constexpr CallParameter exitParameters[] = {{"status", ParameterType::Number}};

constexpr std::string_view countHandler = R"(
static volatile sig_atomic_t handled;

static void count(int signal)
{
    (void)signal;
    handled++;
}
)";
constexpr CDeclaration actionsInC[] = {
    {"default_action", "static const struct sigaction default_action = {.sa_handler = SIG_DFL};\n"},
    {"ignore_action", "static const struct sigaction ignore_action = {.sa_handler = SIG_IGN};\n"},
    {"count_action", countHandler},
    {"count_action", "static const struct sigaction count_action = {.sa_handler = count};\n"},
    {"count_action_restart", countHandler},
    {"count_action_restart", "static const struct sigaction count_action_restart = {.sa_handler = count,\n"
                             "                                                      .sa_flags = SA_RESTART};\n"},
    {"default_action_restart", "static const struct sigaction default_action_restart = {.sa_handler = SIG_DFL,\n"
                             "                                                        .sa_flags = SA_RESTART};\n"},
    {"ignore_action_restart", "static const struct sigaction ignore_action_restart = {.sa_handler = SIG_IGN,\n"
                             "                                                       .sa_flags = SA_RESTART};\n"},
};

constexpr CForm closeInC{.call = "close({fd})", .headers = "unistd.h", .traced = "close", .isChecked = false};
constexpr CForm dup2InC{.call = "dup2({fd}, {to})", .headers = "unistd.h", .traced = "?dup2,?dup3"};
constexpr CForm forkInC{.call = "fork()", .headers = "sys/types.h unistd.h", .traced = "?fork,?clone,?clone3",
                        .result = "{child}"};
constexpr CForm waitInC{.call = "wait(&status)", .headers = "sys/wait.h", .traced = "wait4", .sleep = "SYS_wait4"};
constexpr CForm killInC{.call = "kill({pid}, {signal})", .headers = "signal.h", .traced = "kill"};
constexpr CForm sigactionInC{.call = "sigaction({signal}, &{handler:word}_action<_{restart:flag}>, NULL)",
                             .headers = "signal.h stddef.h", .traced = "rt_sigaction",
                             .declarations = actionsInC};
constexpr CForm exitInC{.call = "_exit({status})", .headers = "unistd.h", .traced = "exit_group", .isChecked = false};

constexpr Call basicCalls[] = {
    {.name = "close", .manual = "close(2)", .effect = Effect::Close,
     .parameters = closeParameters, .systemCalls = closeNumbers,
     .perform = performClose, .text = textOfClose, .c = &closeInC},
    {.name = "dup2", .manual = "dup2(2)", .effect = Effect::Duplicate,
     .parameters = dup2Parameters, .systemCalls = dup2Numbers,
     .perform = performDup2, .text = textOfDup2, .c = &dup2InC},
    {.name = "fork", .manual = "fork(2)", .effect = Effect::Fork,
     .parameters = forkParameters, .systemCalls = forkNumbers,
     .perform = performFork, .text = textOfFork, .c = &forkInC},
    {.name = "wait", .manual = "wait(2)", .effect = Effect::Wait,
     .parameters = waitParameters, .systemCalls = waitNumbers,
     .perform = performWait, .text = textOfWait, .c = &waitInC},
    {.name = "kill", .manual = "kill(2)", .effect = Effect::Signal,
     .parameters = killParameters, .systemCalls = killNumbers,
     .perform = performKill, .text = textOfKill, .c = &killInC},
    {.name = "sigaction", .manual = "sigaction(2)", .effect = Effect::SetDisposition,
     .parameters = sigactionParameters, .systemCalls = sigactionNumbers,
     .perform = performSigaction, .text = textOfSigaction, .c = &sigactionInC},
    {.name = "_exit", .manual = "_exit(2)", .effect = Effect::Exit,
     .parameters = exitParameters, .systemCalls = exitNumbers,
     .perform = performExit, .text = textOfExit, .c = &exitInC},
};

} // namespace

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
