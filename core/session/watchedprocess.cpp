// SPDX-License-Identifier: MIT
#include "session/watchedprocess.h"

#include "mechanisms/registry.h"
#include "posix/foreignfd.h"

#include <algorithm>
#include <cerrno>
#include <poll.h>

namespace seeipc {

std::vector<pid_t> groupsOfSession(const SharedArea &area, pid_t steward)
{
    std::vector<pid_t> groups{steward};
    for (std::size_t i = 0; i < area.session().workerCount; ++i) {
        const auto pid = area.line(static_cast<WorkerId>(i)).pid.load(std::memory_order_acquire);
        if (pid != 0)
            groups.push_back(pid);
    }
    return groups;
}

Result<WatchedProcess> WatchedProcess::open(pid_t pid, std::span<const pid_t> groups)
{
    WatchedProcess process;
    process.m_pid = pid;
    auto pidfd = openPidfd(pid);
    if (!pidfd)
        return pidfd.error();
    process.m_pidfd = std::move(*pidfd);
    auto status = openProcFile(pid, "status");
    auto call = openProcFile(pid, "syscall");
    auto stat = openProcFile(pid, "stat");
    if (!status || !stat)
        return status ? stat.error() : status.error();
    const auto text = readProcFile(stat->get());
    if (!text)
        return text.error();
    const auto parsed = parseStat(*text);
    if (!parsed || std::find(groups.begin(), groups.end(), parsed->group) == groups.end())
        return Error{"proc(5)", "/proc/" + std::to_string(pid) + "/stat", ESRCH};
    process.m_status = std::move(*status);
    process.m_stat = std::move(*stat);
    if (call) // refused: who sleeps where is then "?", everything else still works
        process.m_syscall = std::move(*call);
    return process;
}

bool WatchedProcess::hasEnded() const
{
    pollfd ended{m_pidfd.get(), POLLIN, 0};
    return ::poll(&ended, 1, 0) > 0;
}

Result<ProcessLook> WatchedProcess::look(CallId call, std::uint64_t turn)
{
    const auto before = std::exchange(m_seen, std::nullopt);
    const auto text = readProcFile(m_status.get());
    if (!text)
        return text.error();
    const auto status = parseStatus(*text);
    if (!status)
        return Error{"proc(5)", "/proc/" + std::to_string(m_pid) + "/status", EINVAL};
    if (status->state == 'T' || status->state == 't')
        return ProcessLook{Sleep::Stopped, 0};
    if (status->state == 'Z' || status->state == 'X') {
        const auto stat = readProcFile(m_stat.get());
        if (!stat) // waited for since: its end is told by whoever did
            return stat.error();
        const auto parsed = parseStat(*stat);
        if (!parsed)
            return Error{"proc(5)", "/proc/" + std::to_string(m_pid) + "/stat", EINVAL};
        return ProcessLook{Sleep::Zombie, parsed->exitCode};
    }
    if (status->state != 'S' || call == noCall)
        return ProcessLook{};
    if (!m_syscall)
        return Error{"open(2)", "/proc/" + std::to_string(m_pid) + "/syscall", EACCES};
    const auto callText = readProcFile(m_syscall.get());
    if (!callText)
        return callText.error();
    const auto inside = parseSyscall(*callText);
    const bool tellsNothing = callAt(call).effect == Effect::Exec; // another program runs there
    if (!inside || inside->running || (!tellsNothing && !isSystemCallOf(call, inside->number)))
        return ProcessLook{};
    m_seen = Seen{turn, status->voluntarySwitches, inside->number};
    const bool isSame = before && before->turn == turn && before->number == inside->number
                        && before->switches == status->voluntarySwitches;
    ProcessLook found{isSame ? Sleep::Asleep : Sleep::Running, 0};
    if (isSame && tellsNothing)
        found.inside = *inside;
    return found;
}

} // namespace seeipc
