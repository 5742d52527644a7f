// SPDX-License-Identifier: MIT
#include "posix/process.h"

#include "posix/foreignfd.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace seeipc {

namespace {

constexpr int firstInherited = 3;

/// Owns the two attribute objects of posix_spawn(3).
struct SpawnSettings
{
    explicit SpawnSettings(const SpawnRequest &request)
    {
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawnattr_init(&attributes);
        sigset_t every;
        sigset_t none{};
        std::memset(&every, 0xff,
                    sizeof every); // sigfillset(3) leaves out two that libc would ignore
        ::sigemptyset(&none);
        ::posix_spawnattr_setsigdefault(&attributes, &every);
        ::posix_spawnattr_setsigmask(&attributes, &none);
        const int group = request.group == SpawnRequest::Group::Own ? POSIX_SPAWN_SETPGROUP : 0;
        ::posix_spawnattr_setpgroup(&attributes, 0); // one that its own pid names
        ::posix_spawnattr_setflags(
            &attributes,
            static_cast<short>(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | group));
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
    SpawnSettings settings(request);
    for (int fd = 0; fd < firstInherited; ++fd)
        ::posix_spawn_file_actions_addopen(&settings.actions, fd, "/dev/null", O_RDWR, 0);
    std::vector<UniqueFd> copies;
    // Copies sit above every target, so that dup2 clobbers none.
    const int outOfTheWay = firstInherited + static_cast<int>(request.fds.size());
    int target = firstInherited;
    for (const int source : request.fds) {
        UniqueFd copy(::fcntl(source, F_DUPFD_CLOEXEC, outOfTheWay));
        if (!copy) // EINVAL: the limit is below the lowest that would do
            return Error{"fcntl(2) F_DUPFD_CLOEXEC", "fd " + std::to_string(source),
                         errno == EINVAL ? EMFILE : errno};
        ::posix_spawn_file_actions_adddup2(&settings.actions, copy.get(), target++);
        copies.push_back(std::move(copy));
    }
    ::posix_spawn_file_actions_addclosefrom_np(&settings.actions, target);

    std::vector<std::string> words = request.arguments;
    words.insert(words.begin(), request.program);
    std::vector<char *> argv;
    argv.reserve(words.size() + 1);
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
    auto pidfd = openPidfd(process.m_pid); // not yet waited for: it cannot be another
    if (!pidfd) {
        if (pidfd.error().code == ESRCH) // ended, and reaped by the kernel: SIGCHLD is ignored
            process.m_pid = 0;
        else
            ::kill(process.m_pid, SIGKILL);
        return pidfd.error();
    }
    process.m_pidfd = std::move(*pidfd);
    return process;
}

pid_t Process::release()
{
    m_pidfd.reset();
    return std::exchange(m_pid, 0);
}

/// Its number may mean another process from now on.
void Process::forget()
{
    m_pid = 0;
    m_pidfd.reset();
}

Result<WaitStatus> Process::wait()
{
    int raw = 0;
    while (::waitpid(m_pid, &raw, 0) < 0) {
        if (errno == EINTR)
            continue;
        const Error error{"waitpid(2)", std::to_string(m_pid), errno};
        forget();
        return error;
    }
    forget();
    return WaitStatus::fromRaw(raw);
}

Result<std::optional<WaitStatus>> Process::poll()
{
    int raw = 0;
    const pid_t pid = ::waitpid(m_pid, &raw, WNOHANG);
    if (pid == 0)
        return std::optional<WaitStatus>();
    if (pid < 0) {
        const Error error{"waitpid(2)", std::to_string(m_pid), errno};
        forget();
        return error;
    }
    forget();
    return std::optional(WaitStatus::fromRaw(raw));
}

Result<void> Process::kill(int signal)
{
    if (!m_pidfd)
        return Error{"pidfd_send_signal(2)", "no process", ESRCH};
    return sendSignal(m_pidfd.get(), signal);
}

} // namespace seeipc
