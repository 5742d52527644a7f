// SPDX-License-Identifier: MIT
#pragma once

namespace seeipc {

/// Ties the calling process to the session's leash pipe: the kernel kills it when the pipe's last
/// write end goes, asleep or stopped too. `fd` leads to the read end; it is replaced in place by an
/// open file description of the caller's own, as the owner of a signal belongs to that. To be
/// called at the start and after each fork. Kills the caller if the leash has gone already.
/// errno of what could not be done, else 0. Source: fcntl(2) F_SETSIG, F_SETOWN.
int armLeash(int fd);

} // namespace seeipc
