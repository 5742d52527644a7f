// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace seeipc {

class StageView;

/// The stage for screen readers: a widget with a child for each process and then one for each
/// channel. Their names are regular (scene/words.h, spokenProcess and spokenChannel):
///   process, role ListItem:    "writer, asleep in write(4, buf, 4096) since 1.4 s, pid 4711"
///   channel, role ProgressBar: "pipe p: 65536 of 65536 bytes, 16 of 16 slots"; its value is the
///                              number of bytes in plain digits, "?" where the kernel refused.
/// A name is that of the moment it is asked for, never older than the model. Pressing a process
/// selects it.

/// Makes Qt build that for every StageView. Calling it again does nothing.
void installStageAccessible();

/// Forgets the children: another session has others.
void dropStageChildren(StageView *stage);

/// How many children there are, and the name of each.
int stageChildCount(const StageView &stage);
QString stageChildName(const StageView &stage, int child);
/// The name without the ages in it, to know when it is worth telling.
QString stageChildGist(const StageView &stage, int child);

/// Tells screen readers that the child's name, and a channel's value, are others now.
void announceStageChild(StageView &stage, int child);

} // namespace seeipc
