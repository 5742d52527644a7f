// SPDX-License-Identifier: MIT
#pragma once

#include "ui/scene/timelinelayout.h"
#include "ui/scene/timelinesums.h"

#include <QString>
#include <QStringList>

namespace seeipc::timelinewords {

/// "asleep 1.4 s, read(3): waits for writer", "waits its turn", from the full form to none; empty for
/// who runs. In a frozen picture a sleep that its instant lies in says "asleep 3.2 s of 10.0 s".
QStringList span(const TimelineSpan &span, const Cast &cast);
/// "read(3): waits for writer"; the call alone where nobody could end it.
QString wait(const SleptIn &sleptIn, const Cast &cast);
/// "killed by SIGPIPE", "SIGPIPE"; "exited, status 0", "exit 0".
QStringList ending(const ProcessSnapshot &process);
QStringList lost();
QStringList dropped();
/// "? not known", of a channel's fill.
QStringList unknownFill();
/// "in the pipe", or with several "in p".
QString channel(const CastChannel &channel, std::size_t count);
/// "time: by event", and "T by clock" for the other.
QString axis(TimeAxis axis);
QString otherAxis(TimeAxis axis);
/// "live", where that is out of view "follow live (End)", and for a frozen picture "back to live".
QString live(Newest newest);
QString capacity(std::int64_t bytes);
QString capacityAbove(std::int64_t bytes); ///< more than the height is worth
/// "12 ns", "340 µs", "1.4 s", "2 min".
QString duration(std::int64_t nanoseconds);
/// An instant of the session as a tick of the axis by clock tells it, to the `step` between two of
/// them: "2.5 s" where that is half a second, "2 500 ms" where it is ten milliseconds.
QString tick(std::int64_t nanoseconds, std::int64_t step);
/// "not shown: processes: 3, channels: 1"; empty where all have a lane.
QString unseen(std::size_t processes, std::size_t channels);
/// What a screen reader calls it.
QString name();
/// "right after a change", "between two changes", "since the last change".
QString shown(const TimelinePlaces &places, const ShownInstant &shown);
/// "live", "frozen at 3.2 s, between two changes".
QString instant(bool isLive, const TimelinePlaces &places, const ShownInstant &shown);
/// What of an axis is seen: "by clock, from 3.2 s to 5.7 s", "by event, changes 12 to 34 of 60".
/// `newest` is the place of what is newest.
QString seen(TimeAxis axis, const TimeWindow &window, double newest);
/// "timeline, by event, changes 1 to 34 of 34, live; writer asleep in write 1.4 s; reader waits its
/// turn"; who can never be woken is "stuck in read"; of a channel only that its fill is not known.
QString spoken(const Cast &cast, const Snapshot &snapshot, const QString &seen,
               const QString &instant, std::int64_t now);
/// "selected 3.2 s   writer: calls 8, bytes 32 768, asleep 40 %   reader: ...", and the same in fewer
/// words, the longest first: "3.2 s   writer: calls 8, 32 768 B, asleep 40 %   …" without the last
/// processes, then the first one without calls and bytes, the time alone.
QStringList sums(const Cast &cast, const TimelineSums &sums);
/// "writer: write(4, buf, 4096) = 4096, 12 µs", "writer: asleep 1.4 s, write(4): waits for reader".
QString tip(const Cast &cast, const TimelineSpan &span, const Trace &trace);
/// "in the pipe: not known, calls came since it was last asked".
QString unknownTip(const Cast &cast, std::size_t channel);
/// "writer: 12 % running, 80 % asleep, 8 % waiting to go on, 0 % held".
QString tip(const QString &name, const LaneColumn &column);

} // namespace seeipc::timelinewords
