// SPDX-License-Identifier: MIT
#include "posix/mapping.h"

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace seeipc {

namespace {

/// Keeps SIGXFSZ from this thread: a limit on file sizes is then the EFBIG that it also is, and does
/// not end the program. The signal is sent to the thread that grows the file.
class WithoutFileSizeSignal
{
public:
    WithoutFileSizeSignal()
    {
        ::sigemptyset(&m_signal);
        ::sigaddset(&m_signal, SIGXFSZ);
        ::pthread_sigmask(SIG_BLOCK, &m_signal, &m_found);
    }
    ~WithoutFileSizeSignal()
    {
        const timespec atOnce{};
        if (::sigismember(&m_found, SIGXFSZ) == 0) {
            while (::sigtimedwait(&m_signal, nullptr, &atOnce) == SIGXFSZ) {}
        }
        ::pthread_sigmask(SIG_SETMASK, &m_found, nullptr);
    }
    WithoutFileSizeSignal(const WithoutFileSizeSignal &) = delete;
    WithoutFileSizeSignal &operator=(const WithoutFileSizeSignal &) = delete;

private:
    sigset_t m_signal{};
    sigset_t m_found{};
};

/// MemAvailable of /proc/meminfo in bytes; the largest number where it is not told.
std::uint64_t availableMemory()
{
    std::ifstream meminfo("/proc/meminfo");
    std::string key;
    std::uint64_t kilobytes = 0;
    for (std::string line; std::getline(meminfo, line);) {
        std::istringstream words(line);
        if (words >> key >> kilobytes && key == "MemAvailable:")
            return kilobytes * 1024;
    }
    return ~std::uint64_t{0};
}

} // namespace

Mapping::~Mapping()
{
    if (m_address)
        ::munmap(m_address, m_size);
}

Result<Mapping> Mapping::create(int fd, std::size_t size, Access access)
{
    const int protection = access == Access::ReadWrite ? PROT_READ | PROT_WRITE : PROT_READ;
    void *address = ::mmap(nullptr, size, protection, MAP_SHARED, fd, 0);
    if (address == MAP_FAILED)
        return Error{"mmap(2)", std::to_string(size) + " B", errno};
    return Mapping(static_cast<std::byte *>(address), size);
}

Result<UniqueFd> createMemoryFile(const char *name, std::size_t size)
{
    if (size > availableMemory() / 2) // the kernel would rather kill somebody than say no
        return Error{"memfd_create(2)", name, ENOMEM};
    const WithoutFileSizeSignal guard;
    UniqueFd fd(::memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!fd)
        return Error{"memfd_create(2)", name, errno};
    if (::ftruncate(fd.get(), static_cast<off_t>(size)) != 0)
        return Error{"ftruncate(2)", name, errno};
    if (const int code = ::posix_fallocate(fd.get(), 0, static_cast<off_t>(size)); code != 0)
        return Error{"posix_fallocate(3)", name, code};
    return fd;
}

Result<UniqueFd> createSealedFile(const char *name, const std::byte *content, std::size_t size)
{
    auto fd = createMemoryFile(name, size);
    if (!fd)
        return fd.error();
    for (std::size_t done = 0; done < size;) {
        const auto count = ::pwrite(fd->get(), content + done, size - done,
                                    static_cast<off_t>(done));
        if (count <= 0)
            return Error{"pwrite(2)", name, count < 0 ? errno : ENOSPC};
        done += static_cast<std::size_t>(count);
    }
    if (::fcntl(fd->get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL)
        != 0)
        return Error{"fcntl(2) F_ADD_SEALS", name, errno};
    return fd;
}

} // namespace seeipc
