// SPDX-License-Identifier: MIT
#include "ui/scene/layoutparts.h"
#include "ui/scene/timelineparts.h"

#include <algorithm>
#include <array>
#include <cerrno>

namespace seeipc {

namespace {

constexpr std::size_t farthestWaker = 24; ///< causes before a return that are looked at
constexpr std::size_t mostCauses = 200;   ///< more of them stand too close for arcs
constexpr std::size_t toldLater = 3;      ///< causes after it
constexpr double intoBar = 4;             ///< pixels that an arc goes into a bar
constexpr double arcBend = 5;             ///< pixels, of its corners

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
/// end's close, as was who got EPIPE by a last read end's.
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
    const bool isLater = !cause.isEnd && made.entered > call.time; // ends are told late
    if (isLater || made.error != 0)
        return false;
    const bool isRead = call.effect == Effect::Read;
    if (hungUpOn(cause, call)) // who has written a part by then gets no error
        return isRead ? call.result == 0 && call.error == 0
                      : call.error == 0 || call.error == EPIPE;
    const bool hasMoved = isRead ? call.result > 0 : call.error == 0;
    const auto wanted = isRead ? Effect::Write : Effect::Read;
    return hasMoved && made.kind == EventKind::CallReturned && made.effect == wanted
           && made.result > 0 && made.channel == call.channel;
}

/// An end is told once it was seen: where that was after who was woken, the exit(3) stands for it.
QPointF placeOf(const std::vector<WakeCause> &causes, std::size_t cause, std::size_t woken)
{
    for (auto i = cause; cause > woken && causes[cause].isEnd && i-- > 0;) {
        if (causes[i].worker == causes[cause].worker)
            return causes[i].event.effect == Effect::Exit ? causes[i].at : causes[cause].at;
    }
    return causes[cause].at;
}

/// A waker that returned after the one it woke had entered its call before: the arc begins there. Had
/// it slept in it, the entry says nothing: it woke the other just then.
QPointF beginOf(const WakeCause &cause, const QPointF &at, const QPointF &to,
                const TimelinePlaces &places, const TimeScale &scale)
{
    if (at.x() <= to.x())
        return at;
    const bool isUnknown = cause.isEnd || cause.wasAsleep;
    const auto entry = isUnknown ? to.x() : scale.xOf(places.ofTime(cause.event.entered));
    return {std::min(entry, to.x()), at.y()};
}

} // namespace

QPainterPath wayOf(const WakeArc &arc, const std::vector<LaneShape> &lanes)
{
    const auto at = [&](const QPointF &place) {
        return std::find_if(lanes.begin(), lanes.end(), [&](const LaneShape &lane) {
            return lane.rect.top() <= place.y() && place.y() <= lane.rect.bottom();
        });
    };
    const auto from = at(arc.from);
    const auto to = at(arc.to);
    if (from == lanes.end() || to == lanes.end() || from == to)
        return roundedWay({arc.from, arc.to}, arcBend);
    const bool isDown = from < to;
    const auto &beside = isDown ? std::next(from)->rect : std::prev(from)->rect;
    const auto lane = isDown ? (from->rect.bottom() + beside.top()) / 2
                             : (from->rect.top() + beside.bottom()) / 2;
    const QPointF begin(arc.from.x(),
                        isDown ? from->rect.bottom() - intoBar : from->rect.top() + intoBar);
    const QPointF end(arc.to.x(), isDown ? to->rect.top() + intoBar : to->rect.bottom() - intoBar);
    return roundedWay({begin, {begin.x(), lane}, {end.x(), lane}, end}, arcBend);
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

/// Whoever woke somebody may be told after who was woken: both returned at the same time.
void addWakeArcs(const std::vector<WakeCause> &causes, const TimelinePlaces &places,
                 TimelineLayout &layout)
{
    if (causes.size() > mostCauses)
        return;
    for (std::size_t i = 0; i < causes.size(); ++i) {
        if (!causes[i].wasAsleep)
            continue;
        const auto first = i > farthestWaker ? i - farthestWaker : 0;
        for (auto j = std::min(i + toldLater, causes.size()); j-- > first;) {
            if (j == i || !mayWake(causes[j], causes[i]))
                continue;
            const auto &to = causes[i].at;
            const auto at = placeOf(causes, j, i);
            layout.arcs.push_back({beginOf(causes[j], at, to, places, layout.scale), to});
            break;
        }
    }
}

} // namespace seeipc
