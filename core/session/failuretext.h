// SPDX-License-Identifier: MIT
#pragma once

#include "posix/result.h"
#include "scenario/text.h"

#include <string>

namespace seeipc {

/// One sentence about a session that could not start or broke off, for window and command line
/// alike: what failed, why, and what helps.
std::string explain(const Error &error, Language language);

/// "No such file or directory (ENOENT)"; the common ones in Chinese too.
std::string reasonText(int code, Language language);

} // namespace seeipc
