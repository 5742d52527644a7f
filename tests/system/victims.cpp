// SPDX-License-Identifier: MIT
#include "victims.h"

#include "posix/clock.h"
#include "posix/foreignfd.h"
#include "posix/procfs.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

namespace seeipc {

namespace {

std::string newMark()
{
    static std::atomic<int> count{0};
    return "SEEIPC_TEST_MARK=" + std::to_string(::getpid()) + "-"
           + std::to_string(count.fetch_add(1)) + "-" + std::to_string(monotonicNanoseconds());
}

std::vector<std::string> environmentFor(const Launch &launch, const std::string &mark)
{
    std::vector<std::string> all;
    for (char **entry = environ; *entry; ++entry) {
        const std::string_view variable(*entry);
        if (!variable.starts_with("XDG_RUNTIME_DIR=") && !variable.starts_with("SEEIPC_TEST_MARK="))
            all.emplace_back(variable);
    }
    all.push_back("XDG_RUNTIME_DIR=" + launch.runtimeDirectory);
    all.push_back(mark);
    return all;
}

std::vector<char *> pointersTo(std::vector<std::string> &words)
{
    std::vector<char *> pointers;
    pointers.reserve(words.size() + 1);
    for (auto &word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
}

/// Only what may be called between fork and exec of a program with threads.
bool put(const char *path, const char *text, std::size_t size)
{
    const int fd = ::open(path, O_WRONLY | O_CLOEXEC);
    return fd >= 0 && ::write(fd, text, size) == static_cast<ssize_t>(size);
}

/// A signal that comes before exec must not run a handler of the test's.
void forgetHandlers()
{
    for (int signal = 1; signal < NSIG; ++signal)
        ::signal(signal, SIG_DFL);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// From here on this process and its children get no namespaces of their own: by a limit, where the
/// kernel would give them, else (in a chroot) it refuses anyway.
bool giveUpNamespaces(const std::string &map)
{
    if (::unshare(CLONE_NEWUSER) != 0)
        return errno == EPERM;
    return put("/proc/self/uid_map", map.data(), map.size())
           && put("/proc/sys/user/max_user_namespaces", "0", 1);
}

[[noreturn]] void becomeProgram(const Launch &launch, const std::string &map, char **argv,
                                char **environment)
{
    forgetHandlers();
    const bool isReady = launch.hasNamespaces || giveUpNamespaces(map);
    const int null = ::open("/dev/null", O_RDWR);
    for (const int standard : {0, 1, 2})
        ::dup2(null, standard);
    if (isReady)
        ::execve(argv[0], argv, environment);
    ::_exit(125);
}

std::vector<pid_t> childrenOf(pid_t pid)
{
    const auto text = readProcFile(pid, ("task/" + std::to_string(pid) + "/children").c_str());
    std::vector<pid_t> children;
    std::istringstream words(text ? *text : std::string());
    for (pid_t child = 0; words >> child;)
        children.push_back(child);
    return children;
}

/// Its mode on the command line: "steward", "spawner", "worker".
bool isInMode(pid_t pid, std::string_view mode)
{
    const auto text = readProcFile(pid, "cmdline");
    if (!text)
        return false;
    const auto first = text->find('\0');
    return text->substr(0, first).ends_with("seeipc-worker")
           && std::string_view(*text).substr(first + 1).starts_with(mode);
}

} // namespace

Victims::Victims(const Launch &launch) : m_mark(newMark())
{
    auto words = launch.words;
    auto environment = environmentFor(launch, m_mark);
    const auto argv = pointersTo(words);
    const auto envp = pointersTo(environment);
    const auto uid = std::to_string(::getuid());
    const auto map = uid + " " + uid + " 1\n";
    sigset_t all;
    sigset_t before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    m_program = ::fork();
    if (m_program == 0)
        becomeProgram(launch, map, const_cast<char **>(argv.data()),
                      const_cast<char **>(envp.data()));
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

Victims::~Victims()
{
    for (const pid_t pid : living())
        ::kill(pid, SIGKILL);
    if (!m_isReaped) // it may not have had its mark yet
        ::kill(m_program, SIGKILL);
    (void)waitForProgram(5000);
}

std::optional<pid_t> Victims::steward() const
{
    for (const pid_t child : childrenOf(m_program)) {
        if (isInMode(child, "steward"))
            return child;
    }
    return std::nullopt;
}

std::vector<pid_t> Victims::workers() const
{
    std::vector<pid_t> open{m_program};
    std::vector<pid_t> found;
    while (!open.empty()) {
        const pid_t pid = open.back();
        open.pop_back();
        for (const pid_t child : childrenOf(pid))
            open.push_back(child);
        if (isWorker(pid))
            found.push_back(pid);
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::optional<pid_t> Victims::worker() const
{
    const auto all = workers();
    return all.empty() ? std::nullopt : std::optional(all.back());
}

bool Victims::hasBegun() const
{
    for (const pid_t pid : living()) {
        if (!isInMode(pid, "worker"))
            continue;
        const auto ends = listPipeEnds(pid);
        for (const auto &end : ends ? *ends : std::vector<ProcPipeEnd>()) {
            if (end.writable) // the leash is a read end
                return true;
        }
    }
    return false;
}

bool Victims::isWorker(pid_t pid) const
{
    return pid != m_program && isInMode(pid, "worker");
}

std::vector<pid_t> Victims::living() const
{
    std::vector<pid_t> found;
    DIR *directory = ::opendir("/proc");
    while (const dirent *entry = directory ? ::readdir(directory) : nullptr) {
        const std::string_view name(entry->d_name);
        pid_t pid = 0;
        if (std::from_chars(name.data(), name.data() + name.size(), pid).ec != std::errc())
            continue;
        const auto environment = readProcFile(pid, "environ");
        if (environment && environment->find(m_mark) != std::string::npos && isLiving(pid))
            found.push_back(pid);
    }
    if (directory)
        ::closedir(directory);
    return found;
}

std::optional<int> Victims::waitForProgram(int milliseconds)
{
    const auto deadline = monotonicNanoseconds() + milliseconds * std::int64_t{1'000'000};
    int status = 0;
    while (!m_isReaped && monotonicNanoseconds() < deadline) {
        m_isReaped = ::waitpid(m_program, &status, WNOHANG) == m_program;
        const timespec moment{0, 500'000};
        if (!m_isReaped)
            ::nanosleep(&moment, nullptr);
        else
            return status;
    }
    return std::nullopt;
}

void Victims::terminate()
{
    if (!m_isReaped)
        ::kill(m_program, SIGTERM);
}

bool killLiving(pid_t pid)
{
    const auto pidfd = openPidfd(pid);
    if (!pidfd || !isLiving(pid))
        return false;
    pollfd ended{pidfd->get(), POLLIN, 0};
    return ::poll(&ended, 1, 0) == 0 && sendSignal(pidfd->get(), SIGKILL);
}

bool isLiving(pid_t pid)
{
    const auto text = readProcFile(pid, "stat");
    const auto stat = text ? parseStat(*text) : std::nullopt;
    return stat && stat->state != 'Z' && stat->state != 'X';
}

} // namespace seeipc
