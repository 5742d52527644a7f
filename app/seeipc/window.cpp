// SPDX-License-Identifier: MIT
#include "command.h"
#include "say.h"

#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <unistd.h>

namespace seeipc {

namespace {

constexpr const char *program = "seeipc-gui";

bool isSet(const char *name)
{
    const char *value = std::getenv(name);
    return value && *value != '\0';
}

std::string ownDirectory()
{
    std::array<char, PATH_MAX> path{};
    const auto length = ::readlink("/proc/self/exe", path.data(), path.size());
    const std::string own(path.data(), static_cast<std::size_t>(std::max<ssize_t>(0, length)));
    return own.substr(0, own.rfind('/') + 1);
}

} // namespace

int openWindow(Language language, bool isLanguageGiven)
{
    // A platform that needs no display may be asked for by name.
    if (!isSet("DISPLAY") && !isSet("WAYLAND_DISPLAY") && !isSet("QT_QPA_PLATFORM"))
        return complain(tell(Message::NoDisplay, language));
    const auto directory = ownDirectory();
    std::string option = "--lang";
    std::string name = language == Language::Chinese ? "zh_CN" : "en";
    for (const auto &path : {directory + program, directory + "../bin/" + program}) {
        std::string own = path;
        std::array<char *, 4> words{own.data(), isLanguageGiven ? option.data() : nullptr,
                                    name.data(), nullptr};
        ::execv(path.c_str(), words.data());
        if (errno != ENOENT)
            return complain(Error{"execv(3)", path, errno}, language);
    }
    return complain(tell(Message::NoWindowProgram, language, {directory + program}));
}

} // namespace seeipc
