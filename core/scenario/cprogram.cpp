// SPDX-License-Identifier: MIT
#include "scenario/cprogram.h"

#include "mechanisms/cform.h"
#include "mechanisms/cheaders.h"
#include "mechanisms/registry.h"
#include "scenario/cprogramwriter.h"

#include <algorithm>

namespace seeipc {

namespace {

/// What comes before this code.
std::string includes(const std::string &code)
{
    std::string text = "#define _GNU_SOURCE\n";
    for (const auto header : cHeaders(code))
        text += "#include <" + std::string(header) + ">\n";
    return text;
}

} // namespace

/// What steps of this choice wait for.
void ProgramWriter::noteConditions()
{
    m_isForked.assign(m_scenario.workers.size(), false);
    for (std::size_t i = 0; i < m_scenario.workers.size(); ++i) {
        for (const auto *source :
             chosenSteps(m_scenario, static_cast<WorkerId>(i), m_words.parameters())) {
            const auto &step = source->step;
            if (step.condition != noGate)
                m_conditions.insert(step.condition);
            if (step.operation == Operation::Call && step.child != noWorker)
                m_isForked[step.child] = true;
            m_sendsNumbers = m_sendsNumbers || step.data == DataKind::Sequence;
            for (const auto &operand : step.operands) {
                if (operand.kind == OperandKind::VariableOf)
                    m_foreign.insert({static_cast<WorkerId>(operand.constant), operand.index});
                m_needsPids = m_needsPids
                              || (operand.kind == OperandKind::Pid
                                  && !hasForked(m_scenario, static_cast<WorkerId>(i),
                                                static_cast<WorkerId>(operand.index)));
            }
        }
    }
}

bool ProgramWriter::hasKind(Condition::Kind kind) const
{
    return std::any_of(m_conditions.begin(), m_conditions.end(), [&](std::uint16_t number) {
        return m_scenario.conditions[number].kind == kind;
    });
}

Looks ProgramWriter::looks() const
{
    return {.sleeps = hasKind(Condition::Kind::Asleep),
            .stops = hasKind(Condition::Kind::Stopped),
            .settled = hasKind(Condition::Kind::Settled)};
}

/// Does a process have to know which one it is?
bool ProgramWriter::needsSelf() const
{
    return looks().areForSomebody() || hasKind(Condition::Kind::Handled);
}

/// Those that it forks come before it.
void ProgramWriter::order(WorkerId worker, std::vector<WorkerId> &into) const
{
    if (std::find(into.begin(), into.end(), worker) != into.end())
        return;
    for (const auto *source : chosenSteps(m_scenario, worker, m_words.parameters())) {
        if (source->step.operation == Operation::Call && source->step.child != noWorker)
            order(source->step.child, into);
    }
    into.push_back(worker);
}

/// Everything that is a name of the demo's, and the same in all its processes but where one has changed
/// its own.
std::string ProgramWriter::names() const
{
    std::string text = "\n";
    for (const auto &channel : m_scenario.channels) {
        if (callAt(channel.madeBy).makesChannel)
            text += "static int " + cName(channel.name) + "[2];\n";
    }
    for (const auto &descriptor : m_scenario.descriptors)
        text += "static int " + cName(descriptor) + ";\n";
    for (std::size_t i = 0; i < m_scenario.workers.size(); ++i)
        text += "static pid_t " + name(static_cast<WorkerId>(i)) + ";\n";
    if (m_bufferSize > 0)
        text += "static char buf[" + std::to_string(m_bufferSize) + "];\n";
    if (m_needsTellRead)
        text += "static ssize_t got;\n";
    if (m_needsEnded)
        text += "static pid_t ended;\nstatic int status;\n";
    return text;
}

/// What the words of the calls need.
std::string ProgramWriter::declarations() const
{
    constexpr std::string_view handled = "{handled}";
    std::string text;
    for (const auto declaration : m_declarations) {
        text += std::string(declaration.starts_with('\n') ? "" : "\n") + std::string(declaration);
        if (const auto at = text.find(handled); at != std::string::npos)
            text.replace(at, handled.size(), handledLines());
    }
    return text;
}

/// What prints the results of its calls.
std::string ProgramWriter::tellings() const
{
    std::string text;
    const auto add = [&text](bool isNeeded, const std::string &function) {
        if (isNeeded)
            text += "\n" + function;
    };
    add(m_needsFailed, failedFunction(m_language));
    add(m_needsTellRead, tellReadFunction(m_language));
    add(m_needsTell, tellFunction(m_language));
    add(m_needsFlags, tellFlagsFunction(m_language));
    add(m_needsEvents, tellEventsFunction(m_language));
    add(m_macros.contains("TELL_STAT"), tellStatFunction(m_language));
    add(m_macros.contains("TELL_LINK"), tellLinkFunction(m_language));
    add(m_macros.contains("TELL_FS"), tellFsFunction(m_language));
    add(m_macros.contains("TELL_QUEUED"), tellQueuedFunction(m_language));
    add(m_macros.contains("TELL_INFO"), tellInfoFunction(m_language));
    add(m_macros.contains("TELL_SEEN"), tellSeenFunction(m_language));
    add(m_macros.contains("TELL_TRACED"), tellTracedFunction(m_language));
    add(m_needsAllRead || m_needsAllWritten, countedFunction(m_language));
    add(m_needsAllRead, tellAllReadFunction(m_language, !m_sendsNumbers));
    add(m_needsAllWritten, tellAllWrittenFunction(m_language));
    add(m_needsTorn, tornFunction(m_language));
    add(m_needsPieces, piecesFunction(m_language));
    add(m_needsTold, toldFunction(m_language));
    add(true, tellEndFunction(m_language, m_needsStops));
    return text;
}

std::string ProgramWriter::write()
{
    noteConditions();
    std::vector<WorkerId> inOrder;
    for (std::size_t i = 0; i < m_scenario.workers.size(); ++i)
        order(static_cast<WorkerId>(i), inOrder);
    std::string functions;
    for (const auto worker : inOrder)
        functions += processFunction(worker);
    std::string text = names();
    if (isConducted())
        text += sharedMemory();
    text += declarations();
    text += tellings();
    if (m_needsFill)
        text += "\n" + fillFunction(m_language);
    if (m_needsSequence)
        text += "\n" + sequenceFunction(m_language);
    if (m_needsStdin)
        text += "\n" + stdinFunction(m_language);
    if (m_needsUnusedUser)
        text += "\n" + unusedUserFunctions(m_language);
    if (m_needsNoCapabilities)
        text += "\n" + dropCapabilitiesFunction(m_language);
    if (!m_conditions.empty())
        text += "\n" + waitUntilFunction(m_language, looks());
    if (m_needsEnded || isConducted())
        text += "\n" + nameFunction();
    text += functions;
    if (looks().sleeps || looks().areForSomebody() || hasKind(Condition::Kind::Ended))
        text += "\n" + lookFunctions(m_language, looks());
    if (!m_scenario.names.empty())
        text += "\n" + directoryFunctions(m_language, m_scenario.names);
    text += isConducted() ? conductingMain() : simpleMain();
    return head() + includes(text) + text;
}

namespace {

/// Each call that a step of this choice may make, once.
std::vector<CallId> callsOf(const Scenario &scenario, const std::vector<ParameterValue> &parameters)
{
    std::vector<CallId> calls;
    for (std::size_t i = 0; i < scenario.workers.size(); ++i) {
        for (const auto *source : chosenSteps(scenario, static_cast<WorkerId>(i), parameters)) {
            const auto call = source->step.call;
            if (source->step.operation == Operation::Call
                && std::find(calls.begin(), calls.end(), call) == calls.end())
                calls.push_back(call);
        }
    }
    return calls;
}

/// What the kernel calls the process that runs this file (proc_pid_comm(5)), until it says otherwise.
std::string kernelName(const std::string &program)
{
    constexpr std::size_t longest = 15;
    return program.substr(program.rfind('/') + 1, longest);
}

} // namespace

std::string cProgram(const Scenario &scenario, const std::vector<ParameterValue> &parameters,
                     Language language)
{
    return ProgramWriter(scenario, parameters, language).write();
}

std::string straceCommand(const Scenario &scenario, const std::vector<ParameterValue> &parameters,
                          const std::string &program)
{
    std::string names;
    for (const auto call : callsOf(scenario, parameters)) {
        if (mechanismOf(call).id == "tracing")
            return program;
        if (const auto traced = callAt(call).c->traced; !traced.empty())
            names += (names.empty() ? "" : ",") + std::string(traced);
    }
    return "strace -f --decode-pids=comm -o /dev/stdout -e 'trace=" + names + "' " + program
           + " | grep -v '^[0-9]*<\\(strace\\|" + kernelName(program) + "\\)>'";
}

} // namespace seeipc
