// SPDX-License-Identifier: MIT
#include "scenario/loader.h"

#include <algorithm>
#include <array>
#include <climits>
#include <filesystem>
#include <sys/stat.h>
#include <tuple>
#include <unistd.h>

namespace seeipc {

namespace {

constexpr std::string_view firstDemo = "pipe-flow";
/// In the order in which they are taught; all others behind them, by name.
constexpr std::array<std::string_view, 4> chapters{"pipe", "fifo", "concepts", "observer"};

bool isDirectory(const std::string &path)
{
    struct stat status
    {};
    return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

/// What is in a folder, as far as it can be read; one descriptor, closed again.
std::vector<std::filesystem::path> entriesOf(const std::filesystem::path &folder)
{
    std::vector<std::filesystem::path> entries;
    std::error_code failure;
    std::filesystem::directory_iterator entry(folder, failure);
    for (; !failure && entry != std::filesystem::directory_iterator(); entry.increment(failure))
        entries.push_back(entry->path());
    return entries;
}

} // namespace

std::string scenarioDirectory()
{
    char path[PATH_MAX];
    const auto length = ::readlink("/proc/self/exe", path, sizeof path);
    if (length <= 0)
        return {};
    std::string programs(path, static_cast<std::size_t>(length));
    programs.resize(programs.rfind('/') + 1);
    for (const auto *place : {"scenarios", "../share/seeipc/scenarios"}) {
        if (isDirectory(programs + place))
            return programs + place;
    }
    return {};
}

std::vector<std::string> builtInScenarios()
{
    std::vector<std::string> files;
    const auto directory = scenarioDirectory();
    if (directory.empty())
        return files;
    for (const auto &chapter : entriesOf(directory)) {
        for (const auto &path : entriesOf(chapter)) {
            if (path.extension() == ".json")
                files.push_back(path);
        }
    }
    const auto rank = [](const std::string &file) {
        const std::filesystem::path path(file);
        const auto chapter = path.parent_path().filename().string();
        const auto *place = std::find(chapters.begin(), chapters.end(), chapter);
        return std::tuple(path.stem() != firstDemo, place, chapter, path.stem());
    };
    std::sort(files.begin(), files.end(),
              [&](const auto &a, const auto &b) { return rank(a) < rank(b); });
    return files;
}

std::optional<std::string> findScenario(std::string_view id)
{
    for (auto &file : builtInScenarios()) {
        if (std::filesystem::path(file).stem() == id)
            return file;
    }
    return std::nullopt;
}

} // namespace seeipc
