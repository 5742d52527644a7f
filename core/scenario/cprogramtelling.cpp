// SPDX-License-Identifier: MIT
// Which results of its calls a program prints.
#include "scenario/cprogramwriter.h"

#include "mechanisms/cform.h"
#include "mechanisms/registry.h"

#include <algorithm>

namespace seeipc {

namespace {

/// Of fcntl(2) by its command.
Effect effectIn(const SourceStep &step)
{
    const auto command = static_cast<std::int32_t>(step.step.operands[1].constant);
    return effectOf(step.step.call, {0, command});
}

} // namespace

/// Whose end it told, and how it ended: often that is what the demo is about.
void ProgramWriter::writeWaitCall(const std::string &text, bool tellsLoop)
{
    m_needsEnded = m_needsFailed = true;
    m_needsStops = m_needsStops || traces()
                   || (text.starts_with("waitpid") && !text.ends_with(", 0)"));
    line("ended = " + text + ";");
    line("if (ended != -1)");
    line("    tell_end(name_of(ended), status);");
    line(tellsLoop ? "else {" : "else");
    line("    " + failure("wait"));
    if (tellsLoop) {
        line("    is_over = true;");
        line("}");
    }
}

/// Does the program print what the step has read, and that it was the end of file? In a loop that would be
/// too much, and of a read that asks for nothing 0 is no end.
bool ProgramWriter::tellsRead(const SourceStep &step) const
{
    return callAt(step.step.call).effect == Effect::Read && m_loops == 0 && !m_sendsNumbers
           && m_words.size(step) > 0;
}

void ProgramWriter::writeRead(const SourceStep &step, const std::string &text)
{
    m_needsTellRead = m_needsFailed = true;
    line("got = " + text + ";");
    line("if (got != -1)");
    line("    tell_read(" + who() + ", got);");
    line("else");
    line("    " + failure(callAt(step.step.call).name));
}

/// Does it return more than that it succeeded: a capacity, flags, a count? In a loop all its numbers
/// would be too much.
bool ProgramWriter::tellsNumber(const SourceStep &step) const
{
    switch (effectIn(step)) {
    case Effect::Resize:
    case Effect::ReportCapacity:
    case Effect::ReportFlags:
    case Effect::Read:
    case Effect::Write:
    case Effect::Tee:
    case Effect::Splice:
    case Effect::Poll: return m_loops == 0;
    default: return false;
    }
}

void ProgramWriter::writeNumber(const SourceStep &step, const std::string &text)
{
    const bool isFlags = effectIn(step) == Effect::ReportFlags;
    m_needsTell = true;
    m_needsFlags = m_needsFlags || isFlags;
    line((isFlags ? "TELL_FLAGS(" : "TELL(") + who() + ", " + text + ");");
    if (effectIn(step) == Effect::Poll) {
        m_needsEvents = true;
        line("tell_events(" + who() + ");");
    }
}

/// Does the call fill in what a person would print? In a loop it would be too much.
bool ProgramWriter::tellsFilled(const SourceStep &step) const
{
    return !callAt(step.step.call).c->tells.empty() && m_loops == 0;
}

void ProgramWriter::writeFilled(const SourceStep &step, const std::string &text)
{
    const auto macro = callAt(step.step.call).c->tells;
    m_needsTell = true; // for a failure
    m_macros.insert(macro);
    line(std::string(macro) + "(" + who() + ", " + text + ");");
}

/// What the demo's file expects with these values of the order in which the process reads bytes.
const Expectation *ProgramWriter::expectedOrder() const
{
    const auto &all = m_scenario.expectations;
    const auto found = std::find_if(all.begin(), all.end(), [this](const Expectation &one) {
        return (one.torn || !one.runs.empty()) && one.worker == m_writing
               && (one.only.empty() || hasValuesOf(one.only));
    });
    return m_counted == Effect::Read && found != all.end() ? &*found : nullptr;
}

/// In a loop what the call moves is added up.
std::string ProgramWriter::countedCall(const SourceStep &step, const std::string &text) const
{
    if (m_counted == Effect::None || callAt(step.step.call).effect != m_counted)
        return text;
    auto counted = "counted(" + text + ")";
    const auto *order = expectedOrder();
    if (!order)
        return counted;
    return order->torn ? "examined(" + counted + ", " + std::to_string(order->record) + ")"
                       : "in_pieces(" + who() + ", " + counted + ")";
}

/// Behind a loop that adds up.
void ProgramWriter::writeTotal()
{
    if (m_counted == Effect::None)
        return;
    const bool isRead = m_counted == Effect::Read;
    (isRead ? m_needsAllRead : m_needsAllWritten) = true;
    line(std::string(isRead ? "tell_all_read(" : "tell_all_written(") + who() + ");");
    const auto *order = expectedOrder();
    m_needsPieces = m_needsPieces || (order && !order->torn);
    if (order && order->torn) {
        m_needsTorn = true;
        line("fprintf(stderr, \"" + m_scenario.workers[m_writing].name
             + Text{": torn records: ", "：被切断的记录数："}.in(m_language) + "%d\\n\", torn);");
    }
    m_counted = Effect::None;
}

/// Is its signal handled by counting?
bool ProgramWriter::countsSignals(const SourceStep &step) const
{
    return step.step.operation == Operation::Call
           && callAt(step.step.call).effect == Effect::SetDisposition
           && m_words.call(step).find("count_action") != std::string::npos;
}

/// Before a process ends: how often its handler ran.
void ProgramWriter::writeHandled()
{
    if (m_countsIn == noWorker)
        return;
    const auto &who = m_scenario.workers[m_countsIn].name;
    line("fprintf(stderr, \"" + who + Text{": signals handled: ", "：处理的信号数："}.in(m_language)
         + "%d\\n\", handled);");
}

} // namespace seeipc
