// SPDX-License-Identifier: MIT
#pragma once

#include "posix/result.h"

#include <sys/types.h>

namespace seeipc {

/// Moves the calling process into a user namespace of its own that owns a new IPC namespace, as
/// uid 0 of it: it may set that IPC namespace's limits. To be called before any thread.
/// Errors: unshare(2) EPERM (a chroot, a limit, AppArmor), open(2), write(2).
Result<void> enterOuterNamespaces(uid_t uid, gid_t gid);

/// Moves it on into a user namespace inside that one, back under its own uid and, after the next
/// execve(2), without capabilities, so that EACCES stays true.
Result<void> enterInnerNamespace(uid_t uid, gid_t gid);

} // namespace seeipc
