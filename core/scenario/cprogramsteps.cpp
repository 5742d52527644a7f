// SPDX-License-Identifier: MIT
// The steps of a demo's processes as functions of a program.
#include "scenario/cprogramwriter.h"

#include "mechanisms/cform.h"
#include "mechanisms/registry.h"

#include <algorithm>

namespace seeipc {

void ProgramWriter::line(const std::string &text)
{
    const auto indent = text.empty() ? 0 : static_cast<std::size_t>(m_depth) * 4;
    m_body += std::string(indent, ' ') + text + "\n";
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
    m_needsStatus = m_needsStatus || text.find("&status") != std::string::npos;
    const bool usesBuffer = text.find("buf") != std::string::npos;
    m_bufferSize = std::max(m_bufferSize,
                            usesBuffer ? std::max<std::int64_t>(1, m_words.size(step)) : 0);
}

/// What is sent and does not stand in the call.
void ProgramWriter::prepareData(const SourceStep &step)
{
    if (step.step.data == DataKind::None || m_words.isLiteral(step))
        return;
    const auto &bytes = m_words.bytes(step);
    const auto size = std::to_string(m_words.size(step));
    if (step.step.data == DataKind::Sequence) {
        m_needsSequence = true;
        line("next_bytes(buf, " + size + ", " + std::to_string(bytes.size()) + ");");
    } else if (bytes.size() == 1) {
        line("memset(buf, " + cLetter(bytes.front()) + ", " + size + ");");
    } else if (m_words.size(step) == static_cast<std::int64_t>(bytes.size())) {
        line("memcpy(buf, " + cString(bytes) + ", " + size + ");");
    } else {
        m_needsFill = true;
        line("fill(buf, " + size + ", " + cString(bytes) + ", " + std::to_string(bytes.size())
             + ");");
    }
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

/// `tellsLoop`: in a loop that is over at the end of file or at an error.
void ProgramWriter::writeCall(const SourceStep &step, bool tellsLoop)
{
    const auto &call = callAt(step.step.call);
    auto text = m_words.call(step);
    noteCall(step);
    if (call.c->traced.empty()) {
        m_needsTold = true;
        text = "told(\"" + std::string(call.name) + "\", " + text + ")";
    }
    const std::string failure(call.c->failure);
    writeWait(step);
    prepareData(step);
    if (!call.c->isChecked) {
        line(text + ";");
    } else if (call.effect == Effect::Fork) {
        const auto child = name(step.step.child);
        m_needsFailed = true;
        line(text + ";");
        line("if (" + child + " == 0)");
        line("    " + child + "_main();");
        line("if (" + child + " == -1)");
        line("    failed(\"fork\");");
        if (looks().settled)
            line("shared->pid[" + constant(step.step.child) + "] = " + child + ";");
    } else if (const auto taker = m_words.result(step); !taker.empty()) {
        m_needsFailed = true;
        line(text + ";");
        line("if (" + taker + " == -1)");
        line("    failed(\"" + std::string(call.name) + "\");");
    } else if (tellsLoop) {
        m_needsFailed = true;
        const bool isRead = takesBytes(call.effect);
        line("n = " + text + (failure == "-1" ? ";" : " == " + failure + " ? -1 : 0;"));
        line("if (n == -1)");
        line("    failed(\"" + std::string(call.name) + "\");");
        line(isRead ? "if (n <= 0)" : "if (n == -1)");
        line("    is_over = true;");
    } else {
        m_needsFailed = true;
        line("if (" + text + " == " + failure + ")");
        line("    failed(\"" + std::string(call.name) + "\");");
    }
    const bool hasNumber = step.step.step < m_scenario.steps.size();
    if (hasNumber && step.step.makes != noVariable)
        shareDescriptors(m_scenario.steps[step.step.step].worker, step.step.makes,
                         step.step.makesChannel != noChannel ? 2 : 1);
    for (const auto number : m_conditions) {
        const auto &condition = m_scenario.conditions[number];
        if (hasNumber && condition.kind == Condition::Kind::Done
            && condition.step == step.step.step)
            line("shared->has_come[" + event(number) + "] = true;");
    }
}

void ProgramWriter::writeLoop(const std::vector<const SourceStep *> &steps, std::size_t &at)
{
    const auto &loop = *steps[at];
    const auto *only = onlyStepIn(steps, at);
    const bool isSequence = only && only->step.data == DataKind::Sequence;
    if (isSequence || (only && callAt(only->step.call).c->traced.empty()))
        only = nullptr; // its bytes are made, or its result told, in each round
    writeWait(loop);
    if (only && isInHead(loop, only)) {
        noteCall(*only);
        prepareData(*only);
        line(m_words.endingLoop(loop, only, m_loops));
        line("    ;");
        if (loop.step.loop == LoopKind::UntilError) {
            m_needsFailed = true;
            line("failed(\"" + std::string(callAt(only->step.call).name) + "\");");
        }
        at += 3;
        return;
    }
    const bool isAsked = loop.step.loop == LoopKind::UntilEof
                         || loop.step.loop == LoopKind::UntilError;
    if (isAsked)
        line("for (bool is_over = false; !is_over;) {");
    else
        line(m_words.endingLoop(loop, only, m_loops) + " {");
    ++m_depth;
    ++m_loops;
    if (isAsked) {
        line("ssize_t n;");
        line("");
    }
    for (++at; steps[at]->step.operation != Operation::RepeatEnd;) {
        if (steps[at]->step.operation == Operation::Repeat)
            writeLoop(steps, at);
        else
            writeCall(*steps[at++], isAsked);
    }
    ++at;
    --m_loops;
    --m_depth;
    line("}");
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

/// What comes before its first step. Until it has its name it is made ready.
void ProgramWriter::writeHead(WorkerId worker)
{
    const auto &source = m_scenario.source->workers[worker];
    if (const auto &text = source.stdinText; !text.empty()) {
        m_needsStdin = true;
        line("set_stdin(" + cString(text) + ", " + std::to_string(text.size()) + ");");
    }
    if (source.isUnusedUser) {
        m_needsUnusedUser = m_needsFailed = true;
        line("become_unused_user();");
    }
    line("prctl(PR_SET_NAME, " + cString(m_scenario.workers[worker].name) + ");");
    if (isConducted())
        line("shared->pid[" + constant(worker) + "] = getpid();");
    if (needsSelf())
        line("self = " + constant(worker) + ";");
    if (m_isForked[worker]) // it has what its parent had
        shareDescriptors(worker, 0, m_scenario.source->variableCount);
}

std::string ProgramWriter::processFunction(WorkerId worker)
{
    m_body.clear();
    writeHead(worker);
    const auto steps = chosenSteps(m_scenario, worker, m_words.parameters());
    writeSteps(steps);
    const bool hasExit = !steps.empty() && steps.back()->step.operation == Operation::Call
                         && callAt(steps.back()->step.call).effect == Effect::Exit;
    if (!hasExit)
        line("_exit(0);");
    return "\nstatic void " + name(worker) + "_main(void)\n{\n" + m_body + "}\n";
}

} // namespace seeipc
