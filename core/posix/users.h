// SPDX-License-Identifier: MIT
#pragma once

#include "posix/result.h"

#include <sys/types.h>

namespace seeipc {

/// A user id that has no account and no process now, another one for each calling process.
/// Errors: ENOENT where none is left; those of /proc.
Result<uid_t> unusedUid();

/// Makes the calling process this user and the group of the same number for good, with no
/// capability left. Errors: EPERM, EINVAL where the user namespace has no such id.
/// Source: setresuid(2), capabilities(7).
Result<void> becomeUser(uid_t uid);

/// Can the calling process become another user? Tried in a child.
bool canBecomeUser();

} // namespace seeipc
