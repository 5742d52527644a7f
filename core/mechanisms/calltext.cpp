// SPDX-License-Identifier: MIT
#include "mechanisms/calltext.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fcntl.h>

namespace seeipc {

namespace {

/// What open(2) adds by itself where a file's size has 64 bits; O_LARGEFILE is 0 in such a program.
constexpr int largeFile = 0100000;

constexpr Symbol openFlags[] = {
    {"O_WRONLY", O_WRONLY},     {"O_RDWR", O_RDWR},       {"O_CREAT", O_CREAT},
    {"O_EXCL", O_EXCL},         {"O_TRUNC", O_TRUNC},     {"O_APPEND", O_APPEND},
    {"O_NONBLOCK", O_NONBLOCK}, {"O_ASYNC", O_ASYNC},     {"O_DIRECT", O_DIRECT},
    {"O_LARGEFILE", largeFile}, {"O_CLOEXEC", O_CLOEXEC}, {"O_PATH", O_PATH},
};

std::string written(const char *format, std::int64_t number)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), format, static_cast<unsigned long long>(number));
    return text.data();
}

} // namespace

std::string decimal(std::int64_t number)
{
    return std::to_string(number);
}

std::string hexadecimal(std::int64_t number)
{
    return written("%#llx", number);
}

std::string octal(std::int64_t number)
{
    return written("%#llo", number);
}

std::string nameOf(std::span<const Symbol> symbols, std::int64_t value)
{
    const auto symbol = std::find_if(symbols.begin(), symbols.end(),
                                     [&](const Symbol &row) { return row.value == value; });
    return symbol != symbols.end() ? std::string(symbol->name) : std::to_string(value);
}

std::string nameText(std::string_view names)
{
    const auto name = names.substr(0, names.find('\0'));
    const bool isCut = name.size() >= Event::mostOfNames;
    return "\"" + std::string(name) + (isCut ? "\"..." : "\"");
}

std::string flagText(std::span<const Symbol> symbols, std::int64_t flags)
{
    std::string text;
    const auto add = [&](const std::string &name) { text += (text.empty() ? "" : "|") + name; };
    for (const auto &flag : symbols) {
        if (flag.value == 0 || (flags & flag.value) != flag.value)
            continue;
        add(std::string(flag.name));
        flags &= ~flag.value;
    }
    if (flags != 0 || text.empty())
        add(flags == 0 ? "0" : hexadecimal(flags));
    return text;
}

std::span<const Symbol> openFlagSymbols()
{
    return openFlags;
}

std::string openFlagText(std::int64_t flags)
{
    if ((flags & O_ACCMODE) != O_RDONLY || (flags & O_PATH) != 0)
        return flagText(openFlags, flags);
    return flags == O_RDONLY ? "O_RDONLY" : "O_RDONLY|" + flagText(openFlags, flags);
}

} // namespace seeipc
