// SPDX-License-Identifier: MIT
#include "ui/scene/timelinelayout.h"

#include "ui/scene/timelineparts.h"
#include "ui/scene/timelineticks.h"
#include "ui/scene/timelinewords.h"

#include <algorithm>
#include <cmath>

namespace seeipc {

namespace {

constexpr std::int64_t mostDetailed = 1'500; ///< events that are drawn singly
constexpr std::int64_t mostWalked = 60'000;  ///< events that are summed by column
constexpr double changePixels = 12;          ///< of a column, the change itself
constexpr double mostChangePart = 0.25;      ///< where columns are narrow

/// The events of the window whose details are kept.
SeenEvents seenEvents(const TimelinePlaces &places, const TimeWindow &window)
{
    const auto &trace = places.trace;
    if (places.axis == TimeAxis::ByClock)
        return {trace.positionAt(static_cast<std::int64_t>(window.begin)),
                trace.positionAt(static_cast<std::int64_t>(std::ceil(window.end)))};
    const auto first = static_cast<std::int64_t>(std::floor(window.begin));
    const auto end = static_cast<std::int64_t>(std::ceil(window.end));
    return {places.changes.positionOf(trace, first), places.changes.positionOf(trace, end)};
}

/// Where details begin, if some of what is seen lies before.
std::optional<double> droppedUntil(const TimelinePlaces &places, const TimeWindow &window)
{
    if (places.trace.first() == 0)
        return std::nullopt;
    const auto &trace = places.trace;
    const auto begin = static_cast<double>(
        places.axis == TimeAxis::ByClock
            ? trace.index().block(trace.index().blockOf(trace.first())).start
            : places.changes.before(trace, trace.first()));
    return begin > window.begin ? std::optional(begin) : std::nullopt;
}

void addDroppedBand(double until, const TimelineFrame &frame, const TextMeasure &measure,
                    TimelineLayout &layout)
{
    const auto right = std::clamp(layout.scale.xOf(until), layout.scale.left, layout.scale.right);
    const auto top = frame.head.bottom();
    TimelineBand band{TimelineBand::Kind::Dropped,
                      {layout.scale.left, top - 3, right - layout.scale.left, 3},
                      {}};
    const QRectF room(layout.scale.left, frame.head.top(), right - layout.scale.left,
                      frame.head.height());
    band.label = labelWithin(room, timelinewords::dropped(), TextRole::Small, Tone::Muted, measure);
    layout.bands.push_back(std::move(band));
}

void placeHead(const TimelineFacts &facts, const TimelineFrame &frame, TimelineLayout &layout)
{
    const auto &scale = layout.scale;
    const auto &places = facts.places;
    layout.isLive = facts.isLive;
    layout.playheadX = std::round(scale.xOf(facts.isLive ? places.end() : places.of(facts.shown)));
    if (!facts.selected)
        return;
    const auto from = std::clamp(scale.xOf(places.ofTime(facts.selected->begin)), scale.left,
                                 scale.right);
    const auto to = std::clamp(scale.xOf(places.ofTime(facts.selected->end)), scale.left,
                               scale.right);
    const auto top = frame.head.bottom();
    if (to > from)
        layout.selected = QRectF(from, top, to - from, frame.bottom - top);
}

} // namespace

Doing doingOf(const ProcessSnapshot &process)
{
    switch (process.state) {
    case ProcessState::NotStarted: return Doing::Nothing;
    case ProcessState::Running: return Doing::Running;
    case ProcessState::AtGate: return doingAt(process.gate);
    case ProcessState::Asleep: return Doing::Asleep;
    case ProcessState::Stopped: return Doing::Stopped;
    case ProcessState::Unseen: return Doing::Unseen;
    case ProcessState::Zombie:
    case ProcessState::Exited:
    case ProcessState::Killed: break;
    }
    return Doing::Ended;
}

Doing doingAt(Gate gate)
{
    switch (gate) {
    case Gate::Held: return Doing::Held;
    case Gate::Condition: return Doing::Cue;
    case Gate::Sample: return Doing::Look;
    case Gate::Open:
    case Gate::Pace: break;
    }
    return Doing::Turn;
}

SleptIn sleptInBy(const Snapshot &snapshot, WorkerId worker)
{
    const auto &process = snapshot.processes[worker];
    const auto wait = waitOf(snapshot, worker);
    if (!wait)
        return {process.call, process.arguments, {}, false};
    if (wait->reason == WaitReason::Partner) // who will come nobody knows
        return {process.call, process.arguments, {}, false, true};
    return {process.call, process.arguments, wait->wakers,
            wait->wakers.empty() && !wait->ownHolders.empty()};
}

TimelinePlaces timelinePlaces(const Trace &trace, const TimelineChanges &changes, TimeAxis axis,
                              std::int64_t now, const TimelineFrame &frame,
                              const TimeWindow &window)
{
    TimelinePlaces places{trace, changes, axis, now};
    const auto pixels = TimeScale{window, frame.left, frame.right}.pixelsAPlace();
    if (axis == TimeAxis::ByClock || pixels <= 0)
        return places;
    places.changePart = std::min(mostChangePart, changePixels / pixels);
    places.newestColumn = frame.tail / pixels;
    const auto lastChange = places.timesOf(changes.count()).begin;
    for (const auto &process : trace.live().processes) {
        if (process.state == ProcessState::Asleep && process.since > lastChange)
            places.asleepSince = std::max(places.asleepSince, process.since);
    }
    return places;
}

TimelineLayout layOutTimeline(const TimelineFacts &facts, const TimelineFrame &frame,
                              SnapshotCache &begin)
{
    TimelineLayout layout;
    layout.axis = facts.places.axis;
    layout.scale = {facts.window, frame.left, frame.right};
    layout.lanes = frame.lanes;
    layout.fills = frame.fills;
    const auto &trace = facts.places.trace;
    const auto dropped = droppedUntil(facts.places, facts.window);
    const auto seen = seenEvents(facts.places, facts.window);
    const auto events = seen.to - seen.from;
    layout.isDetailed = !dropped && events <= mostDetailed;
    if (layout.isDetailed)
        layOutSpans(facts, frame, begin, seen, layout);
    else if (!dropped && events <= mostWalked)
        layOutColumns(facts, begin.at(trace, seen.from), seen, layout);
    else
        layOutIndex(facts, layout);
    if (!dropped)
        layOutSparse(facts, frame, begin, seen, mostDetailed, layout);
    if (dropped)
        addDroppedBand(*dropped, frame, facts.measure, layout);
    placeHead(facts, frame, layout);
    if (layout.axis == TimeAxis::ByClock)
        layout.ticks = clockTicks(layout.scale, frame, facts.measure);
    const auto newest = !facts.isLive                              ? Newest::NotShown
                        : facts.places.newest() > facts.window.end ? Newest::OutOfView
                                                                   : Newest::InView;
    layout.head = timelineHead(frame, facts.measure, layout.axis, newest, facts.said,
                               facts.isLive ? QString()
                                            : timelinewords::shown(facts.places, facts.shown));
    return layout;
}

} // namespace seeipc
