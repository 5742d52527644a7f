// SPDX-License-Identifier: MIT
// What the main() of an exported program sees of the processes in /proc.
#include "scenario/cprogramparts.h"

namespace seeipc {

namespace {

std::string sleepFunction(Language language, const Looks &looks)
{
    const Text asleep{"Is the process asleep in this system call? Two looks must agree.",
                      "进程是不是睡在这个系统调用里？看两次，结果一样才算。"};
    const Text anywhere{
        "Is the process asleep in this system call, or with ANY_CALL in any? Two "
        "looks must agree.",
        "进程是不是睡在这个系统调用里（ANY_CALL：任何一个）？看两次，结果一样才算。"};
    return "\n" + std::string(looks.settled ? "enum { ANY_CALL = -1 };\n\n" : "")
           + cComment((looks.settled ? anywhere : asleep).in(language))
           + R"(static bool is_asleep_in(int process, long call)
{
    char before[256], after[256];

    if (state_of(process) != 'S')
        return false;
    read_proc(shared->pid[process], "syscall", before, sizeof before);
)"
           + (looks.settled
                  ? R"(    if (before[0] < '0' || before[0] > '9')
        return false;
    if (call != ANY_CALL && call != strtol(before, NULL, 10))
        return false;
)"
                  : R"(    if (strtol(before, NULL, 10) != call || before[0] < '0' || before[0] > '9')
        return false;
)") + R"(    usleep(1000);
    read_proc(shared->pid[process], "syscall", after, sizeof after);
    return state_of(process) == 'S' && strcmp(before, after) == 0;
}
)";
}

std::string awaitedFunction(Language language)
{
    return "\n"
           + cComment(
               Text{"Is a process waiting for this event now?", "现在有进程在等这件事吗？"}.in(
                   language))
           + R"(static bool is_awaited(int event)
{
    for (int i = 0; i < PROCESSES; i++) {
        if (shared->waits_for[i] == event && !shared->has_happened[event])
            return true;
    }
    return false;
}
)";
}

std::string stopFunction(Language language)
{
    const Text stopped{
        "Has a signal stopped the process? Its state is then T, or t under strace(1). There "
        "every call shows t for an instant, so two looks must agree.",
        "信号让进程停下了吗？停下时状态是 T，在 strace(1) 下是 t；但那时每个调用也会有一瞬间是 t，"
        "所以看两次，结果一样才算。"};
    return "\n" + cComment(stopped.in(language)) + R"(static bool is_stopped(int process)
{
    for (int look = 0; look < 2; look++) {
        const char state = state_of(process);

        if (state != 'T' && state != 't')
            return false;
        usleep(1000);
    }
    return true;
}
)";
}

std::string settledFunctions(Language language)
{
    const Text settled{"Is the process at rest: asleep in a call, waiting for an event, ended, or "
                       "not started yet?",
                       "进程是不是静止的：睡在某个调用里、在等一件事、已经结束，或者还没有开始？"};
    const Text others{
        "Are all the others at rest? They are checked twice: one that was at rest may "
        "have been woken by the next before that came to rest.",
        "其他进程都静止了吗？检查两遍：先静止的可能又被后静止的唤醒。"};
    return "\n" + cComment(settled.in(language)) + R"(static bool is_settled(int process)
{
    const int event = shared->waits_for[process];
    const char state = state_of(process);

    if (event != NOTHING)
        return !shared->has_happened[event];
    return state == 'Z' || state == '?' || is_asleep_in(process, ANY_CALL);
}

)" + cComment(others.in(language))
           + R"(static bool are_others_settled(int process)
{
    for (int look = 0; look < 2; look++) {
        for (int i = 0; i < PROCESSES; i++) {
            if (i != process && !is_settled(i))
                return false;
        }
    }
    return true;
}
)";
}

} // namespace

std::string lookFunctions(Language language, const Looks &looks)
{
    const Text file{"Reads a file of /proc/PID. The text is empty if the process is gone.",
                    "读 /proc/PID 下的一个文件；进程已不存在时，结果为空。"};
    const Text state{
        "The state of a process, as in proc(5): R running, S sleeping, T stopped, Z ended; "
        "? for one that has not started.",
        "进程的状态，见 proc(5)：R 运行，S 睡眠，T 停止，Z 已结束；? 表示还没有启动。"};
    return cComment(file.in(language))
           + R"(static void read_proc(pid_t pid, const char *name, char *text, size_t size)
{
    char path[64];
    int fd;
    ssize_t length = 0;

    snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd != -1) {
        length = pread(fd, text, size - 1, 0);
        close(fd);
    }
    text[length > 0 ? length : 0] = '\0';
}

)" + cComment(state.in(language))
           + R"(static char state_of(int process)
{
    char text[512];
    const char *behind_name;

    if (shared->pid[process] == 0)
        return '?';
    read_proc(shared->pid[process], "stat", text, sizeof text);
    behind_name = strrchr(text, ')');
    return behind_name ? behind_name[2] : 'Z';
}
)" + (looks.sleeps || looks.settled ? sleepFunction(language, looks) : "")
           + (looks.areForSomebody() ? awaitedFunction(language) : "")
           + (looks.stops ? stopFunction(language) : "")
           + (looks.settled ? settledFunctions(language) : "");
}

} // namespace seeipc
