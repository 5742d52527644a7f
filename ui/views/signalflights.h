// SPDX-License-Identifier: MIT
#pragma once

#include "ui/scene/stagelayout.h"
#include "ui/scene/stagepainter.h"

#include <QRegion>

#include <cstdint>
#include <optional>
#include <vector>

namespace seeipc {

/// A write that meets a lid: its byte goes out along the writer's own thread, the signal comes back,
/// and strikes, or falls off the shield of one who ignores it. It is told at once what became of the
/// writer; only the badge and the cross wait for the signal.
/// All times: CLOCK_MONOTONIC, in nanoseconds.
class SignalFlights
{
public:
    void clear() { m_flights.clear(); }
    bool isEmpty() const { return m_flights.empty(); }
    /// For whom the events killed by SIGPIPE, and for each write that they refused with EPIPE.
    void start(const std::vector<Event> &events, const StageLayout &layout,
               const StageLayout &before, std::int64_t time);
    /// Lets time pass. What must be drawn anew.
    QRegion advance(std::int64_t time);

    std::int64_t underWay() const; ///< how many
    /// Takes the badge and the cross out of the picture that they will bring.
    void holdBack(StageLayout &layout) const;
    void paint(QPainter &painter, StagePainter &with, const QRegion &region) const;

private:
    struct Flight
    {
        ThreadShape thread;                ///< of the write, as it was
        SignalShape signal;                ///< where it comes to
        std::optional<SignalShape> shield; ///< that it comes to; none: it strikes
        QPainterPath off;                  ///< its way off the shield
        double byteSide = 0;
        std::int64_t start = 0;
        std::int64_t now = 0; ///< since then

        std::int64_t lasts() const;
        QRectF place() const; ///< of the byte or the signal
    };

    void add(const ThreadShape &thread, const BoxShape &box, double unit, std::int64_t time);

    std::vector<Flight> m_flights;
};

} // namespace seeipc
