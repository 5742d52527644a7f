// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace seeipc {

class CodeView;

/// The code cards for screen readers: a list with a child of role ListItem for each line of the
/// processes that are shown, from left to right: "writer, line 3 of 5: write(p[1], buf, 4096), has not
/// returned: 1.4 s". Its description says what pressing it does: its process runs to that line, or why
/// it cannot.

/// Makes Qt build that for every CodeView. Calling it again does nothing.
void installCodeAccessible();

/// Forgets the children: another session has others.
void dropCodeChildren(CodeView *view);

/// Tells screen readers that the keys have gone to another line.
void announceCodeFocus(CodeView &view);
/// Says a sentence: it becomes the description of the whole.
void announceCode(CodeView &view, const QString &sentence);

} // namespace seeipc
