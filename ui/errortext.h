// SPDX-License-Identifier: MIT
#pragma once

#include "posix/result.h"

#include <QString>

namespace seeipc {

/// Why a session could not be started or broke off, as one sentence in the language of the
/// interface: what failed, and why.
QString sentenceOf(const Error &error);

} // namespace seeipc
