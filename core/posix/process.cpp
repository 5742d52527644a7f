// SPDX-License-Identifier: MIT
#include "posix/process.h"

#include "posix/foreignfd.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace seeipc {

namespace {

constexpr int firstInherited = 3;
constexpr int outOfTheWay = 64; ///< copies sit above every target, so that dup2 clobbers none

/// Owns the two attribute objects of posix_spawn(3).
struct SpawnSettings
{
    SpawnSettings()
    {
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawnattr_init(&attributes);
        sigset_t every{};
        sigset_t none{};
        ::sigfillset(&every);
        ::sigemptyset(&none);
        ::posix_spawnattr_setsigdefault(&attributes, &every);
        ::posix_spawnattr_setsigmask(&attributes, &none);
        ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    }
    ~SpawnSettings()
    {
        ::posix_spawn_file_actions_destroy(&actions);
        ::posix_spawnattr_destroy(&attributes);
    }
    SpawnSettings(const SpawnSettings &) = delete;
    SpawnSettings &operator=(const SpawnSettings &) = delete;

    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};
};

} // namespace

Process::Process(Process &&other) noexcept
    : m_pid(std::exchange(other.m_pid, 0)), m_pidfd(std::move(other.m_pidfd))
{}

Process &Process::operator=(Process &&other) noexcept
{
    std::swap(m_pid, other.m_pid);
    std::swap(m_pidfd, other.m_pidfd);
    return *this;
}

Process::~Process()
{
    if (m_pid <= 0)
        return;
    (void)kill(SIGKILL);
    (void)wait();
}

Result<Process> Process::spawn(const SpawnRequest &request)
{
    SpawnSettings settings;
    for (int fd = 0; fd < firstInherited; ++fd)
        ::posix_spawn_file_actions_addopen(&settings.actions, fd, "/dev/null", O_RDWR, 0);
    if (request.terminal == SpawnRequest::Terminal::None)
        ::posix_spawnattr_setflags(&settings.attributes, POSIX_SPAWN_SETSIGDEF
                                                             | POSIX_SPAWN_SETSIGMASK
                                                             | POSIX_SPAWN_SETSID);
    std::vector<UniqueFd> copies;
    int target = firstInherited;
    for (const int source : request.fds) {
        UniqueFd copy(::fcntl(source, F_DUPFD_CLOEXEC, outOfTheWay));
        if (!copy)
            return Error{"fcntl(2) F_DUPFD_CLOEXEC", "fd " + std::to_string(source), errno};
        ::posix_spawn_file_actions_adddup2(&settings.actions, copy.get(), target++);
        copies.push_back(std::move(copy));
    }
    ::posix_spawn_file_actions_addclosefrom_np(&settings.actions, target);

    std::vector<std::string> words = request.arguments;
    words.insert(words.begin(), request.program);
    std::vector<char *> argv;
    for (auto &word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);

    Process process;
    if (const int code = ::posix_spawn(&process.m_pid, request.program.c_str(), &settings.actions,
                                       &settings.attributes, argv.data(), environ);
        code != 0) {
        process.m_pid = 0;
        return Error{"posix_spawn(3)", request.program, code};
    }
    auto pidfd = openPidfd(process.m_pid); // ours and not yet waited for: it cannot be another
    if (!pidfd)
        return pidfd.error();
    process.m_pidfd = std::move(*pidfd);
    return process;
}

pid_t Process::release()
{
    m_pidfd.reset();
    return std::exchange(m_pid, 0);
}

Result<WaitStatus> Process::wait()
{
    int raw = 0;
    while (::waitpid(m_pid, &raw, 0) < 0) {
        if (errno != EINTR)
            return Error{"waitpid(2)", std::to_string(m_pid), errno};
    }
    m_pid = 0;
    m_pidfd.reset();
    return WaitStatus::fromRaw(raw);
}

Result<std::optional<WaitStatus>> Process::poll()
{
    int raw = 0;
    const pid_t pid = ::waitpid(m_pid, &raw, WNOHANG);
    if (pid < 0)
        return Error{"waitpid(2)", std::to_string(m_pid), errno};
    if (pid == 0)
        return std::optional<WaitStatus>();
    m_pid = 0;
    m_pidfd.reset();
    return std::optional(WaitStatus::fromRaw(raw));
}

Result<void> Process::kill(int signal)
{
    if (::kill(m_pid, signal) != 0)
        return Error{"kill(2)", std::to_string(m_pid), errno};
    return {};
}

} // namespace seeipc
