// SPDX-License-Identifier: MIT
#pragma once

namespace seeipc {

/// Makes screen readers find a slider in a TimelineView: its name is the timeline in words, its value
/// the playhead's position, which can be set. Once is enough.
void installTimelineAccessible();

} // namespace seeipc
