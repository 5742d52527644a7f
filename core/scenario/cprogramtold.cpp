// SPDX-License-Identifier: MIT
// What an exported program prints of its calls.
#include "scenario/cprogramparts.h"

namespace seeipc {

std::string failedFunction(Language language)
{
    return cComment(Text{
               "Prints whose call failed, which, and why. The process goes on: the failure may "
               "be what the demo is about.",
               "打印谁的哪个调用失败了、为什么；进程继续运行，因为失败可能正是演示的内容。"}
                        .in(language))
           + R"(static void failed(const char *name, const char *call)
{
    fprintf(stderr, "%s: %s: %s\n", name, call, strerror(errno));
}
)";
}

std::string tellEndFunction(Language language, bool tellsStops)
{
    const Text normal{"%s exited with status %d", "%s 以状态 %d 退出"};
    const Text killed{"%s was killed by signal %d (%s)", "%s 被信号 %d（%s）杀死"};
    const Text stopped{"%s was stopped by signal %d (%s)", "%s 被信号 %d（%s）停住"};
    const Text continued{"%s goes on", "%s 继续运行"};
    const auto stops = tellsStops ? "    else if (WIFSTOPPED(ending))\n"
                                    "        fprintf(stderr, \""
                                        + stopped.in(language)
                                        + "\\n\", name, WSTOPSIG(ending),\n                "
                                          "strsignal(WSTOPSIG(ending)));\n"
                                          "    else if (WIFCONTINUED(ending))\n"
                                          "        fprintf(stderr, \""
                                        + continued.in(language) + "\\n\", name);\n"
                                  : std::string();
    return cComment(Text{"Prints how a process ended, from what wait(2) told of it.",
                         "按 wait(2) 给出的状态，打印进程是怎样结束的。"}
                        .in(language))
           + "static void tell_end(const char *name, int ending)\n"
             "{\n"
             "    if (WIFSIGNALED(ending))\n"
             "        fprintf(stderr, \""
           + killed.in(language)
           + "\\n\", name, WTERMSIG(ending),\n                strsignal(WTERMSIG(ending)));\n"
           + stops
           + "    else\n"
             "        fprintf(stderr, \""
           + normal.in(language)
           + "\\n\", name, WEXITSTATUS(ending));\n"
             "}\n";
}

std::string tellReadFunction(Language language)
{
    const Text bytes{"%s read %zd: \\\"%.*s\\\"\\n", "%s 读到 %zd 字节：\\\"%.*s\\\"\\n"};
    const Text nothing{"%s read 0: end of file\\n", "%s 读到 0 字节：文件尾\\n"};
    return cComment(
               Text{"Prints how many bytes a process has read, and the first of them. read(2) puts "
                    "no '\\0' behind them, so printf(3) has to be told how many there are.",
                    "打印进程读到了多少字节，以及开头的内容。read(2) 不在末尾加 '\\0'，"
                    "所以要告诉 printf(3) 有几个字节。"}
                   .in(language))
           + R"(static void tell_read(const char *name, ssize_t size)
{
    const int shown = size < 60 ? (int)size : 60;

    if (size == 0)
        fprintf(stderr, ")"
           + nothing.in(language) + R"(", name);
    else
        fprintf(stderr, ")"
           + bytes.in(language) + R"(", name, size, shown, buf);
}
)";
}

std::string tellFunction(Language language)
{
    return cComment(Text{"Makes a call and prints the number that it returned, or why it failed.",
                         "做一次调用，打印它返回的数；失败时打印原因。"}
                        .in(language))
           + R"(#define TELL(name, call) tell(name, #call, call)

static void tell(const char *name, const char *call, long result)
{
    if (result == -1)
        fprintf(stderr, "%s: %s: %s\n", name, call, strerror(errno));
    else
        fprintf(stderr, "%s: %s = %ld\n", name, call, result);
}
)";
}

std::string tellFlagsFunction(Language language)
{
    return cComment(
               Text{"Does so with flags, by their names.", "同样，但把标志写成名字。"}.in(language))
           + R"(#define TELL_FLAGS(name, call) tell_flags(name, #call, call)

static void tell_flags(const char *name, const char *call, int flags)
{
    const int access = flags & O_ACCMODE;

    if (flags == -1) {
        tell(name, call, flags);
        return;
    }
    fprintf(stderr, "%s: %s = %#x (%s%s%s)\n", name, call, (unsigned)flags,
            access == O_RDONLY ? "O_RDONLY" : access == O_WRONLY ? "O_WRONLY" : "O_RDWR",
            flags & O_NONBLOCK ? " | O_NONBLOCK" : "", flags & O_DIRECT ? " | O_DIRECT" : "");
}
)";
}

std::string tellEventsFunction(Language language)
{
    return cComment(
               Text{"Prints what poll(2) has found.", "打印 poll(2) 查到的事件。"}.in(language))
           + R"(static void tell_events(const char *name)
{
    const short found = entry.revents;

    fprintf(stderr, "%s: revents = %#x%s%s%s%s\n", name, (unsigned)found,
            found & POLLIN ? " POLLIN" : "", found & POLLOUT ? " POLLOUT" : "",
            found & POLLHUP ? " POLLHUP" : "", found & POLLERR ? " POLLERR" : "");
}
)";
}

std::string tellStatFunction(Language language)
{
    return cComment(Text{"Prints what fstat(2) has told of a file: whether it is a pipe, its "
                         "permissions, its size and its inode.",
                         "打印 fstat(2) 给出的信息：是不是管道、权限、大小和 inode 编号。"}
                        .in(language))
           + R"(#define TELL_STAT(name, call) tell_stat(name, #call, call)

static void tell_stat(const char *name, const char *call, int result)
{
    if (result == -1) {
        tell(name, call, result);
        return;
    }
    fprintf(stderr, "%s: %s: %s, permissions %#o, st_size = %lld, st_ino = %llu\n", name, call,
            S_ISFIFO(st.st_mode) ? "S_ISFIFO" : "!S_ISFIFO", (unsigned)st.st_mode & 07777,
            (long long)st.st_size, (unsigned long long)st.st_ino);
}
)";
}

std::string tellLinkFunction(Language language)
{
    return cComment(Text{"Prints where a link leads. readlink(2) puts no '\\0' behind the text.",
                         "打印链接指向哪里。readlink(2) 不在末尾加 '\\0'。"}
                        .in(language))
           + R"(#define TELL_LINK(name, call) tell_link(name, #call, call)

static void tell_link(const char *name, const char *call, ssize_t size)
{
    if (size == -1)
        tell(name, call, size);
    else
        fprintf(stderr, "%s: %s: \"%.*s\"\n", name, call, (int)size, link_text);
}
)";
}

std::string tellFsFunction(Language language)
{
    return cComment(Text{"Prints the kind of file system that fstatfs(2) has told.",
                         "打印 fstatfs(2) 查到的文件系统类型。"}
                        .in(language))
           + R"c(#define TELL_FS(name, call) tell_fs(name, #call, call)

static void tell_fs(const char *name, const char *call, int result)
{
    if (result == -1)
        tell(name, call, result);
    else
        fprintf(stderr, "%s: %s: f_type = %#lx%s\n", name, call, (unsigned long)fs.f_type,
                fs.f_type == PIPEFS_MAGIC ? " (pipefs)" : "");
}
)c";
}

std::string tellQueuedFunction(Language language)
{
    return cComment(
               Text{"Prints how many bytes FIONREAD has told.", "打印 FIONREAD 查到的字节数。"}.in(
                   language))
           + R"c(#define TELL_QUEUED(name, call) tell_queued(name, #call, call)

static void tell_queued(const char *name, const char *call, int result)
{
    if (result == -1)
        tell(name, call, result);
    else
        fprintf(stderr, "%s: %s: queued = %d\n", name, call, queued);
}
)c";
}

std::string tellInfoFunction(Language language)
{
    return cComment(Text{"Prints what a siginfo_t has told of a child.",
                         "打印 siginfo_t 里关于子进程的内容。"}
                        .in(language))
           + R"c(#define TELL_INFO(name, call) tell_info(name, #call, call)

static void tell_info(const char *name, const char *call, int result)
{
    if (result == -1)
        tell(name, call, result);
    else
        fprintf(stderr, "%s: %s: signal %d, si_code = %d, si_status = %d\n", name, call, result,
                info.si_code, info.si_status);
}
)c";
}

std::string tellSeenFunction(Language language)
{
    return cComment(Text{"Prints what was found in another process's memory.",
                         "打印在别的进程的内存里看到的值。"}
                        .in(language))
           + R"c(#define TELL_SEEN(name, call) tell_seen(name, #call, call)

static void tell_seen(const char *name, const char *call, ssize_t result)
{
    if (result == -1)
        tell(name, call, -1);
    else
        fprintf(stderr, "%s: %s: %zd bytes, value = %ld\n", name, call, result, seen);
}
)c";
}

std::string tellTracedFunction(Language language)
{
    return cComment(Text{"Prints what the kernel has told of a traced process.",
                         "打印内核讲的被跟踪进程的情况。"}
                        .in(language))
           + R"c(#define TELL_TRACED(name, call) tell_traced(name, #call, call)

static void tell_traced(const char *name, const char *call, long result)
{
    if (result == -1)
        tell(name, call, -1);
    else if (strstr(call, "PTRACE_GETSIGINFO"))
        fprintf(stderr, "%s: %s: signal %d, si_code = %d\n", name, call, info.si_signo,
                info.si_code);
    else if (strstr(call, "PTRACE_GET_SYSCALL_INFO") && at_call.op == PTRACE_SYSCALL_INFO_ENTRY)
        fprintf(stderr, "%s: %s: enters call %d\n", name, call, (int)at_call.entry.nr);
    else if (strstr(call, "PTRACE_GET_SYSCALL_INFO"))
        fprintf(stderr, "%s: %s: leaves with %d\n", name, call, (int)at_call.exit.rval);
}
)c";
}

std::string countedFunction(Language language)
{
    return cComment(Text{"Adds up the bytes that the calls of a loop move.",
                         "累计循环里各次调用传送的字节数。"}
                        .in(language))
           + R"(static long total;
static int calls, last;

static long counted(long moved)
{
    if (moved > 0) {
        total += moved;
        calls++;
        last = (int)moved;
    }
    return moved;
}
)";
}

std::string tellAllReadFunction(Language language, bool isText)
{
    const Text all{"%s read %ld in all (calls: %d)", "%s 共读到 %ld 字节（%d 次调用）"};
    const Text atLast{", at last \\\"%.*s\\\"", "，最后是 \\\"%.*s\\\""};
    return cComment(
               Text{"Prints how many bytes a loop has read.", "打印一个循环共读到多少字节。"}.in(
                   language))
           + "static void tell_all_read(const char *name)\n{\n    if (calls > 0)\n"
           + "        fprintf(stderr, \"" + all.in(language) + (isText ? atLast.in(language) : "")
           + "\\n\",\n                name, total, calls"
           + (isText ? ", last < 20 ? last : 20, buf" : "")
           + ");\n    total = calls = last = 0;\n}\n";
}

std::string tellAllWrittenFunction(Language language)
{
    const Text all{"%s wrote %ld in all (calls: %d)", "%s 共写入 %ld 字节（%d 次调用）"};
    return cComment(
               Text{"Prints how many bytes a loop has written.", "打印一个循环共写入多少字节。"}.in(
                   language))
           + "static void tell_all_written(const char *name)\n{\n    if (calls > 0)\n"
           + "        fprintf(stderr, \"" + all.in(language)
           + "\\n\", name, total, calls);\n    total = calls = last = 0;\n}\n";
}

std::string tornFunction(Language language)
{
    const Text comment{
        "Counts the records that others' bytes cut in two. Each writer has a letter of its own.",
        "数一数有多少条记录被别人的字节切断。每个写者用自己的字母。"};
    return cComment(comment.in(language)) + R"(static int torn;

static long examined(long size, size_t record)
{
    static size_t at, sent[256], begin[256];

    for (long i = 0; i < size; i++, at++) {
        const unsigned char writer = (unsigned char)buf[i];

        if (sent[writer]++ % record == 0)
            begin[writer] = at;
        if (sent[writer] % record == 0 && at - begin[writer] + 1 != record)
            torn++;
    }
    return size;
}
)";
}

std::string piecesFunction(Language language)
{
    const Text comment{"Prints each stretch of one letter that has been read. Each writer has a "
                       "letter of its own.",
                       "同一个字母连在一起的字节算一段，打印读到的每一段。每个写者用自己的字母。"};
    const Text piece{"%s read in one piece: %ld '%c'\\n", "%s 连着读到 %ld 个 '%c'\\n"};
    const auto print = "fprintf(stderr, \"" + piece.in(language) + "\", name, length, letter);\n";
    return cComment(comment.in(language)) + R"(static long in_pieces(const char *name, long size)
{
    static long length;
    static char letter;

    for (long i = 0; i < size; i++) {
        if (length > 0 && buf[i] != letter) {
            )"
           + print + R"(            length = 0;
        }
        letter = buf[i];
        length++;
    }
    if (size == 0 && length > 0)
        )" + print
           + R"(    return size;
}
)";
}

std::string toldFunction(Language language)
{
    return cComment(
               Text{"This is done without a system call, so strace(1) does not show it: its result "
                    "is printed.",
                    "这一步不用系统调用，strace(1) 看不到，所以把结果打印出来。"}
                   .in(language))
           + R"(static long told(const char *name, const char *call, long result)
{
    fprintf(stderr, "%s: %s: %ld\n", name, call, result);
    return result;
}
)";
}

} // namespace seeipc
