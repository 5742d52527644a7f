// SPDX-License-Identifier: MIT
#pragma once

#include "session/session.h"

#include <QString>

namespace seeipc {

/// The speeds that a slider offers, by position: 1, 2, 5, 10, ... calls a second from one in five
/// seconds on, and full speed at the end.
int speedCount();
Pace paceAt(int position);
/// The nearest one.
int positionOf(Pace pace);

/// Calls a second; of full speed, that has no number, a greater one than of all others.
double callsPerSecondOf(Pace pace);

/// "1 call / s", "1 call in 5 s", "full speed".
QString wordsOf(Pace pace);
/// "1/s", "1 in 5 s", "full".
QString shortWordsOf(Pace pace);

} // namespace seeipc
