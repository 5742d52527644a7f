// SPDX-License-Identifier: MIT
#include "posix/mapping.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace seeipc {

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
        return Error{"mmap(2)", std::to_string(size) + " bytes", errno};
    return Mapping(static_cast<std::byte *>(address), size);
}

Result<UniqueFd> createMemoryFile(const char *name, std::size_t size)
{
    UniqueFd fd(::memfd_create(name, MFD_CLOEXEC));
    if (!fd)
        return Error{"memfd_create(2)", name, errno};
    if (::ftruncate(fd.get(), static_cast<off_t>(size)) != 0)
        return Error{"ftruncate(2)", name, errno};
    if (const int code = ::posix_fallocate(fd.get(), 0, static_cast<off_t>(size)); code != 0)
        return Error{"posix_fallocate(3)", name, code};
    return fd;
}

} // namespace seeipc
