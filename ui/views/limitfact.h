// SPDX-License-Identifier: MIT
#pragma once

#include "session/details.h"
#include "ui/views/fact.h"

namespace seeipc {

/// A limit as a fact: its name, how much of it is used where that is known, what it means. `age` is
/// that of the look; a constant has none.
Fact limitFact(const LimitLook &look, const QString &age);

/// "480 pages".
QString pagesText(std::int64_t count);

} // namespace seeipc
