// SPDX-License-Identifier: MIT
// What the steps of a demo's processes are in a program.
#include "scenario/cprogramwriter.h"

#include "mechanisms/cform.h"
#include "mechanisms/registry.h"

#include <algorithm>
#include <utility>

namespace seeipc {

namespace {

/// Does a program do something with each result or each round's bytes?
bool isWrittenOut(const SourceStep &step)
{
    const auto &call = callAt(step.step.call);
    return step.step.data == DataKind::Sequence || isWaitForChild(call.effect)
           || call.c->traced.empty();
}

/// May the step fail where this holds?
bool admitsFailure(const Expectation &expectation)
{
    constexpr std::int64_t failed = -1;
    const auto &returns = expectation.returns;
    return expectation.error.value_or(0) != 0
           || (returns && !returns->parameter && !returns->expression
               && returns->holds(failed, returns->number));
}

/// What a loop moves if it only reads or only writes; None: it does both or neither.
Effect movedIn(const std::vector<const SourceStep *> &steps, std::size_t at)
{
    Effect moved = Effect::None;
    for (int depth = 1; depth > 0;) {
        const auto &step = steps[++at]->step;
        if (step.operation != Operation::Call) {
            depth += step.operation == Operation::Repeat ? 1 : -1;
            continue;
        }
        const auto effect = callAt(step.call).effect;
        if (effect != Effect::Read && effect != Effect::Write)
            continue;
        if (moved != Effect::None && moved != effect)
            return Effect::None;
        moved = effect;
    }
    return moved;
}

} // namespace

/// Then it belongs to what the demo shows.
bool ProgramWriter::isFailureForeseen(const SourceStep &step) const
{
    const auto &all = m_scenario.expectations;
    return std::any_of(all.begin(), all.end(), [&step](const Expectation &one) {
        return one.subject == Expectation::Subject::Call && one.step == step.step.step
               && admitsFailure(one);
    });
}

/// Without its pipe or its child a process has nothing to go on with. Of the other calls some fail by
/// the values that a user chooses, and the file need not say so: there it goes on, as in the demo.
bool ProgramWriter::stopsAtFailure(const SourceStep &step) const
{
    const auto effect = callAt(step.step.call).effect;
    return (effect == Effect::MakeChannel || effect == Effect::Fork) && !isFailureForeseen(step);
}

std::string ProgramWriter::indent() const
{
    return std::string(static_cast<std::size_t>(m_depth) * 4, ' ');
}

void ProgramWriter::line(const std::string &text)
{
    m_body += indent() + text + "\n";
}

void ProgramWriter::writeWait(const SourceStep &step)
{
    if (step.step.condition != noGate)
        line((step.step.renews ? "wait_until_anew(" : "wait_until(") + event(step.step.condition)
             + ");");
}

void ProgramWriter::noteCall(const SourceStep &step)
{
    const auto &form = *callAt(step.step.call).c;
    const auto text = m_words.call(step);
    for (const auto &declaration : form.declarations) {
        const bool isNew = std::find(m_declarations.begin(), m_declarations.end(), declaration.text)
                           == m_declarations.end();
        if (hasCWord(text, declaration.word) && isNew)
            m_declarations.push_back(declaration.text);
    }
    const bool usesBuffer = text.find("buf") != std::string::npos;
    m_bufferSize = std::max(m_bufferSize,
                            usesBuffer ? std::max<std::int64_t>(1, m_words.size(step)) : 0);
    if (fillsBuffer(step))
        m_inBuffer.clear();
}

/// Those of these variables of the owner's that others name, as they are now.
void ProgramWriter::shareDescriptors(WorkerId owner, std::uint32_t first, std::uint32_t count)
{
    for (auto index = first; index - first < count; ++index) {
        if (m_foreign.contains({owner, index}))
            line("shared->" + m_words.variableOf(owner, index) + " = " + m_words.variable(index)
                 + ";");
    }
}

/// Prints whose call failed, and goes on.
std::string ProgramWriter::failure(std::string_view call) const
{
    return "failed(" + who() + ", \"" + std::string(call) + "\");";
}

/// Prints the same where the process cannot go on.
std::string ProgramWriter::complaint(std::string_view call) const
{
    return "perror(" + cString(m_scenario.workers[m_writing].name + ": " + std::string(call))
           + ");";
}

/// What the process does where the call has failed: where this is true.
void ProgramWriter::writeFailure(const SourceStep &step, const std::string &isFailed)
{
    const auto call = callAt(step.step.call).name;
    if (!stopsAtFailure(step)) {
        m_needsFailed = true;
        line("if (" + isFailed + ")");
        line("    " + failure(call));
        return;
    }
    line("if (" + isFailed + ") {");
    line("    " + complaint(call));
    line("    _exit(1);");
    line("}");
}

void ProgramWriter::writeFork(const SourceStep &step, const std::string &text)
{
    const auto child = step.step.child;
    line(text + ";");
    line("if (" + name(child) + " == 0)");
    line("    " + function(child) + "();");
    writeFailure(step, name(child) + " == -1");
    if (looks().settled)
        line("shared->pid[" + constant(child) + "] = " + name(child) + ";");
}

/// In a loop that is over at the end of file or at an error.
void ProgramWriter::writeLoopCall(const std::string &text, const SourceStep &step)
{
    m_asksCount = m_needsFailed = true;
    const auto &call = callAt(step.step.call);
    const std::string isOver(m_words.endsLoopIf(step));
    const bool isRead = takesBytes(call.effect);
    line("n = " + resultInLoop(step, text) + ";");
    line(isRead ? "if (n == -1)" : "if (" + isOver + ") {");
    line("    " + failure(call.name));
    if (isRead)
        line("if (" + isOver + ")");
    line("    is_over = true;");
    if (!isRead)
        line("}");
}

/// `tellsLoop`: in a loop that is over at the end of file or at an error.
void ProgramWriter::writeCall(const SourceStep &step, bool tellsLoop)
{
    const auto &call = callAt(step.step.call);
    auto text = m_words.call(step);
    noteCall(step);
    if (call.c->traced.empty()) {
        m_needsTold = true;
        text = "told(" + who() + ", \"" + std::string(call.name) + "\", " + text + ")";
    }
    text = countedCall(step, text);
    writeWait(step);
    prepareData(step);
    if (call.effect == Effect::Exit)
        writeHandled();
    if (!call.c->isChecked) {
        line(text + ";");
    } else if (call.effect == Effect::Fork) {
        writeFork(step, text);
    } else if (call.effect == Effect::Exec) { // it returns only where it fails
        line(text + ";");
        line(complaint(call.name));
    } else if (isWaitForChild(call.effect)) {
        writeWaitCall(text, tellsLoop);
    } else if (const auto taker = m_words.result(step); !taker.empty()) {
        line(text + ";");
        writeFailure(step, taker + " == -1");
    } else if (tellsLoop) {
        writeLoopCall(text, step);
    } else if (tellsRead(step)) {
        writeRead(step, text);
    } else if (tellsNumber(step)) {
        writeNumber(step, text);
    } else if (tellsFilled(step)) {
        writeFilled(step, text);
    } else {
        writeFailure(step, text + " == " + std::string(call.c->failure));
    }
    noteDone(step);
}

/// Tells the others what the step has made, and that it is done.
void ProgramWriter::noteDone(const SourceStep &step)
{
    const auto number = step.step.step;
    if (number >= m_scenario.steps.size())
        return;
    if (step.step.makes != noVariable)
        shareDescriptors(m_scenario.steps[number].worker, step.step.makes,
                         step.step.makesChannel != noChannel ? 2 : 1);
    for (const auto position : m_conditions) {
        const auto &condition = m_scenario.conditions[position];
        if (condition.kind == Condition::Kind::Done && condition.step == number)
            line("shared->has_happened[" + event(position) + "] = true;");
    }
}

void ProgramWriter::writeLoop(const std::vector<const SourceStep *> &steps, std::size_t &at)
{
    const auto &loop = *steps[at];
    const auto *only = onlyStepIn(steps, at);
    if (only && isWrittenOut(*only))
        only = nullptr;
    writeWait(loop);
    if (m_loops == 0)
        m_counted = movedIn(steps, at);
    const bool isPrepared = prepareLoop(steps, at);
    if (only && isInHead(loop, only)) {
        noteCall(*only);
        auto head = m_words.endingLoop(loop, only, m_loops);
        const auto text = m_words.call(*only);
        line(head.replace(head.find(text), text.size(), countedCall(*only, text)));
        line("    ;");
        if (loop.step.loop == LoopKind::UntilError) {
            m_needsFailed = true;
            line(failure(callAt(only->step.call).name));
        }
        at += 3;
        if (m_loops == 0)
            writeTotal();
        return;
    }
    const bool isAsked = asksIsOver(loop);
    line(m_words.endingLoop(loop, only, m_loops) + " {");
    ++m_depth;
    ++m_loops;
    const auto begin = m_body.size();
    const bool asksOutside = std::exchange(m_asksCount, false);
    for (++at; steps[at]->step.operation != Operation::RepeatEnd;) {
        if (steps[at]->step.operation == Operation::Repeat)
            writeLoop(steps, at);
        else
            writeCall(*steps[at++], isAsked);
    }
    ++at;
    if (std::exchange(m_asksCount, asksOutside))
        m_body.insert(begin, indent() + "ssize_t n;\n\n");
    if (!isPrepared)
        m_inBuffer.clear();
    --m_loops;
    --m_depth;
    line("}");
    if (m_loops == 0)
        writeTotal();
}

void ProgramWriter::writeSteps(const std::vector<const SourceStep *> &steps)
{
    for (std::size_t at = 0; at < steps.size();) {
        if (steps[at]->step.operation == Operation::Repeat)
            writeLoop(steps, at);
        else
            writeCall(*steps[at++], false);
    }
}

} // namespace seeipc
