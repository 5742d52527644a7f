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

/// Takes every capability from the calling process for good, whoever it is and whatever program it
/// becomes. Source: capabilities(7), PR_SET_NO_NEW_PRIVS(2const).
Result<void> dropCapabilities();

/// Can the calling process become another user? Tried in a child.
bool canBecomeUser();

} // namespace seeipc
