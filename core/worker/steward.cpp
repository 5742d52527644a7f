// SPDX-License-Identifier: MIT
#include "worker/steward.h"

#include "mechanisms/wire.h"
#include "posix/mapping.h"
#include "posix/process.h"
#include "posix/sessiondirectory.h"
#include "worker/namespaces.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <new>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace seeipc {

namespace {

/// One run of the steward: what it holds, in the order in which it comes to hold it.
class Steward
{
public:
    explicit Steward(const StewardOptions &options) : m_options(options) {}

    int run()
    {
        const auto done = prepare();
        if (done)
            serve();
        else
            refuse(done.error());
        cleanUp();
        return done ? 0 : 1;
    }

private:
    Result<void> prepare()
    {
        // When the program dies, our process group is orphaned; if a demo has stopped a worker, the
        // kernel then sends SIGHUP to all of it (setpgid(2)). What is left wants removing first.
        ::signal(SIGHUP, SIG_IGN);
        if (::prctl(PR_SET_CHILD_SUBREAPER, 1) != 0)
            return Error{"prctl(2)", "PR_SET_CHILD_SUBREAPER", errno};
        auto ledger = Mapping::create(StewardFds::ledger, sizeof(Ledger),
                                      Mapping::Access::ReadWrite);
        if (!ledger)
            return ledger.error();
        m_ledger = std::move(*ledger);
        sweepStaleSessionDirectories(sessionDirectoryBase());
        if (auto made = makeDirectory(); !made)
            return made;
        const auto uid = ::getuid();
        const auto gid = ::getgid();
        if (m_options.isPrivate)
            m_refusal = probe();
        const bool isPrivate = m_options.isPrivate && m_refusal == 0;
        if (isPrivate) {
            if (auto entered = enterOuterNamespaces(uid, gid); !entered)
                return entered;
        }
        return startSpawner(isPrivate, uid, gid);
    }

    Result<void> makeDirectory()
    {
        const auto name = newSessionDirectoryName();
        if (!name)
            return name.error();
        m_directory = sessionDirectoryBase() + "/" + *name;
        auto &ledger = *reinterpret_cast<Ledger *>(m_ledger.data());
        std::snprintf(ledger.directory.data(), ledger.directory.size(), "%s", m_directory.c_str());
        ledger.hasDirectory.store(1); // the intent is on record before the call
        if (::mkdir(m_directory.c_str(), 0700) != 0) {
            ledger.hasDirectory.store(0);
            m_directory.clear();
            return Error{"mkdir(2)", sessionDirectoryBase() + "/" + *name, errno};
        }
        if (::chdir(m_directory.c_str()) != 0) // names of demos lead here: workers inherit it
            return Error{"chdir(2)", m_directory, errno};
        return {};
    }

    /// 0, or the errno of the step that the kernel refused.
    int probe() const
    {
        auto child = Process::spawn(
            {.program = m_options.program, .arguments = {"probe"}, .fds = {}});
        if (!child)
            return child.error().code;
        const auto status = child->wait();
        return status && status->exited() ? status->exitCode() : EPERM;
    }

    Result<void> startSpawner(bool isPrivate, uid_t uid, gid_t gid)
    {
        int ends[2] = {-1, -1};
        if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
            return Error{"socketpair(2)", "", errno};
        m_spawnerSocket = UniqueFd(ends[0]);
        const UniqueFd theirs(ends[1]);
        auto spawner = Process::spawn(
            {.program = m_options.program,
             .arguments = {"spawner", isPrivate ? "private" : "host", std::to_string(uid),
                           std::to_string(gid), std::to_string(m_options.cpu)},
             .fds = {theirs.get(), StewardFds::leash, StewardFds::area, StewardFds::program}});
        if (!spawner)
            return spawner.error();
        m_isPrivate = isPrivate;
        spawner->release(); // cleanUp() waits for every child
        return {};
    }

    /// Carries messages both ways until one side goes.
    void serve()
    {
        for (;;) {
            pollfd fds[] = {{StewardFds::socket, POLLIN, 0}, {m_spawnerSocket.get(), POLLIN, 0}};
            if (::poll(fds, 2, -1) < 0) {
                if (errno == EINTR)
                    continue;
                return;
            }
            if (fds[0].revents != 0 && !carry(StewardFds::socket, m_spawnerSocket.get()))
                return;
            if (fds[1].revents != 0 && !carry(m_spawnerSocket.get(), StewardFds::socket))
                return;
        }
    }

    bool carry(int from, int to) const
    {
        WireMessage message;
        if (::recv(from, &message, sizeof message, 0) != sizeof message)
            return false;
        if (message.kind == WireKind::Ready) {
            message.isPrivate = m_isPrivate ? 1 : 0;
            message.error = m_refusal;
            std::snprintf(message.call.data(), message.call.size(), "unshare(2)");
            std::snprintf(message.subject.data(), message.subject.size(), "%s",
                          m_directory.c_str());
        }
        return ::send(to, &message, sizeof message, MSG_NOSIGNAL) == sizeof message;
    }

    static void refuse(const Error &error)
    {
        WireMessage message;
        message.kind = WireKind::Failed;
        message.error = error.code;
        std::snprintf(message.call.data(), message.call.size(), "%.*s",
                      static_cast<int>(error.call.size()), error.call.data());
        std::snprintf(message.subject.data(), message.subject.size(), "%s", error.subject.c_str());
        (void)!::send(StewardFds::socket, &message, sizeof message, MSG_NOSIGNAL);
    }

    void cleanUp()
    {
        m_spawnerSocket.reset();
        ::close(StewardFds::socket); // the session lets its end of the leash go when it sees this
        ::close(
            StewardFds::leashWrite); // with the session's end gone too, the kernel kills them all
        for (const int fd : {StewardFds::leash, StewardFds::area, StewardFds::program})
            ::close(fd); // removing wants some, and a limit may have let us have no more
        while (::waitpid(-1, nullptr, 0) > 0 || errno == EINTR) {}
        if (!m_directory.empty() && removeSessionDirectory(m_directory))
            reinterpret_cast<Ledger *>(m_ledger.data())->hasDirectory.store(0);
    }

    StewardOptions m_options;
    Mapping m_ledger;
    std::string m_directory;
    UniqueFd m_spawnerSocket;
    bool m_isPrivate = false;
    int m_refusal = 0;
};

} // namespace

int runSteward(const StewardOptions &options)
{
    return Steward(options).run();
}

int probeNamespaces()
{
    const auto uid = ::getuid();
    const auto gid = ::getgid();
    if (const auto outer = enterOuterNamespaces(uid, gid); !outer)
        return outer.error().code;
    const auto inner = enterInnerNamespace(uid, gid);
    return inner ? 0 : inner.error().code;
}

} // namespace seeipc
