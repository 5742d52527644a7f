// SPDX-License-Identifier: MIT
#pragma once

#include "posix/result.h"
#include "posix/uniquefd.h"

#include <cstddef>
#include <utility>

namespace seeipc {

/// Owns one mmap(2)ed range and unmaps it once.
class Mapping
{
public:
    enum class Access { ReadOnly, ReadWrite };

    Mapping() = default;
    Mapping(Mapping &&other) noexcept
        : m_address(std::exchange(other.m_address, nullptr)), m_size(std::exchange(other.m_size, 0))
    {}
    Mapping &operator=(Mapping &&other) noexcept
    {
        std::swap(m_address, other.m_address);
        std::swap(m_size, other.m_size);
        return *this;
    }
    Mapping(const Mapping &) = delete;
    Mapping &operator=(const Mapping &) = delete;
    ~Mapping();

    /// Maps the first `size` bytes of `fd`, MAP_SHARED. Errors: as mmap(2).
    static Result<Mapping> create(int fd, std::size_t size, Access access);

    std::byte *data() const { return m_address; }
    std::size_t size() const { return m_size; }
    explicit operator bool() const { return m_address != nullptr; }

private:
    Mapping(std::byte *address, std::size_t size) : m_address(address), m_size(size) {}

    std::byte *m_address = nullptr;
    std::size_t m_size = 0;
};

/// An anonymous file of `size` zero bytes, close-on-exec. Every page is reserved at once, so that
/// "no room" is an ENOSPC or ENOMEM here and never a SIGBUS later. ENOMEM too for more than half of
/// the memory that is available: asked for all of it, the kernel kills processes.
/// Errors: memfd_create(2), ftruncate(2) (EFBIG: RLIMIT_FSIZE, without its SIGXFSZ),
/// posix_fallocate(3).
Result<UniqueFd> createMemoryFile(const char *name, std::size_t size);

/// As createMemoryFile(), with this content, which nobody can change any more.
/// Errors: write(2), fcntl(2) F_ADD_SEALS too.
Result<UniqueFd> createSealedFile(const char *name, const std::byte *content, std::size_t size);

} // namespace seeipc
