// SPDX-License-Identifier: MIT
// What starts a program's processes, and lets one go on when another has done what it waits for.
#include "scenario/cprogramwriter.h"

#include "mechanisms/cform.h"
#include "mechanisms/registry.h"
#include "posix/waitstatus.h"

namespace seeipc {

namespace {

/// "SYS_read": what /proc/PID/syscall shows the number of.
std::string sleepInC(const Call &call)
{
    if (!call.c->sleep.empty())
        return std::string(call.c->sleep);
    const auto traced = call.c->traced; // of several names the last, which each machine has
    if (traced.empty())
        return "-1"; // no system call: nobody ever sleeps in it
    const auto last = traced.substr(traced.rfind(',') + 1);
    return "SYS_" + std::string(last.substr(last.starts_with('?') ? 1 : 0));
}

} // namespace

/// "READ_NOTHING": the call, and the demo's name for this one.
std::string ProgramWriter::done(const Condition &condition) const
{
    const auto &step = m_scenario.steps[condition.step];
    const auto call = cConstant(callAt(step.call).name);
    const auto alias = cConstant(step.alias);
    return alias.find(call) == std::string::npos ? call + "_" + alias : alias;
}

/// Behind such an event: the call, as its process makes it.
std::string ProgramWriter::whatIsDone(const Condition &condition) const
{
    if (condition.kind != Condition::Kind::Done)
        return {};
    for (const auto *step : chosenSteps(m_scenario, condition.worker, m_words.parameters())) {
        if (step->step.operation == Operation::Call && step->step.step == condition.step)
            return " /* " + inComment(m_words.call(*step))
                   + Text{" has returned", " 已返回"}.in(m_language) + " */";
    }
    return {};
}

/// "READER_ASLEEP_IN_READ"
std::string ProgramWriter::event(std::size_t number) const
{
    const auto &condition = m_scenario.conditions[number];
    const auto who = cConstant(name(condition.worker));
    switch (condition.kind) {
    case Condition::Kind::Asleep:
        return who + "_ASLEEP_IN_" + cConstant(callAt(condition.call).name);
    case Condition::Kind::Done: return who + "_DID_" + done(condition);
    case Condition::Kind::Stopped: return who + "_STOPPED";
    case Condition::Kind::Handled: return who + "_HANDLED_" + signalName(condition.signal);
    case Condition::Kind::Settled: // waited for by that step alone
        return "OTHERS_SETTLED_BEFORE_" + who + "_"
               + cConstant(m_scenario.steps[condition.step].alias);
    case Condition::Kind::Ended: break;
    }
    return who + "_ENDED";
}

std::string ProgramWriter::sharedMemory() const
{
    std::string text = "\nenum { ";
    for (std::size_t i = 0; i < m_scenario.workers.size(); ++i)
        text += constant(static_cast<WorkerId>(i)) + ", ";
    text += "PROCESSES };\n";
    std::string events;
    for (const auto number : m_conditions)
        events += "    " + event(number) + "," + whatIsDone(m_scenario.conditions[number]) + "\n";
    const bool marks = looks().areForSomebody();
    if (!events.empty())
        text += "\n"
                + say("Events that a process waits for before it goes on.",
                      "进程等这些事发生了才继续。")
                + "enum {\n" + (marks ? "    NOTHING,\n" : "") + events + "    EVENTS\n};\n";
    text += "\n"
            + say("Memory that all processes share. It only keeps them in step: none of the "
                  "demo's data passes through it.",
                  "所有进程共享的内存，只用来安排先后；演示的数据不经过它。")
            + "static struct shared {\n"
              "    _Atomic pid_t pid[PROCESSES]; /* "
            + Text{"0: not started", "0：还没有开始"}.in(m_language) + " */\n"
            + (events.empty() ? "" : "    atomic_bool has_happened[EVENTS];\n");
    if (marks)
        text += "    atomic_int waits_for[PROCESSES]; /* "
                + Text{"an event, or NOTHING", "一件事，或 NOTHING"}.in(m_language) + " */\n";
    std::string last;
    for (const auto &[owner, index] : m_foreign) {
        auto variable = m_words.variableOf(owner, index);
        if (const auto bracket = variable.find('['); bracket != std::string::npos)
            variable = variable.substr(0, bracket) + "[2]";
        if (variable != last)
            text += "    atomic_int " + variable + ";\n";
        last = variable;
    }
    text += "} *shared;\n";
    if (needsSelf())
        text += "static int self; "
                + say("which of the processes this one is", "本进程是其中哪一个");
    return text;
}

/// In a signal handler.
std::string ProgramWriter::handledLines() const
{
    std::string text;
    for (const auto number : m_conditions) {
        const auto &condition = m_scenario.conditions[number];
        if (condition.kind == Condition::Kind::Handled)
            text += "    if (self == " + constant(condition.worker)
                    + " && signal == " + signalName(condition.signal)
                    + ")\n        shared->has_happened[" + event(number) + "] = true;\n";
    }
    return text.empty() ? "    (void)signal;\n" : text;
}

std::string ProgramWriter::start(WorkerId worker) const
{
    return "    " + name(worker) + " = fork();\n    if (" + name(worker) + " == 0)\n        "
           + name(worker) + "_main();\n"
           + (looks().settled
                  ? "    shared->pid[" + constant(worker) + "] = " + name(worker) + ";\n"
                  : "");
}

/// Of main(): what it does when a process of this name has ended.
std::string ProgramWriter::reap(const std::string &name, const std::string &indent) const
{
    const auto told = indent + "tell_end(" + name + ", ending);\n";
    return m_needsUnusedUser ? told + indent + "if (ending != 0)\n" + indent + "    result = 1;\n"
                             : told;
}

std::string ProgramWriter::enterDirectory() const
{
    return m_scenario.names.empty() ? "" : "    enter_directory();\n";
}

/// Nobody waits for anybody but by the calls that the demo shows.
std::string ProgramWriter::simpleMain() const
{
    std::string text = "\nint main(void)\n{\n    int ending;\n";
    text += m_needsUnusedUser ? "    int result = 0;\n\n" : "\n";
    text += enterDirectory();
    std::string ends;
    for (std::size_t i = 0; i < m_scenario.workers.size(); ++i) {
        const auto worker = static_cast<WorkerId>(i);
        if (m_isForked[i])
            continue;
        text += start(worker);
        ends += "    if (waitpid(" + name(worker) + ", &ending, 0) != -1)"
                + (m_needsUnusedUser ? " {\n" : "\n")
                + reap(cString(m_scenario.workers[i].name), "        ")
                + (m_needsUnusedUser ? "    }\n" : "");
    }
    return text + ends + (m_needsUnusedUser ? "    return result;\n}\n" : "    return 0;\n}\n");
}

/// Which of the processes has a pid.
std::string ProgramWriter::nameFunction() const
{
    const Text other{"another process", "另一个进程"};
    std::string text;
    std::string body;
    if (isConducted()) {
        for (const auto &worker : m_scenario.workers)
            text += (text.empty() ? "" : ", ") + cString(worker.name);
        text = "static const char *const names[PROCESSES] = {" + text + "};\n\n";
        body = "    for (int i = 0; i < PROCESSES; i++) {\n"
               "        if (shared->pid[i] == pid)\n            return names[i];\n    }\n";
    }
    for (std::size_t i = 0; i < m_scenario.workers.size() && !isConducted(); ++i) {
        if (m_isForked[i])
            body += "    if (pid == " + name(static_cast<WorkerId>(i)) + ")\n        return "
                    + cString(m_scenario.workers[i].name) + ";\n";
    }
    return text + say("The name of the process with this PID.", "这个 PID 的进程叫什么。")
           + "static const char *name_of(pid_t pid)\n{\n" + body + "    return "
           + cString(other.in(m_language)) + ";\n}\n";
}

/// How main() sees that it has come.
void ProgramWriter::writeLook(std::string &text, std::size_t number) const
{
    const auto &condition = m_scenario.conditions[number];
    const auto who = constant(condition.worker);
    std::string question;
    switch (condition.kind) {
    case Condition::Kind::Done: // it says so itself
    case Condition::Kind::Handled: return;
    case Condition::Kind::Asleep:
        question = "is_asleep_in(" + who + ", " + sleepInC(callAt(condition.call)) + ")";
        break;
    case Condition::Kind::Stopped:
        question = "is_awaited(" + event(number) + ") && is_stopped(" + who + ")";
        break;
    case Condition::Kind::Settled:
        question = "is_awaited(" + event(number) + ") && are_others_settled(" + who + ")";
        break;
    case Condition::Kind::Ended: question = "state_of(" + who + ") == 'Z'"; break;
    }
    text += "        if (" + question + ")\n            shared->has_happened[" + event(number)
            + "] = true;\n";
}

std::string ProgramWriter::conductingMain() const
{
    std::string looks;
    for (const auto number : m_conditions)
        writeLook(looks, number);
    const Text watches{"Starts the processes and watches them in /proc: once what a process waits "
                       "for has happened, it may go on.",
                       "启动各个进程，在 /proc 里观察它们：进程等的事一发生，就让它继续。"};
    const Text starts{"Starts the processes and waits until all have ended.",
                      "启动各个进程，等它们全部结束。"};
    std::string text = "\n" + cComment((looks.empty() ? starts : watches).in(m_language))
                       + "int main(void)\n{\n    pid_t pid;\n    int ending;\n"
                       + (m_needsUnusedUser ? "    int result = 0;\n\n" : "\n") + enterDirectory()
                       + "    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,\n"
                         "                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);\n"
                         "    if (shared == MAP_FAILED) {\n        perror(\"mmap\");\n"
                         "        return 1;\n    }\n"
                         "    prctl(PR_SET_CHILD_SUBREAPER, 1); /* "
                       + Text{"orphans become children of this process", "孤儿进程由本进程收养"}.in(
                           m_language)
                       + " */\n";
    for (std::size_t i = 0; i < m_scenario.workers.size(); ++i) {
        if (!m_isForked[i])
            text += start(static_cast<WorkerId>(i));
    }
    if (looks.empty())
        text += "    while ((pid = waitpid(-1, &ending, 0)) != -1) {\n"
                + reap("name_of(pid)", "        ") + "    }\n";
    else
        text += "    while ((pid = waitpid(-1, &ending, WNOHANG)) != -1) {\n"
                "        if (pid > 0) {\n"
                + reap("name_of(pid)", "            ") + "        }\n" + looks
                + "        usleep(1000);\n    }\n";
    return text + (m_needsUnusedUser ? "    return result;\n}\n" : "    return 0;\n}\n");
}

} // namespace seeipc
