// SPDX-License-Identifier: MIT
#pragma once

#include "events/snapshot.h"
#include "ui/views/fact.h"

namespace seeipc {

/// A number of the Snapshot as a fact: its value in bytes, and the form of its source.
Fact quantityFact(const QString &what, const Quantity &quantity, std::int64_t now,
                  const QString &source);

} // namespace seeipc
