// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>

namespace seeipc::words {

/// Translates what the stage says, whichever file says it.
struct Stage
{
    Q_DECLARE_TR_FUNCTIONS(stage)
};

} // namespace seeipc::words
