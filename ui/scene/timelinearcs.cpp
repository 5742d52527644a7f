// SPDX-License-Identifier: MIT
#include "ui/scene/layoutparts.h"
#include "ui/scene/timelineparts.h"
#include "ui/scene/timelinewords.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>

namespace seeipc {

namespace {

constexpr std::size_t farthestWaker = 24; ///< causes before and after a return that are looked at
constexpr double leastSleep = 5;          ///< pixels: arcs of shorter ones stand too close
constexpr double intoBar = 4;             ///< pixels that an arc goes into a bar
constexpr std::int64_t latestEnd = 500'000'000; ///< nanoseconds that an end is seen after it was
constexpr double arcBend = 5;                   ///< pixels, of its corners
constexpr double wordsBeside = 5;               ///< pixels that words keep clear of it

/// Which ends are open, by channel: for reading, for writing.
std::vector<std::array<bool, 2>> openEnds(const Snapshot &snapshot)
{
    std::vector<std::array<bool, 2>> open;
    open.reserve(snapshot.channels.size());
    for (const auto &channel : snapshot.channels)
        open.push_back({!channel.readers.empty(), !channel.writers.empty()});
    return open;
}

/// Did the cause close the last end that the call waited for?
bool hungUpOn(const WakeCause &cause, const Event &call)
{
    const auto end = call.effect == Effect::Read ? End::Write : End::Read;
    return std::any_of(cause.closed.begin(), cause.closed.end(), [&](const ClosedEnd &closed) {
        return closed.channel == call.channel && closed.end == end;
    });
}

/// Could the cause have woken who slept in that call? Who reads no byte was woken by a last write
/// end's close, as was by a last read end's who got EPIPE, or wrote a part alone.
bool mayWake(const WakeCause &cause, const WakeCause &woken)
{
    const auto &call = woken.event;
    if (cause.worker == woken.worker)
        return false;
    if (woken.isEnd) // SIGPIPE comes from nothing else; the close was made before the end was seen
        return hungUpOn(cause, call);
    if (call.effect == Effect::Wait)
        return cause.isEnd && cause.worker == call.other;
    if (call.effect != Effect::Read && call.effect != Effect::Write)
        return false;
    const auto &made = cause.event;
    const bool isLater = cause.isEnd ? made.time > call.time + latestEnd // they are told late
                                     : made.entered > call.time;
    if (isLater || made.error != 0 || (!cause.isEnd && made.time < woken.asleepSince))
        return false;
    const bool isRead = call.effect == Effect::Read;
    const bool isCut = call.error == EPIPE || (call.error == 0 && call.result < call.arguments[1]);
    if (isRead ? call.result == 0 && call.error == 0 : isCut)
        return hungUpOn(cause, call);
    return call.error == 0
           && (isRead ? made.hasPutInto(call.channel) : made.hasTakenFrom(call.channel));
}

/// The last one that was told before, else the first one told after: both returned at the same time.
const WakeCause *wakerOf(const std::vector<WakeCause> &causes, std::size_t woken)
{
    const auto first = woken > farthestWaker ? woken - farthestWaker : 0;
    for (auto i = woken; i-- > first;) {
        if (mayWake(causes[i], causes[woken]))
            return &causes[i];
    }
    const auto last = std::min(woken + farthestWaker, causes.size() - 1);
    for (auto i = woken + 1; i <= last; ++i) {
        if (mayWake(causes[i], causes[woken]))
            return &causes[i];
    }
    return nullptr;
}

/// Who exits closes its ends by that: the end itself is told once it was seen. A wait(2) waits for
/// the end.
const WakeCause &toldBy(const std::vector<WakeCause> &causes, const WakeCause &waker,
                        const WakeCause &woken)
{
    if (!waker.isEnd || woken.event.effect == Effect::Wait)
        return waker;
    const auto exit = std::find_if(causes.begin(), causes.end(), [&](const WakeCause &cause) {
        return cause.worker == waker.worker && cause.event.effect == Effect::Exit;
    });
    return exit != causes.end() ? *exit : waker;
}

/// It was made before somebody returned whom it woke, and returned later: so far its box reaches back.
void reachBack(const WakeCause &call, double x, TimelineLayout &layout)
{
    auto &spans = layout.lanes[call.worker].spans;
    const auto box = std::find_if(spans.rbegin(), spans.rend(), [&](const TimelineSpan &span) {
        return span.doing == Doing::Call && span.position == call.position;
    });
    if (box != spans.rend() && call.asleepSince == absent)
        box->rect.setLeft(std::min(box->rect.left(), std::max(layout.scale.left, x)));
}

using LaneAt = std::vector<LaneShape>::const_iterator;

LaneAt laneAt(const std::vector<LaneShape> &lanes, double y)
{
    return std::find_if(lanes.begin(), lanes.end(), [&](const LaneShape &lane) {
        return lane.rect.top() <= y && y <= lane.rect.bottom();
    });
}

bool isCrossed(const Label &label, double x)
{
    return !label.text.isEmpty() && label.rect.left() - wordsBeside < x
           && x < label.rect.right() + wordsBeside;
}

/// Where an arc goes through the lanes between those that it joins: where it arrives, or where it
/// begins if there it has fewer words in its way.
double crossingOf(const WakeArc &arc, LaneAt from, LaneAt to)
{
    const auto wordsAt = [&](double x) {
        std::ptrdiff_t count = 0;
        for (auto lane = std::min(from, to) + 1; lane < std::max(from, to); ++lane) {
            count += std::count_if(
                lane->spans.begin(), lane->spans.end(),
                [&](const TimelineSpan &span) { return isCrossed(span.label, x); });
            count += std::count_if(lane->ends.begin(), lane->ends.end(),
                                   [&](const EndMark &end) { return isCrossed(end.label, x); });
        }
        return count;
    };
    return wordsAt(arc.from.x()) < wordsAt(arc.to.x()) ? arc.from.x() : arc.to.x();
}

} // namespace

QPainterPath wayOf(const WakeArc &arc, const std::vector<LaneShape> &lanes)
{
    const auto from = laneAt(lanes, arc.from.y());
    const auto to = laneAt(lanes, arc.to.y());
    if (from == lanes.end() || to == lanes.end() || from == to)
        return roundedWay({arc.from, arc.to}, arcBend);
    const bool isDown = from < to;
    const auto between = [&](LaneAt lane, bool isBelow) {
        const auto &other = isBelow ? *std::next(lane) : *std::prev(lane);
        return isBelow ? (lane->rect.bottom() + other.rect.top()) / 2
                       : (lane->rect.top() + other.rect.bottom()) / 2;
    };
    const bool isEarly = crossingOf(arc, from, to) == arc.from.x();
    const auto lane = isEarly ? between(to, !isDown) : between(from, isDown);
    const QPointF begin(arc.from.x(),
                        isDown ? from->rect.bottom() - intoBar : from->rect.top() + intoBar);
    const QPointF end(arc.to.x(), isDown ? to->rect.top() + intoBar : to->rect.bottom() - intoBar);
    return roundedWay({begin, {begin.x(), lane}, {end.x(), lane}, end}, arcBend);
}

void clearEnds(const std::vector<WakeArc> &arcs, const Snapshot &snapshot,
               const TextMeasure &measure, std::vector<LaneShape> &lanes)
{
    for (const auto &arc : arcs) {
        const auto from = laneAt(lanes, arc.from.y());
        const auto to = laneAt(lanes, arc.to.y());
        if (from == lanes.end() || to == lanes.end() || std::abs(to - from) < 2)
            continue;
        const auto x = crossingOf(arc, from, to);
        for (auto i = std::min(from, to) + 1 - lanes.begin();
             i < std::max(from, to) - lanes.begin(); ++i) {
            auto &lane = lanes[static_cast<std::size_t>(i)];
            for (auto &end : lane.ends) {
                if (!isCrossed(end.label, x))
                    continue;
                const auto room = x - wordsBeside - end.label.rect.left();
                end.label.text = measure.firstFitting(
                    end.label.role, timelinewords::ending(snapshot.processes[lane.worker]), room);
                end.label.rect.setWidth(measure.width(end.label.role, end.label.text));
            }
        }
    }
}

std::vector<ClosedEnd> applyToEnds(Snapshot &snapshot, const Event &event)
{
    const auto before = openEnds(snapshot);
    apply(snapshot, event);
    const auto after = openEnds(snapshot);
    std::vector<ClosedEnd> closed;
    for (std::size_t i = 0; i < before.size(); ++i) {
        const auto channel = static_cast<ChannelId>(i);
        if (before[i][0] && !after[i][0])
            closed.push_back({channel, End::Read});
        if (before[i][1] && !after[i][1])
            closed.push_back({channel, End::Write});
    }
    return closed;
}

void addWakeArcs(const std::vector<WakeCause> &causes, TimelineLayout &layout)
{
    for (std::size_t i = 0; i < causes.size(); ++i) {
        const auto &woken = causes[i];
        if (woken.asleepSince == absent || woken.asleepWidth < leastSleep)
            continue;
        const auto *waker = wakerOf(causes, i);
        if (!waker)
            continue;
        const auto &begin = toldBy(causes, *waker, woken);
        if (!begin.isEnd && begin.event.entered > woken.event.time && !woken.isEnd)
            continue; // its exit, of which the end was told, came later
        const auto x = std::min(begin.at.x(), woken.at.x());
        if (!begin.isEnd)
            reachBack(begin, x - arcBend, layout);
        layout.arcs.push_back({{x, begin.at.y()}, woken.at});
    }
}

} // namespace seeipc
