// SPDX-License-Identifier: MIT
#include "ui/scene/timelinepainter.h"

#include "ui/scene/timelinestrokes.h"

#include <algorithm>
#include <cmath>

namespace seeipc {

namespace {

constexpr double fillStrength = 0.38; ///< of the writer's colour on the card
constexpr double strongFill = 0.8;    ///< the same where marks stand out most
constexpr double seldomShare = 0.55;  ///< of it, for what was inside at some time alone
constexpr int thinFill = 3;           ///< pixels: what is no higher has the whole colour
constexpr double pointSide = 3;       ///< units, of a point up
constexpr double pointPeriod = 12;
constexpr double tickLength = 4;    ///< pixels
constexpr double playheadAbove = 7; ///< pixels of it above the lanes

} // namespace

TimelinePainter::TimelinePainter(const TextMeasure &measure, const Theme &theme)
    : m_texts(measure), m_theme(theme), m_unit(measure.scale().unit)
{}

void TimelinePainter::paintCard(QPainter &painter, const QSizeF &size, bool hasFocus) const
{
    const double edge = hasFocus ? 2 : 1;
    const auto radius = 8 * m_unit;
    const QRectF card({0, 0}, size);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen); // two surfaces: Qt draws a thin pen pixel by pixel
    painter.setBrush(hasFocus ? m_theme.ink : m_theme.line);
    painter.drawRoundedRect(card, radius, radius);
    painter.setBrush(m_theme.panel);
    painter.drawRoundedRect(card.adjusted(edge, edge, -edge, -edge), radius - edge, radius - edge);
}

void TimelinePainter::paint(QPainter &painter, const TimelineLayout &layout,
                            const TimelineFrame &frame)
{
    for (const auto &band : layout.bands) {
        if (band.kind == TimelineBand::Kind::Held)
            paintBand(painter, band);
    }
    if (layout.selected) {
        painter.setPen(QPen(m_theme.ink, 1));
        painter.setBrush(m_theme.currentLine);
        painter.drawRect(*layout.selected);
    }
    for (const auto &fill : layout.fills)
        paintFill(painter, fill, layout.scale.right);
    for (const auto &lane : layout.lanes)
        paintLane(painter, lane);
    for (const auto &band : layout.bands) {
        if (band.kind != TimelineBand::Kind::Held)
            paintBand(painter, band);
    }
    painter.save(); // what woke may lie before what is seen
    painter.setClipRect(QRectF(layout.scale.left - 4, 0, layout.scale.right - layout.scale.left + 8,
                               frame.size.height()),
                        Qt::IntersectClip);
    paintArcs(painter, layout);
    painter.restore();
    for (const auto &lane : layout.lanes)
        paintLaneWords(painter, lane);
    paintTicks(painter, layout, frame);
    paintPlayhead(painter, layout, frame);
    paintHead(painter, layout);
}

void TimelinePainter::paintTicks(QPainter &painter, const TimelineLayout &layout,
                                 const TimelineFrame &frame)
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(m_theme.outline, 1));
    for (const auto &tick : layout.ticks)
        painter.drawLine(QPointF(tick.x, frame.bottom + 1),
                         QPointF(tick.x, frame.bottom + tickLength));
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto &tick : layout.ticks)
        paintLabel(painter, tick.label, m_theme.mutedInk);
}

/// The way back to what is newest is underlined. Words go before the playhead.
void TimelinePainter::paintHead(QPainter &painter, const TimelineLayout &layout)
{
    const auto &head = layout.head;
    for (const auto *label :
         {&head.axis, &head.otherAxis, &head.unseen, &head.said, &head.shown, &head.live}) {
        if (!label->text.isEmpty())
            painter.fillRect(label->rect, m_theme.panel);
    }
    paintLabel(painter, head.axis, m_theme.mutedInk);
    paintLabel(painter, head.otherAxis, m_theme.mutedInk);
    paintLabel(painter, head.unseen, m_theme.ink);
    paintLabel(painter, head.said, m_theme.ink);
    paintLabel(painter, head.shown, m_theme.mutedInk);
    paintLabel(painter, head.live, m_theme.ink);
    painter.setPen(QPen(m_theme.ink, 1.5));
    if (head.leadsBack)
        painter.drawLine(head.live.rect.bottomLeft(), head.live.rect.bottomRight());
}

void TimelinePainter::paintLabel(QPainter &painter, const Label &label, const QColor &colour)
{
    if (label.text.isEmpty())
        return;
    const auto ascent = m_texts.measure().ascent(label.role);
    m_texts.draw(painter, {label.rect.left(), label.rect.top() + ascent}, label.role, label.text,
                 colour);
}

QColor TimelinePainter::inkOf(const Label &label, Doing doing) const
{
    if (label.tone == Tone::Muted)
        return m_theme.mutedInk;
    if (label.tone == Tone::Ink)
        return m_theme.ink;
    return doing == Doing::Asleep     ? m_theme.asleepText
           : doing == Doing::Hopeless ? m_theme.hopelessText
                                      : m_theme.runningText;
}

/// From the bottom what was inside all the time of a column, above it what was at some time.
void TimelinePainter::paintFill(QPainter &painter, const FillShape &fill, double right)
{
    paintLabel(painter, fill.name, m_theme.mutedInk);
    const auto &identity = m_theme.identityOf(fill.writer);
    const auto strength = m_theme.name == ThemeName::Contrast ? strongFill : fillStrength;
    const auto sure = mixed(identity, m_theme.panel, strength).rgba();
    const auto between = mixed(identity, m_theme.panel, strength * seldomShare).rgba();
    const auto bottom = fill.rect.bottom();
    const auto width = static_cast<int>(fill.columns.size());
    const auto height = static_cast<int>(std::ceil(fill.rect.height()));
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (width > 0 && height > 0) {
        QImage picture(width, height, QImage::Format_ARGB32_Premultiplied);
        picture.fill(Qt::transparent);
        auto *pixels = reinterpret_cast<QRgb *>(picture.bits());
        for (int x = 0; x < width; ++x) {
            const auto [least, greatest] = fill.columns[static_cast<std::size_t>(x)];
            const auto always = std::min(height, static_cast<int>(std::lround(least)));
            const auto once = std::min(height, static_cast<int>(std::lround(greatest)));
            for (int y = 0; y < once; ++y)
                pixels[(height - 1 - y) * width + x] = once <= thinFill ? identity.rgba()
                                                       : y < always     ? sure
                                                                        : between;
        }
        painter.drawImage(QPointF(fill.rect.left(), bottom - height), picture);
    }
    for (const auto &unknown : fill.unknown)
        paintUnknown(painter, unknown);
    painter.setPen(QPen(m_theme.channelLine, 1));
    painter.drawLine(QPointF(fill.rect.left(), bottom), QPointF(right, bottom));
    paintCapacities(painter, fill.capacities);
    if (!fill.capacity.text.isEmpty() && fill.capacities.size() > 1) // beside higher lines
        painter.fillRect(fill.capacity.rect, m_theme.panel);
    paintLabel(painter, fill.capacity, m_theme.mutedInk);
    painter.setRenderHint(QPainter::Antialiasing);
}

/// What is above the height has a row of points up at its top.
void TimelinePainter::paintCapacities(QPainter &painter,
                                      const std::vector<CapacityLine> &lines) const
{
    const CapacityLine *before = nullptr;
    for (const auto &line : lines) {
        painter.setPen(dashedPen(m_theme.outline, 1));
        if (before != nullptr && before->right == line.left)
            painter.drawLine(QPointF(line.left, before->y), QPointF(line.left, line.y));
        before = &line;
        if (!line.isAbove) {
            painter.drawLine(QPointF(line.left, line.y), QPointF(line.right, line.y));
            continue;
        }
        painter.setPen(QPen(m_theme.outline, 1));
        const auto side = pointSide * m_unit;
        for (auto x = line.left + side; x + side <= line.right; x += pointPeriod * m_unit)
            painter.drawPolyline(
                QPolygonF({{x - side, line.y + side}, {x, line.y}, {x + side, line.y + side}}));
    }
}

/// Dots: what was lost, and what the user held, has stripes.
void TimelinePainter::paintUnknown(QPainter &painter, const UnknownFill &unknown)
{
    painter.fillRect(unknown.rect, QBrush(dotted(m_theme.outline)));
    if (unknown.label.text.isEmpty())
        return;
    painter.fillRect(unknown.label.rect.adjusted(-4, 0, 4, 0), m_theme.panel);
    paintLabel(painter, unknown.label, m_theme.ink);
}

void TimelinePainter::paintBand(QPainter &painter, const TimelineBand &band)
{
    if (band.kind == TimelineBand::Kind::Dropped) {
        painter.fillRect(band.rect, m_theme.outline);
    } else {
        const bool isLost = band.kind == TimelineBand::Kind::Lost;
        if (isLost)
            painter.fillRect(band.rect, m_theme.panel);
        hatch(painter, band.rect, isLost ? m_theme.ink : m_theme.line,
              isLost ? Qt::FDiagPattern : Qt::BDiagPattern);
    }
    if (!band.label.text.isEmpty())
        painter.fillRect(band.label.rect.adjusted(-4, 0, 4, 0), m_theme.panel);
    paintLabel(painter, band.label, inkOf(band.label, Doing::Nothing));
}

void TimelinePainter::paintArcs(QPainter &painter, const TimelineLayout &layout) const
{
    painter.setBrush(Qt::NoBrush);
    for (const auto &arc : layout.arcs) {
        const auto way = wayOf(arc, layout.lanes);
        painter.setPen(QPen(m_theme.panel, 4.5));
        painter.drawPath(way);
        painter.setPen(QPen(m_theme.ink, 1.75));
        painter.drawPath(way);
        painter.setBrush(m_theme.ink);
        painter.drawEllipse(way.currentPosition(), 3.5, 3.5);
        painter.setBrush(Qt::NoBrush);
    }
}

void TimelinePainter::paintPlayhead(QPainter &painter, const TimelineLayout &layout,
                                    const TimelineFrame &frame) const
{
    const auto x = layout.playheadX;
    if (x < layout.scale.left - 1 || x > layout.scale.right + 1)
        return;
    const auto top = frame.head.bottom() - playheadAbove * m_unit;
    painter.setPen(QPen(m_theme.ink, layout.isLive ? 2 : 3));
    painter.drawLine(QPointF(x, top), QPointF(x, frame.bottom));
    if (layout.isLive)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.ink);
    const auto side = 7 * std::max(0.8, m_unit);
    painter.drawPolygon(QPolygonF({{x - side, top}, {x + side, top}, {x, top + 1.4 * side}}));
}

} // namespace seeipc
