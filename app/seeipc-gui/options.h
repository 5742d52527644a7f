// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/text.h"
#include "session/session.h"
#include "ui/theme.h"

#include <QSize>
#include <QStringList>

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace seeipc {

/// What the command line asks for.
struct Options
{
    bool wantsHelp = false;
    bool wantsVersion = false;
    std::string scenario = "pipe-flow";                        ///< an id, or a file
    std::vector<std::pair<std::string, std::string>> settings; ///< --set
    std::optional<ThemeName> theme;
    std::optional<Language> language;
    std::optional<Pace> pace;
    std::optional<QSize> size;
    QStringList drawers;    ///< --open: the drawers to begin with
    std::string screenshot; ///< a file; empty: a window
    std::string at = "2";   ///< seconds, or a condition
    bool isHeld = false;
    bool isCompared = false; ///< side by side with the demo's cure
    bool isRecorded = true;
    bool reportsFrames = false;
    int cpu = -1;
};

/// Why a command line makes no sense: "--theme: pink: is none of light, dark, contrast".
struct OptionsProblem
{
    Text what;
};

/// `words` without the program's name.
std::variant<Options, OptionsProblem> readOptions(std::span<char *const> words);

/// What --help prints.
const Text &helpText();

/// A whole number of seconds or a decimal one, at least 0, as nanoseconds.
std::optional<std::int64_t> nanosecondsOf(const std::string &seconds);

} // namespace seeipc
