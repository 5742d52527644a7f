// SPDX-License-Identifier: MIT
#pragma once

#include "events/pipeslots.h"
#include "ui/scene/stagelayout.h"
#include "ui/scene/stagepainter.h"
#include "ui/views/signalflights.h"
#include "ui/views/view.h"

#include <QRegion>

#include <cstdint>
#include <vector>

namespace seeipc {

/// CLOCK_MONOTONIC, in nanoseconds.
std::int64_t steadyNanoseconds();

/// What moves on the stage: a packet for each call that moved bytes, or a flow along the threads of
/// a channel whose calls come too fast to tell apart; the copy of a table that fork makes; the signal
/// that comes back where a write met a lid. Nothing moves unless something did, and no word waits.
class StageMotion
{
public:
    void setMotion(Motion motion);
    void clear();
    /// What is on its way has arrived; what streams goes on.
    void settle();

    /// Takes over whose bytes wait in each channel.
    void agree(const Snapshot &snapshot);
    /// Starts packets for calls that moved bytes, along threads of the layout, or of the one before
    /// where a thread has just gone. A packet that would fly through one which did not get in has
    /// arrived: its bytes are inside. `time` and all others: CLOCK_MONOTONIC nanoseconds.
    /// They happened after the agreed instant.
    void start(const std::vector<Event> &events, const StageLayout &layout,
               const StageLayout &before, const TextMeasure &measure, std::int64_t time);
    /// Takes over which channels flow, and whether bytes moved in them since the last time.
    void flow(const StageLayout &layout, const Snapshot &snapshot, std::int64_t time);
    /// Lets time pass. What must be drawn anew; empty: nothing moves.
    QRegion advance(std::int64_t time);
    bool isMoving() const
    {
        return !m_packets.empty() || !m_sheets.empty() || !m_signals.isEmpty() || m_isFlowing
               || !m_left.isEmpty();
    }

    /// Letters and signals that are on their way; where that number changes, another picture is due.
    std::int64_t underWay() const;
    /// Takes out of the picture what they will bring: each is in one place.
    void holdBack(StageLayout &layout) const;

    void paint(QPainter &painter, StagePainter &with, const QRegion &region) const;

private:
    struct Packet
    {
        WorkerId writer = noWorker; ///< whose colour
        ChannelId channel = noChannel;
        QPainterPath path;
        bool isBackwards = false; ///< from the path's end to its start
        QSizeF size;
        QString letters;
        std::int64_t held = 0; ///< bytes whose letters it brings to a channel
        std::int64_t start = 0;
        QRectF place;
    };

    /// The table of descriptors that a fork copies.
    struct Sheet
    {
        QRectF from;
        QRectF to;
        QStringList lines;
        QRegion boxes; ///< that it goes beneath
        std::int64_t start = 0;
        QRectF place;
    };

    struct Flow
    {
        ChannelId channel = noChannel;
        WorkerId writer = noWorker;
        std::vector<QPainterPath> paths; ///< in the direction of the bytes
        QRegion places;                  ///< what is drawn of them: between boxes and sockets
        std::int64_t moved = 0;          ///< bytes in and out at the last look
        double phase = 0;
        double speed = 0; ///< rounds a second
        std::int64_t lastMoved = 0;
        bool isOn = false;
    };

    void add(const Event &event, const QPainterPath &path, WorkerId writer, double unit,
             const TextMeasure &measure, std::int64_t time);
    WorkerId moves(const Event &event, const StageLayout &layout);
    void addSheet(const Event &event, const StageLayout &layout, std::int64_t time);
    void flowIn(const TubeShape &tube, const StageLayout &layout, const Snapshot &snapshot,
                std::int64_t time);

    Motion m_motion = Motion::Moving;
    std::vector<Packet> m_packets;
    std::vector<Sheet> m_sheets;
    SignalFlights m_signals;
    std::vector<Flow> m_flows;      ///< by ChannelId
    std::vector<PipeSlots> m_slots; ///< by ChannelId; as agreed, then moved on by each event
    bool m_isFlowing = false;
    QRegion m_left; ///< where a flow was and is no more
    std::int64_t m_last = 0;
};

} // namespace seeipc
