// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace seeipc {

class StageView;

/// The stage for screen readers: a widget with a child for each process, then one for each channel,
/// then the write end and the read end of each, then the slots of each. Their names are regular
/// (scene/words.h, spokenProcess and its like):
///   process, role ListItem:    "writer, asleep in write(4, buf, 4096) since 1.4 s, pid 4711"
///   channel, role ProgressBar: "pipe p: 65536 of 65536 bytes, 16 of 16 slots"; its value is the
///                              number of bytes in plain digits, "?" where the kernel refused.
///   end, role ListItem:        "write end of p: writer fd 4"; its value is how many hold it
///   slot, role ProgressBar:    "slot 1 of 16 of p: 4096 bytes from writer"; its value is the bytes
/// A name is that of the moment it is asked for, never older than the model. Pressing a child does
/// what a click on it does.

/// Makes Qt build that for every StageView. Calling it again does nothing.
void installStageAccessible();

/// Forgets the children: another session has others.
void dropStageChildren(StageView *stage);

/// How many children there are, how many of them are told of when they change (processes and
/// channels), and the name of each.
int stageChildCount(const StageView &stage);
int stageToldCount(const StageView &stage);
QString stageChildName(const StageView &stage, int child);
/// The name without the ages in it, to know when it is worth telling.
QString stageChildGist(const StageView &stage, int child);

/// Tells screen readers that the keys have gone to another thing of the stage.
void announceStageFocus(StageView &stage);
/// Tells screen readers that this process is selected now, or is not any more.
void announceStageSelection(StageView &stage, int child);
/// Tells screen readers that the child's name, and a channel's value, are others now.
void announceStageChild(StageView &stage, int child);

} // namespace seeipc
