// SPDX-License-Identifier: MIT
// The parts of an exported program that are the same in each.
#include "scenario/cprogramparts.h"

namespace seeipc {

namespace {

constexpr std::size_t pageWidth = 88;

/// Bytes of the letter that begins there, and its columns.
std::size_t lengthOf(unsigned char first)
{
    return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

} // namespace

std::vector<std::string> wrapped(const std::string &text, std::size_t columns)
{
    std::vector<std::string> lines(1);
    std::size_t width = 0;
    std::string word;
    std::size_t wordWidth = 0;
    const auto flush = [&] {
        if (width + wordWidth > columns && width > 0) {
            while (!lines.back().empty() && lines.back().back() == ' ')
                lines.back().pop_back();
            lines.emplace_back();
            width = 0;
        }
        lines.back() += word;
        width += wordWidth;
        word.clear();
        wordWidth = 0;
    };
    for (std::size_t i = 0; i < text.size();) {
        const auto length = lengthOf(static_cast<unsigned char>(text[i]));
        const auto letter = text.substr(i, length);
        const bool isWide = length == 3;
        word += letter;
        wordWidth += isWide ? 2 : 1;
        const bool isMark = i + length < text.size()
                            && (text.compare(i + length, 3, "，") == 0
                                || text.compare(i + length, 3, "。") == 0
                                || text.compare(i + length, 3, "；") == 0
                                || text.compare(i + length, 3, "：") == 0);
        if ((letter == " " || isWide) && !isMark) // no line begins with a mark
            flush();
        i += length;
    }
    flush();
    return lines;
}

std::string cComment(const std::string &text)
{
    const auto lines = wrapped(text, pageWidth);
    std::string comment = "/* " + lines.front();
    for (std::size_t i = 1; i < lines.size(); ++i)
        comment += "\n   " + lines[i];
    return comment + " */\n";
}

std::string failedFunction(Language language)
{
    return cComment(Text{"Where a call fails that is what the demo shows: it is said, and the "
                         "process goes on.",
                         "有调用失败正是演示的内容：说一声，进程继续。"}
                        .in(language))
           + R"(static void failed(const char *call)
{
    fprintf(stderr, "%s: %s\n", call, strerror(errno));
}
)";
}

std::string tellEndFunction(Language language)
{
    const Text normal{"%s exited with status %d", "%s 以状态 %d 退出"};
    const Text killed{"%s was killed by signal %d (%s)", "%s 被信号 %d（%s）杀死"};
    return "static void tell_end(const char *name, int ending)\n"
           "{\n"
           "    if (WIFSIGNALED(ending))\n"
           "        printf(\""
           + killed.in(language)
           + "\\n\", name, WTERMSIG(ending), strsignal(WTERMSIG(ending)));\n"
             "    else\n"
             "        printf(\""
           + normal.in(language)
           + "\\n\", name, WEXITSTATUS(ending));\n"
             "}\n";
}

std::string fillFunction(Language language)
{
    return cComment(Text{"The pattern again and again.", "把一段内容反复填满。"}.in(language))
           + R"(static void fill(char *bytes, size_t size, const char *pattern, size_t length)
{
    for (size_t i = 0; i < size; i++)
        bytes[i] = pattern[i % length];
}
)";
}

std::string sequenceFunction(Language language)
{
    return cComment(Text{"The next bytes of 0, 1, 2 ... and round again: whoever reads them could "
                         "tell that one is missing.",
                         "接着写 0、1、2……循环往复的字节：少了哪一个，读的人都能看出来。"}
                        .in(language))
           + R"(static void next_bytes(char *bytes, size_t size, size_t rounds)
{
    static size_t sent;

    for (size_t i = 0; i < size; i++)
        bytes[i] = (char)(sent++ % rounds);
}
)";
}

std::string waitUntilFunction(Language language)
{
    return cComment(Text{"Returns once that has come.", "等到那件事发生才返回。"}.in(language))
           + R"(static void wait_until(int event)
{
    while (!shared->has_come[event])
        usleep(1000);
}
)";
}

std::string lookFunctions(Language language, bool hasSleeps)
{
    const Text file{"Reads a file of /proc/PID; empty where the process is gone.",
                    "读 /proc/PID 下的一个文件；进程已经没有了则为空。"};
    const Text state{"R runs, S sleeps, Z has ended, as proc(5) has it; ? not started yet.",
                     "R 运行，S 睡眠，Z 已结束（见 proc(5)）；? 还没有开始。"};
    const Text asleep{"Does it sleep in this system call? Seen twice: it has not moved in between.",
                      "它是不是睡在这个系统调用里？看两次：其间没有动过。"};
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
)"
           + (hasSleeps ? "\n" + cComment(asleep.in(language))
                              + R"(static bool is_asleep_in(int process, long call)
{
    char before[256], after[256];

    if (state_of(process) != 'S')
        return false;
    read_proc(shared->pid[process], "syscall", before, sizeof before);
    if (strtol(before, NULL, 10) != call || before[0] < '0' || before[0] > '9')
        return false;
    usleep(1000);
    read_proc(shared->pid[process], "syscall", after, sizeof after);
    return state_of(process) == 'S' && strcmp(before, after) == 0;
}
)"
                        : "");
}

} // namespace seeipc
