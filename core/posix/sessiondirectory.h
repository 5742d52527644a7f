// SPDX-License-Identifier: MIT
#pragma once

#include "posix/result.h"

#include <string>

namespace seeipc {

/// Where directories of sessions are made: XDG_RUNTIME_DIR if it is ours, else /tmp.
std::string sessionDirectoryBase();

/// A name that nobody else has: it tells the process that will own it, by pid and start time.
/// Errors: of /proc/self/stat.
Result<std::string> newSessionDirectoryName();

/// Removes the directory with all that is in it. One that is gone already is no error.
Result<void> removeSessionDirectory(const std::string &path);

/// Removes directories of ours below `base` whose process has ended.
void sweepStaleSessionDirectories(const std::string &base);

} // namespace seeipc
