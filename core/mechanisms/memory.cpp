// SPDX-License-Identifier: MIT
#include "mechanisms/memory.h"

#include "mechanisms/basic.h"
#include "mechanisms/calltext.h"
#include "mechanisms/cform.h"

#include <cstdint>
#include <sys/syscall.h>
#include <sys/uio.h>

namespace seeipc {

namespace {

/// The variable that demos call v: at the same address in all processes that come from one fork(2).
volatile std::int64_t v = 1;

/// Where nothing is mapped. The compiler may not know that.
volatile std::int64_t *volatile nowhere = nullptr;

constexpr std::int64_t inV = 0;
constexpr std::int64_t atNowhere = 1;
constexpr Symbol variables[] = {{"v", inV, "&v"}};
constexpr Symbol places[] = {{"v", inV, "&v"}, {"nowhere", atNowhere, "nowhere"}};
constexpr OutWord addressWords[] = {{"address", 0}};
constexpr OutWord valueWords[] = {{"value", 0}};

std::int64_t addressOfV()
{
    return static_cast<std::int64_t>(reinterpret_cast<std::intptr_t>(&v));
}

CallOutcome performLoad(const CallInput &)
{
    CallOutcome outcome;
    outcome.result = v;
    outcome.out[0] = addressOfV();
    return outcome;
}

CallOutcome performStore(const CallInput &input)
{
    if (input.values[0] == atNowhere)
        *nowhere = input.values[1]; // SIGSEGV: it never returns
    v = input.values[1];
    CallOutcome outcome;
    outcome.result = input.values[1];
    outcome.out[0] = addressOfV();
    return outcome;
}

CallOutcome performProcessVmReadv(const CallInput &input)
{
    std::int64_t seen = 0;
    const iovec here{&seen, sizeof seen};
    const iovec there{const_cast<std::int64_t *>(&v), sizeof v};
    auto outcome = outcomeOf(
        ::process_vm_readv(static_cast<pid_t>(input.values[0]), &here, 1, &there, 1, 0));
    if (outcome.error == 0)
        outcome.out[0] = seen;
    return outcome;
}

std::string textOfLoad(const CallFacts &)
{
    return "load(&v)";
}

std::string textOfStore(const CallFacts &facts)
{
    return "store(" + constantText(places, facts.arguments[0]) + ", "
           + decimal(facts.arguments[1]) + ")";
}

std::string textOfProcessVmReadv(const CallFacts &facts)
{
    return "process_vm_readv(" + decimal(facts.arguments[0]) + ", here, 1, &v, 1, 0)";
}

std::string resultAtAddress(const CallFacts &facts, std::int64_t result)
{
    return decimal(result) + " (at " + hexadecimal(facts.out[0]) + ")";
}

std::string resultOfProcessVmReadv(const CallFacts &facts, std::int64_t result)
{
    return result > 0 ? decimal(result) + " (value " + decimal(facts.out[0]) + ")"
                      : decimal(result);
}

constexpr CallParameter loadParameters[] = {
    {"at", ParameterType::Symbol, Presence::Required, variables}};
constexpr CallParameter storeParameters[] = {
    {"at", ParameterType::Symbol, Presence::Required, places}, {"value", ParameterType::Number}};
constexpr CallParameter readvParameters[] = {
    {"pid", ParameterType::Process},
    {"at", ParameterType::Symbol, Presence::Required, variables}};
constexpr long readvNumbers[] = {SYS_process_vm_readv};

constexpr CDeclaration variableInC[] = {
    {"v", "static volatile long v = 1;\n"},
    {"nowhere", "static volatile long *volatile nowhere;\n"},
    {"load", R"(
static long load(const volatile long *place)
{
    return *place;
}
)"},
    {"store", R"(
static long store(volatile long *place, long value)
{
    return *place = value;
}
)"},
    {"here", R"(
static long seen;

static const struct iovec *here(void)
{
    static struct iovec part = {.iov_base = &seen, .iov_len = sizeof seen};

    return &part;
}
)"},
    {"there", R"(
static const struct iovec *there(volatile long *place)
{
    static struct iovec part;

    part.iov_base = (void *)place;
    part.iov_len = sizeof *place;
    return &part;
}
)"}};
constexpr CForm loadInC{.call = "load({at})", .declarations = variableInC};
constexpr CForm storeInC{.call = "store({at}, {value})", .declarations = variableInC};
constexpr CForm readvInC{.call = "process_vm_readv({pid}, here(), 1, there({at}), 1, 0)",
                         .traced = "process_vm_readv",
                         .declarations = variableInC,
                         .tells = "TELL_SEEN"};

constexpr Call memoryCalls[] = {
    {.name = "load", // no system call: a processor's own instruction
     .manual = "fork(2)",
     .parameters = loadParameters,
     .perform = performLoad,
     .text = textOfLoad,
     .outWords = addressWords,
     .resultText = resultAtAddress,
     .c = &loadInC},
    {.name = "store",
     .manual = "fork(2)",
     .parameters = storeParameters,
     .perform = performStore,
     .text = textOfStore,
     .outWords = addressWords,
     .resultText = resultAtAddress,
     .c = &storeInC},
    {.name = "process_vm_readv",
     .manual = "process_vm_readv(2)",
     .parameters = readvParameters,
     .systemCalls = readvNumbers,
     .perform = performProcessVmReadv,
     .text = textOfProcessVmReadv,
     .outWords = valueWords,
     .resultText = resultOfProcessVmReadv,
     .c = &readvInC},
};

} // namespace

const Mechanism memoryMechanism{
    .id = "memory",
    .title = "Memory of one's own",
    .manual = "process_vm_readv(2)",
    .kind = ChannelKind::None,
    .calls = memoryCalls,
};

} // namespace seeipc
