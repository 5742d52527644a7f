// SPDX-License-Identifier: MIT
// seeipc-worker: the process on the slide, and the private modes that start and end it. It is
// started by SeeIPC alone; there is nothing to call by hand.
#include "events/ring.h"
#include "mechanisms/program.h"
#include "mechanisms/wire.h"
#include "posix/mapping.h"
#include "worker/machine.h"
#include "worker/spawner.h"
#include "worker/steward.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <span>
#include <string_view>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

using namespace seeipc;

constexpr int usageError = 2;
constexpr int brokenSession = 121; ///< a worker that was given no session to run in

/// Moves the leash out of the way, so that the demo's own descriptors begin at 3. It stays open
/// across exec.
int moveToHighFd(int fd)
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    const auto top = static_cast<int>(std::min<rlim_t>(limit.rlim_cur, 1024)) - 1;
    const int moved = ::dup2(fd, top);
    ::close(fd);
    return moved;
}

Result<Mapping> mapWhole(int fd, Mapping::Access access)
{
    struct stat status
    {};
    if (::fstat(fd, &status) != 0)
        return Error{"fstat(2)", "fd " + std::to_string(fd), errno};
    return Mapping::create(fd, static_cast<std::size_t>(status.st_size), access);
}

int runWorker(int index)
{
    const auto areaMemory = mapWhole(WorkerFds::area, Mapping::Access::ReadWrite);
    const auto programMemory = mapWhole(WorkerFds::program, Mapping::Access::ReadOnly);
    if (!areaMemory || !programMemory)
        return brokenSession;
    const SharedArea area(areaMemory->data());
    const std::span<const std::byte> program(programMemory->data(), programMemory->size());
    if (!area.isValid(areaMemory->size()) || !isValidProgram(program)
        || static_cast<std::uint32_t>(index) >= area.session().workerCount)
        return brokenSession;
    ::close(WorkerFds::area);
    ::close(WorkerFds::program);
    const int leash = moveToHighFd(WorkerFds::leash);
    Machine(ProgramView(program), area, static_cast<WorkerId>(index), leash).run();
}

} // namespace

int main(int argc, char **argv)
{
    const std::span<char *> words(argv, static_cast<std::size_t>(argc));
    const std::string_view mode = argc > 1 ? words[1] : "";
    if (mode == "worker" && argc == 3)
        return runWorker(std::atoi(words[2]));
    if (mode == "spawner" && argc == 6)
        return runSpawner({.program = words[0],
                           .isPrivate = std::string_view(words[2]) == "private",
                           .uid = static_cast<uid_t>(std::strtoul(words[3], nullptr, 10)),
                           .gid = static_cast<gid_t>(std::strtoul(words[4], nullptr, 10)),
                           .cpu = std::atoi(words[5])});
    if (mode == "steward" && argc == 4)
        return runSteward({.program = words[0],
                           .isPrivate = std::string_view(words[2]) == "private",
                           .cpu = std::atoi(words[3])});
    if (mode == "probe" && argc == 2)
        return probeNamespaces();
    std::fputs("seeipc-worker: is started by SeeIPC: run seeipc instead\n", stderr);
    return usageError;
}
