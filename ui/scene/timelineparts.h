// SPDX-License-Identifier: MIT
// What the files of the timeline's layout have of each other.
#pragma once

#include "ui/scene/timelinelayout.h"

namespace seeipc {

/// The events that are seen: positions, `to` not among them.
struct SeenEvents
{
    std::int64_t from = 0;
    std::int64_t to = 0;
};

/// A transfer as the channel sees it that its bytes go to.
Event asWriteInto(const Event &transfer);

/// What FIONREAD said was inside a channel, as long as nothing moved bytes since.
struct FillReading
{
    bool isThere = false;        ///< the channel was made, and somebody holds an end
    std::int64_t bytes = absent; ///< absent: not known any more
    std::int64_t time = 0;       ///< nanoseconds, of what was newest of it

    /// What came after an event of the channel: a newer reading, or bytes that moved without one.
    void follow(const Event &event);
    /// Calls were lost that may have moved some.
    void lose(std::int64_t time);
    bool saysTheSame(const FillReading &other) const
    {
        return isThere == other.isThere && bytes == other.bytes;
    }
};

/// Gathers what was least and greatest in a channel by pixel column.
class FillColumns
{
public:
    FillColumns() = default;
    explicit FillColumns(const TimeScale &scale);

    /// From one x to another this was read.
    void add(double fromX, double toX, const FillReading &reading);
    /// From one x to another the fill was between these.
    void add(double fromX, double toX, const FillRange &range);
    /// From one x to another nobody knows it: what else is in these columns was so at some time.
    void doubt(double fromX, double toX);
    std::int64_t greatest() const { return m_greatest; }
    /// In the columns that lie between two x as a whole.
    std::int64_t greatestWithin(double fromX, double toX) const;
    std::size_t size() const { return m_columns.size(); }
    /// Was more than nothing never read there, and does nobody know that it was nothing?
    bool isUnknown(std::size_t column) const;
    /// As heights in `rect` of which the full one is `full` bytes.
    std::vector<std::array<float, 2>> heights(const QRectF &rect, std::int64_t full) const;

private:
    struct Column
    {
        std::int64_t least = absent;
        std::int64_t greatest = absent;
        bool isDoubted = false;
    };

    double m_left = 0;
    std::int64_t m_greatest = 0;
    std::vector<Column> m_columns;
};

FillReading readingOf(const ChannelSnapshot &channel);
/// Does the process read from the channel or write to it?
bool usesChannel(const Cast &cast, WorkerId worker, std::size_t channel);

/// Sets heights, what is unknown, the lines of the capacities and the labels.
void finishFill(FillShape &shape, const FillColumns &columns, const TimelineFacts &facts,
                const TimeScale &scale);

inline constexpr double labelSides = 8; ///< pixels of a rectangle that its text leaves free

/// A text in the middle of a rectangle, as far as one of them fits.
Label labelWithin(const QRectF &rect, const QStringList &texts, TextRole role, Tone tone,
                  const TextMeasure &measure);

/// An end of a channel that nobody holds any more.
struct ClosedEnd
{
    ChannelId channel = noChannel;
    End end = End::Read;
};

/// Applies the event. The ends whose last descriptor it closed.
std::vector<ClosedEnd> applyToEnds(Snapshot &snapshot, const Event &event);

/// A call that returned, or the end of a process: what may have woken somebody, or been woken.
struct WakeCause
{
    Event event;
    WorkerId worker = noWorker; ///< who did it, or ended
    QPointF at;
    std::int64_t position = 0; ///< of the event
    /// Since when it slept in that call, or in a write when a SIGPIPE killed it; absent: it did not.
    std::int64_t asleepSince = absent;
    bool isEnd = false;
    std::vector<ClosedEnd> closed;
    double asleepWidth = 0; ///< pixels of that sleep, as far as it is seen
};

/// From what ended a sleep to each call that was slept in, as far as it is seen and has room; never
/// backwards. It begins in the box of the call that woke, which reaches back to there where it was
/// made before and returned later; at the end mark where an end woke.
void addWakeArcs(const std::vector<WakeCause> &causes, TimelineLayout &layout);
/// Fewer words for ends in lanes that an arc goes through, so that they are clear of it.
void clearEnds(const std::vector<WakeArc> &arcs, const Snapshot &snapshot,
               const TextMeasure &measure, std::vector<LaneShape> &lanes);

/// Every event by itself: spans, ends, arcs. Into lanes, fills, arcs and bands of the layout.
void layOutSpans(const TimelineFacts &facts, const TimelineFrame &frame, SnapshotCache &cache,
                 const SeenEvents &seen, TimelineLayout &layout);
/// By clock, of what was laid out in columns: the beginning and the end of the window by themselves, up to
/// half of `mostEvents` each, where they came much slower than the rest.
void layOutSparse(const TimelineFacts &facts, const TimelineFrame &frame, SnapshotCache &cache,
                  const SeenEvents &seen, std::int64_t mostEvents, TimelineLayout &layout);
/// Shares of pixel columns, from the events.
void layOutColumns(const TimelineFacts &facts, const Snapshot &before, const SeenEvents &seen,
                   TimelineLayout &layout);
/// The same from the sums of the index.
void layOutIndex(const TimelineFacts &facts, TimelineLayout &layout);

} // namespace seeipc
