// SPDX-License-Identifier: MIT
#pragma once

#include <cassert>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace seeipc {

/// A failed system call: which call, on what, and the errno it left.
struct [[nodiscard]] Error
{
    std::string_view call; ///< man page name, "mkfifo(3)"; a literal
    std::string subject;   ///< path, pid or key; may be empty
    int code = 0;          ///< errno, never 0
};

/// "pidfd_open(2) on 4711: No such process (ESRCH)".
std::string toText(const Error &error);

/// The kernel's name of an errno, "EPIPE"; its number where libc has no name for it.
std::string errnoName(int code);

/// A value, or the Error that kept us from it. The names are std::expected's.
template<typename T>
class [[nodiscard]] Result
{
public:
    Result(T value) : m_content(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_content(std::in_place_index<1>, std::move(error))
    {
        assert(this->error().code != 0);
    }

    bool has_value() const { return m_content.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T &value()
    {
        assert(has_value());
        return *std::get_if<0>(&m_content);
    }
    const T &value() const
    {
        assert(has_value());
        return *std::get_if<0>(&m_content);
    }
    T &operator*() { return value(); }
    const T &operator*() const { return value(); }
    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }

    const Error &error() const
    {
        assert(!has_value());
        return *std::get_if<1>(&m_content);
    }

private:
    std::variant<T, Error> m_content;
};

template<>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)), m_failed(true) { assert(m_error.code != 0); }

    bool has_value() const { return !m_failed; }
    explicit operator bool() const { return has_value(); }
    const Error &error() const
    {
        assert(m_failed);
        return m_error;
    }

private:
    Error m_error;
    bool m_failed = false;
};

} // namespace seeipc
