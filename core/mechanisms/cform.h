// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace seeipc {

/// What else a program needs in which a word of the form stands: "static void count(int signal) ...".
struct CDeclaration
{
    std::string_view word; ///< it is needed where this word stands in a call; empty: always
    /// At file level, whole lines. {handled} in it: where a signal handler tells who waits for it.
    std::string_view text;
};

/// How a step that makes a call is written in C: in the code cards, and in the program that
/// `seeipc export-c` writes.
///
/// The call is a pattern. {NAME} is the word for the parameter of that name: a number, a name of the
/// demo's ("p[0]"), a constant (F_GETFL); of a size that the step leaves out that of its data. {makes}
/// is what the step makes, or
/// "unnamed". {NAME:word} is the scenario's word for a constant, {NAME:flag} the name
/// itself where the number is not 0; {NAME:tail} what a symbol has behind it, itself a pattern. What stands between < > is left out where a word in it is empty:
/// an optional parameter that the step has not.
struct CForm
{
    std::string_view call; ///< "fcntl({fd}, {command}<, {value}>)"
    /// As `strace -e trace=` takes it: "?pipe,?pipe2". Empty: it is no system call, so that a program
    /// prints what it returned.
    std::string_view traced = {};
    std::string_view sleep = {};  ///< what it is in the kernel while it sleeps: "SYS_read"
    std::string_view result = {}; ///< a pattern: what takes its result; empty: nothing does
    std::span<const CDeclaration> declarations = {};
    std::string_view failure = "-1"; ///< what it returns then
    /// The macro by which a program prints what the call fills in; empty: nothing that it prints.
    std::string_view tells = {};
    bool isChecked = true; ///< false: a program does not ask what it returned
};

} // namespace seeipc
