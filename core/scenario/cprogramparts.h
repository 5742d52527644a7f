// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/text.h"

#include <string>
#include <string_view>
#include <vector>

namespace seeipc {

/// A comment of a program, as lines of at most some 100 columns: "/* ... */".
std::string cComment(const std::string &text);
/// The same, parted where C would see a comment's begin or end, or a trigraph: "/ *".
std::string inComment(const std::string &text);
/// Lines that are no wider than a page, broken at spaces and behind Chinese letters.
std::vector<std::string> wrapped(const std::string &text, std::size_t columns);

/// What programs have, with its comment.
std::string failedFunction(Language language);
/// Prints how a process ended.
std::string tellEndFunction(Language language, bool tellsStops);
/// Prints what a process has read into `buf`.
std::string tellReadFunction(Language language);
/// Prints the number that a call returned.
std::string tellFunction(Language language);
/// The same with flags, and what poll(2) found.
std::string tellFlagsFunction(Language language);
std::string tellEventsFunction(Language language);
/// Print what fstat(2), readlink(2) and fstatfs(2) have filled in.
std::string tellStatFunction(Language language);
std::string tellLinkFunction(Language language);
std::string tellFsFunction(Language language);
std::string tellQueuedFunction(Language language);
std::string tellInfoFunction(Language language);
std::string tellSeenFunction(Language language);
std::string tellTracedFunction(Language language);
/// Counts the records that others' bytes cut in two.
std::string tornFunction(Language language);
/// Prints how many bytes of one letter have been read behind each other.
std::string piecesFunction(Language language);
/// Adds up what the calls of a loop have moved.
std::string countedFunction(Language language);
/// Print the sum. `isText`: with what the last read(2) gave.
std::string tellAllReadFunction(Language language, bool isText);
std::string tellAllWrittenFunction(Language language);
std::string fillFunction(Language language);
std::string sequenceFunction(Language language);
/// Prints what a call returned that is no system call.
std::string toldFunction(Language language);
std::string stdinFunction(Language language);
/// A directory of the program's own, for the files of these names.
std::string directoryFunctions(Language language, const std::vector<std::string> &names);
/// Makes the process a user that nobody is.
std::string unusedUserFunctions(Language language);
std::string
dropCapabilitiesFunction(Language language); ///< for a process that is to have no privilege
std::string dropCapabilitiesFunction(Language language);

/// What main() looks for in the processes.
struct Looks
{
    bool sleeps = false;  ///< somebody waits until another sleeps
    bool stops = false;   ///< until another stands still by a signal
    bool settled = false; ///< until nothing moves any more
    /// Does main() ask who waits?
    bool areForSomebody() const { return stops || settled; }
};

std::string waitUntilFunction(Language language, const Looks &looks);
/// What main() knows of the processes by /proc.
std::string lookFunctions(Language language, const Looks &looks);

} // namespace seeipc
