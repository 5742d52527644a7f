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

/// "READER_ASLEEP_IN_READ"
std::string ProgramWriter::event(std::size_t number) const
{
    const auto &condition = m_scenario.conditions[number];
    const auto who = cConstant(name(condition.worker));
    switch (condition.kind) {
    case Condition::Kind::Asleep:
        return who + "_ASLEEP_IN_" + cConstant(callAt(condition.call).name);
    case Condition::Kind::Done:
        return who + "_DONE_" + cConstant(m_scenario.steps[condition.step].alias);
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
        events += "    " + event(number) + ",\n";
    const bool marks = looks().areForSomebody();
    text +=
        "\n" + say("What one process waits for another to do.", "一个进程等另一个进程做的事。")
        + "enum {\n" + (marks ? "    NOTHING,\n" : "") + events + "    EVENTS\n};\n\n"
        + say("All processes see this memory. They share nothing else but what the demo is about.",
              "所有进程都看得见这块内存。除了演示本身，它们只共享这个。")
        + "static struct shared {\n"
          "    _Atomic pid_t pid[PROCESSES]; /* "
        + Text{"0: not started", "0：还没有开始"}.in(m_language)
        + " */\n"
          "    atomic_bool has_come[EVENTS + 1];\n";
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
                    + ")\n        shared->has_come[" + event(number) + "] = true;\n";
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

/// Nobody waits for anybody but by the calls that the demo shows.
std::string ProgramWriter::simpleMain() const
{
    std::string text = "\nint main(void)\n{\n    int ending;\n\n";
    std::string ends;
    for (std::size_t i = 0; i < m_scenario.workers.size(); ++i) {
        const auto worker = static_cast<WorkerId>(i);
        if (m_isForked[i])
            continue;
        text += start(worker);
        ends += "    if (waitpid(" + name(worker) + ", &ending, 0) != -1)\n        tell_end("
                + cString(m_scenario.workers[i].name) + ", ending);\n";
    }
    return text + ends + "    return 0;\n}\n";
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
    text += "        if (" + question + ")\n            shared->has_come[" + event(number)
            + "] = true;\n";
}

std::string ProgramWriter::conductingMain() const
{
    std::string text = "\n"
                       + say(
                           "Starts the processes, looks what they do, and lets each go on when it "
                           "is time.",
                           "启动各个进程，看它们在做什么，到时候就放行。")
                       + "int main(void)\n{\n";
    std::string names;
    for (const auto &worker : m_scenario.workers)
        names += (names.empty() ? "" : ", ") + cString(worker.name);
    text +=
        "    static const char *const names[PROCESSES] = {" + names
        + "};\n    pid_t pid;\n    int ending;\n\n"
          "    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,\n"
          "                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);\n"
          "    if (shared == MAP_FAILED) {\n        perror(\"mmap\");\n        return 1;\n    }\n"
          "    prctl(PR_SET_CHILD_SUBREAPER, 1);\n";
    for (std::size_t i = 0; i < m_scenario.workers.size(); ++i) {
        if (!m_isForked[i])
            text += start(static_cast<WorkerId>(i));
    }
    text += "    while ((pid = waitpid(-1, &ending, WNOHANG)) != -1) {\n"
            "        for (int i = 0; i < PROCESSES; i++) {\n"
            "            if (pid > 0 && shared->pid[i] == pid)\n"
            "                tell_end(names[i], ending);\n        }\n";
    for (const auto number : m_conditions)
        writeLook(text, number);
    return text + "        usleep(1000);\n    }\n    return 0;\n}\n";
}

} // namespace seeipc
