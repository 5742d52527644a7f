// SPDX-License-Identifier: MIT
#include "mechanisms/cheaders.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace seeipc {

namespace {

struct Header
{
    std::string_view name;
    std::string_view words; ///< that it is there for, parted by spaces; "O_*": all that begin so
};

constexpr Header headers[] = {
    {"errno.h", "errno"},
    {"fcntl.h", "F_* O_* fcntl open splice tee"},
    {"grp.h", "setgroups"},
    {"linux/capability.h", "_LINUX_CAPABILITY_*"},
    {"linux/magic.h", "PIPEFS_MAGIC"},
    {"poll.h", "POLL* poll pollfd"},
    {"pwd.h", "getpwuid"},
    {"sched.h", "CLONE_* unshare"},
    {"signal.h", "SIG* kill sig_atomic_t sigaction sigprocmask sigset_t sigwaitinfo"},
    {"stdatomic.h", "atomic_*"},
    {"stdbool.h", "bool false true"},
    {"stdio.h", "fprintf perror printf snprintf stderr"},
    {"stdlib.h", "mkdtemp strtol"},
    {"string.h", "memcpy memset strcmp strerror strrchr strsignal strstr"},
    {"sys/ioctl.h", "FIONREAD ioctl"},
    {"sys/mman.h", "MAP_* PROT_* memfd_create mmap"},
    {"sys/pidfd.h", "pidfd_*"},
    {"sys/prctl.h", "PR_* prctl"},
    {"sys/ptrace.h", "PTRACE_* ptrace"},
    {"sys/resource.h", "PRIO_USER RLIMIT_* getpriority getrlimit rlimit setrlimit"},
    {"sys/stat.h", "fstat mkfifo stat umask"},
    {"sys/syscall.h", "SYS_*"},
    {"sys/uio.h", "iovec process_vm_readv"},
    {"sys/vfs.h", "fstatfs statfs"},
    {"sys/wait.h", "WCONTINUED WEXITSTATUS WIFCONTINUED WIFSIGNALED WIFSTOPPED WNOHANG "
                   "WSTOPSIG WTERMSIG WUNTRACED wait waitpid"},
    {"unistd.h",
     "_PC_* _exit chdir close dup dup2 execve fork fpathconf fsync ftruncate getpid "
     "link lseek pause pipe "
     "pipe2 pread pwrite read readlink rmdir setsid symlink syscall unlink usleep write"},
};

bool isWordLetter(char letter)
{
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z')
           || (letter >= 'A' && letter <= 'Z') || letter == '_';
}

/// Behind the comment or the quotes that begin there; the same place where none does.
std::size_t behindText(std::string_view code, std::size_t at)
{
    if (code.substr(at, 2) == "/*") {
        const auto end = code.find("*/", at + 2);
        return end == std::string_view::npos ? code.size() : end + 2;
    }
    if (code[at] != '"' && code[at] != '\'')
        return at;
    auto end = at + 1;
    while (end < code.size() && code[end] != code[at])
        end += code[end] == '\\' ? 2U : 1U;
    return std::min(end + 1, code.size());
}

std::set<std::string_view> wordsOf(std::string_view code)
{
    std::set<std::string_view> words;
    for (std::size_t at = 0; at < code.size();) {
        if (const auto behind = behindText(code, at); behind != at) {
            at = behind;
            continue;
        }
        const auto *const begin = code.data() + at;
        const auto length = static_cast<std::size_t>(
            std::find_if_not(begin, code.data() + code.size(), isWordLetter) - begin);
        if (length > 0)
            words.insert(code.substr(at, length));
        at += std::max<std::size_t>(length, 1);
    }
    return words;
}

bool isUsed(std::string_view word, const std::set<std::string_view> &words)
{
    if (!word.ends_with('*'))
        return words.contains(word);
    word.remove_suffix(1);
    const auto first = words.lower_bound(word);
    return first != words.end() && first->starts_with(word);
}

bool isUsed(const Header &header, const std::set<std::string_view> &words)
{
    for (std::size_t at = 0; at < header.words.size();) {
        const auto end = std::min(header.words.find(' ', at), header.words.size());
        if (isUsed(header.words.substr(at, end - at), words))
            return true;
        at = end + 1;
    }
    return false;
}

} // namespace

std::vector<std::string_view> cHeaders(std::string_view code)
{
    const auto words = wordsOf(code);
    std::vector<std::string_view> names;
    for (const auto &header : headers) {
        if (isUsed(header, words))
            names.push_back(header.name);
    }
    return names;
}

} // namespace seeipc
