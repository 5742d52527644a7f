// SPDX-License-Identifier: MIT
#pragma once

#include "posix/result.h"
#include "scenario/text.h"

#include <optional>
#include <string>

namespace seeipc {

/// Exit statuses of seeipc. Ended by a signal: 128 + its number, as a shell tells it.
namespace Status {
inline constexpr int success = 0;
inline constexpr int failed = 1;   ///< some expectation failed, or a run broke off
inline constexpr int couldNot = 2; ///< could not run, or was asked for something that is not there
inline constexpr int signalBase = 128;
} // namespace Status

/// "seeipc: ..." to standard error. Returns Status::couldNot.
int complain(const std::string &sentence);
/// The same, of a system call that failed: what failed, why, and what helps.
int complain(const Error &error, Language language);
/// "seeipc: note: ..." to standard error.
void note(const std::string &sentence, Language language);

/// ": did you mean X?", or nothing.
std::string didYouMean(const std::optional<std::string> &similar, Language language);

/// Writes what was printed so far. False: nobody reads it any more, or it cannot be written.
bool flushOutput();
/// errno of the first write that failed, 0 if none did; EPIPE: its reader has left.
int outputError();

} // namespace seeipc
