// SPDX-License-Identifier: MIT
#include "posix/procfs.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace seeipc {

namespace {

/// Takes the next word off the front of `text`; empty at the end.
std::string_view takeWord(std::string_view &text)
{
    const auto start = std::min(text.find_first_not_of(" \t\n"), text.size());
    text.remove_prefix(start);
    const auto end = std::min(text.find_first_of(" \t\n"), text.size());
    const auto word = text.substr(0, end);
    text.remove_prefix(end);
    return word;
}

template<typename Number>
bool toNumber(std::string_view word, Number &number, int base = 10)
{
    if (base == 16 && word.starts_with("0x"))
        word.remove_prefix(2);
    const auto [end, code] = std::from_chars(word.data(), word.data() + word.size(), number, base);
    return code == std::errc() && end == word.data() + word.size();
}

/// The word behind "KEY:" at the start of a line.
std::string_view fieldOf(std::string_view text, std::string_view key)
{
    for (auto at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
        if (at == 0 || text[at - 1] == '\n') {
            auto rest = text.substr(at + key.size());
            return takeWord(rest);
        }
    }
    return {};
}

} // namespace

std::optional<ProcStat> parseStat(std::string_view text)
{
    // The name may hold spaces and parentheses: it ends at the last ')'.
    const auto open = text.find('(');
    const auto close = text.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open)
        return std::nullopt;
    ProcStat stat;
    auto first = text.substr(0, open);
    if (!toNumber(takeWord(first), stat.pid))
        return std::nullopt;
    stat.name = text.substr(open + 1, close - open - 1);
    auto rest = text.substr(close + 1);
    const auto state = takeWord(rest);
    if (state.size() != 1 || !toNumber(takeWord(rest), stat.parent))
        return std::nullopt;
    stat.state = state.front();
    for (int field = 5; field <= 52; ++field) {
        const auto word = takeWord(rest);
        if (field == 5 && !toNumber(word, stat.group))
            return std::nullopt;
        if (field == 22 && !toNumber(word, stat.startTime))
            return std::nullopt;
        if (field == 52)
            toNumber(word, stat.exitCode);
    }
    return stat;
}

std::optional<ProcSyscall> parseSyscall(std::string_view text)
{
    ProcSyscall call;
    const auto first = takeWord(text);
    if (first == "running") {
        call.running = true;
        return call;
    }
    if (!toNumber(first, call.number))
        return std::nullopt;
    if (call.number == -1)
        return call;
    for (auto &argument : call.arguments) {
        if (!toNumber(takeWord(text), argument, 16))
            return std::nullopt;
    }
    return call;
}

std::optional<ProcStatus> parseStatus(std::string_view text)
{
    ProcStatus status;
    const auto state = fieldOf(text, "State:");
    if (state.size() != 1)
        return std::nullopt;
    status.state = state.front();
    if (std::int64_t parent = 0; toNumber(fieldOf(text, "PPid:"), parent))
        status.parent = parent;
    std::uint64_t shared = 0;
    const auto uids = fieldOf(text, "Uid:");
    const bool complete = toNumber(uids.substr(0, uids.find('\t')), status.uid)
                          && toNumber(fieldOf(text, "SigPnd:"), status.pending, 16)
                          && toNumber(fieldOf(text, "ShdPnd:"), shared, 16)
                          && toNumber(fieldOf(text, "SigBlk:"), status.blocked, 16)
                          && toNumber(fieldOf(text, "SigIgn:"), status.ignored, 16)
                          && toNumber(fieldOf(text, "SigCgt:"), status.caught, 16)
                          && toNumber(fieldOf(text, "voluntary_ctxt_switches:"),
                                      status.voluntarySwitches)
                          && toNumber(fieldOf(text, "nonvoluntary_ctxt_switches:"),
                                      status.involuntarySwitches);
    status.pending |= shared;
    return complete ? std::optional(status) : std::nullopt;
}

std::optional<std::uint64_t> parsePipeLink(std::string_view link)
{
    constexpr std::string_view prefix = "pipe:[";
    if (!link.starts_with(prefix) || !link.ends_with(']'))
        return std::nullopt;
    link.remove_prefix(prefix.size());
    link.remove_suffix(1);
    std::uint64_t inode = 0;
    return toNumber(link, inode) ? std::optional(inode) : std::nullopt;
}

Result<std::string> readProcFile(int fd)
{
    std::string text(4096, '\0');
    std::size_t used = 0;
    for (;;) {
        const ssize_t count = ::pread(fd, text.data() + used, text.size() - used,
                                      static_cast<off_t>(used));
        if (count < 0)
            return Error{"pread(2)", "/proc", errno};
        if (count == 0)
            break; // a long file comes in pieces: less than asked for is no end
        used += static_cast<std::size_t>(count);
        if (used == text.size())
            text.resize(text.size() * 2);
    }
    text.resize(used);
    return text;
}

Result<UniqueFd> openProcFile(pid_t pid, const char *name)
{
    const std::string path = "/proc/" + std::to_string(pid) + "/" + name;
    UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd)
        return Error{"open(2)", path, errno};
    return fd;
}

Result<std::string> readProcFile(pid_t pid, const char *name)
{
    auto fd = openProcFile(pid, name);
    if (!fd)
        return fd.error();
    return readProcFile(fd->get());
}

Result<std::int64_t> kernelNumber(const std::string &path)
{
    const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd)
        return Error{"open(2)", path, errno};
    const auto text = readProcFile(fd.get());
    if (!text)
        return text.error();
    std::int64_t number = 0;
    const std::string_view digits(*text);
    if (!toNumber(digits.substr(0, digits.find('\n')), number))
        return Error{"proc(5)", path, EINVAL};
    return number;
}

namespace {

/// Which pipe or FIFO the link of a descriptor leads to; false: to none. Looks at names only.
using FindEnd = bool (*)(int directory, const char *name, ProcPipeEnd &end);

bool findPipe(int directory, const char *name, ProcPipeEnd &end)
{
    std::array<char, 64> link{};
    const ssize_t length = ::readlinkat(directory, name, link.data(), link.size());
    const auto inode = length > 0 ? parsePipeLink({link.data(), static_cast<size_t>(length)})
                                  : std::nullopt;
    end.inode = inode.value_or(0);
    return inode.has_value();
}

bool findFifo(int directory, const char *name, ProcPipeEnd &end)
{
    struct stat status
    {};
    ProcPipeEnd pipe;
    if (::fstatat(directory, name, &status, 0) != 0 || !S_ISFIFO(status.st_mode)
        || findPipe(directory, name, pipe))
        return false;
    end.device = status.st_dev;
    end.inode = status.st_ino;
    return true;
}

Result<std::vector<ProcPipeEnd>> listEnds(pid_t pid, FindEnd find)
{
    const std::string path = "/proc/" + std::to_string(pid) + "/fd";
    const auto closeDirectory = [](DIR *directory) { ::closedir(directory); };
    const std::unique_ptr<DIR, decltype(closeDirectory)> directory(::opendir(path.c_str()),
                                                                   closeDirectory);
    if (!directory)
        return Error{"opendir(3)", path, errno};
    const int fd = ::dirfd(directory.get());
    std::vector<ProcPipeEnd> ends;
    while (const dirent *entry = ::readdir(directory.get())) {
        ProcPipeEnd end;
        struct stat status
        {};
        if (!toNumber(std::string_view(entry->d_name), end.fd) || !find(fd, entry->d_name, end)
            || ::fstatat(fd, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        end.readable = (status.st_mode & S_IRUSR) != 0; // the link's mode is the descriptor's
        end.writable = (status.st_mode & S_IWUSR) != 0;
        ends.push_back(end);
    }
    std::sort(ends.begin(), ends.end(), [](const auto &a, const auto &b) { return a.fd < b.fd; });
    return ends;
}

} // namespace

Result<std::vector<ProcPipeEnd>> listPipeEnds(pid_t pid)
{
    return listEnds(pid, findPipe);
}

Result<std::vector<ProcPipeEnd>> listFifoEnds(pid_t pid)
{
    return listEnds(pid, findFifo);
}

} // namespace seeipc
