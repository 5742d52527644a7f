// SPDX-License-Identifier: MIT
#pragma once

#include <QChar>
#include <QCoreApplication>

namespace seeipc::words {

inline constexpr QChar narrowSpace(0x202f);

/// Translates what the stage says, whichever file says it.
struct Stage
{
    Q_DECLARE_TR_FUNCTIONS(stage)
};

} // namespace seeipc::words
