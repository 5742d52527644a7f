// SPDX-License-Identifier: MIT
#include "worker/spawner.h"

#include "events/ring.h"
#include "mechanisms/program.h"
#include "mechanisms/wire.h"
#include "posix/clock.h"
#include "posix/mapping.h"
#include "posix/process.h"
#include "worker/leash.h"
#include "worker/namespaces.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace seeipc {

namespace {

constexpr int failure = 1;

void tell(const WireMessage &message)
{
    // A steward that is gone takes us with it by the leash: nothing to do about a failed send.
    (void)!::send(SpawnerFds::socket, &message, sizeof message, MSG_NOSIGNAL);
}

int refuse(const Error &error)
{
    WireMessage message;
    message.kind = WireKind::Failed;
    message.error = error.code;
    std::snprintf(message.call.data(), message.call.size(), "%.*s",
                  static_cast<int>(error.call.size()), error.call.data());
    std::snprintf(message.subject.data(), message.subject.size(), "%s", error.subject.c_str());
    tell(message);
    return failure;
}

Result<Mapping> mapProgram()
{
    struct stat status
    {};
    if (::fstat(SpawnerFds::program, &status) != 0)
        return Error{"fstat(2)", "the program", errno};
    return Mapping::create(SpawnerFds::program, static_cast<std::size_t>(status.st_size),
                           Mapping::Access::ReadOnly);
}

Result<void> startWorkers(const SpawnerOptions &options)
{
    const auto memory = mapProgram();
    if (!memory)
        return memory.error();
    const ProgramView program({memory->data(), memory->size()});
    for (std::size_t i = 0; i < program.header().workerCount; ++i) {
        if (!program.header().workers[i].startedBySession)
            continue;
        WireMessage message;
        message.kind = WireKind::Started;
        message.time = monotonicNanoseconds();
        auto worker = Process::spawn(
            {.program = options.program,
             .arguments = {"worker", std::to_string(i)},
             .fds = {SpawnerFds::leash, SpawnerFds::area, SpawnerFds::program}});
        if (!worker)
            return worker.error();
        message.worker = static_cast<std::int32_t>(i);
        message.pid = worker->release();
        tell(message);
    }
    return {};
}

/// Tells of every ended child. Are there any left?
bool reap()
{
    for (;;) {
        int status = 0;
        const pid_t pid = ::waitpid(-1, &status, WNOHANG);
        if (pid <= 0)
            return pid == 0;
        WireMessage message;
        message.kind = WireKind::Ended;
        message.pid = pid;
        message.status = status;
        tell(message);
    }
}

Result<UniqueFd> childSignals()
{
    sigset_t signals{};
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGCHLD);
    ::sigprocmask(SIG_BLOCK, &signals, nullptr);
    UniqueFd fd(::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!fd)
        return Error{"signalfd(2)", "SIGCHLD", errno};
    return fd;
}

Result<void> settle(const SpawnerOptions &options)
{
    if (const int code = armLeash(SpawnerFds::leash); code != 0)
        return Error{"fcntl(2) F_SETSIG", "the leash", code};
    if (::prctl(PR_SET_CHILD_SUBREAPER, 1) != 0)
        return Error{"prctl(2)", "PR_SET_CHILD_SUBREAPER", errno};
    if (options.cpu >= 0) {
        cpu_set_t set;
        CPU_ZERO(&set);
        CPU_SET(static_cast<std::size_t>(options.cpu), &set);
        if (::sched_setaffinity(0, sizeof set, &set) != 0)
            return Error{"sched_setaffinity(2)", "CPU " + std::to_string(options.cpu), errno};
    }
    return options.isPrivate ? enterInnerNamespace(options.uid, options.gid) : Result<void>();
}

} // namespace

int runSpawner(const SpawnerOptions &options)
{
    if (const auto settled = settle(options); !settled)
        return refuse(settled.error());
    const auto signals = childSignals();
    if (!signals)
        return refuse(signals.error());
    WireMessage ready;
    ready.kind = WireKind::Ready;
    tell(ready);
    for (;;) {
        pollfd fds[] = {{SpawnerFds::socket, POLLIN, 0}, {signals->get(), POLLIN, 0}};
        if (::poll(fds, 2, -1) < 0 && errno != EINTR)
            return failure;
        if (fds[1].revents != 0) {
            signalfd_siginfo ignored{};
            while (::read(signals->get(), &ignored, sizeof ignored) > 0) {}
            reap();
        }
        if (fds[0].revents == 0)
            continue;
        WireMessage message;
        if (::recv(SpawnerFds::socket, &message, sizeof message, 0) != sizeof message)
            return 0; // the steward has gone
        if (message.kind == WireKind::Start) {
            if (const auto started = startWorkers(options); !started)
                return refuse(started.error());
        }
    }
}

} // namespace seeipc
