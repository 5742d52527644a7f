// SPDX-License-Identifier: MIT
#include "session/grants.h"

#include "posix/procfs.h"
#include "posix/uniquefd.h"
#include "posix/users.h"
#include "session/messages.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace seeipc {

namespace {

/// Workers in a user namespace of their own have no capability outside of it.
bool hasCapSysResource(NamespaceMode mode)
{
    const auto most = kernelNumber("/proc/sys/fs/pipe-max-size");
    int ends[2] = {-1, -1};
    if (mode == NamespaceMode::Private || !most || ::pipe2(ends, O_CLOEXEC) != 0)
        return false;
    const UniqueFd reader(ends[0]);
    const UniqueFd writer(ends[1]);
    return ::fcntl(writer.get(), F_SETPIPE_SZ, static_cast<int>(*most * 2)) > 0;
}

bool hasPacketMode()
{
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC | O_DIRECT) != 0)
        return false;
    const UniqueFd reader(ends[0]);
    const UniqueFd writer(ends[1]);
    return true;
}

/// Yama keeps processes from each other that do not descend from one another (ptrace_scope 1).
bool hasSharedDescriptors(NamespaceMode mode)
{
    const auto scope = kernelNumber("/proc/sys/kernel/yama/ptrace_scope");
    return !scope || *scope == 0 || (mode == NamespaceMode::Host && *scope < 3 && ::geteuid() == 0);
}

/// Each pipe takes two descriptors and, until the budget is used up, 16 pages.
bool hasPipeBudget()
{
    constexpr std::int64_t descriptors = 8192;
    const auto soft = kernelNumber("/proc/sys/fs/pipe-user-pages-soft");
    rlimit limit{};
    return soft && *soft >= 32 && *soft / 16 <= descriptors / 2 - 16
           && ::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_max >= descriptors;
}

#ifdef __x86_64__
constexpr bool isX8664 = true;
#else
constexpr bool isX8664 = false;
#endif

/// Tried in a child.
bool canUnshareWithoutPrivilege()
{
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(dropCapabilities() && ::unshare(CLONE_NEWUSER | CLONE_NEWIPC) == 0 ? 0 : 1);
    int status = -1;
    while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

Message refusalOf(const Requirement &requirement)
{
    switch (requirement.kind) {
    case Requirement::Kind::CapSysResource:
        return requirement.isNegated ? Message::NeedsNoCapSysResource
                                     : Message::NeedsCapSysResource;
    case Requirement::Kind::PacketMode: return Message::NeedsPacketMode;
    case Requirement::Kind::Bash: return Message::NeedsBash;
    case Requirement::Kind::Dash: return Message::NeedsDash;
    case Requirement::Kind::SharedDescriptors: return Message::NeedsSharedDescriptors;
    case Requirement::Kind::UnusedUser: return Message::NeedsUnusedUser;
    case Requirement::Kind::PipeBudget: return Message::NeedsPipeBudget;
    case Requirement::Kind::X8664: return Message::NeedsX8664;
    case Requirement::Kind::Capabilities: return Message::NeedsCapabilities;
    case Requirement::Kind::UserNamespaces: return Message::NeedsUserNamespaces;
    }
    return Message::NeedsPacketMode;
}

} // namespace

bool Grants::gives(const Requirement &requirement) const
{
    bool isGiven = false;
    switch (requirement.kind) {
    case Requirement::Kind::CapSysResource: isGiven = capSysResource; break;
    case Requirement::Kind::PacketMode: isGiven = packetMode; break;
    case Requirement::Kind::Bash: isGiven = bash; break;
    case Requirement::Kind::Dash: isGiven = dash; break;
    case Requirement::Kind::SharedDescriptors: isGiven = sharedDescriptors; break;
    case Requirement::Kind::UnusedUser: isGiven = unusedUser; break;
    case Requirement::Kind::PipeBudget: isGiven = pipeBudget; break;
    case Requirement::Kind::X8664: isGiven = x8664; break;
    case Requirement::Kind::Capabilities: isGiven = capabilities; break;
    case Requirement::Kind::UserNamespaces: isGiven = userNamespaces; break;
    }
    return isGiven != requirement.isNegated;
}

Grants grantsOf(NamespaceMode mode)
{
    return {.capSysResource = hasCapSysResource(mode),
            .packetMode = hasPacketMode(),
            .bash = ::access("/bin/bash", X_OK) == 0,
            .dash = ::access("/bin/dash", X_OK) == 0,
            .sharedDescriptors = hasSharedDescriptors(mode),
            .unusedUser = canBecomeUser(),
            .pipeBudget = hasPipeBudget(),
            .x8664 = isX8664,
            .capabilities = ::geteuid() == 0,
            .userNamespaces = canUnshareWithoutPrivilege()};
}

Text whyNotHere(const Scenario &scenario, const Grants &grants)
{
    const auto missing = std::find_if(
        scenario.needs.begin(), scenario.needs.end(),
        [&](const Requirement &requirement) { return !grants.gives(requirement); });
    return missing == scenario.needs.end() ? Text{} : tellAll(refusalOf(*missing), {});
}

} // namespace seeipc
