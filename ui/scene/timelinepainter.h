// SPDX-License-Identifier: MIT
#pragma once

#include "ui/scene/stagepainter.h"
#include "ui/scene/timelinelayout.h"
#include "ui/theme.h"

#include <QImage>

namespace seeipc {

/// Draws a timeline. Where many events share a pixel column, a lane is one picture that is made
/// column by column.
class TimelinePainter
{
public:
    /// Both outlive the painter.
    TimelinePainter(const TextMeasure &measure, const Theme &theme);

    /// The card, behind everything.
    void paintCard(QPainter &painter, const QSizeF &size, bool hasFocus) const;
    void paint(QPainter &painter, const TimelineLayout &layout, const TimelineFrame &frame);
    void paintLabel(QPainter &painter, const Label &label, const QColor &colour);

private:
    void paintTicks(QPainter &painter, const TimelineLayout &layout, const TimelineFrame &frame);
    void paintHead(QPainter &painter, const TimelineLayout &layout);
    void paintLane(QPainter &painter, const LaneShape &lane);
    void paintLaneWords(QPainter &painter, const LaneShape &lane);
    void paintSpan(QPainter &painter, const TimelineSpan &span) const;
    QColor groundOf(Doing doing) const;
    void paintPlain(QPainter &painter, const TimelineSpan &span) const;
    void paintColumns(QPainter &painter, const LaneShape &lane) const;
    void paintEnds(QPainter &painter, const LaneShape &lane);
    void paintFill(QPainter &painter, const FillShape &fill, double right);
    void paintCapacities(QPainter &painter, const std::vector<CapacityLine> &lines) const;
    void paintUnknown(QPainter &painter, const UnknownFill &unknown);
    void paintBand(QPainter &painter, const TimelineBand &band);
    void paintArcs(QPainter &painter, const TimelineLayout &layout) const;
    void paintPlayhead(QPainter &painter, const TimelineLayout &layout,
                       const TimelineFrame &frame) const;
    QColor inkOf(const Label &label, Doing doing) const;

    TextPainter m_texts;
    const Theme &m_theme;
    double m_unit;
};

} // namespace seeipc
