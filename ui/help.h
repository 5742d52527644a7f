// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace seeipc {

class MainActions;

/// Opens a window that lists what each key does.
void showKeys(const MainActions &actions, QWidget *parent);

/// The same of the window in which two demos stand side by side.
void showKeysOfBoth(const MainActions &actions, QWidget *parent);

/// Opens a window that says what SeeIPC is.
void showAbout(QWidget *parent);

} // namespace seeipc
