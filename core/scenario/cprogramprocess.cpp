// SPDX-License-Identifier: MIT
// A demo's process as a function of a program.
#include "scenario/cprogramwriter.h"

#include "mechanisms/registry.h"

#include <algorithm>

namespace seeipc {

/// What comes before its first step. Until it has its name it is made ready.
void ProgramWriter::writeHead(WorkerId worker)
{
    const auto &source = m_scenario.source->workers[worker];
    if (const auto &text = source.stdinText; !text.empty()) {
        m_needsStdin = true;
        line("set_stdin(" + cString(text) + ", " + std::to_string(text.size()) + ");");
    }
    if (source.user == WorkerUser::Unused) {
        m_needsUnusedUser = true;
        line("become_unused_user();");
    }
    if (source.user == WorkerUser::Plain) {
        m_needsNoCapabilities = true;
        line("drop_capabilities();");
    }
    if (diesWithParent(worker))
        line("prctl(PR_SET_PDEATHSIG, SIGKILL); /* "
             + Text{"not to outlive its parent", "父进程一结束，它也结束"}.in(m_language) + " */");
    line("prctl(PR_SET_NAME, " + cString(m_scenario.workers[worker].name) + ");");
    if (isConducted())
        line("shared->pid[" + constant(worker) + "] = getpid();");
    if (needsSelf())
        line("self = " + constant(worker) + ";");
    if (m_isForked[worker]) // it has what its parent had
        shareDescriptors(worker, 0, m_scenario.source->variableCount);
}

/// Who starts it, and whether it reads or writes.
std::string ProgramWriter::whoItIs(WorkerId worker,
                                   const std::vector<const SourceStep *> &steps) const
{
    std::string parent = "main()";
    for (std::size_t i = 0; i < m_scenario.workers.size(); ++i) {
        if (hasForked(m_scenario, static_cast<WorkerId>(i), worker))
            parent = m_scenario.workers[i].name;
    }
    const auto does = [&steps](Effect effect) {
        return std::any_of(steps.begin(), steps.end(), [effect](const SourceStep *step) {
            return step->step.operation == Operation::Call
                   && callAt(step->step.call).effect == effect;
        });
    };
    const bool reads = does(Effect::Read);
    const bool writes = does(Effect::Write);
    const Text both{" It reads and writes.", "它既读又写。"};
    const Text one = reads ? Text{" It reads.", "它读。"} : Text{" It writes.", "它写。"};
    const auto &who = m_scenario.workers[worker].name;
    return cComment(Text{"The process " + who + ", forked by " + parent + ".",
                         "进程 " + who + "，由 " + parent + " 用 fork() 创建。"}
                        .in(m_language)
                    + (reads && writes   ? both.in(m_language)
                       : reads || writes ? one.in(m_language)
                                         : ""));
}

/// What comes after its last step. A program that could not be started is status 127, as in a shell.
void ProgramWriter::writeEnd(const std::vector<const SourceStep *> &steps)
{
    const bool endsInCall = !steps.empty() && steps.back()->step.operation == Operation::Call;
    const auto effect = endsInCall ? callAt(steps.back()->step.call).effect : Effect::None;
    if (effect == Effect::Exit)
        return;
    writeHandled();
    line(effect == Effect::Exec && !isFailureForeseen(*steps.back()) ? "_exit(127);" : "_exit(0);");
}

std::string ProgramWriter::processFunction(WorkerId worker)
{
    m_body.clear();
    m_inBuffer.clear();
    m_writing = worker;
    writeHead(worker);
    const auto steps = chosenSteps(m_scenario, worker, m_words.parameters());
    m_countsIn = std::any_of(steps.begin(), steps.end(),
                             [this](const SourceStep *step) { return countsSignals(*step); })
                     ? worker
                     : noWorker;
    writeSteps(steps);
    writeEnd(steps);
    return "\n" + whoItIs(worker, steps) + "static void " + function(worker) + "(void)\n{\n"
           + m_body + "}\n";
}

} // namespace seeipc
