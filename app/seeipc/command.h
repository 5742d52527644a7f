// SPDX-License-Identifier: MIT
#pragma once

#include "arguments.h"
#include "session/messages.h"

#include <span>

namespace seeipc {

/// What a command is run with.
struct Invocation
{
    Language language = Language::English;
    Arguments arguments;
};

/// A subcommand: one row of the list, one file.
struct Command
{
    std::string_view name;
    std::span<const Option> options; ///< beside --help and --lang, which all have
    Message summary;                 ///< half a line, for seeipc --help
    Message help;                    ///< all of it, for seeipc NAME --help
    int (*run)(const Invocation &invocation) = nullptr; ///< returns the exit status
};

extern const Command listCommand;
extern const Command playCommand;
extern const Command checkCommand;
extern const Command exportCCommand;

/// Every subcommand, in the order of the help.
std::span<const Command *const> commands();

/// Becomes the window: returns only if that failed, with the exit status.
int openWindow(Language language, bool isLanguageGiven);

} // namespace seeipc
