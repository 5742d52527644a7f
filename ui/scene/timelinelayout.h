// SPDX-License-Identifier: MIT
#pragma once

#include "events/trace.h"
#include "session/waitsfor.h"
#include "ui/scene/cast.h"
#include "ui/scene/stagelayout.h"
#include "ui/scene/textmeasure.h"
#include "ui/scene/timelineplaces.h"

#include <QPainterPath>
#include <QRectF>
#include <QRegion>
#include <QSizeF>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace seeipc {

/// What a process does, as its lane tells it.
enum class Doing : std::uint8_t {
    Nothing, ///< not started
    Running, ///< between two calls or inside one
    Call,    ///< one call, from its entry to its return
    Asleep,
    Hopeless, ///< asleep, and nobody can wake it
    Turn,     ///< at a gate: waits its turn
    Cue,      ///< at a gate: waits for what the demo lets it go on after
    Look,     ///< at a gate: held for a look
    Held,     ///< at a gate, by the user
    Stopped,
    Unseen, ///< nobody looked
    Ended,
};

Doing doingOf(const ProcessSnapshot &process);
Doing doingAt(Gate gate);

/// The call that somebody sleeps in, and who could end that.
struct SleptIn
{
    CallId call = noCall;
    std::array<std::int32_t, 2> arguments{};
    std::vector<WorkerId> wakers; ///< any one of them
    bool waitsForItself = false;  ///< for an end that it holds and nobody else
    bool waitsForPartner = false; ///< for somebody who opens the other side of a FIFO
    bool operator==(const SleptIn &) const = default;
};

SleptIn sleptInBy(const Snapshot &snapshot, WorkerId worker);

/// A stretch of a lane.
struct TimelineSpan
{
    WorkerId worker = noWorker;
    Doing doing = Doing::Nothing;
    QRectF rect;
    Label label;            ///< empty where nothing fits
    std::int64_t begin = 0; ///< nanoseconds
    std::int64_t end = 0;
    bool goesOn = false; ///< its end is the instant that ages are told of
    bool isCut = false;  ///< it lasts longer than to its end, and it is too far to its end
    std::optional<std::int64_t> shownAt{}; ///< the instant of the frozen picture, if it is inside
    std::int64_t position = 0;             ///< of the call, else of the event that began it
    SleptIn sleptIn;                       ///< of a sleep, or of a call that it ended in
    StepId cuedStep = noStep;              ///< that comes next, of who waits for its cue
    bool operator==(const TimelineSpan &) const = default;
};

/// How a process spent the time of a pixel column: shares of it, 0 to 1.
struct LaneColumn
{
    float running = 0;
    float asleep = 0;
    float gate = 0;
    float held = 0;
    float lost = 0;   ///< it made calls then whose records nobody could read
    float unseen = 0; ///< nobody looked
    bool operator==(const LaneColumn &) const = default;
};

/// An end that is marked in a lane.
struct EndMark
{
    bool isKill = false;
    QRectF rect;
    Label label;
    bool operator==(const EndMark &) const = default;
};

struct LaneShape
{
    WorkerId worker = noWorker;
    QRectF rect; ///< of what happens; the name is left of it
    QRectF spine;
    Label name;
    std::vector<TimelineSpan> spans; ///< where single events are seen
    std::vector<LaneColumn> columns; ///< else; from rect.left(), a pixel each
    std::vector<EndMark> ends;
    bool operator==(const LaneShape &) const = default;
};

/// A stretch in which a channel was there, and nobody knows how much was inside.
struct UnknownFill
{
    QRectF rect;
    Label label; ///< at its beginning; empty where nothing fits
    bool operator==(const UnknownFill &) const = default;
};

/// What a channel's capacity was from one x to another, as the height of its fill.
struct CapacityLine
{
    double left = 0;
    double right = 0;
    double y = 0;
    bool isAbove = false; ///< more than the height is worth: at its top, and a mark says so
    bool operator==(const CapacityLine &) const = default;
};

/// A channel's fill: what was least and greatest in each pixel column, as heights.
struct FillShape
{
    ChannelId channel = noChannel;
    WorkerId writer = noWorker; ///< whose colour it has
    QRectF rect;
    Label name;
    std::vector<std::array<float, 2>> columns; ///< from rect.left(); below 0: no number
    std::vector<UnknownFill> unknown;
    std::vector<CapacityLine> capacities;
    Label capacity; ///< of the instant shown
    bool operator==(const FillShape &) const = default;
};

/// From the call that woke somebody to the one that was woken, in the middle of their lanes.
struct WakeArc
{
    QPointF from;
    QPointF to;
    bool operator==(const WakeArc &) const = default;
};

/// The way of an arc: it leaves its bar on the other's side, goes along between the lanes and comes a
/// few pixels into the bar that it leads to. What stands in the middle of a bar is clear of it; through
/// lanes between it goes where fewer words are.
QPainterPath wayOf(const WakeArc &arc, const std::vector<LaneShape> &lanes);

/// Time of which something else must be said than what the processes did.
struct TimelineBand
{
    enum class Kind : std::uint8_t { Held, Lost, Dropped };
    Kind kind = Kind::Held;
    QRectF rect;
    Label label;
    bool operator==(const TimelineBand &) const = default;
};

/// A mark of the axis by clock, below what happens.
struct TimelineTick
{
    double x = 0;
    Label label;
    bool operator==(const TimelineTick &) const = default;
};

/// Where everything stands; it follows from cast, type and size alone.
struct TimelineFrame
{
    QSizeF size;
    QRectF head; ///< the line of words above the lanes
    double left = 0;
    double right = 0;             ///< of the lanes
    std::vector<LaneShape> lanes; ///< empty ones
    std::vector<FillShape> fills;
    double bottom = 0; ///< of what happens; the ticks are below it
    QString unseen;    ///< what has no lane, in words; empty: all have one
    double tail = 0;   ///< pixels that the instant of now takes on the axis by event
    /// By form of a sleep's words, the longest first: as wide as they may become in this demo. A bar
    /// that is narrower has a shorter form, so that bars of one width say the same of their sleeps.
    std::vector<double> sleepWidths;
};

/// By clock it leaves a line for the ticks, the other sizes are of both axes. Where it is low all is
/// dense, then denser; then channels go but for the first, then processes but for three, then these,
/// and `unseen` says so.
TimelineFrame timelineFrame(const Cast &cast, const TextMeasure &measure, const QSizeF &size,
                            TimeAxis axis);
/// How high it would like to be, and how high it must be.
double timelineHeight(const Cast &cast, const TextMeasure &measure);
double leastTimelineHeight(const Cast &cast, const TextMeasure &measure);
/// With as many rows, as near to each other as they can be read.
double tightTimelineHeight(const Cast &cast, const TextMeasure &measure);
/// The same where other things need the room: dense, of the first few rows, at least of one process.
double compactTimelineHeight(const Cast &cast, const TextMeasure &measure);
double oneLaneTimelineHeight(const TextMeasure &measure);

/// A stretch of time that the user has chosen.
struct TimeSpan
{
    std::int64_t begin = 0;
    std::int64_t end = 0;
    bool operator==(const TimeSpan &) const = default;
};

/// The places of a window in a frame.
TimelinePlaces timelinePlaces(const Trace &trace, const TimelineChanges &changes, TimeAxis axis,
                              std::int64_t now, const TimelineFrame &frame,
                              const TimeWindow &window);

struct StuckSleep;

/// What is asked of a trace again and again while time goes on: a snapshot, and since when nobody can
/// wake who sleeps.
class SnapshotCache
{
public:
    const Snapshot &at(const Trace &trace, std::int64_t position);
    /// Since when nobody can wake the process any more.
    std::int64_t hopelessSince(const Trace &trace, WorkerId worker, const StuckSleep &stuck);
    void clear() { *this = {}; }

private:
    /// The sleep it was asked of last, and the answer.
    struct Hopeless
    {
        std::int64_t asleepSince = absent;
        std::int64_t closedSince = absent;
        std::int64_t since = 0;
    };

    std::optional<Snapshot> m_snapshot;
    std::int64_t m_position = 0;
    std::vector<Hopeless> m_hopeless; ///< by worker
};

/// What a layout is made from. Nothing here is kept.
struct TimelineFacts
{
    const Cast &cast;
    const TimelinePlaces &places;
    const WaitsFor &waits; ///< of the newest instant
    const TextMeasure &measure;
    TimeWindow window;
    std::int64_t ageTime = 0; ///< the instant that the age of what goes on is told of
    ShownInstant shown;
    bool isLive = true;
    std::optional<TimeSpan> selected;
    QStringList said; ///< of it, the longest text first; the first that fits is shown
};

/// What is newest, in the picture: it may have gone on past what is seen, or the picture is frozen.
enum class Newest : std::uint8_t { InView, OutOfView, NotShown };

/// The words above the lanes.
struct TimelineHead
{
    Label axis;             ///< "time: by event"
    Label otherAxis;        ///< "T by clock": changes it
    Label unseen;           ///< "not shown: processes: 3"; empty where all are
    Label said;             ///< of the selected stretch
    Label shown;            ///< "between two changes": what the frozen picture is of
    Label live;             ///< makes the playhead live, and follows it
    bool leadsBack = false; ///< what is newest is not in view: `live` says how it comes back
    bool operator==(const TimelineHead &) const = default;
};

TimelineHead timelineHead(const TimelineFrame &frame, const TextMeasure &measure, TimeAxis axis,
                          Newest newest, const QStringList &said, const QString &shown = {});

struct TimelineLayout
{
    TimelineHead head;
    TimeAxis axis = TimeAxis::ByEvent;
    TimeScale scale;
    bool isDetailed = false; ///< single events are seen
    std::vector<LaneShape> lanes;
    std::vector<FillShape> fills;
    std::vector<WakeArc> arcs;
    std::vector<TimelineBand> bands;
    std::vector<TimelineTick> ticks; ///< by clock alone
    std::optional<QRectF> selected;
    double playheadX = 0; ///< outside of the scale: not in view
    bool isLive = true;
    bool operator==(const TimelineLayout &) const = default;
};

/// Pure, but for what `begin` remembers: the same facts give the same layout.
TimelineLayout layOutTimeline(const TimelineFacts &facts, const TimelineFrame &frame,
                              SnapshotCache &begin);

/// What of the picture differs between two layouts in the same frame.
QRegion changedRegion(const TimelineLayout &before, const TimelineLayout &now,
                      const TimelineFrame &frame);

} // namespace seeipc
