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

std::string inComment(const std::string &text)
{
    std::string parted;
    for (const char letter : text) {
        const char last = parted.empty() ? '\0' : parted.back();
        const bool isMark = (last == '*' && letter == '/') || (last == '/' && letter == '*')
                            || (parted.ends_with("??") && letter == '/');
        parted += isMark ? std::string{' ', letter} : std::string(1, letter);
    }
    return parted;
}

std::string fillFunction(Language language)
{
    return cComment(
               Text{"Fills the bytes by repeating a pattern.", "用一段内容反复填满这些字节。"}.in(
                   language))
           + R"(static void fill(char *bytes, size_t size, const char *pattern, size_t length)
{
    for (size_t i = 0; i < size; i++)
        bytes[i] = pattern[i % length];
}
)";
}

std::string sequenceFunction(Language language)
{
    return cComment(Text{
               "Goes on with the sequence 0, 1, 2, ..., which starts over after `period` "
               "bytes: a reader can tell if one is missing.",
               "接着写序列 0、1、2……，每 `period` 个字节重新开始：少了哪一个，读者都看得出来。"}
                        .in(language))
           + R"(static void next_bytes(char *bytes, size_t size, size_t period)
{
    static size_t sent;

    for (size_t i = 0; i < size; i++)
        bytes[i] = (char)(sent++ % period);
}
)";
}

std::string stdinFunction(Language language)
{
    return cComment(Text{"Makes standard input give this text, as `program < file` would.",
                         "让标准输入给出这段文字，就像“程序 < 文件”。"}
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
    const Text used{"Does an account or a process have this user ID?",
                    "有没有账号或进程在用这个用户 ID？"};
    const Text become{
        "Becomes a user with no account and no processes, so that nobody else uses up its limits. "
        "Only root may do so.",
        "变成一个没有账号、没有进程的用户：没有别人占用它的额度。只有 root 能这样做。"};
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
        perror("become_unused_user");
        _exit(1);
    }
}
)";
}

std::string dropCapabilitiesFunction(Language language)
{
    return cComment(
               Text{"Takes every privilege from the process: root may then no more than others.",
                    "放弃进程的一切特权：此后 root 也不比别人多。"}
                   .in(language))
           + R"(static void drop_capabilities(void)
{
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3];

    memset(none, 0, sizeof none);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1 || syscall(SYS_capset, &header, none) == -1) {
        perror("drop_capabilities");
        _exit(1);
    }
}
)";
}

std::string waitUntilFunction(Language language, const Looks &looks)
{
    const auto comment = cComment(
        Text{"Waits until this event has happened.", "等到这件事发生。"}.in(language));
    const auto anew = cComment(Text{
                          "Waits until this event happens again, whether or not it has before.",
                          "等到这件事再次发生，以前发生过的不算。"}
                                   .in(language))
                      + R"(static void wait_until_anew(int event)
{
    shared->has_happened[event] = false;
    wait_until(event);
}
)";
    return comment
           + (looks.areForSomebody() ? R"(static void wait_until(int event)
{
    shared->waits_for[self] = event;
    while (!shared->has_happened[event])
        usleep(1000);
    shared->waits_for[self] = NOTHING;
}
)" + (looks.settled ? "\n" + anew : "")
                                     : R"(static void wait_until(int event)
{
    while (!shared->has_happened[event])
        usleep(1000);
}
)");
}

} // namespace seeipc
