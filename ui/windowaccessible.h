// SPDX-License-Identifier: MIT
#pragma once

namespace seeipc {

/// Screen readers look for what is active among windows; a plain QWidget is told as a filler, even
/// where it is one. Called once before the first window is made; again it does nothing.
void installWindowAccessible();

} // namespace seeipc
