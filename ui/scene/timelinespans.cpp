// SPDX-License-Identifier: MIT
// A timeline so near that single events are seen.
#include "mechanisms/registry.h"
#include "ui/scene/timelinebands.h"
#include "ui/scene/timelinefills.h"
#include "ui/scene/timelineparts.h"
#include "ui/scene/timelinestuck.h"
#include "ui/scene/timelinewords.h"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <utility>

namespace seeipc {

namespace {

constexpr double leastLabelWidth = 24; ///< pixels
constexpr double leastCallWidth = 3;   ///< pixels by clock: a microsecond is seen in a minute
constexpr std::int64_t longCall =
    20'000'000; ///< nanoseconds: a look comes between, if anybody looks, and tells a sleep
constexpr std::int64_t farthestEnd =
    4'096; ///< events behind the window that may tell a sleep's end

bool isPause(Doing doing)
{
    return doing == Doing::Asleep || doing == Doing::Stopped || doing == Doing::Unseen;
}

/// Does the event end a sleep of the process?
bool endsSleep(const Event &event, WorkerId worker)
{
    if (event.worker != worker)
        return event.other == worker && event.hasTakenEnd();
    return event.kind == EventKind::CallReturned || event.kind == EventKind::ProcessEnded
           || event.kind == EventKind::EventsLost
           || (event.kind == EventKind::ProcessSampled
               && event.out[0] != static_cast<std::int64_t>(Sleep::Asleep));
}

/// Walks over the events and writes what they say.
class SpanWriter
{
public:
    SpanWriter(const TimelineFacts &facts, const TimelineFrame &frame, SnapshotCache &cache,
               const SeenEvents &seen, TimelineLayout &layout);

    void write(const SeenEvents &seen);

private:
    /// What a process does since an event, until another says otherwise.
    struct Open
    {
        Doing doing = Doing::Nothing;
        bool inCall = false;
        std::int64_t time = 0;
        double place = 0;
        std::int64_t position = 0;
        SleptIn sleptIn{};
        std::int64_t asleepSince = absent; ///< in the call that is open, also if it was woken since
        double asleepFrom = 0;             ///< the place of that
        bool goesOn = false;               ///< after a sleep or a stop that was seen
        StepId cuedStep = noStep;
    };
    /// Until when what is open at the end of the window lasts.
    struct Until
    {
        std::int64_t time = 0;
        bool isKnown = true;
    };

    void take(const Event &event, std::int64_t position);
    void returned(const Event &event, std::int64_t position);
    void compare(WorkerId worker, const Event &event, std::int64_t position);
    void nameWakers(const Event &event, std::int64_t position);
    double close(WorkerId worker, std::int64_t time, double place);
    void cutCall(WorkerId worker);
    void closeStuck(WorkerId worker, StuckSleep stuck, std::int64_t time, double end);
    Until lastsUntil(WorkerId worker, std::int64_t from) const;
    void enterColumn(std::int64_t position);
    void span(WorkerId worker, Doing doing, TimeSpan times, double from, double to,
              std::int64_t position);
    QStringList textsFor(const TimelineSpan &span) const;
    void mark(WorkerId worker, const Event &event, double place);
    WakeCause endedBy(WorkerId worker, const Event &event, const QPointF &at) const;
    void free(const Event &event, std::int64_t position, double place);
    void finish(const SeenEvents &seen);
    double placeOf(const Event &event) const;
    double placeSince(std::int64_t time) const;
    /// Where the change that is taken stands, and where it is over.
    double changeBegin() const
    {
        return static_cast<double>(m_change + 1) - m_facts.places.changePart;
    }
    double changeEnd() const { return static_cast<double>(m_change + 1); }

    const TimelineFacts &m_facts;
    const TimelineFrame &m_frame;
    SnapshotCache &m_cache;
    TimelineLayout &m_layout;
    Snapshot m_snapshot;
    bool m_isByClock;
    bool m_goesOn = false; ///< what is written now lasts still
    bool m_isCut = false;  ///< what is written now lasts longer
    std::int64_t m_change = 0;
    ColumnTimes m_column; ///< of that change
    std::vector<Open> m_open;
    StuckSleeps m_stuck;
    FillWriter m_fills;
    BandWriter m_bands;
    std::vector<WakeCause> m_causes;
    std::vector<ClosedEnd> m_closed; ///< by the event that is looked at
};

SpanWriter::SpanWriter(const TimelineFacts &facts, const TimelineFrame &frame, SnapshotCache &cache,
                       const SeenEvents &seen, TimelineLayout &layout)
    : m_facts(facts),
      m_frame(frame),
      m_cache(cache),
      m_layout(layout),
      m_snapshot(cache.at(facts.places.trace, seen.from)),
      m_isByClock(facts.places.axis == TimeAxis::ByClock),
      m_open(m_snapshot.processes.size()),
      m_fills(facts, m_snapshot, layout),
      m_bands(facts, m_snapshot, frame, layout)
{
    const auto begin = layout.scale.window.begin;
    for (std::size_t i = 0; i < m_open.size(); ++i) {
        const auto &process = m_snapshot.processes[i];
        m_open[i] = {doingOf(process), process.inCall, process.since, begin, 0};
        if (m_open[i].doing == Doing::Asleep) {
            m_open[i].sleptIn = sleptInBy(m_snapshot, static_cast<WorkerId>(i));
            m_open[i].asleepSince = process.since;
            m_open[i].asleepFrom = begin;
        }
        if (m_open[i].doing == Doing::Cue)
            m_open[i].cuedStep = process.step;
    }
}

void SpanWriter::write(const SeenEvents &seen)
{
    m_change = m_facts.places.changes.before(m_facts.places.trace, seen.from);
    m_column = m_facts.places.timesOf(m_change);
    for (auto position = seen.from; position < seen.to; ++position)
        take(m_facts.places.trace.at(position), position);
    finish(seen);
    addWakeArcs(m_causes, m_layout);
    clearEnds(m_layout.arcs, m_snapshot, m_facts.measure, m_layout.lanes);
}

void SpanWriter::take(const Event &event, std::int64_t position)
{
    const auto place = placeOf(event);
    const bool mayFree = StuckSleeps::mayFree(event, m_snapshot);
    if (mayFree)
        m_stuck.judge(waitsFor(m_snapshot), m_snapshot, position);
    m_closed = applyToEnds(m_snapshot, event);
    if (event.kind == EventKind::CallReturned && event.worker < m_open.size())
        returned(event, position);
    else if (event.kind == EventKind::HoldChanged)
        m_bands.hold(event, place);
    if (event.kind == EventKind::EventsLost && event.worker < m_open.size()) {
        const auto &open = m_open[event.worker];
        const auto column = isPause(open.doing) ? place : static_cast<double>(m_change);
        m_bands.lose(event.worker, m_isByClock ? open.place : std::max(open.place, column),
                     m_isByClock ? place : changeEnd());
    }
    for (const auto worker : {event.worker, event.other}) {
        if (worker < m_open.size())
            compare(worker, event, position);
    }
    nameWakers(event, position);
    if (mayFree && m_stuck.isAny())
        free(event, position, place);
    m_fills.take(event, m_snapshot, place);
    if (!isColumn(event))
        return;
    ++m_change;
    enterColumn(position + 1);
}

/// Of the change that comes next.
void SpanWriter::enterColumn(std::int64_t position)
{
    if (m_isByClock)
        return;
    const auto &trace = m_facts.places.trace;
    m_column.begin = std::max(m_column.begin, trace.at(position - 1).time);
    while (position < trace.count() && !isColumn(trace.at(position)))
        ++position;
    m_column.end = position < trace.count() ? trace.at(position).time : m_facts.places.now;
}

double SpanWriter::placeOf(const Event &event) const
{
    if (m_isByClock)
        return static_cast<double>(event.time);
    return isColumn(event) ? changeBegin()
                           : m_facts.places.inColumn(m_change, event.time, m_column);
}

/// Of something that was found out later.
double SpanWriter::placeSince(std::int64_t time) const
{
    const bool isInColumn = !m_isByClock && time >= m_column.begin;
    return isInColumn ? m_facts.places.inColumn(m_change, time, m_column)
                      : m_facts.places.ofTime(time);
}

void SpanWriter::returned(const Event &event, std::int64_t position)
{
    auto &open = m_open[event.worker];
    const auto asleepSince = open.asleepSince;
    const auto asleepX = m_layout.scale.xOf(open.asleepFrom);
    const bool wasAsleep = open.doing == Doing::Asleep;
    const bool wasStoppedInside = open.doing == Doing::Stopped && event.entered <= open.time;
    const bool wasUnseen = open.doing == Doing::Unseen
                           && (open.inCall || event.time - event.entered > longCall);
    auto begin = static_cast<double>(m_isByClock ? event.entered : m_change);
    const auto to = m_isByClock ? static_cast<double>(event.time) : changeEnd();
    if (wasAsleep || wasStoppedInside || wasUnseen)
        begin = close(event.worker, event.time, placeOf(event));
    else if (!open.inCall || !m_isByClock)
        begin = close(event.worker, event.entered, begin);
    if (!m_isByClock || open.goesOn) // what a look saw before stays as it was
        begin = std::max(begin, open.place);
    const auto &process = m_snapshot.processes[event.worker];
    if (m_isByClock && event.time > process.unseenUntil)
        begin = std::max(begin, static_cast<double>(process.unseenUntil));
    span(event.worker, Doing::Call, {event.entered, event.time}, begin, to, position);
    const bool isUnseen = process.state == ProcessState::Unseen;
    open = {isUnseen ? Doing::Unseen : Doing::Running, false, event.time, to, position};
    if (event.worker >= m_layout.lanes.size())
        return;
    const auto middle = m_isByClock ? to : (begin + to) / 2;
    const bool isWait = event.hasTakenEnd(); // what the child held went with the child
    m_causes.push_back(
        {event,
         event.worker,
         {m_layout.scale.xOf(middle), m_layout.lanes[event.worker].rect.center().y()},
         position,
         asleepSince,
         false,
         isWait ? std::vector<ClosedEnd>() : m_closed,
         m_layout.scale.xOf(begin) - std::max(asleepX, m_layout.scale.left)});
}

/// Does the process do something else since the event?
void SpanWriter::compare(WorkerId worker, const Event &event, std::int64_t position)
{
    auto &open = m_open[worker];
    const auto &process = m_snapshot.processes[worker];
    const auto doing = doingOf(process);
    if (doing == Doing::Asleep && open.doing == Doing::Running) {
        // It fell asleep when it went in: the look only found it so.
        const auto from = placeSince(process.since);
        if (!open.inCall)
            close(worker, process.since, from);
        const auto before = open;
        open = {doing, true, open.goesOn ? open.time : process.since, std::max(open.place, from),
                position};
        open.sleptIn = sleptInBy(m_snapshot, worker);
        const bool isFirst = before.asleepSince == absent;
        open.asleepSince = isFirst ? process.since : before.asleepSince;
        open.asleepFrom = isFirst ? open.place : before.asleepFrom;
        return;
    }
    const bool goesIn = process.inCall && !open.inCall && doing == open.doing;
    if (doing == open.doing && !goesIn)
        return;
    if (doing == Doing::Ended && open.doing == Doing::Running && open.inCall
        && effectOf(process.call, process.arguments) != Effect::Exit)
        cutCall(worker);
    const bool isOwnReturn = event.kind == EventKind::CallReturned && event.worker == worker;
    const auto place = isOwnReturn && !m_isByClock ? changeEnd() : placeOf(event);
    const auto end = close(worker, event.time, place);
    if (doing == Doing::Ended && open.doing != Doing::Ended)
        mark(worker, event, end);
    const auto before = open;
    open = {doing, process.inCall, event.time, end, position};
    open.goesOn = doing == Doing::Running && isPause(before.doing);
    if (process.inCall && !goesIn) {
        open.asleepSince = before.asleepSince;
        open.asleepFrom = before.asleepFrom;
    }
    if (doing == Doing::Asleep) {
        open.sleptIn = sleptInBy(m_snapshot, worker);
        if (open.asleepSince == absent) {
            open.asleepSince = process.since;
            open.asleepFrom = end;
        }
    }
    if (doing == Doing::Cue)
        open.cuedStep = process.step;
}

/// Whoever sleeps on waits for nobody who went or closed its end meanwhile, but for who came to hold one.
/// Bytes that move change no holder. Where nobody is left, or the wait is over, it was for those before; a
/// frozen picture's sleep waits for those of its instant.
void SpanWriter::nameWakers(const Event &event, std::int64_t position)
{
    const bool movesBytes = event.effect == Effect::Read || event.effect == Effect::Write
                            || isTransfer(event.effect);
    if (event.kind != EventKind::ProcessEnded
        && (event.kind != EventKind::CallReturned || movesBytes))
        return;
    const auto shown = m_facts.shown.position;
    for (std::size_t i = 0; i < m_open.size(); ++i) {
        const auto worker = static_cast<WorkerId>(i);
        auto &open = m_open[i];
        const bool isBehindShown = !m_facts.isLive && open.position < shown && position >= shown;
        if (open.doing != Doing::Asleep || isBehindShown)
            continue;
        const auto wait = waitOf(m_snapshot, worker);
        if (wait && !wait->isOver() && !wait->wakers.empty())
            open.sleptIn = sleptInBy(m_snapshot, worker);
    }
}

/// It ended in its call: that has a box too, though it did not return.
void SpanWriter::cutCall(WorkerId worker)
{
    auto &open = m_open[worker];
    const auto &process = m_snapshot.processes[worker];
    open.doing = Doing::Call;
    open.sleptIn = {process.call, process.arguments, {}, false};
    if (!m_isByClock)
        open.place = std::min(open.place, changeBegin() - m_facts.places.changePart);
}

/// Where it ended.
double SpanWriter::close(WorkerId worker, std::int64_t time, double place)
{
    const auto &open = m_open[worker];
    const auto end = m_isByClock ? place : std::max(place, open.place);
    auto stuck = m_stuck.take(worker);
    if (open.doing == Doing::Asleep && stuck)
        closeStuck(worker, std::move(*stuck), time, end);
    else
        span(worker, open.doing, {open.time, time}, open.place, end, open.position);
    return end;
}

/// Until the ring was closed somebody could have woken it.
void SpanWriter::closeStuck(WorkerId worker, StuckSleep stuck, std::int64_t time, double end)
{
    auto &open = m_open[worker];
    const auto &places = m_facts.places;
    const auto closed = m_cache.hopelessSince(places.trace, worker, stuck);
    const auto since = std::min(std::max(closed, open.time), time);
    const auto place = std::min(std::max(places.ofTime(since), open.place), end);
    const bool goesOn = std::exchange(m_goesOn, false);
    span(worker, Doing::Asleep, {open.time, since}, open.place, place, open.position);
    m_goesOn = goesOn;
    open.sleptIn = std::move(stuck.sleptIn);
    span(worker, Doing::Hopeless, {since, time}, place, end, open.position);
}

/// Who was stuck up to the event and sleeps on with hope: its partner runs again, or a slot came free.
void SpanWriter::free(const Event &event, std::int64_t position, double place)
{
    const auto waits = waitsFor(m_snapshot);
    for (const auto worker : m_stuck.freed(waits)) {
        auto &open = m_open[worker];
        const auto *wait = waits.of(worker);
        open.place = close(worker, event.time, place);
        open.time = event.time;
        open.position = position;
        open.sleptIn = sleptInBy(m_snapshot, worker);
        if (!wait || wait->isOver()) // it waits for nobody any more
            open.sleptIn.wakers.clear();
    }
}

void SpanWriter::span(WorkerId worker, Doing doing, TimeSpan times, double from, double to,
                      std::int64_t position)
{
    if (worker >= m_layout.lanes.size() || doing == Doing::Nothing)
        return;
    const auto &scale = m_layout.scale;
    auto &lane = m_layout.lanes[worker];
    auto left = std::max(scale.left, scale.xOf(from));
    auto right = std::min(scale.right, scale.xOf(to));
    const bool isCall = doing == Doing::Call;
    if (isCall && m_isByClock && right >= scale.left && left <= scale.right)
        left = std::min(left, right - leastCallWidth);
    if (right - left < (m_isByClock ? 0.5 : 0.1)) // by event each has its part of a column
        return;
    const double part = isCall && !m_isByClock ? std::min(2.0, (right - left) * 0.12) : 0;
    TimelineSpan made;
    made.worker = worker;
    made.doing = doing;
    made.rect = {left, lane.rect.top(), right - left - part, lane.rect.height()};
    made.begin = times.begin;
    made.end = times.end;
    made.goesOn = m_goesOn;
    made.isCut = m_isCut;
    made.position = position;
    const bool isAsleep = doing == Doing::Asleep || doing == Doing::Hopeless;
    const bool isSolid = isAsleep || isCall;
    const auto shown = m_facts.shown.time;
    if (isAsleep || m_open[worker].doing == Doing::Call)
        made.sleptIn = m_open[worker].sleptIn;
    made.cuedStep = doing == Doing::Cue ? m_open[worker].cuedStep : noStep;
    if (isAsleep && !m_facts.isLive && shown >= times.begin && (m_goesOn || shown < times.end))
        made.shownAt = shown;
    if (made.rect.width() >= leastLabelWidth)
        made.label = labelWithin(made.rect, textsFor(made),
                                 isSolid ? TextRole::State : TextRole::Small,
                                 isSolid ? Tone::Head : Tone::Muted, m_facts.measure);
    lane.spans.push_back(std::move(made));
}

/// Those that a bar of its width may have.
QStringList SpanWriter::textsFor(const TimelineSpan &span) const
{
    auto texts = timelinewords::span(span, m_facts.cast);
    if (span.doing != Doing::Asleep && span.doing != Doing::Hopeless)
        return texts;
    for (const auto width : m_frame.sleepWidths) {
        if (width <= span.rect.width() - labelSides)
            break;
        texts.removeFirst();
    }
    return texts;
}

/// Whom SIGPIPE killed in its sleep was woken by whoever closed the last read end: that write never
/// returned, so the end stands for it.
WakeCause SpanWriter::endedBy(WorkerId worker, const Event &event, const QPointF &at) const
{
    WakeCause made{event, worker, at, 0, absent, true, m_closed};
    const auto &process = m_snapshot.processes[worker];
    const auto &slept = m_open[worker].sleptIn;
    const bool wasAsleep = m_open[worker].doing == Doing::Asleep && slept.call < callCount();
    if (!wasAsleep || effectOf(slept.call, slept.arguments) != Effect::Write || !process.ending
        || !process.ending->killed() || process.ending->signal() != SIGPIPE)
        return made;
    made.event.kind = EventKind::ProcessEnded; // it may be told by its parent's wait(2)
    made.event.effect = Effect::Write;
    made.event.channel = process.channel;
    made.asleepSince = m_open[worker].time;
    made.asleepWidth = at.x()
                       - std::max(m_layout.scale.xOf(m_open[worker].place), m_layout.scale.left);
    return made;
}

void SpanWriter::mark(WorkerId worker, const Event &event, double place)
{
    if (worker >= m_layout.lanes.size())
        return;
    auto &lane = m_layout.lanes[worker];
    const auto x = m_layout.scale.xOf(place);
    const auto side = std::min(lane.rect.height(), m_facts.measure.lineHeight(TextRole::Small));
    m_causes.push_back(endedBy(worker, event, {x + 2 + side / 2, lane.rect.center().y()}));
    if (x < m_layout.scale.left - 1 || x > m_layout.scale.right)
        return;
    const auto &process = m_snapshot.processes[worker];
    EndMark made;
    made.isKill = process.ending && process.ending->killed();
    made.rect = {x + 2, lane.rect.center().y() - side / 2, side, side};
    const QRectF room(x + side + 6, lane.rect.top(), m_layout.scale.right - x - side - 6,
                      lane.rect.height());
    made.label = labelWithin(room, timelinewords::ending(process), TextRole::Small, Tone::Ink,
                             m_facts.measure);
    made.label.rect.moveLeft(room.left());
    lane.ends.push_back(std::move(made));
}

/// What goes on at the end of what is seen, as it was then.
void SpanWriter::finish(const SeenEvents &seen)
{
    const auto &places = m_facts.places;
    const bool isNewest = seen.to == places.trace.count();
    const auto end = isNewest ? places.end() : m_layout.scale.window.end;
    m_stuck.judge(isNewest ? m_facts.waits : waitsFor(m_snapshot), m_snapshot, seen.to);
    m_goesOn = isNewest;
    for (std::size_t i = 0; i < m_open.size(); ++i) {
        const auto worker = static_cast<WorkerId>(i);
        const auto until = isNewest ? Until{m_facts.ageTime} : lastsUntil(worker, seen.to);
        m_isCut = !until.isKnown;
        close(worker, std::max(until.time, m_open[i].time), end);
    }
    m_fills.finish(end);
    m_bands.finish(end);
}

/// A sleep is told as long as it lasted, also where the window ends before it does.
SpanWriter::Until SpanWriter::lastsUntil(WorkerId worker, std::int64_t from) const
{
    const auto &trace = m_facts.places.trace;
    if (m_open[worker].doing != Doing::Asleep)
        return {m_snapshot.time};
    const auto last = std::min(trace.count(), from + farthestEnd);
    const auto *stuck = m_stuck.of(worker);
    const auto sleepers = stuck ? stuck->sleepers : std::vector{worker};
    for (auto position = from; position < last; ++position) {
        const auto &event = trace.at(position);
        if (std::any_of(sleepers.begin(), sleepers.end(),
                        [&](WorkerId sleeper) { return endsSleep(event, sleeper); }))
            return {event.time};
    }
    if (last == trace.count())
        return {m_facts.ageTime};
    return {trace.at(last).time, false};
}

} // namespace

void layOutSpans(const TimelineFacts &facts, const TimelineFrame &frame, SnapshotCache &cache,
                 const SeenEvents &seen, TimelineLayout &layout)
{
    SpanWriter(facts, frame, cache, seen, layout).write(seen);
}

} // namespace seeipc
