// SPDX-License-Identifier: MIT
#pragma once

#include "ui/scene/layoutparts.h"

#include <optional>
#include <vector>

namespace seeipc {

/// Finds the ways of waits-for arrows, one after the other: each keeps clear of those before it.
class ArrowMaker
{
public:
    ArrowMaker(const StageFacts &facts, const StageFrame &frame,
               const std::vector<TubeShape> &tubes)
        : m_facts(facts), m_frame(frame), m_tubes(tubes)
    {}

    std::optional<ArrowShape> arrowFor(const Wait &wait);

private:
    struct Lane
    {
        bool isTop;
        ChannelId channel;
        QPointF target;
        QString text;
        double y;
    };

    QString textOf(const Wait &wait) const;
    double laneFor(bool isTop, ChannelId channel, const QPointF &target, const QString &text);
    QPainterPath exit(const QRectF &box, Column column, double lane) const;
    void end(ArrowShape &arrow, const QPointF &tip) const;
    void label(ArrowShape &arrow, const QString &text, double left, double top) const;
    double aboveLane(double lane) const;

    void toChannel(ArrowShape &arrow, const Wait &wait);
    void fromMiddle(ArrowShape &arrow, const QRectF &from, const QPointF &target,
                    const QString &text);

    void toWakers(ArrowShape &arrow, const Wait &wait);
    void toColumn(ArrowShape &arrow, const Wait &wait, Column column,
                  const std::vector<WorkerId> &wakers);
    void across(ArrowShape &arrow, const Wait &wait, const std::vector<WorkerId> &wakers);
    void alongColumn(ArrowShape &arrow, const Wait &wait, const std::vector<WorkerId> &wakers);
    void toMiddle(ArrowShape &arrow, const Wait &wait, WorkerId waker);
    void outOfMiddle(ArrowShape &arrow, const Wait &wait, const std::vector<WorkerId> &wakers);
    void betweenMiddle(ArrowShape &arrow, const Wait &wait, WorkerId waker);
    void overMiddle(ArrowShape &arrow, const Wait &wait, WorkerId waker);
    void branch(ArrowShape &arrow, const std::vector<WorkerId> &wakers, double trunk,
                double besideCall) const;
    void labelOnLane(ArrowShape &arrow, const Wait &wait, bool isTop, double lane);
    void tellAge(ArrowShape &arrow, const Wait &wait, double left, double top) const;
    QString ageText(const Wait &wait) const;
    double ageWidth(const Wait &wait) const;
    double callLine(WorkerId worker) const;
    double marginOf(Column column, double units) const;
    bool isCovered(WorkerId worker, bool fromTop) const;
    bool isBetween(const QRectF &from, const QRectF &to) const;

    const StageFacts &m_facts;
    const StageFrame &m_frame;
    const std::vector<TubeShape> &m_tubes;
    std::vector<Lane> m_lanes;
    double m_over = 0;       ///< how many ways lead over the boxes in the middle
    bool m_isShared = false; ///< the last lane has its label already
};

} // namespace seeipc
