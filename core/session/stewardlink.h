// SPDX-License-Identifier: MIT
#pragma once

#include "mechanisms/wire.h"
#include "posix/mapping.h"
#include "posix/process.h"
#include "posix/result.h"
#include "posix/uniquefd.h"
#include "session/session.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace seeipc {

/// What a steward is started with.
struct StewardRequest
{
    std::string program; ///< path of seeipc-worker
    NamespaceMode namespaceMode = NamespaceMode::Private;
    int cpu = -1;
    int areaFd = -1;
    int programFd = -1;
};

/// The session's side of its steward: the socket, our write end of the leash, the ledger. When it
/// goes, every process of the session ends and what the ledger names is removed, whether the
/// steward still lives or not.
class StewardLink
{
public:
    /// Starts the steward and waits until its namespaces stand. Errors: what it could not do.
    static Result<std::unique_ptr<StewardLink>> create(const StewardRequest &request);
    ~StewardLink();
    StewardLink(const StewardLink &) = delete;
    StewardLink &operator=(const StewardLink &) = delete;

    bool isPrivate() const { return m_isPrivate; }
    /// Why the namespaces are the host's although others were asked for.
    const std::optional<Error> &refusal() const { return m_refusal; }
    const std::string &directory() const { return m_directory; }

    /// Readable when receive() has something, or the steward has gone.
    int socket() const { return m_socket.get(); }
    Result<void> startWorkers();
    /// The next message if there is one. Errors: EPIPE when the steward has gone.
    Result<std::optional<WireMessage>> receive();
    /// As receive(), waiting at most until `deadline` (CLOCK_MONOTONIC). Errors: ETIMEDOUT too.
    Result<WireMessage> await(std::int64_t deadline);

    /// Lets the leash go on our side: with the steward gone the kernel kills every worker.
    void releaseLeash() { m_leash.reset(); }
    /// A worker whose end the destructor waits for too.
    void keepWorker(UniqueFd pidfd) { m_workers.push_back(std::move(pidfd)); }
    /// Every process of the session is in the steward's process group.
    pid_t pid() const { return m_process.pid(); }

private:
    StewardLink() = default;
    Result<void> start(const StewardRequest &request);

    Mapping m_ledger;
    UniqueFd m_leash;
    UniqueFd m_socket;
    Process m_process;
    std::vector<UniqueFd> m_workers;
    bool m_isPrivate = false;
    std::optional<Error> m_refusal;
    std::string m_directory;
};

/// The error that a WireMessage of kind Failed carries.
Error errorOf(const WireMessage &message);

} // namespace seeipc
