// SPDX-License-Identifier: MIT
#include "session/stewardlink.h"

#include "posix/clock.h"
#include "posix/sessiondirectory.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <new>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace seeipc {

namespace {

constexpr std::int64_t patience = 10'000'000'000; ///< nanoseconds; a steward needs some 5 ms

/// Error::call wants a literal; calls that come over the wire are one of these.
std::string_view literalCall(std::string_view call)
{
    static constexpr std::array known{
        std::string_view("posix_spawn(3)"),
        std::string_view("pidfd_open(2)"),
        std::string_view("mkdir(2)"),
        std::string_view("unshare(2)"),
        std::string_view("open(2)"),
        std::string_view("write(2)"),
        std::string_view("mmap(2)"),
        std::string_view("fcntl(2) F_SETSIG"),
        std::string_view("prctl(2)"),
        std::string_view("signalfd(2)"),
        std::string_view("socketpair(2)"),
        std::string_view("sched_setaffinity(2)"),
        std::string_view("fcntl(2) F_DUPFD_CLOEXEC"),
    };
    for (const auto name : known) {
        if (name == call)
            return name;
    }
    return "the steward's work";
}

/// Waits until the process of a pidfd has ended.
void awaitEnd(int pidfd, std::int64_t deadline)
{
    pollfd ended{pidfd, POLLIN, 0};
    for (;;) {
        const auto left = std::max<std::int64_t>(0, deadline - monotonicNanoseconds()) / 1'000'000;
        if (::poll(&ended, 1, static_cast<int>(left)) >= 0 || errno != EINTR)
            return;
    }
}

} // namespace

Error errorOf(const WireMessage &message)
{
    return Error{literalCall(message.call.data()), message.subject.data(),
                 message.error != 0 ? message.error : EIO};
}

Result<std::unique_ptr<StewardLink>> StewardLink::create(const StewardRequest &request)
{
    std::unique_ptr<StewardLink> link(new StewardLink);
    if (auto started = link->start(request); !started)
        return started.error();
    auto ready = link->await(monotonicNanoseconds() + patience);
    if (!ready)
        return ready.error();
    if (ready->kind != WireKind::Ready)
        return errorOf(*ready);
    link->m_isPrivate = ready->isPrivate != 0;
    link->m_directory = ready->subject.data();
    if (ready->error != 0)
        link->m_refusal = Error{"unshare(2)", "CLONE_NEWUSER | CLONE_NEWIPC", ready->error};
    return link;
}

Result<void> StewardLink::start(const StewardRequest &request)
{
    auto ledgerFd = createMemoryFile("seeipc-ledger", sizeof(Ledger));
    if (!ledgerFd)
        return ledgerFd.error();
    auto ledger = Mapping::create(ledgerFd->get(), sizeof(Ledger), Mapping::Access::ReadWrite);
    if (!ledger)
        return ledger.error();
    m_ledger = std::move(*ledger);
    new (m_ledger.data()) Ledger{};

    int leash[2] = {-1, -1};
    if (::pipe2(leash, O_CLOEXEC) != 0)
        return Error{"pipe2(2)", "the leash", errno};
    const UniqueFd leashRead(leash[0]);
    m_leash.reset(leash[1]);
    int ends[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return Error{"socketpair(2)", "the steward", errno};
    m_socket.reset(ends[0]);
    const UniqueFd theirs(ends[1]);

    auto process = Process::spawn(
        {.program = request.program,
         .arguments = {"steward",
                       request.namespaceMode == NamespaceMode::Private ? "private" : "host",
                       std::to_string(request.cpu)},
         .fds = {theirs.get(), leashRead.get(), m_leash.get(), request.areaFd, request.programFd,
                 ledgerFd->get()},
         .group = SpawnRequest::Group::Own}); // what a user types is for us alone
    if (!process)
        return process.error();
    m_process = std::move(*process);
    return {};
}

StewardLink::~StewardLink()
{
    m_leash.reset();
    m_socket.reset();
    const auto deadline = monotonicNanoseconds() + patience;
    if (m_process.isValid()) {
        awaitEnd(m_process.pidfd(), deadline);
        (void)m_process.kill(SIGKILL).has_value(); // of no effect on one that has ended
        (void)m_process.wait().has_value();
    }
    for (const auto &pidfd : m_workers) // already over unless the steward was killed
        awaitEnd(pidfd.get(), deadline);
    if (!m_ledger)
        return;
    // A steward that was killed, or of which we could not even get hold, leaves it to us.
    const auto &ledger = *reinterpret_cast<const Ledger *>(m_ledger.data());
    if (ledger.hasDirectory.load() != 0)
        (void)removeSessionDirectory(ledger.directory.data()).has_value();
}

Result<void> StewardLink::startWorkers()
{
    WireMessage message;
    message.kind = WireKind::Start;
    if (::send(m_socket.get(), &message, sizeof message, MSG_NOSIGNAL) != sizeof message)
        return Error{"send(2)", "the steward", errno};
    return {};
}

Result<std::optional<WireMessage>> StewardLink::receive()
{
    WireMessage message;
    const auto count = ::recv(m_socket.get(), &message, sizeof message, MSG_DONTWAIT);
    if (count == sizeof message)
        return std::optional(message);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return std::optional<WireMessage>();
    return Error{"recv(2)", "the steward", EPIPE};
}

Result<WireMessage> StewardLink::await(std::int64_t deadline)
{
    for (;;) {
        auto message = receive();
        if (!message)
            return message.error();
        if (*message)
            return **message;
        const auto left = (deadline - monotonicNanoseconds()) / 1'000'000;
        if (left <= 0)
            return Error{"recv(2)", "the steward", ETIMEDOUT};
        pollfd socket{m_socket.get(), POLLIN, 0};
        ::poll(&socket, 1, static_cast<int>(left));
    }
}

} // namespace seeipc
