// SPDX-License-Identifier: MIT
#pragma once

#include "options.h"
#include "ui/settings.h"

namespace seeipc {

/// What the window starts with: what was remembered, and over it what the command line asks for. A
/// picture of the window takes nothing from what was remembered. Needs a QGuiApplication.
Settings settingsFor(const Options &options, Language language);

/// Saves what was chosen in the window. What the command line asked for is meant for this once.
void remember(const Settings &chosen, const Options &options, Language language);

} // namespace seeipc
