// SPDX-License-Identifier: MIT
#include "mechanisms/tracing.h"

#include "mechanisms/basic.h"
#include "mechanisms/calltext.h"
#include "mechanisms/cform.h"
#include "posix/waitstatus.h"

#include <csignal>
#include <cstdint>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace seeipc {

namespace {

constexpr Symbol requests[] = {
    {"PTRACE_TRACEME", PTRACE_TRACEME, {}, "0, NULL, NULL"},
    {"PTRACE_SETOPTIONS", PTRACE_SETOPTIONS, {}, "{pid}, NULL, {data}"},
    {"PTRACE_SYSCALL", PTRACE_SYSCALL, {}, "{pid}, NULL, NULL"},
    {"PTRACE_CONT", PTRACE_CONT, {}, "{pid}, NULL, {data}"},
    {"PTRACE_GETSIGINFO", PTRACE_GETSIGINFO, {}, "{pid}, NULL, &info"},
    {"PTRACE_GET_SYSCALL_INFO", PTRACE_GET_SYSCALL_INFO, {}, "{pid}, sizeof at_call, &at_call"}};
constexpr Symbol options[] = {{"PTRACE_O_TRACESYSGOOD", PTRACE_O_TRACESYSGOOD},
                              {"PTRACE_O_EXITKILL", PTRACE_O_EXITKILL}};
constexpr Symbol codes[] = {
    {"SI_USER", SI_USER}, {"SEGV_MAPERR", SEGV_MAPERR}, {"SEGV_ACCERR", SEGV_ACCERR}};
constexpr Symbol operations[] = {{"entry", PTRACE_SYSCALL_INFO_ENTRY},
                                 {"exit", PTRACE_SYSCALL_INFO_EXIT}};
/// Of PTRACE_GETSIGINFO the first two, of PTRACE_GET_SYSCALL_INFO the others.
constexpr OutWord ptraceWords[] = {
    {"si_signo", 1}, {"si_code", 2, codes}, {"op", 1, operations}, {"nr", 2}, {"rval", 2}};

CallOutcome performPtrace(const CallInput &input)
{
    const auto pid = static_cast<pid_t>(input.values[1]);
    siginfo_t info{};
    __ptrace_syscall_info call{};
    const auto request = static_cast<__ptrace_request>(input.values[0]);
    const std::size_t size = input.values[0] == PTRACE_GET_SYSCALL_INFO ? sizeof call : 0;
    auto outcome = input.values[0] == PTRACE_GETSIGINFO
                       ? outcomeOf(::ptrace(request, pid, nullptr, &info))
                   : size > 0 ? outcomeOf(::ptrace(request, pid, size, &call))
                              : outcomeOf(::ptrace(request, pid, nullptr, input.values[2]));
    outcome.out[0] = input.values[2];
    if (outcome.error == 0 && input.values[0] == PTRACE_GETSIGINFO) {
        outcome.out[1] = info.si_signo;
        outcome.out[2] = info.si_code;
    }
    if (outcome.error == 0 && input.values[0] == PTRACE_GET_SYSCALL_INFO) {
        outcome.out[1] = call.op;
        outcome.out[2] = call.op == PTRACE_SYSCALL_INFO_ENTRY
                             ? static_cast<std::int64_t>(call.entry.nr)
                             : static_cast<std::int64_t>(call.exit.rval);
    }
    return outcome;
}

std::string textOfPtrace(const CallFacts &facts)
{
    const auto request = facts.arguments[0];
    const auto pid = request == PTRACE_TRACEME ? "0" : decimal(facts.arguments[1]);
    std::string rest = ", NULL, NULL";
    if (request == PTRACE_SETOPTIONS && facts.out[0] != absent)
        rest = ", NULL, " + flagText(options, facts.out[0]);
    if (request == PTRACE_CONT && facts.out[0] > 0)
        rest = ", NULL, " + signalName(static_cast<int>(facts.out[0]));
    if (request == PTRACE_GETSIGINFO)
        rest = ", NULL, &info";
    if (request == PTRACE_GET_SYSCALL_INFO)
        rest = ", size, &call";
    return "ptrace(" + nameOf(requests, request) + ", " + pid + rest + ")";
}

std::string resultOfPtrace(const CallFacts &facts, std::int64_t result)
{
    if (facts.arguments[0] == PTRACE_GETSIGINFO && facts.out[1] != absent)
        return decimal(result) + " (" + signalName(static_cast<int>(facts.out[1])) + ", si_code "
               + nameOf(codes, facts.out[2]) + ")";
    if (facts.arguments[0] == PTRACE_GET_SYSCALL_INFO && facts.out[1] != absent)
        return decimal(result) + " (op " + nameOf(operations, facts.out[1])
               + (facts.out[1] == PTRACE_SYSCALL_INFO_ENTRY ? ", nr " : ", rval ")
               + decimal(facts.out[2]) + ")";
    return decimal(result);
}

constexpr CallParameter ptraceParameters[] = {
    {"request", ParameterType::Symbol, Presence::Required, requests},
    {"pid", ParameterType::Process, Presence::Optional},
    {"data", ParameterType::Flags, Presence::Optional, options}};
constexpr long ptraceNumbers[] = {SYS_ptrace};

constexpr CDeclaration tracingInC[] = {
    {"ptrace", "static siginfo_t info;\n"},
    {"ptrace", "static struct __ptrace_syscall_info at_call;\n"}};
constexpr CForm ptraceInC{.call = "ptrace({request}, {request:tail})",
                          .traced = "ptrace",
                          .declarations = tracingInC,
                          .tells = "TELL_TRACED"};

constexpr Call tracingCalls[] = {
    {.name = "ptrace",
     .manual = "ptrace(2)",
     .parameters = ptraceParameters,
     .systemCalls = ptraceNumbers,
     .perform = performPtrace,
     .text = textOfPtrace,
     .outWords = ptraceWords,
     .resultText = resultOfPtrace,
     .c = &ptraceInC},
};

} // namespace

const Mechanism tracingMechanism{
    .id = "tracing",
    .title = "Tracing another process",
    .manual = "ptrace(2)",
    .kind = ChannelKind::None,
    .calls = tracingCalls,
};

} // namespace seeipc
