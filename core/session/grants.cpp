// SPDX-License-Identifier: MIT
#include "session/grants.h"

#include "posix/procfs.h"
#include "posix/uniquefd.h"
#include "session/messages.h"

#include <algorithm>
#include <fcntl.h>
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
    }
    return isGiven != requirement.isNegated;
}

Grants grantsOf(NamespaceMode mode)
{
    return {.capSysResource = hasCapSysResource(mode),
            .packetMode = hasPacketMode(),
            .bash = ::access("/bin/bash", X_OK) == 0,
            .dash = ::access("/bin/dash", X_OK) == 0,
            .sharedDescriptors = hasSharedDescriptors(mode)};
}

Text whyNotHere(const Scenario &scenario, const Grants &grants)
{
    const auto missing = std::find_if(
        scenario.needs.begin(), scenario.needs.end(),
        [&](const Requirement &requirement) { return !grants.gives(requirement); });
    return missing == scenario.needs.end() ? Text{} : tellAll(refusalOf(*missing), {});
}

} // namespace seeipc
