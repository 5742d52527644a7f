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
           + "\\n\", name, WTERMSIG(ending),\n               strsignal(WTERMSIG(ending)));\n"
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

std::string toldFunction(Language language)
{
    return cComment(
               Text{"The library answers by itself, so that strace(1) shows nothing: it is said.",
                    "C 库自己就能回答，strace(1) 看不到，所以说出来。"}
                   .in(language))
           + R"(static long told(const char *call, long result)
{
    fprintf(stderr, "%s: %ld\n", call, result);
    return result;
}
)";
}

std::string stdinFunction(Language language)
{
    return cComment(Text{"Standard input gives this text, as `program < file` would.",
                         "标准输入给出这段文字，就像“程序 < 文件”。"}
                        .in(language))
           + R"(static void set_stdin(const char *text, size_t size)
{
    const int fd = memfd_create("stdin", 0);

    if (write(fd, text, size) == -1 || lseek(fd, 0, SEEK_SET) == -1 || dup2(fd, 0) == -1)
        perror("stdin");
    close(fd);
}
)";
}

std::string unusedUserFunctions(Language language)
{
    const Text used{"Has somebody this number: an account, or a process?",
                    "有没有人用这个号码：账号，或者进程？"};
    const Text become{
        "Becomes a user that nobody is, whose limits nobody else uses up. Only root may.",
        "变成一个谁也不是的用户：没有别人占用它的额度。只有 root 能这样做。"};
    return cComment(used.in(language)) + R"(static bool is_used(uid_t uid)
{
    if (getpwuid(uid) != NULL)
        return true;
    errno = 0;
    return getpriority(PRIO_USER, uid) != -1 || errno != ESRCH;
}

)" + cComment(become.in(language))
           + R"(static void become_unused_user(void)
{
    uid_t uid = 20000 + getpid() % 40000;

    while (is_used(uid))
        uid++;
    if (setgroups(0, NULL) == -1 || setresgid(uid, uid, uid) == -1
        || setresuid(uid, uid, uid) == -1) {
        perror("setresuid");
        _exit(1);
    }
}
)";
}

std::string waitUntilFunction(Language language, const Looks &looks)
{
    const auto comment = cComment(
        Text{"Returns once that has come.", "等到那件事发生才返回。"}.in(language));
    const auto anew = cComment(Text{"The same, of what must come each time anew.",
                                    "同上，但每次都要重新等到。"}
                                   .in(language))
                      + R"(static void wait_until_anew(int event)
{
    shared->has_come[event] = false;
    wait_until(event);
}
)";
    return comment
           + (looks.areForSomebody() ? R"(static void wait_until(int event)
{
    shared->waits_for[self] = event;
    while (!shared->has_come[event])
        usleep(1000);
    shared->waits_for[self] = NOTHING;
}
)" + (looks.settled ? "\n" + anew : "")
                                     : R"(static void wait_until(int event)
{
    while (!shared->has_come[event])
        usleep(1000);
}
)");
}

} // namespace seeipc
