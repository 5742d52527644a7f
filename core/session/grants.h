// SPDX-License-Identifier: MIT
#pragma once

#include "scenario/scenario.h"
#include "session/session.h"

#include <vector>

namespace seeipc {

/// What this machine grants to the workers of a session, each found out by trying it once.
struct Grants
{
    bool capSysResource = false;    ///< F_SETPIPE_SZ above pipe-max-size works
    bool packetMode = true;         ///< pipe2(O_DIRECT) works
    bool bash = false;              ///< there is a /bin/bash
    bool dash = false;              ///< there is a /bin/dash
    bool sharedDescriptors = false; ///< pidfd_getfd(2) between workers works
    bool unusedUser = false; ///< a worker can become another user; then in the host's namespaces
    bool pipeBudget = false; ///< 8192 descriptors can use up pipe-user-pages-soft
    bool x8664 = false;      ///< this is the program for x86-64
    bool capabilities =
        false; ///< workers have capabilities: they are root, if only in their own namespace
    bool userNamespaces = false; ///< who has no capability may unshare(CLONE_NEWUSER)

    bool gives(const Requirement &requirement) const;
};

Grants grantsOf(NamespaceMode mode);
/// Why a demo cannot be run here; empty: it can.
Text whyNotHere(const Scenario &scenario, const Grants &grants);

} // namespace seeipc
